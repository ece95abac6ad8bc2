//! Published shares beside those that follow from the published table.

use rust_xlsxwriter::{RowNum, Worksheet};

use super::super::paper::{count_cell, put, put_across};
use super::super::{Style, WriteError};
use super::discrepancies::section;
use crate::consolidation::{Report, ShareCheck};

/// Whether the published shares follow from the published table, and what follows instead.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, row: RowNum) -> Result<(), WriteError> {
    if report.share_checks.is_empty() {
        return Ok(());
    }
    let mut row = section(sheet, row, "公表された割合の確認", &verdict(&report.share_checks, report.plan.share_decimals))?;
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
