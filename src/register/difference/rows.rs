//! Rows of any sheet, found again by what identifies them, and their cells compared as text.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::super::SheetText;
use super::super::cell;
use super::{Amended, SheetChange};
use crate::domain::{FiscalYear, IndicatorId, Registry};

/// What identifies a row, by sheet: the same headings give the same row. A sheet that is not here is known by its first column.
const KEYS: [(&str, &[&str]); 11] = [
    ("計画", &["項目"]),
    ("構成", &["指標ID", "構成名"]),
    ("配置", &["指標ID", "体系ID"]),
    ("担当", &["指標ID", "所管課ID"]),
    ("評価区分", &["評価区分ID", "順"]),
    ("検証規則", &["規則", "指標ID"]),
    ("事業", &["体系ID", "年度", "事業名"]),
    ("主な取組", &["体系ID", "順"]),
    ("個別期限", &["照会ID", "指標ID"]),
    ("体系", &["体系ID"]),
    ("指標", &["指標ID"]),
];

/// Columns whose texts are numbers, and columns whose texts are days: written otherwise they are the same.
const NUMBERS: [&str; 6] = ["小数桁", "下限", "上限", "増減の目安（%）", "順", "基準"];

/// Sheets whose rows are printed in their order.
const ORDERED: [&str; 3] = ["体系", "配置", "主な取組"];

/// A sheet's rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The sheet.
    pub(super) sheet: String,
    headings: Vec<String>,
    lines: Vec<Vec<String>>,
}

/// A row by its key; of several with one key, which of them.
pub(super) type Key = (Vec<String>, usize);

impl Rows {
    pub(super) fn of(text: &SheetText) -> Self {
        let mut filled = text.rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let trimmed = |row: &Vec<String>| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<String>>();
        let headings = filled.next().map(trimmed).unwrap_or_default();
        Self { sheet: text.name.clone(), headings, lines: filled.map(trimmed).collect() }
    }

    fn cell<'a>(&'a self, row: &'a [String], heading: &str) -> &'a str {
        let column = self.headings.iter().position(|known| known == heading);
        column.and_then(|column| row.get(column)).map_or("", String::as_str)
    }

    /// Rows by key, and the keys in the order of the sheet.
    fn keyed(&self) -> (BTreeMap<Key, &[String]>, Vec<Key>) {
        let (mut rows, mut order): (BTreeMap<Key, &[String]>, Vec<Key>) = (BTreeMap::new(), Vec::new());
        let mut times: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for row in &self.lines {
            let first = [self.headings.first().map_or("", String::as_str)];
            let headings = KEYS.iter().find(|(sheet, _)| *sheet == self.sheet).map_or(&first[..], |(_, headings)| headings);
            let words: Vec<String> = headings.iter().map(|heading| self.cell(row, heading).to_owned()).collect();
            let seen = times.entry(words.clone()).or_default();
            let key = (words, *seen);
            *seen += 1;
            order.push(key.clone());
            rows.insert(key, row);
        }
        (rows, order)
    }

    /// The cells that differ between two rows: heading, before, now.
    fn cells(&self, row: &[String], later: &Self, new: &[String]) -> Vec<(String, String, String)> {
        let mut headings: Vec<&String> = later.headings.iter().collect();
        headings.extend(self.headings.iter().filter(|heading| !later.headings.contains(heading)));
        headings
            .into_iter()
            .filter(|heading| !heading.is_empty())
            .map(|heading| (heading, self.cell(row, heading), later.cell(new, heading)))
            .filter(|(heading, before, after)| !same(heading, before, after))
            .map(|(heading, before, after)| (heading.clone(), before.to_owned(), after.to_owned()))
            .collect()
    }
}

