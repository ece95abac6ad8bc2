//! A chart for each indicator of a policy, over the cells of its table: it changes as the actual is typed.

use rust_xlsxwriter::{
    Chart, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSolidFill,
    ChartType, Color, Worksheet,
};

use super::policy_columns::PolicyColumns;
use super::policy_table::{LINES, Table, is_charted};
use crate::form::{BlankForm, BlankRow, BlankSheet, Field, Printed};
use crate::workbook::style::{FONT, Style, WriteError};

/// Most charts side by side.
const ACROSS: usize = 3;
/// Height of a chart, in pixels.
const HEIGHT: u32 = 210;
/// Height of a row that nothing is written into, in pixels.
const ROW_PIXELS: u32 = 20;
/// Room between two charts, in pixels.
const GAP: u32 = 10;
/// Longest name in a chart's title, in characters.
const TITLE_MAX: usize = 40;

/// Draws the charts from `row` on; gives back the first row below them.
pub(super) fn draw(
    sheet: &mut Worksheet,
    row: u32,
    form: &BlankForm,
    policy: &BlankSheet,
    columns: &PolicyColumns<'_>,
    table: &Table,
) -> Result<u32, WriteError> {
    let Some(years) = columns.charted() else { return Ok(row) };
    let name = sheet.name();
    let rows = policy.rows.iter().filter_map(|index| form.rows.get(*index)).zip(&table.targets);
    let charted: Vec<(&BlankRow, u32)> = rows.filter(|(blank, _)| is_charted(blank)).map(|(blank, top)| (blank, *top)).collect();
    if charted.is_empty() {
        return Ok(row);
    }
    let total: u32 = (0..=columns.last()).map(|column| pixels(columns.width(column))).sum();
    let across = u32::try_from(charted.len().min(ACROSS)).unwrap_or(1);
    let width = (total / across.max(2)).saturating_sub(GAP);
    let per_row = (HEIGHT + GAP).div_ceil(ROW_PIXELS);
    let mut bottom = row;
    for (index, (blank, top)) in charted.iter().enumerate() {
        let place = |of: usize| u32::try_from(of).unwrap_or(0);
        let at = row + place(index / ACROSS) * per_row;
        let mut chart = chart(&name, blank, *top, table.heading, years);
        chart.set_width(width).set_height(HEIGHT);
        sheet.insert_chart_with_offset(at, 0, &chart, place(index % ACROSS) * (width + GAP), 4)?;
        bottom = at + per_row;
    }
    Ok(bottom)
}

fn chart(sheet: &str, blank: &BlankRow, top: u32, heading: u32, (first, last): (u16, u16)) -> Chart {
    let font = |size: f64| {
        let mut font = ChartFont::new();
        font.set_name(FONT).set_size(size);
        font
    };
    let range = |row: u32| (sheet, row, first, row, last);
    let mut chart = Chart::new(ChartType::Column);
    let sky = Color::RGB(0x0056_B4E9);
    let series = chart.add_series();
    series.set_name(LINES[1]).set_values(range(top + 1)).set_categories(range(heading)).set_gap(80);
    series.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(sky)));
    let mut line = Chart::new(ChartType::Line);
    let series = line.add_series();
    series.set_name(LINES[0]).set_values(range(top)).set_categories(range(heading));
    let stroke = || ChartLine::new().set_color(Style::quiet()).set_width(2.0).set_dash_type(ChartLineDashType::Dash).clone();
    series.set_format(ChartFormat::new().set_line(&stroke()));
    let mut dot = ChartFormat::new();
    dot.set_solid_fill(ChartSolidFill::new().set_color(Style::quiet()));
    series.set_marker(ChartMarker::new().set_type(ChartMarkerType::Diamond).set_size(7).set_format(&mut dot));
    chart.combine(&line);
    chart.title().set_name(Style::chart_title(&title(blank)).as_str()).set_font(&font(9.5)).set_overlay(false);
    chart.legend().set_position(ChartLegendPosition::Right).set_font(&font(8.5));
    chart.x_axis().set_font(&font(8.0));
    chart.y_axis().set_font(&font(8.0)).set_num_format(Style::number_code(blank.decimals, false));
    chart
}

fn title(blank: &BlankRow) -> String {
    let text = |field| match blank.cells.get(&field) {
        Some(Printed::Text(text)) => text.as_str(),
        Some(Printed::Number { .. }) | None => "",
    };
    let (name, unit) = (text(Field::Indicator), text(Field::Unit));
    let short: String = name.chars().take(TITLE_MAX).collect();
    let short = if short.len() < name.len() { format!("{short}…") } else { short };
    if unit.is_empty() { short } else { format!("{short}（{unit}）") }
}

/// Width of a column in pixels: 7 for a digit of the default font, and its padding.
fn pixels(width: usize) -> u32 {
    u32::try_from(width).unwrap_or(0) * 7 + 5
}
