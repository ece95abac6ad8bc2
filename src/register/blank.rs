//! An empty register: every sheet with its headings, the words of 計画, a scheme that works as it is, and rows that show how
//! others are written. A row of example is marked in its first cell, and is never read.

use super::SheetText;
use super::csv_text::each_record;
use super::sheet::Sheet;
use super::sheets::{ALL, plan};

/// What the first cell of a row begins with that only shows how others are written.
pub const EXAMPLE: &str = "（例）";

/// The sheets in the order in which an office fills them in; others follow.
const ORDER: [&str; 14] =
    ["計画", "担当課", "体系", "指標", "配置", "担当", "値", "提出期間", "評価区分", "構成", "主な取組", "事業", "休日", "決定"];
/// What an office changes once it knows the program comes last.
const LAST: &str = "検証規則";
/// The sheet of which the words stand in the first column.
const SCHEME: &str = "評価区分";

/// Rows of example: sheet, then heading and text of each cell.
type Row = &'static [(&'static str, &'static str)];
const EXAMPLES: [(&str, Row); 21] = [
    ("担当課", &[("所管課ID", "（例）kanko"), ("名称", "観光課"), ("番号", "001"), ("メール", "kanko@city.example.lg.jp")]),
    ("体系", &[("体系ID", "（例）1"), ("階層", "基本目標"), ("番号", "基本目標1"), ("名称", "にぎわいのあるまちをつくる")]),
    ("体系", &[("体系ID", "（例）1.1"), ("親", "1"), ("階層", "施策"), ("番号", "1-1"), ("名称", "観光の振興")]),
    (
        "指標",
        &[
            ("指標ID", "（例）kpi-001"),
            ("指標名", "観光入込客数"),
            ("定義", "1年間に市内を訪れた観光客の延べ人数"),
            ("算出方法", "県の観光統計調査"),
            ("単位", "千人"),
            ("小数桁", "1"),
            ("方向性", "増加"),
            ("集計方法", "年間"),
            ("下限", "0"),
            ("増減の目安（%）", "50"),
        ],
    ),
    (
        "指標",
        &[
            ("指標ID", "（例）kpi-002"),
            ("指標名", "待機児童数"),
            ("算出方法", "4月1日現在の人数"),
            ("単位", "人"),
            ("小数桁", "0"),
            ("方向性", "減少"),
            ("集計方法", "時点"),
            ("下限", "0"),
        ],
    ),
    ("配置", &[("指標ID", "（例）kpi-001"), ("体系ID", "1.1")]),
    ("配置", &[("指標ID", "（例）kpi-001"), ("体系ID", "2.1"), ("再掲", "○")]),
    ("担当", &[("指標ID", "（例）kpi-001"), ("所管課ID", "kanko"), ("役割", "主")]),
    ("担当", &[("指標ID", "（例）kpi-001"), ("所管課ID", "shoko"), ("役割", "共管")]),
    ("値", &[("対象", "（例）kpi-001"), ("種別", "基準値"), ("年度", "R4"), ("値", "119.4"), ("文字", "R4年度"), ("出典", "総合計画")]),
    ("値", &[("対象", "（例）kpi-001"), ("種別", "目標値"), ("年度", "R6"), ("値", "130.1"), ("出典", "総合計画")]),
    ("値", &[("対象", "（例）kpi-001"), ("種別", "実績値"), ("年度", "R5"), ("値", "121.0"), ("出典", "令和6年度の照会")]),
    ("値", &[("対象", "（例）kpi-002"), ("種別", "目標値"), ("年度", "R6"), ("状態", "未定"), ("文字", "—")]),
    (
        "提出期間",
        &[("照会ID", "（例）r6"), ("名称", "令和6年度実績"), ("年度", "R6"), ("開始日", "2025-05-19"), ("提出期限", "2025-06-13")],
    ),
    (
        "構成",
        &[("指標ID", "（例）kpi-003"), ("順", "1"), ("構成名", "小学校"), ("単位", "%"), ("役割", "判定"), ("構成指標ID", "kpi-003a")],
    ),
    ("主な取組", &[("体系ID", "（例）1.1"), ("順", "1"), ("取組名", "観光案内の充実"), ("具体的な取組", "駅前に案内所を設ける。")]),
    (
        "事業",
        &[
            ("体系ID", "（例）1.1"),
            ("年度", "R7"),
            ("事業名", "観光案内所整備事業"),
            ("担当課", "観光課"),
            ("事業概要", "案内所を整備する。"),
        ],
    ),
    ("休日", &[("日付", "（例）2025-10-15"), ("名称", "市制記念日")]),
    (
        "決定",
        &[
            ("決定日", "（例）2025-06-10"),
            ("種類", "期限延長"),
            ("照会ID", "r6"),
            ("所管課ID", "kanko"),
            ("理由", "県の統計の公表が遅れるため"),
            ("決定者", "企画課長"),
            ("期限", "2025-06-27"),
        ],
    ),
    (
        "検証規則",
        &[("規則", "（例）V014"), ("重み", "試行"), ("基準", "30"), ("開始日", "2025-05-19"), ("理由", "新しい目安を1年試すため")],
    ),
    ("個別期限", &[("照会ID", "（例）r6"), ("指標ID", "kpi-001"), ("提出期限", "2025-09-30"), ("理由", "国の統計の公表が9月のため")]),
];

