//! What an xlsx package says of itself: where the workbook is, its sheets in order, and the parts they share.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use super::damaged;
use super::package::SHEETS_MAX;
use super::preflight::too_large;
use super::xlsx_parts::{Parts, attribute, push_reference};
use crate::diagnostic::Problem;

/// Most defined names that are kept, and the longest text of one: real workbooks have hundreds of dead ones.
const NAMES_MAX: usize = 10_000;
const NAME_CHARS_MAX: usize = 300;

/// The workbook part's own facts.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<Sheet>,
    /// Days are counted from 1904, as old Macintosh files do.
    pub epoch_1904: bool,
    /// Everything is to be calculated on opening: a stored result may be a placeholder.
    pub calculates_on_load: bool,
    /// Names of the parts of shared strings and styles, which a workbook may lack.
    pub strings: String,
    pub styles: String,
    /// Defined names and what each refers to, as written.
    pub names: Vec<(String, String)>,
}

/// A sheet in the workbook's list.
#[derive(Debug)]
pub(super) struct Sheet {
    pub name: String,
    pub visible: bool,
    /// The part that holds its cells; `None` for charts, dialogues and macro sheets.
    pub cells: Option<String>,
}

/// One part refers to another.
struct Relation {
    /// The last word of its type: `worksheet`, `sharedStrings`.
    kind: String,
    /// The name of the part, from the package's root.
    target: String,
}

impl Book {
    /// Reads the package's own parts, up to the list of sheets.
    pub(super) fn read(parts: &mut Parts<'_>) -> Result<Self, Problem> {
        let package = relations(parts, "")?.ok_or_else(|| damaged("the package does not say where the workbook is"))?;
        let office = package.into_values().find(|relation| relation.kind == "officeDocument");
        let path = office.ok_or_else(|| damaged("the package names no workbook"))?.target;
        let relations = relations(parts, &path)?.ok_or_else(|| damaged("the workbook does not say where its sheets are"))?;
        let mut xml = parts.part(&path)?.ok_or_else(|| damaged("there is no workbook part"))?;
        let mut book = Self::of_workbook(&mut xml, &relations)?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = |kind: &str| {
            let stated = relations.values().find(|relation| relation.kind == kind);
            stated.map_or_else(|| resolved(folder, &format!("{kind}.xml")), |relation| relation.target.clone())
        };
        (book.strings, book.styles) = (target("sharedStrings"), target("styles"));
        Ok(book)
    }

