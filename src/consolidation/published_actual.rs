//! Published actuals beside returned ones: what the city printed for the year asked about, and what its departments say.

use super::{ReportInput, ValueLine};
use crate::domain::{Lang, Quantity, ValueKind};

/// An indicator, or a part of one, of which the published actual is not the returned one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActualDifference {
    /// Place of its line in the report's `lines`.
    pub line: usize,
    /// Place of the part in that line's `parts`; `None` for the indicator itself.
    pub part: Option<usize>,
    /// As the register states it for the year asked about.
    pub published: Quantity,
    /// As the department returned it.
    pub returned: Quantity,
    /// Where it was published.
    pub source: String,
}

impl ActualDifference {
    /// The indicator or part that it is about.
    #[must_use]
    pub fn of<'a>(&self, lines: &'a [ValueLine]) -> Option<&'a ValueLine> {
        let line = lines.get(self.line)?;
        match self.part {
            Some(part) => line.parts.get(part).map(|part| &part.line),
            None => Some(line),
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self, lines: &[ValueLine], lang: Lang) -> String {
        let Some(line) = self.of(lines) else { return String::new() };
        let (unit, said) = (&line.unit, |value| line.printed(value));
        let (published, returned) = (said(self.published), said(self.returned));
        match lang {
            Lang::Ja => {
                format!("公表された実績値は{published}{unit}、所管課の報告は{returned}{unit}です。集計には、報告された値を用いています。")
            }
            Lang::En => format!("{published} {unit} was published, {returned} {unit} was returned; the returned value is counted."),
        }
    }
}

/// Every difference, in printed order.
pub(super) fn actual_differences(input: &ReportInput<'_>, lines: &[ValueLine]) -> Vec<ActualDifference> {
    let mut found = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        found.extend(difference(input, line, place, None));
        for (part, of) in line.parts.iter().enumerate() {
            found.extend(difference(input, &of.line, place, Some(part)));
        }
    }
    found
}

fn difference(input: &ReportInput<'_>, own: &ValueLine, line: usize, part: Option<usize>) -> Option<ActualDifference> {
    let row = input.registry.value(own.indicator.as_str(), ValueKind::Actual, Some(own.year))?;
    let (published, returned) = (row.value?, own.actual?);
    (published != returned).then(|| ActualDifference { line, part, published, returned, source: row.source.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, q};
    use super::*;
    use crate::domain::RegisteredValue;

    fn published(fixture: &mut Fixture, indicator: &str, number: &str) {
        let year = fixture.round.year;
        let like = fixture.registry.values.first().unwrap().clone();
        let row = RegisteredValue {
            subject: indicator.to_owned(),
            kind: ValueKind::Actual,
            year: Some(year),
            value: Some(q(number)),
            source: "令和6年度実施状況".to_owned(),
            ..like
        };
        fixture.registry.values.push(row);
    }

    #[test]
    fn a_published_actual_that_the_department_does_not_confirm_is_told() {
        let mut fixture = Fixture::full();
        published(&mut fixture, "a1", "131.80");
        published(&mut fixture, "a2", "-648");
        let report = fixture.report();
        let [only] = &report.actual_differences[..] else { panic!("{:?}", report.actual_differences) };
        assert_eq!((only.line, only.source.as_str()), (1, "令和6年度実施状況"));
        assert_eq!(
            only.text(&report.lines, Lang::Ja),
            "公表された実績値は-648人、所管課の報告は-684人です。集計には、報告された値を用いています。"
        );
        assert_eq!(report.lines[1].actual, Some(q("-684")), "the returned value is counted");
    }

    #[test]
    fn what_is_not_in_yet_differs_from_nothing() {
        let mut fixture = Fixture::empty();
        published(&mut fixture, "a1", "131.8");
        assert!(fixture.report().actual_differences.is_empty());
    }
}
