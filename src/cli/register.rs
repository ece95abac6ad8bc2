//! `register check`: every problem of a register, in one pass, and what it holds.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::out::counted;
use super::register_source::{Source, is_of, read};
use super::{CliError, Context, Outcome};
use crate::assessment::{Example, worked_examples};
use crate::diagnostic::{Finding, count, headline};
use crate::domain::{Lang, Plan, Registry, Severity};
use crate::installation::Installation;
use crate::register::{self, Counts, Loaded};
use crate::worker::WorkError;

#[derive(Serialize)]
struct Answer {
    folder: String,
    plan: Option<String>,
    goals: usize,
    policies: usize,
    items: usize,
    placements: usize,
    placements_at_goals: usize,
    placements_below_goals: usize,
    repeats: usize,
    indicators: usize,
    departments: usize,
    projects: usize,
    errors: usize,
    queries: usize,
    notices: usize,
    /// A worked example of each rule of the plan's scheme.
    examples: Vec<AnswerExample>,
    findings: Vec<AnswerFinding>,
}

#[derive(Serialize)]
struct AnswerExample {
    rule: usize,
    status: String,
    numbers: String,
    derivation: String,
}

#[derive(Serialize)]
struct AnswerFinding {
    code: &'static str,
    severity: Severity,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
    remedy: String,
}

