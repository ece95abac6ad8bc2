//! What stands in the cells of 入力 or 記入例: what is printed, overlaid with what was typed.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Quantity;
use crate::form::{BlankForm, BlankHead, BlankRow, CellKind, Field, Filled, FilledCell, FormDeclaration, HeaderField, Printed};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text, written as text whatever it looks like.
    Text(String),
    /// A number, and what is shown behind it in brackets.
    Number(Quantity, String),
    /// A number that is shown as a percentage and stored as its hundredth.
    Percent(Quantity),
    /// A formula of a department, with its stored result.
    Formula(String, String),
}

impl Cell {
    /// What is shown, for widths and heights.
    pub(super) fn shown(&self, decimals: u32) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value, note) if note.is_empty() => value.grouped(decimals),
            Self::Number(value, note) => format!("{}{note}", value.grouped(decimals)),
            Self::Percent(value) => format!("{value}%"),
            Self::Formula(_, result) => result.clone(),
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Decimals in which its numbers are printed.
    pub decimals: u32,
    /// Smallest and largest possible value.
    pub bounds: (Option<Quantity>, Option<Quantity>),
    /// Names of its stages, where its numbers are such.
    pub stages: Vec<String>,
    /// What is to be known when its actual is typed.
    pub help: String,
    /// Whether anything is typed into it; a compound's heading is only read.
    pub input: bool,
    /// Whether it stands indented under its whole.
    pub is_part: bool,
    /// Cells that hold something.
    pub cells: BTreeMap<Field, Cell>,
}

impl Row {
    /// What is printed of one indicator, overlaid with what was typed.
    pub(super) fn of(blank: &BlankRow, filled: &Filled) -> Self {
        let mut cells: BTreeMap<Field, Cell> = blank.cells.iter().map(|(field, what)| (*field, printed(what))).collect();
        for (field, typed) in filled.rows.get(&blank.indicator).into_iter().flatten() {
            match self::typed(typed) {
                Some(cell) => cells.insert(*field, cell),
                None => cells.remove(field),
            };
        }
        Self {
            decimals: blank.decimals,
            bounds: (blank.lower, blank.upper),
            stages: blank.stages.clone(),
            help: blank.help.clone(),
            input: true,
            is_part: blank.is_part,
            cells,
        }
    }

    /// A compound's heading.
    pub(super) fn heading(head: &BlankHead) -> Self {
        let cells = head.cells.iter().map(|(field, what)| (*field, printed(what))).collect();
        Self { input: false, cells, ..Self::plain(BTreeMap::new()) }
    }

    const fn plain(cells: BTreeMap<Field, Cell>) -> Self {
        Self { decimals: 0, bounds: (None, None), stages: Vec::new(), help: String::new(), input: true, is_part: false, cells }
    }
}

/// The content of 入力 or 記入例.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// The sheet's title.
    pub title: String,
    /// The line below it.
    pub lead: String,
    /// Header cells with a text.
    pub header: BTreeMap<HeaderField, String>,
    /// 確認日.
    pub checked_on: Option<NaiveDate>,
    /// The table.
    pub rows: Vec<Row>,
    /// Whether this is 記入例.
    pub example: bool,
}

impl Content {
    /// The form as returned; as issued where nothing is filled in.
    pub(super) fn of(form: &BlankForm, filled: &Filled, lead: &str) -> Self {
        let rows = form.rows.iter().flat_map(|blank| blank.above.as_ref().map(Row::heading).into_iter().chain([Row::of(blank, filled)]));
        Self {
            title: form.title.clone(),
            lead: lead.to_owned(),
            header: header(filled, form.identity.to_string(), form.department.clone()),
            checked_on: filled.checked_on,
            rows: rows.collect(),
            example: false,
        }
    }

    /// 記入例: one row from the examples of the declaration. `None` when it declares none.
    pub(super) fn example(form: &BlankForm, declaration: &FormDeclaration) -> Option<Self> {
        let cells: BTreeMap<Field, Cell> = declaration
            .columns
            .iter()
            .filter(|column| !column.example.is_empty())
            .map(|column| {
                let number = column.example.parse().ok().filter(|_| column.kind == CellKind::Number);
                let text = || Cell::Text(column.example.clone());
                (column.field, number.map_or_else(text, |value| Cell::Number(value, String::new())))
            })
            .collect();
        if cells.is_empty() {
            return None;
        }
        let last_choice = declaration.header_cell(HeaderField::FilingState).and_then(|cell| cell.choices.last());
        let filled = Filled {
            filing_state: last_choice.cloned().unwrap_or_default(),
            author: "見本　太郎".to_owned(),
            checker: "見本　花子".to_owned(),
            checked_on: Some(form.due),
            contact: "内線0000".to_owned(),
            ..Filled::default()
        };
        Some(Self {
            title: format!("【記入例】{}", form.title),
            lead: "架空の例です。このシートには記入しないでください。このシートの内容は提出されません。".to_owned(),
            header: header(&filled, "（記入例）".to_owned(), "（記入例）見本課".to_owned()),
            checked_on: filled.checked_on,
            rows: vec![Row::plain(cells)],
            example: true,
        })
    }
}

pub(super) fn header(filled: &Filled, identity: String, department: String) -> BTreeMap<HeaderField, String> {
    BTreeMap::from([
        (HeaderField::Identity, identity),
        (HeaderField::Department, department),
        (HeaderField::FilingState, filled.filing_state.clone()),
        (HeaderField::Author, filled.author.clone()),
        (HeaderField::Checker, filled.checker.clone()),
        (HeaderField::Contact, filled.contact.clone()),
    ])
}

pub(super) fn printed(what: &Printed) -> Cell {
    match what {
        Printed::Text(text) => Cell::Text(text.clone()),
        Printed::Number { value, note } => Cell::Number(*value, note.clone()),
    }
}

fn typed(typed: &FilledCell) -> Option<Cell> {
    Some(match typed {
        FilledCell::Number(value) => Cell::Number(*value, String::new()),
        FilledCell::PercentFormatted(value) => Cell::Percent(*value),
        FilledCell::Text(text) => Cell::Text(text.clone()),
        FilledCell::Formula { formula, result } => Cell::Formula(formula.clone(), result.clone()),
        FilledCell::Blank => return None,
    })
}
