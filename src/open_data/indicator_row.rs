//! A row of 指標別: an indicator, or a part of one, in the year asked about.

use crate::consolidation::{PartLine, Report, ValueLine};
use crate::domain::{FiscalYear, Node, NodeLevel, PartRole, Quantity, RegisteredValue, Registry, Target, ValueKind};

/// An indicator or a part of one.
pub(super) struct IndicatorRow<'a> {
    pub(super) report: &'a Report,
    pub(super) registry: &'a Registry,
    pub(super) line: &'a ValueLine,
    /// What it is to its whole; `None` for an indicator of its own.
    pub(super) part: Option<(&'a ValueLine, &'a PartLine)>,
}

/// Every indicator in printed order, each followed by its parts.
pub(super) fn rows<'a>(report: &'a Report, registry: &'a Registry) -> Vec<IndicatorRow<'a>> {
    let mut rows = Vec::new();
    for line in &report.lines {
        rows.push(IndicatorRow { report, registry, line, part: None });
        rows.extend(line.parts.iter().map(|part| IndicatorRow { report, registry, line: &part.line, part: Some((line, part)) }));
    }
    rows
}

impl<'a> IndicatorRow<'a> {
    /// The node of this level at or above the indicator's place.
    pub(super) fn node(&self, level: NodeLevel) -> Option<&'a Node> {
        let mut node = self.registry.node(&self.line.node)?;
        // A checked tree has no cycle; the bound holds even so.
        for _ in 0..self.registry.nodes.len() {
            if node.level == level {
                return Some(node);
            }
            node = self.registry.node(node.parent.as_ref()?)?;
        }
        None
    }

    /// What it is to the plan in the plan's own word: KGI, 数値目標, KPI; a part of one says what it is to its whole.
    pub(super) fn kind(&self) -> &str {
        match self.line.kind {
            crate::consolidation::IndicatorKind::OfGoal => &self.report.plan.goal_indicator_word,
            crate::consolidation::IndicatorKind::OfPolicy => &self.report.plan.indicator_word,
        }
    }

    /// Whether it has a status of its own: parts that add up have none.
    pub(super) fn is_judged(&self) -> bool {
        self.part.is_none_or(|(_, part)| part.role == PartRole::Judged)
    }

    /// The register's row of its baseline.
    pub(super) fn baseline(&self) -> Option<&'a RegisteredValue> {
        self.registry.baseline_row(&self.line.indicator)
    }

    /// The target that holds in the year asked about.
    pub(super) fn target(&self) -> Option<Target<'a>> {
        self.registry.target_in_force(&self.line.indicator, self.line.year)
    }

    /// The number of the target of a year.
    pub(super) fn target_of(&self, year: Option<FiscalYear>) -> Option<Quantity> {
        let row = self.registry.value(self.line.indicator.as_str(), ValueKind::Target, Some(year?))?;
        if row.operator.is_baseline() { self.registry.baseline(&self.line.indicator) } else { row.value }
    }

    /// The name of the stage that a number stands for, where the indicator has stages.
    pub(super) fn stage(&self, value: Option<Quantity>) -> &'a str {
        let indicator = self.registry.indicator(&self.line.indicator);
        indicator.zip(value).and_then(|(indicator, value)| indicator.stage(value)).unwrap_or_default()
    }

    /// In how many other places the plan prints it (再掲).
    pub(super) fn repeats(&self) -> usize {
        self.registry.placements.iter().filter(|placement| placement.repeat && placement.indicator == self.line.indicator).count()
    }
}
