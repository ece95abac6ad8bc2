//! Who owes what until when, as the register says it: 個別期限, owners that change, deputies.

use chrono::NaiveDate;

use super::fixture::{after, edit, sound, told};
use crate::domain::{DepartmentId, IndicatorId, Ledger, Registry};
use crate::register::{Sheets, load};

const OWNERS: &str = "指標ID,所管課ID,役割\na-1,kanko,主\n0123,fukushi,\n";

/// The sound register with these rows of 担当.
fn owned(rows: &str) -> Sheets {
    let mut sheets = sound();
    edit(&mut sheets, "担当", OWNERS, &format!("指標ID,所管課ID,役割,有効開始,有効終了\n{rows}"));
    sheets
}

fn registry(sheets: &Sheets) -> Registry {
    let loaded = load(sheets);
    assert!(loaded.registry.is_some(), "{:#?}", told(&loaded.findings));
    loaded.registry.unwrap()
}

fn lead(registry: &mut Registry, indicator: &str, day: &str) -> String {
    registry.stand_on(day.parse().unwrap());
    registry.owner(&indicator.parse::<IndicatorId>().unwrap()).map(ToString::to_string).unwrap_or_default()
}

#[test]
fn an_owner_follows_another_on_the_day_that_the_register_says() {
    let mut registry = registry(&owned("a-1,kanko,主,,2025-05-31\na-1,fukushi,主,2025-06-02,\n0123,fukushi,,,\n"));
    assert_eq!(lead(&mut registry, "a-1", "2025-05-31"), "kanko");
    assert_eq!(lead(&mut registry, "a-1", "2025-06-01"), "kanko", "a gap is the earlier one's");
    assert_eq!(lead(&mut registry, "a-1", "2025-06-02"), "fukushi");
    let fixed = Ledger::of(&registry, &registry.rounds[0]);
    registry.stand_on("2025-05-20".parse().unwrap());
    let on = |day: &str| fixed.on(&registry, day.parse::<NaiveDate>().unwrap());
    let fukushi: DepartmentId = "fukushi".parse().unwrap();
    assert_eq!(on("2025-05-20").owed_by(&fukushi).count(), 1, "what was fixed follows the register's day");
}

#[test]
fn two_departments_lead_in_turn_but_not_at_once() {
    let findings = |rows: &str| told(&load(&owned(rows)).findings);
    assert!(findings("a-1,kanko,主,,2025-05-31\na-1,fukushi,主,2025-06-01,\n0123,fukushi,,,\n").is_empty());
    let both = findings("a-1,kanko,主,,2025-06-01\na-1,fukushi,主,2025-06-01,\n0123,fukushi,,,\n");
    assert_eq!(both, ["R008 「担当」シートA3"]);
    let twice = findings("a-1,kanko,主,,\na-1,kanko,副,,\n0123,fukushi,,,\n");
    assert_eq!(twice, ["R008 「担当」シートB3"]);
    assert_eq!(findings("a-1,kanko,主,2025-06-01,2025-05-01\n0123,fukushi,,,\n"), ["R012 「担当」シートE2"]);
    assert_eq!(findings("a-1,kanko,主,,\n0123,fukushi,主,,\n0123,kanko,補佐,,\n"), ["R006 「担当」シートC4"]);
}

#[test]
fn deputies_and_those_who_take_part_are_not_asked() {
    let registry = registry(&owned("a-1,kanko,主,,\na-1,fukushi,副,,\n0123,fukushi,,,\n0123,kanko,協力,,\n"));
    let ledger = Ledger::of(&registry, &registry.rounds[0]);
    assert_eq!(ledger.obligations.len(), 2);
    let fukushi: DepartmentId = "fukushi".parse().unwrap();
    let may: Vec<String> = registry.deputised(&fukushi, "2025-06-01".parse().unwrap()).map(ToString::to_string).collect();
    assert_eq!(may, ["a-1"]);
    assert_eq!(registry.printed_owners(&registry.placements[1]), "福祉課、観光課", "the plan prints who takes part");
}

#[test]
fn a_later_due_day_and_a_deputy_must_lead_somewhere() {
    assert_eq!(after("個別期限", "r6,0123", "r7,0123"), ["R009 「個別期限」シートA2"]);
    assert_eq!(after("個別期限", "r6,0123", "r6,9999"), ["R009 「個別期限」シートB2"]);
    let mut sheets = sound();
    edit(&mut sheets, "個別期限", "ため\n", "ため\nr6,0123,2025-08-29,\n");
    assert_eq!(told(&load(&sheets).findings), ["R008 「個別期限」シートB3", "R005 「個別期限」シートD3"]);
    let mut sheets = sound();
    edit(&mut sheets, "担当課", "後継,別名", "後継,代理");
    edit(&mut sheets, "担当課", "kanko@aoba.example,,,,", "kanko@aoba.example,,,,fukushi nobody");
    assert_eq!(told(&load(&sheets).findings), ["R009 「担当課」シートI2"]);
    sheets.remove("個別期限");
    edit(&mut sheets, "担当課", "fukushi nobody", "fukushi");
    let registry = registry(&sheets);
    assert!(registry.later_dues.is_empty(), "a register does without the sheet");
    let [kanko, fukushi]: [DepartmentId; 2] = ["kanko", "fukushi"].map(|id| id.parse().unwrap());
    let today = "2025-06-01".parse().unwrap();
    assert!(registry.may_file_for(&fukushi, &kanko, today));
    assert!(registry.may_file_for(&kanko, &fukushi, today), "the successor of the sample");
}
