//! What became of the findings of each rule in a round: how often it led to something, so that a noisy rule can be retired.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Problem};
use crate::domain::{DepartmentId, IndicatorId, Lang, Quantity, Severity};
use crate::validation::AcceptedRow;

/// A finding as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whose return it was, where known.
    pub department: Option<DepartmentId>,
    /// 受付番号 of the return.
    pub number: String,
    /// Place of the return in the order of receipt.
    pub turn: usize,
    /// The finding.
    pub finding: Finding,
}

/// A row as it was taken.
#[derive(Debug, Clone)]
pub struct TakenThen {
    /// Whose.
    pub department: Option<DepartmentId>,
    /// Place of the return in the order of receipt.
    pub turn: usize,
    /// The row.
    pub row: AcceptedRow,
}

/// What a finding led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 修正: another value was filed, or what was wrong with the file was put right.
    Corrected,
    /// 説明: the value stayed and a reason was written.
    Explained,
    /// 免除: a decision settled it.
    Waived,
    /// 変化なし: nothing followed, or nothing yet.
    Nothing,
}

impl Outcome {
    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Corrected => lang.pick("修正", "corrected"),
            Self::Explained => lang.pick("説明", "explained"),
            Self::Waived => lang.pick("免除", "waived"),
            Self::Nothing => lang.pick("変化なし", "nothing"),
        }
    }
}

/// One case: what a department was told about one matter, however often it sent the same again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCase {
    /// As it was told last.
    pub told: Told,
    /// What followed.
    pub outcome: Outcome,
}

/// A rule's cases in a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRecord {
    /// The code.
    pub code: &'static str,
    /// The cases, in order of receipt.
    pub cases: Vec<RuleCase>,
    /// Further ones that were counted and not listed.
    pub unlisted: usize,
}

impl RuleRecord {
    /// Cases that came to this.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.cases.iter().filter(|case| case.outcome == outcome).count()
    }

    /// Cases of the rule on trial.
    #[must_use]
    pub fn on_trial(&self) -> usize {
        self.cases.iter().filter(|case| case.told.finding.is_on_trial()).count()
    }

    /// The weights under which it was told, the heaviest first.
    #[must_use]
    pub fn weights(&self, lang: Lang) -> Vec<&'static str> {
        let of = |case: &RuleCase| (case.told.finding.severity(), case.told.finding.is_on_trial(), case.told.finding.weight_label(lang));
        self.cases.iter().map(of).collect::<BTreeSet<_>>().into_iter().map(|(.., label)| label).collect()
    }

    /// The share as it is shown: of rules that only give notice it means nothing.
    #[must_use]
    pub fn effect(&self) -> Option<Quantity> {
        let asks = |case: &RuleCase| case.told.finding.severity() != Severity::Notice || case.told.finding.is_on_trial();
        self.hit_rate().filter(|_| self.cases.iter().any(asks))
    }

    /// Share of the cases that led to something, in percent; `None` without cases.
    #[must_use]
    pub fn hit_rate(&self) -> Option<Quantity> {
        let hits = self.cases.len() - self.count(Outcome::Nothing);
        let hundredfold = Quantity::from_count(hits).times(Quantity::HUNDRED)?;
        hundredfold.over(Quantity::from_count(self.cases.len())).map(|rate| rate.rounded(1))
    }
}

/// What each rule came to, in the order of codes. `waived` says whether a decision settles a finding of a department.
#[must_use]
pub fn rule_records(told: Vec<Told>, taken: &[TakenThen], waived: impl Fn(&Finding, &DepartmentId) -> bool) -> Vec<RuleRecord> {
    let again: BTreeSet<(Option<DepartmentId>, &'static str, usize)> =
        told.iter().map(|told| (told.department.clone(), told.finding.problem.code(), told.turn)).collect();
    let turns: BTreeSet<(Option<DepartmentId>, usize)> = told.iter().map(|told| (told.department.clone(), told.turn)).collect();
    let last_turn = |department: &Option<DepartmentId>| {
        let rows = taken.iter().filter(|row| &row.department == department).map(|row| row.turn);
        let findings = turns.iter().filter(|(of, _)| of == department).map(|(_, turn)| *turn);
        rows.chain(findings).max()
    };
    let mut records: BTreeMap<&'static str, RuleRecord> = BTreeMap::new();
    let mut record = |code: &'static str, cases: Vec<RuleCase>, unlisted: usize| {
        let record = records.entry(code).or_insert_with(|| RuleRecord { code, cases: Vec::new(), unlisted: 0 });
        record.cases.extend(cases);
        record.unlisted += unlisted;
    };
    for told in cases(told, taken) {
        if let Problem::Capped { code, more } = &told.finding.problem {
            if let Some(rule) = crate::diagnostic::RULES.iter().find(|rule| rule.code == code) {
                record(rule.code, Vec::new(), *more);
            }
            continue;
        }
        let code = told.finding.problem.code();
        let settled = || told.department.as_ref().is_some_and(|department| waived(&told.finding, department));
        let told_again = |turn| again.contains(&(told.department.clone(), code, turn));
        let outcome = if let Some(indicator) = &told.finding.indicator {
            of_a_row(&told, indicator, taken, told_again)
        } else {
            let last = last_turn(&told.department).filter(|last| *last > told.turn);
            if last.is_some_and(|last| !told_again(last)) { Outcome::Corrected } else { Outcome::Nothing }
        };
        let outcome = if outcome == Outcome::Nothing && settled() { Outcome::Waived } else { outcome };
        record(code, vec![RuleCase { told, outcome }], 0);
    }
    records.into_values().collect()
}

