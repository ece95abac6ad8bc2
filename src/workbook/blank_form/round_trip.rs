//! What is written on a form is found on it again, for each layout, and after an officer has moved things about.

use super::super::probe::{part, sheets};
use super::*;
use crate::domain::{Ledger, Registry, TextField, TextKey};
use crate::extraction::{Content as Found, RawReturn, extract, read_workbook};
use crate::form::{Field, FilledCell, sample};
use crate::register::{self, folder::read_folder};

fn forms() -> Vec<FormDeclaration> {
    vec![sample::current(), sample::evaluation(), sample::definition(), sample::frozen()]
}

fn read(bytes: &[u8]) -> Vec<RawReturn> {
    extract(&read_workbook(bytes).unwrap(), &forms())
}

fn only(bytes: &[u8]) -> RawReturn {
    let mut returns = read(bytes);
    assert_eq!(returns.len(), 1);
    returns.remove(0)
}

fn text(text: &str) -> FilledCell {
    FilledCell::Text(text.to_owned())
}

fn typed(rows: &[(&str, Field, FilledCell)]) -> Filled {
    let mut filled = Filled { filing_state: "提出".to_owned(), author: "見本　太郎".to_owned(), ..Filled::default() };
    for (id, field, cell) in rows {
        filled.rows.entry(id.parse().unwrap()).or_default().insert(*field, cell.clone());
    }
    filled
}

/// The text of a field in the row of an indicator.
fn found<'a>(raw: &'a RawReturn, id: &str, field: Field) -> &'a str {
    let row = raw.rows.iter().find(|row| row.cells.get(&Field::Number).is_some_and(|cell| cell.content.text() == id));
    row.and_then(|row| row.cells.get(&field)).map_or("", |cell| cell.content.text())
}

fn key(slot: u8, field: TextField) -> TextKey {
    TextKey { node: "1.1".parse().unwrap(), slot, field }
}

#[test]
fn a_list_with_parts_and_stages() {
    let form = sample::blank_of(&sample::varied(), &sample::current());
    let filled = typed(&[
        ("1.1-02a", Field::Actual, FilledCell::Number(sample::q("82.5"))),
        ("1.1-02b", Field::Actual, FilledCell::Number(sample::q("70.1"))),
        ("1.2-01", Field::Actual, text("完成")),
        ("1.1-01", Field::Reason, text("一行目\r\n“二行目”\u{a0}\u{ad}終わり")),
    ]);
    let bytes = write_filled(&form, &sample::current(), &filled).unwrap();
    let raw = only(&bytes);
    assert!(raw.findings.is_empty(), "{:?}", raw.findings);
    assert_eq!((raw.sheet(), raw.rows.len()), ("入力", 5), "the compound's heading is a row without entries");
    assert_eq!((found(&raw, "1.1-02a", Field::Actual), found(&raw, "1.1-02b", Field::Actual)), ("82.5", "70.1"));
    assert_eq!(found(&raw, "1.2-01", Field::Actual), "完成");
    assert_eq!(found(&raw, "1.2-01", Field::Target), "完成");
    assert_eq!(found(&raw, "1.1-01", Field::Reason), "一行目\n“二行目” 終わり");
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("\"未着手,整備中,完成\""), "a staged indicator is chosen from its stages");
    assert!(sheet.contains("前年度までの合計は125.2万人です。"), "{sheet}");
}

#[test]
fn definitions_are_asked_on_their_own_form() {
    let mut registry = sample::registry();
    let indicator = registry.indicators.get_mut(&"1.1-01".parse().unwrap()).unwrap();
    "市内を訪れる人の数を測定する。".clone_into(&mut indicator.definition);
    let form = sample::blank_of(&registry, &sample::definition());
    let filled = typed(&[
        ("1.1-01", Field::Actual, FilledCell::Number(sample::q("120"))),
        ("1.1-01", Field::Source, text("単位は万人。観光統計による。")),
    ]);
    let raw = only(&write_filled(&form, &sample::definition(), &filled).unwrap());
    assert!(raw.findings.is_empty(), "{:?}", raw.findings);
    assert_eq!(found(&raw, "1.1-01", Field::Definition), "市内を訪れる人の数を測定する。");
    assert_eq!((found(&raw, "1.1-01", Field::Actual), found(&raw, "1.1-01", Field::Source)), ("120", "単位は万人。観光統計による。"));
}

