//! A return that was changed in any way: found, read and judged.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeZone;
use libfuzzer_sys::fuzz_target;
use torimatome::domain::{CellRef, Ledger, Phase, Registry};
use torimatome::extraction::{Grid, RawReturn, extract};
use torimatome::validation::{Context, Validated, validate};
use torimatome_fuzz::grids::changed;
use torimatome_fuzz::{Bytes, can_be_said, forms, registries};

fuzz_target!(|data: &[u8]| {
    let mut bytes = Bytes(data);
    let grid = changed(&mut bytes);
    let found = extract(&grid, forms());
    assert!(!found.is_empty(), "what is no return is one with its findings");
    for one in &found {
        one.findings.iter().for_each(can_be_said);
        stands_where_it_says(&grid, one);
        // By the plan that it says it is for, or by another one.
        let named = |registry: &&Registry| one.identity.as_ref().is_some_and(|identity| identity.plan == registry.plan.id);
        let registry = registries().iter().find(named).unwrap_or(&registries()[0]);
        let judged = judged(registry, one);
        judged.findings.iter().for_each(can_be_said);
        comes_from_the_file(&grid, &judged);
    }
});

fn holds(grid: &Grid, sheet: &str, at: CellRef) -> bool {
    grid.sheets.iter().any(|known| known.name == sheet && known.get(at).is_some())
}

/// Every cell that was found is a cell of the workbook.
fn stands_where_it_says(grid: &Grid, found: &RawReturn) {
    for row in &found.rows {
        assert!(row.table < found.tables.len(), "a row belongs to a table");
        for cell in row.cells.values() {
            assert!(holds(grid, found.sheet_of(row), cell.at), "{} of {}", cell.at, found.sheet_of(row));
        }
    }
    for text in &found.texts {
        assert!(holds(grid, &text.sheet, text.cell.at), "{} of {}", text.cell.at, text.sheet);
    }
}

fn judged(registry: &Registry, found: &RawReturn) -> Validated {
    let round = registry.rounds.last().expect("a round");
    let ledger = Ledger::of(registry, round);
    let form = found.identity.as_ref().and_then(|identity| forms().iter().find(|form| form.version == identity.version));
    let context = Context {
        registry,
        round,
        phase: Phase::Open,
        ledger: &ledger,
        answering: &ledger,
        due: round.due,
        folder: None,
        held: &BTreeMap::new(),
        answers: &[],
        elsewhere: &BTreeSet::new(),
        later: &BTreeSet::new(),
        earlier: &[],
        now: chrono_tz::Asia::Tokyo.with_ymd_and_hms(2025, 6, 10, 14, 5, 0).single().expect("a time"),
        form: form.unwrap_or(&forms()[0]),
    };
    validate(found, &context)
}

/// Every value that was taken stands in a cell of the workbook, once for each indicator.
fn comes_from_the_file(grid: &Grid, judged: &Validated) {
    let mut seen = BTreeSet::new();
    for row in &judged.rows {
        assert!(seen.insert(&row.indicator), "{} is taken twice", row.indicator);
        if row.value.is_some() {
            assert!(holds(grid, &row.sheet, row.cell), "{} stands nowhere", row.indicator);
        }
    }
}
