//! An issued form as an officer fills it in, and what may be done to it afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use chrono::TimeZone;

use super::super::*;
use crate::domain::{CellRef, Department, FiscalYear, IndicatorId, Ledger, Phase, Quantity, Registry, Round, ValueKind};
use crate::extraction::{Content as Found, Grid, GridCell, GridSheet, extract, read_workbook};
use crate::form::{Field, FilledCell, sample};
use crate::register::{self, folder::read_folder};
use crate::validation::{Context, Validated, validate};

pub(super) const KANKO: &str = "観光政策課";

/// Mine's register, with last year's round before this one.
pub(super) fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/mine-r6");
        let mut registry = register::load(&read_folder(&folder).unwrap()).registry.unwrap();
        let this = registry.rounds.last().unwrap().clone();
        let last =
            Round { id: "r5".parse().unwrap(), name: "令和5年度実績".into(), year: this.year.previous().unwrap(), ..this.clone() };
        registry.rounds = vec![last, this];
        // What was reported last year.
        let ids: Vec<IndicatorId> = registry.indicators.keys().cloned().collect();
        for id in ids {
            let target = registry.values.iter().find(|row| row.subject == id.as_str() && row.kind == ValueKind::Baseline).cloned();
            registry.values.retain(|row| !(row.subject == id.as_str() && row.kind == ValueKind::Actual));
            let reported = target.filter(|row| row.value.is_some());
            registry.values.extend(reported.map(|row| crate::domain::RegisteredValue {
                kind: ValueKind::Actual,
                year: FiscalYear::new(2023),
                text: String::new(),
                ..row
            }));
        }
        registry
    })
}

pub(super) fn department(name: &str) -> &'static Department {
    registry().departments.iter().find(|known| known.name == name).unwrap()
}

/// A department's form for a round, every row filled by `actual`.
pub(super) fn filled(name: &str, round: &Round, actual: impl Fn(&IndicatorId) -> Option<Quantity>) -> Grid {
    let registry = registry();
    let ledger = Ledger::of(registry, round);
    let declaration = sample::current();
    let form = BlankForm::of(registry, round, &ledger, department(name), &declaration, name);
    let mut filled = Filled { filing_state: "提出".into(), author: "見本".into(), ..Filled::default() };
    for row in &form.rows {
        let Some(actual) = actual(&row.indicator) else { continue };
        let cells = filled.rows.entry(row.indicator.clone()).or_default();
        cells.insert(Field::Actual, FilledCell::Number(actual));
        cells.insert(Field::State, FilledCell::Text("確定".into()));
        cells.insert(Field::Reason, FilledCell::Text("【試験用】見込みと異なりました。".into()));
    }
    read_workbook(&write_filled(&form, &declaration, &filled).unwrap()).unwrap()
}

pub(super) fn this_round() -> &'static Round {
    &registry().rounds[1]
}

/// This year's numbers: last year's and one more.
pub(super) fn this_years(id: &IndicatorId) -> Option<Quantity> {
    Some(registry().past_actual(id, FiscalYear::new(2023)?).unwrap_or(Quantity::ONE).plus(Quantity::ONE).unwrap())
}

pub(super) fn issued() -> Grid {
    filled(KANKO, this_round(), this_years)
}

pub(super) fn verdicts(grid: &Grid) -> Vec<Validated> {
    let (registry, round) = (registry(), this_round());
    let ledger = Ledger::of(registry, round);
    let (held, none) = (BTreeMap::new(), BTreeSet::new());
    let now = chrono_tz::Asia::Tokyo.with_ymd_and_hms(2025, 6, 10, 14, 5, 0).unwrap();
    let form = sample::current();
    let context = Context {
        registry,
        round,
        phase: Phase::Open,
        ledger: &ledger,
        answering: &ledger,
        due: round.due,
        folder: None,
        held: &held,
        answers: &[],
        elsewhere: &none,
        later: &none,
        earlier: &[],
        now,
        form: &form,
    };
    let forms = [sample::current(), sample::evaluation(), sample::definition(), sample::frozen()];
    extract(grid, &forms).iter().map(|raw| validate(raw, &context)).collect()
}

pub(super) fn verdict(grid: &Grid) -> Validated {
    let mut all = verdicts(grid);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Values by indicator.
pub(super) fn values(validated: &Validated) -> BTreeMap<String, String> {
    validated.rows.iter().map(|row| (row.indicator.to_string(), row.value.map_or_else(String::new, |value| value.to_string()))).collect()
}

/// Codes about finding the table and whose it is.
pub(super) fn codes(validated: &Validated) -> Vec<&'static str> {
    let found = validated.findings.iter().map(|finding| finding.problem.code());
    let mut codes: Vec<&str> = found.filter(|code| code.starts_with(['I', 'T'])).collect();
    codes.dedup();
    codes
}

/// Everything is read as from the untouched form, and this is said of it.
pub(super) fn same(grid: &Grid, said: &[&str]) {
    let (before, after) = (verdict(&issued()), verdict(grid));
    assert!(!before.rows.is_empty() && codes(&before).is_empty(), "{:?}", before.findings);
    assert_eq!(values(&after), values(&before), "{:?}", after.findings);
    assert_eq!(codes(&after), said, "{:?}", after.findings);
}

pub(super) fn sheet<'a>(grid: &'a mut Grid, name: &str) -> &'a mut GridSheet {
    grid.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap()
}

pub(super) fn text(row: u32, column: u32, text: &str) -> GridCell {
    GridCell { at: CellRef::new(row, column).unwrap(), content: Found::Text(text.into()), percent: false, formula: None }
}

pub(super) fn number(row: u32, column: u32, number: &str) -> GridCell {
    GridCell { content: Found::Number(number.into()), ..text(row, column, "") }
}

/// Cells moved to where `to` says, those of `None` left out.
pub(super) fn moved(sheet: &mut GridSheet, to: impl Fn(u32, u32) -> Option<(u32, u32)>) {
    for mut cell in std::mem::take(&mut sheet.cells) {
        if let Some((row, column)) = to(cell.at.row(), u32::from(cell.at.column())) {
            cell.at = CellRef::new(row, column).unwrap();
            sheet.cells.push(cell);
        }
    }
    sheet.cells.sort_by_key(|cell| cell.at);
}

pub(super) fn add(sheet: &mut GridSheet, cells: impl IntoIterator<Item = GridCell>) {
    for cell in cells {
        sheet.cells.retain(|old| old.at != cell.at);
        sheet.cells.push(cell);
    }
    sheet.cells.sort_by_key(|cell| cell.at);
}

/// The row of the head, and the columns of 当年度目標, 当年度実績 and 値の区分.
pub(super) fn head(sheet: &GridSheet) -> (u32, [u32; 3]) {
    let find = |wanted: &str| {
        let heading = |cell: &&GridCell| cell.at.row() > 2 && cell.content.text().split(['\n', '（']).next() == Some(wanted);
        sheet.cells.iter().find(heading).unwrap().at
    };
    let at = ["当年度目標", "当年度実績", "値の区分"].map(|wanted| u32::from(find(wanted).column()));
    (find("当年度実績").row(), at)
}

pub(super) fn last_row(sheet: &GridSheet) -> u32 {
    sheet.cells.iter().map(|cell| cell.at.row()).max().unwrap()
}

pub(super) fn rename_heading(sheet: &mut GridSheet, column: u32, heading: &str) {
    let (row, _) = head(sheet);
    add(sheet, [text(row, column, heading)]);
}
