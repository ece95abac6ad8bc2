//! The table of counts and shares: one row per goal or policy, one column per status.

use rust_xlsxwriter::{ColNum, Format, FormatAlign, RowNum, Worksheet};

use super::super::paper::{PAGE_WIDTH, count_cell, number_width, padded, put, put_across, row_height};
use super::super::{Style, WriteError, display_width};
use super::marked;
use crate::consolidation::{Report, Tally};

/// Columns before the statuses: code and name.
pub(super) const LEADING: ColNum = 2;
/// Columns after the statuses: 算定不可, 未報告 and 計.
const TRAILING: [&str; 3] = ["算定不可", "実績なし", "指標数"];

/// The table's shape.
pub(super) struct StatusTable {
    statuses: ColNum,
    pub(super) widths: Vec<f64>,
}

impl StatusTable {
    pub(super) fn new(report: &Report) -> Self {
        let statuses = report.scheme.statuses().len();
        let codes = report.goals.iter().map(|goal| display_width(&goal.code)).max().unwrap_or(0);
        let (code, trailing) = (f64::from(u32::try_from(codes).unwrap_or(0)).clamp(9.0, 18.0) + 3.0, 9.0);
        let counted = f64::from(u32::try_from(statuses.max(1)).unwrap_or(1));
        let decimals = report.plan.share_decimals;
        let tallies = || std::iter::once(&report.total).chain(report.goals.iter().map(|goal| &goal.tally));
        let printed = tallies().flat_map(|tally| (0..statuses).map(move |place| tally.printed(place, true, decimals)));
        let headings = report.scheme.statuses().into_iter().map(marked);
        let status = number_width((52.0 / counted).clamp(11.0, 15.0), printed.chain(headings)).min(24.0);
        let name = (PAGE_WIDTH - code - 3.0 * trailing - status * counted).max(16.0);
        let mut widths = vec![code, name];
        widths.extend(std::iter::repeat_n(status, statuses));
        widths.extend([trailing; 3]);
        Self { statuses: ColNum::try_from(statuses).unwrap_or(0), widths }
    }

    /// The last column.
    pub(super) fn last(&self) -> ColNum {
        LEADING + self.statuses + 2
    }

    /// Columns of the statuses: first and one past the last.
    pub(super) fn status_columns(&self) -> (ColNum, ColNum) {
        (LEADING, LEADING + self.statuses)
    }

    /// Height of a row with this code and name.
    pub(super) fn row_height(&self, code: &str, name: &str) -> f64 {
        let leading = self.widths.iter().take(usize::from(LEADING));
        let width: f64 = if code.is_empty() { leading.sum() } else { leading.skip(1).sum() };
        row_height([(name, width)]) + 2.0
    }

    /// Writes the heading row.
    pub(super) fn heading(&self, sheet: &mut Worksheet, row: RowNum, report: &Report) -> Result<(), WriteError> {
        let format = Style::column_heading();
        put_across(sheet, row, (0, 1), "区分", &format)?;
        for (column, rule) in (LEADING..).zip(report.scheme.statuses()) {
            put(sheet, row, column, &marked(rule), &format)?;
        }
        for (column, word) in (self.status_columns().1..).zip(TRAILING) {
            put(sheet, row, column, word, &format)?;
        }
        sheet.set_row_height(row, 24.0)?;
        Ok(())
    }

    /// Writes one row: the counts are numbers, their shares stand in the number format, so that a chart can use them.
    pub(super) fn row(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        report: &Report,
        (code, name, tally): (&str, &str, &Tally),
        dress: fn(Format) -> Format,
    ) -> Result<(), WriteError> {
        let text = dress(Style::text());
        if code.is_empty() || name.is_empty() {
            put_across(sheet, row, (0, 1), &format!("{code}{name}"), &text)?;
        } else {
            put(sheet, row, 0, code, &text)?;
            put(sheet, row, 1, name, &text)?;
        }
        for (place, (column, rule)) in (LEADING..).zip(report.scheme.statuses()).enumerate() {
            let share = tally.share(place, report.plan.share_decimals).filter(|_| rule.counted);
            let code = share.map_or("0".to_owned(), |share| format!("0\"（{}%）\"", share.grouped(report.plan.share_decimals)));
            let format = dress(Style::bordered(Style::base()).set_align(FormatAlign::Right).set_num_format(padded(&code)));
            sheet.write_number_with_format(row, column, count_cell(tally.count(place)), &format)?;
        }
        let plain = dress(Style::number(0, false).set_num_format(padded("0")));
        for (column, number) in (self.status_columns().1..).zip([tally.unjudgeable, tally.missing, tally.indicators]) {
            sheet.write_number_with_format(row, column, count_cell(number), &plain)?;
        }
        sheet.set_row_height(row, self.row_height(code, name))?;
        Ok(())
    }
    /// Writes the shares of a year ago below the counts; nothing where they are not known.
    pub(super) fn last_year(&self, sheet: &mut Worksheet, row: RowNum, report: &Report) -> Result<bool, WriteError> {
        let Some(last) = report.round.year.previous().filter(|_| report.last_shares.iter().any(Option::is_some)) else {
            return Ok(false);
        };
        put_across(sheet, row, (0, 1), &format!("（参考）{}", last.label()), &Style::text())?;
        for (place, column) in (LEADING..self.status_columns().1).enumerate() {
            let share = report.last_shares.get(place).copied().flatten();
            let text = share.map_or("—".to_owned(), |share| format!("{}%", share.grouped(report.plan.share_decimals)));
            put(sheet, row, column, &text, &Style::text().set_align(FormatAlign::Right).set_indent(1))?;
        }
        for column in self.status_columns().1..=self.last() {
            put(sheet, row, column, "", &Style::text())?;
        }
        sheet.set_row_height(row, self.row_height("", ""))?;
        Ok(true)
    }
}
