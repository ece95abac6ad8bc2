//! The Japanese prose of every problem: what happened, and what to do. 公用文: short sentences, です・ます, no blame.

use super::quote::{amount, count, date_ja, factor_ja, long_date_ja, names, short};
use super::terms::{file_kind_ja, limit_ja, say};
use super::{Problem, text_answers};
use crate::domain::Lang;

pub(super) fn message(problem: &Problem) -> String {
    words(problem).0
}

pub(super) fn remedy(problem: &Problem) -> String {
    words(problem).1
}

/// Message and remedy.
#[expect(clippy::too_many_lines, reason = "all prose in one place, one arm a problem")]
fn words(problem: &Problem) -> (String, String) {
    use Problem as P;
    match problem {
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
        P::NoIdentity => say(
            "様式番号が見つかりません。配布した様式ではないようです。",
            "配布した様式に記入して、再提出してください。様式がない場合は、問合せ先に連絡してください。",
        ),
        P::IdentityAltered { text } => say(
            format!("様式番号「{}」を確認できません。一部が変わっているようです。", short(text)),
            "配布した様式に記入し直して、再提出してください。",
        ),
        P::IdentitiesDiffer { visible, hidden } => say(
            format!("表示されている様式番号「{}」が、ファイルに記録された番号「{}」と異なります。", short(visible), short(hidden)),
            "貴課に配布した様式に記入し直して、再提出してください。",
        ),
        P::UnknownPlan { plan } => say(
            format!("登録されていない計画（{}）の様式です。", short(plan)),
            "提出先を確認してください。分からない場合は、問合せ先に連絡してください。",
        ),
        P::WrongRound { found, expected } => say(
            format!("「{}」の様式です。今回の照会は「{}」です。", short(found), short(expected)),
            format!("「{}」の様式に記入して、再提出してください。", short(expected)),
        ),
        P::RoundNotOpen { round } => {
            say(format!("「{}」は、まだ受付を始めていません。", short(round)), "受付の開始後に、もう一度提出してください。")
        }
        P::RoundLocked { round } => say(
            format!("「{}」は、受付を終了しました。", short(round)),
            "値を報告又は修正する必要がある場合は、問合せ先に連絡してください。",
        ),
        P::Late { due } => say(format!("提出期限の{}を過ぎています。", date_ja(due)), "期限後の提出として取り扱います。連絡は不要です。"),
        P::UnknownDepartment { department } => say(
            format!("登録されていない所属（{}）の様式です。", short(department)),
            "貴課に配布した様式に記入して、再提出してください。所属が変わった場合は、問合せ先に連絡してください。",
        ),
        P::OtherDepartmentsFolder { workbook, folder } => say(
            format!("「{}」の様式が、「{}」のフォルダーに保存されています。", short(workbook), short(folder)),
            format!("「{}」のフォルダーに保存し直してください。", short(workbook)),
        ),
        P::OlderForm { found, current } => say(
            format!("以前の様式（第{found}版）です。そのまま読み取りました。"),
            format!("次回は、現在の様式（第{current}版）を使ってください。"),
        ),
        P::UnknownFormVersion { found, current } => say(
            format!("様式の版（第{found}版）を確認できません。現在の様式は第{current}版です。"),
            "配布した様式に記入して、再提出してください。",
        ),
        P::Draft => say(
            "提出区分が「提出」になっていないため、まだ受け付けていません。",
            "記入と課内確認が終わったら、「提出」を選んで保存してください。",
        ),
        P::FilingStateUnknown { text } => {
            say(format!("提出区分に「{}」と記入されています。", short(text)), "「作成中」又は「提出」を選んでください。")
        }
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
        P::BlankActual => say("実績が空欄です。", "数値がない場合は、値の区分を選んでください。"),
        P::NotANumber { text } => say(
            format!("「{}」と記入されています。文字が入っているため、数値として読めません。", short(text)),
            "数値だけを記入してください。",
        ),
        P::UnitMismatch { written, registered } => {
            let registered = short(registered);
            say(
                format!("「{}」と記入されていますが、登録の単位は{registered}です。", short(written)),
                format!("{registered}単位に直してください。"),
            )
        }
        P::ErrorValue { text } => say(format!("エラー値（{}）になっています。", short(text)), "計算式を直すか、値だけを記入してください。"),
        P::NoCachedValue => say("計算式の結果がファイルに保存されていません。", "Excelで開いて保存し直すか、値だけを貼り付けてください。"),
        P::ExternalLink => say("別のファイルを参照しています。", "値だけを貼り付けてください。"),
        P::OutOfRange { text } => {
            say(format!("「{}」は、取り扱える大きさ（±1,000兆）を超えています。", short(text)), "桁数と単位を確認して、直してください。")
        }
        P::TooManyDecimals { value, decimals } => {
            let registered = if *decimals == 0 { "整数".to_owned() } else { format!("小数第{decimals}位まで") };
            say(
                format!("{}と記入されていますが、登録は{registered}です。記入のとおり受け付けました。", value.grouped(0)),
                "数値を確認してください。正しければ、対応は不要です。",
            )
        }
        P::BelowBound { value, bound, unit } => say(
            format!("{}は、この指標の下限（{}）より小さい値です。", amount(*value, unit), amount(*bound, unit)),
            "数値と単位を確認して、直してください。",
        ),
        P::AboveBound { value, bound, unit } => say(
            format!("{}は、この指標の上限（{}）より大きい値です。", amount(*value, unit), amount(*bound, unit)),
            "数値と単位を確認して、直してください。",
        ),
        P::PercentSlip { value, likely } => {
            let (value, likely) = (value.grouped(0), likely.grouped(0));
            say(
                format!("{likely}%が{value}と記入されているようです。"),
                format!("{likely}%であれば「{likely}」に直してください。{value}%が正しければ、変わった理由を書いてください。"),
            )
        }
        P::PowerOfTenSlip { factor, reference, reference_name, unit } => {
            let change = if factor.starts_with("1/") { "減った" } else { "増えた" };
            say(
                format!("{}（{}）の{}です。", short(reference_name), amount(*reference, unit), factor_ja(factor)),
                format!("桁を確認し、正しければ{change}理由を書いてください。"),
            )
        }
        P::CumulativeFell { reference, reference_name, unit, .. } => say(
            format!("累計が{}（{}）より減っています。", short(reference_name), amount(*reference, unit)),
            "累計の値か確認してください。正しければ、減った理由を書いてください。",
        ),
        P::LargeChange { percent, reference, unit, limit } => {
            let (stem, change) = if percent.is_negative() { ("減って", "減った") } else { ("増えて", "増えた") };
            say(
                format!(
                    "前年度（{}）から{}%{stem}います（確認の目安は{}%です）。",
                    amount(*reference, unit),
                    percent.abs().grouped(0),
                    limit.grouped(0)
                ),
                format!("数値を確認し、正しければ{change}理由を書いてください。"),
            )
        }
        P::SameAsLastYear { value } => say(
            format!("前年度と同じ値（{}）です。", value.grouped(0)),
            "前年度の値が残っていないか確認してください。正しければ、対応は不要です。",
        ),
        P::SameAsBaseline { value } => say(
            format!("基準値と同じ値（{}）です。", value.grouped(0)),
            "基準値を書き写していないか確認してください。正しければ、対応は不要です。",
        ),
        P::StateContradicts { state, value } => say(
            format!("値の区分は「{}」ですが、実績に「{}」と記入されています。", short(state), short(value)),
            "数値を報告する場合は、値の区分を選び直してください。報告しない場合は、実績を空欄にしてください。",
        ),
        P::StateNeedsNumber { state } => say(
            format!("値の区分は「{}」ですが、実績に数値がありません。", short(state)),
            "数値を記入してください。数値がない場合は、値の区分で「集計中」などを選んでください。",
        ),
        P::UnknownState { text } => say(
            format!("値の区分に「{}」と記入されています。", short(text)),
            "一覧から選んでください（確定、速報、見込み、集計中、今年度調査なし、統計未公表、取消）。",
        ),
        P::MarkWithoutState { mark } => {
            say(format!("実績に「{}」と記入されています。", short(mark)), "数値がない場合は、値の区分で理由を選んでください。")
        }
        P::ReadAs { raw, value, unit } => {
            say(format!("「{}」を{}と読み取りました。", short(raw), amount(*value, unit)), "違う場合は、数値だけを記入し直してください。")
        }
        P::Approximate { raw, value } => say(
            format!("「{}」を{}と読み取りました。おおよその数値のようです。", short(raw), value.grouped(0)),
            "正確な数値に直してください。概数しかない場合は、理由の欄にその旨を書いてください。",
        ),
        P::RangeGiven { raw } => say(format!("「{}」と幅のある値が記入されています。", short(raw)), "1つの数値に直してください。"),
        P::DateGiven { text } => {
            say(format!("日付（{}）として記録されています。", short(text)), "セルの表示形式を「標準」にして、数値を記入し直してください。")
        }
        P::ReasonMissing => say("目標に届いていません。", "理由を書いてください。"),
        P::TextTooLong { heading, length, max } => {
            say(format!("「{}」が{length}字あります（{max}字まで）。", short(heading)), format!("{max}字以内に短くしてください。"))
        }
        P::FormulaInText { heading } => say(
            format!("「{}」に計算式が入っています。表示されている文字だけを読み取りました。", short(heading)),
            "内容を確認してください。違う場合は、文字を直接記入してください。",
        ),
        P::ValueWithdrawn { earlier } if earlier.is_empty() => {
            say("値の区分は「取消」ですが、取り消す報告はありません。", "値を報告する場合は、数値と値の区分を記入してください。")
        }
        P::ValueWithdrawn { earlier } => say(
            format!("先に報告された値（{}）を取り消しました。", short(earlier)),
            "取消しが誤りであれば、数値を記入して再提出してください。",
        ),
        P::EarlierValueKept { earlier, number } => say(
            format!("先に受け付けた値（{}、受付番号{}）を引き続き使います。", short(earlier), short(number)),
            "値を差し替える場合は、この行を直して再提出してください。",
        ),
        P::CorrectionGiven { registered, value } => say(
            format!("前年度実績の訂正（登録は{}、訂正後は{}）を受け取りました。", short(registered), short(value)),
            "とりまとめの担当課が確認します。対応は不要です。",
        ),
        P::Capped { code, more } if code.is_empty() => {
            say(format!("指摘がほかに{more}件あります。"), "表示した指摘に対応してから、再提出してください。")
        }
        P::Capped { more, .. } => say(format!("同じ種類の指摘がほかに{more}件あります。"), "表示した指摘と同じように確認してください。"),
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
        P::RegisterSchemeGap { scheme } => say(
            format!("評価区分「{}」に、どの条件にも当てはまらない場合の区分がありません。", short(scheme)),
            "最後の行に、条件が「その他」の区分を加えてください。",
        ),
        P::RegisterSchemeUnreachable { scheme, label } => say(
            format!("評価区分「{}」の「{}」は、前の区分が必ず当てはまるため、使われません。", short(scheme), short(label)),
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
        P::TextPlaceUnknown { .. }
        | P::ForeignPolicy { .. }
        | P::CoOwnersDiffer { .. }
        | P::PartsDiffer { .. }
        | P::FigureInTextDiffers { .. } => text_answers::words(problem, Lang::Ja).unwrap_or_default(),
    }
}
