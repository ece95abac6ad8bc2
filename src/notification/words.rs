//! Texts made fit for a mail: one line, no control characters, nothing that a mail program turns into a link.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::domain::{Lang, civil_date_ja};

/// Longest name of a department, round, plan or office in a mail, in characters.
const NAME_MAX: usize = 60;
/// Longest finding or file name, in characters: message and remedy fit, a novel does not.
const TYPED_MAX: usize = 300;
/// Longest path or contact, in characters. Longer than any path that a file share takes.
const LINE_MAX: usize = 1000;

/// A name from the register.
pub(super) fn name(text: &str) -> String {
    shorten(&one_line(text), NAME_MAX)
}

/// A path or a line from the configuration or the register.
pub(super) fn line(text: &str) -> String {
    shorten(&one_line(text), LINE_MAX)
}

/// A text that a department typed. What would become a link is written so that it does not.
pub(super) fn typed(text: &str) -> String {
    let text = one_line(text).replace("://", "：／／").replace("www.", "www．").replace("WWW.", "WWW．");
    shorten(&text, TYPED_MAX)
}

/// Line breaks and tabs become a space; other control characters and those that change the direction of text vanish.
fn one_line(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|c| if matches!(c, '\r' | '\n' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c });
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    spaced.filter(|c| !c.is_control() && !hidden(*c)).collect::<String>().trim().to_owned()
}

fn shorten(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    text.chars().take(max - 1).chain(['…']).collect()
}

/// `6月13日（金）` / `Friday 13 June`.
pub(super) fn date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ja => civil_date_ja(date),
        Lang::En => format!("{} {} {}", date.format("%A"), date.day(), date.format("%B")),
    }
}

/// `6月10日（火）14時5分`, `6月6日（金）9時` / `14:05 on Tuesday 10 June`.
pub(super) fn time(at: NaiveDateTime, lang: Lang) -> String {
    let day = date(at.date(), lang);
    match (lang, at.minute()) {
        (Lang::Ja, 0) => format!("{day}{}時", at.hour()),
        (Lang::Ja, minute) => format!("{day}{}時{minute}分", at.hour()),
        (Lang::En, _) => format!("{} on {day}", at.format("%H:%M")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_on_one_line_and_is_no_link() {
        assert_eq!(typed("a\r\nBcc: x@y.example\u{202e}\0"), "a  Bcc: x@y.example");
        assert_eq!(typed("http://www.evil.example"), "http：／／www．evil.example");
        assert_eq!(name(&"課".repeat(600)).chars().count(), NAME_MAX);
    }

    #[test]
    fn times_read_as_an_officer_writes_them() {
        let at = |text: &str| text.parse::<NaiveDateTime>().expect("time");
        assert_eq!(time(at("2025-06-10T14:05:00"), Lang::Ja), "6月10日（火）14時5分");
        assert_eq!(time(at("2025-06-06T09:00:00"), Lang::Ja), "6月6日（金）9時");
        assert_eq!(time(at("2025-06-06T09:00:00"), Lang::En), "09:00 on Friday 6 June");
    }
}
