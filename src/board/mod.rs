//! The board (提出状況ボード): one static page that answers 「届いていますか」 from a file share. Pure.
//!
//! [`write()`] turns reports into a whole HTML document that asks nothing of any network. What departments typed only
//! ever passes through the template engine's escaping; the page's own policy allows no script but the page's own.

mod comparison;
mod decisions;
mod departments;
mod findings;
mod goals;
mod indicators;
mod page;
mod section;
mod status_look;
mod templates;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::consolidation::{MailboxCounts, Report};
use crate::domain::Civil;

pub use templates::{TemplateError, Templates};
pub use words::Words;

/// Name of the page in the planning office's folder.
pub const NAME: &str = "board.html";

/// What the reports do not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardFacts<'a> {
    /// Civil now (「現在」 of the page).
    pub now: Civil,
    /// Days on which the office is closed, by name: for business days left.
    pub holidays: &'a BTreeMap<NaiveDate, String>,
    /// What a person should look at.
    pub problems: Vec<Words>,
    /// Mails by state.
    pub mailbox: MailboxCounts,
}

/// A page that is ready to be written.
#[derive(Debug, Clone)]
pub struct Board {
    page: page::Page,
    state: String,
}

impl Board {
    /// Puts the page together for all plans of the installation, in the order given.
    #[must_use]
    pub fn new(reports: &[Report], facts: &BoardFacts<'_>, templates: &Templates) -> Self {
        let page = page::Page::new(reports, facts);
        let state = templates.state_of(&page);
        Self { page, state }
    }

    /// All that the page says apart from the time of day, as one hash: the same state needs no new page.
    #[must_use]
    pub fn state(&self) -> &str {
        &self.state
    }

    /// The HTML document.
    pub fn html(&self, templates: &Templates) -> Result<String, TemplateError> {
        templates.render(&self.page, &self.state)
    }
}

/// The HTML document of the reports of all plans.
pub fn write(reports: &[Report], facts: &BoardFacts<'_>, templates: &Templates) -> Result<String, TemplateError> {
    Board::new(reports, facts, templates).html(templates)
}

/// The state that a page was written with; `None` where the bytes are not a page of this program.
#[must_use]
pub fn state_in(html: &str) -> Option<&str> {
    html.split_once(templates::STATE_BEFORE)?.1.split_once('"').map(|(state, _)| state)
}
