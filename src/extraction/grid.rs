//! What the reader process hands over: a workbook as plain cells, before any meaning.

use serde::{Deserialize, Serialize};

use super::Merge;
use crate::domain::CellRef;

/// A workbook as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Grid {
    /// Sheets in order.
    pub sheets: Vec<GridSheet>,
    /// Whether it holds macros (never run).
    pub macros: bool,
    /// Whether it refers to other files (never followed).
    pub external_links: bool,
    /// Defined names that refer to a cell or a range; of ods files, none.
    pub names: Vec<GridName>,
}

/// A defined name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridName {
    /// Its name.
    pub name: String,
    /// The sheet that it refers to.
    pub sheet: String,
    /// The first cell that it refers to.
    pub at: CellRef,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GridSheet {
    /// Its name.
    pub name: String,
    /// Whether a person sees its tab.
    pub visible: bool,
    /// Cells that hold something, by row and column.
    pub cells: Vec<GridCell>,
    /// Cells that are merged over several rows; of xlsb files, none.
    pub merges: Vec<Merge>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridCell {
    /// Where.
    pub at: CellRef,
    /// What.
    pub content: Content,
    /// Whether its number format is a percentage: 0.453 is shown as 45.3%.
    pub percent: bool,
    /// Its formula without `=`, where it has one.
    pub formula: Option<String>,
}

/// A cell's stored value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A text (bounded; furigana left out).
    Text(String),
    /// A number as the shortest text of the stored double, e.g. `45.3`.
    Number(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date or time, ISO 8601.
    Date(String),
    /// An error value, e.g. `#DIV/0!`.
    Error(String),
    /// A formula without a stored result.
    Nothing,
}

impl GridSheet {
    /// The cell at an address.
    #[must_use]
    pub fn get(&self, at: CellRef) -> Option<&GridCell> {
        self.cells.binary_search_by(|cell| cell.at.cmp(&at)).ok().and_then(|index| self.cells.get(index))
    }
}

impl Content {
    /// What a person would see, roughly: the text of it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) | Self::Error(text) => text,
            Self::Bool(true) => "TRUE",
            Self::Bool(false) => "FALSE",
            Self::Nothing => "",
        }
    }
}
