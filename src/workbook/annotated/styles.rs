//! The formats of a workbook: those that are there, and those that are added. None is changed.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::MarkKind;
use crate::workbook::patch::xml::{Edits, Tag, attribute, each_element, prefix_of, walk};
use crate::workbook::patch::{Package, PatchError};

/// The formats of a workbook that has none.
const NONE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Yu Gothic"/><family val="2"/><charset val="128"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>"#;
/// Most formats of cells that Excel takes.
const XFS_MAX: usize = 64_000;
/// Longest item that is taken: each format that is added is a copy of one.
const ITEM_BYTES_MAX: usize = 4 << 10;
/// A fill that is none.
pub(super) const NO_FILL: &str = "<fill><patternFill patternType=\"none\"/></fill>";

/// A part of the formats that is a numbered list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Fonts,
    Fills,
    Borders,
    Xfs,
}

/// Items in their order, as XML, and where more are put.
#[derive(Debug, Default)]
struct Items {
    tag: Range<usize>,
    end: Option<usize>,
    all: Vec<String>,
    known: usize,
}

/// The formats.
#[derive(Debug)]
pub(super) struct Styles {
    part: String,
    xml: String,
    prefix: String,
    lists: [Items; 4],
}

fn list_of(name: &str) -> Option<List> {
    match name {
        "fonts" => Some(List::Fonts),
        "fills" => Some(List::Fills),
        "borders" => Some(List::Borders),
        "cellXfs" => Some(List::Xfs),
        _ => None,
    }
}

impl Styles {
    /// The formats of a workbook; one that has none gets the part for them.
    pub(super) fn of(package: &mut Package<'_>) -> Result<Self, PatchError> {
        let workbook = package.workbook().to_owned();
        let part = if let Some(part) = package.related(&workbook, "styles")? {
            part
        } else {
            let part = package.free_name("xl/styles", ".xml");
            package.add(&part, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml", NONE)?;
            package.relate(&workbook, "styles", &part)?;
            part
        };
        Self::parsed(part.clone(), package.text(&part)?)
    }

    fn parsed(part: String, xml: String) -> Result<Self, PatchError> {
        let mut lists: [Items; 4] = Default::default();
        let (mut prefix, mut open, mut item) = (String::new(), None, 0);
        walk(&xml, |tag, here, depth| {
            match tag {
                Tag::Start(element) if depth == 0 => prefix_of(element.name().as_ref()).clone_into(&mut prefix),
                Tag::Start(element) if depth == 1 => {
                    open = list_of(element.local_name().as_ref());
                    if let Some(list) = open {
                        lists[list as usize].tag = here;
                    }
                }
                Tag::End(_) if depth == 1 => {
                    if let Some(list) = open.take() {
                        lists[list as usize].end = Some(here.start);
                    }
                }
                Tag::Start(_) if depth == 2 => item = here.start,
                Tag::Empty(_) if depth == 2 => {
                    if let Some(list) = open {
                        lists[list as usize].all.push(xml.get(here).unwrap_or_default().to_owned());
                    }
                }
                Tag::End(_) if depth == 2 => {
                    if let Some(list) = open {
                        lists[list as usize].all.push(xml.get(item..here.end).unwrap_or_default().to_owned());
                    }
                }
                Tag::Start(_) | Tag::Empty(_) | Tag::End(_) | Tag::Text => {}
            }
            Ok(())
        })?;
        for list in &mut lists {
            list.known = list.all.len();
            if list.end.is_none() || list.all.is_empty() {
                return Err(PatchError::Package("its formats are not complete".to_owned()));
            }
            if list.known > XFS_MAX || list.all.iter().any(|item| item.len() > ITEM_BYTES_MAX) {
                return Err(PatchError::Package("its formats are too many or too large".to_owned()));
            }
        }
        Ok(Self { part, xml, prefix, lists })
    }

    /// The number of an item (XML without a prefix): of one that is there, or of a new one.
    pub(super) fn number(&mut self, list: List, item: &str) -> Result<u32, PatchError> {
        let item = with_prefix(item, &self.prefix);
        self.number_as_is(list, item)
    }

    fn number_as_is(&mut self, list: List, item: String) -> Result<u32, PatchError> {
        let items = &mut self.lists[list as usize].all;
        let index = items.iter().position(|known| *known == item).unwrap_or_else(|| {
            items.push(item);
            items.len() - 1
        });
        let full = || PatchError::Package("it has too many formats".to_owned());
        u32::try_from(index).ok().filter(|_| index < XFS_MAX).ok_or_else(full)
    }

    fn xf(&self, style: u32) -> &str {
        let xfs = &self.lists[List::Xfs as usize].all;
        usize::try_from(style).ok().and_then(|index| xfs.get(index)).or_else(|| xfs.first()).map_or("", String::as_str)
    }

    /// The fill of a format, as XML without a prefix.
    pub(super) fn fill_of(&self, style: u32) -> String {
        let fills = &self.lists[List::Fills as usize].all;
        let index = first_attribute(self.xf(style), "fillId").and_then(|id| id.parse::<usize>().ok());
        let fill = index.and_then(|index| fills.get(index)).or_else(|| fills.first());
        fill.map_or_else(|| NO_FILL.to_owned(), |fill| without_prefix(fill, &self.prefix))
    }

    /// The same format with another fill (XML without a prefix).
    pub(super) fn with_fill(&mut self, style: u32, fill: &str) -> Result<u32, PatchError> {
        let fill = self.number(List::Fills, fill)?.to_string();
        let xf = self.xf(style).to_owned();
        let tag = 0..xf.find('>').map_or(xf.len(), |at| at + 1);
        let mut edits = Edits::default();
        edits.set(&xf, &tag, "fillId", &fill);
        edits.set(&xf, &tag, "applyFill", "1");
        let changed = edits.applied(&xf)?;
        self.number_as_is(List::Xfs, changed)
    }

    /// The formats whose fill is one of ours.
    pub(super) fn coloured(&self) -> BTreeSet<u32> {
        let fills: Vec<bool> = self.lists[List::Fills as usize].all.iter().map(|fill| is_our_fill(fill)).collect();
        if !fills.contains(&true) {
            return BTreeSet::new();
        }
        let ours =
            |xf: &String| first_attribute(xf, "fillId").and_then(|id| id.parse::<usize>().ok()).and_then(|id| fills.get(id)).copied();
        (0_u32..).zip(&self.lists[List::Xfs as usize].all).filter(|(_, xf)| ours(xf) == Some(true)).map(|(index, _)| index).collect()
    }

    /// Puts what was added into the package.
    pub(super) fn write(self, package: &mut Package<'_>) -> Result<(), PatchError> {
        let mut edits = Edits::default();
        for list in &self.lists {
            let new = list.all.get(list.known..).unwrap_or_default();
            if let Some(end) = list.end.filter(|_| !new.is_empty()) {
                edits.set(&self.xml, &list.tag, "count", &list.all.len().to_string());
                edits.put(end..end, new.concat());
            }
        }
        if edits.is_empty() { Ok(()) } else { package.replace(&self.part, edits.applied(&self.xml)?) }
    }
}

/// A solid fill of one of our colours, as XML.
pub(super) fn our_fill(colour: &str) -> String {
    format!("<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>")
}

/// Whether a fill has one of our colours, whoever wrote it.
pub(super) fn is_our_fill(fill: &str) -> bool {
    let kinds = [MarkKind::Error, MarkKind::Query, MarkKind::Seen];
    let (mut solid, mut ours) = (false, false);
    let walked = each_element(fill, |element: &BytesStart<'_>| match element.local_name().as_ref() {
        "patternFill" => solid = attribute(element, "patternType").is_some_and(|kind| kind == "solid"),
        "fgColor" => {
            let rgb = attribute(element, "rgb").unwrap_or_default().to_ascii_uppercase();
            ours = rgb.len() == 8 && kinds.into_iter().filter_map(MarkKind::colour).any(|colour| rgb.ends_with(colour));
        }
        _ => {}
    });
    walked.is_ok() && solid && ours
}

