//! Several departments may answer for one indicator: whose answer is in force, and where they disagree.

use std::collections::BTreeMap;

use super::{AcceptedRow, Held};
use crate::domain::{DepartmentId, IndicatorId, Ledger, Registry, ValueState};

/// The rows in force. `answers` holds the last row of each department in order of receipt, what was withdrawn included.
/// The lead's row prevails over co-owners' later ones, unless the lead has none or withdrew it; among co-owners the one
/// received last holds. Whoever answers settles it for all.
#[must_use]
pub fn in_force(answers: &[Held], ledger: &Ledger, registry: &Registry) -> BTreeMap<IndicatorId, Held> {
    let mut held: BTreeMap<IndicatorId, (bool, &Held)> = BTreeMap::new();
    for answer in sides(answers, ledger, registry) {
        let lead = !answers_as_co_owner(answer, ledger, registry);
        if answer.row.state != ValueState::Withdrawn && (lead || held.get(&answer.row.indicator).is_none_or(|(of_lead, _)| !of_lead)) {
            held.insert(answer.row.indicator.clone(), (lead, answer));
        }
    }
    held.into_iter().map(|(id, (_, answer))| (id, answer.clone())).collect()
}

/// The last answers of other departments that say another number or state than this row of `department`.
#[must_use]
pub fn differing<'a>(
    row: &AcceptedRow,
    department: &DepartmentId,
    answers: &'a [Held],
    ledger: &Ledger,
    registry: &Registry,
) -> Vec<&'a Held> {
    let own = side(Some(department), &row.indicator, ledger, registry);
    let about = sides(answers, ledger, registry).into_iter().filter(|answer| answer.row.indicator == row.indicator);
    let others = about.filter(|answer| side(answer.department.as_ref(), &row.indicator, ledger, registry) != own);
    let said = |row: &AcceptedRow| (row.value, row.state);
    let reported = |row: &AcceptedRow| row.state != ValueState::Withdrawn;
    others.filter(|answer| reported(row) && reported(&answer.row) && said(row) != said(&answer.row)).collect()
}

/// The last answer of `department` (or of those whose successor it is), unless it was withdrawn.
#[must_use]
pub fn last_of<'a>(
    department: &DepartmentId,
    indicator: &IndicatorId,
    answers: &'a [Held],
    ledger: &Ledger,
    registry: &Registry,
) -> Option<&'a Held> {
    let own = side(Some(department), indicator, ledger, registry);
    let about = sides(answers, ledger, registry).into_iter().filter(|answer| &answer.row.indicator == indicator);
    let mut mine = about.filter(|answer| side(answer.department.as_ref(), indicator, ledger, registry) == own);
    mine.next().filter(|answer| answer.row.state != ValueState::Withdrawn)
}

/// The last answer of each side about each indicator, in order of receipt.
fn sides<'a>(answers: &'a [Held], ledger: &Ledger, registry: &Registry) -> Vec<&'a Held> {
    let mut last: BTreeMap<(&IndicatorId, Option<DepartmentId>), usize> = BTreeMap::new();
    for (place, answer) in answers.iter().enumerate() {
        let side = side(answer.department.as_ref(), &answer.row.indicator, ledger, registry);
        last.insert((&answer.row.indicator, side.cloned()), place);
    }
    let mut places: Vec<usize> = last.into_values().collect();
    places.sort_unstable();
    places.into_iter().filter_map(|place| answers.get(place)).collect()
}

/// In whose place a department answers: its own where it is asked, else that of the department whose successor it is, or that
/// succeeded it. `None` stands for the lead, and for whoever is not asked at all.
fn side<'a>(
    department: Option<&'a DepartmentId>,
    indicator: &IndicatorId,
    ledger: &'a Ledger,
    registry: &'a Registry,
) -> Option<&'a DepartmentId> {
    let department = department?;
    let asked = ledger.obligations.iter().filter(|obligation| &obligation.indicator == indicator);
    let mut own: Option<(bool, &DepartmentId)> = None;
    for obligation in asked {
        let succeeds =
            || registry.is_predecessor(&obligation.department, department) || registry.is_predecessor(department, &obligation.department);
        if &obligation.department == department {
            own = Some((obligation.lead, &obligation.department));
            break;
        }
        if own.is_none() && succeeds() {
            own = Some((obligation.lead, &obligation.department));
        }
    }
    own.filter(|(lead, _)| !lead).map(|(_, asked)| asked)
}

