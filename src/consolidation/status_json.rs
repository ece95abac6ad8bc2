//! What `status --json` promises to scripts. Decimals are strings, rates in percent, unknown is null; more
//! fields may follow, none is renamed.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::value_json::{ValueJson, value};
use super::{DecisionJson, NextJson, Report, Tally, WaivedJson};
use crate::domain::{Lang, Scheme};

/// Counts of the mailbox, given by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct MailboxCounts {
    /// Waiting for a person to release them.
    pub held: usize,
    /// Waiting to be sent.
    pub queued: usize,
    /// Accepted by the server.
    pub sent: usize,
    /// Sent, and nobody knows whether it arrived at the server.
    pub in_doubt: usize,
    /// Refused for good.
    pub failed: usize,
}

/// The worker's health, given by the caller.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Health {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// What is.
    pub problems: Vec<String>,
}

/// Counts per status label, in the scheme's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCounts(Vec<(String, usize)>);

impl StatusCounts {
    fn of(scheme: &Scheme, tally: &Tally) -> Self {
        Self(scheme.statuses().iter().enumerate().map(|(place, rule)| (rule.label.clone(), tally.count(place))).collect())
    }
}

impl Serialize for StatusCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (label, count) in &self.0 {
            map.serialize_entry(label, count)?;
        }
        map.end()
    }
}

/// A goal's counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalJson {
    /// Its code, e.g. `基本目標1`.
    pub goal: String,
    /// Its name.
    pub name: String,
    /// Indicators under it.
    pub indicators: usize,
    /// Counts per status.
    pub statuses: StatusCounts,
}

/// Counts of one kind of indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindJson {
    /// What the plan calls it: KGI, 数値目標, KPI.
    pub kind: String,
    /// Indicators of the kind.
    pub indicators: usize,
    /// Counts per status.
    pub statuses: StatusCounts,
}

/// Where a department stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DepartmentJson {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: &'static str,
    /// Its own next due day, ISO 8601: the earliest on which it owes something, else its last.
    pub due: String,
    /// Indicators asked of it.
    pub asked: usize,
    /// Indicators still owed.
    pub owed: usize,
    /// Of these, those that are due later than the round and whose day has not passed.
    pub owed_later: usize,
    /// All its due days, the earliest first.
    pub dues: Vec<DueJson>,
    /// Indicators in force.
    pub received: usize,
    /// Errors open.
    pub errors: usize,
    /// Queries open.
    pub queries: usize,
    /// Submissions taken.
    pub submissions: usize,
}

/// What is due of a department on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueJson {
    /// The day, ISO 8601.
    pub due: String,
    /// Indicators asked by then.
    pub asked: usize,
    /// Those still owed.
    pub owed: usize,
}

/// A published status that the scheme does not give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiscrepancyJson {
    /// The indicator's name.
    pub indicator: String,
    /// Its id.
    pub indicator_id: String,
    /// Its policy.
    pub policy: String,
    /// As published.
    pub published: String,
    /// As computed.
    pub computed: String,
    /// Why, in words.
    pub why: String,
}

/// A published share that does not follow from the published table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareJson {
    /// `全体` or a goal's code.
    pub scope: String,
    /// The status.
    pub status: String,
    /// As published, in percent.
    pub published: String,
    /// What follows from the published table, in percent.
    pub from_table: Option<String>,
    /// Indicators of the published table with this status.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

/// A published actual that is not the returned one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActualJson {
    /// The indicator's or part's id.
    pub indicator_id: String,
    /// As published.
    pub published: String,
    /// As returned.
    pub returned: String,
}

/// A warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WarningJson {
    /// The indicator's id.
    pub indicator_id: String,
    /// What kind it is.
    pub kind: &'static str,
    /// In words.
    pub text: String,
}

