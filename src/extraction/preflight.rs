//! A look at the bytes before anything is parsed: magic bytes decide, never the file's extension.

use super::Format;
use super::compound::{Compound, MAGIC};
use super::frame::REQUEST_MAX;
use super::package::check_package;
use crate::diagnostic::Problem;

/// How much of a text is looked at to tell a web page.
const HEAD_BYTES: usize = 4096;

/// What is known of a workbook that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preflight {
    /// What it is, by its content.
    pub format: Format,
    /// Macros are in it.
    pub macros: bool,
    /// It refers to other files.
    pub external_links: bool,
}

/// Whether these bytes may be parsed as a workbook of a known format: size, and a container without tricks.
pub fn preflight(bytes: &[u8]) -> Result<Preflight, Problem> {
    if bytes.is_empty() {
        return Err(Problem::EmptyFile);
    }
    if bytes.len() > REQUEST_MAX {
        return Err(too_large("bytes", bytes.len() as u64, REQUEST_MAX as u64));
    }
    if bytes.starts_with(&MAGIC) {
        return compound_file(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return check_package(bytes);
    }
    Err(text_file(&head_text(bytes)))
}

pub(super) fn too_large(what: &str, found: u64, max: u64) -> Problem {
    Problem::TooLarge { what: what.to_owned(), found, max }
}

/// What a compound file holds, by the streams in its directory: old workbooks, and new ones behind a password.
fn compound_file(bytes: &[u8]) -> Result<Preflight, Problem> {
    let file = Compound::open(bytes)?;
    if file.holds("EncryptedPackage") || file.holds("EncryptionInfo") {
        return Err(Problem::Encrypted);
    }
    // Followed to its end here, so that nothing behind this goes round in circles.
    if file.stream("Workbook")?.or(file.stream("Book")?).is_none() {
        return Err(Problem::NotAWorkbook);
    }
    let macros = file.holds("_VBA_PROJECT_CUR") || file.holds("_VBA_PROJECT");
    Ok(Preflight { format: Format::Xls, macros, external_links: false })
}

/// The beginning as lower-case text, whatever Unicode encoding it has; markup is ASCII, so other characters do not matter.
fn head_text(bytes: &[u8]) -> String {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let wide = |from_pair: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = head.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(from_pair).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match head {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').to_ascii_lowercase()
}

fn text_file(head: &str) -> Problem {
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.starts_with("<?xml") {
        return Problem::UnsupportedFormat { format: "xml".to_owned() };
    }
    // An OpenDocument in one file: it begins with tables too, and is no page.
    if head.contains("urn:oasis:names:tc:opendocument") {
        return Problem::UnsupportedFormat { format: "fods".to_owned() };
    }
    let markup = ["<html", "<table", "<!doctype html", "<head", "<meta"];
    let page = (head.starts_with('<') && markup.iter().any(|tag| head.contains(tag))) || head.starts_with("mime-version:");
    if page { Problem::WebPage } else { Problem::NotAWorkbook }
}

#[cfg(test)]
mod tests {
    use super::super::crafted_xls::compound;
    use super::*;

    fn ole(stream: &str) -> Vec<u8> {
        compound(&[(stream, b"content")])
    }

    #[test]
    fn the_bytes_decide() {
        assert_eq!(preflight(b""), Err(Problem::EmptyFile));
        assert_eq!(preflight(b"%PDF-1.7"), Err(Problem::NotAWorkbook));
        assert_eq!(preflight("番号,指標名\n1,観光".as_bytes()), Err(Problem::NotAWorkbook));
        assert_eq!(preflight(&ole("EncryptedPackage")), Err(Problem::Encrypted));
        let xls = Preflight { format: Format::Xls, macros: false, external_links: false };
        assert_eq!(preflight(&ole("Workbook")), Ok(xls));
        assert_eq!(preflight(&ole("WordDocument")), Err(Problem::NotAWorkbook));
        assert!(matches!(preflight(&vec![b'a'; REQUEST_MAX + 1]), Err(Problem::TooLarge { .. })));
    }

    #[test]
    fn a_web_page_is_told_in_any_encoding() {
        let page = "\u{FEFF}\r\n<!DOCTYPE html><HTML><body><table><tr><td>実績</td></tr></table></body></HTML>";
        let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide_big: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [page.as_bytes(), &wide, &wide_big, b"  <table border=1>"] {
            assert_eq!(preflight(bytes), Err(Problem::WebPage));
        }
        let old_xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert_eq!(preflight(old_xml.as_bytes()), Err(Problem::UnsupportedFormat { format: "xml".to_owned() }));
        let flat = "<?xml version=\"1.0\"?><office:document xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><table:table>";
        assert_eq!(preflight(flat.as_bytes()), Err(Problem::UnsupportedFormat { format: "fods".to_owned() }));
    }
}
