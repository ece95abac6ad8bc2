//! The records of an old workbook (BIFF8): what is in it, how large it is, and how its cells are shown, before the parser
//! claims memory for it.
//!
//! Values and formula texts come from the parser; number formats of cells it does not tell, and it trusts every size.
//! The layout is that of [MS-XLS].

use std::collections::BTreeMap;

use super::biff_formula::{is_number, refers_outside};
use super::budget::Budget;
use super::damaged;
use super::number_format::Shown;
use super::package::{SHEETS_MAX, STRINGS_MAX};
use super::preflight::too_large;
use crate::diagnostic::Problem;
use crate::domain::CellRef;

/// Largest rectangle around a sheet's cells: the parser claims memory for all of it.
const RECTANGLE_MAX: u64 = 4_000_000;
/// Largest rectangle that a sheet may announce: all of a sheet.
const ANNOUNCED_MAX: u64 = 65_536 * 256;
/// Columns of a sheet.
const COLUMNS: u16 = 256;

const BIFF8: u16 = 0x0600;

/// What a workbook's records say.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// Its sheets, in order.
    pub sheets: Vec<SheetRecords>,
    /// Whether it refers to other files.
    pub outside: bool,
}

/// What a sheet's records say.
#[derive(Debug, Default)]
pub(super) struct SheetRecords {
    /// Its cells that hold something.
    pub cells: BTreeMap<CellRef, CellRecord>,
}

/// What a cell's record says.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellRecord {
    /// How its number is shown.
    pub shown: Shown,
    /// Its formula, where it has one.
    pub formula: Option<FormulaRecord>,
}

/// What a formula's record says.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormulaRecord {
    /// It refers to another file.
    pub outside: bool,
    /// Its stored result is the number zero, and it is to be calculated at opening or need not give a number at all: some
    /// programs write zero for "no result yet" and for every text.
    pub zero_in_doubt: bool,
}

struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// Goes through the workbook's stream.
pub(super) fn records(stream: &[u8], budget: &mut Budget) -> Result<Records, Problem> {
    let globals = Globals::of(stream)?;
    let mut found = Records { outside: globals.books.contains(&true), ..Records::default() };
    for sheet in &globals.sheets {
        let body = stream.get(sheet.start..).ok_or_else(|| damaged("a sheet lies behind the end"))?;
        // Charts and macros have no cells that anybody fills in.
        found.sheets.push(if sheet.is_worksheet { sheet_records(body, &globals, budget)? } else { SheetRecords::default() });
    }
    Ok(found)
}

/// What holds for all sheets.
#[derive(Default)]
struct Globals {
    sheets: Vec<BoundSheet>,
    formats: BTreeMap<u16, String>,
    /// The number format of each cell format.
    shown: Vec<Shown>,
    /// Whether each workbook that is referred to is another one than this.
    books: Vec<bool>,
    /// For each reference to sheets, the place in `books`.
    references: Vec<u16>,
}

struct BoundSheet {
    start: usize,
    is_worksheet: bool,
}

impl Globals {
    fn of(stream: &[u8]) -> Result<Self, Problem> {
        let mut globals = Self::default();
        let mut of_cells: Vec<u16> = Vec::new();
        let mut begun = false;
        for Record { kind, data } in walk(stream) {
            match kind {
                0x0809 | 0x0009 | 0x0209 | 0x0409 if !begun => {
                    begun = true;
                    // Before Excel 97: no Unicode, other records. Nobody has sent one in years.
                    if kind != 0x0809 || half(data, 0) != Some(BIFF8) {
                        return Err(Problem::UnsupportedFormat { format: "Excel 95".to_owned() });
                    }
                }
                0x002F => return Err(Problem::Encrypted),
                0x0085 => globals.sheet(data)?,
                0x00FC => strings_announced(data)?,
                0x041E => {
                    if let Some(id) = half(data, 0) {
                        globals.formats.insert(id, text(data.get(2..).unwrap_or_default()));
                    }
                }
                0x00E0 => of_cells.push(half(data, 2).unwrap_or(0)),
                // This workbook's own sheets, and functions of add-ins, are not outside.
                0x01AE => globals.books.push(!(data.len() == 4 && matches!(half(data, 2), Some(0x0401 | 0x3A01)))),
                0x0017 => globals.references.extend(data.get(2..).unwrap_or_default().chunks_exact(6).filter_map(|xti| half(xti, 0))),
                0x000A => break,
                _ => {}
            }
        }
        if !begun {
            return Err(damaged("the workbook has no beginning"));
        }
        let shown = |id: &u16| {
            let code = globals.formats.get(id);
            // A number below 164 with a code of its own is what that code says: some programs number freely.
            Shown::of(Some(u32::from(*id)).filter(|_| code.is_none()), code.map_or("", String::as_str))
        };
        globals.shown = of_cells.iter().map(shown).collect();
        Ok(globals)
    }

    fn sheet(&mut self, data: &[u8]) -> Result<(), Problem> {
        let start = data.first_chunk().map(|bytes| u32::from_le_bytes(*bytes) as usize);
        let start = start.ok_or_else(|| damaged("a sheet has no place"))?;
        self.sheets.push(BoundSheet { start, is_worksheet: data.get(5) == Some(&0) });
        if self.sheets.len() > SHEETS_MAX { Err(too_large("sheets", self.sheets.len() as u64, SHEETS_MAX as u64)) } else { Ok(()) }
    }

