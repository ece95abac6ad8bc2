//! The columns of a goal's table: which there are, what they are called, how wide they are. Data of the plan.

use rust_xlsxwriter::ColNum;

use super::super::display_width;
use super::super::paper::{PAGE_WIDTH, number_width};
use super::cell::{Cell, Dress, status};
use super::entry::{Entry, Place};
use crate::consolidation::{IndicatorKind, Report, ValueLine};
use crate::domain::{FiscalYear, PaperColumn, PartRole};

/// Longest note that stands beside its row, in half-width characters.
const NOTE_MAX: usize = 48;

/// What a column of the sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// One of the plan's columns.
    Paper(PaperColumn),
    /// 時点 of the baselines beside them, where they are of different dates.
    When,
    /// 目標 over 実績.
    Pair,
    /// A year, by its place in the line's years.
    Year(usize),
}

/// A column of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) field: Field,
    pub(super) heading: String,
    pub(super) width: f64,
}

/// The columns of a sheet's tables.
#[derive(Debug, Clone)]
pub(super) struct Layout<'a> {
    report: &'a Report,
    pub(super) columns: Vec<Column>,
    /// First and last column of the sheet that each of them takes.
    pub(super) spans: Vec<(ColNum, ColNum)>,
    /// Widths of the sheet's columns.
    pub(super) widths: Vec<f64>,
    /// Whether the unit stands behind each number.
    unit_behind: bool,
    /// Year of the heading of 目標値; a target of another year says so.
    target_year: Option<FiscalYear>,
}

