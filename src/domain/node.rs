//! The plan's tree: goals and policies.

use serde::{Deserialize, Serialize};

use super::NodeId;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeLevel {
    /// 基本目標.
    Goal,
    /// 施策・基本方針.
    Policy,
    /// 施策項目: what a policy is divided into, where a plan prints a third level.
    Item,
}

/// A goal or a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Immutable id, e.g. `1.2`.
    pub id: NodeId,
    /// The node above; `None` for a goal.
    pub parent: Option<NodeId>,
    /// Goal or policy.
    pub level: NodeLevel,
    /// Its heading as printed before the name, e.g. `基本目標1` or `1.`.
    pub code: String,
    /// Its name as printed.
    pub name: String,
    /// 説明: what the plan says of it.
    pub description: String,
    /// SDGs that it serves, as printed (8 働きがいも 経済成長も).
    pub sdgs: Vec<String>,
}
