//! 担当: which departments answer for an indicator, and from when until when: one leads, others may own it too.

use chrono::NaiveDate;

use super::{department, indicator};
use crate::diagnostic::Finding;
use crate::domain::{DepartmentId, IndicatorId, OwnerRole, Ownership};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// What is owned.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// By whom.
pub(in crate::register) const DEPARTMENT: &str = department::ID;
/// As what.
pub(in crate::register) const ROLE: &str = "役割";
/// First day.
pub(in crate::register) const FROM: &str = department::VALID_FROM;
/// Last day.
pub(in crate::register) const TO: &str = department::VALID_TO;

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "担当",
    headings: &[required(INDICATOR), required(DEPARTMENT), optional(ROLE), optional(FROM), optional(TO), optional("備考")],
    rows_needed: false,
};

/// A row of 担当.
#[derive(Debug)]
pub(in crate::register) struct OwnerRow {
    /// What is owned.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// By whom.
    pub(in crate::register) department: Option<DepartmentId>,
    /// As what; a blank or unreadable role leads.
    pub(in crate::register) role: OwnerRole,
    /// From when until when.
    pub(in crate::register) days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Who owns what.
    pub(in crate::register) item: Read<Ownership>,
}

impl OwnerRow {
    /// Whether the department leads.
    pub(in crate::register) fn leads(&self) -> bool {
        self.role == OwnerRole::Lead
    }

    /// Whether two rows hold on one day.
    pub(in crate::register) fn meets(&self, other: &Self) -> bool {
        let before = |one: &Self, other: &Self| one.days.1.zip(other.days.0).is_some_and(|(last, first)| last < first);
        !before(self, other) && !before(other, self)
    }

    /// Whether it holds on any day of a span.
    pub(in crate::register) fn holds_within(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.days.0.is_none_or(|from| from <= last) && self.days.1.is_none_or(|to| first <= to)
    }
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<OwnerRow>> {
    let roles = OwnerRole::ALL.map(|role| (role.label(), role));
    row::lines(table, findings, |row| {
        let indicator: Read<IndicatorId> = row.id(INDICATOR);
        let department: Read<DepartmentId> = row.id(DEPARTMENT);
        let role = row.optional(ROLE, |text| cell::choice(text, &roles)).map(|role| role.unwrap_or(OwnerRole::Lead));
        let (from, to) = (row.date(FROM), row.date(TO));
        let keys = (indicator.clone().ok(), department.clone().ok());
        let days = (from.ok().flatten(), to.ok().flatten());
        let item = || Ok(Ownership { indicator: indicator?, department: department?, role: role?, from: from?, to: to? });
        OwnerRow { indicator: keys.0, department: keys.1, role: role.unwrap_or(OwnerRole::Lead), days, item: item() }
    })
}
