//! English prose of the codes R, continued: what the register says of the plan, held against itself.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{date_en, short};
use crate::diagnostic::terms::say;

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::RegisterMaintainDiffers { baseline, target } => say(
            format!(
                "The direction is 「維持」 (maintain), but the target ({}) differs from the baseline ({}).",
                target.grouped(0),
                baseline.grouped(0)
            ),
            "Check the direction and the values. If the plan was published so, there is nothing to do.",
        ),
        P::RegisterDecreaseOfNegative { value } => say(
            format!(
                "The direction is 「減少」 (decrease), but the number ({}) is below zero. As it stands, further from zero counts as better.",
                value.grouped(0)
            ),
            "If the aim is a smaller loss, make the direction 「増加」.",
        ),
        P::RegisterNameLikeAnother { name, other_name, other } => say(
            format!("「{}」 is the name of indicator 「{}」 ({}), or nearly so.", short(name), short(other_name), short(other)),
            "If they are one indicator, keep one and mark its second placement 再掲 ○. If not, there is nothing to do.",
        ),
        P::RegisterRepeatUnmarked { indicator, first_row } => say(
            format!("Indicator 「{}」 is also placed in row {first_row}. Here it is treated as a repeat.", short(indicator)),
            format!("Put ○ in the column 再掲, or in row {first_row} if this is the main place."),
        ),
        P::RegisterValueRevised { subject, earlier, later } => say(
            format!(
                "{} was revised from {} ({}) to {} ({}). The later one is used.",
                short(subject),
                short(&earlier.value),
                decided(&earlier.of),
                short(&later.value),
                decided(&later.of)
            ),
            "If it was revised so, there is nothing to do.",
        ),
        P::RegisterTargetDiffers { plan, indicator, here, there } => say(
            format!(
                "The target for {} is {}. In 「{}」 the same indicator (「{}」) has {} for {}.",
                short(&here.of),
                short(&here.value),
                short(plan),
                short(indicator),
                short(&there.value),
                short(&there.of)
            ),
            "If the target was revised between the plans, there is nothing to do. If they are different indicators, tell them apart by name or 共通ID.",
        ),
        P::RegisterTargetOutsidePlan { year, first, last } => say(
            format!("This is a target for {}, but the plan runs from {} to {}.", short(year), short(first), short(last)),
            "Check the year and the plan's years. If they are right, there is nothing to do.",
        ),
        P::RegisterLeadMissing { indicator } => say(
            format!("Indicator 「{}」 has co-owners (共管), but no department that leads.", short(indicator)),
            "Make the role of the leading department's row 「主」.",
        ),
        P::RegisterPartPlaced { indicator, whole } => say(
            format!("「{}」 is a part of indicator 「{}」, but it is also placed in 「配置」.", short(indicator), short(whole)),
            "A part is printed within its whole. Delete the row in 「配置」 or the one in 「構成」.",
        ),
        P::RegisterOperatorDoubt { direction, operator } => say(
            format!("The direction is 「{}」, but the target's operator is 「{}」.", short(direction), short(operator)),
            "Check the direction and the operator. If they are right, there is nothing to do.",
        ),
        P::RegisterBookUnreadable { code } => {
            say(format!("It cannot be read as a register's workbook ({}).", why(code)), unreadable_remedy(code))
        }
        _ => return None,
    })
}

fn decided(day: &str) -> String {
    if day.is_empty() { "no day of decision".to_owned() } else { format!("decided {}", date_en(day)) }
}

fn why(code: &str) -> &'static str {
    match code {
        "F002" => "it is empty",
        "missing" => "there is no such file",
        "csv" => "it is a CSV file",
        "sheets" => "none of its sheets is a register's",
        "F004" => "a password or encryption",
        "F008" => "it is too large",
        "F009" => "the file is damaged",
        "F010" => "reading did not come to an end",
        "F011" => "it is not a file",
        _ => "it is not .xlsx",
    }
}

fn unreadable_remedy(code: &str) -> &'static str {
    match code {
        "missing" => "Check where it lies and what it is called.",
        "csv" => "Of a register in CSV, name the folder that holds one file for each sheet.",
        "sheets" => "Check that it is not another file. `register blank` makes a register.",
        _ => "Check that it opens in Excel and save it again as .xlsx.",
    }
}
