//! `init`: a folder in which an office can begin, and what to do next.

use std::path::Path;

use super::{CliError, Context, Outcome, now};
use crate::upkeep;

pub(super) fn init(context: &Context, folder: &Path, templates: bool) -> Result<Outcome, CliError> {
    let today = now(chrono_tz::Asia::Tokyo).date_naive();
    let made = upkeep::init(folder, templates, today).map_err(Box::new)?;
    let (out, place) = (&context.out, folder.display());
    out.say(format!("{place} に、次のものを作りました。"), format!("Made in {place}:"));
    let words = [
        ("torimatome.toml", "設定。★の付いた項目を直してください", "configuration; set what is marked ★"),
        ("台帳.xlsx", "台帳。Excelで開いて入力してください", "the register, to be filled in with Excel"),
        ("はじめに.txt", "始め方", "how to begin"),
        ("inbox/", "提出先", "where departments file"),
        ("outbox/", "様式、受付票、資料の出力先", "forms, receipts and papers"),
        ("state/", "データベースと原本（共有フォルダーに置かないでください）", "database and originals; never on a share"),
        ("templates/", "ひな形を変えるときに使います", "for templates of your own"),
    ];
    for path in &made.made {
        let meaning = words.iter().find(|(known, _, _)| known == path).map_or("", |(_, ja, en)| out.lang.pick(ja, en));
        out.line(format!("  {path}{}{meaning}", out.lang.pick("　", "  ")));
    }
    out.say(
        format!(
            "次に行うこと\n  1 台帳.xlsx に入力し、torimatome register check --dir {place} で点検する\n  2 torimatome.toml を直し、torimatome doctor --dir {place} で点検する\n  3 torimatome issue --dir {place} で照会を開き、torimatome run --dir {place} で受付を始める"
        ),
        format!(
            "Next\n  1 fill in 台帳.xlsx and check it: torimatome register check --dir {place}\n  2 set torimatome.toml and look it over: torimatome doctor --dir {place}\n  3 open the round: torimatome issue --dir {place}, and begin: torimatome run --dir {place}"
        ),
    );
    out.answer(&made);
    Ok(Outcome::Fine)
}
