//! データ: one row per indicator, numbers in number cells, status and rates as live formulas.

use rust_xlsxwriter::{ColNum, Format, Formula, RowNum, Url, Worksheet};

use super::super::paper::{address, figure_code, number_width, put};
use super::super::{Style, WriteError};
use super::sheet_table::{FIRST, begin, end, fit};
use super::{DATA, ORIGIN, origin};
use crate::consolidation::{Figure, Report, Tally, ValueLine, formula};
use crate::domain::{CellRef, NegativeMark, Quantity};

const TABLE: [(&str, f64); 17] = [
    ("番号", 6.0),
    ("指標ID", 9.0),
    ("基本目標", 11.0),
    ("施策", 22.0),
    ("指標", 29.0),
    ("単位", 8.0),
    ("方向", 6.0),
    ("基準値", 10.0),
    ("目標値", 10.0),
    ("実績値", 10.0),
    ("値の区分", 9.0),
    ("達成状況", 11.0),
    ("達成率(%)", 10.0),
    ("進捗率(%)", 10.0),
    ("公表の区分", 11.0),
    ("一致", 7.0),
    ("備考", 12.0),
];

const GOAL: ColNum = 2;
const SIGN: ColNum = 6;
const BASELINE: ColNum = 7;
const TARGET: ColNum = 8;
const ACTUAL: ColNum = 9;
const STATE: ColNum = 10;
const STATUS: ColNum = 11;
const ACHIEVEMENT: ColNum = 12;
const PROGRESS: ColNum = 13;
const PUBLISHED: ColNum = 14;
const AGREEMENT: ColNum = 15;
const DERIVATION: ColNum = 16;

/// `データ!$L$5:$L$134`.
fn range(report: &Report, column: ColNum) -> String {
    let last = FIRST + RowNum::try_from(report.lines.len().max(1)).unwrap_or(1);
    let letters = CellRef::new(0, u32::from(column)).map(CellRef::column_letters).unwrap_or_default();
    format!("{DATA}!${letters}${}:${letters}${last}", FIRST + 1)
}

/// The cells of all statuses.
pub(super) fn statuses(report: &Report) -> String {
    range(report, STATUS)
}

/// The cells of all goals' codes.
pub(super) fn goals(report: &Report) -> String {
    range(report, GOAL)
}

/// Where the actual of the line at this place stands.
pub(super) fn actual_cell(place: usize) -> String {
    address(origin::row_of(place), ACTUAL)
}

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "達成状況、達成率、進捗率及び一致の欄は、数値から計算する式です。再計算（F9）で確かめられます。方向は、大きいほど良い指標が1、小さいほど良い指標が-1です。実績値を押すと、根拠シートの同じ指標に移ります。";
    begin(sheet, report, DATA, lead, &TABLE)?;
    let printed = |figure: fn(&ValueLine) -> Option<Quantity>| {
        let text = move |line: &ValueLine| figure(line).map(|value| line.printed(value));
        report.lines.iter().filter_map(text).collect::<Vec<_>>()
    };
    sheet.set_column_width(BASELINE, number_width(10.0, printed(|line| line.baseline.value)))?;
    sheet.set_column_width(TARGET, number_width(10.0, printed(|line| line.target.value)))?;
    sheet.set_column_width(ACTUAL, number_width(10.0, printed(|line| line.actual)))?;
    let rate = |rate: fn(&ValueLine) -> Option<Quantity>| {
        report.lines.iter().filter_map(|line| rate(line).map(|value| value.rounded(1).grouped(1))).collect::<Vec<_>>()
    };
    sheet.set_column_width(ACHIEVEMENT, number_width(10.0, rate(|line| line.judgement.achievement)))?;
    sheet.set_column_width(PROGRESS, number_width(10.0, rate(|line| line.judgement.progress)))?;
    for (place, line) in report.lines.iter().enumerate() {
        let row = origin::row_of(place);
        facts(sheet, report, place, line)?;
        results(sheet, report, row, line)?;
    }
    end(sheet, &TABLE, report.lines.len(), "指標がありません。")?;
    sheet.set_freeze_panes(FIRST, 5)?;
    Ok(())
}

