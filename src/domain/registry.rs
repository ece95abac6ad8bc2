//! The register (台帳): all that the office states about a plan, in memory and consistent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Department, DepartmentId, FiscalYear, Indicator, IndicatorId, Initiative, LaterDue, Node, NodeId, NodeLevel, OwnerRole, Ownership,
    Part, PartRole, Plan, Project, Proposal, Quantity, RegisteredValue, Round, RoundId, RuleSwitch, Scheme, ValueKind,
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
    /// 担当表記: the departments as the plan prints them here (各課等); empty prints the register's owners.
    pub owners: String,
    /// 注記: the note that the plan prints beside it here.
    pub note: String,
}

/// The target that a year is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// Its row of 値.
    pub row: &'a RegisteredValue,
    /// The year for which it is set: that year, or a later one where the year has none of its own.
    pub year: FiscalYear,
    /// The number: its own, or the baseline's where the plan says 基準値以上.
    pub value: Option<Quantity>,
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
    /// 担当, row by row: who owns what from when until when.
    pub ownerships: Vec<Ownership>,
    /// 担当 主: lead department of each indicator on the day on which the register is looked at.
    pub owners: BTreeMap<IndicatorId, DepartmentId>,
    /// 担当 共管: departments that may answer for it as well, in the register's order.
    pub co_owners: BTreeMap<IndicatorId, Vec<DepartmentId>>,
    /// 構成, in the register's order.
    pub parts: Vec<Part>,
    /// 主な取組, in the register's order.
    pub initiatives: Vec<Initiative>,
    /// 評価区分.
    pub schemes: Vec<Scheme>,
    /// 検証規則: rules with another weight than their own, in the order of the sheet.
    pub rule_switches: Vec<RuleSwitch>,
    /// 提出期間.
    pub rounds: Vec<Round>,
    /// 個別期限: indicators whose numbers come later.
    pub later_dues: Vec<LaterDue>,
    /// 事業.
    pub projects: Vec<Project>,
    /// 休日: national and local holidays with their names.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// 決定: rows of the sheet, in its order. They are no part of the version and hold at once.
    pub proposals: Vec<Proposal>,
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

    /// The target that holds in a year: its own, else the nearest later one. A year for which the register states that
    /// no target is set (設定なし) has none.
    #[must_use]
    pub fn target_in_force(&self, indicator: &IndicatorId, year: FiscalYear) -> Option<Target<'_>> {
        let targets = || self.values.iter().filter(|v| v.kind == ValueKind::Target && v.subject == indicator.as_str());
        let own = targets().rev().find(|v| v.year == Some(year));
        let row = own.or_else(|| {
            let nearest = targets().filter_map(|v| v.year).filter(|later| *later > year).min()?;
            targets().rev().find(|v| v.year == Some(nearest))
        })?;
        let value = if row.operator.is_baseline() { self.baseline(indicator) } else { row.value };
        Some(Target { row, year: row.year?, value })
    }

    /// The number of the target that holds in a year.
    #[must_use]
    pub fn target(&self, indicator: &IndicatorId, year: FiscalYear) -> Option<Quantity> {
        self.target_in_force(indicator, year).and_then(|target| target.value)
    }

    /// Every row of 値 for subject, kind and year, the first decided first: the last holds, the others stay visible.
    #[must_use]
    pub fn revisions<'a>(
        &'a self,
        subject: &'a str,
        kind: ValueKind,
        year: Option<FiscalYear>,
    ) -> impl DoubleEndedIterator<Item = &'a RegisteredValue> {
        self.values.iter().filter(move |v| v.subject == subject && v.kind == kind && v.year == year)
    }

    /// The parts of a compound indicator with a role.
    pub fn parts_of<'a>(&'a self, whole: &'a IndicatorId, role: PartRole) -> impl Iterator<Item = &'a Part> {
        self.parts.iter().filter(move |part| &part.whole == whole && part.role == role)
    }

    /// The compound of which an indicator is a part.
    #[must_use]
    pub fn whole_of(&self, part: &IndicatorId) -> Option<&Part> {
        self.parts.iter().find(|known| &known.part == part)
    }

    /// Whether an indicator has no number of its own because it is judged by its parts.
    #[must_use]
    pub fn is_judged_by_parts(&self, indicator: &IndicatorId) -> bool {
        self.parts_of(indicator, PartRole::Judged).next().is_some()
    }

    /// The departments of an indicator as the plan prints them at a placement: as written there, else the lead and the
    /// co-owners, then 副 and 協力, by name, joined by 、.
    #[must_use]
    pub fn printed_owners(&self, placement: &Placement) -> String {
        if !placement.owners.is_empty() {
            return placement.owners.clone();
        }
        let co_owners = self.co_owners.get(&placement.indicator).into_iter().flatten();
        let beside = self.ownerships.iter().filter(|row| {
            let named = matches!(row.role, OwnerRole::Deputy | OwnerRole::Contributor);
            // Whether it holds on a day is nobody's question here: the plan prints those who take part now or later.
            named && row.indicator == placement.indicator && row.to.is_none()
        });
        let all = self.owner(&placement.indicator).into_iter().chain(co_owners).chain(beside.map(|row| &row.department));
        let mut names: Vec<&str> = Vec::new();
        for department in all.filter_map(|id| self.department(id)) {
            if !names.contains(&department.name.as_str()) {
                names.push(&department.name);
            }
        }
        names.join("、")
    }

    /// The registered actual of a past year.
    #[must_use]
    pub fn past_actual(&self, indicator: &IndicatorId, year: FiscalYear) -> Option<Quantity> {
        self.value(indicator.as_str(), ValueKind::Actual, Some(year)).and_then(|row| row.value)
    }
}
