//! A scheme in words: what a condition asks for, and how a rate is made. Legends, derivations and examples say it alike.

use crate::domain::{Condition, DecreaseRate, Direction, FiscalYear, Lang, Measure, Quantity, Rate, Span};

/// What a condition asks for, as a clause: 「達成率が80%以上100%未満である」.
#[must_use]
pub fn condition_words(condition: &Condition, lang: Lang) -> String {
    let (ja, en) = match condition {
        Condition::TargetEqualsBaseline => ("目標値が基準値と等しい", "the target equals the baseline"),
        Condition::ActualEqualsBaseline => ("実績値が基準値と等しい", "the actual equals the baseline"),
        Condition::ActualEqualsTarget => ("実績値が目標値と等しい", "the actual equals the target"),
        Condition::TargetMet => ("実績値が目標値に達した", "the actual reaches the target"),
        Condition::BetterThanBaseline => ("実績値が基準値より良い", "the actual is better than the baseline"),
        Condition::WorseThanBaseline => ("実績値が基準値より悪い", "the actual is worse than the baseline"),
        Condition::FinalYear => ("計画の最終年度である", "it is the plan's last year"),
        Condition::Direction(Direction::Increase) => ("大きいほど良い指標である", "more is better"),
        Condition::Direction(Direction::Decrease) => ("小さいほど良い指標である", "less is better"),
        Condition::Direction(Direction::Maintain) => ("水準を維持する指標である", "a level is to be kept"),
        Condition::Rate(measure, span) => {
            let (measure, bounds) = (measure_words(*measure, lang), rate_bounds(span, lang));
            return match (lang, bounds.strip_suffix('超')) {
                (Lang::Ja, Some(number)) => format!("{measure}が{number}を超える"),
                (Lang::Ja, None) => format!("{measure}が{bounds}である"),
                (Lang::En, _) => format!("the {measure} is {bounds}"),
            };
        }
        Condition::NotComputable(rate) => {
            return match lang {
                Lang::Ja => format!("{}が算定できない", rate.label()),
                Lang::En => format!("the {} does not exist", rate.name_en()),
            };
        }
        Condition::Missing(given) => {
            return match lang {
                Lang::Ja => format!("{}がない", given.label()),
                Lang::En => format!("there is no {}", given.name_en()),
            };
        }
        Condition::Aggregation(aggregation) => {
            return match lang {
                Lang::Ja => format!("集計が{}である", aggregation.label()),
                Lang::En => format!("the figure is of the kind {}", aggregation.label()),
            };
        }
        Condition::State(state) => {
            return match lang {
                Lang::Ja => format!("値の区分が{}である", state.label()),
                Lang::En => format!("the value's state is {}", state.label()),
            };
        }
        Condition::Year(span) => return years(*span, lang),
    };
    lang.pick(ja, en).to_owned()
}

/// The bounds of a rate: 「80%以上100%未満」.
#[must_use]
pub fn rate_bounds(span: &Span<Quantity>, lang: Lang) -> String {
    let print = |number: Quantity| format!("{}%", number.grouped(0));
    if let Some(value) = span.single() {
        return print(value);
    }
    let alone = span.high.is_none();
    let low = span.low.map(|end| match (lang, end.included) {
        (Lang::Ja, true) => format!("{}以上", print(end.value)),
        (Lang::Ja, false) if alone => format!("{}超", print(end.value)),
        (Lang::Ja, false) => format!("{}を超え、", print(end.value)),
        (Lang::En, true) => format!("at least {}", print(end.value)),
        (Lang::En, false) => format!("above {}", print(end.value)),
    });
    let high = span.high.map(|end| match (lang, end.included) {
        (Lang::Ja, true) => format!("{}以下", print(end.value)),
        (Lang::Ja, false) => format!("{}未満", print(end.value)),
        (Lang::En, true) => format!("at most {}", print(end.value)),
        (Lang::En, false) => format!("below {}", print(end.value)),
    });
    let between = if low.is_some() && high.is_some() { lang.pick("", " and ") } else { "" };
    format!("{}{between}{}", low.unwrap_or_default(), high.unwrap_or_default())
}

/// Which years: 「判定する年度が令和4年度以前である」.
fn years(span: Span<FiscalYear>, lang: Lang) -> String {
    if let Some(year) = span.single() {
        return match lang {
            Lang::Ja => format!("判定する年度が{}である", year.label()),
            Lang::En => format!("the year judged is {}", year.short()),
        };
    }
    // Years are whole: after R4 is from R5 on.
    let first = span.low.and_then(|end| if end.included { Some(end.value) } else { end.value.next() });
    let last = span.high.and_then(|end| if end.included { Some(end.value) } else { end.value.previous() });
    match (lang, first, last) {
        (Lang::Ja, Some(first), Some(last)) => format!("判定する年度が{}から{}までである", first.label(), last.label()),
        (Lang::Ja, Some(first), None) => format!("判定する年度が{}以後である", first.label()),
        (Lang::Ja, None, last) => format!("判定する年度が{}以前である", last.map(FiscalYear::label).unwrap_or_default()),
        (Lang::En, Some(first), Some(last)) => format!("the year judged is from {} to {}", first.short(), last.short()),
        (Lang::En, Some(first), None) => format!("the year judged is {} or later", first.short()),
        (Lang::En, None, last) => format!("the year judged is {} or earlier", last.map(FiscalYear::short).unwrap_or_default()),
    }
}

