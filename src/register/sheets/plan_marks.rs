//! 計画, 実績の記号の意味: which value state a mark in place of an actual stands for.

use crate::domain::{MarkMeaning, ValueState};
use crate::register::cell::CellError;

/// Most marks of a plan.
const MARKS_MAX: usize = 30;
/// Longest mark, in characters.
const MARK_MAX: usize = 10;
/// How the cell is written.
const EXAMPLE: &str = "—＝統計未公表、※＝集計中";

/// `—＝統計未公表、※＝集計中`: each mark once, with a state that has no number. What could be read as a number is no mark.
pub(super) fn marks(text: &str) -> Result<Vec<MarkMeaning>, CellError> {
    let invalid = || CellError::invalid(EXAMPLE);
    let mut marks: Vec<MarkMeaning> = Vec::new();
    for pair in text.split(['、', '，', '\n']).map(str::trim).filter(|pair| !pair.is_empty()) {
        let (mark, state) = pair.rsplit_once(['＝', '=']).ok_or_else(invalid)?;
        let mark = mark.trim();
        let state: ValueState = state.trim().parse().map_err(|()| states())?;
        if state.has_number() || state == ValueState::Withdrawn {
            return Err(states());
        }
        let is_mark = !mark.is_empty() && mark.chars().count() <= MARK_MAX && !mark.chars().any(char::is_numeric);
        if !is_mark || marks.len() == MARKS_MAX || marks.iter().any(|known| known.covers(mark, "")) {
            return Err(invalid());
        }
        marks.push(MarkMeaning { mark: mark.to_owned(), state });
    }
    if marks.is_empty() { Err(invalid()) } else { Ok(marks) }
}

/// The states that a mark may stand for.
fn states() -> CellError {
    let states = ValueState::ALL.into_iter().filter(|state| !state.has_number() && *state != ValueState::Withdrawn);
    CellError::Invalid(states.map(ValueState::label).collect::<Vec<_>>().join("／"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_stands_for_one_state_without_a_number() {
        let read = marks("—＝統計未公表、 ※ = 集計中\nX＝今年度調査なし").unwrap();
        let said: Vec<(&str, &str)> = read.iter().map(|meaning| (meaning.mark.as_str(), meaning.state.label())).collect();
        assert_eq!(said, [("—", "統計未公表"), ("※", "集計中"), ("X", "今年度調査なし")]);
        let states = || Err(CellError::Invalid("集計中／今年度調査なし／統計未公表".to_owned()));
        for text in ["—＝確定", "—＝0", "—＝取消", "—＝"] {
            assert_eq!(marks(text), states(), "{text}");
        }
        for text in ["—", "＝集計中", "0＝集計中", "—＝集計中、-＝統計未公表", "、", "とても長い記号の名前です＝集計中"]
        {
            assert_eq!(marks(text), Err(CellError::invalid(EXAMPLE)), "{text}");
        }
    }
}
