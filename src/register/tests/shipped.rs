//! The plans as shipped: counted against the cities' own tables, and the rows that are unlike others.

use std::path::Path;

use super::fixture::told;
use crate::diagnostic::{Finding, count};
use crate::domain::{
    Aggregation, Direction, FiscalYear, Indicator, IndicatorId, NodeLevel, Operator, PartRole, PeriodBasis, Placement, Quantity,
    RegisteredState, Registry, Severity, ValueKind,
};
use crate::register::folder::read_folder;
use crate::register::load;

fn shipped(plan: &str) -> (Registry, Vec<Finding>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(plan);
    let loaded = load(&read_folder(&folder).unwrap());
    assert_eq!(count(&loaded.findings, Severity::Error), 0, "{:#?}", told(&loaded.findings));
    (loaded.registry.unwrap(), loaded.findings)
}

fn mine() -> Registry {
    let (registry, findings) = shipped("mine-r6");
    assert_eq!(count(&findings, Severity::Query), 0, "{:#?}", told(&findings));
    registry
}

/// 掲載 at goals and below them, 再掲 among them, and indicators that have a place.
fn counts(registry: &Registry) -> (usize, usize, usize, usize) {
    let at_goal = |placement: &&Placement| registry.node(&placement.node).is_some_and(|node| node.level == NodeLevel::Goal);
    let goals = registry.placements.iter().filter(at_goal).count();
    let repeats = registry.placements.iter().filter(|placement| placement.repeat).count();
    let placed = registry.indicators.keys().filter(|id| registry.placement(id).is_some()).count();
    (goals, registry.placements.len() - goals, repeats, placed)
}

fn named<'a>(registry: &'a Registry, name: &str) -> &'a Indicator {
    let mut found = registry.indicators.values().filter(|indicator| indicator.name == name);
    let first = found.next().unwrap_or_else(|| panic!("{name}"));
    assert!(found.next().is_none(), "{name} stands twice");
    first
}

fn year(western: u16) -> FiscalYear {
    FiscalYear::new(western).unwrap()
}

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

/// The indicators that a code is about, in the register's order.
fn about(findings: &[Finding], registry: &Registry, code: &str) -> Vec<String> {
    let of_code = findings.iter().filter(|finding| finding.problem.code() == code);
    of_code.filter_map(|finding| Some(registry.indicator(finding.indicator.as_ref()?)?.name.clone())).collect()
}

#[test]
fn mine_city_is_complete() {
    let registry = mine();
    assert_eq!(registry.goals().count(), 5);
    assert_eq!(registry.nodes.iter().filter(|node| node.level == NodeLevel::Policy).count(), 15);
    assert_eq!(registry.indicators.len(), 130);
    assert_eq!(registry.projects.len(), 77);
    assert_eq!(registry.plan.municipality_code, "352136");
    let year = FiscalYear::new(2024).unwrap();
    for id in registry.indicators.keys() {
        assert!(
            registry.baseline(id).is_some() && registry.target(id, year).is_some() && registry.target(id, year.next().unwrap()).is_some(),
            "{id}"
        );
        assert!(registry.owner(id).and_then(|owner| registry.department(owner)).is_some(), "{id}");
        assert!(registry.past_actual(id, year.previous().unwrap()).is_none(), "no last-year actual is published: {id}");
    }
    let scheme = registry.scheme().unwrap();
    let statuses: Vec<&str> = scheme.statuses().iter().map(|rule| rule.label.as_str()).collect();
    assert_eq!(statuses, ["目標達成", "改善", "現状維持", "未達成"]);
    let round = registry.rounds.first().unwrap();
    assert_eq!((round.name.as_str(), round.locks), ("令和6年度実績", None));
}

#[test]
fn published_statuses_are_those_of_the_table() {
    let registry = mine();
    let year = FiscalYear::new(2024);
    let published =
        |label: &str| registry.values.iter().filter(|v| v.kind == ValueKind::PublishedStatus && v.year == year && v.text == label).count();
    assert_eq!(["目標達成", "改善", "現状維持", "未達成"].map(published), [58, 18, 14, 40]);
    assert_eq!(registry.values.iter().filter(|value| value.kind == ValueKind::PublishedShare).count(), 5);
}

