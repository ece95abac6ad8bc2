//! One broken register per code, and a near miss that stays silent.

use super::fixture::{after, edit, sound, told, with};
use crate::diagnostic::Problem;
use crate::register::load;

fn silent() -> Vec<String> {
    Vec::new()
}

#[test]
fn r001_a_missing_sheet_and_r017_an_unknown_one() {
    let mut sheets = sound();
    let holidays = sheets.remove("休日").unwrap();
    sheets.insert("休日一覧".to_owned(), holidays);
    assert_eq!(told(&load(&sheets).findings), ["R001 「休日」シート", "R017 「休日一覧」シート"]);
    // Registers that were frozen before the sheet existed go on.
    let mut sheets = sound();
    sheets.remove("主な取組");
    assert_eq!(told(&load(&sheets).findings), silent());
    // A sheet of headings only is there.
    let mut sheets = sound();
    sheets.insert("事業".to_owned(), "体系ID,年度,事業名,担当課,事業概要\n".as_bytes().to_vec());
    assert_eq!(told(&load(&sheets).findings), silent());
}

#[test]
fn r002_quotation_marks_that_never_close() {
    assert_eq!(after("事業", "行う。\"", "行う。"), ["R002 「事業」シートE2"]);
    assert_eq!(after("事業", "祭り,", "\"祭り\"\"夏\"\"\","), silent());
}

#[test]
fn r003_a_missing_heading_does_not_flood() {
    assert_eq!(after("体系", "階層", "段階"), ["R004 「体系」シートC1", "R003 「体系」シートF1"]);
    assert_eq!(after("指標", "増減の目安（%）", "増減の目安(％)"), silent());
}

#[test]
fn r004_an_unknown_heading_is_asked_about() {
    assert_eq!(after("担当", "役割", "役割 "), silent());
    assert_eq!(after("担当", "役割", "役目"), ["R004 「担当」シートC1"]);
    assert_eq!(after("計画", "備考,", "備忘,"), ["R004 「計画」シートA13"]);
}

#[test]
fn r005_blank_cells_and_blank_sheets() {
    assert_eq!(after("計画", "団体名,青葉市", "団体名,"), ["R005 「計画」シートB4"]);
    assert_eq!(after("計画", "団体名,青葉市,\n", ""), ["R005 「計画」シートA13"]);
    assert_eq!(after("計画", "割合の小数桁,1,\n", ""), silent());
    assert_eq!(after("値", "120", ""), ["R005 「値」シートD3"]);
    let mut sheets = sound();
    sheets.insert("休日".to_owned(), Vec::new());
    assert_eq!(told(&load(&sheets).findings), ["R005 「休日」シートA1"]);
    let mut sheets = sound();
    sheets.insert("評価区分".to_owned(), "評価区分ID,順,区分,条件,記号,色,分母,理由\n".as_bytes().to_vec());
    assert!(told(&load(&sheets).findings).contains(&"R005 「評価区分」シートA2".to_owned()));
}

#[test]
fn r006_what_a_column_does_not_hold() {
    for (sheet, from, to, cell) in [
        ("計画", "352136", "352137", "B5"),
        ("指標", "増加", "上昇", "F2"),
        ("指標", "100", "-1", "I3"),
        ("体系", "1.1,1,施策", "1.1,,施策", "B3"),
        ("値", "120", "約120", "D3"),
        ("担当課", "kanko@aoba.example", "観光課@aoba.example", "E2"),
        ("担当課", "kanko@aoba.example", "\"kanko@aoba.example\r\nBcc:x@y.example\"", "E2"),
        ("担当課", "観光課", "\"観光\n課\"", "B2"),
        ("値", "0123,目標値,R6,0", "0123,目標値,R6,-1", "D5"),
        ("評価区分", "目標に到達", "目標値に到達", "D2"),
        ("評価区分", "◎,青緑", "▲,青緑", "E2"),
        ("評価区分", "usual,2,未達成", "usual,2,達成", "E3"),
        ("提出期間", "2025-06-13", "6月13日", "E2"),
        ("提出期間", "R6", "6", "C2"),
    ] {
        let told = after(sheet, from, to);
        assert!(told.contains(&format!("R006 「{sheet}」シート{cell}")), "{to}: {told:?}");
    }
    assert_eq!(after("提出期間", "2025-06-13", "2025/6/13"), silent());
    assert_eq!(after("指標", "増加", "↗"), silent());
    assert_eq!(after("評価区分", "目標に到達", "目標に到達 かつ 実績値＝目標値"), silent());
}

