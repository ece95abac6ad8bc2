//! 集計: counts and shares as live formulas over the data sheet: all indicators, each kind, each goal.

use rust_xlsxwriter::{ColNum, Formula, RowNum, Worksheet};

use super::super::paper::{Ink, address, put, put_across};
use super::super::{Style, WriteError};
use super::count::{Is, count_ifs};
use super::data::kind_word;
use super::layout::{Col, Layout, PART};
use super::sheet_table::{FIRST, begin, end, last_column};
use crate::consolidation::{Report, Tally};

/// A row of the sheet: what it counts.
struct Scope {
    name: String,
    /// A column of the data sheet and its words; none for all indicators.
    within: Option<(Col, String)>,
    tally: Tally,
}

/// All indicators, each kind where the plan has two, each goal.
fn scopes(report: &Report) -> Vec<Scope> {
    let mut scopes = vec![Scope { name: "全体".to_owned(), within: None, tally: report.total.clone() }];
    if report.kinds.len() > 1 {
        scopes.extend(report.kinds.iter().map(|kind| {
            let within = Some((Col::Kind, kind_word(report, kind.kind).to_owned()));
            Scope { name: kind.word.clone(), within, tally: kind.tally.clone() }
        }));
    }
    scopes.extend(report.goals.iter().map(|goal| {
        let name = goal.short().to_owned();
        Scope { name: name.clone(), within: Some((Col::Goal, name)), tally: goal.tally.clone() }
    }));
    scopes
}

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let statuses = report.scheme.statuses();
    let labels: Vec<String> = statuses.iter().flat_map(|rule| [rule.label.clone(), format!("{}の\n割合(%)", rule.label)]).collect();
    let mut table: Vec<(&str, f64)> = vec![("範囲", 18.0)];
    table.extend(labels.iter().map(|label| (label.as_str(), 12.0)));
    table.extend([("割合の分母", 12.0), (Tally::UNJUDGEABLE, 12.0), ("実績なし", 12.0), ("指標数", 12.0)]);
    let lead = "データシートの達成状況の欄を数える式です。割合の分母は、割合に含める区分の指標数です。「実績なし」は、未提出、集計中などの指標です。";
    begin(sheet, report, "集計", lead, &table)?;
    let layout = Layout::of(report);
    let mut row = FIRST;
    for scope in scopes(report) {
        write_scope(sheet, report, &layout, row, &scope)?;
        row += 1;
    }
    let after = end(sheet, &table, usize::try_from(row - FIRST).unwrap_or(1), "")?;
    put_across(sheet, after, (0, last_column(&table)), "※ 割合は、会議資料と同じ桁に四捨五入しています。", &Ink::note())
}

fn write_scope(sheet: &mut Worksheet, report: &Report, layout: &Layout, row: RowNum, scope: &Scope) -> Result<(), WriteError> {
    let statuses = report.scheme.statuses();
    let (kinds, cells) = (layout.range(Col::Kind), layout.range(Col::Status));
    let within = scope.within.as_ref().map(|(col, words)| (layout.range(*col), words));
    // Parts have rows of their own and are not counted.
    let count = |status: Option<&str>| {
        let mut tests = vec![(kinds.as_str(), Is::Not(PART))];
        tests.extend(within.as_ref().map(|(range, words)| (range.as_str(), Is::Exactly(words))));
        tests.extend(status.map(|status| (cells.as_str(), Is::Exactly(status))));
        count_ifs(&tests)
    };
    let tally = &scope.tally;
    put(sheet, row, 0, &scope.name, &Style::text())?;
    let denominator_column = ColNum::try_from(1 + 2 * statuses.len()).unwrap_or(1);
    let denominator = address(row, denominator_column);
    let decimals = report.plan.share_decimals;
    let mut counted = Vec::new();
    for (place, (column, rule)) in (1..).step_by(2).zip(&statuses).enumerate() {
        let count = Formula::new(count(Some(&rule.label))).set_result(tally.count(place).to_string());
        sheet.write_formula_with_format(row, column, count, &Style::number(0, false))?;
        if !rule.counted {
            put(sheet, row, column + 1, "—", &Style::centred())?;
            continue;
        }
        counted.push(address(row, column));
        let share = tally.share(place, decimals).map_or(Tally::UNJUDGEABLE.to_owned(), |share| share.to_string());
        let text = format!(
            "IF({denominator}=0,\"{}\",ROUND(ROUND({}/{denominator}*100,10),{decimals}))",
            Tally::UNJUDGEABLE,
            address(row, column)
        );
        sheet.write_formula_with_format(row, column + 1, Formula::new(text).set_result(share), &Style::number(decimals, false))?;
    }
    let sum = Formula::new(if counted.is_empty() { "0".to_owned() } else { counted.join("+") }).set_result(tally.denominator.to_string());
    sheet.write_formula_with_format(row, denominator_column, sum, &Style::number(0, false))?;
    let apart = Formula::new(count(Some(Tally::UNJUDGEABLE))).set_result(tally.unjudgeable.to_string());
    sheet.write_formula_with_format(row, denominator_column + 1, apart, &Style::number(0, false))?;
    // What is neither a status nor 算定不可 has no number yet.
    let total = address(row, denominator_column + 3);
    let listed: Vec<String> = (1..denominator_column).step_by(2).map(|column| address(row, column)).collect();
    let missing = format!("{total}-{}-{}", listed.join("-"), address(row, denominator_column + 1));
    let missing = Formula::new(missing).set_result(tally.missing.to_string());
    sheet.write_formula_with_format(row, denominator_column + 2, missing, &Style::number(0, false))?;
    let total = Formula::new(count(None)).set_result(tally.indicators.to_string());
    sheet.write_formula_with_format(row, denominator_column + 3, total, &Style::number(0, false))?;
    sheet.set_row_height(row, 20.0)?;
    Ok(())
}
