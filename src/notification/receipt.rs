//! The receipt (受付票) of one file: what was taken, what must be corrected, what to do next.

mod changes;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use changes::Change;

use crate::diagnostic::{Finding, Place, Problem, count};
use crate::domain::{CellRef, Civil, IndicatorId, Lang, NegativeMark, Quantity, Registry, Severity, ValueState, Verdict};
use crate::validation::{AcceptedRow, Held, Validated};

/// What a receipt is made of besides the verdict on the file.
#[derive(Debug, Clone, Copy)]
pub struct ReceiptFacts<'a> {
    /// 受付番号, e.g. `R6-012-2`; empty for a check.
    pub number: &'a str,
    /// When the file was received (or checked).
    pub received_at: Civil,
    /// Name of the round, e.g. 令和6年度実績.
    pub round: &'a str,
    /// 所管課; `None` where that could not be told.
    pub department: Option<&'a str>,
    /// Name of the file as the department gave it.
    pub file: &'a str,
    /// The register, for names, units and decimals.
    pub registry: &'a Registry,
    /// Rows in force before this file.
    pub held_before: &'a BTreeMap<IndicatorId, Held>,
    /// 達成状況 by indicator, as far as judged.
    pub statuses: &'a BTreeMap<IndicatorId, String>,
    /// 提出期限.
    pub due: NaiveDate,
    /// Indicators that are due later, with their days.
    pub later: &'a BTreeMap<IndicatorId, NaiveDate>,
    /// 問合せ先.
    pub contact: &'a str,
    /// Check only: nothing was recorded.
    pub check_only: bool,
}

/// How many indicators, and how many places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Indicators taken (受付).
    pub taken: usize,
    /// Indicators that must be corrected (要修正).
    pub rejected: usize,
    /// Places that must be corrected.
    pub errors: usize,
    /// Indicators with something to confirm (要確認).
    pub queried: usize,
    /// Places to confirm.
    pub queries: usize,
    /// Indicators without an entry for which nothing is in force (未記入).
    pub blank: usize,
    /// Of these, those that are due later.
    pub blank_later: usize,
    /// Indicators without an entry whose earlier value stays in force.
    pub unchanged: usize,
    /// Texts of evaluation sheets taken.
    pub texts: usize,
}

/// One finding, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLine {
    /// How much it weighs.
    pub severity: Severity,
    /// Its stable code.
    pub code: String,
    /// Where, for a link or a mark.
    pub at: Place,
    /// 「入力」シートI14; empty for the file as a whole.
    pub place: String,
    /// Name of the indicator; empty where it concerns none.
    pub indicator: String,
    /// What happened.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A value, a word or a date that was not read just as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAs {
    /// Where, for a link or a mark.
    pub at: Place,
    /// Where, in words.
    pub place: String,
    /// Name of the indicator.
    pub indicator: String,
    /// As written.
    pub raw: String,
    /// As read: a number with its unit, a date, a word of the list.
    pub value: String,
}

/// A row that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenRow {
    /// Name of the indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The number; `None` for states without one.
    pub value: Option<Quantity>,
    /// Decimals in which it is printed.
    pub decimals: u32,
    /// 値の区分.
    pub state: ValueState,
    /// 達成状況, where it was judged.
    pub status: Option<String>,
    /// The cell from which it was taken.
    pub cell: CellRef,
}

/// 受付票.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// 受付番号; empty for a check.
    pub number: String,
    /// Civil time of receipt in words, e.g. 令和7年6月10日（火）14時5分.
    pub received_at: String,
    /// Civil day of receipt: the workbook's date of creation.
    pub received_on: NaiveDate,
    /// Name of the round.
    pub round: String,
    /// 所管課; empty where that could not be told.
    pub department: String,
    /// 提出者 (記入者 as typed).
    pub author: String,
    /// 課内確認者 as typed.
    pub checker: String,
    /// Name of the file.
    pub file: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Check only: nothing was recorded.
    pub check_only: bool,
    /// Counts.
    pub counts: Counts,
    /// 次に行うこと, one thing to do each.
    pub next_steps: Vec<String>,
    /// 前回からの変更.
    pub changes: Vec<Change>,
    /// Whether the department filed any of these indicators before.
    pub filed_before: bool,
    /// 読み替えた値.
    pub read_as: Vec<ReadAs>,
    /// Rows taken.
    pub rows: Vec<TakenRow>,
    /// 指摘, errors first. What was merely read otherwise than written stands in `read_as` instead.
    pub findings: Vec<FindingLine>,
    /// Whether negative numbers are printed as △.
    pub triangle: bool,
    /// 問合せ先.
    pub contact: String,
}

impl Receipt {
    /// The receipt of a judged file.
    #[must_use]
    pub fn of(validated: &Validated, facts: &ReceiptFacts<'_>) -> Self {
        let held = |id: &IndicatorId| facts.held_before.contains_key(id);
        let counts = counts(validated, facts);
        let mut findings: Vec<FindingLine> =
            validated.findings.iter().filter(|f| read_as(f, facts).is_none()).map(|f| line(f, facts)).collect();
        findings.sort_by_key(|line| line.severity);
        Self {
            number: facts.number.to_owned(),
            received_at: words::moment(facts.received_at),
            received_on: facts.received_at.date_naive(),
            round: facts.round.to_owned(),
            department: facts.department.unwrap_or_default().to_owned(),
            author: validated.author.clone(),
            checker: validated.checker.clone(),
            file: facts.file.to_owned(),
            verdict: validated.verdict,
            check_only: facts.check_only,
            counts,
            next_steps: words::next_steps(validated, counts, facts),
            changes: validated.rows.iter().flat_map(|row| changes::of(row, facts)).collect(),
            filed_before: validated.rows.iter().map(|row| &row.indicator).chain(&validated.rejected).chain(&validated.blank).any(held),
            read_as: validated.findings.iter().filter_map(|finding| read_as(finding, facts)).collect(),
            rows: validated.rows.iter().map(|row| taken(row, facts)).collect(),
            findings,
            triangle: facts.registry.plan.negative == NegativeMark::Triangle,
            contact: facts.contact.to_owned(),
        }
    }

