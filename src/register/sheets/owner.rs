//! 担当: which department answers for an indicator.

use super::{department, indicator};
use crate::diagnostic::{Finding, Problem};
use crate::domain::{DepartmentId, IndicatorId};
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, later, optional, required};
use crate::register::table::Table;

/// What is owned.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// By whom.
pub(in crate::register) const DEPARTMENT: &str = department::ID;
const ROLE: &str = "役割";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "担当",
    headings: &[required(INDICATOR), required(DEPARTMENT), optional(ROLE), later("有効開始"), later("有効終了"), optional("備考")],
    rows_needed: false,
};

/// A row of 担当.
#[derive(Debug)]
pub(in crate::register) struct OwnerRow {
    /// What is owned.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// By whom.
    pub(in crate::register) department: Option<DepartmentId>,
    /// Both, where the role is the lead.
    pub(in crate::register) item: Read<(IndicatorId, DepartmentId)>,
}

/// Reads the sheet. 主 is the lead; 副 and 協力 are known words that this version cannot honour.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<OwnerRow>> {
    row::lines(table, findings, |row| {
        let indicator: Read<IndicatorId> = row.id(INDICATOR);
        let department: Read<DepartmentId> = row.id(DEPARTMENT);
        let lead = match row.optional(ROLE, |text| crate::register::cell::choice(text, &[("主", true), ("副", false), ("協力", false)]))
        {
            Ok(Some(false)) => {
                let text = row.written(ROLE).to_owned();
                Err(row.report(ROLE, Problem::RegisterNotSupported { heading: ROLE.to_owned(), text }))
            }
            other => other,
        };
        let keys = (indicator.clone().ok(), department.clone().ok());
        let owner = || {
            lead?;
            Ok((indicator?, department?))
        };
        OwnerRow { indicator: keys.0, department: keys.1, item: owner() }
    })
}
