//! 主な取組: the initiatives that the register names for an evaluation sheet, up to four of one policy.

use super::node;
use crate::diagnostic::Finding;
use crate::domain::{INITIATIVES_MAX, Initiative, NodeId};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The policy.
pub(in crate::register) const NODE: &str = node::ID;
/// Its place on the sheet.
pub(in crate::register) const SLOT: &str = "順";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "主な取組",
    headings: &[required(NODE), required(SLOT), required("取組名"), required("具体的な取組"), optional("備考")],
    rows_needed: false,
};

/// A row of 主な取組.
#[derive(Debug)]
pub(in crate::register) struct InitiativeRow {
    /// The policy.
    pub(in crate::register) node: Option<NodeId>,
    /// Its place on the sheet.
    pub(in crate::register) slot: Option<u8>,
    /// The initiative.
    pub(in crate::register) item: Read<Initiative>,
}

/// Reads the sheet. The name may be blank while the department has not named one.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<InitiativeRow>> {
    row::lines(table, findings, |row| {
        let node: Read<NodeId> = row.id(NODE);
        let slot = row.needed(SLOT, slot);
        let name = row.line("取組名");
        let specifics = row.prose("具体的な取組");
        let keys = (node.clone().ok(), slot.ok());
        let item = || Ok(Initiative { node: node?, slot: slot?, name: name?, specifics: specifics? });
        InitiativeRow { node: keys.0, slot: keys.1, item: item() }
    })
}

fn slot(text: &str) -> Result<u8, cell::CellError> {
    let max = u32::from(INITIATIVES_MAX);
    cell::whole(text, 1, max).and_then(|slot| u8::try_from(slot).map_err(|_| cell::CellError::Invalid(format!("1–{max}"))))
}
