//! A plan's section: what stands above its tables.

use serde::Serialize;

use super::BoardFacts;
use super::comparison::Comparison;
use super::decisions::DecisionCards;
use super::departments::{DepartmentRow, DepartmentTable};
use super::findings::FindingList;
use super::goals::GoalRow;
use super::indicators::IndicatorTable;
use super::status_look::StatusLook;
use super::words::{Words, counted, day};
use crate::consolidation::Report;
use crate::domain::Phase;
use crate::schedule::BusinessDays;

/// A number of the summary.
#[derive(Debug, Clone, Serialize)]
struct Card {
    label: Words,
    value: usize,
    /// `／130`, where it is a part of something.
    of: Option<usize>,
    /// Class: good, bad, ask, wait or plain.
    look: &'static str,
}

/// A plan's section.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Section {
    /// Its place on the page, from 1: the names of its parts are made of it.
    place: usize,
    plan: String,
    round: String,
    office: String,
    contact: String,
    phase: Words,
    edition: u32,
    internal: bool,
    lead: Words,
    due: Words,
    due_iso: String,
    cards: Vec<Card>,
    statuses: Vec<StatusLook>,
    departments: DepartmentTable,
    goals: Vec<GoalRow>,
    total: GoalRow,
    comparison: Option<Comparison>,
    indicators: IndicatorTable,
    findings: FindingList,
    decisions: DecisionCards,
    /// The round that comes next, and from when.
    next: Option<NextRound>,
}

/// The round that comes next.
#[derive(Debug, Clone, Serialize)]
struct NextRound {
    name: String,
    opens: Words,
}

impl Section {
    pub(super) fn new(place: usize, report: &Report, facts: &BoardFacts<'_>) -> Self {
        let days = BusinessDays::new(facts.holidays);
        let left = days.business_days_between(facts.now.date_naive(), report.round.due);
        let late = facts.now.date_naive() > report.round.due;
        let departments = DepartmentTable::new(report, days);
        let statuses = StatusLook::all(&report.scheme);
        Self {
            place,
            plan: report.plan.name.clone(),
            round: report.round.name.clone(),
            office: report.plan.office.clone(),
            contact: report.plan.contact.clone(),
            phase: Words::of(|lang| report.phase.label(lang).to_owned()),
            edition: report.edition,
            internal: report.is_internal(),
            lead: lead(report, left, late),
            due: day(report.round.due),
            due_iso: report.round.due.to_string(),
            cards: cards(report, departments.rows()),
            goals: report.goals.iter().map(|goal| GoalRow::new(&statuses, report, &goal.code, &goal.name, &goal.tally)).collect(),
            total: GoalRow::new(&statuses, report, "", "", &report.total),
            comparison: Comparison::new(&statuses, report),
            indicators: IndicatorTable::new(&statuses, report),
            findings: FindingList::new(report),
            decisions: DecisionCards::new(report),
            next: report.next.as_ref().map(|round| NextRound { name: round.name.clone(), opens: day(round.opens) }),
            departments,
            statuses,
        }
    }
}

/// 「届いていますか」 in two or three sentences.
fn lead(report: &Report, left: i64, late: bool) -> Words {
    let asked: Vec<_> = report.departments.iter().map(|line| &line.standing).filter(|standing| standing.asked > 0).collect();
    if report.phase == Phase::Planned {
        return Words::new("まだ照会を開いていません。", "The round is not open yet: nobody was asked.");
    }
    if asked.is_empty() {
        return Words::new("報告をお願いしている課はありません。", "No department is asked for anything.");
    }
    let (all, owing) = (asked.len(), asked.iter().filter(|standing| standing.owed > 0).count());
    let owed: usize = asked.iter().map(|standing| standing.owed).sum();
    let later: usize = asked.iter().map(|standing| standing.later).sum();
    let errors = asked.iter().filter(|standing| standing.errors > 0).count();
    let mut sentences = Vec::new();
    sentences.push(if owing == 0 {
        Words::new(format!("{all}課のすべてから届いています。"), format!("Everything is in from all {}.", counted(all, "department")))
    } else {
        Words::new(
            format!("{all}課のうち{}課からすべて届いています。未提出は{owing}課{owed}指標です。", all - owing),
            format!(
                "Everything is in from {} of {}. Still owed: {} from {}.",
                all - owing,
                counted(all, "department"),
                counted(owed, "indicator"),
                counted(owing, "department")
            ),
        )
    });
    if errors > 0 {
        let en = format!(
            "{} asked to correct something.",
            if errors == 1 { "1 department is".to_owned() } else { format!("{errors} departments are") }
        );
        sentences.push(Words::new(format!("修正をお願いしている課は{errors}課です。"), en));
    }
    if later > 0 && report.phase != Phase::Locked {
        let next = asked.iter().flat_map(|standing| &standing.dues).filter(|count| count.owed > 0 && count.due.on > report.round.due);
        let next = next.map(|count| count.due.on).filter(|due| *due >= report.now.date_naive()).min().map(day);
        let (ja, en) = next.map_or_else(
            || (String::new(), String::new()),
            |next| (format!("（早いものは{}）", next.ja), format!(" (the first on {})", next.en)),
        );
        sentences.push(Words::new(
            format!("未提出のうち{later}指標は、提出期限が別に決まっています{ja}。"),
            format!(
                "Of what is not filed, {} due later{en}.",
                if later == 1 { "1 indicator is".to_owned() } else { format!("{later} indicators are") }
            ),
        ));
    }
    if owed > later && report.phase != Phase::Locked {
        sentences.push(until_due(report, left, late));
    }
    Words::joined(&sentences)
}

fn until_due(report: &Report, left: i64, late: bool) -> Words {
    let due = day(report.round.due);
    let n = usize::try_from(left.unsigned_abs()).unwrap_or(usize::MAX);
    match (late, n) {
        (false, 0) => Words::new(format!("提出期限は{}です。", due.ja), format!("Due {}.", due.en)),
        (false, _) => Words::new(
            format!("提出期限の{}まで、あと{n}営業日です。", due.ja),
            format!("{} left until {}.", counted(n, "business day"), due.en),
        ),
        (true, _) => Words::new(
            format!("提出期限の{}を{n}営業日過ぎています。", due.ja),
            format!("The due day, {}, was {} ago.", due.en, counted(n, "business day")),
        ),
    }
}

fn cards(report: &Report, rows: &[DepartmentRow]) -> Vec<Card> {
    let sum =
        |count: fn(&crate::consolidation::Standing) -> usize| report.departments.iter().map(|line| count(&line.standing)).sum::<usize>();
    let (asked, received, owed) = (sum(|s| s.asked), sum(|s| s.received), sum(|s| s.owed));
    let (errors, queries) = (sum(|s| s.errors), sum(|s| s.queries));
    let look = |n: usize, look| if n == 0 { "plain" } else { look };
    let card = |ja: &str, en: &str, value, of, look| Card { label: Words::new(ja, en), value, of, look };
    let done = rows.iter().filter(|row| row.is_done()).count();
    vec![
        card(
            "確認まで終わった課",
            "Departments done",
            done,
            Some(rows.len()),
            if done == rows.len() && done > 0 { "good" } else { "plain" },
        ),
        card("受け付けた指標", "Indicators received", received, Some(asked), "plain"),
        card("未提出の指標", "Indicators owed", owed, None, look(owed, "wait")),
        card("要修正", "Errors open", errors, None, look(errors, "bad")),
        card("要確認", "Queries open", queries, None, look(queries, "ask")),
        card("速報・見込み", "Provisional values", report.provisional(), None, "plain"),
    ]
}
