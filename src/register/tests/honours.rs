//! What the register says reaches the registry: the columns and words that came with the other cities.

use super::fixture::{edit, sound};
use crate::domain::{FiscalYear, NodeLevel, Operator, PaperColumn, PeriodBasis, RegisteredState};
use crate::register::load;

#[test]
fn every_word_is_honoured() {
    let mut sheets = sound();
    edit(
        &mut sheets,
        "計画",
        "備考,,\n",
        "備考,,\n計画開始年度,R6,\n計画終了年度,R9,\n様式,evaluation,\n基本目標の指標の呼び名,KGI,\n施策の指標の呼び名,重要業績評価指標,\n\
         基準値の呼び名,現状値,\n会議資料の列,番号、指標名、年度別,\n",
    );
    edit(&mut sheets, "体系", "番号,名称\n", "番号,名称,説明,SDGs\n");
    edit(
        &mut sheets,
        "体系",
        "施策の一\n",
        "施策の一,\"説明の一\n説明の二\",\"8 働きがいも 経済成長も、11 住み続けられるまちづくりを\n17 パートナーシップ\"\n1.1.1,1.1,項目,(1),項目の一,,\n",
    );
    edit(&mut sheets, "指標", "増減の目安（%）,廃止\n", "増減の目安（%）,廃止,共通ID\n");
    edit(&mut sheets, "指標", "0,,50,\n", "0,,50,,kanko-kyaku\n");
    edit(&mut sheets, "指標", "来客数;客数,人", "来客数;客数,");
    edit(&mut sheets, "配置", "再掲\na-1,1.1,\n", "再掲,担当表記,注記\na-1,1.1.1,,各課等,※令和4年の値\n");
    edit(&mut sheets, "値", "決定日\n", "決定日,期間区分,備考\n");
    edit(&mut sheets, "値", "a-1,基準値,,100,,", "a-1,基準値,R3,100,R3年,");
    edit(&mut sheets, "値", "R3年,,,,\n", "R3年,,,,,暦年,推計\n");
    edit(&mut sheets, "値", "a-1,目標値,R6,120,,,,,", "a-1,目標値,R6,,*人,,未定,,2024-03-01\na-1,目標値,R9,,,,,基準値以上,");
    edit(&mut sheets, "担当", "a-1,kanko,主", "a-1,kanko,主\na-1,fukushi,共管");
    let loaded = load(&sheets);
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    let registry = loaded.registry.unwrap();
    let plan = &registry.plan;
    assert_eq!(plan.years, FiscalYear::new(2024).zip(FiscalYear::new(2027)));
    let words = [&plan.form, &plan.goal_indicator_word, &plan.indicator_word, &plan.baseline_word].map(String::as_str);
    assert_eq!(words, ["evaluation", "KGI", "重要業績評価指標", "現状値"]);
    assert_eq!(plan.paper_columns, [PaperColumn::Number, PaperColumn::Name, PaperColumn::Years]);
    assert_eq!(registry.nodes[1].description, "説明の一\n説明の二");
    assert_eq!(registry.nodes[1].sdgs, ["8 働きがいも 経済成長も", "11 住み続けられるまちづくりを", "17 パートナーシップ"]);
    assert_eq!(registry.nodes[2].level, NodeLevel::Item);
    let id = "a-1".parse().unwrap();
    let indicator = registry.indicator(&id).unwrap();
    assert_eq!((indicator.shared.as_str(), indicator.unit.as_str()), ("kanko-kyaku", ""));
    let placement = registry.placement(&id).unwrap();
    assert_eq!((placement.owners.as_str(), placement.note.as_str()), ("各課等", "※令和4年の値"));
    assert_eq!(registry.co_owners[&id].iter().map(ToString::to_string).collect::<Vec<_>>(), ["fukushi"]);
    let baseline = registry.baseline_row(&id).unwrap();
    assert_eq!((baseline.period, baseline.text.as_str(), baseline.note.as_str()), (PeriodBasis::Calendar, "R3年", "推計"));
    let target = |year| registry.target_in_force(&id, FiscalYear::new(year).unwrap()).unwrap();
    assert_eq!((target(2024).value, target(2024).row.state), (None, RegisteredState::Undecided));
    assert_eq!(target(2024).row.decided.map(|day| day.to_string()).as_deref(), Some("2024-03-01"));
    assert_eq!((target(2026).row.operator, target(2026).value), (Operator::BaselineOrMore, registry.baseline(&id)));
    assert_eq!((registry.initiatives[0].slot, registry.initiatives[0].name.as_str()), (1, "祭りの支援"));
}
