//! The sheets of an evaluation form: which policies a department writes about, and what is printed about them.

use std::collections::BTreeMap;

use super::{BlankRow, Printed, printed_actual};
use crate::domain::{FiscalYear, INITIATIVES_MAX, Indicator, Node, NodeLevel, Placement, Registry, TextField, TextKey, ValueKind};

/// Longest name of a sheet in Excel, in characters.
const SHEET_NAME_MAX: usize = 31;

/// An indicator's target and actual in one of the plan's years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCells {
    /// The year.
    pub year: FiscalYear,
    /// 目標; `None` where the register states none.
    pub target: Option<Printed>,
    /// 実績; `None` where there is none yet.
    pub actual: Option<Printed>,
}

/// One policy's (or goal's) sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankSheet {
    /// Which policy or goal.
    pub node: crate::domain::NodeId,
    /// Name of the sheet, e.g. 1-(1).
    pub name: String,
    /// Code and name of the goal.
    pub goal: String,
    /// Code and name of the policy; empty on a goal's sheet.
    pub policy: String,
    /// What its indicators are called: KPI, or 数値目標 at a goal.
    pub indicator_word: String,
    /// What the plan says of it.
    pub description: String,
    /// SDGs that it serves.
    pub sdgs: Vec<String>,
    /// Places (in the form's `rows`) of its indicators.
    pub rows: Vec<usize>,
    /// Texts that the register states: named initiatives.
    pub texts: BTreeMap<TextKey, String>,
    /// What is entered elsewhere, in words.
    pub notes: Vec<String>,
}

impl BlankSheet {
    /// Whether texts are written on it: a goal has indicators only.
    #[must_use]
    pub const fn has_texts(&self) -> bool {
        !self.policy.is_empty()
    }
}

/// The years of an evaluation form's table: the plan's, and the one asked about.
pub(super) fn years(registry: &Registry, asked: FiscalYear) -> Vec<FiscalYear> {
    let (mut first, mut last) = registry.plan.years.unwrap_or_else(|| {
        let set = || registry.values.iter().filter(|row| row.kind == ValueKind::Target).filter_map(|row| row.year);
        (set().min().unwrap_or(asked), set().max().unwrap_or(asked))
    });
    (first, last) = (first.min(asked), last.max(asked));
    std::iter::successors(Some(first), |year| year.next()).take_while(|year| *year <= last).collect()
}

/// Targets and actuals of one indicator, as they are set and were reported.
pub(super) fn by_year(registry: &Registry, indicator: &Indicator, years: &[FiscalYear]) -> Vec<YearCells> {
    let cells = |year: &FiscalYear| {
        let own = registry.value(indicator.id.as_str(), ValueKind::Target, Some(*year)).is_some();
        let target = own.then(|| super::printed_target(registry, indicator, *year)).flatten();
        YearCells { year: *year, target, actual: printed_actual(registry, indicator, *year) }
    };
    years.iter().map(cells).collect()
}

/// The sheets of a department with these rows, in plan order.
pub(super) fn sheets(registry: &Registry, rows: &[BlankRow]) -> Vec<BlankSheet> {
    let mut sheets: Vec<BlankSheet> = Vec::new();
    for node in registry.nodes.iter().filter(|node| matches!(node.level, NodeLevel::Goal | NodeLevel::Policy)) {
        let below = |placement: &&Placement| at_sheet(registry, placement, node);
        let own: Vec<usize> =
            (0..).zip(rows).filter(|(_, row)| placed(registry, row).is_some_and(|p| below(&p))).map(|(index, _)| index).collect();
        let repeats: Vec<&Placement> = registry.placements.iter().filter(|p| p.repeat).filter(below).collect();
        let mine = |placement: &&&Placement| rows.iter().any(|row| row.indicator == placement.indicator);
        // A policy all of whose indicators stand elsewhere is written about by those who report them there.
        let only_repeats = node.level == NodeLevel::Policy
            && !registry.placements.iter().any(|p| !p.repeat && below(&p))
            && repeats.iter().any(|p| mine(&p));
        if own.is_empty() && !only_repeats {
            continue;
        }
        let mut sheet = sheet(registry, node, own);
        sheet.notes = repeats.iter().filter(mine).filter_map(|placement| elsewhere(registry, placement)).collect();
        sheets.push(sheet);
    }
    named_apart(&mut sheets);
    sheets
}

