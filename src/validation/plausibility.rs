//! Numbers that are possible but surprising: slips of percent and digits, falls, large changes, last year's number.

use super::weighing::Weighing;
use crate::diagnostic::Problem;
use crate::domain::{Aggregation, Indicator, Quantity};

/// What a number is compared with.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct References {
    /// 前年度実績 (as corrected in this return, if it is).
    pub(super) last: Option<Quantity>,
    /// 基準値.
    pub(super) baseline: Option<Quantity>,
    /// 当年度目標.
    pub(super) target: Option<Quantity>,
}

impl References {
    /// Last year's actual, else the baseline, with the word for it.
    fn nearest(&self) -> Option<(Quantity, &'static str)> {
        self.last.map(|last| (last, "前年度")).or_else(|| self.baseline.map(|baseline| (baseline, "基準値")))
    }
}

/// What is surprising about a number. Of several surprises with one cause only the most telling is named: a slip of
/// ten is also a large change.
pub(super) fn surprises(value: Quantity, indicator: &Indicator, references: &References, weighing: Weighing<'_>) -> Vec<Problem> {
    if !indicator.stages.is_empty() {
        // A stage is a word; its place has no digits to slip and no percentages.
        return Vec::new();
    }
    let found = [
        percent_slip(value, indicator, references),
        power_of_ten_slip(value, indicator, references),
        far_off(value, indicator, references),
        cumulative_fell(value, indicator, references),
        large_change(value, indicator, references, weighing),
    ];
    let mut surprise = Vec::new();
    for problem in found.into_iter().flatten() {
        // A rule that the office switched to ask for nothing leaves room for the next.
        let asks = weighing.asks(&problem, &indicator.id);
        surprise.push(problem);
        if asks {
            break;
        }
    }
    let same = references.last.filter(|last| *last == value).map(|_| Problem::SameAsLastYear { value });
    let copied = references.baseline.filter(|baseline| *baseline == value && references.last != Some(value));
    // Where the target is the baseline, to be equal is the aim.
    let copied = copied.filter(|baseline| references.target.is_some_and(|target| target != *baseline));
    surprise.into_iter().chain(same).chain(copied.map(|value| Problem::SameAsBaseline { value })).collect()
}

/// A fraction for a percentage: at most 1, while the reference is more than ten times as large and a hundredfold
/// value would lie within half to double of it.
fn percent_slip(value: Quantity, indicator: &Indicator, references: &References) -> Option<Problem> {
    let reference = references.last.or(references.baseline).or(references.target)?;
    if !indicator.is_percent() || value <= Quantity::ZERO || value > Quantity::ONE {
        return None;
    }
    let likely = value.times(Quantity::HUNDRED)?;
    let small = value.times(number(10, 0))? < reference;
    let fits = within(likely.over(reference)?, number(5, 1), number(2, 0));
    (small && fits).then_some(Problem::PercentSlip { value, likely })
}

/// A slip of 10, 10³, 10⁴ or 10⁶ either way. The true change may have been −20 % to +25 %, so ratios between 0.8 and
/// 1.25 of the factor count. Whole references below 20 are left alone: 1 件 may well become 10 件.
fn power_of_ten_slip(value: Quantity, indicator: &Indicator, references: &References) -> Option<Problem> {
    // 100 only for a percentage: a number typed before the cell was formatted as one counts a hundredfold.
    const FACTORS: [i64; 5] = [10, 100, 1_000, 10_000, 1_000_000];
    let (reference, name) = references.nearest()?;
    let coarse = reference.decimals() == 0 && reference.abs() < number(20, 0);
    if coarse || reference.is_zero() {
        return None;
    }
    let about = |larger: Quantity, smaller: Quantity, factor: i64| {
        let ratio = larger.over(smaller).and_then(|ratio| ratio.over(number(factor, 0)));
        ratio.is_some_and(|ratio| within(ratio, number(8, 1), number(125, 2)))
    };
    let mut factors = FACTORS.into_iter().filter(|factor| *factor != 100 || indicator.is_percent());
    let factor = factors.find_map(|factor| {
        if about(value, reference, factor) {
            Some(factor.to_string())
        } else if about(reference, value, factor) {
            Some(format!("1/{factor}"))
        } else {
            None
        }
    })?;
    Some(Problem::PowerOfTenSlip { factor, reference, reference_name: name.to_owned(), unit: indicator.unit.clone() })
}

/// Without last year's actual, a hundred times everything that is known or more: the serial number of a date, a telephone
/// number, another unit. Small whole references count too: 16 件 does not become 45,794 件.
fn far_off(value: Quantity, indicator: &Indicator, references: &References) -> Option<Problem> {
    let (reference, name) = references.nearest().filter(|_| references.last.is_none())?;
    let largest = references.target.map_or(reference.abs(), |target| target.abs().max(reference.abs()));
    if reference.is_zero() || value.abs().over(largest)? < Quantity::HUNDRED {
        return None;
    }
    let factor = value.abs().over(reference.abs())?.rounded(0).to_string();
    Some(Problem::PowerOfTenSlip { factor, reference, reference_name: name.to_owned(), unit: indicator.unit.clone() })
}

fn cumulative_fell(value: Quantity, indicator: &Indicator, references: &References) -> Option<Problem> {
    let (reference, name) = references.nearest()?;
    let fell = indicator.aggregation == Aggregation::Cumulative && value < reference;
    let unit = indicator.unit.clone();
    fell.then(|| Problem::CumulativeFell { value, reference, reference_name: name.to_owned(), unit })
}

/// Beyond the limit: 基準 of 検証規則 for the indicator, else 増減の目安 of 指標, else 基準 for all.
fn large_change(value: Quantity, indicator: &Indicator, references: &References, weighing: Weighing<'_>) -> Option<Problem> {
    let [own, all] = weighing.thresholds("V014", &indicator.id);
    let (limit, last) = own.or(indicator.change_limit).or(all).zip(references.last)?;
    let percent = value.minus(last)?.over(last.abs())?.times(Quantity::HUNDRED)?;
    let unit = indicator.unit.clone();
    (percent.abs() > limit).then(|| Problem::LargeChange { percent: percent.rounded(1), reference: last, unit, limit })
}

fn within(value: Quantity, low: Quantity, high: Quantity) -> bool {
    low <= value && value <= high
}

/// `digits` × 10^−`decimals`, for the constants of this page.
fn number(digits: i64, decimals: u32) -> Quantity {
    format!("{digits}e-{decimals}").parse().unwrap_or(Quantity::ZERO)
}
