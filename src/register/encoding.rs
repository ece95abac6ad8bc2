//! What a sheet's bytes are when they are not UTF-8: Excel's plain 「CSV」 is Shift_JIS.

use super::layout::place;
use crate::diagnostic::{Finding, Place, Problem};

/// The text of a sheet, without a byte order mark; a finding at the first bad cell when it is not UTF-8.
pub(super) fn decode<'a>(sheet: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Finding>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let problem = Problem::RegisterEncoding { likely: likely(bytes).to_owned() };
        Box::new(Finding::at(position(sheet, bytes.get(..error.valid_up_to()).unwrap_or_default()), problem))
    })
}

/// The cell after `before`, by counting line ends and commas.
fn position(sheet: &str, before: &[u8]) -> Place {
    let rows = before.split(|byte| *byte == b'\n').count().saturating_sub(1);
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let columns = line.split(|byte| *byte == b',').count().saturating_sub(1);
    place(sheet, u32::try_from(rows).unwrap_or(u32::MAX), u32::try_from(columns).unwrap_or(u32::MAX))
}

fn likely(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.contains(&0) {
        "UTF-16"
    } else if is_shift_jis(bytes) {
        "Shift_JIS"
    } else {
        "?"
    }
}

/// Whether every byte fits JIS X 0208 annex 1 (with the extension rows of Windows).
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(lead) = rest.next() {
        let good = match lead {
            0x81..=0x9F | 0xE0..=0xFC => matches!(rest.next(), Some(0x40..=0x7E | 0x80..=0xFC)),
            0x80 | 0xA0 | 0xFD..=0xFF => false,
            _ => true,
        };
        if !good {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excels_own_csv_is_recognised() {
        // 「項目,内容」 in Shift_JIS.
        let bytes = b"A,B\r\n1,\x8D\x80\x96\xDA\r\n";
        let finding = decode("計画", bytes).err();
        assert_eq!(finding.as_ref().map(|f| f.place.text(crate::domain::Lang::Ja)), Some("「計画」シートB2".to_owned()));
        assert_eq!(finding.map(|f| f.problem), Some(Problem::RegisterEncoding { likely: "Shift_JIS".to_owned() }));
        assert!(
            matches!(decode("計画", b"\xFF\xFEA\0").err().map(|f| f.problem), Some(Problem::RegisterEncoding { likely }) if likely == "UTF-16")
        );
        assert_eq!(decode("計画", "\u{FEFF}項目".as_bytes()).ok(), Some("項目"));
    }
}
