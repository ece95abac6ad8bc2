//! 検証規則: rules that the office gives another weight, another threshold or both, from a day until a day.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::indicator;
use crate::diagnostic::{Finding, Problem, RULES, Switchable, switchable};
use crate::domain::{IndicatorId, Lang, Quantity, RuleSwitch, Weight};
use crate::register::cell::{self, CellError};
use crate::register::row::{self, Line, Read, Reported, Row};
use crate::register::sheet::{Sheet, required};
use crate::register::table::Table;

/// The code of the rule.
pub(in crate::register) const RULE: &str = "規則";
/// The indicator; blank for all.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// Its weight.
pub(in crate::register) const WEIGHT: &str = "重み";
/// Its threshold.
const THRESHOLD: &str = "基準";
/// The first day.
pub(in crate::register) const FROM: &str = "開始日";
/// The last day.
pub(in crate::register) const UNTIL: &str = "終了日";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "検証規則",
    headings: &[
        required(RULE),
        required(INDICATOR),
        required(WEIGHT),
        required(THRESHOLD),
        required(FROM),
        required(UNTIL),
        required("理由"),
    ],
    rows_needed: false,
};

/// A row of 検証規則.
#[derive(Debug)]
pub(in crate::register) struct ValidationRuleRow {
    /// The indicator, where one is named.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// From and until.
    pub(in crate::register) days: (Option<NaiveDate>, Option<NaiveDate>),
    /// The row.
    pub(in crate::register) item: Read<RuleSwitch>,
}

/// Reads the sheet. A rule that is switched without a reason is one that nobody dares to switch back.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<ValidationRuleRow>> {
    row::lines(table, findings, |row| {
        let rule = rule(row);
        let indicator: Read<Option<IndicatorId>> = row.optional(INDICATOR, cell::id);
        let weight = weight(row, rule);
        let threshold = threshold(row, rule);
        let (from, until) = (row.date(FROM), row.date(UNTIL));
        let reason = row.name("理由");
        let says_nothing = matches!((&weight, &threshold), (Ok(None), Ok(None)));
        let weight = if says_nothing && rule.is_ok() { Err(nothing(row)) } else { weight };
        let named = indicator.clone().ok().flatten();
        let days = (from.ok().flatten(), until.ok().flatten());
        let item = || {
            Ok(RuleSwitch {
                rule: rule?.code.to_owned(),
                indicator: indicator?,
                weight: weight?,
                threshold: threshold?,
                from: from?,
                until: until?,
                reason: reason?,
            })
        };
        ValidationRuleRow { indicator: named, days, item: item() }
    })
}

/// The rule: a code of a finding that may be switched. Small and full-width letters are the same code.
fn rule(row: &mut Row<'_>) -> Read<&'static Switchable> {
    let text = row.name(RULE)?;
    let code: String = text.nfkc().collect::<String>().to_uppercase();
    if let Some(rule) = switchable(&code) {
        return Ok(rule);
    }
    Err(match RULES.iter().find(|rule| rule.code == code) {
        Some(known) => row.report(RULE, Problem::RuleFixed { rule: known.code.to_owned() }),
        None => row.reject(RULE, CellError::invalid("V014")),
    })
}

/// The weight; blank where the row states a threshold only.
fn weight(row: &mut Row<'_>, rule: Read<&'static Switchable>) -> Read<Option<Weight>> {
    let choices = Weight::ALL.map(|weight| (weight.label(Lang::Ja), weight));
    let weight = row.optional(WEIGHT, |text| cell::choice(text, &choices))?;
    if let (Some(weight), Ok(rule)) = (weight, rule)
        && !rule.weights.contains(&weight)
    {
        return Err(row.report(WEIGHT, Problem::RuleWeightNotAllowed { rule: rule.code.to_owned(), weight }));
    }
    Ok(weight)
}

fn threshold(row: &mut Row<'_>, rule: Read<&'static Switchable>) -> Read<Option<Quantity>> {
    let threshold = row.quantity(THRESHOLD)?;
    match (threshold, rule) {
        (Some(_), Ok(rule)) if rule.threshold.is_none() => {
            Err(row.report(THRESHOLD, Problem::RuleWithoutThreshold { rule: rule.code.to_owned() }))
        }
        (Some(threshold), Ok(rule)) if !rule.takes(threshold) => Err(row.reject(THRESHOLD, CellError::invalid("20"))),
        _ => Ok(threshold),
    }
}

fn nothing(row: &mut Row<'_>) -> Reported {
    row.report(WEIGHT, Problem::RegisterEmpty { heading: WEIGHT.to_owned() })
}
