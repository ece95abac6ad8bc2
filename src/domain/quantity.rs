//! Exact, bounded decimals: the only numbers that are compared, judged or printed.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Excel keeps 15 significant digits; so do we.
pub const SIGNIFICANT_DIGITS_MAX: u32 = 15;
/// Largest magnitude: 10¹⁵.
const MAGNITUDE_MAX: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// Why a text is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Not a decimal number.
    #[error("not a decimal number")]
    NotANumber,
    /// Outside ±10¹⁵.
    #[error("outside ±10^15")]
    OutOfRange,
}

/// An exact decimal within ±10¹⁵ at 15 significant digits. Arithmetic is checked: `None` when a result
/// leaves the bounds or does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quantity(Decimal);

impl Quantity {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);
    /// A hundred, for percentages.
    pub const HUNDRED: Self = Self(Decimal::ONE_HUNDRED);

    fn bounded(value: Decimal) -> Result<Self, QuantityError> {
        if value.abs() > MAGNITUDE_MAX {
            return Err(QuantityError::OutOfRange);
        }
        value
            .round_sf_with_strategy(SIGNIFICANT_DIGITS_MAX, RoundingStrategy::MidpointAwayFromZero)
            .map(|rounded| Self(rounded.normalize()))
            .ok_or(QuantityError::OutOfRange)
    }

    /// The number itself, for exact fractions.
    pub(super) const fn decimal(self) -> Decimal {
        self.0
    }

    /// A computed number; `None` outside the bounds.
    pub(super) fn of_decimal(value: Decimal) -> Option<Self> {
        Self::bounded(value).ok()
    }

    /// A count of things.
    #[must_use]
    pub fn from_count(count: usize) -> Self {
        Self(Decimal::from(u32::try_from(count).unwrap_or(u32::MAX)))
    }

    /// The sum, or `None` outside the bounds.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(|v| Self::bounded(v).ok())
    }

    /// The difference, or `None` outside the bounds.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(|v| Self::bounded(v).ok())
    }

    /// The product, or `None` outside the bounds.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).and_then(|v| Self::bounded(v).ok())
    }

    /// The quotient, or `None` by zero or outside the bounds.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).and_then(|v| Self::bounded(v).ok())
    }

    /// The value without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The value with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0)
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self < Self::ZERO
    }

    /// Decimal places that are really used (`45.30` uses one).
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.normalize().scale()
    }

    /// Rounded half away from zero (四捨五入) to `decimals` places.
    #[must_use]
    pub fn rounded(self, decimals: u32) -> Self {
        Self(self.0.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize())
    }

    /// Fixed decimals, thousands separated: `32,000`, `47,000.0`, `-684`. Digits beyond `decimals` are kept,
    /// never rounded away.
    #[must_use]
    pub fn grouped(self, decimals: u32) -> String {
        let places = decimals.max(self.decimals()) as usize;
        let plain = format!("{:.places$}", self.0.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
        let mut text = String::from(if self.is_negative() { "-" } else { "" });
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push('.');
            text.push_str(fraction);
        }
        text
    }

    /// The nearest binary floating point number, for a cell of a workbook only.
    #[must_use]
    pub fn to_cell(self) -> f64 {
        // Excel and this parse round the same shortest text to the same double.
        self.to_string().parse().unwrap_or(0.0)
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    /// Parses plain or scientific ASCII notation (`-684`, `47000.0`, `1.05E-2`). Office notation is read by
    /// `extraction`.
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        if text.len() > 64 || !text.bytes().any(|b| b.is_ascii_digit()) {
            return Err(QuantityError::NotANumber);
        }
        if !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E')) {
            return Err(QuantityError::NotANumber);
        }
        if let Ok(value) = Decimal::from_str(text) {
            return Self::bounded(value);
        }
        if let Ok(value) = Decimal::from_scientific(text) {
            return Self::bounded(value);
        }
        // Beyond Decimal's own range: a number all the same, or not one at all.
        match text.parse::<f64>() {
            Ok(value) if value.abs() < 1e-9 => Ok(Self::ZERO),
            Ok(value) if value.is_finite() && value.abs() < 1e15 => {
                Decimal::from_str(&format!("{value:.15}")).map_err(|_| QuantityError::OutOfRange).and_then(Self::bounded)
            }
            Ok(_) => Err(QuantityError::OutOfRange),
            Err(_) => Err(QuantityError::NotANumber),
        }
    }
}

impl TryFrom<String> for Quantity {
    type Error = QuantityError;

    fn try_from(text: String) -> Result<Self, QuantityError> {
        text.parse()
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}

impl fmt::Display for Quantity {
    /// Plain digits, no separators: what JSON and CSV carry.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        text.parse().unwrap_or(Quantity::ZERO)
    }

    #[test]
    fn bounds_are_ten_to_the_fifteenth() {
        assert_eq!(MAGNITUDE_MAX.to_string(), "1000000000000000");
        assert!("1000000000000000".parse::<Quantity>().is_ok());
        assert_eq!("1000000000000001".parse::<Quantity>(), Err(QuantityError::OutOfRange));
        assert_eq!("9e27".parse::<Quantity>(), Err(QuantityError::OutOfRange));
        assert_eq!("9e300".parse::<Quantity>(), Err(QuantityError::OutOfRange));
        assert_eq!("1e999".parse::<Quantity>(), Err(QuantityError::OutOfRange));
        assert_eq!("inf".parse::<Quantity>(), Err(QuantityError::NotANumber));
        assert_eq!("1e-40".parse::<Quantity>(), Ok(Quantity::ZERO));
    }

    #[test]
    fn fifteen_significant_digits_as_excel_keeps_them() {
        assert_eq!(q("45.300000000000004"), q("45.3"));
        assert_eq!(q("0.1").plus(q("0.2")), Some(q("0.3")));
    }

    #[test]
    fn grouped_keeps_what_the_plan_prints() {
        assert_eq!(q("32000").grouped(0), "32,000");
        assert_eq!(q("47000").grouped(1), "47,000.0");
        assert_eq!(q("-684").grouped(0), "-684");
        assert_eq!(q("2.045").grouped(2), "2.045");
        assert_eq!(q("0").grouped(1), "0.0");
    }

    #[test]
    fn no_arithmetic_panics() {
        let top = q("1000000000000000");
        assert_eq!(top.plus(top), None);
        assert_eq!(top.times(top), None);
        assert_eq!(top.over(Quantity::ZERO), None);
    }
}
