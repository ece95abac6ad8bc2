//! Packages made of texts, so that a mutation changes a part and not a checksum: `@@ name` begins a part, its text follows
//! until the next one. Parts that are named replace those of a base; `@@ -name` takes one away.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Parts by name.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// What the fuzzer's bytes name, on top of a base. What stands before the first name comes back as well.
#[must_use]
pub fn overlaid<'a>(mut base: Parts, data: &'a [u8]) -> (&'a [u8], Parts) {
    let mut starts: Vec<usize> = data.windows(3).enumerate().filter(|(_, bytes)| *bytes == b"@@ ").map(|(at, _)| at).collect();
    starts.retain(|at| *at == 0 || data[at - 1] == b'\n');
    let head = &data[..starts.first().copied().unwrap_or(data.len())];
    for (place, start) in starts.iter().enumerate() {
        let body = &data[start + 3..starts.get(place + 1).copied().unwrap_or(data.len())];
        let end = body.iter().position(|byte| *byte == b'\n').unwrap_or(body.len());
        let name = String::from_utf8_lossy(&body[..end]).into_owned();
        if let Some(name) = name.strip_prefix('-') {
            base.remove(name);
        } else {
            base.insert(name, body.get(end + 1..).unwrap_or_default().to_vec());
        }
    }
    (head, base)
}

/// The parts as a ZIP; nothing is compressed.
#[must_use]
pub fn package(parts: &Parts) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(bytes).ok()?;
    }
    writer.finish().ok().map(Cursor::into_inner)
}

/// A workbook of two sheets, as short as it can be.
#[must_use]
pub fn small_xlsx() -> Parts {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const P: &str = "http://schemas.openxmlformats.org/package/2006";
    let sheet = |cells: &str| format!(r#"<worksheet xmlns="{MAIN}"><dimension ref="A1:D4"/><sheetData>{cells}</sheetData></worksheet>"#);
    let relation = |id: &str, kind: &str, target: &str| format!(r#"<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"/>"#);
    let relations = |all: &[String]| format!(r#"<Relationships xmlns="{P}/relationships">{}</Relationships>"#, all.concat());
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let part = |name: &str, what: &str| format!(r#"<Override PartName="{name}" ContentType="{kind}.{what}+xml"/>"#);
    let types = [
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#.to_owned(),
        r#"<Default Extension="xml" ContentType="application/xml"/>"#.to_owned(),
        part("/xl/workbook.xml", "sheet.main"),
        part("/xl/worksheets/sheet1.xml", "worksheet"),
        part("/xl/worksheets/sheet2.xml", "worksheet"),
        part("/xl/styles.xml", "styles"),
        part("/xl/sharedStrings.xml", "sharedStrings"),
    ];
    let book = [
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        relation("rId2", "worksheet", "worksheets/sheet2.xml"),
        relation("rId3", "styles", "styles.xml"),
        relation("rId4", "sharedStrings", "sharedStrings.xml"),
    ];
    [
        ("[Content_Types].xml", format!(r#"<Types xmlns="{P}/content-types">{}</Types>"#, types.concat())),
        ("_rels/.rels", relations(&[relation("rId1", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets><sheet name="入力" sheetId="1" r:id="rId1"/><sheet name="メモ" sheetId="2" r:id="rId2"/></sheets></workbook>"#
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations(&book)),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill/><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}" uniqueCount="2"><si><t>指標名</t></si><si><r><t>観光</t></r><rPh><t>カンコウ</t></rPh></si></sst>"#)),
        (
            "xl/worksheets/sheet1.xml",
            sheet(
                r#"<row r="1" spans="1:4"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.453</v></c></row><row r="3"><c r="B3"><f>1+1</f><v>2</v></c><c r="D3" s="2"/></row>"#,
            ),
        ),
        ("xl/worksheets/sheet2.xml", sheet("")),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .collect()
}
