//! 体系: goals, policies and what these are divided into, in printed order.

use crate::diagnostic::Finding;
use crate::domain::{Node, NodeId, NodeLevel};
use crate::register::cell::{self, CellError};
use crate::register::damage::{likely_bracketed, likely_code};
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The node's id.
pub(in crate::register) const ID: &str = "体系ID";
/// The node above.
pub(in crate::register) const PARENT: &str = "親";
/// Goal or policy.
pub(in crate::register) const LEVEL: &str = "階層";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "体系",
    headings: &[
        required(ID),
        required(PARENT),
        required(LEVEL),
        required("番号"),
        required("名称"),
        optional("説明"),
        optional("SDGs"),
        optional("備考"),
    ],
    rows_needed: true,
};

/// A row of 体系.
#[derive(Debug)]
pub(in crate::register) struct NodeRow {
    /// Its id.
    pub(in crate::register) id: Option<NodeId>,
    /// The node above.
    pub(in crate::register) parent: Option<NodeId>,
    /// What it is.
    pub(in crate::register) level: Option<NodeLevel>,
    /// The node.
    pub(in crate::register) item: Read<Node>,
}

/// The word of a level.
pub(in crate::register) const fn level_label(level: NodeLevel) -> &'static str {
    match level {
        NodeLevel::Goal => "基本目標",
        NodeLevel::Policy => "施策",
        NodeLevel::Item => "項目",
    }
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<NodeRow>> {
    row::lines(table, findings, |row| {
        let id: Read<NodeId> = row.id(ID);
        let parent = row.optional::<NodeId>(PARENT, cell::id);
        let level = row.choice(LEVEL, &[NodeLevel::Goal, NodeLevel::Policy, NodeLevel::Item].map(|level| (level_label(level), level)));
        let code = row.optional("番号", printed_number).map(Option::unwrap_or_default);
        let name = row.name("名称");
        let description = row.prose("説明");
        let sdgs = row.prose("SDGs").map(|text| listed(&text));
        let keys = (id.clone().ok(), parent.clone().ok().flatten());
        let level_read = level.ok();
        let node =
            || Ok(Node { id: id?, parent: parent?, level: level?, code: code?, name: name?, description: description?, sdgs: sdgs? });
        NodeRow { id: keys.0, parent: keys.1, level: level_read, item: node() }
    })
}

/// Several names, separated by 、 or line ends.
fn listed(text: &str) -> Vec<String> {
    text.split(['、', '\n']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The number as printed: `基本目標1`, `1-1`, `(1)`, `1.`.
fn printed_number(text: &str) -> Result<String, CellError> {
    match likely_code(text).or_else(|| likely_bracketed(text)) {
        Some(likely) => Err(CellError::Damaged(likely)),
        None => cell::line(text),
    }
}