/// Whether two texts of a column say the same.
fn same(heading: &str, before: &str, after: &str) -> bool {
    let flat = |text: &str| text.nfc().filter(|c| *c != '\r').collect::<String>();
    if flat(before) == flat(after) {
        return true;
    }
    let both = |read: fn(&str) -> Option<String>| read(before).zip(read(after)).is_some_and(|(before, after)| before == after);
    let number = |text: &str| cell::quantity(text).ok().map(|number| format!("{number:?}"));
    let date = |text: &str| cell::date(text).ok().map(|day| day.to_string());
    let flag = |text: &str| if text.is_empty() || text == "×" { Some(String::new()) } else { None };
    let year = |text: &str| cell::year(text).ok().map(FiscalYear::short);
    (NUMBERS.contains(&heading) && both(number))
        || both(date)
        || (heading == "年度" && both(year))
        || (matches!(heading, "廃止" | "再掲" | "分母" | "理由") && both(flag))
}

/// What the rows of a sheet are called by: the printed name behind the first id, else the key itself.
fn name(registry: &Registry, sheet: &str, rows: &Rows, row: &[String], key: &Key) -> (String, String, Option<IndicatorId>) {
    let first = key.0.first().map_or("", String::as_str);
    let indicator: Option<IndicatorId> = if rows.headings.iter().any(|heading| heading == "指標ID") {
        rows.cell(row, "指標ID").parse().ok().filter(|id| registry.indicators.contains_key(id))
    } else {
        None
    };
    let named =
        ["指標名", "名称", "事業名", "取組名", "区分"].into_iter().map(|heading| rows.cell(row, heading)).find(|name| !name.is_empty());
    let of_indicator = indicator.as_ref().and_then(|id| registry.indicator(id)).map(|indicator| indicator.name.as_str());
    let own = if sheet == "指標" { named } else { of_indicator.or(named) };
    (first.to_owned(), own.unwrap_or(first).to_owned(), indicator)
}

/// What has changed in a sheet.
pub(super) fn changes(sheet: &str, (before, earlier): (&Registry, &Rows), (after, later): (&Registry, &Rows)) -> Vec<SheetChange> {
    let ((old, old_order), (new, new_order)) = (earlier.keyed(), later.keyed());
    let mut changes = Vec::new();
    for key in &new_order {
        let Some(row) = new.get(key) else { continue };
        let (id, name, indicator) = name(after, sheet, later, row, key);
        let mut say = |change: Amended| {
            changes.push(SheetChange { sheet: sheet.to_owned(), id: id.clone(), name: name.clone(), indicator: indicator.clone(), change });
        };
        let Some(was) = old.get(key) else {
            let owner = indicator.as_ref().and_then(|id| after.owner(id)).and_then(|id| after.department(id));
            let with = owner.filter(|_| sheet == "指標").map_or_else(String::new, |owner| owner.name.clone());
            say(Amended::Added { with });
            continue;
        };
        for (heading, before, after) in earlier.cells(was, later, row) {
            let retired = sheet == "指標" && heading == "廃止";
            say(match (retired, after.as_str()) {
                (true, "" | "×") => Amended::Revived,
                (true, _) => Amended::Retired,
                (false, _) => Amended::Cell { heading, before, after },
            });
        }
    }
    for key in old_order.iter().filter(|key| !new.contains_key(*key)) {
        let Some(row) = old.get(key) else { continue };
        let (id, name, indicator) = name(before, sheet, earlier, row, key);
        changes.push(SheetChange { sheet: sheet.to_owned(), id, name, indicator, change: Amended::Removed });
    }
    if ORDERED.contains(&sheet) && is_reordered(&old_order, &new_order) {
        let name = sheet.to_owned();
        changes.push(SheetChange { sheet: name.clone(), id: String::new(), name, indicator: None, change: Amended::Order });
    }
    changes
}

/// Whether the rows that both have stand in another order.
fn is_reordered(old: &[Key], new: &[Key]) -> bool {
    let (before, after): (BTreeSet<&Key>, BTreeSet<&Key>) = (old.iter().collect(), new.iter().collect());
    let kept = |keys: &'_ [Key], other: &BTreeSet<&Key>| keys.iter().filter(|key| other.contains(key)).cloned().collect::<Vec<Key>>();
    kept(old, &after) != kept(new, &before)
}
