//! Why an indicator has its status, in words: the rule that applied and its numbers, or the parts that decided.

use std::collections::BTreeMap;

use super::{ReportInput, ValueLine};
use crate::assessment::explain_judgement;
use crate::domain::{IndicatorId, Lang, PartRole, Scheme};

/// How every indicator and every judged part came by its status, by indicator.
pub(super) fn derivations(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine]) -> BTreeMap<IndicatorId, String> {
    let all = lines.iter().flat_map(|line| std::iter::once(line).chain(line.parts.iter().map(|part| &part.line)));
    all.map(|line| (line.indicator.clone(), format!("{}{}", derivation(input, scheme, line, Lang::Ja), decided(line)))).collect()
}

/// By whose decision another status stands, and why.
fn decided(line: &ValueLine) -> String {
    let (Some(overridden), Some(status)) = (&line.overridden, line.status()) else { return String::new() };
    format!("決定により{status}としています（{}、{}）。", overridden.who, overridden.why)
}

/// How one indicator came by its status.
pub(super) fn derivation(input: &ReportInput<'_>, scheme: &Scheme, line: &ValueLine, lang: Lang) -> String {
    let published = line.published.as_deref();
    if line.is_judged_by_parts() {
        return by_parts(line, lang);
    }
    // The 値の区分 says why there is no number; the rule engine only sees that there is none.
    match input.registry.indicator(&line.indicator) {
        Some(indicator) => explain_judgement(scheme, indicator, &line.case, published, lang),
        None => String::new(),
    }
}

fn by_parts(line: &ValueLine, lang: Lang) -> String {
    let parts = line.parts.iter().filter(|part| part.role == PartRole::Judged);
    let said: Vec<String> = parts.map(|part| format!("{}：{}", part.name, part.line.status_word())).collect();
    let published = line.published.as_deref().filter(|published| Some(*published) != line.computed_status());
    match (lang, line.computed_status()) {
        (Lang::Ja, Some(status)) => {
            let beside = published.map_or(String::new(), |published| format!("（公表は{published}）"));
            format!("構成する指標（{}）のうち最も低い区分を採り、{status}と判定しました{beside}。", said.join("、"))
        }
        (Lang::Ja, None) => format!("構成する指標（{}）の区分がそろわないため、判定できません。", said.join("、")),
        (Lang::En, Some(status)) => {
            let beside = published.map_or(String::new(), |published| format!(" (published: {published})"));
            format!("Judged {status}, the lowest of its parts ({}){beside}.", said.join(", "))
        }
        (Lang::En, None) => format!("Not all of its parts have a status ({}), so none can be given.", said.join(", ")),
    }
}
