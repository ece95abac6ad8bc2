//! Workbooks made by hand for tests: well-formed where it matters, wrong where a test wants it.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const PACKAGE_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="入力" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A ZIP of these entries.
pub(super) fn package<T: AsRef<str>>(entries: &[(T, T)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_ref().as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this XML inside `<sheetData>`, and further parts.
pub(super) fn workbook(sheet_data: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{sheet_data}</sheetData></worksheet>"#
    );
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE_RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

/// The same bytes with every `from` replaced by a `to` of the same length.
pub(super) fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + from.len()].copy_from_slice(to);
    }
    bytes
}

/// An `OpenDocument` workbook with this XML inside `<office:spreadsheet>`.
pub(super) fn open_document(spreadsheet: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:draw="d"><office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// A compound file (OLE) with these streams; short ones lie in the mini stream, as the format wants it.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let sectors_of = |bytes: usize| bytes.div_ceil(512);
    let (mut mini, mut mini_table) = (Vec::new(), Vec::<u32>::new());
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    let mut placed: Vec<(bool, u32)> = Vec::new();
    let chained = |table: &mut Vec<u32>, count: usize| {
        let first = table.len();
        table.extend((first..first + count).map(|at| if at + 1 < first + count { at as u32 + 1 } else { END }));
        first as u32
    };
    for (_, bytes) in streams {
        if bytes.len() < 4096 {
            let first = chained(&mut mini_table, bytes.len().div_ceil(64).max(1));
            mini.extend_from_slice(bytes);
            mini.resize(mini_table.len() * 64, 0);
            placed.push((true, first));
        } else {
            placed.push((false, bodies.len() as u32));
            bodies.push(bytes.to_vec());
        }
    }
    let directory_sectors = (streams.len() + 1).div_ceil(4);
    let mini_table_sectors = sectors_of(mini_table.len() * 4);
    let rest =
        directory_sectors + mini_table_sectors + sectors_of(mini.len()) + bodies.iter().map(|body| sectors_of(body.len())).sum::<usize>();
    let table_sectors = (1..).find(|count| count * 128 >= rest + count).unwrap();
    let mut table = vec![0xFFFF_FFFD; table_sectors];
    let directory_at = chained(&mut table, directory_sectors);
    let mini_table_at = chained(&mut table, mini_table_sectors);
    let mini_at = chained(&mut table, sectors_of(mini.len()));
    let bodies_at: Vec<u32> = bodies.iter().map(|body| chained(&mut table, sectors_of(body.len()))).collect();
    table.resize(table_sectors * 128, 0xFFFF_FFFF);

    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E_u16, 3, 0xFFFE, 9, 6].into_iter().flat_map(u16::to_le_bytes));
    file.resize(44, 0);
    let words = [table_sectors as u32, directory_at, 0, 4096, mini_table_at, mini_table_sectors as u32, END, 0];
    file.extend(words.into_iter().flat_map(u32::to_le_bytes));
    file.extend((0..table_sectors as u32).flat_map(u32::to_le_bytes));
    file.resize(512, 0xFF);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = directory_entry("Root Entry", 5, if mini.is_empty() { END } else { mini_at }, mini.len());
    for ((name, bytes), (short, at)) in streams.iter().zip(placed) {
        directory.extend(directory_entry(name, 2, if short { at } else { bodies_at[at as usize] }, bytes.len()));
    }
    let mini_table: Vec<u8> = mini_table.into_iter().flat_map(u32::to_le_bytes).collect();
    for mut part in [directory, mini_table, mini].into_iter().chain(bodies) {
        part.resize(part.len().next_multiple_of(512), 0);
        file.extend(part);
    }
    file
}

fn directory_entry(name: &str, kind: u8, start: u32, length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_length = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(name_length.to_le_bytes());
    bytes.extend([kind, 1]);
    bytes.extend([u32::MAX; 3].into_iter().flat_map(u32::to_le_bytes));
    bytes.resize(116, 0);
    bytes.extend([start, length as u32, 0].into_iter().flat_map(u32::to_le_bytes));
    bytes
}