pub(super) fn check(context: &Context, dir: &Path, sources: &[PathBuf]) -> Result<Outcome, CliError> {
    let sources: Vec<PathBuf> = if sources.is_empty() {
        Installation::open(dir)?.config.plans.iter().map(|plan| dir.join(plan)).collect()
    } else {
        sources.to_vec()
    };
    let sources: Vec<Source> = sources.iter().map(|path| read(context, path)).collect::<Result<_, _>>()?;
    let between = register::compare_plans(&sources.iter().map(|source| &source.loaded).collect::<Vec<_>>());
    let named = |source: &Source| context.plan.as_ref().is_none_or(|plan| is_of(source, plan));
    let mut answers = Vec::new();
    for (source, between) in sources.iter().zip(between).filter(|(source, _)| named(source)) {
        let loaded = &source.loaded;
        let findings: Vec<Finding> = loaded.findings.iter().cloned().chain(between).collect();
        tell(context, &findings);
        say(context, &source.path, loaded, &findings);
        if source.open {
            let place = source.path.display();
            context.out.say(
                format!("{place}：このファイルは開かれています。保存していない内容は、点検されていません。"),
                format!("{place}: somebody has this file open; what is not saved was not checked."),
            );
        }
        let answer = answer(context, &source.path, loaded, &findings);
        say_examples(context, loaded, &answer.examples);
        answers.push(answer);
    }
    if let (Some(plan), true) = (&context.plan, answers.is_empty()) {
        return Err(WorkError::UnknownPlan(plan.to_string()).into());
    }
    context.out.answer(&answers);
    let errors: usize = answers.iter().map(|answer| answer.errors).sum();
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// Each finding on a line.
pub(super) fn tell(context: &Context, findings: &[Finding]) {
    let out = &context.out;
    for finding in findings {
        let weight = finding.severity().label(out.lang);
        out.line(format!("[{weight}] {} {}", finding.problem.code(), headline(finding, out.lang)));
    }
}

fn say(context: &Context, path: &Path, loaded: &Loaded, findings: &[Finding]) {
    let out = &context.out;
    let errors = count(findings, Severity::Error);
    let rest = findings.len() - errors;
    let place = path.display();
    match &loaded.registry {
        Some(registry) => {
            let held = held(&registry.plan, Counts::of(registry), out.lang);
            let name = &registry.plan.name;
            out.say(
                format!("{place}：{name}。{held}。エラーはありません（要確認・参考 {rest}件）。"),
                format!("{place}: {name}. {held}. No errors ({rest} queries and notices)."),
            );
        }
        None => out.say(
            format!("{place}：エラーが{errors}件あります（ほかに要確認・参考 {rest}件）。直すまで、この台帳は使われません。"),
            format!(
                "{place}: {} ({rest} queries and notices besides). The register is not used until all is put right.",
                counted(errors, "error")
            ),
        ),
    }
}

/// What a register holds, in the plan's own words: `掲載94（数値目標12・KPI82）、指標93`.
fn held(plan: &Plan, counts: Counts, lang: Lang) -> String {
    let Counts { goals, policies, items, placements, repeats, indicators, departments, projects, .. } = counts;
    let kinds = kinds(plan, counts);
    match lang {
        Lang::Ja => {
            let items = if items == 0 { String::new() } else { format!("項目{items}、") };
            let kinds: Vec<String> = kinds.iter().map(|(word, count)| format!("{word}{count}")).collect();
            let repeats = if repeats == 0 { String::new() } else { format!("、うち再掲{repeats}") };
            format!(
                "基本目標{goals}、施策{policies}、{items}掲載{placements}（{}{repeats}）、指標{indicators}、所管課{departments}、事業{projects}",
                kinds.join("・")
            )
        }
        Lang::En => {
            let items = if items == 0 { String::new() } else { format!("{}, ", counted(items, "item")) };
            let kinds: Vec<String> = kinds.iter().map(|(word, count)| format!("{word} {count}")).collect();
            let repeats = if repeats == 0 { String::new() } else { format!("; of these {}", counted(repeats, "repeat")) };
            format!(
                "{}, {}, {items}{} ({}{repeats}), {}, {}, {}",
                counted(goals, "goal"),
                counted(policies, "policy"),
                counted(placements, "entry"),
                kinds.join(", "),
                counted(indicators, "indicator"),
                counted(departments, "department"),
                counted(projects, "project")
            )
        }
    }
}

/// Entries at goals and below, each under the plan's word for it; one where the plan has one word for both.
fn kinds(plan: &Plan, counts: Counts) -> Vec<(&str, usize)> {
    let (goal_word, word) = (plan.goal_indicator_word.as_str(), plan.indicator_word.as_str());
    if goal_word == word {
        return vec![(word, counts.placements)];
    }
    let both = [(goal_word, counts.at_goals), (word, counts.below_goals)];
    both.into_iter().filter(|(_, count)| *count > 0).collect()
}

fn answer(context: &Context, path: &Path, loaded: &Loaded, findings: &[Finding]) -> Answer {
    let counts = loaded.registry.as_ref().map(Counts::of).unwrap_or_default();
    let told = |finding: &Finding| AnswerFinding {
        code: finding.problem.code(),
        severity: finding.severity(),
        sheet: finding.place.sheet.clone(),
        cell: finding.place.cell.map(|cell| cell.to_string()),
        message: finding.problem.message(context.out.lang),
        remedy: finding.problem.remedy(context.out.lang),
    };
    Answer {
        folder: path.display().to_string(),
        plan: loaded.registry.as_ref().map(|registry| registry.plan.id.to_string()),
        goals: counts.goals,
        policies: counts.policies,
        items: counts.items,
        placements: counts.placements,
        placements_at_goals: counts.at_goals,
        placements_below_goals: counts.below_goals,
        repeats: counts.repeats,
        indicators: counts.indicators,
        departments: counts.departments,
        projects: counts.projects,
        errors: count(findings, Severity::Error),
        queries: count(findings, Severity::Query),
        notices: count(findings, Severity::Notice),
        examples: loaded.registry.as_ref().map_or_else(Vec::new, |registry| examples(registry, context.out.lang)),
        findings: findings.iter().map(told).collect(),
    }
}

/// The plan's scheme, tried on sample numbers: one example for each rule, in their order.
fn examples(registry: &Registry, lang: Lang) -> Vec<AnswerExample> {
    let Some(scheme) = registry.scheme() else { return Vec::new() };
    let examples = worked_examples(scheme, registry.plan.years, registry.plan.decrease_rate);
    let answer = |example: Example| AnswerExample {
        rule: example.place,
        numbers: example.numbers(lang),
        derivation: example.derivation(scheme, lang),
        status: example.label,
    };
    examples.into_iter().map(answer).collect()
}

fn say_examples(context: &Context, loaded: &Loaded, examples: &[AnswerExample]) {
    let Some(registry) = &loaded.registry else { return };
    let (out, scheme) = (&context.out, &registry.plan.scheme);
    out.say(format!("評価区分「{scheme}」の例："), format!("Examples of the scheme {scheme}:"));
    for AnswerExample { rule, status, numbers, derivation } in examples {
        out.say(format!("  {rule} {status}：{numbers}。{derivation}"), format!("  {rule} {status}: {numbers}. {derivation}"));
    }
}
