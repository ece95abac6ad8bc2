//! What a person who fills in the register's workbook is told: the note at a heading, and the words to choose from.

use super::sheets::node::level_label;
use crate::diagnostic::SWITCHABLE;
use crate::domain::{
    Aggregation, DecreaseRate, Direction, Lang, NodeLevel, Operator, OwnerRole, PartRole, PeriodBasis, RegisteredState, Tone, ValueKind,
    Weight,
};

/// Whether cells below a heading hold codes, which Excel likes to turn into dates and numbers.
#[must_use]
pub fn is_code(heading: &str) -> bool {
    heading.ends_with("ID") || matches!(heading, "親" | "番号" | "対象" | "後継" | "代理")
}

/// The words of which a cell holds one, where the list is closed: by sheet and heading, in 計画 by the word beside it.
#[must_use]
pub fn choices(sheet: &str, heading: &str) -> Vec<&'static str> {
    let words = |words: &[&'static str]| words.iter().copied().filter(|word| !word.is_empty()).collect();
    match (sheet, heading) {
        ("計画", "達成率（減少）") => {
            words(&[DecreaseRate::TargetOverActual, DecreaseRate::TwoMinusActualOverTarget].map(DecreaseRate::label))
        }
        ("計画", "様式") => words(&["list", "evaluation", "definition"]),
        ("計画", "負数の表記") => words(&["△", "-"]),
        ("体系", "階層") => words(&[NodeLevel::Goal, NodeLevel::Policy, NodeLevel::Item].map(level_label)),
        ("指標", "方向性") => words(&[Direction::Increase, Direction::Decrease, Direction::Maintain].map(Direction::label)),
        ("指標", "集計方法") => words(
            &[Aggregation::Cumulative, Aggregation::CumulativeWithinPlan, Aggregation::Annual, Aggregation::PointInTime]
                .map(Aggregation::label),
        ),
        ("値", "種別") => words(
            &[ValueKind::Baseline, ValueKind::Target, ValueKind::Actual, ValueKind::PublishedStatus, ValueKind::PublishedShare]
                .map(ValueKind::label),
        ),
        ("値", "状態") => words(&RegisteredState::ALL.map(RegisteredState::label)),
        ("値", "演算子") => words(&Operator::ALL.map(Operator::label)),
        ("値", "期間区分") => words(&PeriodBasis::ALL.map(PeriodBasis::label)),
        ("構成", "役割") => words(&PartRole::ALL.map(PartRole::label)),
        ("検証規則", "規則") => SWITCHABLE.iter().map(|rule| rule.code).collect(),
        ("検証規則", "重み") => Weight::ALL.iter().map(|weight| weight.label(Lang::Ja)).collect(),
        ("決定", "種類") => super::sheets::decision::kinds(),
        ("担当", "役割") => words(&OwnerRole::ALL.map(OwnerRole::label)),
        ("評価区分", "色") => words(&Tone::ALL.map(Tone::label)),
        ("評価区分", "分母" | "理由") => words(&["○", "×"]),
        ("指標", "廃止") | ("配置" | "事業", "再掲") | ("決定", "実行") => words(&["○"]),
        _ => Vec::new(),
    }
}

/// The sheet whose first column holds what is chosen from at a heading: an id that another sheet gives. 対象 of 値 may
/// hold more than indicators.
#[must_use]
pub fn picked_from(sheet: &str, heading: &str) -> Option<(&'static str, &'static str)> {
    match (sheet, heading) {
        ("計画", "評価区分ID") => Some(("評価区分", "評価区分ID")),
        ("指標" | "体系" | "担当課" | "提出期間" | "評価区分", "指標ID" | "体系ID" | "所管課ID" | "照会ID" | "評価区分ID") => {
            None
        }
        (_, "指標ID" | "構成指標ID") | ("値", "対象") => Some(("指標", "指標ID")),
        (_, "体系ID") | ("体系", "親") => Some(("体系", "体系ID")),
        (_, "所管課ID") | ("担当課", "後継") => Some(("担当課", "所管課ID")),
        (_, "照会ID") => Some(("提出期間", "照会ID")),
        _ => None,
    }
}

