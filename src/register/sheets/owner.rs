//! 担当: which departments answer for an indicator: one leads, others may own it too.

use super::{department, indicator};
use crate::diagnostic::{Finding, Problem};
use crate::domain::{DepartmentId, IndicatorId};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, later, optional, required};
use crate::register::table::Table;

/// What is owned.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// By whom.
pub(in crate::register) const DEPARTMENT: &str = department::ID;
/// Whether it leads.
pub(in crate::register) const ROLE: &str = "役割";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "担当",
    headings: &[required(INDICATOR), required(DEPARTMENT), optional(ROLE), later("有効開始"), later("有効終了"), optional("備考")],
    rows_needed: false,
};

/// What a department is to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::register) enum OwnerRole {
    /// 主: leads; exactly one. A blank is 主.
    Lead,
    /// 共管: may answer as well.
    Co,
    /// 副, 協力: known words that this version cannot honour.
    Later,
}

/// A row of 担当.
#[derive(Debug)]
pub(in crate::register) struct OwnerRow {
    /// What is owned.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// By whom.
    pub(in crate::register) department: Option<DepartmentId>,
    /// Whether the department leads.
    pub(in crate::register) lead: bool,
    /// Who owns what.
    pub(in crate::register) item: Read<(IndicatorId, DepartmentId)>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<OwnerRow>> {
    let roles = [("主", OwnerRole::Lead), ("共管", OwnerRole::Co), ("副", OwnerRole::Later), ("協力", OwnerRole::Later)];
    row::lines(table, findings, |row| {
        let indicator: Read<IndicatorId> = row.id(INDICATOR);
        let department: Read<DepartmentId> = row.id(DEPARTMENT);
        let role = match row.optional(ROLE, |text| cell::choice(text, &roles)) {
            Ok(Some(OwnerRole::Later)) => {
                let text = row.written(ROLE).to_owned();
                Err(row.report(ROLE, Problem::RegisterNotSupported { heading: ROLE.to_owned(), text }))
            }
            other => other.map(|role| role.unwrap_or(OwnerRole::Lead)),
        };
        let (keys, lead) = ((indicator.clone().ok(), department.clone().ok()), role != Ok(OwnerRole::Co));
        let owner = || {
            role?;
            Ok((indicator?, department?))
        };
        OwnerRow { indicator: keys.0, department: keys.1, lead, item: owner() }
    })
}
