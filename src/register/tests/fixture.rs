//! A small sound register, and ways to break it.

use crate::diagnostic::Finding;
use crate::domain::Lang;
use crate::register::{Loaded, Sheets, load};

const SHEETS: [(&str, &str); 16] = [
    (
        "計画",
        "項目,内容,説明\n計画ID,aoba-1,\n計画名,青葉市総合計画,\n団体名,青葉市,\n団体コード,352136,\n企画担当課,企画課,\n\
         問合せ先,企画課（内線1）,\n企画担当課メール,kikaku@aoba.example,\n評価区分ID,usual,\n達成率（減少）,目標値÷実績値,\n\
         負数の表記,△,\n割合の小数桁,1,\n備考,,\n",
    ),
    ("体系", "体系ID,親,階層,番号,名称\n1,,基本目標,基本目標1,目標の一\n1.1,1,施策,1-1,施策の一\n"),
    (
        "指標",
        "指標ID,指標名,別名,単位,小数桁,方向性,集計方法,下限,上限,増減の目安（%）,廃止\n\
         a-1,入込客数,来客数;客数,人,0,増加,年間,0,,50,\n0123,待機児童数,,人,0,減少,時点,0,100,,\n",
    ),
    ("配置", "指標ID,体系ID,再掲\na-1,1.1,\n0123,1.1,\n"),
    (
        "値",
        "対象,種別,年度,値,文字,出典,状態,演算子,決定日\na-1,基準値,,100,,,,,\na-1,目標値,R6,120,,,,,\n0123,基準値,R4,8,,,,,\n\
         0123,目標値,R6,0,,,,,\n0123,公表区分,R6,,未達成,,,,\n全体,公表割合,R6,45.4,達成,,,,\n1,公表割合,R6,50.0,達成,,,,\n",
    ),
    ("構成", "指標ID,順,構成名,単位,役割,備考\n"),
    (
        "担当課",
        "所管課ID,名称,番号,フォルダー,メール,有効開始,有効終了,後継,別名\nkanko,観光課,001,,kanko@aoba.example,,,,\nfukushi,福祉課,002,,a@aoba.example b@aoba.example,,,kanko,\n",
    ),
    ("担当", "指標ID,所管課ID,役割\na-1,kanko,主\n0123,fukushi,\n"),
    ("評価区分", "評価区分ID,順,区分,条件,記号,色,分母,理由\nusual,1,達成,目標に到達,◎,青緑,○,×\nusual,2,未達成,その他,×,朱,○,○\n"),
    ("検証規則", "規則,指標ID,重み,基準,開始日,終了日,理由\n"),
    ("提出期間", "照会ID,名称,年度,開始日,提出期限,受付終了日\nr6,令和6年度実績,R6,2025-05-19,2025-06-13,\n"),
    ("個別期限", "照会ID,指標ID,提出期限,理由\nr6,0123,2025-07-31,県の公表が7月下旬のため\n"),
    ("決定", "決定日,種類,照会ID,指標ID,所管課ID,内容,理由,決定者,期限\n"),
    ("事業", "体系ID,年度,事業名,担当課,事業概要,再掲\n1.1,R7,祭り,観光課,\"祭りを\n行う。\",\n"),
    ("主な取組", "体系ID,順,取組名,具体的な取組,備考\n1.1,1,祭りの支援,,\n"),
    ("休日", "日付,名称\n2025-01-01,元日\n2025-05-05,こどもの日\n"),
];

/// The sound register.
pub(in crate::register) fn sound() -> Sheets {
    SHEETS.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
}

/// The sound register with one text of a sheet replaced; the text must be there.
pub(in crate::register) fn with(sheet: &str, from: &str, to: &str) -> Sheets {
    let mut sheets = sound();
    edit(&mut sheets, sheet, from, to);
    sheets
}

/// Replaces a text once in a sheet; the text must be there.
pub(in crate::register) fn edit(sheets: &mut Sheets, sheet: &str, from: &str, to: &str) {
    let text = String::from_utf8(sheets.get(sheet).cloned().unwrap_or_default()).unwrap_or_default();
    assert!(text.contains(from), "{sheet} does not hold {from:?}");
    sheets.insert(sheet.to_owned(), text.replacen(from, to, 1).into_bytes());
}

/// Each finding as `R006 「担当課」シートC2`.
pub(in crate::register) fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.problem.code(), finding.place.text(Lang::Ja))).collect()
}

/// What loading the sound register with one change tells.
pub(in crate::register) fn after(sheet: &str, from: &str, to: &str) -> Vec<String> {
    let Loaded { registry, findings, .. } = load(&with(sheet, from, to));
    let broken = findings.iter().any(|finding| finding.severity() == crate::domain::Severity::Error);
    assert_eq!(registry.is_none(), broken, "a register is loaded exactly when nothing is an error");
    told(&findings)
}
