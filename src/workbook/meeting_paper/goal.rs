//! 目標1 …: one sheet per goal, with the tables exactly as the city prints them.

use rust_xlsxwriter::{ColNum, Format, FormatAlign, RowNum, Worksheet};

use super::super::paper::{Ink, PAGE_WIDTH, ROW, columns, number_width, page_setup, pieces, put, put_across, row_height};
use super::super::{Style, WriteError};
use super::goal_page::Pages;
use super::{actual_number, marked, number, printed_actual};
use crate::consolidation::{Figure, GoalTable, PolicyTable, Report, TableRow, ValueLine};
use crate::domain::Project;

/// 目標指標・KPI, 単位, 基準値, 目標, 実績, 達成状況, 次年度目標; together [`PAGE_WIDTH`].
const WIDTHS: [f64; 7] = [49.0, 10.0, 14.0, 14.0, 18.0, 15.0, 14.0];
const LAST: ColNum = 6;
const TITLE: f64 = 28.0;
const POLICY: f64 = 26.0;
const CAPTION: f64 = 20.0;
const HEADING: f64 = 22.0;
const GAP: f64 = 10.0;
/// Lines of a project's summary in one row.
const SUMMARY_LINES: usize = 20;

/// Writes the sheet of the goal at this place.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, place: usize) -> Result<(), WriteError> {
    sheet.set_name(format!("目標{}", place + 1))?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 0)?;
    let Some(goal) = report.goals.get(place) else {
        return Ok(());
    };
    let widths = widths(report, goal);
    columns(sheet, &widths)?;
    let mut pen = Pen { sheet, report, row: 0, pages: Pages::new(TITLE), widths };
    pen.head(goal)?;
    for policy in &goal.policies {
        pen.policy(policy)?;
    }
    let breaks = std::mem::take(&mut pen.pages.breaks);
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// Column widths: numbers get what they need, at the cost of the names, which wrap.
fn widths(report: &Report, goal: &GoalTable) -> [f64; 7] {
    let rows = goal.policies.iter().flat_map(|policy| &policy.rows);
    let lines: Vec<&ValueLine> = rows.filter_map(|row| report.lines.get(row.line)).collect();
    let printed = |figure: fn(&ValueLine) -> &Figure| {
        let text = move |line: &&ValueLine| figure(line).value.map(|value| line.printed(value));
        lines.iter().filter_map(text).collect::<Vec<_>>()
    };
    let mut widths = WIDTHS;
    widths[1] = number_width(WIDTHS[1], lines.iter().map(|line| line.unit.clone())).min(16.0);
    widths[2] = number_width(WIDTHS[2], printed(|line| &line.baseline));
    widths[3] = number_width(WIDTHS[3], printed(|line| &line.target));
    widths[4] = number_width(WIDTHS[4], lines.iter().filter_map(|line| printed_actual(line)));
    widths[6] = number_width(WIDTHS[6], printed(|line| &line.next_target));
    widths[0] = (PAGE_WIDTH - widths.iter().skip(1).sum::<f64>()).max(30.0);
    widths
}

/// Writes from top to bottom and turns pages.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    report: &'a Report,
    row: RowNum,
    pages: Pages,
    widths: [f64; 7],
}

