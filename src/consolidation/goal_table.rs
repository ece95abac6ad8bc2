//! The plan's tree with its tables, as the city prints them: goal, policies, items, indicators, projects.

use super::{ReportInput, Tally, ValueLine};
use crate::domain::{Node, NodeId, NodeLevel, Project, Scheme};

/// One row of a policy's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Place of its line in the report's `lines`.
    pub line: usize,
    /// 再掲: printed here, counted elsewhere.
    pub repeat: bool,
    /// Place (in the policy's `items`) of the item that it stands under.
    pub item: Option<usize>,
    /// Its departments as the plan prints them here.
    pub owners: String,
    /// The note that the plan prints beside it here.
    pub note: String,
}

/// 施策項目: what a policy is divided into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemHeading {
    /// Which node.
    pub node: NodeId,
    /// Heading as printed.
    pub heading: String,
}

/// A policy (or the goal itself) with its indicators and its projects of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTable {
    /// Which node.
    pub node: NodeId,
    /// Heading as printed, e.g. `1. 観光の振興と魅力の創出`; empty for indicators of the goal itself.
    pub heading: String,
    /// Its items, in printed order; none where the plan has no third level.
    pub items: Vec<ItemHeading>,
    /// Its indicators, those of its items included.
    pub rows: Vec<TableRow>,
    /// Its projects of the year of work.
    pub projects: Vec<Project>,
    /// Counts over its indicators, repeats left out.
    pub tally: Tally,
}

impl PolicyTable {
    /// Whether something placed at this node is printed here.
    #[must_use]
    pub fn holds(&self, node: &NodeId) -> bool {
        &self.node == node || self.items.iter().any(|item| &item.node == node)
    }
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
    /// The goal's own table first (KGI, 数値目標), where it has one; then its policies, in printed order.
    pub policies: Vec<PolicyTable>,
}

impl GoalTable {
    /// `基本目標1「魅力の創出・交流」の拡大`: a full-width space stands between where the name has no bracket.
    #[must_use]
    pub fn heading(&self) -> String {
        heading(&self.code, &self.name)
    }

    /// What a sentence calls it: its code, or its name where the plan prints none.
    #[must_use]
    pub fn short(&self) -> &str {
        if self.code.is_empty() { &self.name } else { &self.code }
    }
}

/// `1. 観光の振興` or `基本目標1　まちの運営`.
pub(super) fn heading(code: &str, name: &str) -> String {
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
    let own = std::iter::once(goal);
    let below = input
        .registry
        .nodes
        .iter()
        .filter(|node| node.level == NodeLevel::Policy && input.registry.goal_of(&node.id).is_some_and(|above| above.id == goal.id));
    own.chain(below)
        .map(|node| policy(input, scheme, lines, node))
        .filter(|table| table.node != goal.id || !table.rows.is_empty() || !table.projects.is_empty())
        .collect()
}

fn policy(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine], node: &Node) -> PolicyTable {
    let registry = input.registry;
    let below = registry.nodes.iter().filter(|item| item.level == NodeLevel::Item && item.parent.as_ref() == Some(&node.id));
    let items: Vec<ItemHeading> =
        below.map(|item| ItemHeading { node: item.id.clone(), heading: heading(&item.code, &item.name) }).collect();
    // The policy's own rows first, then item by item, whatever the order of 配置.
    let rows_of = |at: &NodeId, item: Option<usize>| {
        let placed = registry.placements.iter().filter(|placement| &placement.node == at);
        placed
            .filter_map(|placement| {
                let line = lines.iter().position(|line| line.indicator == placement.indicator)?;
                let owners = registry.printed_owners(placement);
                Some(TableRow { line, repeat: placement.repeat, item, owners, note: placement.note.clone() })
            })
            .collect::<Vec<_>>()
    };
    let mut rows = rows_of(&node.id, None);
    for (place, item) in items.iter().enumerate() {
        rows.extend(rows_of(&item.node, Some(place)));
    }
    let year = input.round.work_year();
    let mut table = PolicyTable {
        node: node.id.clone(),
        heading: if node.parent.is_none() { String::new() } else { heading(&node.code, &node.name) },
        items,
        rows,
        projects: Vec::new(),
        tally: Tally::default(),
    };
    table.projects = registry.projects.iter().filter(|p| Some(p.year) == year && table.holds(&p.node)).cloned().collect();
    table.tally = Tally::of(scheme, lines.iter().filter(|line| table.holds(&line.node)));
    table
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, node};
    use super::*;
    use crate::domain::IndicatorId;

    fn place(fixture: &mut Fixture, indicator: &str, at: &str) {
        let id: IndicatorId = indicator.parse().unwrap();
        let found = fixture.registry.placements.iter_mut().find(|placement| placement.indicator == id).unwrap();
        found.node = at.parse().unwrap();
    }

    #[test]
    fn a_third_level_stays_within_the_table_of_its_policy() {
        let mut fixture = Fixture::full();
        let mut item = node("1.1.1", Some("1.1"), "①", "誘客の促進");
        item.level = NodeLevel::Item;
        fixture.registry.nodes.push(item);
        place(&mut fixture, "a1", "1.1.1");
        let report = fixture.report();
        let goal = &report.goals[0];
        assert_eq!(goal.policies.len(), 2);
        let policy = &goal.policies[0];
        assert_eq!((policy.rows.len(), policy.tally.indicators), (2, 2));
        assert_eq!(policy.items[0].heading, "①　誘客の促進");
        assert_eq!(policy.rows.iter().map(|row| row.item).collect::<Vec<_>>(), [None, Some(0)]);
        assert_eq!(report.policy_heading(&report.lines[0]), "1. 観光の振興");
    }

    #[test]
    fn the_goals_own_indicators_come_first_and_are_counted_apart() {
        let mut fixture = Fixture::full();
        place(&mut fixture, "a3", "1");
        let report = fixture.report();
        let first = &report.goals[0].policies[0];
        assert_eq!((first.heading.as_str(), first.rows.len()), ("", 1));
        let counted: Vec<_> = report.kinds.iter().map(|kind| (kind.word.as_str(), kind.tally.indicators)).collect();
        assert_eq!(counted, [("数値目標", 1), ("KPI", 4)]);
        assert_eq!(report.goals[0].tally.indicators, 3);
    }
}
