//! What may stand only once stands twice: ids, receipt numbers, folders, placements, owners, values, holidays.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Department, FiscalYear, ValueKind};
use crate::register::draft::Draft;
use crate::register::folder_name::folded;
use crate::register::sheet::Sheet;
use crate::register::sheets::{department, holiday, indicator, node, owner, placement, round, scheme, value};

/// Reports everything that stands twice.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut twice = Twice { draft, findings };
    let nodes = draft.nodes.iter().filter_map(|line| Some((line.row, line.item.id.as_ref()?.to_string())));
    twice.report(&node::SHEET, node::ID, nodes.clone());
    let indicators = draft.indicators.iter().filter_map(|line| Some((line.row, line.item.id.as_ref()?.to_string())));
    twice.report(&indicator::SHEET, indicator::ID, indicators.clone());
    // 値 names both kinds in one column, so an indicator must not share its id with a node.
    let taken: BTreeMap<String, u32> = nodes.map(|(row, id)| (id, row)).collect();
    for (row, id) in indicators {
        if let Some(first) = taken.get(&id) {
            twice.push(&indicator::SHEET, indicator::ID, row, id, *first);
        }
    }
    let rounds = draft.rounds.iter().filter_map(|line| Some((line.row, line.item.id.as_ref()?.to_string())));
    twice.report(&round::SHEET, round::ID, rounds);
    placements(&mut twice);
    departments(&mut twice);
    let owners = draft.owners.iter().filter_map(|line| Some((line.row, line.item.indicator.as_ref()?.to_string())));
    twice.report(&owner::SHEET, owner::INDICATOR, owners);
    values(&mut twice);
    let orders = draft.schemes.iter().filter_map(|line| Some((line.row, format!("{} {}", line.item.id.as_ref()?, line.item.order?))));
    twice.report(&scheme::SHEET, scheme::ORDER, orders);
    let holidays = draft.holidays.iter().filter_map(|line| Some((line.row, line.item.as_ref().ok()?.0.to_string())));
    twice.report(&holiday::SHEET, holiday::DATE, holidays);
}

struct Twice<'a> {
    draft: &'a Draft,
    findings: &'a mut Vec<Finding>,
}

impl Twice<'_> {
    /// Reports each key that came before, with the row in which it stands first.
    fn report(&mut self, sheet: &'static Sheet, heading: &str, keys: impl Iterator<Item = (u32, String)>) {
        let mut first: BTreeMap<String, u32> = BTreeMap::new();
        for (row, key) in keys {
            match first.get(&key) {
                Some(earlier) => self.push(sheet, heading, row, key.clone(), *earlier),
                None => {
                    first.insert(key, row);
                }
            }
        }
    }

    fn push(&mut self, sheet: &'static Sheet, heading: &str, row: u32, text: String, first: u32) {
        let problem = Problem::RegisterDuplicate { heading: heading.to_owned(), text, first_row: first + 1 };
        self.findings.push(Finding::at(self.draft.place(sheet, heading, row), problem));
    }
}

/// An indicator is entered under one node (the others are 再掲), and printed under a node once.
fn placements(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    let entered = draft.placements.iter().filter(|line| !line.item.repeat);
    let entered = entered.filter_map(|line| Some((line.row, line.item.indicator.as_ref()?.to_string())));
    twice.report(&placement::SHEET, placement::INDICATOR, entered);
    let pair = |item: &placement::PlacementRow| Some((item.indicator.clone()?, item.node.clone()?));
    for (index, line) in draft.placements.iter().enumerate().filter(|(_, line)| line.item.repeat) {
        let Some(key) = pair(&line.item) else { continue };
        let earlier = draft.placements.iter().take(index).find(|other| pair(&other.item).as_ref() == Some(&key));
        if let Some(earlier) = earlier {
            twice.push(&placement::SHEET, placement::NODE, line.row, key.1.to_string(), earlier.row);
        }
    }
}

fn departments(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    let ids = draft.departments.iter().filter_map(|line| Some((line.row, line.item.id.as_ref()?.to_string())));
    twice.report(&department::SHEET, department::ID, ids);
    let good = || draft.departments.iter().filter_map(|line| Some((line.row, line.item.item.as_ref().ok()?)));
    twice.report(&department::SHEET, department::NUMBER, good().map(|(row, one)| (row, format!("{:03}", one.number))));
    // A folder may also be called by its department's id, so no other department may use that as its folder's name.
    for (index, (row, one)) in good().enumerate() {
        let claims = |other: &Department| {
            folded(&other.folder) == folded(&one.folder)
                || other.id.as_str() == folded(&one.folder)
                || one.id.as_str() == folded(&other.folder)
        };
        if let Some((first, _)) = good().take(index).find(|(_, other)| claims(other)) {
            twice.push(&department::SHEET, department::FOLDER, row, one.folder.clone(), first);
        }
    }
}

/// One number per subject, kind and year; a published share also per status. (Revisions will carry 決定日.)
fn values(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    let key = |item: &value::ValueRow| {
        let (subject, kind, year) = (item.subject.as_ref()?, item.kind?, item.year.ok()?);
        // A baseline has one period, whichever it is.
        let year = year.filter(|_| kind != ValueKind::Baseline).map(FiscalYear::short).unwrap_or_default();
        let status = if kind == ValueKind::PublishedShare { item.text.as_str() } else { "" };
        Some(format!("{subject} {} {year} {status}", kind.label()).trim_end().to_owned())
    };
    let keys = draft.values.iter().filter_map(|line| Some((line.row, key(&line.item)?)));
    twice.report(&value::SHEET, value::SUBJECT, keys);
}
