//! The parts of a written workbook, for tests.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A workbook taken apart.
pub struct Parts(BTreeMap<String, String>);

/// Takes a workbook apart.
pub fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        parts.insert(entry.name().unwrap().into_owned(), text);
    }
    Parts(parts)
}

impl Parts {
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn part(&self, name: &str) -> &str {
        self.0.get(name).unwrap()
    }

    pub fn all(&self) -> String {
        self.0.values().map(String::as_str).collect()
    }

    /// What a reader can find: texts of cells, charts, properties and defined names; cell addresses of the format itself left out.
    pub fn cells_and_properties(&self) -> String {
        let wanted = |name: &&String| !name.starts_with("xl/worksheets/sheet");
        self.0.iter().filter(|(name, _)| wanted(name)).map(|(_, text)| text.as_str()).collect()
    }
}
