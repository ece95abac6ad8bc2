//! `round amend`: applies the register as it stands in its folder to the opened round, or says what that would change.

use std::path::Path;

use super::{CliError, Context, Outcome, now};
use crate::domain::{DecisionSource, Lang};
use crate::installation::Installation;
use crate::worker::{AmendOrder, Amendment, Worker};

/// Most changes of a sheet that are listed.
pub(super) const CHANGES_MAX: usize = 20;

/// Most statuses that are listed.
const STATUSES_MAX: usize = 20;

pub(super) fn amend(context: &Context, dir: &Path, who: &str, why: &str, preview: bool) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let at = now(zone);
    super::log::start(&installation, false);
    let mut worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let amendment = if preview {
        worker.amendment(None, at)?
    } else {
        for (name, text) in [("--who", who), ("--why", why)] {
            if text.trim().is_empty() {
                return Err(CliError::Unsaid(name));
            }
        }
        let order =
            AmendOrder { id: None, who: who.trim(), why: why.trim(), source: DecisionSource::CommandLine, decided_on: at.date_naive() };
        worker.amend_by(None, &order, at)?
    };
    say(context, &amendment, preview);
    context.out.answer(&amendment);
    Ok(Outcome::Fine)
}

fn say(context: &Context, amendment: &Amendment, preview: bool) {
    let out = &context.out;
    let round = &amendment.round;
    if amendment.difference.is_empty() {
        out.say(
            format!("「{round}」の台帳に、反映していない変更はありません。"),
            format!("{round}: the register has no change that is not applied."),
        );
        return;
    }
    let count = amendment.difference.changes.len();
    match (preview, amendment.applied) {
        (true, _) => out.say(
            format!("「{round}」に台帳の変更{count}件を反映すると、次のようになります。まだ反映していません。"),
            format!("{round}: what applying these {count} changes would do. Nothing is applied yet."),
        ),
        (false, true) => out.say(
            format!("「{round}」に、台帳の変更{count}件を反映しました。"),
            format!("{round}: {count} changes of the register are applied."),
        ),
        (false, false) => out.say("この変更は、既に反映しています。", "This amendment was applied before."),
    }
    for line in difference_lines(context, &amendment.difference) {
        out.line(line);
    }
    consequences(context, amendment);
    if preview {
        out.say(
            "反映するには、round amend --who 決定者 --why 理由 を実行してください。反映した後に元に戻すには、台帳を元の内容に直し、もう一度反映します。",
            "`round amend --who NAME --why TEXT` applies it. To go back, put the register as it was and amend again.",
        );
    } else {
        out.say(
            "当初の値は、資料の注と企画課作業用に残ります。元に戻すには、台帳を元の内容に直し、もう一度反映してください。",
            "The original figures stay visible in the papers. To go back, put the register as it was and amend again.",
        );
    }
}

/// The changes by sheet, capped and counted.
pub(super) fn difference_lines(context: &Context, difference: &crate::register::Difference) -> Vec<String> {
    let lang = context.out.lang;
    let mut lines = Vec::new();
    for (sheet, count, said) in difference.grouped(CHANGES_MAX, lang) {
        lines.push(match lang {
            Lang::Ja => format!("【{sheet}】{count}件"),
            Lang::En => format!("[{sheet}] {count}"),
        });
        let more = count - said.len();
        lines.extend(said.into_iter().map(|line| format!("  {line}")));
        if more > 0 {
            lines.push(match lang {
                Lang::Ja => format!("  ほか{more}件"),
                Lang::En => format!("  and {more} more"),
            });
        }
    }
    lines
}

fn consequences(context: &Context, amendment: &Amendment) {
    let out = &context.out;
    let Amendment { returns, open_before, open_after, .. } = amendment;
    out.say(
        format!("提出済みの{returns}件を判定し直します。要修正・要確認の指摘は、{open_before}件から{open_after}件になります。"),
        format!("{returns} returns are judged again; open errors and queries: {open_before} before, {open_after} after."),
    );
    for change in amendment.statuses.iter().take(STATUSES_MAX) {
        let word = |word: &str| if word.is_empty() { out.lang.pick("なし", "none").to_owned() } else { word.to_owned() };
        let (before, after) = (word(&change.before), word(&change.after));
        out.say(format!("  「{}」の達成状況：{before}→{after}", change.name), format!("  {}: {before} → {after}", change.name));
    }
    let more = amendment.statuses.len().saturating_sub(STATUSES_MAX);
    if more > 0 {
        out.say(format!("  ほか{more}件"), format!("  and {more} more"));
    }
    for (department, indicator) in &amendment.asked {
        out.say(format!("  新たに報告をお願いする指標：{department}「{indicator}」"), format!("  newly asked: {department}, {indicator}"));
    }
    for (department, indicator) in &amendment.dropped {
        out.say(format!("  報告が不要になる指標：{department}「{indicator}」"), format!("  no longer asked: {department}, {indicator}"));
    }
    for form in &amendment.forms {
        out.say(format!("  様式を作り直しました：{form}"), format!("  form written again: {form}"));
    }
    if amendment.mails > 0 {
        let mails = amendment.mails;
        out.say(format!("  関係する課へのお知らせ {mails}通"), format!("  mails to the departments concerned: {mails}"));
    }
}
