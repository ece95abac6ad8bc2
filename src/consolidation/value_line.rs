//! One indicator of the round: its numbers, its status, and where the actual came from.

use super::last_year::last_judgement;
use super::pace::Pace;
use super::standing::in_force;
use super::{Figure, Overridden, ReportInput, Tally, TargetRevision};
use crate::assessment::{Case, Judgement, Unjudged, judge, judge_whole};
use crate::domain::{
    Act, Aggregation, CellRef, DepartmentId, Direction, FiscalYear, Indicator, IndicatorId, NodeId, NodeLevel, PartRole, Placement,
    Quantity, Scheme, ValueKind, ValueState,
};
use crate::validation::Held;

/// What an indicator is to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorKind {
    /// It stands at a goal: KGI, 数値目標.
    OfGoal,
    /// It stands at a policy: KPI.
    OfPolicy,
}

/// Target and actual of one year, as the register states them; the year asked about has the actual in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFigures {
    /// The year.
    pub year: FiscalYear,
    /// 目標値.
    pub target: Figure,
    /// 実績値.
    pub actual: Figure,
}

/// A part of a compound indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartLine {
    /// Its short name beside the whole's.
    pub name: String,
    /// What it is to the whole.
    pub role: PartRole,
    /// Its own numbers and status.
    pub line: ValueLine,
}

/// Where an actual came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Name of the file.
    pub file: String,
    /// Sheet of the actual.
    pub sheet: String,
    /// Cell of the actual.
    pub cell: CellRef,
    /// As stored in the file.
    pub raw: String,
    /// 受付番号.
    pub number: String,
    /// Civil time of receipt, ISO 8601.
    pub received_at: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// 時点 as typed.
    pub as_of: String,
    /// 出典 as typed.
    pub source: String,
}

impl Origin {
    fn of(held: &Held) -> Self {
        Self {
            file: held.file.clone(),
            sheet: held.row.sheet.clone(),
            cell: held.row.cell,
            raw: held.row.raw.clone(),
            number: held.number.clone(),
            received_at: held.received_at.clone(),
            sha256: held.sha256.clone(),
            as_of: held.row.as_of.clone(),
            source: held.row.source.clone(),
        }
    }
}

/// One indicator of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueLine {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Name as printed.
    pub name: String,
    /// Unit as printed.
    pub unit: String,
    /// Decimals as printed.
    pub decimals: u32,
    /// Which way is good.
    pub direction: Direction,
    /// What it is to the plan.
    pub kind: IndicatorKind,
    /// 定義.
    pub definition: String,
    /// Names of its stages, where its values are stages.
    pub stages: Vec<String>,
    /// Its departments as the plan prints them.
    pub owners: String,
    /// The note that the plan prints beside it.
    pub note: String,
    /// The goal it is counted under.
    pub goal: Option<NodeId>,
    /// The node it is placed under.
    pub node: NodeId,
    /// Its lead department.
    pub department: Option<DepartmentId>,
    /// The year asked about.
    pub year: FiscalYear,
    /// 基準値.
    pub baseline: Figure,
    /// 目標値 of the year, or of the next later one that has one.
    pub target: Figure,
    /// The year for which that target is set.
    pub target_year: Option<FiscalYear>,
    /// That it was decided anew, with the original.
    pub revision: Option<TargetRevision>,
    /// 目標値 of the year after.
    pub next_target: Figure,
    /// 目標値 of the plan's last year.
    pub final_target: Figure,
    /// Every year of the plan, from the year before its first on; none where the plan's years are not known.
    pub years: Vec<YearFigures>,
    /// What was judged: the numbers made comparable (the sum since the plan's first year for 延べ).
    pub case: Case,
    /// The way to the final target beside the time that is over; `None` where the plan's years or a number are not known.
    pub pace: Option<Pace>,
    /// Its parts, where it is a compound.
    pub parts: Vec<PartLine>,
    /// The status of the year before: as published, else as the scheme judges the registered figures.
    pub last_status: Option<String>,
    /// 実績値 in force.
    pub actual: Option<Quantity>,
    /// 値の区分 in force; `None` when nothing is.
    pub state: Option<ValueState>,
    /// The status or why there is none, and the rates.
    pub judgement: Judgement,
    /// The decision by which the status stands, and what the scheme gives; the rates are the scheme's in any case.
    pub overridden: Option<Overridden>,
    /// The status that the city published.
    pub published: Option<String>,
    /// 目標に届かなかった理由.
    pub reason: String,
    /// 今後の対応.
    pub measure: String,
    /// Where the actual came from.
    pub origin: Option<Origin>,
}

