//! Whose return it is that came in the office's own workbook: plan, round and department follow from what stands in it, as a
//! person would tell them.

use unicode_normalization::UnicodeNormalization;

use super::desk::Desk;
use super::desks::Desks;
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Department, FormIdentity, RoundId};
use crate::extraction::{OwnIdentity, RawReturn};
use crate::form::{Field, HeaderField};

/// Gives a return in the office's own workbook its identity, or says why it has none. One that bears an identity of ours
/// (様式番号) keeps it.
pub(super) fn identify(raw: &mut RawReturn, desks: &Desks, folder: Option<&str>) {
    let Some(own) = raw.own.clone().filter(|_| raw.identity.is_none()) else { return };
    let Some(desk) = desk_of(raw, &own, desks) else {
        raw.findings.push(Finding::file(Problem::NoIdentity));
        return;
    };
    let year = own.year.unwrap_or(desk.round.year);
    let of_year = desk.registry.rounds.iter().find(|round| round.year == year).map(|round| round.id.clone());
    let asked = (year == desk.round.year).then(|| desk.round.id.clone());
    let Some(round) = asked.or(of_year) else {
        raw.findings.push(Finding::file(Problem::WrongRound { found: year.label(), expected: desk.round.name.clone() }));
        return;
    };
    if let Some(department) = department(desk, &own, folder) {
        raw.identity = Some(identity(desk, round, department, own.version));
    } else {
        let place = raw.header.get(&HeaderField::Department);
        let place = place.map_or_else(Place::default, |cell| Place::cell(raw.header_sheet(HeaderField::Department), cell.at));
        let department = if own.department.is_empty() { "（空欄）".to_owned() } else { own.department };
        raw.findings.push(Finding::at(place, Problem::UnknownDepartment { department }));
    }
}

fn identity(desk: &Desk, round: RoundId, department: &Department, version: u16) -> FormIdentity {
    FormIdentity { plan: desk.plan().clone(), round, department: department.id.clone(), version }
}

/// The plan whose form it is; of several, the one whose indicators stand in its rows.
fn desk_of<'a>(raw: &RawReturn, own: &OwnIdentity, desks: &'a Desks) -> Option<&'a Desk> {
    let known = |desk: &&Desk| {
        let names: Vec<String> = desk.registry.indicators.values().map(|indicator| plain(&indicator.name)).collect();
        let named = |field| raw.rows.iter().filter_map(move |row| row.cells.get(&field)).map(|cell| plain(cell.content.text()));
        let by_id = named(Field::Number).filter(|text| text.parse().is_ok_and(|id| desk.registry.indicator(&id).is_some()));
        by_id.chain(named(Field::Indicator).filter(|text| names.contains(text))).count()
    };
    desks
        .desks
        .iter()
        .filter(|desk| desk.registry.plan.form == own.form)
        .max_by_key(|desk| (known(desk), std::cmp::Reverse(desk.round.due)))
}

/// The department that the workbook names, by its name or another one of its; where it names none, the one in whose folder
/// it lay.
fn department<'a>(desk: &'a Desk, own: &OwnIdentity, folder: Option<&str>) -> Option<&'a Department> {
    let registry = &desk.registry;
    let written = plain(&own.department);
    if written.is_empty() {
        return folder.and_then(|folder| registry.department_by_folder(folder));
    }
    let names = |department: &Department| -> Vec<String> {
        std::iter::once(&department.name).chain(&department.aliases).map(|name| plain(name)).filter(|name| !name.is_empty()).collect()
    };
    if let Some(exact) = registry.departments.iter().find(|department| names(department).contains(&written)) {
        return Some(exact);
    }
    // 産業振興部観光政策課 is 観光政策課, as long as it is no other one's.
    let mut ending = registry.departments.iter().filter(|department| names(department).iter().any(|name| written.ends_with(name.as_str())));
    ending.next().filter(|_| ending.next().is_none())
}

/// One spelling of a name: widths and blanks do not tell names apart.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}