fn evaluation(registry: &Registry, filled: &Filled) -> Vec<u8> {
    write_filled(&sample::blank_of(registry, &sample::evaluation()), &sample::evaluation(), filled).unwrap()
}

fn filled_evaluation() -> Filled {
    let mut filled = typed(&[
        ("1.1-01", Field::Actual, FilledCell::Number(sample::q("131.8"))),
        ("1.1-01", Field::State, text("確定")),
        ("1.1-01", Field::Reason, text("天候による。")),
        ("1.1-02b", Field::Actual, FilledCell::Number(sample::q("70.1"))),
        ("1.2-01", Field::Actual, text("整備中")),
    ]);
    let long = format!("一行目\n\t二行目\u{b}“三行目”{}", "長い文章です。".repeat(400));
    filled.texts.insert(key(1, TextField::Results), long);
    filled.texts.insert(key(2, TextField::Initiative), "新しい取組".to_owned());
    filled.texts.insert(key(2, TextField::Evaluation), "順調です。".to_owned());
    filled.texts.insert(key(0, TextField::CouncilResponse), "引き続き進めます。".to_owned());
    filled
}

#[test]
fn an_evaluation_form_has_a_sheet_for_each_policy_and_keeps_every_word() {
    let bytes = evaluation(&sample::varied(), &filled_evaluation());
    assert_eq!(sheets(&bytes).0, ["はじめに", "提出票", "1-1", "1-2"]);
    let raw = only(&bytes);
    assert!(raw.findings.is_empty(), "{:?}", raw.findings);
    assert_eq!(raw.header_text(HeaderField::FilingState), "提出");
    assert_eq!(raw.header_sheet(HeaderField::FilingState), "提出票");
    assert_eq!(raw.tables.iter().map(|table| table.sheet.as_str()).collect::<Vec<_>>(), ["1-1", "1-2"]);
    assert_eq!((found(&raw, "1.1-01", Field::Actual), found(&raw, "1.1-01", Field::Target)), ("131.8", "130.1"));
    assert_eq!((found(&raw, "1.1-01", Field::Baseline), found(&raw, "1.1-01", Field::Reason)), ("119.4", "天候による。"));
    assert_eq!((found(&raw, "1.1-02a", Field::Actual), found(&raw, "1.1-02b", Field::Actual)), ("", "70.1"));
    assert_eq!(found(&raw, "1.2-01", Field::Actual), "整備中");
    let texts: Vec<(&str, u8, TextField)> = raw.texts.iter().map(|text| (text.node.as_str(), text.slot, text.field)).collect();
    let wanted = [
        ("1.1", 1, TextField::Initiative),
        ("1.1", 1, TextField::Specifics),
        ("1.1", 1, TextField::Results),
        ("1.1", 2, TextField::Initiative),
        ("1.1", 2, TextField::Evaluation),
        ("1.1", 0, TextField::CouncilResponse),
    ];
    assert_eq!(texts, wanted);
    let Found::Text(long) = &raw.texts[2].cell.content else { panic!() };
    assert!(long.starts_with("一行目\n\t二行目\n“三行目”長い文章です。"), "{}", &long[..60]);
    assert_eq!(long.chars().count(), "一行目\n\t二行目\n“三行目”".chars().count() + 7 * 400);
}

#[test]
fn an_empty_evaluation_form_says_only_what_the_register_says() {
    let form = sample::blank_of(&sample::varied(), &sample::evaluation());
    let raw = only(&write(&form, &sample::evaluation()).unwrap());
    assert!(raw.rows.iter().all(|row| !row.cells.contains_key(&Field::Actual)), "{:?}", raw.rows);
    assert_eq!(raw.texts.len(), 2, "the named initiative");
    assert_eq!(raw.header_text(HeaderField::FilingState), "作成中");
}

#[test]
fn inserted_rows_and_moved_sheets_do_no_harm() {
    let mut grid = read_workbook(&evaluation(&sample::varied(), &filled_evaluation())).unwrap();
    let before = extract(&grid, &forms()).remove(0);
    for sheet in &mut grid.sheets {
        for cell in &mut sheet.cells {
            // Two rows above everything, another above the initiatives, and a column in front.
            let down = if cell.at.row() > 14 { 3 } else { 2 };
            cell.at = crate::domain::CellRef::new(cell.at.row() + down, u32::from(cell.at.column()) + 1).unwrap();
        }
    }
    grid.sheets.reverse();
    let mut after = extract(&grid, &forms()).remove(0);
    assert!(after.findings.is_empty(), "{:?}", after.findings);
    after.texts.sort_by_key(|text| (text.node.clone(), text.slot == 0, text.slot, text.field));
    let words = |raw: &RawReturn| raw.texts.iter().map(|text| (text.slot, text.field, text.cell.content.clone())).collect::<Vec<_>>();
    assert_eq!(words(&after), words(&before));
    assert_eq!((found(&after, "1.1-01", Field::Actual), found(&after, "1.1-01", Field::Target)), ("131.8", "130.1"));
}

