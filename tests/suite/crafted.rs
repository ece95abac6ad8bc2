//! Files that are not what they say, made by hand.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// What the first part of an `OpenDocument` workbook says.
pub const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// A ZIP of files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook with every `from` in its sheets replaced.
pub fn patched(workbook: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut places = 0;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if part.name().unwrap().starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            places += text.matches(from).count();
            bytes = text.replace(from, to).into_bytes();
        }
        writer.start_file(part.name().unwrap().into_owned(), SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    assert!(places > 0, "the workbook has no {from:?}");
    writer.finish().unwrap().into_inner()
}

/// An `OpenDocument` workbook with this XML inside `<office:spreadsheet>`; the table styles `shown` and `hidden` are there.
pub fn open_document(body: &str) -> Vec<u8> {
    let styles = ["shown", "hidden"].map(|name| {
        format!(
            r#"<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{}"/></style:style>"#,
            name == "shown"
        )
    });
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>{}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#,
        styles.concat()
    );
    zip(&[("mimetype", MIMETYPE), ("content.xml", content.as_bytes())])
}

/// An OLE compound file with these streams (each of 64 bytes), as old Excel and encrypted new ones are.
pub fn compound_file(streams: &[&str]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    const FAT: u32 = 0xFFFF_FFFD;
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(24, 0);
    for half in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        header.extend(half.to_le_bytes());
    }
    header.resize(44, 0);
    // One FAT sector, the directory in sector 1, streams of 64 bytes or more; no MiniFAT, no DIFAT.
    for word in [1_u32, 1, 0, 64, END, 0, END, 0, 0] {
        header.extend(word.to_le_bytes());
    }
    header.resize(512, 0xFF);
    let mut fat: Vec<u32> = vec![FAT, END];
    fat.extend(streams.iter().map(|_| END));
    fat.resize(128, FREE);
    let mut file = header;
    file.extend(fat.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = entry("Root Entry", 5, END, 0, if streams.is_empty() { FREE } else { 1 }, FREE);
    for (place, name) in (0_u32..).zip(streams) {
        let right = if (place as usize) + 1 < streams.len() { place + 2 } else { FREE };
        directory.extend(entry(name, 2, place + 2, 64, FREE, right));
    }
    directory.resize(512, 0);
    file.extend(directory);
    file.resize(file.len() + streams.len() * 512, 0x5A);
    file
}

/// One directory entry: 128 bytes.
fn entry(name: &str, kind: u8, start: u32, size: u32, child: u32, right: u32) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(length.to_le_bytes());
    bytes.extend([kind, 1]);
    for word in [0xFFFF_FFFF, right, child] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.resize(116, 0);
    for word in [start, size, 0] {
        bytes.extend(word.to_le_bytes());
    }
    bytes
}

/// A record of an old workbook.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// An OLE compound file with one stream, that of an old workbook.
pub fn old_workbook(stream: &[u8]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    const FAT: u32 = 0xFFFF_FFFD;
    // Shorter ones would lie in the mini stream.
    let mut body = stream.to_vec();
    body.resize(body.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(body.len() / 512).unwrap();
    let tables = (1..=109).find(|tables| tables * 128 > sectors + tables).unwrap();
    let mut file = compound_file(&[])[..512].to_vec();
    for (at, word) in [(44, tables), (48, tables), (56, 4096)] {
        file[at..at + 4].copy_from_slice(&word.to_le_bytes());
    }
    for table in 0..tables {
        let at = 76 + 4 * table as usize;
        file[at..at + 4].copy_from_slice(&table.to_le_bytes());
    }
    let first = tables + 1;
    let mut table = vec![FAT; tables as usize];
    table.push(END);
    table.extend((first + 1..first + sectors).chain([END]));
    table.resize(tables as usize * 128, FREE);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = entry("Root Entry", 5, END, 0, 1, FREE);
    directory.extend(entry("Workbook", 2, first, u32::try_from(body.len()).unwrap(), FREE, FREE));
    directory.resize(512, 0);
    file.extend(directory);
    file.extend(body);
    file
}
