//! 評価シート: one sheet per policy, with its indicators, a chart of each, the initiatives and what the council said.
//! Every text is printed in full: a long one goes on in the next row, and on the next page.

use rust_xlsxwriter::{ColNum, Format, ObjectMovement, Worksheet};

use super::super::paper::{Ink, page_setup, pieces, put_across, row_height};
use super::super::{Style, WriteError};
use super::entry::{Printed, policy_rows};
use super::goal::entries;
use super::layout::{Layout, name_heading};
use super::pen::{CAPTION, GAP, Pen, TITLE};
use super::year_chart::{HEIGHT, HEIGHT_MIN, PER_ROW, Series, chartable, year_chart};
use crate::consolidation::{IndicatorKind, InitiativeLine, PolicySheet, Report};

const HEADING: f64 = 26.0;
/// Width of the labels before texts.
const LABEL: f64 = 22.0;
/// Lines of a text in one row: half a page, so that a row never leaves a page empty.
const TEXT_LINES: usize = 14;
const SLOTS: [&str; 4] = ["①", "②", "③", "④"];

/// Name of a policy's sheet: the goal's and its own place (評価1-2).
pub(super) fn sheet_name(report: &Report, place: usize) -> String {
    let goal_of = |sheet: &PolicySheet| report.goals.iter().position(|goal| goal.policies.iter().any(|p| p.node == sheet.node));
    let Some(own) = report.sheets.get(place) else { return format!("評価{}", place + 1) };
    let goal = goal_of(own);
    let before = report.sheets.iter().take(place).filter(|sheet| goal_of(sheet) == goal).count();
    goal.map_or_else(|| format!("評価{}", place + 1), |goal| format!("評価{}-{}", goal + 1, before + 1))
}

/// Writes the evaluation sheet at this place.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, place: usize) -> Result<(), WriteError> {
    let name = sheet_name(report, place);
    sheet.set_name(&name)?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 0)?;
    let Some(policy) = report.sheets.get(place) else {
        return Ok(());
    };
    let rows = indicator_rows(report, policy);
    let layout = Layout::new(report, &entries(rows.iter())).split_first(LABEL);
    let mut pen = Pen::new(sheet, report, &layout)?;
    pen.evaluation_head(policy)?;
    if !rows.is_empty() {
        pen.section(&format!("【{}】", name_heading(report, IndicatorKind::OfPolicy)), 80.0)?;
        let first = pen.row + 1;
        pen.table(&name_heading(report, IndicatorKind::OfPolicy), &policy.name, &rows)?;
        pen.charts(&name, first, &rows)?;
    }
    pen.initiatives(policy)?;
    pen.council(policy)?;
    pen.finish()
}

fn indicator_rows<'a>(report: &'a Report, policy: &PolicySheet) -> Vec<Printed<'a>> {
    let placed = report.goals.iter().flat_map(|goal| &goal.policies).find(|table| table.node == policy.node);
    // Charts count the rows of the table: no sub-headings among them.
    let rows = placed.map(|table| policy_rows(report, table)).unwrap_or_default();
    rows.into_iter().filter(|row| matches!(row, Printed::Entry(_))).collect()
}

