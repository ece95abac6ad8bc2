//! The report model: everything the papers, `status` and the board show, computed once.

use std::collections::BTreeMap;

use super::amendment::gone;
use super::discrepancy::{discrepancies, share_checks};
use super::edition_facts::changes;
use super::goal_table::goal_tables;
use super::last_year::last_shares;
use super::legend::{decreasing, legend};
use super::policy_sheet::policy_sheets;
use super::published_actual::{ActualDifference, actual_differences};
use super::reasoning::derivations;
use super::sentence::{Facts, sentences};
use super::warning::warnings;
use super::{
    AppliedAmendment, Change, DecisionLine, Discrepancy, EditionFacts, GoalTable, Gone, IndicatorKind, LegendRow, PolicySheet, RuleRecord,
    Sentences, ShareCheck, Standing, SubmissionSummary, Tally, ValueLine, WaivedFinding, Warning,
};
use crate::diagnostic::Finding;
use crate::domain::{Civil, Decisions, DepartmentId, IndicatorId, Ledger, Phase, Plan, Quantity, Registry, Round, Scheme, TextKey};
use crate::validation::{Held, HeldText};

/// A finding that is still open, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFinding {
    /// Whose.
    pub department: DepartmentId,
    /// 受付番号.
    pub number: String,
    /// File name.
    pub file: String,
    /// The finding.
    pub finding: Finding,
}

/// All that a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The frozen register.
    pub registry: &'a Registry,
    /// The round.
    pub round: &'a Round,
    /// Where it stands.
    pub phase: Phase,
    /// Who owes what.
    pub ledger: &'a Ledger,
    /// Rows in force.
    pub held: &'a BTreeMap<IndicatorId, Held>,
    /// Texts of evaluation sheets in force.
    pub texts: &'a BTreeMap<TextKey, HeldText>,
    /// What the previous edition stated; `None` for the first.
    pub previous: Option<&'a EditionFacts>,
    /// Where departments stand.
    pub standings: &'a [Standing],
    /// Submissions in order of receipt.
    pub submissions: &'a [SubmissionSummary],
    /// Findings still open.
    pub open_findings: &'a [OpenFinding],
    /// Findings that a decision has settled.
    pub waived: &'a [WaivedFinding],
    /// What was decided about the round.
    pub decisions: &'a Decisions,
    /// The round that comes next, where the register names one.
    pub next: Option<&'a Round>,
    /// Civil now (「現在」 of the paper).
    pub now: Civil,
    /// Number of this compile, from 1 (第3版).
    pub edition: u32,
    /// Amendments of the register in this round, the first first.
    pub amendments: &'a [AppliedAmendment],
    /// The installation's own clauses of the sentence (`templates/report/sentence.toml`); `None` for the program's.
    pub sentence: Option<&'a str>,
}

