//! The plan's tree with its tables, as the city prints them: goal, policies, indicators, projects.

use super::{ReportInput, Tally, ValueLine};
use crate::domain::{Node, NodeId, Project, Scheme};

/// One row of a policy's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableRow {
    /// Place of its line in the report's `lines`.
    pub line: usize,
    /// 再掲: printed here, counted elsewhere.
    pub repeat: bool,
}

/// A policy (or the goal itself) with its indicators and its projects of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTable {
    /// Which node.
    pub node: NodeId,
    /// Heading as printed, e.g. `1. 観光の振興と魅力の創出`; empty for indicators of the goal itself.
    pub heading: String,
    /// Its indicators.
    pub rows: Vec<TableRow>,
    /// Its projects of the year of work.
    pub projects: Vec<Project>,
    /// Counts over its indicators, repeats left out.
    pub tally: Tally,
}

/// A goal with its policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalTable {
    /// Which node.
    pub node: NodeId,
    /// Its code, e.g. `基本目標1`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Counts over all its indicators, repeats left out.
    pub tally: Tally,
    /// Its policies, in printed order.
    pub policies: Vec<PolicyTable>,
}

impl GoalTable {
    /// `基本目標1「魅力の創出・交流」の拡大`: a full-width space stands between where the name has no bracket.
    #[must_use]
    pub fn heading(&self) -> String {
        heading(&self.code, &self.name)
    }
}

/// `1. 観光の振興` or `基本目標1　まちの運営`.
fn heading(code: &str, name: &str) -> String {
    let gap = if code.is_empty() || name.is_empty() {
        ""
    } else if code.is_ascii() {
        " "
    } else {
        "　"
    };
    format!("{code}{gap}{name}")
}

/// All goals with their tables.
pub(super) fn goal_tables(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine]) -> Vec<GoalTable> {
    input
        .registry
        .goals()
        .map(|goal| GoalTable {
            node: goal.id.clone(),
            code: goal.code.clone(),
            name: goal.name.clone(),
            tally: Tally::of(scheme, lines.iter().filter(|line| line.goal.as_ref() == Some(&goal.id))),
            policies: policies(input, scheme, lines, goal),
        })
        .collect()
}

fn policies(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine], goal: &Node) -> Vec<PolicyTable> {
    let below = input.registry.nodes.iter().filter(|node| input.registry.goal_of(&node.id).is_some_and(|above| above.id == goal.id));
    below
        .map(|node| policy(input, scheme, lines, node))
        .filter(|table| table.node != goal.id || !table.rows.is_empty() || !table.projects.is_empty())
        .collect()
}

fn policy(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine], node: &Node) -> PolicyTable {
    let placements = input.registry.placements.iter().filter(|placement| placement.node == node.id);
    let rows = placements
        .filter_map(|placement| {
            let line = lines.iter().position(|line| line.indicator == placement.indicator)?;
            Some(TableRow { line, repeat: placement.repeat })
        })
        .collect();
    let year = input.round.work_year();
    let projects = input.registry.projects.iter().filter(|project| project.node == node.id && Some(project.year) == year);
    PolicyTable {
        node: node.id.clone(),
        heading: if node.parent.is_none() { String::new() } else { heading(&node.code, &node.name) },
        rows,
        projects: projects.cloned().collect(),
        tally: Tally::of(scheme, lines.iter().filter(|line| line.node == node.id)),
    }
}
