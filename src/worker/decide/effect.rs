//! What a decision would change, told before it is carried out.

use crate::consolidation::{OpenFinding, Report, Said, Standing, act_words, day_words};
use crate::domain::{Act, Civil, DepartmentId, IndicatorId, Lang, Severity};
use crate::worker::Desk;

/// Sentences about what changes. `held` is how many held mails a release would let go.
pub(super) fn effects(desk: &Desk, report: &Report, act: &Act, held: usize, now: Civil) -> Vec<Said> {
    match act {
        Act::Extend { department, indicator, due, locks } => {
            let before = before(desk, department.as_ref(), indicator.as_ref(), now);
            let mut said = vec![moved(["提出期限", "Due day"], Some(before), *due)];
            if department.is_none() && indicator.is_none() {
                let last = locks.or(desk.round.locks.map(|last| last.max(*due)));
                said.extend(
                    last.filter(|last| Some(*last) != desk.round.locks)
                        .map(|last| moved(["受付終了日", "Last day"], desk.round.locks, last)),
                );
            }
            said
        }
        Act::Close => vec![owed(report, None, ["提出期限を過ぎた扱いとなるのは", "Past their due day at present:"])],
        Act::Lock => vec![owed(report, None, ["未提出のまま受付を終えるのは", "Locked without their numbers at present:"])],
        Act::Reopen { department, .. } => vec![owed(report, department.as_ref(), ["未提出は", "Still owed at present:"])],
        Act::Waive { rule, indicator, department } => {
            let fits = |open: &&OpenFinding| {
                let finding = &open.finding;
                finding.problem.code() == rule
                    && finding.severity() == Severity::Query
                    && department.as_ref().is_none_or(|department| department == &open.department)
                    && (indicator.is_none() || &finding.indicator == indicator)
            };
            let settled = report.open_findings.iter().filter(fits).count();
            if settled == 0 {
                return vec![[
                    "該当する要確認は、現在ありません。指摘の番号、指標及び課を確認してください。今後の回答の同じ指摘は、確認を求めません。".to_owned(),
                    "There is no such query at present: check the code, the indicator and the department. Later returns are not asked."
                        .to_owned(),
                ]];
            }
            vec![[
                format!("解決済みとなる要確認は、現在{settled}件です。今後の回答の同じ指摘も、確認を求めません。"),
                format!("Queries settled now: {settled}. The same finding of later returns is not asked either."),
            ]]
        }
        Act::Override { indicator, status } => overridden(report, indicator, status).into_iter().collect(),
        Act::HoldReminders { department } => {
            vec![owed(report, department.as_ref(), ["お知らせを送らない未提出は", "Not reminded of at present:"])]
        }
        Act::ReleaseMails { .. } => {
            vec![[
                format!("送信待ちにするメールは、{held}通です。次の処理で送信します。"),
                format!("Mails released: {held}. They go out with the next pass."),
            ]]
        }
        Act::Revoke { decision } => {
            let earlier = desk.decisions.get(decision);
            let said = |lang| earlier.map_or_else(String::new, |earlier| act_words(&earlier.act, &desk.registry, lang));
            vec![[format!("取り消す決定：{}", said(Lang::Ja)), format!("Taken back: {}", said(Lang::En))]]
        }
        Act::Amend { .. } if desk.difference.is_empty() => {
            vec![["反映していない台帳の変更はありません。".to_owned(), "The register holds no change that is not applied.".to_owned()]]
        }
        Act::Amend { .. } => {
            let summary = |lang| desk.difference.summary(lang);
            vec![[
                format!("反映する変更：{}。受付済みの回答も判定し直します。", summary(Lang::Ja)),
                format!("Applied: {}. Returns received are judged again.", summary(Lang::En)),
            ]]
        }
    }
}

/// The due day that holds now.
fn before(desk: &Desk, department: Option<&DepartmentId>, indicator: Option<&IndicatorId>, now: Civil) -> chrono::NaiveDate {
    let Some(department) = department else { return desk.round.due };
    let about = indicator.or_else(|| desk.ledger.owed_by(department).next());
    let moved = about.and_then(|indicator| desk.decisions.extended(department, indicator, now.date_naive()));
    moved.unwrap_or(desk.round_for(department, now).due)
}

fn moved(words: [&str; 2], before: Option<chrono::NaiveDate>, after: chrono::NaiveDate) -> Said {
    let of =
        |day: Option<chrono::NaiveDate>, lang: Lang| day.map_or_else(|| lang.pick("なし", "none").to_owned(), |day| day_words(day, lang));
    [
        format!("{}：{} → {}", words[0], of(before, Lang::Ja), of(Some(after), Lang::Ja)),
        format!("{}: {} → {}", words[1], of(before, Lang::En), of(Some(after), Lang::En)),
    ]
}

/// Who owes how much, of one department or of all.
fn owed(report: &Report, department: Option<&DepartmentId>, begins: [&str; 2]) -> Said {
    let owing = |standing: &&Standing| standing.owed > 0 && department.is_none_or(|department| department == &standing.department);
    let all: Vec<&Standing> = report.departments.iter().map(|line| &line.standing).filter(owing).collect();
    let (departments, owed) = (all.len(), all.iter().map(|standing| standing.owed).sum::<usize>());
    [
        format!("{}、現在{departments}課{owed}指標です。", begins[0]),
        format!("{} {} of {}.", begins[1], counted(owed, "indicator"), counted(departments, "department")),
    ]
}

fn overridden(report: &Report, indicator: &IndicatorId, status: &str) -> Option<Said> {
    let lines = report.lines.iter().flat_map(|line| std::iter::once(line).chain(line.parts.iter().map(|part| &part.line)));
    let line = lines.into_iter().find(|line| &line.indicator == indicator)?;
    let (before, computed) = (line.status_word(), line.computed_status());
    let unjudged = [computed.unwrap_or("なし"), computed.unwrap_or("none")];
    Some([
        format!("達成状況：{before} → {status}（算定した区分「{}」は、企画課作業用に残ります。）", unjudged[0]),
        format!("Status: {before} → {status} (computed: {}, kept in the working book).", unjudged[1]),
    ])
}

fn counted(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
