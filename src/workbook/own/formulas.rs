//! Results of formulas, taken out of a sheet: whoever opens it calculates them anew, and nobody sees last year's.

use std::ops::Range;

use crate::workbook::patch::PatchError;
use crate::workbook::patch::xml::{Edits, Tag, walk};

/// The sheet without stored results; `None` where it has no formula with one.
pub(super) fn without_results(xml: &str) -> Result<Option<String>, PatchError> {
    let mut edits = Edits::default();
    let (mut has_formula, mut result): (bool, Option<Range<usize>>) = (false, None);
    walk(xml, |tag, here, _| {
        match tag {
            Tag::Start(element) => match element.local_name().as_ref() {
                "c" => (has_formula, result) = (false, None),
                "f" => has_formula = true,
                "v" => result = Some(here),
                _ => {}
            },
            Tag::Empty(element) => has_formula |= element.local_name().as_ref() == "f",
            Tag::End("v") => result = result.take().map(|begin| begin.start..here.end),
            Tag::End("c") => {
                if let Some(place) = result.take().filter(|_| has_formula) {
                    edits.put(place, String::new());
                }
            }
            Tag::End(_) | Tag::Text => {}
        }
        Ok(())
    })?;
    if edits.is_empty() { Ok(None) } else { edits.applied(xml).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_stay_and_their_results_go() {
        let xml = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"B1\" t=\"str\"><f>A1&amp;\"\"</f><v>旧</v></c><c r=\"C1\"><f t=\"shared\" si=\"0\"/><v>2</v></c></row></sheetData></worksheet>";
        let expected = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"B1\" t=\"str\"><f>A1&amp;\"\"</f></c><c r=\"C1\"><f t=\"shared\" si=\"0\"/></c></row></sheetData></worksheet>";
        assert_eq!(without_results(xml), Ok(Some(expected.to_owned())));
        assert_eq!(without_results(expected), Ok(None));
    }
}