/// The sheets of an empty register. `scheme` is the ready-made 評価区分 that stands in it (CSV); `example` adds rows that
/// show how others are written.
#[must_use]
pub fn blank_sheets(scheme: &str, example: bool) -> Vec<SheetText> {
    let rank = |name: &str| ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len() + usize::from(name == LAST));
    let mut sheets: Vec<&Sheet> = ALL.to_vec();
    sheets.sort_by_key(|sheet| rank(sheet.name));
    sheets.into_iter().map(|sheet| SheetText { name: sheet.name.to_owned(), rows: rows(sheet, scheme, example) }).collect()
}

fn rows(sheet: &Sheet, scheme: &str, example: bool) -> Vec<Vec<String>> {
    let headings: Vec<&str> = sheet.headings.iter().map(|known| known.name).collect();
    let mut rows = vec![headings.iter().map(|heading| (*heading).to_owned()).collect()];
    if sheet.name == plan::SHEET.name {
        let scheme = scheme_rows(scheme).get(1).and_then(|row| row.first()).cloned().unwrap_or_default();
        rows.extend(plan::blank_words(&scheme).into_iter().map(|row| row.map(str::to_owned).to_vec()));
    } else if sheet.name == SCHEME {
        rows.extend(aligned(&headings, &scheme_rows(scheme)));
    }
    if example {
        for (_, cells) in EXAMPLES.iter().filter(|(name, _)| *name == sheet.name) {
            let cell = |heading: &&str| cells.iter().find(|(known, _)| known == heading).map_or("", |(_, text)| *text).to_owned();
            rows.push(headings.iter().map(cell).collect());
        }
    }
    rows
}

fn scheme_rows(scheme: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    // The ready-made schemes are the program's own, and tested.
    let _ = each_record(scheme, |_, record| {
        rows.push(record.iter().map(str::to_owned).collect());
        true
    });
    rows
}

/// Rows of one table below the headings of another.
fn aligned(headings: &[&str], rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let Some((own, rows)) = rows.split_first() else { return Vec::new() };
    let places: Vec<Option<usize>> = headings.iter().map(|heading| own.iter().position(|known| known == heading)).collect();
    let cell = |row: &Vec<String>, place: &Option<usize>| place.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    rows.iter().map(|row| places.iter().map(|place| cell(row, place)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Sheets, csv_bytes, load};

    const SCHEME_CSV: &str = include_str!("../../templates/schemes/mine-practised.csv");

    fn blank(example: bool) -> Sheets {
        blank_sheets(SCHEME_CSV, example).into_iter().map(|sheet| (sheet.name, csv_bytes(&sheet.rows))).collect()
    }

    #[test]
    fn an_example_is_written_below_headings_that_exist_and_is_never_read() {
        let sheets = blank_sheets(SCHEME_CSV, true);
        for (name, cells) in EXAMPLES {
            // A sheet of another part of the office's work may come later.
            let Some(sheet) = sheets.iter().find(|sheet| sheet.name == name) else { continue };
            for (heading, _) in cells {
                assert!(sheet.rows[0].iter().any(|known| known == heading), "{name} {heading}");
            }
            assert!(cells[0].1.starts_with(EXAMPLE), "{name}");
        }
        let told = |example| load(&blank(example)).findings;
        assert_eq!(told(true), told(false));
    }

    #[test]
    fn what_an_empty_register_lacks_is_what_the_office_must_write() {
        let codes: Vec<&str> = load(&blank(false)).findings.iter().map(|finding| finding.problem.code()).collect();
        assert!(!codes.is_empty() && codes.iter().all(|code| *code == "R005" || *code == "R024"), "{codes:?}");
    }
}
