//! Returns that were handed out and came back changed: what officers and their programs do to a sheet, as edits of a grid.

use std::sync::OnceLock;

use chrono::NaiveDate;
use torimatome::domain::{CellRef, Ledger, Registry};
use torimatome::extraction::{Content, Formats, Grid, GridCell, GridSheet, read_formats};
use torimatome::form::{BlankForm, Field, Filled, FilledCell, FormDeclaration, HeaderField};
use torimatome::workbook::blank_form::write_filled;

use crate::{Bytes, forms, registries};

/// Words that mean something on a form, or nearly.
const WORDS: [&str; 40] = [
    "指標名",
    "当年度実績",
    "当年度\n実績",
    "値の区分",
    "時点",
    "出典",
    "目標に届かなかった理由",
    "今後の対応",
    "番号",
    "単位",
    "様式番号",
    "提出区分",
    "記入者",
    "提出",
    "作成中",
    "確定",
    "速報",
    "集計中",
    "取消",
    "今年度調査なし",
    "△12",
    "１，２３４人",
    "約120人",
    "—",
    "未定",
    "45.3%",
    "1,234千円",
    "0",
    "",
    "torimatome",
    "form",
    "output",
    "marks",
    "記入例",
    "入力",
    "令和7年3月31日",
    "合計",
    "【再掲】",
    "同上",
    "\u{7}",
];

/// Filled forms of several plans and layouts, as the reader hands them over.
pub fn bases() -> &'static [Grid] {
    static ALL: OnceLock<Vec<Grid>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for (plan, form) in [(0, 0), (0, 3), (1, 1), (2, 2), (3, 0)] {
            let whole = filled(&registries()[plan], &forms()[form], 0);
            all.extend(whole.as_ref().map(short));
            all.extend(filled(&registries()[plan], &forms()[form], 3).as_ref().map(short));
            all.extend(whole);
        }
        assert!(all.len() >= 8, "the bases are made");
        all
    })
}

/// The same without most of its rows and what only explains: read many times faster.
fn short(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    grid.sheets.retain(|sheet| !matches!(sheet.name.as_str(), "はじめに" | "記入例"));
    for sheet in &mut grid.sheets {
        sheet.cells.retain(|cell| cell.at.row() < 16);
    }
    grid
}

/// The form of a department, with a number in each row.
fn filled(registry: &Registry, form: &FormDeclaration, department: usize) -> Option<Grid> {
    let round = registry.rounds.last()?;
    let ledger = Ledger::of(registry, round);
    let id = ledger.departments().into_iter().nth(department)?;
    let department = registry.department(id)?;
    let blank = BlankForm::of(registry, round, &ledger, department, form, &department.folder);
    let mut filled = Filled { filing_state: "提出".to_owned(), checked_on: NaiveDate::from_ymd_opt(2025, 6, 10), ..Filled::default() };
    for (place, row) in blank.rows.iter().enumerate() {
        let cells = filled.rows.entry(row.indicator.clone()).or_default();
        cells.insert(Field::Actual, FilledCell::Number(place.to_string().parse().ok()?));
        cells.insert(Field::State, FilledCell::Text("確定".to_owned()));
        cells.insert(Field::Reason, FilledCell::Text("関係者との協議に時間を要した。".to_owned()));
    }
    read_formats(&write_filled(&blank, form, &filled).ok()?, Formats::default()).ok()
}

/// A base, changed as the bytes say.
#[must_use]
pub fn changed(bytes: &mut Bytes<'_>) -> Grid {
    let bases = bases();
    // Most often a short one.
    let (short, place) = (bytes.byte() % 16 != 0, bytes.below(bases.len()));
    let place = if short && place % 3 == 2 { place - 1 } else { place };
    let mut grid = bases[place].clone();
    for _ in 0..64 {
        if bytes.is_empty() {
            break;
        }
        change(&mut grid, bytes);
    }
    for sheet in &mut grid.sheets {
        sheet.cells.sort_by_key(|cell| cell.at);
        sheet.cells.dedup_by_key(|cell| cell.at);
    }
    grid
}

fn change(grid: &mut Grid, bytes: &mut Bytes<'_>) {
    let kind = bytes.byte();
    let sheets = grid.sheets.len();
    let place = usize::from(bytes.byte()).checked_rem(sheets).unwrap_or(0);
    match kind % 20 {
        // Of whole sheets.
        0 if sheets < 12 => {
            let copy = grid.sheets.get(place).cloned();
            grid.sheets.extend(copy);
        }
        1 if sheets > 0 => drop(grid.sheets.remove(place)),
        2 if sheets > 1 => grid.sheets.swap(place, 0),
        3 if sheets < 12 => {
            let other = &bases()[bytes.below(bases().len())];
            grid.sheets.extend(other.sheets.iter().cloned());
        }
        4 => (grid.macros, grid.external_links) = (bytes.byte() & 1 == 1, bytes.byte() & 1 == 1),
        _ => {
            if let Some(sheet) = grid.sheets.get_mut(place) {
                change_sheet(sheet, kind, bytes);
            }
        }
    }
}

