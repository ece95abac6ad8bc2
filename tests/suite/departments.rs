//! Several departments' sheets gathered in one file, as a division's office does it: each is a return of its own.

use rust_xlsxwriter::Workbook;
use torimatome::extraction::{Content, Formats, read_formats};

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen::Mail;

const KANKO: &str = "観光政策課";
const GAKKO: &str = "学校教育課";
const FILE: &str = "とりまとめ.xlsx";

/// The form's sheet of each return, its values pasted into a new workbook.
fn gathered(returns: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, bytes) in returns {
        let grid = read_formats(bytes, Formats::all()).unwrap();
        let from = grid.sheets.iter().find(|sheet| sheet.name == "入力").unwrap();
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for cell in &from.cells {
            let (row, column) = (cell.at.row(), cell.at.column());
            match &cell.content {
                Content::Number(number) => sheet.write_number(row, column, number.parse::<f64>().unwrap()).unwrap(),
                other @ (Content::Text(_) | Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::Nothing) => {
                    sheet.write_string(row, column, other.text()).unwrap()
                }
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn both() -> Vec<u8> {
    let form = |name| {
        fill(name, |officer| {
            officer.reasons();
        })
    };
    gathered(&[(KANKO, form(KANKO)), (GAKKO, form(GAKKO))])
}

fn to<'a>(mails: &'a [Mail], address: &str) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.to == [address]).collect()
}

#[test]
fn each_department_gets_its_number_its_receipt_and_its_mail() {
    let case = Case::issued();
    let (before, file) = (case.mails(), both());
    case.drop_in("", FILE, &file);
    let pass = case.pass_at("2025-06-10T09:00");
    let told: Vec<(&str, Option<&str>)> = pass.concluded.iter().map(|one| (one.number.as_str(), one.department.as_deref())).collect();
    assert_eq!(told, [("R6-001-1", Some(KANKO)), ("R6-004-1", Some(GAKKO))]);
    assert!(pass.concluded.iter().all(|one| one.rows > 0 && one.errors == 0), "{:?}", pass.concluded);
    assert!(pass.concluded.iter().all(|one| one.codes.iter().any(|code| code == "I018")), "{:?}", pass.concluded);
    let outbox = case.outbox();
    for (folder, number) in [(KANKO, "R6-001-1"), (GAKKO, "R6-004-1")] {
        assert_eq!(outbox.iter().filter(|path| path.contains(number)).count(), 1, "{outbox:?}");
        assert!(outbox.iter().any(|path| path.starts_with(folder) && path.contains(number)), "{outbox:?}");
    }
    let mails: Vec<Mail> = case.mails().into_iter().filter(|mail| !before.contains(mail)).collect();
    let kanko = to(&mails, "kanko-seisaku@city-mine.example");
    let gakko = to(&mails, "gakko-kyoiku@city-mine.example");
    assert_eq!((kanko.len(), gakko.len(), mails.len()), (1, 1, 2), "{mails:?}");
    assert!(kanko[0].body.contains("R6-001-1") && !kanko[0].body.contains("R6-004-1"), "{}", kanko[0].body);
    assert!(gakko[0].body.contains("R6-004-1") && gakko[0].subject.contains(GAKKO), "{} {}", gakko[0].subject, gakko[0].body);
    // Every row counts, and the file is put away once.
    let status = case.status_at("2025-06-10T10:00");
    for department in status["departments"].as_array().unwrap().iter().filter(|one| one["name"] == KANKO || one["name"] == GAKKO) {
        assert_eq!((&department["owed"], &department["submissions"]), (&0.into(), &1.into()), "{department}");
    }
    assert_eq!(case.inbox(), [format!("受付済/R6-001-1__{FILE}")]);
    // The very file once more is known by each of them.
    case.drop_in("", FILE, &file);
    let again = case.pass_at("2025-06-11T09:00");
    assert_eq!(again.concluded.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), ["R6-001-2", "R6-004-2"]);
    assert!(again.concluded.iter().all(|one| one.codes.iter().any(|code| code == "F012")), "{:?}", again.concluded);
}

#[test]
fn a_departments_folder_contradicts_another_departments_sheet_as_ever() {
    let case = Case::issued();
    let before = case.mails();
    case.drop_in(KANKO, FILE, &both());
    let pass = case.pass_at("2025-06-10T09:00");
    let told: Vec<(&str, bool)> =
        pass.concluded.iter().map(|one| (one.number.as_str(), one.codes.iter().any(|code| code == "I010"))).collect();
    assert_eq!(told, [("R6-001-1", false), ("R6-001-2", true)], "both are answered where somebody waits");
    let mails: Vec<Mail> = case.mails().into_iter().filter(|mail| !before.contains(mail)).collect();
    assert_eq!(mails.len(), 1, "{mails:?}");
    let status = case.status_at("2025-06-10T10:00");
    let owed = |name: &str| status["departments"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["owed"].clone();
    assert_eq!(owed(KANKO), 0);
    assert_ne!(owed(GAKKO), 0);
}

#[test]
fn a_form_of_an_unknown_earlier_round_is_refused_as_ever() {
    let case = Case::issued();
    let old = fill(KANKO, |officer| {
        officer.identity(|identity| identity.round = "r5".parse().unwrap());
    });
    case.drop_in(KANKO, FILE, &old);
    let pass = case.worker().pass(at("2025-06-10T09:00")).unwrap();
    assert_eq!(pass.concluded[0].codes, ["I005"]);
}