/// Whether a row says nothing without this cell, so that the heading calls for it.
#[must_use]
pub fn must_fill(sheet: &str, heading: &str) -> bool {
    let needed: &[&str] = match sheet {
        "計画" => &["項目", "内容"],
        "体系" => &["体系ID", "階層", "名称"],
        "指標" => &["指標ID", "指標名", "小数桁", "方向性", "集計方法"],
        "配置" => &["指標ID", "体系ID"],
        "値" => &["対象", "種別", "年度", "値"],
        "構成" => &["指標ID", "順", "構成名", "役割", "構成指標ID"],
        "担当課" => &["所管課ID", "名称", "番号", "メール"],
        "担当" => &["指標ID", "所管課ID"],
        "評価区分" => &["評価区分ID", "順", "区分", "条件", "記号", "色", "分母"],
        "提出期間" => &["照会ID", "名称", "年度", "開始日", "提出期限"],
        "決定" => &["決定日", "種類", "照会ID", "理由", "決定者"],
        "事業" => &["体系ID", "年度", "事業名", "担当課", "事業概要"],
        "主な取組" => &["体系ID", "順", "具体的な取組"],
        "休日" => &["日付", "名称"],
        "検証規則" => &["規則", "理由"],
        "個別期限" => &["照会ID", "指標ID", "提出期限"],
        _ => &[],
    };
    needed.contains(&heading)
}

