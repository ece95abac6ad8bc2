//! Finding identity, header cells and the form's table in a grid.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{HeadingRow, Headings, rows_below};
use super::identity::{self, Part, is_example};
use super::labelled::{Labels, holds_something, raw};
use super::office_text::{key, trimmed};
use super::pasted::pasted;
use super::policy_sheet;
use super::stored::quoted;
use super::{Content, Grid, GridSheet, RawCell, RawReturn, RawRow, RawTable};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::CellRef;
use crate::form::{CellKind, Field, FormDeclaration, FormLayout};

/// Most unknown columns that are reported.
const UNKNOWN_COLUMNS_MAX: usize = 20;
/// Most sheet names that a finding lists, and their length.
const SHEET_NAMES_MAX: usize = 10;
const QUOTE_MAX: usize = 40;

/// Finds the returns of a workbook: identity, header cells, rows and texts of each. A workbook for two plans holds two
/// returns; it is never none, because what is no return of ours is one with its findings.
///
/// `forms` are all known forms. Identity that is missing or does not hold, a missing sheet or heading are findings.
#[must_use]
pub fn extract(grid: &Grid, forms: &[FormDeclaration]) -> Vec<RawReturn> {
    if identity::is_own_output(grid) {
        let mut found = RawReturn::empty();
        found.findings.push(Finding::file(Problem::OwnOutput));
        return vec![found];
    }
    let parts = identity::parts(grid, forms);
    let one = |part: &Part| {
        let mut found = RawReturn { identity: part.identity.clone(), ..RawReturn::empty() };
        if grid.macros {
            found.findings.push(Finding::file(Problem::HasMacros));
        }
        found.findings.extend(part.finding.clone());
        // Of a workbook that is not known to be ours, nothing else is worth saying.
        if let Some(identity) = &part.identity {
            let reach = Reach::of(grid, part, &parts);
            match form_of(&reach, identity.version, forms) {
                Some(form) if form.layout == FormLayout::Evaluation => fill_by_policy(&mut found, &reach, form),
                Some(form) => fill(&mut found, &reach, form),
                None => {}
            }
        }
        found
    };
    parts.iter().map(one).collect()
}

/// The sheets among which a return is looked for.
struct Reach<'a> {
    /// Its own.
    own: Vec<&'a GridSheet>,
    /// Those that people see and that say of themselves that they are no other return's.
    free: Vec<&'a GridSheet>,
    /// All that people see, for header cells that hold for the whole file.
    all: Vec<&'a GridSheet>,
}

impl<'a> Reach<'a> {
    fn of(grid: &'a Grid, part: &Part, parts: &[Part]) -> Self {
        let taken = |index: usize| parts.iter().any(|part| part.sheets.contains(&index));
        let seen = || grid.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible && !is_example(sheet));
        Self {
            own: part.sheets.iter().filter_map(|index| grid.sheets.get(*index)).collect(),
            free: seen().filter(|(index, _)| !taken(*index)).map(|(_, sheet)| sheet).collect(),
            all: seen().map(|(_, sheet)| sheet).collect(),
        }
    }

    fn sheets(&self) -> impl Iterator<Item = &'a GridSheet> + use<'a, '_> {
        self.own.iter().chain(&self.free).copied()
    }
}

/// The form by which a return is read: of those with its version, the one whose headings its sheets bear.
fn form_of<'a>(reach: &Reach<'_>, version: u16, forms: &'a [FormDeclaration]) -> Option<&'a FormDeclaration> {
    let fitness = |form: &FormDeclaration| {
        let headings = Headings::new(form);
        let found = reach.sheets().filter_map(|sheet| headings.find(sheet)).map(|head| head.columns.len()).max();
        found.unwrap_or(0).saturating_mul(100).checked_div(form.columns.len()).unwrap_or(0)
    };
    let mut candidates: Vec<&FormDeclaration> = forms.iter().filter(|form| form.version == version).collect();
    if candidates.is_empty() {
        candidates.extend(forms);
    }
    // Of two that fit as well, the one that was named first.
    candidates.into_iter().rev().max_by_key(|form| fitness(form))
}

/// An evaluation form: each sheet with a policy's table or texts.
fn fill_by_policy(found: &mut RawReturn, reach: &Reach<'_>, form: &FormDeclaration) {
    let headings = Headings::new(form);
    let read: Vec<bool> = reach.sheets().map(|sheet| policy_sheet::read(found, sheet, form, &headings)).collect();
    if !read.contains(&true) {
        found.findings.push(sheet_missing(reach, form));
    }
    header(found, reach, form, &[]);
}