impl Pen<'_> {
    fn evaluation_head(&mut self, policy: &PolicySheet) -> Result<(), WriteError> {
        let title = "基本目標の実現に向けた推進施策の進捗状況";
        put_across(self.sheet, 0, (0, self.last()), title, &Style::title().set_font_color(Style::quiet()))?;
        self.sheet.set_row_height(0, TITLE)?;
        self.row = 1;
        let joined = |code: &str, name: &str| format!("{code}　{name}").trim().to_owned();
        self.labelled("基本目標", &joined(&policy.goal_code, &policy.goal), &Style::text().set_bold())?;
        self.labelled("推進施策", &joined(&policy.code, &policy.name), &Style::text().set_bold())?;
        if !policy.sdgs.is_empty() {
            self.labelled("関連するSDGs", &policy.sdgs.join("　"), &Style::text())?;
        }
        if !policy.description.is_empty() {
            self.labelled("施策の内容", &policy.description, &Style::text())?;
        }
        Ok(())
    }

    /// The columns of labels, and those of what they label.
    fn label_blocks(&self) -> ((ColNum, ColNum), (ColNum, ColNum), f64) {
        let mut used = 0.0;
        let labels = self.layout.widths.iter().position(|width| {
            used += width;
            used >= LABEL
        });
        let last = ColNum::try_from(labels.unwrap_or(0)).unwrap_or(0).min(self.last().saturating_sub(1));
        let width = self.layout.widths.iter().skip(usize::from(last) + 1).sum();
        ((0, last), (last + 1, self.last()), width)
    }

    /// A label and its text in full, in rows of a label, a piece of the text and a height.
    fn pieces_of(&self, label: &str, text: &str) -> Vec<(String, String, f64)> {
        let (_, _, width) = self.label_blocks();
        let label_width = (self.width() - width).max(1.0);
        let piece = |(place, part): (usize, String)| {
            let label = if place == 0 { label.to_owned() } else { format!("{label}\n（続き）") };
            let height = row_height([(part.as_str(), width), (label.as_str(), label_width + 2.0)]) + 2.0;
            (label, part, height)
        };
        pieces(text, width, TEXT_LINES).into_iter().enumerate().map(piece).collect()
    }

    /// A label and its text, in full.
    fn labelled(&mut self, label: &str, text: &str, format: &Format) -> Result<(), WriteError> {
        let (labels, texts, _) = self.label_blocks();
        for (label, part, height) in self.pieces_of(label, text) {
            self.make_room(height);
            put_across(self.sheet, self.row, labels, &label, &Style::column_heading())?;
            put_across(self.sheet, self.row, texts, &part, format)?;
            self.next(height)?;
        }
        Ok(())
    }

    /// A heading, which stays with so much of what it heads.
    fn section(&mut self, heading: &str, least: f64) -> Result<(), WriteError> {
        if !self.make_room(GAP + HEADING + least) {
            self.next(GAP)?;
        }
        self.across(heading, &Style::heading(), HEADING)
    }

    /// One chart for each indicator that has numbers, three beside each other.
    fn charts(&mut self, sheet: &str, first: u32, rows: &[Printed<'_>]) -> Result<(), WriteError> {
        let Some(years) = self.layout.year_columns() else { return Ok(()) };
        // A table that went over a page has rows of its own in between; its charts would point at the wrong ones.
        if !self.pages.breaks.is_empty() {
            return Ok(());
        }
        let mut charts = Vec::new();
        for (place, row) in (0u32..).zip(rows) {
            let Printed::Entry(entry) = row else { continue };
            if chartable(entry.line) {
                let name = if entry.name.starts_with('　') { entry.name.trim() } else { &entry.name };
                let unit = if entry.line.unit.is_empty() { String::new() } else { format!("（{}）", entry.line.unit) };
                let series = Series { sheet, heading: first - 1, target: first + place * 2, years };
                charts.push(year_chart(&series, &format!("{name}{unit}"), entry.line));
            }
        }
        // The writer counts eight pixels a character and five of padding.
        let width: f64 = self.layout.widths.iter().map(|width| width * 8.0 + 5.0).sum();
        let own = width / f64::from(PER_ROW);
        for group in charts.chunks_mut(PER_ROW as usize) {
            // What is left of the page, if that is enough to read them.
            let height = (self.pages.left() - 4.0).min(HEIGHT);
            let height = if height >= HEIGHT_MIN { height } else { HEIGHT };
            self.make_room(height);
            for (place, chart) in (0u32..).zip(group) {
                chart.set_width(whole(own - 6.0)).set_height(whole(height / 0.75 - 12.0));
                chart.set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
                self.sheet.insert_chart_with_offset(self.row, 0, chart, whole(f64::from(place) * own + 3.0), 8)?;
            }
            self.next(height)?;
        }
        Ok(())
    }

    fn initiatives(&mut self, policy: &PolicySheet) -> Result<(), WriteError> {
        let named = |initiative: &&InitiativeLine| !is_blank(initiative);
        let last = policy.initiatives.iter().rposition(|initiative| named(&initiative));
        self.section("【主な取組と成果】", 110.0)?;
        let Some(last) = last else {
            return self.across("主な取組の記載はありません。", &Ink::plain(), CAPTION);
        };
        let year = self.report.round.year.short();
        for initiative in policy.initiatives.iter().take(last + 1).filter(named) {
            let slot = SLOTS.get(usize::from(initiative.slot).saturating_sub(1)).copied().unwrap_or_default();
            let name = (format!("主な取組{slot}"), said(&initiative.name), Style::text().set_bold());
            let texts = [
                ("具体的な取組".to_owned(), said(&initiative.specifics), Style::text()),
                (format!("{year}年度の\n取組・成果"), said(&initiative.results), Style::text()),
                ("進捗状況の評価\n／今後の対応".to_owned(), said(&initiative.evaluation), Style::text()),
            ];
            let block = || std::iter::once(&name).chain(&texts);
            let heights: Vec<f64> = block().flat_map(|(label, text, _)| self.pieces_of(label, text)).map(|piece| piece.2).collect();
            // An initiative stays together where a page holds it, else its name with the beginning of what was done.
            let all = heights.iter().sum::<f64>();
            self.make_room(if all <= self.pages.whole() { all } else { heights.iter().take(3).sum() });
            for (label, text, format) in block() {
                self.labelled(label, text, format)?;
            }
            self.next(6.0)?;
        }
        Ok(())
    }

    /// What the council said and what follows from it, beside each other as the sheet prints them.
    fn council(&mut self, policy: &PolicySheet) -> Result<(), WriteError> {
        let (left, right) = self.halves();
        let width = |(first, last): (ColNum, ColNum)| -> f64 {
            let count = usize::from(last.saturating_sub(first)) + 1;
            self.layout.widths.iter().skip(usize::from(first)).take(count).sum()
        };
        let widths = (width(left), width(right));
        let opinion = pieces(policy.council_opinion.trim(), widths.0, TEXT_LINES);
        let response = pieces(policy.council_response.trim(), widths.1, TEXT_LINES);
        let heading = ["戦略会議からの意見", "戦略会議の意見を踏まえた今後の方針"];
        let rows: Vec<(&str, &str, f64)> = (0..opinion.len().max(response.len()))
            .map(|place| {
                let own = opinion.get(place).map_or("", String::as_str);
                let other = response.get(place).map_or("", String::as_str);
                (own, other, row_height([(own, widths.0), (other, widths.1)]) + 2.0)
            })
            .collect();
        self.section("【評価】", 22.0 + rows.first().map_or(22.0, |row| row.2))?;
        for (block, word) in [left, right].into_iter().zip(heading) {
            put_across(self.sheet, self.row, block, word, &Style::column_heading())?;
        }
        self.next(22.0)?;
        for (own, other, height) in rows {
            self.make_room(height);
            put_across(self.sheet, self.row, left, own, &Ink::long_text())?;
            put_across(self.sheet, self.row, right, other, &Ink::long_text())?;
            self.next(height)?;
        }
        Ok(())
    }

    /// The columns of the left half of the page, and those of the right.
    fn halves(&self) -> ((ColNum, ColNum), (ColNum, ColNum)) {
        let mut used = 0.0;
        let half = self.width() / 2.0;
        let middle = self.layout.widths.iter().position(|width| {
            used += width;
            used >= half
        });
        let last = ColNum::try_from(middle.unwrap_or(0)).unwrap_or(0).min(self.last().saturating_sub(1));
        ((0, last), (last + 1, self.last()))
    }
}

/// A field that nobody has filled yet.
fn said(text: &str) -> &str {
    let text = text.trim();
    if text.is_empty() { "—" } else { text }
}

fn is_blank(initiative: &InitiativeLine) -> bool {
    [&initiative.name, &initiative.specifics, &initiative.results, &initiative.evaluation].iter().all(|text| text.trim().is_empty())
}

/// Whole pixels of a length that is never negative.
fn whole(length: f64) -> u32 {
    // Bounded by the page: no truncation can matter.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on one page")]
    let whole = length.max(1.0) as u32;
    whole
}
