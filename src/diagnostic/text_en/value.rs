//! English prose of the codes V: values.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{amount, factor_en, short};
use crate::diagnostic::terms::{receipt_en, reference_en, say};

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
#[expect(clippy::too_many_lines, reason = "one arm a problem")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
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
        P::StageUnknown { text, stages } => {
            say(format!("「{}」 is not one of the stages.", short(text)), format!("Choose one of these: {}.", stages.join(", ")))
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
        P::DateGiven { text } => say(
            format!("A date ({}) stands where a number belongs.", short(text)),
            "Set the cell's format to General and enter the number again.",
        ),
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
            format!("The value taken before ({}, {}) stays in force.", short(earlier), receipt_en(number)),
            "To replace it, correct this row and submit it again.",
        ),
        P::CorrectionGiven { registered, value } => say(
            format!("A correction of last year's actual was received (registered: {}, corrected: {}).", short(registered), short(value)),
            "The planning office will look at it. There is nothing to do.",
        ),
        P::WordReadAs { raw, read } => {
            say(format!("「{}」 was read as 「{}」.", short(raw), short(read)), "If that is not right, write it anew.")
        }
        P::MarkReadAs { mark, state } => say(
            format!("「{}」 in place of the actual was read as the value state 「{}」.", short(mark), short(state)),
            "If that is not right, leave the actual blank and choose a value state.",
        ),
        P::SymbolsInText { heading, replaced, private: 0 } => say(
            format!("Symbols of another program in 「{}」 ({replaced}) were read as symbols that every computer shows.", short(heading)),
            "If that is not right, write the symbols anew.",
        ),
        P::SymbolsInText { heading, private, .. } => say(
            format!("「{}」 holds characters that only the computer it was typed on shows ({private}).", short(heading)),
            "They will not be shown on other computers or on paper. Write them in other characters.",
        ),
        P::DateNotInCalendar { text } => {
            say(format!("「{}」 is no day of the calendar. It was taken as written.", short(text)), "Check the date.")
        }
        P::Capped { code, more } if code.is_empty() => {
            say(format!("{more} more findings are not listed."), "Deal with those listed and submit it again.")
        }
        P::Capped { more, .. } => {
            say(format!("{more} more findings of this kind are not listed."), "Check them in the same way as those listed.")
        }
        _ => return None,
    })
}
