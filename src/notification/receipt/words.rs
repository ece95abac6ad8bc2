//! The sentences of a receipt.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Counts, Receipt, ReceiptFacts};
use crate::domain::{Civil, Lang, Verdict, civil_date_ja, civil_time_ja};
use crate::validation::Validated;

/// `令和7年6月10日（火）14時5分`.
pub(super) fn moment(at: Civil) -> String {
    let time = civil_time_ja(at);
    match at.year() {
        2019 => format!("令和元年{time}"),
        year if year > 2019 => format!("令和{}年{time}", year - 2018),
        year => format!("{year}年{time}"),
    }
}

pub(super) const fn verdict(verdict: Verdict, check_only: bool) -> &'static str {
    match (verdict, check_only) {
        (Verdict::Accepted, true) => "提出できます",
        (Verdict::AcceptedWithQueries, true) => "提出できます（要確認あり）",
        (Verdict::PartlyAccepted, true) => "一部に修正が必要です",
        (Verdict::Returned, true) => "修正が必要です",
        (verdict, _) => verdict.label(Lang::Ja),
    }
}

pub(super) fn summary(receipt: &Receipt) -> String {
    match receipt.counts {
        Counts { texts: 0, .. } => of_indicators(receipt),
        Counts { taken: 0, rejected: 0, errors: 0, texts, .. } => format!("評価シートの記述{texts}件{}", done(receipt)),
        Counts { texts, .. } => format!("{}評価シートの記述{texts}件{}", of_indicators(receipt), done(receipt)),
    }
}

const fn done(receipt: &Receipt) -> &'static str {
    if receipt.check_only { "は、このまま提出できます。" } else { "を受け付けました。" }
}

fn of_indicators(receipt: &Receipt) -> String {
    let Counts { taken, rejected, blank, unchanged, errors, .. } = receipt.counts;
    let asked = taken + rejected + blank + unchanged;
    let done = done(receipt);
    match receipt.verdict {
        Verdict::Accepted | Verdict::AcceptedWithQueries if taken == asked => format!("{taken}指標{done}"),
        Verdict::Accepted | Verdict::AcceptedWithQueries => format!("{asked}指標のうち{taken}指標{done}"),
        Verdict::PartlyAccepted if rejected > 0 => {
            format!("{asked}指標のうち{taken}指標{done}{rejected}指標は、修正をお願いします。")
        }
        Verdict::PartlyAccepted => format!("{asked}指標のうち{taken}指標{done}{errors}か所の修正をお願いします。"),
        Verdict::Returned if receipt.check_only => "このまま提出できる指標はありません。修正をお願いします。".to_owned(),
        Verdict::Returned => "受け付けた指標はありません。修正をお願いします。".to_owned(),
        Verdict::Refused => "この照会の様式として読み取ることができませんでした。".to_owned(),
        Verdict::Quarantined => "ファイルを読み取ることができませんでした。ファイルは保管しています。".to_owned(),
        Verdict::Draft => "「提出区分」が「作成中」のため、受け付けていません。".to_owned(),
    }
}

/// Indicators without any entry that are due later, counted by day.
pub(super) fn later_blanks(validated: &Validated, facts: &ReceiptFacts<'_>) -> BTreeMap<NaiveDate, usize> {
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for id in validated.blank.iter().filter(|id| !facts.held_before.contains_key(*id)) {
        if let Some(due) = facts.later.get(id) {
            *days.entry(*due).or_default() += 1;
        }
    }
    days
}

/// 次に行うこと, one thing to do each.
pub(super) fn next_steps(validated: &Validated, counts: Counts, facts: &ReceiptFacts<'_>) -> Vec<String> {
    let verdict = validated.verdict;
    // After the due day a date in the past would be read as a mistake.
    let late = facts.received_at.date_naive() > facts.due;
    let by = if late { "至急".to_owned() } else { format!("{}までに", civil_date_ja(facts.due)) };
    let again = if facts.check_only { "提出" } else { "再提出" };
    let Counts { errors, queries, blank, blank_later, .. } = counts;
    let blank = blank.saturating_sub(blank_later);
    let mut steps = Vec::new();
    match verdict {
        Verdict::Accepted | Verdict::AcceptedWithQueries | Verdict::PartlyAccepted | Verdict::Returned => {
            if errors > 0 {
                steps.push(format!("「指摘一覧」の要修正{errors}か所を直してください。"));
            }
            if queries > 0 {
                steps.push(format!(
                    "「指摘一覧」の要確認{queries}か所を確認し、誤りは直してください。正しい場合は、理由を記入してください。"
                ));
            }
            if blank > 0 {
                steps.push(format!("未記入の{blank}指標を記入してください。"));
            }
            if !steps.is_empty() {
                steps.push(format!("{by}{again}してください。"));
            }
            let now = steps.is_empty();
            for (due, n) in later_blanks(validated, facts) {
                let rest = if now { "" } else { "ほかに、" };
                steps.push(format!("{rest}提出期限が{}の{n}指標は、期限までに記入し、{again}してください。", civil_date_ja(due)));
            }
            if !steps.is_empty() {
                // What there is to do is said.
            } else if !facts.check_only {
                steps.push("行うことはありません。".to_owned());
            }
            if errors > 0 && counts.taken > 0 && !facts.check_only {
                steps.push("受け付けた指標は、再提出のときに空欄でもかまいません。空欄の指標は、今回の値のままになります。".to_owned());
            }
        }
        Verdict::Refused => {
            steps.push("「指摘一覧」を確認してください。".to_owned());
            steps.push(format!("配布した様式に記入し、{by}提出してください。"));
        }
        Verdict::Quarantined => {
            steps.push(format!("配布した様式に記入し直し、{by}提出してください。"));
            steps.push(format!("同じ結果になる場合は、{}に連絡してください。", facts.contact));
        }
        Verdict::Draft => {
            steps.push("課内で確認した後に、「提出区分」を「提出」にしてください。".to_owned());
            steps.push(format!("{by}提出してください。"));
        }
    }
    if facts.check_only {
        steps.push("これは確認の結果です。まだ提出されていません。提出するときは、提出用のフォルダーに保存してください。".to_owned());
    }
    steps
}
