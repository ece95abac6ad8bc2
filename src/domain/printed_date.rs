//! Dates as a paper prints them: with the era.

use chrono::{Datelike, NaiveDate};

/// The first day of each era, newest first (元号を改める政令).
const ERAS: [(&str, (i32, u32, u32)); 3] = [("令和", (2019, 5, 1)), ("平成", (1989, 1, 8)), ("昭和", (1926, 12, 25))];

/// `令和7年6月20日`; the first year of an era is 元年. Before 昭和 the calendar year alone.
#[must_use]
pub fn printed_date(date: NaiveDate) -> String {
    let day = (date.year(), date.month(), date.day());
    let rest = format!("{}月{}日", date.month(), date.day());
    match ERAS.into_iter().find(|(_, first)| day >= *first) {
        Some((era, first)) if date.year() == first.0 => format!("{era}元年{rest}"),
        Some((era, first)) => format!("{era}{}年{rest}", date.year() - first.0 + 1),
        None => format!("{}年{rest}", date.year()),
    }
}

/// `R7.6.20`, as tables and the form's example write it. Before 昭和 the calendar year: `1912/7/30`.
#[must_use]
pub fn short_date(date: NaiveDate) -> String {
    let day = (date.year(), date.month(), date.day());
    match ERAS.into_iter().zip(['R', 'H', 'S']).find(|((_, first), _)| day >= *first) {
        Some(((_, first), letter)) => format!("{letter}{}.{}.{}", date.year() - first.0 + 1, date.month(), date.day()),
        None => format!("{}/{}/{}", date.year(), date.month(), date.day()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_change_on_their_day() {
        let printed = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(printed_date).unwrap_or_default();
        assert_eq!(printed(2025, 6, 20), "令和7年6月20日");
        assert_eq!(printed(2019, 5, 1), "令和元年5月1日");
        assert_eq!(printed(2019, 4, 30), "平成31年4月30日");
        let short = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).map(short_date).unwrap_or_default();
        assert_eq!([short(2025, 3, 31), short(2019, 5, 1), short(2019, 4, 30)], ["R7.3.31", "R1.5.1", "H31.4.30"]);
        assert_eq!([short(1989, 1, 7), short(1912, 7, 30)], ["S64.1.7", "1912/7/30"]);
    }
}