fn sheet_missing(reach: &Reach<'_>, form: &FormDeclaration) -> Finding {
    let names = reach.all.iter().take(SHEET_NAMES_MAX).map(|sheet| quoted(&sheet.name, QUOTE_MAX)).collect();
    Finding::file(Problem::SheetMissing { sheet: form.sheet.clone(), found: names })
}

fn fill(found: &mut RawReturn, reach: &Reach<'_>, form: &FormDeclaration) {
    let headings = Headings::new(form);
    let Some((sheet, head)) = find_table(reach, form, &headings) else {
        found.findings.push(sheet_missing(reach, form));
        return;
    };
    let lacks = head.lacks();
    for field in &lacks {
        let problem = Problem::HeadingMissing { heading: form.heading(*field).to_owned() };
        found.findings.push(Finding::at(Place::sheet(&sheet.name), problem));
    }
    header(found, reach, form, &[(sheet, head.row)]);
    if head.suffices() {
        found.rows = rows(sheet, form, &headings, &head);
        // Where an essential heading is missing, entries without a heading only repeat that.
        if lacks.is_empty() {
            found.findings.extend(unknown_columns(sheet, &headings, &head));
        }
    }
    found.tables.push(RawTable { sheet: sheet.name.clone(), columns: head.columns });
}

/// Header cells: from the return's own tables' sheets, else from the first sheet that has them. They hold for all
/// returns of the file.
fn header(found: &mut RawReturn, reach: &Reach<'_>, form: &FormDeclaration, tables: &[(&GridSheet, u32)]) {
    let labels = Labels::new(&form.header);
    let own = tables.iter().map(|(sheet, row)| (*sheet, *row));
    let is_table = |sheet: &GridSheet| tables.iter().any(|(table, _)| table.name == sheet.name);
    let others = reach.own.iter().chain(&reach.all).filter(|sheet| !is_table(sheet)).map(|sheet| (*sheet, u32::MAX));
    let places: Vec<(&GridSheet, u32)> = own.chain(others).collect();
    for (index, cell) in form.header.iter().enumerate() {
        let value = places.iter().find_map(|(sheet, end)| labels.value(sheet, *end, index).map(|value| (sheet, value)));
        if let Some((sheet, value)) = value {
            found.header.insert(cell.field, value);
            found.header_sheets.insert(cell.field, sheet.name.clone());
        }
    }
}

/// The form's sheet by its name, else a sheet with the form's headings.
fn find_table<'a>(reach: &Reach<'a>, form: &FormDeclaration, headings: &Headings) -> Option<(&'a GridSheet, HeadingRow)> {
    let name = key(&form.sheet);
    let named = reach.sheets().find(|sheet| key(&sheet.name) == name);
    let table = |sheet: &'a GridSheet| headings.find(sheet).map(|head| (sheet, head));
    let likely = named.and_then(table);
    if likely.as_ref().is_some_and(|(_, head)| head.suffices()) {
        return likely;
    }
    let others = reach.sheets().enumerate().filter_map(|(index, sheet)| table(sheet).map(|(sheet, head)| (index, sheet, head)));
    let best = others.filter(|(.., head)| head.suffices()).max_by_key(|(index, sheet, head)| {
        (*index < reach.own.len(), rows_below(sheet, headings, head).count(), std::cmp::Reverse(*index))
    });
    best.map(|(_, sheet, head)| (sheet, head)).or(likely).or_else(|| named.map(|sheet| (sheet, HeadingRow::default())))
}

fn rows(sheet: &GridSheet, form: &FormDeclaration, headings: &Headings, head: &HeadingRow) -> Vec<RawRow> {
    let fields: BTreeMap<u16, Field> = head.columns.iter().map(|(field, column)| (*column, *field)).collect();
    let long = |field: Field| form.column(field).is_some_and(|column| column.kind == CellKind::LongText);
    let row = |cells: &[super::GridCell]| {
        let meant = cells.iter().filter(|cell| holds_something(cell)).filter_map(|cell| Some((*fields.get(&cell.at.column())?, cell)));
        let read = |cell: &super::GridCell, field: Field| {
            if let (Content::Text(text), true) = (&cell.content, long(field)) {
                RawCell { content: Content::Text(pasted(text)), ..raw(cell) }
            } else {
                raw(cell)
            }
        };
        let cells_by_field = meant.map(|(field, cell)| (field, read(cell, field))).collect();
        RawRow { table: 0, row: cells.first().map_or(0, |cell| cell.at.row()), cells: cells_by_field }
    };
    rows_below(sheet, headings, head).map(row).filter(|row| !row.cells.is_empty()).collect()
}

