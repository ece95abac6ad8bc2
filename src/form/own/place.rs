//! Where something stands in a workbook that is not ours: a table's columns by their headings, a cell by its label or by a
//! defined name. Never by an address alone, because people insert rows and columns.

use serde::Deserialize;

use crate::form::HeaderField;

/// Which rows a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnRows {
    /// Empty ones: the program fills in the indicators.
    #[default]
    Blank,
    /// The indicators stand there already: each is found by its number or name.
    Listed,
}

/// A table of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OwnTable {
    /// The sheets that hold it; every sheet with its headings when none is named.
    pub sheets: Vec<String>,
    /// Which rows it has.
    pub rows: OwnRows,
    /// How many rows there is room for, from the first below the headings.
    pub rows_max: Option<u32>,
    /// Beginning of the text that stands below the table's last row, e.g. ※.
    pub end: Option<String>,
}

/// A column of the table, by its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnColumn {
    /// The heading; `{year}`, `{last_year}` and `{next_year}` are fiscal years, however they are written.
    pub heading: String,
    /// The second heading below it, where the heading spans several columns.
    pub sub: Option<String>,
    /// Other headings under which it is found.
    pub aliases: Vec<String>,
}

/// A cell by its label or by a defined name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnPlace {
    /// The sheet; the first that has the label when none is named.
    pub sheet: Option<String>,
    /// The text of the label, years as in headings.
    pub label: Option<String>,
    /// Other texts of the label.
    pub aliases: Vec<String>,
    /// Columns to the right of the label; with neither `right` nor `down`, the next cell behind the label.
    pub right: Option<u16>,
    /// Rows below the label.
    pub down: Option<u16>,
    /// The defined name of the cell, instead of a label.
    pub name: Option<String>,
}

impl OwnPlace {
    /// How it is spoken of: its label, else its defined name.
    #[must_use]
    pub fn wanted(&self) -> &str {
        self.label.as_deref().or(self.name.as_deref()).unwrap_or_default()
    }

    /// Whether the value stands in the label's own cell, behind the label.
    #[must_use]
    pub fn is_within(&self) -> bool {
        self.label.is_some() && self.right.unwrap_or(1) == 0 && self.down.unwrap_or(0) == 0
    }
}

/// What a cell beside the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellRole {
    /// 様式番号: issuing writes it.
    Identity,
    /// 提出区分.
    FilingState,
    /// 所属: issuing writes it, and a return is known by it.
    Department,
    /// 記入者.
    Author,
    /// 課内確認者.
    Checker,
    /// 確認日.
    CheckedOn,
    /// 連絡先.
    Contact,
    /// The year asked about: issuing writes it, and a return is known by it.
    Year,
}

impl CellRole {
    /// The header field that it is of a return; the year is none.
    #[must_use]
    pub const fn field(self) -> Option<HeaderField> {
        Some(match self {
            Self::Identity => HeaderField::Identity,
            Self::FilingState => HeaderField::FilingState,
            Self::Department => HeaderField::Department,
            Self::Author => HeaderField::Author,
            Self::Checker => HeaderField::Checker,
            Self::CheckedOn => HeaderField::CheckedOn,
            Self::Contact => HeaderField::Contact,
            Self::Year => return None,
        })
    }

    /// Whether issuing writes it.
    #[must_use]
    pub const fn is_issued(self) -> bool {
        matches!(self, Self::Identity | Self::Department | Self::Year)
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Identity => "様式番号",
            Self::FilingState => "提出区分",
            Self::Department => "所属",
            Self::Author => "記入者",
            Self::Checker => "課内確認者",
            Self::CheckedOn => "確認日",
            Self::Contact => "連絡先",
            Self::Year => "年度",
        }
    }
}

/// A cell beside the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCell {
    /// What it holds.
    pub role: CellRole,
    /// Where.
    pub place: OwnPlace,
}

/// A text that issuing (or compiling) writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWrite {
    /// Where; a label without an offset is itself what is written.
    pub place: OwnPlace,
    /// The text, `{round}` and so on filled in; without it, the years in the cell's text are brought up to date.
    pub text: Option<String>,
}