/// The actuals that the demo's departments report belong to this plan, within its bounds and decimals.
#[test]
fn the_published_actuals_fit_the_register() {
    let registry = mine();
    let text = include_str!("../../../plans/mine-r6/demo/実績.csv");
    let mut rows = 0;
    for line in text.lines().skip(1) {
        let (id, value) = line.split_once(',').unwrap();
        let indicator = registry.indicator(&id.parse::<IndicatorId>().unwrap()).unwrap();
        let value: Quantity = value.parse().unwrap();
        assert!(value.decimals() <= indicator.decimals, "{id}");
        assert!(indicator.lower.is_none_or(|lower| value >= lower) && indicator.upper.is_none_or(|upper| value <= upper), "{id}");
        rows += 1;
    }
    assert_eq!(rows, 130);
}

#[test]
fn holidays_include_the_days_between_and_after() {
    let registry = mine();
    for day in ["2025-02-24", "2025-05-06", "2025-11-24", "2026-05-06", "2026-09-22", "2027-03-22"] {
        assert!(registry.holidays.contains_key(&day.parse().unwrap()), "{day}");
    }
    assert_eq!(registry.holidays.len(), 54);
}

#[test]
fn mines_third_strategy_is_complete() {
    let (registry, _) = shipped("mine-3rd");
    assert_eq!(counts(&registry), (12, 82, 1, 93));
    assert_eq!(registry.plan.baseline_word, "現状値");
    // Undecided is not zero, and not missing either.
    let undecided: Vec<&str> = registry
        .values
        .iter()
        .filter(|value| value.state == RegisteredState::Undecided)
        .map(|value| {
            assert!(value.value.is_none() && matches!(value.text.as_str(), "*人" | "*"), "{value:?}");
            registry.indicator(&value.subject.parse().unwrap()).unwrap().name.as_str()
        })
        .collect();
    let names = ["社会増減数（転出入者数）", "UJIターン受入人数（累計）", "出生数", "合計特殊出生率", "0～19歳の社会増減数（転出入者数）"];
    assert_eq!(undecided, names);
    let never = named(&registry, "UJIターン受入人数（累計）");
    assert_eq!(registry.baseline_row(&never.id).map(|row| (row.state, row.text.as_str())), Some((RegisteredState::Unmeasured, "—")));
    let taxi = registry.target_in_force(&named(&registry, "市内タクシー運転士の充足率").id, year(2025)).unwrap();
    assert_eq!((taxi.value, taxi.row.operator, taxi.year), (Some(quantity("80")), Operator::AtLeast, year(2029)));
    // Both a KPI and a goal's indicator: asked once.
    let both = &named(&registry, "地域に貢献したいと考える小・中学生の割合").id;
    let places: Vec<_> = registry.placements.iter().filter(|p| &p.indicator == both).map(|p| (p.node.as_str(), p.repeat)).collect();
    assert_eq!(places, [("3.4", false), ("4", true)]);
    let online = registry.indicators.values().filter(|indicator| indicator.name == "オンライン手続利用件数");
    assert_eq!(online.map(|one| one.aliases.len()).collect::<Vec<_>>(), [1, 0], "two indicators of one name");
}

/// What the source itself leaves in doubt is pointed at, at the row.
#[test]
fn what_mines_strategy_contradicts_is_pointed_at() {
    let (registry, findings) = shipped("mine-3rd");
    let told = told(&findings);
    let of = |code| about(&findings, &registry, code);
    assert_eq!(of("R027"), ["社会増減数（転出入者数）", "0～19歳の社会増減数（転出入者数）"], "{told:#?}");
    assert_eq!(of("R026"), ["こども家庭センター相談対応件数", "認知症サポーター養成講座受講者数"], "{told:#?}");
    assert_eq!(of("R015"), ["オンライン手続利用件数"], "{told:#?}");
}

