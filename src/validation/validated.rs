//! What validation takes and gives.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Finding;
use crate::domain::{
    CellRef, Civil, DepartmentId, FormIdentity, IndicatorId, Ledger, Phase, Quantity, Registry, Round, Superseded, TextKey, ValueState,
    Verdict,
};
use crate::form::FormDeclaration;

/// A row that was taken: the value in force for one indicator until a later one displaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedRow {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// The number; `None` for states without one and for 取消.
    pub value: Option<Quantity>,
    /// 値の区分.
    pub state: ValueState,
    /// 時点 as typed.
    pub as_of: String,
    /// 出典 as typed.
    pub source: String,
    /// 目標に届かなかった理由.
    pub reason: String,
    /// The number for which that reason was first given: it explains no other. `None` where nobody wrote it down.
    #[serde(default)]
    pub reason_for: Option<Quantity>,
    /// 今後の対応.
    pub measure: String,
    /// Sheet of the actual.
    pub sheet: String,
    /// Cell of the actual.
    pub cell: CellRef,
    /// The actual as stored in the file.
    pub raw: String,
}

/// A text of an evaluation sheet that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedText {
    /// Which text.
    pub key: TextKey,
    /// As typed, line breaks kept; what cannot be printed is left out.
    pub text: String,
    /// Its sheet.
    pub sheet: String,
    /// Its cell.
    pub cell: CellRef,
}

/// A text in force, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldText {
    /// The text.
    pub text: AcceptedText,
    /// Whose it is, where known.
    pub department: Option<DepartmentId>,
    /// 受付番号 of its submission.
    pub number: String,
    /// Name of its file.
    pub file: String,
}

/// A row in force, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The row.
    pub row: AcceptedRow,
    /// Whose it is, where known.
    pub department: Option<DepartmentId>,
    /// 受付番号 of its submission, e.g. `R6-012-2`.
    pub number: String,
    /// Name of its file.
    pub file: String,
    /// SHA-256 (hex) of its file.
    pub sha256: String,
    /// Civil time at which it was received, ISO 8601.
    pub received_at: String,
}

/// All that validation may know besides the return.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The frozen register.
    pub registry: &'a Registry,
    /// The round now asked.
    pub round: &'a Round,
    /// Where the round stands.
    pub phase: Phase,
    /// Who owes what on the day of `now`.
    pub ledger: &'a Ledger,
    /// The same, and those who owed it before: whose word counts as whose.
    pub answering: &'a Ledger,
    /// The day by which the department should file what it files now.
    pub due: NaiveDate,
    /// The department folder in which the file lay; `None` straight in the inbox.
    pub folder: Option<&'a str>,
    /// Rows in force before this return.
    pub held: &'a BTreeMap<IndicatorId, Held>,
    /// The last row of each department before this return, in order of receipt; co-owners may disagree.
    pub answers: &'a [Held],
    /// Indicators that the department is asked on another plan's sheet: no row of them is missed here.
    pub elsewhere: &'a BTreeSet<IndicatorId>,
    /// Indicators that are due later: a blank is nothing to speak of yet.
    pub later: &'a BTreeSet<IndicatorId>,
    /// Registers that were in force earlier in the round: what forms issued before still print.
    pub earlier: &'a [Superseded],
    /// Civil now.
    pub now: Civil,
    /// The current form: its version, headings and longest texts.
    pub form: &'a FormDeclaration,
}

/// What became of a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validated {
    /// The verdict.
    pub verdict: Verdict,
    /// Whose it is, where known.
    pub identity: Option<FormIdentity>,
    /// 記入者 as typed.
    pub author: String,
    /// 課内確認者 as typed.
    pub checker: String,
    /// Rows taken.
    pub rows: Vec<AcceptedRow>,
    /// Texts of evaluation sheets taken.
    pub texts: Vec<AcceptedText>,
    /// Indicators whose row has an error.
    pub rejected: Vec<IndicatorId>,
    /// Indicators without an entry: still owed unless something is held.
    pub blank: Vec<IndicatorId>,
    /// Findings, errors first within the order of the sheet, capped.
    pub findings: Vec<Finding>,
    /// Findings of rules on trial (試行): recorded and counted, never told to the department.
    #[serde(default)]
    pub on_trial: Vec<Finding>,
}
