//! Our two sheets in a department's workbook: the list before all others, and a hidden one after them. Whatever counts sheets
//! by their position counts on.

use std::collections::BTreeSet;

use quick_xml::escape::escape;

use super::earlier::{Before, Earlier, HIDDEN};
use super::listing::{hidden, listing};
use super::sheet_marks::RELATIONS;
use super::styles::Styles;
use super::{Cover, Mark};
use crate::extraction::MARKS_LIST as LISTING;
use crate::workbook::patch::xml::{Edits, Tag, attribute, prefix_of, walk};
use crate::workbook::patch::{Package, PatchError};

/// Content type of a sheet.
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// A sheet that the workbook is to name.
struct New {
    name: String,
    relation: String,
}

/// Writes both sheets, in the place of those of an earlier copy.
pub(super) fn write(
    package: &mut Package<'_>,
    styles: &mut Styles,
    earlier: &Earlier,
    marks: &[Mark],
    cover: &Cover,
    befores: &[Before],
) -> Result<(), PatchError> {
    let names: Vec<String> = package.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let (list, headings) = listing(marks, cover, &names, styles)?;
    let hidden = hidden(befores);
    let first = put(package, earlier.listing.as_ref().map(|sheet| &sheet.part), list, LISTING, &names)?;
    let last = put(package, earlier.hidden.as_ref().map(|sheet| &sheet.part), hidden, HIDDEN, &names)?;
    let place = earlier.listing.as_ref().and_then(|ours| package.sheets().iter().position(|sheet| sheet.part == ours.part));
    let name = first.as_ref().map(|new| &new.name).or(earlier.listing.as_ref().map(|sheet| &sheet.name)).cloned().unwrap_or_default();
    let workbook = package.workbook().to_owned();
    let titles = format!("'{}'!${headings}:${headings}", name.replace('\'', "''"));
    let xml = named(&package.text(&workbook)?, first.as_ref(), last.as_ref(), place, &titles)?;
    package.replace(&workbook, xml)
}

/// Puts a sheet in the place of an earlier one, or among the parts.
fn put(package: &mut Package<'_>, before: Option<&String>, xml: String, name: &str, names: &[String]) -> Result<Option<New>, PatchError> {
    if let Some(part) = before {
        package.replace(part, xml)?;
        return Ok(None);
    }
    let workbook = package.workbook().to_owned();
    let part = package.free_name("xl/worksheets/sheet", ".xml");
    package.add(&part, SHEET, xml)?;
    let relation = package.relate(&workbook, "worksheet", &part)?;
    Ok(Some(New { name: free(name, names), relation }))
}

/// A name that no sheet has: Excel takes two that differ in capitals only for one.
fn free(name: &str, names: &[String]) -> String {
    let known: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let others = (2..=u32::MAX).map(|number| format!("{name}（確認{number}）"));
    let mut candidates = [name.to_owned(), format!("{name}（確認）")].into_iter().chain(others);
    candidates.find(|name| !known.contains(name)).unwrap_or_default()
}

