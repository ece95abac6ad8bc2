//! 日報: what the planning office hears once a day, as facts. What is new since the last one decides whether it is sent.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{InDoubt, MailKind};
use crate::domain::{Lang, Verdict};
use crate::schedule::Step;

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// What `text` says in either language.
    #[must_use]
    pub fn of(text: impl Fn(Lang) -> String) -> Self {
        Self { ja: text(Lang::Ja), en: text(Lang::En) }
    }

    /// In one of them.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.ja, &self.en)
    }
}

/// What a digest says besides the counts of all mails.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DigestFacts {
    /// When the recipient was told last; `None` in the first digest.
    pub since: Option<NaiveDateTime>,
    /// The day of the digest: dates after it are still to come.
    pub day: Option<NaiveDate>,
    /// The rounds, one for each plan.
    pub rounds: Vec<DigestRound>,
    /// Mails that wait until a person releases them, by kind.
    pub held: Vec<(MailKind, usize)>,
    /// Mails that could not be sent.
    pub failed: Vec<InDoubt>,
    /// What a person should look at.
    pub notes: Vec<Said>,
}

/// One round's part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DigestRound {
    /// What the round is called.
    pub name: String,
    /// 提出期限.
    pub due: Option<NaiveDate>,
    /// It takes nothing any more.
    pub locked: bool,
    /// Indicators asked of all departments.
    pub asked: usize,
    /// Of these, in force.
    pub taken: usize,
    /// Of these, owed.
    pub owed: usize,
    /// What came in since the last digest, in order of receipt.
    pub filed: Vec<Filed>,
    /// Who owes, in the order of the ledger.
    pub owed_by: Vec<OwedBy>,
    /// Whose corrections or explanations are open.
    pub corrections: Vec<Correction>,
    /// Decisions that wait in the sheet 決定 to be carried out.
    pub proposals: Vec<Said>,
    /// How the register differs from the version in force.
    pub register: Vec<Said>,
    /// The papers that this digest announces.
    pub compiled: Option<Compiled>,
    /// What comes today and next.
    pub next: Vec<NextDate>,
}

/// A return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Printed name of the department; empty where it is not known.
    pub department: String,
    /// 受付番号.
    pub number: String,
    /// What became of it.
    pub verdict: Option<Verdict>,
}

/// Who owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedBy {
    /// Printed name of the department.
    pub department: String,
    /// Indicators.
    pub owed: usize,
    /// Its own due day, where it is not the round's.
    pub due: Option<NaiveDate>,
    /// By a decision it is not reminded.
    #[serde(default)]
    pub held: bool,
}

/// What is open at a department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Printed name of the department.
    pub department: String,
    /// Places to correct.
    pub errors: usize,
    /// Places to explain.
    pub queries: usize,
}

/// Papers that were compiled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// 版.
    pub edition: u32,
    /// Indicators with a 速報 or 見込み value.
    pub preliminary: usize,
    /// 判定の相違.
    pub discrepancies: usize,
    /// Where the papers lie.
    pub workbook: String,
}

/// A date that is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NextDate {
    /// The day.
    pub on: NaiveDate,
    /// What is on it.
    pub what: NextKind,
}

/// What is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextKind {
    /// A day of the reminder calendar.
    Mail(Step),
    /// 提出期限.
    Due,
    /// 受付終了日.
    Locks,
}

impl NextKind {
    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Mail(Step::Request) => lang.pick("照会の開始日", "the round opens"),
            Self::Mail(Step::Before(_)) => lang.pick("期限前のお知らせ（未提出の所管課）", "reminder to departments that have not filed"),
            Self::Mail(Step::After(_)) => lang.pick("再依頼（未提出の所管課）", "overdue reminder to departments that have not filed"),
            Self::Due => lang.pick("提出期限", "due day"),
            Self::Locks => lang.pick("受付終了日", "last day for returns"),
        }
    }
}

impl DigestFacts {
    /// Whether it says anything that `last` did not: a return, an edition, another state of things.
    #[must_use]
    pub fn says_more_than(&self, last: &Self) -> bool {
        let event = |round: &DigestRound| !round.filed.is_empty() || round.compiled.is_some();
        self.rounds.iter().any(event) || self.state() != last.state()
    }

    /// Indicators that are owed in rounds that still take returns.
    #[must_use]
    pub fn owed(&self) -> usize {
        self.rounds.iter().filter(|round| !round.locked).map(|round| round.owed).sum()
    }

    /// What lasts: all but the events.
    fn state(&self) -> Self {
        // A date that has come is news on its day.
        let to_come = |next: &&NextDate| self.day.is_none_or(|day| next.on > day);
        let lasting = |round: &DigestRound| DigestRound {
            filed: Vec::new(),
            compiled: None,
            next: round.next.iter().filter(to_come).copied().collect(),
            ..round.clone()
        };
        Self { since: None, day: None, rounds: self.rounds.iter().map(lasting).collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_new_by_an_event_or_another_state() {
        let round = DigestRound { name: "r".to_owned(), asked: 3, owed: 2, ..DigestRound::default() };
        let filed = Filed { department: "農林課".to_owned(), number: "R6-001-1".to_owned(), verdict: Some(Verdict::Accepted) };
        let of = |round: DigestRound| DigestFacts { rounds: vec![round], ..DigestFacts::default() };
        let last = of(DigestRound { filed: vec![filed.clone()], ..round.clone() });
        assert!(!of(round.clone()).says_more_than(&last), "what was filed before is no news");
        assert!(of(DigestRound { filed: vec![filed], ..round.clone() }).says_more_than(&last));
        assert!(of(DigestRound { owed: 1, ..round.clone() }).says_more_than(&last));
        let due = NextDate { on: NaiveDate::from_ymd_opt(2025, 6, 13).unwrap(), what: NextKind::Due };
        let on = |day| DigestFacts {
            day: NaiveDate::from_ymd_opt(2025, 6, day),
            ..of(DigestRound { next: if day <= 13 { vec![due] } else { Vec::new() }, ..round.clone() })
        };
        assert!(!on(12).says_more_than(&on(11)) && on(13).says_more_than(&on(12)), "the due day is told on its day");
        assert!(!on(14).says_more_than(&on(13)), "and not once more when it is over");
    }
}
