//! Proposals (決定の案): rows of the sheet 決定, before and after they are carried out. A row is carried out once, whatever
//! happens between reading it and recording it: its number follows from what it says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Act, Decision, DecisionSource, PlanId, RoundId};

/// Digits of a decision's number.
const DIGITS: usize = 8;

/// What a decision says, without when and where it was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The round.
    pub round: RoundId,
    /// What is decided. In a row of 台帳変更 the version is empty: it is the register's on the day of the act.
    pub act: Act,
    /// Who decides.
    pub who: String,
    /// Why.
    pub why: String,
    /// Last day on which it holds; `None` for good.
    pub until: Option<NaiveDate>,
    /// The day of the decision.
    pub decided_on: NaiveDate,
}

impl Wording {
    /// The number: the same words of a plan have the same one, on the command line and in the sheet. It begins with a
    /// letter, so that Excel leaves it alone.
    #[must_use]
    pub fn number(&self, plan: &PlanId) -> String {
        let until = self.until.map(|day| day.to_string()).unwrap_or_default();
        let words = [plan.as_str(), self.round.as_str(), &self.act.words(), &until, &self.decided_on.to_string(), &self.who, &self.why];
        let digest = Sha256::digest(words.join("\u{1f}").as_bytes());
        let hex = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|nibble| char::from_digit(u32::from(nibble), 16));
        std::iter::once('k').chain(hex.take(DIGITS)).collect()
    }

    /// What a decision says.
    #[must_use]
    pub fn of(decision: &Decision) -> Self {
        Self {
            round: decision.round.clone(),
            act: decision.act.clone(),
            who: decision.who.clone(),
            why: decision.why.clone(),
            until: decision.until,
            decided_on: decision.decided_on,
        }
    }

    /// The decision of this number, carried out at `at` (civil time, ISO 8601).
    #[must_use]
    pub fn decision(&self, id: String, plan: &PlanId, source: DecisionSource, at: String) -> Decision {
        let Self { round, act, who, why, until, decided_on } = self.clone();
        Decision { id, plan: plan.clone(), round, act, who, why, until, decided_on, source, at }
    }
}

/// A row of 決定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its row in the sheet, from 1 as Excel counts.
    pub row: u32,
    /// What it says.
    pub wording: Wording,
    /// 実行: it is to be carried out.
    pub carry_out: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording() -> Wording {
        Wording {
            round: "r6".parse().unwrap(),
            act: Act::HoldReminders { department: "kanko".parse().ok() },
            who: "企画課長".to_owned(),
            why: "災害対応のため".to_owned(),
            until: None,
            decided_on: "2025-06-10".parse().unwrap(),
        }
    }

    #[test]
    fn the_number_follows_from_the_words_and_is_no_number_to_excel() {
        let plan = "mine-r6".parse().unwrap();
        let number = wording().number(&plan);
        assert!(number.starts_with('k') && number.len() == DIGITS + 1, "{number}");
        assert_eq!(number, wording().number(&plan));
        assert_ne!(number, wording().number(&"mine-3rd".parse().unwrap()));
        assert_ne!(number, Wording { why: "災害対応".to_owned(), ..wording() }.number(&plan));
        assert_ne!(number, Wording { act: Act::HoldReminders { department: None }, ..wording() }.number(&plan));
    }
}