/// What is said at a heading: sheet, heading, note.
const NOTES: [(&str, &str, &str); 68] = [
    ("計画", "内容", "項目ごとの内容です。項目の意味は、右の説明にあります。"),
    ("体系", "体系ID", "半角の英小文字、数字、「.」「-」「_」。決めた後は変えません。"),
    ("体系", "親", "1つ上の体系ID。基本目標は空欄にします。"),
    ("体系", "番号", "資料に印刷する番号（例：1-1、(1)）。"),
    ("体系", "SDGs", "複数ある場合は「、」で区切ります。"),
    ("指標", "指標ID", "半角の英小文字、数字、「.」「-」「_」。決めた後は変えず、ほかの指標に使い回しません。"),
    ("指標", "別名", "以前の名前など。複数ある場合は「;」で区切ります。"),
    ("担当課", "別名", "以前の名前など。複数ある場合は「;」で区切ります。"),
    ("指標", "小数桁", "計画が印刷する小数の桁数（0から6まで）。"),
    ("指標", "方向性", "増加、減少、維持から選びます。数値からは判断しません。"),
    ("指標", "集計方法", "累計：計画前からの積み上げ。延べ：計画期間内の合計。年間：1年間の合計。時点：ある日の状態。"),
    ("指標", "下限", "取り得る最小・最大の値。範囲の外の回答は差し戻します。"),
    ("指標", "上限", "取り得る最小・最大の値。範囲の外の回答は差し戻します。"),
    ("指標", "増減の目安（%）", "前年度からこの割合を超えて変わったときに、理由を尋ねます。"),
    ("指標", "段階", "数値でない指標の段階を、最初から順に「／」で区切ります（例：未着手／整備中／完成）。"),
    ("指標", "共通ID", "ほかの計画にも載る同じ指標に、同じ番号を付けます。照会は1回にまとめます。"),
    ("指標", "廃止", "照会をやめた指標に○を付けます。行は消しません。"),
    ("配置", "再掲", "ほかの場所にも載る指標の、2か所目からに○を付けます。"),
    ("配置", "担当表記", "計画に「各課等」などと印刷されている場合に、そのまま書きます。"),
    ("配置", "注記", "計画が指標のそばに印刷する注です。"),
    ("値", "対象", "指標ID。公表割合では、体系ID又は「全体」。"),
    ("値", "年度", "R6、令和6年度、2024のいずれでも書けます。"),
    ("値", "値", "数値だけを書きます。区切り、単位、△は付けません（例：17677、-244）。"),
    ("値", "文字", "基準値の時点（R4年度）、目標値の印刷のしかた（延べ170万人）、段階の名前、又は数値の代わりに印刷する文字。"),
    ("値", "状態", "数値がない理由を選びます。数値がある場合は空欄にします。"),
    ("値", "演算子", "目標値が「以上」「以下」の場合に選びます。基準値以上・基準値以下の場合は、値を空欄にします。"),
    ("値", "決定日", "見直した値の決定日。見直す前の行は残します。最後に決定した行を使います。"),
    ("値", "期間区分", "年度の意味。空欄は「年度」です。"),
    ("構成", "指標ID", "全体の指標。"),
    ("構成", "構成指標ID", "構成する指標。「指標」には載せ、「配置」には載せません。"),
    ("構成", "役割", "判定：構成ごとに判定し、全体の判定とします。加算・減算：足し引きした値が全体の値になるかを確かめます。"),
    ("担当課", "番号", "受付番号に使う3桁の番号（例：012）。"),
    ("担当課", "フォルダー", "提出用フォルダーの名前。空欄のときは名称を使います。"),
    ("担当課", "メール", "複数ある場合は空白で区切ります。"),
    ("担当課", "有効開始", "課が置かれた日。初めからある課は空欄にします。2025-10-01のように書きます。"),
    ("担当課", "有効終了", "課が置かれていた最後の日。今もある課は空欄にします。"),
    ("担当課", "後継", "組織改正の後に仕事を引き継ぐ課の所管課ID。有効終了の翌日から、依頼とお知らせはこの課に届きます。"),
    ("担当課", "代理", "この課の様式を代わりに提出できる課の所管課ID。複数ある場合は空白で区切ります。"),
    (
        "担当",
        "役割",
        "主：まとめて回答する課（指標ごとに1つ）。共管：一緒に担当する課。副：主の課の代わりに提出できる課（依頼は届きません）。協力：名前を載せるだけの課。",
    ),
    ("担当", "有効開始", "担当した最初の日。担当が変わるときは、前の課の行に有効終了を書き、行を追加します。"),
    ("担当", "有効終了", "担当する最後の日。変わる予定がなければ空欄にします。"),
    ("個別期限", "指標ID", "数値の確定が遅いなど、照会の提出期限に間に合わない指標。"),
    ("個別期限", "提出期限", "その指標の提出期限。照会の提出期限から受付終了日までの日を、2025-07-31のように書きます。"),
    ("個別期限", "理由", "期限を遅くする理由（例：県の統計の公表が7月下旬のため）。様式に印刷します。"),
    ("検証規則", "規則", "指摘の番号。重みを変えられるものを一覧から選びます。"),
    ("検証規則", "指標ID", "1つの指標に限る場合に書きます。空欄の場合は、すべての指標です。指標を書いた行が優先されます。"),
    (
        "検証規則",
        "重み",
        "試行：企画課だけに示す。参考：知らせるだけ。要確認：直すか、理由を書く。要修正：直すまで受け付けない。停止：調べない。空欄：変えない。",
    ),
    ("検証規則", "基準", "V014：前年度からの増減の割合（%）。V032：全体と内訳の差として認める値。ほかの規則では空欄にします。"),
    ("検証規則", "開始日", "この日以後に受け付けた回答に使います（例：2025-06-13）。空欄の場合は、照会の初めからです。"),
    ("検証規則", "終了日", "使う最後の日。空欄の場合は、期限なしです。"),
    ("検証規則", "理由", "変える理由。後で元に戻すときの手掛かりになります。"),
    ("評価区分", "順", "上から順に、最初に当てはまった区分とします。"),
    ("評価区分", "分母", "割合の分母に数える区分に○を付けます。"),
    ("評価区分", "理由", "目標に届かなかった理由を尋ねる区分に○を付けます。"),
    ("提出期間", "受付終了日", "回答を受け付ける最後の日。決めるまでは空欄にします。"),
    ("主な取組", "順", "評価シートでの順番（1から4まで）。"),
    ("提出期間", "開始日", "2025-06-13のように書きます。"),
    ("提出期間", "提出期限", "2025-06-13のように書きます。"),
    ("休日", "日付", "2025-06-13のように書きます。"),
    ("決定", "決定日", "決定した日（例：2025-06-13）。先の日付の場合は、その日になってから実行します。"),
    ("決定", "種類", "一覧から選びます。種類ごとの書き方は「決定の手引」にあります。"),
    ("決定", "指標ID", "指標を限る場合に書きます。判定の変更では必ず書きます。"),
    ("決定", "所管課ID", "課を限る場合に書きます。空欄の場合は、すべての課です。"),
    (
        "決定",
        "内容",
        "指摘の免除：指摘の番号（例：V014）。判定の変更：達成状況の区分。メール送信：メールの種類（空欄はすべて）。取消：決定番号。\
         期限延長（全課）：受付終了日も変える場合の日付。ほかの種類では空欄にします。",
    ),
    ("決定", "理由", "必ず書きます。企画課作業用に記録します。"),
    ("決定", "決定者", "決定した人の職名又は氏名。"),
    ("決定", "期限", "期限延長：新しい提出期限。再開：受付の最後の日。ほかの種類では、決定の効力がある最後の日（空欄は期限なし）。"),
    ("決定", "実行", "内容をボードで確かめてから○を付けます。○を付けるまでは案のままです。実行した行は、書き換えたり消したりしません。"),
];

/// What stands below a heading, for whoever fills it in; `None` where the heading says it all.
#[must_use]
pub fn note(sheet: &str, heading: &str) -> Option<&'static str> {
    NOTES.iter().find(|(of, at, _)| *of == sheet && *at == heading).map(|(_, _, note)| *note)
}

#[cfg(test)]
mod tests {
    use super::NOTES;
    use crate::register::sheets::ALL;

    #[test]
    fn notes_are_of_headings_that_exist() {
        for (sheet, heading, note) in NOTES {
            let known = ALL.iter().find(|known| known.name == sheet).is_some_and(|known| known.need(heading).is_some());
            assert!(known && note.ends_with('。'), "{sheet} {heading}");
        }
    }
}