impl ValueLine {
    pub(super) fn build(input: &ReportInput<'_>, scheme: &Scheme, indicator: &Indicator, placement: &Placement) -> Self {
        let registry = input.registry;
        let year = input.round.year;
        let key = indicator.id.as_str();
        let target_of = |year| Figure::of(registry.value(key, ValueKind::Target, year), indicator);
        let target = registry.target_in_force(&indicator.id, year);
        let held = input.held.get(&indicator.id).filter(|held| in_force(held));
        let actual = held.and_then(|held| held.row.value);
        let case = Case::of(registry, indicator, year, actual, held.map(|held| held.row.state));
        let parts = parts(input, scheme, indicator, placement);
        let mut judgement = judge(scheme, &case);
        if registry.is_judged_by_parts(&indicator.id) {
            let judged: Vec<Judgement> =
                parts.iter().filter(|part| part.role == PartRole::Judged).map(|part| part.line.judgement.clone()).collect();
            judgement = judge_whole(scheme, &judged);
        } else if actual.is_none() && (held.is_none() || judgement.status.is_err()) {
            judgement.status = Err(Unjudged::NoActual);
        }
        if !indicator.stages.is_empty() {
            // Places in an order have no ratio: the first of two stages is not half of anything.
            (judgement.achievement, judgement.progress) = (None, None);
        }
        let overridden = overridden(input, &indicator.id, &mut judgement);
        let published = |year| registry.value(key, ValueKind::PublishedStatus, Some(year)).map(|row| row.text.clone());
        let level = registry.node(&placement.node).map(|node| node.level);
        Self {
            indicator: indicator.id.clone(),
            name: indicator.name.clone(),
            unit: indicator.unit.clone(),
            decimals: indicator.decimals,
            direction: indicator.direction,
            kind: if level == Some(NodeLevel::Goal) { IndicatorKind::OfGoal } else { IndicatorKind::OfPolicy },
            definition: indicator.definition.clone(),
            stages: indicator.stages.clone(),
            owners: registry.printed_owners(placement),
            note: placement.note.clone(),
            goal: registry.goal_of(&placement.node).map(|goal| goal.id.clone()),
            node: placement.node.clone(),
            department: registry.owner(&indicator.id).cloned(),
            year,
            baseline: Figure::of(registry.baseline_row(&indicator.id), indicator),
            target: Figure::of(target.map(|target| target.row), indicator),
            target_year: target.map(|target| target.year),
            revision: TargetRevision::of(registry, indicator, year),
            next_target: target_of(year.next()),
            final_target: target_of(registry.plan.years.map(|(_, last)| last)),
            years: years(input, indicator, actual),
            last_status: year.previous().and_then(published).filter(|text| !text.is_empty()).or_else(|| {
                let last = last_judgement(registry, scheme, indicator, year)?;
                last.status.ok()
            }),
            pace: Pace::of(registry, indicator, &case),
            case,
            parts,
            actual,
            state: held.map(|held| held.row.state),
            judgement,
            overridden,
            published: published(year).filter(|text| !text.is_empty()),
            reason: held.map(|held| held.row.reason.clone()).unwrap_or_default(),
            measure: held.map(|held| held.row.measure.clone()).unwrap_or_default(),
            origin: held.map(Origin::of),
        }
    }

