//! What the planning office should look at although no rule is broken: a target that is already met, an easier target
//! next year, a number that was never measured, two indicators that are easily mistaken for each other.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::{Pace, ReportInput, ValueLine};
use crate::domain::{FiscalYear, Lang, PartRole, Quantity, ValueKind};

/// A warning about one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The actual is already as good as the plan's last target, or better.
    PastFinalTarget {
        /// Place of its line.
        line: usize,
    },
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
    /// The target of the year was revised: an earlier row of the register says something else.
    TargetRevised {
        /// Place of its line.
        line: usize,
        /// The year for which it is set.
        year: FiscalYear,
        /// As it was first decided.
        first: Quantity,
        /// As it is now.
        now: Quantity,
    },
    /// More of the plan's time is over than of the way to its final target.
    BehindFinalTarget {
        /// Place of its line.
        line: usize,
        /// How much of the way is done, and how much of the time is over.
        pace: Pace,
    },
    /// There is nothing to hold the year against.
    NoTarget {
        /// Place of its line.
        line: usize,
    },
    /// Neither a baseline nor an actual has ever been stated.
    NeverMeasured {
        /// Place of its line.
        line: usize,
    },
    /// Another indicator has the same name.
    SameName {
        /// Place of its line.
        line: usize,
        /// Place of the other's line.
        other: usize,
    },
    /// It is the same indicator as another one under another name, and the targets of the year differ.
    OtherTarget {
        /// Place of its line.
        line: usize,
        /// Place of the other's line.
        other: usize,
    },
}

impl Warning {
    /// Place of the line that it is about.
    #[must_use]
    pub const fn line(&self) -> usize {
        match self {
            Self::PastFinalTarget { line }
            | Self::PastNextTarget { line }
            | Self::EasierNextTarget { line }
            | Self::TargetRevised { line, .. }
            | Self::BehindFinalTarget { line, .. }
            | Self::NoTarget { line }
            | Self::NeverMeasured { line }
            | Self::SameName { line, .. }
            | Self::OtherTarget { line, .. } => *line,
        }
    }

