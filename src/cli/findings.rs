//! `findings`: how often each rule told something, and how often that led to anything.

use std::path::Path;

use serde::Serialize;

use super::table::table;
use super::{CliError, Context, Outcome, now};
use crate::consolidation::{Outcome as Came, RuleCase, RuleRecord};
use crate::diagnostic::{Rule, headline};
use crate::domain::{Civil, Lang, Quantity, RuleSwitch};
use crate::installation::Installation;
use crate::worker::{Desk, RoundFindings, Worker, switched_today};

pub(super) fn findings(context: &Context, dir: &Path, code: Option<&str>, round: Option<&str>) -> Result<Outcome, CliError> {
    let code = code.map(known).transpose()?;
    let round = round.map(str::parse).transpose().map_err(|error| CliError::Id { flag: "--round", error })?;
    let installation = Installation::open(dir)?;
    let now = now(installation.config.time_zone);
    let worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let desk = worker.desk(now)?;
    let mut rounds = worker.rule_findings(&desk, round.as_ref())?;
    for round in &mut rounds {
        round.rules.retain(|record| code.is_none_or(|code| record.code == code));
    }
    say(context, &desk, &rounds, code, now);
    let lang = context.out.lang;
    let of = |round: &RoundFindings| RoundJson {
        round: round.round.to_string(),
        name: round.name.clone(),
        rules: round.rules.iter().map(|record| rule_json(record, &desk, code.is_some(), now, lang)).collect(),
    };
    context.out.answer(&Answer { plan: desk.plan().as_str(), rounds: rounds.iter().map(of).collect() });
    Ok(Outcome::Fine)
}

/// The code of a rule, however it is typed.
fn known(code: &str) -> Result<&'static str, CliError> {
    let rule = Rule::find(code);
    rule.map(|rule| rule.code).ok_or_else(|| CliError::UnknownCode(code.to_owned()))
}

fn say(context: &Context, desk: &Desk, rounds: &[RoundFindings], code: Option<&str>, now: Civil) {
    let (out, lang) = (&context.out, context.out.lang);
    if rounds.is_empty() {
        out.say("開いた照会は、まだありません。", "No round was opened yet.");
        return;
    }
    for round in rounds {
        out.line(format!("{}{}{}", desk.registry.plan.name, lang.pick("　", "  "), round.name));
        if round.rules.is_empty() {
            out.say("指摘はありません。", "There were no findings.");
        } else if code.is_some() {
            for record in &round.rules {
                out.line(cases(record, desk, lang));
            }
        } else {
            out.line(rules(&round.rules, desk, now, lang));
        }
    }
    if code.is_none() {
        out.say(
            "効果は、指摘の後に値が直されたか、理由が書かれたか、免除された割合です。低い規則は、台帳の「検証規則」で軽くできます。",
            "Effect: share after which the value was corrected, explained or waived. A noisy rule can be made lighter in the sheet 検証規則.",
        );
    }
}

fn rules(records: &[RuleRecord], desk: &Desk, now: Civil, lang: Lang) -> String {
    let headings = match lang {
        Lang::Ja => ["規則", "確認すること", "重み", "件数", "修正", "説明", "免除", "変化なし", "効果"],
        Lang::En => ["Rule", "What it checks", "Weight", "Cases", "Corrected", "Explained", "Waived", "Nothing", "Effect"],
    };
    let mut rows = table(&headings, &[3, 4, 5, 6, 7, 8]);
    for record in records {
        let count = |came| record.count(came).to_string();
        let more = if record.unlisted > 0 { format!("+{}", record.unlisted) } else { String::new() };
        rows.add_row([
            record.code.to_owned(),
            what(record.code, lang).to_owned(),
            weight(record, desk, now, lang),
            format!("{}{more}", record.cases.len()),
            count(Came::Corrected),
            count(Came::Explained),
            count(Came::Waived),
            count(Came::Nothing),
            record.effect().map_or_else(|| "－".to_owned(), |rate| format!("{}%", rate.grouped(1))),
        ]);
    }
    rows.to_string()
}

