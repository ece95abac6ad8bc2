//! Made-up digests: the first of a round, a usual day, papers, two plans, after the due day, after the lock, trouble.

use chrono::NaiveDate;

use super::sample::at;
use super::{Compiled, Correction, DigestFacts, DigestRound, Filed, InDoubt, MailFacts, MailKind, NextDate, NextKind, OwedBy, Said};
use crate::domain::{Lang, Verdict};
use crate::schedule::Step;

pub(super) fn digests(base: &MailFacts) -> Vec<MailFacts> {
    let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day);
    let next = |on: Option<NaiveDate>, what| on.map(|on| NextDate { on, what });
    let filed = |department: &str, number: &str, verdict| Filed {
        department: department.to_owned(),
        number: number.to_owned(),
        verdict: Some(verdict),
    };
    let owes = |department: &str, owed, due| OwedBy { department: department.to_owned(), owed, due, held: false };
    let first = DigestRound {
        name: "令和6年度KPI実績".to_owned(),
        due: day(6, 13),
        asked: 130,
        owed: 130,
        owed_by: vec![owes("観光政策課", 8, None), owes("農林課", 122, None)],
        next: [next(day(6, 6), NextKind::Mail(Step::Before(5))), next(day(6, 13), NextKind::Due)].into_iter().flatten().collect(),
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
    let all = MailFacts { department: String::new(), as_of: at(6, 6, 9, 0), workbook: String::new(), ..base.clone() };
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
