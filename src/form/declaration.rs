//! The declaration of a form, as `templates/forms/*.toml` states it.

use serde::Deserialize;

use super::own::{self, OwnForm};
use super::{Field, HeaderField, PolicyField};
use crate::domain::TextField;

/// Why a declaration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// Not a declaration.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// Two columns or header cells hold the same field.
    #[error("{0} is declared twice")]
    Twice(String),
    /// A form needs 番号, 指標名, 当年度実績 and 値の区分, and the header 様式番号 and 提出区分.
    #[error("{0} is not declared")]
    Lacks(&'static str),
    /// An office's own workbook is an xlsx or xlsm file beside its declaration.
    #[error("workbook = {0:?}: name a file beside the declaration that ends in .xlsx or .xlsm, without a folder")]
    Workbook(String),
    /// Nobody knows how many rows its table has.
    #[error("[table]: say how many rows there are with rows_max, or what stands below them with end (or rows = \"listed\")")]
    Room,
    /// A place without a way to it, or with two.
    #[error("{0}: name the cell by either label or name")]
    Place(String),
    /// A column that only evaluation sheets have.
    #[error("{0}: a workbook of the office's own has no such column")]
    NotInOwn(String),
}

/// What may be typed into a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// A number with its unit's decimals.
    Number,
    /// A short text.
    Text,
    /// A text of several lines.
    LongText,
    /// One of a list.
    Choice,
    /// A date.
    Date,
}

/// What stands in brackets under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suffix {
    /// The year asked about, e.g. 令和6年度.
    Year,
    /// The year before.
    LastYear,
    /// The year asked about, as tables print it: R6.
    YearShort,
    /// The year of the baselines (R1), where all have one.
    BaselineYear,
}

/// How a form is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormLayout {
    /// One table, one row for each indicator.
    #[default]
    List,
    /// One sheet for each policy: its indicators by year, its initiatives, what the council said.
    Evaluation,
}

/// A labelled cell at the head of a policy's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyCell {
    /// What it holds.
    pub field: PolicyField,
    /// Its label, e.g. 推進施策.
    pub label: String,
    /// Other labels under which it is found.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A text of a policy's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextBlock {
    /// What it says.
    pub field: TextField,
    /// Its label; `{year}` is the year asked about (R2年度), `{slot}` the initiative's circled number.
    pub heading: String,
    /// Other labels under which it is found.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whether the planning office writes it, and not the department.
    #[serde(default)]
    pub by_office: bool,
    /// Longest text, in characters; 0 is no limit.
    #[serde(default)]
    pub length_max: usize,
    /// What to type, in the words of the form.
    #[serde(default)]
    pub help: String,
    /// Lines of room for the text.
    #[serde(default = "lines")]
    pub lines: usize,
}

const fn lines() -> usize {
    4
}

/// The headings between the parts of a policy's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sections {
    /// Above the indicators.
    pub indicators: String,
    /// Above the initiatives.
    pub initiatives: String,
    /// Above what the council said.
    pub council: String,
}

/// A labelled cell above the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderCell {
    /// What it holds.
    pub field: HeaderField,
    /// Its label, e.g. 提出区分.
    pub label: String,
    /// Whether the department types into it.
    #[serde(default)]
    pub input: bool,
    /// What may be typed.
    pub kind: CellKind,
    /// The list of a choice.
    #[serde(default)]
    pub choices: Vec<String>,
    /// Other labels under which it is found.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What it holds.
    pub field: Field,
    /// Its heading, e.g. 当年度実績.
    pub heading: String,
    /// What stands in brackets under the heading.
    pub suffix: Option<Suffix>,
    /// Whether the department types into it.
    #[serde(default)]
    pub input: bool,
    /// What may be typed.
    pub kind: CellKind,
    /// Width in half-width characters.
    pub width: u16,
    /// Longest text, in characters; 0 is no limit.
    #[serde(default)]
    pub length_max: usize,
    /// What to type, in the words of the form (input prompt and はじめに).
    #[serde(default)]
    pub help: String,
    /// The filled example of 記入例.
    #[serde(default)]
    pub example: String,
    /// Other headings under which it is found (older forms).
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormDeclaration {
    /// Its name, e.g. `list`.
    pub name: String,
    /// Version of its layout, from 1.
    pub version: u16,
    /// Title; `{round}` is the round's name.
    pub title: String,
    /// Name of the sheet that is filled in, e.g. 入力.
    pub sheet: String,
    /// What はじめに says, step by step; `{due}`, `{folder}`, `{contact}`, `{department}`, `{count}` are filled in.
    pub guide: Vec<String>,
    /// Labelled cells above the table.
    pub header: Vec<HeaderCell>,
    /// The table.
    pub columns: Vec<Column>,
    /// How it is laid out.
    #[serde(default)]
    pub layout: FormLayout,
    /// Labelled cells at the head of each policy's sheet.
    #[serde(default)]
    pub policy: Vec<PolicyCell>,
    /// Texts of each policy's sheet.
    #[serde(default)]
    pub texts: Vec<TextBlock>,
    /// Headings between the parts of each policy's sheet.
    #[serde(default)]
    pub sections: Sections,
    /// Where things stand, where the form is a workbook of the office's own.
    #[serde(skip)]
    pub own: Option<OwnForm>,
}

