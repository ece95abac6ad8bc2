//! 評価区分: one row per rule; the first rule that applies wins.

use crate::diagnostic::Finding;
use crate::domain::{self, Condition, SchemeId, SchemeRule, Tone};
use crate::register::cell::{self, CellError};
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The scheme's id.
pub(in crate::register) const ID: &str = "評価区分ID";
/// Place in the order.
pub(in crate::register) const ORDER: &str = "順";
/// The status.
pub(in crate::register) const LABEL: &str = "区分";
/// When it applies.
pub(in crate::register) const CONDITION: &str = "条件";
/// Mark on paper.
pub(in crate::register) const MARK: &str = "記号";
/// Look.
pub(in crate::register) const TONE: &str = "色";
/// Whether it counts.
pub(in crate::register) const COUNTED: &str = "分母";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "評価区分",
    headings: &[
        required(ID),
        required(ORDER),
        required(LABEL),
        required(CONDITION),
        required(MARK),
        required(TONE),
        required(COUNTED),
        required("理由"),
        optional("備考"),
    ],
    rows_needed: true,
};

/// A row of 評価区分.
#[derive(Debug)]
pub(in crate::register) struct SchemeRow {
    /// Which scheme.
    pub(in crate::register) id: Option<SchemeId>,
    /// Place in the order, from 1.
    pub(in crate::register) order: Option<u32>,
    /// The status.
    pub(in crate::register) label: Option<String>,
    /// The rule.
    pub(in crate::register) item: Read<SchemeRule>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<SchemeRow>> {
    let tones = Tone::ALL.map(|tone| (tone.label(), tone));
    row::lines(table, findings, |row| {
        let id: Read<SchemeId> = row.id(ID);
        let order = row.needed(ORDER, |text| cell::whole(text, 1, 99));
        let label = row.name(LABEL);
        let conditions = row.needed(CONDITION, conditions);
        let mark = row.needed(MARK, mark);
        let tone = row.choice(TONE, &tones);
        let counted = row.needed(COUNTED, cell::flag);
        let reason_wanted = row.flag("理由");
        let keys = (id.ok(), order.ok(), label.clone().ok());
        let rule = || {
            order?;
            Ok(SchemeRule {
                label: label?,
                conditions: conditions?,
                mark: mark?,
                tone: tone?,
                counted: counted?,
                reason_wanted: reason_wanted?,
            })
        };
        SchemeRow { id: keys.0, order: keys.1, label: keys.2, item: rule() }
    })
}

fn conditions(text: &str) -> Result<Vec<Condition>, CellError> {
    domain::conditions(text).map_err(|error| CellError::invalid(error.hint()))
}

/// One character. △ and ▲ mean negative on paper, － and ― mean not measured, so none of them marks a status.
fn mark(text: &str) -> Result<String, CellError> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(mark), None) if !matches!(mark, '△' | '▲' | '－' | '−' | '―' | '—' | '-' | 'ー') => cell::line(text),
        _ => Err(CellError::invalid("◎／○／＝／×")),
    }
}
