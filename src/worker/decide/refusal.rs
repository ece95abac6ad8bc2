//! Why something cannot be decided as it stands: asked before anything is recorded, on the command line and of a row alike.

use chrono::NaiveDate;

use crate::consolidation::day_words;
use crate::diagnostic::WAIVABLE;
use crate::domain::{Act, Civil, DepartmentId, IndicatorId, Lang, MAIL_KINDS, Phase, RoundId};
use crate::worker::Desk;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The round was not opened.
    NotOpened(String),
    /// Another round is being worked on.
    OtherRound {
        /// Which was named.
        named: RoundId,
        /// Which is worked on.
        now: RoundId,
    },
    /// A day that is over.
    DayPassed(NaiveDate),
    /// A last day before the due day.
    LocksBeforeDue,
    /// The round is locked.
    Locked,
    /// The round is not locked.
    NotLocked,
    /// The due day is over already.
    Over,
    /// Nobody of this name is asked in the round.
    UnknownDepartment(DepartmentId),
    /// Nothing of this name is asked in the round.
    UnknownIndicator(IndicatorId),
    /// Not a status of the plan's scheme; these are.
    UnknownStatus(String, Vec<String>),
    /// Not a finding that a decision may settle.
    NotWaivable(String),
    /// Not a kind of mail.
    UnknownKind(String),
    /// No such decision in this round.
    UnknownDecision(String),
    /// It was taken back already.
    Revoked(String),
    /// It cannot be taken back.
    Lasting(String),
    /// The register is the one in force.
    NothingToAmend,
    /// A round that comes before the one being worked on.
    Earlier(String),
    /// The round before is not locked.
    StillOpen(String),
    /// The register names no round that could be opened.
    NothingNext,
    /// Who or why is not said.
    NotSaid,
}

impl Refusal {
    /// Why not, and what to do instead.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.japanese(),
            Lang::En => self.english(),
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::NotOpened(round) => format!("「{round}」の照会は、まだ開いていません。"),
            Self::OtherRound { named, now } => format!("照会「{named}」は、いま扱っている照会（{now}）ではありません。"),
            Self::DayPassed(day) => format!("{}は過ぎています。", day_words(*day, Lang::Ja)),
            Self::LocksBeforeDue => "受付終了日が提出期限より前です。".to_owned(),
            Self::Locked => "受付は終了しています。受け付ける場合は、再開してください。".to_owned(),
            Self::NotLocked => "受付は終了していません。期限を変える場合は、期限を延長してください。".to_owned(),
            Self::Over => "提出期限は過ぎています。受付を終える場合は、受付終了としてください。".to_owned(),
            Self::UnknownDepartment(id) => format!("所管課ID「{id}」の課には、この照会で何も照会していません。"),
            Self::UnknownIndicator(id) => format!("指標ID「{id}」の指標は、この照会にありません。"),
            Self::UnknownStatus(status, known) => format!("「{status}」という区分はありません。次のいずれかです：{}。", known.join("、")),
            Self::NotWaivable(code) => format!(
                "指摘「{code}」は免除できません。免除できるのは、要確認の指摘（{}）です。要修正の指摘は、値が受け付けられていないため、修正を受けてください。",
                WAIVABLE.join("、")
            ),
            Self::UnknownKind(kind) => {
                format!("「{kind}」という種類のメールはありません。次のいずれかです：{}。", MAIL_KINDS.map(|(name, _)| name).join("、"))
            }
            Self::UnknownDecision(number) => format!("番号{number}の決定は、この照会にありません。decide list で確かめてください。"),
            Self::Revoked(number) => format!("番号{number}の決定は、既に取り消されています。"),
            Self::Lasting(number) => format!("番号{number}の決定は、取り消せません。改めて決定してください。"),
            Self::NothingToAmend => "台帳に、照会に反映していない変更はありません。".to_owned(),
            Self::Earlier(round) => format!("「{round}」の照会は、いま扱っている照会より前のものです。"),
            Self::StillOpen(round) => {
                format!("「{round}」の受付が終了していません。round lock で受付を終了してから、次の照会を開いてください。")
            }
            Self::NothingNext => "次に開く照会が、台帳の「提出期間」シートにありません。行を加えてください。".to_owned(),
            Self::NotSaid => "決定者と理由を書いてください。".to_owned(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotOpened(round) => format!("The round {round} is not open yet."),
            Self::OtherRound { named, now } => format!("{named} is not the round being worked on ({now})."),
            Self::DayPassed(day) => format!("{} is over.", day_words(*day, Lang::En)),
            Self::LocksBeforeDue => "The last day is before the due day.".to_owned(),
            Self::Locked => "The round is locked. Reopen it to take returns.".to_owned(),
            Self::NotLocked => "The round is not locked. Extend it to move its days.".to_owned(),
            Self::Over => "The due day is over. Lock the round to take nothing any more.".to_owned(),
            Self::UnknownDepartment(id) => format!("No department {id} is asked in this round."),
            Self::UnknownIndicator(id) => format!("No indicator {id} is in this round."),
            Self::UnknownStatus(status, known) => format!("There is no status {status}. One of: {}.", known.join(", ")),
            Self::NotWaivable(code) => {
                format!("{code} cannot be waived. Only queries can ({}); an error is put right.", WAIVABLE.join(", "))
            }
            Self::UnknownKind(kind) => {
                format!("There is no kind of mail {kind}. One of: {}.", MAIL_KINDS.map(|(name, _)| name).join(", "))
            }
            Self::UnknownDecision(number) => format!("This round has no decision {number}. See `decide list`."),
            Self::Revoked(number) => format!("The decision {number} was taken back already."),
            Self::Lasting(number) => format!("The decision {number} cannot be taken back. Decide anew."),
            Self::NothingToAmend => "The register has no change that is not applied.".to_owned(),
            Self::Earlier(round) => format!("{round} comes before the round being worked on."),
            Self::StillOpen(round) => format!("{round} is not locked. Lock it with `round lock`, then open the next one."),
            Self::NothingNext => "The sheet 提出期間 names no round that could be opened next. Add its row.".to_owned(),
            Self::NotSaid => "Say who decides and why.".to_owned(),
        }
    }
}