/// Where the two plans of Mine City mean the same indicator, they say so.
#[test]
fn mines_plans_share_what_they_both_measure() {
    let ((r6, _), (third, _)) = (shipped("mine-r6"), shipped("mine-3rd"));
    let shared: Vec<&Indicator> = third.indicators.values().filter(|indicator| !indicator.shared.is_empty()).collect();
    assert_eq!(shared.len(), 45);
    for one in shared {
        let twin = r6.indicators.values().find(|other| other.shared == one.shared).unwrap_or_else(|| panic!("{}", one.name));
        assert_eq!(r6.baseline(&twin.id), third.baseline(&one.id), "{}", one.name);
        assert_eq!(twin.aggregation, one.aggregation, "{}", one.name);
    }
    assert!(!named(&third, "観光交流人口").shared.is_empty());
    assert!(named(&third, "年間商品販売額").shared.is_empty(), "its baseline is another one");
}

#[test]
fn shunan_is_complete() {
    let (registry, _) = shipped("shunan-r2");
    assert_eq!(counts(&registry), (6, 31, 3, 34));
    assert_eq!(registry.nodes.iter().filter(|node| node.level == NodeLevel::Policy && !node.description.is_empty()).count(), 19);
    assert_eq!(registry.nodes.iter().map(|node| node.sdgs.len()).sum::<usize>(), 97);
    assert_eq!(registry.initiatives.len(), 43);
    assert_eq!((registry.plan.form.as_str(), registry.plan.goal_indicator_word.as_str()), ("evaluation", "数値目標"));
    assert_eq!(registry.plan.years, Some((year(2020), year(2024))));
    // Yearly targets; a year without one has none, although a later year has.
    let wish = &named(&registry, "周南市に住みたいと思う人の割合").id;
    assert_eq!(registry.target(wish, year(2020)), None);
    assert_eq!(registry.target(wish, year(2024)), Some(quantity("60")));
    let workers = named(&registry, "市内就業者数(雇用保険の被保険者数)");
    assert_eq!((workers.decimals, registry.target(&workers.id, year(2020))), (1, Some(quantity("47000"))));
    assert_eq!(registry.past_actual(&workers.id, year(2019)), Some(quantity("47383")));
    assert_eq!(named(&registry, "25～39歳人口の転出超過数").direction, Direction::Decrease);
}

/// 2.0 of 2.0 航路, and still being dredged.
#[test]
fn shunans_waterways_have_a_number_and_a_stage() {
    let (registry, _) = shipped("shunan-r2");
    let whole = &named(&registry, "徳山下松港航路等整備(累計)").id;
    let parts: Vec<_> = registry.parts_of(whole, PartRole::Judged).map(|part| registry.indicator(&part.part).unwrap()).collect();
    let [number, stage] = parts[..] else { panic!("{parts:?}") };
    let value = |id, kind| registry.value(IndicatorId::as_str(id), kind, Some(year(2020))).and_then(|row| row.value);
    assert_eq!(value(&number.id, ValueKind::Target), value(&number.id, ValueKind::Actual));
    let place = |kind| value(&stage.id, kind).and_then(|place| stage.stage(place));
    assert_eq!((place(ValueKind::Target), place(ValueKind::Actual)), (Some("完成"), Some("整備中")));
}

#[test]
fn yonezawa_is_complete() {
    let (registry, findings) = shipped("yonezawa");
    assert_eq!(findings.len(), 0, "{:#?}", told(&findings));
    assert_eq!(counts(&registry), (4, 48, 2, 50));
    assert_eq!((registry.projects.len(), registry.departments.len()), (74, 18));
    assert_eq!(registry.plan.years, Some((year(2024), year(2027))));
    assert!(
        registry.placements.iter().filter(|p| p.node.as_str().len() > 1).all(|p| registry.node(&p.node).unwrap().level == NodeLevel::Item)
    );
    let shared: usize = registry.co_owners.values().map(Vec::len).sum();
    assert!(shared >= 12, "{shared}");
    let silver = registry.placement(&named(&registry, "米沢市シルバー人材センター登録会員数").id).unwrap();
    assert_eq!(registry.printed_owners(silver), "高齢福祉課、商工課");
    let birth = registry.placement(&named(&registry, "合計特殊出生率").id).unwrap();
    assert_eq!(registry.printed_owners(birth), "各課等");
}

