//! English prose of the codes D: the sheet 決定.

use crate::diagnostic::quote::short;
use crate::diagnostic::terms::say;
use crate::diagnostic::{DecisionProblem as D, Problem};

/// Message and remedy; `None` for a problem of another group.
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    let Problem::Decision(problem) = problem else { return None };
    Some(match problem {
        D::RowChanged { number, kind } => say(
            format!(
                "The row of a decision that was carried out ({}, number {number}) was rewritten. The decision holds as it was.",
                short(kind)
            ),
            "Put the row back. To decide otherwise, add a row.",
        ),
        D::RowVanished { number, kind } => say(
            format!("The row of a decision that was carried out ({}, number {number}) is gone. The decision holds.", short(kind)),
            format!("Put the row back. To take the decision back, add a row with 取消 and the number {number}."),
        ),
        D::RowOverruled { kind, number, later, who } => say(
            format!(
                "A later decision (number {later}, {}) says otherwise than this one ({}, number {number}). The later one holds.",
                short(who),
                short(kind)
            ),
            "Add the later decision to the sheet as a row of the same words. To return to this row's, add a row with a new date.",
        ),
        D::RowRefused { kind, why_en, .. } => {
            say(format!("This decision ({}) cannot be carried out. {why_en}", short(kind)), "Correct the row, or remove the ○ at 実行.")
        }
    })
}
