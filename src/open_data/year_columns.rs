//! The columns of 年度別.

use super::cell::Cell;
use super::column::{Column, decimal, integer, text};
use super::indicator_columns::{year, year_ja};
use super::year_row::YearRow;
use crate::domain::PeriodBasis;

/// All of them, in order.
pub(super) fn columns<'a>() -> Vec<Column<YearRow<'a>>> {
    vec![
        text(
            "全国地方公共団体コード",
            "municipality_code",
            "6桁。先頭が0の場合もあるため、文字列として読み込んでください。",
            |r| Cell::text(&r.of.report.plan.municipality_code),
        ),
        text("地方公共団体名", "municipality", "", |r| Cell::text(&r.of.report.plan.city)),
        text("計画ID", "plan_id", "", |r| Cell::text(r.of.report.plan.id.as_str())),
        text("指標ID", "indicator_id", "変わらない番号。文字列として読み込んでください。", |r| {
            Cell::text(r.of.line.indicator.as_str())
        }),
        text("指標名", "indicator", "計画に印刷されている名称。", |r| Cell::text(&r.of.line.name)),
        text(
            "構成元の指標ID",
            "whole_id",
            "幾つかの指標から成る指標の一部である場合に、その全体の指標ID。",
            |r| r.of.part.map_or(Cell::Blank, |(whole, _)| Cell::text(whole.indicator.as_str())),
        ),
        text("種別", "value_kind", "基準値、目標値又は実績値。", |r| Cell::text(r.kind.label())),
        integer("年度_西暦", "fiscal_year", "4月が属する年の西暦。空欄は、時点が公表されていない基準値です。", |r| year(r.year)),
        text("年度_和暦", "fiscal_year_ja", "", |r| year_ja(r.year)),
        text("期間区分", "period", "年度、暦年、時点又は複数年。", |r| {
            Cell::text(r.row.map_or(PeriodBasis::Fiscal, |row| row.period).label())
        }),
        decimal("値", "value", "空欄の理由は「値がない理由」のとおり。", |r| Cell::number(r.value)),
        text("単位", "unit", "空欄は、単位のない指標です。", |r| Cell::text(&r.of.line.unit)),
        text("段階", "stage", "数値ではなく段階で示す指標の、段階の名称。値は段階の順番です。", |r| {
            Cell::text(r.of.stage(r.value))
        }),
        text("条件", "operator", "目標値の以上、以下、基準値以上又は基準値以下。", |r| {
            r.row.map_or(Cell::Blank, |row| Cell::text(row.operator.label()))
        }),
        text("表記", "printed", "計画に印刷されている文字（時点、延べ100件、*人など）。", |r| {
            r.row.map_or(Cell::Blank, |row| Cell::text(&row.text))
        }),
        text(
            "値の区分",
            "state",
            "照会した年度の実績値だけが持ちます（確定、速報、見込みなど）。",
            |r| {
                let state = r.of.line.state.filter(|_| r.row.is_none());
                state.map_or(Cell::Blank, |state| Cell::text(state.label()))
            },
        ),
        text("値がない理由", "value_missing", "", |r| Cell::text(r.missing)),
        text("出典", "source", "", |r| match (r.row, &r.of.line.origin) {
            (Some(row), _) => Cell::text(&row.source),
            (None, Some(origin)) => Cell::text(&origin.source),
            (None, None) => Cell::Blank,
        }),
        text("備考", "note", "", |r| r.row.map_or(Cell::Blank, |row| Cell::text(&row.note))),
    ]
}
