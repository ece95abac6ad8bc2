//! What the columns and header cells of forms hold.

use serde::{Deserialize, Serialize};

/// What a column of a form holds; the names that declarations in `templates/forms/` use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 番号 (the indicator's id).
    Number,
    /// 施策.
    Policy,
    /// 指標名.
    Indicator,
    /// 単位.
    Unit,
    /// 望ましい方向.
    Direction,
    /// 基準値（時点）.
    Baseline,
    /// 前年度実績.
    LastActual,
    /// 当年度目標.
    Target,
    /// 当年度実績.
    Actual,
    /// 値の区分.
    State,
    /// 時点.
    AsOf,
    /// 出典.
    Source,
    /// 目標に届かなかった理由.
    Reason,
    /// 今後の対応.
    Measure,
    /// 前年度実績の訂正.
    Correction,
    /// 算出方法.
    Method,
    /// 前年の記載.
    LastText,
    /// 基本目標.
    Goal,
    /// 定義.
    Definition,
    /// 目標 or 実績: what a row of an evaluation sheet's table holds.
    Line,
    /// The plan's other years, one column each.
    Years,
}

/// What a header cell of a form holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderField {
    /// 様式番号 (the form identity).
    Identity,
    /// 提出区分.
    FilingState,
    /// 所属.
    Department,
    /// 記入者.
    Author,
    /// 課内確認者.
    Checker,
    /// 確認日.
    CheckedOn,
    /// 連絡先.
    Contact,
}

/// What a labelled cell at the head of a policy's evaluation sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyField {
    /// 体系番号 (the node's id): by it the sheet is known when it returns.
    Node,
    /// 基本目標.
    Goal,
    /// 施策.
    Policy,
    /// 関連するSDGs.
    Sdgs,
    /// 説明.
    Description,
}
