//! Stored values as text: numbers as Excel shows them, dates in ISO 8601, texts bounded.

use calamine::ExcelDateTime;

use super::number_format::DateShape;

/// A stored double at Excel's 15 significant digits: `45.300000000000004` is `45.3`.
pub(super) fn number_text(value: f64) -> String {
    let Ok(fifteen) = format!("{value:.14e}").parse::<f64>() else {
        return value.to_string();
    };
    let magnitude = fifteen.abs();
    if magnitude == 0.0 {
        "0".to_owned()
    } else if (1e-9..1e21).contains(&magnitude) {
        format!("{fifteen}")
    } else {
        format!("{fifteen:e}")
    }
}

/// A date, a time of day, both, or a length of time.
pub(super) fn date_text(stored: &ExcelDateTime) -> String {
    if stored.is_duration() {
        return format!("P{}D", number_text(stored.as_f64()));
    }
    let (year, month, day, hour, minute, second, _) = stored.to_ymd_hms_milli();
    let midnight = (hour, minute, second) == (0, 0, 0);
    if (0.0..1.0).contains(&stored.as_f64()) {
        format!("{hour:02}:{minute:02}:{second:02}")
    } else if midnight {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// As much of a date (ISO 8601) as its cell shows: `2025-03` for a month, `?2025-10-01` (the year in doubt, ISO 8601-2) for a
/// day without its year.
pub(super) fn as_shown(iso: String, shape: DateShape) -> String {
    if iso.len() != 10 {
        return iso;
    }
    match shape {
        DateShape::Whole => iso,
        DateShape::Month => iso.get(..7).unwrap_or_default().to_owned(),
        DateShape::WithoutYear => format!("?{iso}"),
    }
}

/// At most `max` characters, control characters made visible as blanks; what a finding may quote.
pub(super) fn quoted(text: &str, max: usize) -> String {
    let mut short: String = text.trim().chars().take(max).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(max).is_some() {
        short.pop();
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_look_as_in_excel() {
        let as_shown =
            [(45.300_000_000_000_004, "45.3"), (0.1 + 0.2, "0.3"), (47_000.0, "47000"), (-684.0, "-684"), (-0.0, "0"), (1e300, "1e300")];
        for (value, text) in as_shown {
            assert_eq!(number_text(value), text);
        }
        assert_eq!(number_text(999_999_999_999_999.0), "999999999999999");
        assert_eq!(number_text(9e27), "9e27");
        assert_eq!(number_text(f64::NAN), "NaN");
    }

    #[test]
    fn dates_are_iso() {
        let text = |value, kind| date_text(&ExcelDateTime::new(value, kind, false));
        assert_eq!(text(45_747.0, ExcelDateTimeType::DateTime), "2025-03-31");
        assert_eq!(text(45_747.5, ExcelDateTimeType::DateTime), "2025-03-31T12:00:00");
        assert_eq!(text(0.25, ExcelDateTimeType::DateTime), "06:00:00");
        assert_eq!(text(1.5, ExcelDateTimeType::TimeDelta), "P1.5D");
    }

    #[test]
    fn a_date_says_as_much_as_its_cell_shows() {
        let shown = |iso: &str, shape| as_shown(iso.to_owned(), shape);
        assert_eq!(shown("2025-03-01", DateShape::Month), "2025-03");
        assert_eq!(shown("2025-10-01", DateShape::WithoutYear), "?2025-10-01");
        assert_eq!(shown("2025-03-31", DateShape::Whole), "2025-03-31");
        assert_eq!(shown("14:05:00", DateShape::Month), "14:05:00");
    }

    #[test]
    fn quotes_are_short_and_on_one_line() {
        assert_eq!(quoted(" 一\r\n二 ", 40), "一  二");
        assert_eq!(quoted("あいうえお", 3), "あい…");
    }
}
