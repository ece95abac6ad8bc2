//! 構成: the parts of a compound indicator (小学校82.0% 中学校70.0%; 転入者数－転出者数).

use super::indicator;
use crate::diagnostic::Finding;
use crate::domain::{IndicatorId, Part, PartRole};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The whole.
pub(in crate::register) const WHOLE: &str = indicator::ID;
/// The part.
pub(in crate::register) const PART: &str = "構成指標ID";
/// Place in the order.
pub(in crate::register) const ORDER: &str = "順";
/// Unit of the part, as a help for the eye.
pub(in crate::register) const UNIT: &str = "単位";
/// What the part is to the whole.
pub(in crate::register) const ROLE: &str = "役割";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "構成",
    headings: &[required(WHOLE), required(ORDER), required("構成名"), required(UNIT), required(ROLE), required("備考"), optional(PART)],
    rows_needed: false,
};

/// A row of 構成.
#[derive(Debug)]
pub(in crate::register) struct PartRow {
    /// The whole.
    pub(in crate::register) whole: Option<IndicatorId>,
    /// The part.
    pub(in crate::register) part: Option<IndicatorId>,
    /// Place in the order, from 1.
    pub(in crate::register) order: Option<u32>,
    /// The unit, blank where the part's own holds.
    pub(in crate::register) unit: String,
    /// What it is to the whole.
    pub(in crate::register) role: Option<PartRole>,
    /// The part.
    pub(in crate::register) item: Read<Part>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<PartRow>> {
    let roles = PartRole::ALL.map(|role| (role.label(), role));
    row::lines(table, findings, |row| {
        let whole: Read<IndicatorId> = row.id(WHOLE);
        let order = row.needed(ORDER, |text| cell::whole(text, 1, 99));
        let name = row.name("構成名");
        let unit = row.line(UNIT);
        let role = row.choice(ROLE, &roles);
        let part: Read<IndicatorId> = row.id(PART);
        let keys = (whole.clone().ok(), part.clone().ok(), order.ok(), unit.clone().unwrap_or_default(), role.ok());
        let item = || {
            order?;
            unit?;
            Ok(Part { whole: whole?, part: part?, name: name?, role: role? })
        };
        PartRow { whole: keys.0, part: keys.1, order: keys.2, unit: keys.3, role: keys.4, item: item() }
    })
}
