//! One sheet of a department's workbook with its marks: colours and comments.

use std::collections::{BTreeMap, BTreeSet};

use super::comments::Comments;
use super::earlier::{Before, Earlier, conversations};
use super::scan::{Scan, merges, seen};
use super::styles::{Styles, is_our_fill, our_fill};
use super::vml::Boxes;
use super::{Mark, MarkKind, words};
use crate::domain::CellRef;
use crate::workbook::patch::xml::Edits;
use crate::workbook::patch::{CellChange, Package, PatchError, SheetPart};

/// Content type of comments.
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
/// Content type of old drawings.
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Largest part of comments or of their drawing that is worked on.
const NOTES_BYTES_MAX: usize = 4 << 20;
/// The namespace of relationships' names.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A sheet that is being marked.
pub(super) struct SheetMarks<'a> {
    sheet: &'a SheetPart,
    index: usize,
    xml: String,
    scan: Scan,
    comments: Comments,
    comments_part: Option<String>,
    conversations: Vec<CellRef>,
    cells: BTreeMap<CellRef, Vec<(usize, &'a Mark)>>,
    changes: Vec<CellChange>,
    befores: Vec<Before>,
}

impl<'a> SheetMarks<'a> {
    /// Looks at a sheet; `marks` are those on it, with their numbers.
    pub(super) fn new(
        package: &Package<'_>,
        sheet: &'a SheetPart,
        index: usize,
        marks: &[(usize, &'a Mark)],
        earlier: &Earlier,
        styles: &Styles,
    ) -> Result<Self, PatchError> {
        let xml = package.text(&sheet.part)?;
        let merges = merges(&xml);
        let mut cells: BTreeMap<CellRef, Vec<(usize, &Mark)>> = BTreeMap::new();
        for (number, mark) in marks {
            if let Some(at) = mark.place.cell {
                cells.entry(seen(at, &merges)).or_default().push((*number, mark));
            }
        }
        let formats = if earlier.marked() { styles.coloured() } else { BTreeSet::new() };
        let scan = Scan::of(&xml, &cells.keys().copied().collect::<BTreeSet<_>>(), &formats)?;
        let comments_part = package.related(&sheet.part, "comments")?;
        let comments = Comments::parsed(comments_part.as_ref().map(|part| package.text(part)).transpose()?)?;
        if comments_part.as_ref().is_some_and(|part| package.bytes(part).is_ok_and(|bytes| bytes.len() > NOTES_BYTES_MAX)) {
            return Err(PatchError::Package("it has too many comments".to_owned()));
        }
        let conversations = conversations(package, &sheet.part)?;
        Ok(Self { sheet, index, xml, scan, comments, comments_part, conversations, cells, changes: Vec::new(), befores: Vec::new() })
    }

    /// Decides on the colours: new ones, and those that go back.
    pub(super) fn colour(&mut self, styles: &mut Styles, earlier: &Earlier) -> Result<(), PatchError> {
        let said = self.comments.ours();
        let number = |at: &CellRef| said.get(at).and_then(|text| words::number(text));
        let mut coloured = BTreeSet::new();
        for (at, marks) in &self.cells {
            let Some((colour, number_now)) = marks.iter().find_map(|(number, mark)| Some((mark.kind.colour()?, *number))) else { continue };
            let style = self.scan.style(*at);
            let mut fill = styles.fill_of(style);
            if earlier.marked() && is_our_fill(&fill) {
                earlier.fill(&self.sheet.name, *at, number(at)).clone_into(&mut fill);
            }
            self.changes.push(CellChange::restyle(*at, styles.with_fill(style, &our_fill(colour))?));
            self.befores.push(Before { sheet: self.sheet.name.clone(), at: *at, number: number_now, fill });
            coloured.insert(*at);
        }
        for (at, style) in self.scan.coloured.iter().filter(|(at, _)| !coloured.contains(at)) {
            let fill = earlier.fill(&self.sheet.name, *at, number(at));
            self.changes.push(CellChange::restyle(*at, styles.with_fill(*style, fill)?));
        }
        Ok(())
    }

    /// How many cells have our colours already.
    pub(super) const fn coloured(&self) -> usize {
        self.scan.coloured.len()
    }

    /// The cells coloured, and what they were.
    pub(super) fn befores(&self) -> Vec<Before> {
        self.befores.clone()
    }

    /// Puts colours and comments into the package.
    pub(super) fn write(self, package: &mut Package<'_>) -> Result<(), PatchError> {
        let said = |marks: &[(usize, &Mark)]| marks.iter().any(|(_, mark)| mark.kind != MarkKind::Notice);
        let told = self.cells.iter().filter(|(at, marks)| said(marks) && !self.conversations.contains(at));
        let new: BTreeMap<CellRef, String> = told.map(|(at, marks)| (*at, words::comment(marks))).collect();
        if !new.is_empty() || !self.comments.ours().is_empty() {
            self.comment(package, &new)?;
        }
        if self.changes.is_empty() { Ok(()) } else { package.change_cells(&self.sheet.name, &self.changes) }
    }

    fn comment(&self, package: &mut Package<'_>, new: &BTreeMap<CellRef, String>) -> Result<(), PatchError> {
        let sheet = &self.sheet.part;
        let (mut below, mut gone) = (BTreeMap::new(), Vec::new());
        let xml = self.comments.with(new, |at, theirs| drop(below.insert(at, theirs.to_owned())), |at| gone.push(at))?;
        if let Some(part) = &self.comments_part {
            package.replace(part, xml)?;
        } else {
            let part = package.free_name("xl/comments", ".xml");
            package.add(&part, COMMENTS, xml)?;
            package.relate(sheet, "comments", &part)?;
        }
        let relations = package.relations(sheet)?;
        let drawing =
            relations.into_iter().find(|relation| Some(&relation.id) == self.scan.legacy.as_ref()).map(|relation| relation.target);
        let known = drawing.as_ref().map(|part| package.text(part)).transpose()?;
        if known.as_ref().is_some_and(|text| text.len() > NOTES_BYTES_MAX) {
            return Err(PatchError::Package("it has too many comments".to_owned()));
        }
        let mut boxes = Boxes::of(known, self.index + 1);
        for at in gone {
            boxes.remove(at);
        }
        for (at, text) in new {
            match below.get(at) {
                Some(theirs) => boxes.enlarge(*at, &words::whole(theirs, text), &self.scan),
                None => boxes.add(*at, &words::whole("", text), &self.scan),
            }
        }
        if let Some(part) = drawing {
            return package.replace(&part, boxes.into_xml());
        }
        let part = package.free_name("xl/drawings/vmlDrawing", ".vml");
        package.add_by_ending(&part, DRAWING, boxes.into_xml())?;
        let id = package.relate(sheet, "vmlDrawing", &part)?;
        let (prefix, at) = (&self.scan.prefix, self.scan.legacy_place);
        let mut edits = Edits::default();
        edits.put(at..at, format!("<{prefix}legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{id}\"/>"));
        package.replace(sheet, edits.applied(&self.xml)?)
    }
}