fn cases(record: &RuleRecord, desk: &Desk, lang: Lang) -> String {
    let headings = match lang {
        Lang::Ja => ["受付番号", "所管課", "指標", "指摘", "重み", "結果"],
        Lang::En => ["Number", "Department", "Indicator", "Finding", "Weight", "Result"],
    };
    let mut rows = table(&headings, &[]);
    for case in &record.cases {
        let finding = &case.told.finding;
        let indicator = finding.indicator.as_ref().and_then(|id| desk.registry.indicator(id));
        rows.add_row([
            case.told.number.clone(),
            department(case, desk),
            indicator.map_or_else(String::new, |indicator| indicator.name.clone()),
            headline(finding, lang),
            finding.weight_label(lang).to_owned(),
            case.outcome.label(lang).to_owned(),
        ]);
    }
    rows.to_string()
}

fn department(case: &RuleCase, desk: &Desk) -> String {
    case.told.department.as_ref().map_or_else(String::new, |id| desk.department_name(id))
}

/// What the rule checks, in a sentence.
fn what(code: &str, lang: Lang) -> &'static str {
    Rule::find(code).map_or("", |rule| rule.sentence(lang))
}

/// How it weighs today by the sheet, else how it was told.
fn weight(record: &RuleRecord, desk: &Desk, now: Civil, lang: Lang) -> String {
    let label = |switch: &RuleSwitch| Some((switch.weight?.label(lang), switch.indicator.is_some()));
    let switched: Vec<(&str, bool)> = switched_today(desk, record.code, now).iter().filter_map(label).collect();
    let all = switched.iter().find(|(_, own)| !own).map(|(label, _)| (*label).to_owned());
    let usual = all.unwrap_or_else(|| record.weights(lang).join(lang.pick("、", ", ")));
    let own = switched.iter().filter(|(_, own)| *own).count();
    match (own, lang) {
        (0, _) => usual,
        (n, Lang::Ja) => format!("{usual}（{n}指標は別）"),
        (n, Lang::En) => format!("{usual} ({n} otherwise)"),
    }
}

/// `findings --json`.
#[derive(Serialize)]
struct Answer<'a> {
    plan: &'a str,
    rounds: Vec<RoundJson>,
}

#[derive(Serialize)]
struct RoundJson {
    round: String,
    name: String,
    rules: Vec<RuleJson>,
}

#[derive(Serialize)]
struct RuleJson {
    code: &'static str,
    what: &'static str,
    /// Words under which it was told.
    weights: Vec<&'static str>,
    /// Rows of 検証規則 that hold today.
    switches: Vec<RuleSwitch>,
    cases: usize,
    on_trial: usize,
    unlisted: usize,
    corrected: usize,
    explained: usize,
    waived: usize,
    nothing: usize,
    /// In percent; null where it means nothing.
    hit_rate: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<Vec<CaseJson>>,
}

#[derive(Serialize)]
struct CaseJson {
    number: String,
    department: Option<String>,
    indicator_id: Option<String>,
    sheet: Option<String>,
    cell: Option<String>,
    weight: &'static str,
    message: String,
    result: &'static str,
}

fn rule_json(record: &RuleRecord, desk: &Desk, list: bool, now: Civil, lang: Lang) -> RuleJson {
    let case = |case: &RuleCase| {
        let finding = &case.told.finding;
        CaseJson {
            number: case.told.number.clone(),
            department: case.told.department.as_ref().map(ToString::to_string),
            indicator_id: finding.indicator.as_ref().map(ToString::to_string),
            sheet: finding.place.sheet.clone(),
            cell: finding.place.cell.map(|cell| cell.to_string()),
            weight: finding.weight_label(Lang::En),
            message: finding.problem.message(lang),
            result: case.outcome.label(Lang::En),
        }
    };
    RuleJson {
        code: record.code,
        what: what(record.code, lang),
        weights: record.weights(Lang::En),
        switches: switched_today(desk, record.code, now),
        cases: record.cases.len(),
        on_trial: record.on_trial(),
        unlisted: record.unlisted,
        corrected: record.count(Came::Corrected),
        explained: record.count(Came::Explained),
        waived: record.count(Came::Waived),
        nothing: record.count(Came::Nothing),
        hit_rate: record.effect(),
        list: list.then(|| record.cases.iter().map(case).collect()),
    }
}
