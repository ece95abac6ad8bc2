//! A register's workbook as the same sheets that a folder of CSV files holds.
//!
//! What a person would see in a cell becomes its text. What Excel made of a code (a date, a number in scientific
//! notation) is left looking as Excel shows it, so that the loader can say which code it most likely was.

use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::Quantity;
use crate::register::{GUIDE, GUIDE_TITLE, Sheets, csv_bytes, is_code};

use super::{Content, Grid, GridCell, GridSheet};

/// The sheets of a workbook as CSV, and cells that hold no value of their own.
#[must_use]
pub fn register_sheets(grid: &Grid) -> (Sheets, Vec<Finding>) {
    let (mut sheets, mut findings) = (Sheets::new(), Vec::new());
    // The page that explains the others is for people.
    for sheet in grid.sheets.iter().filter(|sheet| !is_guide(sheet)) {
        sheets.insert(sheet.name.clone(), csv_bytes(&rows(sheet)));
        findings.extend(sheet.cells.iter().filter_map(|cell| without_value(sheet, cell)));
    }
    (sheets, findings)
}

fn is_guide(sheet: &GridSheet) -> bool {
    sheet.name == GUIDE && sheet.cells.first().is_some_and(|cell| cell.content.text() == GUIDE_TITLE)
}

/// Every row down to the last that holds anything, each as wide as the headings or as its own last cell.
fn rows(sheet: &GridSheet) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cell in &sheet.cells {
        let (row, column) = (cell.at.row() as usize, usize::from(cell.at.column()));
        let code = rows.first().and_then(|headings| headings.get(column)).is_some_and(|heading| row > 0 && is_code(heading));
        let text = text(cell, code);
        if text.is_empty() {
            continue;
        }
        // The loader says so when there are more; one too many is enough for it.
        if row > ROWS_MAX || column > COLUMNS_MAX {
            continue;
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(place) = cells.get_mut(column) {
                *place = text;
            }
        }
    }
    let width = rows.first().map_or(0, Vec::len);
    for cells in &mut rows {
        if cells.len() < width {
            cells.resize(width, String::new());
        }
    }
    rows
}

/// Beyond the loader's own limits.
const ROWS_MAX: usize = 20_001;
/// Beyond the loader's own limits.
const COLUMNS_MAX: usize = 65;

fn text(cell: &GridCell, code: bool) -> String {
    let shown = match &cell.content {
        Content::Number(number) if code => scientific(number),
        Content::Number(number) if cell.percent => percent(number),
        // The loader names what a whole date most likely was.
        Content::Date(iso) if iso.len() == 7 => Some(format!("{iso}-01")),
        Content::Date(iso) => iso.strip_prefix('?').map(str::to_owned),
        Content::Text(_) | Content::Number(_) | Content::Bool(_) | Content::Error(_) | Content::Nothing => None,
    };
    shown.unwrap_or_else(|| cell.content.text().to_owned())
}

/// `1E+05` for a number that is a power of ten or nearly so: nobody numbers things 100000, but 1e5 is a code.
fn scientific(number: &str) -> Option<String> {
    let kept = number.trim_end_matches('0');
    let plain = number.len() > 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    (plain && kept.len() == 1).then(|| format!("{kept}E+{:02}", number.len() - 1))
}

fn percent(number: &str) -> Option<String> {
    let shown = number.parse::<Quantity>().ok()?.times(Quantity::HUNDRED)?;
    Some(format!("{shown}%"))
}

fn without_value(sheet: &GridSheet, cell: &GridCell) -> Option<Finding> {
    let elsewhere = cell.formula.as_deref().is_some_and(|formula| formula.contains('['));
    let problem = match &cell.content {
        _ if elsewhere => Problem::ExternalLink,
        Content::Error(text) => Problem::ErrorValue { text: text.clone() },
        Content::Nothing if cell.formula.is_some() => Problem::NoCachedValue,
        Content::Text(_) | Content::Number(_) | Content::Bool(_) | Content::Date(_) | Content::Nothing => return None,
    };
    Some(Finding::at(Place::cell(&sheet.name, cell.at), problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Severity;
    use crate::register::load_with;

    fn cell(at: &str, content: Content) -> GridCell {
        GridCell { at: at.parse().unwrap(), content, percent: false, formula: None }
    }

    fn grid(name: &str, cells: Vec<GridCell>) -> Grid {
        Grid { sheets: vec![GridSheet { name: name.to_owned(), visible: true, cells, merges: Vec::new() }], ..Grid::default() }
    }

    fn text(text: &str) -> Content {
        Content::Text(text.to_owned())
    }

    #[test]
    fn cells_keep_their_places() {
        let cells = vec![
            cell("A1", text("体系ID")),
            cell("C1", text("名称")),
            cell("A3", text("1.1")),
            cell("C3", text("観光,\n交流")),
            cell("D3", Content::Number("5".to_owned())),
        ];
        let (sheets, findings) = register_sheets(&grid("体系", cells));
        assert_eq!(sheets["体系"], "体系ID,,名称\n,,\n1.1,,\"観光,\n交流\",5\n".as_bytes());
        assert_eq!(findings, []);
    }

    #[test]
    fn what_excel_did_is_shown_as_excel_shows_it() {
        let mut percent = cell("B2", Content::Number("0.453".to_owned()));
        percent.percent = true;
        let cells = vec![
            cell("A1", text("対象")),
            cell("B1", text("値")),
            cell("A2", Content::Date("2025-01-01".to_owned())),
            percent,
            cell("A3", Content::Number("100000".to_owned())),
            cell("B3", Content::Number("100000".to_owned())),
        ];
        let (sheets, _) = register_sheets(&grid("値", cells));
        assert_eq!(sheets["値"], "対象,値\n2025-01-01,45.3%\n1E+05,100000\n".as_bytes());
    }

    #[test]
    fn a_cell_without_a_value_of_its_own_is_named() {
        let mut link = cell("A2", Content::Number("5".to_owned()));
        link.formula = Some("[1]Sheet1!A1".to_owned());
        let mut empty = cell("B2", Content::Nothing);
        empty.formula = Some("A2+1".to_owned());
        let (sheets, findings) =
            register_sheets(&grid("値", vec![cell("A1", text("対象")), link, empty, cell("C2", Content::Error("#N/A".to_owned()))]));
        let told: Vec<String> = findings.iter().map(|f| format!("{} {}", f.problem.code(), f.place.cell.unwrap())).collect();
        assert_eq!(told, ["V006 A2", "V005 B2", "V004 C2"]);
        let loaded = load_with(&sheets, findings);
        assert!(loaded.registry.is_none() && loaded.findings.iter().any(|f| f.severity() == Severity::Error && f.problem.code() == "V006"));
    }
}
