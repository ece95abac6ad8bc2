//! The boxes in which comments are shown: the old drawing of a sheet. Excel writes it in an XML that is not always one, so
//! it is taken as text.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::scan::Scan;
use super::vml_names::excels;
use crate::domain::CellRef;
use crate::workbook::fit;

/// A line of a comment, in half-width characters.
const LINE: usize = 46;
/// Width of a half-width character and height of a line at 9 points, in pixels.
const CHARACTER_PIXELS: i64 = 7;
const LINE_PIXELS: i64 = 17;
/// Room around the text, in pixels.
const ROOM_PIXELS: i64 = 16;
/// Most columns or rows over which a box reaches; hidden ones count.
const REACH: u32 = 3000;
/// Columns and rows of a sheet.
const COLUMNS: u32 = 16_384;
const ROWS: u32 = 1_048_576;

/// A drawing without shapes; the number tells its shapes from those of other sheets.
fn none(number: usize) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>"
    )
}

/// The kind of shape that comments are; it may be missing in a drawing of buttons.
const TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// The boxes of a sheet: the drawing in pieces, so that a box is found without looking through all of it again.
#[derive(Debug)]
pub(super) struct Boxes {
    /// Shapes, and what stands between them.
    pieces: Vec<String>,
    /// The first shape of each cell's comment.
    by_cell: BTreeMap<CellRef, usize>,
    /// Where new shapes are put, and whether their kind is there.
    end: usize,
    has_type: bool,
    next_id: u64,
}

impl Boxes {
    /// Those of a drawing; without one, none.
    pub(super) fn of(xml: Option<String>, number: usize) -> Self {
        // `excels` gives every name the prefix that Excel uses.
        let xml = xml.map_or_else(|| none(number), excels);
        let next_id = next_id(&xml);
        let has_type = xml.contains("id=\"_x0000_t202\"");
        let (xml, tail) = xml.split_at(xml.rfind("</xml>").unwrap_or(xml.len()));
        let (mut pieces, mut by_cell, mut rest) = (Vec::new(), BTreeMap::new(), xml);
        while let Some(shape) = first_shape(rest) {
            pieces.push(rest.get(..shape.start).unwrap_or_default().to_owned());
            let text = rest.get(shape.clone()).unwrap_or_default();
            if let Some(at) = cell_of(text) {
                by_cell.entry(at).or_insert(pieces.len());
            }
            pieces.push(text.to_owned());
            rest = rest.get(shape.end..).unwrap_or_default();
        }
        pieces.push(rest.to_owned());
        let end = pieces.len();
        pieces.push(tail.to_owned());
        Self { pieces, by_cell, end, has_type, next_id }
    }

    /// Takes the box of a cell away.
    pub(super) fn remove(&mut self, at: CellRef) {
        if let Some(piece) = self.by_cell.remove(&at).and_then(|index| self.pieces.get_mut(index)) {
            piece.clear();
        }
    }

    /// A box beside a cell, as large as its text.
    pub(super) fn add(&mut self, at: CellRef, text: &str, scan: &Scan) {
        if self.by_cell.contains_key(&at) {
            return self.enlarge(at, text, scan);
        }
        let shared = if self.has_type { "" } else { TYPE };
        self.has_type = true;
        let (column, row) = (u32::from(at.column()), at.row());
        let (width, height) = size(text);
        // At the sheet's right edge there is no room beside the cell.
        let left = if column + 8 < COLUMNS { (column + 1, 15) } else { (column.saturating_sub(8), 0) };
        let anchor = anchor((left.0, left.1, row.saturating_sub(1), 4), (width, height), scan);
        let shape = format!(
            "{shared}<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;width:{}pt;height:{}pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            self.next_id,
            width * 3 / 4,
            height * 3 / 4,
        );
        self.next_id = self.next_id.saturating_add(1);
        self.by_cell.insert(at, self.pieces.len());
        self.pieces.push(shape);
    }

    /// Makes the box of a cell large enough for a longer text.
    pub(super) fn enlarge(&mut self, at: CellRef, text: &str, scan: &Scan) {
        let Some(shape) = self.by_cell.get(&at).and_then(|index| self.pieces.get_mut(*index)) else { return self.add(at, text, scan) };
        let found = shape.find("<x:Anchor>").map(|at| at + "<x:Anchor>".len());
        // openpyxl says no place but the size that all its boxes have.
        let Some(place) = found.and_then(|from| Some(from..from + shape.get(from..)?.find('<')?)) else {
            self.remove(at);
            return self.add(at, text, scan);
        };
        let numbers: Vec<i64> =
            shape.get(place.clone()).unwrap_or_default().split(',').filter_map(|number| number.trim().parse().ok()).collect();
        let [left, dx, top, dy, right, dx2, bottom, dy2] = numbers[..] else { return };
        let number = |value: i64| u32::try_from(value).unwrap_or(0).min(ROWS - 1);
        let (left, right, top, bottom) = (number(left).min(COLUMNS - 1), number(right).min(COLUMNS - 1), number(top), number(bottom));
        let far = |from: u32, to: u32, each: &dyn Fn(u32) -> i64| (from..to.min(from + REACH)).map(each).sum::<i64>();
        let has = (far(left, right, &|column| scan.width(column)) + dx2 - dx, far(top, bottom, &|row| scan.height(row)) + dy2 - dy);
        let wants = size(text);
        let anchor = anchor((left, dx, top, dy), (has.0.max(wants.0), has.1.max(wants.1)), scan);
        shape.replace_range(place, &anchor);
    }

    /// The drawing.
    pub(super) fn into_xml(self) -> String {
        let (before, after) = self.pieces.split_at(self.end.min(self.pieces.len()));
        let (tail, new) = after.split_at(after.len().min(1));
        [before, new, tail].concat().concat()
    }
}