/// What is given: numbers as numbers, everything else as text.
fn facts(sheet: &mut Worksheet, report: &Report, place: usize, line: &ValueLine) -> Result<(), WriteError> {
    let row = origin::row_of(place);
    sheet.write_number_with_format(row, 0, f64::from(row - FIRST + 1), &Style::number(0, false))?;
    put(sheet, row, 1, line.indicator.as_str(), &Style::text())?;
    put(sheet, row, GOAL, report.goal_code(line), &Style::text())?;
    put(sheet, row, 3, report.policy_heading(line), &Style::text())?;
    put(sheet, row, 4, &line.name, &Style::text())?;
    put(sheet, row, 5, &line.unit, &Style::centred())?;
    sheet.write_number_with_format(row, SIGN, f64::from(formula::sign(line.direction)), &Style::centred().set_num_format("0"))?;
    figure(sheet, report, (row, BASELINE), line, &line.baseline)?;
    figure(sheet, report, (row, TARGET), line, &line.target)?;
    match line.actual {
        Some(value) => {
            // The program's own link; the number then takes the place of the link's text.
            let target = Url::new(format!("internal:'{ORIGIN}'!F{}", row + 1));
            let format = number(report, line, value);
            sheet.write_url_with_options(row, ACTUAL, target, "", "", Some(&format))?;
            sheet.write_number_with_format(row, ACTUAL, value.to_cell(), &format)?;
        }
        None => put(sheet, row, ACTUAL, "", &Style::text())?,
    }
    put(sheet, row, STATE, line.state.map_or("", crate::domain::ValueState::label), &Style::centred())?;
    put(sheet, row, PUBLISHED, line.published.as_deref().unwrap_or_default(), &Style::centred())
}

/// A figure: its number, or blank, so that formulas see a blank; the printed text stands in the paper.
fn figure(
    sheet: &mut Worksheet,
    report: &Report,
    (row, column): (RowNum, ColNum),
    line: &ValueLine,
    figure: &Figure,
) -> Result<(), WriteError> {
    match figure.value {
        Some(value) => {
            sheet.write_number_with_format(row, column, value.to_cell(), &number(report, line, value))?;
            Ok(())
        }
        None => put(sheet, row, column, &figure.text, &Style::centred()),
    }
}

fn number(report: &Report, line: &ValueLine, value: Quantity) -> Format {
    Style::number(0, false).set_num_format(figure_code(&report.plan, line.decimals, value))
}

/// What follows: formulas with the results that a recalculation gives, or the value and why there is no formula.
fn results(sheet: &mut Worksheet, report: &Report, row: RowNum, line: &ValueLine) -> Result<(), WriteError> {
    let cells = formula::RowCells::of(line, [SIGN, BASELINE, TARGET, ACTUAL, STATE].map(|column| address(row, column)));
    let decrease = report.plan.decrease_rate;
    let mut without = Vec::new();
    let status = line.status_word();
    if formula::covers(&report.scheme, line) {
        let cell = Formula::new(formula::status(&report.scheme, &cells)).set_result(status);
        sheet.write_formula_with_format(row, STATUS, cell, &Style::centred())?;
    } else {
        put(sheet, row, STATUS, status, &Style::centred())?;
        without.push("達成状況");
    }
    let rates = [
        (
            ACHIEVEMENT,
            "達成率",
            formula::achievement(decrease, &cells),
            line.judgement.achievement,
            formula::achievement_defined(decrease, line),
        ),
        (PROGRESS, "進捗率", formula::progress(&cells), line.judgement.progress, formula::progress_defined(line)),
    ];
    for (column, name, text, rate, defined) in rates {
        let rate = formula::rounded_rate(rate);
        let shown = rate.map_or(Tally::UNJUDGEABLE.to_owned(), |rate| rate.to_string());
        let format = Style::number(1, report.plan.negative == NegativeMark::Triangle);
        if rate.is_some() == defined {
            sheet.write_formula_with_format(row, column, Formula::new(text).set_result(shown), &format)?;
        } else {
            match rate {
                Some(rate) => {
                    sheet.write_number_with_format(row, column, rate.to_cell(), &format)?;
                }
                None => put(sheet, row, column, &shown, &format)?,
            }
            without.push(name);
        }
    }
    let agreement = match (line.published.as_deref(), line.status()) {
        (None, _) | (_, None) => "—",
        (Some(published), Some(computed)) if published == computed => "一致",
        (Some(_), Some(_)) => "相違",
    };
    let cell = Formula::new(formula::agreement(&address(row, PUBLISHED), &address(row, STATUS), &cells)).set_result(agreement);
    sheet.write_formula_with_format(row, AGREEMENT, cell, &Style::centred())?;
    let reason = if without.is_empty() {
        String::new()
    } else {
        format!("{}は、式では表せないため、算定した結果を値で示しています。", without.join("、"))
    };
    put(sheet, row, DERIVATION, &reason, &Style::text())?;
    let (state, published) = (line.state.map_or("", crate::domain::ValueState::label), line.published.as_deref().unwrap_or_default());
    let texts = ["", line.indicator.as_str(), "", report.policy_heading(line), &line.name, &line.unit, "", "", "", "", state, status];
    let texts: Vec<&str> = texts.into_iter().chain(["", "", published, "", &reason]).collect();
    fit(sheet, row, &TABLE, &texts)
}
