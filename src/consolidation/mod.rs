//! From rows in force to the report model: counts, shares, the sentence, discrepancies, standings. Pure.
//!
//! [`Report::build`] computes everything once; the papers, the board and `status` only show it.

mod act_words;
mod amendment;
mod clauses;
mod condition_formula;
mod decision_json;
mod decision_line;
mod discrepancy;
mod edition_facts;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
pub mod formula;
mod goal_table;
mod last_year;
mod legend;
mod pace;
mod policy_sheet;
mod published_actual;
mod reasoning;
mod report;
mod rule_record;
mod sentence;
mod standing;
mod status_json;
mod tally;
mod value_json;
mod value_line;
mod warning;

pub use act_words::{act_words, day_words};
pub use amendment::{AppliedAmendment, Gone, TargetRevision};
pub use clauses::check_template;
pub use decision_json::{DecisionJson, NextJson, WaivedJson};
pub use decision_line::{DecisionLine, DecisionState, Overridden, Said, WaivedFinding, pick};
pub use discrepancy::{Discrepancy, ShareCheck};
pub use edition_facts::{Change, EditionFacts, StatedValue};
pub use figure::Figure;
pub use goal_table::{GoalTable, ItemHeading, PolicyTable, TableRow};
pub use legend::{LegendRow, rate_notes};
pub use pace::Pace;
pub use policy_sheet::{InitiativeLine, PolicySheet};
pub use published_actual::ActualDifference;
pub use report::{DepartmentLine, KindTally, OpenFinding, Report, ReportInput};
pub use rule_record::{Outcome, RuleCase, RuleRecord, TakenThen, Told, rule_records};
pub use sentence::Sentences;
pub use standing::{DepartmentState, DueCount, Standing, SubmissionSummary, standings};
pub use status_json::{
    ActualJson, DepartmentJson, DiscrepancyJson, DueJson, GoalJson, Health, KindJson, MailboxCounts, ShareJson, StatusCounts, StatusJson,
    WarningJson,
};
pub use tally::Tally;
pub use value_json::{PartJson, ValueJson};
pub use value_line::{IndicatorKind, Origin, PartLine, ValueLine, YearFigures};
pub use warning::Warning;

pub use crate::domain::printed_date;
