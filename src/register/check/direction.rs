//! Where direction, baseline and target do not agree: right for a ceiling or a planned retreat, and where the source
//! contradicts itself; wrong where the direction slipped. Never more than a question, since directions are stated.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Aggregation, Direction, Indicator, Operator, Quantity, RegisteredValue, ValueKind};
use crate::register::draft::Draft;
use crate::register::sheets::{indicator, value};

/// Mentions each indicator once; the earliest target that does not fit is quoted.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut values: BTreeMap<&str, Vec<(u32, &RegisteredValue)>> = BTreeMap::new();
    for line in &draft.values {
        if let Ok(item) = &line.item.item {
            values.entry(item.subject.as_str()).or_default().push((line.row, item));
        }
    }
    for line in &draft.indicators {
        let Ok(item) = &line.item.item else { continue };
        let Some(rows) = values.get_mut(item.id.as_str()) else { continue };
        rows.sort_by_key(|(_, value)| (value.kind, value.year, value.decided));
        // Of one period the last decided holds.
        let rows: Vec<_> =
            rows.chunk_by(|(_, a), (_, b)| (a.kind, a.year) == (b.kind, b.year)).filter_map(|same| same.last()).copied().collect();
        let rows = rows.as_slice();
        if let Some((row, operator)) = operator_doubt(item.direction, rows) {
            let problem =
                Problem::RegisterOperatorDoubt { direction: item.direction.label().to_owned(), operator: operator.label().to_owned() };
            findings.push(Finding::at(draft.place(&value::SHEET, value::OPERATOR, row), problem).about(&item.id));
        }
        if let Some(problem) = doubt(item, rows) {
            findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::DIRECTION, line.row), problem).about(&item.id));
        }
    }
}

fn doubt(item: &Indicator, rows: &[(u32, &RegisteredValue)]) -> Option<Problem> {
    let of = |kind: ValueKind| rows.iter().map(|(_, row)| *row).filter(move |row| row.kind == kind);
    let measured = || of(ValueKind::Baseline).chain(of(ValueKind::Target));
    if item.direction == Direction::Decrease
        && let Some(value) = measured().filter_map(|row| row.value).find(|value| value.is_negative())
    {
        return Some(Problem::RegisterDecreaseOfNegative { value });
    }
    // A sum over years is not held against one year's baseline.
    let baseline = of(ValueKind::Baseline).next_back()?.value.filter(|_| item.aggregation != Aggregation::CumulativeWithinPlan)?;
    let mut targets = of(ValueKind::Target).filter_map(|row| Some((row.operator, row.value?)));
    if item.direction == Direction::Maintain {
        let (_, target) = targets.find(|(operator, target)| *operator == Operator::Plain && *target != baseline)?;
        return Some(Problem::RegisterMaintainDiffers { baseline, target });
    }
    let retreat = |(_, target): &(Operator, Quantity)| !item.direction.reaches(*target, baseline);
    let (_, target) = targets.find(retreat)?;
    Some(Problem::RegisterDirectionDoubt { direction: item.direction.label().to_owned(), baseline, target })
}

fn operator_doubt(direction: Direction, rows: &[(u32, &RegisteredValue)]) -> Option<(u32, Operator)> {
    let against = |operator: Operator| match operator {
        Operator::Plain => false,
        Operator::AtLeast | Operator::BaselineOrMore => direction == Direction::Decrease,
        Operator::AtMost | Operator::BaselineOrLess => direction == Direction::Increase,
    };
    rows.iter().find(|(_, row)| against(row.operator)).map(|(row, value)| (*row, value.operator))
}
