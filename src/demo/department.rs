//! The departments' part: forms filled in as officers fill them in, with the demonstration's answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::DemoError;
use super::answers::{Answer, Answers};
use super::ordinary::co_owned;
use super::script::Manner;
use crate::assessment::{Case, applied_rule};
use crate::domain::{Department, IndicatorId, NodeId, Quantity, TextKey, ValueState};
use crate::form::{BlankForm, Field, Filled, FilledCell};
use crate::installation::Installation;
use crate::workbook::blank_form;
use crate::worker::Desk;

/// A department's file, as it comes out of its hands on `day`.
pub(super) fn file(
    desk: &Desk,
    department: &Department,
    installation: &Installation,
    answers: &Answers,
    manner: Manner,
    day: NaiveDate,
) -> Result<Vec<u8>, DemoError> {
    if manner == Manner::LockFile {
        return Ok(vec![0; 165]);
    }
    let current = installation.form_for(&desk.registry.plan);
    let oldest = installation.forms.iter().filter(|form| form.name == current.name).min_by_key(|form| form.version);
    let declaration = oldest.filter(|_| manner == Manner::OldForm).unwrap_or(current);
    let form = BlankForm::of(&desk.registry, &desk.round, &desk.ledger, department, declaration, &department.folder);
    let mut filled = filled(desk, department, answers, manner, day);
    if manner != Manner::OnlyTheBlank {
        filled.texts = texts(desk, department, &form, answers);
    }
    let mut bytes = blank_form::write_filled(&form, declaration, &filled)?;
    if manner == Manner::Broken {
        bytes.truncate(bytes.len() * 2 / 3);
    }
    Ok(bytes)
}

fn filled(desk: &Desk, department: &Department, answers: &Answers, manner: Manner, day: NaiveDate) -> Filled {
    let ids: Vec<&IndicatorId> = desk.ledger.owed_by(&department.id).collect();
    // The row that an officer treats in a special way: the third, where there is one; the first of a co-owner's.
    let special = if manner == Manner::Disagreeing {
        co_owned(&desk.ledger, &department.id).find(|id| matches!(answers.actuals.get(id), Some(Answer::Number(_))))
    } else {
        ids.get(2).or(ids.last()).copied()
    };
    let mut rows = BTreeMap::new();
    for id in &ids {
        let Some(answer) = answers.actuals.get(id) else { continue };
        let is_special = special == Some(id);
        let left_blank = (manner == Manner::WithABlank && is_special) || (manner == Manner::OnlyTheBlank && !is_special);
        if left_blank {
            continue;
        }
        let mut cells = plain_row(desk, id, answer);
        if let Answer::Number(value) = answer
            && let Some(cell) = written(desk, id, *value, manner, is_special)
        {
            cells.insert(Field::Actual, cell);
        }
        rows.insert((*id).clone(), cells);
    }
    let filing_state = if manner == Manner::AsADraft { "作成中" } else { "提出" };
    Filled {
        filing_state: filing_state.to_owned(),
        author: "実演用　担当者".to_owned(),
        checker: "実演用　係長".to_owned(),
        checked_on: Some(day),
        contact: "実演用　内線0000".to_owned(),
        rows,
        texts: BTreeMap::new(),
    }
}

/// The texts of the policies for which the department writes: those of which it reports the first indicator.
fn texts(desk: &Desk, department: &Department, form: &BlankForm, answers: &Answers) -> BTreeMap<TextKey, String> {
    let registry = &desk.registry;
    let node_of = |id: &IndicatorId| {
        let whole = registry.whole_of(id).map_or(id, |part| &part.whole);
        registry.placement(whole).map(|placement| &placement.node)
    };
    let writes = |node: &NodeId| {
        let first = desk.ledger.obligations.iter().find(|obligation| node_of(&obligation.indicator) == Some(node));
        first.is_none_or(|obligation| obligation.department == department.id)
    };
    let own: Vec<&NodeId> = form.sheets.iter().map(|sheet| &sheet.node).filter(|node| writes(node)).collect();
    answers.texts.iter().filter(|(key, _)| own.contains(&&key.node)).map(|(key, text)| (key.clone(), text.clone())).collect()
}

/// The number or the stage, 確定, and a reason where the scheme wants one; or why there is no number.
fn plain_row(desk: &Desk, id: &IndicatorId, answer: &Answer) -> BTreeMap<Field, FilledCell> {
    let text = |text: &str| FilledCell::Text(text.to_owned());
    let number = match answer {
        Answer::NoNumber(state) => return BTreeMap::from([(Field::State, text(state.label()))]),
        Answer::Number(value) => Some(*value),
        Answer::Stage(name) => place_of(desk, id, name),
    };
    let actual = match answer {
        Answer::Stage(name) => text(name),
        Answer::Number(value) => FilledCell::Number(*value),
        Answer::NoNumber(_) => FilledCell::Blank,
    };
    let mut cells = BTreeMap::from([(Field::Actual, actual), (Field::State, text(ValueState::Confirmed.label()))]);
    if reason_wanted(desk, id, number) {
        cells.insert(Field::Reason, text("（実演用）公表資料には理由の記載がないため、この欄は実演のための記入です。"));
        cells.insert(Field::Measure, text("（実演用）取組の内容と周知の方法を見直します。"));
    }
    cells
}

/// The place of a stage, from 1.
fn place_of(desk: &Desk, id: &IndicatorId, name: &str) -> Option<Quantity> {
    let stages = &desk.registry.indicator(id)?.stages;
    stages.iter().position(|stage| stage == name).map(|before| Quantity::from_count(before + 1))
}

fn reason_wanted(desk: &Desk, id: &IndicatorId, actual: Option<Quantity>) -> bool {
    let indicator = desk.registry.indicator(id);
    let case = indicator.map(|indicator| Case::of(&desk.registry, indicator, desk.round.year, actual, Some(ValueState::Confirmed)));
    let rule = desk.registry.scheme().zip(case).map(|(scheme, case)| applied_rule(scheme, &case).is_ok_and(|rule| rule.reason_wanted));
    rule.unwrap_or(false)
}

/// How the actual is written, where it is not a plain number.
fn written(desk: &Desk, id: &IndicatorId, value: Quantity, manner: Manner, special: bool) -> Option<FilledCell> {
    let indicator = desk.registry.indicator(id)?;
    match (manner, special) {
        (Manner::AsOfficersWrite, true) if indicator.is_percent() => Some(FilledCell::PercentFormatted(value)),
        (Manner::AsOfficersWrite, _) if indicator.is_percent() => Some(FilledCell::Text(full_width(&value.to_string()))),
        (Manner::AsOfficersWrite, _) => Some(FilledCell::Text(format!("{}{}", value.grouped(indicator.decimals), indicator.unit))),
        (Manner::WithASlip | Manner::Disagreeing, true) => value.plus(Quantity::ONE).map(FilledCell::Number),
        (Manner::WithWords, true) => Some(FilledCell::Text("別紙のとおり".to_owned())),
        (Manner::WithATriangle, true) => Some(FilledCell::Text("△０．４".to_owned())),
        _ => None,
    }
}

/// Digits as a Japanese keyboard types them.
fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
            '.' => '．',
            '-' => '△',
            other => other,
        })
        .collect()
}
