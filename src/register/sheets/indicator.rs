//! 指標: what is measured.

use crate::diagnostic::Finding;
use crate::domain::{Aggregation, Direction, Indicator, IndicatorId};
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The indicator's id.
pub(in crate::register) const ID: &str = "指標ID";
/// Its name.
pub(in crate::register) const NAME: &str = "指標名";
/// Which way is good.
pub(in crate::register) const DIRECTION: &str = "方向性";
/// Smallest possible value.
pub(in crate::register) const LOWER: &str = "下限";
/// Largest possible value.
pub(in crate::register) const UPPER: &str = "上限";
/// Decimals the plan prints.
pub(in crate::register) const DECIMALS: &str = "小数桁";
const CHANGE_LIMIT: &str = "増減の目安（%）";
/// The names of its stages.
pub(in crate::register) const STAGES: &str = "段階";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "指標",
    headings: &[
        required(ID),
        required(NAME),
        optional("別名"),
        optional("定義"),
        optional("算出方法"),
        required("単位"),
        required(DECIMALS),
        required(DIRECTION),
        required("集計方法"),
        optional(LOWER),
        optional(UPPER),
        optional(CHANGE_LIMIT),
        optional(STAGES),
        optional("共通ID"),
        optional("廃止"),
        optional("備考"),
    ],
    rows_needed: true,
};

/// A row of 指標.
#[derive(Debug)]
pub(in crate::register) struct IndicatorRow {
    /// Its id.
    pub(in crate::register) id: Option<IndicatorId>,
    /// The indicator.
    pub(in crate::register) item: Read<Indicator>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<IndicatorRow>> {
    let directions = [Direction::Increase, Direction::Decrease, Direction::Maintain];
    let directions: Vec<(&str, Direction)> =
        directions.iter().map(|one| (one.label(), *one)).chain(directions.iter().map(|one| (one.arrow(), *one))).collect();
    let aggregations = [Aggregation::Cumulative, Aggregation::CumulativeWithinPlan, Aggregation::Annual, Aggregation::PointInTime];
    let aggregations = aggregations.map(|one| (one.label(), one));
    row::lines(table, findings, |row| {
        let id: Read<IndicatorId> = row.id(ID);
        let name = row.name(NAME);
        let aliases = row.names("別名");
        let definition = row.prose("定義");
        let method = row.prose("算出方法");
        let unit = row.line("単位");
        let decimals = row.needed(DECIMALS, |text| cell::whole(text, 0, 6));
        let direction = row.choice(DIRECTION, &directions);
        let aggregation = row.choice("集計方法", &aggregations);
        let lower = row.quantity(LOWER);
        let upper = row.quantity(UPPER);
        let change_limit = row.quantity(CHANGE_LIMIT).and_then(|limit| match limit.filter(|limit| limit.is_negative()) {
            Some(_) => Err(row.reject(CHANGE_LIMIT, cell::CellError::invalid("50"))),
            None => Ok(limit),
        });
        let stages = row.optional(STAGES, stages).map(Option::unwrap_or_default);
        let shared = row.line("共通ID");
        let retired = row.flag("廃止");
        let note = row.prose("備考");
        let key = id.clone().ok();
        let indicator = || {
            Ok(Indicator {
                id: id?,
                name: name?,
                aliases: aliases?,
                definition: definition?,
                method: method?,
                unit: unit?,
                decimals: decimals?,
                direction: direction?,
                aggregation: aggregation?,
                lower: lower?,
                upper: upper?,
                change_limit: change_limit?,
                stages: stages?,
                shared: shared?,
                note: note?,
                retired: retired?,
            })
        };
        IndicatorRow { id: key, item: indicator() }
    })
}

/// The names of stages from the first to the last, two at least and each once.
fn stages(text: &str) -> Result<Vec<String>, cell::CellError> {
    let mut stages: Vec<String> = Vec::new();
    for name in text.split(['／', '/']).map(str::trim) {
        if name.is_empty() || stages.iter().any(|known| known == name) {
            return Err(cell::CellError::invalid("未着手／整備中／完成"));
        }
        stages.push(cell::line(name)?);
    }
    if stages.len() < 2 { Err(cell::CellError::invalid("未着手／整備中／完成")) } else { Ok(stages) }
}
