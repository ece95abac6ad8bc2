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
        P::DuplicateRow { first, sheet } => say(
            format!("同じ指標が{}{first}の行にもあり、記入内容が異なります。", on_sheet(sheet)),
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
        P::HeadingReadAs { found, heading } => say(
            format!("「{}」の列を、「{}」として読み取りました。", short(found), short(heading)),
            "違う場合は、見出しを元に戻してください。",
        ),
        P::HeadingNearest { heading, nearest } => say(
            format!("見出し「{}」が見つかりません。「{}」が近い見出しです。", short(heading), short(nearest)),
            format!("見出しを「{}」に戻して、再提出してください。", short(heading)),
        ),
        P::TableNotRead => say(
            "この位置の記入は、様式の表の行ではないと判断し、読み取っていません。",
            "報告する実績は、様式の表に記入してください。参考の表であれば、対応は不要です。",
        ),
        P::MergedOver { first } => say(
            format!("{first}のセルと結合されているため、この行の値を読み取れません。"),
            "セルの結合を解除し、行ごとに記入してください。",
        ),
        P::HeadingTwice { heading, first } => say(
            format!("「{}」の列が2つあり、{first}と記入内容が異なります。", short(heading)),
            "正しい列だけに記入し、もう一方の列を削除してください。",
        ),
        _ => return None,
    })
}

/// Another sheet, before a cell on it.
fn on_sheet(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!("「{}」シート", short(sheet)) }
}
