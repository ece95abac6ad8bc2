//! Words in both languages of the page, and the marks that go with them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::consolidation::DepartmentState;
use crate::domain::{Lang, ValueState, civil_date_ja};

/// The same said in Japanese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The same in both languages.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }

    /// What a type says in each language.
    pub fn of(say: impl Fn(Lang) -> String) -> Self {
        Self { ja: say(Lang::Ja), en: say(Lang::En) }
    }

    /// Sentences one after the other: Japanese without a gap, English with one.
    pub(super) fn joined(sentences: &[Self]) -> Self {
        let (ja, en): (Vec<&str>, Vec<&str>) = sentences.iter().map(|words| (words.ja.as_str(), words.en.as_str())).unzip();
        Self::new(ja.concat(), en.join(" "))
    }
}

/// A day: `6月13日（金）`, `Fri 13 June 2025`.
pub(super) fn day(date: NaiveDate) -> Words {
    Words::new(civil_date_ja(date), date.format("%a %-d %B %Y").to_string())
}

/// `1 department`, `3 departments`.
pub(super) fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// The mark beside a department's state: told apart without colour.
pub(super) const fn state_mark(state: DepartmentState) -> &'static str {
    match state {
        DepartmentState::NothingOwed => "・",
        DepartmentState::NotFiled => "○",
        DepartmentState::Drafting => "…",
        DepartmentState::PartlyFiled => "◐",
        DepartmentState::Returned => "！",
        DepartmentState::Queried => "？",
        DepartmentState::Extended => "◇",
        DepartmentState::Filed => "●",
        DepartmentState::Final => "■",
    }
}

/// How urgent a state looks: the class of its badge.
pub(super) const fn state_look(state: DepartmentState) -> &'static str {
    match state {
        DepartmentState::NothingOwed | DepartmentState::Final => "quiet",
        DepartmentState::NotFiled | DepartmentState::PartlyFiled => "wait",
        DepartmentState::Drafting | DepartmentState::Queried | DepartmentState::Extended => "ask",
        DepartmentState::Returned => "bad",
        DepartmentState::Filed => "good",
    }
}

/// A status's label with its English gloss. Labels are the office's own words; those that no ready-made scheme uses
/// stay as they are.
pub(super) fn status(label: &str) -> Words {
    let gloss = match label {
        "目標達成" | "達成" => "target met",
        "改善" => "improved",
        "現状維持" => "unchanged",
        "未達成" => "target missed",
        "算定不可" => "cannot be judged",
        "未提出" => "not reported",
        "評価なし" => "not assessed",
        "順調" => "on track",
        "おおむね順調" | "概ね順調" => "mostly on track",
        "やや遅れ" | "やや遅れている" => "slightly behind",
        "遅れ" | "遅れている" => "behind",
        own => own,
    };
    ValueState::ALL.into_iter().find(|state| state.label() == label).map_or_else(|| Words::new(label, gloss), value_state)
}

/// 値の区分.
pub(super) fn value_state(state: ValueState) -> Words {
    let gloss = match state {
        ValueState::Confirmed => "confirmed",
        ValueState::Preliminary => "preliminary",
        ValueState::Expected => "expected",
        ValueState::Collecting => "being collected",
        ValueState::NotSurveyed => "not surveyed this year",
        ValueState::Unpublished => "not published yet",
        ValueState::Withdrawn => "withdrawn",
    };
    Words::new(state.label(), gloss)
}
