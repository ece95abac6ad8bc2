//! A form of an earlier round that comes back now: this round's numbers typed into last year's file, or last year's return
//! itself. Only the numbers can tell.

use super::Context;
use super::plain::printed_number;
use super::rows::indicator_of;
use crate::diagnostic::Problem;
use crate::domain::{FiscalYear, FormIdentity, Round};
use crate::extraction::RawReturn;
use crate::form::Field;

/// The earlier round of the plan whose form this is; `None` for this round's own, and for one that is not known.
pub(super) fn earlier_round<'a>(identity: Option<&FormIdentity>, context: &Context<'a>) -> Option<&'a Round> {
    let identity = identity.filter(|identity| identity.plan == context.registry.plan.id && identity.round != context.round.id)?;
    context.registry.round(&identity.round).filter(|round| round.year < context.round.year)
}

/// The year for which the form was printed.
pub(super) fn printed_year(raw: &RawReturn, context: &Context<'_>) -> FiscalYear {
    earlier_round(raw.identity.as_ref(), context).map_or(context.round.year, |round| round.year)
}

/// What a form of an earlier round is: the notice with which it is taken, or why it is not. It is taken where most of its
/// numbers are not the ones that the register states for that year, so that somebody typed them since; where nothing can be
/// compared, a heading that names this round's year says so too.
pub(super) fn taken_for(raw: &RawReturn, round: &Round, context: &Context<'_>) -> Result<Problem, Problem> {
    let (found, expected) = (round.name.clone(), context.round.name.clone());
    let (mut same, mut compared) = (0_usize, 0_usize);
    for row in &raw.rows {
        let Some(indicator) = indicator_of(row, context, &[]) else { continue };
        let reported = row.cells.get(&Field::Actual).and_then(|cell| printed_number(cell, indicator));
        let then = context.registry.past_actual(&indicator.id, round.year);
        if let Some((reported, then)) = reported.zip(then) {
            compared += 1;
            same += usize::from(reported == then);
        }
    }
    let says_this_year = raw.year == Some(context.round.year);
    if compared == 0 && !says_this_year {
        Err(Problem::WrongRound { found, expected })
    } else if compared > 0 && same.saturating_mul(2) >= compared {
        Err(Problem::LastYearsReturn { found, expected, same, compared })
    } else {
        Ok(Problem::LastYearsForm { found, expected })
    }
}