impl<'a> Layout<'a> {
    /// The plan's columns, for these rows.
    pub(super) fn new(report: &'a Report, entries: &[Entry<'a>]) -> Self {
        let chosen = &report.plan.paper_columns;
        let lines: Vec<&ValueLine> = entries.iter().map(|entry| entry.line).collect();
        let mut layout = Self {
            report,
            columns: Vec::new(),
            spans: Vec::new(),
            widths: Vec::new(),
            unit_behind: !chosen.contains(&PaperColumn::Unit),
            target_year: target_year(report, &lines),
        };
        // Long notes beside their rows would stretch the table: they go below it, each of them once.
        let long = entries.iter().any(|entry| display_width(&entry.note) > NOTE_MAX);
        for column in chosen.iter().filter(|column| !long || **column != PaperColumn::Note) {
            layout.add(*column, &lines);
        }
        layout.set_widths(entries);
        layout.spans = (0..).take(layout.columns.len()).map(|place| (place, place)).collect();
        layout.widths = layout.columns.iter().map(|column| column.width).collect();
        layout
    }

    /// Gives the first column two columns of the sheet, the first of them this wide, so that labels of texts can stand in it.
    pub(super) fn split_first(mut self, label: f64) -> Self {
        let rest = self.widths.first().map_or(0.0, |width| width - label);
        if rest >= 6.0 {
            self.widths.splice(0..1, [label, rest]);
            for span in &mut self.spans {
                *span = (span.0 + 1, span.1 + 1);
            }
            if let Some(first) = self.spans.first_mut() {
                first.0 = 0;
            }
        }
        self
    }

    fn add(&mut self, column: PaperColumn, lines: &[&ValueLine]) {
        let mut push = |field, heading: String| self.columns.push(Column { field, heading, width: 0.0 });
        let plan = &self.report.plan;
        match column {
            PaperColumn::Baseline => {
                let dates = dates(lines);
                let uniform = if let [one] = &dates[..] { format!("\n（{one}）") } else { String::new() };
                push(Field::Paper(column), format!("{}{uniform}", plan.baseline_word));
                if dates.len() > 1 {
                    push(Field::When, format!("{}の\n時点", plan.baseline_word));
                }
            }
            PaperColumn::Years => {
                let years = lines.first().map(|line| line.years.as_slice()).unwrap_or_default();
                push(Field::Pair, "区分".to_owned());
                let own = plan.paper_columns.contains(&PaperColumn::Baseline);
                for (place, figures) in years.iter().enumerate().skip(usize::from(own)) {
                    let first = if place == 0 { format!("\n（{}）", plan.baseline_word) } else { String::new() };
                    push(Field::Year(place), format!("{}{first}", figures.year.short()));
                }
            }
            PaperColumn::Number
            | PaperColumn::Kind
            | PaperColumn::Name
            | PaperColumn::Definition
            | PaperColumn::Unit
            | PaperColumn::Direction
            | PaperColumn::Owners
            | PaperColumn::Target
            | PaperColumn::Actual
            | PaperColumn::Cumulative
            | PaperColumn::Achievement
            | PaperColumn::Progress
            | PaperColumn::Pace
            | PaperColumn::Status
            | PaperColumn::LastStatus
            | PaperColumn::NextTarget
            | PaperColumn::FinalTarget
            | PaperColumn::Note => {
                let heading = self.heading(column, lines);
                self.columns.push(Column { field: Field::Paper(column), heading, width: 0.0 });
            }
        }
    }

    fn heading(&self, column: PaperColumn, lines: &[&ValueLine]) -> String {
        let (plan, year) = (&self.report.plan, self.report.round.year);
        match column {
            PaperColumn::Name => name_heading(self.report, IndicatorKind::OfPolicy),
            PaperColumn::Baseline => plan.baseline_word.clone(),
            PaperColumn::Target => match self.target_year {
                Some(own) if own == year => format!("{}目標", year.short()),
                Some(later) => format!("目標値\n（{}）", later.short()),
                None => "目標値".to_owned(),
            },
            PaperColumn::Actual => format!("{}実績", year.short()),
            PaperColumn::Cumulative => plan.years.map_or("累計実績".to_owned(), |(first, _)| {
                let from = if first == year { String::new() } else { format!("{}～", first.short()) };
                format!("累計実績\n（{from}{}）", year.short())
            }),
            PaperColumn::Pace => {
                let elapsed = lines.iter().find_map(|line| line.pace).map(|pace| pace.elapsed.rounded(1).grouped(1));
                format!("最終目標\nへの進捗{}", elapsed.map(|share| format!("\n（経過{share}%）")).unwrap_or_default())
            }
            PaperColumn::LastStatus => "前年度の\n達成状況".to_owned(),
            PaperColumn::NextTarget => year.next().map_or("翌年度目標".to_owned(), |next| format!("{}目標", next.short())),
            PaperColumn::FinalTarget => plan.years.map_or("最終目標".to_owned(), |(_, last)| format!("最終目標\n（{}）", last.short())),
            PaperColumn::Number
            | PaperColumn::Kind
            | PaperColumn::Definition
            | PaperColumn::Unit
            | PaperColumn::Direction
            | PaperColumn::Owners
            | PaperColumn::Years
            | PaperColumn::Achievement
            | PaperColumn::Progress
            | PaperColumn::Status
            | PaperColumn::Note => column.label().to_owned(),
        }
    }

    /// Whether an indicator takes two rows: 目標 and 実績.
    pub(super) fn is_paired(&self) -> bool {
        self.columns.iter().any(|column| column.field == Field::Pair)
    }

    /// First and last column of the years, where the table has them.
    pub(super) fn year_columns(&self) -> Option<(ColNum, ColNum)> {
        let is_year = |column: &Column| matches!(column.field, Field::Year(_));
        let first = self.columns.iter().position(is_year)?;
        let last = self.columns.iter().rposition(is_year)?;
        Some((self.spans.get(first)?.0, self.spans.get(last)?.1))
    }

    /// Whether the table has this column.
    pub(super) fn has(&self, column: PaperColumn) -> bool {
        self.columns.iter().any(|own| own.field == Field::Paper(column))
    }

    /// The widths of all columns together.
    pub(super) fn width(&self) -> f64 {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Place of the column from which long texts beside a name may go on, e.g. the summary of a project: the one that
    /// leaves the name a third of the page, or nearest to it.
    pub(super) fn second_block(&self) -> usize {
        let mut used = 0.0;
        let gap_before = self.widths.iter().map(|width| {
            used += width;
            (used - PAGE_WIDTH / 3.0).abs()
        });
        let nearest = gap_before.enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b));
        nearest.map_or(1, |(place, _)| place + 1).clamp(1, self.widths.len().saturating_sub(1).max(1))
    }

    /// Place of the column from which a short text beside long names may stand, e.g. the departments of a project.
    pub(super) fn last_block(&self) -> usize {
        let mut used = 0.0;
        let from = self.widths.iter().rposition(|width| {
            used += width;
            used >= 36.0
        });
        from.unwrap_or(1).clamp(1, self.widths.len().saturating_sub(1).max(1))
    }

    /// What stands in a column: above and, where an indicator takes two rows, below.
    pub(super) fn cell(&self, field: Field, entry: &Entry<'_>, below: bool) -> Cell {
        let line = entry.line;
        let dress = Dress { report: self.report, unit: self.unit_behind };
        let compound = line.is_judged_by_parts();
        let adding = matches!(entry.place, Place::Part(PartRole::Plus | PartRole::Minus));
        let nothing = |cell: &Cell| matches!(cell, Cell::InPlace(text) | Cell::Centred(text) if matches!(text.as_str(), "—" | "／"));
        // A compound has texts and no numbers of its own; what adds up to another has no targets.
        let blank = |cell: Cell| {
            let empty = nothing(&cell) && (compound || adding) || compound && !cell.wraps();
            if empty { Cell::Blank } else { cell }
        };
        match field {
            Field::Pair => Cell::Centred(if below { "実績" } else { "目標" }.to_owned()),
            Field::When => Cell::Centred(line.baseline.when.clone()),
            Field::Year(place) => {
                let Some(figures) = line.years.get(place) else { return Cell::Blank };
                let now = self.report.round.year;
                match below {
                    false if place == 0 && !figures.target.is_stated() => blank(Cell::Centred("／".to_owned())),
                    false => blank(dress.figure(line, &figures.target)),
                    true if figures.year == now => blank(dress.actual(line)),
                    true if figures.year > now && figures.actual.value.is_none() => Cell::Blank,
                    true => blank(dress.figure(line, &figures.actual)),
                }
            }
            Field::Paper(column) => self.paper_cell(column, entry, dress, &blank),
        }
    }

    fn paper_cell(&self, column: PaperColumn, entry: &Entry<'_>, dress: Dress<'_>, blank: &dyn Fn(Cell) -> Cell) -> Cell {
        let line = entry.line;
        let judged = entry.place != Place::Part(PartRole::Plus) && entry.place != Place::Part(PartRole::Minus);
        let unrated = if line.is_judged_by_parts() || !judged { "" } else { "—" };
        match column {
            PaperColumn::Number => match entry.place {
                Place::Whole(number) => Cell::Centred(number.to_string()),
                Place::Part(_) => Cell::Blank,
            },
            PaperColumn::Kind if matches!(entry.place, Place::Part(_)) => Cell::Blank,
            PaperColumn::Kind => Cell::Centred(kind_word(self.report, entry.kind).to_owned()),
            PaperColumn::Name => Cell::Left(entry.name.clone()),
            PaperColumn::Definition => Cell::Left(line.definition.clone()),
            PaperColumn::Unit => Cell::Centred(line.unit.clone()),
            PaperColumn::Direction => Cell::Centred(line.direction.arrow().to_owned()),
            PaperColumn::Owners => Cell::Left(entry.owners.clone()),
            PaperColumn::Baseline => blank(dress.figure(line, &line.baseline)),
            PaperColumn::Target => {
                let year = line.target_year.filter(|year| Some(*year) != self.target_year).map(FiscalYear::short);
                blank(dress.figure_of(line, &line.target, &year.unwrap_or_default()))
            }
            PaperColumn::Actual => dress.actual(line),
            PaperColumn::Cumulative => blank(dress.cumulative(line)),
            PaperColumn::Achievement => dress.percent(line.judgement.achievement, unrated),
            PaperColumn::Progress => dress.percent(line.judgement.progress, unrated),
            PaperColumn::Pace => dress.percent(line.pace.map(|pace| pace.progress), unrated),
            PaperColumn::Status if judged => status(self.report, line),
            PaperColumn::LastStatus if judged => match line.last_status.as_deref() {
                Some(label) => self.report.scheme.rule(label).map_or(Cell::Centred(label.to_owned()), |rule| Cell::Status(rule.clone())),
                None => Cell::Centred("—".to_owned()),
            },
            PaperColumn::Years | PaperColumn::Status | PaperColumn::LastStatus => Cell::Blank,
            PaperColumn::NextTarget => blank(dress.figure(line, &line.next_target)),
            PaperColumn::FinalTarget => blank(dress.figure(line, &line.final_target)),
            PaperColumn::Note => Cell::Left(entry.note.clone()),
        }
    }

    /// Numbers get what they need; names, definitions, departments and notes share the rest and wrap.
    fn set_widths(&mut self, entries: &[Entry<'_>]) {
        let mut wanted = Vec::new();
        for column in &self.columns {
            let texts = entries.iter().flat_map(|entry| {
                let pair = [self.cell(column.field, entry, false), self.cell(column.field, entry, true)];
                pair.map(|cell| (cell.wraps(), cell.printed()))
            });
            let (mut words, mut numbers) = (Vec::new(), Vec::new());
            for (wraps, text) in texts {
                if wraps { words.push(text) } else { numbers.push(text) }
            }
            let heading = text_width(column.heading.lines().map(str::to_owned));
            let [least, most] = bounds(column.field);
            // A text in a number's place is indented, as numbers keep clear of the edge.
            let indent = if matches!(column.field, Field::Year(_)) { 1.5 } else { 0.0 };
            let natural = (text_width(words.into_iter()) + indent).clamp(least, most).max(heading).max(number_width(least, numbers));
            wanted.push((column.field, least, natural));
        }
        let fixed: f64 = wanted.iter().filter(|(field, ..)| !is_flexible(*field)).map(|(_, _, natural)| natural).sum();
        let flexible = || wanted.iter().filter(|(field, ..)| is_flexible(*field));
        let least: f64 = flexible().map(|(_, least, _)| least).sum();
        let more: f64 = flexible().map(|(_, least, natural)| (natural - least).max(0.0)).sum();
        let spare = (PAGE_WIDTH - fixed - least).max(0.0);
        let taken = spare.min(more);
        let rest = spare - taken;
        let widest = wanted.iter().position(|(field, ..)| *field == Field::Paper(PaperColumn::Definition));
        let widest = widest.or_else(|| wanted.iter().position(|(field, ..)| *field == Field::Paper(PaperColumn::Name)));
        for (place, (column, (field, least, natural))) in self.columns.iter_mut().zip(&wanted).enumerate() {
            let share = if more > 0.0 { taken / more } else { 0.0 };
            column.width = if is_flexible(*field) { least + (natural - least).max(0.0) * share } else { *natural };
            if Some(place) == widest {
                column.width += rest;
            }
        }
    }
}

