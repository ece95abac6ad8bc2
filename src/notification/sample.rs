//! Made-up facts of each kind: what templates are tried on, and what an office can look at.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    Alert, AlsoPlan, Compiled, Correction, DigestFacts, DigestRound, Filed, InDoubt, MailFacts, MailKind, NextDate, NextKind, OwedBy, Said,
};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, Lang, Verdict};
use crate::schedule::Step;

/// Sample facts of `kind`: a plain case first, then the cases in which the text differs.
#[must_use]
pub fn sample_facts(kind: MailKind) -> Vec<MailFacts> {
    match kind {
        MailKind::Request => requests(),
        MailKind::Receipt => receipts(),
        MailKind::Returned => returns(),
        MailKind::Reminder => reminders(),
        MailKind::Overdue => overdues(),
        MailKind::Summary => summaries(),
        MailKind::Digest => digests(),
        MailKind::Alert => alerts(),
    }
}

fn base() -> MailFacts {
    MailFacts {
        city: "美祢市".to_owned(),
        plan: "第二次美祢市総合計画後期計画".to_owned(),
        round: "令和6年度KPI実績".to_owned(),
        office: "企画課".to_owned(),
        contact: "企画課企画係（内線1234）".to_owned(),
        department: "観光政策課".to_owned(),
        due: NaiveDate::from_ymd_opt(2025, 6, 13),
        as_of: at(6, 10, 14, 5),
        asked: 8,
        folder: r"\\fs\kikaku\inbox\観光政策課".to_owned(),
        workbook: r"\\fs\kikaku\outbox\観光政策課\令和6年度KPI実績_観光政策課.xlsx".to_owned(),
        ..MailFacts::default()
    }
}

fn at(month: u32, day: u32, hour: u32, minute: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2025, month, day)?.and_hms_opt(hour, minute, 0)
}

fn on_cell(problem: Problem, row: u32) -> Finding {
    let cell = format!("I{row}").parse::<CellRef>();
    let place = cell.map_or_else(|_| Place::sheet("入力"), |cell| Place::cell("入力", cell));
    Finding::at(place, problem)
}

fn requests() -> Vec<MailFacts> {
    let plain = MailFacts { as_of: at(5, 26, 9, 0), owed: 8, ..base() };
    let both = MailFacts { also: also(), ..plain.clone() };
    vec![plain.clone(), MailFacts { asked: 1, owed: 1, workbook: String::new(), ..plain }, both]
}

/// Two more plans of the office: one that is due later, one that is due no more.
fn also() -> Vec<AlsoPlan> {
    let third = AlsoPlan {
        name: "第三次美祢市総合計画　令和6年度実績".to_owned(),
        due: NaiveDate::from_ymd_opt(2025, 6, 30),
        asked: 5,
        owed: 3,
        number: "R6-012-1".to_owned(),
        verdict: Some(Verdict::Accepted),
        ..AlsoPlan::default()
    };
    let digital = AlsoPlan {
        name: "デジタル戦略　令和6年度実績".to_owned(),
        due: NaiveDate::from_ymd_opt(2025, 6, 5),
        asked: 1,
        owed: 1,
        ..third.clone()
    };
    vec![third, digital]
}

fn filed() -> MailFacts {
    MailFacts {
        number: "R6-012-2".to_owned(),
        received: at(6, 10, 14, 5),
        verdict: Some(Verdict::Accepted),
        file: "令和6年度KPI実績_観光政策課.xlsx".to_owned(),
        taken: 8,
        workbook: r"\\fs\kikaku\outbox\観光政策課\受付票_R6-012-2.xlsx".to_owned(),
        ..base()
    }
}

fn receipts() -> Vec<MailFacts> {
    let query = [on_cell(Problem::ReasonMissing, 14)];
    let late = MailFacts { received: at(6, 18, 9, 0), as_of: at(6, 18, 9, 0), ..filed() };
    let queried = MailFacts { verdict: Some(Verdict::AcceptedWithQueries), ..filed() }.with_findings(&query);
    vec![
        filed(),
        queried.clone(),
        MailFacts { taken: 5, owed: 3, blank: 3, ..filed() },
        MailFacts { taken: 5, owed: 3, blank: 3, ..queried },
        MailFacts { asked: 1, taken: 1, ..filed() },
        MailFacts { asked: 1, taken: 1, ..filed() }.with_findings(&query),
        MailFacts { taken: 0, owed: 8, blank: 8, ..filed() },
        MailFacts { taken: 5, owed: 3, blank: 3, ..late.clone() },
        late.with_findings(&[Finding::file(Problem::Late { due: "6月13日（金）".to_owned() })]),
        filed().with_findings(&[Finding::file(Problem::SameAsBefore { number: "R6-012-1".to_owned() })]),
        MailFacts { also: also(), asked: 14, taken: 14, ..filed() },
        MailFacts { also: also().into_iter().map(|also| AlsoPlan { draft: true, ..also }).collect(), ..filed() },
        MailFacts { also: also().into_iter().map(|also| AlsoPlan { locked: true, ..also }).collect(), ..filed() },
    ]
}

