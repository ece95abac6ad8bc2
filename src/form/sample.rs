//! A small made-up register and its forms, for the tests of forms, receipts and workbooks.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{BlankForm, FormDeclaration};
use crate::domain::{
    Aggregation, DecreaseRate, Department, Direction, FiscalYear, Indicator, Initiative, Ledger, NegativeMark, Node, NodeLevel, Part,
    PartRole, Placement, Plan, Quantity, RegisteredValue, Registry, Round, ValueKind,
};

pub(crate) fn q(text: &str) -> Quantity {
    text.parse().unwrap()
}

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

pub(crate) fn current() -> FormDeclaration {
    FormDeclaration::parse(include_str!("../../templates/forms/list.toml")).unwrap()
}

pub(crate) fn frozen() -> FormDeclaration {
    FormDeclaration::parse(include_str!("../../templates/forms/frozen/list-1.toml")).unwrap()
}

pub(crate) fn indicator(id: &str, name: &str, unit: &str, decimals: u32, direction: Direction) -> Indicator {
    Indicator {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        aliases: Vec::new(),
        definition: String::new(),
        method: "住民基本台帳".to_owned(),
        unit: unit.to_owned(),
        decimals,
        direction,
        aggregation: Aggregation::PointInTime,
        lower: None,
        upper: None,
        change_limit: None,
        stages: Vec::new(),
        shared: String::new(),
        note: String::new(),
        retired: false,
    }
}

fn value(subject: &str, kind: ValueKind, year: Option<u16>, value: &str, text: &str) -> RegisteredValue {
    RegisteredValue {
        subject: subject.to_owned(),
        kind,
        year: year.and_then(FiscalYear::new),
        value: value.parse().ok(),
        text: text.to_owned(),
        source: String::new(),
        state: crate::domain::RegisteredState::Stated,
        operator: crate::domain::Operator::Plain,
        period: crate::domain::PeriodBasis::Fiscal,
        decided: None,
        note: String::new(),
    }
}

fn node(id: &str, parent: Option<&str>, code: &str, name: &str) -> Node {
    let level = if parent.is_some() { NodeLevel::Policy } else { NodeLevel::Goal };
    Node {
        id: id.parse().unwrap(),
        parent: parent.map(|p| p.parse().unwrap()),
        level,
        code: code.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        sdgs: Vec::new(),
    }
}

pub(crate) fn round() -> Round {
    Round {
        id: "r6".parse().unwrap(),
        name: "令和6年度実績".to_owned(),
        year: FiscalYear::new(2024).unwrap(),
        opens: day(5, 12),
        due: day(6, 13),
        locks: None,
    }
}

fn department(id: &str, name: &str, number: u16) -> Department {
    Department {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        number,
        folder: name.to_owned(),
        addresses: Vec::new(),
        valid_from: None,
        valid_to: None,
        successor: None,
        deputies: Vec::new(),
        aliases: Vec::new(),
    }
}

fn plan() -> Plan {
    Plan {
        id: "sample".parse().unwrap(),
        name: "第2次見本市総合計画".to_owned(),
        city: "見本市".to_owned(),
        municipality_code: "000000".to_owned(),
        office: "企画課".to_owned(),
        contact: "企画課企画係（内線1234）".to_owned(),
        office_addresses: Vec::new(),
        scheme: "sample".parse().unwrap(),
        decrease_rate: DecreaseRate::TargetOverActual,
        negative: NegativeMark::Triangle,
        share_decimals: 1,
        years: None,
        form: "list".to_owned(),
        goal_indicator_word: "数値目標".to_owned(),
        indicator_word: "KPI".to_owned(),
        baseline_word: "基準値".to_owned(),
        paper_columns: crate::domain::PaperColumn::DEFAULT.to_vec(),
        marks: Vec::new(),
        note: String::new(),
    }
}

