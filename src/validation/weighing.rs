//! How much a finding weighs: as 検証規則 says on the day on which the return was received, else as its rule weighs by itself.

use chrono::NaiveDate;

use super::Context;
use crate::diagnostic::{Finding, Problem};
use crate::domain::{IndicatorId, Quantity, Registry, Severity, Weight, threshold_of, weight_of};

/// The rows of 検証規則 of a register, on a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighing<'a> {
    /// The register.
    pub(super) registry: &'a Registry,
    /// The day of receipt.
    pub(super) day: NaiveDate,
}

impl<'a> Weighing<'a> {
    pub(super) fn of(context: &Context<'a>) -> Self {
        Self { registry: context.registry, day: context.now.date_naive() }
    }

    /// How much a problem of an indicator weighs.
    pub(super) fn weight(&self, problem: &Problem, indicator: Option<&IndicatorId>) -> Weight {
        self.switched(problem, indicator).unwrap_or_else(|| problem.severity().into())
    }

    /// 基準 of a rule: the row about the indicator itself, and the row about all.
    pub(super) fn thresholds(&self, rule: &str, indicator: &IndicatorId) -> [Option<Quantity>; 2] {
        let all = threshold_of(&self.registry.rule_switches, rule, None, self.day);
        let holding = threshold_of(&self.registry.rule_switches, rule, Some(indicator), self.day);
        // A row about all is what holds where the indicator has none of its own.
        let own = self
            .registry
            .rule_switches
            .iter()
            .any(|switch| switch.indicator.is_some() && switch.threshold.is_some() && switch.holds(rule, Some(indicator), self.day));
        [holding.filter(|_| own), all]
    }

    /// Whether it is to be said at all: a rule that is switched off is not looked at, and what a word in the reason column
    /// settles is not asked. A rule on trial is counted where it would ask.
    pub(super) fn says(&self, problem: &Problem, indicator: &IndicatorId, explained: bool) -> bool {
        match self.weight(problem, Some(indicator)) {
            Weight::Off => false,
            Weight::Query | Weight::Beta => !explained,
            Weight::Notice | Weight::Error => true,
        }
    }

    /// Whether it asks for something, so that a department need not be told of a second surprise with the same cause.
    pub(super) fn asks(&self, problem: &Problem, indicator: &IndicatorId) -> bool {
        self.weight(problem, Some(indicator)).severity() != Severity::Notice
    }

    /// The finding with its weight; `None` where its rule is switched off.
    pub(super) fn weigh(&self, finding: Finding) -> Option<Finding> {
        let weight = self.switched(&finding.problem, finding.indicator.as_ref());
        finding.weighing(weight)
    }

    fn switched(&self, problem: &Problem, indicator: Option<&IndicatorId>) -> Option<Weight> {
        weight_of(&self.registry.rule_switches, problem.code(), indicator, self.day)
    }
}

/// Findings that are told, and those of rules on trial.
pub(super) fn apart(findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
    findings.into_iter().partition(|finding| !finding.is_on_trial())
}
