//! Reading the 条件 column: officers write ≧ or >=, full-width or half-width, with % or without.

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use super::condition::{Condition, Given};
use super::{Aggregation, Direction, End, FiscalYear, Measure, Quantity, Rate, Rounding, Span, ValueState};

/// Largest threshold, in percent.
const THRESHOLD_MAX: i64 = 1_000_000;
/// Most decimals of a threshold, and most that a rate is rounded to.
const DECIMALS_MAX: u32 = 4;
/// The words of a rule that always applies.
const OTHERWISE: &str = "その他";
/// Between the parts of a condition.
const AND: &str = "かつ";

/// What is wrong with a condition; each answers with what may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConditionError {
    /// No words of the grammar.
    Words,
    /// What is compared is no rate of the grammar.
    Measure,
    /// The words in brackets.
    Brackets,
    /// The number.
    Number,
    /// A quotient's number without %.
    PercentSign,
    /// No number can lie in the range.
    Range,
    /// Neither 増加 nor 減少 nor 維持.
    Direction,
    /// Not an aggregation.
    Aggregation,
    /// Not a 値の区分.
    State,
    /// Not a fiscal year.
    Year,
}

impl ConditionError {
    /// What may be written instead, short enough to be quoted in a finding.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Words => "目標に到達／実績値=基準値／達成率≧80／80≦達成率＜100／目標値がない／方向＝減少／その他",
            Self::Measure => "達成率／進捗率／年度線比／進捗率÷経過率／対基準値増減率／対目標値差率／実績値÷目標値など",
            Self::Brackets => "達成率（小数第2位を四捨五入）／達成率（小数第1位を切捨て）／対基準値増減率（絶対値）",
            Self::Number => "達成率≧80（小数は第4位まで）",
            Self::PercentSign => "実績値÷目標値≧80%（割り算の値には%を付けます）",
            Self::Range => "80≦達成率＜100（小さい数値が先）",
            Self::Direction => "方向＝増加／方向＝減少／方向＝維持",
            Self::Aggregation => "集計＝累計／集計＝延べ／集計＝年間／集計＝時点",
            Self::State => "値の区分＝確定／速報／見込み／集計中／今年度調査なし／統計未公表",
            Self::Year => "年度≦R4／R5≦年度≦R6",
        }
    }
}

/// Reads a whole 条件 cell: parts joined by 「かつ」, or 「その他」 for none.
pub fn conditions(text: &str) -> Result<Vec<Condition>, ConditionError> {
    if plain(text) == OTHERWISE {
        return Ok(Vec::new());
    }
    text.split(AND).map(str::parse).collect()
}

/// A rule's conditions as the register writes them.
#[must_use]
pub fn conditions_text(conditions: &[Condition]) -> String {
    match conditions {
        [] => OTHERWISE.to_owned(),
        some => some.iter().map(ToString::to_string).collect::<Vec<_>>().join(AND),
    }
}

/// One form for what means the same: NFKC, no blanks, one sign for each comparison and for minus.
fn plain(text: &str) -> String {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace(">=", "≧").replace("<=", "≦");
    text.chars()
        .map(|c| match c {
            '≥' | '⩾' => '≧',
            '≤' | '⩽' => '≦',
            '/' => '÷',
            '−' | '‐' | '‑' | '–' | '—' | '△' | '▲' => '-',
            other => other,
        })
        .collect()
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let text = plain(text);
        if let Some(word) = Self::WORDS.into_iter().find(|word| plain(&word.to_string()) == text) {
            return Ok(word);
        }
        if let Some(name) = text.strip_suffix("がない") {
            let given = Given::ALL.into_iter().find(|given| given.label() == name);
            return given.map(Self::Missing).ok_or(ConditionError::Words);
        }
        if let Some(name) = text.strip_suffix("が算定できない") {
            return rate(name).map(Self::NotComputable).ok_or(ConditionError::Measure);
        }
        comparison(&text)
    }
}

