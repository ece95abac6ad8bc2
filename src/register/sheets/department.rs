//! 担当課: whom to ask.

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Department, DepartmentId};
use crate::register::bounds::quoted;
use crate::register::cell::{self, CellError};
use crate::register::folder_name::is_safe;
use crate::register::mail_address;
use crate::register::row::{self, Line, Read, Row};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The department's id.
pub(in crate::register) const ID: &str = "所管課ID";
/// Number in receipt numbers.
pub(in crate::register) const NUMBER: &str = "番号";
/// Folder below inbox and outbox.
pub(in crate::register) const FOLDER: &str = "フォルダー";
/// First and last day.
pub(in crate::register) const VALID_FROM: &str = "有効開始";
/// First and last day.
pub(in crate::register) const VALID_TO: &str = "有効終了";
/// Who took over.
pub(in crate::register) const SUCCESSOR: &str = "後継";
/// Who may file in its place.
pub(in crate::register) const DEPUTIES: &str = "代理";
const NAME: &str = "名称";

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "担当課",
    headings: &[
        required(ID),
        required(NAME),
        required(NUMBER),
        optional(FOLDER),
        required("メール"),
        optional(VALID_FROM),
        optional(VALID_TO),
        optional(SUCCESSOR),
        optional(DEPUTIES),
        optional("別名"),
        optional("備考"),
    ],
    rows_needed: true,
};

/// A row of 担当課.
#[derive(Debug)]
pub(in crate::register) struct DepartmentRow {
    /// Its id.
    pub(in crate::register) id: Option<DepartmentId>,
    /// Who took over.
    pub(in crate::register) successor: Option<DepartmentId>,
    /// Who may file in its place.
    pub(in crate::register) deputies: Vec<DepartmentId>,
    /// The department.
    pub(in crate::register) item: Read<Department>,
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<DepartmentRow>> {
    row::lines(table, findings, |row| {
        let id: Read<DepartmentId> = row.id(ID);
        let name = row.name(NAME);
        let number = row.needed(NUMBER, number);
        let folder = folder(row, &name);
        let addresses = row.needed("メール", mail_address::list);
        let valid_from = row.date(VALID_FROM);
        let valid_to = row.date(VALID_TO);
        let successor = row.optional::<DepartmentId>(SUCCESSOR, cell::id);
        let deputies = row.optional(DEPUTIES, deputies).map(Option::unwrap_or_default);
        let aliases = row.names("別名");
        let keys = (id.clone().ok(), successor.clone().ok().flatten(), deputies.clone().unwrap_or_default());
        let department = || {
            Ok(Department {
                id: id?,
                name: name?,
                number: number?,
                folder: folder?,
                addresses: addresses?,
                valid_from: valid_from?,
                valid_to: valid_to?,
                successor: successor?,
                deputies: deputies?,
                aliases: aliases?,
            })
        };
        DepartmentRow { id: keys.0, successor: keys.1, deputies: keys.2, item: department() }
    })
}

/// The folder's name: what stands there, else the department's name.
fn folder(row: &mut Row<'_>, name: &Read<String>) -> Read<String> {
    let written = row.line(FOLDER)?;
    let folder = if written.is_empty() { name.clone()? } else { written };
    if is_safe(&folder) { Ok(folder) } else { Err(row.report(FOLDER, Problem::RegisterFolderName { text: quoted(&folder) })) }
}

/// Ids of departments, separated by blanks, commas or semicolons.
fn deputies(text: &str) -> Result<Vec<DepartmentId>, CellError> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ';' | '；' | ',' | '、');
    text.split(apart).filter(|id| !id.is_empty()).map(cell::id).collect()
}

/// Three digits, `001` to `999`: receipt numbers sort and are read aloud.
fn number(text: &str) -> Result<u16, CellError> {
    let parsed = text.parse::<u16>().ok().filter(|number| (1..=999).contains(number) && !text.starts_with('+'));
    match parsed {
        Some(number) if text.len() == 3 => Ok(number),
        Some(number) => Err(CellError::Damaged(format!("{number:03}"))),
        None => Err(CellError::invalid("001–999")),
    }
}
