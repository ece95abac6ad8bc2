//! `register scheme`: what each rule of a scheme means, with an example.

use std::path::Path;

use serde::Serialize;

use super::{CliError, Context, Outcome, register_source};
use crate::assessment::worked_examples;
use crate::assets::SCHEMES;
use crate::domain::{DecreaseRate, FiscalYear, Plan, Scheme, conditions_text};
use crate::installation::Installation;
use crate::register::read_schemes;

#[derive(Serialize)]
struct Answer {
    scheme: String,
    /// The register's folder; none for a ready-made scheme.
    folder: Option<String>,
    rules: Vec<AnswerRule>,
}

#[derive(Serialize)]
struct AnswerRule {
    order: usize,
    status: String,
    condition: String,
    example: String,
    derivation: String,
}

/// A scheme and what it is tried on.
struct Shown {
    scheme: Scheme,
    folder: Option<String>,
    years: Option<(FiscalYear, FiscalYear)>,
    decrease: DecreaseRate,
}

/// Shows the schemes of the configured registers, or the one with this id: of a register, else ready-made.
pub(super) fn scheme(context: &Context, dir: &Path, id: Option<&str>) -> Result<Outcome, CliError> {
    let mut shown = registered(context, dir)?;
    if let Some(id) = id {
        shown.retain(|one| one.scheme.id.as_str() == id);
        if shown.is_empty() {
            shown = ready_made().filter(|one| one.scheme.id.as_str() == id).collect();
        }
        if shown.is_empty() {
            return Err(CliError::UnknownScheme(id.to_owned()));
        }
    }
    let answers: Vec<Answer> = shown.iter().map(|one| answer(context, one)).collect();
    for answer in &answers {
        say(context, answer);
    }
    if id.is_none() {
        let ids: Vec<String> = ready_made().map(|one| one.scheme.id.to_string()).collect();
        context.out.say(
            format!("出来合いの評価区分：{}（templates/schemes/ にあります。評価区分シートに貼り付けて使えます。）", ids.join("、")),
            format!("Ready-made schemes: {} (in templates/schemes/, to be pasted into 評価区分).", ids.join(", ")),
        );
    }
    context.out.answer(&answers);
    Ok(Outcome::Fine)
}

fn registered(context: &Context, dir: &Path) -> Result<Vec<Shown>, CliError> {
    let mut shown = Vec::new();
    for folder in &Installation::open(dir)?.config.plans {
        let source = register_source::read(context, &dir.join(folder))?;
        // A scheme can be looked at while the rest of the register is being put right.
        if context.plan.as_ref().is_some_and(|plan| !register_source::is_of(&source, plan)) {
            continue;
        }
        let plan = source.loaded.registry.map(|registry| registry.plan);
        let sheet = source.sheets.as_ref().and_then(|sheets| sheets.get("評価区分"));
        let schemes = sheet.map(|csv| read_schemes(csv).0).unwrap_or_default();
        shown.extend(schemes.into_iter().map(|scheme| Shown::of(scheme, Some(folder.clone()), plan.as_ref())));
    }
    Ok(shown)
}

fn ready_made() -> impl Iterator<Item = Shown> {
    SCHEMES.iter().flat_map(|(_, csv)| read_schemes(csv.as_bytes()).0).map(|scheme| Shown::of(scheme, None, None))
}

impl Shown {
    fn of(scheme: Scheme, folder: Option<String>, plan: Option<&Plan>) -> Self {
        let years = plan.and_then(|plan| plan.years);
        let decrease = plan.map_or(DecreaseRate::TargetOverActual, |plan| plan.decrease_rate);
        Self { scheme, folder, years, decrease }
    }
}

fn answer(context: &Context, shown: &Shown) -> Answer {
    let lang = context.out.lang;
    let examples = worked_examples(&shown.scheme, shown.years, shown.decrease);
    let rules = shown.scheme.rules.iter().zip(examples).map(|(rule, example)| AnswerRule {
        order: example.place,
        status: rule.label.clone(),
        condition: conditions_text(&rule.conditions),
        example: example.numbers(lang),
        derivation: example.derivation(&shown.scheme, lang),
    });
    Answer { scheme: shown.scheme.id.to_string(), folder: shown.folder.clone(), rules: rules.collect() }
}

fn say(context: &Context, answer: &Answer) {
    let out = &context.out;
    let id = &answer.scheme;
    match &answer.folder {
        Some(folder) => out.say(format!("評価区分「{id}」（{folder}）"), format!("Scheme 「{id}」 ({folder})")),
        None => out.say(format!("評価区分「{id}」（出来合い）"), format!("Scheme 「{id}」 (ready-made)")),
    }
    for AnswerRule { order, status, condition, example, derivation } in &answer.rules {
        out.say(format!("{order}　{status}　条件：{condition}"), format!("{order}  {status}  if {condition}"));
        out.say(format!("　　例：{example}"), format!("    e.g. {example}"));
        out.say(format!("　　→　{derivation}"), format!("    -> {derivation}"));
    }
}
