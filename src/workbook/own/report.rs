//! An office's own report layout, filled with the report's figures: the third paper of a compile.

use super::cells::Cells;
use super::fill::{Filled, plain, write_text, years};
use super::look::{Look, distance};
use crate::consolidation::{Report, ValueLine};
use crate::diagnostic::{Finding, OwnProblem, Problem};
use crate::domain::{Quantity, Registry, civil_date_ja};
use crate::extraction::Grid;
use crate::extraction::own::{FoundTable, Merges};
use crate::form::own::{OwnReport, OwnRows, ReportCell, ReportField, ReportFigure, has_year_place};
use crate::workbook::patch::{NewContent, PatchError};

/// Decimals of rates.
const RATE_DECIMALS: u32 = 1;

/// Fills a report layout. `look` is what was found in `grid`, which is what `book` holds. `registry` gives the names under
/// which an indicator may stand there.
pub fn fill_report(
    (book, grid, merges): (&[u8], &Grid, &Merges),
    look: &Look,
    layout: &OwnReport,
    report: &Report,
    registry: &Registry,
) -> Result<Filled, PatchError> {
    let mut cells = Cells::new(grid, merges);
    let asked = report.round.year;
    for table in &look.tables {
        let by = distance(asked, table.year);
        for (declared, found) in layout.columns.iter().zip(&table.columns) {
            let Some(found) = found else { continue };
            if has_year_place(&declared.column.heading) {
                cells.move_years(table.sheet, found.heading, by);
            }
            if let Some(sub) = found.sub.filter(|_| declared.column.sub.as_deref().is_some_and(has_year_place)) {
                cells.move_years(table.sheet, sub, by);
            }
        }
    }
    let findings = match layout.table.rows {
        OwnRows::Blank => blank_rows(&mut cells, look, layout, report).into_iter().collect(),
        OwnRows::Listed => listed_rows(&mut cells, look, layout, report, registry, grid),
    };
    for (declared, found) in layout.cells.iter().zip(&look.cells) {
        let Some(found) = found else { continue };
        match figure(declared, report) {
            Some(content) => cells.put(found.sheet, found.at, content),
            None => cells.empty(found.sheet, found.at),
        }
    }
    writes(&mut cells, look, layout, report);
    Ok(Filled { book: cells.applied(book)?, findings })
}

fn blank_rows(cells: &mut Cells<'_>, look: &Look, layout: &OwnReport, report: &Report) -> Option<Finding> {
    let table = look.tables.first()?;
    let (room, needed) = (look.room(&layout.table), report.lines.len());
    for (row, number) in (table.first_row..).zip(0..room) {
        fill_row(cells, table, row, layout, report, report.lines.get(number));
    }
    (needed > room).then(|| Finding::file(Problem::Own(OwnProblem::RowsShort { department: String::new(), room, needed })))
}

fn listed_rows(cells: &mut Cells<'_>, look: &Look, layout: &OwnReport, report: &Report, registry: &Registry, grid: &Grid) -> Vec<Finding> {
    let (number, name) = (layout.column(ReportField::Number), layout.column(ReportField::Indicator));
    let mut missing: Vec<&ValueLine> = report.lines.iter().collect();
    for table in &look.tables {
        let rows: Vec<u32> = table.rows(grid).filter_map(|row| row.first()).map(|cell| cell.at.row()).collect();
        for row in rows {
            let says =
                |column: Option<usize>| column.and_then(|column| table.cell(column, row)).map_or("", |at| cells.text(table.sheet, at));
            let (id, named) = (plain(says(number)), plain(says(name)));
            // Of two indicators with one name, each gets its own row, in the order of the plan.
            let line = missing.iter().copied().find(|line| is_row(line, registry, &id, &named));
            let Some(line) = line.or_else(|| report.lines.iter().find(|line| is_row(line, registry, &id, &named))) else { continue };
            missing.retain(|other| other.indicator != line.indicator);
            fill_row(cells, table, row, layout, report, Some(line));
        }
    }
    let problem =
        |line: &&ValueLine| Finding::file(Problem::Own(OwnProblem::RowMissing { name: line.name.clone() })).about(&line.indicator);
    missing.iter().map(problem).collect()
}

fn is_row(line: &ValueLine, registry: &Registry, id: &str, named: &str) -> bool {
    let aliases = registry.indicator(&line.indicator).map_or(&[][..], |indicator| indicator.aliases.as_slice());
    let by_name = || std::iter::once(&line.name).chain(aliases).any(|name| plain(name) == named);
    (!id.is_empty() && id == line.indicator.as_str()) || (!named.is_empty() && by_name())
}

