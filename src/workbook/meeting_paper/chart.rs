//! The one chart: a horizontal 100 % bar for all and for each goal, in fixed order, readable on a
//! black-and-white copier.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, ChartType, Color, RowNum,
};

use super::super::Style;
use super::super::style::FONT;
use super::status_table::{LEADING, StatusTable};
use crate::consolidation::Report;
use crate::domain::Tone;

/// The chart over the table whose heading stands in `heading`, with `rows` rows below it.
pub(super) fn status_chart(report: &Report, sheet: &str, table: &StatusTable, heading: RowNum, rows: RowNum) -> Chart {
    let mut chart = Chart::new(ChartType::BarPercentStacked);
    let (first, last) = (heading + 1, heading + rows);
    let mut used: Vec<Tone> = Vec::new();
    for (column, rule) in (LEADING..table.status_columns().1).zip(report.scheme.statuses()) {
        let again = used.iter().filter(|tone| **tone == rule.tone).count();
        used.push(rule.tone);
        chart
            .add_series()
            .set_name((sheet, heading, column))
            .set_categories((sheet, first, 0, last, 0))
            .set_values((sheet, first, column, last, column))
            .set_format(&mut look(rule.tone, again))
            .set_data_label(&label())
            .set_gap(45)
            .set_overlap(100);
    }
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(10);
    // The first row on top, as in the table.
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max).set_label_interval(1).set_font(&font).set_major_gridlines(false);
    chart.x_axis().set_num_format("0%").set_font(&font).set_max(1.0).set_major_unit(0.2);
    chart.legend().set_position(ChartLegendPosition::Top).set_font(&font);
    chart.title().set_hidden();
    let mut quiet = ChartLine::new();
    quiet.set_color(Color::RGB(0x00D0_D0D0)).set_width(0.5);
    chart.x_axis().set_major_gridlines_line(&quiet);
    let mut frame = ChartLine::new();
    frame.set_hidden(true);
    chart.chart_area().set_format(ChartFormat::new().set_border(&frame));
    chart.set_alt_text("全体と基本目標ごとの達成状況の内訳（100%積み上げ横棒グラフ）。数値は表のとおりです。");
    chart
}

/// The count on a white plate, so that the pattern does not cross the digits. Zero says nothing.
fn label() -> ChartDataLabel {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(10).set_bold();
    let mut plate = ChartFormat::new();
    plate.set_solid_fill(ChartSolidFill::new().set_color(Color::White));
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format("0;;").set_font(&font).set_format(&mut plate);
    label
}

/// Colour and pattern of a tone, told apart without colour too. A second status of one tone takes another pattern.
fn look(tone: Tone, again: usize) -> ChartFormat {
    use ChartPatternFillType as Pattern;
    let [pattern, other] = match tone {
        Tone::Achieved => [None, Some(Pattern::Trellis)],
        Tone::Ahead => [Some(Pattern::DiagonalBrick), Some(Pattern::HorizontalBrick)],
        Tone::Improved => [Some(Pattern::Dotted25Percent), Some(Pattern::Dotted60Percent)],
        Tone::Same => [Some(Pattern::HorizontalStripesLight), Some(Pattern::VerticalStripesLight)],
        Tone::Slipping => [Some(Pattern::SmallGrid), Some(Pattern::LargeGrid)],
        Tone::Behind => [Some(Pattern::Zigzag), Some(Pattern::Wave)],
        Tone::Missed => [Some(Pattern::DiagonalStripesWideUpwards), Some(Pattern::DiagonalStripesWideDownwards)],
        Tone::Unrated => [Some(Pattern::Dotted5Percent), Some(Pattern::Dotted10Percent)],
    };
    let mut edge = ChartLine::new();
    edge.set_color(Color::RGB(0x0040_4040)).set_width(0.75);
    let mut look = ChartFormat::new();
    look.set_border(&edge);
    match if again.is_multiple_of(2) { pattern } else { other } {
        None => look.set_solid_fill(ChartSolidFill::new().set_color(Style::tone(tone))),
        Some(pattern) => {
            let mut fill = ChartPatternFill::new();
            // White on white would be no pattern at all.
            let ink = if tone == Tone::Unrated { Color::RGB(0x0040_4040) } else { Style::tone(tone) };
            fill.set_pattern(pattern).set_foreground_color(ink).set_background_color(Color::White);
            look.set_pattern_fill(&fill)
        }
    };
    look
}
