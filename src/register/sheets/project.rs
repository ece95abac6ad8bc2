//! 事業: what the city does under a policy in a year, in printed order.

use super::node;
use crate::diagnostic::Finding;
use crate::domain::{NodeId, Project};
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The policy under which it is printed.
pub(in crate::register) const NODE: &str = node::ID;

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "事業",
    headings: &[
        required(NODE),
        required("年度"),
        required("事業名"),
        required("担当課"),
        required("事業概要"),
        optional("再掲"),
        optional("備考"),
    ],
    rows_needed: false,
};

/// A row of 事業.
#[derive(Debug)]
pub(in crate::register) struct ProjectRow {
    /// The policy under which it is printed.
    pub(in crate::register) node: Option<NodeId>,
    /// The project.
    pub(in crate::register) item: Read<Project>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<ProjectRow>> {
    row::lines(table, findings, |row| {
        let node: Read<NodeId> = row.id(NODE);
        let year = row.year("年度");
        let name = row.name("事業名");
        let departments = row.line("担当課");
        let summary = row.prose("事業概要");
        let repeat = row.flag("再掲");
        let key = node.clone().ok();
        let project =
            || Ok(Project { node: node?, year: year?, name: name?, departments: departments?, summary: summary?, repeat: repeat? });
        ProjectRow { node: key, item: project() }
    })
}
