//! 指摘一覧 as the first sheet of a department's workbook, in the look of the findings workbook.

use quick_xml::escape::escape;

use super::earlier::{Before, SIGNATURE};
use super::styles::{List, NO_FILL, Styles, our_fill};
use super::{Mark, MarkKind};
use crate::domain::{CellRef, Lang};
use crate::extraction::MARKS_HEADINGS as HEADINGS;
use crate::workbook::fit;
use crate::workbook::patch::PatchError;
use crate::workbook::patch::change::text_xml;
use crate::workbook::style::FONT;

/// Widths of the columns, in half-width characters; together they fit A4 landscape at full size, also in a wider font.
const WIDTHS: [usize; 6] = [5, 10, 19, 25, 36, 33];
/// What a cell's indent and its edges take of its width, in half-width characters.
const INDENT: usize = 4;
/// Most marks listed.
const LISTED_MAX: usize = 300;
/// Longest text of a cell, in characters: a row ends where the page does.
const TEXT_MAX: usize = 400;
/// Most cells that a note of what was before is kept of.
const BEFORES_MAX: usize = 5000;
/// The beginning of a sheet.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";

/// What stands on the first sheet around the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    /// Its title.
    pub title: String,
    /// Lines below the title, the first two of whose file this is and how much there is to do.
    pub lines: Vec<String>,
    /// The last line; may be empty.
    pub contact: String,
    /// In the footer, left and right of the page number.
    pub footer: (String, String),
}

/// Numbers of the formats that the list uses.
struct Formats {
    title: u32,
    base: u32,
    bold: u32,
    heading: u32,
    centred: u32,
    text: u32,
    link: u32,
    error: u32,
    query: u32,
    seen: u32,
}

impl Formats {
    fn of(styles: &mut Styles) -> Result<Self, PatchError> {
        let mut font = |more: &str, size: &str, colour: &str| {
            let item =
                format!("<font>{more}<sz val=\"{size}\"/>{colour}<name val=\"{FONT}\"/><family val=\"3\"/><charset val=\"128\"/></font>");
            styles.number(List::Fonts, &item)
        };
        let (base, bold, title) = (font("", "10.5", "")?, font("<b/>", "10.5", "")?, font("<b/>", "16", "")?);
        let link = font("<u/>", "10.5", "<color rgb=\"FF0B4F9E\"/>")?;
        let edge = |name: &str| format!("<{name} style=\"thin\"><color rgb=\"FF8A94A0\"/></{name}>");
        let edges = ["left", "right", "top", "bottom"].map(edge).concat();
        let lined = styles.number(List::Borders, &format!("<border>{edges}<diagonal/></border>"))?;
        let bare = styles.number(List::Borders, "<border><left/><right/><top/><bottom/><diagonal/></border>")?;
        let none = styles.number(List::Fills, NO_FILL)?;
        let grey = styles.number(List::Fills, &our_fill("E8EDF3"))?;
        let mut fill = |kind: MarkKind| styles.number(List::Fills, &our_fill(kind.colour().unwrap_or_default()));
        let (red, yellow, blue) = (fill(MarkKind::Error)?, fill(MarkKind::Query)?, fill(MarkKind::Seen)?);
        let mut xf = |font: u32, fill: u32, border: u32, align: &str| {
            let ids = format!("numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\"");
            let applied = "applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"";
            styles.number(List::Xfs, &format!("<xf {ids} {applied}><alignment {align}vertical=\"center\" wrapText=\"1\"/></xf>"))
        };
        let (centre, indent) = ("horizontal=\"center\" ", "horizontal=\"left\" indent=\"1\" ");
        // What does not wrap stands on one line over the cells beside it.
        let (title, base_font) = (xf(title, none, bare, "")?, base);
        Ok(Self {
            title,
            base: xf(base_font, none, bare, "")?,
            bold: xf(bold, none, bare, "")?,
            heading: xf(bold, grey, lined, centre)?,
            centred: xf(base_font, none, lined, centre)?,
            text: xf(base_font, none, lined, indent)?,
            link: xf(link, none, lined, indent)?,
            error: xf(bold, red, lined, centre)?,
            query: xf(bold, yellow, lined, centre)?,
            seen: xf(bold, blue, lined, centre)?,
        })
    }

