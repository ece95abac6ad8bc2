//! A department fills in its form, with Mine's published actuals.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use torimatome::domain::{FormIdentity, IndicatorId, Ledger, Registry};
use torimatome::form::{BlankForm, Field, Filled, FilledCell, FormDeclaration};
use torimatome::register::{self, folder::read_folder};
use torimatome::workbook::blank_form::write_filled;

const LIST: &str = include_str!("../../templates/forms/list.toml");
const LIST_1: &str = include_str!("../../templates/forms/frozen/list-1.toml");

/// Mine's register.
pub fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/mine-r6");
        register::load(&read_folder(&folder).unwrap()).registry.unwrap()
    })
}

/// The published actual of each indicator.
pub fn actuals() -> &'static BTreeMap<IndicatorId, String> {
    static ACTUALS: OnceLock<BTreeMap<IndicatorId, String>> = OnceLock::new();
    ACTUALS.get_or_init(|| {
        let text = include_str!("../../plans/mine-r6/demo/実績.csv").trim_start_matches('\u{feff}');
        let lines = text.lines().skip(1).filter_map(|line| line.split_once(','));
        lines.map(|(id, value)| (id.parse().unwrap(), value.trim().to_owned())).collect()
    })
}

/// Printed names of the departments that owe something, in the order of the ledger.
pub fn departments() -> Vec<&'static str> {
    let registry = registry();
    let ledger = Ledger::of(registry, registry.rounds.last().unwrap());
    ledger.departments().into_iter().map(|id| registry.department(id).unwrap().name.as_str()).collect()
}

/// A form in an officer's hands.
pub struct Officer {
    declaration: FormDeclaration,
    blank: BlankForm,
    filled: Filled,
}

/// A department's return: every published actual typed as a number, 確定, 提出, no reasons; then what `change` does.
pub fn fill(department: &str, change: impl FnOnce(&mut Officer)) -> Vec<u8> {
    let mut officer = Officer::of(department, LIST);
    officer.all();
    change(&mut officer);
    officer.save()
}

/// The same on the form of version 1.
pub fn fill_old(department: &str) -> Vec<u8> {
    let mut officer = Officer::of(department, LIST_1);
    officer.all();
    officer.save()
}

impl Officer {
    fn of(department: &str, declaration: &str) -> Self {
        let registry = registry();
        let declaration = FormDeclaration::parse(declaration).unwrap();
        let round = registry.rounds.last().unwrap();
        let ledger = Ledger::of(registry, round);
        let department = registry.departments.iter().find(|known| known.name == department).unwrap();
        let blank = BlankForm::of(registry, round, &ledger, department, &declaration, &department.folder);
        let filled =
            Filled { filing_state: "提出".to_owned(), author: "見本".to_owned(), checker: "確認".to_owned(), ..Filled::default() };
        Self { declaration, blank, filled }
    }

    fn all(&mut self) {
        for id in self.ids() {
            let actual = FilledCell::Number(actuals()[&id].parse().unwrap());
            self.put(&id, Field::Actual, actual);
            self.put(&id, Field::State, FilledCell::Text("確定".to_owned()));
        }
    }

    fn put(&mut self, id: &IndicatorId, field: Field, cell: FilledCell) {
        self.filled.rows.entry(id.clone()).or_default().insert(field, cell);
    }

    fn save(&self) -> Vec<u8> {
        write_filled(&self.blank, &self.declaration, &self.filled).unwrap()
    }

    /// The form's indicators, in its order.
    pub fn ids(&self) -> Vec<IndicatorId> {
        self.blank.rows.iter().map(|row| row.indicator.clone()).collect()
    }

    /// Types into a cell. `row` counts the form's rows from 0.
    pub fn cell(&mut self, row: usize, field: Field, cell: FilledCell) -> &mut Self {
        let id = self.blank.rows[row].indicator.clone();
        self.put(&id, field, cell);
        self
    }

    pub fn number(&mut self, row: usize, value: &str) -> &mut Self {
        self.cell(row, Field::Actual, FilledCell::Number(value.parse().unwrap()))
    }

    pub fn text(&mut self, row: usize, field: Field, text: &str) -> &mut Self {
        self.cell(row, field, FilledCell::Text(text.to_owned()))
    }

    /// Leaves a row empty.
    pub fn blank(&mut self, row: usize) -> &mut Self {
        self.filled.rows.remove(&self.blank.rows[row].indicator);
        self
    }

    /// Leaves all rows empty but this one.
    pub fn only(&mut self, row: usize) -> &mut Self {
        let keep = self.blank.rows[row].indicator.clone();
        self.filled.rows.retain(|id, _| *id == keep);
        self
    }

    /// Writes a reason and a measure into every row.
    pub fn reasons(&mut self) -> &mut Self {
        for row in 0..self.blank.rows.len() {
            self.text(row, Field::Reason, "【試験用】想定より時間を要しています。");
            self.text(row, Field::Measure, "【試験用】関係者と協議し、進めます。");
        }
        self
    }

    /// Chooses 提出区分.
    pub fn filing(&mut self, state: &str) -> &mut Self {
        state.clone_into(&mut self.filled.filing_state);
        self
    }

    /// Gives the form another identity.
    pub fn identity(&mut self, change: impl FnOnce(&mut FormIdentity)) -> &mut Self {
        change(&mut self.blank.identity);
        self
    }
}
