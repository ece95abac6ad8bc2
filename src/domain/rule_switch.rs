//! 検証規則: a rule that the office gives another weight, from a day until a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{IndicatorId, Lang, Quantity, Severity};

/// How much the office lets a rule weigh: the five steps of a rule's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// 試行: recorded and counted, and shown to the planning office only.
    Beta,
    /// 参考.
    Notice,
    /// 要確認.
    Query,
    /// 要修正.
    Error,
    /// 停止: not looked at.
    Off,
}

impl Weight {
    /// Each weight, in the order of a rule's life.
    pub const ALL: [Self; 5] = [Self::Beta, Self::Notice, Self::Query, Self::Error, Self::Off];

    /// The word people read and write.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Beta => lang.pick("試行", "beta"),
            Self::Notice => Severity::Notice.label(lang),
            Self::Query => Severity::Query.label(lang),
            Self::Error => Severity::Error.label(lang),
            Self::Off => lang.pick("停止", "off"),
        }
    }

    /// What it asks of a department. A rule on trial asks for nothing.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Query => Severity::Query,
            Self::Beta | Self::Notice | Self::Off => Severity::Notice,
        }
    }
}

impl From<Severity> for Weight {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Query => Self::Query,
            Severity::Notice => Self::Notice,
        }
    }
}

/// A row of 検証規則.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSwitch {
    /// 規則: the code of the finding, e.g. `V014`.
    pub rule: String,
    /// 指標ID; `None` for every indicator.
    pub indicator: Option<IndicatorId>,
    /// 重み; `None` leaves what the rule weighs (a row that only states 基準).
    pub weight: Option<Weight>,
    /// 基準, in the unit that the rule states (for V014 percent).
    pub threshold: Option<Quantity>,
    /// 開始日: the first day, `None` from the beginning.
    pub from: Option<NaiveDate>,
    /// 終了日: the last day, `None` without end.
    pub until: Option<NaiveDate>,
    /// 理由.
    pub reason: String,
}

impl RuleSwitch {
    /// Whether it holds for a finding of `rule` about `indicator` in a return received on `day`.
    #[must_use]
    pub fn holds(&self, rule: &str, indicator: Option<&IndicatorId>, day: NaiveDate) -> bool {
        let about = self.indicator.is_none() || self.indicator.as_ref() == indicator;
        self.rule == rule && about && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether two rows could hold for one finding on one day, and neither is the more particular one.
    #[must_use]
    pub fn clashes(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| a.from.zip(b.until).is_none_or(|(from, until)| from <= until);
        self.rule == other.rule && self.indicator == other.indicator && starts_before_end(self, other) && starts_before_end(other, self)
    }
}

/// The weight that rows of 検証規則 give a rule; a row about the indicator itself comes before a row about all.
#[must_use]
pub fn weight_of(switches: &[RuleSwitch], rule: &str, indicator: Option<&IndicatorId>, day: NaiveDate) -> Option<Weight> {
    stated(switches, rule, indicator, day, |switch| switch.weight)
}

/// The threshold that rows of 検証規則 give a rule, chosen likewise.
#[must_use]
pub fn threshold_of(switches: &[RuleSwitch], rule: &str, indicator: Option<&IndicatorId>, day: NaiveDate) -> Option<Quantity> {
    stated(switches, rule, indicator, day, |switch| switch.threshold)
}

fn stated<T>(
    switches: &[RuleSwitch],
    rule: &str,
    indicator: Option<&IndicatorId>,
    day: NaiveDate,
    what: impl Fn(&RuleSwitch) -> Option<T>,
) -> Option<T> {
    let holding = || switches.iter().filter(|switch| switch.holds(rule, indicator, day));
    let own = holding().filter(|switch| switch.indicator.is_some()).find_map(&what);
    own.or_else(|| holding().filter(|switch| switch.indicator.is_none()).find_map(&what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(rule: &str, indicator: &str, weight: Option<Weight>, from: &str, until: &str) -> RuleSwitch {
        let date = |text: &str| (!text.is_empty()).then(|| day(text));
        let indicator = (!indicator.is_empty()).then(|| indicator.parse().unwrap());
        RuleSwitch { rule: rule.into(), indicator, weight, threshold: None, from: date(from), until: date(until), reason: "試し".into() }
    }

    #[test]
    fn a_row_about_the_indicator_comes_before_one_about_all_and_holds_on_its_days_only() {
        let (one, other) = ("k1".parse().unwrap(), "k2".parse().unwrap());
        let rows = [
            row("V014", "", Some(Weight::Error), "", ""),
            row("V014", "k1", Some(Weight::Off), "2025-06-01", "2025-06-30"),
            row("V014", "k2", None, "", ""),
        ];
        let of = |id, on: &str| weight_of(&rows, "V014", Some(id), day(on));
        assert_eq!(of(&one, "2025-06-01"), Some(Weight::Off));
        assert_eq!(of(&one, "2025-06-30"), Some(Weight::Off), "the last day counts");
        assert_eq!((of(&one, "2025-05-31"), of(&one, "2025-07-01")), (Some(Weight::Error), Some(Weight::Error)));
        assert_eq!(of(&other, "2025-06-10"), Some(Weight::Error), "a row that states no weight leaves the one for all");
        assert_eq!(weight_of(&rows, "V013", Some(&one), day("2025-06-10")), None);
        assert_eq!(weight_of(&rows[1..], "V014", None, day("2025-06-10")), None, "a finding about no indicator");
    }

    #[test]
    fn rows_about_the_same_clash_where_their_days_meet() {
        let all = row("V014", "k1", None, "", "2025-06-30");
        assert!(all.clashes(&row("V014", "k1", None, "2025-06-30", "")));
        assert!(!all.clashes(&row("V014", "k1", None, "2025-07-01", "")));
        assert!(!all.clashes(&row("V014", "", None, "", "")), "the more particular row holds");
        assert!(!all.clashes(&row("V013", "k1", None, "", "")));
    }
}
