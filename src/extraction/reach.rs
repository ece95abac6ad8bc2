//! The sheets among which a return is looked for.

use super::identity::{Part, is_example, is_signed};
use super::{Grid, GridSheet};

/// The sheets among which a return is looked for.
pub(super) struct Reach<'a> {
    /// Its own: those that bear its identity.
    pub own: Vec<&'a GridSheet>,
    /// Those that people see and that say of themselves that they are no other return's.
    pub free: Vec<&'a GridSheet>,
    /// All that people see but those of other departments, for header cells that hold for the whole file.
    pub all: Vec<&'a GridSheet>,
    /// Those that nobody sees and that the program did not write; looked into where no other sheet has a table.
    pub unseen: Vec<&'a GridSheet>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(grid: &'a Grid, part: &Part, parts: &[Part]) -> Self {
        let taken = |index: usize| parts.iter().any(|part| part.sheets.contains(&index));
        let department = |part: &Part| part.identity.as_ref().map(|identity| identity.department.clone());
        let strangers = |index: usize| parts.iter().any(|other| other.sheets.contains(&index) && department(other) != department(part));
        let seen = || grid.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible && !is_example(sheet));
        let hidden = grid.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.visible && !is_example(sheet) && !is_signed(sheet));
        Self {
            own: part.sheets.iter().filter_map(|index| grid.sheets.get(*index)).collect(),
            free: seen().filter(|(index, _)| !taken(*index)).map(|(_, sheet)| sheet).collect(),
            all: seen().filter(|(index, _)| !strangers(*index)).map(|(_, sheet)| sheet).collect(),
            unseen: hidden.filter(|(index, _)| !taken(*index)).map(|(_, sheet)| sheet).collect(),
        }
    }

    /// Its own sheets, then those that are nobody's.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &'a GridSheet> + use<'a, '_> {
        self.own.iter().chain(&self.free).copied()
    }
}
