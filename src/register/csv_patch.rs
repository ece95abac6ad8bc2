//! Texts put into blank cells of a CSV file; every other byte stays what it is.

use std::ops::Range;

/// A cell that is not blank, or a row that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotBlank {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub column: u32,
}

/// Fills cells, each with its zero-based row and column as a spreadsheet shows them. The texts need no quotation marks.
pub fn fill_csv(bytes: &[u8], cells: &[(u32, u32, String)]) -> Result<Vec<u8>, NotBlank> {
    let rows = fields(bytes);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (row, column, text) in cells {
        let not_blank = NotBlank { row: *row, column: *column };
        let fields = usize::try_from(*row).ok().and_then(|row| rows.get(row)).ok_or(not_blank)?;
        let at = usize::try_from(*column).map_err(|_| not_blank)?;
        match (fields.get(at), fields.last()) {
            (Some(field), _) => {
                let written = bytes.get(field.clone()).unwrap_or_default();
                if !written.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'"')) {
                    return Err(not_blank);
                }
                edits.push((field.clone(), text.clone()));
            }
            (None, Some(last)) => edits.push((last.end..last.end, format!("{}{text}", ",".repeat(at + 1 - fields.len())))),
            (None, None) => return Err(not_blank),
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let (mut filled, mut from) = (Vec::with_capacity(bytes.len() + edits.len() * 8), 0);
    for (range, text) in edits {
        filled.extend_from_slice(bytes.get(from..range.start).unwrap_or_default());
        filled.extend_from_slice(text.as_bytes());
        from = range.end;
    }
    filled.extend_from_slice(bytes.get(from..).unwrap_or_default());
    Ok(filled)
}

/// Where each field of each row lies, quotation marks included (RFC 4180).
fn fields(bytes: &[u8]) -> Vec<Vec<Range<usize>>> {
    let mut at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    while at < bytes.len() || !row.is_empty() {
        let end = field_end(bytes, at);
        row.push(at..end);
        at = end + 1;
        match bytes.get(end) {
            Some(b',') => continue,
            Some(b'\r') if bytes.get(at) == Some(&b'\n') => at += 1,
            _ => {}
        }
        rows.push(std::mem::take(&mut row));
    }
    rows
}

fn field_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut quoted) = (start, bytes.get(start) == Some(&b'"'));
    at += usize::from(quoted);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' if quoted && bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' if quoted => quoted = false,
            b',' | b'\r' | b'\n' if !quoted => break,
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, cells: &[(u32, u32)]) -> Result<String, NotBlank> {
        let cells: Vec<(u32, u32, String)> = cells.iter().map(|(row, column)| (*row, *column, "x".to_owned())).collect();
        fill_csv(text.as_bytes(), &cells).map(|bytes| String::from_utf8(bytes).expect("text"))
    }

    #[test]
    fn only_the_blank_cells_change() {
        let text = "\u{FEFF}a,b\r\n,\"改行\r\nと\"\"引用\"\"\"\r\n\r\n \"\" ,y\n\"\",z,\nw";
        assert_eq!(
            filled(text, &[(1, 0), (4, 2), (5, 2)]).as_deref(),
            Ok("\u{FEFF}a,b\r\nx,\"改行\r\nと\"\"引用\"\"\"\r\n\r\n \"\" ,y\n\"\",z,x\nw,,x")
        );
        assert_eq!(filled("a\n\"\",b\n", &[(1, 0)]).as_deref(), Ok("a\nx,b\n"));
        assert_eq!(filled("a\n,b", &[(1, 0)]).as_deref(), Ok("a\nx,b"));
    }

    #[test]
    fn nothing_is_overwritten() {
        assert_eq!(filled("a\nid,b\n", &[(1, 0)]), Err(NotBlank { row: 1, column: 0 }));
        assert_eq!(filled("a\n", &[(5, 0)]), Err(NotBlank { row: 5, column: 0 }));
    }
}
