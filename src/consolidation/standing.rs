//! Where each department stands in a round.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{DepartmentId, IndicatorId, Ledger, Phase, Verdict};
use crate::validation::Held;

/// A submission as the ledger of received files knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionSummary {
    /// 受付番号, e.g. `R6-012-2`.
    pub number: String,
    /// Whose it is; `None` when that could not be told.
    pub department: Option<DepartmentId>,
    /// Name of the file.
    pub file: String,
    /// SHA-256 (hex) of the file.
    pub sha256: String,
    /// Civil time of receipt, ISO 8601.
    pub received_at: String,
    /// What became of it; `None` while it is not read yet.
    pub verdict: Option<Verdict>,
    /// Its findings by weight.
    pub errors: usize,
    /// Its findings by weight.
    pub queries: usize,
    /// Indicators whose row had an error in it.
    pub rejected: Vec<IndicatorId>,
}

/// 提出状況. The words are WORDING's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepartmentState {
    /// 対象なし.
    NothingOwed,
    /// 未提出.
    NotFiled,
    /// 作成中: a draft lies in the inbox.
    Drafting,
    /// 受付済み: nothing owed, nothing open.
    Filed,
    /// 一部修正依頼中: something must be corrected.
    Returned,
    /// 要確認: only explanations are open.
    Queried,
    /// 確定: the round is locked.
    Final,
}

/// Where a department stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Which department.
    pub department: DepartmentId,
    /// Its state.
    pub state: DepartmentState,
    /// Indicators asked of it.
    pub asked: usize,
    /// Indicators for which nothing is in force yet.
    pub owed: usize,
    /// Indicators in force (with a number or a state).
    pub received: usize,
    /// Errors open in its last submission.
    pub errors: usize,
    /// Queries open in its last submission.
    pub queries: usize,
    /// Submissions taken.
    pub submissions: usize,
}

/// Where every department of the ledger stands. `submissions` in order of receipt; `drafts` are departments
/// with a form marked 作成中 in their folder. An error row that was later accepted is no longer open.
#[must_use]
pub fn standings(
    _ledger: &Ledger,
    _held: &BTreeMap<IndicatorId, Held>,
    _submissions: &[SubmissionSummary],
    _drafts: &[DepartmentId],
    _phase: Phase,
) -> Vec<Standing> {
    Vec::new()
}
