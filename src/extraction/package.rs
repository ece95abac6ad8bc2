//! The package (ZIP) around a workbook: which kind it is, and that its table of contents holds no trick.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::preflight::{Preflight, too_large};
use super::{Format, damaged};
use crate::diagnostic::Problem;

/// Most entries of a package; official workbooks have a few dozen.
const ENTRIES_MAX: usize = 5_000;
/// Largest sum of declared sizes. The unpacker refuses an entry that turns out larger than it declares.
const UNPACKED_BYTES_MAX: u64 = 300 << 20;
/// Most sheets.
pub(super) const SHEETS_MAX: usize = 500;
/// Most shared strings that a workbook may announce: the parser reserves memory for that many.
pub(super) const STRINGS_MAX: u64 = 2_000_000;
/// How much of a part is looked into here.
const PART_HEAD_BYTES: u64 = 1 << 20;
/// How much of shared strings is inflated at a time to find their counts.
const COUNTS_BYTES: usize = 512;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Checks a ZIP file: bounded, honest names, and a workbook of a known format inside.
pub(super) fn check_package(bytes: &[u8]) -> Result<Preflight, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    if archive.len() > ENTRIES_MAX {
        return Err(too_large("entries", archive.len() as u64, ENTRIES_MAX as u64));
    }
    let (names, encrypted) = entry_names(&archive)?;
    if encrypted {
        let workbook = names.iter().any(|name| matches!(name.as_str(), "xl/workbook.xml" | "xl/workbook.bin" | "content.xml"));
        return Err(if workbook { Problem::Encrypted } else { Problem::Archive });
    }
    let format = format(&mut archive, &names)?;
    let sheets = names.iter().filter(|name| name.contains("/worksheets/") && !name.contains("/_rels/")).count();
    if sheets > SHEETS_MAX {
        return Err(too_large("sheets", sheets as u64, SHEETS_MAX as u64));
    }
    for (index, name) in names.iter().enumerate() {
        if name == "sharedstrings.xml" || name.ends_with("/sharedstrings.xml") {
            check_shared_strings(&mut archive, index)?;
        }
    }
    let any = |part: &str| names.iter().any(|name| name.contains(part));
    let macros = any("vbaproject.bin") || (format == Format::Ods && (any("basic/") || any("scripts/")));
    Ok(Preflight { format, macros, external_links: any("/externallinks/") })
}

/// Names of all entries in order, in one spelling (lower case, `/` between folders), and whether one is encrypted.
fn entry_names(archive: &Archive<'_>) -> Result<(Vec<String>, bool), Problem> {
    let mut names = Vec::with_capacity(archive.len());
    let mut seen = BTreeSet::new();
    let mut unpacked = 0u64;
    let mut encrypted = false;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| damaged(&error.to_string()))?;
        encrypted |= entry.encrypted();
        unpacked = unpacked.saturating_add(entry.size());
        if unpacked > UNPACKED_BYTES_MAX {
            return Err(too_large("declared_bytes", unpacked, UNPACKED_BYTES_MAX));
        }
        // Some writers separate folders by a backslash.
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/").to_lowercase();
        let drive = name.as_bytes().get(1) == Some(&b':');
        if name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|part| part == "..") {
            return Err(damaged("an entry's name leaves the package"));
        }
        if !seen.insert(name.trim_end_matches('/').to_owned()) {
            return Err(damaged("two entries have one name"));
        }
        names.push(name);
    }
    if archive.has_duplicate_names() { Err(damaged("two entries have one name")) } else { Ok((names, encrypted)) }
}

/// Which workbook the package is; else the problem that says what it is.
fn format(archive: &mut Archive<'_>, names: &[String]) -> Result<Format, Problem> {
    let position = |wanted: &str| names.iter().position(|name| name == wanted);
    let types = match position("[content_types].xml") {
        Some(index) => part_head(archive, index)?.to_lowercase(),
        None => String::new(),
    };
    let main = ["spreadsheetml.sheet.main+xml", "sheet.macroenabled.main+xml", "template.main+xml", "template.macroenabled.main+xml"];
    if position("xl/workbook.xml").is_some() || (types.contains("spreadsheetml") && main.iter().any(|kind| types.contains(kind))) {
        return Ok(if types.contains("macroenabled") { Format::Xlsm } else { Format::Xlsx });
    }
    if position("xl/workbook.bin").is_some() || types.contains("sheet.binary.macroenabled.main") {
        return Ok(Format::Xlsb);
    }
    if let Some(index) = position("mimetype") {
        let mimetype = part_head(archive, index)?;
        if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            open_document(archive, names)?;
            return Ok(Format::Ods);
        }
        if mimetype.starts_with("application/") {
            return Err(Problem::NotAWorkbook);
        }
    }
    let office = names.iter().any(|name| name.starts_with("word/") || name.starts_with("ppt/") || name.starts_with("visio/"));
    Err(if office { Problem::NotAWorkbook } else { Problem::Archive })
}

/// An `OpenDocument` package encrypts its parts by itself, and says so in its list of parts.
fn open_document(archive: &mut Archive<'_>, names: &[String]) -> Result<(), Problem> {
    if let Some(index) = names.iter().position(|name| name == "meta-inf/manifest.xml")
        && part_head(archive, index)?.contains("encryption-data")
    {
        return Err(Problem::Encrypted);
    }
    let whole = names.iter().any(|name| name == "content.xml");
    if whole { Ok(()) } else { Err(damaged("there is no content")) }
}

