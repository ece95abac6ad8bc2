//! One register for each code that holds the plan against itself, and a near miss that stays silent.

use super::fixture::{after, edit, sound, told, with};
use crate::diagnostic::{Problem, Stated};
use crate::register::load;

const TARGET: &str = "a-1,目標値,R6,120,,,,,\n";

/// The findings after rows were put behind the first target.
fn with_values(rows: &str) -> Vec<String> {
    after("値", TARGET, &format!("{TARGET}{rows}"))
}

fn silent() -> Vec<String> {
    Vec::new()
}

/// A compound of two parts, neither of which has anything but a name and numbers of its own.
fn compound(role: &str) -> crate::register::Sheets {
    let mut sheets = sound();
    edit(&mut sheets, "指標", "0123,待機児童数", "p-1,小学校,,%,1,増加,時点,,,,\np-2,中学校,,%,1,増加,時点,,,,\n0123,待機児童数");
    let parts = format!("指標ID,順,構成名,単位,役割,備考,構成指標ID\na-1,2,中,%,{role},,p-2\na-1,1,小,,{role},,p-1\n");
    sheets.insert("構成".to_owned(), parts.into_bytes());
    sheets
}

#[test]
fn parts_need_no_place_and_a_judged_whole_no_numbers() {
    let mut judged = compound("判定");
    edit(
        &mut judged,
        "値",
        "a-1,基準値,,100,,,,,\na-1,目標値,R6,120,,,,,\n",
        "p-1,基準値,,80,,,,,\np-1,目標値,R6,82,,,,,\np-2,基準値,,60,,,,,\n",
    );
    assert_eq!(told(&load(&judged).findings), ["R011 「指標」シートA4"], "the second part has no target");
    edit(&mut judged, "値", "p-2,基準値,,60,,,,,\n", "p-2,基準値,,60,,,,,\np-2,目標値,R6,,70%,,,,\n");
    let registry = load(&judged).registry.unwrap();
    let names: Vec<&str> = registry.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["小", "中"], "in the stated order");
    // Parts that add up are checked against their whole, so the whole keeps its numbers and they need none.
    assert_eq!(told(&load(&compound("加算")).findings), silent());
}

#[test]
fn a_part_belongs_to_one_whole_and_stands_nowhere_else() {
    let broken = |sheet: &str, from: &str, to: &str| {
        let mut sheets = compound("加算");
        edit(&mut sheets, sheet, from, to);
        told(&load(&sheets).findings)
    };
    assert_eq!(broken("配置", "a-1,1.1,\n", "a-1,1.1,\np-1,1.1,\n"), ["R034 「配置」シートA3"]);
    assert_eq!(broken("構成", "加算,,p-1", "加算,,a-1")[..1], ["R011 「指標」シートA3"]);
    assert!(broken("構成", "加算,,p-1", "加算,,a-1").contains(&"R010 「構成」シートG3".to_owned()));
    assert!(broken("構成", "a-1,1,小", "p-2,1,小").contains(&"R018 「構成」シートA3".to_owned()), "no part has parts");
    assert_eq!(broken("構成", "加算,,p-1", "判定,,p-1"), ["R011 「指標」シートA3", "R011 「指標」シートA3", "R006 「構成」シートE3"]);
    assert_eq!(broken("構成", "中,%", "中,人"), ["R006 「構成」シートD2"]);
    assert!(broken("構成", "加算,,p-1", "加算,,p-2").contains(&"R008 「構成」シートG3".to_owned()));
    assert!(broken("構成", "加算,,p-1", "加算,,p-9").contains(&"R009 「構成」シートG3".to_owned()));
    assert!(broken("構成", "a-1,1,小", "a-1,2,小").contains(&"R008 「構成」シートB3".to_owned()));
}

