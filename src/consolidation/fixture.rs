//! A small made-up plan for tests: two goals, five indicators, each rule of a scheme met once.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Asia::Tokyo;

use super::{OpenFinding, Report, ReportInput, Standing, SubmissionSummary, WaivedFinding, standings};
use crate::domain::{
    Aggregation, CellRef, Civil, Condition, Decisions, DecreaseRate, Department, DepartmentId, Direction, DueDays, FiscalYear, Indicator,
    IndicatorId, Ledger, NegativeMark, Node, NodeLevel, Phase, Placement, Plan, Project, Quantity, RegisteredValue, Registry, Round,
    Scheme, SchemeRule, TextKey, Tone, ValueKind, ValueState, Verdict,
};
use crate::validation::{AcceptedRow, Held, HeldText};

pub fn q(text: &str) -> Quantity {
    text.parse().unwrap()
}

pub fn id(text: &str) -> IndicatorId {
    text.parse().unwrap()
}

pub fn dept(text: &str) -> DepartmentId {
    text.parse().unwrap()
}

/// A plan, its round and what came in.
pub struct Fixture {
    pub registry: Registry,
    pub round: Round,
    pub ledger: Ledger,
    pub held: BTreeMap<IndicatorId, Held>,
    pub submissions: Vec<SubmissionSummary>,
    pub open_findings: Vec<OpenFinding>,
    pub waived: Vec<WaivedFinding>,
    pub decisions: Decisions,
    pub phase: Phase,
    pub dues: DueDays,
    pub texts: BTreeMap<TextKey, HeldText>,
}

impl Fixture {
    /// Nothing filed yet.
    pub fn empty() -> Self {
        let registry = registry();
        let round = registry.rounds[0].clone();
        let ledger = Ledger::of(&registry, &round);
        let dues = DueDays::same(&round, now().date_naive());
        Self {
            registry,
            round,
            ledger,
            held: BTreeMap::new(),
            submissions: Vec::new(),
            open_findings: Vec::new(),
            waived: Vec::new(),
            decisions: Decisions::default(),
            phase: Phase::Open,
            dues,
            texts: BTreeMap::new(),
        }
    }

    /// Every indicator filed: a1 目標達成, a2 未達成, a3 改善, b1 現状維持, b2 目標達成 (less is better).
    pub fn full() -> Self {
        let mut fixture = Self::empty();
        fixture.hold("a1", "131.8", "R6-001-1").hold("a2", "-684", "R6-001-1").hold("a3", "23029", "R6-001-1");
        fixture.hold("b1", "3", "R6-002-1").hold("b2", "627", "R6-002-1");
        for (number, department) in [("R6-001-1", "kanko"), ("R6-002-1", "soumu")] {
            fixture.submissions.push(SubmissionSummary {
                number: number.to_owned(),
                department: Some(dept(department)),
                file: format!("{department}.xlsx"),
                sha256: "0123456789ab".repeat(5),
                received_at: "2025-06-10T14:05:00+09:00".to_owned(),
                verdict: Some(Verdict::Accepted),
                errors: 0,
                queries: 0,
                rejected: Vec::new(),
            });
        }
        fixture
    }

    /// Puts a confirmed number in force.
    pub fn hold(&mut self, indicator: &str, value: &str, number: &str) -> &mut Self {
        self.hold_state(indicator, Some(value), ValueState::Confirmed, number)
    }

    /// Puts a row in force.
    pub fn hold_state(&mut self, indicator: &str, value: Option<&str>, state: ValueState, number: &str) -> &mut Self {
        let row = AcceptedRow {
            indicator: id(indicator),
            value: value.map(q),
            state,
            as_of: String::new(),
            source: "庁内資料".to_owned(),
            reason: format!("{indicator}の理由"),
            reason_for: None,
            measure: "=1+1".to_owned(),
            sheet: "入力".to_owned(),
            cell: CellRef::new(13, 8).unwrap(),
            raw: value.unwrap_or_default().to_owned(),
        };
        let held = Held {
            row,
            department: None,
            number: number.to_owned(),
            file: "様式.xlsx".to_owned(),
            sha256: "0123456789ab".repeat(5),
            received_at: "2025-06-10T14:05:00+09:00".to_owned(),
        };
        self.held.insert(id(indicator), held);
        self
    }