    const fn of_kind(&self, kind: MarkKind) -> u32 {
        match kind {
            MarkKind::Error => self.error,
            MarkKind::Query => self.query,
            MarkKind::Seen => self.seen,
            MarkKind::Notice => self.centred,
        }
    }
}

/// Rows and what goes with them.
#[derive(Default)]
struct Page {
    rows: Vec<String>,
    merges: Vec<String>,
    links: Vec<String>,
}

impl Page {
    fn cell(&self, column: u32, style: u32, text: &str) -> String {
        let at = CellRef::new(self.number() - 1, column).map_or_else(String::new, |at| at.to_string());
        if text.is_empty() {
            return format!("<c r=\"{at}\" s=\"{style}\"/>");
        }
        format!("<c r=\"{at}\" s=\"{style}\" t=\"inlineStr\"><is>{}</is></c>", text_xml("", text))
    }

    /// The number of the next row, from 1.
    fn number(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX - 1) + 1
    }

    fn row(&mut self, height: f64, cells: &str) {
        self.rows.push(format!("<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">{cells}</row>", self.number()));
    }

    /// A line over the page's width.
    fn line(&mut self, style: u32, text: &str) {
        let number = self.number();
        let cells: String = (0..6).map(|column| self.cell(column, style, if column == 0 { text } else { "" })).collect();
        self.merges.push(format!("<mergeCell ref=\"A{number}:F{number}\"/>"));
        self.row(fit::height(fit::lines(text, WIDTHS.iter().sum())), &cells);
    }

    fn gap(&mut self) {
        self.row(15.0, "");
    }

    fn mark(&mut self, formats: &Formats, number: usize, mark: &Mark, sheets: &[String]) {
        let place = mark.place.text(Lang::Ja);
        let place = if place.is_empty() { "ファイル全体".to_owned() } else { place };
        let code = if mark.code.is_empty() { String::new() } else { format!("\n（{}）", mark.code) };
        let texts = [plain(&place), plain(&mark.about), plain(&mark.what) + &code, plain(&mark.remedy)];
        let lines = texts.iter().zip(&WIDTHS[2..]).map(|(text, width)| fit::lines(text, width.saturating_sub(INDENT))).max();
        let target = mark.place.sheet.as_ref().filter(|sheet| sheets.contains(sheet));
        if let Some(sheet) = target {
            let cell = mark.place.cell.map_or_else(|| "A1".to_owned(), |cell| cell.to_string());
            let location = format!("'{}'!{cell}", sheet.replace('\'', "''"));
            self.links.push(format!("<hyperlink ref=\"C{}\" location=\"{}\"/>", self.number(), escape(&location)));
        }
        let at = self.number();
        let mut cells = format!("<c r=\"A{at}\" s=\"{}\"><v>{number}</v></c>", formats.centred);
        cells.push_str(&self.cell(1, formats.of_kind(mark.kind), mark.kind.word()));
        for (column, text) in (2..).zip(&texts) {
            let style = if column == 2 && target.is_some() { formats.link } else { formats.text };
            cells.push_str(&self.cell(column, style, text));
        }
        self.row(fit::height(lines.unwrap_or(1)), &cells);
    }
}

/// The list's sheet, and the number of the row with its headings. `sheets` are the sheets to which its links may lead.
pub(super) fn listing(marks: &[Mark], cover: &Cover, sheets: &[String], styles: &mut Styles) -> Result<(String, u32), PatchError> {
    let formats = Formats::of(styles)?;
    let mut page = Page::default();
    let title = page.cell(0, formats.title, &cover.title);
    page.merges.push("<mergeCell ref=\"A1:F1\"/>".to_owned());
    page.row(28.0, &title);
    for (index, line) in cover.lines.iter().enumerate() {
        page.line(if index == 1 { formats.bold } else { formats.base }, line);
    }
    page.gap();
    let headings = page.number();
    let cells: String = (0..).zip(HEADINGS).map(|(column, heading)| page.cell(column, formats.heading, heading)).collect();
    page.row(fit::height(1), &cells);
    for (number, mark) in (1..).zip(marks.iter().take(LISTED_MAX)) {
        page.mark(&formats, number, mark, sheets);
    }
    if marks.len() > LISTED_MAX {
        page.line(formats.base, &format!("ほか{}件あります。", marks.len() - LISTED_MAX));
    }
    if !cover.contact.is_empty() {
        page.gap();
        page.line(formats.base, &format!("問合せ先　{}", cover.contact));
    }
    let last = page.rows.len();
    let columns: Vec<String> = (1..)
        .zip(WIDTHS)
        .map(|(column, width)| format!("<col min=\"{column}\" max=\"{column}\" width=\"{width}.7109375\" customWidth=\"1\"/>"))
        .collect();
    let below = headings + 1;
    let links = if page.links.is_empty() { String::new() } else { format!("<hyperlinks>{}</hyperlinks>", page.links.concat()) };
    let xml = format!(
        "{HEAD}<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:F{last}\"/><sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\"><pane ySplit=\"{headings}\" topLeftCell=\"A{below}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A{below}\" sqref=\"A{below}\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>{}</cols><sheetData>{}</sheetData><mergeCells count=\"{}\">{}</mergeCells>{links}<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.3\" right=\"0.3\" top=\"0.6\" bottom=\"0.6\" header=\"0.28\" footer=\"0.28\"/><pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/><headerFooter><oddFooter>{}</oddFooter></headerFooter><ignoredErrors><ignoredError sqref=\"A1:F{last}\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>",
        columns.concat(),
        page.rows.concat(),
        page.merges.len(),
        page.merges.concat(),
        escape(footer(&cover.footer)),
    );
    Ok((xml, headings))
}

/// The hidden sheet: what the cells that we coloured were before.
pub(super) fn hidden(befores: &[Before]) -> String {
    let cell = |row: usize, column: char, text: &str| format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is>{}</is></c>", text_xml("", text));
    let mut rows = format!("<row r=\"1\">{}{}</row>", cell(1, 'A', SIGNATURE[0]), cell(1, 'B', SIGNATURE[1]));
    for (row, before) in (2..).zip(befores.iter().take(BEFORES_MAX)) {
        let texts = [before.sheet.clone(), before.at.to_string(), before.number.to_string(), before.fill.clone()];
        let cells: String = ('A'..='D').zip(&texts).map(|(column, text)| cell(row, column, text)).collect();
        rows.push_str(&row_of(row, &cells));
    }
    format!("{HEAD}<sheetData>{rows}</sheetData></worksheet>")
}

fn row_of(row: usize, cells: &str) -> String {
    format!("<row r=\"{row}\">{cells}</row>")
}

/// Page numbers 「1／8」 between two texts. `&` begins a code in a footer; a digit after a size would be read as part of it.
fn footer((left, right): &(String, String)) -> String {
    let plain = |text: &str| {
        let space = if text.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        format!("{space}{}", text.replace('&', "&&"))
    };
    let font = format!("&\"{FONT}\"&8");
    format!("&L{font}{}&C{font}&P／&N&R{font}{}", plain(left), plain(right))
}

/// The text as it is printed: control characters but the line break are spaces, and it is not endless.
fn plain(text: &str) -> String {
    let visible = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    let mut plain: String = text.chars().take(TEXT_MAX).map(visible).collect();
    if text.chars().nth(TEXT_MAX).is_some() {
        plain.push('…');
    }
    plain
}
