//! Japanese prose of the codes R, continued: the office's own workbook as a form.

use crate::diagnostic::quote::short;
use crate::diagnostic::terms::say;
use crate::diagnostic::{OwnProblem, Problem};

/// Message and remedy; `None` for a problem of another group.
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use OwnProblem as P;
    let Problem::Own(problem) = problem else { return None };
    Some(match problem {
        P::PlaceMissing { what, wanted, looked, nearest } => {
            let looked = if looked.is_empty() { String::new() } else { format!("（探したシート：{}）", listed(looked)) };
            let nearest = if nearest.is_empty() { String::new() } else { format!("最も近いものは、{}です。", short(nearest)) };
            say(format!("{}「{}」が見つかりません{looked}。{nearest}", kind(what), short(wanted)), missing_remedy(what))
        }
        P::PlaceTwice { what, wanted, cells } => {
            say(format!("{}「{}」が{}か所にあります（{}）。", kind(what), short(wanted), cells.len(), listed(cells)), twice_remedy(what))
        }
        P::RowsShort { department, room, needed } => {
            let whose = if department.is_empty() { String::new() } else { format!("{}の", short(department)) };
            say(
                format!("{whose}指標は{needed}件ですが、表の行は{room}行です。"),
                "様式の表に行を足し、宣言のrows_maxを直してください。行を足すときは、書式と数式も写してください。",
            )
        }
        P::CellKept { heading, holds } if holds == "formula" => say(
            format!("「{}」の欄には数式があります。数式を残し、何も書き込みません。", short(heading)),
            "台帳の値を入れる場合は、様式の数式を消してください。このままでよければ、対応は不要です。",
        ),
        P::CellKept { heading, .. } => say(
            format!("「{}」の欄は、ほかのセルと結合されています。何も書き込みません。", short(heading)),
            "値を入れる場合は、結合を解除してください。このままでよければ、対応は不要です。",
        ),
        P::RowMissing { name } => say(
            format!("指標「{}」の行が様式にありません。", short(name)),
            "様式に行を足してください。名前が異なる場合は、台帳の「別名」に様式の書き方を足してください。",
        ),
    })
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| short(name)).collect::<Vec<_>>().join("、")
}

fn kind(what: &str) -> &'static str {
    match what {
        "heading" => "見出し",
        "sub" => "2段目の見出し",
        "name" => "名前の定義",
        "sheet" => "シート",
        "end" => "表の終わりの文字",
        _ => "項目名",
    }
}

fn missing_remedy(what: &str) -> &'static str {
    match what {
        "name" => "Excelの「数式」タブの「名前の管理」で、名前と参照先を確認してください。参照先が#REF!の場合は、付け直してください。",
        "sheet" => "宣言のsheetsを、様式のシート名と同じにしてください。",
        "end" => "宣言のendを、表のすぐ下にある文字と同じにしてください。",
        _ => "宣言の文字を様式のとおりに直すか、宣言のaliasesに様式の書き方を足してください。",
    }
}

fn twice_remedy(what: &str) -> &'static str {
    match what {
        "heading" | "sub" => {
            "宣言のsubで下の段の見出しを示すか、様式の見出しを別の文字にしてください。シートが複数ある場合は、sheetsで示してください。"
        }
        _ => "宣言のsheetでシートを示すか、様式のセルに名前を付けて、宣言のnameで示してください。",
    }
}