fn fill_row(cells: &mut Cells<'_>, table: &FoundTable, row: u32, layout: &OwnReport, report: &Report, line: Option<&ValueLine>) {
    for (place, declared) in layout.columns.iter().enumerate() {
        let names = matches!(declared.field, ReportField::Number | ReportField::Indicator);
        let Some(at) = table.cell(place, row).filter(|_| !(names && layout.table.rows == OwnRows::Listed)) else { continue };
        match line.and_then(|line| content(declared.field, line, report)) {
            Some(content) => cells.put(table.sheet, at, content),
            None => cells.empty(table.sheet, at),
        }
    }
}

/// What stands in a column for an indicator; `None` for an empty cell.
fn content(field: ReportField, line: &ValueLine, report: &Report) -> Option<NewContent> {
    let text = |text: &str| (!text.is_empty()).then(|| NewContent::Text(text.to_owned()));
    let figure = |figure: &crate::consolidation::Figure| match (figure.value, figure.shown.as_str()) {
        (Some(value), "") => Some(NewContent::Number(value)),
        (Some(_), shown) => text(shown),
        (None, _) => text(&figure.text),
    };
    let rate = |rate: Option<Quantity>| rate.map(|rate| NewContent::Number(rate.rounded(RATE_DECIMALS)));
    match field {
        ReportField::Number => text(line.indicator.as_str()),
        ReportField::Goal => text(report.goal_code(line)),
        ReportField::Policy => text(report.policy_heading(line)),
        ReportField::Indicator => text(&line.name),
        ReportField::Unit => text(&line.unit),
        ReportField::Direction => text(line.direction.label()),
        ReportField::Department => match line.department.as_ref().filter(|_| line.owners.is_empty()) {
            Some(id) => text(report.department_name(id)),
            None => text(&line.owners),
        },
        ReportField::Baseline => figure(&line.baseline),
        ReportField::LastActual => {
            let last = line.year.previous()?;
            line.years.iter().find(|year| year.year == last).and_then(|year| figure(&year.actual))
        }
        ReportField::Target => figure(&line.target),
        ReportField::Actual => match line.actual {
            Some(value) => figure(&crate::consolidation::Figure {
                value: Some(value),
                shown: stage(line, value),
                ..crate::consolidation::Figure::default()
            }),
            None => text(line.state.map_or("", |state| state.label())),
        },
        ReportField::State => text(line.state.map_or("", |state| state.label())),
        ReportField::Rate => rate(line.judgement.achievement),
        ReportField::Progress => rate(line.judgement.progress),
        ReportField::Status => text(line.status_word()),
        ReportField::Mark => line.status().and_then(|label| report.scheme.rule(label)).and_then(|rule| text(&rule.mark)),
        ReportField::Reason => text(&line.reason),
        ReportField::Measure => text(&line.measure),
        ReportField::Note => text(&line.note),
    }
}

/// The name of the stage that a value stands for.
fn stage(line: &ValueLine, value: Quantity) -> String {
    let place = value.to_string().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    place.and_then(|place| line.stages.get(place)).cloned().unwrap_or_default()
}

/// What stands in a cell beside the table.
fn figure(declared: &ReportCell, report: &Report) -> Option<NewContent> {
    let count = |count: usize| Some(NewContent::Number(Quantity::from_count(count)));
    let status = || {
        let label = declared.status.as_deref()?;
        report.scheme.statuses().iter().position(|rule| rule.label == label)
    };
    match declared.figure {
        ReportFigure::Indicators => count(report.lines.len()),
        ReportFigure::Count => count(report.total.count(status()?)),
        ReportFigure::Share => report.total.share(status()?, report.plan.share_decimals).map(NewContent::Number),
        ReportFigure::Unjudgeable => count(report.total.unjudgeable),
        ReportFigure::Missing => count(report.total.missing),
        ReportFigure::Sentence => Some(NewContent::Text(report.sentences.printed.clone())),
        ReportFigure::Edition => Some(NewContent::Text(format!("第{}版", report.edition))),
        ReportFigure::AsOf => Some(NewContent::Text(format!("{}現在", civil_date_ja(report.now.date_naive())))),
    }
}

fn writes(cells: &mut Cells<'_>, look: &Look, layout: &OwnReport, report: &Report) {
    let (year, last, next) = years(report.round.year);
    let (edition, day) = (report.edition.to_string(), civil_date_ja(report.now.date_naive()));
    let facts = [
        ("{round}", report.round.name.as_str()),
        ("{year}", year.as_str()),
        ("{last_year}", &last),
        ("{next_year}", &next),
        ("{plan}", &report.plan.name),
        ("{office}", &report.plan.office),
        ("{contact}", &report.plan.contact),
        ("{edition}", &edition),
        ("{date}", &day),
    ];
    for (write, found) in layout.writes.iter().zip(&look.writes) {
        let Some(found) = found else { continue };
        write_text(cells, found.sheet, found.at, write.text.as_deref(), &facts, distance(report.round.year, found.year));
    }
}