#[test]
fn a_row_without_a_number_says_why() {
    let lacks = |row: &str| after("値", "a-1,目標値,R6,120,,,,,", row);
    for sound in ["a-1,目標値,R6,,*人,,未定,,", "a-1,目標値,R6,,,,設定なし,,", "a-1,目標値,R6,,,,,基準値以上,", "a-1,目標値,R6,80,,,,以上,"]
    {
        assert_eq!(
            lacks(sound),
            silent().into_iter().chain((sound.contains("80")).then(|| "R016 「指標」シートF2".to_owned())).collect::<Vec<_>>()
        );
    }
    assert_eq!(lacks("a-1,目標値,R6,,,,,以上,"), ["R005 「値」シートD3"]);
    assert_eq!(lacks("a-1,目標値,R6,120,,,未定,,"), ["R006 「値」シートD3"]);
    assert_eq!(lacks("a-1,目標値,R6,120,,,,基準値以上,"), ["R006 「値」シートD3"]);
    assert_eq!(lacks("a-1,目標値,R6,120,,,速報,,"), ["R006 「値」シートG3"]);
    assert_eq!(after("値", "a-1,基準値,,100,,,,,", "a-1,基準値,,100,,,,以上,"), ["R006 「値」シートH2"]);
    assert_eq!(after("値", "R6,,未達成,,,,", "R6,,未達成,,未定,,"), ["R006 「値」シートG6"]);
}

#[test]
fn stages_are_named_not_numbered() {
    let mut staged = sound();
    edit(&mut staged, "指標", "増減の目安（%）,廃止", "増減の目安（%）,廃止,段階");
    edit(&mut staged, "指標", "0,,50,\n", "0,,50,,整備中／完成\n");
    edit(&mut staged, "指標", "0,100,,\n", "0,100,,,\n");
    edit(&mut staged, "値", "a-1,基準値,,100,,", "a-1,基準値,,,整備中,");
    let mut good = staged.clone();
    edit(&mut good, "値", "a-1,目標値,R6,120,,", "a-1,目標値,R6,,完成,");
    assert_eq!(told(&load(&good).findings), silent());
    assert_eq!(told(&load(&staged).findings), ["R006 「値」シートD3"], "a number is typed where a stage belongs");
    edit(&mut staged, "値", "a-1,目標値,R6,120,,", "a-1,目標値,R6,,完了,");
    assert_eq!(told(&load(&staged).findings), ["R006 「値」シートE3"]);
    edit(&mut good, "指標", "整備中／完成", "整備中／整備中");
    assert_eq!(told(&load(&good).findings), ["R006 「指標」シートL2"]);
}

#[test]
fn items_stand_below_policies() {
    let item = "1.1,1,施策,1-1,施策の一\n1.1.1,1.1,項目,(1),項目の一\n";
    assert_eq!(after("体系", "1.1,1,施策,1-1,施策の一\n", item), silent());
    for (parent, cell) in [("1", "B4"), ("1.1.1", "B4"), ("", "B4")] {
        let told = after("体系", "1.1,1,施策,1-1,施策の一\n", &item.replace("1.1.1,1.1,", &format!("1.1.1,{parent},")));
        assert!(told.contains(&format!("R006 「体系」シート{cell}")), "{parent}: {told:?}");
    }
    let below = item.replace("1.1,1,施策", "1.1,1.1.1,施策");
    assert!(after("体系", "1.1,1,施策,1-1,施策の一\n", &below).contains(&"R006 「体系」シートB3".to_owned()));
}

#[test]
fn the_plan_has_both_years_or_none() {
    let plan = |rows: &str| after("計画", "備考,,\n", &format!("備考,,\n{rows}"));
    assert_eq!(plan("計画開始年度,R6,\n計画終了年度,R9,\n"), silent());
    assert_eq!(plan("計画開始年度,R6,\n"), ["R005 「計画」シートA15"]);
    assert_eq!(plan("計画開始年度,R9,\n計画終了年度,R6,\n"), ["R012 「計画」シートB15"]);
    assert_eq!(plan("計画開始年度,R7,\n計画終了年度,R9,\n"), ["R032 「値」シートC3", "R032 「値」シートC5"]);
    assert_eq!(plan("様式,../evaluation,\n"), ["R006 「計画」シートB14"]);
    assert_eq!(plan("会議資料の列,指標名、実績,\n"), ["R006 「計画」シートB14"]);
    assert_eq!(plan("会議資料の列,指標名、指標名,\n"), ["R006 「計画」シートB14"]);
}

