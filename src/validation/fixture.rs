//! A small plan and a return of it, for the tests of this stage.

use std::collections::BTreeMap;

use chrono::TimeZone;

use super::validate::validate_with;
use super::{AcceptedRow, Context, Held, Validated};
use crate::assessment::mine;
use crate::diagnostic::Problem;
use crate::domain::{
    Aggregation, CellRef, Civil, DecreaseRate, Department, Direction, FiscalYear, FormIdentity, Indicator, Ledger, NegativeMark, Phase,
    Placement, Plan, Quantity, RegisteredValue, Registry, Round, ValueKind, ValueState,
};
use crate::extraction::{Content, Entry, RawCell, RawReturn, RawRow, RawTable};
use crate::form::{Field, FormDeclaration, HeaderField};

pub(super) fn q(text: &str) -> Quantity {
    text.parse().unwrap()
}

/// One indicator of the plan: id, name, unit, decimals, direction, aggregation, baseline, last actual, target.
type Line = (&'static str, &'static str, &'static str, u32, Direction, Aggregation, [&'static str; 3]);

const LINES: [Line; 7] = [
    ("k1", "観光交流人口", "人", 0, Direction::Increase, Aggregation::Annual, ["1000", "1205", "1500"]),
    ("k2", "リピート率", "%", 1, Direction::Increase, Aggregation::PointInTime, ["44.0", "44.1", "50.0"]),
    ("k3", "登録者数(累計)", "件", 0, Direction::Increase, Aggregation::Cumulative, ["100", "128", "130"]),
    ("k4", "調査件数", "件", 0, Direction::Increase, Aggregation::Annual, ["1", "", "1"]),
    ("k5", "遊休面積", "ha", 1, Direction::Decrease, Aggregation::PointInTime, ["46.5", "", "45.0"]),
    ("n1", "農業産出額", "千万円", 0, Direction::Increase, Aggregation::Annual, ["329", "", "332"]),
    ("n2", "新規就農者数", "人", 0, Direction::Increase, Aggregation::Annual, ["18", "", "19"]),
];

/// What a test may change, and the return of 観光政策課 with its five rows, all filled without a finding.
pub(super) struct Case {
    pub(super) registry: Registry,
    pub(super) raw: RawReturn,
    pub(super) held: BTreeMap<crate::domain::IndicatorId, Held>,
    pub(super) answers: Vec<Held>,
    pub(super) elsewhere: std::collections::BTreeSet<crate::domain::IndicatorId>,
    pub(super) earlier: Vec<crate::domain::Superseded>,
    pub(super) folder: Option<&'static str>,
    pub(super) phase: Phase,
    /// Day of June 2025; the due day is the 13th.
    pub(super) day: u32,
    form: FormDeclaration,
}

impl Case {
    pub(super) fn new() -> Self {
        let registry = registry();
        let form = FormDeclaration::parse(include_str!("../../templates/forms/list.toml")).unwrap();
        let raw = blank_return(&registry, &form);
        let mut case = Self {
            registry,
            raw,
            held: BTreeMap::new(),
            answers: Vec::new(),
            elsewhere: std::collections::BTreeSet::new(),
            earlier: Vec::new(),
            folder: Some("観光政策課"),
            phase: Phase::Open,
            day: 10,
            form,
        };
        for (row, actual) in ["1520", "51.2", "131", "2", "44.5"].into_iter().enumerate() {
            case.number(row, Field::Actual, actual);
            case.text(row, Field::State, "確定");
        }
        case
    }

    pub(super) fn cell(&mut self, row: usize, field: Field, content: Content) {
        let raw = &mut self.raw.rows[row];
        let at = CellRef::new(raw.row, u32::from(self.raw.tables[0].columns[&field])).unwrap();
        raw.cells.insert(field, RawCell { at, content, percent: false, formula: None });
    }

    pub(super) fn text(&mut self, row: usize, field: Field, text: &str) {
        self.cell(row, field, Content::Text(text.into()));
    }

    pub(super) fn number(&mut self, row: usize, field: Field, text: &str) {
        self.cell(row, field, Content::Number(text.into()));
    }

    pub(super) fn formula(&mut self, row: usize, field: Field, shown: &str, formula: &str) {
        self.text(row, field, shown);
        self.raw.rows[row].cells.get_mut(&field).unwrap().formula = Some(formula.into());
    }

    pub(super) fn drop_column(&mut self, field: Field) {
        self.raw.tables[0].columns.remove(&field);
    }

    pub(super) fn clear(&mut self, row: usize, fields: &[Field]) {
        self.raw.rows[row].cells.retain(|field, _| !fields.contains(field));
    }

