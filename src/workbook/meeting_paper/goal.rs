//! 目標1 …: one sheet per goal, with the tables exactly as the city prints them.

use rust_xlsxwriter::Worksheet;

use super::super::paper::{Ink, page_setup, put_across, row_height};
use super::super::{Style, WriteError};
use super::entry::{Entry, Printed, policy_rows};
use super::layout::{Layout, kind_word, name_heading};
use super::marked;
use super::pen::{CAPTION, GAP, Pen, TITLE};
use crate::consolidation::{GoalTable, IndicatorKind, PolicyTable, Report};

const POLICY: f64 = 26.0;

/// Writes the sheet of the goal at this place.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, place: usize) -> Result<(), WriteError> {
    sheet.set_name(format!("目標{}", place + 1))?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 0)?;
    let Some(goal) = report.goals.get(place) else {
        return Ok(());
    };
    let tables: Vec<Vec<Printed<'_>>> = goal.policies.iter().map(|policy| policy_rows(report, policy)).collect();
    let layout = Layout::new(report, &entries(tables.iter().flatten()));
    let mut pen = Pen::new(sheet, report, &layout)?;
    pen.head(goal)?;
    for (policy, rows) in goal.policies.iter().zip(&tables) {
        pen.policy(goal, policy, rows)?;
    }
    pen.finish()
}

/// The indicators among the rows.
pub(super) fn entries<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Printed<'b>>) -> Vec<Entry<'b>> {
    rows.filter_map(|row| if let Printed::Entry(entry) = row { Some(entry.clone()) } else { None }).collect()
}

/// 数値目標・KPI, or the one kind that the plan has.
pub(super) fn kinds_word(report: &Report) -> String {
    let words: Vec<&str> = report.kinds.iter().map(|kind| kind.word.as_str()).collect();
    if words.is_empty() { report.plan.indicator_word.clone() } else { words.join("・") }
}

impl Pen<'_> {
    fn head(&mut self, goal: &GoalTable) -> Result<(), WriteError> {
        let last = self.last();
        put_across(self.sheet, 0, (0, last), &goal.heading(), &Style::title().set_font_color(Style::quiet()))?;
        self.sheet.set_row_height(0, TITLE)?;
        self.row = 1;
        let decimals = self.report.plan.share_decimals;
        let statuses = self.report.scheme.statuses();
        let mut parts: Vec<String> = Vec::new();
        if goal.tally.assessed() > 0 {
            let counted = statuses.iter().enumerate();
            parts.extend(counted.map(|(place, rule)| format!("{} {}", marked(rule), goal.tally.printed(place, rule.counted, decimals))));
        }
        if goal.tally.unjudgeable > 0 {
            parts.push(format!("算定不可 {}", goal.tally.unjudgeable));
        }
        if goal.tally.missing > 0 {
            parts.push(format!("実績なし {}", goal.tally.missing));
        }
        let year = self.report.round.year.label();
        let words = kinds_word(self.report);
        let text = format!("【{}の{words}達成状況（{year}末時点）】\n{}指標：{}", goal.short(), goal.tally.indicators, parts.join("　"));
        let height = row_height([(text.as_str(), self.width())]) + 4.0;
        self.across(&text, &Ink::plain(), height)
    }

    fn policy(&mut self, goal: &GoalTable, policy: &PolicyTable, rows: &[Printed<'_>]) -> Result<(), WriteError> {
        let own = policy.heading.is_empty();
        let kind = if own { IndicatorKind::OfGoal } else { IndicatorKind::OfPolicy };
        let heights: Vec<f64> = rows.iter().map(|row| self.row_height(row)).collect();
        let head = POLICY + CAPTION + self.heading_height();
        let all = head + heights.iter().sum::<f64>();
        // A policy keeps its table together where a page holds it, else at least its first three rows.
        let least = head + heights.iter().take(3).sum::<f64>();
        let wanted = if self.pages.fits_empty(all * 1.6) { all } else { least };
        if !self.make_room(wanted + GAP) {
            self.next(GAP)?;
        }
        let heading = if own { kind_word(self.report, kind) } else { policy.heading.as_str() };
        let height = row_height([(heading, self.width() * 0.85)]).max(POLICY);
        self.across(heading, &Style::heading().set_text_wrap(), height)?;
        if rows.is_empty() && policy.projects.is_empty() {
            self.across("この施策に指標はありません。", &Ink::note(), CAPTION)?;
        }
        if !rows.is_empty() {
            // Below the plan's own word for the goal's indicators the caption would say the same again.
            if !own {
                let caption = if has_kpis_only(self.report) { "目標指標及びKPI" } else { kind_word(self.report, kind) };
                self.across(&format!("{caption}の達成状況"), &Ink::plain(), CAPTION)?;
            }
            self.table(&name_heading(self.report, kind), heading, rows)?;
        }
        if !policy.projects.is_empty() {
            self.projects(policy, goal.short())?;
        }
        Ok(())
    }
}

fn has_kpis_only(report: &Report) -> bool {
    report.kinds.len() == 1 && report.kinds.iter().all(|kind| kind.kind == IndicatorKind::OfPolicy && kind.word == "KPI")
}
