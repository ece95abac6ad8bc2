//! Japanese prose of the codes I: identity.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{date_ja, names, short};
use crate::diagnostic::terms::say;

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
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
        P::LastYearsForm { found, expected } => say(
            format!("「{}」の様式です。番号で指標を確かめ、「{}」の報告として読み取りました。", short(found), short(expected)),
            "理由や今後の対応に、以前の記載が残っていないか確認してください。次回は、今回配布した様式を使ってください。",
        ),
        P::LastYearsReturn { found, expected, same, compared } => say(
            format!(
                "「{}」の報告のようです。実績{compared}件のうち{same}件が、そのときの値と同じです。今回の照会は「{}」です。",
                short(found),
                short(expected)
            ),
            format!("「{}」の様式に今回の実績を記入して、再提出してください。", short(expected)),
        ),
        P::OtherRoundsSheet { found, expected } => say(
            format!("「{}」の様式のシートは、読み取っていません。今回の照会は「{}」です。", short(found), short(expected)),
            "参考に残したものであれば、対応は不要です。",
        ),
        P::SeveralDepartments { departments } => say(
            format!("1つのファイルに、{}の様式が入っています。課ごとに受け付けました。", names(departments, "「", "」", "、")),
            "次回は、課ごとのファイルで提出してください。対応は不要です。",
        ),
        P::SheetHidden => say("シートが非表示になっています。そのまま読み取りました。", "再提出するときは、シートを表示してください。"),
        _ => return None,
    })
}
