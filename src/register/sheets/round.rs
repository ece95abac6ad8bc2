//! 提出期間: the rounds, and when they open, are due and end.

use crate::diagnostic::Finding;
use crate::domain::{Round, RoundId};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The round's id.
pub(in crate::register) const ID: &str = "照会ID";
/// The day on which it opens.
pub(in crate::register) const OPENS: &str = "開始日";
/// The due day.
pub(in crate::register) const DUE: &str = "提出期限";
/// The last day on which returns are taken; blank until the office locks it.
pub(in crate::register) const LOCKS: &str = "受付終了日";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "提出期間",
    headings: &[required(ID), required("名称"), required("年度"), required(OPENS), required(DUE), required(LOCKS), optional("備考")],
    rows_needed: false,
};

/// A row of 提出期間.
#[derive(Debug)]
pub(in crate::register) struct RoundRow {
    /// Its id.
    pub(in crate::register) id: Option<RoundId>,
    /// The round.
    pub(in crate::register) item: Read<Round>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<RoundRow>> {
    row::lines(table, findings, |row| {
        let id: Read<RoundId> = row.id(ID);
        let name = row.name("名称");
        let year = row.year("年度");
        let opens = row.needed(OPENS, cell::date);
        let due = row.needed(DUE, cell::date);
        let locks = row.date(LOCKS);
        let key = id.clone().ok();
        let round = || Ok(Round { id: id?, name: name?, year: year?, opens: opens?, due: due?, locks: locks? });
        RoundRow { id: key, item: round() }
    })
}
