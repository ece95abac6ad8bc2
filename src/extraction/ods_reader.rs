//! An `OpenDocument` workbook as plain cells, streamed from its content: never more than one row is held back.
//!
//! The parser that reads the other formats glues furigana onto the words, loses percentages, runs forever where the
//! content is cut short, and refuses what some programs write; so this format is read here.

use std::io::{BufRead, BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader as XmlReader, XmlVersion};
use zip::ZipArchive;

use super::budget::{Budget, FORMULA_CHARS_MAX, TEXT_CHARS_MAX};
use super::merge::MERGES_MAX;
use super::ods_cell::OdsCell;
use super::ods_styles::OdsStyles;
use super::own::{NAMES_MAX, name_of_ods};
use super::package::SHEETS_MAX;
use super::preflight::{Preflight, too_large};
use super::{Grid, GridCell, GridSheet, Merge, damaged};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

/// Most rows and columns of a sheet; what repeats beyond them does so to no purpose.
const ROWS_MAX: u32 = 1_048_576;
const COLUMNS_MAX: u32 = 16_384;

/// Reads the workbook that a package was found to be.
pub(super) fn read_ods(bytes: &[u8], found: Preflight) -> Result<Grid, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    let content = archive.by_name("content.xml").map_err(|error| damaged(&error.to_string()))?;
    let mut workbook = Workbook { grid: Grid { macros: found.macros, ..Grid::default() }, ..Workbook::default() };
    workbook.read(XmlReader::from_reader(BufReader::new(content)))?;
    let elsewhere = |cell: &GridCell| cell.formula.as_deref().is_some_and(|formula| formula.starts_with("[1]"));
    workbook.grid.external_links = workbook.grid.sheets.iter().flat_map(|sheet| &sheet.cells).any(elsewhere);
    Ok(workbook.grid)
}

/// What was read so far.
#[derive(Default)]
struct Workbook {
    grid: Grid,
    budget: Budget,
    styles: OdsStyles,
    /// Sheets within sheets: only the outer one counts.
    depth: usize,
    row: Row,
    cell: Option<OdsCell>,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    /// Zero-based.
    index: u32,
    /// How often it stands there.
    repeated: u32,
    /// The next cell's column.
    column: u32,
    /// Cells that hold something: first column, how many, and the cell.
    cells: Vec<(u32, u32, GridCell)>,
}

impl Workbook {
    fn read<R: BufRead>(&mut self, mut xml: XmlReader<R>) -> Result<(), Problem> {
        let mut buffer = Vec::new();
        let mut ended = false;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
                Event::Start(tag) if is_beside(&tag) => {
                    let name = tag.to_end().into_owned();
                    let mut skipped = Vec::new();
                    xml.read_to_end_into(name.name(), &mut skipped).map_err(|error| damaged(&error.to_string()))?;
                }
                Event::Start(tag) => self.begin(&tag)?,
                Event::Empty(tag) if is_beside(&tag) => {}
                Event::Empty(tag) => {
                    self.begin(&tag)?;
                    self.end(tag.local_name().as_ref())?;
                }
                Event::End(tag) => {
                    ended |= tag.local_name().as_ref() == "document-content";
                    self.end(tag.local_name().as_ref())?;
                }
                Event::Text(text) => self.text(&text)?,
                Event::CData(text) => self.text(&text)?,
                Event::GeneralRef(entity) => {
                    let meant = match entity.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        Ok(None) => quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or("").to_owned(),
                        Err(error) => return Err(damaged(&error.to_string())),
                    };
                    self.text(&meant)?;
                }
                Event::Eof if ended => return Ok(()),
                Event::Eof => return Err(damaged("the content is cut short")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        match tag.local_name().as_ref() {
            "table" => self.begin_sheet(tag)?,
            "named-range" if self.grid.names.len() < NAMES_MAX => {
                self.grid.names.extend(attribute(tag, "name").zip(attribute(tag, "cell-range-address")).and_then(name_of_ods));
            }
            "table-row" if self.depth == 1 => {
                self.row.repeated = repeated(tag, "number-rows-repeated", ROWS_MAX);
                self.row.column = 0;
            }
            "table-cell" | "covered-table-cell" if self.depth == 1 => {
                self.budget.examine()?;
                self.merged(tag);
                let shown = self.styles.shown(attribute(tag, "style-name").as_deref());
                self.cell = Some(OdsCell::of(|name| attribute(tag, name), repeated(tag, "number-columns-repeated", COLUMNS_MAX), shown));
            }
            within => {
                if let Some(cell) = &mut self.cell {
                    let count = attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    cell.within(within, count);
                } else if self.depth == 0 {
                    self.styles.begin(within, |name| attribute(tag, name));
                }
            }
        }
        Ok(())
    }

