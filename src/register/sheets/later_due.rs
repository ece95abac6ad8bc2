//! 個別期限: indicators whose numbers come later than the round's due day.

use super::{indicator, round};
use crate::diagnostic::Finding;
use crate::domain::{IndicatorId, LaterDue, RoundId};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The round.
pub(in crate::register) const ROUND: &str = round::ID;
/// The indicator.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// Its due day.
pub(in crate::register) const DUE: &str = round::DUE;

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "個別期限",
    headings: &[required(ROUND), required(INDICATOR), required(DUE), required("理由"), optional("備考")],
    rows_needed: false,
};

/// A row of 個別期限.
#[derive(Debug)]
pub(in crate::register) struct LaterDueRow {
    /// The round.
    pub(in crate::register) round: Option<RoundId>,
    /// The indicator.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// The row.
    pub(in crate::register) item: Read<LaterDue>,
}

/// Reads the sheet. The reason is told to the department, so there must be one.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<LaterDueRow>> {
    row::lines(table, findings, |row| {
        let round: Read<RoundId> = row.id(ROUND);
        let indicator: Read<IndicatorId> = row.id(INDICATOR);
        let due = row.needed(DUE, cell::date);
        let reason = row.name("理由");
        let keys = (round.clone().ok(), indicator.clone().ok());
        let item = || Ok(LaterDue { round: round?, indicator: indicator?, due: due?, reason: reason? });
        LaterDueRow { round: keys.0, indicator: keys.1, item: item() }
    })
}