    fn of_workbook<R: BufRead>(xml: &mut XmlReader<R>, relations: &BTreeMap<String, Relation>) -> Result<Self, Problem> {
        let mut book = Self::default();
        let mut name: Option<(String, String)> = None;
        let mut buffer = Vec::with_capacity(1024);
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "sheet" => {
                        book.sheets.push(sheet(&tag, relations)?);
                        let count = book.sheets.len();
                        if count > SHEETS_MAX {
                            return Err(too_large("sheets", count as u64, SHEETS_MAX as u64));
                        }
                    }
                    "definedName" if book.names.len() < NAMES_MAX => {
                        name = attribute(&tag, "name")?.map(|name| (name.chars().take(NAME_CHARS_MAX).collect(), String::new()));
                    }
                    // An extension's element of the same name has no such attribute.
                    "workbookPr" => book.epoch_1904 |= attribute(&tag, "date1904")?.is_some_and(|value| value == "1" || value == "true"),
                    "calcPr" => {
                        book.calculates_on_load |= attribute(&tag, "fullCalcOnLoad")?.is_some_and(|value| value == "1" || value == "true");
                    }
                    _ => {}
                },
                Event::Text(text) => {
                    if let Some((_, refers)) = &mut name {
                        push_bounded(refers, &text);
                    }
                }
                Event::GeneralRef(entity) => {
                    if let Some((_, refers)) = name.as_mut().filter(|(_, refers)| refers.len() < NAME_CHARS_MAX) {
                        push_reference(&entity, refers)?;
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "definedName" => book.names.extend(name.take()),
                Event::End(tag) if tag.local_name().as_ref() == "workbook" => return Ok(book),
                Event::Eof => return Err(damaged("the workbook part is cut short")),
                Event::End(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }
}

fn push_bounded(to: &mut String, text: &str) {
    to.extend(text.chars().take(NAME_CHARS_MAX.saturating_sub(to.len())));
}

fn sheet(tag: &BytesStart<'_>, relations: &BTreeMap<String, Relation>) -> Result<Sheet, Problem> {
    let name = attribute(tag, "name")?.unwrap_or_default().chars().take(255).collect();
    let visible = !attribute(tag, "state")?.is_some_and(|state| state == "hidden" || state == "veryHidden");
    let id = attribute(tag, "id")?.unwrap_or_default();
    let relation = relations.get(id.as_ref()).ok_or_else(|| damaged("a sheet has no part"))?;
    Ok(Sheet { name, visible, cells: (relation.kind == "worksheet").then(|| relation.target.clone()) })
}

/// What a part (or, without a name, the package) refers to, by id.
fn relations(parts: &mut Parts<'_>, of: &str) -> Result<Option<BTreeMap<String, Relation>>, Problem> {
    let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
    let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(mut xml) = parts.part(&path)? else { return Ok(None) };
    let mut found = BTreeMap::new();
    let mut buffer = Vec::with_capacity(1024);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                let kind = attribute(&tag, "Type")?.unwrap_or_default();
                let target = attribute(&tag, "Target")?.unwrap_or_default();
                let relation = Relation { kind: kind.rsplit('/').next().unwrap_or_default().to_owned(), target: resolved(folder, &target) };
                found.insert(attribute(&tag, "Id")?.unwrap_or_default().into_owned(), relation);
            }
            Event::End(tag) if tag.local_name().as_ref() == "Relationships" => return Ok(Some(found)),
            Event::Eof => return Err(damaged("the relationships are cut short")),
            Event::Start(_)
            | Event::Empty(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// A target from the package's root: `/xl/a.xml` as it is, `../a.xml` and `a.xml` from the folder of the part that refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with(['/', '\\']) { Vec::new() } else { folder.split('/').collect() };
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::crafted::package;
    use super::*;

    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn book(sheets: &str, relations: &str) -> Result<Book, Problem> {
        let office = format!(r#"<Relationships><Relationship Id="a" Type="{KIND}/officeDocument" Target="/xl/book.xml"/></Relationships>"#);
        let workbook = format!("<workbook><sheets>{sheets}</sheets></workbook>");
        let relations = format!("<Relationships>{relations}</Relationships>");
        let parts = [("_rels/.rels", office.as_str()), ("xl\\book.xml", &workbook), ("XL/_rels/book.xml.rels", &relations)];
        Book::read(&mut Parts::open(&package(&parts)).unwrap())
    }

    #[test]
    fn sheets_are_found_wherever_their_parts_lie() {
        let relation = |id: &str, kind: &str, target: &str| format!(r#"<Relationship Id="{id}" Type="{KIND}/{kind}" Target="{target}"/>"#);
        let relations = [
            relation("r1", "worksheet", "worksheets/a.xml"),
            relation("r2", "worksheet", "/xl/b.xml"),
            relation("r3", "chartsheet", "chartsheets/c.xml"),
            relation("r4", "worksheet", "../other/./d.xml"),
            relation("r5", "xlMacrosheet", "macrosheets/e.xml"),
            relation("r6", "sharedStrings", "/xl/texts.xml"),
        ];
        let sheets =
            (1..=5).map(|id| format!(r#"<sheet name="{id}&amp;" sheetId="{id}" state="{}" r:id="r{id}"/>"#, ["visible", "hidden"][id % 2]));
        let book = book(&sheets.collect::<String>(), &relations.concat()).unwrap();
        let cells: Vec<Option<&str>> = book.sheets.iter().map(|sheet| sheet.cells.as_deref()).collect();
        assert_eq!(cells, [Some("xl/worksheets/a.xml"), Some("xl/b.xml"), None, Some("other/d.xml"), None]);
        assert_eq!((book.sheets[0].name.as_str(), book.sheets[0].visible, book.sheets[1].visible), ("1&", false, true));
        assert_eq!((book.strings.as_str(), book.styles.as_str()), ("xl/texts.xml", "xl/styles.xml"));
    }

    #[test]
    fn a_sheet_without_a_part_is_damage() {
        assert_eq!(book(r#"<sheet name="a" r:id="r9"/>"#, "").unwrap_err().code(), "F009");
    }
}
