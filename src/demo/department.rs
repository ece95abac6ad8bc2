//! The departments' part: forms filled in as officers fill them in, with the published actuals.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::DemoError;
use super::script::Manner;
use crate::domain::{Department, IndicatorId, Quantity};
use crate::form::{BlankForm, Field, Filled, FilledCell, FormDeclaration};
use crate::workbook::blank_form;
use crate::worker::Desk;

/// The published actuals by indicator.
pub(super) type Actuals = BTreeMap<IndicatorId, Quantity>;

/// Reads `指標ID,実績値`.
pub(super) fn actuals(text: &str) -> Result<Actuals, DemoError> {
    let row = |line: &str| -> Option<(IndicatorId, Quantity)> {
        let (id, value) = line.split_once(',')?;
        Some((id.parse().ok()?, value.parse().ok()?))
    };
    text.lines().skip(1).map(|line| row(line).ok_or_else(|| DemoError::Script(line.to_owned()))).collect()
}

/// A department's file, as it comes out of its hands on `day`.
pub(super) fn file(
    desk: &Desk,
    department: &Department,
    forms: &[FormDeclaration],
    actuals: &Actuals,
    manner: Manner,
    day: NaiveDate,
) -> Result<Vec<u8>, DemoError> {
    if manner == Manner::LockFile {
        return Ok(vec![0; 165]);
    }
    let wanted = if manner == Manner::OldForm { forms.last() } else { forms.first() };
    let declaration = wanted.ok_or_else(|| DemoError::Script("no form".to_owned()))?;
    let form = BlankForm::of(&desk.registry, &desk.round, &desk.ledger, department, declaration, &department.folder);
    let mut bytes = blank_form::write_filled(&form, declaration, &filled(desk, department, actuals, manner, day))?;
    if manner == Manner::Broken {
        bytes.truncate(bytes.len() * 2 / 3);
    }
    Ok(bytes)
}

fn filled(desk: &Desk, department: &Department, actuals: &Actuals, manner: Manner, day: NaiveDate) -> Filled {
    let ids: Vec<&IndicatorId> = desk.ledger.owed_by(&department.id).collect();
    // The row that an officer treats in a special way: the third, where there is one.
    let special = ids.get(2).or(ids.last()).copied();
    let mut rows = BTreeMap::new();
    for id in &ids {
        let Some(value) = actuals.get(id) else { continue };
        let is_special = special == Some(id);
        let left_blank = (manner == Manner::WithABlank && is_special) || (manner == Manner::OnlyTheBlank && !is_special);
        if left_blank {
            continue;
        }
        let mut cells = plain_row(desk, id, *value);
        if let Some(cell) = written(desk, id, *value, manner, is_special) {
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

/// The number, 確定, and a reason where the target was missed.
fn plain_row(desk: &Desk, id: &IndicatorId, value: Quantity) -> BTreeMap<Field, FilledCell> {
    let text = |text: &str| FilledCell::Text(text.to_owned());
    let mut cells = BTreeMap::from([(Field::Actual, FilledCell::Number(value)), (Field::State, text("確定"))]);
    let target = desk.registry.target(id, desk.round.year);
    let missed = desk.registry.indicator(id).zip(target).is_some_and(|(indicator, target)| !indicator.direction.reaches(value, target));
    if missed {
        cells.insert(Field::Reason, text("（実演用）公表資料には理由の記載がないため、この欄は実演のための記入です。"));
        cells.insert(Field::Measure, text("（実演用）取組の内容と周知の方法を見直します。"));
    }
    cells
}

/// How the actual is written, where it is not a plain number.
fn written(desk: &Desk, id: &IndicatorId, value: Quantity, manner: Manner, special: bool) -> Option<FilledCell> {
    let indicator = desk.registry.indicator(id)?;
    match (manner, special) {
        (Manner::AsOfficersWrite, true) if indicator.is_percent() => Some(FilledCell::PercentFormatted(value)),
        (Manner::AsOfficersWrite, _) if indicator.is_percent() => Some(FilledCell::Text(full_width(&value.to_string()))),
        (Manner::AsOfficersWrite, _) => Some(FilledCell::Text(format!("{}{}", value.grouped(indicator.decimals), indicator.unit))),
        (Manner::WithASlip, true) => value.plus(Quantity::ONE).map(FilledCell::Number),
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
