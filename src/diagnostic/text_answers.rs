//! The prose of what several answers say together: co-owners, parts and their whole, texts and the table.

use super::Problem;
use super::quote::short;
use super::terms::{receipt_en, receipt_ja, say};
use crate::domain::Lang;

/// Message and remedy of these problems; `None` for all others.
pub(super) fn words(problem: &Problem, lang: Lang) -> Option<(String, String)> {
    use Problem as P;
    Some(match (problem, lang) {
        (P::TextPlaceUnknown { text }, Lang::Ja) => say(
            format!("「{}」は、この計画の施策又は取組にないため、記述を受け付けていません。", short(text)),
            "配布した評価シートの、その施策の欄に書き直してください。",
        ),
        (P::TextPlaceUnknown { text }, Lang::En) => say(
            format!("「{}」 is no policy or initiative of this plan; the text was not taken.", short(text)),
            "Write it on the policy's own sheet as it was handed out.",
        ),
        (P::ForeignPolicy { policy }, Lang::Ja) => say(
            format!("「{}」には、この課が報告する指標がありません。記述を受け付けていません。", short(policy)),
            "担当する課に確認してください。この課の担当であれば、とりまとめの担当課に連絡してください。",
        ),
        (P::ForeignPolicy { policy }, Lang::En) => say(
            format!("This department reports nothing under 「{}」; the text was not taken.", short(policy)),
            "Ask the department concerned. If it is yours, tell the planning office.",
        ),
        (P::NoLongerAsked { owner }, Lang::Ja) if owner.is_empty() => {
            say("この指標は、台帳の変更により、報告が不要になりました。記入された値は、集計に使いません。", "対応は必要ありません。")
        }
        (P::NoLongerAsked { owner }, Lang::Ja) => say(
            format!("この指標は、台帳の変更により、{}が報告することになりました。記入された値は、集計に使いません。", short(owner)),
            "対応は必要ありません。",
        ),
        (P::NoLongerAsked { owner }, Lang::En) => {
            let now = if owner.is_empty() { "is no longer asked" } else { "is now reported by another department" };
            let whose = if owner.is_empty() { String::new() } else { format!(" ({})", short(owner)) };
            say(format!("The register was amended: this indicator {now}{whose}. The entry is not used."), "There is nothing to do.")
        }
        (P::AmendedSince { heading, before, after, reported }, Lang::Ja) => {
            let value = if reported.is_empty() { "数値".to_owned() } else { format!("報告した値（{}）", short(reported)) };
            say(
                format!("この指標の{}が、台帳の変更により、「{}」から「{}」に変わりました。", short(heading), short(before), short(after)),
                format!("{value}を確認し、もう一度提出してください。"),
            )
        }
        (P::AmendedSince { heading, before, after, reported }, Lang::En) => {
            let value = if reported.is_empty() { "the number".to_owned() } else { format!("the value reported ({})", short(reported)) };
            say(
                format!("The register was amended: {} was 「{}」 and is now 「{}」.", short(heading), short(before), short(after)),
                format!("Check {value} and submit it again."),
            )
        }
        (P::CoOwnersDiffer { department, reported, number }, Lang::Ja) => say(
            format!(
                "一緒に担当する{}の報告（{}、{}）と、数値又は値の区分が異なります。",
                short(department),
                short(reported),
                receipt_ja(number)
            ),
            format!("{}と確認し、正しい値にそろえて再提出してください。", short(department)),
        ),
        (P::CoOwnersDiffer { department, reported, number }, Lang::En) => say(
            format!("Number or value state differ from what {} reported ({}, {}).", short(department), short(reported), receipt_en(number)),
            format!("Settle it with {} and submit the right value again.", short(department)),
        ),
        (P::PartsDiffer { stated, parts, sum }, Lang::Ja) => say(
            format!("実績（{}）が、内訳の計（{}：{}）と合いません。", short(stated), short(parts), short(sum)),
            "数値を確認してください。合わないことが正しければ、理由を書いてください。",
        ),
        (P::PartsDiffer { stated, parts, sum }, Lang::En) => say(
            format!("The actual ({}) is not the sum of its parts ({}: {}).", short(stated), short(parts), short(sum)),
            "Check the numbers. If they are right as they are, give the reason.",
        ),
        (P::FigureInTextDiffers { indicator, said, stated }, Lang::Ja) => say(
            format!("記述にある「{}」の数値（{}）が、表の実績（{}）と合いません。", short(indicator), short(said), short(stated)),
            "記述と表のどちらが正しいか確認してください。別の時点などの数値であれば、対応は不要です。",
        ),
        (P::FigureInTextDiffers { indicator, said, stated }, Lang::En) => say(
            format!("The text gives {} for 「{}」; the table says {}.", short(said), short(indicator), short(stated)),
            "Check which of the two is right. If the text means another date, there is nothing to do.",
        ),
        _ => return None,
    })
}