    /// 受付票, or what a check is called.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        if self.check_only { "確認結果（提出ではありません）" } else { "受付票" }
    }

    /// The verdict in words. A check accepts nothing, so it says what would become of the file.
    #[must_use]
    pub const fn verdict_label(&self) -> &'static str {
        words::verdict(self.verdict, self.check_only)
    }

    /// What became of the file, in one or two sentences.
    #[must_use]
    pub fn summary(&self) -> String {
        words::summary(self)
    }

    /// Whether something must be corrected, so that the findings come first.
    #[must_use]
    pub const fn wants_correction(&self) -> bool {
        match self.verdict {
            Verdict::PartlyAccepted | Verdict::Returned | Verdict::Refused | Verdict::Quarantined => true,
            Verdict::Accepted | Verdict::AcceptedWithQueries | Verdict::Draft => false,
        }
    }

    /// Whether the file was read as one of our forms, so that rows can be spoken of.
    #[must_use]
    pub const fn is_return(&self) -> bool {
        !matches!(self.verdict, Verdict::Refused | Verdict::Quarantined)
    }

    /// The suggested file name: `受付票_R6-012-2.xlsx`, `指摘一覧_…` where something must be corrected, `確認結果…` for
    /// a check. Built from nothing that a department typed.
    #[must_use]
    pub fn file_name(&self) -> String {
        let kind = match (self.check_only, self.wants_correction()) {
            (true, _) => "確認結果",
            (false, true) => "指摘一覧",
            (false, false) => "受付票",
        };
        let number: String = self.number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        if number.is_empty() { format!("{kind}.xlsx") } else { format!("{kind}_{number}.xlsx") }
    }
}

fn counts(validated: &Validated, facts: &ReceiptFacts<'_>) -> Counts {
    let queried: BTreeSet<&IndicatorId> =
        validated.findings.iter().filter(|f| f.severity() == Severity::Query).filter_map(|f| f.indicator.as_ref()).collect();
    let unchanged = validated.blank.iter().filter(|id| facts.held_before.contains_key(*id)).count();
    Counts {
        taken: validated.rows.len(),
        rejected: validated.rejected.len(),
        errors: count(&validated.findings, Severity::Error),
        queried: queried.len(),
        queries: count(&validated.findings, Severity::Query),
        blank: validated.blank.len() - unchanged,
        blank_later: words::later_blanks(validated, facts).values().sum(),
        unchanged,
        texts: validated.texts.len(),
    }
}

/// Name of an indicator, its id where the register does not know it.
fn name(id: Option<&IndicatorId>, facts: &ReceiptFacts<'_>) -> String {
    id.map(|id| facts.registry.indicator(id).map_or_else(|| id.to_string(), |indicator| indicator.name.clone())).unwrap_or_default()
}

/// A number as the plan prints it.
fn printed(value: Quantity, decimals: u32, facts: &ReceiptFacts<'_>) -> String {
    match facts.registry.plan.negative {
        NegativeMark::Triangle if value.is_negative() => format!("△{}", value.abs().grouped(decimals)),
        NegativeMark::Triangle | NegativeMark::Hyphen => value.grouped(decimals),
    }
}

fn line(finding: &Finding, facts: &ReceiptFacts<'_>) -> FindingLine {
    FindingLine {
        severity: finding.severity(),
        code: finding.problem.code().to_owned(),
        at: finding.place.clone(),
        place: finding.place.text(Lang::Ja),
        indicator: name(finding.indicator.as_ref(), facts),
        message: finding.problem.message(Lang::Ja),
        remedy: finding.remedy(Lang::Ja),
    }
}

/// The notice that something was read otherwise than it was written, as a row of its own table.
#[expect(clippy::wildcard_enum_match_arm, reason = "three notices tell back, all others are findings")]
fn read_as(finding: &Finding, facts: &ReceiptFacts<'_>) -> Option<ReadAs> {
    let (raw, value) = match &finding.problem {
        Problem::ReadAs { raw, value, unit } => {
            let known = finding.indicator.as_ref().and_then(|id| facts.registry.indicator(id));
            (raw, format!("{}{unit}", printed(*value, known.map_or(0, |indicator| indicator.decimals), facts)))
        }
        Problem::WordReadAs { raw, read } => (raw, read.clone()),
        Problem::MarkReadAs { mark, state } => (mark, state.clone()),
        _ => return None,
    };
    let name = name(finding.indicator.as_ref(), facts);
    Some(ReadAs { at: finding.place.clone(), place: finding.place.text(Lang::Ja), indicator: name, raw: raw.clone(), value })
}

fn taken(row: &AcceptedRow, facts: &ReceiptFacts<'_>) -> TakenRow {
    let indicator = facts.registry.indicator(&row.indicator);
    TakenRow {
        indicator: name(Some(&row.indicator), facts),
        unit: indicator.map(|indicator| indicator.unit.clone()).unwrap_or_default(),
        value: row.value,
        decimals: indicator.map_or(0, |indicator| indicator.decimals),
        state: row.state,
        status: facts.statuses.get(&row.indicator).cloned(),
        cell: row.cell,
    }
}
