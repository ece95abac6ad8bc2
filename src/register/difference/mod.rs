//! Two versions of a register held against each other: what has changed, by sheet, row and column, in words of both
//! languages. Versions that differ in nothing but the way of writing have no difference.

mod change;
mod owners;
mod places;
mod rows;
mod values;
mod words;

use serde::Serialize;

pub use change::{Amended, SheetChange};

use super::{Sheets, sheet_texts};
use crate::domain::{IndicatorId, Lang, Registry};
use rows::Rows;

/// Sheets that say nothing about the plan: what stands there holds at once.
const APART: [&str; 2] = [super::sheets::decision::SHEET.name, super::sheets::holiday::SHEET.name];

/// One of the two versions.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its sheets.
    pub sheets: &'a Sheets,
    /// What they say.
    pub registry: &'a Registry,
}

/// What has changed from one version to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Every change, in the order of the register's sheets.
    pub changes: Vec<SheetChange>,
}

/// What has changed from `before` to `after`.
#[must_use]
pub fn difference(before: Side<'_>, after: Side<'_>) -> Difference {
    let (old, new) = (tables(before.sheets), tables(after.sheets));
    let mut names: Vec<&str> = new.iter().map(|rows| rows.sheet.as_str()).collect();
    names.extend(old.iter().map(|rows| rows.sheet.as_str()).filter(|name| !new.iter().any(|rows| rows.sheet == *name)));
    let empty = Rows::default();
    let mut changes = Vec::new();
    for name in names.into_iter().filter(|name| !APART.contains(name)) {
        let of = |tables: &'_ [Rows]| tables.iter().position(|rows| rows.sheet == name);
        let (earlier, later) =
            (of(&old).and_then(|at| old.get(at)).unwrap_or(&empty), of(&new).and_then(|at| new.get(at)).unwrap_or(&empty));
        changes.extend(match name {
            "値" => values::changes(before.registry, after.registry),
            "担当" => owners::changes((before.registry, earlier), (after.registry, later)),
            "配置" => places::changes((before.registry, earlier), (after.registry, later)),
            _ => rows::changes(name, (before.registry, earlier), (after.registry, later)),
        });
    }
    Difference { changes }
}

/// The sheets as rows; one that is no table has none (the register's own check said so).
fn tables(sheets: &Sheets) -> Vec<Rows> {
    sheet_texts(sheets).unwrap_or_default().iter().map(Rows::of).collect()
}

impl Difference {
    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What concerns an indicator.
    pub fn about<'a>(&'a self, indicator: &'a IndicatorId) -> impl Iterator<Item = &'a SheetChange> {
        self.changes.iter().filter(move |change| change.indicator.as_ref() == Some(indicator))
    }

    /// The changes by sheet: what the sheet is called, how many there are, and the first `max` of them in words.
    #[must_use]
    pub fn grouped(&self, max: usize, lang: Lang) -> Vec<(String, usize, Vec<String>)> {
        let mut groups: Vec<(String, usize, Vec<String>)> = Vec::new();
        for change in &self.changes {
            if groups.last().is_none_or(|(sheet, _, _)| *sheet != change.sheet) {
                groups.push((change.sheet.clone(), 0, Vec::new()));
            }
            if let Some((_, count, said)) = groups.last_mut() {
                *count += 1;
                if said.len() < max {
                    said.push(change.text(lang));
                }
            }
        }
        groups
    }

    /// In one line: `値3件、指標1件` / `値 3, 指標 1`.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        let groups = self.grouped(0, lang);
        let said: Vec<String> = groups
            .iter()
            .map(|(sheet, count, _)| match lang {
                Lang::Ja => format!("{sheet}{count}件"),
                Lang::En => format!("{sheet} {count}"),
            })
            .collect();
        said.join(lang.pick("、", ", "))
    }
}

#[cfg(test)]
mod tests;