/// Columns that the form does not have, with something typed in a row of the table.
fn unknown_columns(sheet: &GridSheet, headings: &Headings, head: &HeadingRow) -> Vec<Finding> {
    let known: BTreeSet<u16> = head.columns.values().copied().collect();
    let mut first_entry: BTreeMap<u16, CellRef> = BTreeMap::new();
    for cells in rows_below(sheet, headings, head) {
        if !cells.iter().any(|cell| known.contains(&cell.at.column()) && holds_something(cell)) {
            continue;
        }
        // A formula beside the table is somebody's help for calculating, not an entry.
        let typed = cells.iter().filter(|cell| cell.formula.is_none() && holds_something(cell));
        for cell in typed.filter(|cell| !known.contains(&cell.at.column())) {
            first_entry.entry(cell.at.column()).or_insert(cell.at);
        }
    }
    let finding = |(column, at): (&u16, &CellRef)| {
        let heading = CellRef::new(head.row, u32::from(*column)).and_then(|at| sheet.get(at));
        let heading = heading.map(|cell| quoted(trimmed(cell.content.text()), QUOTE_MAX)).filter(|text| !text.is_empty());
        let heading = heading.unwrap_or_else(|| at.column_letters());
        Finding::at(Place::cell(&sheet.name, *at), Problem::ColumnUnknown { heading })
    };
    first_entry.iter().take(UNKNOWN_COLUMNS_MAX).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::super::GridCell;
    use super::*;
    use crate::domain::FormIdentity;
    use crate::form::HeaderField;

    fn forms() -> Vec<FormDeclaration> {
        let form = |text| FormDeclaration::parse(text).unwrap();
        vec![form(include_str!("../../templates/forms/list.toml")), form(include_str!("../../templates/forms/frozen/list-1.toml"))]
    }

    fn identity(department: &str, version: u16) -> String {
        let part = |text: &str| text.parse().unwrap();
        FormIdentity { plan: "mine-r6".parse().unwrap(), round: "r6".parse().unwrap(), department: part(department), version }.to_string()
    }

    fn sheet(name: &str, visible: bool, cells: &[(&str, &str)]) -> GridSheet {
        let cell = |(at, text): &(&str, &str)| GridCell {
            at: at.parse().unwrap(),
            content: Content::Text((*text).to_owned()),
            percent: false,
            formula: None,
        };
        let mut cells: Vec<GridCell> = cells.iter().map(cell).collect();
        cells.sort_by_key(|cell| cell.at);
        GridSheet { name: name.to_owned(), visible, cells }
    }

    fn book(sheets: Vec<GridSheet>) -> Grid {
        Grid { sheets, ..Grid::default() }
    }

    const HEAD: [(&str, &str); 7] = [
        ("A6", "番号"),
        ("C6", "指標名"),
        ("D6", "基準値\n（R4）"),
        ("F6", "当年度実績\n（令和６年度）"),
        ("G6", "値の区分"),
        ("H6", "前年度実績の訂正\n（令和5年度）"),
        ("I6", "前年度実績（令和5年度）"),
    ];
    const ROW: [(&str, &str); 4] = [("A7", "1.1-01"), ("C7", "観光交流人口"), ("F7", "131.8"), ("G7", "確定")];

    fn form_sheet(name: &str, more: &[(&str, &str)]) -> GridSheet {
        sheet(name, true, &[&HEAD[..], &ROW[..], more].concat())
    }

    /// The first return of a workbook.
    fn extract(grid: &Grid, forms: &[FormDeclaration]) -> RawReturn {
        super::extract(grid, forms).remove(0)
    }

    fn codes(found: &RawReturn) -> Vec<&'static str> {
        found.findings.iter().map(|finding| finding.problem.code()).collect()
    }

    #[test]
    fn columns_are_found_by_heading_and_header_cells_by_label() {
        let own = identity("kanko", 2);
        let more = [
            ("A2", "様式番号"),
            ("D2", own.as_str()),
            ("A3", "提出区分："),
            ("C3", "提出"),
            ("A4", "記入者"),
            ("D4", "課内確認者"),
            ("F4", "山田　花子"),
            ("G4", "連絡先：内線1234"),
            ("A9", "1.1-03"),
            ("F9", "　"),
        ];
        let found = extract(&book(vec![form_sheet("入力", &more)]), &forms());
        assert_eq!(found.identity.as_ref().map(ToString::to_string), Some(own.clone()));
        assert_eq!(codes(&found), Vec::<&str>::new());
        assert_eq!(found.header_text(HeaderField::FilingState), "提出");
        assert_eq!(found.header_text(HeaderField::Author), "", "the next label is not a value");
        assert_eq!(found.header_text(HeaderField::Checker), "山田　花子");
        assert_eq!(found.header_text(HeaderField::Contact), "内線1234");
        let columns: Vec<(Field, u16)> = found.tables[0].columns.iter().map(|(field, column)| (*field, *column)).collect();
        let wanted = [
            (Field::Number, 0),
            (Field::Indicator, 2),
            (Field::Baseline, 3),
            (Field::LastActual, 8),
            (Field::Actual, 5),
            (Field::State, 6),
            (Field::Correction, 7),
        ];
        assert_eq!(columns, wanted);
        assert_eq!(found.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [6, 8], "the empty row between them is left out");
        assert_eq!(found.rows[0].cells[&Field::Actual].content, Content::Text("131.8".into()));
        let blank = found.address(&found.rows[1], Field::Actual).map(|at| at.to_string());
        assert_eq!(blank.as_deref(), Some("F9"));
    }

    #[test]
    fn either_identity_suffices_and_both_must_agree() {
        let (kanko, zeimu) = (identity("kanko", 2), identity("zeimu", 2));
        let hidden = |text: &str| sheet("様式情報", false, &[("A1", "torimatome"), ("B1", "form"), ("B2", text)]);
        let visible = |text: &str| form_sheet("入力", &[("A2", &format!("様式番号：{text}"))]);
        let with = |sheets: Vec<GridSheet>| extract(&book(sheets), &forms());
        assert_eq!(with(vec![visible(&kanko)]).identity.unwrap().to_string(), kanko);
        assert_eq!(with(vec![form_sheet("入力", &[]), hidden(&kanko)]).identity.unwrap().to_string(), kanko);
        assert_eq!(with(vec![visible(&kanko), hidden(&kanko)]).identity.unwrap().to_string(), kanko);
        let differ = with(vec![visible(&kanko), hidden(&zeimu)]);
        assert_eq!((differ.identity.clone(), codes(&differ)), (None, vec!["I003"]));
        let altered = with(vec![visible(&kanko.replace("kanko", "kanka"))]);
        assert_eq!((altered.identity.clone(), codes(&altered)), (None, vec!["I002"]));
        assert_eq!(altered.findings[0].place.cell.map(|at| at.to_string()).as_deref(), Some("A2"));
        assert_eq!(codes(&with(vec![form_sheet("入力", &[])])), ["I001"]);
    }

    #[test]
    fn our_own_papers_are_not_returns() {
        let output = sheet("様式情報", false, &[("A1", "torimatome"), ("B1", "output")]);
        let own = identity("kanko", 2);
        let found = extract(&book(vec![form_sheet("入力", &[("A2", "様式番号"), ("B2", &own)]), output]), &forms());
        assert_eq!((found.identity.clone(), codes(&found)), (None, vec!["F005"]));
    }

    #[test]
    fn the_forms_version_selects_its_headings() {
        let own = identity("kanko", 1);
        let cells = [
            ("A1", "様式番号"),
            ("B1", own.as_str()),
            ("A3", "番号"),
            ("B3", "指標"),
            ("C3", "目標値（令和6年度）"),
            ("D3", "実績値（令和6年度）"),
            ("E3", "値の区分"),
            ("A4", "1.1-01"),
            ("D4", "5"),
        ];
        let found = extract(&book(vec![sheet("入力", true, &cells)]), &forms());
        assert_eq!(codes(&found), Vec::<&str>::new());
        assert_eq!(found.rows[0].cells[&Field::Actual].content, Content::Text("5".into()));
    }

    #[test]
    fn a_renamed_sheet_is_found_and_the_example_is_not_taken_for_it() {
        let own = identity("kanko", 2);
        let example = form_sheet("記入例", &[("A8", "0.0-02"), ("A9", "0.0-03")]);
        let found = extract(&book(vec![example.clone(), form_sheet("観光政策課", &[("A2", "様式番号"), ("B2", &own)])]), &forms());
        assert_eq!((found.sheet(), found.rows.len()), ("観光政策課", 1));
        let hidden = sheet("様式情報", false, &[("A1", "torimatome"), ("B1", "form"), ("B2", &own)]);
        let found = extract(&book(vec![example, hidden]), &forms());
        assert_eq!(codes(&found), ["T001"]);
    }

    #[test]
    fn what_is_missing_or_too_much_in_the_head_is_said() {
        let own = identity("kanko", 2);
        let label = [("A2", "様式番号"), ("B2", own.as_str())];
        let without = |heading: &str| {
            let mut cells = [&HEAD[..], &ROW[..], &label[..]].concat();
            cells.retain(|(_, text)| !text.starts_with(heading) || text.starts_with("前"));
            extract(&book(vec![sheet("入力", true, &cells)]), &forms())
        };
        assert_eq!(codes(&without("当年度実績")), ["T002"]);
        assert_eq!(codes(&without("値の区分")), ["T002"]);
        let by_name = without("番号");
        assert_eq!((codes(&by_name), by_name.rows.len()), (vec!["T009"], 1), "rows are found by name too");
        let more = [("A2", "様式番号"), ("B2", own.as_str()), ("L6", "備考欄"), ("L7", "要相談"), ("N7", "5")];
        let found = extract(&book(vec![form_sheet("入力", &more)]), &forms());
        assert_eq!(codes(&found), ["T009", "T009"]);
        assert!(matches!(&found.findings[0].problem, Problem::ColumnUnknown { heading } if heading == "備考欄"));
    }

    #[test]
    fn a_workbook_for_two_plans_is_two_returns() {
        let text = |plan: &str| identity("kanko", 2).parse::<FormIdentity>().map(|own| FormIdentity { plan: plan.parse().unwrap(), ..own });
        let (one, two) = (text("mine-r6").unwrap(), text("mine-3rd").unwrap());
        let (first, second) = (one.to_string(), two.to_string());
        let head = [("A2", "様式番号"), ("C2", first.as_str()), ("A3", "提出区分"), ("C3", "提出"), ("D3", "記入者"), ("E3", "見本")];
        let sheets = || {
            let second = [("A2", "様式番号"), ("C2", second.as_str()), ("A8", "9-01"), ("F8", "5")];
            vec![form_sheet("入力（総合戦略）", &second), form_sheet("入力", &head)]
        };
        let found = super::extract(&book(sheets()), &forms());
        let told: Vec<_> = found.iter().map(|part| (part.identity.clone().unwrap(), part.sheet().to_owned(), part.rows.len())).collect();
        assert_eq!(told, [(two.clone(), "入力（総合戦略）".to_owned(), 2), (one, "入力".to_owned(), 1)]);
        assert_eq!(found[0].header_text(HeaderField::FilingState), "提出", "said once, it holds for the whole file");
        assert_eq!(found[0].header_sheet(HeaderField::FilingState), "入力");
        assert!(found.iter().all(|part| part.findings.is_empty()));
        // The hidden sheet knows both; where one is deleted, the other is still a return.
        let hidden = [
            ("A1", "torimatome"),
            ("B1", "form"),
            ("B2", first.as_str()),
            ("C2", "入力"),
            ("B3", second.as_str()),
            ("C3", "入力（総合戦略）"),
        ];
        let with = |mut sheets: Vec<GridSheet>| {
            sheets.push(sheet("様式情報", false, &hidden));
            super::extract(&book(sheets), &forms())
        };
        assert_eq!(with(sheets()).len(), 2);
        assert_eq!(with(sheets().split_off(1)).len(), 1);
        // Its number deleted, a sheet is known by its name.
        let nameless = with(vec![form_sheet("入力（総合戦略）", &[]), form_sheet("入力", &head)]);
        assert_eq!(
            nameless.iter().map(|part| part.identity.clone().unwrap().plan.to_string()).collect::<Vec<_>>(),
            ["mine-r6", "mine-3rd"]
        );
    }

    #[test]
    fn a_head_repeated_for_printing_is_no_row() {
        let own = identity("kanko", 2);
        let again: Vec<(String, &str)> = HEAD.iter().map(|(at, text)| (at.replace('6', "8"), *text)).collect();
        let mut more: Vec<(&str, &str)> = again.iter().map(|(at, text)| (at.as_str(), *text)).collect();
        more.extend([("A2", "様式番号"), ("B2", own.as_str()), ("A9", "1.1-02")]);
        let found = extract(&book(vec![form_sheet("入力", &more)]), &forms());
        assert_eq!(found.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [6, 8]);
    }
}