/// Whether an act can be decided at a desk on the day of `now`.
pub(super) fn refusal(desk: &Desk, act: &Act, until: Option<NaiveDate>, now: Civil) -> Option<Refusal> {
    if !desk.opened {
        return Some(Refusal::NotOpened(desk.round.name.clone()));
    }
    let asked = |id: &&DepartmentId| desk.ledger.departments().contains(id);
    if let Some(id) = act.department().filter(|id| !asked(id)) {
        return Some(Refusal::UnknownDepartment(id.clone()));
    }
    if let Some(id) = act.indicator().filter(|id| desk.registry.indicator(id).is_none()) {
        return Some(Refusal::UnknownIndicator(id.clone()));
    }
    let today = now.date_naive();
    let passed = |day: NaiveDate| (day < today).then_some(Refusal::DayPassed(day));
    until.and_then(passed).or_else(|| of_the_act(desk, act, &passed, now))
}

fn of_the_act(desk: &Desk, act: &Act, passed: &dyn Fn(NaiveDate) -> Option<Refusal>, now: Civil) -> Option<Refusal> {
    let phase = desk.phase(now);
    match act {
        Act::Extend { department, due, locks, .. } => {
            let locked = department.as_ref().map_or(phase, |id| desk.phase_of(id, now)) == Phase::Locked;
            let before = locks.is_some_and(|locks| locks < *due).then_some(Refusal::LocksBeforeDue);
            locked.then_some(Refusal::Locked).or_else(|| passed(*due)).or(before)
        }
        Act::Close => match phase {
            Phase::Planned | Phase::Open => None,
            Phase::Closed => Some(Refusal::Over),
            Phase::Locked => Some(Refusal::Locked),
        },
        Act::Lock => {
            let still = || desk.ledger.departments().into_iter().any(|id| desk.phase_of(id, now) != Phase::Locked);
            (phase == Phase::Locked && !still()).then_some(Refusal::Locked)
        }
        Act::Reopen { until, .. } => (phase != Phase::Locked).then_some(Refusal::NotLocked).or_else(|| passed(*until)),
        Act::Waive { rule, .. } => (!WAIVABLE.contains(&rule.as_str())).then(|| Refusal::NotWaivable(rule.clone())),
        Act::Override { status, .. } => {
            let known: Vec<String> =
                desk.registry.scheme().map_or_else(Vec::new, |scheme| scheme.statuses().iter().map(|rule| rule.label.clone()).collect());
            (!known.contains(status)).then(|| Refusal::UnknownStatus(status.clone(), known))
        }
        Act::ReleaseMails { kind, .. } => {
            let known = |kind: &&String| MAIL_KINDS.iter().any(|(name, _)| name == kind);
            kind.as_ref().filter(|kind| !known(kind)).map(|kind| Refusal::UnknownKind(kind.clone()))
        }
        Act::Revoke { decision } => match desk.decisions.get(decision) {
            None => Some(Refusal::UnknownDecision(decision.clone())),
            Some(_) if desk.decisions.is_revoked(decision) => Some(Refusal::Revoked(decision.clone())),
            Some(earlier) => (!earlier.act.can_be_revoked()).then(|| Refusal::Lasting(decision.clone())),
        },
        Act::Amend { .. } => {
            let same = desk.difference.is_empty().then_some(Refusal::NothingToAmend);
            (phase == Phase::Locked).then_some(Refusal::Locked).or(same)
        }
        Act::HoldReminders { .. } => None,
    }
}
