//! The rows of a form: what is printed about each indicator, and what is to be known when it is filled in.

use std::collections::BTreeMap;

use super::printed::{AS_OF_MAX, as_of, sum_before};
use super::sheets::coded;
use super::{BlankHead, BlankRow, Field, FormDeclaration, FormLayout, Printed, printed_actual, printed_baseline, printed_target};
use crate::domain::{
    Aggregation, DepartmentId, FiscalYear, Indicator, IndicatorId, NodeLevel, Part, PartRole, Registry, ValueKind, printed_date,
};

/// One indicator's row.
pub(super) fn row(
    registry: &Registry,
    year: FiscalYear,
    indicator: &Indicator,
    department: &DepartmentId,
    declaration: &FormDeclaration,
) -> BlankRow {
    let help = help(registry, year, indicator);
    let last = year.previous().and_then(|last| registry.value(indicator.id.as_str(), ValueKind::Actual, Some(last)));
    let printed = |field| match field {
        Field::Number => Printed::text(indicator.id.as_str()),
        Field::Goal | Field::Policy => place(registry, &indicator.id, field),
        Field::Indicator => Printed::text(&indicator.name),
        Field::Definition => Printed::text(&indicator.definition),
        Field::Unit => Printed::text(&indicator.unit),
        Field::Direction => Printed::text(&format!("{} {}", indicator.direction.arrow(), indicator.direction.label())),
        Field::Baseline => printed_baseline(registry, indicator),
        Field::LastActual => year.previous().and_then(|last| printed_actual(registry, indicator, last)),
        Field::Target => printed_target(registry, indicator, year),
        Field::Method => Printed::text(&method(registry, year, indicator, department, &help)),
        // A text beside last year's number is its remark; without a number it stood in the number's place.
        Field::LastText => last.filter(|row| row.value.is_some() && indicator.stages.is_empty()).and_then(|row| Printed::text(&row.text)),
        Field::Actual
        | Field::State
        | Field::AsOf
        | Field::Source
        | Field::Reason
        | Field::Measure
        | Field::Correction
        | Field::Line
        | Field::Years => None,
    };
    let mut cells: BTreeMap<Field, Printed> =
        declaration.columns.iter().filter(|column| !column.input).filter_map(|c| printed(c.field).map(|what| (c.field, what))).collect();
    if declaration.layout == FormLayout::Evaluation {
        // Its target stands above the actual, in the column of the year.
        cells.extend(printed_target(registry, indicator, year).map(|target| (Field::Target, target)));
    }
    BlankRow {
        indicator: indicator.id.clone(),
        decimals: indicator.decimals,
        lower: indicator.lower,
        upper: indicator.upper,
        stages: indicator.stages.clone(),
        help,
        above: None,
        is_part: registry.whole_of(&indicator.id).is_some(),
        by_year: Vec::new(),
        cells,
    }
}

/// The compound above its first part.
pub(super) fn head(registry: &Registry, part: &Part, declaration: &FormDeclaration) -> Option<BlankHead> {
    let whole = registry.indicator(&part.whole)?;
    let names: Vec<&str> = registry.parts_of(&part.whole, PartRole::Judged).map(|part| part.name.as_str()).collect();
    let printed = |field| match field {
        Field::Number => Printed::text(whole.id.as_str()),
        Field::Goal | Field::Policy => place(registry, &whole.id, field),
        Field::Indicator => Printed::text(&whole.name),
        Field::Definition => Printed::text(&whole.definition),
        Field::Method => Printed::text(&format!("下の{}に記入してください。", names.join("・"))),
        Field::Unit
        | Field::Direction
        | Field::Baseline
        | Field::LastActual
        | Field::Target
        | Field::LastText
        | Field::Actual
        | Field::State
        | Field::AsOf
        | Field::Source
        | Field::Reason
        | Field::Measure
        | Field::Correction
        | Field::Line
        | Field::Years => None,
    };
    let cells = declaration.columns.iter().filter_map(|column| printed(column.field).map(|what| (column.field, what))).collect();
    Some(BlankHead { indicator: whole.id.clone(), cells })
}

/// What is to be known when the actual is typed.
fn help(registry: &Registry, year: FiscalYear, indicator: &Indicator) -> String {
    if !indicator.stages.is_empty() {
        return "右側の▼を押し、当年度末の段階を選んでください。".to_owned();
    }
    if indicator.aggregation != Aggregation::CumulativeWithinPlan {
        return String::new();
    }
    let before = sum_before(registry, indicator, year)
        .map(|sum| format!("前年度までの合計は{}{}です。", sum.grouped(indicator.decimals), indicator.unit));
    format!("当年度分だけを記入してください。{}", before.unwrap_or_default())
}

/// 算出方法, and what else is to be known about the indicator: one thing a line.
fn method(registry: &Registry, year: FiscalYear, indicator: &Indicator, department: &DepartmentId, help: &str) -> String {
    let mut lines: Vec<String> = vec![indicator.method.clone()];
    if indicator.stages.is_empty() {
        lines.push(help.to_owned());
    }
    let period = registry.baseline_row(&indicator.id).map(as_of).filter(|as_of| as_of.chars().count() > AS_OF_MAX);
    lines.extend(period.filter(|_| indicator.stages.is_empty()).map(|as_of| format!("基準値の時点：{as_of}")));
    lines.extend(revised(registry, indicator, year));
    let part = registry.whole_of(&indicator.id);
    if let Some(part) = part.filter(|part| part.role != PartRole::Judged)
        && let Some(whole) = registry.indicator(&part.whole)
    {
        lines.push(format!("「{}」の内訳です（{}）。", whole.name, part.role.label()));
    }
    let asked = part.filter(|_| registry.owner(&indicator.id).is_none()).map_or(&indicator.id, |part| &part.whole);
    let others = registry.owner(asked).into_iter().chain(registry.co_owners.get(asked).into_iter().flatten());
    let names: Vec<&str> =
        others.filter(|id| *id != department).filter_map(|id| registry.department(id)).map(|other| other.name.as_str()).collect();
    if !names.is_empty() {
        lines.push(format!("共管：{}（いずれかの課の記入で足ります。）", names.join("、")));
    }
    lines.extend(registry.placement(asked).map(|placement| placement.note.clone()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// That the target was decided anew: the form prints the one in force, and says what it was.
fn revised(registry: &Registry, indicator: &Indicator, year: FiscalYear) -> Option<String> {
    let revision = registry.target_revision(&indicator.id, year)?;
    let was = match revision.first.value {
        _ if !revision.first.text.is_empty() => revision.first.text.clone(),
        Some(value) => format!("{}{}{}", value.grouped(indicator.decimals), indicator.unit, revision.first.operator.label()),
        None if revision.first.operator.is_baseline() => revision.first.operator.label().to_owned(),
        None => return None,
    };
    let on = revision.now.decided.map(|on| format!("{}に", printed_date(on))).unwrap_or_default();
    Some(format!("目標値は、{on}見直しました（見直し前は{was}）。"))
}

/// Code and name of the goal or the policy under which an indicator, or the whole of which it is a part, stands.
fn place(registry: &Registry, id: &IndicatorId, field: Field) -> Option<Printed> {
    let placement = registry.placement(id).or_else(|| registry.placement(&registry.whole_of(id)?.whole))?;
    let own = registry.node(&placement.node)?;
    let node = match (field, own.level, &own.parent) {
        (Field::Goal, ..) => registry.goal_of(&placement.node)?,
        // A third level divides a policy.
        (_, NodeLevel::Item, Some(policy)) => registry.node(policy)?,
        _ => own,
    };
    Printed::text(&coded(node))
}
