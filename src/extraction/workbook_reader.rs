//! A workbook's bytes as plain cells, whichever of the known formats they are.

use super::ods_reader::read_ods;
use super::preflight::preflight;
use super::xls_reader::read_xls;
use super::xlsb_reader::read_xlsb;
use super::xlsx_reader::read_xlsx;
use super::{Format, Formats, Grid};
use crate::diagnostic::Problem;

/// Reads a workbook of a format that the office reads. To be called in the reader process only (and by benches and fuzz
/// targets): a parser may abort on hostile bytes.
pub fn read_formats(bytes: &[u8], formats: Formats) -> Result<Grid, Problem> {
    let found = preflight(bytes)?;
    if !formats.contain(found.format) {
        return Err(Problem::UnsupportedFormat { format: found.format.name().to_owned() });
    }
    match found.format {
        Format::Xlsx | Format::Xlsm => read_xlsx(bytes, found),
        Format::Xls => read_xls(bytes, found),
        Format::Xlsb => read_xlsb(bytes, found),
        Format::Ods => read_ods(bytes, found),
    }
}

/// Reads a workbook of any known format.
#[cfg(test)]
pub(crate) fn read_workbook(bytes: &[u8]) -> Result<Grid, Problem> {
    read_formats(bytes, Formats::all())
}
