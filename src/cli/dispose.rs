//! `dispose`: what may go by the office's rules, and its going once a person approves.

use std::path::Path;

use super::out::counted;
use super::progress::Bar;
use super::table::table;
use super::{CliError, Context, Outcome, now};
use crate::domain::Lang;
use crate::installation::Installation;
use crate::store::SqliteStore;
use crate::upkeep::{self, Round, UpkeepError};
use crate::worker::WorkError;

pub(super) fn dispose(context: &Context, dir: &Path, approval: Option<(&str, &str)>) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let (out, at) = (&context.out, now(installation.config.time_zone));
    let years = installation.config.retention.years;
    let Some((who, why)) = approval else {
        if !installation.database().exists() {
            return Err(Box::new(UpkeepError::Nothing(dir.to_path_buf())).into());
        }
        let store = SqliteStore::open(&installation.database()).map_err(WorkError::from)?;
        let rounds = upkeep::disposable(&installation, &store, at).map_err(Box::new)?;
        if rounds.is_empty() {
            out.say(
                format!("保存期間（受付終了から{years}年）を過ぎた照会はありません。"),
                format!("No round is past its retention ({years} years after it was locked)."),
            );
        } else {
            tell(context, &rounds);
            out.say(
                "まだ何も廃棄していません。廃棄するには、--who 氏名 --why 理由（決裁の番号など）を付けて実行してください。記録、判定、受付番号は残り、提出されたファイルだけがなくなります。元に戻せるのは、バックアップからだけです。",
                "Nothing is disposed of yet. To do it add --who NAME --why TEXT. Records, verdicts and receipt numbers stay; only the files that were sent go. They can be had back from a backup only.",
            );
        }
        out.answer(&rounds);
        return Ok(Outcome::Fine);
    };
    let bar = Bar::new(*out, "廃棄しています", "disposing");
    let disposal = upkeep::dispose(&installation, who, why, at, &mut |done, all| bar.at(done, all));
    bar.end();
    let disposal = disposal.map_err(Box::new)?;
    tell(context, &disposal.rounds);
    let removed = disposal.removed;
    out.say(format!("原本を{removed}件廃棄し、記録しました。"), format!("{} disposed of, and recorded.", counted(removed, "original")));
    out.answer(&disposal);
    Ok(Outcome::Fine)
}

fn tell(context: &Context, rounds: &[Round]) {
    if rounds.is_empty() {
        return;
    }
    let headings = match context.out.lang {
        Lang::Ja => ["計画", "照会", "受付終了", "原本", "うち廃棄", "MB"],
        Lang::En => ["Plan", "Round", "Locked on", "Originals", "To go", "MB"],
    };
    let mut rows = table(&headings, &[3, 4, 5]);
    for round in rounds {
        let megabytes = round.bytes.div_ceil(1024 * 1024);
        rows.add_row([
            round.plan.to_string(),
            round.name.clone(),
            round.locked_on.to_string(),
            round.objects.len().to_string(),
            round.going.to_string(),
            megabytes.to_string(),
        ]);
    }
    context.out.line(rows.to_string());
}
