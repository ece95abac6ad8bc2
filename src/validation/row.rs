//! One row: its value, its words and everything that is to be said of them. Rows stand and fall by themselves.

use super::answers::{differing, last_of};
use super::earlier_form::printed_year;
use super::plain::{amount, plain, says_something};
use super::plausibility::{References, surprises};
use super::rows::{Located, has_input};
use super::texts::{Texts, texts};
use super::values::{Report, Spot, limits, report};
use super::weighing::Weighing;
use super::{AcceptedRow, Context, Held, locked};
use crate::assessment::{Case, applied_rule};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{
    Aggregation, CellRef, DepartmentId, FiscalYear, Indicator, PeriodBasis, Quantity, Registry, Severity, ValueState, Weight,
};
use crate::extraction::{Entry, RawCell, RawReturn};
use crate::form::Field;

/// How a cell that should hold a number is read; `extraction::read_entry` outside of tests.
pub(super) type ReadEntry = fn(Option<&RawCell>, &Indicator) -> Entry;

/// What became of a row.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, looked at and gone")]
pub(super) enum Outcome {
    Taken(AcceptedRow),
    Rejected,
    Blank,
}

/// Checks one row of `department`'s return.
pub(super) fn check(
    raw: &RawReturn,
    located: Located<'_>,
    department: &DepartmentId,
    context: &Context<'_>,
    read: ReadEntry,
) -> (Outcome, Vec<Finding>) {
    let Located { row, indicator } = located;
    let cell = |field: Field| row.cells.get(&field);
    let shown = |field: Field| cell(field).map_or("", |cell| cell.content.text());
    let held = in_force(context, indicator);
    // What the department itself said last; a co-owner's row may be the one in force.
    let own = last_of(department, &indicator.id, context.answers, context.answering, context.registry);
    let earlier = own.or(held);
    let weighing = Weighing::of(context);
    let locked = locked::changes(raw, located, context).into_iter().filter_map(|finding| weighing.weigh(finding)).collect();
    let mut page = Page { raw, located, weighing, findings: locked };

    let (mut words, remarks) = texts(row, context);
    for (field, problem) in remarks {
        page.say(field, problem);
    }
    let corrected = correction(&mut page, context, read);
    let (report, problems) =
        report(read(cell(Field::Actual), indicator), shown(Field::Actual), shown(Field::State), &context.registry.plan, &indicator.unit);
    let value = if let Report::Value(value, _) = report { value } else { None };
    if let (Report::Value(value, state), Some(earlier)) = (&report, earlier) {
        words.carry_over(&earlier.row, *value, *state);
    }
    let reason_for = reason_for(&words, earlier, value);
    let explained = says_something(&words.reason) && reason_for == value;
    for (spot, problem) in problems {
        // 約120人 is settled by a word in the reason column, like every query about a number.
        if weighing.says(&problem, &indicator.id, explained) {
            page.say(if spot == Spot::State { Field::State } else { Field::Actual }, problem);
        }
    }
    if let (Some(value), Report::Value(_, state)) = (value, &report) {
        let year = context.round.year;
        let references = references(context.registry, year, indicator, corrected);
        for (field, problem) in number(weighing, year, indicator, (value, *state), &references, explained, &words.reason) {
            // A workbook of the office's own without such a column has no place for the answer.
            if field == Field::Reason && context.form.column(field).is_none() {
                continue;
            }
            page.say(field, problem);
        }
        // The reason may be why the target was missed: a number that looks like a slip is still told, and asks for nothing.
        let slips = surprises(value, indicator, &references, weighing).into_iter().filter(|_| explained);
        for slip in slips.filter(|problem| matches!(problem, Problem::PercentSlip { .. } | Problem::PowerOfTenSlip { .. })) {
            if weighing.weight(&slip, Some(&indicator.id)) == Weight::Query {
                page.tell(Field::Actual, slip);
            }
        }
    }
    if matches!(report, Report::Withdrawn) {
        let earlier = own.or(held.filter(|_| context.answers.is_empty()));
        let earlier = earlier.map_or_else(String::new, |earlier| report_text(&earlier.row, indicator));
        page.say(Field::State, Problem::ValueWithdrawn { earlier });
    }
    let blank = matches!(report, Report::Blank);
    // A later blank means unchanged. Words without a number are not taken, so the officer must hear of it.
    let awaited = held.is_none() && !context.later.contains(&indicator.id);
    if blank && (awaited || has_input(row, context.form)) {
        page.say(Field::Actual, Problem::BlankActual);
    }

    let state = match report {
        Report::Value(_, state) => Some(state),
        Report::Withdrawn => Some(ValueState::Withdrawn),
        Report::Blank | Report::Unusable => None,
    };
    let errors = page.findings.iter().any(|finding| finding.severity() == Severity::Error) || unclear(raw, located);
    let outcome = match (state, raw.address(row, Field::Actual)) {
        (Some(state), Some(cell)) if !errors => Outcome::Taken(AcceptedRow {
            indicator: indicator.id.clone(),
            value,
            state,
            as_of: words.as_of,
            source: words.source,
            reason: words.reason,
            reason_for,
            measure: words.measure,
            sheet: raw.sheet_of(row).to_owned(),
            cell,
            raw: shown(Field::Actual).to_owned(),
        }),
        _ if blank && !errors => Outcome::Blank,
        _ => Outcome::Rejected,
    };
    if let Outcome::Taken(taken) = &outcome {
        for other in differing(taken, department, context.answers, context.answering, context.registry) {
            page.say(Field::Actual, disagreement(other, context, indicator));
        }
    }
    let not_taken = matches!(outcome, Outcome::Rejected) || (blank && has_input(row, context.form));
    if let Some(kept) = kept(context, indicator).filter(|_| not_taken) {
        page.say(Field::Actual, kept);
    }
    (outcome, page.findings)
}

