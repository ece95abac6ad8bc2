//! データ: one row per indicator and per part, numbers in number cells, what is judged, status and rates as live formulas.

use rust_xlsxwriter::{ColNum, Format, Formula, RowNum, Url, Worksheet};

use super::super::paper::{figure_code, number_width, put};
use super::super::{Style, WriteError};
use super::entry::{Entry, entries, printed, row_of};
use super::layout::{Col, Layout, PART};
use super::results::results;
use super::sheet_table::{FIRST, begin, end, fit};
use super::{DATA, ORIGIN};
use crate::consolidation::{Figure, GoalTable, IndicatorKind, Report, ValueLine, formula};
use crate::domain::Quantity;

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let (layout, entries) = (Layout::of(report), entries(report));
    let table = layout.table();
    begin(sheet, report, DATA, &lead(&layout), &table)?;
    widths(sheet, &layout, &entries)?;
    for (place, entry) in entries.iter().enumerate() {
        let row = row_of(place);
        facts(sheet, report, &layout, row, entry)?;
        judged(sheet, report, &layout, row, entry)?;
        let note = results(sheet, report, &layout, row, entry)?;
        let name = entry.name();
        let long = [
            (Col::Id, entry.line.indicator.as_str()),
            (Col::Goal, goal(report, entry.line)),
            (Col::Policy, report.policy_heading(entry.line)),
            (Col::Name, &name),
            (Col::Unit, &entry.line.unit),
            (Col::Status, entry.line.status_word()),
            (Col::Derivation, &note),
        ];
        let text = |col: Col| long.iter().find(|(known, _)| *known == col).map_or("", |(_, text)| *text);
        let texts: Vec<&str> = layout.columns().map(text).collect();
        fit(sheet, row, &table, &texts)?;
    }
    end(sheet, &table, entries.len(), "指標がありません。")?;
    sheet.set_freeze_panes(FIRST, layout.at(Col::Unit))?;
    Ok(())
}

fn lead(layout: &Layout) -> String {
    let judged = if layout.find(Col::JudgedActual).is_some() {
        "延べの指標は、計画の初年度からの合計で判定します。"
    } else {
        ""
    };
    format!(
        "達成状況、達成率、進捗率及び一致の欄は、数値から計算する式です。再計算（F9）で確かめられます。方向は、大きいほど良い指標が1、小さいほど良い指標が-1です。{judged}実績値を押すと、根拠シートの同じ指標に移ります。"
    )
}

/// What a goal is called in a row: its code, or its name where the plan prints none.
pub(super) fn goal<'a>(report: &'a Report, line: &ValueLine) -> &'a str {
    let goal = report.goals.iter().find(|goal| Some(&goal.node) == line.goal.as_ref());
    goal.map_or("", GoalTable::short)
}

/// What the plan calls a kind of indicator.
pub(super) fn kind_word(report: &Report, kind: IndicatorKind) -> &str {
    match kind {
        IndicatorKind::OfGoal => &report.plan.goal_indicator_word,
        IndicatorKind::OfPolicy => &report.plan.indicator_word,
    }
}

