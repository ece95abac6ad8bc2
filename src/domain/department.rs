//! A department: who owns indicators and is asked for them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::DepartmentId;

/// 所管課.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Immutable id.
    pub id: DepartmentId,
    /// Name as printed, e.g. 観光政策課.
    pub name: String,
    /// Number in receipt numbers (`R6-012-2`), unique in the plan.
    pub number: u16,
    /// Name of its folder below inbox and outbox; the name unless the register says otherwise.
    pub folder: String,
    /// Mail addresses, each written to separately.
    pub addresses: Vec<String>,
    /// First day on which it exists.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it exists.
    pub valid_to: Option<NaiveDate>,
    /// Who took over.
    pub successor: Option<DepartmentId>,
    /// 代理: departments that may file in its place.
    pub deputies: Vec<DepartmentId>,
    /// Other names under which it may appear.
    pub aliases: Vec<String>,
}