/// Least width of a column, and most for what may wrap in it.
const fn bounds(field: Field) -> [f64; 2] {
    match field {
        Field::Pair => [7.0, 7.0],
        Field::When => [11.0, 16.0],
        Field::Year(_) => [8.5, 17.0],
        Field::Paper(column) => match column {
            PaperColumn::Number | PaperColumn::Direction => [6.0, 6.0],
            PaperColumn::Kind => [9.0, 12.0],
            PaperColumn::Name => [28.0, 64.0],
            PaperColumn::Definition => [36.0, 96.0],
            PaperColumn::Unit => [7.0, 14.0],
            PaperColumn::Owners => [14.0, 24.0],
            PaperColumn::Note => [16.0, 44.0],
            PaperColumn::Status | PaperColumn::LastStatus => [14.0, 18.0],
            PaperColumn::Baseline | PaperColumn::Target | PaperColumn::Actual | PaperColumn::NextTarget | PaperColumn::FinalTarget => {
                [13.0, 19.0]
            }
            PaperColumn::Cumulative | PaperColumn::Years | PaperColumn::Achievement | PaperColumn::Progress | PaperColumn::Pace => {
                [11.0, 16.0]
            }
        },
    }
}

/// Whether a column's text may wrap freely, so that it gives way to numbers.
const fn is_flexible(field: Field) -> bool {
    matches!(field, Field::Paper(PaperColumn::Name | PaperColumn::Definition | PaperColumn::Owners | PaperColumn::Note))
}

