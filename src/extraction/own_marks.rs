//! The list of marks that an answer puts into a department's own workbook. When the corrected workbook comes in with it,
//! it is known by its looks, also where a mail gateway took the hidden sheets away, and is no content.

use std::borrow::Cow;

use super::{Grid, GridSheet};
use crate::domain::CellRef;

/// What the list's sheet is called, and how its title begins.
pub const MARKS_LIST: &str = "指摘一覧";
/// The list's headings, from the first column on.
pub const MARKS_HEADINGS: [&str; 6] = ["No.", "区分", "場所", "指標", "内容", "直し方"];
/// Rows that may stand above the headings.
const ABOVE_MAX: u32 = 200;

/// Whether a sheet is such a list; `text` is the text of a cell, by row and column from zero.
#[must_use]
pub fn is_marks_list<'a>(text: impl Fn(u32, u32) -> Option<&'a str>) -> bool {
    let headed = |row| (0..).zip(MARKS_HEADINGS).all(|(column, heading)| text(row, column) == Some(heading));
    text(0, 0).is_some_and(|title| title.starts_with(MARKS_LIST)) && (1..ABOVE_MAX).any(headed)
}

/// The workbook without such lists.
pub(super) fn without_marks(grid: &Grid) -> Cow<'_, Grid> {
    if !grid.sheets.iter().any(is_list) {
        return Cow::Borrowed(grid);
    }
    let mut content = grid.clone();
    content.sheets.retain(|sheet| !is_list(sheet));
    Cow::Owned(content)
}

fn is_list(sheet: &GridSheet) -> bool {
    is_marks_list(|row, column| Some(sheet.get(CellRef::new(row, column)?)?.content.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extraction::{Content, GridCell};

    fn sheet(name: &str, texts: &[(u32, u32, &str)]) -> GridSheet {
        let cell = |(row, column, text): &(u32, u32, &str)| GridCell {
            at: CellRef::new(*row, *column).expect("a cell"),
            content: Content::Text((*text).to_owned()),
            percent: false,
            formula: None,
        };
        GridSheet { name: name.to_owned(), visible: true, cells: texts.iter().map(cell).collect(), ..GridSheet::default() }
    }

    #[test]
    fn only_the_list_with_its_headings_is_left_out() {
        let headings: Vec<(u32, u32, &str)> = (0..).zip(MARKS_HEADINGS).map(|(column, heading)| (5, column, heading)).collect();
        let ours = [&[(0, 0, "指摘一覧（確認結果。提出ではありません）")][..], &headings].concat();
        let theirs = [&[(0, 0, "課内の指摘")][..], &headings].concat();
        let sheets = vec![sheet("名前は変わりうる", &ours), sheet("指摘一覧", &theirs), sheet("入力", &[(0, 0, "指摘一覧")])];
        let grid = Grid { sheets, ..Grid::default() };
        let names: Vec<String> = without_marks(&grid).sheets.iter().map(|sheet| sheet.name.clone()).collect();
        assert_eq!(names, ["指摘一覧", "入力"]);
    }
}