    /// A copy of a row at the end of the sheet.
    pub(super) fn copy_row(&mut self, row: usize) -> usize {
        let mut copy = self.raw.rows[row].clone();
        copy.row = self.raw.rows.last().unwrap().row + 1;
        for cell in copy.cells.values_mut() {
            cell.at = CellRef::new(copy.row, u32::from(cell.at.column())).unwrap();
        }
        self.raw.rows.push(copy);
        self.raw.rows.len() - 1
    }

    pub(super) fn header(&mut self, field: HeaderField, text: &str) {
        self.raw
            .header
            .insert(field, RawCell { at: "B3".parse().unwrap(), content: Content::Text(text.into()), percent: false, formula: None });
    }

    pub(super) fn indicator(&mut self, id: &str) -> &mut Indicator {
        self.registry.indicators.get_mut(&id.parse().unwrap()).unwrap()
    }

    /// A value that was taken before.
    pub(super) fn holds(&mut self, id: &str, value: &str, reason: &str) {
        let row = AcceptedRow {
            indicator: id.parse().unwrap(),
            value: Some(q(value)),
            state: ValueState::Confirmed,
            as_of: String::new(),
            source: String::new(),
            reason: reason.into(),
            reason_for: None,
            measure: String::new(),
            sheet: "入力".into(),
            cell: "I10".parse().unwrap(),
            raw: value.into(),
        };
        let held = Held {
            row,
            department: None,
            number: "R6-001-1".into(),
            file: String::new(),
            sha256: String::new(),
            received_at: String::new(),
        };
        self.held.insert(id.parse().unwrap(), held);
    }

    pub(super) fn validated(&self) -> Validated {
        let round = self.registry.rounds[0].clone();
        let ledger = Ledger::of(&self.registry, &round);
        let later = std::collections::BTreeSet::new();
        let now: Civil = chrono_tz::Asia::Tokyo.with_ymd_and_hms(2025, 6, self.day, 14, 5, 0).unwrap();
        let context = Context {
            registry: &self.registry,
            round: &round,
            phase: self.phase,
            ledger: &ledger,
            answering: &ledger,
            due: self.registry.rounds[0].due,
            folder: self.folder,
            held: &self.held,
            answers: &self.answers,
            elsewhere: &self.elsewhere,
            later: &later,
            earlier: &self.earlier,
            now,
            form: &self.form,
        };
        validate_with(&self.raw, &context, plain_entry)
    }
}

/// Codes in the order of the list.
pub(super) fn codes(validated: &Validated) -> Vec<&'static str> {
    validated.findings.iter().map(|finding| finding.problem.code()).collect()
}

/// Numbers as numbers, a dash as a mark, 約 as approximate, the rest as text: enough to see what validation makes of it.
fn plain_entry(cell: Option<&RawCell>, _: &Indicator) -> Entry {
    let Some(cell) = cell else { return Entry::Blank };
    match &cell.content {
        Content::Number(text) => text
            .parse()
            .map_or_else(|_| Entry::Bad(Problem::OutOfRange { text: text.clone() }), |value| Entry::Number { value, problems: Vec::new() }),
        Content::Text(text) if text.trim().is_empty() => Entry::Blank,
        Content::Text(text) if text == "—" || text == "調査なし" => Entry::Mark(text.clone()),
        Content::Text(text) => match text.strip_prefix('約').map(q) {
            Some(value) => Entry::Number { value, problems: vec![Problem::Approximate { raw: text.clone(), value }] },
            None => Entry::Bad(Problem::NotANumber { text: text.clone() }),
        },
        other @ (Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::Nothing) => {
            Entry::Bad(Problem::NotANumber { text: other.text().to_owned() })
        }
    }
}

