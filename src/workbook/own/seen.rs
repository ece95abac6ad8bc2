//! What the program sees in a declared workbook, place by place: for `form check`.

use super::look::Look;
use crate::domain::{CellRef, Lang};
use crate::extraction::Grid;
use crate::form::own::{OwnReport, OwnRows, OwnTable, ReportFigure};
use crate::form::{Field, FormDeclaration};

/// A place that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its sheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
    /// What the program takes it for, in Japanese and in English.
    pub what: (String, String),
    /// What stands there.
    pub text: String,
    /// Whether the department types there.
    pub input: bool,
}

impl Seen {
    /// What the program takes it for.
    #[must_use]
    pub fn what(&self, lang: Lang) -> &str {
        lang.pick(&self.what.0, &self.what.1)
    }
}

struct Pen<'a> {
    grid: &'a Grid,
    seen: Vec<Seen>,
}

impl Pen<'_> {
    fn add(&mut self, sheet: usize, at: CellRef, ja: String, en: String, input: bool) {
        let Some(sheet) = self.grid.sheets.get(sheet) else { return };
        let text = sheet.get(at).map(|cell| cell.content.text().replace('\n', " ")).unwrap_or_default();
        self.seen.push(Seen { sheet: sheet.name.clone(), at, what: (ja, en), text, input });
    }

    fn table(&mut self, look: &Look, declared: &OwnTable, columns: &[(String, String, bool)]) {
        for table in &look.tables {
            for ((ja, en, input), found) in columns.iter().zip(&table.columns) {
                let Some(found) = found else { continue };
                self.add(table.sheet, found.sub.unwrap_or(found.heading), format!("列：{ja}"), format!("column: {en}"), *input);
            }
            let first = table.columns.iter().flatten().next().and_then(|found| CellRef::new(table.first_row, u32::from(found.column())));
            if let Some(at) = first {
                let (ja, en) = match declared.rows {
                    OwnRows::Blank => {
                        let room = look.room(declared);
                        (format!("表の最初の行（{room}行まで書き込みます）"), format!("first row of the table (room for {room})"))
                    }
                    OwnRows::Listed => {
                        let rows = table.rows(self.grid).count();
                        (format!("表の最初の行（{rows}行あります）"), format!("first row of the table ({rows} rows)"))
                    }
                };
                self.add(table.sheet, at, ja, en, false);
            }
            if let Some(at) = table.end_row.and_then(|row| CellRef::new(row, 0)) {
                self.add(
                    table.sheet,
                    at,
                    "表の終わり（この行の手前まで）".to_owned(),
                    "end of the table (above this row)".to_owned(),
                    false,
                );
            }
        }
    }

    fn writes(&mut self, look: &Look) {
        for found in look.writes.iter().flatten() {
            self.add(found.sheet, found.at, "書き換える文".to_owned(), "text that is written".to_owned(), false);
        }
    }
}

/// What was seen of a form.
#[must_use]
pub fn seen_of_form(grid: &Grid, look: &Look, form: &FormDeclaration) -> Vec<Seen> {
    let Some(own) = &form.own else { return Vec::new() };
    let mut pen = Pen { grid, seen: Vec::new() };
    let column = |field: Field, input: bool| {
        let (ja, en) = word(field);
        let (ja_who, en_who) =
            if input { ("所管課が記入", "the department types") } else { ("台帳から記入", "from the register") };
        (format!("{ja}（{ja_who}）"), format!("{en} ({en_who})"), input)
    };
    let columns: Vec<_> = form.columns.iter().map(|declared| column(declared.field, declared.input)).collect();
    pen.table(look, &own.table, &columns);
    for (cell, found) in own.cells.iter().zip(&look.cells) {
        if let Some(found) = found {
            let typed = !cell.role.is_issued();
            let (ja, en) =
                if typed { ("所管課が記入", "the department types") } else { ("配布時に記入", "written when issued") };
            let word = cell.role.word();
            pen.add(found.sheet, found.at, format!("{word}（{ja}）"), format!("{} ({en})", cell.role.word_en()), typed);
        }
    }
    pen.writes(look);
    pen.seen
}

/// What is written into a cell outside of the table, as the guide says it.
fn figure(figure: &ReportFigure, status: &str) -> String {
    match figure {
        ReportFigure::Indicators => "指標の数".to_owned(),
        ReportFigure::Count => format!("「{status}」の指標の数"),
        ReportFigure::Share => format!("「{status}」の割合（%）"),
        ReportFigure::Unjudgeable => "算定不可の指標の数".to_owned(),
        ReportFigure::Missing => "未報告の指標の数".to_owned(),
        ReportFigure::Sentence => "説明文".to_owned(),
        ReportFigure::Edition => "版".to_owned(),
        ReportFigure::AsOf => "現在の日".to_owned(),
    }
}

/// What was seen of a report layout.
#[must_use]
pub fn seen_of_report(grid: &Grid, look: &Look, report: &OwnReport) -> Vec<Seen> {
    let mut pen = Pen { grid, seen: Vec::new() };
    let name = |field: &crate::form::own::ReportField| format!("{field:?}");
    let columns: Vec<_> = report.columns.iter().map(|declared| (declared.column.heading.clone(), name(&declared.field), false)).collect();
    pen.table(look, &report.table, &columns);
    for (cell, found) in report.cells.iter().zip(&look.cells) {
        if let Some(found) = found {
            let status = cell.status.as_deref().unwrap_or_default();
            pen.add(
                found.sheet,
                found.at,
                figure(&cell.figure, status),
                format!("{:?} {status}", cell.figure).trim_end().to_owned(),
                false,
            );
        }
    }
    pen.writes(look);
    pen.seen
}

/// What a column holds, in words.
const fn word(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Number => ("番号", "number"),
        Field::Policy => ("施策", "policy"),
        Field::Indicator => ("指標名", "indicator"),
        Field::Unit => ("単位", "unit"),
        Field::Direction => ("望ましい方向", "direction"),
        Field::Baseline => ("基準値", "baseline"),
        Field::LastActual => ("前年度実績", "last year's actual"),
        Field::Target => ("当年度目標", "target"),
        Field::Actual => ("当年度実績", "actual"),
        Field::State => ("値の区分", "state"),
        Field::AsOf => ("時点", "as of"),
        Field::Source => ("出典", "source"),
        Field::Reason => ("目標に届かなかった理由", "reason"),
        Field::Measure => ("今後の対応", "measure"),
        Field::Correction => ("前年度実績の訂正", "correction of last year's actual"),
        Field::Method => ("算出方法", "method"),
        Field::LastText => ("前年の記載", "last year's text"),
        Field::Goal => ("基本目標", "goal"),
        Field::Definition => ("定義", "definition"),
        Field::Line => ("種別", "line"),
        Field::Years => ("年度", "years"),
    }
}
