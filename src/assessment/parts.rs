//! A compound indicator: judged by its parts, and no better than the worst of them.

use super::{Judgement, Unjudged};
use crate::domain::Scheme;

/// The judgement of a whole that has no number of its own. Its status is the worst of its parts' in the scheme's order;
/// as long as one part has none, neither has the whole. It has no rates: the parts have.
#[must_use]
pub fn judge_whole(scheme: &Scheme, parts: &[Judgement]) -> Judgement {
    let order = scheme.statuses();
    let rank = |label: &str| order.iter().position(|rule| rule.label == label).unwrap_or(usize::MAX);
    let labels: Result<Vec<&str>, Unjudged> = parts.iter().map(|part| part.status.as_deref().map_err(|why| *why)).collect();
    let status = labels.and_then(|labels| labels.into_iter().max_by_key(|label| rank(label)).map(str::to_owned).ok_or(Unjudged::NoActual));
    Judgement { status, achievement: None, progress: None }
}
