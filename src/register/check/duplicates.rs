//! What may stand only once stands twice: ids, receipt numbers, folders, placements, owners, values, holidays.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Department, FiscalYear, Ownership, ValueKind};
use crate::register::draft::Draft;
use crate::register::folder_name::folded;
use crate::register::sheet::Sheet;
use crate::register::sheets::{department, holiday, indicator, initiative, later_due, node, owner, part, placement, round, scheme, value};

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
    let dues = draft.later_dues.iter();
    let dues = dues.filter_map(|line| Some((line.row, format!("{} {}", line.item.round.as_ref()?, line.item.indicator.as_ref()?))));
    twice.report(&later_due::SHEET, later_due::INDICATOR, dues);
    placements(&mut twice);
    departments(&mut twice);
    owners(&mut twice);
    parts(&mut twice);
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

/// One department leads at a time, and none owns an indicator twice.
fn owners(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    for (index, line) in draft.owners.iter().enumerate() {
        // Of a row that cannot be read it is not known what it contradicts.
        let Ok(Ownership { indicator, department, .. }) = &line.item.item else { continue };
        // An owner may follow another one: only what holds on one day contradicts.
        let meeting = draft
            .owners
            .iter()
            .take(index)
            .filter(|other| other.item.indicator.as_ref() == Some(indicator) && other.item.meets(&line.item));
        let (leads, others): (Vec<_>, Vec<_>) = meeting.partition(|other| other.item.leads() && line.item.leads());
        if let Some(earlier) = leads.first() {
            twice.push(&owner::SHEET, owner::INDICATOR, line.row, indicator.to_string(), earlier.row);
        }
        if let Some(earlier) = others.iter().find(|other| other.item.department.as_ref() == Some(department)) {
            twice.push(&owner::SHEET, owner::DEPARTMENT, line.row, department.to_string(), earlier.row);
        }
    }
}

/// A part belongs to one whole and has a place of its own in the order; so has an initiative of a policy.
fn parts(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    let lines = || draft.parts.iter();
    twice.report(&part::SHEET, part::PART, lines().filter_map(|line| Some((line.row, line.item.part.as_ref()?.to_string()))));
    let orders = lines().filter_map(|line| Some((line.row, format!("{} {}", line.item.whole.as_ref()?, line.item.order?))));
    twice.report(&part::SHEET, part::ORDER, orders);
    let slots = draft.initiatives.iter();
    let slots = slots.filter_map(|line| Some((line.row, format!("{} {}", line.item.node.as_ref()?, line.item.slot?))));
    twice.report(&initiative::SHEET, initiative::SLOT, slots);
}

/// An indicator is printed under a node once. (Twice under different nodes is a repeat.)
fn placements(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    let pair = |item: &placement::PlacementRow| Some((item.indicator.clone()?, item.node.clone()?));
    for (index, line) in draft.placements.iter().enumerate() {
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

/// One number per subject, kind, year and day of decision; a published share also per status.
fn values(twice: &mut Twice<'_>) {
    let draft = twice.draft;
    let key = |item: &value::ValueRow| {
        let (subject, kind, year) = (item.subject.as_ref()?, item.kind?, item.year.ok()?);
        // A baseline has one period, whichever it is.
        let year = year.filter(|_| kind != ValueKind::Baseline).map(FiscalYear::short).unwrap_or_default();
        let status = if kind == ValueKind::PublishedShare { item.text.as_str() } else { "" };
        let decided = item.decided.ok()?.map(|day| day.to_string()).unwrap_or_default();
        let parts = [subject.as_str(), kind.label(), &year, status, &decided];
        Some(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    };
    let keys = draft.values.iter().filter_map(|line| Some((line.row, key(&line.item)?)));
    twice.report(&value::SHEET, value::SUBJECT, keys);
}
