//! 配置: under which policy an indicator is printed, in printed order.

use super::{indicator, node};
use crate::diagnostic::Finding;
use crate::domain::{IndicatorId, NodeId, Placement};
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// What is placed.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// Where.
pub(in crate::register) const NODE: &str = node::ID;
/// Whether it is entered elsewhere.
pub(in crate::register) const REPEAT: &str = "再掲";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "配置",
    headings: &[required(INDICATOR), required(NODE), optional(REPEAT), optional("担当表記"), optional("注記"), optional("備考")],
    rows_needed: false,
};

/// A row of 配置.
#[derive(Debug)]
pub(in crate::register) struct PlacementRow {
    /// What is placed.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// Where.
    pub(in crate::register) node: Option<NodeId>,
    /// 再掲, as far as it could be read.
    pub(in crate::register) repeat: bool,
    /// The placement.
    pub(in crate::register) item: Read<Placement>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<PlacementRow>> {
    row::lines(table, findings, |row| {
        let indicator: Read<IndicatorId> = row.id(INDICATOR);
        let node: Read<NodeId> = row.id(NODE);
        let repeat = row.flag(REPEAT);
        let owners = row.line("担当表記");
        let note = row.prose("注記");
        let keys = (indicator.clone().ok(), node.clone().ok());
        let placement = || Ok(Placement { indicator: indicator?, node: node?, repeat: repeat?, owners: owners?, note: note? });
        PlacementRow { indicator: keys.0, node: keys.1, repeat: repeat.unwrap_or(false), item: placement() }
    })
}