#[test]
fn r007_what_excel_made_of_a_code() {
    let likely = |sheet: &str, from: &str, to: &str| {
        let findings = load(&with(sheet, from, to)).findings;
        findings.into_iter().find_map(|finding| {
            let Problem::RegisterExcelDamage { likely, .. } = finding.problem else { return None };
            Some((finding.place.text(crate::domain::Lang::Ja), likely))
        })
    };
    for (sheet, from, to, cell, code) in [
        ("体系", "1-1", "1月1日", "D3", "1-1"),
        ("体系", "1-1", "-1", "D3", "(1)"),
        ("配置", "a-1", "2025/1/1", "A2", "1-1"),
        ("配置", "a-1", "45292", "A2", "1-1"),
        ("配置", "0123", "123", "A3", "0123"),
        ("値", "a-1", "1E+05", "A2", "1e05"),
        ("計画", "352136", "11002", "B5", "011002"),
        ("担当課", "001", "1", "C2", "001"),
        ("提出期間", "2025-06-13", "45821", "E2", "2025-06-13"),
        ("値", "120", "1.2E+05", "D3", "120000"),
    ] {
        assert_eq!(likely(sheet, from, to), Some((format!("「{sheet}」シート{cell}"), code.to_owned())), "{to}");
    }
    assert_eq!(likely("体系", "1-1", "(1)"), None);
    assert_eq!(likely("体系", "1-1", "2025"), None);
}

#[test]
fn r008_what_stands_twice() {
    for (sheet, from, to, cell) in [
        ("計画", "団体名,青葉市", "団体名,青葉市,\n団体名,青葉市", "A5"),
        ("体系", "1.1,1,施策,1-1,施策の一\n", "1.1,1,施策,1-1,施策の一\n1.1,1,施策,1-2,施策の二\n", "A4"),
        ("配置", "0123,1.1,\n", "0123,1.1,\n0123,1.1,\n", "B4"),
        ("配置", "0123,1.1,\n", "0123,1.1,\n0123,1.1,○\n", "B4"),
        ("値", "a-1,目標値,R6,120,,,,,\n", "a-1,目標値,R6,120,,,,,\na-1,目標値,R6,130,,,,,\n", "A4"),
        ("値", "a-1,基準値,,100,,,,,\n", "a-1,基準値,,100,,,,,\na-1,基準値,R3,90,,,,,\n", "A3"),
        ("担当課", "002", "001", "C3"),
        ("担当課", "002,", "002,観光課", "D3"),
        ("担当課", "002,", "002,KANKO", "D3"),
        ("担当", "0123,fukushi", "0123,fukushi,\n0123,kanko", "A4"),
        ("担当", "0123,fukushi", "0123,fukushi,\n0123,fukushi,共管", "B4"),
        ("主な取組", "1.1,1,祭りの支援,,\n", "1.1,1,祭りの支援,,\n1.1,1,,,\n", "B3"),
        ("評価区分", "usual,2", "usual,1", "B3"),
        ("休日", "2025-05-05", "2025-01-01", "A3"),
        ("担当", "役割", "所管課ID", "C1"),
    ] {
        let told = after(sheet, from, to);
        assert!(told.contains(&format!("R008 「{sheet}」シート{cell}")), "{to}: {told:?}");
    }
    // 再掲 elsewhere, another year, another status: each is its own row.
    assert_eq!(after("配置", "0123,1.1,\n", "0123,1.1,\n0123,1,○\n"), silent());
    assert_eq!(after("値", "a-1,目標値,R6,120,,,,,\n", "a-1,目標値,R6,120,,,,,\na-1,目標値,R7,130,,,,,\n"), silent());
    assert_eq!(after("値", "全体,公表割合,R6,45.4,達成", "全体,公表割合,R6,54.6,未達成,,,,\n全体,公表割合,R6,45.4,達成"), silent());
}

#[test]
fn r009_references_that_lead_nowhere() {
    for (sheet, from, to, cell) in [
        ("計画", "usual", "other", "B9"),
        ("体系", "1.1,1,", "1.1,7,", "B3"),
        ("配置", "a-1,1.1", "a-1,1.2", "B2"),
        ("配置", "a-1,1.1", "a-2,1.1", "A2"),
        ("値", "a-1,目標値", "a-9,目標値", "A3"),
        ("値", "a-1,目標値", "全体,目標値", "A3"),
        ("値", "1,公表割合", "2,公表割合", "A8"),
        ("値", "未達成", "未達", "E6"),
        ("担当課", "kanko,\n", "kankou,\n", "H3"),
        ("担当", "0123,fukushi", "0123,hoken", "B3"),
        ("事業", "1.1,R7", "1.7,R7", "A2"),
    ] {
        let told = after(sheet, from, to);
        assert!(told.contains(&format!("R009 「{sheet}」シート{cell}")), "{to}: {told:?}");
    }
    // A sheet that cannot be read is one problem, not one for each reference into it.
    let mut sheets = sound();
    sheets.insert("指標".to_owned(), b"\x8D\x80".to_vec());
    assert_eq!(told(&load(&sheets).findings), ["R019 「指標」シートA1"]);
    // Neither is an indicator gone because one of its cells is bad.
    assert_eq!(after("指標", "増加", "上昇"), ["R006 「指標」シートF2"]);
}

