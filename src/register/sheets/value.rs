//! 値: baselines, targets, past actuals and what was published.

use crate::diagnostic::Finding;
use crate::domain::{FiscalYear, Operator, PeriodBasis, RegisteredState, RegisteredValue, ValueKind};
use crate::register::cell::{self, CellError};
use crate::register::damage::likely_code;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, later, optional, required};
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
        later("状態"),
        later("演算子"),
        later("決定日"),
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
    /// The value.
    pub(in crate::register) item: Read<RegisteredValue>,
}

const KINDS: [ValueKind; 5] =
    [ValueKind::Baseline, ValueKind::Target, ValueKind::Actual, ValueKind::PublishedStatus, ValueKind::PublishedShare];

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<ValueRow>> {
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
        let content = match (kind, &value, &text) {
            (Ok(ValueKind::PublishedStatus), Ok(Some(_)), _) => Err(row.reject(VALUE, CellError::invalid("空欄 (blank)"))),
            (Ok(ValueKind::PublishedStatus | ValueKind::PublishedShare), _, Ok(text)) if text.is_empty() => row.name(TEXT).map(|_| ()),
            (Ok(ValueKind::PublishedShare), Ok(None), _) => row.needed(VALUE, cell::quantity).map(|_| ()),
            // A number, or in words why there is none.
            (Ok(_), Ok(None), Ok(text)) if text.is_empty() => row.needed(VALUE, cell::quantity).map(|_| ()),
            _ => Ok(()),
        };
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
                state: RegisteredState::Stated,
                operator: Operator::Plain,
                period: PeriodBasis::Fiscal,
                decided: None,
                note: String::new(),
            })
        };
        ValueRow { subject: keys.0, kind: keys.1, year, text: keys.2, item: registered() }
    })
}

fn subject(text: &str) -> Result<String, CellError> {
    if text == WHOLE {
        return Ok(text.to_owned());
    }
    likely_code(text).map_or_else(|| cell::line(text), |likely| Err(CellError::Damaged(likely)))
}
