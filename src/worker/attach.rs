//! Which workbook goes with a mail: by the office's option, to its own department only, and not beyond the size that is set.

use super::Worker;
use crate::domain::Department;
use crate::notification::{Attached, MailFacts, MailKind, MailRow};
use crate::store::NewOutput;

impl Worker {
    /// The row with the workbook attached, where the office wants it and the workbook is the department's own.
    pub(super) fn attach(&self, row: MailRow, department: Option<&Department>, output: &NewOutput, about: &str) -> MailRow {
        let mail = &self.installation.config.mail;
        let wanted = mail.attach.iter().any(|kind| kind == row.kind.name());
        let Some(department) = department.filter(|_| wanted) else { return row };
        let Some((folder, file)) = output.path.rsplit_once('/') else { return row };
        let fits = self.spool.get(&output.sha256).is_ok_and(|bytes| bytes.len() as u64 <= mail.attach_max_kb * 1024);
        if folder != department.folder || !department.addresses.contains(&row.recipient) || !fits {
            return row;
        }
        let name = if mail.ascii_names { ascii_name(row.kind, about, department, file) } else { file.to_owned() };
        let attached = Attached { sha256: output.sha256.clone(), name };
        MailRow { facts: MailFacts { attached: attached.name.clone(), ..row.facts }, attached: Some(attached), ..row }
    }
}

/// `request_r6_kanko.xlsx`; a workbook with macros keeps its ending.
fn ascii_name(kind: MailKind, about: &str, department: &Department, file: &str) -> String {
    let ending = if std::path::Path::new(file).extension().is_some_and(|ending| ending == "xlsm") { "xlsm" } else { "xlsx" };
    let about: String = about.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    format!("{kind}_{about}_{}.{ending}", department.id)
}
