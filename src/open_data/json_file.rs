//! Both tables as JSON, in the order of their columns.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::cell::Cell;
use super::{Column, indicator_columns, indicator_row, year_columns, year_row};
use crate::consolidation::Report;
use crate::domain::Registry;

/// The whole document.
#[derive(Serialize)]
struct Document<'a> {
    municipality_code: &'a str,
    municipality: &'a str,
    plan_id: &'a str,
    plan: &'a str,
    round: &'a str,
    fiscal_year: u16,
    fiscal_year_ja: String,
    /// Civil time, ISO 8601.
    as_of: String,
    /// 第n版; null before the first.
    edition: Option<u32>,
    indicators: Table<'a, indicator_row::IndicatorRow<'a>>,
    values: Table<'a, year_row::YearRow<'a>>,
}

pub(super) fn document(report: &Report, registry: &Registry) -> String {
    let (indicators, years) = (indicator_row::rows(report, registry), year_row::rows(report, registry));
    let document = Document {
        municipality_code: &report.plan.municipality_code,
        municipality: &report.plan.city,
        plan_id: report.plan.id.as_str(),
        plan: &report.plan.name,
        round: &report.round.name,
        fiscal_year: report.round.year.year(),
        fiscal_year_ja: report.round.year.label(),
        as_of: report.now.to_rfc3339(),
        edition: Some(report.edition).filter(|edition| *edition > 0),
        indicators: Table { columns: indicator_columns::columns(), rows: &indicators },
        values: Table { columns: year_columns::columns(), rows: &years },
    };
    // Texts, numbers and nulls only: nothing here can refuse to be written.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

struct Table<'a, R> {
    columns: Vec<Column<R>>,
    rows: &'a [R],
}

impl<R> Serialize for Table<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.rows.len()))?;
        for row in self.rows {
            rows.serialize_element(&Object { columns: &self.columns, row })?;
        }
        rows.end()
    }
}

struct Object<'a, R> {
    columns: &'a [Column<R>],
    row: &'a R,
}

impl<R> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            match (column.cell)(self.row) {
                Cell::Blank => map.serialize_entry(column.key, &None::<&str>)?,
                Cell::Text(text) => map.serialize_entry(column.key, &text)?,
                Cell::Number(value) => map.serialize_entry(column.key, &value.to_string())?,
                Cell::Count(count) => map.serialize_entry(column.key, &count)?,
            }
        }
        map.end()
    }
}