impl FormDeclaration {
    /// Reads and checks a declaration.
    pub fn parse(text: &str) -> Result<Self, FormError> {
        if own::is_own(text) {
            return own::parse(text);
        }
        let form: Self = toml::from_str(text)?;
        for (index, column) in form.columns.iter().enumerate() {
            if form.columns.iter().take(index).any(|earlier| earlier.field == column.field) {
                return Err(FormError::Twice(column.heading.clone()));
            }
        }
        for (index, cell) in form.header.iter().enumerate() {
            if form.header.iter().take(index).any(|earlier| earlier.field == cell.field) {
                return Err(FormError::Twice(cell.label.clone()));
            }
        }
        let columns = [(Field::Number, "番号"), (Field::Indicator, "指標名"), (Field::Actual, "当年度実績"), (Field::State, "値の区分")];
        if let Some((_, name)) = columns.into_iter().find(|(field, _)| form.column(*field).is_none()) {
            return Err(FormError::Lacks(name));
        }
        let header = [(HeaderField::Identity, "様式番号"), (HeaderField::FilingState, "提出区分")];
        if let Some((_, name)) = header.into_iter().find(|(field, _)| form.header_cell(*field).is_none()) {
            return Err(FormError::Lacks(name));
        }
        for (index, block) in form.texts.iter().enumerate() {
            if form.texts.iter().take(index).any(|earlier| earlier.field == block.field) {
                return Err(FormError::Twice(block.heading.clone()));
            }
        }
        if form.layout == FormLayout::Evaluation {
            // Without them a sheet that returns could not be told from its neighbour, nor its two lines apart.
            if form.column(Field::Line).is_none() {
                return Err(FormError::Lacks("種別"));
            }
            if !form.policy.iter().any(|cell| cell.field == PolicyField::Node) {
                return Err(FormError::Lacks("体系番号"));
            }
        }
        Ok(form)
    }

    /// The column that holds a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// The header cell that holds a field.
    #[must_use]
    pub fn header_cell(&self, field: HeaderField) -> Option<&HeaderCell> {
        self.header.iter().find(|cell| cell.field == field)
    }

    /// The block of a text.
    #[must_use]
    pub fn text(&self, field: TextField) -> Option<&TextBlock> {
        self.texts.iter().find(|block| block.field == field)
    }

    /// The heading of a field, e.g. for a finding.
    #[must_use]
    pub fn heading(&self, field: Field) -> &str {
        self.column(field).map_or("", |column| column.heading.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_forms_hold() {
        let current = FormDeclaration::parse(include_str!("../../templates/forms/list.toml"));
        let frozen = FormDeclaration::parse(include_str!("../../templates/forms/frozen/list-1.toml"));
        assert!(matches!((&current, &frozen), (Ok(c), Ok(f)) if c.version == 2 && f.version == 1), "{current:?} {frozen:?}");
        let evaluation = FormDeclaration::parse(include_str!("../../templates/forms/evaluation.toml"));
        assert!(matches!(&evaluation, Ok(form) if form.layout == FormLayout::Evaluation && form.texts.len() == 6), "{evaluation:?}");
        let definition = FormDeclaration::parse(include_str!("../../templates/forms/definition.toml"));
        assert!(matches!(&definition, Ok(form) if form.column(Field::Definition).is_some()), "{definition:?}");
    }
}
