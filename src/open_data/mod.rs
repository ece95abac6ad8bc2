//! The report as data for machines: two tables as CSV, the same as JSON, and a dictionary of their columns. Pure.
//!
//! The tables follow MIC's rule for machine-readable statistics (統計表における機械判読可能なデータの表記方法の統一ルール,
//! 総務省, December 2020): one value in a cell, numbers without separators or marks, no merged cells or layout, the unit
//! in a column of its own, names written out on every row, the year in both calendars, the municipality's code and name,
//! one table in a file. A value that is missing is blank, and the column beside it says why.

mod cell;
mod column;
mod csv_file;
mod dictionary;
mod indicator_columns;
mod indicator_row;
mod json_file;
mod missing;
mod year_columns;
mod year_row;

use crate::consolidation::Report;
use crate::domain::Registry;

use self::column::Column;

/// The data of one report.
#[derive(Debug, Clone, Copy)]
pub struct OpenData<'a> {
    report: &'a Report,
    registry: &'a Registry,
}

impl<'a> OpenData<'a> {
    /// The data of a report; `registry` is the one that it was made from.
    #[must_use]
    pub const fn of(report: &'a Report, registry: &'a Registry) -> Self {
        Self { report, registry }
    }

    /// 指標別: one row for each indicator and each part of one, for the year asked about. UTF-8 with BOM, CRLF.
    #[must_use]
    pub fn indicators_csv(&self) -> String {
        csv_file::table(&indicator_columns::columns(), &indicator_row::rows(self.report, self.registry))
    }

    /// 年度別: one row for each indicator, kind of value and year. UTF-8 with BOM, CRLF.
    #[must_use]
    pub fn years_csv(&self) -> String {
        csv_file::table(&year_columns::columns(), &year_row::rows(self.report, self.registry))
    }

    /// Both tables as JSON: decimals are strings, what is not known is null, texts are as they were typed.
    #[must_use]
    pub fn json(&self) -> String {
        json_file::document(self.report, self.registry)
    }

    /// 項目定義: what each column of the two tables holds. The same for every plan.
    #[must_use]
    pub fn dictionary_csv() -> String {
        dictionary::table()
    }
}

#[cfg(test)]
mod tests;