/// What `status --json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusJson {
    /// The plan's id.
    pub plan: String,
    /// The round's id.
    pub round: String,
    /// planned, open, closed or locked.
    pub phase: &'static str,
    /// Civil now, ISO 8601.
    pub as_of: String,
    /// Indicators of the round, each once.
    pub indicators: usize,
    /// 掲載: rows of the plan's tables, repeats included.
    pub placed: usize,
    /// 再掲: rows that repeat an indicator.
    pub repeats: usize,
    /// Counts per kind: KGI apart from KPI.
    pub by_kind: Vec<KindJson>,
    /// Those that have a status.
    pub assessed: usize,
    /// Counts per status.
    pub statuses: StatusCounts,
    /// 算定不可: a number is in force, and no status follows.
    pub unjudgeable: usize,
    /// No number in force yet.
    pub missing: usize,
    /// Counts per goal.
    pub by_goal: Vec<GoalJson>,
    /// Where departments stand.
    pub departments: Vec<DepartmentJson>,
    /// Published statuses that the scheme does not give.
    pub discrepancies: Vec<DiscrepancyJson>,
    /// Published shares that do not follow from the published table.
    pub share_discrepancies: Vec<ShareJson>,
    /// Published actuals that are not the returned ones.
    pub actual_discrepancies: Vec<ActualJson>,
    /// What should be looked at although no rule is broken.
    pub warnings: Vec<WarningJson>,
    /// Every indicator.
    pub values: Vec<ValueJson>,
    /// Decisions and proposals.
    pub decisions: Vec<DecisionJson>,
    /// Findings that decisions have settled.
    pub waived: Vec<WaivedJson>,
    /// The round that comes next.
    pub next: Option<NextJson>,
    /// Counts of the mailbox.
    pub mailbox: MailboxCounts,
    /// The worker's health.
    pub health: Health,
}

impl StatusJson {
    /// The answer for a report.
    #[must_use]
    pub fn new(report: &Report, mailbox: MailboxCounts, health: Health, lang: Lang) -> Self {
        Self {
            plan: report.plan.id.to_string(),
            round: report.round.id.to_string(),
            phase: report.phase.name(),
            as_of: report.now.to_rfc3339(),
            indicators: report.total.indicators,
            placed: report.placed,
            repeats: report.goals.iter().flat_map(|goal| &goal.policies).flat_map(|policy| &policy.rows).filter(|row| row.repeat).count(),
            by_kind: kinds(report),
            assessed: report.total.assessed(),
            statuses: StatusCounts::of(&report.scheme, &report.total),
            unjudgeable: report.total.unjudgeable,
            missing: report.total.missing,
            by_goal: goals(report),
            departments: departments(report),
            discrepancies: discrepancies(report, lang),
            share_discrepancies: share_discrepancies(report),
            actual_discrepancies: actual_discrepancies(report),
            warnings: warnings(report, lang),
            values: report.lines.iter().map(|line| value(report, line)).collect(),
            decisions: report.decided.iter().map(|line| DecisionJson::of(line, lang)).collect(),
            waived: report.waived.iter().map(WaivedJson::of).collect(),
            next: report.next.as_ref().map(NextJson::of),
            mailbox,
            health,
        }
    }
}

fn kinds(report: &Report) -> Vec<KindJson> {
    let kind = |kind: &super::KindTally| KindJson {
        kind: kind.word.clone(),
        indicators: kind.tally.indicators,
        statuses: StatusCounts::of(&report.scheme, &kind.tally),
    };
    report.kinds.iter().map(kind).collect()
}

fn goals(report: &Report) -> Vec<GoalJson> {
    let goal = |goal: &super::GoalTable| GoalJson {
        goal: goal.code.clone(),
        name: goal.name.clone(),
        indicators: goal.tally.indicators,
        statuses: StatusCounts::of(&report.scheme, &goal.tally),
    };
    report.goals.iter().map(goal).collect()
}