/// Counts over the indicators of one kind: KGI apart from KPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindTally {
    /// Which kind.
    pub kind: IndicatorKind,
    /// What the plan calls it: KGI, 数値目標, KPI.
    pub word: String,
    /// Its counts.
    pub tally: Tally,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The plan.
    pub plan: Plan,
    /// The round.
    pub round: Round,
    /// Where it stands.
    pub phase: Phase,
    /// Civil now.
    pub now: Civil,
    /// Number of this compile, from 1.
    pub edition: u32,
    /// The scheme that judged.
    pub scheme: Scheme,
    /// Every indicator, in printed order.
    pub lines: Vec<ValueLine>,
    /// Counts over all of them.
    pub total: Tally,
    /// Counts of each kind that the plan has, those of the goals first.
    pub kinds: Vec<KindTally>,
    /// 掲載: how many rows the tables have, repeats included.
    pub placed: usize,
    /// Shares of a year ago in percent, in the order of the statuses: as published, else as they follow from last year's
    /// statuses where all of them are known. Empty where neither is.
    pub last_shares: Vec<Option<Quantity>>,
    /// The plan's tree with its tables.
    pub goals: Vec<GoalTable>,
    /// The sentences.
    pub sentences: Sentences,
    /// Published statuses that the scheme does not give.
    pub discrepancies: Vec<Discrepancy>,
    /// Published shares beside what follows from the published table.
    pub share_checks: Vec<ShareCheck>,
    /// Published actuals that are not the returned ones.
    pub actual_differences: Vec<ActualDifference>,
    /// Texts of evaluation sheets in force, by policy, and where they came from.
    pub texts: Vec<HeldText>,
    /// How each indicator and part came by its status, in Japanese.
    pub derivations: BTreeMap<IndicatorId, String>,
    /// What has changed since the previous edition.
    pub changes: Vec<Change>,
    /// Indicators that the previous edition stated and this one no longer does.
    pub gone: Vec<Gone>,
    /// Amendments of the register in this round, the first first.
    pub amendments: Vec<AppliedAmendment>,
    /// The previous edition's number and time; `None` for the first.
    pub previous: Option<(u32, String)>,
    /// What the planning office should look at although no rule is broken.
    pub warnings: Vec<Warning>,
    /// Evaluation sheets, where the plan has them.
    pub sheets: Vec<PolicySheet>,
    /// Places (in `lines`) of indicators that owe a reason.
    pub shortfalls: Vec<usize>,
    /// The rules in words, in the order in which they are tried.
    pub legend: Vec<LegendRow>,
    /// Indicators for which less is better, by name.
    pub decreasing: Vec<String>,
    /// Where departments stand.
    pub departments: Vec<DepartmentLine>,
    /// Submissions in order of receipt.
    pub submissions: Vec<SubmissionSummary>,
    /// Findings still open, errors first.
    pub open_findings: Vec<OpenFinding>,
    /// Findings that a decision has settled.
    pub waived: Vec<WaivedFinding>,
    /// Decisions and proposals, proposals first. Put in by the worker, who alone knows the sheet.
    pub decided: Vec<DecisionLine>,
    /// Where the sheet 決定 and the decisions disagree; put in by the worker too.
    pub decided_findings: Vec<Finding>,
    /// What the findings of each rule came to in this round; put in by the worker, who alone knows what was told when.
    pub rules: Vec<RuleRecord>,
    /// The round that comes next, where the register names one.
    pub next: Option<Round>,
}

/// A department of the ledger, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentLine {
    /// Its name as printed.
    pub name: String,
    /// Where it stands.
    pub standing: Standing,
    /// Civil time of its last submission, ISO 8601.
    pub last_received: Option<String>,
}

impl Report {
    /// Builds the report.
    #[must_use]
    pub fn build(input: &ReportInput<'_>) -> Self {
        let registry = input.registry;
        let scheme = registry.scheme().cloned().unwrap_or_else(|| Scheme { id: registry.plan.scheme.clone(), rules: Vec::new() });
        let lines = lines(input, &scheme);
        let total = Tally::of(&scheme, lines.iter());
        let goals = goal_tables(input, &scheme, &lines);
        let last_shares = last_shares(input, &scheme, &lines);
        let facts = Facts {
            scheme: &scheme,
            total: &total,
            goals: &goals,
            provisional: lines.iter().filter(|line| line.is_provisional()).count(),
            targets: lines.iter().filter(|line| line.case.target.is_some() || line.is_judged_by_parts()).count(),
            last_shares: &last_shares,
            decimals: registry.plan.share_decimals,
        };
        let wanted = |label: &str| scheme.rule(label).is_some_and(|rule| rule.reason_wanted);
        let mut open_findings = input.open_findings.to_vec();
        open_findings.sort_by_key(|open| open.finding.severity());
        let mut report = Self {
            changes: Vec::new(),
            gone: Vec::new(),
            amendments: input.amendments.to_vec(),
            previous: input.previous.map(|facts| (facts.number, facts.at.clone())),
            warnings: warnings(input, &lines),
            sheets: policy_sheets(input, &lines),
            sentences: sentences(&facts, input.sentence),
            discrepancies: discrepancies(input, &scheme, &lines),
            share_checks: share_checks(input, &scheme, &lines),
            actual_differences: actual_differences(input, &lines),
            derivations: derivations(input, &scheme, &lines),
            texts: input.texts.values().cloned().collect(),
            shortfalls: (0..lines.len()).filter(|place| lines.get(*place).and_then(ValueLine::status).is_some_and(wanted)).collect(),
            legend: legend(&scheme),
            decreasing: decreasing(&lines),
            departments: departments(input),
            submissions: input.submissions.to_vec(),
            open_findings,
            waived: input.waived.to_vec(),
            decided: Vec::new(),
            decided_findings: Vec::new(),
            rules: Vec::new(),
            next: input.next.cloned(),
            plan: registry.plan.clone(),
            round: input.round.clone(),
            phase: input.phase,
            now: input.now,
            edition: input.edition,
            kinds: kinds(input, &scheme, &lines),
            placed: goals.iter().flat_map(|goal| &goal.policies).map(|policy| policy.rows.len()).sum(),
            last_shares,
            scheme,
            lines,
            total,
            goals,
        };
        report.changes = changes(input.previous, &report);
        report.gone = gone(input.previous, input, &report);
        report
    }

