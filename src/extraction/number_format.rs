//! What a number format makes of a stored number: a percentage, a date, or the number itself.

use super::shown_scale::Scale;

/// How much of a date is shown. Excel makes a whole date of 2025年3月 and of 10月1日; nobody typed the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum DateShape {
    /// Year, month and day, or something else than a month or a day of a year.
    #[default]
    Whole,
    /// Year and month.
    Month,
    /// Month and day.
    WithoutYear,
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    /// As a percentage: 0.453 is shown as 45.3%.
    pub percent: bool,
    /// As a date or a time.
    pub date: bool,
    /// How much of the date.
    pub shape: DateShape,
    /// In another scale.
    pub scale: Scale,
}

impl Shown {
    /// From a format's built-in id and its code. A code that the file states decides, because some programs number their own
    /// formats freely; that of some built-in ids is not in the file, then the id decides.
    pub(super) fn of(id: Option<u32>, code: &str) -> Self {
        let stated = !code.is_empty() && !code.eq_ignore_ascii_case("general");
        match id {
            Some(id) if !stated => Self::built_in(id),
            _ => {
                let (percent, date) = (tokens(code).contains('%'), is_date(code));
                let scale = if percent || date { Scale::default() } else { Scale::of(code) };
                Self { percent, date, shape: shape(code), scale }
            }
        }
    }

    /// 27–36 and 50–58 are the dates of East Asian Excel, here as Japanese Excel shows them (ECMA-376, 18.8.30).
    fn built_in(id: u32) -> Self {
        let date = |shape| Self { date: true, shape, ..Self::default() };
        match id {
            9 | 10 => Self { percent: true, ..Self::default() },
            17 | 34 | 52 | 55 => date(DateShape::Month),
            16 | 35 | 53 | 56 => date(DateShape::WithoutYear),
            14..=22 | 27..=36 | 45..=47 | 50..=58 => date(DateShape::Whole),
            _ => Self::default(),
        }
    }
}

/// How much of a date the first section of a code shows.
fn shape(code: &str) -> DateShape {
    let all = tokens(code).replace("general", "").replace("am/pm", "h");
    shape_of(all.split(';').next().unwrap_or(""))
}

/// How much of a date these letters of a code show.
pub(super) fn shape_of(shown: &str) -> DateShape {
    let has = |letters: &[char]| shown.contains(letters);
    // With hours or seconds, m may be minutes.
    match (has(&['y', 'e']), has(&['m']), has(&['d']), has(&['h', 's'])) {
        (true, true, false, false) => DateShape::Month,
        (false, true, true, false) => DateShape::WithoutYear,
        _ => DateShape::Whole,
    }
}

/// A code without its literals: quoted and escaped characters, widths and fills, and brackets (`[Red]`, `[$-411]`).
/// Elapsed times such as `[h]` keep their letters.
fn tokens(code: &str) -> String {
    let mut kept = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if !inner.is_empty() && inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's')) {
                    kept.push_str(&inner);
                }
            }
            other => kept.push(other.to_ascii_lowercase()),
        }
    }
    kept
}

/// Whether the first section shows a date or time. The parser overlooks eras and weekdays (`[$-411]e"年度"`, `aaaa`).
fn is_date(code: &str) -> bool {
    let all = tokens(code).replace("general", "").replace("g/標準", "");
    let first = all.split(';').next().unwrap_or("");
    let mut chars = first.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // `e` before a sign is the exponent of 0.00E+00.
            'e' if matches!(chars.peek(), Some('+' | '-')) => {}
            'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e' => return true,
            _ => {}
        }
    }
    first.contains("aaa")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_told_from_a_printed_percent_sign() {
        for (id, code) in [(Some(9), ""), (Some(10), "General"), (Some(164), "0.0%"), (None, "#,##0.0%;\"△\"0.0%"), (Some(170), "0.0_ %")]
        {
            assert!(Shown::of(id, code).percent, "{code}");
        }
        for code in ["0.0\"%\"", "0.0\\%", "General", "@", "#,##0\"千円\"", "0_%", "[$%-411]0"] {
            assert!(!Shown::of(Some(164), code).percent, "{code}");
        }
        assert!(!Shown::of(Some(3), "").percent);
        // One program numbers its own formats from 56 on.
        assert_eq!(Shown::of(Some(62), "0.0%"), Shown { percent: true, ..Shown::default() });
        assert_eq!(Shown::of(Some(56), "0.0%"), Shown { percent: true, ..Shown::default() });
    }

    #[test]
    fn dates_are_told_from_numbers() {
        for code in ["[$-411]e\"年度\"", "[$-411]aaaa", "ggge\"年\"m\"月\"d\"日\"", "[$-411]ge.m.d;@", "yyyy/m/d", "[h]:mm", "h:mm AM/PM"]
        {
            assert!(Shown::of(Some(164), code).date, "{code}");
        }
        for code in ["General", "0.00E+00", "#,##0\"ha\"", "#,##0;[Red]\\-#,##0", "G/標準", "#,##0人", "@", "0;\"△\"0", "\"第\"0\"号\""]
        {
            assert!(!Shown::of(Some(164), code).date, "{code}");
        }
        for (id, code, shape) in [
            (164, "yyyy\"年\"m\"月\"", DateShape::Month),
            (55, "General", DateShape::Month),
            (17, "mmm-yy", DateShape::Month),
            (164, "[$-411]ggge\"年\"m\"月\";@", DateShape::Month),
            (164, "m\"月\"d\"日\"", DateShape::WithoutYear),
            (56, "", DateShape::WithoutYear),
            (164, "[$-411]ge.m.d;@", DateShape::Whole),
            (14, "mm-dd-yy", DateShape::Whole),
            (20, "h:mm", DateShape::Whole),
            (45, "mm:ss", DateShape::Whole),
            (164, "yyyy/m/d h:mm", DateShape::Whole),
            (164, "[$-411]aaaa", DateShape::Whole),
        ] {
            assert_eq!((Shown::of(Some(id), code).date, Shown::of(Some(id), code).shape), (true, shape), "{code}");
        }
        assert!(Shown::of(Some(57), "General").date, "a built-in id of Japanese Excel has no code in the file");
    }
}
