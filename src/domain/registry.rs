//! The register (台帳): all that the office states about a plan, in memory and consistent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Department, DepartmentId, FiscalYear, Indicator, IndicatorId, Node, NodeId, NodeLevel, Plan, Project, Quantity, RegisteredValue, Round,
    RoundId, Scheme, ValueKind,
};

/// 配置: an indicator under a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// What is placed.
    pub indicator: IndicatorId,
    /// Under which policy (or goal).
    pub node: NodeId,
    /// 再掲: entered and counted elsewhere.
    pub repeat: bool,
}

/// A checked register. Built by `register::load` only, so that its references hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    /// 計画.
    pub plan: Plan,
    /// 体系, in printed order.
    pub nodes: Vec<Node>,
    /// 指標.
    pub indicators: BTreeMap<IndicatorId, Indicator>,
    /// 配置, in printed order.
    pub placements: Vec<Placement>,
    /// 値.
    pub values: Vec<RegisteredValue>,
    /// 担当課, in the register's order.
    pub departments: Vec<Department>,
    /// 担当: lead department of each indicator.
    pub owners: BTreeMap<IndicatorId, DepartmentId>,
    /// 評価区分.
    pub schemes: Vec<Scheme>,
    /// 提出期間.
    pub rounds: Vec<Round>,
    /// 事業.
    pub projects: Vec<Project>,
    /// 休日: national and local holidays with their names.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// SHA-256 (hex) of the register's sheets: its version.
    pub version: String,
}

impl Registry {
    /// The indicator with this id.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.get(id)
    }

    /// The department with this id.
    #[must_use]
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| &department.id == id)
    }

    /// The department whose folder below the inbox has this name.
    #[must_use]
    pub fn department_by_folder(&self, folder: &str) -> Option<&Department> {
        self.departments.iter().find(|d| d.folder == folder || d.id.as_str() == folder)
    }

    /// The lead department of an indicator.
    #[must_use]
    pub fn owner(&self, indicator: &IndicatorId) -> Option<&DepartmentId> {
        self.owners.get(indicator)
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.iter().find(|node| &node.id == id)
    }

    /// Goals in printed order.
    pub fn goals(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.level == NodeLevel::Goal)
    }

    /// The goal above (or at) a node.
    #[must_use]
    pub fn goal_of(&self, id: &NodeId) -> Option<&Node> {
        let mut node = self.node(id)?;
        // A checked tree has no cycle; the bound holds even so.
        for _ in 0..self.nodes.len() {
            match &node.parent {
                Some(parent) => node = self.node(parent)?,
                None => return Some(node),
            }
        }
        None
    }

    /// Where an indicator stands first (not as a repeat).
    #[must_use]
    pub fn placement(&self, indicator: &IndicatorId) -> Option<&Placement> {
        self.placements.iter().find(|placement| &placement.indicator == indicator && !placement.repeat)
    }

    /// The round with this id.
    #[must_use]
    pub fn round(&self, id: &RoundId) -> Option<&Round> {
        self.rounds.iter().find(|round| &round.id == id)
    }

    /// The plan's scheme.
    #[must_use]
    pub fn scheme(&self) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == self.plan.scheme)
    }

    /// The last row of 値 for subject, kind and year (later rows revise earlier ones).
    #[must_use]
    pub fn value(&self, subject: &str, kind: ValueKind, year: Option<FiscalYear>) -> Option<&RegisteredValue> {
        self.values.iter().rev().find(|v| v.subject == subject && v.kind == kind && v.year == year)
    }

    /// The baseline row of an indicator, whatever its period.
    #[must_use]
    pub fn baseline_row(&self, indicator: &IndicatorId) -> Option<&RegisteredValue> {
        self.values.iter().rev().find(|v| v.subject == indicator.as_str() && v.kind == ValueKind::Baseline)
    }

    /// The baseline number.
    #[must_use]
    pub fn baseline(&self, indicator: &IndicatorId) -> Option<Quantity> {
        self.baseline_row(indicator).and_then(|row| row.value)
    }

    /// The target number of a year.
    #[must_use]
    pub fn target(&self, indicator: &IndicatorId, year: FiscalYear) -> Option<Quantity> {
        self.value(indicator.as_str(), ValueKind::Target, Some(year)).and_then(|row| row.value)
    }

    /// The registered actual of a past year.
    #[must_use]
    pub fn past_actual(&self, indicator: &IndicatorId, year: FiscalYear) -> Option<Quantity> {
        self.value(indicator.as_str(), ValueKind::Actual, Some(year)).and_then(|row| row.value)
    }
}
