//! Japanese prose of the codes T: the table.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{names, short};
use crate::diagnostic::terms::say;

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::SheetMissing { sheet, found } => {
            let sheet = short(sheet);
            let there =
                if found.is_empty() { String::new() } else { format!("あるシートは{}です。", names(found, "「", "」", "、")) };
            say(
                format!("「{sheet}」シートが見つかりません。{there}"),
                format!("シート名を「{sheet}」に戻すか、配布した様式に記入し直してください。"),
            )
        }
        P::HeadingMissing { heading } => {
            let heading = short(heading);
            say(
                format!("見出し「{heading}」が見つかりません。"),
                format!("見出しを「{heading}」に戻すか、配布した様式に記入し直してください。"),
            )
        }
        P::UnknownIndicator { text } => say(
            format!("「{}」は、今回報告をお願いしている指標に見当たりません。", short(text)),
            "番号と指標名を、配布した様式のとおりに直してください。指標を追加する場合は、問合せ先に連絡してください。",
        ),
        P::ForeignIndicator { owner } => say(
            format!("{}が報告する指標のため、この行は受け付けていません。", short(owner)),
            "この行の記入を消してください。担当が変わった場合は、問合せ先に連絡してください。",
        ),
        P::DuplicateRow { first } => say(
            format!("同じ指標が{first}の行にもあり、記入内容が異なります。"),
            "正しい行だけに記入し、もう一方の行の記入を消してください。",
        ),
        P::RowMissing { name } => {
            say(format!("指標「{}」の行がありません。実績は未提出です。", short(name)), "配布した様式の行に記入して、再提出してください。")
        }
        P::TargetChanged { registered, found } => say(
            format!("目標値が変更されています。登録は{}、記入は{}です。", short(registered), short(found)),
            "元の値に戻してください。目標を見直す場合は、問合せ先に連絡してください。",
        ),
        P::LockedCellChanged { heading, registered, found } => say(
            format!("「{}」が変更されています（登録は「{}」、記入は「{}」）。", short(heading), short(registered), short(found)),
            "元に戻してください。登録に誤りがある場合は、問合せ先に連絡してください。",
        ),
        P::ColumnUnknown { heading } => {
            say(format!("「{}」の列は様式にないため、読み取っていません。", short(heading)), "報告する内容は、様式の欄に記入してください。")
        }
        P::NothingEntered => {
            say("提出区分は「提出」ですが、実績も値の区分も記入されていません。", "実績又は値の区分を記入して、再提出してください。")
        }
        P::NumberAndNameDiffer { numbered, named } => say(
            format!("番号は「{}」のものですが、指標名は「{}」です。", short(numbered), short(named)),
            "番号と指標名を、配布した様式のとおりに直してください。並べ替えるときは、すべての列を選んでください。",
        ),
        _ => return None,
    })
}
