//! Numbers that their format shows in another scale than they are stored in: `#,##0,"千円"` shows 310,000 as 310千円, and
//! `0"千人"` shows 600 as 600千人. People mean what they see.

use super::office_number::parse;
use super::unit::begins_with_scale;
use crate::domain::Quantity;

/// Longest text behind a number that is looked at, in characters.
const BEHIND_MAX: usize = 8;

/// What a format makes of the scale of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Scale {
    /// How often a number is divided by a thousand before it is shown.
    thousands: u8,
    /// What is printed behind it; blank where it is no word of scale.
    behind: [char; BEHIND_MAX],
}

impl Scale {
    /// From the first section of a number format. Sections with conditions are left alone: which one holds, the number decides.
    pub(super) fn of(code: &str) -> Self {
        let mut behind = String::new();
        let (mut thousands, mut commas) = (0_u8, 0_u8);
        let mut digits = false;
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                '0' | '#' | '?' => {
                    (digits, commas) = (true, 0);
                    behind.clear();
                }
                ',' if digits => commas = commas.saturating_add(1),
                // Commas just before the decimal point divide too.
                '.' if digits => (thousands, commas) = (thousands.saturating_add(commas), 0),
                '"' => behind.extend(chars.by_ref().take_while(|c| *c != '"')),
                '\\' => behind.extend(chars.next()),
                '_' | '*' => _ = chars.next(),
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if inner.starts_with(['<', '>', '=']) {
                        return Self::default();
                    }
                }
                // A percentage, a fraction and an exponent are no scale.
                '%' | '/' | 'E' | 'e' => return Self::default(),
                other => behind.push(other),
            }
        }
        if !digits {
            return Self::default();
        }
        thousands = thousands.saturating_add(commas);
        let behind = behind.trim();
        let mut letters = [' '; BEHIND_MAX];
        if begins_with_scale(behind) {
            letters.iter_mut().zip(behind.chars()).for_each(|(letter, c)| *letter = c);
        }
        let found = Self { thousands, behind: letters };
        if thousands == 0 && letters == [' '; BEHIND_MAX] { Self::default() } else { found }
    }

    /// A stored number as the format shows it, with all its digits; `None` where it shows the number itself.
    pub(super) fn shown(self, stored: &str) -> Option<String> {
        let number: Quantity = stored.parse().ok().filter(|number: &Quantity| !number.is_zero())?;
        let behind: String = self.behind.iter().collect();
        let scale = match (self.thousands, behind.trim_matches(['\0', ' '])) {
            (0, "") => return None,
            (1, "") => "千",
            (2, "") => "百万",
            (3, "") => "十億",
            (_, behind) => behind,
        };
        let thousandth: Quantity = "0.001".parse().ok()?;
        let shown = (0..self.thousands).try_fold(number, |number, _| number.times(thousandth))?;
        Some(format!("{shown}{scale}"))
    }
}

/// The same, as far as the text that is shown beside a stored number tells.
pub(super) fn shown_by_text(stored: &str, text: &str) -> Option<String> {
    let seen = parse(text)?;
    let number: Quantity = stored.parse().ok()?;
    let decimals = u32::try_from(seen.plain.split_once('.').map_or(0, |(_, decimals)| decimals.len())).ok()?;
    let looks: Quantity = seen.plain.parse().ok().filter(|looks: &Quantity| !looks.is_zero())?;
    let behind: [char; BEHIND_MAX] = {
        let mut letters = [' '; BEHIND_MAX];
        if begins_with_scale(&seen.behind) {
            letters.iter_mut().zip(seen.behind.chars()).for_each(|(letter, c)| *letter = c);
        }
        letters
    };
    let thousandth: Quantity = "0.001".parse().ok()?;
    let mut scaled = number;
    for thousands in 0..=3 {
        if scaled.rounded(decimals) == looks {
            return Scale { thousands, behind }.shown(stored);
        }
        scaled = scaled.times(thousandth)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_mean_what_they_see() {
        for (code, stored, seen) in [
            ("#,##0,\"千点\"", "310000", "310千点"),
            ("#,##0,", "310400", "310.4千"),
            ("#,##0,,\"百万円\"", "1234000000", "1234百万円"),
            ("0.0,,;\"△\"0.0,,", "-1500000", "-1.5百万"),
            ("0\"千人\"", "600", "600千人"),
            ("#,##0千円_ ", "600", "600千円"),
            ("[Red]0.0\\万", "3.5", "3.5万"),
        ] {
            assert_eq!(Scale::of(code).shown(stored).as_deref(), Some(seen), "{code}");
        }
    }

    #[test]
    fn other_formats_show_the_number_itself() {
        for code in [
            "General",
            "",
            "@",
            "#,##0",
            "#,##0;\"△\"#,##0",
            "#,##0\"人\"",
            "0.0\"%\"",
            "0.0%",
            "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
            "[$¥-411]#,##0",
            "0.00E+00",
            "#,##0_);(#,##0)",
            "[>=1000]#,##0,\"千\";0",
            "yyyy/m/d",
        ] {
            assert_eq!(Scale::of(code).shown("310000"), None, "{code}");
        }
        assert_eq!(Scale::of("#,##0,").shown("0"), None, "zero is zero in every scale");
    }

    #[test]
    fn the_text_beside_a_number_tells_as_much() {
        for (stored, text, seen) in [
            ("310000", "310千点", Some("310千点")),
            ("310400", "310", Some("310.4千")),
            ("600", "600千人", Some("600千人")),
            ("600", "600", None),
            ("0.6", "1", None),
            ("600", "600人", None),
            ("1234", "1,234", None),
            ("45747", "2025/3/31", None),
            ("0.275", "27.5%", None),
        ] {
            assert_eq!(shown_by_text(stored, text).as_deref(), seen, "{stored} {text}");
        }
    }
}