fn first_attribute(xml: &str, name: &str) -> Option<String> {
    let (mut found, mut first) = (None, true);
    let walked = each_element(xml, |element| {
        if std::mem::take(&mut first) {
            found = attribute(element, name);
        }
    });
    walked.ok().and(found)
}

fn with_prefix(item: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        item.to_owned()
    } else {
        item.replace("</", "\u{0}").replace('<', &format!("<{prefix}")).replace('\u{0}', &format!("</{prefix}"))
    }
}

fn without_prefix(item: &str, prefix: &str) -> String {
    if prefix.is_empty() { item.to_owned() } else { item.replace(&format!("<{prefix}"), "<").replace(&format!("</{prefix}"), "</") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_with_another_fill_is_the_same_otherwise() {
        let xml = NONE.replace(
            "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>",
            "<xf numFmtId=\"9\" fillId=\"0\"><protection locked=\"0\"/></xf></cellXfs>",
        );
        let mut styles = Styles::parsed("xl/styles.xml".to_owned(), xml).expect("formats");
        let red = styles.with_fill(0, &our_fill("F8CBC5")).expect("a format");
        assert_eq!((red, styles.with_fill(0, &our_fill("F8CBC5")).expect("the same")), (1, 1));
        assert_eq!(styles.xf(1), "<xf applyFill=\"1\" numFmtId=\"9\" fillId=\"2\"><protection locked=\"0\"/></xf>");
        assert_eq!((styles.coloured(), styles.fill_of(0)), ([1].into(), NO_FILL.to_owned()));
        let back = styles.with_fill(red, NO_FILL).expect("a format");
        assert_eq!(styles.fill_of(back), NO_FILL);
    }

    #[test]
    fn our_colour_is_known_however_it_is_written() {
        assert!(is_our_fill("<x:fill><x:patternFill patternType='solid'><x:fgColor rgb='00f8cbc5'/></x:patternFill></x:fill>"));
        assert!(!is_our_fill("<fill><patternFill patternType=\"solid\"><fgColor theme=\"4\"/></patternFill></fill>"));
        assert_eq!(without_prefix(&with_prefix(NO_FILL, "x:"), "x:"), NO_FILL);
    }
}
