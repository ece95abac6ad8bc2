//! The register of the next round, proposed from this one: the row of 提出期間, last year's actuals into 値, and a list
//! of what a person must confirm. Everything else stays as it is written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SheetText;
use crate::domain::{FiscalYear, Indicator, IndicatorId, Registry, Round, ValueKind};

/// An actual of the round that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastActual {
    /// The number as the register writes it; `None` where none was reported.
    pub value: Option<String>,
    /// 値の区分, or 未提出.
    pub state: String,
    /// 出典 as typed.
    pub source: String,
}

/// Something to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToConfirm {
    /// What kind, e.g. 終わる指標.
    pub kind: &'static str,
    /// Id of what it is about.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What to look at.
    pub what: String,
}

/// A proposal for the next round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextRound {
    /// All sheets, with the rows that were added.
    pub texts: Vec<SheetText>,
    /// The round.
    pub round: Round,
    /// How many actuals were added.
    pub actuals: usize,
    /// What to confirm, by kind.
    pub confirm: Vec<ToConfirm>,
}

/// What the next round is made from.
#[derive(Debug, Clone, Copy)]
pub struct Ending<'a> {
    /// The register in force in the round that ends, as it was opened.
    pub before: &'a Registry,
    /// The register as it stands now.
    pub now: &'a Registry,
    /// The round that ends.
    pub round: &'a Round,
    /// Its actuals; parts of indicators too.
    pub actuals: &'a BTreeMap<IndicatorId, LastActual>,
}

/// Proposes the register of `round`.
#[must_use]
pub fn next_round(mut texts: Vec<SheetText>, ending: Ending<'_>, round: Round) -> NextRound {
    let mut confirm = dates(&round);
    add(&mut texts, "提出期間", &round_row(&round));
    let mut actuals = 0;
    let year = ending.round.year;
    for (id, last) in ending.actuals {
        let Some(indicator) = ending.now.indicator(id) else { continue };
        match (&last.value, ending.now.value(id.as_str(), ValueKind::Actual, Some(year))) {
            (Some(value), None) => {
                add(&mut texts, "値", &actual_row(id, year, value, last, ending.round));
                actuals += 1;
                if last.state != "確定" {
                    confirm.push(item(
                        "実績値",
                        indicator,
                        format!("{}の実績値（{value}）は{}です。確定した値に直してください。", year.label(), last.state),
                    ));
                }
            }
            (Some(value), Some(known)) if known.value.map(|known| known.to_string()).as_deref() != Some(value.as_str()) => {
                let known = known.value.map_or_else(|| known.text.clone(), |known| known.to_string());
                let what =
                    format!("{}の実績値は、台帳では{known}、照会の報告では{value}です。どちらが正しいか、確認してください。", year.label());
                confirm.push(item("実績値", indicator, what));
            }
            (None, None) => {
                confirm.push(item("実績値", indicator, format!("{}の実績値がありません（{}）。", year.label(), last.state)));
            }
            _ => {}
        }
    }
    for indicator in ending.now.indicators.values() {
        confirm.extend(about(indicator, ending, round.year));
    }
    confirm.extend(gone(ending));
    confirm.extend(departments(ending, &round));
    if ending.now.plan.years.is_some_and(|(_, last)| round.year > last) {
        let (id, name) = (ending.now.plan.id.to_string(), ending.now.plan.name.clone());
        confirm
            .push(ToConfirm { kind: "計画期間", id, name, what: format!("{}は、計画期間の後です。", round.year.label()) });
    }
    confirm.sort_by_key(|item| KINDS.iter().position(|kind| *kind == item.kind));
    NextRound { texts, round, actuals, confirm }
}

/// The kinds of what is to be confirmed, in the order of the list.
const KINDS: [&str; 8] = ["計画期間", "提出期間", "終わる指標", "新しい指標", "移った指標", "目標値", "所管課", "実績値"];

fn item(kind: &'static str, indicator: &Indicator, what: String) -> ToConfirm {
    ToConfirm { kind, id: indicator.id.to_string(), name: indicator.name.clone(), what }
}

