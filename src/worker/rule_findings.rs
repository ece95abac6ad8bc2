//! What the findings of each rule came to, round by round: what `findings` tells, and the working book.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::{WorkError, Worker};
use crate::consolidation::{RuleRecord, TakenThen, Told, rule_records};
use crate::diagnostic::{Finding, RULES};
use crate::domain::{Civil, Decisions, DepartmentId, RoundId, Severity};
use crate::store::StoredFinding;

/// A round and what its rules came to.
#[derive(Debug)]
pub struct RoundFindings {
    /// The round.
    pub round: RoundId,
    /// Its printed name.
    pub name: String,
    /// One for each rule that told anything, or that the office switched, in the order of codes.
    pub rules: Vec<RuleRecord>,
}

impl Worker {
    /// The rounds that were opened, the latest first, or only the one that is named.
    pub fn rule_findings(&self, desk: &Desk, only: Option<&RoundId>) -> Result<Vec<RoundFindings>, WorkError> {
        let mut rounds = Vec::new();
        for opened in self.store.opened_rounds(desk.plan())?.into_iter().rev() {
            if only.is_some_and(|only| only != &opened.round) {
                continue;
            }
            let known = desk.registry.round(&opened.round);
            let name = known.map_or_else(|| opened.round.to_string(), |round| round.name.clone());
            let rules = self.records_of(desk, &opened.round)?;
            rounds.push(RoundFindings { round: opened.round, name, rules });
        }
        match only {
            Some(only) if rounds.is_empty() => Err(WorkError::NoSuchRound(only.to_string())),
            _ => Ok(rounds),
        }
    }

    /// What each rule came to in a round of the desk's plan.
    pub(super) fn records_of(&self, desk: &Desk, round: &RoundId) -> Result<Vec<RuleRecord>, WorkError> {
        let plan = desk.plan();
        let submissions = self.store.submissions(plan, round)?;
        let turns: BTreeMap<&str, usize> =
            submissions.iter().enumerate().map(|(turn, submission)| (submission.number.as_str(), turn)).collect();
        let turn = |number: &str| turns.get(number).copied().unwrap_or(usize::MAX);
        let told = |stored: StoredFinding| Told {
            turn: turn(&stored.number),
            department: stored.department,
            number: stored.number,
            finding: stored.finding,
        };
        let told: Vec<Told> = self.store.findings(plan, round)?.into_iter().map(told).collect();
        let rows = self.store.rows(plan, round)?.into_iter();
        let taken: Vec<TakenThen> =
            rows.map(|held| TakenThen { turn: turn(&held.number), department: held.department, row: held.row }).collect();
        let decisions = self.store.decisions(plan, round)?;
        let mut records = rule_records(told, &taken, |finding, department| was_waived(&decisions, finding, department));
        if round == &desk.round.id {
            records.extend(silent(desk, &records));
            records.sort_by_key(|record| record.code);
        }
        Ok(records)
    }
}

/// Whether a decision settled it, be it over by now.
fn was_waived(decisions: &Decisions, finding: &Finding, department: &DepartmentId) -> bool {
    let on = |day| decisions.waived(finding.problem.code(), finding.indicator.as_ref(), department, day).is_some();
    finding.severity() == Severity::Query && decisions.all().iter().any(|decision| on(decision.decided_on))
}

/// Rules that the office switched and that told nothing: that, too, is worth knowing of a rule on trial.
fn silent(desk: &Desk, told: &[RuleRecord]) -> Vec<RuleRecord> {
    let switched = |code: &str| desk.registry.rule_switches.iter().any(|switch| switch.rule == code);
    let quiet = RULES.iter().filter(|rule| switched(rule.code) && told.iter().all(|record| record.code != rule.code));
    quiet.map(|rule| RuleRecord { code: rule.code, cases: Vec::new(), unlisted: 0 }).collect()
}

/// How the office lets a rule weigh today, where it switched it: by itself, and for how many indicators otherwise.
#[must_use]
pub fn switched_today(desk: &Desk, code: &str, now: Civil) -> Vec<crate::domain::RuleSwitch> {
    let today = now.date_naive();
    let holds = |switch: &&crate::domain::RuleSwitch| switch.rule == code && switch.holds(code, switch.indicator.as_ref(), today);
    desk.registry.rule_switches.iter().filter(holds).cloned().collect()
}
