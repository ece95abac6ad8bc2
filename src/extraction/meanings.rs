//! What the headings of a list mean to a colleague who did not write the form. Consulted only where no heading of the
//! declaration says the same, and what was understood by it is told back.

use crate::form::Field;

/// Headings by their sense, beside those that a declaration names.
const SENSES: [(Field, &[&str]); 13] = [
    (Field::Number, &["No", "No.", "NO", "NO.", "指標番号", "整理番号", "管理番号", "指標No", "指標No.", "指標ID", "ID"]),
    (
        Field::Indicator,
        &[
            "指標",
            "指標の名称",
            "指標名称",
            "KPI",
            "KPI名",
            "目標指標",
            "成果指標",
            "評価指標",
            "重要業績評価指標",
            "重要業績評価指標(KPI)",
        ],
    ),
    (Field::Unit, &["単位", "単位名"]),
    (Field::Baseline, &["基準値", "現状値", "基準年度値", "計画策定時", "策定時"]),
    (
        Field::LastActual,
        &[
            "前年度実績値",
            "前年度の実績",
            "前年度の実績値",
            "前年実績",
            "前年の実績",
            "昨年度実績",
            "昨年度実績値",
            "昨年度の実績",
            "昨年実績",
            "前回実績",
        ],
    ),
    (
        Field::Target,
        &[
            "目標",
            "目標値",
            "当年度目標値",
            "当年度の目標",
            "当年度の目標値",
            "今年度目標",
            "今年度目標値",
            "今年度の目標",
            "本年度目標",
            "本年度目標値",
            "本年度の目標",
        ],
    ),
    (
        Field::Actual,
        &[
            "実績",
            "実績値",
            "当年度実績値",
            "当年度の実績",
            "当年度の実績値",
            "今年度実績",
            "今年度実績値",
            "今年度の実績",
            "本年度実績",
            "本年度実績値",
            "本年度の実績",
            "当該年度実績",
            "当該年度の実績",
            "年度実績",
            "実績数値",
        ],
    ),
    (Field::State, &["区分", "値区分", "値の種類", "数値の区分", "数値区分", "実績の区分", "実績値の区分", "確定・速報の別", "確定・速報"]),
    (Field::AsOf, &["数値の時点", "調査時点", "調査日", "基準日", "時点等"]),
    (Field::Source, &["出所", "典拠", "根拠資料", "資料名", "データの出典", "数値の出典", "出典資料", "出典元"]),
    (
        Field::Reason,
        &[
            "理由",
            "要因",
            "未達理由",
            "未達成理由",
            "未達成の理由",
            "未達の要因",
            "未達成の要因",
            "目標に届かない理由",
            "目標に届かなかった要因",
            "目標に達しなかった理由",
            "目標を達成できなかった理由",
        ],
    ),
    (Field::Measure, &["対応", "対応策", "改善策", "今後の取組", "今後の方針", "今後の対応策", "今後の対応方針", "今後の取組方針"]),
    (Field::Correction, &["訂正", "前年度の訂正", "前年度訂正", "前年度実績訂正", "前年度実績値の訂正", "昨年度実績の訂正"]),
];

/// What stands behind a year in a heading: R6実績, 令和6年度の目標値.
const OF_A_YEAR: [(&str, Field); 4] =
    [("実績値", Field::Actual), ("実績", Field::Actual), ("目標値", Field::Target), ("目標", Field::Target)];

/// All senses, one heading each.
pub(super) fn senses() -> impl Iterator<Item = (Field, &'static str)> {
    SENSES.into_iter().flat_map(|(field, texts)| texts.iter().map(move |text| (field, *text)))
}

/// The field and the year of a heading that begins with its year; `heading` is a key.
pub(super) fn of_a_year(heading: &str) -> Option<(Field, &str)> {
    OF_A_YEAR.into_iter().find_map(|(word, field)| Some((field, heading.strip_suffix(word)?.trim_end_matches('の'))))
}

/// How alike two headings are: the share of neighbouring letters that both have, from 0 to 100.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (own, mut theirs) = (pairs(one), pairs(other));
    let all = own.len().saturating_add(theirs.len());
    let shared =
        own.iter().filter(|pair| theirs.iter().position(|other| other == *pair).map(|at| theirs.swap_remove(at)).is_some()).count();
    shared.saturating_mul(200).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::office_text::key;
    use super::*;

    #[test]
    fn no_heading_means_two_things() {
        let mut seen = std::collections::BTreeMap::new();
        for (field, text) in senses() {
            assert!(seen.insert(key(text), field).is_none(), "{text}");
        }
    }

    #[test]
    fn a_year_before_a_word() {
        assert_eq!(of_a_year("令和6年度実績"), Some((Field::Actual, "令和6年度")));
        assert_eq!(of_a_year("R6の目標値"), Some((Field::Target, "R6")));
        assert_eq!(of_a_year("前年度実績の訂正"), None);
    }

    #[test]
    fn likeness_is_of_neighbouring_letters() {
        assert_eq!(likeness("当年度実績", "当年度実績"), 100);
        assert!(likeness("当年度実績", "当年度実績見込") >= 70);
        assert!(likeness("当年度実績", "備考") == 0);
    }
}
