//! 根拠: every value with the file, sheet and cell it was read from.

use rust_xlsxwriter::{Url, Worksheet};

use super::super::paper::put;
use super::super::{Style, WriteError};
use super::entry::{entries, printed, row_of};
use super::layout::Layout;
use super::sheet_table::{begin, end, figure, texts};
use super::{DATA, ORIGIN, short_time};
use crate::consolidation::Report;

const TABLE: [(&str, f64); 13] = [
    ("番号", 6.0),
    ("指標ID", 9.0),
    ("指標", 27.0),
    ("採った値", 13.0),
    ("値の区分", 9.0),
    ("セルの内容", 13.0),
    ("ファイル", 28.0),
    ("シート", 8.0),
    ("セル", 6.0),
    ("受付番号", 12.0),
    ("受付日時", 18.0),
    ("SHA-256\n（先頭12桁）", 15.0),
    ("時点・出典\n目標値の見直し", 16.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "集計に用いた値を、どのファイルのどのセルから採ったかを示します。番号を押すと、データシートの同じ指標に移ります。";
    begin(sheet, report, ORIGIN, lead, &TABLE)?;
    let (entries, layout) = (entries(report), Layout::of(report));
    for (place, entry) in entries.iter().enumerate() {
        let (row, line) = (row_of(place), entry.line);
        let value = line.actual.map(|value| printed(line, value)).unwrap_or_default();
        let state = match line.state {
            Some(state) => state.label(),
            None if entry.line.is_judged_by_parts() => "構成で判定",
            None => "未提出",
        };
        let origin = line.origin.as_ref();
        let cell = origin.map(|origin| origin.cell.to_string()).unwrap_or_default();
        let digest: String = origin.map(|origin| origin.sha256.chars().take(12).collect()).unwrap_or_default();
        let received = origin.map(|origin| short_time(&origin.received_at)).unwrap_or_default();
        let period = origin.map(|origin| joined(&origin.as_of, &origin.source)).unwrap_or_default();
        let revised = line.revision.as_ref().map(|revision| revision.note(line.year)).unwrap_or_default();
        let period = joined(&period, &revised);
        let cells = [
            "",
            line.indicator.as_str(),
            &entry.name(),
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
        let link = Url::new(format!("internal:'{DATA}'!{}", layout.actual_cell(place)));
        sheet.write_url_with_options(row, 0, link, entry.number(), "", Some(&Style::centred()))?;
    }
    end(sheet, &TABLE, entries.len(), "指標がありません。")?;
    Ok(())
}

fn joined(as_of: &str, source: &str) -> String {
    match (as_of.is_empty(), source.is_empty()) {
        (false, false) => format!("{as_of}\n{source}"),
        _ => format!("{as_of}{source}"),
    }
}
