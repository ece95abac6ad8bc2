//! The workbook formats that are known, and those that an office reads.

use std::fmt;
use std::str::FromStr;

/// A workbook format, told by the content, never by the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Excel since 2007.
    Xlsx,
    /// The same, with macros (never run).
    Xlsm,
    /// Excel 97 to 2003.
    Xls,
    /// Excel's binary workbook.
    Xlsb,
    /// `OpenDocument`, as LibreOffice saves it.
    Ods,
}

impl Format {
    /// All of them, those that are read by default first.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Xlsm, Self::Xls, Self::Xlsb, Self::Ods];

    /// As people and the configuration name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::Ods => "ods",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Xlsx => 1,
            Self::Xlsm => 2,
            Self::Xls => 4,
            Self::Xlsb => 8,
            Self::Ods => 16,
        }
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no workbook format (xlsx, xlsm, xls, xlsb, ods)")]
pub struct UnknownFormat(pub String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let plain = text.trim().trim_start_matches('.').to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.name() == plain).ok_or_else(|| UnknownFormat(text.chars().take(40).collect()))
    }
}

/// The formats that an office reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats(u8);

impl Default for Formats {
    /// What Excel saves as a workbook: xlsx, xlsm and xls.
    fn default() -> Self {
        Self::of([Format::Xlsx, Format::Xlsm, Format::Xls])
    }
}

impl Formats {
    /// These and no others.
    #[must_use]
    pub fn of(formats: impl IntoIterator<Item = Format>) -> Self {
        Self(formats.into_iter().fold(0, |bits, format| bits | format.bit()))
    }

    /// All that are known.
    #[must_use]
    pub fn all() -> Self {
        Self::of(Format::ALL)
    }

    /// Whether a format is one of them.
    #[must_use]
    pub const fn contain(self, format: Format) -> bool {
        self.0 & format.bit() != 0
    }
}

/// `xlsx,xlsm,xls`: as the reader process is told.
impl fmt::Display for Formats {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Format::ALL.into_iter().filter(|format| self.contain(*format)).map(Format::name).collect();
        formatter.write_str(&names.join(","))
    }
}

impl FromStr for Formats {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let formats: Result<Vec<Format>, UnknownFormat> = text.split(',').filter(|name| !name.is_empty()).map(str::parse).collect();
        Ok(Self::of(formats?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_process_is_told_is_what_was_meant() {
        for formats in [Formats::default(), Formats::all(), Formats::of([Format::Ods]), Formats::of([])] {
            assert_eq!(formats.to_string().parse(), Ok(formats));
        }
        assert_eq!(Formats::default().to_string(), "xlsx,xlsm,xls");
        assert_eq!(" .XLSX".parse(), Ok(Format::Xlsx));
        assert!("xlsx,csv".parse::<Formats>().is_err());
    }
}