/// The prefilled form of 観光政策課: rows from the tenth on, columns in the order of the declaration.
fn blank_return(registry: &Registry, form: &FormDeclaration) -> RawReturn {
    let columns = (0u16..).zip(&form.columns).map(|(index, column)| (column.field, index)).collect();
    let identity = FormIdentity {
        plan: "test".parse().unwrap(),
        round: "r6".parse().unwrap(),
        department: "kanko".parse().unwrap(),
        version: form.version,
    };
    let mut raw = RawReturn { identity: Some(identity), tables: vec![RawTable { sheet: "入力".into(), columns }], ..RawReturn::empty() };
    let state = RawCell { at: "B2".parse().unwrap(), content: Content::Text("提出".into()), percent: false, formula: None };
    raw.header.insert(HeaderField::FilingState, state);
    let values = |id: &str, kind| registry.values.iter().find(|v| v.subject == id && v.kind == kind).and_then(|v| v.value);
    for (index, indicator) in (9u32..).zip(registry.indicators.values().filter(|i| i.id.as_str().starts_with('k'))) {
        let id = indicator.id.as_str();
        let mut row = RawRow { table: 0, row: index, cells: BTreeMap::new() };
        let mut put = |field: Field, content: Content| {
            let at = CellRef::new(index, u32::from(raw.tables[0].columns[&field])).unwrap();
            row.cells.insert(field, RawCell { at, content, percent: false, formula: None });
        };
        put(Field::Number, Content::Text(id.into()));
        put(Field::Indicator, Content::Text(indicator.name.clone()));
        put(Field::Unit, Content::Text(indicator.unit.clone()));
        put(Field::Direction, Content::Text(indicator.direction.arrow().into()));
        for (field, kind) in
            [(Field::Baseline, ValueKind::Baseline), (Field::LastActual, ValueKind::Actual), (Field::Target, ValueKind::Target)]
        {
            if let Some(value) = values(id, kind) {
                put(field, Content::Number(value.to_string()));
            }
        }
        raw.rows.push(row);
    }
    raw
}

fn registry() -> Registry {
    let department = |id: &str, name: &str, number| Department {
        id: id.parse().unwrap(),
        name: name.into(),
        number,
        folder: name.into(),
        addresses: Vec::new(),
        valid_from: None,
        valid_to: None,
        successor: None,
        deputies: Vec::new(),
        aliases: Vec::new(),
    };
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2025, month, day).unwrap();
    let owner = |id: &str| if id.starts_with('k') { "kanko" } else { "norin" }.parse().unwrap();
    Registry {
        plan: Plan {
            id: "test".parse().unwrap(),
            name: String::new(),
            city: String::new(),
            municipality_code: String::new(),
            office: "企画課".into(),
            contact: String::new(),
            office_addresses: Vec::new(),
            scheme: mine().id,
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
        },
        nodes: Vec::new(),
        indicators: LINES.iter().map(indicator).map(|indicator| (indicator.id.clone(), indicator)).collect(),
        placements: LINES
            .iter()
            .map(|line| Placement {
                indicator: line.0.parse().unwrap(),
                node: "1".parse().unwrap(),
                repeat: false,
                owners: String::new(),
                note: String::new(),
            })
            .collect(),
        values: LINES.iter().flat_map(values).collect(),
        departments: vec![department("kanko", "観光政策課", 1), department("norin", "農林課", 2)],
        owners: LINES.iter().map(|line| (line.0.parse().unwrap(), owner(line.0))).collect(),
        co_owners: BTreeMap::new(),
        ownerships: Vec::new(),
        later_dues: Vec::new(),
        parts: Vec::new(),
        initiatives: Vec::new(),
        schemes: vec![mine()],
        rounds: vec![Round {
            id: "r6".parse().unwrap(),
            name: "令和6年度実績".into(),
            year: FiscalYear::new(2024).unwrap(),
            opens: day(5, 12),
            due: day(6, 13),
            locks: None,
        }],
        projects: Vec::new(),
        holidays: BTreeMap::new(),
        rule_switches: Vec::new(),
        proposals: Vec::new(),
        version: String::new(),
    }
}

fn indicator((id, name, unit, decimals, direction, aggregation, _): &Line) -> Indicator {
    Indicator {
        id: id.parse().unwrap(),
        name: (*name).into(),
        aliases: Vec::new(),
        definition: String::new(),
        method: String::new(),
        unit: (*unit).into(),
        decimals: *decimals,
        direction: *direction,
        aggregation: *aggregation,
        lower: Some(Quantity::ZERO),
        upper: (*unit == "%").then_some(Quantity::HUNDRED),
        change_limit: Some(q("30")),
        stages: Vec::new(),
        shared: String::new(),
        note: String::new(),
        retired: false,
    }
}

fn values(line: &Line) -> Vec<RegisteredValue> {
    let kinds = [(ValueKind::Baseline, None), (ValueKind::Actual, FiscalYear::new(2023)), (ValueKind::Target, FiscalYear::new(2024))];
    let row = |(text, (kind, year)): (&str, (ValueKind, Option<FiscalYear>))| {
        let value = text.parse().ok()?;
        Some(RegisteredValue {
            subject: line.0.into(),
            kind,
            year,
            value: Some(value),
            text: String::new(),
            source: String::new(),
            state: crate::domain::RegisteredState::Stated,
            operator: crate::domain::Operator::Plain,
            period: crate::domain::PeriodBasis::Fiscal,
            decided: None,
            note: String::new(),
        })
    };
    line.6.into_iter().zip(kinds).filter_map(row).collect()
}