/// What is to be said of one indicator.
fn about(indicator: &Indicator, ending: Ending<'_>, year: FiscalYear) -> Vec<ToConfirm> {
    let (before, now, id) = (ending.before, ending.now, &indicator.id);
    let was = before.indicator(id);
    let mut found = Vec::new();
    if indicator.retired {
        if was.is_some_and(|was| !was.retired) {
            found.push(item("終わる指標", indicator, "廃止と記入されています。次の照会では報告をお願いしません。".to_owned()));
        }
        return found;
    }
    if was.is_none_or(|was| was.retired) {
        found.push(item("新しい指標", indicator, "次の照会から報告をお願いする指標です。".to_owned()));
    }
    if now.is_judged_by_parts(id) {
        return found;
    }
    let printed = |registry: &Registry| {
        let row = registry.target_in_force(id, year)?;
        Some(row.value.map_or_else(|| row.row.text.clone(), |value| format!("{}{}", value.grouped(indicator.decimals), indicator.unit)))
    };
    match (printed(before).filter(|_| was.is_some()), printed(now)) {
        (_, None) => {
            let what = format!("{}以後の目標値がありません。終わる指標であれば、「廃止」に○を記入してください。", year.label());
            found.push(item("終わる指標", indicator, what));
        }
        (Some(before), Some(now)) if before != now => {
            found.push(item("目標値", indicator, format!("{}の目標値が、{before}から{now}に変わりました。", year.label())));
        }
        (None, Some(now)) if was.is_some() => {
            found.push(item("目標値", indicator, format!("{}の目標値（{now}）が加わりました。", year.label())));
        }
        _ => {}
    }
    let place = |registry: &Registry| {
        registry.placement(id).and_then(|placement| registry.node(&placement.node)).map(|node| format!("{}{}", node.code, node.name))
    };
    let owner =
        |registry: &Registry| registry.owner(id).and_then(|owner| registry.department(owner)).map(|department| department.name.clone());
    for (was, is) in [(place(before), place(now)), (owner(before), owner(now))] {
        if let (Some(was), Some(is)) = (was, is)
            && was != is
        {
            found.push(item("移った指標", indicator, format!("「{was}」から「{is}」に移りました。")));
        }
    }
    found
}

/// Indicators whose rows were taken out: an id that was used once must stay, so that nobody uses it again.
fn gone(ending: Ending<'_>) -> Vec<ToConfirm> {
    let gone = ending.before.indicators.values().filter(|indicator| !ending.now.indicators.contains_key(&indicator.id));
    let what = "台帳から行がなくなっています。行を戻し、「廃止」に○を記入してください。";
    gone.map(|indicator| item("終わる指標", indicator, what.to_owned())).collect()
}

/// Departments that will not be there any more when the round opens, and still own something.
fn departments(ending: Ending<'_>, round: &Round) -> Vec<ToConfirm> {
    let now = ending.now;
    let ends = now.departments.iter().filter(|department| department.valid_to.is_some_and(|last| last < round.opens));
    ends.filter_map(|department| {
        let owned = now
            .owners
            .iter()
            .filter(|(id, owner)| *owner == &department.id && now.indicator(id).is_some_and(|known| !known.retired))
            .count();
        let successor = department.successor.as_ref().and_then(|id| now.department(id)).map(|next| format!("後継は{}です。", next.name));
        let what =
            format!("次の照会の開始日より前に終わります。担当する{owned}指標の所管課を改めてください。{}", successor.unwrap_or_default());
        (owned > 0).then(|| ToConfirm { kind: "所管課", id: department.id.to_string(), name: department.name.clone(), what })
    })
    .collect()
}

fn dates(round: &Round) -> Vec<ToConfirm> {
    let day = crate::domain::printed_date;
    let locks = round.locks.map(|locks| format!("、受付終了日は{}", day(locks))).unwrap_or_default();
    let what = format!(
        "開始日は{}、提出期限は{}{locks}としました。前回の日付の1年後（休日の場合は次の開庁日）です。",
        day(round.opens),
        day(round.due)
    );
    vec![ToConfirm { kind: "提出期間", id: round.id.to_string(), name: round.name.clone(), what }]
}

fn round_row(round: &Round) -> Vec<(&'static str, String)> {
    vec![
        ("照会ID", round.id.to_string()),
        ("名称", round.name.clone()),
        ("年度", round.year.short()),
        ("開始日", round.opens.to_string()),
        ("提出期限", round.due.to_string()),
        ("受付終了日", round.locks.map_or_else(String::new, |day| day.to_string())),
    ]
}

fn actual_row(id: &IndicatorId, year: FiscalYear, value: &str, last: &LastActual, round: &Round) -> Vec<(&'static str, String)> {
    let state = if last.state == "確定" { String::new() } else { format!("（{}）", last.state) };
    vec![
        ("対象", id.to_string()),
        ("種別", ValueKind::Actual.label().to_owned()),
        ("年度", year.short()),
        ("値", value.to_owned()),
        ("出典", last.source.clone()),
        ("備考", format!("{}の照会による{state}", round.name)),
    ]
}

/// Adds a row to a sheet, each text under its heading.
fn add(texts: &mut [SheetText], sheet: &str, cells: &[(&str, String)]) {
    let Some(text) = texts.iter_mut().find(|text| text.name == sheet) else { return };
    let Some(headings) = text.rows.iter().find(|row| row.iter().any(|cell| !cell.trim().is_empty())) else { return };
    let of = |heading: &String| cells.iter().find(|(name, _)| *name == heading.trim()).map_or_else(String::new, |(_, cell)| cell.clone());
    let row = headings.iter().map(of).collect();
    while text.rows.last().is_some_and(|row| row.iter().all(|cell| cell.trim().is_empty())) {
        text.rows.pop();
    }
    text.rows.push(row);
}
