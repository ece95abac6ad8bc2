//! The chart of one indicator on an evaluation sheet: 目標 beside 実績, year by year, over the cells of its table.
//!
//! Columns and no lines: a cell that says 「-」 counts as zero in a chart, and a column of no height says nothing,
//! where a line would fall to the ground.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill,
    ChartType, ColNum, Color, RowNum,
};

use super::super::Style;
use super::super::style::FONT;
use crate::consolidation::ValueLine;
use crate::domain::Quantity;

/// Height of a chart on paper, in points.
pub(super) const HEIGHT: f64 = 160.0;
/// Least height at which it can be read.
pub(super) const HEIGHT_MIN: f64 = 108.0;
/// Charts beside each other.
pub(super) const PER_ROW: u32 = 3;

/// Where a chart's numbers stand.
pub(super) struct Series<'a> {
    pub(super) sheet: &'a str,
    /// Row of the years.
    pub(super) heading: RowNum,
    /// Row of the targets; the actuals stand below it.
    pub(super) target: RowNum,
    /// First and last column of the years.
    pub(super) years: (ColNum, ColNum),
}

/// Whether an indicator has anything to draw: numbers, and no names of stages.
pub(super) fn chartable(line: &ValueLine) -> bool {
    line.stages.is_empty() && line.years.iter().any(|year| year.target.value.is_some() || year.actual.value.is_some())
}

pub(super) fn year_chart(series: &Series<'_>, title: &str, line: &ValueLine) -> Chart {
    let figures = line.years.iter().flat_map(|year| [year.target.value, year.actual.value]);
    let figures: Vec<Quantity> = figures.flatten().collect();
    let below_zero = figures.iter().any(|figure| figure.is_negative());
    let highest = figures.iter().max().map_or(0.0, |figure| figure.to_cell());
    let mut chart = Chart::new(ChartType::Column);
    let (first, last) = series.years;
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(7);
    for (row, name, mut look) in [(series.target, "目標", target_look()), (series.target + 1, "実績", actual_look())] {
        // A cell without a number counts as zero: zero gets no label.
        let code = Style::number_code(line.decimals, false);
        let mut label = ChartDataLabel::new();
        label.show_value().set_num_format(format!("{code};-{code};")).set_font(ChartFont::new().set_name(FONT).set_size(7));
        chart
            .add_series()
            .set_name(name)
            .set_categories((series.sheet, series.heading, first, series.heading, last))
            .set_values((series.sheet, row, first, row, last))
            .set_format(&mut look)
            .set_data_label(&label)
            .set_gap(60)
            .set_overlap(0);
    }
    chart.title().set_name(Style::chart_title(title).as_str()).set_font(ChartFont::new().set_name(FONT).set_size(9).set_bold());
    chart.x_axis().set_font(&font);
    // The columns carry their numbers: an axis would only take room from them.
    chart.y_axis().set_hidden(true).set_major_gridlines(false);
    if !below_zero {
        // Room for the numbers above the highest column.
        chart.y_axis().set_min(0.0).set_max(if highest > 0.0 { highest * 1.25 } else { 1.0 });
    }
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    let mut frame = ChartLine::new();
    frame.set_color(Color::RGB(0x00B0_B8C0)).set_width(0.5);
    chart.chart_area().set_format(ChartFormat::new().set_border(&frame));
    chart.set_alt_text(format!("{title}の目標と実績（年度別の縦棒グラフ）。数値は表のとおりです。"));
    chart
}

/// What is aimed at: hatched, so that a black-and-white copy tells it from what was reached.
fn target_look() -> ChartFormat {
    let mut fill = ChartPatternFill::new();
    fill.set_pattern(ChartPatternFillType::DiagonalStripesLightUpwards)
        .set_foreground_color(Style::quiet())
        .set_background_color(Color::White);
    let mut look = ChartFormat::new();
    look.set_pattern_fill(&fill).set_border(edge());
    look
}

fn actual_look() -> ChartFormat {
    let mut look = ChartFormat::new();
    look.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(0x0056_B4E9))).set_border(edge());
    look
}

fn edge() -> &'static ChartLine {
    use std::sync::OnceLock;
    static EDGE: OnceLock<ChartLine> = OnceLock::new();
    EDGE.get_or_init(|| {
        let mut edge = ChartLine::new();
        edge.set_color(Style::quiet()).set_width(0.75);
        edge
    })
}
