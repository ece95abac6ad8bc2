//! English prose of the codes R, continued: the office's own workbook as a form.

use crate::diagnostic::quote::short;
use crate::diagnostic::terms::say;
use crate::diagnostic::{OwnProblem, Problem};

/// Message and remedy; `None` for a problem of another group.
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use OwnProblem as P;
    let Problem::Own(problem) = problem else { return None };
    Some(match problem {
        P::PlaceMissing { what, wanted, looked, nearest } => {
            let looked = if looked.is_empty() { String::new() } else { format!(" (sheets looked through: {})", listed(looked)) };
            let nearest = if nearest.is_empty() { String::new() } else { format!(" Nearest to it is {}.", short(nearest)) };
            say(format!("The {} 「{}」 is not there{looked}.{nearest}", kind(what), short(wanted)), missing_remedy(what))
        }
        P::PlaceTwice { what, wanted, cells } => say(
            format!("The {} 「{}」 stands in {} places ({}).", kind(what), short(wanted), cells.len(), listed(cells)),
            twice_remedy(what),
        ),
        P::RowsShort { department, room, needed } => {
            let whose = if department.is_empty() { String::new() } else { format!(" of 「{}」", short(department)) };
            say(
                format!("There are {needed} indicators{whose}, and the table has room for {room}."),
                "Add rows to the table with their formats and formulas, and correct rows_max in the declaration.",
            )
        }
        P::CellKept { heading, holds } if holds == "formula" => say(
            format!("There is a formula under 「{}」. It is kept, and nothing is written there.", short(heading)),
            "To have the register's value, delete the formula. If it is meant so, there is nothing to do.",
        ),
        P::CellKept { heading, .. } => say(
            format!("The cell under 「{}」 is merged with another. Nothing is written there.", short(heading)),
            "To have a value, unmerge it. If it is meant so, there is nothing to do.",
        ),
        P::RowMissing { name } => say(
            format!("The indicator 「{}」 has no row in the workbook.", short(name)),
            "Add a row, or add the workbook's wording to the indicator's aliases (別名) in the register.",
        ),
    })
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| short(name)).collect::<Vec<_>>().join(", ")
}

fn kind(what: &str) -> &'static str {
    match what {
        "heading" => "heading",
        "sub" => "second heading",
        "name" => "defined name",
        "sheet" => "sheet",
        "end" => "text below the table",
        _ => "label",
    }
}

fn missing_remedy(what: &str) -> &'static str {
    match what {
        "name" => "Look at Formulas, Name Manager in Excel: the name must be there and must not refer to #REF!.",
        "sheet" => "Write the sheet's name in `sheets` as the workbook has it.",
        "end" => "Write in `end` what stands just below the table.",
        _ => "Write it in the declaration as the workbook has it, or add the workbook's wording to `aliases`.",
    }
}

fn twice_remedy(what: &str) -> &'static str {
    match what {
        "heading" | "sub" => "Name the lower heading with `sub`, give the heading another text, or name the sheet with `sheets`.",
        _ => "Name the sheet with `sheet`, or give the cell a name in Excel and declare that with `name`.",
    }
}