    /// Where the departments stand.
    pub fn standings(&self) -> Vec<Standing> {
        standings(&self.ledger, &self.held, &self.submissions, &[], self.phase, &self.dues)
    }

    /// The report of 20 June 2025.
    pub fn report(&self) -> Report {
        self.report_after(None)
    }

    /// The same after a previous edition.
    pub fn report_after(&self, previous: Option<&super::EditionFacts>) -> Report {
        let standings = self.standings();
        let input = ReportInput {
            registry: &self.registry,
            round: &self.round,
            phase: self.phase,
            ledger: &self.ledger,
            held: &self.held,
            texts: &self.texts,
            previous,
            standings: &standings,
            submissions: &self.submissions,
            open_findings: &self.open_findings,
            waived: &self.waived,
            decisions: &self.decisions,
            next: None,
            now: now(),
            edition: if previous.is_some() { 2 } else { 1 },
            amendments: &[],
            sentence: None,
        };
        Report::build(&input)
    }
}

pub fn now() -> Civil {
    Tokyo.with_ymd_and_hms(2025, 6, 20, 9, 0, 0).unwrap()
}

/// The practised rule of the plan the project started from.
pub fn scheme() -> Scheme {
    use Condition::{ActualEqualsBaseline, ActualEqualsTarget, BetterThanBaseline, TargetEqualsBaseline, TargetMet};
    let rule = |label: &str, conditions: &[Condition], mark: &str, tone, reason_wanted| SchemeRule {
        label: label.to_owned(),
        conditions: conditions.to_vec(),
        mark: mark.to_owned(),
        tone,
        counted: true,
        reason_wanted,
    };
    Scheme {
        id: "four".parse().unwrap(),
        rules: vec![
            rule("現状維持", &[TargetEqualsBaseline, ActualEqualsTarget], "＝", Tone::Same, false),
            rule("目標達成", &[TargetMet], "◎", Tone::Achieved, false),
            rule("現状維持", &[ActualEqualsBaseline], "＝", Tone::Same, false),
            rule("改善", &[BetterThanBaseline], "○", Tone::Improved, true),
            rule("未達成", &[], "×", Tone::Missed, true),
        ],
    }
}

