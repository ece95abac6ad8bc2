//! The texts of evaluation sheets: whose they are, which are taken, and figures in them that the table does not bear out.

use super::plain::{amount, plain};
use super::row::in_force;
use super::texts::text_of;
use super::weighing::Weighing;
use super::{AcceptedRow, AcceptedText, Context, symbols};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{
    Department, DepartmentId, INITIATIVES_MAX, Indicator, IndicatorId, Node, Quantity, TextField, TextKey, ValueKind, Weight,
};
use crate::extraction::{Content, RawReturn, RawText};

/// How far behind an indicator's name a figure is taken for its own, in characters.
const NEAR: usize = 20;
/// Words that make a figure something else than the indicator's value.
const OTHERWISE: [&str; 11] = ["増", "減", "の増", "の減", "程度", "以上", "以下", "を超", "超", "未満", "ずつ"];

/// The texts that are taken, and what is to be said of them.
pub(super) fn texts_of(
    raw: &RawReturn,
    context: &Context<'_>,
    department: &Department,
    rows: &[AcceptedRow],
) -> (Vec<AcceptedText>, Vec<Finding>) {
    let mut taken: Vec<AcceptedText> = Vec::new();
    let mut findings = Vec::new();
    let weighing = Weighing::of(context);
    for found in &raw.texts {
        let mut say = |problem: Problem| findings.push(Finding::at(Place::cell(&found.sheet, found.cell.at), problem));
        let text = text_of(&found.cell);
        if let Content::Error(error) = &found.cell.content {
            say(Problem::ErrorValue { text: error.clone() });
            continue;
        }
        if text.is_empty() {
            continue;
        }
        let node = match place(found, context, department) {
            Ok(node) => node,
            Err(problem) => {
                say(problem);
                continue;
            }
        };
        let length = text.chars().filter(|c| *c != '\n').count();
        if let Some(block) = context.form.text(found.field) {
            let year = context.round.year.short();
            let heading = block.heading.replace("{year}", &year).replace("{slot}", &found.slot.to_string());
            if let Some(problem) = symbols::told(found.cell.content.text(), &heading) {
                say(problem);
            }
            if block.length_max > 0 && length > block.length_max {
                let long = Problem::TextTooLong { heading, length, max: block.length_max };
                let refused = weighing.weight(&long, None) == Weight::Error;
                say(long);
                if refused {
                    continue;
                }
            }
        }
        for problem in contradictions(&text, node, rows, context) {
            say(problem);
        }
        let key = TextKey { node: node.id.clone(), slot: found.slot, field: found.field };
        // A text that stands twice is one text; the later cell is what the officer saw last.
        taken.retain(|earlier| earlier.key != key);
        taken.push(AcceptedText { key, text, sheet: found.sheet.clone(), cell: found.cell.at });
    }
    (taken, findings)
}

/// Whether a text says what the register already says: it was printed on the form.
pub(super) fn is_printed(text: &AcceptedText, context: &Context<'_>) -> bool {
    let known = context.registry.initiatives.iter().find(|known| known.node == text.key.node && known.slot == text.key.slot);
    known.is_some_and(|known| match text.key.field {
        TextField::Initiative => plain(&known.name) == plain(&text.text),
        TextField::Specifics => plain(&known.specifics) == plain(&text.text),
        TextField::Results | TextField::Evaluation | TextField::CouncilOpinion | TextField::CouncilResponse => false,
    })
}

/// The policy of a text, or why the text is not the department's to write.
fn place<'a>(found: &RawText, context: &Context<'a>, department: &Department) -> Result<&'a Node, Problem> {
    let slots = if found.field.is_per_initiative() { 1..=INITIATIVES_MAX } else { 0..=0 };
    let node = node_of(&found.node, context).filter(|_| slots.contains(&found.slot));
    let Some(node) = node else {
        let slot = if found.slot > 0 { format!("の主な取組{}", found.slot) } else { String::new() };
        return Err(Problem::TextPlaceUnknown { text: format!("{}{slot}", found.node.trim()) });
    };
    let owners: Vec<&DepartmentId> =
        context.answering.obligations.iter().filter(|o| under(node, &o.indicator, context)).map(|o| &o.department).collect();
    let today = context.now.date_naive();
    let same = |id: &DepartmentId| id == &department.id || context.registry.same_office(id, &department.id, today);
    let mine = owners.iter().any(|id| same(id) || department.successor.as_ref() == Some(*id));
    let office = department.name == context.registry.plan.office;
    // A policy without indicators is nobody else's either.
    if mine || office || owners.is_empty() {
        Ok(node)
    } else {
        Err(Problem::ForeignPolicy { policy: format!("{} {}", node.code, node.name).trim().to_owned() })
    }
}

fn node_of<'a>(said: &str, context: &Context<'a>) -> Option<&'a Node> {
    let registry = context.registry;
    if let Some(node) = said.trim().parse().ok().and_then(|id| registry.node(&id)) {
        return Some(node);
    }
    let said = plain(said);
    let mut named = registry.nodes.iter().filter(|node| {
        let (code, name) = (plain(&node.code), plain(&node.name));
        !said.is_empty() && (said == name || said == format!("{code}{name}") || (said == code && !code.is_empty()))
    });
    named.next().filter(|_| named.next().is_none())
}

/// Whether an indicator (or the whole of which it is a part) stands under a policy, as a repeat too.
fn under(node: &Node, indicator: &IndicatorId, context: &Context<'_>) -> bool {
    let whole = context.registry.whole_of(indicator).map(|part| &part.whole);
    context.registry.placements.iter().any(|p| p.node == node.id && (&p.indicator == indicator || Some(&p.indicator) == whole))
}