/// Whether it was already said of a cell of this row that nobody can tell what it means.
fn unclear(raw: &RawReturn, located: Located<'_>) -> bool {
    let here =
        |place: &Place| place.sheet.as_deref() == Some(raw.sheet_of(located.row)) && place.cell.map(CellRef::row) == Some(located.row.row);
    raw.findings.iter().any(|finding| finding.severity() == Severity::Error && here(&finding.place))
}

/// The findings of a row while it is read.
struct Page<'a> {
    raw: &'a RawReturn,
    located: Located<'a>,
    weighing: Weighing<'a>,
    findings: Vec<Finding>,
}

impl Page<'_> {
    fn say(&mut self, field: Field, problem: Problem) {
        let sheet = self.raw.sheet_of(self.located.row);
        let place = self.raw.address(self.located.row, field).map_or_else(|| Place::sheet(sheet), |cell| Place::cell(sheet, cell));
        self.findings.extend(self.weighing.weigh(Finding::at(place, problem).about(&self.located.indicator.id)));
    }

    /// Told only, whatever its rule weighs.
    fn tell(&mut self, field: Field, problem: Problem) {
        self.say(field, problem);
        if let Some(told) = self.findings.last_mut() {
            told.weight = Some(Weight::Notice);
        }
    }
}

/// The row in force for an indicator; a withdrawn one is none.
pub(super) fn in_force<'a>(context: &Context<'a>, indicator: &Indicator) -> Option<&'a Held> {
    context.held.get(&indicator.id).filter(|held| held.row.state != ValueState::Withdrawn)
}

/// What is said of an earlier good value when this row is not taken.
pub(super) fn kept(context: &Context<'_>, indicator: &Indicator) -> Option<Problem> {
    let held = in_force(context, indicator)?;
    Some(Problem::EarlierValueKept { earlier: report_text(&held.row, indicator), number: held.number.clone() })
}

/// What another department said otherwise.
fn disagreement(other: &Held, context: &Context<'_>, indicator: &Indicator) -> Problem {
    let name = other.department.as_ref().map(|id| context.registry.department(id).map_or(id.as_str(), |known| known.name.as_str()));
    let state = other.row.state.label();
    let reported = other.row.value.map_or_else(|| state.to_owned(), |value| format!("{}（{state}）", amount(value, indicator)));
    Problem::CoOwnersDiffer { department: name.unwrap_or_default().to_owned(), reported, number: other.number.clone() }
}

