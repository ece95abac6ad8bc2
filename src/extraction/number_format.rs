//! What a number format makes of a stored number: a percentage, a date, or the number itself.

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    /// As a percentage: 0.453 is shown as 45.3%.
    pub percent: bool,
    /// As a date or a time.
    pub date: bool,
}

impl Shown {
    /// From a format's built-in id and its code. The code of some built-in ids is not in the file: the id decides first.
    pub(super) fn of(id: Option<u32>, code: &str) -> Self {
        match id {
            Some(9 | 10) => Self { percent: true, date: false },
            // 27–36 and 50–58 are the dates of East Asian Excel.
            Some(14..=22 | 27..=36 | 45..=47 | 50..=58) => Self { percent: false, date: true },
            Some(0..=8 | 11..=13 | 23..=26 | 37..=44 | 48 | 49 | 59..=81) => Self::default(),
            _ => Self { percent: tokens(code).contains('%'), date: is_date(code) },
        }
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
        assert!(Shown::of(Some(57), "General").date, "a built-in id of Japanese Excel has no code in the file");
    }
}
