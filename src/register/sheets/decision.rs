//! 決定（操作票）: what the office decides about a round. A row is a proposal; with ○ at 実行 it is carried out, once. What a
//! kind has no use for must be blank, so that nothing that somebody wrote is passed over.

use chrono::NaiveDate;

use super::{department, indicator, round};
use crate::diagnostic::{Finding, Problem, WAIVABLE};
use crate::domain::{Act, DepartmentId, IndicatorId, MAIL_KINDS, Proposal, RoundId, Wording};
use crate::register::cell::{self, CellError};
use crate::register::row::{self, Line, Read, Row};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The day of the decision.
pub(in crate::register) const DAY: &str = "決定日";
/// What is decided.
pub(in crate::register) const KIND: &str = "種類";
/// The round.
pub(in crate::register) const ROUND: &str = round::ID;
/// What it is about.
pub(in crate::register) const INDICATOR: &str = indicator::ID;
/// Whom it is about.
pub(in crate::register) const DEPARTMENT: &str = department::ID;
/// A code, a status, a kind of mail or a number, by the kind.
pub(in crate::register) const CONTENT: &str = "内容";
/// Why.
const WHY: &str = "理由";
/// Who.
const WHO: &str = "決定者";
/// The new due day, or the last day of it.
const UNTIL: &str = "期限";
/// Whether it is to be carried out.
pub(in crate::register) const CARRY_OUT: &str = "実行";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "決定",
    headings: &[
        required(DAY),
        required(KIND),
        required(ROUND),
        required(INDICATOR),
        required(DEPARTMENT),
        required(CONTENT),
        required(WHY),
        required(WHO),
        required(UNTIL),
        optional(CARRY_OUT),
        optional("備考"),
    ],
    rows_needed: false,
};

/// A word of 種類.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Extend,
    Reopen,
    Close,
    Lock,
    Waive,
    Override,
    Amend,
    Hold,
    Release,
    Revoke,
}

/// 種類, in the order in which they are offered.
const KINDS: [(&str, Kind); 10] = [
    ("期限延長", Kind::Extend),
    ("再開", Kind::Reopen),
    ("締切り", Kind::Close),
    ("受付終了", Kind::Lock),
    ("指摘の免除", Kind::Waive),
    ("判定の変更", Kind::Override),
    ("台帳変更", Kind::Amend),
    ("お知らせ停止", Kind::Hold),
    ("メール送信", Kind::Release),
    ("取消", Kind::Revoke),
];

/// The words of 種類.
pub(in crate::register) fn kinds() -> Vec<&'static str> {
    KINDS.iter().map(|(word, _)| *word).collect()
}

/// A row of 決定.
#[derive(Debug)]
pub(in crate::register) struct DecisionRow {
    /// The round.
    pub(in crate::register) round: Option<RoundId>,
    /// What it is about.
    pub(in crate::register) indicator: Option<IndicatorId>,
    /// Whom it is about.
    pub(in crate::register) department: Option<DepartmentId>,
    /// The status that is to stand.
    pub(in crate::register) status: Option<String>,
    /// What it says.
    pub(in crate::register) item: Read<Proposal>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<DecisionRow>> {
    row::lines(table, findings, |row| {
        let round: Read<RoundId> = row.id(ROUND);
        let indicator = row.optional(INDICATOR, cell::id::<IndicatorId>);
        let department = row.optional(DEPARTMENT, cell::id::<DepartmentId>);
        let (day, why, who) = (row.needed(DAY, cell::date), row.needed(WHY, cell::prose), row.name(WHO));
        let carry_out = row.flag(CARRY_OUT);
        let number = row.number() + 1;
        let keys = (round.clone().ok(), indicator.clone().ok().flatten(), department.clone().ok().flatten());
        let act = row.choice(KIND, &KINDS).and_then(|kind| act(row, kind, (indicator, department)));
        let status =
            act.as_ref().ok().and_then(|(act, _)| if let Act::Override { status, .. } = act { Some(status.clone()) } else { None });
        let item = || {
            let (act, until) = act?;
            let wording = Wording { round: round?, act, who: who?, why: why?, until, decided_on: day? };
            Ok(Proposal { row: number, wording, carry_out: carry_out? })
        };
        DecisionRow { round: keys.0, indicator: keys.1, department: keys.2, status, item: item() }
    })
}

/// What the kind makes of the cells, and the last day on which it holds.
fn act(
    row: &mut Row<'_>,
    kind: Kind,
    (indicator, department): (Read<Option<IndicatorId>>, Read<Option<DepartmentId>>),
) -> Read<(Act, Option<NaiveDate>)> {
    let mut unused: Vec<&'static str> = Vec::new();
    let made = match kind {
        Kind::Extend => {
            let due = row.needed(UNTIL, cell::date);
            let locks = row.date(CONTENT);
            let (indicator, department) = (indicator?, department?);
            if indicator.is_some() || department.is_some() {
                // The last day of all is moved for all.
                unused.push(CONTENT);
            }
            Ok((Act::Extend { department, indicator, due: due?, locks: locks? }, None))
        }
        Kind::Reopen => {
            unused.extend([INDICATOR, CONTENT]);
            let until = row.needed(UNTIL, cell::date);
            Ok((Act::Reopen { department: department?, until: until? }, None))
        }
        Kind::Close | Kind::Lock | Kind::Amend => {
            unused.extend([INDICATOR, DEPARTMENT, CONTENT, UNTIL]);
            let act = if kind == Kind::Close {
                Act::Close
            } else if kind == Kind::Lock {
                Act::Lock
            } else {
                Act::Amend { version: String::new() }
            };
            Ok((act, None))
        }
        Kind::Waive => {
            let rule = row.needed(CONTENT, waivable);
            let until = row.date(UNTIL);
            Ok((Act::Waive { rule: rule?, indicator: indicator?, department: department? }, until?))
        }
        Kind::Override => {
            unused.push(DEPARTMENT);
            let status = row.name(CONTENT);
            let until = row.date(UNTIL);
            match indicator? {
                Some(indicator) => Ok((Act::Override { indicator, status: status? }, until?)),
                None => Err(row.report(INDICATOR, Problem::RegisterEmpty { heading: INDICATOR.to_owned() })),
            }
        }
        Kind::Hold => {
            unused.extend([INDICATOR, CONTENT]);
            let until = row.date(UNTIL);
            Ok((Act::HoldReminders { department: department? }, until?))
        }
        Kind::Release => {
            unused.extend([INDICATOR, UNTIL]);
            let kind = row.optional(CONTENT, |text| cell::choice(text, &MAIL_KINDS.map(|(name, word)| (word, name))));
            Ok((Act::ReleaseMails { kind: kind?.map(str::to_owned), department: department? }, None))
        }
        Kind::Revoke => {
            unused.extend([INDICATOR, DEPARTMENT, UNTIL]);
            let decision = row.name(CONTENT);
            Ok((Act::Revoke { decision: decision? }, None))
        }
    };
    let mut blank = Ok(());
    for heading in unused {
        if !row.written(heading).is_empty() {
            blank = Err(row.reject(heading, CellError::invalid("空欄 (blank)")));
        }
    }
    blank.and(made)
}

/// The code of a finding that a decision may settle.
fn waivable(text: &str) -> Result<String, CellError> {
    let code = text.to_uppercase();
    if WAIVABLE.contains(&code.as_str()) { Ok(code) } else { Err(CellError::Invalid(WAIVABLE.join("／"))) }
}