impl Pen<'_> {
    fn next(&mut self, height: f64) -> Result<(), WriteError> {
        self.sheet.set_row_height(self.row, height)?;
        self.pages.take(height);
        self.row += 1;
        Ok(())
    }

    fn across(&mut self, text: &str, format: &Format, height: f64) -> Result<(), WriteError> {
        put_across(self.sheet, self.row, (0, LAST), text, format)?;
        self.next(height)
    }

    fn head(&mut self, goal: &GoalTable) -> Result<(), WriteError> {
        put_across(self.sheet, 0, (0, LAST), &goal.heading(), &Style::title().set_font_color(Style::quiet()))?;
        self.sheet.set_row_height(0, TITLE)?;
        self.row = 1;
        let decimals = self.report.plan.share_decimals;
        let statuses = self.report.scheme.statuses();
        let mut parts: Vec<String> = statuses
            .iter()
            .enumerate()
            .map(|(place, rule)| format!("{} {}", marked(rule), goal.tally.printed(place, rule.counted, decimals)))
            .collect();
        if goal.tally.unjudgeable > 0 {
            parts.push(format!("算定不可 {}", goal.tally.unjudgeable));
        }
        if goal.tally.missing > 0 {
            parts.push(format!("実績なし {}", goal.tally.missing));
        }
        let year = self.report.round.year.label();
        let text = format!("【{}のKPI達成状況（{year}末時点）】\n{}指標：{}", goal.code, goal.tally.indicators, parts.join("　"));
        let height = row_height([(text.as_str(), self.widths.iter().sum())]) + 4.0;
        self.across(&text, &Ink::plain(), height)
    }

    fn policy(&mut self, policy: &PolicyTable) -> Result<(), WriteError> {
        let heights: Vec<f64> =
            policy.rows.iter().filter_map(|row| self.line(row)).map(|(line, name)| self.indicator_height(line, &name)).collect();
        let head = POLICY + CAPTION + HEADING;
        let all = head + heights.iter().sum::<f64>();
        // A policy keeps its table together where a page holds it, else at least its first three rows.
        let least = head + heights.iter().take(3).sum::<f64>();
        let wanted = if self.pages.fits_empty(all * 1.6) { all } else { least };
        if !self.pages.fits(wanted + GAP) && !self.pages.is_empty() {
            self.pages.turn(self.row);
        } else {
            self.next(GAP)?;
        }
        let heading = if policy.heading.is_empty() { "数値目標" } else { policy.heading.as_str() };
        self.across(heading, &Style::heading(), POLICY)?;
        if !policy.rows.is_empty() {
            self.indicators(policy)?;
        }
        if !policy.projects.is_empty() {
            self.projects(policy)?;
        }
        Ok(())
    }

    fn line(&self, row: &TableRow) -> Option<(&ValueLine, String)> {
        let line = self.report.lines.get(row.line)?;
        let name = if row.repeat { format!("{}【再掲】", line.name) } else { line.name.clone() };
        Some((line, name))
    }

    fn indicators(&mut self, policy: &PolicyTable) -> Result<(), WriteError> {
        self.across("目標指標及びKPIの達成状況", &Ink::plain(), CAPTION)?;
        self.indicator_heading()?;
        let rows: Vec<(ValueLine, String)> =
            policy.rows.iter().filter_map(|row| self.line(row)).map(|(line, name)| (line.clone(), name)).collect();
        let heights: Vec<f64> = rows.iter().map(|(line, name)| self.indicator_height(line, name)).collect();
        for (place, (line, name)) in rows.iter().enumerate() {
            let height = heights.get(place).copied().unwrap_or(ROW);
            // The last row never stands alone on the next page: the one before it goes along.
            let together = if place + 2 == rows.len() { heights.iter().skip(place).sum() } else { height };
            if !self.pages.fits(together) && !self.pages.is_empty() {
                self.pages.turn(self.row);
                self.across(&format!("{}（続き）", policy.heading), &Ink::plain(), CAPTION)?;
                self.indicator_heading()?;
            }
            self.indicator(line, name)?;
            self.next(height)?;
        }
        Ok(())
    }

    fn indicator_heading(&mut self) -> Result<(), WriteError> {
        let year = self.report.round.year;
        let next = year.next().map(|next| format!("{}目標", next.short())).unwrap_or_default();
        let words = ["目標指標・KPI".to_owned(), "単位".to_owned(), "基準値".to_owned(), format!("{}目標", year.short())]
            .into_iter()
            .chain([format!("{}実績", year.short()), "達成状況".to_owned(), next]);
        for (column, word) in (0..).zip(words) {
            put(self.sheet, self.row, column, &word, &Style::column_heading())?;
        }
        self.next(HEADING)
    }

    fn indicator(&mut self, line: &ValueLine, name: &str) -> Result<(), WriteError> {
        let row = self.row;
        put(self.sheet, row, 0, name, &Style::text())?;
        put(self.sheet, row, 1, &line.unit, &Style::centred())?;
        self.figure(2, line, &line.baseline)?;
        self.figure(3, line, &line.target)?;
        match line.actual {
            Some(value) => {
                self.sheet.write_number_with_format(row, 4, value.to_cell(), &actual_number(self.report, line, value))?;
            }
            None => put(self.sheet, row, 4, "—", &dash())?,
        }
        match line.status().and_then(|label| self.report.scheme.rule(label)) {
            Some(rule) => put(self.sheet, row, 5, &marked(rule), &Style::status(rule.tone))?,
            None => put(self.sheet, row, 5, line.status_word(), &Style::centred())?,
        }
        self.figure(6, line, &line.next_target)
    }

    fn figure(&mut self, column: ColNum, line: &ValueLine, figure: &Figure) -> Result<(), WriteError> {
        match figure.value {
            Some(value) => {
                self.sheet.write_number_with_format(self.row, column, value.to_cell(), &number(self.report, line, value))?;
                Ok(())
            }
            None => put(self.sheet, self.row, column, &figure.text, &dash()),
        }
    }

    fn projects(&mut self, policy: &PolicyTable) -> Result<(), WriteError> {
        let first = policy.projects.first().map_or(0.0, |project| self.project_rows(project).iter().map(|row| row.2).sum());
        let caption = self.report.round.work_year().map(|year| format!("{}取組内容", year.label())).unwrap_or_default();
        if !self.pages.fits(6.0 + CAPTION + HEADING + first) && !self.pages.is_empty() {
            self.pages.turn(self.row);
            self.across(&format!("{}（続き）", policy.heading), &Ink::plain(), CAPTION)?;
        } else {
            self.next(6.0)?;
        }
        self.across(&caption, &Ink::plain(), CAPTION)?;
        self.project_heading()?;
        for project in &policy.projects {
            for (name, summary, height) in self.project_rows(project) {
                if !self.pages.fits(height) && !self.pages.is_empty() {
                    self.pages.turn(self.row);
                    self.across(&format!("{}　{caption}（続き）", policy.heading), &Ink::plain(), CAPTION)?;
                    self.project_heading()?;
                }
                put(self.sheet, self.row, 0, &name, &Style::text())?;
                put_across(self.sheet, self.row, (1, LAST), &summary, &Style::text())?;
                self.next(height)?;
            }
        }
        Ok(())
    }

    fn project_heading(&mut self) -> Result<(), WriteError> {
        put(self.sheet, self.row, 0, "事業名（担当課）", &Style::column_heading())?;
        put_across(self.sheet, self.row, (1, LAST), "事業概要", &Style::column_heading())?;
        self.next(HEADING)
    }

    fn indicator_height(&self, line: &ValueLine, name: &str) -> f64 {
        let figures = [(2, &line.baseline), (3, &line.target), (6, &line.next_target)];
        let texts = figures.into_iter().filter(|(_, figure)| figure.value.is_none());
        let wide = texts.map(|(column, figure)| (figure.text.as_str(), self.widths.get(column).copied().unwrap_or(14.0)));
        row_height(wide.chain([(name, self.widths[0]), (line.unit.as_str(), self.widths[1])])) + 1.0
    }

    /// The rows of a project: name, summary and height. A very long summary goes on in the next row.
    fn project_rows(&self, project: &Project) -> Vec<(String, String, f64)> {
        let repeat = if project.repeat { "【再掲】" } else { "" };
        let name = if project.departments.is_empty() {
            format!("{}{repeat}", project.name)
        } else {
            format!("{}{repeat}\n（{}）", project.name, project.departments)
        };
        let width: f64 = self.widths.iter().skip(1).sum();
        let parts = pieces(&project.summary, width, SUMMARY_LINES);
        let several = parts.len() > 1;
        parts
            .into_iter()
            .enumerate()
            .map(|(place, part)| {
                let name = if place == 0 { name.clone() } else { "（続き）".to_owned() };
                let height = row_height([(name.as_str(), self.widths[0]), (part.as_str(), width)]) + if several { 0.0 } else { 2.0 };
                (name, part, height)
            })
            .collect()
    }
}

/// Text where a number would stand.
fn dash() -> Format {
    Style::text().set_align(FormatAlign::Right).set_indent(1)
}
