//! A workbook's package, and a copy of it in which some parts are replaced, added or left out: every other entry is copied
//! as it lies there, compressed bytes and all.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::relations::{Relation, appended, parsed, relations_part, relative, without};
use super::xml::{Edits, Tag, attribute, each_element, prefix_of, walk};
use super::{CellChange, PatchError, sheet};

/// Largest part that is written anew, as text.
const PART_BYTES_MAX: u64 = 32 << 20;
/// Most text that is looked through in one package: parts that lead to each other are looked into again and again.
const READ_BYTES_MAX: u64 = 256 << 20;
/// Most text of the parts that are written anew, which are held until the end.
const CHANGED_BYTES_MAX: usize = 40 << 20;
/// Where a workbook without relations of its own has its parts.
const WORKBOOK: &str = "xl/workbook.xml";
/// The part that names the type of every part.
const TYPES: &str = "[Content_Types].xml";
/// Where the types of relationships begin.
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetPart {
    /// Its name.
    pub name: String,
    /// Its part.
    pub part: String,
    /// The name of the workbook's relationship to it.
    pub relation: String,
    /// Whether it has cells (and is no chart or dialogue).
    pub worksheet: bool,
}

/// A package that is to be copied with changes.
#[derive(Debug)]
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    size: usize,
    /// What was looked through so far.
    read: Cell<u64>,
    /// Entries as they are stored, by the name that parts go by: without regard to capitals.
    names: BTreeMap<String, String>,
    changed: BTreeMap<String, Vec<u8>>,
    added: Vec<String>,
    removed: BTreeSet<String>,
    workbook: String,
    sheets: Vec<SheetPart>,
}

fn package_error(error: &impl ToString) -> PatchError {
    PatchError::Package(error.to_string())
}

