//! 取組内容: the projects of the year below a policy's table.

use rust_xlsxwriter::ColNum;

use super::super::paper::{Ink, pieces, put_across, row_height};
use super::super::{Style, WriteError};
use super::pen::{CAPTION, Pen};
use crate::consolidation::PolicyTable;
use crate::domain::Project;

/// Lines of a project's summary in one row.
const SUMMARY_LINES: usize = 20;
const HEADING: f64 = 22.0;

/// A project on paper: its name, and what stands beside it.
struct Row {
    name: String,
    text: String,
    height: f64,
}

impl Pen<'_> {
    /// The policy's projects; one that is very long goes on in the next row.
    pub(super) fn projects(&mut self, policy: &PolicyTable, whole: &str) -> Result<(), WriteError> {
        // A plan that prints no summaries gives the departments a column of their own.
        let bare = policy.projects.iter().all(|project| project.summary.trim().is_empty());
        let rows: Vec<Vec<Row>> = policy.projects.iter().map(|project| self.project_rows(project, bare)).collect();
        let first = rows.first().map_or(0.0, |rows| rows.iter().map(|row| row.height).sum::<f64>()).min(self.pages.whole() / 2.0);
        let caption = self.report.round.work_year().map(|year| format!("{}取組内容", year.label())).unwrap_or_default();
        let name = if policy.heading.is_empty() { whole } else { policy.heading.as_str() };
        if self.make_room(6.0 + CAPTION + HEADING + first) {
            self.across(&format!("{name}（続き）"), &Ink::plain(), CAPTION)?;
        } else {
            self.next(6.0)?;
        }
        self.across(&caption, &Ink::plain(), CAPTION)?;
        self.project_heading(bare)?;
        for row in rows.iter().flatten() {
            if self.make_room(row.height) {
                self.across(&format!("{name}　{caption}（続き）"), &Ink::plain(), CAPTION)?;
                self.project_heading(bare)?;
            }
            let (left, right) = self.blocks(bare);
            put_across(self.sheet, self.row, left, &row.name, &Style::text())?;
            put_across(self.sheet, self.row, right, &row.text, &Style::text())?;
            self.next(row.height)?;
        }
        Ok(())
    }

    fn project_heading(&mut self, bare: bool) -> Result<(), WriteError> {
        let (left, right) = self.blocks(bare);
        let words = if bare { ["事業名", "担当課"] } else { ["事業名（担当課）", "事業概要"] };
        put_across(self.sheet, self.row, left, words[0], &Style::column_heading())?;
        put_across(self.sheet, self.row, right, words[1], &Style::column_heading())?;
        self.next(HEADING)
    }

    /// First and last columns of the name, and of what stands beside it. Names without summaries get the larger part.
    fn blocks(&self, bare: bool) -> ((ColNum, ColNum), (ColNum, ColNum)) {
        let second = if bare { self.layout.last_block() } else { self.layout.second_block() };
        let second = ColNum::try_from(second).unwrap_or(1).clamp(1, self.last().max(1));
        ((0, second - 1), (second, self.last()))
    }

    fn project_rows(&self, project: &Project, bare: bool) -> Vec<Row> {
        let repeat = if project.repeat { "【再掲】" } else { "" };
        let name = if bare || project.departments.is_empty() {
            format!("{}{repeat}", project.name)
        } else {
            format!("{}{repeat}\n（{}）", project.name, project.departments)
        };
        let (left, right) = self.blocks(bare);
        let width = |(first, last): (ColNum, ColNum)| {
            self.layout.widths.iter().skip(usize::from(first)).take(usize::from(last.saturating_sub(first)) + 1).sum::<f64>()
        };
        let (left, right) = (width(left), width(right));
        let text = if bare { &project.departments } else { &project.summary };
        let parts = pieces(text, right, SUMMARY_LINES);
        let several = parts.len() > 1;
        parts
            .into_iter()
            .enumerate()
            .map(|(place, text)| {
                let name = if place == 0 { name.clone() } else { "（続き）".to_owned() };
                let height = row_height([(name.as_str(), left), (text.as_str(), right)]) + if several { 0.0 } else { 2.0 };
                Row { name, text, height }
            })
            .collect()
    }
}
