//! What the planning office should look at although no rule is broken: an easier target next year, a number that was
//! never measured.

use super::ValueLine;
use crate::domain::Lang;

/// A warning about one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The actual is already as good as next year's target, or better.
    PastNextTarget {
        /// Place of its line.
        line: usize,
    },
    /// Next year's target asks for less than this year's.
    EasierNextTarget {
        /// Place of its line.
        line: usize,
    },
    /// Neither a baseline nor an actual has ever been stated.
    NeverMeasured {
        /// Place of its line.
        line: usize,
    },
}

impl Warning {
    /// Place of the line that it is about.
    #[must_use]
    pub const fn line(&self) -> usize {
        match self {
            Self::PastNextTarget { line } | Self::EasierNextTarget { line } | Self::NeverMeasured { line } => *line,
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self, lines: &[ValueLine], lang: Lang) -> String {
        let name = lines.get(self.line()).map_or("", |line| line.name.as_str());
        match (self, lang) {
            (Self::PastNextTarget { .. }, Lang::Ja) => format!("「{name}」の実績値は、すでに翌年度の目標値に達しています。"),
            (Self::PastNextTarget { .. }, Lang::En) => format!("{name}: the actual already meets next year's target"),
            (Self::EasierNextTarget { .. }, Lang::Ja) => format!("「{name}」の翌年度の目標値は、今年度の目標値より緩くなっています。"),
            (Self::EasierNextTarget { .. }, Lang::En) => format!("{name}: next year's target asks for less than this year's"),
            (Self::NeverMeasured { .. }, Lang::Ja) => format!("「{name}」は、基準値も実績値も登録されたことがありません。"),
            (Self::NeverMeasured { .. }, Lang::En) => format!("{name}: neither a baseline nor an actual has ever been stated"),
        }
    }
}

/// Every warning, in printed order.
pub(super) fn warnings(lines: &[ValueLine]) -> Vec<Warning> {
    lines.iter().enumerate().flat_map(|(place, line)| about(place, line)).collect()
}

fn about(line: usize, value: &ValueLine) -> Vec<Warning> {
    let next = value.next_target.value;
    let past = value.actual.zip(next).is_some_and(|(actual, next)| value.direction.reaches(actual, next));
    let easier = value.target.value.zip(next).is_some_and(|(target, next)| target != next && value.direction.reaches(target, next));
    let measured = value.baseline.value.is_some() || value.actual.is_some() || value.years.iter().any(|year| year.actual.value.is_some());
    let never = !measured && value.parts.is_empty();
    let all =
        [(past, Warning::PastNextTarget { line }), (easier, Warning::EasierNextTarget { line }), (never, Warning::NeverMeasured { line })];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, warning)| warning).collect()
}
