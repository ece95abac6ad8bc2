//! One factory for all formats: the Japanese font, one body size, the palette of statuses.

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatPattern, Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::domain::Tone;

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The writer refused.
    #[error("the workbook could not be written: {0}")]
    Xlsx(#[from] XlsxError),
}

/// Font of every cell.
pub const FONT: &str = "BIZ UDゴシック";
/// Body size, in points.
pub const BODY: f64 = 10.5;
/// Longest text within a number format, in characters: it stands there once for each section.
const LITERAL_MAX: usize = 60;

/// The formats of all books. Every format starts from [`Style::base`], so none keeps the writer's own font.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style;

impl Style {
    /// Body text: font, charset 128 (Shift_JIS), size, top-aligned.
    #[must_use]
    pub fn base() -> Format {
        Format::new()
            .set_font_name(FONT)
            .set_font_charset(128)
            .set_font_family(3)
            .set_font_size(BODY)
            .set_align(FormatAlign::VerticalCenter)
    }

    /// The book's title.
    #[must_use]
    pub fn title() -> Format {
        Self::base().set_font_size(16).set_bold()
    }

    /// A section heading in the quiet colour.
    #[must_use]
    pub fn heading() -> Format {
        Self::base().set_font_size(12).set_bold().set_font_color(Self::quiet())
    }

    /// A table's heading cell.
    #[must_use]
    pub fn column_heading() -> Format {
        Self::bordered(Self::base()).set_bold().set_text_wrap().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00E8_EDF3))
    }

    /// A locked cell: like paper, wrapped text.
    #[must_use]
    pub fn text() -> Format {
        Self::bordered(Self::base()).set_text_wrap()
    }

    /// Centred short text in a table.
    #[must_use]
    pub fn centred() -> Format {
        Self::bordered(Self::base()).set_text_wrap().set_align(FormatAlign::Center)
    }

    /// A number with fixed decimals, thousands separated; `triangle` prints negatives as △.
    #[must_use]
    pub fn number(decimals: u32, triangle: bool) -> Format {
        Self::bordered(Self::base()).set_align(FormatAlign::Right).set_num_format(Self::number_code(decimals, triangle))
    }

    /// The number format of [`Style::number`].
    #[must_use]
    pub fn number_code(decimals: u32, triangle: bool) -> String {
        let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals as usize)) };
        let positive = format!("#,##0{places}");
        if triangle { format!("{positive};\"△\"{positive}") } else { positive }
    }

    /// A text within a number format: nothing in it ends the text or the section, and it stays within the 255 characters
    /// that Excel allows for all of a format.
    #[must_use]
    pub fn literal(text: &str) -> String {
        let plain = |c: char| match c {
            '"' => '”',
            ';' => '；',
            '\\' => '￥',
            c if c.is_control() => ' ',
            c => c,
        };
        let mut kept: String = text.chars().take(LITERAL_MAX).map(plain).collect();
        if text.chars().count() > LITERAL_MAX {
            kept.push('…');
        }
        if kept.is_empty() { kept } else { format!("\"{kept}\"") }
    }

    /// A text as the title of a chart: one that looks like the address of a cell would become one.
    #[must_use]
    pub fn chart_title(text: &str) -> String {
        let text = text.replace('!', "！");
        text.strip_prefix('=').map_or_else(|| text.clone(), |rest| format!("＝{rest}"))
    }

    /// An input cell: pale yellow, unlocked.
    #[must_use]
    pub fn input(format: Format) -> Format {
        format.set_background_color(Color::RGB(0x00FF_F8D6)).set_unlocked()
    }

    /// Thin borders of the quiet grey.
    #[must_use]
    pub fn bordered(format: Format) -> Format {
        format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x008A_94A0))
    }

    /// The one quiet colour of headings.
    #[must_use]
    pub fn quiet() -> Color {
        Color::RGB(0x0026_4B70)
    }

    /// Okabe–Ito colour of a status.
    #[must_use]
    pub fn tone(tone: Tone) -> Color {
        Color::RGB(match tone {
            Tone::Achieved => 0x0000_9E73,
            Tone::Ahead => 0x0000_72B2,
            Tone::Improved => 0x0056_B4E9,
            Tone::Same => 0x00A6_A6A6,
            Tone::Slipping => 0x00F0_E442,
            Tone::Behind => 0x00E6_9F00,
            Tone::Missed => 0x00D5_5E00,
            Tone::Unrated => 0x00FF_FFFF,
        })
    }

    /// Pale fill of a status cell, with a pattern that survives a black-and-white copier.
    #[must_use]
    pub fn status(tone: Tone) -> Format {
        let pale = Color::RGB(match tone {
            Tone::Achieved => 0x00D4_EFE6,
            Tone::Ahead => 0x00CF_E2F1,
            Tone::Improved => 0x00DD_F0FB,
            Tone::Same => 0x00EE_EEEE,
            Tone::Slipping => 0x00FB_F8D0,
            Tone::Behind => 0x00FB_EBCB,
            Tone::Missed => 0x00FA_E3D3,
            Tone::Unrated => 0x00FF_FFFF,
        });
        Self::centred().set_pattern(FormatPattern::Solid).set_background_color(pale)
    }
}

/// An empty workbook with our font as default and fixed properties, so that the same input gives the same bytes.
pub fn new_workbook(title: &str, created: NaiveDate) -> Result<Workbook, WriteError> {
    use chrono::Datelike;
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Style::base(), 20, 72)?;
    let day = ExcelDateTime::from_ymd(
        u16::try_from(created.year()).unwrap_or(2025),
        u8::try_from(created.month()).unwrap_or(1),
        u8::try_from(created.day()).unwrap_or(1),
    )?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    Ok(workbook)
}

/// Width of a text in half-width characters: full-width ones count two.
#[must_use]
pub fn display_width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width_cjk).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_a_number_format_or_becomes_an_address() {
        assert_eq!(Style::literal("千円"), "\"千円\"");
        let long = "人;\"[Red]0\\".repeat(40);
        let literal = Style::literal(&long);
        assert!(!literal.contains(';') && literal.matches('"').count() == 2 && literal.chars().count() < 70, "{literal}");
        assert_eq!(Style::literal(""), "");
        assert_eq!(Style::chart_title("観光!A1"), "観光！A1");
        assert_eq!(Style::chart_title("=(入力[1])"), "＝(入力[1])");
        assert_eq!(Style::chart_title("移住者数"), "移住者数");
    }
}
