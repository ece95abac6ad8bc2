//! Evaluation sheets (評価シート): one policy with its indicators, its initiatives and what the council said.

use std::collections::BTreeMap;

use super::{ReportInput, ValueLine};
use crate::domain::{INITIATIVES_MAX, Node, NodeId, NodeLevel, TextField, TextKey};

/// One initiative (主な取組) with its texts in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitiativeLine {
    /// Its place, from 1.
    pub slot: u8,
    /// Its name; empty where there is none.
    pub name: String,
    /// 具体的な取組.
    pub specifics: String,
    /// 取組・成果.
    pub results: String,
    /// 進捗状況の評価／今後の対応.
    pub evaluation: String,
}

/// One policy's evaluation sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicySheet {
    /// Which policy.
    pub node: NodeId,
    /// Code of its goal, e.g. 基本目標1.
    pub goal_code: String,
    /// Name of its goal.
    pub goal: String,
    /// Its own code, e.g. (1).
    pub code: String,
    /// Its name.
    pub name: String,
    /// What the plan says of it.
    pub description: String,
    /// SDGs that it serves.
    pub sdgs: Vec<String>,
    /// Places (in the report's `lines`) of its indicators in printed order, repeats included.
    pub rows: Vec<usize>,
    /// All four, those without a name too: the form prints blank ones.
    pub initiatives: Vec<InitiativeLine>,
    /// 戦略会議からの意見.
    pub council_opinion: String,
    /// 意見を踏まえた今後の方針.
    pub council_response: String,
}

/// The evaluation sheets of a plan whose departments write about policies; none for the others.
pub(super) fn policy_sheets(input: &ReportInput<'_>, lines: &[ValueLine]) -> Vec<PolicySheet> {
    let registry = input.registry;
    if registry.initiatives.is_empty() && input.texts.is_empty() {
        return Vec::new();
    }
    registry.nodes.iter().filter(|node| node.level == NodeLevel::Policy).map(|node| policy_sheet(input, lines, node)).collect()
}

fn policy_sheet(input: &ReportInput<'_>, lines: &[ValueLine], node: &Node) -> PolicySheet {
    let registry = input.registry;
    let goal = registry.goal_of(&node.id);
    let text = |slot: u8, field: TextField| {
        let key = TextKey { node: node.id.clone(), slot, field };
        input.texts.get(&key).map(|held| held.text.text.clone()).unwrap_or_default()
    };
    let named: BTreeMap<u8, _> = registry
        .initiatives
        .iter()
        .filter(|initiative| initiative.node == node.id)
        .map(|initiative| (initiative.slot, initiative))
        .collect();
    let initiative = |slot: u8| {
        let own = |field: TextField, registered: &dyn Fn() -> String| {
            Some(text(slot, field)).filter(|t| !t.is_empty()).unwrap_or_else(registered)
        };
        InitiativeLine {
            slot,
            name: own(TextField::Initiative, &|| named.get(&slot).map(|known| known.name.clone()).unwrap_or_default()),
            specifics: own(TextField::Specifics, &|| named.get(&slot).map(|known| known.specifics.clone()).unwrap_or_default()),
            results: text(slot, TextField::Results),
            evaluation: text(slot, TextField::Evaluation),
        }
    };
    let below: Vec<&NodeId> = registry.nodes.iter().filter(|item| item.parent.as_ref() == Some(&node.id)).map(|item| &item.id).collect();
    let placed = registry.placements.iter().filter(|placement| placement.node == node.id || below.contains(&&placement.node));
    PolicySheet {
        node: node.id.clone(),
        goal_code: goal.map(|goal| goal.code.clone()).unwrap_or_default(),
        goal: goal.map(|goal| goal.name.clone()).unwrap_or_default(),
        code: node.code.clone(),
        name: node.name.clone(),
        description: node.description.clone(),
        sdgs: node.sdgs.clone(),
        rows: placed.filter_map(|placement| lines.iter().position(|line| line.indicator == placement.indicator)).collect(),
        initiatives: (1..=INITIATIVES_MAX).map(initiative).collect(),
        council_opinion: text(0, TextField::CouncilOpinion),
        council_response: text(0, TextField::CouncilResponse),
    }
}
