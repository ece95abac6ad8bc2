//! Every indicator of a plan: target, actual, status.

use serde::Serialize;

use super::status_look::StatusLook;
use super::words::{self, Words};
use crate::consolidation::{Figure, IndicatorKind, Report, ValueLine};
use crate::domain::{FiscalYear, NegativeMark, Plan, Quantity};

/// A part of a compound indicator.
#[derive(Debug, Clone, Serialize)]
struct PartRow {
    name: String,
    target: String,
    actual: String,
}

/// An indicator.
#[derive(Debug, Clone, Serialize)]
struct IndicatorRow {
    name: String,
    policy: String,
    /// Place of its goal, from 1; 0 for none.
    goal: usize,
    /// Place of its department, from 1; 0 for none.
    department: usize,
    /// 0 of a goal, 1 of a policy.
    kind: usize,
    target: String,
    /// The year of the target, where it is a later one; empty where it is the year asked about.
    target_year: String,
    /// The target as it was first decided, where it was decided anew; empty otherwise.
    original: String,
    actual: String,
    /// 延べ: the sum since the plan's first year; empty where it says nothing new.
    sum: String,
    unit: String,
    parts: Vec<PartRow>,
    /// Key of its status.
    status: String,
    words: Words,
    mark: String,
    look: String,
    last: Option<Words>,
    /// 速報, 見込み: may still change.
    provisional: Option<Words>,
}

/// The table of indicators.
#[derive(Debug, Clone, Serialize)]
pub(super) struct IndicatorTable {
    rows: Vec<IndicatorRow>,
    goals: Vec<String>,
    departments: Vec<String>,
    kinds: [String; 2],
    /// Whether both kinds occur.
    two_kinds: bool,
}

impl IndicatorTable {
    pub(super) fn new(statuses: &[StatusLook], report: &Report) -> Self {
        let of = |kind| report.lines.iter().any(|line| line.kind == kind);
        Self {
            rows: report.lines.iter().map(|line| row(statuses, report, line)).collect(),
            goals: report.goals.iter().map(|goal| if goal.code.is_empty() { goal.name.clone() } else { goal.code.clone() }).collect(),
            departments: report.departments.iter().map(|line| line.name.clone()).collect(),
            kinds: [report.plan.goal_indicator_word.clone(), report.plan.indicator_word.clone()],
            two_kinds: of(IndicatorKind::OfGoal) && of(IndicatorKind::OfPolicy),
        }
    }
}

fn row(statuses: &[StatusLook], report: &Report, line: &ValueLine) -> IndicatorRow {
    let known = line.status().and_then(|label| statuses.iter().find(|status| status.label == label));
    let place = |found: Option<usize>| found.map_or(0, |place| place + 1);
    let word = line.status_word();
    let part = |part: &crate::consolidation::PartLine| PartRow {
        name: part.name.clone(),
        target: figure(&report.plan, &part.line, &part.line.target),
        actual: actual(&report.plan, &part.line),
    };
    IndicatorRow {
        name: line.name.clone(),
        policy: report.policy_heading(line).to_owned(),
        goal: place(report.goals.iter().position(|goal| Some(&goal.node) == line.goal.as_ref())),
        department: place(report.departments.iter().position(|d| Some(&d.standing.department) == line.department.as_ref())),
        kind: usize::from(line.kind == IndicatorKind::OfPolicy),
        target: figure(&report.plan, line, &line.target),
        target_year: line.target_year.filter(|year| *year != line.year).map(FiscalYear::label).unwrap_or_default(),
        original: line.revision.as_ref().map(|revision| revision.first.clone()).unwrap_or_default(),
        actual: actual(&report.plan, line),
        sum: sum(&report.plan, line),
        unit: line.unit.clone(),
        parts: line.parts.iter().map(part).collect(),
        status: match known {
            Some(status) => status.key.clone(),
            None if line.is_missing() => "n".to_owned(),
            None => "u".to_owned(),
        },
        words: words::status(word),
        mark: known.map(|status| status.mark.clone()).unwrap_or_default(),
        look: known.map_or_else(|| "n".to_owned(), |status| status.look.clone()),
        last: line.last_status.as_deref().map(words::status),
        provisional: line.state.filter(|_| line.is_provisional()).map(words::value_state),
    }
}

/// A figure of the register as the plan prints it: 延べ170万人, 80以上, 未公表.
fn figure(plan: &Plan, line: &ValueLine, figure: &Figure) -> String {
    match figure.value {
        Some(_) if !figure.shown.is_empty() => figure.shown.clone(),
        Some(value) => {
            let behind = if figure.operator.is_baseline() { "" } else { figure.operator.label() };
            format!("{}{behind}", printed(plan, line, value))
        }
        None => figure.text.clone(),
    }
}

fn actual(plan: &Plan, line: &ValueLine) -> String {
    line.actual.map(|value| printed(plan, line, value)).unwrap_or_default()
}

/// 延べ: the sum that is judged, where it is not the year's own amount.
fn sum(plan: &Plan, line: &ValueLine) -> String {
    let sum = line.case.actual.filter(|sum| line.adds_up() && line.actual.is_some_and(|own| own != *sum));
    sum.map(|sum| printed(plan, line, sum)).unwrap_or_default()
}

/// A number as the plan prints it: a stage by its name, △ where the plan uses it.
fn printed(plan: &Plan, line: &ValueLine, value: Quantity) -> String {
    match (line.stage(value), plan.negative) {
        (Some(stage), _) => stage.to_owned(),
        (None, NegativeMark::Triangle) if value.is_negative() => format!("△{}", line.printed(value.abs())),
        (None, _) => line.printed(value),
    }
}