/// The workbook's own part: `first` before its sheets, `last` after them. `place` is where the list is, if it is there.
fn named(xml: &str, first: Option<&New>, last: Option<&New>, place: Option<usize>, titles: &str) -> Result<String, PatchError> {
    let mut edits = Edits::default();
    let shift = usize::from(first.is_some());
    let place = place.unwrap_or(0);
    let (mut prefix, mut viewed, mut id) = (String::new(), false, 0_u32);
    let (mut sheets_start, mut sheets_end, mut names_end, mut after, mut views) = (None, None, None, None, None);
    let mut dropped: Option<usize> = None;
    walk(xml, |tag, here, depth| {
        match tag {
            Tag::Start(element) | Tag::Empty(element) => match (depth, element.local_name().as_ref()) {
                (0, _) => prefix_of(element.name().as_ref()).clone_into(&mut prefix),
                (1, "sheets") => (sheets_start, views) = (Some(here.end), Some(here.start)),
                (2, "sheet") => id = id.max(attribute(element, "sheetId").and_then(|id| id.parse().ok()).unwrap_or(0)),
                (2, "workbookView") => {
                    viewed = true;
                    let active: usize = attribute(element, "activeTab").and_then(|tab| tab.parse().ok()).unwrap_or(0);
                    if shift > 0 {
                        edits.set(xml, &here, "activeTab", &(active + shift).to_string());
                        if attribute(element, "firstSheet").is_some() {
                            edits.set(xml, &here, "firstSheet", "0");
                        }
                    }
                }
                (2, "definedName") => {
                    let sheet = attribute(element, "localSheetId").and_then(|sheet| sheet.parse::<usize>().ok());
                    match sheet {
                        // What an earlier copy named on our own sheet is named anew.
                        Some(sheet) if shift == 0 && sheet == place => dropped = Some(here.start),
                        Some(sheet) if shift > 0 => edits.set(xml, &here, "localSheetId", &(sheet + shift).to_string()),
                        Some(_) | None => {}
                    }
                }
                _ => {}
            },
            Tag::End(name) => match (depth, *name) {
                (1, "sheets") => (sheets_end, after) = (Some(here.start), Some(here.end)),
                (1, "functionGroups" | "externalReferences") => after = Some(here.end),
                (1, "definedNames") => names_end = Some(here.start),
                (2, "definedName") => {
                    if let Some(from) = dropped.take() {
                        edits.put(from..here.end, String::new());
                    }
                }
                _ => {}
            },
            Tag::Text => {}
        }
        Ok(())
    })?;
    let (Some(start), Some(end), Some(after)) = (sheets_start, sheets_end, after) else {
        return Err(PatchError::Package("there are no sheets".to_owned()));
    };
    let mut sheet = |new: &New, state: &str| {
        id += 1;
        format!("<{prefix}sheet xmlns:r=\"{RELATIONS}\" name=\"{}\" sheetId=\"{id}\"{state} r:id=\"{}\"/>", escape(&new.name), new.relation)
    };
    if let Some(new) = first {
        edits.put(start..start, sheet(new, ""));
    }
    if let Some(new) = last {
        edits.put(end..end, sheet(new, " state=\"veryHidden\""));
    }
    if let Some(views) = views.filter(|_| !viewed && shift > 0) {
        edits.put(views..views, format!("<{prefix}bookViews><{prefix}workbookView activeTab=\"1\"/></{prefix}bookViews>"));
    }
    let name =
        format!("<{prefix}definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">{}</{prefix}definedName>", escape(titles));
    match names_end {
        Some(end) => edits.put(end..end, name),
        None => edits.put(after..after, format!("<{prefix}definedNames>{name}</{prefix}definedNames>")),
    }
    edits.applied(xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(name: &str) -> New {
        New { name: name.to_owned(), relation: "rId9".to_owned() }
    }

    #[test]
    fn whatever_counts_sheets_counts_on() {
        let xml = "<workbook><bookViews><workbookView firstSheet=\"1\"/></bookViews><sheets><sheet name=\"入力\" sheetId=\"7\" r:id=\"rId1\"/></sheets><externalReferences><externalReference r:id=\"rId2\"/></externalReferences><definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">入力!$A$1</definedName><definedName name=\"率\">入力!$A$2</definedName></definedNames></workbook>";
        let after = named(xml, Some(&new("指摘一覧")), Some(&new("指摘情報")), None, "'指摘一覧'!$5:$5").expect("named");
        assert!(after.contains("<workbookView activeTab=\"1\" firstSheet=\"0\"/>"), "{after}");
        assert!(
            after.contains("<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">") && after.contains("<definedName name=\"率\">"),
            "{after}"
        );
        let sheets: Vec<&str> =
            after.split("<sheet ").skip(1).filter_map(|sheet| sheet.split("name=\"").nth(1)?.split('"').next()).collect();
        assert_eq!(sheets, ["指摘一覧", "入力", "指摘情報"]);
        assert!(
            after.contains("sheetId=\"9\" state=\"veryHidden\"")
                && after.contains("localSheetId=\"0\">&apos;指摘一覧&apos;!$5:$5</definedName></definedNames>"),
            "{after}"
        );
        let again = named(&after, None, None, Some(0), "'指摘一覧'!$6:$6").expect("named");
        assert_eq!(again.matches("Print_Titles").count(), 1);
        assert_eq!(again.replace("$6:$6", "$5:$5"), after);
    }

    #[test]
    fn a_department_s_own_list_keeps_its_name() {
        let names = ["指摘一覧".to_owned(), "Sheet1".to_owned()];
        assert_eq!(free("指摘一覧", &names), "指摘一覧（確認）");
        assert_eq!(free("指摘情報", &names), "指摘情報");
    }
}
