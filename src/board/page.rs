//! The page as a whole: what is said once, and a section for each plan.

use chrono::Timelike;
use serde::Serialize;

use super::BoardFacts;
use super::section::Section;
use super::words::Words;
use crate::consolidation::{MailboxCounts, Report, printed_date};

/// All that the template shows.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Page {
    /// 現在: left out of the state, so that time alone makes no new page.
    #[serde(skip)]
    pub(super) as_of: Words,
    /// The same, ISO 8601.
    #[serde(skip)]
    pub(super) as_of_iso: String,
    /// The day of it: business days left follow from it.
    today: String,
    city: String,
    problems: Vec<Words>,
    mailbox: MailboxCounts,
    plans: Vec<Section>,
}

impl Page {
    /// A page without plans: what a template is tried on.
    pub(super) fn empty() -> Self {
        Self {
            as_of: Words::new("", ""),
            as_of_iso: String::new(),
            today: String::new(),
            city: String::new(),
            problems: Vec::new(),
            mailbox: MailboxCounts::default(),
            plans: Vec::new(),
        }
    }

    pub(super) fn new(reports: &[Report], facts: &BoardFacts<'_>) -> Self {
        let now = facts.now;
        let ja = format!("{}{}時{:02}分", printed_date(now.date_naive()), now.hour(), now.minute());
        Self {
            as_of: Words::new(ja, now.format("%-d %B %Y, %H:%M").to_string()),
            as_of_iso: now.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            today: now.date_naive().to_string(),
            city: reports.first().map(|report| report.plan.city.clone()).unwrap_or_default(),
            problems: facts.problems.clone(),
            mailbox: facts.mailbox,
            plans: reports.iter().enumerate().map(|(place, report)| Section::new(place + 1, report, facts)).collect(),
        }
    }
}