#[test]
fn r026_and_r027_where_the_source_contradicts_itself() {
    let maintained = |target: &str| {
        let mut sheets = with("指標", "増加", "維持");
        edit(&mut sheets, "値", "a-1,目標値,R6,120,,,,,", target);
        told(&load(&sheets).findings)
    };
    assert_eq!(maintained("a-1,目標値,R6,120,,,,,"), ["R026 「指標」シートF2"]);
    assert_eq!(maintained("a-1,目標値,R6,100,,,,,"), silent());
    assert_eq!(maintained("a-1,目標値,R6,80,,,,以上,"), silent());
    let mut falling = with("指標", "時点,0,100", "時点,,");
    edit(&mut falling, "値", "0123,基準値,R4,8,", "0123,基準値,R4,-244,");
    assert_eq!(told(&load(&falling).findings), ["R027 「指標」シートF3"]);
    // The sum over years is not held against one year's baseline.
    let mut within = with("指標", "増加,年間", "増加,延べ");
    edit(&mut within, "値", TARGET, "a-1,目標値,R6,12,,,,,\n");
    assert_eq!(told(&load(&within).findings), silent());
}

#[test]
fn r028_a_name_that_is_nearly_anothers() {
    for alike in ["入込 客数※", "（入込）客数", "客数"] {
        let told = after("指標", "待機児童数", alike);
        assert_eq!(told.len(), 1, "{alike}: {told:?}");
    }
    assert_eq!(after("指標", "待機児童数", "入込客数の増減"), silent());
}

#[test]
fn r029_a_repeat_that_nobody_marked_is_one_all_the_same() {
    let sheets = with("配置", "0123,1.1,\n", "0123,1.1,\n0123,1,\n");
    let loaded = load(&sheets);
    assert_eq!(told(&loaded.findings), ["R029 「配置」シートC4"]);
    let repeats: Vec<bool> = loaded.registry.unwrap().placements.iter().map(|placement| placement.repeat).collect();
    assert_eq!(repeats, [false, false, true]);
}

#[test]
fn r030_the_last_decision_holds_and_both_are_shown() {
    let mut sheets = with("値", TARGET, &format!("a-1,目標値,R6,130,,,,,2025-03-24\n{TARGET}a-1,目標値,R6,125,,,,,2024-03-24\n"));
    let loaded = load(&sheets);
    assert_eq!(told(&loaded.findings), ["R030 「値」シートD3", "R030 「値」シートD5"]);
    let first = Problem::RegisterValueRevised {
        subject: "目標値 R6".to_owned(),
        earlier: Stated::boxed("120", ""),
        later: Stated::boxed("125", "2024-03-24"),
    };
    assert_eq!(loaded.findings[1].problem, first);
    let registry = loaded.registry.unwrap();
    let id = "a-1".parse().unwrap();
    let year = "R6".parse().unwrap();
    assert_eq!(registry.target(&id, year).map(|target| target.to_string()).as_deref(), Some("130"));
    edit(&mut sheets, "値", "130,,,,,2025-03-24", "130,,,,,2024-03-24");
    assert!(told(&load(&sheets).findings).contains(&"R008 「値」シートA5".to_owned()), "one day, two numbers");
    assert_eq!(with_values("a-1,目標値,R6,120,,,,,2025-03-24\n"), silent(), "confirmed, not revised");
}

#[test]
fn r033_somebody_leads() {
    assert_eq!(after("担当", "a-1,kanko,主", "a-1,kanko,共管"), ["R033 「担当」シートC2"]);
    assert_eq!(after("担当", "a-1,kanko,主", "a-1,kanko,主\na-1,fukushi,共管"), silent());
}

#[test]
fn r035_an_operator_against_the_direction() {
    let mut sheets = with("値", "0123,目標値,R6,0,,,,,", "0123,目標値,R6,0,,,,以上,");
    assert_eq!(told(&load(&sheets).findings), ["R035 「値」シートH5"]);
    edit(&mut sheets, "値", "以上", "以下");
    assert_eq!(told(&load(&sheets).findings), silent());
}
