//! One indicator of the round: its numbers, its status, and where the actual came from.

use super::standing::in_force;
use super::{ReportInput, Tally};
use crate::assessment::{Judgement, Unjudged};
use crate::domain::{
    CellRef, DepartmentId, Direction, FiscalYear, Indicator, IndicatorId, NodeId, Quantity, RegisteredValue, ValueKind, ValueState,
};
use crate::validation::Held;

/// A figure of the register: a number, or the text that the plan prints instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// The number; `None` when the plan has none.
    pub value: Option<Quantity>,
    /// What is printed when there is no number (`—` when the register says nothing).
    pub text: String,
}

impl Figure {
    fn of(row: Option<&RegisteredValue>) -> Self {
        let value = row.and_then(|row| row.value);
        let text = row.filter(|row| row.value.is_none() && !row.text.is_empty()).map_or("—", |row| row.text.as_str());
        Self { value, text: text.to_owned() }
    }
}

/// Where an actual came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Name of the file.
    pub file: String,
    /// Sheet of the actual.
    pub sheet: String,
    /// Cell of the actual.
    pub cell: CellRef,
    /// As stored in the file.
    pub raw: String,
    /// 受付番号.
    pub number: String,
    /// Civil time of receipt, ISO 8601.
    pub received_at: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// 時点 as typed.
    pub as_of: String,
    /// 出典 as typed.
    pub source: String,
}

impl Origin {
    fn of(held: &Held) -> Self {
        Self {
            file: held.file.clone(),
            sheet: held.row.sheet.clone(),
            cell: held.row.cell,
            raw: held.row.raw.clone(),
            number: held.number.clone(),
            received_at: held.received_at.clone(),
            sha256: held.sha256.clone(),
            as_of: held.row.as_of.clone(),
            source: held.row.source.clone(),
        }
    }
}

/// One indicator of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueLine {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Name as printed.
    pub name: String,
    /// Unit as printed.
    pub unit: String,
    /// Decimals as printed.
    pub decimals: u32,
    /// Which way is good.
    pub direction: Direction,
    /// The goal it is counted under.
    pub goal: Option<NodeId>,
    /// The node it is placed under.
    pub node: NodeId,
    /// Its lead department.
    pub department: Option<DepartmentId>,
    /// The year asked about.
    pub year: FiscalYear,
    /// 基準値.
    pub baseline: Figure,
    /// 目標値 of the year.
    pub target: Figure,
    /// 目標値 of the year after.
    pub next_target: Figure,
    /// 実績値 in force.
    pub actual: Option<Quantity>,
    /// 値の区分 in force; `None` when nothing is.
    pub state: Option<ValueState>,
    /// The status or why there is none, and the rates.
    pub judgement: Judgement,
    /// The status that the city published.
    pub published: Option<String>,
    /// 目標に届かなかった理由.
    pub reason: String,
    /// 今後の対応.
    pub measure: String,
    /// Where the actual came from.
    pub origin: Option<Origin>,
}

/// Judges one indicator: baseline, target and actual in that order.
pub(super) type Judge<'a> = dyn Fn(&Indicator, Option<Quantity>, Option<Quantity>, Option<Quantity>) -> Judgement + 'a;

impl ValueLine {
    pub(super) fn build(input: &ReportInput<'_>, judge: &Judge<'_>, indicator: &Indicator, node: &NodeId) -> Self {
        let registry = input.registry;
        let year = input.round.year;
        let key = indicator.id.as_str();
        let target_of = |year| Figure::of(registry.value(key, ValueKind::Target, year));
        let held = input.held.get(&indicator.id).filter(|held| in_force(held));
        let actual = held.and_then(|held| held.row.value);
        let (baseline, target) = (Figure::of(registry.baseline_row(&indicator.id)), target_of(Some(year)));
        let mut judgement = judge(indicator, baseline.value, target.value, actual);
        if actual.is_none() {
            judgement.status = Err(Unjudged::NoActual);
        }
        let published = registry.value(key, ValueKind::PublishedStatus, Some(year)).map(|row| row.text.clone());
        Self {
            indicator: indicator.id.clone(),
            name: indicator.name.clone(),
            unit: indicator.unit.clone(),
            decimals: indicator.decimals,
            direction: indicator.direction,
            goal: registry.goal_of(node).map(|goal| goal.id.clone()),
            node: node.clone(),
            department: registry.owner(&indicator.id).cloned(),
            year,
            baseline,
            target,
            next_target: target_of(year.next()),
            actual,
            state: held.map(|held| held.row.state),
            judgement,
            published: published.filter(|text| !text.is_empty()),
            reason: held.map(|held| held.row.reason.clone()).unwrap_or_default(),
            measure: held.map(|held| held.row.measure.clone()).unwrap_or_default(),
            origin: held.map(Origin::of),
        }
    }

    /// The status label, where one follows.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.judgement.status.as_deref().ok()
    }

    /// The word that stands in the status column: the label, 未提出, the state that has no number, or 算定不可.
    #[must_use]
    pub fn status_word(&self) -> &str {
        match (&self.judgement.status, self.actual, self.state) {
            (Ok(label), _, _) => label,
            (Err(_), None, None) => "未提出",
            (Err(_), None, Some(state)) if !state.has_number() => state.label(),
            (Err(_), _, _) => Tally::UNJUDGEABLE,
        }
    }

    /// Whether the number in force may still change (速報 or 見込み).
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        self.actual.is_some() && matches!(self.state, Some(ValueState::Preliminary | ValueState::Expected))
    }

    /// A number of this indicator, with its decimals.
    #[must_use]
    pub fn printed(&self, value: Quantity) -> String {
        value.grouped(self.decimals)
    }
}
