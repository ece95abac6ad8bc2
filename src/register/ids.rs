//! Ids for rows that have none yet: readable, the same for the same register, and never one that was used before, also not
//! by what is no longer there.

use std::collections::BTreeSet;

use super::EXAMPLE;
use super::Sheets;
use super::csv_text::each_record;
use super::encoding::decode;
use super::guide::is_code;
use super::layout::place;
use super::sheets::{department, indicator, node, plan};
use super::table::heading_key;
use crate::diagnostic::{Finding, Place};
use crate::domain::{CellRef, NodeLevel, PlanId};

/// An id for a cell that is blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewId {
    /// The sheet.
    pub sheet: &'static str,
    /// The cell.
    pub cell: CellRef,
    /// The id.
    pub id: String,
    /// What it is the id of.
    pub name: String,
}

/// What came of looking for blank ids.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct NewIds {
    /// Ids to write.
    pub ids: Vec<NewId>,
    /// Cells that wait for 親, from which their id is made.
    pub waiting: Vec<Place>,
}

/// A sheet as headings and rows of text.
struct Rows {
    headings: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

impl Rows {
    fn of(name: &str, bytes: &[u8]) -> Result<Self, Box<Finding>> {
        let text = decode(name, bytes)?;
        let (mut headings, mut rows) = (None, Vec::new());
        // What is no table at all was told by the check; here it has no rows.
        let _ = each_record(text, |row, record| {
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            let first = cells.iter().find(|cell| !cell.is_empty()).cloned();
            match (first, &headings) {
                (None, _) => {}
                (Some(_), None) => headings = Some(cells.iter().map(|cell| heading_key(cell)).collect()),
                (Some(first), Some(_)) if first.starts_with(EXAMPLE) => {}
                (Some(_), Some(_)) => rows.push((row, cells)),
            }
            true
        });
        Ok(Self { headings: headings.unwrap_or_default(), rows })
    }

    fn column(&self, heading: &str) -> Option<usize> {
        let key = heading_key(heading);
        self.headings.iter().position(|known| *known == key)
    }

    fn cell<'a>(&self, row: &'a [String], heading: &str) -> &'a str {
        self.column(heading).and_then(|at| row.get(at)).map_or("", String::as_str)
    }
}

/// The plan that a register says it is, however incomplete it is.
#[must_use]
pub fn plan_named(sheets: &Sheets) -> Option<PlanId> {
    let rows = Rows::of(plan::SHEET.name, sheets.get(plan::SHEET.name)?).ok()?;
    let row = rows.rows.iter().find(|(_, row)| row.first().is_some_and(|word| word == plan::ID))?;
    rows.cell(&row.1, plan::PlanSheet::CONTENT).parse().ok()
}

/// Before an id of 体系 among the used ones: a goal is a plain number, and so may be much else.
const OF_A_NODE: &str = "体系/";

/// Adds everything that stands in a column of codes, in whatever sheet: none of it is given to anything new.
pub fn add_used_ids(sheets: &Sheets, used: &mut BTreeSet<String>) {
    for (name, bytes) in sheets {
        let Ok(rows) = Rows::of(name, bytes) else { continue };
        let codes: Vec<usize> = (0..).zip(&rows.headings).filter(|(_, heading)| is_code(heading)).map(|(at, _)| at).collect();
        for (_, row) in &rows.rows {
            for (at, id) in codes.iter().filter_map(|at| Some((*at, row.get(*at)?))).filter(|(_, id)| !id.is_empty()) {
                let of_a_node = rows.headings.get(at).is_some_and(|heading| heading == node::ID || heading == node::PARENT);
                used.insert(if of_a_node { format!("{OF_A_NODE}{id}") } else { id.clone() });
            }
        }
    }
}

/// Ids for the blank cells of 体系, 指標 and 担当課, in the order of the sheets. `used` are ids of former times; those of the
/// register itself are known.
pub fn new_ids(sheets: &Sheets, mut used: BTreeSet<String>) -> Result<NewIds, Vec<Finding>> {
    add_used_ids(sheets, &mut used);
    let (mut found, mut findings) = (NewIds::default(), Vec::new());
    let fields = [
        (node::SHEET.name, node::ID, "名称"),
        (indicator::SHEET.name, indicator::ID, indicator::NAME),
        (department::SHEET.name, department::ID, "名称"),
    ];
    for (sheet, heading, name) in fields {
        let Some(bytes) = sheets.get(sheet) else { continue };
        let rows = match Rows::of(sheet, bytes) {
            Ok(rows) => rows,
            Err(finding) => {
                findings.push(*finding);
                continue;
            }
        };
        let Some(column) = rows.column(heading).and_then(|at| u32::try_from(at).ok()) else { continue };
        for (row, cells) in &rows.rows {
            let named = rows.cell(cells, name);
            let Some(cell) = CellRef::new(*row, column) else { continue };
            // A row without a name is no row yet; the check says so.
            if !rows.cell(cells, heading).is_empty() || named.is_empty() {
                continue;
            }
            let id = match sheet {
                sheet if sheet == node::SHEET.name => node_id(&rows, cells, &used),
                sheet if sheet == indicator::SHEET.name => Some(numbered("kpi-", 3, &used)),
                _ => Some(department_id(rows.cell(cells, department::NUMBER), &used)),
            };
            match id {
                Some(id) => {
                    used.insert(if sheet == node::SHEET.name { format!("{OF_A_NODE}{id}") } else { id.clone() });
                    found.ids.push(NewId { sheet, cell, id, name: named.to_owned() });
                }
                None => found.waiting.push(place(sheet, *row, column)),
            }
        }
    }
    if findings.is_empty() { Ok(found) } else { Err(findings) }
}

