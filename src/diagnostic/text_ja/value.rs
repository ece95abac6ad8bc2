//! Japanese prose of the codes V: values.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{amount, factor_ja, short};
use crate::diagnostic::terms::{receipt_ja, say};

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
#[expect(clippy::too_many_lines, reason = "one arm a problem")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
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
        P::StageUnknown { text, stages } => say(
            format!("「{}」は、登録されている段階の名称ではありません。", short(text)),
            format!("次の中から選んでください（{}）。", stages.join("、")),
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
            say(format!("日付（{}）が記入されています。", short(text)), "セルの表示形式を「標準」にして、数値を記入し直してください。")
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
            format!("先に受け付けた値（{}、{}）を引き続き使います。", short(earlier), receipt_ja(number)),
            "値を差し替える場合は、この行を直して再提出してください。",
        ),
        P::CorrectionGiven { registered, value } => say(
            format!("前年度実績の訂正（登録は{}、訂正後は{}）を受け取りました。", short(registered), short(value)),
            "とりまとめの担当課が確認します。対応は不要です。",
        ),
        P::WordReadAs { raw, read } => {
            say(format!("「{}」を「{}」と読み取りました。", short(raw), short(read)), "違う場合は、記入し直してください。")
        }
        P::MarkReadAs { mark, state } => say(
            format!("実績の「{}」を、値の区分「{}」と読み取りました。", short(mark), short(state)),
            "違う場合は、実績を空欄にして、値の区分を選んでください。",
        ),
        P::SymbolsInText { heading, replaced, private: 0 } => say(
            format!("「{}」の、ほかのソフトの記号（{replaced}か所）を、どの端末でも表示できる記号に読み替えました。", short(heading)),
            "違う場合は、記号を記入し直してください。",
        ),
        P::SymbolsInText { heading, private, .. } => say(
            format!("「{}」に、作成した端末だけで表示できる文字（外字など、{private}か所）が含まれています。", short(heading)),
            "ほかの端末や資料では表示されません。別の文字に直してください。",
        ),
        P::DateNotInCalendar { text } => {
            say(format!("「{}」は、暦にない日付です。記入のとおり受け付けました。", short(text)), "日付を確認してください。")
        }
        P::Capped { code, more } if code.is_empty() => {
            say(format!("指摘がほかに{more}件あります。"), "表示した指摘に対応してから、再提出してください。")
        }
        P::Capped { more, .. } => say(format!("同じ種類の指摘がほかに{more}件あります。"), "表示した指摘と同じように確認してください。"),
        _ => return None,
    })
}
