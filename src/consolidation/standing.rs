//! Where each department stands in a round.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use chrono::NaiveDate;

use crate::domain::{DepartmentId, DueDay, DueDays, IndicatorId, Lang, Ledger, Phase, ValueState, Verdict};
use crate::validation::Held;

/// A submission as the ledger of received files knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionSummary {
    /// 受付番号, e.g. `R6-012-2`.
    pub number: String,
    /// Whose it is; `None` when that could not be told.
    pub department: Option<DepartmentId>,
    /// Name of the file.
    pub file: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// Civil time of receipt, ISO 8601.
    pub received_at: String,
    /// What became of it; `None` while it is not read yet.
    pub verdict: Option<Verdict>,
    /// Its findings by weight.
    pub errors: usize,
    /// Its findings by weight.
    pub queries: usize,
    /// Indicators whose row had an error in it.
    pub rejected: Vec<IndicatorId>,
}

/// 提出状況. The words are WORDING's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentState {
    /// 対象なし.
    NothingOwed,
    /// 未提出.
    NotFiled,
    /// 作成中: a draft lies in the inbox.
    Drafting,
    /// 受付済み: nothing owed, nothing open.
    Filed,
    /// 一部未提出: part of it is in, and nothing of that must be corrected.
    PartlyFiled,
    /// 一部修正依頼中: something must be corrected.
    Returned,
    /// 要確認: only explanations are open.
    Queried,
    /// 期限延長中: what is still owed is due later than the round, and that day has not passed.
    Extended,
    /// 確定: the round is locked.
    Final,
}

impl DepartmentState {
    /// The name promised to scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NothingOwed => "nothing_owed",
            Self::NotFiled => "not_filed",
            Self::Drafting => "drafting",
            Self::Filed => "filed",
            Self::PartlyFiled => "partly_filed",
            Self::Returned => "returned",
            Self::Queried => "queried",
            Self::Extended => "extended",
            Self::Final => "final",
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::NothingOwed => lang.pick("対象なし", "nothing asked"),
            Self::NotFiled => lang.pick("未提出", "not filed"),
            Self::Drafting => lang.pick("作成中", "drafting"),
            Self::Filed => lang.pick("受付済み", "filed"),
            Self::PartlyFiled => lang.pick("一部未提出", "partly filed"),
            Self::Returned => lang.pick("一部修正依頼中", "corrections asked"),
            Self::Queried => lang.pick("要確認", "queries open"),
            Self::Extended => lang.pick("期限延長中", "due later"),
            Self::Final => lang.pick("確定", "final"),
        }
    }
}

/// Where a department stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Which department.
    pub department: DepartmentId,
    /// Its state.
    pub state: DepartmentState,
    /// Indicators asked of it.
    pub asked: usize,
    /// Indicators for which nothing is in force yet, those that are due later included.
    pub owed: usize,
    /// Of these, those that are due later than the round, and whose day has not passed: nobody misses them yet.
    pub later: usize,
    /// The day by which the department is to file next: the earliest one on which something is owed. Where nothing is, the
    /// last of its days.
    pub due: NaiveDate,
    /// Its due days, the earliest first.
    pub dues: Vec<DueCount>,
    /// Indicators in force (with a number or a state).
    pub received: usize,
    /// Errors open in its last submission.
    pub errors: usize,
    /// Queries open in its last submission.
    pub queries: usize,
    /// Submissions taken.
    pub submissions: usize,
}

/// What is due of a department on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueCount {
    /// The day.
    pub due: DueDay,
    /// Indicators asked by then.
    pub asked: usize,
    /// Those for which nothing is in force yet.
    pub owed: usize,
}

impl Standing {
    /// Indicators that are awaited now: owed, and not due later.
    #[must_use]
    pub const fn owed_now(&self) -> usize {
        self.owed.saturating_sub(self.later)
    }
}

/// Where every department of the ledger stands. `submissions` in order of receipt; `drafts` are departments
/// with a form marked 作成中 in their folder. An error row that was later accepted is no longer open.
#[must_use]
pub fn standings(
    ledger: &Ledger,
    held: &BTreeMap<IndicatorId, Held>,
    submissions: &[SubmissionSummary],
    drafts: &[DepartmentId],
    phase: Phase,
    dues: &DueDays,
) -> Vec<Standing> {
    let of = |department| standing(department, ledger, held, submissions, drafts, dues.phase(department, phase), dues);
    ledger.departments().into_iter().map(of).collect()
}

