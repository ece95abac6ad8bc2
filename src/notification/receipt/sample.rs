//! A made-up return and its receipt, for tests.

use std::collections::BTreeMap;

use chrono::TimeZone;

use super::{Receipt, ReceiptFacts};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Civil, IndicatorId, ValueState, Verdict};
use crate::form::sample::{day, q, registry};
use crate::validation::{AcceptedRow, Held, Validated};

pub(crate) fn at(month: u32, day: u32, hour: u32, minute: u32) -> Civil {
    chrono_tz::Asia::Tokyo.with_ymd_and_hms(2025, month, day, hour, minute, 0).unwrap()
}

pub(crate) fn id(text: &str) -> IndicatorId {
    text.parse().unwrap()
}

pub(crate) fn row(indicator: &str, value: Option<&str>, state: ValueState) -> AcceptedRow {
    AcceptedRow {
        indicator: id(indicator),
        value: value.map(q),
        state,
        as_of: "R7.3.31".to_owned(),
        source: String::new(),
        reason: String::new(),
        reason_for: None,
        measure: String::new(),
        sheet: "入力".to_owned(),
        cell: "I8".parse().unwrap(),
        raw: String::new(),
    }
}

pub(crate) fn held(row: AcceptedRow) -> (IndicatorId, Held) {
    let held = Held {
        row,
        department: None,
        number: "R6-012-1".to_owned(),
        file: String::new(),
        sha256: String::new(),
        received_at: String::new(),
    };
    (held.row.indicator.clone(), held)
}

/// Two rows taken, one rejected; one number read from full-width text; one reason asked for.
pub(crate) fn partly() -> Validated {
    let at = |cell: &str| Place::cell("入力", cell.parse().unwrap());
    let read = Problem::ReadAs { raw: "１３１．８万人".to_owned(), value: q("131.8"), unit: "万人".to_owned() };
    let mut taken = row("1.2-01", Some("-684"), ValueState::Confirmed);
    taken.reason = "=HYPERLINK(\"http://example.com\")".to_owned();
    Validated {
        verdict: Verdict::PartlyAccepted,
        identity: None,
        author: "見本　太郎".to_owned(),
        checker: "見本　花子".to_owned(),
        rows: vec![row("1.1-01", Some("131.8"), ValueState::Confirmed), taken],
        texts: Vec::new(),
        rejected: vec![id("1.1-02")],
        blank: Vec::new(),
        findings: vec![
            Finding::at(at("I8"), read).about(&id("1.1-01")),
            Finding::at(at("M10"), Problem::ReasonMissing).about(&id("1.2-01")),
            Finding::at(at("I9"), Problem::NotANumber { text: "確認中".to_owned() }).about(&id("1.1-02")),
        ],
        on_trial: Vec::new(),
    }
}

/// A file of which nothing could be read.
pub(crate) fn unread(verdict: Verdict, problem: Problem) -> Validated {
    let file = Finding::file(problem);
    Validated {
        verdict,
        rows: Vec::new(),
        texts: Vec::new(),
        rejected: Vec::new(),
        findings: vec![file],
        author: String::new(),
        checker: String::new(),
        ..partly()
    }
}

/// The receipt of `validated`, received at `now`.
pub(crate) fn receipt(validated: &Validated, held_before: &BTreeMap<IndicatorId, Held>, now: Civil, check_only: bool) -> Receipt {
    let registry = registry();
    let facts = ReceiptFacts {
        number: if check_only { "" } else { "R6-012-2" },
        received_at: now,
        round: "令和6年度実績",
        department: (!validated.rows.is_empty() || !validated.rejected.is_empty()).then_some("観光政策課"),
        file: "R6実績（観光政策課）.xlsx",
        registry: &registry,
        held_before,
        statuses: &BTreeMap::from([(id("1.1-01"), "目標達成".to_owned())]),
        due: day(6, 13),
        later: &BTreeMap::new(),
        contact: "企画課企画係（内線1234）",
        check_only,
    };
    Receipt::of(validated, &facts)
}