fn comparison(text: &str) -> Result<Condition, ConditionError> {
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '≧' | '≦' | '>' | '<' | '=')).collect();
    match signs[..] {
        [(at, sign)] => {
            let (left, right) = (&text[..at], &text[at + sign.len_utf8()..]);
            match left {
                "方向" if sign == '=' => named(right, &DIRECTIONS, Direction::label, ConditionError::Direction).map(Condition::Direction),
                "集計" if sign == '=' => {
                    named(right, &AGGREGATIONS, Aggregation::label, ConditionError::Aggregation).map(Condition::Aggregation)
                }
                "値の区分" if sign == '=' => {
                    named(right, &ValueState::ALL, ValueState::label, ConditionError::State).map(Condition::State)
                }
                "方向" | "集計" | "値の区分" => Err(ConditionError::Words),
                _ if left.starts_with(|c: char| c.is_ascii_digit() || c == '-') && rate_of(left).is_none() => {
                    spanned(right, &[(left, turned(sign))])
                }
                _ => spanned(left, &[(right, sign)]),
            }
        }
        [(first, one), (second, two)] => {
            let (left, middle) = (&text[..first], &text[first + one.len_utf8()..second]);
            spanned(middle, &[(left, turned(one)), (&text[second + two.len_utf8()..], two)])
        }
        _ => Err(ConditionError::Words),
    }
}

const DIRECTIONS: [Direction; 3] = [Direction::Increase, Direction::Decrease, Direction::Maintain];
const AGGREGATIONS: [Aggregation; 4] =
    [Aggregation::Cumulative, Aggregation::CumulativeWithinPlan, Aggregation::Annual, Aggregation::PointInTime];

fn named<T: Copy>(text: &str, all: &[T], label: fn(T) -> &'static str, error: ConditionError) -> Result<T, ConditionError> {
    all.iter().copied().find(|known| label(*known) == text).ok_or(error)
}

/// The sign read from the other side.
const fn turned(sign: char) -> char {
    match sign {
        '≧' => '≦',
        '≦' => '≧',
        '>' => '<',
        '<' => '>',
        other => other,
    }
}

/// A name compared with one number or two, each with its sign as read from the name.
fn spanned(name: &str, ends: &[(&str, char)]) -> Result<Condition, ConditionError> {
    if name == "年度" {
        let ends = ends.iter().map(|(text, sign)| Ok((text.parse().map_err(|_| ConditionError::Year)?, *sign)));
        return span(ends.collect::<Result<Vec<(FiscalYear, char)>, _>>()?).map(Condition::Year);
    }
    let measure = measure(name)?;
    let ends = ends.iter().map(|(text, sign)| Ok((number(text, measure.rate)?, *sign)));
    span(ends.collect::<Result<Vec<_>, _>>()?).map(|span| Condition::Rate(measure, span))
}

fn span<T: Copy + Ord>(ends: Vec<(T, char)>) -> Result<Span<T>, ConditionError> {
    let mut span = Span { low: None, high: None };
    for (value, sign) in ends {
        let end = Some(End { value, included: !matches!(sign, '>' | '<') });
        let (low, high) = match sign {
            '≧' | '>' => (end, None),
            '≦' | '<' => (None, end),
            _ => (end, end),
        };
        if (low.is_some() && span.low.is_some()) || (high.is_some() && span.high.is_some()) {
            return Err(ConditionError::Range);
        }
        span = Span { low: span.low.or(low), high: span.high.or(high) };
    }
    if span.is_empty() { Err(ConditionError::Range) } else { Ok(span) }
}

fn number(text: &str, rate: Rate) -> Result<Quantity, ConditionError> {
    let bare = text.strip_suffix('%');
    if bare.is_none() && rate.wants_percent_sign() {
        return Err(ConditionError::PercentSign);
    }
    let number: Quantity = bare.unwrap_or(text).parse().map_err(|_| ConditionError::Number)?;
    let limit = usize::try_from(THRESHOLD_MAX).map_or(Quantity::HUNDRED, Quantity::from_count);
    if number.decimals() > DECIMALS_MAX || number.abs() > limit { Err(ConditionError::Number) } else { Ok(number) }
}

fn rate(name: &str) -> Option<Rate> {
    Rate::ALL.into_iter().find(|rate| plain(rate.label()) == name)
}

/// The rate that a text begins with, before any brackets.
fn rate_of(text: &str) -> Option<Rate> {
    rate(text.split_once('(').map_or(text, |(name, _)| name))
}

fn measure(text: &str) -> Result<Measure, ConditionError> {
    let mut parts = text.split('(');
    let mut measure = Measure::of(parts.next().and_then(rate).ok_or(ConditionError::Measure)?);
    for part in parts {
        let words = part.strip_suffix(')').ok_or(ConditionError::Brackets)?;
        if words == "絶対値" && !measure.absolute {
            measure.absolute = true;
        } else if measure.rounding.is_none() {
            measure.rounding = Some(rounding(words).ok_or(ConditionError::Brackets)?);
        } else {
            return Err(ConditionError::Brackets);
        }
    }
    Ok(measure)
}