    /// Notes a cell that covers cells of the rows below it.
    fn merged(&mut self, tag: &BytesStart<'_>) {
        let rows = repeated(tag, "number-rows-spanned", ROWS_MAX);
        let Some(sheet) = self.grid.sheets.last_mut().filter(|sheet| rows > 1 && sheet.merges.len() < MERGES_MAX) else { return };
        let first = (self.row.index, self.row.column);
        let columns = repeated(tag, "number-columns-spanned", COLUMNS_MAX);
        let last = (first.0.saturating_add(rows - 1), first.1.saturating_add(columns - 1));
        sheet.merges.extend(Merge::over_rows(first, last));
    }

    fn begin_sheet(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        self.depth += 1;
        if self.depth > 1 {
            return Ok(());
        }
        let visible = self.styles.sheet_is_visible(attribute(tag, "style-name").as_deref());
        let name = attribute(tag, "name").unwrap_or_default().chars().take(255).collect();
        self.grid.sheets.push(GridSheet { name, visible, cells: Vec::new(), merges: Vec::new() });
        self.row = Row::default();
        let sheets = self.grid.sheets.len();
        if sheets > SHEETS_MAX { Err(too_large("sheets", sheets as u64, SHEETS_MAX as u64)) } else { Ok(()) }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "table" => self.depth = self.depth.saturating_sub(1),
            "table-row" if self.depth == 1 => self.end_row()?,
            "table-cell" | "covered-table-cell" if self.depth == 1 => {
                if let Some(cell) = self.cell.take() {
                    let column = self.row.column;
                    self.row.column = column.saturating_add(cell.repeated);
                    // The place is given when the row is laid down.
                    if let (Some(at), Some(found)) = (CellRef::new(0, 0), cell.content()) {
                        let (formula, percent) = (cell.formula.clone(), cell.is_percent());
                        self.row.cells.push((column, cell.repeated, GridCell { at, content: found, percent, formula }));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Lays the row down as often as it repeats.
    fn end_row(&mut self) -> Result<(), Problem> {
        let cells = std::mem::take(&mut self.row.cells);
        let first = self.row.index;
        self.row.index = first.saturating_add(self.row.repeated);
        let Some(sheet) = self.grid.sheets.last_mut() else { return Ok(()) };
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row.index {
            for (column, count, cell) in &cells {
                for column in *column..column.saturating_add(*count) {
                    let at = CellRef::new(row, column).ok_or_else(|| damaged("a cell lies off the sheet"))?;
                    self.budget.keep(&cell.content)?;
                    self.budget.text(cell.formula.as_deref().unwrap_or(""), FORMULA_CHARS_MAX)?;
                    sheet.cells.push(GridCell { at, ..cell.clone() });
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        cell.text(text);
        if cell.shown_bytes() > TEXT_CHARS_MAX * 4 {
            return Err(too_large("text", cell.shown_bytes() as u64 / 4, TEXT_CHARS_MAX as u64));
        }
        Ok(())
    }
}

/// What stands in a cell's place without being its value: comments, pictures, the reading of a word (furigana); and
/// tables that are no sheets.
fn is_beside(tag: &BytesStart<'_>) -> bool {
    let name = tag.local_name();
    let drawn = tag.name().prefix().is_some_and(|prefix| matches!(prefix.as_ref(), "draw" | "dr3d" | "chart"));
    let beside = ["annotation", "note", "ruby-text", "shapes", "tracked-changes", "dde-links", "content-validations", "forms"];
    drawn || beside.contains(&name.as_ref())
}

/// An attribute by its name: the first of that name, whatever its prefix, or that with the prefix asked for.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| if name.contains(':') { attribute.key.as_ref() == name } else { attribute.key.local_name().as_ref() == name })?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn repeated(tag: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    let Some(count) = attribute(tag, name) else { return 1 };
    let digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    // A number that no computer counts to is as good as the most there can be.
    count.parse().unwrap_or(if digits { most } else { 1 }).clamp(1, most)
}

#[cfg(test)]
mod tests {
    use super::super::Content;
    use super::super::crafted::{open_document, package};
    use super::super::read_workbook;
    use super::*;

    fn cells(rows: &str) -> Vec<(String, Content)> {
        let grid = read_workbook(&open_document(&format!(r#"<table:table table:name="入力">{rows}</table:table>"#))).unwrap();
        grid.sheets[0].cells.iter().map(|cell| (cell.at.to_string(), cell.content.clone())).collect()
    }

    fn one(cell: &str) -> GridCell {
        let file = open_document(&format!(r#"<table:table table:name="入力"><table:table-row>{cell}</table:table-row></table:table>"#));
        read_workbook(&file).unwrap().sheets[0].cells[0].clone()
    }

    fn refused(bytes: &[u8]) -> &'static str {
        read_workbook(bytes).unwrap_err().code()
    }

    #[test]
    fn values_are_what_is_stored() {
        let percent = one(
            r#"<table:table-cell office:value-type="percentage" office:value="0.453" calcext:value-type="percentage"><text:p>45.3%</text:p></table:table-cell>"#,
        );
        assert_eq!((percent.content, percent.percent), (Content::Number("0.453".into()), true));
        let date = one(
            r#"<table:table-cell office:value-type="date" office:date-value="2025-03-31T00:00:00"><text:p>R7</text:p></table:table-cell>"#,
        );
        assert_eq!(date.content, Content::Date("2025-03-31".into()));
        let time = one(r#"<table:table-cell office:value-type="time" office:time-value="PT06H05M00S"/>"#);
        assert_eq!(time.content, Content::Date("06:05:00".into()));
        let truth = one(
            r#"<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>TRUE</text:p></table:table-cell>"#,
        );
        assert_eq!(truth.content, Content::Bool(true));
        let nonsense = one(r#"<table:table-cell office:value-type="float" office:value="many"/>"#);
        assert_eq!(nonsense.content, Content::Error(super::super::UNREADABLE.into()));
    }

    #[test]
    fn a_bare_number_is_what_its_style_shows() {
        let styles = r#"<number:percentage-style style:name="N1"/><number:date-style style:name="N2"/><number:number-style style:name="N3"/><style:style style:name="a" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="b" style:family="table-cell" style:data-style-name="N2"/><style:style style:name="c" style:family="table-cell" style:data-style-name="N3"/>"#;
        let cell =
            |style: &str| format!(r#"<table:table-cell table:style-name="{style}" office:value-type="float" office:value="45747"/>"#);
        let row: String = ["a", "b", "c"].map(cell).concat();
        let file =
            open_document(&format!(r#"{styles}<table:table table:name="入力"><table:table-row>{row}</table:table-row></table:table>"#));
        let sheet = read_workbook(&file).unwrap().sheets.remove(0);
        let shown: Vec<(&str, bool)> = sheet.cells.iter().map(|cell| (cell.content.text(), cell.percent)).collect();
        assert_eq!(shown, [("45747", true), ("2025-03-31", false), ("45747", false)]);
    }

    #[test]
    fn a_number_without_a_style_is_what_its_text_shows() {
        let percent = one(r#"<table:table-cell office:value-type="float" office:value="0.275"><text:p>27.5%</text:p></table:table-cell>"#);
        assert_eq!((percent.content, percent.percent), (Content::Number("0.275".into()), true));
        let date =
            one(r#"<table:table-cell office:value-type="float" office:value="45747"><text:p>ggg2025年3月31日</text:p></table:table-cell>"#);
        assert_eq!(date.content, Content::Date("2025-03-31".into()));
        let sign = one(r#"<table:table-cell office:value-type="float" office:value="38.3"><text:p>38.3%</text:p></table:table-cell>"#);
        assert_eq!((sign.content, sign.percent), (Content::Number("38.3".into()), false));
    }

    #[test]
    fn texts_are_what_people_read() {
        let ruby = one(
            r#"<table:table-cell office:value-type="string"><office:annotation><text:p>メモ</text:p></office:annotation><text:p><text:ruby><text:ruby-base>課税部</text:ruby-base><text:ruby-text>カゼイブ</text:ruby-text></text:ruby>の<text:span>太<text:s text:c="2"/>字</text:span>&amp;&#x3042;</text:p><text:p>二行目<text:line-break/>三行目</text:p><draw:frame><draw:text-box><text:p>図</text:p></draw:text-box></draw:frame></table:table-cell>"#,
        );
        assert_eq!(ruby.content, Content::Text("課税部の太  字&あ\n二行目\n三行目".into()));
    }

    #[test]
    fn formulas_errors_and_links() {
        let error = one(
            r#"<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>"#,
        );
        assert_eq!((error.content, error.formula.as_deref()), (Content::Error("#DIV/0!".into()), Some("1/0")));
        let spilled =
            one(r#"<table:table-cell table:formula="of:=[.A1]" office:value-type="string"><text:p>#SPILL!</text:p></table:table-cell>"#);
        assert_eq!(spilled.content, Content::Error("#SPILL!".into()));
        assert_eq!(one(r#"<table:table-cell table:formula="of:=SUM([.A1:.B1])"><text:p/></table:table-cell>"#).content, Content::Nothing);
        let empty = one(r#"<table:table-cell table:formula="of:=IF(1;&quot;&quot;)" office:value-type="string" office:string-value=""/>"#);
        assert_eq!(empty.content, Content::Text(String::new()));
        let link =
            one(r#"<table:table-cell table:formula="of:=['file:///x/実績.ods'#$4月.B2]" office:value-type="float" office:value="7"/>"#);
        assert!(link.formula.unwrap().starts_with("[1]"));
        let typed = one(r#"<table:table-cell table:formula="of:=&quot;'#&quot;" office:value-type="string" office:string-value="'#"/>"#);
        assert!(!typed.formula.unwrap().starts_with("[1]"));
    }

    #[test]
    fn what_repeats_stands_where_it_repeats() {
        let found = cells(
            r#"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"/></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell office:value-type="float" office:value="2"/></table:table-row><table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
        );
        let places: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
        assert_eq!(places, ["D1", "E1", "D2", "E2", "B3"]);
    }

    #[test]
    fn hidden_sheets_are_hidden_and_tables_beside_are_no_sheets() {
        let row = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#;
        let file = open_document(&format!(
            r#"<table:tracked-changes><table:table table:name="前">{row}</table:table></table:tracked-changes><table:table table:name="入力" table:style-name="ta1">{row}</table:table><table:table table:name="様式情報" table:style-name="ta2"/>"#
        ));
        let sheets: Vec<(String, bool, usize)> =
            read_workbook(&file).unwrap().sheets.into_iter().map(|sheet| (sheet.name, sheet.visible, sheet.cells.len())).collect();
        assert_eq!(sheets, [("入力".to_owned(), true, 1), ("様式情報".to_owned(), false, 0)]);
    }

    #[test]
    fn bombs_and_cut_files_end() {
        let row = |repeated: &str| {
            format!(
                r#"<table:table-row table:number-rows-repeated="{repeated}"><table:table-cell table:number-columns-repeated="{repeated}" office:value-type="float" office:value="1"/></table:table-row>"#
            )
        };
        for repeated in ["1000000", "99999999999999999999"] {
            let bomb = open_document(&format!(r#"<table:table table:name="a">{}</table:table>"#, row(repeated)));
            assert!(matches!(refused(&bomb), "F008" | "F009"), "{repeated}");
        }
        assert_eq!(refused(&open_document(&r#"<table:table table:name="a"/>"#.repeat(100_000))), "F008", "sheets");
        let mime = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        for cut in [
            "",
            "<office:document-content>",
            "<office:document-content><office:body><table:table table:name=\"a\"><table:table-row>",
            "<a",
            "<office:document-content></x>",
        ] {
            assert_eq!(refused(&package(&[mime, ("content.xml", cut)])), "F009", "{cut}");
        }
        let long = format!(
            r#"<table:table table:name="a"><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row></table:table>"#,
            "あ".repeat(200_000)
        );
        assert_eq!(refused(&open_document(&long)), "F008", "a text without end");
    }
}
