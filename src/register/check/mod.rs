//! What concerns several rows or sheets. Each file asks one question; all are asked, whatever the others found.

mod completeness;
mod dates;
mod direction;
mod duplicates;
mod in_office;
mod limits;
mod names;
mod owners;
mod parts;
mod plan_years;
mod references;
mod repeats;
pub(super) mod revisions;
mod rule_switches;
mod scheme;
mod tree;

use super::draft::Draft;
use crate::diagnostic::Finding;

/// Asks every question.
pub(super) fn all(draft: &Draft, findings: &mut Vec<Finding>) {
    duplicates::check(draft, findings);
    references::check(draft, findings);
    tree::check(draft, findings);
    parts::check(draft, findings);
    completeness::check(draft, findings);
    owners::check(draft, findings);
    repeats::check(draft, findings);
    plan_years::check(draft, findings);
    revisions::check(draft, findings);
    dates::check(draft, findings);
    in_office::check(draft, findings);
    limits::check(draft, findings);
    scheme::check(draft, findings);
    rule_switches::check(draft, findings);
    names::check(draft, findings);
    direction::check(draft, findings);
}
