//! Defined names: which cell each refers to.

use crate::domain::CellRef;
use crate::extraction::grid::GridName;

/// Most names that are kept, and the longest text of one: real workbooks have hundreds of dead ones.
const NAMES_MAX: usize = 2_000;
const TEXT_MAX: usize = 255;

/// The names of a workbook that refer to a cell or a range.
pub(in crate::extraction) fn names_of(names: &[(String, String)]) -> Vec<GridName> {
    let named = |(name, refers): &(String, String)| {
        if name.len() > TEXT_MAX || refers.len() > TEXT_MAX {
            return None;
        }
        let (sheet, at) = reference(refers)?;
        Some(GridName { name: name.clone(), sheet, at })
    };
    names.iter().filter_map(named).take(NAMES_MAX).collect()
}

/// Sheet and first cell of `'報告書'!$B$3:$D$3`.
fn reference(refers: &str) -> Option<(String, CellRef)> {
    let (sheet, range) = refers.trim_start_matches('=').rsplit_once('!')?;
    // A name with anything but letters in it stands in quotation marks; brackets without them are a formula's.
    let sheet = match sheet.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None if sheet.contains(['(', ',', '[', '#']) => return None,
        None => sheet.to_owned(),
    };
    let first = range.split(':').next()?.replace('$', "");
    Some((sheet, first.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_first_cell_and_a_dead_one_is_none() {
        let names = [("所属", "'様式 (1)'!$C$4:$E$4"), ("死んだ名前", "#REF!"), ("式", "SUM(報告書!$A$1:$A$3)"), ("外", "報告書!$B$2")];
        let names: Vec<(String, String)> = names.map(|(name, refers)| (name.to_owned(), refers.to_owned())).to_vec();
        let found: Vec<String> = names_of(&names).into_iter().map(|name| format!("{} {} {}", name.name, name.sheet, name.at)).collect();
        assert_eq!(found, ["所属 様式 (1) C4", "外 報告書 B2"]);
    }
}
