//! The rows of a table as they are printed: items as sub-headings, indicators, and the parts of compounds below them.

use crate::consolidation::{IndicatorKind, PolicyTable, Report, TableRow, ValueLine};
use crate::domain::PartRole;

/// What an indicator's row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// An indicator, with its number within the table.
    Whole(usize),
    /// A part of the indicator above.
    Part(PartRole),
}

/// An indicator or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub(super) line: &'a ValueLine,
    pub(super) place: Place,
    /// What the table counts it as: a repeat under a goal stands among the goal's indicators.
    pub(super) kind: IndicatorKind,
    /// As printed, with 【再掲】 where it is a repeat.
    pub(super) name: String,
    pub(super) owners: String,
    pub(super) note: String,
}

/// One printed row.
#[derive(Debug, Clone)]
pub(super) enum Printed<'a> {
    /// A sub-heading over the table's width.
    Group(String),
    /// An indicator.
    Entry(Entry<'a>),
}

/// The rows of a policy's table.
pub(super) fn policy_rows<'a>(report: &'a Report, policy: &'a PolicyTable) -> Vec<Printed<'a>> {
    let mut printed = Vec::new();
    let mut item = None;
    let kind = if policy.heading.is_empty() { IndicatorKind::OfGoal } else { IndicatorKind::OfPolicy };
    for (place, row) in policy.rows.iter().enumerate() {
        if row.item != item {
            item = row.item;
            let heading = item.and_then(|item| policy.items.get(item)).map(|item| item.heading.clone());
            printed.extend(heading.map(Printed::Group));
        }
        let Some(line) = report.lines.get(row.line) else { continue };
        printed.extend(line_rows(line, row, place + 1, kind).into_iter().map(Printed::Entry));
    }
    printed
}

/// An indicator and its parts.
pub(super) fn line_rows<'a>(line: &'a ValueLine, row: &TableRow, number: usize, kind: IndicatorKind) -> Vec<Entry<'a>> {
    let name = if row.repeat { format!("{}【再掲】", line.name) } else { line.name.clone() };
    let whole = Entry { line, place: Place::Whole(number), kind, name, owners: row.owners.clone(), note: row.note.clone() };
    let parts = line.parts.iter().map(|part| Entry {
        line: &part.line,
        kind,
        place: Place::Part(part.role),
        name: match part.role {
            PartRole::Judged => format!("　{}", part.name),
            PartRole::Plus | PartRole::Minus => format!("　うち{}", part.name),
        },
        owners: String::new(),
        note: String::new(),
    });
    std::iter::once(whole).chain(parts).collect()
}

/// What a note of the plan begins with, where it carries its own mark.
const MARKS: [char; 6] = ['※', '注', '【', '（', '*', '＊'];

/// The single notes of a row: several are joined by a full-width space, each with its mark.
fn single_notes(note: &str) -> impl Iterator<Item = &str> {
    let mut rest = note.trim();
    std::iter::from_fn(move || {
        let own = rest;
        let next = own.match_indices('　').map(|(place, _)| place).find(|place| own[*place..].trim_start().starts_with(MARKS));
        let end = next.unwrap_or(own.len());
        rest = own[end..].trim_start();
        (!own.is_empty()).then(|| own[..end].trim_end())
    })
}

/// The notes below a table: those that the plan prints beside its rows (once each), and what a reader must know of
/// sums over years. `beside` says that the table has a column of its own for the plan's notes.
pub(super) fn notes(rows: &[Printed<'_>], beside: bool, sums: bool) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let mut say = |note: String| {
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    };
    for row in rows {
        let Printed::Entry(entry) = row else { continue };
        for note in single_notes(&entry.note).filter(|_| !beside) {
            say(if note.starts_with(MARKS) { note.to_owned() } else { format!("※ {}：{note}", entry.line.name) });
        }
        if let Some(revision) = &entry.line.revision {
            say(format!("※ {}：{}", entry.line.name, revision.note(entry.line.year)));
        }
        for figure in [&entry.line.baseline, &entry.line.target] {
            // A mark without its note would leave the reader looking for it.
            let told = !figure.note.is_empty() && figure.value.is_none() && figure.text.contains(['※', '*', '＊']);
            if told && entry.note.is_empty() {
                say(format!("※ {}：{}", entry.line.name, figure.note));
            }
        }
    }
    let summed: Vec<&str> = rows
        .iter()
        .filter_map(|row| if let Printed::Entry(entry) = row { Some(entry.line) } else { None })
        .filter(|line| !sums && line.adds_up() && line.case.actual.is_some() && line.case.actual != line.actual)
        .map(|line| line.name.as_str())
        .collect();
    if !summed.is_empty() {
        say(format!("※ 計画期間の延べを目標とする指標の達成状況は、計画初年度からの累計で判定しています（{}）。", summed.join("、")));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_notes_of_a_row_are_told_apart() {
        let notes: Vec<&str> = single_notes("注)延べは4年間の数です。　※基準が算出できない。").collect();
        assert_eq!(notes, ["注)延べは4年間の数です。", "※基準が算出できない。"]);
        assert_eq!(single_notes("年度末　時点").collect::<Vec<_>>(), ["年度末　時点"]);
        assert_eq!(single_notes("").count(), 0);
    }
}