/// The findings without those that the same department was told in the same words about the same value later: of these the
/// last.
fn cases(told: Vec<Told>, taken: &[TakenThen]) -> Vec<Told> {
    let value = |told: &Told| {
        let of = |row: &&TakenThen| {
            row.turn == told.turn && row.department == told.department && Some(&row.row.indicator) == told.finding.indicator.as_ref()
        };
        taken.iter().find(of).map(|taken| (taken.row.value, taken.row.state))
    };
    let mut cases: Vec<Told> = Vec::new();
    for told in told {
        let same = |earlier: &Told| {
            let (a, b) = (&earlier.finding, &told.finding);
            earlier.turn < told.turn
                && earlier.department == told.department
                && a.indicator == b.indicator
                && a.problem == b.problem
                && value(earlier) == value(&told)
        };
        match cases.iter_mut().find(|earlier| same(earlier)) {
            // Told again only because it was explained: what was asked is the case.
            Some(earlier) if told.finding.severity() > earlier.finding.severity() => {}
            Some(earlier) => *earlier = told,
            None => cases.push(told),
        }
    }
    cases.sort_by_key(|told| told.turn);
    cases
}

/// What the department filed about the indicator next, seen from what it was told.
fn of_a_row(told: &Told, indicator: &IndicatorId, taken: &[TakenThen], told_again: impl Fn(usize) -> bool) -> Outcome {
    let rows = || taken.iter().filter(|row| row.department == told.department && &row.row.indicator == indicator);
    let then = rows().find(|row| row.turn == told.turn);
    let Some(next) = rows().filter(|row| row.turn > told.turn).min_by_key(|row| row.turn) else { return Outcome::Nothing };
    let severity = told.finding.severity();
    match then {
        Some(then) if (then.row.value, then.row.state) != (next.row.value, next.row.state) => Outcome::Corrected,
        // What concerned the words of the row.
        Some(then) if then.row.reason != next.row.reason && !next.row.reason.is_empty() && severity == Severity::Query => {
            Outcome::Explained
        }
        Some(_) => Outcome::Nothing,
        // The row was sent back and came again, without what it was sent back for.
        None if severity == Severity::Notice || told_again(next.turn) => Outcome::Nothing,
        None => Outcome::Corrected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::domain::{ValueState, Weight};

    fn told(department: &str, turn: usize, problem: Problem) -> Told {
        let finding = Finding::at(Place::cell("入力", "I10".parse().unwrap()), problem).about(&"k1".parse().unwrap());
        Told { department: Some(department.parse().unwrap()), number: format!("R6-001-{turn}"), turn, finding }
    }

    fn row(department: &str, turn: usize, value: &str, reason: &str) -> TakenThen {
        let row = AcceptedRow {
            indicator: "k1".parse().unwrap(),
            value: value.parse().ok(),
            state: ValueState::Confirmed,
            as_of: String::new(),
            source: String::new(),
            reason: reason.to_owned(),
            reason_for: None,
            measure: String::new(),
            sheet: "入力".to_owned(),
            cell: "I10".parse().unwrap(),
            raw: value.to_owned(),
        };
        TakenThen { department: Some(department.parse().unwrap()), turn, row }
    }

    fn slip() -> Problem {
        let (reference, name, unit) = ("1205".parse().unwrap(), "前年度".to_owned(), "人".to_owned());
        Problem::PowerOfTenSlip { factor: "10".to_owned(), reference, reference_name: name, unit }
    }

    fn outcome(told: Vec<Told>, taken: &[TakenThen]) -> Vec<(&'static str, Vec<Outcome>)> {
        let records = rule_records(told, taken, |_, _| false);
        records.into_iter().map(|record| (record.code, record.cases.iter().map(|case| case.outcome).collect())).collect()
    }

    #[test]
    fn a_query_is_corrected_explained_or_left() {
        let first = || row("kanko", 1, "12050", "");
        let after = |next: Option<TakenThen>| {
            let taken: Vec<TakenThen> = std::iter::once(first()).chain(next).collect();
            outcome(vec![told("kanko", 1, slip())], &taken)
        };
        assert_eq!(after(Some(row("kanko", 2, "1205", ""))), [("V012", vec![Outcome::Corrected])]);
        assert_eq!(after(Some(row("kanko", 2, "12050", "大会を開いたため。"))), [("V012", vec![Outcome::Explained])]);
        assert_eq!(after(Some(row("kanko", 2, "12050", ""))), [("V012", vec![Outcome::Nothing])]);
        assert_eq!(after(Some(row("norin", 2, "1205", ""))), [("V012", vec![Outcome::Nothing])], "another department's row");
        assert_eq!(after(None), [("V012", vec![Outcome::Nothing])]);
    }

    #[test]
    fn the_same_sent_again_is_one_case_and_what_followed_the_last_counts() {
        let all = vec![told("kanko", 1, slip()), told("kanko", 2, slip())];
        let taken = [row("kanko", 1, "12050", ""), row("kanko", 2, "12050", ""), row("kanko", 3, "1205", "")];
        assert_eq!(outcome(all, &taken), [("V012", vec![Outcome::Corrected])]);
    }

    #[test]
    fn an_explanation_counts_although_the_next_value_is_asked_about_in_the_same_words() {
        let all = vec![told("kanko", 1, slip()), told("kanko", 3, slip())];
        let reason = "大会を開いたため。";
        let taken =
            [row("kanko", 1, "12050", ""), row("kanko", 2, "12050", reason), row("kanko", 3, "12060", reason), row("kanko", 4, "1205", "")];
        assert_eq!(outcome(all, &taken), [("V012", vec![Outcome::Explained, Outcome::Corrected])]);
    }

    #[test]
    fn a_row_that_was_sent_back_and_taken_later_was_corrected() {
        let error = || told("kanko", 1, Problem::NoCachedValue);
        assert_eq!(outcome(vec![error()], &[row("kanko", 2, "7", "")]), [("V005", vec![Outcome::Corrected])]);
        assert_eq!(outcome(vec![error()], &[]), [("V005", vec![Outcome::Nothing])]);
        let beside = vec![error(), told("kanko", 1, Problem::BlankActual)];
        assert_eq!(outcome(beside, &[row("kanko", 2, "7", "")])[0], ("V001", vec![Outcome::Nothing]), "a notice sent nothing back");
    }

    #[test]
    fn waivers_trials_and_what_was_not_listed_are_counted() {
        let mut trial = told("kanko", 1, slip());
        trial.finding = trial.finding.weighing(Some(Weight::Beta)).unwrap();
        let mut capped = told("kanko", 1, Problem::Capped { code: "V012".to_owned(), more: 7 });
        capped.finding.indicator = None;
        let taken = [row("kanko", 1, "12050", ""), row("norin", 2, "12050", "")];
        let all = vec![trial, told("norin", 2, slip()), capped];
        let records = rule_records(all, &taken, |finding, department| !finding.is_on_trial() && department.as_str() == "norin");
        let [record] = records.as_slice() else { panic!("one rule") };
        assert_eq!((record.cases.len(), record.on_trial(), record.unlisted), (2, 1, 7));
        assert_eq!((record.count(Outcome::Waived), record.count(Outcome::Nothing)), (1, 1));
        assert_eq!(record.weights(Lang::Ja), ["要確認", "試行"]);
        assert_eq!(record.hit_rate(), "50".parse().ok());
    }

    #[test]
    fn what_concerned_the_whole_file_is_gone_when_the_next_file_is_without_it() {
        let file = |turn, problem| {
            let mut told = told("kanko", turn, problem);
            told.finding = Finding::file(told.finding.problem);
            told
        };
        let links = || file(1, Problem::HasLinks);
        assert_eq!(outcome(vec![links()], &[row("kanko", 2, "7", "")]), [("F014", vec![Outcome::Corrected])]);
        let twice = vec![links(), file(2, Problem::HasLinks)];
        assert_eq!(outcome(twice, &[row("kanko", 2, "7", "")]), [("F014", vec![Outcome::Nothing])]);
    }
}
