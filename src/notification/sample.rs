//! Made-up facts of each kind: what templates are tried on, and what an office can look at.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Alert, AlsoPlan, AmendmentFacts, InDoubt, MailFacts, MailKind, OwnFormFacts, digest_sample};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, FiscalYear, ValueKind, Verdict};
use crate::register::{Amended, SheetChange};

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
        MailKind::Digest => digest_sample::digests(&base()),
        MailKind::Amended => amendments(),
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

pub(super) fn at(month: u32, day: u32, hour: u32, minute: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2025, month, day)?.and_hms_opt(hour, minute, 0)
}

fn on_cell(problem: Problem, row: u32) -> Finding {
    let cell = format!("I{row}").parse::<CellRef>();
    let place = cell.map_or_else(|_| Place::sheet("入力"), |cell| Place::cell("入力", cell));
    Finding::at(place, problem)
}

fn requests() -> Vec<MailFacts> {
    let plain = MailFacts { as_of: at(5, 26, 9, 0), owed: 8, ..base() };
    let both = MailFacts { also: also(), attached: "様式_令和6年度KPI実績_観光政策課.xlsx".to_owned(), ..plain.clone() };
    let own = MailFacts { own_form: Some(OwnFormFacts::default()), ..plain.clone() };
    vec![plain.clone(), MailFacts { asked: 1, owed: 1, workbook: String::new(), ..plain }, both, own]
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

fn amendments() -> Vec<MailFacts> {
    let indicator: Option<crate::domain::IndicatorId> = "1.1-01".parse().ok();
    let change = SheetChange {
        sheet: "値".to_owned(),
        id: "1.1-01".to_owned(),
        name: "観光交流人口".to_owned(),
        indicator,
        change: Amended::Value {
            kind: ValueKind::Target,
            year: FiscalYear::new(2024),
            before: Some("130.1万人".to_owned()),
            after: Some("140.0万人".to_owned()),
            decided: NaiveDate::from_ymd_opt(2025, 6, 9),
        },
    };
    let told = AmendmentFacts { changes: vec![change], ..AmendmentFacts::default() };
    let name = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let full = AmendmentFacts {
        asked: name(&["宿泊者数"]),
        dropped: name(&["三洞入洞者数"]),
        reasons: name(&["観光交流人口"]),
        checks: name(&["外国人観光客数"]),
        ..told.clone()
    };
    let mail = |facts: AmendmentFacts| MailFacts { amendment: Some(facts), ..base() };
    let many: Vec<String> = (1..=14).map(|number| format!("指標{number}")).collect();
    vec![
        mail(told.clone()),
        mail(AmendmentFacts { reasons: name(&["観光交流人口"]), ..told.clone() }),
        MailFacts { as_of: at(6, 20, 9, 0), ..mail(full.clone()) },
        MailFacts { folder: String::new(), workbook: String::new(), ..mail(AmendmentFacts { asked: many, ..AmendmentFacts::default() }) },
    ]
}

fn alerts() -> Vec<MailFacts> {
    let alert = |alert: Alert| MailFacts { alert: Some(alert), as_of: at(6, 10, 14, 5), ..base() };
    vec![
        alert(Alert::InboxMissing { folder: r"\\fs\kikaku\inbox".to_owned() }),
        alert(Alert::Quarantined { number: "R6-012-2".to_owned(), file: "実績.xlsx".to_owned() }),
        alert(Alert::MailFailed { recipient: "kanko@mine.example".to_owned(), reply: "550 5.1.1 User unknown".to_owned(), others: 0 }),
        alert(Alert::RegisterBroken {
            errors: 5,
            register: "台帳.xlsx".to_owned(),
            first: vec![
                ["「指標」シートA3".to_owned(), "sheet 指標, A3".to_owned()],
                ["「担当」シートB5".to_owned(), "sheet 担当, B5".to_owned()],
            ],
        }),
        alert(Alert::NotWritten {
            path: r"\\fs\kikaku\outbox\企画課\会議資料.xlsx".to_owned(), detail: "Permission denied".to_owned()
        }),
        alert(Alert::MailFailed { recipient: "kanko@mine.example".to_owned(), reply: "550 5.1.1 User unknown".to_owned(), others: 4 }),
    ]
}
