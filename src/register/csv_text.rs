//! Rows of text as CSV and back: UTF-8, LF, quotation marks only where they are needed.

use super::bounds::quoted;

/// Why a text is no table, and in which zero-based row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoTable {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) detail: String,
}

/// Writes rows as the register is kept in text: UTF-8 without a byte order mark, LF, quoted only where needed.
#[must_use]
pub fn csv_bytes(rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Between blank lines: the writer would make a cell out of a row that has none.
    for rows in rows.split_inclusive(Vec::is_empty) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(&mut bytes);
        for row in rows.iter().filter(|row| !row.is_empty()) {
            // Writing into memory cannot fail.
            let _ = writer.write_record(row);
        }
        drop(writer);
        if rows.last().is_some_and(Vec::is_empty) {
            bytes.push(b'\n');
        }
    }
    bytes
}

/// Each record with its zero-based row as a spreadsheet shows it: blank lines count, line ends inside a cell do not.
/// `take` gets the row and the cells as written, and says whether to go on.
pub(super) fn each_record(text: &str, mut take: impl FnMut(u32, &csv::StringRecord) -> bool) -> Result<(), NoTable> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let (mut row, mut last) = (0_u32, (0, 0));
    loop {
        row = row.saturating_add(blank_lines(text.as_bytes(), reader.position().byte()));
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(NoTable { row, column: 0, detail: quoted(&error.to_string()) }),
        }
        if !take(row, &record) {
            return Ok(());
        }
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            last = (row, u32::try_from(record.len().saturating_sub(1)).unwrap_or(0));
        }
        row += 1;
    }
    // An odd number of quotation marks: the last cell swallowed the rest of the sheet.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return Err(NoTable { row: last.0, column: last.1, detail: "\"".to_owned() });
    }
    Ok(())
}

/// Blank lines at a byte position, which the CSV reader skips without a word.
fn blank_lines(bytes: &[u8], from: u64) -> u32 {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let mut rest = bytes.get(from..).unwrap_or_default();
    // The reader may stop between the two characters of a line end.
    if from > 0 && bytes.get(from - 1) == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut count = 0;
    while let Some(next) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r")) {
        rest = next;
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_line_stays_one() {
        let rows = |text: &str| {
            let mut rows: Vec<Vec<String>> = Vec::new();
            each_record(text, |row, record| {
                rows.resize(row as usize, Vec::new());
                rows.push(record.iter().map(str::to_owned).collect());
                true
            })
            .expect("a table");
            rows
        };
        for text in ["a,b\n\n\nc\n", "\n\na\n", "a\n\"\"\nb,\"c\"\"\n\"\n", "a\n"] {
            assert_eq!(String::from_utf8(csv_bytes(&rows(text))).expect("UTF-8"), text);
        }
    }
}