#[test]
fn r010_circles() {
    let circle = after("体系", "1.1,1,施策,1-1,施策の一\n", "1.1,1.2,施策,1-1,施策の一\n1.2,1.1,施策,1-2,施策の二\n");
    assert_eq!(circle, ["R010 「体系」シートB3", "R010 「体系」シートB4"]);
    assert_eq!(after("体系", "施策の一\n", "施策の一\n1.1.1,1.1,施策,(1),施策の細分\n"), silent());
    assert_eq!(after("担当課", "b@aoba.example,,,kanko", "b@aoba.example,,,fukushi"), ["R010 「担当課」シートH3"]);
}

#[test]
fn r011_what_an_indicator_lacks() {
    assert_eq!(after("配置", "a-1,1.1,\n", ""), ["R011 「指標」シートA2"]);
    assert_eq!(after("担当", "a-1,kanko,主\n", ""), ["R011 「指標」シートA2"]);
    assert_eq!(after("値", "a-1,基準値,,100,,,,,\na-1,目標値,R6,120,,,,,\n", ""), ["R011 「指標」シートA2", "R011 「指標」シートA2"]);
    // No number, but a word why: carried, not dropped. A retired indicator is not asked.
    assert_eq!(after("値", "a-1,目標値,R6,120,", "a-1,目標値,R6,,未定"), silent());
    let mut sheets = with("担当", "a-1,kanko,主\n", "");
    edit(&mut sheets, "指標", "50,", "50,○");
    assert_eq!(told(&load(&sheets).findings), silent());
}

#[test]
fn r012_dates_in_the_wrong_order() {
    assert_eq!(after("提出期間", "2025-05-19", "2025-06-14"), ["R012 「提出期間」シートE2"]);
    assert_eq!(after("提出期間", "2025-06-13,", "2025-06-13,2025-06-12"), ["R012 「提出期間」シートF2", "R012 「個別期限」シートC2"]);
    assert_eq!(after("提出期間", "2025-06-13,", "2025-06-13,2025-07-31"), silent(), "a number may come on the last day");
    assert_eq!(after("提出期間", "2025-06-13,", "2025-06-13,2025-07-30"), ["R012 「個別期限」シートC2"], "not after it");
    assert_eq!(after("個別期限", "2025-07-31", "2025-06-12"), ["R012 「個別期限」シートC2"], "nor before the others");
    assert_eq!(after("個別期限", "2025-07-31", "2025-06-13"), silent());
    assert_eq!(after("担当課", "b@aoba.example,,", "b@aoba.example,2025-05-30,2025-05-25"), ["R012 「担当課」シートG3"]);
}

#[test]
fn r013_a_case_without_a_status_and_r014_a_rule_that_never_applies() {
    assert_eq!(after("評価区分", "その他", "基準値より良い"), ["R013 「評価区分」シートD3"]);
    assert_eq!(after("評価区分", "usual,2,", "usual,3,同じ,実績値=目標値,＝,灰,○,×\nusual,4,"), ["R014 「評価区分」シートD3"]);
    // Rules that cover every case need no その他; the order column counts, not the order of rows.
    let whole = "usual,2,未達成,基準値より良い,×,朱,○,○\nusual,3,未達成,実績値=基準値,×,朱,○,○\nusual,4,未達成,基準値より悪い,×,朱,○,○\n";
    assert_eq!(after("評価区分", "usual,2,未達成,その他,×,朱,○,○\n", whole), silent());
    assert_eq!(
        after(
            "評価区分",
            "usual,1,達成,目標に到達,◎,青緑,○,×\nusual,2,未達成,その他,×,朱,○,○\n",
            "usual,2,未達成,その他,×,朱,○,○\nusual,1,達成,目標に到達,◎,青緑,○,×\n"
        ),
        silent()
    );
}

#[test]
fn r015_one_name_twice_and_r016_a_target_on_the_wrong_side() {
    assert_eq!(after("指標", "待機児童数", "入込客数"), ["R015 「指標」シートB3"]);
    let mut elsewhere = with("指標", "待機児童数", "入込客数");
    edit(&mut elsewhere, "配置", "0123,1.1", "0123,1");
    assert_eq!(told(&load(&elsewhere).findings), ["R028 「指標」シートB3"], "in another table it is mentioned only");
    assert_eq!(after("値", "120", "99"), ["R016 「指標」シートF2"]);
    assert_eq!(after("値", "120", "100"), silent());
}

