//! The declaration of an office's own workbook, as `templates/forms/*.toml` states it, made into a form like any other.

use serde::Deserialize;

use super::{CellRole, OwnCell, OwnColumn, OwnForm, OwnPlace, OwnRows, OwnTable, OwnWrite};
use crate::form::{CellKind, Column, Field, FormDeclaration, FormError, FormLayout, HeaderCell, Sections};

/// What stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    name: String,
    version: u16,
    workbook: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    table: OwnTable,
    columns: Vec<DeclaredColumn>,
    #[serde(default)]
    cells: Vec<DeclaredCell>,
    #[serde(default)]
    write: Vec<DeclaredWrite>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredColumn {
    field: Field,
    heading: String,
    sub: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    input: bool,
    kind: Option<CellKind>,
    #[serde(default)]
    length_max: usize,
}

/// Where a cell stands, as every table of a declaration says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeclaredCell {
    field: CellRole,
    sheet: Option<String>,
    label: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    right: Option<u16>,
    down: Option<u16>,
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeclaredWrite {
    sheet: Option<String>,
    label: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    right: Option<u16>,
    down: Option<u16>,
    name: Option<String>,
    text: Option<String>,
}

/// Whether a declaration is one of a workbook that the office has.
pub(in crate::form) fn is_own(text: &str) -> bool {
    text.parse::<toml::Table>().is_ok_and(|table| table.contains_key("workbook"))
}

/// Reads and checks a declaration.
pub(in crate::form) fn parse(text: &str) -> Result<FormDeclaration, FormError> {
    let declared: Declared = toml::from_str(text)?;
    file_name(&declared.workbook)?;
    let columns: Vec<Column> = declared.columns.iter().map(column).collect();
    let cells: Vec<OwnCell> = declared.cells.into_iter().map(own_cell).collect::<Result<_, _>>()?;
    let own = OwnForm {
        path: format!("forms/{}", declared.workbook),
        workbook: declared.workbook,
        table: declared.table,
        columns: declared.columns.into_iter().map(|c| OwnColumn { heading: c.heading, sub: c.sub, aliases: c.aliases }).collect(),
        cells,
        writes: declared.write.into_iter().map(own_write).collect::<Result<_, _>>()?,
    };
    checked_table(&own.table)?;
    let form = FormDeclaration {
        name: declared.name,
        version: declared.version,
        title: if declared.title.is_empty() { "{round}".to_owned() } else { declared.title },
        sheet: own.table.sheets.first().cloned().unwrap_or_default(),
        guide: Vec::new(),
        header: own.cells.iter().filter_map(header_cell).collect(),
        columns,
        layout: FormLayout::List,
        policy: Vec::new(),
        texts: Vec::new(),
        sections: Sections::default(),
        own: Some(own),
    };
    checked(&form)?;
    Ok(form)
}

/// The workbook lies beside its declaration: a path would lead out of the folder, or be another on another machine.
pub(super) fn file_name(name: &str) -> Result<(), FormError> {
    let plain = !name.contains(['/', '\\']) && !name.starts_with('.');
    let package = name.rsplit_once('.').is_some_and(|(_, kind)| ["xlsx", "xlsm"].iter().any(|known| kind.eq_ignore_ascii_case(known)));
    if plain && package { Ok(()) } else { Err(FormError::Workbook(name.to_owned())) }
}

/// A table of empty rows says how many it has.
pub(super) fn checked_table(table: &OwnTable) -> Result<(), FormError> {
    match (table.rows, table.rows_max, &table.end) {
        (OwnRows::Blank, None, None) | (_, Some(0), _) => Err(FormError::Room),
        _ => Ok(()),
    }
}

fn checked(form: &FormDeclaration) -> Result<(), FormError> {
    for (index, column) in form.columns.iter().enumerate() {
        if form.columns.iter().take(index).any(|earlier| earlier.field == column.field) {
            return Err(FormError::Twice(column.heading.clone()));
        }
        if matches!(column.field, Field::Line | Field::Years) {
            return Err(FormError::NotInOwn(column.heading.clone()));
        }
    }
    for (index, cell) in form.header.iter().enumerate() {
        if form.header.iter().take(index).any(|earlier| earlier.field == cell.field) {
            return Err(FormError::Twice(cell.label.clone()));
        }
    }
    if form.column(Field::Number).is_none() && form.column(Field::Indicator).is_none() {
        return Err(FormError::Lacks("指標名（indicator）又は番号（number）"));
    }
    if !form.column(Field::Actual).is_some_and(|column| column.input) {
        return Err(FormError::Lacks("当年度実績（actual、input = true）"));
    }
    let known = form.own.as_ref().is_some_and(|own| own.cell(CellRole::Identity).or(own.cell(CellRole::Department)).is_some());
    if known { Ok(()) } else { Err(FormError::Lacks("所属（department）又は様式番号（identity）")) }
}