fn change_sheet(sheet: &mut GridSheet, kind: u8, bytes: &mut Bytes<'_>) {
    let rows = sheet.cells.last().map_or(1, |cell| cell.at.row() as usize + 2);
    match kind % 20 {
        5 => sheet.visible = !sheet.visible,
        6 => sheet.name = text(sheet, bytes),
        7 | 8 => moved(sheet, bytes.below(rows), bytes.below(40), |at, from, by| {
            CellRef::new(at.row() + if at.row() >= from { by } else { 0 }, at.column().into())
        }),
        9 => moved(sheet, bytes.below(40), bytes.below(10), |at, from, by| {
            let column = u32::from(at.column());
            CellRef::new(at.row(), column + if column >= from { by } else { 0 })
        }),
        // A row or a column is deleted.
        10 => {
            let row = bytes.below(rows) as u32;
            sheet.cells.retain(|cell| cell.at.row() != row);
        }
        11 => {
            let column = bytes.byte() % 40;
            sheet.cells.retain(|cell| cell.at.column() != u16::from(column));
        }
        // Two rows, or two columns, change places.
        12 => {
            let (one, other) = (bytes.below(rows) as u32, bytes.below(rows) as u32);
            exchanged(sheet, |at| {
                CellRef::new(
                    if at.row() == one {
                        other
                    } else if at.row() == other {
                        one
                    } else {
                        at.row()
                    },
                    at.column().into(),
                )
            });
        }
        13 => {
            let (one, other) = (u16::from(bytes.byte() % 40), u16::from(bytes.byte() % 40));
            exchanged(sheet, |at| {
                let column = if at.column() == one {
                    other
                } else if at.column() == other {
                    one
                } else {
                    at.column()
                };
                CellRef::new(at.row(), column.into())
            });
        }
        // The same rows once more, further down or to the right.
        14 => {
            let (down, right) = (bytes.below(rows * 2) as u32, bytes.byte() % 40);
            let copy = |cell: &GridCell| {
                Some(GridCell { at: CellRef::new(cell.at.row() + down, u32::from(cell.at.column()) + u32::from(right))?, ..cell.clone() })
            };
            let copies: Vec<GridCell> = sheet.cells.iter().take(600).filter_map(copy).collect();
            sheet.cells.extend(copies);
        }
        // A merged cell keeps its value in its first cell only.
        15 => {
            let index = bytes.below(sheet.cells.len());
            if index < sheet.cells.len() {
                sheet.cells.remove(index);
            }
        }
        _ => typed(sheet, bytes, rows),
    }
    sheet.cells.sort_by_key(|cell| cell.at);
    sheet.cells.dedup_by_key(|cell| cell.at);
}

fn moved(sheet: &mut GridSheet, from: usize, by: usize, place: impl Fn(CellRef, u32, u32) -> Option<CellRef>) {
    exchanged(sheet, |at| place(at, from as u32, by as u32));
}

fn exchanged(sheet: &mut GridSheet, place: impl Fn(CellRef) -> Option<CellRef>) {
    sheet.cells.retain_mut(|cell| place(cell.at).map(|at| cell.at = at).is_some());
}

/// Something is typed into a cell: one that holds something, or any other.
fn typed(sheet: &mut GridSheet, bytes: &mut Bytes<'_>, rows: usize) {
    let flags = bytes.byte();
    let at = if flags & 1 == 0 && !sheet.cells.is_empty() {
        Some(sheet.cells[bytes.below(sheet.cells.len())].at)
    } else {
        CellRef::new(bytes.below(rows + 4) as u32, u32::from(bytes.byte() % 48))
    };
    let Some(at) = at else { return };
    let text = text(sheet, bytes);
    let content = match flags >> 1 & 7 {
        0 => Content::Number(
            text.parse::<f64>().ok().filter(|number| number.is_finite()).map_or("1205".to_owned(), |number| number.to_string()),
        ),
        1 => Content::Date("2025-03-31".to_owned()),
        2 => Content::Error("#REF!".to_owned()),
        3 => Content::Nothing,
        4 => Content::Bool(true),
        _ => Content::Text(text.clone()),
    };
    let formula = (flags & 0x20 != 0).then(|| text.clone());
    let cell = GridCell { at, content, percent: flags & 0x10 != 0, formula };
    match sheet.cells.iter_mut().find(|known| known.at == at) {
        Some(known) => *known = cell,
        None => sheet.cells.push(cell),
    }
}

/// A word of the form, what stands in another cell, or whatever the bytes say.
fn text(sheet: &GridSheet, bytes: &mut Bytes<'_>) -> String {
    match bytes.byte() % 4 {
        0 => WORDS[bytes.below(WORDS.len())].to_owned(),
        1 if !sheet.cells.is_empty() => sheet.cells[bytes.below(sheet.cells.len())].content.text().to_owned(),
        2 => forms()[0].header_cell(HeaderField::Identity).map_or_else(String::new, |cell| cell.label.clone()),
        _ => bytes.line(),
    }
}
