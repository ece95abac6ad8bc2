//! A form as a department returns it: what was typed, and how. The demo plays the departments with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Field;
use crate::domain::{IndicatorId, Quantity, TextKey};

/// What was typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilledCell {
    /// A number.
    Number(Quantity),
    /// A number typed as a percentage: shown as 45.3%, stored as 0.453.
    PercentFormatted(Quantity),
    /// A text, or a number typed as text (１,２３４人).
    Text(String),
    /// A formula with the result that Excel stored.
    Formula {
        /// The formula, e.g. `=SUM(A1:A3)`.
        formula: String,
        /// Its stored result.
        result: String,
    },
    /// Nothing; empties a cell that would be printed.
    Blank,
}

/// A form as a department returns it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// 提出区分 as chosen or typed.
    pub filing_state: String,
    /// 記入者.
    pub author: String,
    /// 課内確認者.
    pub checker: String,
    /// 確認日.
    pub checked_on: Option<NaiveDate>,
    /// 連絡先.
    pub contact: String,
    /// What was typed into the rows. A locked field stands here only where the department changed it.
    pub rows: BTreeMap<IndicatorId, BTreeMap<Field, FilledCell>>,
    /// What was written into the evaluation sheets.
    pub texts: BTreeMap<TextKey, String>,
}