    /// What kind it is, in a few words.
    #[must_use]
    pub const fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::PastFinalTarget { .. } => lang.pick("最終目標に到達済み", "past the final target"),
            Self::PastNextTarget { .. } => lang.pick("翌年度目標に到達済み", "past next year's target"),
            Self::EasierNextTarget { .. } => lang.pick("翌年度目標が緩い", "easier target next year"),
            Self::TargetRevised { .. } => lang.pick("目標値の見直し", "target revised"),
            Self::BehindFinalTarget { .. } => lang.pick("最終目標に遅れ", "behind for the final target"),
            Self::NoTarget { .. } => lang.pick("目標値なし", "no target"),
            Self::NeverMeasured { .. } => lang.pick("数値なし", "never measured"),
            Self::SameName { .. } => lang.pick("同じ名称", "same name"),
            Self::OtherTarget { .. } => lang.pick("目標値の食い違い", "targets disagree"),
        }
    }

    /// In words, with the indicator's name.
    #[must_use]
    pub fn text(&self, lines: &[ValueLine], lang: Lang) -> String {
        let name = lines.get(self.line()).map_or("", |line| line.name.as_str());
        let remark = self.remark(lines, lang);
        match lang {
            Lang::Ja => format!("「{name}」は、{remark}"),
            Lang::En => format!("{name}: {remark}"),
        }
    }

    /// In words, beside the indicator's name.
    #[must_use]
    pub fn remark(&self, lines: &[ValueLine], lang: Lang) -> String {
        match lang {
            Lang::Ja => self.remark_ja(lines),
            Lang::En => self.remark_en(lines),
        }
    }

    fn remark_ja(&self, lines: &[ValueLine]) -> String {
        let Some(line) = lines.get(self.line()) else { return String::new() };
        match self {
            Self::PastFinalTarget { .. } => {
                "計画の最終年度の目標値に既に達しています。目標値を見直すかどうか、検討してください。".to_owned()
            }
            Self::PastNextTarget { .. } => "翌年度の目標値に既に達しています。目標値を見直すかどうか、検討してください。".to_owned(),
            Self::EasierNextTarget { .. } => {
                "翌年度の目標値が、今年度の目標値より緩くなっています。登録した値に誤りがないか、確認してください。".to_owned()
            }
            Self::TargetRevised { year, first, now, .. } => format!(
                "{}の目標値が見直されています（当初{first}{unit}、現在{now}{unit}）。",
                year.label(),
                first = line.printed(*first),
                now = line.printed(*now),
                unit = line.unit
            ),
            Self::BehindFinalTarget { pace, .. } if pace.progress.is_negative() => format!(
                "計画期間の{}%が過ぎていますが、実績値は、最終目標値から遠ざかっています（進み具合は△{}%）。",
                percent(pace.elapsed),
                percent(pace.progress.abs())
            ),
            Self::BehindFinalTarget { pace, .. } => format!(
                "計画期間の{}%が過ぎていますが、最終目標値までの進み具合は{}%です。このままの進み方では届きません。",
                percent(pace.elapsed),
                percent(pace.progress)
            ),
            Self::NoTarget { .. } => format!("{}の目標値が定められていないため、達成状況を算定できません。", line.year.label()),
            Self::NeverMeasured { .. } => {
                "基準値も実績値も登録されたことがありません。測り方と時期を、所管課に確認してください。".to_owned()
            }
            Self::SameName { other, .. } => {
                let other = lines.get(*other).map_or("", |other| other.indicator.as_str());
                format!("同じ名称の指標がほかにもあります（指標ID {}と{other}）。取り違えに注意してください。", line.indicator)
            }
            Self::OtherTarget { other, .. } => format!(
                "「{}」と同じ指標とされていますが、目標値が異なります。どちらが正しいか、確認してください。",
                lines.get(*other).map_or("", |other| other.name.as_str())
            ),
        }
    }

    fn remark_en(&self, lines: &[ValueLine]) -> String {
        let Some(line) = lines.get(self.line()) else { return String::new() };
        match self {
            Self::PastFinalTarget { .. } => "the actual already meets the plan's final target".to_owned(),
            Self::PastNextTarget { .. } => "the actual already meets next year's target".to_owned(),
            Self::EasierNextTarget { .. } => "next year's target asks for less than this year's".to_owned(),
            Self::TargetRevised { year, first, now, .. } => {
                let (first, now) = (line.printed(*first), line.printed(*now));
                format!("the target of fiscal {} was revised from {first} to {now} {}", year.year(), line.unit)
            }
            Self::BehindFinalTarget { pace, .. } => format!(
                "{}% of the plan's time is over and {}% of the way to the final target is done",
                percent(pace.elapsed),
                percent(pace.progress)
            ),
            Self::NoTarget { .. } => format!("there is no target to hold fiscal {} against", line.year.year()),
            Self::NeverMeasured { .. } => "neither a baseline nor an actual has ever been stated".to_owned(),
            Self::SameName { other, .. } => {
                let other = lines.get(*other).map_or("", |other| other.indicator.as_str());
                format!("two indicators have this name ({} and {other})", line.indicator)
            }
            Self::OtherTarget { other, .. } => {
                format!("the same indicator as {}, with another target", lines.get(*other).map_or("", |other| other.name.as_str()))
            }
        }
    }
}

fn percent(value: Quantity) -> String {
    value.rounded(1).grouped(1)
}

/// Every warning, in printed order.
pub(super) fn warnings(input: &ReportInput<'_>, lines: &[ValueLine]) -> Vec<Warning> {
    let twins = twins(input, lines);
    let of = |(place, line): (usize, &ValueLine)| {
        let mut all = about(place, line);
        all.extend(revision(input, place, line));
        all.extend(twins.iter().filter(|warning| warning.line() == place).cloned());
        all
    };
    lines.iter().enumerate().flat_map(of).collect()
}

/// The lines whose numbers count: an indicator's own, or those of the parts that judge it.
fn measured(line: &ValueLine) -> Vec<&ValueLine> {
    let parts: Vec<&ValueLine> = line.parts.iter().filter(|part| part.role == PartRole::Judged).map(|part| &part.line).collect();
    if parts.is_empty() { vec![line] } else { parts }
}

