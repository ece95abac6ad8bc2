//! A cell of a table for machines: one value, or none.

use crate::domain::Quantity;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing; a column beside it says why where that matters.
    Blank,
    /// Words.
    Text(String),
    /// An exact decimal.
    Number(Quantity),
    /// A whole number that is not measured: a year, a count.
    Count(u64),
}

impl Cell {
    /// Words; a text of nothing is a blank.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A decimal, where there is one.
    pub(super) fn number(value: Option<Quantity>) -> Self {
        value.map_or(Self::Blank, Self::Number)
    }

    /// A count, where there is one.
    pub(super) fn count(count: Option<u64>) -> Self {
        count.map_or(Self::Blank, Self::Count)
    }
}
