//! A whole and the parts that add up to it (加算／減算): they are asked together and must agree.

use std::collections::BTreeMap;

use super::plain::{amount, says_something};
use super::row::in_force;
use super::weighing::Weighing;
use super::{AcceptedRow, Context};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Indicator, IndicatorId, Part, PartRole, Quantity};

/// Wholes whose parts do not add up, where this return reports the whole or one of its parts and all numbers are known:
/// from this return, else from what is in force. A reason beside any of the rows settles it; the office may allow a difference
/// (基準 of V032), and says so for the whole.
pub(super) fn contradictions(rows: &[AcceptedRow], context: &Context<'_>) -> Vec<Finding> {
    let mut wholes: BTreeMap<&IndicatorId, Vec<&Part>> = BTreeMap::new();
    for part in context.registry.parts.iter().filter(|part| part.role != PartRole::Judged) {
        wholes.entry(&part.whole).or_default().push(part);
    }
    wholes.into_iter().filter_map(|(whole, parts)| contradiction(context.registry.indicator(whole)?, &parts, rows, context)).collect()
}

fn contradiction(whole: &Indicator, parts: &[&Part], rows: &[AcceptedRow], context: &Context<'_>) -> Option<Finding> {
    let here = |id: &IndicatorId| rows.iter().find(|row| &row.indicator == id);
    let ids = || std::iter::once(&whole.id).chain(parts.iter().map(|part| &part.part));
    let place = ids().find_map(here)?;
    let explained = ids().filter_map(here).any(|row| says_something(&row.reason));
    let number = |id: &IndicatorId| match here(id) {
        Some(row) => row.value,
        None => in_force(context, context.registry.indicator(id)?)?.row.value,
    };
    let stated = number(&whole.id)?;
    let mut sum = Quantity::ZERO;
    for part in parts {
        let value = number(&part.part)?;
        sum = if part.role == PartRole::Minus { sum.minus(value) } else { sum.plus(value) }?;
    }
    // Parts may be finer than what the whole prints.
    if sum.rounded(whole.decimals) == stated.rounded(whole.decimals) {
        return None;
    }
    let weighing = Weighing::of(context);
    let [own, all] = weighing.thresholds("V032", &whole.id);
    let allowed = own.or(all).unwrap_or(Quantity::ZERO);
    if sum.minus(stated)?.abs() <= allowed {
        return None;
    }
    let sign = |index: usize, part: &Part| -> &'static str {
        match (part.role, index) {
            (PartRole::Minus, _) => "－",
            (PartRole::Plus | PartRole::Judged, 0) => "",
            (PartRole::Plus | PartRole::Judged, _) => "＋",
        }
    };
    let names: String = parts.iter().enumerate().flat_map(|(index, part)| [sign(index, part), &part.name]).collect();
    let problem = Problem::PartsDiffer { stated: amount(stated, whole), parts: names, sum: amount(sum, whole) };
    if !weighing.says(&problem, &whole.id, explained) {
        return None;
    }
    let weight = weighing.weight(&problem, Some(&whole.id));
    Finding::at(Place::cell(&place.sheet, place.cell), problem).about(&place.indicator).weighing(Some(weight))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Case, codes};
    use super::*;
    use crate::form::Field;

    /// k1 is k3 less k4 (1,520 = 131 − 2 does not hold).
    fn case() -> Case {
        let mut case = Case::new();
        for (part, role) in [("k3", PartRole::Plus), ("k4", PartRole::Minus)] {
            let name = part.to_owned();
            case.registry.parts.push(Part { whole: "k1".parse().unwrap(), part: part.parse().unwrap(), name, role });
        }
        // Each stands once on the form, as a placed indicator.
        case
    }

    #[test]
    fn a_whole_that_is_not_the_sum_of_its_parts_is_asked_about() {
        let validated = case().validated();
        let found = validated.findings.iter().find(|f| f.problem.code() == "V032").unwrap();
        assert_eq!(found.problem, Problem::PartsDiffer { stated: "1,520人".into(), parts: "k3－k4".into(), sum: "129人".into() });
        let mut agreeing = case();
        agreeing.number(0, Field::Actual, "129");
        assert!(!codes(&agreeing.validated()).contains(&"V032"));
    }

    #[test]
    fn what_is_not_known_or_explained_is_left_alone() {
        let mut missing = case();
        missing.clear(3, &[Field::Actual, Field::State]);
        assert!(!codes(&missing.validated()).contains(&"V032"));
        // The missing part was reported before.
        missing.holds("k4", "2", "");
        assert!(codes(&missing.validated()).contains(&"V032"));
        let mut explained = case();
        explained.text(0, Field::Reason, "住民基本台帳の職権修正による。");
        assert!(!codes(&explained.validated()).contains(&"V032"));
    }
}
