//! The least that reading can cost: the parts inflated, and their XML cut into tokens.

use std::hint::black_box;
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// The number of tokens of the parts that a reader of cells has to look at.
pub fn tokens(bytes: &[u8]) -> usize {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return 0 };
    let mut count = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        if is_read(&part.name().unwrap_or_default()) {
            count += tokens_of(BufReader::new(part));
        }
    }
    count
}

fn is_read(name: &str) -> bool {
    let sheet = name.strip_prefix("xl/worksheets/").is_some_and(|name| !name.contains('/'));
    let named = ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "content.xml"];
    sheet || named.contains(&name)
}

fn tokens_of(part: impl BufRead) -> usize {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut count = 0;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) | Err(_) => return count,
            Ok(event) => {
                black_box(&event);
                count += 1;
            }
        }
    }
}
