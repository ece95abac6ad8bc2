//! 値: baselines, targets, past actuals and what was published.

use chrono::NaiveDate;

use crate::diagnostic::Finding;
use crate::domain::{FiscalYear, Operator, PeriodBasis, Quantity, RegisteredState, RegisteredValue, ValueKind};
use crate::register::cell::{self, CellError};
use crate::register::damage::likely_code;
use crate::register::row::{self, Line, Read, Reported, Row};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// What the row is about: an indicator's or a node's id, or 全体.
pub(in crate::register) const SUBJECT: &str = "対象";
/// What kind of value.
pub(in crate::register) const KIND: &str = "種別";
/// Which year.
pub(in crate::register) const YEAR: &str = "年度";
/// The number.
pub(in crate::register) const VALUE: &str = "値";
/// The text.
pub(in crate::register) const TEXT: &str = "文字";
/// Why there is no number.
pub(in crate::register) const STATE: &str = "状態";
/// How a target's number is meant.
pub(in crate::register) const OPERATOR: &str = "演算子";
/// When it was decided.
pub(in crate::register) const DECIDED: &str = "決定日";
/// The subject of the plan as a whole.
pub(in crate::register) const WHOLE: &str = "全体";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "値",
    headings: &[
        required(SUBJECT),
        required(KIND),
        required(YEAR),
        required(VALUE),
        required(TEXT),
        optional("出典"),
        optional(STATE),
        optional(OPERATOR),
        optional(DECIDED),
        optional("期間区分"),
        optional("備考"),
    ],
    rows_needed: false,
};

/// A row of 値.
#[derive(Debug)]
pub(in crate::register) struct ValueRow {
    /// What it is about.
    pub(in crate::register) subject: Option<String>,
    /// What kind of value.
    pub(in crate::register) kind: Option<ValueKind>,
    /// Which year; outer `None` where it could not be read.
    pub(in crate::register) year: Read<Option<FiscalYear>>,
    /// The text.
    pub(in crate::register) text: String,
    /// When it was decided; outer `None` where it could not be read.
    pub(in crate::register) decided: Read<Option<NaiveDate>>,
    /// The value.
    pub(in crate::register) item: Read<RegisteredValue>,
}

const KINDS: [ValueKind; 5] =
    [ValueKind::Baseline, ValueKind::Target, ValueKind::Actual, ValueKind::PublishedStatus, ValueKind::PublishedShare];

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<ValueRow>> {
    let states: Vec<_> = RegisteredState::ALL.iter().map(|one| (one.label(), *one)).filter(|(label, _)| !label.is_empty()).collect();
    let operators: Vec<_> = Operator::ALL.iter().map(|one| (one.label(), *one)).filter(|(label, _)| !label.is_empty()).collect();
    let periods = PeriodBasis::ALL.map(|one| (one.label(), one));
    row::lines(table, findings, |row| {
        let subject = row.needed(SUBJECT, subject);
        let kind = row.choice(KIND, &KINDS.map(|kind| (kind.label(), kind)));
        // Only a baseline may lack its period: not every plan prints one.
        let year = match kind {
            Ok(ValueKind::Baseline) | Err(_) => row.optional(YEAR, cell::year),
            Ok(_) => row.year(YEAR).map(Some),
        };
        let value = row.quantity(VALUE);
        let text = row.line(TEXT);
        let source = row.prose("出典");
        let state = row.optional(STATE, |text| cell::choice(text, &states)).map(Option::unwrap_or_default);
        let operator = row.optional(OPERATOR, |text| cell::choice(text, &operators)).map(Option::unwrap_or_default);
        let decided = row.date(DECIDED);
        let period = row.optional("期間区分", |text| cell::choice(text, &periods)).map(Option::unwrap_or_default);
        let note = row.prose("備考");
        let content = content(row, kind, value, text.as_deref(), (state, operator));
        let keys = (subject.clone().ok(), kind.ok(), text.clone().unwrap_or_default());
        let registered = || {
            content?;
            Ok(RegisteredValue {
                subject: subject?,
                kind: kind?,
                year: year?,
                value: value?,
                text: text?,
                source: source?,
                state: state?,
                operator: operator?,
                period: period?,
                decided: decided?,
                note: note?,
            })
        };
        ValueRow { subject: keys.0, kind: keys.1, year, text: keys.2, decided, item: registered() }
    })
}

/// A number, or in words why there is none; never both.
fn content(
    row: &mut Row<'_>,
    kind: Read<ValueKind>,
    value: Read<Option<Quantity>>,
    text: Result<&str, &Reported>,
    (state, operator): (Read<RegisteredState>, Read<Operator>),
) -> Read<()> {
    let blank = || CellError::invalid("空欄 (blank)");
    let (kind, value, text, state, operator) = (kind?, value?, text.map_err(|_| Reported)?, state?, operator?);
    let published = matches!(kind, ValueKind::PublishedStatus | ValueKind::PublishedShare);
    if published && state != RegisteredState::Stated {
        return Err(row.reject(STATE, blank()));
    }
    if kind != ValueKind::Target && operator != Operator::Plain {
        return Err(row.reject(OPERATOR, blank()));
    }
    let has_no_number = kind == ValueKind::PublishedStatus || state != RegisteredState::Stated || operator.is_baseline();
    match value {
        Some(_) if has_no_number => Err(row.reject(VALUE, blank())),
        _ if published && text.is_empty() => row.name(TEXT).map(|_| ()),
        None if kind == ValueKind::PublishedShare => row.needed(VALUE, cell::quantity).map(|_| ()),
        None if !has_no_number && text.is_empty() => row.needed(VALUE, cell::quantity).map(|_| ()),
        _ => Ok(()),
    }
}

fn subject(text: &str) -> Result<String, CellError> {
    if text == WHOLE {
        return Ok(text.to_owned());
    }
    likely_code(text).map_or_else(|| cell::line(text), |likely| Err(CellError::Damaged(likely)))
}
