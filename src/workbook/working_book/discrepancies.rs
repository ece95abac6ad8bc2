//! 判定の相違: what the city published beside what its own numbers give.

use rust_xlsxwriter::{Format, RowNum, Worksheet};

use super::super::paper::{Ink, count_cell, figure_code, number_width, put, put_across, row_height};
use super::super::{Style, WriteError};
use super::sheet_table::{FIRST, begin, end, fit, last_column};
use crate::consolidation::{Discrepancy, Figure, Report, ShareCheck, ValueLine};
use crate::domain::{Lang, Quantity};

const TABLE: [(&str, f64); 10] = [
    ("基本目標", 12.0),
    ("施策", 26.0),
    ("指標", 30.0),
    ("単位", 9.0),
    ("基準値", 12.0),
    ("目標値", 12.0),
    ("実績値", 12.0),
    ("公表の区分", 13.0),
    ("算定した区分", 13.0),
    ("理由", 46.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = format!(
        "公表された達成状況と、評価区分に当てはめて算定した達成状況とが異なる指標は、{}件です。集計には、算定した区分を用いています。",
        report.discrepancies.len()
    );
    begin(sheet, report, "判定の相違", &lead, &TABLE)?;
    let told = || report.discrepancies.iter().filter_map(|discrepancy| report.lines.get(discrepancy.line));
    let figures: [fn(&ValueLine) -> Option<Quantity>; 3] = [|line| line.baseline.value, |line| line.target.value, |line| line.actual];
    for (column, figure) in (4..).zip(figures) {
        let printed = told().filter_map(|line| figure(line).map(|value| line.printed(value)));
        sheet.set_column_width(column, number_width(12.0, printed))?;
    }
    let mut row = FIRST;
    for discrepancy in &report.discrepancies {
        if let Some(line) = report.lines.get(discrepancy.line) {
            entry(sheet, report, row, discrepancy, line)?;
            row += 1;
        }
    }
    let after = end(sheet, &TABLE, report.discrepancies.len(), "公表された達成状況との相違はありません。")?;
    shares(sheet, report, after + 1)
}

fn entry(sheet: &mut Worksheet, report: &Report, row: RowNum, discrepancy: &Discrepancy, line: &ValueLine) -> Result<(), WriteError> {
    let policy = report.policy_heading(line);
    let why = discrepancy.why(Lang::Ja);
    put(sheet, row, 0, report.goal_code(line), &Style::text())?;
    put(sheet, row, 1, policy, &Style::text())?;
    put(sheet, row, 2, &line.name, &Style::text())?;
    put(sheet, row, 3, &line.unit, &Style::centred())?;
    let actual = Figure { value: line.actual, ..Figure::default() };
    for (column, figure) in [(4, &line.baseline), (5, &line.target), (6, &actual)] {
        match figure.value {
            Some(value) => {
                sheet.write_number_with_format(row, column, value.to_cell(), &number(report, line, value))?;
            }
            None => put(sheet, row, column, &figure.text, &Style::centred())?,
        }
    }
    put(sheet, row, 7, &discrepancy.published, &Style::centred())?;
    put(sheet, row, 8, &discrepancy.computed, &Style::centred().set_bold())?;
    put(sheet, row, 9, why, &Style::text())?;
    fit(sheet, row, &TABLE, &["", policy, &line.name, "", "", "", "", "", "", why])
}

fn number(report: &Report, line: &ValueLine, value: Quantity) -> Format {
    Style::number(0, false).set_num_format(figure_code(&report.plan, line.decimals, value))
}

/// Whether the published shares follow from the published table, and what follows instead.
fn shares(sheet: &mut Worksheet, report: &Report, mut row: RowNum) -> Result<(), WriteError> {
    if report.share_checks.is_empty() {
        return Ok(());
    }
    let last = last_column(&TABLE);
    put(sheet, row, 0, "公表された割合の確認", &Style::heading())?;
    sheet.set_row_height(row, 24.0)?;
    row += 1;
    let verdict = verdict(&report.share_checks, report.plan.share_decimals);
    put_across(sheet, row, (0, last), &verdict, &Ink::plain())?;
    let width: f64 = TABLE.iter().map(|column| column.1).sum();
    sheet.set_row_height(row, row_height([(verdict.as_str(), width)]) + 4.0)?;
    row += 1;
    let headings = [
        "範囲",
        "区分",
        "公表された割合と、公表された一覧から計算した割合",
        "",
        "公表割合",
        "一覧の数",
        "一覧の計",
        "計算した割合",
        "一致",
    ];
    for (column, word) in (0..).zip(headings) {
        put(sheet, row, column, word, &Style::column_heading())?;
    }
    sheet.merge_range(row, 2, row, 3, headings[2], &Style::column_heading())?;
    sheet.set_row_height(row, 36.0)?;
    let places = report.plan.share_decimals;
    for check in &report.share_checks {
        row += 1;
        let computed = check.computed.map_or("—".to_owned(), |share| format!("{}%", share.grouped(places)));
        let published = format!("{}%", check.published.grouped(places));
        put(sheet, row, 0, &check.scope, &Style::text())?;
        put(sheet, row, 1, &check.status, &Style::text())?;
        let compared = format!("公表は{published}、一覧からは{computed}");
        put_across(sheet, row, (2, 3), &compared, &Style::text())?;
        sheet.write_number_with_format(row, 4, check.published.to_cell(), &Style::number(places, false))?;
        sheet.write_number_with_format(row, 5, count_cell(check.count), &Style::number(0, false))?;
        sheet.write_number_with_format(row, 6, count_cell(check.of), &Style::number(0, false))?;
        match check.computed {
            Some(share) => {
                sheet.write_number_with_format(row, 7, share.to_cell(), &Style::number(places, false))?;
            }
            None => put(sheet, row, 7, "—", &Style::centred())?,
        }
        put(sheet, row, 8, if check.holds() { "一致" } else { "相違" }, &Style::centred())?;
        sheet.set_row_height(row, 20.0)?;
    }
    Ok(())
}

/// One sentence per scope that does not hold; one for all when they do.
fn verdict(checks: &[ShareCheck], decimals: u32) -> String {
    let mut scopes: Vec<&str> = Vec::new();
    for check in checks.iter().filter(|check| !check.holds()) {
        if !scopes.contains(&check.scope.as_str()) {
            scopes.push(&check.scope);
        }
    }
    if scopes.is_empty() {
        return "公表された割合は、公表された達成状況の一覧から計算した割合と一致しています。".to_owned();
    }
    let sentence = |scope: &&str| {
        let of: Vec<&ShareCheck> = checks.iter().filter(|check| check.scope == **scope).collect();
        let join = |said: &dyn Fn(&ShareCheck) -> String| of.iter().map(|check| said(check)).collect::<Vec<_>>().join("、");
        let published = join(&|check| format!("{}{}%", check.status, check.published.grouped(decimals)));
        let counts = join(&|check| format!("{}{}", check.status, check.count));
        let computed =
            join(&|check| format!("{}{}", check.status, check.computed.map_or("—".to_owned(), |s| format!("{}%", s.grouped(decimals)))));
        let total = of.first().map_or(0, |check| check.of);
        format!(
            "{scope}について公表された割合（{published}）は、公表された達成状況の一覧からは導かれません。一覧では{total}指標のうち{counts}であり、割合は{computed}となります。"
        )
    };
    scopes.iter().map(sentence).collect()
}
