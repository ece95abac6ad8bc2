//! `register convert`: a register goes to Excel and comes back byte for byte, and what Excel did to it is named.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::case::{Case, PROGRAM, Said, said};

/// CSV files of a folder by name.
fn sheets(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let csv = files.filter(|path| path.extension().is_some_and(|extension| extension == "csv"));
    csv.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())).collect()
}

fn convert(case: &Case, from: &str, to: &str) -> Said {
    case.run(&["register", "convert", case.path(from).to_str().unwrap(), case.path(to).to_str().unwrap()])
}

/// Writes a workbook of the case's register with one change to it, as an office program would save it.
fn saved(case: &Case, name: &str, change: impl Fn(&str, &mut rust_xlsxwriter::Worksheet)) {
    let mut book = Workbook::new();
    for (file, text) in sheets(&case.path("plans/mine-r6")) {
        let name = file.strip_suffix(".csv").unwrap();
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for (row, record) in (0..).zip(rows.records()) {
            for (column, cell) in (0..).zip(&record.unwrap()).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        change(name, sheet);
    }
    fs::write(case.path(name), book.save_to_buffer().unwrap()).unwrap();
}

fn findings(case: &Case, file: &str) -> Vec<String> {
    let said = case.run(&["register", "check", case.path(file).to_str().unwrap(), "--json"]);
    let answer = said.json();
    let list = answer[0]["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
    list.map(|finding| {
        let part = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}!{} {}", part("code"), part("sheet"), part("cell"), part("remedy"))
    })
    .collect()
}

#[test]
fn every_register_goes_to_excel_and_back_byte_for_byte() {
    let plans = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans");
    let case = Case::new();
    for plan in fs::read_dir(plans).unwrap().map(|entry| entry.unwrap().path()) {
        let name = plan.file_name().unwrap().to_str().unwrap();
        let (book, back) = (case.path(&format!("{name}.xlsx")), case.path(&format!("{name}-back")));
        let run = |from: &Path, to: &Path| case.run(&["register", "convert", from.to_str().unwrap(), to.to_str().unwrap()]);
        assert_eq!(run(&plan, &book).status, 0, "{name}");
        assert_eq!(run(&book, &back).status, 0, "{name}");
        assert_eq!(sheets(&back), sheets(&plan), "{name}");
        let check = |path: &Path| case.run(&["register", "check", path.to_str().unwrap(), "--json"]).json();
        let (mut of_book, of_folder) = (check(&book), check(&plan));
        of_book[0]["folder"] = of_folder[0]["folder"].clone();
        assert_eq!(of_book, of_folder, "the workbook is checked as the folder is");
    }
}

#[test]
fn what_stands_in_a_cell_survives_whatever_it_is() {
    let case = Case::new();
    let odd = "項目,内容,説明\n計画ID,0123,1-1\n計画名,=1+1, 前後の空白 \n団体名,\"改行と\n\"\"引用符\"\"\",'\n団体コード,1e5,_x000D_\n,,\n備考,TRUE,１月１日";
    fs::create_dir_all(case.path("odd")).unwrap();
    fs::write(case.path("odd/計画.csv"), format!("{odd}\n")).unwrap();
    fs::write(case.path("odd/メモ.csv"), "自由な表,x\n").unwrap();
    // It is no register, and goes all the same; the check says what is missing.
    let said = convert(&case, "odd", "odd.xlsx");
    assert_eq!(said.status, 1, "{said:?}");
    assert!(said.stdout.contains("R001") && said.stdout.contains("「指標」シートがありません"), "{said:?}");
    assert_eq!(convert(&case, "odd.xlsx", "back").status, 1);
    assert_eq!(sheets(&case.path("back")), sheets(&case.path("odd")));
}

#[test]
fn nothing_is_overwritten_unasked_and_nothing_half_written() {
    let case = Case::new();
    assert_eq!(convert(&case, "plans/mine-r6", "book.xlsx").status, 0);
    let said = convert(&case, "plans/mine-r6", "book.xlsx");
    assert!(said.status == 2 && said.stderr.contains("--force"), "{said:?}");
    let said = convert(&case, "book.xlsx", "plans/mine-r6");
    assert!(said.status == 2 && said.stderr.contains("--force"), "{said:?}");
    let forced = ["register", "convert", case.path("plans/mine-r6").to_str().unwrap(), case.path("book.xlsx").to_str().unwrap(), "--force"]
        .map(str::to_owned);
    assert_eq!(case.run(&forced.iter().map(String::as_str).collect::<Vec<_>>()).status, 0);
    assert_eq!(convert(&case, "plans/mine-r6", "folder").status, 2, "a folder becomes a workbook");
    // A sheet that cannot be read as text would be lost.
    fs::write(case.path("plans/mine-r6/休日.csv"), b"\x93\xFA\x95t,\x96\xBC\x8F\xCC\r\n").unwrap();
    let said = convert(&case, "plans/mine-r6", "second.xlsx");
    assert!(said.status == 1 && said.stdout.contains("R019"), "{said:?}");
    assert!(!case.path("second.xlsx").exists());
    fs::write(case.path("broken.xlsx"), "これはExcelではありません").unwrap();
    let said = convert(&case, "broken.xlsx", "third");
    assert!(said.status == 1 && said.stdout.contains("R036") && !case.path("third").exists(), "{said:?}");
}

#[test]
fn what_excel_did_to_codes_is_an_error_that_quotes_the_code() {
    let case = Case::new();
    saved(&case, "saved.xlsx", |name, sheet| {
        let day = Format::new().set_num_format("m\"月\"d\"日\"");
        match name {
            "体系" => drop(sheet.write_with_format(2, 3, ExcelDateTime::from_ymd(2026, 1, 1).unwrap(), &day).unwrap()),
            "担当課" => drop(sheet.write_number(1, 2, 1).unwrap()),
            "計画" => drop(sheet.write_number(4, 1, 11002).unwrap()),
            "指標" => drop(sheet.write_with_format(3, 0, 100_000, &Format::new().set_num_format("0.00E+00")).unwrap()),
            "値" => drop(sheet.write_with_format(1, 3, 0.65, &Format::new().set_num_format("0%")).unwrap()),
            _ => {}
        }
    });
    let found = findings(&case, "saved.xlsx");
    for (start, quoted) in [
        ("R007 体系!D3", "「1-1」"),
        ("R007 担当課!C2", "「001」"),
        ("R007 計画!B5", "「011002」"),
        ("R007 指標!A4", "「1e05」"),
        ("R021 値!D2", "「65」"),
    ] {
        assert!(found.iter().any(|line| line.starts_with(start) && line.contains(quoted)), "{start}: {found:#?}");
    }
}

#[test]
fn a_code_that_lost_its_zero_is_told_where_it_lost_it() {
    let case = Case::new();
    for sheet in ["担当課", "担当"] {
        case.edit(&format!("plans/mine-r6/{sheet}.csv"), "kanko-seisaku,", "0123,");
    }
    // In 担当, somebody typed the code into a cell that is no text cell.
    saved(&case, "saved.xlsx", |name, sheet| {
        if name == "担当" {
            sheet.write_number(1, 1, 123).unwrap();
        }
    });
    let found = findings(&case, "saved.xlsx");
    assert!(found.iter().any(|line| line.starts_with("R007 担当!B2") && line.contains("「0123」")), "{found:#?}");
}

#[test]
fn a_workbook_with_a_missing_sheet_says_which() {
    let case = Case::new();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("計画").unwrap().write_string(0, 0, "項目").unwrap();
    fs::write(case.path("少ない.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let found = findings(&case, "少ない.xlsx");
    assert!(found.iter().any(|line| line.starts_with("R001 指標!") && line.contains("「指標」シート")), "{found:#?}");
    assert_eq!(case.run(&["register", "check", case.path("少ない.xlsx").to_str().unwrap()]).status, 1);
}

#[test]
fn a_bare_file_name_is_written_beside_where_one_stands() {
    let case = Case::new();
    let run = |from: &str, to: &str| {
        let mut command = std::process::Command::new(PROGRAM);
        command.current_dir(case.root()).args(["register", "convert", from, to]).env_remove("FAILPOINTS");
        said(command)
    };
    let there = run("plans/mine-r6", "台帳.xlsx");
    assert_eq!((there.status, there.stderr.as_str()), (0, ""));
    assert_eq!(run("台帳.xlsx", "戻り").status, 0);
    assert_eq!(sheets(&case.path("戻り")), sheets(&case.path("plans/mine-r6")));
}
