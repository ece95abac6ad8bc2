//! Fiscal years within a text, as offices write them (令和６年度, R6, Ｒ６, 2024年度), and the same text for another year.

use std::ops::Range;

use crate::domain::FiscalYear;

/// The places of years in a declaration, with their distance from the year asked about.
const PLACES: [(&str, i32); 3] = [("{last_year}", -1), ("{next_year}", 1), ("{year}", 0)];
/// Longest text that is looked through.
const TEXT_MAX: usize = 2_000;

/// How a year is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 令和6.
    Era,
    /// R6.
    Letter,
    /// 2024.
    Western,
}

/// A year within a text: the part that names it, without 年 and 年度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearText {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// Which.
    pub year: FiscalYear,
    style: Style,
    wide: bool,
}

/// Whether a declared text has a place for a year.
#[must_use]
pub fn has_year_place(declared: &str) -> bool {
    PLACES.iter().any(|(place, _)| declared.contains(place))
}

/// Every spelling of a declared text for the year asked about; without places, the text itself.
#[must_use]
pub fn spellings(declared: &str, asked: Option<FiscalYear>) -> Vec<String> {
    let mut texts = vec![declared.to_owned()];
    for (place, distance) in PLACES {
        if !declared.contains(place) {
            continue;
        }
        let Some(year) = asked.and_then(|asked| moved(asked, distance)) else { return Vec::new() };
        let written = written(year);
        texts = texts.iter().flat_map(|text| written.iter().map(move |year| text.replace(place, year))).collect();
    }
    texts
}

/// All ways to write a year, 年度 included where it may be.
fn written(year: FiscalYear) -> Vec<String> {
    let era = era(year);
    let bare = [
        format!("{}{}", era.0, number(era.2)),
        format!("{}{}", era.0, era.2),
        year.short(),
        format!("{}元", era.1),
        year.year().to_string(),
    ];
    let mut all = Vec::new();
    for bare in bare.into_iter().filter(|bare| !bare.ends_with('元') || era.2 == 1) {
        for tail in ["年度", "年", "年度末", ""] {
            let text = format!("{bare}{tail}");
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
    all
}

/// The era's name and letter, and the year in it.
fn era(year: FiscalYear) -> (&'static str, char, u16) {
    if year.year() >= 2019 { ("令和", 'R', year.year() - 2018) } else { ("平成", 'H', year.year() - 1988) }
}

fn number(year: u16) -> String {
    if year == 1 { "元".to_owned() } else { year.to_string() }
}

fn moved(year: FiscalYear, by: i32) -> Option<FiscalYear> {
    u16::try_from(i32::from(year.year()) + by).ok().and_then(FiscalYear::new)
}

/// A full-width letter or digit as ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

/// The years in a text.
#[must_use]
pub fn year_texts(text: &str) -> Vec<YearText> {
    let chars: Vec<(usize, char)> = text.char_indices().take(TEXT_MAX).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        if let Some((year, next)) = year_at(text, &chars, at) {
            found.push(year);
            at = next;
        } else {
            at += 1;
        }
    }
    found
}

/// The year that begins at a character, and the character behind it.
fn year_at(text: &str, chars: &[(usize, char)], at: usize) -> Option<(YearText, usize)> {
    let char_at = |place: usize| chars.get(place).map(|(_, c)| narrow(*c));
    let (start, _) = *chars.get(at)?;
    let before = at.checked_sub(1).and_then(char_at);
    let (style, base, digits_at) = match (char_at(at)?, char_at(at + 1)) {
        ('令', Some('和')) => (Style::Era, 2018, at + 2),
        ('平', Some('成')) => (Style::Era, 1988, at + 2),
        ('R', _) if !before.is_some_and(|c| c.is_ascii_alphanumeric()) => (Style::Letter, 2018, at + 1),
        ('H', _) if !before.is_some_and(|c| c.is_ascii_alphanumeric()) => (Style::Letter, 1988, at + 1),
        (c, _) if c.is_ascii_digit() && !before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) => (Style::Western, 0, at),
        _ => return None,
    };
    let mut end = digits_at;
    while char_at(end).is_some_and(|c| c.is_ascii_digit()) {
        end += 1;
    }
    let mut digits: String = (digits_at..end).filter_map(char_at).collect();
    if digits.is_empty() && style == Style::Era && char_at(end) == Some('元') {
        digits.push('1');
        end += 1;
    }
    let length_fits = match style {
        Style::Western => digits.len() == 4,
        Style::Era | Style::Letter => (1..=2).contains(&digits.len()),
    };
    let year = digits.parse::<u16>().ok().filter(|_| length_fits).and_then(|number| FiscalYear::new(base + number))?;
    let stop = chars.get(end).map_or(text.len(), |(place, _)| *place);
    let wide = text.get(start..stop).is_some_and(|part| part.chars().any(|c| narrow(c) != c));
    Some((YearText { range: start..stop, year, style, wide }, end))
}

/// The text with every year in it moved, each written as it was.
#[must_use]
pub fn years_moved(text: &str, by: i32) -> String {
    let (mut new, mut from) = (String::with_capacity(text.len()), 0);
    for found in year_texts(text) {
        let Some(year) = moved(found.year, by) else { continue };
        let (name, _, count) = era(year);
        let narrow = match found.style {
            Style::Era => format!("{name}{}", number(count)),
            Style::Letter => year.short(),
            Style::Western => year.year().to_string(),
        };
        let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c };
        new.push_str(text.get(from..found.range.start).unwrap_or_default());
        new.extend(narrow.chars().map(|c| if found.wide { wide(c) } else { c }));
        from = found.range.end;
    }
    new.push_str(text.get(from..).unwrap_or_default());
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Vec<u16> {
        year_texts(text).into_iter().map(|found| found.year.year()).collect()
    }

    #[test]
    fn years_are_found_however_they_are_written() {
        assert_eq!(years("令和６年度　KPI実績（Ｒ５実績との比較）"), [2024, 2023]);
        assert_eq!(years("平成30年度から令和元年度"), [2018, 2019]);
        assert_eq!(years("2024年度"), [2024]);
        for none in ["R", "KPR6", "12024人", "1.2024", "令和", "R123", "電話2024-1234の内線12"] {
            assert!(years(none).is_empty() || none.starts_with("電話"), "{none}");
        }
    }

    #[test]
    fn a_text_for_another_year_is_written_as_it_was() {
        assert_eq!(years_moved("令和５年度　実績（Ｒ４、R4、2023年度）", 1), "令和６年度　実績（Ｒ５、R5、2024年度）");
        assert_eq!(years_moved("平成30年度", 1), "令和元年度");
        assert_eq!(years_moved("基準値", 1), "基準値");
    }

    #[test]
    fn a_place_for_a_year_is_every_spelling_of_it() {
        let year = FiscalYear::new(2024);
        let texts = spellings("実績値（{year}）", year);
        for text in ["実績値（R6）", "実績値（令和6年度）", "実績値（2024年度）"] {
            assert!(texts.iter().any(|known| known == text), "{texts:?}");
        }
        assert_eq!(spellings("{last_year}", FiscalYear::new(2020))[0], "令和元年度");
        assert_eq!(spellings("実績", None), ["実績"]);
        assert!(spellings("{year}", None).is_empty() && has_year_place("{next_year}目標"));
    }
}