fn registry() -> Registry {
    let year = FiscalYear::new(2024).unwrap();
    let day = |m, d| NaiveDate::from_ymd_opt(2025, m, d).unwrap();
    let indicators = [
        indicator("a1", "観光交流人口", "万人", 1, Direction::Increase),
        indicator("a2", "社会増減", "人", 0, Direction::Increase),
        indicator("a3", "外国人観光客数", "人", 0, Direction::Increase),
        indicator("b1", "大使数", "人", 0, Direction::Maintain),
        indicator("b2", "魅力度ランキング", "位", 0, Direction::Decrease),
    ];
    let places = [("a1", "1.1"), ("a2", "1.1"), ("a3", "1.2"), ("b1", "2.1"), ("b2", "2.1")];
    let mut values = Vec::new();
    for (subject, baseline, target, next, published) in [
        ("a1", "119.4", "130.1", "140.7", "目標達成"),
        ("a2", "-600", "-500", "-400", "未達成"),
        ("a3", "17677", "32000", "46000", "改善"),
        ("b1", "3", "3", "4", "目標達成"),
        ("b2", "638", "631", "624", "目標達成"),
    ] {
        values.push(value(subject, ValueKind::Baseline, None, Some(baseline), ""));
        values.push(value(subject, ValueKind::Target, Some(year), Some(target), ""));
        values.push(value(subject, ValueKind::Target, year.next(), Some(next), ""));
        values.push(value(subject, ValueKind::PublishedStatus, Some(year), None, published));
    }
    values.push(value("全体", ValueKind::PublishedShare, Some(year), Some("60.0"), "目標達成"));
    values.push(value("全体", ValueKind::PublishedShare, Some(year), Some("25.4"), "改善"));
    Registry {
        plan: plan(),
        nodes: vec![
            node("1", None, "基本目標1", "「魅力の創出・交流」の拡大"),
            node("1.1", Some("1"), "1.", "観光の振興"),
            node("1.2", Some("1"), "2.", "交流の拡大"),
            node("2", None, "基本目標2", "まちの運営"),
            node("2.1", Some("2"), "1.", "発信の強化"),
        ],
        indicators: indicators.into_iter().map(|i| (i.id.clone(), i)).collect(),
        placements: places
            .iter()
            .map(|(i, n)| Placement {
                indicator: id(i),
                node: n.parse().unwrap(),
                repeat: false,
                owners: String::new(),
                note: String::new(),
            })
            .collect(),
        values,
        departments: vec![department("kanko", "観光政策課", 1), department("soumu", "総務課", 2)],
        owners: places.iter().map(|(i, n)| (id(i), dept(if n.starts_with('1') { "kanko" } else { "soumu" }))).collect(),
        co_owners: BTreeMap::new(),
        ownerships: Vec::new(),
        later_dues: Vec::new(),
        parts: Vec::new(),
        initiatives: Vec::new(),
        schemes: vec![scheme()],
        rounds: vec![Round {
            id: "r6".parse().unwrap(),
            name: "令和6年度実績".to_owned(),
            year,
            opens: day(5, 12),
            due: day(6, 13),
            locks: None,
        }],
        projects: vec![Project {
            node: "1.1".parse().unwrap(),
            year: year.next().unwrap(),
            name: "魅力発掘隊設置事業".to_owned(),
            departments: "観光政策課".to_owned(),
            summary: "起業を目指す人を任用します。".repeat(20),
            repeat: false,
        }],
        holidays: BTreeMap::new(),
        rule_switches: Vec::new(),
        proposals: Vec::new(),
        version: "test".to_owned(),
    }
}

fn plan() -> Plan {
    Plan {
        id: "sample".parse().unwrap(),
        name: "見本市総合計画".to_owned(),
        city: "見本市".to_owned(),
        municipality_code: "000000".to_owned(),
        office: "企画課".to_owned(),
        contact: "企画課企画係（内線1234）".to_owned(),
        office_addresses: Vec::new(),
        scheme: "four".parse().unwrap(),
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

pub fn indicator(key: &str, name: &str, unit: &str, decimals: u32, direction: Direction) -> Indicator {
    Indicator {
        id: id(key),
        name: name.to_owned(),
        aliases: Vec::new(),
        definition: String::new(),
        method: String::new(),
        unit: unit.to_owned(),
        decimals,
        direction,
        aggregation: Aggregation::Annual,
        lower: None,
        upper: None,
        change_limit: None,
        stages: Vec::new(),
        shared: String::new(),
        note: String::new(),
        retired: false,
    }
}

pub fn node(key: &str, parent: Option<&str>, code: &str, name: &str) -> Node {
    Node {
        id: key.parse().unwrap(),
        parent: parent.map(|p| p.parse().unwrap()),
        level: if parent.is_none() { NodeLevel::Goal } else { NodeLevel::Policy },
        code: code.to_owned(),
        name: name.to_owned(),
        description: String::new(),
        sdgs: Vec::new(),
    }
}

pub fn department(key: &str, name: &str, number: u16) -> Department {
    Department {
        id: dept(key),
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

pub fn value(subject: &str, kind: ValueKind, year: Option<FiscalYear>, number: Option<&str>, text: &str) -> RegisteredValue {
    RegisteredValue {
        subject: subject.to_owned(),
        kind,
        year,
        value: number.map(q),
        text: text.to_owned(),
        source: String::new(),
        state: crate::domain::RegisteredState::Stated,
        operator: crate::domain::Operator::Plain,
        period: crate::domain::PeriodBasis::Fiscal,
        decided: None,
        note: String::new(),
    }
}