/// 再掲: where an indicator is entered.
fn elsewhere(registry: &Registry, placement: &Placement) -> Option<String> {
    let indicator = registry.indicator(&placement.indicator)?;
    let first = registry.placement(&placement.indicator)?;
    let node = registry.node(&first.node).and_then(|node| at_level(registry, node))?;
    let sheet = sheet_name(registry, node);
    Some(format!("再掲：「{}」は、「{sheet}」シートに記入してください。ここには記入不要です。", indicator.name))
}

/// Where the row's indicator (or the whole of which it is a part) stands.
fn placed<'a>(registry: &'a Registry, row: &BlankRow) -> Option<&'a Placement> {
    registry.placement(&row.indicator).or_else(|| registry.placement(&registry.whole_of(&row.indicator)?.whole))
}

fn at_sheet(registry: &Registry, placement: &Placement, node: &Node) -> bool {
    registry.node(&placement.node).and_then(|at| at_level(registry, at)).is_some_and(|at| at.id == node.id)
}

/// The policy above an item, else the node itself.
fn at_level<'a>(registry: &'a Registry, node: &'a Node) -> Option<&'a Node> {
    match (node.level, &node.parent) {
        (NodeLevel::Item, Some(parent)) => registry.node(parent),
        (NodeLevel::Item, None) => None,
        (NodeLevel::Goal | NodeLevel::Policy, _) => Some(node),
    }
}

fn sheet(registry: &Registry, node: &Node, rows: Vec<usize>) -> BlankSheet {
    let goal = registry.goal_of(&node.id).unwrap_or(node);
    let is_policy = node.level == NodeLevel::Policy;
    let key = |slot: u8, field: TextField| TextKey { node: node.id.clone(), slot, field };
    let own = registry.initiatives.iter().filter(|known| known.node == node.id && known.slot <= INITIATIVES_MAX);
    let texts = own.flat_map(|known| {
        [(key(known.slot, TextField::Initiative), known.name.clone()), (key(known.slot, TextField::Specifics), known.specifics.clone())]
    });
    BlankSheet {
        node: node.id.clone(),
        name: sheet_name(registry, node),
        goal: coded(goal),
        policy: if is_policy { coded(node) } else { String::new() },
        indicator_word: if is_policy { &registry.plan.indicator_word } else { &registry.plan.goal_indicator_word }.clone(),
        description: node.description.clone(),
        sdgs: node.sdgs.clone(),
        rows,
        texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
        notes: Vec::new(),
    }
}

/// Code and name, with a blank between them where the code does not end in a bracket.
pub(super) fn coded(node: &Node) -> String {
    let space = if node.code.is_empty() || node.code.ends_with([')', '）']) { "" } else { " " };
    format!("{}{space}{}", node.code, node.name)
}

/// `1-(1)` for a policy, `目標1` for a goal: from the codes that people know, within what Excel allows in a name.
fn sheet_name(registry: &Registry, node: &Node) -> String {
    let short = |node: &Node| -> String {
        let code = node.code.trim_end_matches(['.', '．', '、', ' ']);
        let code = if node.level == NodeLevel::Goal { code.trim_start_matches("基本").trim_start_matches("目標") } else { code };
        if code.is_empty() { node.id.as_str().to_owned() } else { code.to_owned() }
    };
    let goal = registry.goal_of(&node.id).filter(|goal| goal.id != node.id);
    let name = match goal {
        None => format!("目標{}", short(node)),
        Some(goal) => {
            let (own, above) = (short(node), short(goal));
            // A code that says its goal already (1-2) needs no other before it.
            if own.starts_with(&format!("{above}-")) { own } else { format!("{above}-{own}") }
        }
    };
    let plain: String = name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')).collect();
    plain.chars().take(SHEET_NAME_MAX).collect()
}

/// Two sheets of one name get a number behind it.
fn named_apart(sheets: &mut [BlankSheet]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets {
        let count = seen.entry(sheet.name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            let head: String = sheet.name.chars().take(SHEET_NAME_MAX - 4).collect();
            sheet.name = format!("{head}（{count}）");
        }
    }
}