#[test]
fn a_workbook_for_two_plans_comes_back_as_two_returns() {
    let first = sample::blank(&sample::current());
    let mut registry = sample::varied();
    registry.plan.id = "strategy".parse().unwrap();
    "第2期見本市総合戦略".clone_into(&mut registry.plan.name);
    let list = sample::current();
    let mut second = sample::blank_of(&registry, &list);
    second.leave_to(&first.plan, &["1.1-01".parse().unwrap()].into());
    let bytes = write_joint(&[(&first, &list), (&second, &list)]).unwrap();
    assert_eq!(sheets(&bytes).0, ["はじめに", "入力", "入力（総合戦略）", "記入例"]);
    let guide = super::super::probe::dump(&super::super::probe::cells(&bytes, "はじめに"));
    assert!(guide.contains("第2次見本市総合計画の欄に記入してください。2回の記入は不要です。「観光交流人口」"), "{guide}");
    let (one, two) = (typed(&[("1.1-01", Field::Actual, text("1"))]), typed(&[("1.2-01", Field::Actual, text("完成"))]));
    let returns = read(&write_joint_filled(&[(&first, &list, &one), (&second, &list, &two)]).unwrap());
    let told: Vec<_> = returns.iter().map(|raw| (raw.identity.clone().unwrap().plan.to_string(), raw.sheet().to_owned())).collect();
    assert_eq!(told, [("sample".to_owned(), "入力".to_owned()), ("strategy".to_owned(), "入力（総合戦略）".to_owned())]);
    assert!(returns.iter().all(|raw| raw.header_text(HeaderField::FilingState) == "提出" && raw.findings.is_empty()));
    assert_eq!((found(&returns[0], "1.1-01", Field::Actual), found(&returns[1], "1.2-01", Field::Actual)), ("1", "完成"));
    assert_eq!(found(&returns[1], "1.1-01", Field::Number), "", "it is asked on the other sheet");
    // An evaluation form beside a list.
    let evaluation = sample::evaluation();
    let third = sample::blank_of(&registry, &evaluation);
    let both = read(&write_joint(&[(&first, &list), (&third, &evaluation)]).unwrap());
    assert_eq!(both.iter().map(|raw| raw.tables.len()).collect::<Vec<_>>(), [1, 2]);
    assert!(both.iter().all(|raw| raw.findings.is_empty() && raw.header_text(HeaderField::FilingState) == "作成中"));
}

#[test]
fn every_department_of_every_plan_gets_a_form_that_reads_back() {
    let mut policies = std::collections::BTreeSet::new();
    for plan in ["mine-r6", "mine-3rd", "yonezawa", "shunan-r2", "izunokuni"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(plan);
        let registry = register::load(&read_folder(&folder).unwrap()).registry.unwrap();
        let declaration = forms().into_iter().find(|form| form.name == registry.plan.form).unwrap();
        let round = registry.rounds.last().unwrap();
        let ledger = Ledger::of(&registry, round);
        for department in ledger.departments().into_iter().filter_map(|id| registry.department(id)) {
            let form = BlankForm::of(&registry, round, &ledger, department, &declaration, &department.folder);
            let raw = only(&write(&form, &declaration).unwrap());
            assert!(raw.findings.is_empty(), "{plan} {} {:?}", department.name, raw.findings);
            let ids = raw.rows.iter().filter_map(|row| row.cells.get(&Field::Number)).map(|cell| cell.content.text().to_owned());
            let found: std::collections::BTreeSet<String> = ids.collect();
            assert!(form.rows.iter().all(|row| found.contains(row.indicator.as_str())), "{plan} {}", department.name);
            assert!(raw.rows.iter().all(|row| !row.cells.contains_key(&Field::Actual)));
            policies.extend(form.sheets.iter().filter(|sheet| sheet.has_texts()).map(|sheet| sheet.name.clone()));
        }
    }
    assert_eq!(policies.len(), 19, "each of Shunan's policies is written about: {policies:?}");
}
