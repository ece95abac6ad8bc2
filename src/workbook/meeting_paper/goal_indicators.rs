//! 数値目標の達成状況一覧: the indicators of all goals on pages of their own, for a plan that prints them year by year.

use rust_xlsxwriter::Worksheet;

use super::super::paper::{page_setup, put_across};
use super::super::{Style, WriteError};
use super::entry::{Printed, policy_rows};
use super::goal::entries;
use super::layout::{Layout, name_heading};
use super::pen::{GAP, Pen, TITLE};
use crate::consolidation::{GoalTable, IndicatorKind, Report};
use crate::domain::PaperColumn;

/// Whether the plan has such a page.
pub(super) fn wanted(report: &Report) -> bool {
    let own = |goal: &GoalTable| goal.policies.iter().any(|policy| policy.heading.is_empty() && !policy.rows.is_empty());
    report.kinds.len() > 1 && report.plan.paper_columns.contains(&PaperColumn::Years) && report.goals.iter().any(own)
}

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let word = &report.plan.goal_indicator_word;
    sheet.set_name("目標一覧")?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 0)?;
    let mut rows: Vec<Printed<'_>> = Vec::new();
    for goal in &report.goals {
        let own = goal.policies.iter().filter(|policy| policy.heading.is_empty()).flat_map(|policy| policy_rows(report, policy));
        let own: Vec<Printed<'_>> = own.collect();
        if !own.is_empty() {
            rows.push(Printed::Group(goal.heading()));
            rows.extend(own);
        }
    }
    let layout = Layout::new(report, &entries(rows.iter()));
    let mut pen = Pen::new(sheet, report, &layout)?;
    let title = format!("基本目標に係る{word}の達成状況一覧");
    let last = pen.last();
    put_across(pen.sheet, 0, (0, last), &title, &Style::title().set_font_color(Style::quiet()))?;
    pen.sheet.set_row_height(0, TITLE)?;
    pen.row = 1;
    pen.next(GAP)?;
    pen.table(&name_heading(report, IndicatorKind::OfGoal), &title, &rows)?;
    pen.finish()
}
