//! Changes in a workbook that is not ours: only the parts concerned are written anew, and in a sheet only the cells
//! concerned. Formats, colours, notes, charts and the office's own sheets stay byte for byte what they were.

pub(super) mod change;
mod package;
mod range;
mod relations;
mod sheet;
pub(super) mod xml;

use std::collections::BTreeMap;

pub use change::{CellChange, NewContent};
pub use package::{Package, SheetPart};
pub use relations::Relation;

use crate::domain::CellRef;

/// Texts for cells, by the name of the sheet.
pub type NewTexts = BTreeMap<String, Vec<(CellRef, String)>>;

/// Why a workbook cannot be changed. Nothing was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    /// Not a package, or one that this program does not know its way in.
    #[error("the workbook's parts cannot be found: {0}")]
    Package(String),
    /// There is no such sheet.
    #[error("there is no sheet {0}")]
    NoSheet(String),
    /// The cell holds something: a formula that shows nothing, most likely.
    #[error("sheet {0}, {1}: there is something in this cell")]
    NotBlank(String, CellRef),
    /// The cell is hidden below another one that it was merged with.
    #[error("sheet {0}, {1}: this cell is merged with another")]
    Merged(String, CellRef),
    /// Other cells live on the formula of this one.
    #[error("sheet {0}, {1}: other cells live on the formula of this cell")]
    Formula(String, CellRef),
}

/// The workbook with these texts in these cells, which must be blank.
pub fn patch(book: &[u8], texts: &NewTexts) -> Result<Vec<u8>, PatchError> {
    let mut package = Package::open(book)?;
    for (name, cells) in texts {
        let change = |(at, text): &(CellRef, String)| CellChange::fill(*at, NewContent::Text(text.clone()));
        package.change_cells(name, &cells.iter().map(change).collect::<Vec<_>>())?;
    }
    package.finish()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use rust_xlsxwriter::{Color, Format, Workbook};
    use zip::ZipArchive;

    use super::*;
    use crate::extraction::{Grid, read_workbook};

    fn cell(at: &str) -> CellRef {
        at.parse().expect("an address")
    }

    /// A workbook as an office has it: colours, a sheet of its own, a formula, a note, a merged heading.
    fn office_book() -> Vec<u8> {
        let mut book = Workbook::new();
        let (text, red) = (Format::new().set_num_format("@"), Format::new().set_background_color(Color::Red));
        let sheet = book.add_worksheet().set_name("指標").expect("a name");
        sheet.set_column_format(0, &text).expect("a column");
        for (row, name) in [(0, "指標名"), (1, "入込客数"), (2, "宿泊者数"), (3, "満足度")] {
            sheet.write_string_with_format(row, 1, name, &red).expect("a cell");
        }
        sheet.write_string(0, 0, "指標ID").expect("a cell");
        sheet.write_blank(1, 0, &red).expect("a cell");
        sheet.write_string(3, 0, "kpi-007").expect("a cell");
        sheet.write_formula(4, 0, "=\"\"").expect("a cell").write_string(4, 1, "数式").expect("a cell");
        sheet.merge_range(5, 0, 6, 0, "", &red).expect("a range").write_string(6, 1, "結合").expect("a cell");
        let own = book.add_worksheet().set_name("課の覚書 & メモ").expect("a name");
        own.write_formula(0, 0, "=1+1").expect("a cell").insert_note(0, 0, &rust_xlsxwriter::Note::new("注")).expect("a note");
        book.save_to_buffer().expect("a book")
    }

    fn texts(cells: &[(&str, &str)]) -> NewTexts {
        NewTexts::from([("指標".to_owned(), cells.iter().map(|(at, text)| (cell(at), (*text).to_owned())).collect())])
    }

    fn parts(book: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut archive = ZipArchive::new(Cursor::new(book)).expect("a package");
        (0..archive.len())
            .map(|index| {
                let mut part = archive.by_index(index).expect("a part");
                let mut bytes = Vec::new();
                part.read_to_end(&mut bytes).expect("its bytes");
                (part.name().expect("a name").into_owned(), bytes)
            })
            .collect()
    }

    fn shown(grid: &Grid, at: &str) -> String {
        grid.sheets[0].get(cell(at)).map_or_else(String::new, |cell| cell.content.text().to_owned())
    }

    #[test]
    fn only_the_cells_concerned_change() {
        let before = office_book();
        let after = patch(&before, &texts(&[("A2", "kpi-008"), ("A3", "a<b&c")])).expect("patched");
        let (was, is) = (parts(&before), parts(&after));
        assert_eq!(was.iter().map(|(name, _)| name).collect::<Vec<_>>(), is.iter().map(|(name, _)| name).collect::<Vec<_>>());
        let differ: Vec<&str> = was.iter().zip(&is).filter(|(a, b)| a.1 != b.1).map(|(a, _)| a.0.as_str()).collect();
        assert_eq!(differ, ["xl/worksheets/sheet1.xml"]);
        let text = |parts: &[(String, Vec<u8>)]| {
            let part = parts.iter().find(|(name, _)| name == "xl/worksheets/sheet1.xml").expect("the sheet");
            String::from_utf8(part.1.clone()).expect("text")
        };
        let (was, is) = (text(&was), text(&is));
        // What is left when the two new cells are taken out is the old sheet without its one blank cell.
        let style = was.split("<c r=\"A2\" s=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("its format");
        let filled = |id: &str| format!(" t=\"inlineStr\"><is><t>{id}</t></is></c>");
        let red = format!("<c r=\"A2\" s=\"{style}\"{}", filled("kpi-008"));
        assert!(is.contains(&red), "the format stays: {is}");
        let inserted = is.split("<c r=\"A3\"").nth(1).and_then(|rest| rest.split("</c>").next()).expect("a new cell");
        assert!(inserted.contains("s=\"") && inserted.contains("a&lt;b&amp;c"), "the column's format: {inserted}");
        let rest = is.replace(&red, &format!("<c r=\"A2\" s=\"{style}\"/>")).replace(&format!("<c r=\"A3\"{inserted}</c>"), "");
        assert_eq!(rest, was);
        let grid = read_workbook(&after).expect("a workbook");
        assert_eq!(["A2", "A3", "A4", "B3"].map(|at| shown(&grid, at)), ["kpi-008", "a<b&c", "kpi-007", "宿泊者数"]);
    }

    #[test]
    fn what_is_not_blank_is_refused() {
        let book = office_book();
        let refused = |at: &str| patch(&book, &texts(&[(at, "x")])).expect_err("refused");
        assert_eq!(refused("A4"), PatchError::NotBlank("指標".to_owned(), cell("A4")));
        assert_eq!(refused("A5"), PatchError::NotBlank("指標".to_owned(), cell("A5")));
        assert_eq!(refused("A7"), PatchError::Merged("指標".to_owned(), cell("A7")));
        let elsewhere = NewTexts::from([("体系".to_owned(), vec![(cell("A2"), "x".to_owned())])]);
        assert_eq!(patch(&book, &elsewhere), Err(PatchError::NoSheet("体系".to_owned())));
        assert!(matches!(patch(b"no package", &texts(&[])), Err(PatchError::Package(_))));
    }
}
