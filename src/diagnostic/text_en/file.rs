//! English prose of the codes F: the file itself.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{count, short};
use crate::diagnostic::terms::{limit_en, say};

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::NotAWorkbook => say(
            "This is not an Excel file (.xlsx), so it cannot be opened.",
            "Fill in the form you were sent, save it as .xlsx and submit it again.",
        ),
        P::EmptyFile => say("The file is empty.", "Save the completed form again and submit it."),
        P::Archive => say(
            "This is a compressed file (such as a ZIP), which cannot be taken.",
            "Unpack it and submit each Excel file (.xlsx) by itself.",
        ),
        P::Encrypted => say("A password or encryption prevents the file from being opened.", "Remove it and submit the file again."),
        P::OwnOutput => say("This file was made for reading, such as a receipt. It is not a form.", "Submit the completed form."),
        P::UnsupportedFormat { format } => {
            say(format!("This file format ({}) cannot be read.", short(format)), "Open it in Excel, save it as .xlsx and submit it again.")
        }
        P::WebPage => {
            say("The file is named like a workbook, but it holds a web page.", "Open it in Excel, save it as .xlsx and submit it again.")
        }
        P::TooLarge { what, found, max } => say(
            format!("The file is too large to read ({}: {}, limit {}).", limit_en(what), count(*found), count(*max)),
            "Delete sheets and pictures that do not belong to the form and submit it again.",
        ),
        P::Damaged { .. } => say("The file is damaged and cannot be opened.", "Check that it opens in Excel, save it again and submit it."),
        P::BrokeTheReader { attempts } => say(
            format!("Reading was tried {attempts} times and could not be finished."),
            "Paste only the values into the form you were sent and submit it again. If it still cannot be read, contact the planning office.",
        ),
        P::NotAFile { kind } => {
            say(format!("This is not a file ({}), so it cannot be taken.", short(kind)), "Save the Excel file (.xlsx) itself here.")
        }
        P::SameAsBefore { number } => say(
            format!("The content is the same as that of receipt {}.", short(number)),
            "If you meant to submit a corrected file, check which file you saved. Otherwise there is nothing to do.",
        ),
        P::HasMacros => {
            say("The file contains macros. They were not run; only cell values were read.", "Next time, save it as .xlsx without macros.")
        }
        P::HasLinks => say(
            "The file contains links to other files. They were not opened; only the values in this file were read.",
            "There is nothing to do. An actual that comes from a link has a finding of its own.",
        ),
        _ => return None,
    })
}