/// Where the first shape of a drawing stands.
fn first_shape(xml: &str) -> Option<Range<usize>> {
    let mut starts = xml.match_indices("<v:shape");
    let is_shape = |from: usize| xml.get(from + "<v:shape".len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()));
    let (from, _) = starts.find(|(from, _)| is_shape(*from))?;
    let end = xml.get(from..)?.find("</v:shape>")?;
    Some(from..from + end + "</v:shape>".len())
}

/// The cell whose comment a shape shows.
fn cell_of(shape: &str) -> Option<CellRef> {
    let number = |tag: &str| -> Option<u32> { shape.split_once(tag)?.1.split('<').next()?.trim().parse().ok() };
    let is_note = shape.contains("ObjectType=\"Note\"");
    CellRef::new(number("<x:Row>")?, number("<x:Column>")?).filter(|_| is_note)
}

/// A number that no shape of a drawing has yet.
fn next_id(xml: &str) -> u64 {
    let digits = |rest: &str| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok();
    let ids = xml.match_indices("_x0000_s").filter_map(|(at, found)| digits(xml.get(at + found.len()..)?));
    let base = xml.split_once("data=\"").and_then(|(_, rest)| digits(rest));
    ids.max().unwrap_or_else(|| base.unwrap_or(1).saturating_mul(1024)).saturating_add(1)
}

/// What a text needs, in pixels.
fn size(text: &str) -> (i64, i64) {
    let widest = text.lines().map(|line| line.chars().map(|c| c.width_cjk().unwrap_or(0)).sum::<usize>()).max().unwrap_or(0);
    let count = |count: usize| i64::try_from(count).unwrap_or(100).min(100);
    (count(widest.clamp(20, LINE) + 2) * CHARACTER_PIXELS + ROOM_PIXELS, count(fit::lines(text, LINE)) * LINE_PIXELS + ROOM_PIXELS)
}

/// A box from a place (column, pixels into it, row, pixels into it), as a drawing says it.
fn anchor(from: (u32, i64, u32, i64), (width, height): (i64, i64), scan: &Scan) -> String {
    let (left, dx, top, dy) = from;
    let (right, dx2) = end(left, dx + width, COLUMNS, |column| scan.width(column));
    let (bottom, dy2) = end(top, dy + height, ROWS, |row| scan.height(row));
    format!("{left}, {dx}, {top}, {dy}, {right}, {dx2}, {bottom}, {dy2}")
}

/// Where so many pixels from the beginning of a column or row end.
fn end(mut at: u32, mut pixels: i64, max: u32, size: impl Fn(u32) -> i64) -> (u32, i64) {
    let last = at.saturating_add(REACH).min(max - 1);
    while at < last && pixels >= size(at) {
        pixels -= size(at);
        at += 1;
    }
    (at, pixels.clamp(0, size(at).max(0)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn at(text: &str) -> CellRef {
        text.parse().expect("an address")
    }

    fn xml(boxes: &Boxes) -> String {
        Boxes { pieces: boxes.pieces.clone(), by_cell: BTreeMap::new(), ..*boxes }.into_xml()
    }

    #[test]
    fn a_box_stands_beside_its_cell_and_goes_with_it() {
        let scan = Scan::of("<worksheet><sheetData/></worksheet>", &BTreeSet::new(), &BTreeSet::new()).expect("a sheet");
        let mut boxes = Boxes::of(None, 3);
        boxes.add(at("C5"), "短い", &scan);
        boxes.add(at("D6"), &"長い文".repeat(40), &scan);
        let short = xml(&boxes);
        assert!(short.contains("_x0000_s3073") && short.contains("_x0000_s3074"), "{short}");
        assert!(short.contains("<x:Anchor>3, 15, 3, 4, 5, 41, 4, 17</x:Anchor>") && short.ends_with("</v:shape></xml>"), "{short}");
        boxes.enlarge(at("C5"), &"長い文".repeat(40), &scan);
        assert_ne!(xml(&boxes), short);
        boxes.remove(at("C5"));
        boxes.remove(at("D6"));
        assert!(!xml(&boxes).contains("<v:shape "));
    }

    #[test]
    fn buttons_and_their_loose_text_stay() {
        let scan = Scan::of("<worksheet><sheetData/></worksheet>", &BTreeSet::new(), &BTreeSet::new()).expect("a sheet");
        let button = "<v:shape id=\"_x0000_s1025\" type=\"#_x0000_t201\"><v:textbox><div>一<br>二</div></v:textbox><x:ClientData ObjectType=\"Button\"><x:Row>4</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>";
        let drawing = format!("<xml>{button}</xml>");
        let mut boxes = Boxes::of(Some(drawing.clone()), 1);
        boxes.add(at("C5"), "言葉", &scan);
        assert!(xml(&boxes).contains(button) && xml(&boxes).contains("_x0000_s1026"));
        boxes.remove(at("C5"));
        assert_eq!(boxes.into_xml().replace(TYPE, ""), drawing);
    }

    #[test]
    fn a_drawing_of_unfinished_shapes_is_looked_through_once() {
        let scan = Scan::of("<worksheet><sheetData/></worksheet>", &BTreeSet::new(), &BTreeSet::new()).expect("a sheet");
        let drawing = format!("<xml>{}</xml>", "<v:shape ".repeat(400_000));
        let mut boxes = Boxes::of(Some(drawing.clone()), 1);
        for row in 1..1000 {
            boxes.add(CellRef::new(row, 2).expect("a cell"), "言葉", &scan);
        }
        for row in 1..1000 {
            boxes.remove(CellRef::new(row, 2).expect("a cell"));
        }
        assert_eq!(boxes.into_xml(), drawing, "their text stays, and the boxes go");
    }
}
