//! The declaration of an office's own report layout, as `templates/report/*.toml` states it: which of the report's figures
//! stand in which columns and cells.

use serde::Deserialize;

use super::declaration::{DeclaredWrite, checked_place, checked_table, file_name, own_write};
use super::{OwnColumn, OwnPlace, OwnTable, OwnWrite};
use crate::form::FormError;

/// What a column of a report layout holds of each indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportField {
    /// The indicator's id.
    Number,
    /// Its goal.
    Goal,
    /// Its policy.
    Policy,
    /// 指標名.
    Indicator,
    /// 単位.
    Unit,
    /// 望ましい方向.
    Direction,
    /// 所管課.
    Department,
    /// 基準値.
    Baseline,
    /// 前年度実績.
    LastActual,
    /// 目標値.
    Target,
    /// 実績値.
    Actual,
    /// 値の区分.
    State,
    /// 達成率 in percent.
    Rate,
    /// 進捗率 in percent.
    Progress,
    /// 達成状況.
    Status,
    /// Its mark: ◎○＝×.
    Mark,
    /// 目標に届かなかった理由.
    Reason,
    /// 今後の対応.
    Measure,
    /// 備考 of the plan.
    Note,
}

/// What a cell beside the table holds of the whole report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportFigure {
    /// How many indicators the report has.
    Indicators,
    /// How many have the status named beside it.
    Count,
    /// Their share in percent.
    Share,
    /// 算定不可.
    Unjudgeable,
    /// 未報告.
    Missing,
    /// The sentence.
    Sentence,
    /// 第3版.
    Edition,
    /// The day of the figures.
    AsOf,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportColumn {
    /// What it holds.
    pub field: ReportField,
    /// Where it is.
    pub column: OwnColumn,
}

/// A cell beside the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportCell {
    /// What it holds.
    pub figure: ReportFigure,
    /// The status that is counted.
    pub status: Option<String>,
    /// Where it is.
    pub place: OwnPlace,
}

/// An office's own report layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReport {
    /// Its name: the file that is written is called so.
    pub name: String,
    /// The plan that it is for; all plans when none is named.
    pub plan: Option<String>,
    /// Name of the workbook, beside its declaration.
    pub workbook: String,
    /// Its table.
    pub table: OwnTable,
    /// Its columns.
    pub columns: Vec<ReportColumn>,
    /// Cells beside the table.
    pub cells: Vec<ReportCell>,
    /// Texts that are written.
    pub writes: Vec<OwnWrite>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    name: String,
    plan: Option<String>,
    workbook: String,
    #[serde(default)]
    table: OwnTable,
    columns: Vec<DeclaredColumn>,
    #[serde(default)]
    cells: Vec<DeclaredCell>,
    #[serde(default)]
    write: Vec<DeclaredWrite>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredColumn {
    field: ReportField,
    heading: String,
    sub: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredCell {
    field: ReportFigure,
    status: Option<String>,
    sheet: Option<String>,
    label: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    right: Option<u16>,
    down: Option<u16>,
    name: Option<String>,
}

impl OwnReport {
    /// Reads and checks a declaration.
    pub fn parse(text: &str) -> Result<Self, FormError> {
        let declared: Declared = toml::from_str(text)?;
        file_name(&declared.workbook)?;
        checked_table(&declared.table)?;
        let column =
            |c: DeclaredColumn| ReportColumn { field: c.field, column: OwnColumn { heading: c.heading, sub: c.sub, aliases: c.aliases } };
        let report = Self {
            name: declared.name,
            plan: declared.plan,
            workbook: declared.workbook,
            table: declared.table,
            columns: declared.columns.into_iter().map(column).collect(),
            cells: declared.cells.into_iter().map(cell).collect::<Result<_, _>>()?,
            writes: declared.write.into_iter().map(own_write).collect::<Result<_, _>>()?,
        };
        let has = |field| report.columns.iter().any(|column| column.field == field);
        if has(ReportField::Indicator) || has(ReportField::Number) {
            Ok(report)
        } else {
            Err(FormError::Lacks("指標名（indicator）又は番号（number）"))
        }
    }

    /// The column that names the rows: the number where there is one.
    #[must_use]
    pub fn column(&self, field: ReportField) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }
}

fn cell(cell: DeclaredCell) -> Result<ReportCell, FormError> {
    let place =
        OwnPlace { sheet: cell.sheet, label: cell.label, aliases: cell.aliases, right: cell.right, down: cell.down, name: cell.name };
    let counts = matches!(cell.field, ReportFigure::Count | ReportFigure::Share);
    checked_place(&place, "cells")?;
    if counts != cell.status.is_some() {
        return Err(FormError::Lacks("status（count と share の評価区分）"));
    }
    Ok(ReportCell { figure: cell.field, status: cell.status, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_names_its_rows_and_counts_a_status() {
        let text = "name = \"部長会議資料\"\nworkbook = \"部長会議資料.xlsx\"\n[table]\nrows = \"listed\"\n[[columns]]\nfield = \"indicator\"\nheading = \"指標\"\n[[cells]]\nfield = \"count\"\nlabel = \"達成\"\nstatus = \"目標達成\"\n";
        assert!(OwnReport::parse(text).is_ok_and(|report| report.cells.len() == 1));
        assert!(OwnReport::parse(&text.replace("status = \"目標達成\"\n", "")).is_err());
        assert!(OwnReport::parse(&text.replace("field = \"indicator\"", "field = \"unit\"")).is_err());
    }
}