/// Columns of numbers are as wide as their widest number.
fn widths(sheet: &mut Worksheet, layout: &Layout, entries: &[Entry<'_>]) -> Result<(), WriteError> {
    let mut set = |col: Col, least: f64, figure: &dyn Fn(&ValueLine) -> Option<String>| -> Result<(), WriteError> {
        if let Some(column) = layout.find(col) {
            sheet.set_column_width(column, number_width(least, entries.iter().filter_map(|entry| figure(entry.line))))?;
        }
        Ok(())
    };
    let said = |line: &ValueLine, value: Option<Quantity>| value.map(|value| printed(line, value));
    set(Col::Baseline, 10.0, &|line| said(line, line.baseline.value))?;
    set(Col::Target, 10.0, &|line| said(line, line.case.target))?;
    set(Col::Actual, 10.0, &|line| said(line, line.actual))?;
    set(Col::JudgedBaseline, 10.0, &|line| said(line, line.case.baseline))?;
    set(Col::JudgedActual, 10.0, &|line| said(line, line.case.actual))?;
    let rate = |rate: Option<Quantity>| rate.map(|value| value.rounded(1).grouped(1));
    set(Col::Achievement, 10.0, &|line| rate(line.judgement.achievement))?;
    set(Col::Progress, 10.0, &|line| rate(line.judgement.progress))
}

/// What is given: numbers as numbers, everything else as text.
fn facts(sheet: &mut Worksheet, report: &Report, layout: &Layout, row: RowNum, entry: &Entry<'_>) -> Result<(), WriteError> {
    let line = entry.line;
    match entry.part {
        None => {
            let number = f64::from(u32::try_from(entry.place + 1).unwrap_or(u32::MAX));
            sheet.write_number_with_format(row, layout.at(Col::Number), number, &Style::number(0, false))?;
        }
        Some(_) => put(sheet, row, layout.at(Col::Number), &entry.number(), &Style::centred())?,
    }
    let kind = if entry.part.is_some() { PART } else { kind_word(report, line.kind) };
    put(sheet, row, layout.at(Col::Id), line.indicator.as_str(), &Style::text())?;
    put(sheet, row, layout.at(Col::Kind), kind, &Style::centred())?;
    put(sheet, row, layout.at(Col::Goal), goal(report, line), &Style::text())?;
    put(sheet, row, layout.at(Col::Policy), report.policy_heading(line), &Style::text())?;
    put(sheet, row, layout.at(Col::Name), &entry.name(), &Style::text())?;
    put(sheet, row, layout.at(Col::Unit), &line.unit, &Style::centred())?;
    let sign = f64::from(formula::sign(line.direction));
    sheet.write_number_with_format(row, layout.at(Col::Sign), sign, &Style::centred().set_num_format("0"))?;
    figure(sheet, report, (row, layout.at(Col::Baseline)), line, &line.baseline)?;
    match (line.target.value, line.case.target) {
        // 基準値以上: the target is the baseline, wherever the baseline goes.
        (None, Some(value)) => {
            let same = Formula::new(layout.cell(row, Col::Baseline)).set_result(value.to_string());
            sheet.write_formula_with_format(row, layout.at(Col::Target), same, &number(report, line, value))?;
        }
        _ => figure(sheet, report, (row, layout.at(Col::Target)), line, &line.target)?,
    }
    let column = layout.at(Col::Actual);
    match line.actual {
        Some(value) => {
            // The program's own link; the number then takes the place of the link's text.
            let target = Url::new(format!("internal:'{ORIGIN}'!F{}", row + 1));
            let format = number(report, line, value);
            sheet.write_url_with_options(row, column, target, "", "", Some(&format))?;
            sheet.write_number_with_format(row, column, value.to_cell(), &format)?;
        }
        None => put(sheet, row, column, "", &Style::text())?,
    }
    put(sheet, row, layout.at(Col::State), line.state.map_or("", crate::domain::ValueState::label), &Style::centred())?;
    put(sheet, row, layout.at(Col::Published), line.published.as_deref().unwrap_or_default(), &Style::centred())
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

/// The format of an indicator's number; a stage's name stands beside its place.
fn number(report: &Report, line: &ValueLine, value: Quantity) -> Format {
    let code = match line.stage(value) {
        Some(name) => format!("0{}", Style::literal(&format!("（{name}）"))),
        None => figure_code(&report.plan, line.decimals, value),
    };
    Style::number(0, false).set_num_format(code)
}

/// What is judged, where the sheet has columns for it: the numbers of the row, or their sum over the plan's years.
fn judged(sheet: &mut Worksheet, report: &Report, layout: &Layout, row: RowNum, entry: &Entry<'_>) -> Result<(), WriteError> {
    let (Some(baseline), Some(actual)) = (layout.find(Col::JudgedBaseline), layout.find(Col::JudgedActual)) else {
        return Ok(());
    };
    let line = entry.line;
    for col in layout.columns() {
        let Col::Year(year) = col else { continue };
        let stated = line.years.iter().find(|figures| figures.year == year && line.adds_up());
        match stated {
            Some(figures) => figure(sheet, report, (row, layout.at(col)), line, &figures.actual)?,
            None => put(sheet, row, layout.at(col), "", &Style::text())?,
        }
    }
    let (own_baseline, own_actual) = (layout.cell(row, Col::Baseline), layout.cell(row, Col::Actual));
    let earlier = layout.earlier(row);
    let sum = match (line.adds_up(), &earlier[..]) {
        (true, [first, .., last]) => sum_of(&own_actual, &format!("{first}:{last}"), earlier.len()),
        (true, [only]) => sum_of(&own_actual, only, 1),
        _ => format!("IF(ISNUMBER({own_actual}),{own_actual},\"—\")"),
    };
    live(sheet, report, (row, actual), line, sum, line.case.actual)?;
    let held = match (line.adds_up(), line.case.elapsed) {
        (true, Some((over, _))) => format!("IF(ISNUMBER({own_baseline}),ROUND({own_baseline}*{over},10),\"—\")"),
        _ => format!("IF(ISNUMBER({own_baseline}),{own_baseline},\"—\")"),
    };
    if line.case.baseline.is_none() && line.baseline.value.is_some() {
        // Several years' baseline, or one of an unknown year: no sum of years can be held against it.
        return put(sheet, row, baseline, "—", &Style::centred());
    }
    live(sheet, report, (row, baseline), line, held, line.case.baseline)
}

/// The sum since the plan's first year, as long as no year is missing: half a sum would look like a whole one.
fn sum_of(own: &str, earlier: &str, years: usize) -> String {
    format!("IF(AND(ISNUMBER({own}),COUNT({earlier})={years}),ROUND(SUM({earlier})+{own},10),\"—\")")
}

fn live(
    sheet: &mut Worksheet,
    report: &Report,
    (row, column): (RowNum, ColNum),
    line: &ValueLine,
    text: String,
    value: Option<Quantity>,
) -> Result<(), WriteError> {
    let format = value.map_or_else(Style::centred, |value| number(report, line, value));
    let cell = Formula::new(text).set_result(value.map_or("—".to_owned(), |value| value.to_string()));
    sheet.write_formula_with_format(row, column, cell, &format)?;
    Ok(())
}
