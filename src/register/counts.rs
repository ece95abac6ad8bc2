//! What a register holds, counted as the plan is counted: an indicator once, a repeat as one more line of print.

use std::collections::BTreeSet;

use crate::domain::{NodeLevel, Registry};

/// How much a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// 基本目標.
    pub goals: usize,
    /// 施策.
    pub policies: usize,
    /// 項目.
    pub items: usize,
    /// 掲載: lines that the plan prints, repeats included.
    pub placements: usize,
    /// Of these, directly at a goal (数値目標, KGI).
    pub at_goals: usize,
    /// Of these, below a goal (KPI).
    pub below_goals: usize,
    /// Of these, repeats (再掲).
    pub repeats: usize,
    /// 指標: what is printed at least once. Parts of compounds are counted with their whole, retired ones not at all.
    pub indicators: usize,
    /// 所管課.
    pub departments: usize,
    /// 事業.
    pub projects: usize,
}

impl Counts {
    /// Counts a register.
    #[must_use]
    pub fn of(registry: &Registry) -> Self {
        let level = |level| registry.nodes.iter().filter(|node| node.level == level).count();
        let live = |id| registry.indicator(id).is_some_and(|indicator| !indicator.retired);
        let placed: Vec<_> = registry.placements.iter().filter(|placement| live(&placement.indicator)).collect();
        let at_goal = |node| registry.node(node).is_some_and(|node| node.level == NodeLevel::Goal);
        let at_goals = placed.iter().filter(|placement| at_goal(&placement.node)).count();
        Self {
            goals: level(NodeLevel::Goal),
            policies: level(NodeLevel::Policy),
            items: level(NodeLevel::Item),
            placements: placed.len(),
            at_goals,
            below_goals: placed.len() - at_goals,
            repeats: placed.iter().filter(|placement| placement.repeat).count(),
            indicators: placed.iter().map(|placement| &placement.indicator).collect::<BTreeSet<_>>().len(),
            departments: registry.departments.len(),
            projects: registry.projects.len(),
        }
    }
}
