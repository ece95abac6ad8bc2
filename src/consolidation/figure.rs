//! A figure of the register: a number, how the plan prints it, or what stands in its place.

use crate::domain::{Indicator, Operator, PeriodBasis, Quantity, RegisteredState, RegisteredValue, ValueKind};

/// A figure of the register: a number, or the text that the plan prints instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// The number; `None` when the plan has none.
    pub value: Option<Quantity>,
    /// What is printed when there is no number (`—` when the register says nothing).
    pub text: String,
    /// How the plan prints the number, where the number alone does not say it (`延べ170万人`, the name of a stage).
    pub shown: String,
    /// How a target's number is meant (以上, 以下).
    pub operator: Operator,
    /// 時点 of a baseline as printed (`R4年度`); empty where the register does not say.
    pub when: String,
    /// Why there is no number, or that there is one.
    pub state: RegisteredState,
    /// 備考 of its row.
    pub note: String,
}

impl Figure {
    /// The figure of a row of the register.
    pub(super) fn of(row: Option<&RegisteredValue>, indicator: &Indicator) -> Self {
        let Some(row) = row else {
            return Self { text: "—".to_owned(), ..Self::default() };
        };
        let stage = row.value.and_then(|value| indicator.stage(value));
        let shown = match (row.value, stage) {
            (Some(_), Some(name)) => name,
            (Some(_), None) if row.kind != ValueKind::Baseline => row.text.as_str(),
            (Some(_) | None, _) => "",
        };
        let dated = row.kind == ValueKind::Baseline && row.value.is_some() && stage.is_none();
        Self {
            value: row.value,
            text: if row.value.is_none() { in_place(row) } else { String::new() },
            shown: shown.to_owned(),
            operator: row.operator,
            when: if dated { when(row) } else { String::new() },
            state: row.state,
            note: row.note.clone(),
        }
    }

    /// A number that is in force for the round.
    pub(super) fn number(value: Quantity, indicator: &Indicator) -> Self {
        let shown = indicator.stage(value).unwrap_or_default().to_owned();
        Self { value: Some(value), shown, ..Self::default() }
    }

    /// Whether the register states something, be it that there is no number.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.value.is_some() || self.state != RegisteredState::Stated || !matches!(self.text.as_str(), "" | "—")
    }
}

/// What stands in a number's place.
fn in_place(row: &RegisteredValue) -> String {
    let said = match row.state {
        _ if !row.text.is_empty() => row.text.as_str(),
        _ if row.operator.is_baseline() => row.operator.label(),
        RegisteredState::Stated | RegisteredState::NotSet => "—",
        RegisteredState::Undecided | RegisteredState::NotComputable | RegisteredState::Unmeasured | RegisteredState::Unpublished => {
            row.state.label()
        }
    };
    said.to_owned()
}

/// The 時点 of a baseline: as printed, else its year.
fn when(row: &RegisteredValue) -> String {
    if !row.text.is_empty() {
        return row.text.clone();
    }
    let year = row.year.map(crate::domain::FiscalYear::short).unwrap_or_default();
    match row.period {
        _ if year.is_empty() => year,
        PeriodBasis::Calendar => format!("{year}年"),
        PeriodBasis::Fiscal => format!("{year}年度"),
        PeriodBasis::Day | PeriodBasis::Several => year,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{indicator, q, value};
    use super::*;
    use crate::domain::{Direction, FiscalYear};

    #[test]
    fn a_figure_is_printed_as_the_plan_does() {
        let people = indicator("p", "観光客数", "万人", 0, Direction::Increase);
        let year = FiscalYear::new(2027);
        let mut target = value("p", ValueKind::Target, year, Some("170"), "延べ170万人");
        assert_eq!(Figure::of(Some(&target), &people).shown, "延べ170万人");
        target.value = None;
        target.text = "*人".to_owned();
        target.state = RegisteredState::Undecided;
        assert_eq!(Figure::of(Some(&target), &people).text, "*人");
        target.text = String::new();
        assert_eq!(Figure::of(Some(&target), &people).text, "未定");
        target.state = RegisteredState::Stated;
        target.operator = Operator::BaselineOrMore;
        assert_eq!(Figure::of(Some(&target), &people).text, "基準値以上");
        assert_eq!(Figure::of(None, &people).text, "—");
    }

    #[test]
    fn a_baseline_says_when_and_a_stage_its_name() {
        let mut port = indicator("p", "航路", "", 0, Direction::Increase);
        let mut baseline = value("p", ValueKind::Baseline, FiscalYear::new(2022), Some("2"), "");
        assert_eq!(Figure::of(Some(&baseline), &port).when, "R4年度");
        baseline.text = "~R4.10".to_owned();
        assert_eq!(Figure::of(Some(&baseline), &port).when, "~R4.10");
        port.stages = ["未着手", "整備中", "完成"].map(str::to_owned).to_vec();
        baseline.text = "整備中".to_owned();
        let figure = Figure::of(Some(&baseline), &port);
        assert_eq!((figure.shown.as_str(), figure.when.as_str()), ("整備中", ""));
        assert_eq!(Figure::number(q("3"), &port).shown, "完成");
    }
}
