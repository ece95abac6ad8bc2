//! English prose of the codes R: the register.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{count, date_en, short};
use crate::diagnostic::terms::{limit_en, say};

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
#[expect(clippy::too_many_lines, reason = "one arm a problem")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::RegisterSheetMissing { sheet } => {
            let sheet = short(sheet);
            say(format!("The sheet 「{sheet}」 is missing."), format!("Add the sheet 「{sheet}」 (as CSV: 「{sheet}.csv」)."))
        }
        P::RegisterUnreadable { detail } => {
            say(format!("It cannot be read as a table ({}).", short(detail)), "Check that it is saved as UTF-8 CSV.")
        }
        P::RegisterHeadingMissing { heading } => {
            say(format!("The heading 「{}」 is missing.", short(heading)), format!("Add a column 「{}」 in the first row.", short(heading)))
        }
        P::RegisterHeadingUnknown { heading } => say(
            format!("The register has no heading 「{}」, so the column was not read.", short(heading)),
            "Check its spelling. If the column is not needed, delete it.",
        ),
        P::RegisterEmpty { heading } => say(format!("「{}」 is blank.", short(heading)), format!("Enter 「{}」.", short(heading))),
        P::RegisterInvalid { heading, text, expected } => {
            say(format!("「{}」 says 「{}」.", short(heading), short(text)), format!("Write it as follows: {}.", short(expected)))
        }
        P::RegisterExcelDamage { heading, text, likely } => say(
            format!("「{}」 in 「{}」 looks like a code that Excel turned into a date or a shorter number.", short(text), short(heading)),
            format!("If it is 「{}」, enter it again as text.", short(likely)),
        ),
        P::RegisterDuplicate { heading, text, first_row } => {
            say(format!("「{}」 in 「{}」 also stands in row {first_row}.", short(text), short(heading)), "Make it unique.")
        }
        P::RegisterUnknownReference { heading, text, sheet } => say(
            format!("「{}」 in 「{}」 is not in the sheet 「{}」.", short(text), short(heading), short(sheet)),
            format!("Add it to the sheet 「{}」 or correct this cell.", short(sheet)),
        ),
        P::RegisterCycle { node } => {
            say(format!("Following what stands above 「{}」 leads back to it.", short(node)), "Correct the number of the node above.")
        }
        P::RegisterIncomplete { indicator, lacks } => say(
            format!("The indicator 「{}」 has no {} in the register.", short(indicator), short(lacks)),
            format!("Register its {}.", short(lacks)),
        ),
        P::RegisterDateOrder { earlier, later } => {
            say(format!("「{}」 is after 「{}」.", short(earlier), short(later)), "Put the dates in the right order.")
        }
        P::RegisterSchemeGap { scheme, example_en, .. } => say(
            format!("The scheme 「{}」 has no status for some cases, such as: {example_en}.", short(scheme)),
            "Check the conditions where they meet, or add a last row whose condition is 「その他」.",
        ),
        P::RegisterSchemeUnreachable { scheme, label } => say(
            format!(
                "In the scheme 「{}」, 「{}」 is never used: an earlier status always applies first, or its conditions contradict each other.",
                short(scheme),
                short(label)
            ),
            "Check the order and the conditions.",
        ),
        P::RegisterSameName { name, first_row } => say(
            format!("Row {first_row} has an indicator of the same name (「{}」) under the same policy.", short(name)),
            "If they are one indicator, keep one. If not, there is nothing to do: they are told apart by number.",
        ),
        P::RegisterDirectionDoubt { direction, baseline, target } => say(
            format!(
                "The direction is 「{}」, but the target ({}) is worse than the baseline ({}).",
                short(direction),
                target.grouped(0),
                baseline.grouped(0)
            ),
            "Check the direction and the values. If they are right, there is nothing to do.",
        ),
        P::RegisterSheetUnknown { sheet } => say(
            format!("「{}」 is not a sheet of the register. It is left aside.", short(sheet)),
            "If its name is a slip, correct it. If it has nothing to do with the register, there is nothing to do.",
        ),
        P::RegisterNotSupported { heading, text } => say(
            format!("「{}」 holds 「{}」, which this version cannot handle yet.", short(heading), short(text)),
            "Leave it empty for now, and fill it in again with a version that can.",
        ),
        P::RegisterEncoding { likely } => say(
            if likely == "?" {
                "The file is not UTF-8 and cannot be read.".to_owned()
            } else {
                format!("The file is not UTF-8 and cannot be read (it looks like {}).", short(likely))
            },
            "Save it again as “CSV UTF-8 (Comma delimited)”.",
        ),
        P::RegisterTooLarge { what, found, max } => say(
            format!("It is too large to be read ({}: {}, at most {}).", limit_en(what), count(*found), count(*max)),
            "Remove rows and columns that do not belong to the register.",
        ),
        P::RegisterNumberFormat { heading, text, plain } => say(
            format!("「{}」 holds 「{}」. Numbers of the register have no separators or units.", short(heading), short(text)),
            format!("Write 「{}」.", short(plain)),
        ),
        P::RegisterFolderName { text } => say(
            format!("「{}」 cannot be the name of a folder.", short(text)),
            "Choose a name without signs, and none that the program uses itself (such as 受付済).",
        ),
        P::RegisterExtraCell { text, columns } => say(
            format!("There are {columns} headings, but 「{}」 stands right of the last one.", short(text)),
            "If a text holds a comma, put the cell in quotation marks (\").",
        ),
        P::RegisterDepartmentNotInOffice { department, round, valid } => say(
            format!("{} ({}) does not exist during {}.", short(department), short(valid), short(round)),
            "Check which department is responsible.",
        ),
        P::RegisterHolidaysEnd { last, needed } => say(
            if last.is_empty() {
                format!("No holidays are registered; they are needed up to {}.", date_en(needed))
            } else {
                format!("Holidays are registered up to {} only; they are needed up to {}.", date_en(last), date_en(needed))
            },
            "Add the public holidays of the missing years to 「休日」.",
        ),
        _ => return None,
    })
}