fn column(declared: &DeclaredColumn) -> Column {
    let kind = declared.kind.unwrap_or(match declared.field {
        Field::Baseline | Field::LastActual | Field::Target | Field::Actual | Field::Correction => CellKind::Number,
        Field::Reason | Field::Measure | Field::Method | Field::LastText | Field::Definition => CellKind::LongText,
        Field::State => CellKind::Choice,
        Field::Number
        | Field::Policy
        | Field::Indicator
        | Field::Unit
        | Field::Direction
        | Field::AsOf
        | Field::Source
        | Field::Goal
        | Field::Line
        | Field::Years => CellKind::Text,
    });
    let sub = declared.sub.as_ref().filter(|sub| !super::has_year_place(sub));
    let heading = sub.map_or_else(|| spoken(&declared.heading), |sub| format!("{}・{sub}", spoken(&declared.heading)));
    Column {
        field: declared.field,
        heading,
        suffix: None,
        input: declared.input,
        kind,
        width: 0,
        length_max: declared.length_max,
        help: String::new(),
        example: String::new(),
        aliases: Vec::new(),
    }
}

/// A heading in a sentence, where no year is known.
fn spoken(heading: &str) -> String {
    heading.replace("{last_year}", "前年度").replace("{next_year}", "翌年度").replace("{year}", "当年度")
}

fn header_cell(cell: &OwnCell) -> Option<HeaderCell> {
    let field = cell.role.field()?;
    let label = cell.place.label.as_deref().map_or_else(|| cell.role.word().to_owned(), spoken);
    let kind = if cell.role == CellRole::CheckedOn { CellKind::Date } else { CellKind::Text };
    Some(HeaderCell { field, label, input: !cell.role.is_issued(), kind, choices: Vec::new(), aliases: Vec::new() })
}

fn own_cell(cell: DeclaredCell) -> Result<OwnCell, FormError> {
    let place =
        OwnPlace { sheet: cell.sheet, label: cell.label, aliases: cell.aliases, right: cell.right, down: cell.down, name: cell.name };
    checked_place(&place, cell.field.word())?;
    Ok(OwnCell { role: cell.field, place })
}

pub(super) fn own_write(write: DeclaredWrite) -> Result<OwnWrite, FormError> {
    let place =
        OwnPlace { sheet: write.sheet, label: write.label, aliases: write.aliases, right: write.right, down: write.down, name: write.name };
    checked_place(&place, "write")?;
    Ok(OwnWrite { place, text: write.text })
}

/// A place has one way to it.
pub(super) fn checked_place(place: &OwnPlace, of: &str) -> Result<(), FormError> {
    let label = place.label.as_ref().is_some_and(|label| !label.trim().is_empty());
    let name = place.name.as_ref().is_some_and(|name| !name.trim().is_empty());
    if label == name { Err(FormError::Place(of.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
name = "jisseki"
version = 1
workbook = "KPI実績報告書.xlsx"

[table]
sheets = ["報告書"]
rows_max = 20

[[columns]]
field = "indicator"
heading = "重要業績評価指標（KPI）"

[[columns]]
field = "last_actual"
heading = "実績値"
sub = "{last_year}"

[[columns]]
field = "actual"
heading = "実績値"
sub = "{year}"
input = true

[[cells]]
field = "department"
label = "部課名"

[[write]]
label = "{year}　報告書"
"#;

    #[test]
    fn a_declaration_is_a_form_like_any_other() {
        let form = FormDeclaration::parse(GOOD).unwrap();
        let own = form.own.as_ref().unwrap();
        assert_eq!((form.heading(Field::Actual), own.columns.len(), own.table.rows_max), ("実績値", 3, Some(20)));
        assert!(form.column(Field::Actual).is_some_and(|column| column.input && column.kind == CellKind::Number));
    }

    #[test]
    fn the_examples_that_officers_copy_hold() {
        let example = include_str!("../../../templates/forms/自前の様式の例.txt");
        assert!(FormDeclaration::parse(example).is_ok_and(|form| form.own.is_some()));
        let guide = include_str!("../../../docs/自前の様式の手引.md");
        let blocks: Vec<&str> = guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(blocks.len() == 3 && FormDeclaration::parse(blocks[0]).is_ok(), "{:?}", FormDeclaration::parse(blocks[0]));
        assert!(crate::form::own::OwnReport::parse(blocks[2]).is_ok(), "{}", blocks[2]);
        let shipped = include_str!("../../../tests/own/進捗状況報告書.toml");
        assert!(FormDeclaration::parse(shipped).is_ok());
    }

    #[test]
    fn what_cannot_work_is_refused_before_anything_is_issued() {
        let refused = |from: &str, to: &str| FormDeclaration::parse(&GOOD.replace(from, to)).unwrap_err().to_string();
        assert!(refused("KPI実績報告書.xlsx", "../KPI.xlsx").contains("../KPI.xlsx"));
        assert!(refused("KPI実績報告書.xlsx", "KPI.xls").contains("xlsx"));
        assert!(refused("rows_max = 20", "").contains("rows_max"));
        assert!(refused("field = \"department\"", "field = \"author\"").contains("department"));
        assert!(refused("input = true", "").contains("actual"));
        assert!(refused("label = \"部課名\"", "").contains("label"));
        assert!(refused("field = \"last_actual\"", "field = \"actual\"").contains("twice"));
    }
}