fn standing(
    department: &DepartmentId,
    ledger: &Ledger,
    held: &BTreeMap<IndicatorId, Held>,
    submissions: &[SubmissionSummary],
    drafts: &[DepartmentId],
    phase: Phase,
    dues: &DueDays,
) -> Standing {
    let asked: Vec<&IndicatorId> = ledger.owed_by(department).collect();
    let answered = |id: &IndicatorId| held.get(id).is_some_and(in_force);
    let received = asked.iter().filter(|id| answered(id)).count();
    let dues_of = dues.of_department(department, ledger).into_iter();
    let counted = |(due, indicators): (DueDay, Vec<&IndicatorId>)| DueCount {
        due,
        asked: indicators.len(),
        owed: indicators.into_iter().filter(|id| !answered(id)).count(),
    };
    let counts: Vec<DueCount> = dues_of.map(counted).collect();
    let later = counts.iter().filter(|count| count.due.on > dues.round.on && dues.today <= count.due.on).map(|count| count.owed).sum();
    let next = counts.iter().find(|count| count.owed > 0).or(counts.last()).map_or(dues.round.on, |count| count.due.on);
    let taken: Vec<&SubmissionSummary> = submissions.iter().filter(|s| s.department.as_ref() == Some(department) && is_return(s)).collect();
    let last = taken.iter().rev().find(|s| s.verdict.is_some());
    let errors = last.map_or(0, |s| own_errors(s, &asked)) + earlier_errors(&taken, held, &asked);
    let queries = last.map_or(0, |s| s.queries);
    let owed = asked.len() - received;
    let state = match phase {
        _ if asked.is_empty() => DepartmentState::NothingOwed,
        Phase::Locked => DepartmentState::Final,
        _ if drafts.contains(department) && (owed > 0 || errors > 0) => DepartmentState::Drafting,
        _ if errors > 0 => DepartmentState::Returned,
        _ if owed > 0 && owed == later => DepartmentState::Extended,
        _ if owed > 0 && received > 0 => DepartmentState::PartlyFiled,
        _ if owed > 0 => DepartmentState::NotFiled,
        _ if queries > 0 => DepartmentState::Queried,
        Phase::Planned | Phase::Open | Phase::Closed => DepartmentState::Filed,
    };
    Standing {
        department: department.clone(),
        state,
        asked: asked.len(),
        owed,
        later,
        due: next,
        dues: counts,
        received,
        errors,
        queries,
        submissions: taken.len(),
    }
}

/// The errors of a submission, unless they are about what another department answers for by now.
fn own_errors(submission: &SubmissionSummary, asked: &[&IndicatorId]) -> usize {
    let gone = !submission.rejected.is_empty() && submission.rejected.iter().all(|id| !asked.contains(&id));
    if gone { 0 } else { submission.errors }
}

/// Whether a held row answers the question. What was withdrawn (取消) is owed again.
pub(super) fn in_force(held: &Held) -> bool {
    held.row.state != ValueState::Withdrawn
}

/// A draft was not handed in, and what is not a return of ours answers nothing.
fn is_return(submission: &SubmissionSummary) -> bool {
    !matches!(submission.verdict, Some(Verdict::Draft | Verdict::Refused))
}

