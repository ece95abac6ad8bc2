//! 項目定義: what each column holds, for people and for other programs.

use super::column::{Column, Holds};
use super::{csv_file, indicator_columns, year_columns};

const HEADINGS: [&str; 7] = ["表", "順", "項目名", "JSONの項目名", "型", "JSONの型", "単位"];

/// The dictionary of both tables.
pub(super) fn table() -> String {
    let mut headings = HEADINGS.to_vec();
    headings.push("説明");
    let (indicators, years) = (indicator_columns::columns(), year_columns::columns());
    let places: Vec<String> = (1..=indicators.len().max(years.len())).map(|place| place.to_string()).collect();
    let mut rows = vec![headings];
    rows.extend(described("指標別", &indicators, &places));
    rows.extend(described("年度別", &years, &places));
    rows.extend(notes());
    csv_file::words(&rows)
}

fn described<'p, R>(table: &'static str, columns: &[Column<R>], places: &'p [String]) -> Vec<Vec<&'p str>> {
    let row = |(column, place): (&Column<R>, &'p String)| {
        let Column { heading, key, holds, unit, meaning, .. } = column;
        let holds: &Holds = holds;
        vec![table, place.as_str(), heading, key, holds.label(), holds.json(), unit, meaning]
    };
    columns.iter().zip(places).map(row).collect()
}

/// What holds for every column.
fn notes<'p>() -> Vec<Vec<&'p str>> {
    let said = [
        ("文字コードと改行", "UTF-8（BOM付き）、改行はCRLFです。"),
        ("数値", "桁区切り、単位及び△などの記号を付けていません。負の数は「-」で示します。"),
        ("空欄", "値がないことを示します。0ではありません。理由は、隣の「…がない理由」の列にあります。"),
        (
            "先頭の「'」",
            "表計算ソフトで数式として働くおそれのある文字列（先頭が「=」「+」「-」「@」又はその全角文字）と、「'」で始まる文字列の先頭には「'」を付けています。文字列の先頭の「'」を1つ除くと、元の文字列に戻ります。",
        ),
        ("文字列の改行", "CSVでは空白に置き換えています。JSONでは元のままです。"),
    ];
    said.into_iter().map(|(name, meaning)| vec!["共通", "", name, "", "", "", "", meaning]).collect()
}