    /// The status label, where one follows.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.judgement.status.as_deref().ok()
    }

    /// The status that the scheme gives, whatever was decided.
    #[must_use]
    pub fn computed_status(&self) -> Option<&str> {
        self.overridden.as_ref().map_or_else(|| self.status(), |overridden| overridden.computed.as_deref())
    }

    /// Whether it has no number of its own, because it is judged by its parts.
    #[must_use]
    pub fn is_judged_by_parts(&self) -> bool {
        self.judged_parts().next().is_some()
    }

    fn judged_parts(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter(|part| part.role == PartRole::Judged).map(|part| &part.line)
    }

    /// Whether the number that it is to be judged by is not in force yet: 未提出, 集計中 …; of a compound, of one of its parts.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        if self.is_judged_by_parts() { self.judged_parts().any(Self::is_missing) } else { self.actual.is_none() }
    }

    /// Whether its numbers add up within the plan (延べ): judged is their sum.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.case.aggregation == Aggregation::CumulativeWithinPlan
    }

    /// The word that stands in the status column: the label, 未提出, the state that has no number, or 算定不可.
    #[must_use]
    pub fn status_word(&self) -> &str {
        if self.judgement.status.is_err()
            && let Some(part) = self.judged_parts().find(|part| part.is_missing())
        {
            return part.status_word();
        }
        match (&self.judgement.status, self.actual, self.state) {
            (Ok(label), _, _) => label,
            (Err(_), None, None) if !self.is_judged_by_parts() => "未提出",
            (Err(_), None, Some(state)) if !state.has_number() => state.label(),
            (Err(_), _, _) => Tally::UNJUDGEABLE,
        }
    }

    /// Whether the number in force may still change (速報 or 見込み).
    #[must_use]
    pub fn is_provisional(&self) -> bool {
        let own = self.actual.is_some() && matches!(self.state, Some(ValueState::Preliminary | ValueState::Expected));
        own || self.judged_parts().any(Self::is_provisional)
    }

    /// The name of the stage that a number stands for, where the indicator has stages.
    #[must_use]
    pub fn stage(&self, value: Quantity) -> Option<&str> {
        (1..).zip(&self.stages).find(|(place, _)| Quantity::from_count(*place) == value).map(|(_, name)| name.as_str())
    }

    /// A number of this indicator, with its decimals.
    #[must_use]
    pub fn printed(&self, value: Quantity) -> String {
        value.grouped(self.decimals)
    }
}

fn parts(input: &ReportInput<'_>, scheme: &Scheme, whole: &Indicator, placement: &Placement) -> Vec<PartLine> {
    let parts = input.registry.parts.iter().filter(|part| part.whole == whole.id);
    parts
        .filter_map(|part| {
            let indicator = input.registry.indicator(&part.part)?;
            let line = ValueLine::build(input, scheme, indicator, placement);
            Some(PartLine { name: part.name.clone(), role: part.role, line })
        })
        .collect()
}

fn years(input: &ReportInput<'_>, indicator: &Indicator, actual: Option<Quantity>) -> Vec<YearFigures> {
    let Some((first, last)) = input.registry.plan.years else { return Vec::new() };
    let figure = |kind, year| Figure::of(input.registry.value(indicator.id.as_str(), kind, Some(year)), indicator);
    let baseline = input.registry.baseline_row(&indicator.id);
    let before = first.previous().unwrap_or(first);
    std::iter::successors(Some(before), |year| year.next())
        .take_while(|year| *year <= last)
        .map(|year| {
            let mut stated = figure(ValueKind::Actual, year);
            if !stated.is_stated()
                && let Some(row) = baseline.filter(|row| row.year == Some(year))
            {
                stated = Figure::of(Some(row), indicator);
            }
            if let Some(own) = actual.filter(|_| year == input.round.year) {
                stated = Figure::number(own, indicator);
            }
            YearFigures { year, target: figure(ValueKind::Target, year), actual: stated }
        })
        .collect()
}
/// Puts the status that was decided in the place of the computed one, which is kept.
fn overridden(input: &ReportInput<'_>, indicator: &IndicatorId, judgement: &mut Judgement) -> Option<Overridden> {
    let decision = input.decisions.status_of(indicator, input.now.date_naive())?;
    let Act::Override { status, .. } = &decision.act else { return None };
    let computed = std::mem::replace(&mut judgement.status, Ok(status.clone())).ok();
    Some(Overridden {
        computed,
        number: decision.id.clone(),
        who: decision.who.clone(),
        why: decision.why.clone(),
        decided_on: decision.decided_on,
    })
}