/// Room for texts on one line each.
fn text_width(texts: impl Iterator<Item = String>) -> f64 {
    let widest = texts.map(|text| display_width(&text)).max().unwrap_or(0);
    f64::from(u32::try_from(widest).unwrap_or(0)) + 3.0
}

/// The different dates of the baselines, in order of appearance.
fn dates(lines: &[&ValueLine]) -> Vec<String> {
    let mut dates: Vec<String> = Vec::new();
    for when in lines.iter().map(|line| &line.baseline.when).filter(|when| !when.is_empty()) {
        if !dates.contains(when) {
            dates.push(when.clone());
        }
    }
    dates
}

/// The year that most targets are set for: the year asked about where it has any.
fn target_year(report: &Report, lines: &[&ValueLine]) -> Option<FiscalYear> {
    let years: Vec<FiscalYear> = lines.iter().filter(|line| line.target.is_stated()).filter_map(|line| line.target_year).collect();
    let own = report.round.year;
    if years.contains(&own) { Some(own) } else { years.into_iter().min() }
}

/// What the plan calls an indicator of this kind.
pub(super) fn kind_word(report: &Report, kind: IndicatorKind) -> &str {
    match kind {
        IndicatorKind::OfGoal => &report.plan.goal_indicator_word,
        IndicatorKind::OfPolicy => &report.plan.indicator_word,
    }
}

/// The heading over the names: the plan's own word; a plan that knows one kind only has 目標指標 beside it.
pub(super) fn name_heading(report: &Report, kind: IndicatorKind) -> String {
    let word = kind_word(report, kind);
    if report.kinds.len() > 1 || kind == IndicatorKind::OfGoal || word.contains("指標") {
        word.to_owned()
    } else {
        format!("目標指標・{word}")
    }
}
