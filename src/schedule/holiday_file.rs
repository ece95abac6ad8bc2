//! The office's own holidays as a file (休日.csv): `日付,名称` with further columns at will, or the list of the Cabinet Office
//! as it is published (国民の祝日・休日月日,国民の祝日・休日名称; Shift_JIS). Dates are ASCII in both, so no encoding is guessed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// What a name becomes that is not UTF-8.
const UNREADABLE_NAME: &str = "休日";

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HolidayFile {
    /// The days.
    pub days: BTreeMap<NaiveDate, String>,
    /// Lines (from 1) whose date cannot be read.
    pub unread: Vec<usize>,
}

impl HolidayFile {
    /// Reads the bytes of a file. Lines that can be read hold, whatever is wrong with the others.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut file = Self::default();
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            // Neither a comma nor a quotation mark nor a line end is ever the second byte of a Shift_JIS character.
            let mut cells = line.split(|byte| *byte == b',').map(trimmed);
            let (date, name) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            if line.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b'"')) {
                continue;
            }
            match std::str::from_utf8(date).ok().and_then(day) {
                Some(day) => {
                    let name = std::str::from_utf8(name).ok().filter(|name| !name.is_empty()).unwrap_or(UNREADABLE_NAME);
                    file.days.insert(day, name.to_owned());
                }
                // The first line is the headings.
                None if index == 0 && !date.first().is_some_and(u8::is_ascii_digit) => {}
                None => file.unread.push(index + 1),
            }
        }
        file
    }
}

fn trimmed(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell).trim_ascii()
}

/// `2026-09-22` or `2026/9/22`.
fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%Y/%m/%d"].iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(file: &HolidayFile) -> Vec<String> {
        file.days.iter().map(|(day, name)| format!("{day} {name}")).collect()
    }

    #[test]
    fn an_offices_file_as_excel_saves_it() {
        let file =
            HolidayFile::parse("\u{feff}日付,名称,備考\r\n2026/8/14,夏季休業,\r\n\"2026-10-01\",\"市制記念日\",条例\r\n,,\r\n".as_bytes());
        assert_eq!(days(&file), ["2026-08-14 夏季休業", "2026-10-01 市制記念日"]);
        assert!(file.unread.is_empty());
    }

    #[test]
    fn the_list_that_the_cabinet_office_publishes() {
        // 国民の祝日…,… / 2027/1/1,元日 / 2027/3/22,休日 in Shift_JIS.
        let file = HolidayFile::parse(b"\x8D\x91\x96\xAF,\x96\xBC\x8F\xCC\r\n2027/1/1,\x8C\xB3\x93\xFA\r\n2027/3/22,\x8B\x78\x93\xFA\r\n");
        assert_eq!(days(&file), ["2027-01-01 休日", "2027-03-22 休日"]);
        assert!(file.unread.is_empty());
    }

    #[test]
    fn lines_that_cannot_be_read_are_named_and_the_others_hold() {
        let file = HolidayFile::parse("日付,名称\n2026-02-30,閏\n令和8年8月14日,夏季休業\n2026-08-15,夏季休業".as_bytes());
        assert_eq!(days(&file), ["2026-08-15 夏季休業"]);
        assert_eq!(file.unread, [2, 3]);
        assert_eq!(HolidayFile::parse(b"2026-13-01,x").unread, [1], "a first line that is no headings");
    }
}