/// Figures that stand right behind an indicator's name, in its unit, and are none of its numbers. Few false alarms matter
/// more than finding all: differences, round numbers and other units are left alone.
fn contradictions(text: &str, node: &Node, rows: &[AcceptedRow], context: &Context<'_>) -> Vec<Problem> {
    let text = plain(text);
    let placed = context.registry.placements.iter().filter(|placement| placement.node == node.id);
    let mut indicators: Vec<&Indicator> = placed.filter_map(|placement| context.registry.indicator(&placement.indicator)).collect();
    // The longest name first: 観光客数 is a part of 外国人観光客数.
    indicators.sort_by_key(|indicator| std::cmp::Reverse(indicator.name.chars().count()));
    let mut rest = text;
    let mut found = Vec::new();
    for indicator in indicators.iter().filter(|indicator| indicator.stages.is_empty() && !plain(&indicator.unit).is_empty()) {
        let Some(actual) = actual(indicator, rows, context) else { continue };
        let name = short_name(indicator);
        if name.chars().count() < 4 {
            continue;
        }
        for said in behind(&rest, &name, &plain(&indicator.unit)) {
            if !is_known(&said, actual, indicator, context) {
                found.push(Problem::FigureInTextDiffers {
                    indicator: indicator.name.clone(),
                    said: format!("{}{}", said.text, indicator.unit),
                    stated: amount(actual, indicator),
                });
            }
        }
        rest = rest.replace(&name, "。");
    }
    // 「実績値」 alone names no indicator: where the policy has one, it is meant.
    if let [only] = indicators.as_slice()
        && let Some(actual) = actual(only, rows, context)
        && only.stages.is_empty()
    {
        for said in behind(&rest, "実績値", &plain(&only.unit)).into_iter().filter(|said| !is_known(said, actual, only, context)) {
            found.push(Problem::FigureInTextDiffers {
                indicator: only.name.clone(),
                said: format!("{}{}", said.text, only.unit),
                stated: amount(actual, only),
            });
        }
    }
    found
}

fn actual(indicator: &Indicator, rows: &[AcceptedRow], context: &Context<'_>) -> Option<Quantity> {
    match rows.iter().find(|row| row.indicator == indicator.id) {
        Some(row) => row.value,
        None => in_force(context, indicator)?.row.value,
    }
}

/// The name without what stands in brackets behind it: 観光客数(年間).
fn short_name(indicator: &Indicator) -> String {
    let name = plain(&indicator.name);
    match name.rfind('(') {
        Some(at) if at > 0 && name.ends_with(')') => name.split_at(at).0.to_owned(),
        _ => name,
    }
}

/// A figure of a text.
struct Said {
    text: String,
    value: Quantity,
    /// 10⁴ where it was written in 万, else 1.
    scale: Quantity,
}

/// The figure behind each mention of `name` that has the unit.
fn behind(text: &str, name: &str, unit: &str) -> Vec<Said> {
    let mentions = text.match_indices(name).filter_map(|(at, _)| text.get(at + name.len()..));
    mentions.filter_map(|tail| first_figure(tail, unit)).collect()
}

fn first_figure(tail: &str, unit: &str) -> Option<Said> {
    let near: Vec<char> = tail.chars().take(NEAR + 20).collect();
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let mut at = 0;
    while at < near.len().min(NEAR) {
        let here = near.get(at)?;
        if *here == '。' {
            return None;
        }
        if !here.is_ascii_digit() {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| near.get(before));
        let mut end = at;
        while is_digit(near.get(end)) || (matches!(near.get(end), Some(',' | '.')) && is_digit(near.get(end + 1))) {
            end += 1;
        }
        let digits: String = near.get(at..end)?.iter().collect();
        let after: String = near.get(end..)?.iter().collect();
        let (scale, after) = match after.strip_prefix('万').filter(|_| !unit.starts_with('万')) {
            Some(after) => (Quantity::from_count(10_000), after),
            None => (Quantity::ONE, after.as_str()),
        };
        if let Some(behind) = after.strip_prefix(unit) {
            let vague = matches!(before, Some('約' | '~' | '〜' | '第' | '+' | '/'));
            let other = OTHERWISE.iter().any(|word| behind.starts_with(word)) || behind.starts_with(['/', '・', '~', '〜']);
            let minus = if matches!(before, Some('-' | '△' | '▲' | '−')) { "-" } else { "" };
            let value = format!("{minus}{}", digits.replace(',', "")).parse().ok()?;
            let written = if scale == Quantity::ONE { digits } else { format!("{digits}万") };
            return (!vague && !other).then_some(Said { text: format!("{minus}{written}"), value, scale });
        }
        at = end;
    }
    None
}

/// Whether a figure is one of the indicator's numbers: this year's, or one that the register states for any year.
fn is_known(said: &Said, actual: Quantity, indicator: &Indicator, context: &Context<'_>) -> bool {
    let stated = context.registry.values.iter().filter(|row| row.subject == indicator.id.as_str());
    let numbers = stated.filter(|row| matches!(row.kind, ValueKind::Baseline | ValueKind::Target | ValueKind::Actual));
    let same = |number: Quantity| {
        let rounded = number.over(said.scale).map(|scaled| scaled.rounded(said.value.decimals()));
        rounded == Some(said.value)
    };
    same(actual) || numbers.filter_map(|row| row.value).any(same)
}

#[cfg(test)]
#[path = "narrative_tests.rs"]
mod tests;
