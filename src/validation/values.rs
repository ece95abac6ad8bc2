//! Number and 値の区分 together: what they say, and where they contradict each other.

use super::plain::plain;
use crate::diagnostic::Problem;
use crate::domain::{Indicator, Quantity, ValueState};
use crate::extraction::Entry;

/// What a row reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Report {
    /// Nothing: still owed, or unchanged.
    Blank,
    /// A number with its state, or a state without a number.
    Value(Option<Quantity>, ValueState),
    /// 取消.
    Withdrawn,
    /// It cannot be taken.
    Unusable,
}

/// Where a problem of a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    Actual,
    State,
}

/// A report and what is to be said about it.
pub(super) type Read = (Report, Vec<(Spot, Problem)>);

/// Reads entry and state together. `raw` is the actual as typed.
pub(super) fn report(entry: Entry, raw: &str, state_text: &str) -> Read {
    let Ok(state) = state_of(state_text) else {
        return unknown_state(entry, state_text);
    };
    let wrong = |spot, problem| (Report::Unusable, vec![(spot, problem)]);
    match (entry, state) {
        (Entry::Bad(problem), _) => wrong(Spot::Actual, problem),
        (Entry::Blank, None) => (Report::Blank, Vec::new()),
        (Entry::Mark(mark), None) => wrong(Spot::Actual, Problem::MarkWithoutState { mark }),
        // A number without a state is what officers mean by a plain answer: 確定.
        (Entry::Number { value, problems }, None) => number(value, ValueState::Confirmed, problems),
        (Entry::Number { value, problems }, Some(state)) if state.has_number() => number(value, state, problems),
        (Entry::Number { .. }, Some(state)) => {
            let value = raw.trim().to_owned();
            wrong(Spot::State, Problem::StateContradicts { state: state.label().to_owned(), value })
        }
        (Entry::Blank | Entry::Mark(_), Some(ValueState::Withdrawn)) => (Report::Withdrawn, Vec::new()),
        (Entry::Blank | Entry::Mark(_), Some(state)) if state.has_number() => {
            wrong(Spot::Actual, Problem::StateNeedsNumber { state: state.label().to_owned() })
        }
        (Entry::Blank | Entry::Mark(_), Some(state)) => (Report::Value(None, state), Vec::new()),
    }
}

fn number(value: Quantity, state: ValueState, problems: Vec<Problem>) -> Read {
    (Report::Value(Some(value), state), problems.into_iter().map(|problem| (Spot::Actual, problem)).collect())
}

fn unknown_state(entry: Entry, text: &str) -> Read {
    let mut problems = vec![(Spot::State, Problem::UnknownState { text: text.trim().to_owned() })];
    if let Entry::Bad(problem) = entry {
        problems.push((Spot::Actual, problem));
    }
    (Report::Unusable, problems)
}

/// The state of a text; `None` when it is blank. 確定値, 速報値 and 見込値 are the words people also use.
fn state_of(text: &str) -> Result<Option<ValueState>, ()> {
    let text = plain(text);
    let word = text.strip_suffix('値').unwrap_or(&text);
    match word {
        "" => Ok(None),
        "見込" => Ok(Some(ValueState::Expected)),
        word => word.parse().map(Some),
    }
}

/// Bounds and decimals of the register.
pub(super) fn limits(value: Quantity, indicator: &Indicator) -> Vec<Problem> {
    let unit = || indicator.unit.clone();
    let below = indicator.lower.filter(|bound| value < *bound).map(|bound| Problem::BelowBound { value, bound, unit: unit() });
    let above = indicator.upper.filter(|bound| value > *bound).map(|bound| Problem::AboveBound { value, bound, unit: unit() });
    let fine = value.decimals() > indicator.decimals;
    let decimals = fine.then_some(Problem::TooManyDecimals { value, decimals: indicator.decimals });
    [below, above, decimals].into_iter().flatten().collect()
}
