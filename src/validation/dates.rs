//! Days in words: 時点 and 確認日, printed in one way whatever way they were written.

use chrono::NaiveDate;

use crate::diagnostic::Problem;
use crate::domain::short_date;
use crate::extraction::{Content, OfficeDate, RawCell, read_date, serial_date};

/// The text of a cell in which a day is expected, and what is to be said of it. `shown` is what the cell says as text; what
/// is no whole day stays what it is.
pub(super) fn day(cell: &RawCell, shown: String) -> (String, Option<Problem>) {
    let read = |day: NaiveDate, shown: String| {
        let read = short_date(day);
        let told = (read != shown).then(|| Problem::WordReadAs { raw: shown, read: read.clone() });
        (read, told)
    };
    match &cell.content {
        Content::Text(_) => match read_date(&shown) {
            Some(OfficeDate::Day(day)) => read(day, shown),
            Some(OfficeDate::NotInCalendar) => (shown.clone(), Some(Problem::DateNotInCalendar { text: shown })),
            None => (shown, None),
        },
        // A date that lost its format on the way: LibreOffice drops 元号 when it saves an ods as xlsx.
        Content::Number(number) if !cell.percent => match serial_date(number) {
            Some(day) => read(day, shown),
            None => (shown, None),
        },
        Content::Number(_) | Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::Nothing => (shown, None),
    }
}

/// A stored date as it was shown: `R7.3.31`; where only the month was shown `R7.3`, where no year was `10月1日`.
pub(super) fn stored(iso: &str) -> String {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    if let Some(date) = iso.strip_prefix('?').and_then(|rest| day(rest.get(..10)?)) {
        return date.format("%-m月%-d日").to_string();
    }
    if iso.len() == 7
        && let Some(date) = day(&format!("{iso}-01"))
    {
        let whole = short_date(date);
        return whole.rsplit_once(['.', '/']).map_or(whole.clone(), |(month, _)| month.to_owned());
    }
    iso.get(..10).and_then(day).map_or_else(|| iso.to_owned(), short_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: Content) -> (String, Option<&'static str>) {
        let shown = content.text().to_owned();
        let cell = RawCell { at: "K10".parse().unwrap(), content, percent: false, formula: None };
        let (text, problem) = day(&cell, shown);
        (text, problem.map(|problem| problem.code()))
    }

    #[test]
    fn a_day_is_printed_in_one_way_and_told_back() {
        let typed = |text: &str| read(Content::Text(text.to_owned()));
        assert_eq!(typed("令和７年３月31日現在"), ("R7.3.31".into(), Some("V036")));
        assert_eq!(typed("2025/3/31"), ("R7.3.31".into(), Some("V036")));
        assert_eq!(typed("R7.3.31"), ("R7.3.31".into(), None));
        assert_eq!(typed("R7年2月30日"), ("R7年2月30日".into(), Some("V039")));
        assert_eq!(typed("令和6年度末"), ("令和6年度末".into(), None));
        assert_eq!(read(Content::Number("45747".into())), ("R7.3.31".into(), Some("V036")));
        assert_eq!(read(Content::Number("2024".into())), ("2024".into(), None));
    }

    #[test]
    fn a_stored_date_says_no_more_than_its_cell_shows() {
        assert_eq!(stored("2025-03-31"), "R7.3.31");
        assert_eq!(stored("2025-03-31T12:00:00"), "R7.3.31");
        assert_eq!(stored("2025-03"), "R7.3");
        assert_eq!(stored("?2025-10-01"), "10月1日");
        assert_eq!(stored("14:05:00"), "14:05:00");
    }
}