/// The number that the reason explains: this one where it is new, and the one for which it was first given where it merely
/// stayed in the form. So a reason left beside another number explains nothing, however often the form is filed.
fn reason_for(words: &Texts, earlier: Option<&Held>, value: Option<Quantity>) -> Option<Quantity> {
    let same = |earlier: &&Held| plain(&earlier.row.reason) == plain(&words.reason);
    earlier.filter(same).map_or(value, |earlier| earlier.row.reason_for.or(earlier.row.value))
}

/// Everything that is checked of a number.
pub(super) fn number(
    weighing: Weighing<'_>,
    year: FiscalYear,
    indicator: &Indicator,
    (value, state): (Quantity, ValueState),
    references: &References,
    explained: bool,
    reason: &str,
) -> Vec<(Field, Problem)> {
    let registry = weighing.registry;
    let says = |problem: &Problem| weighing.says(problem, &indicator.id, explained);
    let impossible: Vec<Problem> = limits(value, indicator).into_iter().filter(says).collect();
    let refused = impossible.iter().any(|problem| weighing.weight(problem, Some(&indicator.id)) == Weight::Error);
    let mut said: Vec<(Field, Problem)> = impossible.into_iter().map(|problem| (Field::Actual, problem)).collect();
    if refused {
        // Nobody is asked why a number that cannot be has missed its target.
        return said;
    }
    let surprising = surprises(value, indicator, references, weighing).into_iter();
    said.extend(surprising.filter(says).map(|problem| (Field::Actual, problem)));
    // As it is judged: for 延べ the sum since the plan's first year.
    let case = Case::of(registry, indicator, year, Some(value), Some(state));
    let missed = case.target.zip(case.actual).is_some_and(|(target, actual)| !indicator.direction.reaches(actual, target));
    let rule = registry.scheme().map(|scheme| applied_rule(scheme, &case));
    let wanted = rule.is_some_and(|rule| rule.is_ok_and(|rule| rule.reason_wanted));
    if missed && wanted && !says_something(reason) && weighing.says(&Problem::ReasonMissing, &indicator.id, false) {
        said.push((Field::Reason, Problem::ReasonMissing));
    }
    said
}

/// What this year's own number can be compared with. A baseline of several years is no year's; a target of 延べ is a sum.
pub(super) fn references(registry: &Registry, year: FiscalYear, indicator: &Indicator, corrected: Option<Quantity>) -> References {
    let adds_up = indicator.aggregation == Aggregation::CumulativeWithinPlan;
    let one_year = registry.baseline_row(&indicator.id).filter(|row| row.period != PeriodBasis::Several);
    References {
        last: corrected.or_else(|| year.previous().and_then(|year| registry.past_actual(&indicator.id, year))),
        baseline: one_year.and_then(|row| row.value),
        target: registry.target(&indicator.id, year).filter(|_| !adds_up),
    }
}

/// 前年度実績の訂正: told to the planning office, which decides; this year's number is compared with it.
fn correction(page: &mut Page<'_>, context: &Context<'_>, read: ReadEntry) -> Option<Quantity> {
    let indicator = page.located.indicator;
    match read(page.located.row.cells.get(&Field::Correction), indicator) {
        Entry::Blank | Entry::Mark(_) => None,
        Entry::Bad(problem) => {
            page.say(Field::Correction, problem);
            None
        }
        Entry::Number { value, problems } => {
            // On a form of an earlier round it is the year before that round's.
            let printed = printed_year(page.raw, context);
            let last = printed.previous().and_then(|year| context.registry.past_actual(&indicator.id, year));
            for problem in problems {
                page.say(Field::Correction, problem);
            }
            if last != Some(value) {
                let registered = last.map_or_else(|| "—".to_owned(), |last| amount(last, indicator));
                page.say(Field::Correction, Problem::CorrectionGiven { registered, value: amount(value, indicator) });
            }
            Some(value).filter(|_| printed == context.round.year)
        }
    }
}

/// What was reported, in short: a number, else its state.
fn report_text(row: &AcceptedRow, indicator: &Indicator) -> String {
    row.value.map_or_else(|| row.state.label().to_owned(), |value| amount(value, indicator))
}
