//! English prose of the codes I: identity.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{date_en, names, short};
use crate::diagnostic::terms::say;

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
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
        P::LastYearsForm { found, expected } => say(
            format!(
                "This is a form of 「{}」. Its rows were taken by their numbers, as a return for 「{}」.",
                short(found),
                short(expected)
            ),
            "Check that no reason or measure of the earlier round was left in it. Next time, use the form you were sent.",
        ),
        P::LastYearsReturn { found, expected, same, compared } => say(
            format!(
                "This seems to be the return for 「{}」: {same} of its {compared} actuals are the ones reported then. The present round is 「{}」.",
                short(found),
                short(expected)
            ),
            format!("Enter this round's actuals in the form of 「{}」 and submit it.", short(expected)),
        ),
        P::OtherRoundsSheet { found, expected } => say(
            format!("A sheet with the form of 「{}」 was not read. The present round is 「{}」.", short(found), short(expected)),
            "If it was kept for reference, there is nothing to do.",
        ),
        P::SeveralDepartments { departments } => say(
            format!("The file holds forms of {}. Each was taken as a return of its own.", names(departments, "「", "」", ", ")),
            "Next time, submit one file for each department. There is nothing to do now.",
        ),
        P::SheetHidden => say("The sheet is hidden. It was read as it is.", "Unhide it before you submit the file again."),
        _ => return None,
    })
}
