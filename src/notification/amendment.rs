//! What a mail says about an amendment of the register in mid-round.

use minijinja::Value;
use serde::{Deserialize, Serialize};

use super::words;
use crate::domain::Lang;
use crate::register::SheetChange;

/// Most lines of one list; the rest is counted.
const LINES_MAX: usize = 10;

/// What changed for one department, and what is asked of it because of that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AmendmentFacts {
    /// What changed about the indicators that it reports.
    pub changes: Vec<SheetChange>,
    /// Names of indicators that it is asked for now.
    pub asked: Vec<String>,
    /// Names of indicators that it is no longer asked for.
    pub dropped: Vec<String>,
    /// Names of indicators of which the reason is asked, because the amended target was missed.
    pub reasons: Vec<String>,
    /// Names of indicators whose number is to be looked at again.
    pub checks: Vec<String>,
}

impl AmendmentFacts {
    /// How many indicators the department has to do something about.
    #[must_use]
    pub fn todo(&self) -> usize {
        let mut names: Vec<&String> = self.asked.iter().chain(&self.reasons).chain(&self.checks).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }

    /// Whether it concerns the department at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.asked.is_empty() && self.dropped.is_empty() && self.todo() == 0
    }
}

/// What a template sees of it.
pub(super) fn context(facts: Option<&AmendmentFacts>, lang: Lang) -> [(&'static str, Value); 6] {
    let none = AmendmentFacts::default();
    let facts = facts.unwrap_or(&none);
    let names = |names: &[String]| listed(names.iter().map(|name| words::name(name)).collect(), lang);
    [
        ("todo", facts.todo().into()),
        ("changes", listed(facts.changes.iter().map(|change| words::line(&change.text(lang))).collect(), lang).into()),
        ("asked_names", names(&facts.asked).into()),
        ("dropped_names", names(&facts.dropped).into()),
        ("reason_names", names(&facts.reasons).into()),
        ("check_names", names(&facts.checks).into()),
    ]
}

fn listed(mut lines: Vec<String>, lang: Lang) -> Vec<String> {
    let more = lines.len().saturating_sub(LINES_MAX);
    lines.truncate(LINES_MAX);
    if more > 0 {
        lines.push(match lang {
            Lang::Ja => format!("ほか{more}件"),
            Lang::En => format!("{more} more"),
        });
    }
    lines
}
