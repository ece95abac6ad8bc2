//! The merged cells of an xlsx sheet: they stand behind its cells, before all that is long.

use std::io::BufRead;

use quick_xml::Reader as XmlReader;
use quick_xml::events::Event;

use super::Merge;
use super::merge::MERGES_MAX;
use super::xlsx_parts::attribute;

/// Elements that may stand between the cells and the merged cells; whatever else begins stands behind them.
const BEFORE: [&str; 7] = ["sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "customSheetViews"];

/// Reads on behind the cells. What is broken there harms no cell: nothing is merged then.
pub(super) fn read_merges<R: BufRead>(xml: &mut XmlReader<R>) -> Vec<Merge> {
    let mut merges = Vec::new();
    let mut buffer = Vec::new();
    let mut within: Option<String> = None;
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "mergeCell" => {
                let range = attribute(&tag, "ref").ok().flatten();
                merges.extend(range.and_then(|range| Merge::parse(&range)));
                if merges.len() >= MERGES_MAX {
                    return merges;
                }
            }
            Ok(Event::Start(tag)) if within.is_none() => {
                let name = tag.local_name().as_ref().to_owned();
                if BEFORE.contains(&name.as_str()) {
                    within = Some(name);
                } else if name != "mergeCells" {
                    return merges;
                }
            }
            Ok(Event::Empty(tag)) if within.is_none() && !BEFORE.contains(&tag.local_name().as_ref()) => return merges,
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "mergeCells" | "worksheet" => return merges,
                name if within.as_deref() == Some(name) => within = None,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return merges,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Workbook};

    use super::super::read_workbook;
    use super::*;

    #[test]
    fn what_is_merged_over_rows_is_known() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.protect();
        sheet.write_string(0, 0, "番号").unwrap();
        sheet.merge_range(1, 8, 2, 8, "5", &Format::new()).unwrap();
        sheet.merge_range(4, 0, 4, 3, "見出し", &Format::new()).unwrap();
        let read = read_workbook(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read.sheets[0].merges, [Merge::parse("I2:I3").unwrap()]);
        assert_eq!(read.sheets[0].cells.len(), 3);
    }

    #[test]
    fn a_broken_end_harms_nothing() {
        let merges = |text: &str| read_merges(&mut XmlReader::from_reader(text.as_bytes()));
        assert_eq!(merges(r#"<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A1:A2"/></mergeCells><x"#).len(), 1);
        assert_eq!(merges(r#"<autoFilter ref="A1:B2"><filterColumn/></autoFilter><mergeCells><mergeCell ref="A1:A2"/>"#).len(), 1);
        assert!(merges(r#"<conditionalFormatting/><mergeCells><mergeCell ref="A1:A2"/></mergeCells>"#).is_empty());
        assert!(merges("<mergeCells><mergeCell/><mergeCell ref=\"A1\"/></mergeCells></worksheet>").is_empty());
        let many = format!("<mergeCells>{}", r#"<mergeCell ref="A1:A2"/>"#.repeat(MERGES_MAX + 5));
        assert_eq!(merges(&many).len(), MERGES_MAX);
    }
}