fn returns() -> Vec<MailFacts> {
    let errors = [on_cell(Problem::NotANumber { text: "約30".to_owned() }, 14), on_cell(Problem::NoCachedValue, 17)];
    let partly = MailFacts {
        verdict: Some(Verdict::PartlyAccepted),
        taken: 6,
        owed: 2,
        workbook: r"\\fs\kikaku\outbox\観光政策課\指摘_R6-012-2.xlsx".to_owned(),
        ..filed()
    };
    let late = MailFacts { received: at(6, 18, 9, 0), as_of: at(6, 18, 9, 0), ..partly.clone() };
    let many: Vec<Finding> = (6..30).map(|row| on_cell(Problem::NoCachedValue, row)).chain([on_cell(Problem::ReasonMissing, 40)]).collect();
    let refused = MailFacts { verdict: Some(Verdict::Refused), taken: 0, owed: 8, workbook: String::new(), ..filed() };
    vec![
        partly.clone().with_findings(&errors),
        MailFacts { include_details: true, ..partly.clone() }.with_findings(&errors),
        MailFacts { also: also(), asked: 14, taken: 12, ..partly.clone() }.with_findings(&errors),
        MailFacts { taken: 3, owed: 5, blank: 3, ..partly.clone() }
            .with_findings(&[errors.to_vec(), vec![on_cell(Problem::ReasonMissing, 9)]].concat()),
        MailFacts { verdict: Some(Verdict::Returned), taken: 0, owed: 8, ..partly.clone() }.with_findings(&many),
        late.with_findings(errors.get(..1).unwrap_or_default()),
        refused.clone().with_findings(&[Finding::file(Problem::NoIdentity)]),
        MailFacts { department: String::new(), asked: 0, owed: 0, folder: String::new(), ..refused.clone() }
            .with_findings(&[Finding::file(Problem::NotAWorkbook)]),
        MailFacts { received: at(7, 2, 9, 0), as_of: at(7, 2, 9, 0), ..refused }
            .with_findings(&[Finding::file(Problem::RoundLocked { round: "令和6年度KPI実績".to_owned() })]),
    ]
}

fn reminders() -> Vec<MailFacts> {
    let plain = MailFacts { as_of: at(6, 6, 9, 0), owed: 8, ..base() };
    vec![
        plain.clone(),
        MailFacts { owed: 2, taken: 6, errors: 1, ..plain.clone() },
        MailFacts { also: also(), ..plain.clone() },
        MailFacts { asked: 1, owed: 1, as_of: at(6, 13, 9, 0), workbook: String::new(), folder: String::new(), ..plain },
    ]
}

fn overdues() -> Vec<MailFacts> {
    let plain = MailFacts { as_of: at(6, 16, 9, 0), owed: 8, ..base() };
    vec![plain.clone(), MailFacts { also: also(), ..plain.clone() }, MailFacts { owed: 1, taken: 7, errors: 1, ..plain }]
}

fn summaries() -> Vec<MailFacts> {
    let all = MailFacts {
        department: String::new(),
        as_of: at(6, 20, 9, 0),
        asked: 130,
        taken: 130,
        edition: 3,
        workbook: r"\\fs\kikaku\outbox\企画課".to_owned(),
        ..base()
    };
    let usual = MailFacts { taken: 126, owed: 4, late_departments: 2, preliminary: 5, ..all.clone() };
    vec![
        usual.clone(),
        MailFacts {
            errors: 2,
            queried: 3,
            discrepancies: 5,
            in_doubt: vec![InDoubt {
                kind: MailKind::Overdue,
                recipient: "kanko@mine.example".to_owned(),
                message_id: "<0123456789abcdef@mine.example>".to_owned(),
            }],
            ..usual.clone()
        },
        MailFacts { preliminary: 0, ..usual },
        MailFacts { preliminary: 1, ..all.clone() },
        all.clone(),
        MailFacts { taken: 0, owed: 130, late_departments: 17, edition: 1, ..all },
    ]
}

