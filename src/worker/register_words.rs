//! What is said of a register that cannot be used now, in two languages: what is wrong, where, and what holds meanwhile.

use crate::diagnostic::{Finding, headline};
use crate::domain::Lang;

/// Errors of a register that are told one by one; the others are counted.
pub(super) const FIRST: usize = 3;

/// A register with errors; `opened` where a round goes on with its own.
pub(super) fn broken(folder: &str, errors: usize, first: &[Finding], opened: bool, lang: Lang) -> String {
    let first: Vec<String> = first.iter().map(|finding| headline(finding, lang)).collect();
    let rest = errors.saturating_sub(FIRST);
    match lang {
        Lang::Ja => {
            let held = if opened {
                "照会は、開いたときの台帳で続けています。"
            } else {
                "直前の正しい台帳で続けています。"
            };
            let rest = if rest == 0 {
                String::new()
            } else {
                format!("　ほかに{rest}件あります（register check で全て表示されます）。")
            };
            let first = first.join("　");
            format!("台帳（{folder}）にエラーが{errors}件あります。直して保存すると、自動で読み直します。{held}　{first}{rest}")
        }
        Lang::En => {
            let held = if opened { "The round goes on with the one it was opened with." } else { "The last good one holds until then." };
            let rest = if rest == 0 { String::new() } else { format!(" {rest} more: see `register check`.") };
            let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
            let first = first.join(" ");
            format!("The register ({folder}) has {errors}; put right and saved, it is read again by itself. {held} {first}{rest}")
        }
    }
}

/// A register that cannot be looked at: because it is being saved, or because of what the system said.
pub(super) fn away(folder: &str, saving: bool, detail: &str, lang: Lang) -> String {
    match (saving, lang) {
        (true, Lang::Ja) => format!("台帳（{folder}）は、保存の途中です。保存が終わるまで、直前の台帳で続けています。"),
        (true, Lang::En) => format!("The register ({folder}) is being saved. The last one holds until then."),
        (false, Lang::Ja) => {
            format!("台帳（{folder}）を開けません（{detail}）。共有フォルダーの接続を確認してください。直前の台帳で続けています。")
        }
        (false, Lang::En) => {
            format!("The register ({folder}) cannot be opened ({detail}). Check that the share is mounted. The last one holds.")
        }
    }
}
