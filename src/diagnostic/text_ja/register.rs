//! Japanese prose of the codes R: the register.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{count, long_date_ja, short};
use crate::diagnostic::terms::{limit_ja, say};

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
#[expect(clippy::too_many_lines, reason = "one arm a problem")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::RegisterSheetMissing { sheet } => {
            let sheet = short(sheet);
            say(format!("「{sheet}」シートがありません。"), format!("「{sheet}」シート（CSVの場合は「{sheet}.csv」）を加えてください。"))
        }
        P::RegisterUnreadable { detail } => {
            say(format!("表として読み取れません（{}）。", short(detail)), "UTF-8のCSVで保存されているか確認してください。")
        }
        P::RegisterHeadingMissing { heading } => {
            say(format!("見出し「{}」がありません。", short(heading)), format!("1行目に「{}」の列を加えてください。", short(heading)))
        }
        P::RegisterHeadingUnknown { heading } => say(
            format!("見出し「{}」は台帳で使わないため、読み取っていません。", short(heading)),
            "見出しの書き間違いでないか確認してください。不要な列であれば、削除してください。",
        ),
        P::RegisterEmpty { heading } => {
            say(format!("「{}」が空欄です。", short(heading)), format!("「{}」を記入してください。", short(heading)))
        }
        P::RegisterInvalid { heading, text, expected } => say(
            format!("「{}」に「{}」と記入されています。", short(heading), short(text)),
            format!("次のとおり記入してください：{}。", short(expected)),
        ),
        P::RegisterExcelDamage { heading, text, likely } => say(
            format!("「{}」の「{}」は、Excelが番号を日付や短い数値に変えたもののようです。", short(heading), short(text)),
            format!("「{}」であれば、文字列として記入し直してください。", short(likely)),
        ),
        P::RegisterDuplicate { heading, text, first_row } => {
            say(format!("「{}」の「{}」は、{first_row}行目にもあります。", short(heading), short(text)), "重ならないように直してください。")
        }
        P::RegisterUnknownReference { heading, text, sheet } => say(
            format!("「{}」の「{}」は、「{}」シートにありません。", short(heading), short(text), short(sheet)),
            format!("「{}」シートに加えるか、記入を直してください。", short(sheet)),
        ),
        P::RegisterCycle { node } => {
            say(format!("「{}」の上位をたどると、自分自身に戻ります。", short(node)), "上位の番号を直してください。")
        }
        P::RegisterIncomplete { indicator, lacks } => say(
            format!("指標「{}」の{}が登録されていません。", short(indicator), short(lacks)),
            format!("{}を登録してください。", short(lacks)),
        ),
        P::RegisterDateOrder { earlier, later } => {
            say(format!("「{}」が「{}」より後の日付です。", short(earlier), short(later)), "日付の前後を直してください。")
        }
        P::RegisterSchemeGap { scheme, example_ja, .. } => say(
            format!("評価区分「{}」に、どの条件にも当てはまらない場合があります（例：{example_ja}）。", short(scheme)),
            "条件の境目に抜けがないか確認するか、最後の行に、条件が「その他」の区分を加えてください。",
        ),
        P::RegisterSchemeUnreachable { scheme, label } => say(
            format!(
                "評価区分「{}」の「{}」は、どのような数値でも使われません。前の区分が先に当てはまるか、条件が両立しません。",
                short(scheme),
                short(label)
            ),
            "区分の順番と条件を確認してください。",
        ),
        P::RegisterSameName { name, first_row } => say(
            format!("同じ施策に、同じ名前の指標（「{}」）が{first_row}行目にもあります。", short(name)),
            "同じ指標であれば、1つにしてください。別の指標であれば、対応は不要です（番号で見分けます）。",
        ),
        P::RegisterDirectionDoubt { direction, baseline, target } => say(
            format!(
                "望ましい方向は「{}」ですが、目標値（{}）が基準値（{}）より悪い値です。",
                short(direction),
                target.grouped(0),
                baseline.grouped(0)
            ),
            "方向と値を確認してください。正しければ、対応は不要です。",
        ),
        P::RegisterSheetUnknown { sheet } => say(
            format!("「{}」は、台帳にないシートです。使わずに進めます。", short(sheet)),
            "シート名の誤りであれば、直してください。台帳と関係のないシートであれば、対応は不要です。",
        ),
        P::RegisterNotSupported { heading, text } => say(
            format!("「{}」に「{}」と記入されていますが、この版ではまだ扱えません。", short(heading), short(text)),
            "いったん空欄にしてください。扱える版を使うときに、記入し直してください。",
        ),
        P::RegisterEncoding { likely } => say(
            if likely == "?" {
                "文字コードがUTF-8ではないため、読み取れません。".to_owned()
            } else {
                format!("文字コードがUTF-8ではないため、読み取れません（{}のようです）。", short(likely))
            },
            "「CSV UTF-8（コンマ区切り）」の形式で保存し直してください。",
        ),
        P::RegisterTooLarge { what, found, max } => say(
            format!("大きすぎるため、読み取れません（{}：{}、上限{}）。", limit_ja(what), count(*found), count(*max)),
            "台帳以外の行や列を削除してください。",
        ),
        P::RegisterNumberFormat { heading, text, plain } => say(
            format!("「{}」に「{}」と記入されています。台帳の数値には、区切りや単位を付けません。", short(heading), short(text)),
            format!("「{}」と記入してください。", short(plain)),
        ),
        P::RegisterFolderName { text } => say(
            format!("「{}」は、フォルダーの名前に使えません。", short(text)),
            "記号や、この仕組みが使う名前（受付済など）を避けた名前にしてください。",
        ),
        P::RegisterExtraCell { text, columns } => say(
            format!("見出しは{columns}列ですが、その右に「{}」と記入されています。", short(text)),
            "文章にコンマが含まれている場合は、そのセルを二重引用符（\"）で囲んでください。",
        ),
        P::RegisterDepartmentNotInOffice { department, round, valid } => say(
            format!("{}（{}）は、{}の期間には置かれていません。", short(department), short(valid), short(round)),
            "担当する所管課を確認してください。",
        ),
        P::RegisterHolidaysEnd { last, needed } => say(
            if last.is_empty() {
                format!("休日が登録されていません。{}までの休日が必要です。", long_date_ja(needed))
            } else {
                format!("休日は{}までしか登録されていません。{}までの休日が必要です。", long_date_ja(last), long_date_ja(needed))
            },
            "「休日」に、必要な年の祝日を追加してください。",
        ),
        _ => return None,
    })
}
