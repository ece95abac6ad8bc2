//! What follows from a row of the data sheet: formulas with the results that a recalculation gives, or the value and, in
//! words, how it came about.

use rust_xlsxwriter::{Formula, RowNum, Worksheet};

use super::super::paper::{address, put};
use super::super::{Style, WriteError};
use super::entry::Entry;
use super::layout::{Col, Layout};
use crate::consolidation::{Report, Tally, ValueLine, formula};
use crate::domain::{DecreaseRate, NegativeMark, Quantity};

/// Writes status, rates, agreement and the note; returns the note.
pub(super) fn results(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    row: RowNum,
    entry: &Entry<'_>,
) -> Result<String, WriteError> {
    if !entry.is_judged() {
        for col in [Col::Status, Col::Achievement, Col::Progress, Col::Agreement] {
            put(sheet, row, layout.at(col), "", &Style::text())?;
        }
        let note = "全体の内訳です。判定の対象ではありません。".to_owned();
        put(sheet, row, layout.at(Col::Derivation), &note, &Style::text())?;
        return Ok(note);
    }
    let line = entry.line;
    let cells = cells(layout, row, line);
    let mut notes = Vec::new();
    let derivation = || report.derivations.get(&line.indicator).cloned().unwrap_or_default();
    let status = line.status_word();
    let column = layout.at(Col::Status);
    if line.overridden.is_none() && !entry.line.is_judged_by_parts() && covers(report, layout, line) {
        let cell = Formula::new(formula::status(&report.scheme, &cells)).set_result(status);
        sheet.write_formula_with_format(row, column, cell, &Style::centred())?;
        if line.actual.is_some() && line.status().is_none() {
            notes.push(derivation());
        }
    } else {
        put(sheet, row, column, status, &Style::centred())?;
        notes.push(derivation());
    }
    let mut without = Vec::new();
    for (col, name, text, rate, defined) in rates(report.plan.decrease_rate, &cells, line) {
        if entry.line.is_judged_by_parts() {
            put(sheet, row, layout.at(col), "", &Style::text())?;
        } else if !rate_cell(sheet, report, (row, layout.at(col)), text, rate, defined)? {
            without.push(name);
        }
    }
    if !without.is_empty() {
        notes.push(format!("{}は、式では表せないため、算定した結果を値で示しています。", without.join("、")));
    }
    agreement(sheet, layout, row, entry, &cells)?;
    let note = notes.join("\n");
    put(sheet, row, layout.at(Col::Derivation), &note, &Style::text())?;
    Ok(note)
}

/// The cells of the numbers that are judged.
fn cells(layout: &Layout, row: RowNum, line: &ValueLine) -> formula::RowCells {
    formula::RowCells {
        case: line.case,
        sign: layout.cell(row, Col::Sign),
        baseline: layout.judged(row, Col::JudgedBaseline, Col::Baseline),
        target: layout.cell(row, Col::Target),
        actual: layout.judged(row, Col::JudgedActual, Col::Actual),
        state: layout.cell(row, Col::State),
    }
}

/// Whether the formula over the judged cells gives this status.
fn covers(report: &Report, layout: &Layout, line: &ValueLine) -> bool {
    let shown = layout.find(Col::JudgedActual).is_some() || !line.adds_up();
    // A number is in force and its sum is not known: the formula would call it what the state says.
    let known = line.actual.is_some() == line.case.actual.is_some();
    shown && known && formula::covers_case(&report.scheme, line)
}

type Rate = (Col, &'static str, String, Option<Quantity>, bool);

/// Both rates: their formulas, what they give, and whether the formula gives a number.
fn rates(decrease: DecreaseRate, cells: &formula::RowCells, line: &ValueLine) -> [Rate; 2] {
    let (achieved, way) = (formula::achievement_defined(&line.case), formula::progress_defined(&line.case));
    // The way of 延べ begins at zero, not at the baseline.
    let start = if line.adds_up() { "0".to_owned() } else { cells.baseline.clone() };
    let from_start = formula::RowCells { baseline: start, ..cells.clone() };
    [
        (Col::Achievement, "達成率", formula::achievement(decrease, cells), line.judgement.achievement, achieved),
        (Col::Progress, "進捗率", formula::progress(&from_start), line.judgement.progress, way),
    ]
}

/// Writes a rate; whether it could be written as a formula.
fn rate_cell(
    sheet: &mut Worksheet,
    report: &Report,
    (row, column): (RowNum, u16),
    text: String,
    rate: Option<Quantity>,
    defined: bool,
) -> Result<bool, WriteError> {
    let rate = formula::rounded_rate(rate);
    let shown = rate.map_or(Tally::UNJUDGEABLE.to_owned(), |rate| rate.to_string());
    let format = Style::number(1, report.plan.negative == NegativeMark::Triangle);
    match rate {
        _ if rate.is_some() == defined => {
            sheet.write_formula_with_format(row, column, Formula::new(text).set_result(shown), &format)?;
        }
        Some(rate) => {
            sheet.write_number_with_format(row, column, rate.to_cell(), &format)?;
        }
        None => put(sheet, row, column, &shown, &format)?,
    }
    Ok(rate.is_some() == defined)
}

/// Whether the published status is the computed one.
fn agreement(sheet: &mut Worksheet, layout: &Layout, row: RowNum, entry: &Entry<'_>, cells: &formula::RowCells) -> Result<(), WriteError> {
    let line = entry.line;
    let said = match (line.published.as_deref(), line.status()) {
        (None, _) | (_, None) => "—",
        (Some(published), Some(computed)) if published == computed => "一致",
        (Some(_), Some(_)) => "相違",
    };
    let column = layout.at(Col::Agreement);
    if entry.line.is_judged_by_parts() {
        return put(sheet, row, column, said, &Style::centred());
    }
    let (published, status) = (address(row, layout.at(Col::Published)), address(row, layout.at(Col::Status)));
    let cell = Formula::new(formula::agreement(&published, &status, cells)).set_result(said);
    sheet.write_formula_with_format(row, column, cell, &Style::centred())?;
    Ok(())
}
