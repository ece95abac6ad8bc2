//! A project of the year (事業): what the city does under a policy.

use serde::{Deserialize, Serialize};

use super::{FiscalYear, NodeId};

/// 事業.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// The policy under which it is printed.
    pub node: NodeId,
    /// The year in which it is done.
    pub year: FiscalYear,
    /// 事業名.
    pub name: String,
    /// 担当課 as printed (several joined by 、).
    pub departments: String,
    /// 事業概要.
    pub summary: String,
    /// 【再掲】.
    pub repeat: bool,
}
