//! 根拠: every value with the file, sheet and cell it was read from.

use rust_xlsxwriter::{RowNum, Url, Worksheet};

use super::super::paper::put;
use super::super::{Style, WriteError};
use super::sheet_table::{FIRST, begin, end, figure, texts};
use super::{DATA, ORIGIN, data, short_time};
use crate::consolidation::Report;

const TABLE: [(&str, f64); 13] = [
    ("番号", 6.0),
    ("指標ID", 9.0),
    ("指標", 27.0),
    ("採った値", 12.0),
    ("値の区分", 9.0),
    ("セルの内容", 13.0),
    ("ファイル", 28.0),
    ("シート", 8.0),
    ("セル", 6.0),
    ("受付番号", 12.0),
    ("受付日時", 18.0),
    ("SHA-256\n（先頭12桁）", 15.0),
    ("時点・出典", 16.0),
];

/// Row of the line at this place.
pub(super) fn row_of(place: usize) -> RowNum {
    FIRST + RowNum::try_from(place).unwrap_or(0)
}

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "集計に用いた値を、どのファイルのどのセルから採ったかを示します。番号を押すと、データシートの同じ指標に移ります。";
    begin(sheet, report, ORIGIN, lead, &TABLE)?;
    for (place, line) in report.lines.iter().enumerate() {
        let row = row_of(place);
        let value = line.actual.map(|value| line.printed(value)).unwrap_or_default();
        let state = line.state.map_or("未提出", crate::domain::ValueState::label);
        let origin = line.origin.as_ref();
        let cell = origin.map(|origin| origin.cell.to_string()).unwrap_or_default();
        let digest: String = origin.map(|origin| origin.sha256.chars().take(12).collect()).unwrap_or_default();
        let received = origin.map(|origin| short_time(&origin.received_at)).unwrap_or_default();
        let period = origin.map(|origin| joined(&origin.as_of, &origin.source)).unwrap_or_default();
        let cells = [
            "",
            line.indicator.as_str(),
            &line.name,
            &value,
            state,
            origin.map_or("", |origin| origin.raw.as_str()),
            origin.map_or("", |origin| origin.file.as_str()),
            origin.map_or("", |origin| origin.sheet.as_str()),
            &cell,
            origin.map_or("", |origin| origin.number.as_str()),
            &received,
            &digest,
            &period,
        ];
        texts(sheet, row, &TABLE, &cells)?;
        figure(sheet, row, 3, &value)?;
        put(sheet, row, 0, "", &Style::centred())?;
        // The program's own link: the address is a row number, nothing that a department typed.
        let link = Url::new(format!("internal:'{DATA}'!{}", data::actual_cell(place)));
        sheet.write_url_with_options(row, 0, link, (place + 1).to_string(), "", Some(&Style::centred()))?;
    }
    end(sheet, &TABLE, report.lines.len(), "指標がありません。")?;
    Ok(())
}

fn joined(as_of: &str, source: &str) -> String {
    match (as_of.is_empty(), source.is_empty()) {
        (false, false) => format!("{as_of}\n{source}"),
        _ => format!("{as_of}{source}"),
    }
}
