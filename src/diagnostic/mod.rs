//! Findings: what is wrong, where, and what to do, in two languages.
//!
//! A [`Problem`] is an enum of facts; nothing else is stored. All prose stands in `text_ja` and `text_en`,
//! one file for each group of codes. [`Rule`] is a problem's manual page, which `explain CODE` prints.

mod class;
mod decision_problem;
mod finding;
mod own_problem;
mod pages;
mod problem;
#[cfg(test)]
mod prose_tests;
mod quote;
mod rule;
#[cfg(test)]
mod samples;
mod stated;
mod switchable;
mod terms;
mod text_answers;
mod text_en;
mod text_ja;
mod waivable;

pub use decision_problem::DecisionProblem;
pub use finding::{Finding, Place, count, headline};
pub use own_problem::OwnProblem;
pub use problem::Problem;
pub use rule::{RULES, Rule};
pub use stated::Stated;
pub use switchable::{SWITCHABLE, Switchable, switchable, why_fixed};
pub use waivable::WAIVABLE;

use crate::domain::Lang;

impl Problem {
    /// What happened, as a colleague would say it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => text_ja::message(self),
            Lang::En => text_en::message(self),
        }
    }

    /// What to do.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => text_ja::remedy(self),
            Lang::En => text_en::remedy(self),
        }
    }
}