fn about(line: usize, value: &ValueLine) -> Vec<Warning> {
    let own = measured(value);
    let past = |target: fn(&ValueLine) -> Option<Quantity>| own.iter().all(|one| is_past(one, target(one)));
    // In the plan's last year its last target is the year's own.
    let early = value.case.elapsed.is_some_and(|(over, all)| over < all);
    let past_final = early && past(|one| one.final_target.value);
    let past_next = !past_final && past(|one| one.next_target.value);
    let easier = own.iter().any(|one| is_easier(one));
    // Where the plan's last target is met (also one below the baseline), there is no way left to be behind on.
    let slowest =
        own.iter().filter(|_| !past_final).filter_map(|one| one.pace.filter(|pace| !pace.is_on_time())).min_by_key(|pace| pace.progress);
    let ever =
        |one: &&ValueLine| one.baseline.value.is_some() || one.actual.is_some() || one.years.iter().any(|year| year.actual.value.is_some());
    let never = !own.iter().all(ever);
    let no_target = own.iter().any(|one| one.case.target.is_none());
    let all = [
        (past_final, Warning::PastFinalTarget { line }),
        (past_next, Warning::PastNextTarget { line }),
        (easier, Warning::EasierNextTarget { line }),
        (no_target, Warning::NoTarget { line }),
        (never, Warning::NeverMeasured { line }),
    ];
    let behind = slowest.map(|pace| Warning::BehindFinalTarget { line, pace });
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, warning)| warning).chain(behind).collect()
}

/// Whether the judged actual is already as good as a later target. Who holds what was asked to be held (100% this year,
/// 100% the next) has done the year's work and no more.
fn is_past(line: &ValueLine, later: Option<Quantity>) -> bool {
    let Some((actual, later)) = line.case.actual.zip(later) else { return false };
    let held = !line.case.target_is_later && line.case.target == Some(later) && actual == later;
    line.direction.reaches(actual, later) && !held
}

fn is_easier(line: &ValueLine) -> bool {
    let target = line.target.value.filter(|_| !line.case.target_is_later);
    target.zip(line.next_target.value).is_some_and(|(now, next)| now != next && line.direction.reaches(now, next))
}

/// The target that holds was decided anew.
fn revision(input: &ReportInput<'_>, line: usize, value: &ValueLine) -> Option<Warning> {
    let target = input.registry.target_in_force(&value.indicator, value.year)?;
    let now = target.value?;
    let mut rows = input.registry.revisions(value.indicator.as_str(), ValueKind::Target, Some(target.year));
    let first = rows.find_map(|row| row.value)?;
    (first != now && rows.next().is_some()).then_some(Warning::TargetRevised { line, year: target.year, first, now })
}

/// Indicators that have one name, and those that are the same under two names but are held against different targets.
fn twins(input: &ReportInput<'_>, lines: &[ValueLine]) -> Vec<Warning> {
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        match by_name.get(&folded(&line.name)) {
            Some(other) => found.push(Warning::SameName { line: place, other: *other }),
            None => _ = by_name.insert(folded(&line.name), place),
        }
    }
    for (line, value) in lines.iter().enumerate() {
        let Some(indicator) = input.registry.indicator(&value.indicator) else { continue };
        let named = indicator.aliases.iter().filter_map(|alias| by_name.get(&folded(alias)).copied());
        let shared = lines.iter().enumerate().filter(|(_, other)| {
            let other = input.registry.indicator(&other.indicator);
            !indicator.shared.is_empty() && other.is_some_and(|other| other.shared == indicator.shared)
        });
        let mut others: Vec<usize> = named.chain(shared.map(|(place, _)| place)).filter(|other| *other != line).collect();
        others.sort_unstable();
        others.dedup();
        let differs = |other: &usize| {
            let theirs = lines.get(*other).and_then(|other| other.target.value);
            value.target.value.zip(theirs).is_some_and(|(ours, theirs)| ours != theirs)
        };
        // Told once, at the one that stands later.
        found.extend(others.into_iter().filter(|other| *other < line).filter(differs).map(|other| Warning::OtherTarget { line, other }));
    }
    found
}

fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, id, q};
    use super::*;

    fn labels(fixture: &Fixture, name: &str) -> Vec<&'static str> {
        let report = fixture.report();
        let place = report.lines.iter().position(|line| line.name == name).unwrap();
        report.warnings.iter().filter(|warning| warning.line() == place).map(|warning| warning.label(Lang::Ja)).collect()
    }

    fn target<'a>(fixture: &'a mut Fixture, indicator: &str, year: u16) -> &'a mut crate::domain::RegisteredValue {
        let wanted = |v: &&mut crate::domain::RegisteredValue| {
            v.subject == indicator && v.kind == ValueKind::Target && v.year == FiscalYear::new(year)
        };
        fixture.registry.values.iter_mut().find(wanted).unwrap()
    }

    #[test]
    fn a_plan_that_goes_its_way_warns_of_nothing() {
        assert_eq!(Fixture::full().report().warnings, []);
    }

    #[test]
    fn a_target_of_next_year_that_is_met_already() {
        let mut fixture = Fixture::full();
        fixture.hold("a1", "140.7", "R6-001-2").hold("b2", "624", "R6-002-2");
        assert_eq!(labels(&fixture, "観光交流人口"), ["翌年度目標に到達済み"]);
        assert_eq!(labels(&fixture, "魅力度ランキング"), ["翌年度目標に到達済み"], "less is better");
        // 100% this year and 100% the next is the year's work.
        target(&mut fixture, "a1", 2024).value = Some(q("140.7"));
        assert_eq!(labels(&fixture, "観光交流人口"), [""; 0]);
    }

    #[test]
    fn the_way_to_the_plans_last_target() {
        let mut fixture = Fixture::full();
        let year = |year| FiscalYear::new(year).unwrap();
        fixture.registry.plan.years = Some((year(2023), year(2026)));
        let mut last = target(&mut fixture, "a3", 2025).clone();
        last.year = Some(year(2026));
        fixture.registry.values.push(last);
        let report = fixture.report();
        let [only] = &report.warnings[..] else { panic!("{:?}", report.warnings) };
        assert_eq!(
            only.text(&report.lines, Lang::Ja),
            "「外国人観光客数」は、計画期間の50.0%が過ぎていますが、最終目標値までの進み具合は18.9%です。このままの進み方では届きません。"
        );
        fixture.hold("a3", "46000", "R6-001-2");
        assert_eq!(labels(&fixture, "外国人観光客数"), ["最終目標に到達済み"]);
        fixture.registry.plan.years = Some((year(2021), year(2024)));
        assert_eq!(labels(&fixture, "外国人観光客数"), ["翌年度目標に到達済み"], "in the last year it is the year's own");
    }

    #[test]
    fn an_easier_target_and_a_revised_one() {
        let mut fixture = Fixture::full();
        target(&mut fixture, "b2", 2025).value = Some(q("640"));
        assert_eq!(labels(&fixture, "魅力度ランキング"), ["翌年度目標に到達済み", "翌年度目標が緩い"]);
        let mut again = target(&mut fixture, "a3", 2024).clone();
        again.value = Some(q("30000"));
        fixture.registry.values.push(again);
        let report = fixture.report();
        let said: Vec<String> = report.warnings.iter().map(|warning| warning.text(&report.lines, Lang::Ja)).collect();
        assert!(
            said.contains(&"「外国人観光客数」は、令和6年度の目標値が見直されています（当初32,000人、現在30,000人）。".to_owned()),
            "{said:?}"
        );
    }

    #[test]
    fn what_was_never_measured_and_what_has_no_target() {
        let mut fixture = Fixture::full();
        fixture.held.remove(&id("b1"));
        fixture.registry.values.retain(|v| v.subject != "b1" || v.kind == ValueKind::PublishedStatus);
        assert_eq!(labels(&fixture, "大使数"), ["目標値なし", "数値なし"]);
    }

    #[test]
    fn names_that_are_easily_mistaken() {
        let mut fixture = Fixture::full();
        fixture.registry.indicators.get_mut(&id("b1")).unwrap().name = "社会　増減".to_owned();
        fixture.registry.indicators.get_mut(&id("b2")).unwrap().aliases = vec!["観光交流人口".to_owned()];
        assert_eq!(labels(&fixture, "社会　増減"), ["同じ名称"]);
        assert_eq!(labels(&fixture, "魅力度ランキング"), ["目標値の食い違い"]);
    }
}
