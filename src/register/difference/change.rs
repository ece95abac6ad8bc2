//! One change of a register.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{FiscalYear, IndicatorId, ValueKind};

/// A change of one row, or of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetChange {
    /// The sheet.
    pub sheet: String,
    /// The id of what the row is about.
    pub id: String,
    /// Its printed name.
    pub name: String,
    /// The indicator that it is about, if it is about one.
    pub indicator: Option<IndicatorId>,
    /// What became of it.
    #[serde(flatten)]
    pub change: Amended,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Amended {
    /// It was not there.
    Added {
        /// What belongs to it (the department of an indicator); empty for nothing.
        with: String,
    },
    /// It is no longer there.
    Removed,
    /// An indicator is 廃止: asked no more, kept in the register.
    Retired,
    /// An indicator is no longer 廃止.
    Revived,
    /// A cell says something else.
    Cell {
        /// Its heading.
        heading: String,
        /// Before.
        before: String,
        /// Now.
        after: String,
    },
    /// Another baseline, target or published figure holds.
    Value {
        /// Which kind.
        kind: ValueKind,
        /// The year for which it is stated.
        year: Option<FiscalYear>,
        /// As the plan prints it, with its unit; `None` where nothing was stated.
        before: Option<String>,
        /// Likewise, now.
        after: Option<String>,
        /// The day of the decision, where the register says it.
        decided: Option<NaiveDate>,
    },
    /// Other departments answer for an indicator; names, the lead first.
    Owners {
        /// Before.
        before: Vec<String>,
        /// Now.
        after: Vec<String>,
    },
    /// An indicator stands elsewhere in the plan; headings of the nodes.
    Moved {
        /// Before.
        before: String,
        /// Now.
        after: String,
    },
    /// The same rows in another order.
    Order,
}
