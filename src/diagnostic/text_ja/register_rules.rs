//! R037 to R040: the sheet 検証規則.

use crate::diagnostic::quote::short;
use crate::diagnostic::{Problem as P, switchable, why_fixed};
use crate::domain::Lang;

#[expect(clippy::wildcard_enum_match_arm, reason = "one group of codes")]
pub(super) fn words(problem: &P) -> Option<(String, String)> {
    let say = |message: String, remedy: String| (message, remedy);
    Some(match problem {
        P::RuleFixed { rule } => say(
            format!("規則「{}」の重みは変えられません。{}。", short(rule), why_fixed(rule, Lang::Ja)),
            "この行を削除してください。".to_owned(),
        ),
        P::RuleWeightNotAllowed { rule, weight } => {
            let allowed: Vec<&str> =
                switchable(rule).map_or(&[][..], |rule| rule.weights).iter().map(|weight| weight.label(Lang::Ja)).collect();
            say(
                format!("規則「{}」は、「{}」にできません。", short(rule), weight.label(Lang::Ja)),
                format!("「{}」から選んでください。", allowed.join("」「")),
            )
        }
        P::RuleWithoutThreshold { rule } => {
            say(format!("規則「{}」には、基準がありません。", short(rule)), "基準を空欄にしてください。".to_owned())
        }
        P::RuleSwitchesClash { rule, first_row } => say(
            format!("規則「{}」の同じ対象の行が{first_row}行目にもあり、期間が重なっています。", short(rule)),
            "開始日と終了日を直すか、どちらかの行を削除してください。".to_owned(),
        ),
        _ => return None,
    })
}