fn departments(report: &Report) -> Vec<DepartmentJson> {
    let department = |line: &super::DepartmentLine| DepartmentJson {
        id: line.standing.department.to_string(),
        name: line.name.clone(),
        state: line.standing.state.name(),
        due: line.standing.due.to_string(),
        asked: line.standing.asked,
        owed: line.standing.owed,
        owed_later: line.standing.later,
        dues: line.standing.dues.iter().map(due_json).collect(),
        received: line.standing.received,
        errors: line.standing.errors,
        queries: line.standing.queries,
        submissions: line.standing.submissions,
    };
    report.departments.iter().map(department).collect()
}

fn due_json(count: &super::DueCount) -> DueJson {
    DueJson { due: count.due.on.to_string(), asked: count.asked, owed: count.owed }
}

fn discrepancies(report: &Report, lang: Lang) -> Vec<DiscrepancyJson> {
    let told = |discrepancy: &super::Discrepancy| {
        let line = report.lines.get(discrepancy.line)?;
        Some(DiscrepancyJson {
            indicator: line.name.clone(),
            indicator_id: line.indicator.to_string(),
            policy: report.policy_heading(line).to_owned(),
            published: discrepancy.published.clone(),
            computed: discrepancy.computed.clone(),
            why: discrepancy.why(lang).to_owned(),
        })
    };
    report.discrepancies.iter().filter_map(told).collect()
}

fn share_discrepancies(report: &Report) -> Vec<ShareJson> {
    let decimals = report.plan.share_decimals;
    let told = |check: &super::ShareCheck| ShareJson {
        scope: check.scope.clone(),
        status: check.status.clone(),
        published: check.published.grouped(decimals),
        from_table: check.computed.map(|share| share.grouped(decimals)),
        count: check.count,
        of: check.of,
    };
    report.share_checks.iter().filter(|check| !check.holds()).map(told).collect()
}

fn actual_discrepancies(report: &Report) -> Vec<ActualJson> {
    let told = |difference: &super::ActualDifference| {
        Some(ActualJson {
            indicator_id: difference.of(&report.lines)?.indicator.to_string(),
            published: difference.published.to_string(),
            returned: difference.returned.to_string(),
        })
    };
    report.actual_differences.iter().filter_map(told).collect()
}

fn warnings(report: &Report, lang: Lang) -> Vec<WarningJson> {
    let told = |warning: &super::Warning| {
        let indicator_id = report.lines.get(warning.line())?.indicator.to_string();
        Some(WarningJson { indicator_id, kind: warning.label(lang), text: warning.text(&report.lines, lang) })
    };
    report.warnings.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn the_names_promised_to_scripts() {
        let mut fixture = Fixture::full();
        fixture.held.remove(&super::super::fixture::id("a3"));
        let health = Health { ok: true, problems: Vec::new() };
        let status = StatusJson::new(&fixture.report(), MailboxCounts { sent: 2, ..MailboxCounts::default() }, health, Lang::Ja);
        let text = serde_json::to_string(&status).unwrap();
        assert!(text.contains("\"statuses\":{\"目標達成\":2,\"改善\":0,\"現状維持\":1,\"未達成\":1}"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["phase"], "open");
        assert_eq!((&json["indicators"], &json["assessed"]), (&5.into(), &4.into()));
        assert_eq!((&json["placed"], &json["repeats"], &json["by_kind"][0]["kind"]), (&5.into(), &0.into(), &"KPI".into()));
        assert_eq!(json["values"][0]["kind"], "KPI");
        assert_eq!(json["by_goal"][1]["statuses"]["目標達成"], 1);
        assert_eq!(json["departments"][0]["owed"], 1);
        assert_eq!(json["discrepancies"][0]["computed"], "現状維持");
        assert_eq!(json["share_discrepancies"][0]["published"], "25.4");
        let first = &json["values"][0];
        assert_eq!((&first["actual"], &first["rate"], &first["cell"]), (&"131.8".into(), &"101.3".into(), &"I14".into()));
        let owed = &json["values"][2];
        assert!(owed["actual"].is_null() && owed["rate"].is_null() && owed["status"].is_null() && owed["file"].is_null());
        assert_eq!(json["mailbox"]["sent"], 2);
        assert_eq!(json["health"]["ok"], true);
    }
}
