//! The parts of a workbook's package: which one is which sheet, and a copy in which some are replaced.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::PatchError;

/// Largest part that is written anew.
const PART_BYTES_MAX: u64 = 200 << 20;
/// Where a workbook without relations of its own has its parts.
const WORKBOOK: &str = "xl/workbook.xml";

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn archive(book: &[u8]) -> Result<Archive<'_>, PatchError> {
    ZipArchive::new(Cursor::new(book)).map_err(|error| PatchError::Package(error.to_string()))
}

/// The text of a part.
pub(super) fn part_text(book: &[u8], name: &str) -> Result<String, PatchError> {
    let mut archive = archive(book)?;
    let part = archive.by_name(name).map_err(|error| PatchError::Package(format!("{name}: {error}")))?;
    let mut text = String::new();
    part.take(PART_BYTES_MAX).read_to_string(&mut text).map_err(|error| PatchError::Package(format!("{name}: {error}")))?;
    Ok(text)
}

/// The part of each sheet, by the sheet's name.
pub(super) fn sheet_parts(book: &[u8]) -> Result<BTreeMap<String, String>, PatchError> {
    let root = part_text(book, "_rels/.rels").unwrap_or_default();
    let main = relations(&root)?.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
    let workbook = main.map_or_else(|| WORKBOOK.to_owned(), |relation| resolved("", &relation.target));
    let (folder, file) = workbook.rsplit_once('/').map_or(("", workbook.as_str()), |(folder, file)| (folder, file));
    let below = |path: String| path.trim_start_matches('/').to_owned();
    let relations = relations(&part_text(book, &below(format!("{folder}/_rels/{file}.rels")))?)?;
    let mut parts = BTreeMap::new();
    each_element(&part_text(book, &workbook)?, |element| {
        if element.local_name().as_ref() != "sheet" {
            return;
        }
        let target = attribute(element, "id").and_then(|id| relations.get(&id).map(|relation| resolved(folder, &relation.target)));
        if let (Some(name), Some(target)) = (attribute(element, "name"), target) {
            parts.insert(name, target);
        }
    })?;
    Ok(parts)
}

struct Relation {
    kind: String,
    target: String,
}

fn relations(xml: &str) -> Result<BTreeMap<String, Relation>, PatchError> {
    let mut found = BTreeMap::new();
    each_element(xml, |element| {
        let part = |name| attribute(element, name);
        if let (Some(id), Some(kind), Some(target)) = (part("Id"), part("Type"), part("Target")) {
            found.insert(id, Relation { kind, target });
        }
    })?;
    Ok(found)
}

/// A target from the root, or below the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let path = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn each_element(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), PatchError> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => take(&element),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(PatchError::Package(error.to_string())),
        }
    }
}

/// An attribute by its name without a prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The package with some parts replaced: every other entry is copied as it lies there, compressed bytes and all.
pub(super) fn with_parts(book: &[u8], changed: &BTreeMap<String, String>) -> Result<Vec<u8>, PatchError> {
    let failed = |error: &dyn std::fmt::Display| PatchError::Package(error.to_string());
    let mut from = archive(book)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(book.len() + 4096)));
    to.set_raw_comment(from.comment().into()).map_err(|error| failed(&error))?;
    for index in 0..from.len() {
        let entry = from.by_index_raw(index).map_err(|error| failed(&error))?;
        let name = entry.name().map_err(|error| failed(&error))?.into_owned();
        let Some(text) = changed.get(&name) else {
            to.raw_copy_file(entry).map_err(|error| failed(&error))?;
            continue;
        };
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(entry.last_modified().unwrap_or_default());
        to.start_file(name, options).map_err(|error| failed(&error))?;
        to.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    }
    to.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}
