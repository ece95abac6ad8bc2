//! A child's answer as bytes: cells one after another, without names. As JSON it cost more than reading a small workbook.
//!
//! The parent believes none of it: every length is checked against what is there, and a count alone reserves next to nothing.

use super::child::Answer;
use super::{Content, Grid, GridCell, GridName, GridSheet, Merge};
use crate::domain::CellRef;

const GRID: u8 = 0;
const PROBLEM: u8 = 1;
/// Bits of a cell's head, beside the kind of its content.
const PERCENT: u8 = 0x10;
const FORMULA: u8 = 0x20;
/// As long as the answer to a form of a few dozen rows.
const ANSWER_BYTES: usize = 32 << 10;
/// Most cells that are made room for on a count.
const CELLS_RESERVED_MAX: usize = 1_024;

/// The answer as bytes.
pub(super) fn encode(answer: &Answer) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(ANSWER_BYTES);
    bytes.push(u8::from(answer.last));
    match &answer.result {
        Ok(grid) => {
            bytes.extend([GRID, u8::from(grid.macros), u8::from(grid.external_links)]);
            bytes.extend(u32::try_from(grid.names.len()).unwrap_or(u32::MAX).to_le_bytes());
            for found in &grid.names {
                text(&mut bytes, &found.name);
                text(&mut bytes, &found.sheet);
                place(&mut bytes, found.at);
            }
            for sheet in &grid.sheets {
                text(&mut bytes, &sheet.name);
                bytes.push(u8::from(sheet.visible));
                // Texts end the process long before there are more cells than fit here.
                bytes.extend(u32::try_from(sheet.cells.len()).unwrap_or(u32::MAX).to_le_bytes());
                for found in &sheet.cells {
                    cell(&mut bytes, found);
                }
                bytes.extend(u32::try_from(sheet.merges.len()).unwrap_or(u32::MAX).to_le_bytes());
                for corner in sheet.merges.iter().flat_map(|merge| [merge.first, merge.last]) {
                    place(&mut bytes, corner);
                }
            }
        }
        Err(problem) => {
            bytes.push(PROBLEM);
            bytes.extend(serde_json::to_vec(problem)?);
        }
    }
    Ok(bytes)
}

fn place(bytes: &mut Vec<u8>, at: CellRef) {
    bytes.extend(at.row().to_le_bytes());
    bytes.extend(at.column().to_le_bytes());
}

fn cell(bytes: &mut Vec<u8>, cell: &GridCell) {
    let (kind, value) = match &cell.content {
        Content::Text(text) => (0, Some(text)),
        Content::Number(text) => (1, Some(text)),
        Content::Date(text) => (2, Some(text)),
        Content::Error(text) => (3, Some(text)),
        Content::Bool(false) => (4, None),
        Content::Bool(true) => (5, None),
        Content::Nothing => (6, None),
    };
    place(bytes, cell.at);
    bytes.push(kind | if cell.percent { PERCENT } else { 0 } | if cell.formula.is_some() { FORMULA } else { 0 });
    for value in value.into_iter().chain(&cell.formula) {
        text(bytes, value);
    }
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// What the bytes say; `None` where they make no sense.
pub(super) fn decode(bytes: &[u8]) -> Option<Answer> {
    let mut rest = Rest(bytes);
    let last = rest.flag()?;
    if rest.byte()? == PROBLEM {
        return Some(Answer { result: Err(serde_json::from_slice(rest.0).ok()?), last });
    }
    let mut grid = Grid { macros: rest.flag()?, external_links: rest.flag()?, ..Grid::default() };
    for _ in 0..rest.word()? {
        grid.names.push(GridName { name: rest.text()?, sheet: rest.text()?, at: rest.address()? });
    }
    while !rest.0.is_empty() {
        let mut sheet = GridSheet { name: rest.text()?, visible: rest.flag()?, ..GridSheet::default() };
        let count = rest.word()? as usize;
        // As many as a form has; more of them grow as they come.
        sheet.cells.reserve(count.min(CELLS_RESERVED_MAX));
        for _ in 0..count {
            sheet.cells.push(rest.cell()?);
        }
        for _ in 0..rest.word()? {
            sheet.merges.push(Merge { first: rest.address()?, last: rest.address()? });
        }
        grid.sheets.push(sheet);
    }
    Some(Answer { result: Ok(grid), last })
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take().map(|[byte]| byte)
    }

    fn flag(&mut self) -> Option<bool> {
        self.byte().and_then(|byte| (byte < 2).then_some(byte == 1))
    }

    fn word(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.word()? as usize;
        let (text, rest): (&'a [u8], _) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }

    fn address(&mut self) -> Option<CellRef> {
        let row = self.word()?;
        let column = u16::from_le_bytes(self.take()?);
        CellRef::new(row, column.into())
    }

    fn cell(&mut self) -> Option<GridCell> {
        let at = self.address()?;
        let head = self.byte()?;
        let content = match head & 0x0F {
            0 => Content::Text(self.text()?),
            1 => Content::Number(self.text()?),
            2 => Content::Date(self.text()?),
            3 => Content::Error(self.text()?),
            4 => Content::Bool(false),
            5 => Content::Bool(true),
            6 => Content::Nothing,
            _ => return None,
        };
        let formula = if head & FORMULA == 0 { None } else { Some(self.text()?) };
        Some(GridCell { at, content, percent: head & PERCENT != 0, formula })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problem;

    fn grid() -> Grid {
        let contents = [
            Content::Text("観光\n交流".to_owned()),
            Content::Number("45.3".to_owned()),
            Content::Date("2025-03-31".to_owned()),
            Content::Error("#N/A".to_owned()),
            Content::Bool(false),
            Content::Bool(true),
            Content::Nothing,
        ];
        let cell = |(row, content): (u32, Content)| GridCell {
            at: CellRef::new(row * 100_000, 16_383).unwrap(),
            percent: row == 1,
            formula: (row > 2).then(|| "SUM(A1:A3)".to_owned()),
            content,
        };
        let sheet = |name: &str, visible, cells| GridSheet {
            name: name.to_owned(),
            visible,
            cells,
            merges: Merge::parse("I12:J13").into_iter().collect(),
        };
        let cells = (0..).zip(contents).map(cell).collect();
        let names = vec![GridName { name: "所属".to_owned(), sheet: "入力".to_owned(), at: "C3".parse().unwrap() }];
        Grid { sheets: vec![sheet("入力", true, cells), sheet("", false, Vec::new())], macros: true, external_links: false, names }
    }

    #[test]
    fn what_arrives_is_what_was_sent() {
        for last in [false, true] {
            let read = decode(&encode(&Answer { result: Ok(grid()), last }).unwrap()).unwrap();
            assert_eq!((read.result, read.last), (Ok(grid()), last));
            let refused = Answer { result: Err(Problem::Damaged { detail: "x".to_owned() }), last };
            assert_eq!(decode(&encode(&refused).unwrap()).unwrap().result, refused.result);
        }
    }

    #[test]
    fn nonsense_is_not_believed() {
        let good = encode(&Answer { result: Ok(grid()), last: false }).unwrap();
        for length in 0..good.len() {
            let _ = decode(&good[..length]);
        }
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] = 0xFF;
            let _ = decode(&bad);
        }
        assert!(decode(&[]).is_none() && decode(&[2, 0, 0, 0]).is_none());
        assert!(decode(&[0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]).is_none(), "a text longer than the answer");
    }
}
