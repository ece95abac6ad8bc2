//! The English prose of every problem: what happened, and what to do. Words of the form stay Japanese, in 「」.

use super::quote::{amount, count, date_en, factor_en, names, short};
use super::terms::{limit_en, reference_en, say};
use super::{Problem, text_answers};
use crate::domain::Lang;

pub(super) fn message(problem: &Problem) -> String {
    words(problem).0
}

pub(super) fn remedy(problem: &Problem) -> String {
    words(problem).1
}

/// Message and remedy.
#[expect(clippy::too_many_lines, reason = "all prose in one place, one arm a problem")]
fn words(problem: &Problem) -> (String, String) {
    use Problem as P;
    match problem {
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
        P::NoIdentity => say(
            "No form number (様式番号) was found. This does not seem to be a form that was sent out.",
            "Fill in the form you were sent and submit it again. If you have none, contact the planning office.",
        ),
        P::IdentityAltered { text } => say(
            format!("The form number 「{}」 cannot be confirmed. Part of it seems to have changed.", short(text)),
            "Fill in the form you were sent and submit it again.",
        ),
        P::IdentitiesDiffer { visible, hidden } => say(
            format!("The form number shown, 「{}」, differs from the one stored in the file, 「{}」.", short(visible), short(hidden)),
            "Fill in the form that was sent to your department and submit it again.",
        ),
        P::UnknownPlan { plan } => say(
            format!("This is a form of a plan that is not registered here ({}).", short(plan)),
            "Check where it should be submitted. If you are not sure, contact the planning office.",
        ),
        P::WrongRound { found, expected } => say(
            format!("This is a form of 「{}」. The present round is 「{}」.", short(found), short(expected)),
            format!("Fill in the form of 「{}」 and submit it.", short(expected)),
        ),
        P::RoundNotOpen { round } => say(format!("「{}」 is not open yet.", short(round)), "Submit the form again once it has opened."),
        P::RoundLocked { round } => say(
            format!("「{}」 has ended and takes no more returns.", short(round)),
            "If a value must be reported or corrected, contact the planning office.",
        ),
        P::Late { due } => {
            say(format!("The due day, {}, has passed.", date_en(due)), "The return is handled as a late one. There is nothing to do.")
        }
        P::UnknownDepartment { department } => say(
            format!("This is a form of a department that is not registered ({}).", short(department)),
            "Fill in the form that was sent to your department. If your department has changed, contact the planning office.",
        ),
        P::OtherDepartmentsFolder { workbook, folder } => say(
            format!("The form of 「{}」 was saved in the folder of 「{}」.", short(workbook), short(folder)),
            format!("Save it in the folder of 「{}」.", short(workbook)),
        ),
        P::OlderForm { found, current } => say(
            format!("This is an earlier form (version {found}). It was read as it is."),
            format!("Next time, use the present form (version {current})."),
        ),
        P::UnknownFormVersion { found, current } => say(
            format!("The form's version ({found}) is not known. The present form is version {current}."),
            "Fill in the form you were sent and submit it again.",
        ),
        P::Draft => say(
            "The filing state (提出区分) is not 「提出」, so the return has not been taken yet.",
            "When it is complete and checked, choose 「提出」 and save it.",
        ),
        P::FilingStateUnknown { text } => {
            say(format!("The filing state (提出区分) says 「{}」.", short(text)), "Choose 「作成中」 or 「提出」.")
        }
        P::SheetMissing { sheet, found } => {
            let sheet = short(sheet);
            let there = if found.is_empty() { String::new() } else { format!(" The file has {}.", names(found, "「", "」", ", ")) };
            say(
                format!("The sheet 「{sheet}」 was not found.{there}"),
                format!("Name the sheet 「{sheet}」 again, or fill in the form you were sent."),
            )
        }
        P::HeadingMissing { heading } => {
            let heading = short(heading);
            say(
                format!("The heading 「{heading}」 was not found."),
                format!("Change the heading back to 「{heading}」, or fill in the form you were sent."),
            )
        }
        P::UnknownIndicator { text } => say(
            format!("「{}」 is not among the indicators asked for in this round.", short(text)),
            "Write its number and name as in the form you were sent. To add an indicator, contact the planning office.",
        ),
        P::ForeignIndicator { owner } => say(
            format!("{} reports this indicator, so the row was not taken.", short(owner)),
            "Clear the entries of this row. If the responsibility has changed, contact the planning office.",
        ),
        P::DuplicateRow { first } => say(
            format!("The same indicator also stands in the row of {first}, with different entries."),
            "Keep the entries in the right row only and clear the other.",
        ),
        P::RowMissing { name } => say(
            format!("The row of indicator 「{}」 is missing. Its actual is still owed.", short(name)),
            "Fill in that row of the form you were sent and submit it again.",
        ),
        P::TargetChanged { registered, found } => say(
            format!("The target was changed (registered: {}, here: {}).", short(registered), short(found)),
            "Change it back. To revise a target, contact the planning office.",
        ),
        P::LockedCellChanged { heading, registered, found } => say(
            format!("「{}」 was changed (registered: 「{}」, here: 「{}」).", short(heading), short(registered), short(found)),
            "Change it back. If the register is wrong, contact the planning office.",
        ),
        P::ColumnUnknown { heading } => say(
            format!("The form has no column 「{}」, so it was not read.", short(heading)),
            "Write what you report in the cells of the form.",
        ),
        P::NothingEntered => say(
            "The filing state is 「提出」, but no actual and no value state was entered.",
            "Enter an actual or a value state and submit it again.",
        ),
        P::NumberAndNameDiffer { numbered, named } => say(
            format!("The number is that of 「{}」, the name is 「{}」.", short(numbered), short(named)),
            "Put number and name back as they were on the form. When sorting, select every column.",
        ),
        P::BlankActual => say("The actual is blank.", "If there is no number, choose a value state (値の区分)."),
        P::NotANumber { text } => {
            say(format!("The cell holds text and cannot be read as a number (「{}」).", short(text)), "Enter the number only.")
        }
        P::UnitMismatch { written, registered } => {
            let registered = short(registered);
            say(
                format!("「{}」 is written here, but the registered unit is {registered}.", short(written)),
                format!("Convert the number to {registered}."),
            )
        }
        P::ErrorValue { text } => say(format!("The cell shows an error ({}).", short(text)), "Mend the formula or enter the value itself."),
        P::NoCachedValue => {
            say("The result of the formula is not stored in the file.", "Open and save it in Excel, or paste the value only.")
        }
        P::ExternalLink => say("The cell refers to another file.", "Paste the value only."),
        P::OutOfRange { text } => say(
            format!("「{}」 is beyond what can be handled (±10^15).", short(text)),
            "Check the number of digits and the unit and correct it.",
        ),
        P::TooManyDecimals { value, decimals } => {
            let registered = match decimals {
                0 => "whole numbers".to_owned(),
                1 => "1 decimal".to_owned(),
                more => format!("{more} decimals"),
            };
            say(
                format!("{} is written here, but the register has {registered}. It was taken as written.", value.grouped(0)),
                "Check the number. If it is right, there is nothing to do.",
            )
        }
        P::BelowBound { value, bound, unit } => say(
            format!("{} is below the smallest possible value of this indicator ({}).", amount(*value, unit), amount(*bound, unit)),
            "Check the number and the unit and correct it.",
        ),
        P::AboveBound { value, bound, unit } => say(
            format!("{} is above the largest possible value of this indicator ({}).", amount(*value, unit), amount(*bound, unit)),
            "Check the number and the unit and correct it.",
        ),
        P::PercentSlip { value, likely } => {
            let (value, likely) = (value.grouped(0), likely.grouped(0));
            say(
                format!("{likely}% seems to be written as {value}."),
                format!("If it is {likely}%, write 「{likely}」. If {value}% is right, explain the change in the reason column."),
            )
        }
        P::PowerOfTenSlip { factor, reference, reference_name, unit } => {
            let change = if factor.starts_with("1/") { "fall" } else { "rise" };
            say(
                format!("This is {} {} ({}).", factor_en(factor), reference_en(reference_name), amount(*reference, unit)),
                format!("Check the digits. If they are right, explain the {change} in the reason column."),
            )
        }
        P::CumulativeFell { value, reference, reference_name, unit } => say(
            format!(
                "The cumulative figure {} is below {} ({}).",
                amount(*value, unit),
                reference_en(reference_name),
                amount(*reference, unit)
            ),
            "Check that it is the cumulative figure. If it is right, explain the fall in the reason column.",
        ),
        P::LargeChange { percent, reference, unit, limit } => {
            let (verb, change) = if percent.is_negative() { ("fell", "fall") } else { ("rose", "rise") };
            say(
                format!(
                    "It {verb} by {}% from last year ({}); changes over {}% are asked about.",
                    percent.abs().grouped(0),
                    amount(*reference, unit),
                    limit.grouped(0)
                ),
                format!("Check the number. If it is right, explain the {change} in the reason column."),
            )
        }
        P::SameAsLastYear { value } => say(
            format!("It is the same as last year ({}).", value.grouped(0)),
            "Check that last year's number was not left in. If it is right, there is nothing to do.",
        ),
        P::SameAsBaseline { value } => {
            say(format!("It is the same as the baseline ({}).", value.grouped(0)), "If it is right, there is nothing to do.")
        }
        P::StateContradicts { state, value } => say(
            format!("The value state is 「{}」, but the actual says 「{}」.", short(state), short(value)),
            "To report the number, choose another value state. If you do not report it, leave the actual blank.",
        ),
        P::StateNeedsNumber { state } => say(
            format!("The value state is 「{}」, but the actual holds no number.", short(state)),
            "Enter the number. If there is none, choose a value state such as 「集計中」.",
        ),
        P::UnknownState { text } => say(
            format!("The value state says 「{}」.", short(text)),
            "Choose one from the list (確定, 速報, 見込み, 集計中, 今年度調査なし, 統計未公表, 取消).",
        ),
        P::MarkWithoutState { mark } => {
            say(format!("The actual says 「{}」.", short(mark)), "If there is no number, choose the value state that says why.")
        }
        P::ReadAs { raw, value, unit } => {
            say(format!("「{}」 was read as {}.", short(raw), amount(*value, unit)), "If that is not right, enter the number only.")
        }
        P::Approximate { raw, value } => say(
            format!("「{}」 was read as {}. It seems to be approximate.", short(raw), value.grouped(0)),
            "Enter the exact number. If there is only an approximate one, say so in the reason column.",
        ),
        P::RangeGiven { raw } => say(format!("「{}」 is a range.", short(raw)), "Enter a single number."),
        P::DateGiven { text } => {
            say(format!("The cell is stored as a date ({}).", short(text)), "Set the cell's format to General and enter the number again.")
        }
        P::ReasonMissing => say("The target was not reached.", "Enter the reason."),
        P::TextTooLong { heading, length, max } => {
            say(format!("「{}」 has {length} characters (limit {max}).", short(heading)), format!("Shorten it to {max} characters."))
        }
        P::FormulaInText { heading } => say(
            format!("「{}」 holds a formula. Only the text it shows was read.", short(heading)),
            "Check the text. If it is not right, type it in directly.",
        ),
        P::ValueWithdrawn { earlier } if earlier.is_empty() => say(
            "The value state is 「取消」, but there is no report to withdraw.",
            "To report a value, enter the number and its value state.",
        ),
        P::ValueWithdrawn { earlier } => say(
            format!("The value reported before ({}) was withdrawn.", short(earlier)),
            "If that was a mistake, enter the number and submit it again.",
        ),
        P::EarlierValueKept { earlier, number } => say(
            format!("The value taken before ({}, receipt {}) stays in force.", short(earlier), short(number)),
            "To replace it, correct this row and submit it again.",
        ),
        P::CorrectionGiven { registered, value } => say(
            format!("A correction of last year's actual was received (registered: {}, corrected: {}).", short(registered), short(value)),
            "The planning office will look at it. There is nothing to do.",
        ),
        P::Capped { code, more } if code.is_empty() => {
            say(format!("{more} more findings are not listed."), "Deal with those listed and submit it again.")
        }
        P::Capped { more, .. } => {
            say(format!("{more} more findings of this kind are not listed."), "Check them in the same way as those listed.")
        }
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
        P::RegisterSchemeGap { scheme } => say(
            format!("The scheme 「{}」 has no status for what fits none of its conditions.", short(scheme)),
            "Add a last row whose condition is 「その他」.",
        ),
        P::RegisterSchemeUnreachable { scheme, label } => say(
            format!("In the scheme 「{}」, 「{}」 is never used, because an earlier status always applies.", short(scheme), short(label)),
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
        P::TextPlaceUnknown { .. }
        | P::ForeignPolicy { .. }
        | P::CoOwnersDiffer { .. }
        | P::PartsDiffer { .. }
        | P::FigureInTextDiffers { .. } => text_answers::words(problem, Lang::En).unwrap_or_default(),
    }
}
