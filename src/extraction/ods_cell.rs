//! One cell of an `OpenDocument` sheet: its stored value, and the text that is shown where nothing else is stored.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::Content;
use super::number_format::Shown;
use super::ods_shown::shown_by_text;
use super::shown_scale::shown_by_text as shown_in_scale;
use super::stored::{as_shown, date_text, number_text};

/// A cell that is being read.
#[derive(Debug, Default)]
pub(super) struct OdsCell {
    /// For how many columns it stands.
    pub repeated: u32,
    /// Its formula, without what says in which language it is written. One that refers to another file begins with `[1]`.
    pub formula: Option<String>,
    /// How its style shows a number.
    style: Shown,
    kind: String,
    value: Option<String>,
    /// `error` where LibreOffice says so.
    marked: String,
    shown: String,
    paragraphs: usize,
}

impl OdsCell {
    /// From its attributes, by their names, and its style.
    pub(super) fn of(attribute: impl Fn(&str) -> Option<String>, repeated: u32, shown: Shown) -> Self {
        let kind = attribute("value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => attribute("date-value"),
            "time" => attribute("time-value"),
            "boolean" => attribute("boolean-value"),
            "string" => attribute("string-value"),
            _ => attribute("value"),
        };
        Self {
            repeated,
            style: shown,
            formula: attribute("formula").map(|formula| in_our_words(&formula)),
            marked: attribute("calcext:value-type").unwrap_or_default(),
            kind,
            value,
            shown: String::new(),
            paragraphs: 0,
        }
    }

    /// An element within the cell begins.
    pub(super) fn within(&mut self, name: &str, count: usize) {
        match name {
            "p" | "h" => {
                if self.paragraphs > 0 {
                    self.shown.push('\n');
                }
                self.paragraphs += 1;
            }
            "s" => self.shown.extend(std::iter::repeat_n(' ', count.min(1_000))),
            "tab" => self.shown.push('\t'),
            "line-break" => self.shown.push('\n'),
            _ => {}
        }
    }

    /// Text within a paragraph: a line break of the file is no line break of the text. Blanks stay as they are, because
    /// LibreOffice writes several of them so.
    pub(super) fn text(&mut self, text: &str) {
        if self.paragraphs > 0 {
            self.shown.extend(text.chars().map(|c| if matches!(c, '\t' | '\r' | '\n') { ' ' } else { c }));
        }
    }

    /// How long the shown text is by now.
    pub(super) fn shown_bytes(&self) -> usize {
        self.shown.len()
    }

    /// Whether it is shown as a percentage.
    pub(super) fn is_percent(&self) -> bool {
        self.kind == "percentage" || (self.kind == "float" && (self.style.percent || self.shown_number().percent))
    }

    /// How its shown text says that its number was shown.
    fn shown_number(&self) -> Shown {
        self.number().map_or_else(Shown::default, |number| shown_by_text(number, &self.shown))
    }

    fn number(&self) -> Option<f64> {
        self.value.as_deref().and_then(|value| value.trim().parse::<f64>().ok()).filter(|number| number.is_finite())
    }

    /// What it holds; `None` for a cell that is only coloured.
    pub(super) fn content(&self) -> Option<Content> {
        let stored = self.value.as_deref();
        let is_error = self.marked == "error" || (self.formula.is_some() && is_error(&self.shown));
        match self.kind.as_str() {
            _ if is_error => Some(Content::Error(self.shown.clone())),
            // A truth value of Excel becomes a number that is shown as one.
            "float" if matches!(self.shown.as_str(), "TRUE" | "FALSE") => Some(Content::Bool(self.shown == "TRUE")),
            "float" | "percentage" | "currency" => Some(match self.number() {
                Some(number) if self.kind == "float" && (self.style.date || self.shown_number().date) => {
                    let stored = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false);
                    Content::Date(as_shown(date_text(&stored), self.style.shape))
                }
                Some(number) => {
                    let number = number_text(number);
                    let scaled = (self.kind == "float" && !self.is_percent()).then(|| shown_in_scale(&number, &self.shown)).flatten();
                    scaled.map_or(Content::Number(number), Content::Text)
                }
                // Not a number, whatever it says of itself.
                None => Content::Error(super::UNREADABLE.to_owned()),
            }),
            "date" => stored.map(|date| {
                let day = date.strip_suffix("T00:00:00").unwrap_or(date);
                Content::Date(as_shown(day.to_owned(), self.style.shape))
            }),
            "time" => stored.map(|time| Content::Date(time_of_day(time))),
            "boolean" => stored.map(|value| Content::Bool(value == "true")),
            _ => {
                let text = stored.filter(|text| !text.is_empty()).unwrap_or(&self.shown);
                if !text.is_empty() || (self.formula.is_some() && self.kind == "string") {
                    Some(Content::Text(text.to_owned()))
                } else {
                    self.formula.is_some().then_some(Content::Nothing)
                }
            }
        }
    }
}

/// Error values as LibreOffice and Excel show them.
fn is_error(shown: &str) -> bool {
    shown.starts_with("Err:")
        || (shown.starts_with('#') && shown.len() < 20 && (shown.ends_with(['!', '?']) || matches!(shown, "#N/A" | "#GETTING_DATA")))
}

/// `PT14H05M00S` as `14:05:00`, as the other formats give it.
fn time_of_day(text: &str) -> String {
    let parts = text.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.split(['S', '.', ',']).next()?;
        Some((hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?, seconds.parse::<u32>().ok()?))
    });
    match parts {
        Some((hours, minutes, seconds)) if hours < 24 => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        _ => text.to_owned(),
    }
}

/// `of:=SUM([.A1:.A3])` without its beginning; `['file:///…/実績.ods'#$4月.B2]` lies in another file.
fn in_our_words(formula: &str) -> String {
    let plain = formula.split_once('=').filter(|(before, _)| before.len() < 10).map_or(formula, |(_, rest)| rest);
    let mut in_text = false;
    let mut before = ' ';
    let mut elsewhere = false;
    for c in plain.chars() {
        match c {
            '"' => in_text = !in_text,
            '#' if !in_text && before == '\'' => elsewhere = true,
            _ => {}
        }
        before = c;
    }
    if elsewhere { format!("[1]{plain}") } else { plain.to_owned() }
}
