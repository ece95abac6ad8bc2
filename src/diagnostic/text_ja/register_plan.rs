//! Japanese prose of the codes R, continued: what the register says of the plan, held against itself.

use crate::diagnostic::Problem;
use crate::diagnostic::quote::{long_date_ja, short};
use crate::diagnostic::terms::say;

/// Message and remedy; `None` for a problem of another group.
#[expect(clippy::wildcard_enum_match_arm, reason = "each group answers for its own problems")]
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    use Problem as P;
    Some(match problem {
        P::RegisterMaintainDiffers { baseline, target } => say(
            format!("望ましい方向は「維持」ですが、目標値（{}）が基準値（{}）と異なります。", target.grouped(0), baseline.grouped(0)),
            "方向と値を確認してください。公表のとおりであれば、対応は不要です。",
        ),
        P::RegisterDecreaseOfNegative { value } => say(
            format!(
                "望ましい方向は「減少」ですが、値（{}）は0より小さい数です。このままでは、0から遠ざかるほど良いと判定します。",
                value.grouped(0)
            ),
            "減り方が小さくなることを目指すのであれば、方向を「増加」にしてください。",
        ),
        P::RegisterNameLikeAnother { name, other_name, other } => say(
            format!("「{}」は、指標「{}」（{}）と同じか、ほとんど同じ名前です。", short(name), short(other_name), short(other)),
            "同じ指標であれば、1つにまとめ、2か所目の配置に「再掲」の○を記入してください。別の指標であれば、対応は不要です。",
        ),
        P::RegisterRepeatUnmarked { indicator, first_row } => say(
            format!("指標「{}」は{first_row}行目にも配置されています。ここでは再掲として扱います。", short(indicator)),
            "再掲の欄に○を記入してください。主に載せる場所が異なる場合は、{first_row}行目の方に記入してください。"
                .replace("{first_row}", &first_row.to_string()),
        ),
        P::RegisterValueRevised { subject, earlier, later } => say(
            format!(
                "{}は、{}（{}）から{}（{}）に見直されています。後の値を使います。",
                short(subject),
                short(&earlier.value),
                decided(&earlier.of),
                short(&later.value),
                decided(&later.of)
            ),
            "見直しのとおりであれば、対応は不要です。",
        ),
        P::RegisterTargetDiffers { plan, indicator, here, there } => say(
            format!(
                "{}の目標値は{}です。「{}」では、同じ指標（{}）の{}の目標値が{}です。",
                short(&here.of),
                short(&here.value),
                short(plan),
                short(indicator),
                short(&there.of),
                short(&there.value)
            ),
            "計画の間で目標を見直したものであれば、対応は不要です。別の指標であれば、名前か共通IDで区別してください。",
        ),
        P::RegisterTargetOutsidePlan { year, first, last } => say(
            format!("{}の目標値ですが、計画期間は{}から{}までです。", short(year), short(first), short(last)),
            "年度と計画期間を確認してください。正しければ、対応は不要です。",
        ),
        P::RegisterLeadMissing { indicator } => say(
            format!("指標「{}」には共管の所管課がありますが、主となる所管課がありません。", short(indicator)),
            "主となる所管課の行の役割を「主」にしてください。",
        ),
        P::RegisterPartPlaced { indicator, whole } => say(
            format!("「{}」は指標「{}」の構成ですが、「配置」にもあります。", short(indicator), short(whole)),
            "構成の指標は、全体の指標の中に印刷されます。「配置」の行か「構成」の行のどちらかを削除してください。",
        ),
        P::RegisterOperatorDoubt { direction, operator } => say(
            format!("望ましい方向は「{}」ですが、目標値の演算子は「{}」です。", short(direction), short(operator)),
            "方向と演算子を確認してください。正しければ、対応は不要です。",
        ),
        P::RegisterBookUnreadable { code } => say(format!("Excelの台帳として読み取れません（{}）。", why(code)), unreadable_remedy(code)),
        _ => return None,
    })
}

fn decided(day: &str) -> String {
    if day.is_empty() { "決定日の記入なし".to_owned() } else { format!("{}決定", long_date_ja(day)) }
}

fn why(code: &str) -> &'static str {
    match code {
        "F002" => "中身が空です",
        "missing" => "ファイルが見つかりません",
        "csv" => "CSVファイルです",
        "sheets" => "台帳のシートが1枚もありません",
        "F004" => "パスワード又は暗号化がかかっています",
        "F008" => "大きすぎます",
        "F009" => "ファイルが壊れています",
        "F010" => "読取りが最後まで終わりませんでした",
        "F011" => "ファイルではありません",
        _ => ".xlsx形式ではありません",
    }
}

fn unreadable_remedy(code: &str) -> &'static str {
    match code {
        "missing" => "ファイルの場所と名前を確認してください。",
        "csv" => "CSVの台帳は、シートごとのファイルを入れたフォルダーを指定してください。",
        "sheets" => "ほかのファイルではないか確認してください。台帳は「register blank」で作ることができます。",
        _ => "Excelで開けることを確認し、.xlsx形式で保存し直してください。",
    }
}
