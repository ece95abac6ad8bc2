//! Japanese fiscal years (4月1日 to 3月31日) and their names.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A fiscal year by the calendar year in which it begins: 令和6年度 is 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// The fiscal year that begins in April of `year`; `None` outside 1989–2100.
    #[must_use]
    pub fn new(year: u16) -> Option<Self> {
        (1989..=2100).contains(&year).then_some(Self(year))
    }

    /// The fiscal year in which `date` lies; `None` outside 1989–2100.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Self> {
        let year = if date.month() >= 4 { date.year() } else { date.year() - 1 };
        u16::try_from(year).ok().and_then(Self::new)
    }

    /// The calendar year in which it begins.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.0
    }

    /// The year after (`None` at the end of the range).
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }

    /// The year before (`None` at the start of the range).
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::new(self.0 - 1)
    }

    /// `令和6年度`; the first year of an era is 元年度.
    #[must_use]
    pub fn label(self) -> String {
        let (era, year) = if self.0 >= 2019 { ("令和", self.0 - 2018) } else { ("平成", self.0 - 1988) };
        if year == 1 { format!("{era}元年度") } else { format!("{era}{year}年度") }
    }

    /// `R6`, as tables print it.
    #[must_use]
    pub fn short(self) -> String {
        if self.0 >= 2019 { format!("R{}", self.0 - 2018) } else { format!("H{}", self.0 - 1988) }
    }
}

impl TryFrom<u16> for FiscalYear {
    type Error = String;

    fn try_from(year: u16) -> Result<Self, String> {
        Self::new(year).ok_or_else(|| format!("{year} is not a fiscal year between 1989 and 2100"))
    }
}

impl From<FiscalYear> for u16 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

impl FromStr for FiscalYear {
    type Err = String;

    /// Reads `R6`, `H30`, `令和6年度`, `令和元年度` and `2024`.
    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("{text:?} is not a fiscal year (write R6, 令和6年度 or 2024)");
        let text_trimmed = text.trim().trim_end_matches("年度");
        let (base, digits) = if let Some(rest) = text_trimmed.strip_prefix("令和").or_else(|| text_trimmed.strip_prefix('R')) {
            (2018, rest)
        } else if let Some(rest) = text_trimmed.strip_prefix("平成").or_else(|| text_trimmed.strip_prefix('H')) {
            (1988, rest)
        } else {
            (0, text_trimmed)
        };
        let number: u16 = if digits == "元" { 1 } else { digits.parse().map_err(|_| bad())? };
        number.checked_add(base).and_then(Self::new).ok_or_else(bad)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_year_under_all_its_names() {
        for text in ["R6", "令和6年度", "2024"] {
            assert_eq!(text.parse::<FiscalYear>().map(FiscalYear::year), Ok(2024));
        }
        assert_eq!("令和元年度".parse::<FiscalYear>().map(FiscalYear::label), Ok("令和元年度".to_owned()));
        assert_eq!("H30".parse::<FiscalYear>().map(FiscalYear::year), Ok(2018));
        assert!("6".parse::<FiscalYear>().is_err());
    }

    #[test]
    fn march_belongs_to_the_year_before() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).and_then(FiscalYear::of).map(FiscalYear::year);
        assert_eq!(day(2025, 3, 31), Some(2024));
        assert_eq!(day(2025, 4, 1), Some(2025));
    }
}
