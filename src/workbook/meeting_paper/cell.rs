//! What stands in one cell of a table: a number in its format, a text, a status with its tone, or nothing.

use rust_xlsxwriter::{ColNum, Format, FormatAlign, RowNum, Worksheet};

use super::super::paper::{figure_code, padded, put};
use super::super::{Style, WriteError};
use super::marked;
use crate::consolidation::{Figure, Report, ValueLine};
use crate::domain::{NegativeMark, Operator, Quantity, SchemeRule, ValueState};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing: a box that is empty for a reason.
    Blank,
    /// Words from the left.
    Left(String),
    /// A short word in the middle.
    Centred(String),
    /// A text where a number would stand.
    InPlace(String),
    /// A number, its format, and what a reader sees.
    Number { value: Quantity, code: String, printed: String },
    /// A status: mark, word and tone.
    Status(SchemeRule),
}

impl Cell {
    /// What a reader sees; for widths and heights.
    pub(super) fn printed(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Left(text) | Self::Centred(text) | Self::InPlace(text) | Self::Number { printed: text, .. } => text.clone(),
            Self::Status(rule) => marked(rule),
        }
    }

    /// Whether its text may go on in the next line; a number may not.
    pub(super) fn wraps(&self) -> bool {
        !matches!(self, Self::Number { .. })
    }

    fn format(&self) -> Format {
        match self {
            Self::Blank | Self::Left(_) => Style::text(),
            Self::Centred(_) => Style::centred(),
            Self::InPlace(_) => Style::text().set_align(FormatAlign::Right).set_indent(1),
            Self::Number { code, .. } => Style::number(0, false).set_num_format(padded(code)),
            Self::Status(rule) => Style::status(rule.tone),
        }
    }

    /// Writes it into these columns; over two rows where `rows` is 2.
    pub(super) fn write(&self, sheet: &mut Worksheet, row: RowNum, span: (ColNum, ColNum), rows: RowNum) -> Result<(), WriteError> {
        let format = self.format();
        let column = span.0;
        if rows > 1 || span.0 < span.1 {
            sheet.merge_range(row, span.0, row + rows - 1, span.1, "", &format)?;
        }
        if let Self::Number { value, .. } = self {
            sheet.write_number_with_format(row, column, value.to_cell(), &format)?;
            return Ok(());
        }
        put(sheet, row, column, &self.printed(), &format)
    }
}

/// How a figure is dressed: with its unit, where the table has no column for units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dress<'a> {
    pub(super) report: &'a Report,
    /// Whether the unit stands behind each number.
    pub(super) unit: bool,
}

