//! Number and 値の区分 together: what they say, and where they contradict each other.

use super::states::{state_of, state_of_mark};
use crate::diagnostic::Problem;
use crate::domain::{Indicator, Plan, Quantity, ValueState};
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

/// Reads entry and state together. `raw` is the actual as typed. What was understood otherwise than it is written is told.
pub(super) fn report(entry: Entry, raw: &str, state_text: &str, plan: &Plan, unit: &str) -> Read {
    let Ok(state) = state_of(state_text) else {
        return unknown_state(entry, state_text);
    };
    let meant = state_of_mark(&entry, raw, plan, unit);
    let entry = if meant.is_some() && matches!(entry, Entry::Bad(_)) { Entry::Mark(raw.trim().to_owned()) } else { entry };
    let (report, mut problems) = together(entry, state, meant, raw);
    if let Some(state) = state.filter(|state| state.label() != state_text.trim() && report != Report::Unusable) {
        let read = state.label().to_owned();
        problems.push((Spot::State, Problem::WordReadAs { raw: state_text.trim().to_owned(), read }));
    }
    (report, problems)
}

fn together(entry: Entry, state: Option<ValueState>, meant: Option<ValueState>, raw: &str) -> Read {
    let wrong = |spot, problem| (Report::Unusable, vec![(spot, problem)]);
    match (entry, state) {
        (Entry::Bad(problem), _) => wrong(Spot::Actual, problem),
        (Entry::Blank, None) => (Report::Blank, Vec::new()),
        (Entry::Mark(mark), None) => match meant {
            Some(state) => {
                let told = Problem::MarkReadAs { mark, state: state.label().to_owned() };
                (Report::Value(None, state), vec![(Spot::Actual, told)])
            }
            None => wrong(Spot::Actual, Problem::MarkWithoutState { mark }),
        },
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
        (Entry::Mark(mark), Some(state)) => {
            // A state that was chosen says more than a mark; the word of another state in place of the number is told.
            let other = state_of(raw).ok().flatten().filter(|said| *said != state);
            let told = other.map(|_| (Spot::Actual, Problem::MarkReadAs { mark, state: state.label().to_owned() }));
            (Report::Value(None, state), told.into_iter().collect())
        }
        (Entry::Blank, Some(state)) => (Report::Value(None, state), Vec::new()),
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

/// Bounds and decimals of the register.
pub(super) fn limits(value: Quantity, indicator: &Indicator) -> Vec<Problem> {
    let unit = || indicator.unit.clone();
    let below = indicator.lower.filter(|bound| value < *bound).map(|bound| Problem::BelowBound { value, bound, unit: unit() });
    let above = indicator.upper.filter(|bound| value > *bound).map(|bound| Problem::AboveBound { value, bound, unit: unit() });
    let fine = value.decimals() > indicator.decimals;
    let decimals = fine.then_some(Problem::TooManyDecimals { value, decimals: indicator.decimals });
    [below, above, decimals].into_iter().flatten().collect()
}
