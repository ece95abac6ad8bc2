//! Marks for a copy that is handed back: as many as a return with a good deal to correct has.

use torimatome::diagnostic::Place;
use torimatome::extraction::Grid;
use torimatome::workbook::annotated::{Cover, Mark, MarkKind};

/// How many cells are marked.
const MARKS: usize = 24;

/// On cells all over the workbook, errors and queries by turns.
pub fn of(grid: &Grid) -> Vec<Mark> {
    let cells: Vec<Place> = grid
        .sheets
        .iter()
        .filter(|sheet| sheet.visible)
        .flat_map(|sheet| sheet.cells.iter().map(|cell| Place::cell(&sheet.name, cell.at)))
        .collect();
    let apart = cells.len().div_ceil(MARKS).max(1);
    let places = cells.into_iter().step_by(apart);
    places.zip([MarkKind::Error, MarkKind::Query].into_iter().cycle()).map(|(place, kind)| mark(place, kind)).collect()
}

fn mark(place: Place, kind: MarkKind) -> Mark {
    Mark {
        place,
        kind,
        code: "V001".to_owned(),
        about: "観光入込客数".to_owned(),
        what: "文字が入っているため、数値として読めません。".to_owned(),
        remedy: "数値だけを記入してください。".to_owned(),
    }
}

/// The head of their list.
pub fn cover() -> Cover {
    Cover {
        title: "指摘一覧".to_owned(),
        lines: vec!["観光政策課".to_owned(), format!("{MARKS}か所を確認してください。")],
        contact: "問合せ先　企画課企画係（内線1234）".to_owned(),
        footer: ("令和6年度実績".to_owned(), "観光政策課".to_owned()),
    }
}
