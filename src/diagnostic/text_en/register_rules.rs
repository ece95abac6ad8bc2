//! R037 to R040: the sheet 検証規則.

use crate::diagnostic::quote::short;
use crate::diagnostic::{Problem as P, switchable, why_fixed};
use crate::domain::Lang;

#[expect(clippy::wildcard_enum_match_arm, reason = "one group of codes")]
pub(super) fn words(problem: &P) -> Option<(String, String)> {
    let say = |message: String, remedy: String| (message, remedy);
    Some(match problem {
        P::RuleFixed { rule } => say(
            format!("The weight of rule 「{}」 cannot be changed: {}.", short(rule), why_fixed(rule, Lang::En)),
            "Delete this row.".to_owned(),
        ),
        P::RuleWeightNotAllowed { rule, weight } => {
            let allowed: Vec<&str> =
                switchable(rule).map_or(&[][..], |rule| rule.weights).iter().map(|weight| weight.label(Lang::Ja)).collect();
            say(
                format!("Rule 「{}」 cannot be 「{}」 ({}).", short(rule), weight.label(Lang::Ja), weight.label(Lang::En)),
                format!("Choose one of 「{}」.", allowed.join("」, 「")),
            )
        }
        P::RuleWithoutThreshold { rule } => {
            say(format!("Rule 「{}」 has no threshold.", short(rule)), "Leave the threshold (基準) blank.".to_owned())
        }
        P::RuleSwitchesClash { rule, first_row } => say(
            format!("Row {first_row} is about rule 「{}」 and the same indicators as well, and their days overlap.", short(rule)),
            "Put the first and last days right, or delete one of the rows.".to_owned(),
        ),
        _ => return None,
    })
}
