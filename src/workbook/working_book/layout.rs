//! The columns of the data sheet: those that every plan has, and those of numbers that add up over the plan's years.

use rust_xlsxwriter::{ColNum, RowNum};

use super::super::paper::address;
use super::DATA;
use super::entry::{entries, row_of};
use super::sheet_table::FIRST;
use crate::consolidation::{Report, formula};
use crate::domain::{CellRef, FiscalYear};

/// A column of the data sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Col {
    Number,
    Id,
    /// 区分: the plan's word for it; parts have their own.
    Kind,
    Goal,
    Policy,
    Name,
    Unit,
    Sign,
    Baseline,
    Target,
    Actual,
    /// The actual of an earlier year of the plan.
    Year(FiscalYear),
    /// What is held against the actual.
    JudgedBaseline,
    /// What is judged: the sum since the plan's first year for 延べ.
    JudgedActual,
    State,
    Status,
    Achievement,
    Progress,
    Published,
    Agreement,
    Derivation,
}

/// Word of 区分 for parts, which are not counted.
pub(super) const PART: &str = "構成";

/// Where the columns stand.
pub(super) struct Layout {
    columns: Vec<(Col, String, f64)>,
    rows: usize,
}

impl Layout {
    pub(super) fn of(report: &Report) -> Self {
        let entries = entries(report);
        let column = |col, heading: &str, width| (col, heading.to_owned(), width);
        let mut columns = vec![
            column(Col::Number, "番号", 6.0),
            column(Col::Id, "指標ID", 9.0),
            column(Col::Kind, "区分", 9.0),
            column(Col::Goal, "基本目標", 11.0),
            column(Col::Policy, "施策", 22.0),
            column(Col::Name, "指標", 29.0),
            column(Col::Unit, "単位", 8.0),
            column(Col::Sign, "方向", 6.0),
            column(Col::Baseline, &report.plan.baseline_word, 10.0),
            column(Col::Target, "目標値", 10.0),
            column(Col::Actual, "実績値", 10.0),
        ];
        if entries.iter().any(|entry| entry.line.adds_up()) {
            let years = earlier_years(report);
            columns.extend(years.into_iter().map(|year| (Col::Year(year), format!("{}実績", year.short()), 9.0)));
            columns.push(column(Col::JudgedBaseline, "判定に用いた基準値", 10.0));
            columns.push(column(Col::JudgedActual, "判定に用いた実績値", 10.0));
        }
        // Words are needed where no formula, or no status, can be given.
        let explains = !formula::expressible(&report.scheme)
            || entries.iter().any(|entry| {
                entry.part.is_some() || entry.line.overridden.is_some() || (entry.line.actual.is_some() && entry.line.status().is_none())
            });
        columns.extend([
            column(Col::State, "値の区分", 9.0),
            column(Col::Status, "達成状況", 11.0),
            column(Col::Achievement, "達成率(%)", 10.0),
            column(Col::Progress, "進捗率(%)", 10.0),
            column(Col::Published, "公表の区分", 11.0),
            column(Col::Agreement, "一致", 7.0),
            column(Col::Derivation, "備考", if explains { 34.0 } else { 14.0 }),
        ]);
        Self { columns, rows: entries.len() }
    }

    /// Headings and widths.
    pub(super) fn table(&self) -> Vec<(&str, f64)> {
        self.columns.iter().map(|(_, heading, width)| (heading.as_str(), *width)).collect()
    }

    /// All columns, in order.
    pub(super) fn columns(&self) -> impl Iterator<Item = Col> {
        self.columns.iter().map(|(col, _, _)| *col)
    }

    /// Where a column stands, if the sheet has it.
    pub(super) fn find(&self, col: Col) -> Option<ColNum> {
        self.columns.iter().position(|(known, _, _)| *known == col).and_then(|place| ColNum::try_from(place).ok())
    }

    /// Where a column stands that every sheet has.
    pub(super) fn at(&self, col: Col) -> ColNum {
        self.find(col).unwrap_or(0)
    }

    /// The cell of a column in a row, without `$`.
    pub(super) fn cell(&self, row: RowNum, col: Col) -> String {
        address(row, self.at(col))
    }

    /// The cell of the number that is judged: its own column where the sheet has one, else the printed number's.
    pub(super) fn judged(&self, row: RowNum, judged: Col, printed: Col) -> String {
        address(row, self.find(judged).unwrap_or_else(|| self.at(printed)))
    }

    /// Cells of the earlier years' actuals of a row, first to last; nothing where there are none.
    pub(super) fn earlier(&self, row: RowNum) -> Vec<String> {
        let years = self.columns().filter(|col| matches!(col, Col::Year(_)));
        years.map(|col| self.cell(row, col)).collect()
    }

    /// `データ!$L$5:$L$134`.
    pub(super) fn range(&self, col: Col) -> String {
        let last = FIRST + RowNum::try_from(self.rows.max(1)).unwrap_or(1);
        let letters = CellRef::new(0, u32::from(self.at(col))).map(CellRef::column_letters).unwrap_or_default();
        format!("{DATA}!${letters}${}:${letters}${last}", FIRST + 1)
    }

    /// Where the actual of the entry at this place stands.
    pub(super) fn actual_cell(&self, place: usize) -> String {
        self.cell(row_of(place), Col::Actual)
    }
}

/// The plan's years before the one asked about.
fn earlier_years(report: &Report) -> Vec<FiscalYear> {
    let Some((first, _)) = report.plan.years else { return Vec::new() };
    std::iter::successors(Some(first), |year| year.next()).take_while(|year| *year < report.round.year).collect()
}
