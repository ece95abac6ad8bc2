//! A policy's evaluation sheet: two lines for each indicator, 目標 above 実績, found by their words and headings.

use std::collections::BTreeMap;

use super::headings::{HeadingRow, Headings, rows_below};
use super::labelled::{Labels, holds_something, raw};
use super::office_text::{key, trimmed};
use super::pasted::pasted;
use super::policy_texts::TextLabels;
use super::{Content, GridCell, GridSheet, RawCell, RawReturn, RawRow, RawTable};
use crate::diagnostic::{Finding, Place, Problem};
use crate::form::{CellKind, Field, FormDeclaration, PolicyField};

/// What one line of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Target,
    Actual,
    Other,
}

/// An indicator's lines.
#[derive(Debug, Default)]
struct Pair<'a> {
    target: &'a [GridCell],
    actual: &'a [GridCell],
}

/// Adds what stands on a policy's sheet to the return; `false` where it is none.
pub(super) fn read(found: &mut RawReturn, sheet: &GridSheet, form: &FormDeclaration, headings: &Headings) -> bool {
    let texts = TextLabels::new(form);
    let head = headings.find(sheet).filter(|head| head.columns.contains_key(&Field::Line) && !head.lacks().contains(&Field::Number));
    let begin = head.as_ref().map_or(0, |head| head.row + 1);
    let labels = texts.on(sheet, begin);
    if head.is_none() && labels.is_empty() {
        return false;
    }
    if let Some(head) = &head {
        for field in head.lacks() {
            let problem = Problem::HeadingMissing { heading: form.heading(field).to_owned() };
            found.findings.push(Finding::at(Place::sheet(&sheet.name), problem));
        }
        let table = found.tables.len();
        found.tables.push(RawTable { sheet: sheet.name.clone(), columns: head.columns.clone() });
        if head.suffices() {
            found.rows.extend(rows(sheet, form, headings, head, texts.first_row(sheet, begin), table));
        }
    }
    let end = head.as_ref().and_then(|head| head.columns.values().max().copied());
    let node = node(sheet, form, head.as_ref().map_or(u32::MAX, |head| head.row));
    found.texts.extend(texts.read(sheet, &labels, end, &node));
    true
}

/// The policy as the sheet names it: by its number, else by its name, else by the sheet's.
fn node(sheet: &GridSheet, form: &FormDeclaration, row_end: u32) -> String {
    let cells = form.policy.iter().enumerate();
    let labels = Labels::of(cells.flat_map(|(index, cell)| {
        std::iter::once(cell.label.as_str()).chain(cell.aliases.iter().map(String::as_str)).map(move |text| (index, text))
    }));
    let said = |wanted: PolicyField| {
        let index = form.policy.iter().position(|cell| cell.field == wanted)?;
        let value = labels.value(sheet, row_end, index)?;
        Some(trimmed(value.content.text()).to_owned()).filter(|text| !text.is_empty())
    };
    said(PolicyField::Node).or_else(|| said(PolicyField::Policy)).unwrap_or_else(|| sheet.name.clone())
}

fn rows(sheet: &GridSheet, form: &FormDeclaration, headings: &Headings, head: &HeadingRow, end: u32, table: usize) -> Vec<RawRow> {
    let lines = rows_below(sheet, headings, head).take_while(|cells| cells.first().is_some_and(|cell| cell.at.row() < end));
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for cells in lines {
        match line(cells, head) {
            Line::Target => pairs.push(Pair { target: cells, actual: &[] }),
            Line::Actual => match pairs.last_mut().filter(|pair| pair.actual.is_empty()) {
                Some(pair) => pair.actual = cells,
                None => pairs.push(Pair { target: &[], actual: cells }),
            },
            // A line that says neither stands by itself: a compound's heading, or what somebody has added.
            Line::Other => {
                let open = pairs.last().is_some_and(|pair| pair.actual.is_empty() && !pair.target.is_empty());
                let added = Pair { target: &[], actual: cells };
                let place = if open { pairs.len() - 1 } else { pairs.len() };
                pairs.insert(place, added);
            }
        }
    }
    pairs.iter().map(|pair| row(pair, form, head, table)).filter(|row| !row.cells.is_empty()).collect()
}

/// 目標 or 実績, in its column, else anywhere in the line.
fn line(cells: &[GridCell], head: &HeadingRow) -> Line {
    let word = |cell: &GridCell| {
        let Content::Text(text) = &cell.content else { return Line::Other };
        match key(text).as_str() {
            "目標" | "目標値" => Line::Target,
            "実績" | "実績値" => Line::Actual,
            _ => Line::Other,
        }
    };
    let column = head.columns.get(&Field::Line);
    let own = cells.iter().find(|cell| Some(&cell.at.column()) == column).map_or(Line::Other, word);
    if own != Line::Other {
        return own;
    }
    cells.iter().map(word).find(|line| *line != Line::Other).unwrap_or(Line::Other)
}

/// One indicator: what is merged over both lines stands in the upper one.
fn row(pair: &Pair<'_>, form: &FormDeclaration, head: &HeadingRow, table: usize) -> RawRow {
    let in_line = |cells: &[GridCell], column: u16| cells.iter().find(|cell| cell.at.column() == column && holds_something(cell)).map(raw);
    let mut cells: BTreeMap<Field, RawCell> = BTreeMap::new();
    for (field, column) in &head.columns {
        let (upper, lower) = (in_line(pair.target, *column), in_line(pair.actual, *column));
        let long = form.column(*field).is_some_and(|column| column.kind == CellKind::LongText);
        let cell = if matches!(field, Field::Line | Field::Years | Field::Target) {
            None
        } else if *field == Field::Actual {
            cells.extend(upper.map(|target| (Field::Target, target)));
            lower
        } else if long {
            both(upper, lower)
        } else {
            lower.or(upper)
        };
        cells.extend(cell.map(|cell| (*field, cell)));
    }
    let row = pair.actual.first().or(pair.target.first()).map_or(0, |cell| cell.at.row());
    RawRow { table, row, cells }
}

/// A text that was split over both lines.
fn both(upper: Option<RawCell>, lower: Option<RawCell>) -> Option<RawCell> {
    let text = |cell: &RawCell| pasted(cell.content.text());
    match (upper, lower) {
        (Some(upper), Some(lower)) if matches!((&upper.content, &lower.content), (Content::Text(_), Content::Text(_))) => {
            let joined = format!("{}\n{}", text(&upper), text(&lower));
            Some(RawCell { content: Content::Text(joined), ..upper })
        }
        (upper, lower) => lower.or(upper).map(|cell| match &cell.content {
            Content::Text(_) => RawCell { content: Content::Text(text(&cell)), ..cell },
            Content::Number(_) | Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::Nothing => cell,
        }),
    }
}