fn answers_as_co_owner(answer: &Held, ledger: &Ledger, registry: &Registry) -> bool {
    side(answer.department.as_ref(), &answer.row.indicator, ledger, registry).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Case;
    use super::*;

    /// Case of k1, owed by kanko (lead) and norin (co-owner); answers in order of receipt.
    fn shared(answers: &[(&str, &str, &str)]) -> (Registry, Ledger, Vec<Held>) {
        let mut case = Case::new();
        let k1: IndicatorId = "k1".parse().unwrap();
        case.registry.co_owners.insert(k1, vec!["norin".parse().unwrap()]);
        let ledger = Ledger::of(&case.registry, &case.registry.rounds[0]);
        let held = answers.iter().zip(1..).map(|((department, value, state), n)| {
            case.holds("k1", if value.is_empty() { "0" } else { value }, "");
            let mut held = case.held.values().next().unwrap().clone();
            held.row.value = value.parse().ok();
            held.row.state = state.parse().unwrap();
            held.department = Some(department.parse().unwrap());
            held.number = format!("R6-00{n}-1");
            held
        });
        let held = held.collect();
        (case.registry, ledger, held)
    }

    fn winner(answers: &[(&str, &str, &str)]) -> Option<String> {
        let (registry, ledger, answers) = shared(answers);
        in_force(&answers, &ledger, &registry).into_values().next().map(|held| held.number)
    }

    #[test]
    fn the_lead_prevails_unless_it_has_said_nothing_or_took_it_back() {
        assert_eq!(winner(&[("norin", "5", "確定")]).as_deref(), Some("R6-001-1"));
        assert_eq!(winner(&[("kanko", "7", "確定"), ("norin", "5", "確定")]).as_deref(), Some("R6-001-1"));
        assert_eq!(winner(&[("norin", "5", "確定"), ("kanko", "7", "確定")]).as_deref(), Some("R6-002-1"));
        assert_eq!(winner(&[("norin", "5", "確定"), ("kanko", "", "取消")]).as_deref(), Some("R6-001-1"));
        assert_eq!(winner(&[("kanko", "7", "確定"), ("norin", "", "取消")]).as_deref(), Some("R6-001-1"));
        assert_eq!(winner(&[("norin", "", "取消")]), None);
    }

    #[test]
    fn a_successor_answers_in_its_predecessors_place() {
        let (mut registry, ledger, answers) = shared(&[("kanko", "7", "確定"), ("seisaku", "8", "確定"), ("norin", "9", "確定")]);
        registry.departments[0].successor = Some("seisaku".parse().unwrap());
        let held = in_force(&answers, &ledger, &registry);
        assert_eq!(held.into_values().next().unwrap().number, "R6-002-1");
        let lead: DepartmentId = "kanko".parse().unwrap();
        let different = differing(&answers[1].row, &lead, &answers, &ledger, &registry);
        assert_eq!(different.len(), 1, "a predecessor's earlier answer is not another department's");
    }

    #[test]
    fn another_number_or_state_is_a_disagreement() {
        let lead: DepartmentId = "kanko".parse().unwrap();
        let count = |answers: &[(&str, &str, &str)], mine: usize| {
            let (registry, ledger, answers) = shared(answers);
            let department = answers[mine].department.clone().unwrap();
            differing(&answers[mine].row, &department, &answers, &ledger, &registry).len()
        };
        assert_eq!(count(&[("kanko", "7", "確定"), ("norin", "7", "確定")], 1), 0);
        assert_eq!(count(&[("kanko", "7", "確定"), ("norin", "8", "確定")], 1), 1);
        assert_eq!(count(&[("kanko", "7", "確定"), ("norin", "7", "速報")], 1), 1);
        assert_eq!(count(&[("kanko", "", "取消"), ("norin", "7", "速報")], 1), 0);
        let (registry, ledger, answers) = shared(&[("norin", "7", "確定")]);
        assert!(last_of(&lead, &answers[0].row.indicator, &answers, &ledger, &registry).is_none());
    }
}