fn part_head(archive: &mut Archive<'_>, index: usize) -> Result<String, Problem> {
    let part = archive.by_index(index).map_err(|error| damaged(&error.to_string()))?;
    let mut head = Vec::new();
    part.take(PART_HEAD_BYTES).read_to_end(&mut head).map_err(|error| damaged(&error.to_string()))?;
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// A false count would make the parser claim memory until it is killed; a true one is below the bound.
fn check_shared_strings(archive: &mut Archive<'_>, index: usize) -> Result<(), Problem> {
    let part = archive.by_index(index).map_err(|error| damaged(&error.to_string()))?;
    // The counts stand at its very beginning: little more than that is inflated.
    let mut xml = quick_xml::Reader::from_reader(BufReader::with_capacity(COUNTS_BYTES, part.take(PART_HEAD_BYTES)));
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::with_capacity(COUNTS_BYTES);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                let counts = tag.attributes().flatten().filter(|attribute| {
                    let name = attribute.key.local_name();
                    name.as_ref() == "count" || name.as_ref() == "uniqueCount"
                });
                for count in counts {
                    let text = count.value.trim();
                    let number = text.parse::<u64>().unwrap_or(if text.len() > 18 { u64::MAX } else { 0 });
                    // `count` counts uses, which the bound of cells limits; `uniqueCount` is what memory is reserved for.
                    let max = if count.key.local_name().as_ref() == "uniqueCount" { STRINGS_MAX } else { STRINGS_MAX * 4 };
                    if number > max {
                        return Err(too_large("shared_strings", number, max));
                    }
                }
                return Ok(());
            }
            Ok(Event::Eof) => return Err(damaged("the shared strings have no beginning")),
            Err(error) => return Err(damaged(&error.to_string())),
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::crafted::{package, patched, workbook};
    use super::*;

    fn refused(bytes: &[u8]) -> &'static str {
        check_package(bytes).expect_err("refused").code()
    }

    #[test]
    fn the_parts_tell_what_it_is() {
        let known = |format| Preflight { format, macros: false, external_links: false };
        assert_eq!(check_package(&workbook("", &[])), Ok(known(Format::Xlsx)));
        let with_both = workbook("", &[("xl/vbaProject.bin", "x"), ("xl/externalLinks/externalLink1.xml", "<x/>")]);
        assert_eq!(check_package(&with_both), Ok(Preflight { format: Format::Xlsx, macros: true, external_links: true }));
        // Some writers separate folders by a backslash.
        assert!(check_package(&package(&[("xl\\workbook.xml", "<workbook/>")])).is_ok());
        assert_eq!(refused(&package(&[("R6観光.xlsx", "PK"), ("R6税務.xlsx", "PK")])), "F003");
        assert_eq!(refused(&package(&[("word/document.xml", "")])), "F001");
        assert_eq!(check_package(&package(&[("xl/workbook.bin", "")])), Ok(known(Format::Xlsb)));
        let sheet = "application/vnd.oasis.opendocument.spreadsheet";
        assert_eq!(check_package(&package(&[("mimetype", sheet), ("content.xml", "")])), Ok(known(Format::Ods)));
        let list = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
        let locked = package(&[("mimetype", sheet), ("content.xml", "x"), ("META-INF/manifest.xml", list)]);
        assert_eq!(refused(&locked), "F004", "a password of LibreOffice");
        assert_eq!(refused(&package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")])), "F001");
        assert_eq!(refused(&package::<&str>(&[])), "F003", "an empty ZIP");
    }

    #[test]
    fn a_truncated_package_is_damaged() {
        let whole = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", &[]);
        for length in [4, 100, whole.len() / 2, whole.len() - 1] {
            assert_eq!(refused(&whole[..length]), "F009", "{length}");
        }
    }

    #[test]
    fn names_without_tricks() {
        assert_eq!(refused(&workbook("", &[("../evil.xml", "")])), "F009");
        assert_eq!(refused(&workbook("", &[("xl\\..\\..\\evil.xml", "")])), "F009");
        assert_eq!(refused(&workbook("", &[("/etc/passwd", "")])), "F009");
        assert_eq!(refused(&workbook("", &[("c:/evil.xml", "")])), "F009");
        assert_eq!(refused(&workbook("", &[("XL/Workbook.XML", "")])), "F009", "differs in case only");
        assert_eq!(refused(&workbook("", &[("xl\\workbook.xml", "")])), "F009", "differs in separator only");
        let twins = patched(workbook("", &[("xl/a1.xml", ""), ("xl/a2.xml", "")]), b"a2.xml", b"a1.xml");
        assert_eq!(refused(&twins), "F009", "twice the same name");
    }

    #[test]
    fn bombs_are_refused_before_anything_is_inflated() {
        let many: Vec<(String, String)> = (0..6_000).map(|index| (format!("xl/p{index}.xml"), String::new())).collect();
        assert_eq!(refused(&package(&many)), "F008");
        let mut sized = workbook("", &[]);
        let at = sized.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        sized[at + 24..at + 28].copy_from_slice(&400_000_000u32.to_le_bytes());
        assert_eq!(refused(&sized), "F008");
        for count in ["4000000000", "99999999999999999999999"] {
            let strings = format!("<?xml version=\"1.0\"?><!-- c --><sst count=\"1\" uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
            assert_eq!(refused(&workbook("", &[("xl/sharedStrings.xml", &strings)])), "F008");
        }
        let sheets: Vec<(String, String)> = (0..600).map(|index| (format!("xl/worksheets/s{index}.xml"), String::new())).collect();
        let mut sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        sheets.push(("xl/workbook.xml", ""));
        assert_eq!(refused(&package(&sheets)), "F008");
    }
}