    /// Numbers in force that may still change (速報 and 見込み).
    #[must_use]
    pub fn provisional(&self) -> usize {
        self.lines.iter().filter(|line| line.is_provisional()).count()
    }

    /// 庁内限り: until the round is locked, what is printed is for the house only.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        self.phase != Phase::Locked
    }

    /// The goal's code of a line, e.g. `基本目標1`.
    #[must_use]
    pub fn goal_code(&self, line: &ValueLine) -> &str {
        self.goals.iter().find(|goal| Some(&goal.node) == line.goal.as_ref()).map_or("", |goal| goal.code.as_str())
    }

    /// The policy heading of a line, e.g. `1. 観光の振興`.
    #[must_use]
    pub fn policy_heading(&self, line: &ValueLine) -> &str {
        let mut policies = self.goals.iter().flat_map(|goal| &goal.policies);
        policies.find(|policy| policy.holds(&line.node)).map_or("", |policy| policy.heading.as_str())
    }

    /// The name of an indicator; a part's with its whole's. Empty where the report has neither.
    #[must_use]
    pub fn indicator_name(&self, id: &IndicatorId) -> String {
        let own = self.lines.iter().find(|line| &line.indicator == id).map(|line| line.name.clone());
        let part = |line: &ValueLine| {
            let part = line.parts.iter().find(|part| &part.line.indicator == id)?;
            Some(format!("{}（{}）", line.name, part.name))
        };
        own.or_else(|| self.lines.iter().find_map(part)).unwrap_or_default()
    }

    /// The department's name, or its id where the register no longer has it.
    #[must_use]
    pub fn department_name<'a>(&'a self, id: &'a DepartmentId) -> &'a str {
        self.departments.iter().find(|line| &line.standing.department == id).map_or(id.as_str(), |line| line.name.as_str())
    }
}

/// Live indicators where they stand first; a retired one only while something is in force for it.
fn lines(input: &ReportInput<'_>, scheme: &Scheme) -> Vec<ValueLine> {
    let placements = input.registry.placements.iter().filter(|placement| !placement.repeat);
    placements
        .filter_map(|placement| Some((input.registry.indicator(&placement.indicator)?, placement)))
        .filter(|(indicator, _)| !indicator.retired || input.held.contains_key(&indicator.id))
        .map(|(indicator, placement)| ValueLine::build(input, scheme, indicator, placement))
        .collect()
}

/// Counts of the kinds that the plan has.
fn kinds(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine]) -> Vec<KindTally> {
    let plan = &input.registry.plan;
    let words = [(IndicatorKind::OfGoal, &plan.goal_indicator_word), (IndicatorKind::OfPolicy, &plan.indicator_word)];
    let counted = words.into_iter().map(|(kind, word)| KindTally {
        kind,
        word: word.clone(),
        tally: Tally::of(scheme, lines.iter().filter(|line| line.kind == kind)),
    });
    counted.filter(|kind| kind.tally.indicators > 0).collect()
}

fn departments(input: &ReportInput<'_>) -> Vec<DepartmentLine> {
    let line = |standing: &Standing| DepartmentLine {
        name: input.registry.department(&standing.department).map_or_else(|| standing.department.to_string(), |d| d.name.clone()),
        last_received: input
            .submissions
            .iter()
            .rev()
            .find(|s| s.department.as_ref() == Some(&standing.department))
            .map(|s| s.received_at.clone()),
        standing: standing.clone(),
    };
    input.standings.iter().map(line).collect()
}

#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
