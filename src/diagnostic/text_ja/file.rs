//! Japanese prose of the codes F: the file itself.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{count, short};
use crate::diagnostic::terms::{file_kind_ja, limit_ja, say};

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::NotAWorkbook => {
            say("Excelファイル（.xlsx）ではないため、開けません。", "配布した様式に記入し、.xlsx形式で保存して再提出してください。")
        }
        P::EmptyFile => say("ファイルの中身が空です。", "記入した様式を保存し直して、再提出してください。"),
        P::Archive => {
            say("圧縮ファイル（ZIPなど）のため、受け付けられません。", "展開して、中のExcelファイル（.xlsx）を1つずつ提出してください。")
        }
        P::Encrypted => say("パスワード又は暗号化のため開けません。", "解除して再提出してください。"),
        P::OwnOutput => say("受付票などの確認用に作成されたファイルです。提出用の様式ではありません。", "記入した様式を提出してください。"),
        P::UnsupportedFormat { format } => {
            let format = short(format);
            say(format!("ファイルの形式（{format}）を読み取れません。"), "Excelで開き、.xlsx形式で保存し直して再提出してください。")
        }
        P::WebPage => say("ファイル名はExcelですが、中身はWebページです。", "Excelで開き、.xlsx形式で保存し直して再提出してください。"),
        P::TooLarge { what, found, max } => say(
            format!("ファイルが大きすぎるため、読み取れません（{}：{}、上限{}）。", limit_ja(what), count(*found), count(*max)),
            "様式以外のシートや画像を削除して、再提出してください。",
        ),
        P::Damaged { .. } => say("ファイルが壊れているため、開けません。", "Excelで開けることを確認し、保存し直して再提出してください。"),
        P::BrokeTheReader { attempts } => say(
            format!("{attempts}回試しましたが、最後まで読み取れませんでした。"),
            "配布した様式に値だけを貼り付けて、再提出してください。読み取れない状態が続く場合は、問合せ先に連絡してください。",
        ),
        P::NotAFile { kind } => say(
            format!("ファイルではないため、受け付けられません（{}）。", file_kind_ja(kind)),
            "Excelファイル（.xlsx）そのものを保存してください。",
        ),
        P::SameAsBefore { number } => say(
            format!("受付番号{}のファイルと同じ内容です。", short(number)),
            "修正したつもりであれば、保存したファイルを確認してください。そうでなければ、対応は不要です。",
        ),
        P::HasMacros => {
            say("マクロが含まれています。実行せず、セルの値だけを読み取りました。", "次回は、マクロのない.xlsx形式で保存してください。")
        }
        P::HasLinks => say(
            "別のファイルへのリンクが含まれています。リンク先は開かず、このファイルの値だけを読み取りました。",
            "対応は不要です。リンクを使った実績の欄は、別に指摘しています。",
        ),
        _ => return None,
    })
}
