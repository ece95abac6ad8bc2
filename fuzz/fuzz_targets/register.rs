//! A register's sheets as text: loaded, converted, given ids, and printed as forms.
#![no_main]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use torimatome::domain::Ledger;
use torimatome::extraction::{Formats, read_formats, register_sheets};
use torimatome::form::BlankForm;
use torimatome::register::{Sheets, csv_bytes, fill_csv, load, new_ids, plan_named, sheet_texts};
use torimatome_fuzz::parts::{overlaid, package, small_xlsx};
use torimatome_fuzz::{can_be_said, forms, sheets};

fuzz_target!(|data: &[u8]| {
    static BASE: OnceLock<Sheets> = OnceLock::new();
    let base = BASE.get_or_init(|| sheets("tests/plans/urakawa"));
    // A workbook's cells become the same sheets; anything else is sheets as text, on top of a plan that is well.
    let (head, register) = if data.starts_with(b"@@ xl/") {
        let Some(book) = package(&overlaid(small_xlsx(), data).1) else { return };
        let Ok(grid) = read_formats(&book, Formats::default()) else { return };
        let (register, findings) = register_sheets(&grid);
        findings.iter().for_each(can_be_said);
        (&b""[..], register)
    } else {
        overlaid(base.clone(), data)
    };
    let loaded = load(&register);
    loaded.findings.iter().for_each(can_be_said);
    if let Some(registry) = &loaded.registry
        && head.len() % 4 == 1
    {
        let form = forms().get(usize::from(head.first().copied().unwrap_or(0)) % forms().len()).expect("a form");
        for round in &registry.rounds {
            let ledger = Ledger::of(registry, round);
            for department in &registry.departments {
                let blank = BlankForm::of(registry, round, &ledger, department, form, &department.folder);
                assert_eq!(blank.rows.len(), ledger.owed_by(&department.id).count(), "every indicator that is owed is asked");
            }
        }
    }
    is_converted_without_loss(&register);
    gets_ids(&register);
});

/// What is written as rows of text is the same register.
fn is_converted_without_loss(register: &Sheets) {
    let Ok(texts) = sheet_texts(register) else { return };
    let written: Sheets = texts.iter().map(|sheet| (sheet.name.clone(), csv_bytes(&sheet.rows))).collect();
    let again = sheet_texts(&written).expect("what was written can be read");
    assert_eq!(again, texts);
    if written == *register {
        return;
    }
    let (was, is) = (load(register), load(&written));
    assert_eq!(was.findings, is.findings);
    assert_eq!(was.registry.is_some(), is.registry.is_some());
}

/// Blank ids are filled where they stand; a second time there is nothing to do.
fn gets_ids(register: &Sheets) {
    let _ = plan_named(register);
    let Ok(new) = new_ids(register, BTreeSet::new()) else { return };
    let mut filled = register.clone();
    for id in &new.ids {
        let Some(bytes) = filled.get(id.sheet) else { unreachable!("an id for a sheet that is not there") };
        let (row, column) = (id.cell.row(), u32::from(id.cell.column()));
        let Ok(bytes) = fill_csv(bytes, &[(row, column, id.id.clone())]) else { return };
        filled.insert(id.sheet.to_owned(), bytes);
    }
    let again = new_ids(&filled, BTreeSet::new()).expect("it had ids before");
    assert!(again.ids.len() < new.ids.len() || again.ids.is_empty(), "{:?}", again.ids);
    let given: BTreeSet<(&str, &str)> = new.ids.iter().map(|new| (new.sheet, new.id.as_str())).collect();
    assert_eq!(given.len(), new.ids.len(), "an id is given once");
}
