//! What a department wrote in words: 時点, 出典, 理由, 今後の対応.

use super::{AcceptedRow, Context, dates, symbols};
use crate::diagnostic::Problem;
use crate::domain::{Quantity, ValueState, is_unprintable};
use crate::extraction::{Content, RawCell, RawRow};
use crate::form::Field;

/// The words of a row, as text and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    pub(super) as_of: String,
    pub(super) source: String,
    pub(super) reason: String,
    pub(super) measure: String,
}

impl Texts {
    /// A blank later means unchanged, for words as for numbers: what was written stays while the number (or, without
    /// one, the state) is the same. Words given for another number are void.
    pub(super) fn carry_over(&mut self, earlier: &AcceptedRow, value: Option<Quantity>, state: ValueState) {
        if earlier.value != value || (value.is_none() && earlier.state != state) {
            return;
        }
        let pairs = [
            (&mut self.as_of, &earlier.as_of),
            (&mut self.source, &earlier.source),
            (&mut self.reason, &earlier.reason),
            (&mut self.measure, &earlier.measure),
        ];
        for (text, earlier) in pairs {
            if text.is_empty() {
                text.clone_from(earlier);
            }
        }
    }
}

/// Reads the words of a row, and says what is to be said of each cell.
pub(super) fn texts(row: &RawRow, context: &Context<'_>) -> (Texts, Vec<(Field, Problem)>) {
    let mut problems = Vec::new();
    let mut take = |field: Field| {
        let cell = row.cells.get(&field);
        let mut text = cell.map(text_of).unwrap_or_default();
        problems.extend(cell.into_iter().flat_map(|cell| check(cell, &text, field, context)).map(|problem| (field, problem)));
        if let Some(cell) = cell.filter(|_| field == Field::AsOf) {
            let (day, told) = dates::day(cell, text);
            problems.extend(told.map(|problem| (field, problem)));
            text = day;
        }
        text
    };
    let texts = Texts { as_of: take(Field::AsOf), source: take(Field::Source), reason: take(Field::Reason), measure: take(Field::Measure) };
    (texts, problems)
}

fn check(cell: &RawCell, text: &str, field: Field, context: &Context<'_>) -> Vec<Problem> {
    if let Content::Error(error) = &cell.content {
        return vec![Problem::ErrorValue { text: error.clone() }];
    }
    let heading = || context.form.heading(field).to_owned();
    let length = text.chars().filter(|c| *c != '\n').count();
    let max = context.form.column(field).map_or(0, |column| column.length_max);
    let formula = cell.formula.is_some().then(|| Problem::FormulaInText { heading: heading() });
    let long = (max > 0 && length > max).then(|| Problem::TextTooLong { heading: heading(), length, max });
    let symbols = symbols::told(cell.content.text(), context.form.heading(field));
    [formula, long, symbols].into_iter().flatten().collect()
}

/// What the cell shows. A date is written as the form's example writes it: `R7.3.31`.
pub(super) fn text_of(cell: &RawCell) -> String {
    match &cell.content {
        Content::Error(_) => String::new(),
        Content::Date(iso) => dates::stored(iso),
        content @ (Content::Text(_) | Content::Number(_) | Content::Bool(_) | Content::Nothing) => printable(content.text()),
    }
}

/// Text as it may be printed: line breaks stay, a tab is a blank, another program's bullet is a bullet; what shows nothing and
/// turns the text around it goes.
pub(super) fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !is_unprintable(*c)).map(symbols::shown).collect::<String>().trim().to_owned()
}