impl Dress<'_> {
    /// A figure of the register, as the plan prints it.
    pub(super) fn figure(self, line: &ValueLine, figure: &Figure) -> Cell {
        match figure.value {
            Some(_) if !figure.shown.is_empty() => Cell::InPlace(figure.shown.clone()),
            // 小学校82.0% 中学校70.0%: one line for each part.
            None if line.is_judged_by_parts() => Cell::InPlace(figure.text.replace([' ', '　'], "\n")),
            Some(value) => {
                let mut behind = self.unit_of(line);
                behind.push_str(match figure.operator {
                    Operator::AtLeast | Operator::AtMost => figure.operator.label(),
                    Operator::Plain | Operator::BaselineOrMore | Operator::BaselineOrLess => "",
                });
                self.number(line, value, "", &behind)
            }
            None if figure.text.is_empty() => Cell::Blank,
            None => Cell::InPlace(figure.text.clone()),
        }
    }

    /// The same with the year for which it is set, where that is not the heading's.
    pub(super) fn figure_of(self, line: &ValueLine, figure: &Figure, year: &str) -> Cell {
        match self.figure(line, figure) {
            Cell::Number { value, code, printed } if !year.is_empty() => {
                let behind = format!("（{year}）");
                let code = code.split(';').map(|part| format!("{part}{}", Style::literal(&behind))).collect::<Vec<_>>().join(";");
                Cell::Number { value, code, printed: format!("{printed}{behind}") }
            }
            Cell::InPlace(text) if !year.is_empty() && figure.value.is_some() => Cell::InPlace(format!("{text}（{year}）")),
            cell @ (Cell::Blank | Cell::Left(_) | Cell::Centred(_) | Cell::InPlace(_) | Cell::Number { .. } | Cell::Status(_)) => cell,
        }
    }

    /// The actual in force; one that may still change says so before the number, so that digits stay aligned.
    pub(super) fn actual(self, line: &ValueLine) -> Cell {
        let Some(value) = line.actual else {
            return if line.is_judged_by_parts() { Cell::Blank } else { Cell::InPlace("—".to_owned()) };
        };
        let before = provisional_word(line).map(|word| format!("（{word}）")).unwrap_or_default();
        match stage(line, value) {
            Some(name) => Cell::InPlace(format!("{before}{name}")),
            None => self.number(line, value, &before, &self.unit_of(line)),
        }
    }

    /// The sum since the plan's first year; what is no sum of years is crossed out.
    pub(super) fn cumulative(self, line: &ValueLine) -> Cell {
        match line.case.actual {
            _ if !line.adds_up() => Cell::Centred("／".to_owned()),
            Some(value) => self.number(line, value, "", &self.unit_of(line)),
            None => Cell::InPlace("—".to_owned()),
        }
    }

    /// A rate in percent.
    pub(super) fn percent(self, rate: Option<Quantity>, otherwise: &str) -> Cell {
        let Some(rate) = rate.map(|rate| rate.rounded(10).rounded(1)) else {
            return if otherwise.is_empty() { Cell::Blank } else { Cell::InPlace(otherwise.to_owned()) };
        };
        let code = Style::number_code(1, self.triangle());
        let code = code.split(';').map(|part| format!("{part}\"%\"")).collect::<Vec<_>>().join(";");
        Cell::Number { value: rate, code, printed: format!("{}%", rate.grouped(1)) }
    }

    fn number(self, line: &ValueLine, value: Quantity, before: &str, behind: &str) -> Cell {
        let mut code = figure_code(&self.report.plan, line.decimals, value);
        if !before.is_empty() && !code.contains(';') {
            // Without a form of its own a negative number would put its sign before the word.
            code = format!("{code};-{code}");
        }
        let (before_it, behind_it) = (Style::literal(before), Style::literal(behind));
        let code = code.split(';').map(|part| format!("{before_it}{part}{behind_it}")).collect::<Vec<_>>().join(";");
        Cell::Number { value, code, printed: format!("{before}{}{behind}", line.printed(value)) }
    }

    fn unit_of(self, line: &ValueLine) -> String {
        if self.unit { line.unit.clone() } else { String::new() }
    }

    fn triangle(self) -> bool {
        self.report.plan.negative == NegativeMark::Triangle
    }
}

/// The name of a stage, where the indicator has stages.
fn stage(line: &ValueLine, value: Quantity) -> Option<&str> {
    (1..).zip(&line.stages).find(|(place, _)| Quantity::from_count(*place) == value).map(|(_, name)| name.as_str())
}

/// 速報 or 見込, where the number may still change.
fn provisional_word(line: &ValueLine) -> Option<&'static str> {
    match line.state {
        Some(ValueState::Preliminary) => Some("速報"),
        Some(ValueState::Expected) => Some("見込"),
        Some(
            ValueState::Confirmed | ValueState::Collecting | ValueState::NotSurveyed | ValueState::Unpublished | ValueState::Withdrawn,
        )
        | None => None,
    }
}

/// The status of a line with its tone, or the word that stands there.
pub(super) fn status(report: &Report, line: &ValueLine) -> Cell {
    match line.status().and_then(|label| report.scheme.rule(label)) {
        Some(rule) => Cell::Status(rule.clone()),
        None => Cell::Centred(line.status_word().to_owned()),
    }
}
