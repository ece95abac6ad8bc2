//! Exact fractions of quantities, so that a rate is compared without being computed: 達成率≧80 is `a×100 ≧ 80×t`.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Quantity, Rounding};

/// A fraction with a denominator above zero. Arithmetic is checked: `None` when a result does not exist or needs more
/// than 28 digits.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    over: Decimal,
    under: Decimal,
}

impl Ratio {
    /// A whole number, or any other quantity.
    #[must_use]
    pub fn whole(quantity: Quantity) -> Self {
        Self { over: quantity.decimal(), under: Decimal::ONE }
    }

    /// `over ÷ under` of two counts; `None` by zero.
    #[must_use]
    pub fn of_counts(over: u32, under: u32) -> Option<Self> {
        (under > 0).then(|| Self { over: over.into(), under: under.into() })
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.under == other.under {
            return Some(Self { over: self.over.checked_add(other.over)?, under: self.under });
        }
        let over = self.over.checked_mul(other.under)?.checked_add(other.over.checked_mul(self.under)?)?;
        Some(Self { over, under: self.under.checked_mul(other.under)? })
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { over: -other.over, under: other.under })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self { over: self.over.checked_mul(other.over)?, under: self.under.checked_mul(other.under)? })
    }

    /// The quotient; `None` by zero.
    #[must_use]
    pub fn divided_by(self, other: Self) -> Option<Self> {
        let turned = match other.over.cmp(&Decimal::ZERO) {
            Ordering::Equal => return None,
            Ordering::Greater => Self { over: other.under, under: other.over },
            Ordering::Less => Self { over: -other.under, under: -other.over },
        };
        self.times(turned)
    }

    /// The fraction without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { over: self.over.abs(), under: self.under }
    }

    /// The fraction with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { over: -self.over, under: self.under }
    }

    /// How it compares with zero.
    #[must_use]
    pub fn sign(self) -> Ordering {
        self.over.cmp(&Decimal::ZERO)
    }

    /// How the fraction in percent compares with a number.
    #[must_use]
    pub fn compare_percent(self, percent: Quantity) -> Option<Ordering> {
        let found = self.over.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(found.cmp(&self.under.checked_mul(percent.decimal())?))
    }

    /// The fraction in percent, at 15 significant digits.
    #[must_use]
    pub fn percent(self) -> Option<Quantity> {
        Quantity::of_decimal(self.over.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.under)?)
    }

    /// The fraction itself, at 15 significant digits.
    #[must_use]
    pub fn value(self) -> Option<Quantity> {
        Quantity::of_decimal(self.over.checked_div(self.under)?)
    }

    /// The fraction in percent, rounded or cut off.
    #[must_use]
    pub fn rounded_percent(self, rounding: Rounding) -> Option<Quantity> {
        Self { over: self.over.checked_mul(Decimal::ONE_HUNDRED)?, under: self.under }.rounded(rounding)
    }

    /// The fraction itself, rounded or cut off.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Option<Quantity> {
        let strategy = if rounding.cut { RoundingStrategy::ToZero } else { RoundingStrategy::MidpointAwayFromZero };
        Quantity::of_decimal(self.over.checked_div(self.under)?.round_dp_with_strategy(rounding.decimals, strategy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    fn ratio(over: &str, under: &str) -> Ratio {
        Ratio::whole(q(over)).divided_by(Ratio::whole(q(under))).unwrap()
    }

    #[test]
    fn a_third_of_three_is_one() {
        let third = ratio("1", "3");
        let one = third.plus(third).and_then(|two| two.plus(third)).unwrap();
        assert_eq!(one.compare_percent(q("100")), Some(Ordering::Equal));
        assert_eq!(third.compare_percent(q("33.3333")), Some(Ordering::Greater));
        assert_eq!(ratio("0.1", "0.2").compare_percent(q("50")), Some(Ordering::Equal));
        // (1.1−1)÷(1.2−1) is exactly a half.
        let way = |to: &str| Ratio::whole(q(to)).minus(Ratio::whole(q("1"))).unwrap();
        assert_eq!(way("1.1").divided_by(way("1.2")).and_then(|half| half.compare_percent(q("50"))), Some(Ordering::Equal));
    }

    #[test]
    fn a_negative_denominator_keeps_the_order() {
        assert_eq!(ratio("-1", "-2").compare_percent(q("50")), Some(Ordering::Equal));
        assert_eq!(ratio("1", "-2").sign(), Ordering::Less);
        assert!(Ratio::whole(q("1")).divided_by(Ratio::whole(Quantity::ZERO)).is_none());
    }

    #[test]
    fn rounding_and_cutting_off_are_two_things() {
        let (half_up, cut) = (Rounding { decimals: 1, cut: false }, Rounding { decimals: 1, cut: true });
        assert_eq!(ratio("79.95", "100").rounded_percent(half_up), Some(q("80")));
        assert_eq!(ratio("79.95", "100").rounded_percent(cut), Some(q("79.9")));
        assert_eq!(ratio("-79.95", "100").rounded_percent(half_up), Some(q("-80")));
        assert_eq!(ratio("-79.99", "100").rounded_percent(cut), Some(q("-79.9")));
        assert_eq!(ratio("2", "3").percent(), Some(q("66.6666666666667")));
    }
}