fn digests() -> Vec<MailFacts> {
    let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day);
    let next = |on: Option<NaiveDate>, what| on.map(|on| NextDate { on, what });
    let filed = |department: &str, number: &str, verdict| Filed {
        department: department.to_owned(),
        number: number.to_owned(),
        verdict: Some(verdict),
    };
    let owes = |department: &str, owed, due| OwedBy { department: department.to_owned(), owed, due };
    let first = DigestRound {
        name: "令和6年度KPI実績".to_owned(),
        due: day(6, 13),
        asked: 130,
        owed: 130,
        owed_by: vec![owes("観光政策課", 8, None), owes("農林課", 122, None)],
        next: [next(day(6, 12), NextKind::Mail(Step::Before(1))), next(day(6, 13), NextKind::Due)].into_iter().flatten().collect(),
        ..DigestRound::default()
    };
    let usual = DigestRound {
        taken: 117,
        owed: 13,
        filed: vec![filed("観光政策課", "R6-012-2", Verdict::Accepted), filed("", "R6-X-1", Verdict::Refused)],
        owed_by: vec![owes("福祉課", 1, None), owes("農林課", 12, day(6, 30))],
        corrections: vec![
            Correction { department: "建設課".to_owned(), errors: 2, queries: 1 },
            Correction { department: "文化財保護課".to_owned(), errors: 0, queries: 1 },
        ],
        ..first.clone()
    };
    let done = DigestRound {
        name: "第三次美祢市総合計画　令和6年度実績".to_owned(),
        taken: 130,
        owed: 0,
        owed_by: Vec::new(),
        compiled: Some(Compiled { edition: 3, preliminary: 5, discrepancies: 1, workbook: r"\\fs\kikaku\outbox\企画課".to_owned() }),
        next: Vec::new(),
        ..usual.clone()
    };
    let late = DigestRound { filed: Vec::new(), next: Vec::new(), ..usual.clone() };
    let locked =
        DigestRound { locked: true, taken: 126, owed: 4, filed: Vec::new(), owed_by: Vec::new(), next: Vec::new(), ..first.clone() };
    let waits = |kind: &str| Said::of(|lang| lang.pick("農林課の期限を6月30日まで延ばす", "extend 農林課 to 30 June").to_owned() + kind);
    let troubled = DigestRound {
        proposals: vec![waits("")],
        register: vec![Said::of(|lang| lang.pick("指標「市道改良率」の目標値が変わっています", "target of 市道改良率 changed").to_owned())],
        ..usual.clone()
    };
    let in_doubt = InDoubt {
        kind: MailKind::Overdue,
        recipient: "kanko@mine.example".to_owned(),
        message_id: "<0123456789abcdef@mine.example>".to_owned(),
    };
    let all = MailFacts { department: String::new(), as_of: at(6, 6, 9, 0), workbook: String::new(), ..base() };
    let of = |rounds: Vec<DigestRound>| DigestFacts { since: at(6, 5, 9, 0), rounds, ..DigestFacts::default() };
    let holidays =
        |lang: Lang| lang.pick("休日のデータは、2027年12月31日までです。", "Holidays are known up to 31 December 2027.").to_owned();
    vec![
        MailFacts { digest: DigestFacts { since: None, ..of(vec![first]) }, ..all.clone() },
        MailFacts { digest: of(vec![usual.clone()]), ..all.clone() },
        MailFacts { digest: of(vec![done.clone()]), ..all.clone() },
        MailFacts { digest: of(vec![usual.clone(), done]), ..all.clone() },
        MailFacts { as_of: at(6, 20, 9, 0), digest: of(vec![late]), ..all.clone() },
        MailFacts { digest: of(vec![locked]), ..all.clone() },
        MailFacts {
            in_doubt: vec![in_doubt.clone()],
            digest: DigestFacts {
                held: vec![(MailKind::Request, 26), (MailKind::Overdue, 1)],
                failed: vec![InDoubt { recipient: "fukushi@mine.example".to_owned(), ..in_doubt }],
                notes: vec![Said::of(holidays)],
                ..of(vec![troubled])
            },
            ..all
        },
    ]
}

fn alerts() -> Vec<MailFacts> {
    let alert = |alert: Alert| MailFacts { alert: Some(alert), as_of: at(6, 10, 14, 5), ..base() };
    vec![
        alert(Alert::InboxMissing { folder: r"\\fs\kikaku\inbox".to_owned() }),
        alert(Alert::Quarantined { number: "R6-012-2".to_owned(), file: "実績.xlsx".to_owned() }),
        alert(Alert::MailFailed { recipient: "kanko@mine.example".to_owned(), reply: "550 5.1.1 User unknown".to_owned() }),
        alert(Alert::RegisterBroken { errors: 1 }),
        alert(Alert::NotWritten {
            path: r"\\fs\kikaku\outbox\企画課\会議資料.xlsx".to_owned(), detail: "Permission denied".to_owned()
        }),
    ]
}
