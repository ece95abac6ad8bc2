//! English prose of the codes T: the table.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{names, short};
use crate::diagnostic::terms::say;

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
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
        P::DuplicateRow { first, sheet } => say(
            format!("The same indicator also stands in the row of {first}{}, with different entries.", on_sheet(sheet)),
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
        P::HeadingReadAs { found, heading } => {
            say(format!("The column 「{}」 was read as 「{}」.", short(found), short(heading)), "If it is not, change the heading back.")
        }
        P::HeadingNearest { heading, nearest } => say(
            format!("The heading 「{}」 was not found; 「{}」 is the one most like it.", short(heading), short(nearest)),
            format!("Change the heading back to 「{}」 and submit it again.", short(heading)),
        ),
        P::TableNotRead => say(
            "What stands here does not seem to belong to the form's table and was not read.",
            "Enter what you report in the form's table. If this was meant for reference, there is nothing to do.",
        ),
        P::MergedOver { first } => say(
            format!("The cell is merged with {first}, so this row's entry cannot be read."),
            "Unmerge the cells and enter each row's own.",
        ),
        P::HeadingTwice { heading, first } => say(
            format!("There are two columns 「{}」, and this one differs from {first}.", short(heading)),
            "Keep the entries in the right column only and delete the other.",
        ),
        _ => return None,
    })
}

/// Another sheet, behind a cell on it.
fn on_sheet(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!(" of sheet 「{}」", short(sheet)) }
}