/// `小数第2位を四捨五入` rounds that place away. `整数に切捨て` and `小数点以下切捨て` leave a whole number.
fn rounding(words: &str) -> Option<Rounding> {
    let (place, cut) = match words.strip_suffix("四捨五入") {
        Some(place) => (place, false),
        None => (["切捨て", "切り捨て", "切捨"].iter().find_map(|word| words.strip_suffix(word))?, true),
    };
    let place = place.trim_end_matches(['を', 'に', 'で']);
    if matches!(place, "整数" | "小数点以下" | "小数以下") {
        return Some(Rounding { decimals: 0, cut });
    }
    let digits = place.strip_prefix("小数点以下第").or_else(|| place.strip_prefix("小数点第")).or_else(|| place.strip_prefix("小数第"));
    let place: u32 = digits?.strip_suffix('位')?.parse().ok()?;
    place.checked_sub(1).filter(|decimals| *decimals <= DECIMALS_MAX).map(|decimals| Rounding { decimals, cut })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        conditions(text).map_or_else(|error| format!("{error:?}"), |read| conditions_text(&read))
    }

    #[test]
    fn what_officers_write_becomes_one_form() {
        for (written, canonical) in [
            ("その他", "その他"),
            ("目標に到達 かつ 実績値＝目標値", "目標に到達かつ実績値=目標値"),
            ("達成率>=80", "達成率≧80"),
            ("達成率 ≥ ８０％", "達成率≧80"),
            ("80≦達成率＜100", "80≦達成率＜100"),
            ("100>達成率>=80", "80≦達成率＜100"),
            ("80≦達成率", "達成率≧80"),
            ("達成率=100.0", "達成率＝100"),
            ("-3<=対基準値増減率<=3", "−3≦対基準値増減率≦3"),
            ("対基準値増減率（絶対値）≦3", "対基準値増減率（絶対値）≦3"),
            ("達成率(小数第1位四捨五入)≧80", "達成率（小数第1位を四捨五入）≧80"),
            ("達成率（整数切捨て）＞50", "達成率（小数第1位を切捨て）＞50"),
            ("達成率（小数点以下切り捨て）＞50", "達成率（小数第1位を切捨て）＞50"),
            ("2－実績値/目標値≧９０%", "2−実績値÷目標値≧90%"),
            ("90%≦2−実績値÷目標値", "2−実績値÷目標値≧90%"),
            ("進捗率÷経過率＜100％", "進捗率÷経過率＜100%"),
            ("方向＝減少 かつ 集計=延べ", "方向＝減少かつ集計＝延べ"),
            ("値の区分＝速報", "値の区分＝速報"),
            ("年度≦令和4年度", "年度≦R4"),
            ("R5≦年度＜2026", "R5≦年度＜R8"),
            ("年度=R6", "年度＝R6"),
            ("目標値がない", "目標値がない"),
            ("前年度実績値がない", "前年度実績値がない"),
            ("年度線比が算定できない", "年度線比が算定できない"),
            ("計画最終年度", "計画最終年度"),
        ] {
            assert_eq!(read(written), canonical, "{written}");
            assert_eq!(read(canonical), canonical);
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_what_may_be_written() {
        for (written, error) in [
            ("がんばった", ConditionError::Words),
            ("", ConditionError::Words),
            ("実施率≧80", ConditionError::Measure),
            ("達成度が算定できない", ConditionError::Measure),
            ("達成率（だいたい）≧80", ConditionError::Brackets),
            ("達成率（小数第0位を四捨五入）≧80", ConditionError::Brackets),
            ("達成率≧八割", ConditionError::Number),
            ("達成率≧80.00001", ConditionError::Number),
            ("実績値÷目標値≧0.8", ConditionError::PercentSign),
            ("100≦達成率＜80", ConditionError::Range),
            ("80＜達成率＜80", ConditionError::Range),
            ("80≦達成率≧100", ConditionError::Range),
            ("方向＝上", ConditionError::Direction),
            ("集計＝合計", ConditionError::Aggregation),
            ("値の区分＝仮", ConditionError::State),
            ("年度≦4", ConditionError::Year),
        ] {
            assert_eq!(conditions(written), Err(error), "{written}");
            assert!(error.hint().chars().count() <= 60, "{error:?} is cut off in a finding");
        }
    }
}