/// Indicators refused in an earlier return that neither a later return nor the last one mentions again:
/// a later blank means unchanged, so their error is still open.
fn earlier_errors(taken: &[&SubmissionSummary], held: &BTreeMap<IndicatorId, Held>, asked: &[&IndicatorId]) -> usize {
    let last = taken.iter().rposition(|s| s.verdict.is_some());
    let place_of = |number: &str| taken.iter().position(|s| s.number == number);
    let mut refused: BTreeMap<&IndicatorId, usize> = BTreeMap::new();
    for (place, submission) in taken.iter().enumerate() {
        refused.extend(submission.rejected.iter().filter(|id| asked.contains(id)).map(|id| (id, place)));
    }
    // What another department answered is settled for this one too.
    let corrected = |id: &IndicatorId, place: usize| held.get(id).is_some_and(|h| place_of(&h.number).is_none_or(|later| later > place));
    refused.into_iter().filter(|(id, place)| Some(*place) != last && !corrected(id, *place)).count()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, dept, id};
    use super::*;

    fn submission(number: &str, verdict: Verdict, errors: usize, queries: usize, rejected: &[&str]) -> SubmissionSummary {
        SubmissionSummary {
            number: number.to_owned(),
            department: Some(dept("kanko")),
            file: "様式.xlsx".to_owned(),
            sha256: "ab".repeat(32),
            received_at: "2025-06-10T14:05:00+09:00".to_owned(),
            verdict: Some(verdict),
            errors,
            queries,
            rejected: rejected.iter().map(|text| id(text)).collect(),
        }
    }

    fn kanko(fixture: &Fixture, submissions: &[SubmissionSummary], drafts: &[DepartmentId], phase: Phase) -> Standing {
        let all = standings(&fixture.ledger, &fixture.held, submissions, drafts, phase, &fixture.dues);
        all.into_iter().find(|s| s.department == dept("kanko")).unwrap()
    }

    #[test]
    fn silence_is_not_filed_and_a_draft_shows() {
        let fixture = Fixture::empty();
        let silent = kanko(&fixture, &[], &[], Phase::Open);
        assert_eq!((silent.state, silent.asked, silent.owed), (DepartmentState::NotFiled, 3, 3));
        let drafting = kanko(&fixture, &[], &[dept("kanko")], Phase::Open);
        assert_eq!(drafting.state, DepartmentState::Drafting);
        assert_eq!(kanko(&fixture, &[], &[], Phase::Locked).state, DepartmentState::Final);
    }

    #[test]
    fn an_error_row_closes_when_a_later_return_is_accepted() {
        let mut fixture = Fixture::empty();
        let first = submission("R6-001-1", Verdict::PartlyAccepted, 1, 0, &["a2"]);
        fixture.hold("a1", "10", "R6-001-1").hold("a3", "5", "R6-001-1");
        let open = kanko(&fixture, std::slice::from_ref(&first), &[], Phase::Open);
        assert_eq!((open.state, open.owed, open.errors), (DepartmentState::Returned, 1, 1));

        fixture.hold("a2", "7", "R6-001-2");
        let both = [first, submission("R6-001-2", Verdict::Accepted, 0, 0, &[])];
        let closed = kanko(&fixture, &both, &[], Phase::Open);
        assert_eq!((closed.state, closed.owed, closed.errors, closed.submissions), (DepartmentState::Filed, 0, 0, 2));
    }

    #[test]
    fn a_later_blank_leaves_the_error_open() {
        let mut fixture = Fixture::empty();
        // a2 was good once, then refused; the third return does not mention it.
        fixture.hold("a1", "10", "R6-001-3").hold("a2", "7", "R6-001-1").hold("a3", "5", "R6-001-1");
        let all = [
            submission("R6-001-1", Verdict::Accepted, 0, 0, &[]),
            submission("R6-001-2", Verdict::PartlyAccepted, 1, 0, &["a2"]),
            submission("R6-001-3", Verdict::Accepted, 0, 0, &[]),
        ];
        let standing = kanko(&fixture, &all, &[], Phase::Open);
        assert_eq!((standing.state, standing.errors), (DepartmentState::Returned, 1));
    }

    #[test]
    fn a_part_without_errors_is_a_part_and_not_a_correction() {
        let mut fixture = Fixture::empty();
        fixture.hold("a1", "10", "R6-001-1");
        let standing = kanko(&fixture, &[submission("R6-001-1", Verdict::Accepted, 0, 0, &[])], &[], Phase::Open);
        assert_eq!((standing.state, standing.owed), (DepartmentState::PartlyFiled, 2));
    }

    #[test]
    fn queries_alone_ask_for_an_explanation() {
        let mut fixture = Fixture::empty();
        fixture.hold("a1", "10", "R6-001-1").hold("a2", "7", "R6-001-1").hold("a3", "5", "R6-001-1");
        let standing = kanko(&fixture, &[submission("R6-001-1", Verdict::AcceptedWithQueries, 0, 2, &[])], &[], Phase::Open);
        assert_eq!((standing.state, standing.queries), (DepartmentState::Queried, 2));
    }

    #[test]
    fn a_draft_or_a_foreign_file_is_no_submission() {
        let fixture = Fixture::empty();
        let all = [submission("R6-001-1", Verdict::Draft, 0, 0, &[]), submission("R6-001-2", Verdict::Refused, 1, 0, &[])];
        let standing = kanko(&fixture, &all, &[], Phase::Open);
        assert_eq!((standing.state, standing.submissions, standing.errors), (DepartmentState::NotFiled, 0, 0));
    }
}