fn folded(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

impl<'a> Package<'a> {
    /// Opens a workbook's package and finds its sheets.
    pub fn open(book: &'a [u8]) -> Result<Self, PatchError> {
        let archive = ZipArchive::new(Cursor::new(book)).map_err(|error| package_error(&error))?;
        let mut names = BTreeMap::new();
        for name in archive.file_names() {
            let name = name.map_err(|error| package_error(&error))?.into_owned();
            if let Some(twin) = names.insert(folded(&name), name) {
                return Err(PatchError::Package(format!("{twin} is there twice")));
            }
        }
        let mut package = Self {
            archive,
            size: book.len(),
            read: Cell::new(0),
            names,
            changed: BTreeMap::new(),
            added: Vec::new(),
            removed: BTreeSet::new(),
            workbook: WORKBOOK.to_owned(),
            sheets: Vec::new(),
        };
        if let Some(main) = package.relations("")?.into_iter().find(|relation| relation.is("officeDocument")) {
            package.workbook = main.target;
        }
        package.sheets = package.find_sheets()?;
        Ok(package)
    }

    fn find_sheets(&self) -> Result<Vec<SheetPart>, PatchError> {
        let relations: BTreeMap<String, Relation> =
            self.relations(&self.workbook)?.into_iter().map(|relation| (relation.id.clone(), relation)).collect();
        let mut sheets = Vec::new();
        each_element(&self.text(&self.workbook)?, |element| {
            if element.local_name().as_ref() != "sheet" {
                return;
            }
            let found = attribute(element, "id").and_then(|id| relations.get(&id));
            if let (Some(name), Some(relation)) = (attribute(element, "name"), found) {
                let (part, worksheet) = (relation.target.clone(), relation.is("worksheet"));
                sheets.push(SheetPart { name, part, relation: relation.id.clone(), worksheet });
            }
        })?;
        Ok(sheets)
    }

    /// The sheets in the order in which they were stored.
    #[must_use]
    pub fn sheets(&self) -> &[SheetPart] {
        &self.sheets
    }

    /// The sheet of this name.
    pub fn sheet(&self, name: &str) -> Result<&SheetPart, PatchError> {
        self.sheets.iter().find(|sheet| sheet.name == name).ok_or_else(|| PatchError::NoSheet(name.to_owned()))
    }

    /// The workbook's own part.
    #[must_use]
    pub fn workbook(&self) -> &str {
        &self.workbook
    }

    /// The name under which a part is stored.
    fn stored(&self, part: &str) -> Option<&String> {
        self.names.get(&folded(part)).filter(|name| !self.removed.contains(*name))
    }

    /// Whether there is such a part.
    #[must_use]
    pub fn has(&self, part: &str) -> bool {
        self.stored(part).is_some()
    }

    /// The parts' names.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.names.values().filter(|name| !self.removed.contains(*name)).map(String::as_str)
    }

    /// A part's bytes, as they are by now.
    pub fn bytes(&self, part: &str) -> Result<Vec<u8>, PatchError> {
        let name = self.stored(part).ok_or_else(|| PatchError::Package(format!("{part} is not there")))?;
        if let Some(bytes) = self.changed.get(name) {
            self.count(bytes.len())?;
            return Ok(bytes.clone());
        }
        let mut archive = self.archive.clone();
        let entry = archive.by_name(name).map_err(|error| package_error(&error))?;
        if entry.size() > PART_BYTES_MAX {
            return Err(PatchError::Package(format!("{part} is too large")));
        }
        let mut bytes = Vec::new();
        entry.take(PART_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| package_error(&error))?;
        self.count(bytes.len())?;
        if bytes.len() as u64 > PART_BYTES_MAX { Err(PatchError::Package(format!("{part} is too large"))) } else { Ok(bytes) }
    }

    /// So much more was looked through.
    fn count(&self, bytes: usize) -> Result<(), PatchError> {
        let read = self.read.get().saturating_add(bytes as u64);
        self.read.set(read);
        if read > READ_BYTES_MAX { Err(PatchError::Package("there is too much to look through".to_owned())) } else { Ok(()) }
    }

    /// A part's text, as it is by now.
    pub fn text(&self, part: &str) -> Result<String, PatchError> {
        String::from_utf8(self.bytes(part)?).map_err(|_| PatchError::Package(format!("{part} is not UTF-8")))
    }

    /// Another content for a part that is there.
    pub fn replace(&mut self, part: &str, content: impl Into<Vec<u8>>) -> Result<(), PatchError> {
        let name = self.stored(part).ok_or_else(|| PatchError::Package(format!("{part} is not there")))?.clone();
        self.changed.insert(name, content.into());
        let changed: usize = self.changed.values().map(Vec::len).sum();
        if changed > CHANGED_BYTES_MAX { Err(PatchError::Package("too much would change".to_owned())) } else { Ok(()) }
    }

    /// A new part of this content type.
    pub fn add(&mut self, part: &str, kind: &str, content: impl Into<Vec<u8>>) -> Result<(), PatchError> {
        self.insert(part, content.into())?;
        let path = escape(format!("/{part}")).into_owned();
        let types = appended(&self.text(TYPES)?, |prefix| format!("<{prefix}Override PartName=\"{path}\" ContentType=\"{kind}\"/>"))?;
        self.replace(TYPES, types)
    }

    /// A new part whose content type goes by the ending of its name.
    pub fn add_by_ending(&mut self, part: &str, kind: &str, content: impl Into<Vec<u8>>) -> Result<(), PatchError> {
        self.insert(part, content.into())?;
        let ending = part.rsplit('.').next().unwrap_or_default();
        let mut known = None;
        let types = self.text(TYPES)?;
        each_element(&types, |element| {
            if attribute(element, "Extension").is_some_and(|extension| extension.eq_ignore_ascii_case(ending)) {
                known = attribute(element, "ContentType");
            }
        })?;
        match known {
            Some(known) if known == kind => Ok(()),
            Some(_) => {
                let add = |prefix: &str| format!("<{prefix}Override PartName=\"/{part}\" ContentType=\"{kind}\"/>");
                self.replace(TYPES, appended(&types, add)?)
            }
            // Defaults come before overrides, as every writer has them.
            None => self
                .replace(TYPES, first_child(&types, |prefix| format!("<{prefix}Default Extension=\"{ending}\" ContentType=\"{kind}\"/>"))?),
        }
    }

    fn insert(&mut self, part: &str, content: Vec<u8>) -> Result<(), PatchError> {
        if self.names.contains_key(&folded(part)) {
            return Err(PatchError::Package(format!("{part} is there already")));
        }
        self.names.insert(folded(part), part.to_owned());
        self.changed.insert(part.to_owned(), content);
        self.added.push(part.to_owned());
        Ok(())
    }

    /// A name that no part has: `before`, a number and `after`.
    #[must_use]
    pub fn free_name(&self, before: &str, after: &str) -> String {
        let mut names = (1..=u32::MAX).map(|number| format!("{before}{number}{after}"));
        names.find(|name| !self.names.contains_key(&folded(name))).unwrap_or_default()
    }

    /// Leaves a part out, with its relationships and its type. What leads to it is the caller's.
    pub fn remove(&mut self, part: &str) -> Result<(), PatchError> {
        for name in [part.to_owned(), relations_part(part)] {
            if let Some(stored) = self.stored(&name).cloned() {
                self.changed.remove(&stored);
                if self.added.contains(&stored) {
                    self.added.retain(|added| *added != stored);
                    self.names.remove(&folded(&stored));
                } else {
                    self.removed.insert(stored);
                }
            }
        }
        let path = folded(part);
        let types = self.text(TYPES)?;
        let fewer = without(&types, |element| attribute(element, "PartName").is_some_and(|name| folded(&name) == path))?;
        if fewer == types { Ok(()) } else { self.replace(TYPES, fewer) }
    }

    /// The relationships of a part (of the package itself, where `part` is empty).
    pub fn relations(&self, part: &str) -> Result<Vec<Relation>, PatchError> {
        let relations = if part.is_empty() { "_rels/.rels".to_owned() } else { relations_part(part) };
        if self.has(&relations) { parsed(&self.text(&relations)?, part) } else { Ok(Vec::new()) }
    }

    /// The first part that `part` leads to by a relationship of this kind, e.g. `comments`.
    pub fn related(&self, part: &str, kind: &str) -> Result<Option<String>, PatchError> {
        Ok(self.relations(part)?.into_iter().find(|relation| relation.is(kind)).map(|relation| relation.target))
    }

    /// A new relationship of `part` to `target` (a part): its name. `kind` is the last word of its type.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, PatchError> {
        let known: BTreeSet<String> = self.relations(part)?.into_iter().map(|relation| relation.id).collect();
        let id = (1..=u32::MAX).map(|number| format!("rId{number}")).find(|id| !known.contains(id)).unwrap_or_default();
        let to = escape(relative(part, target)).into_owned();
        let child = |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{RELATION}{kind}\" Target=\"{to}\"/>");
        let relations = relations_part(part);
        if self.has(&relations) {
            self.replace(&relations, appended(&self.text(&relations)?, child)?)?;
        } else {
            let empty = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
            self.add_by_ending(&relations, "application/vnd.openxmlformats-package.relationships+xml", appended(empty, child)?)?;
        }
        Ok(id)
    }

    /// Takes a relationship of `part` away.
    pub fn unrelate(&mut self, part: &str, id: &str) -> Result<(), PatchError> {
        let relations = relations_part(part);
        let text = without(&self.text(&relations)?, |element| attribute(element, "Id").is_some_and(|known| known == id))?;
        self.replace(&relations, text)
    }

    /// Changes cells of the sheet of this name.
    pub fn change_cells(&mut self, name: &str, cells: &[CellChange]) -> Result<(), PatchError> {
        let part = self.sheet(name)?.part.clone();
        let changed = sheet::change(&self.text(&part)?, name, cells)?;
        self.replace(&part, changed.xml)?;
        if changed.formula_removed {
            // A chain that names a cell without a formula is a damage; one that is not there is made anew.
            let workbook = self.workbook.clone();
            let chains: Vec<Relation> = self.relations(&workbook)?.into_iter().filter(|relation| relation.is("calcChain")).collect();
            for chain in chains {
                self.unrelate(&workbook, &chain.id)?;
                self.remove(&chain.target)?;
            }
        }
        Ok(())
    }

    /// Has every formula calculated anew when the workbook is opened.
    pub fn calculate_on_load(&mut self) -> Result<(), PatchError> {
        let (workbook, mut edits) = (self.workbook.clone(), Edits::default());
        let xml = self.text(&workbook)?;
        let (mut place, mut after, mut prefix) = (None, None, String::new());
        walk(&xml, |tag, here, depth| {
            match tag {
                Tag::Start(element) | Tag::Empty(element) if depth == 1 && element.local_name().as_ref() == "calcPr" => place = Some(here),
                Tag::Start(element) if depth == 0 => prefix_of(element.name().as_ref()).clone_into(&mut prefix),
                Tag::End("sheets" | "functionGroups" | "externalReferences" | "definedNames") if depth == 1 => after = Some(here.end),
                Tag::Start(_) | Tag::Empty(_) | Tag::End(_) | Tag::Text => {}
            }
            Ok(())
        })?;
        match (place, after) {
            (Some(place), _) => edits.set(&xml, &place, "fullCalcOnLoad", "1"),
            (None, Some(at)) => edits.put(at..at, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>")),
            (None, None) => return Err(PatchError::Package("there are no sheets".to_owned())),
        }
        self.replace(&workbook, edits.applied(&xml)?)
    }

    /// The package with its changes. The same changes to the same bytes give the same bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, PatchError> {
        let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(self.size + 4096)));
        to.set_raw_comment(self.archive.comment().into()).map_err(|error| package_error(&error))?;
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index).map_err(|error| package_error(&error))?;
            let name = entry.name().map_err(|error| package_error(&error))?.into_owned();
            if self.removed.contains(&name) {
                continue;
            }
            let Some(content) = self.changed.get(&name) else {
                to.raw_copy_file(entry).map_err(|error| package_error(&error))?;
                continue;
            };
            let options = SimpleFileOptions::default().last_modified_time(entry.last_modified().unwrap_or_default());
            to.start_file(name, options.compression_method(CompressionMethod::Deflated)).map_err(|error| package_error(&error))?;
            to.write_all(content).map_err(|error| package_error(&error))?;
        }
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        for name in &self.added {
            to.start_file(name, options.compression_method(CompressionMethod::Deflated)).map_err(|error| package_error(&error))?;
            to.write_all(self.changed.get(name).map_or(&[], Vec::as_slice)).map_err(|error| package_error(&error))?;
        }
        to.finish().map(Cursor::into_inner).map_err(|error| package_error(&error))
    }
}

/// The XML with `child` as the first element of its root.
fn first_child(xml: &str, child: impl Fn(&str) -> String) -> Result<String, PatchError> {
    let mut edits = Edits::default();
    walk(xml, |tag, here, depth| {
        match tag {
            Tag::Start(element) if depth == 0 => edits.put(here.end..here.end, child(prefix_of(element.name().as_ref()))),
            Tag::Empty(element) if depth == 0 => edits.open(element, &here, &child(prefix_of(element.name().as_ref()))),
            Tag::Start(_) | Tag::Empty(_) | Tag::End(_) | Tag::Text => {}
        }
        Ok(())
    })?;
    edits.applied(xml)
}

#[cfg(test)]
mod tests;