#[test]
fn yonezawas_unlike_rows_are_data() {
    let (registry, _) = shipped("yonezawa");
    let sums: Vec<_> = registry.indicators.values().filter(|one| one.aggregation == Aggregation::CumulativeWithinPlan).collect();
    assert_eq!(sums.len(), 15);
    for one in sums {
        let target = registry.target_in_force(&one.id, year(2025)).unwrap();
        assert!(target.row.text.starts_with("延べ"), "{}", one.name);
    }
    let visitors = named(&registry, "市街地中心部の文化施設利用者数");
    assert_eq!((visitors.unit.as_str(), registry.target(&visitors.id, year(2025))), ("人", Some(quantity("1700000"))));
    let baseline = |name: &str| registry.baseline_row(&named(&registry, name).id).unwrap();
    let sites = baseline("本市への新たな企業立地件数");
    assert_eq!((sites.state, sites.text.as_str(), sites.value), (RegisteredState::NotComputable, "—※", None));
    assert!(registry.placement(&named(&registry, "本市への新たな企業立地件数").id).unwrap().note.contains("算出が困難"));
    let periods = ["付加価値額※", "TEAM NEXT YONEZAWAの登録数", "山形大学の研究成果等に基づく事業化数", "特定健診受診率"]
        .map(|name| baseline(name).period);
    assert_eq!(periods, [PeriodBasis::Calendar, PeriodBasis::Day, PeriodBasis::Several, PeriodBasis::Fiscal]);
    let target = |name: &str| registry.target_in_force(&named(&registry, name).id, year(2025)).unwrap();
    let seminars = target("置賜地域移住交流推進協議会と連携した移住希望者に対するセミナー開催数");
    assert_eq!((seminars.row.operator, seminars.value), (Operator::BaselineOrMore, Some(quantity("1"))));
    assert_eq!((target("特定健診受診率").row.operator, target("特定健診受診率").value), (Operator::AtLeast, Some(quantity("60"))));
    let schools = &named(&registry, "地域や社会をよくするために何かしてみたいと思う子どもの割合(全国学力学習状況調査)").id;
    let parts: Vec<_> =
        registry.parts_of(schools, PartRole::Judged).map(|p| (p.name.as_str(), registry.target(&p.part, year(2025)))).collect();
    assert_eq!(parts, [("小学校", Some(quantity("82"))), ("中学校", Some(quantity("70")))]);
    let moves = &named(&registry, "社会増減(転入者数－転出者数)").id;
    let part = |role| registry.parts_of(moves, role).next().and_then(|part| registry.baseline(&part.part));
    assert_eq!(
        (registry.baseline(moves), part(PartRole::Plus), part(PartRole::Minus)),
        (Some(quantity("-684")), Some(quantity("2018")), Some(quantity("2702")))
    );
}

/// Eight definitions without a number, none dropped.
#[test]
fn izunokuni_is_complete() {
    let (registry, findings) = shipped("izunokuni");
    assert_eq!(findings.len(), 0, "{:#?}", told(&findings));
    assert_eq!(counts(&registry), (8, 0, 0, 8));
    assert_eq!((registry.projects.len(), registry.plan.form.as_str()), (18, "definition"));
    for (id, indicator) in &registry.indicators {
        assert!(!indicator.definition.is_empty(), "{id}");
        assert!(
            registry.values.iter().filter(|value| value.subject == id.as_str()).all(|value| value.state == RegisteredState::Unpublished)
        );
    }
    assert_eq!(named(&registry, "人身事故発生件数").direction, Direction::Decrease);
}