#[test]
fn r018_what_this_version_must_not_ignore() {
    let parts = "備考\na-1,1,小,,加算,\n0123,1,中,,加算,\n";
    assert_eq!(after("構成", "備考\n", "備考\n,,,,,\n"), silent());
    assert_eq!(after("検証規則", "理由\n", "理由\n,,,,,,\n"), silent());
    assert!(!after("構成", "備考\n", parts).iter().any(|told| told.starts_with("R018")), "no part is divided once more");
}

#[test]
fn r019_a_file_in_another_encoding() {
    let mut sheets = sound();
    sheets.insert("休日".to_owned(), b"a,b\r\n2025-01-01,\x8C\xB3\x93\xFA\r\n".to_vec());
    let loaded = load(&sheets);
    assert_eq!(told(&loaded.findings), ["R019 「休日」シートB2"]);
    assert_eq!(loaded.findings[0].problem, Problem::RegisterEncoding { likely: "Shift_JIS".to_owned() });
}

#[test]
fn r020_limits() {
    let long = "長".repeat(4_001);
    assert_eq!(after("事業", "行う。", &long), ["R020 「事業」シートE2"]);
    assert_eq!(after("事業", "行う。", &long[..3 * 3_990]), silent());
    let mut sheets = sound();
    sheets.insert("事業".to_owned(), vec![b','; 5 * 1024 * 1024 + 1]);
    assert_eq!(told(&load(&sheets).findings), ["R020 「事業」シートA1"]);
    let mut sheets = sound();
    sheets.insert("休日".to_owned(), format!("日付,名称\n{}", "x,y\n".repeat(20_000)).into_bytes());
    assert_eq!(told(&load(&sheets).findings), ["R020 「休日」シートA20001"]);
}

#[test]
fn r021_numbers_that_are_not_plain() {
    let findings = load(&with("値", "120", "\"1,200\"")).findings;
    let plain =
        |problem: &Problem| matches!(problem, Problem::RegisterNumberFormat { plain, text, .. } if plain == "1200" && text == "1,200");
    assert!(plain(&findings[0].problem), "{findings:?}");
    assert_eq!(after("値", "120", "△120"), ["R021 「値」シートD3"]);
    assert_eq!(after("値", "120", "120.50"), silent());
}

#[test]
fn r022_folder_names() {
    assert_eq!(after("担当課", "002,", "002,../福祉"), ["R022 「担当課」シートD3"]);
    assert_eq!(after("担当課", "観光課,", "planning,"), ["R022 「担当課」シートD2"]);
    assert_eq!(after("担当課", "002,", "002,02 福祉課"), silent());
}

#[test]
fn r023_a_comma_without_quotation_marks() {
    let told = after("休日", "元日", "元日,祝");
    assert_eq!(told, ["R023 「休日」シートC2"]);
    assert_eq!(after("休日", "元日", "元日,"), silent());
}

#[test]
fn r024_holidays_that_end_before_the_round() {
    assert_eq!(after("提出期間", "2025-06-13,", "2025-06-13,2028-01-05"), ["R024 「休日」シートA3"]);
    assert_eq!(after("提出期間", "2025-06-13,", "2025-06-13,2027-12-28"), silent());
}

#[test]
fn r025_a_department_that_is_gone_when_the_round_opens() {
    assert_eq!(after("担当課", "b@aoba.example,,", "b@aoba.example,,2025-03-31"), ["R025 「担当」シートB3"]);
    assert_eq!(after("担当課", "b@aoba.example,,", "b@aoba.example,2025-07-01,"), ["R025 「担当」シートB3"]);
    assert_eq!(after("担当課", "b@aoba.example,,", "b@aoba.example,2025-04-01,2026-03-31"), silent());
}

#[test]
fn a_finding_in_an_indicators_row_says_which() {
    let findings = load(&with("指標", "増加", "上昇")).findings;
    assert_eq!(findings[0].indicator.as_ref().map(ToString::to_string), Some("a-1".to_owned()));
}

#[test]
fn one_mistake_in_every_row_is_counted_not_listed_for_ever() {
    let mut sheets = sound();
    sheets.insert("休日".to_owned(), format!("日付,名称\n{}", "x,y\n".repeat(1_000)).into_bytes());
    let findings = load(&sheets).findings;
    assert_eq!(findings.iter().filter(|finding| finding.problem.code() == "R006").count(), 500);
    assert!(findings.iter().any(|f| f.problem == Problem::Capped { code: "R006".to_owned(), more: 500 }));
}
