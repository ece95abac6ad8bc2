//! When to choose which 値の区分, in the words of the form.

use crate::domain::ValueState;

/// When to choose `state`, for はじめに.
#[must_use]
pub const fn state_meaning(state: ValueState) -> &'static str {
    match state {
        ValueState::Confirmed => "数値が確定しています。",
        ValueState::Preliminary => "速報の数値です。確定後に再提出してください。",
        ValueState::Expected => "見込みの数値です。確定後に再提出してください。",
        ValueState::Collecting => "集計が終わっていません。集計後に再提出してください。",
        ValueState::NotSurveyed => "今年度は調査を行いません（隔年の調査など）。",
        ValueState::Unpublished => "国や県などの統計が公表されていません。公表後に再提出してください。",
        ValueState::Withdrawn => "前に提出した数値を取り消します。",
    }
}