pub(crate) fn registry() -> Registry {
    use ValueKind::{Actual, Baseline, Target};
    let mut share = indicator("1.1-02", "本市へのリピート率", "%", 0, Direction::Maintain);
    (share.lower, share.upper) = (Some(q("0")), Some(q("100")));
    let indicators = [
        indicator("1.1-01", "観光交流人口", "万人", 1, Direction::Increase),
        share,
        indicator("1.2-01", "人口の社会増減（転入者数から転出者数を引いた数）", "人", 0, Direction::Increase),
        indicator("1.2-02", "ごみの排出量", "トン", 0, Direction::Decrease),
    ];
    let owners = [("1.1-01", "kanko"), ("1.1-02", "kanko"), ("1.2-01", "kanko"), ("1.2-02", "kankyo")];
    let place = |id: &str| Placement {
        indicator: id.parse().unwrap(),
        node: id[..3].parse().unwrap(),
        repeat: false,
        owners: String::new(),
        note: String::new(),
    };
    Registry {
        plan: plan(),
        nodes: vec![
            node("1", None, "基本目標1", "「魅力の創出・交流」の拡大"),
            node("1.1", Some("1"), "1.", "観光の振興と魅力の創出"),
            node("1.2", Some("1"), "2.", "交流・関係の拡大と発信の強化"),
        ],
        placements: owners.iter().map(|(id, _)| place(id)).collect(),
        owners: owners.iter().map(|(id, owner)| (id.parse().unwrap(), owner.parse().unwrap())).collect(),
        indicators: indicators.into_iter().map(|indicator| (indicator.id.clone(), indicator)).collect(),
        values: vec![
            value("1.1-01", Baseline, Some(2023), "119.4", ""),
            value("1.1-01", Target, Some(2024), "130.1", ""),
            value("1.1-01", Actual, Some(2023), "125.2", "大型連休の天候に恵まれた。"),
            value("1.1-02", Baseline, None, "63", ""),
            value("1.1-02", Target, Some(2024), "65", ""),
            value("1.2-01", Baseline, None, "-244", "各年10月1日"),
            value("1.2-01", Target, Some(2024), "-120", ""),
            value("1.2-02", Target, Some(2024), "", "—"),
        ],
        departments: vec![department("kanko", "観光政策課", 12), department("kankyo", "生活環境課", 7)],
        co_owners: BTreeMap::new(),
        ownerships: Vec::new(),
        later_dues: Vec::new(),
        parts: Vec::new(),
        initiatives: Vec::new(),
        schemes: Vec::new(),
        rounds: vec![round()],
        projects: Vec::new(),
        holidays: BTreeMap::new(),
        rule_switches: Vec::new(),
        proposals: Vec::new(),
        version: "0".repeat(64),
    }
}

pub(crate) fn evaluation() -> FormDeclaration {
    FormDeclaration::parse(include_str!("../../templates/forms/evaluation.toml")).unwrap()
}

pub(crate) fn definition() -> FormDeclaration {
    FormDeclaration::parse(include_str!("../../templates/forms/definition.toml")).unwrap()
}

/// The register with what plans do besides plain numbers: a sum over the years with a co-owner and a repeat, a compound,
/// stages, and initiatives.
pub(crate) fn varied() -> Registry {
    let mut registry = registry();
    registry.plan.years = Some((FiscalYear::new(2023).unwrap(), FiscalYear::new(2027).unwrap()));
    let id = |text: &str| -> crate::domain::IndicatorId { text.parse().unwrap() };
    let sum = registry.indicators.get_mut(&id("1.1-01")).unwrap();
    sum.aggregation = Aggregation::CumulativeWithinPlan;
    registry.co_owners.insert(id("1.1-01"), vec!["kankyo".parse().unwrap()]);
    registry.placements.push(Placement { repeat: true, node: "1.2".parse().unwrap(), ..registry.placements[0].clone() });
    for (part, name) in [("1.1-02a", "小学校"), ("1.1-02b", "中学校")] {
        registry.indicators.insert(id(part), indicator(part, &format!("本市へのリピート率（{name}）"), "%", 1, Direction::Increase));
        registry.parts.push(Part { whole: id("1.1-02"), part: id(part), name: name.to_owned(), role: PartRole::Judged });
    }
    let stages = registry.indicators.get_mut(&id("1.2-01")).unwrap();
    stages.stages = ["未着手", "整備中", "完成"].map(str::to_owned).to_vec();
    stages.unit = "航路".to_owned();
    for row in registry.values.iter_mut().filter(|row| row.subject == "1.2-01") {
        let (place, name) = if row.kind == ValueKind::Baseline { ("2", "整備中") } else { ("3", "完成") };
        (row.value, row.text) = (Some(q(place)), name.to_owned());
    }
    let last = value("1.1-01", ValueKind::Target, Some(2027), "150", "");
    registry.values.push(last);
    let policy = registry.nodes.iter_mut().find(|node| node.id.as_str() == "1.1").unwrap();
    policy.description = "市の魅力を高め、多くの人に訪れてもらいます。".to_owned();
    policy.sdgs = vec!["8 働きがいも 経済成長も".to_owned(), "11 住み続けられるまちづくりを".to_owned()];
    registry.initiatives.push(Initiative {
        node: "1.1".parse().unwrap(),
        slot: 1,
        name: "観光案内の充実".to_owned(),
        specifics: "●案内所の開所時間の延長".to_owned(),
    });
    registry
}

/// The form of 観光政策課.
pub(crate) fn blank(declaration: &FormDeclaration) -> BlankForm {
    blank_of(&registry(), declaration)
}

/// The form of 観光政策課 by this register.
pub(crate) fn blank_of(registry: &Registry, declaration: &FormDeclaration) -> BlankForm {
    let round = round();
    let ledger = Ledger::of(registry, &round);
    BlankForm::of(registry, &round, &ledger, &registry.departments[0], declaration, "提出／観光政策課")
}
