//! One indicator as `status --json` tells it. Decimals are strings, rates in percent, unknown is null.

use serde::Serialize;

use super::{PartLine, Report, ValueLine, formula};
use crate::domain::{FiscalYear, Quantity};

/// One indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueJson {
    /// Its id.
    pub indicator_id: String,
    /// Its name.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The year asked about, by the calendar year in which it begins.
    pub fiscal_year: FiscalYear,
    /// The same year as papers print it, e.g. 令和6年度.
    pub fiscal_year_label: String,
    /// 基準値.
    pub baseline: Option<String>,
    /// 目標値.
    pub target: Option<String>,
    /// 実績値.
    pub actual: Option<String>,
    /// 値の区分.
    pub state: Option<&'static str>,
    /// 達成率 in percent, one decimal.
    pub rate: Option<String>,
    /// 進捗率 in percent, one decimal.
    pub progress: Option<String>,
    /// The status label.
    pub status: Option<String>,
    /// The status that the scheme gives, where a decision put another in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computed_status: Option<String>,
    /// The status that the city published.
    pub published: Option<String>,
    /// File of the actual.
    pub file: Option<String>,
    /// Its sheet.
    pub sheet: Option<String>,
    /// Its cell.
    pub cell: Option<String>,
    /// 受付番号.
    pub number: Option<String>,
    /// What it is to the plan: KGI, 数値目標, KPI.
    pub kind: String,
    /// The name of the stage that the actual stands for, where the indicator has stages.
    pub actual_stage: Option<String>,
    /// The name of the stage that the target stands for.
    pub target_stage: Option<String>,
    /// 累計: the sum since the plan's first year, which is judged, where the indicator adds up within the plan.
    pub cumulative: Option<String>,
    /// 目標値 of the plan's last year.
    pub final_target: Option<String>,
    /// The target as it was first decided, where it was decided anew.
    pub original_target: Option<String>,
    /// The day on which it was decided anew, ISO 8601.
    pub target_revised_on: Option<String>,
    /// The status of the year before.
    pub last_status: Option<String>,
    /// Its parts, where it is a compound.
    pub parts: Vec<PartJson>,
}

/// A part of a compound indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartJson {
    /// Its short name beside the whole's.
    pub part: String,
    /// 判定, 加算 or 減算.
    pub role: &'static str,
    /// Its own numbers.
    #[serde(flatten)]
    pub value: ValueJson,
}

pub(super) fn value(report: &Report, line: &ValueLine) -> ValueJson {
    let plain = |value: Option<Quantity>| value.map(|value| value.to_string());
    // Plain digits: a script's number has no thousands separator.
    let rate = |rate: Option<Quantity>| formula::rounded_rate(rate).map(|rate| rate.grouped(1).replace(',', ""));
    let origin = line.origin.as_ref();
    ValueJson {
        indicator_id: line.indicator.to_string(),
        indicator: line.name.clone(),
        unit: line.unit.clone(),
        fiscal_year: line.year,
        fiscal_year_label: line.year.label(),
        baseline: plain(line.baseline.value),
        target: plain(line.case.target),
        actual: plain(line.actual),
        state: line.state.map(crate::domain::ValueState::label),
        rate: rate(line.judgement.achievement),
        progress: rate(line.judgement.progress),
        status: line.status().map(str::to_owned),
        computed_status: line.overridden.as_ref().and_then(|_| line.computed_status()).map(str::to_owned),
        published: line.published.clone(),
        file: origin.map(|origin| origin.file.clone()),
        sheet: origin.map(|origin| origin.sheet.clone()),
        cell: origin.map(|origin| origin.cell.to_string()),
        number: origin.map(|origin| origin.number.clone()),
        kind: report.kinds.iter().find(|kind| kind.kind == line.kind).map(|kind| kind.word.clone()).unwrap_or_default(),
        actual_stage: line.actual.and_then(|value| line.stage(value)).map(str::to_owned),
        target_stage: line.case.target.and_then(|value| line.stage(value)).map(str::to_owned),
        cumulative: plain(line.case.actual.filter(|_| line.adds_up())),
        final_target: plain(line.final_target.value),
        original_target: plain(line.revision.as_ref().and_then(|revision| revision.first_value)),
        target_revised_on: line.revision.as_ref().and_then(|revision| revision.on).map(|on| on.to_string()),
        last_status: line.last_status.clone(),
        parts: line.parts.iter().map(|part| self::part(report, part)).collect(),
    }
}

fn part(report: &Report, part: &PartLine) -> PartJson {
    PartJson { part: part.name.clone(), role: part.role.label(), value: value(report, &part.line) }
}
