//! What findings quote: text from files, made harmless and short; amounts, dates and factors in words.

use chrono::NaiveDate;

use crate::domain::{Quantity, civil_date_ja, is_unprintable};

/// Longest quotation, in characters.
const QUOTE_MAX: usize = 60;
/// Most names listed in one sentence.
const NAMES_MAX: usize = 5;

/// Text from a file on one short line: control and direction characters become blanks, the rest is cut with `…`.
pub(super) fn short(text: &str) -> String {
    let clean: String = text.chars().map(|c| if is_unprintable(c) { ' ' } else { c }).collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= QUOTE_MAX {
        return words;
    }
    words.chars().take(QUOTE_MAX).chain(['…']).collect()
}

/// The first few names, each in the quotation marks given.
pub(super) fn names(names: &[String], open: &str, close: &str, between: &str) -> String {
    let listed: Vec<String> = names.iter().take(NAMES_MAX).map(|name| format!("{open}{}{close}", short(name))).collect();
    let more = if names.len() > NAMES_MAX { "…" } else { "" };
    format!("{}{more}", listed.join(between))
}

/// A number with its unit: `1,205人`. All its own decimals are shown.
pub(super) fn amount(quantity: Quantity, unit: &str) -> String {
    format!("{}{}", quantity.grouped(0), short(unit))
}

/// A count with thousands separated: `52,428,800`.
pub(super) fn count(number: u64) -> String {
    grouped(&number.to_string())
}

/// `6月13日（金）` of an ISO date; anything else as it is.
pub(super) fn date_ja(iso: &str) -> String {
    iso.parse::<NaiveDate>().map_or_else(|_| short(iso), civil_date_ja)
}

/// `2027年11月23日` of an ISO date; anything else as it is.
pub(super) fn long_date_ja(iso: &str) -> String {
    iso.parse::<NaiveDate>().map_or_else(|_| short(iso), |date| date.format("%Y年%-m月%-d日").to_string())
}

/// `13 June 2025` of an ISO date; anything else as it is.
pub(super) fn date_en(iso: &str) -> String {
    iso.parse::<NaiveDate>().map_or_else(|_| short(iso), |date| date.format("%-d %B %Y").to_string())
}

/// `約10倍`, `約1万分の1` of the factor of a slip.
pub(super) fn factor_ja(factor: &str) -> String {
    let round = |digits: &str| match digits {
        "10000" => "1万".to_owned(),
        "1000000" => "100万".to_owned(),
        other => grouped(other),
    };
    match factor.strip_prefix("1/") {
        Some(digits) => format!("約{}分の1", round(digits)),
        None => format!("約{}倍", round(factor)),
    }
}

/// `about 10 times`, `about 1/10,000 of` of the factor of a slip.
pub(super) fn factor_en(factor: &str) -> String {
    match factor.strip_prefix("1/") {
        Some(digits) => format!("about 1/{} of", grouped(digits)),
        None => format!("about {} times", grouped(factor)),
    }
}

fn grouped(digits: &str) -> String {
    digits.parse::<Quantity>().map_or_else(|_| short(digits), |quantity| quantity.grouped(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_short_and_harmless() {
        assert_eq!(short("観光\r\nBcc: someone\u{202e}"), "観光 Bcc: someone");
        assert_eq!(short(&"長".repeat(61)), format!("{}…", "長".repeat(60)));
        let sheets: Vec<String> = (1..=6).map(|n| format!("Sheet{n}")).collect();
        assert_eq!(names(&sheets, "「", "」", "、"), "「Sheet1」、「Sheet2」、「Sheet3」、「Sheet4」、「Sheet5」…");
    }

    #[test]
    fn factors_read_as_people_say_them() {
        assert_eq!(
            ["10", "1000", "10000", "1/10", "1/1000000"].map(factor_ja),
            ["約10倍", "約1,000倍", "約1万倍", "約10分の1", "約100万分の1"]
        );
        assert_eq!(["1000", "1/10"].map(factor_en), ["about 1,000 times", "about 1/10 of"]);
    }
}
