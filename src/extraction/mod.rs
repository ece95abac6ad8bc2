//! From bytes to a return as found: preflight, the limited reader process, and finding the form's table.

mod entry;
mod extract;
mod grid;
mod raw_return;
mod reader;

pub use entry::{Entry, read_entry};
pub use extract::extract;
pub use grid::{Content, Grid, GridCell, GridSheet};
pub use raw_return::{RawCell, RawReturn, RawRow};
pub use reader::{READER_ARGUMENT, Reader, ReaderLimits, Reading, serve};
