//! A span of values, with or without its ends.

use serde::{Deserialize, Serialize};

/// One end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct End<T> {
    /// Where.
    pub value: T,
    /// Whether the end itself belongs to the span (≧ ≦, not ＞ ＜).
    pub included: bool,
}

/// A span; an end that is missing leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span<T> {
    /// Lower end.
    pub low: Option<End<T>>,
    /// Upper end.
    pub high: Option<End<T>>,
}

impl<T: Copy + Ord> Span<T> {
    /// From `value` on.
    #[must_use]
    pub const fn at_least(value: T) -> Self {
        Self { low: Some(End { value, included: true }), high: None }
    }

    /// Up to `value`.
    #[must_use]
    pub const fn at_most(value: T) -> Self {
        Self { low: None, high: Some(End { value, included: true }) }
    }

    /// Exactly `value`.
    #[must_use]
    pub const fn exactly(value: T) -> Self {
        let end = End { value, included: true };
        Self { low: Some(end), high: Some(end) }
    }

    /// The one value of the span, where it has just one.
    #[must_use]
    pub fn single(&self) -> Option<T> {
        let (low, high) = (self.low?, self.high?);
        (low.included && high.included && low.value == high.value).then_some(low.value)
    }

    /// Whether nothing lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let ends = self.low.zip(self.high);
        ends.is_some_and(|(low, high)| low.value > high.value || (low.value == high.value && !(low.included && high.included)))
    }

    /// Whether `value` lies in it.
    #[must_use]
    pub fn contains(&self, value: T) -> bool {
        self.low.is_none_or(|low| value > low.value || (low.included && value == low.value))
            && self.high.is_none_or(|high| value < high.value || (high.included && value == high.value))
    }

    /// The ends.
    pub fn ends(&self) -> impl Iterator<Item = End<T>> {
        self.low.into_iter().chain(self.high)
    }

    /// The span around a name as the register writes it: `80≦達成率＜100`.
    pub(super) fn around(&self, name: &str, print: impl Fn(T) -> String) -> String {
        if let Some(value) = self.single() {
            return format!("{name}＝{}", print(value));
        }
        let upper = self.high.map_or(String::new(), |end| format!("{}{}", if end.included { '≦' } else { '＜' }, print(end.value)));
        match (self.low, self.high) {
            (Some(low), Some(_)) => format!("{}{}{name}{upper}", print(low.value), if low.included { '≦' } else { '＜' }),
            (Some(low), None) => format!("{name}{}{}", if low.included { '≧' } else { '＞' }, print(low.value)),
            (None, _) => format!("{name}{upper}"),
        }
    }
}