    fn is_outside(&self, reference: u16) -> bool {
        let book = self.references.get(usize::from(reference));
        book.and_then(|book| self.books.get(usize::from(*book))).copied().unwrap_or(false)
    }
}

fn strings_announced(data: &[u8]) -> Result<(), Problem> {
    let count = data.get(4..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
    if count > STRINGS_MAX { Err(too_large("shared_strings", count, STRINGS_MAX)) } else { Ok(()) }
}

fn sheet_records(body: &[u8], globals: &Globals, budget: &mut Budget) -> Result<SheetRecords, Problem> {
    let mut sheet = SheetRecords::default();
    // Charts within the sheet have cells of their own.
    let mut depth = 0usize;
    for Record { kind, data } in walk(body) {
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth > 1 => {}
            0x0200 => announced(data)?,
            0x00BD => {
                let (Some(first), Some(last)) = (half(data, 2), data.len().checked_sub(2).and_then(|at| half(data, at))) else {
                    return Err(damaged("a row of numbers is cut short"));
                };
                for (column, number) in (first..=last).zip(data.get(4..).unwrap_or_default().chunks(6)) {
                    budget.examine()?;
                    sheet.keep(half(data, 0), Some(column), half(number, 0), None, globals)?;
                }
            }
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 => {
                budget.examine()?;
                let formula = (kind == 0x0006).then(|| formula(data, globals));
                sheet.keep(half(data, 0), half(data, 2), half(data, 4), formula, globals)?;
            }
            _ => {}
        }
    }
    sheet.rectangle()?;
    Ok(sheet)
}

impl SheetRecords {
    fn keep(
        &mut self,
        row: Option<u16>,
        column: Option<u16>,
        style: Option<u16>,
        formula: Option<FormulaRecord>,
        globals: &Globals,
    ) -> Result<(), Problem> {
        let place = row.zip(column.filter(|column| *column < COLUMNS));
        let at = place.and_then(|(row, column)| CellRef::new(row.into(), column.into()));
        let at = at.ok_or_else(|| damaged("a cell lies off the sheet"))?;
        let shown = style.and_then(|style| globals.shown.get(usize::from(style))).copied().unwrap_or_default();
        self.cells.entry(at).or_insert(CellRecord { shown, formula });
        Ok(())
    }

    fn rectangle(&self) -> Result<(), Problem> {
        let (Some((first, _)), Some((last, _))) = (self.cells.first_key_value(), self.cells.last_key_value()) else {
            return Ok(());
        };
        let rows = u64::from(last.row()) - u64::from(first.row()) + 1;
        let columns = self.cells.keys().map(|at| at.column());
        let width = columns.clone().max().zip(columns.min()).map_or(0, |(last, first)| u64::from(last) - u64::from(first) + 1);
        let area = rows.saturating_mul(width);
        if area > RECTANGLE_MAX { Err(too_large("cells", area, RECTANGLE_MAX)) } else { Ok(()) }
    }
}

/// What a sheet says of its own size: the parser reserves memory for it.
fn announced(data: &[u8]) -> Result<(), Problem> {
    let wide = |at: usize| data.get(at..).and_then(<[u8]>::first_chunk).map(|bytes| u64::from(u32::from_le_bytes(*bytes)));
    let narrow = |at: usize| half(data, at).map(u64::from);
    // Some writers keep the shorter record of Excel 95.
    let size = if data.len() == 10 { (narrow(0), narrow(2), narrow(4), narrow(6)) } else { (wide(0), wide(4), narrow(8), narrow(10)) };
    let (Some(first), Some(behind), Some(left), Some(right)) = size else {
        return Err(damaged("a sheet's size is cut short"));
    };
    let columns = right.checked_sub(left).unwrap_or(right);
    match behind.checked_sub(first).and_then(|rows| rows.checked_mul(columns)) {
        Some(area) if area > ANNOUNCED_MAX => Err(too_large("cells", area, ANNOUNCED_MAX)),
        Some(_) => Ok(()),
        None => Err(damaged("a sheet ends before it begins")),
    }
}

fn formula(data: &[u8], globals: &Globals) -> FormulaRecord {
    let tokens = data.get(20..).unwrap_or_default();
    let length = half(tokens, 0).map_or(0, usize::from);
    let tokens = tokens.get(2..).unwrap_or_default();
    let tokens = tokens.get(..length).unwrap_or(tokens);
    let zero = data.get(6..14).is_some_and(|result| result.iter().all(|byte| *byte == 0));
    let at_opening = half(data, 14).is_some_and(|flags| flags & 0b11 != 0);
    FormulaRecord {
        outside: refers_outside(tokens, |reference| globals.is_outside(reference)),
        zero_in_doubt: zero && (at_opening || !is_number(tokens)),
    }
}

/// The records one after another; what is cut short ends them.
fn walk(stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (half(rest, 0)?, usize::from(half(rest, 2)?));
        let data = rest.get(4..)?.get(..length)?;
        rest = rest.get(4 + length..)?;
        Some(Record { kind, data })
    })
}

/// A text with its length in two bytes.
fn text(data: &[u8]) -> String {
    let length = half(data, 0).map_or(0, usize::from);
    let body = data.get(3..).unwrap_or_default();
    if data.get(2).is_some_and(|flags| flags & 1 == 1) {
        let units: Vec<u16> = body.chunks_exact(2).take(length).filter_map(|pair| pair.try_into().ok()).map(u16::from_le_bytes).collect();
        String::from_utf16_lossy(&units)
    } else {
        body.iter().take(length).map(|byte| char::from(*byte)).collect()
    }
}

fn half(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}