/// `2` for the second goal, `2.1` for the first policy below it; `None` while a policy does not say below what.
fn node_id(rows: &Rows, cells: &[String], used: &BTreeSet<String>) -> Option<String> {
    let parent = rows.cell(cells, node::PARENT);
    let prefix = match (parent, rows.cell(cells, node::LEVEL)) {
        ("", level) if level == node::level_label(NodeLevel::Goal) => String::new(),
        ("", _) => return None,
        (parent, _) => format!("{parent}."),
    };
    numbered(&format!("{OF_A_NODE}{prefix}"), 1, used).strip_prefix(OF_A_NODE).map(str::to_owned)
}

/// `ka-012` of number 012, so that receipts and ids speak of the same number.
fn department_id(number: &str, used: &BTreeSet<String>) -> String {
    let own = format!("ka-{number}");
    let is_number = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && !used.contains(&own) { own } else { numbered("ka-", 3, used) }
}

/// The number after the highest that was ever used with this beginning: gaps may be what was once there.
fn numbered(prefix: &str, digits: usize, used: &BTreeSet<String>) -> String {
    let number = |id: &String| id.strip_prefix(prefix).filter(|rest| rest.len() <= 6).and_then(|rest| rest.parse::<u32>().ok());
    let next = used.iter().filter_map(number).max().unwrap_or(0) + 1;
    format!("{prefix}{next:0digits$}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::tests::fixture::{edit, sound};

    fn told(sheets: &Sheets, used: &[&str]) -> Vec<String> {
        let found = new_ids(sheets, used.iter().map(|id| (*id).to_owned()).collect()).expect("tables");
        found.ids.iter().map(|new| format!("{} {} {}", new.sheet, new.cell, new.id)).collect()
    }

    #[test]
    fn blank_ids_are_filled_and_none_is_used_twice() {
        let mut sheets = sound();
        edit(&mut sheets, "指標", "0123,待機児童数", ",新しい指標,,人,0,増加,年間,,,,\n,次の指標,,人,0,増加,年間,,,,\n0123,待機児童数");
        edit(&mut sheets, "体系", "1.1,1,施策", ",,基本目標,,目標の二\n,1,施策,,施策の二\n,,施策,,どこの施策か\n1.1,1,施策");
        edit(&mut sheets, "担当課", "fukushi,福祉課", ",市民課,007,,a@aoba.example,,,,\n,税務課,,,a@aoba.example,,,,\nfukushi,福祉課");
        let expected = ["体系 A3 2", "体系 A4 1.2", "指標 A3 kpi-001", "指標 A4 kpi-002", "担当課 A3 ka-007", "担当課 A4 ka-008"];
        assert_eq!(told(&sheets, &[]), expected);
        assert_eq!(told(&sheets, &[]), expected, "the same register gets the same ids");
        assert_eq!(
            told(&sheets, &["kpi-004", "体系/3", "ka-007"])[..],
            ["体系 A3 4", "体系 A4 1.2", "指標 A3 kpi-005", "指標 A4 kpi-006", "担当課 A3 ka-008", "担当課 A4 ka-009"]
        );
        let waiting = new_ids(&sheets, BTreeSet::new()).expect("tables").waiting;
        assert_eq!(waiting.iter().map(|place| place.text(crate::domain::Lang::Ja)).collect::<Vec<_>>(), ["「体系」シートA5"]);
        assert_eq!(told(&sound(), &[]), [""; 0]);
    }

    #[test]
    fn what_is_only_referred_to_counts_as_used() {
        let mut sheets = sound();
        edit(&mut sheets, "指標", "0123,待機児童数", ",新しい指標,,人,0,増加,年間,,,,\n0123,待機児童数");
        edit(&mut sheets, "値", "a-1,基準値", "kpi-041,実績値,R3,5,,,,,\na-1,基準値");
        assert_eq!(told(&sheets, &[]), ["指標 A3 kpi-042"]);
        assert_eq!(plan_named(&sheets).map(|plan| plan.to_string()).as_deref(), Some("aoba-1"));
    }
}