/// A measure with what is done to it: 「達成率（小数第1位を四捨五入し、整数とした値）」.
#[must_use]
pub fn measure_words(measure: Measure, lang: Lang) -> String {
    let mut words = lang.pick(measure.rate.label(), measure.rate.name_en()).to_owned();
    if measure.absolute {
        words.push_str(lang.pick("の絶対値", " without its sign"));
    }
    let Some(rounding) = measure.rounding else { return words };
    let (left, place) = (rounding.decimals, rounding.decimals.saturating_add(1));
    match lang {
        Lang::Ja => {
            let how = if rounding.cut { "切り捨て" } else { "四捨五入し" };
            let left = if left == 0 { "整数".to_owned() } else { format!("小数第{left}位まで") };
            format!("{words}（小数第{place}位を{how}、{left}とした値）")
        }
        Lang::En => {
            let how = if rounding.cut { "cut off" } else { "rounded" };
            let left = match left {
                0 => "a whole number".to_owned(),
                1 => "1 decimal".to_owned(),
                more => format!("{more} decimals"),
            };
            format!("{words} ({how} to {left})")
        }
    }
}

/// How a rate is made, as a sentence for the legend; `decrease` is the plan's choice of 達成率 where less is better.
#[must_use]
pub fn rate_definition(rate: Rate, decrease: DecreaseRate, lang: Lang) -> String {
    let (ja, en) = match rate {
        Rate::Achievement => {
            return match lang {
                Lang::Ja => {
                    format!("達成率は、実績値÷目標値×100です。小さいほど良い指標では、（{}）×100です。", decrease.label())
                }
                Lang::En => {
                    let less = match decrease {
                        DecreaseRate::TargetOverActual => "target ÷ actual",
                        DecreaseRate::TwoMinusActualOverTarget => "2 − actual ÷ target",
                    };
                    format!("The achievement rate is actual ÷ target in percent; where less is better, {less}.")
                }
            };
        }
        Rate::Progress => (
            "進捗率は、（実績値−基準値）÷（目標値−基準値）×100です。延べの指標では、基準値を0とします。",
            "The progress rate is (actual − baseline) ÷ (target − baseline) in percent; a figure that adds up within the plan begins at 0.",
        ),
        Rate::Elapsed => (
            "経過率は、計画期間の年数のうち、終わった年数の割合（%）です。",
            "The share of the plan's time elapsed counts its years that are over, in percent.",
        ),
        Rate::Pace => (
            "進捗率÷経過率は、進捗率を、目標の年度までの期間のうち経過した割合で割った値（%）です。",
            "Progress ÷ time elapsed is the progress rate divided by the share of the years up to the target that are over, in percent.",
        ),
        Rate::YearlyLine => (
            "年度線比は、基準値から目標値まで毎年同じ幅で進むとしたときの、その年度の値に対する実績値の割合（%）です。小さいほど良い指標では、2から\
             その割合を引きます。水準を維持する指標と、その年度の目標値がある指標では、目標値に対する割合です。延べの指標では、基準値を0とします。",
            "The rate against the yearly line holds the actual against what equal steps from the baseline to the target ask for in the year, \
             in percent; where less is better, 2 less that rate. A level to be kept, and a target of the year itself, are asked for in full.",
        ),
        Rate::ChangeFromBaseline => (
            "対基準値増減率は、基準値からの増減の割合（%）です。良くなったときを正、悪くなったときを負とします。",
            "The change from the baseline is in percent of it, above zero where it is for the better.",
        ),
        Rate::GapToTarget => (
            "対目標値差率は、目標値との差の割合（%）です。目標値より良いときを正、悪いときを負とします。",
            "The gap to the target is in percent of it, above zero where the actual is better.",
        ),
        Rate::ChangeFromLast => (
            "対前年度増減率は、前年度の実績値からの増減の割合（%）です。良くなったときを正、悪くなったときを負とします。",
            "The change from the year before is in percent of it, above zero where it is for the better.",
        ),
        Rate::ActualOverTarget => ("実績値÷目標値は、百分率（%）で表します。", "Actual ÷ target is in percent."),
        Rate::TargetOverActual => ("目標値÷実績値は、百分率（%）で表します。", "Target ÷ actual is in percent."),
        Rate::TwoMinusActualOverTarget => ("2−実績値÷目標値は、百分率（%）で表します。", "2 − actual ÷ target is in percent."),
    };
    lang.pick(ja, en).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str, lang: Lang) -> String {
        condition_words(&text.parse().unwrap(), lang)
    }

    #[test]
    fn conditions_read_as_a_legend_does() {
        let said: Vec<String> = [
            "80≦達成率＜100",
            "達成率＞80",
            "達成率＝100",
            "80＜達成率≦90",
            "達成率（小数第2位を切捨て）≧80",
            "達成率（小数第1位を四捨五入）≧80",
            "対基準値増減率（絶対値）≦3",
            "年度≦R4",
            "R5≦年度≦R6",
            "年度＞R6",
            "値の区分＝速報",
            "集計＝延べ",
            "前年度実績値がない",
            "年度線比が算定できない",
        ]
        .iter()
        .flat_map(|text| [say(text, Lang::Ja), say(text, Lang::En)])
        .collect();
        insta::assert_snapshot!(said.join("\n"));
    }
}
