//! A column, declared once: the CSV files, the JSON and the dictionary are all written from it.

use super::cell::Cell;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// 文字列.
    Text,
    /// 数値: a decimal.
    Decimal,
    /// 整数.
    Integer,
    /// 日付, ISO 8601.
    Date,
}

impl Holds {
    /// The word of the dictionary.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Text => "文字列",
            Self::Decimal => "数値",
            Self::Integer => "整数",
            Self::Date => "日付（ISO 8601）",
        }
    }

    /// How the JSON writes it.
    pub(super) const fn json(self) -> &'static str {
        match self {
            Self::Text | Self::Date => "string",
            Self::Decimal => "string（10進数）",
            Self::Integer => "number",
        }
    }
}

/// A column of rows `R`.
pub(super) struct Column<R> {
    /// Its heading in the CSV.
    pub(super) heading: &'static str,
    /// Its name in the JSON.
    pub(super) key: &'static str,
    /// What it holds.
    pub(super) holds: Holds,
    /// 単位 of its numbers; empty where it has none, or where the row's 単位 says it.
    pub(super) unit: &'static str,
    /// What it means, and what a blank means.
    pub(super) meaning: &'static str,
    /// Its value in a row.
    pub(super) cell: fn(&R) -> Cell,
}

/// A column of words.
pub(super) fn text<R>(heading: &'static str, key: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { heading, key, holds: Holds::Text, unit: "", meaning, cell }
}

/// A column of decimals in the row's own unit.
pub(super) fn decimal<R>(heading: &'static str, key: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { heading, key, holds: Holds::Decimal, unit: "「単位」列のとおり", meaning, cell }
}

/// A column of percentages.
pub(super) fn percent<R>(heading: &'static str, key: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { heading, key, holds: Holds::Decimal, unit: "%", meaning, cell }
}

/// A column of whole numbers.
pub(super) fn integer<R>(heading: &'static str, key: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { heading, key, holds: Holds::Integer, unit: "", meaning, cell }
}

/// A column of days.
pub(super) fn date<R>(heading: &'static str, key: &'static str, meaning: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column { heading, key, holds: Holds::Date, unit: "", meaning, cell }
}
