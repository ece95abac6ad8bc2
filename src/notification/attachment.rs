//! A workbook that goes with a mail: only to the department that it is about.

use lettre::message::header::ContentType;
use lettre::message::{Attachment as Part, SinglePart};
use serde::{Deserialize, Serialize};

/// What is attached: an object of the spool, and the name under which it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// SHA-256 (hex) of its bytes.
    pub sha256: String,
    /// Name of the file.
    pub name: String,
}

/// The same with its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attachment<'a> {
    /// Name of the file.
    pub name: &'a str,
    /// The workbook.
    pub bytes: &'a [u8],
}

impl Attachment<'_> {
    pub(super) fn part(self) -> SinglePart {
        let workbook = if std::path::Path::new(self.name).extension().is_some_and(|ending| ending == "xlsm") {
            "application/vnd.ms-excel.sheet.macroEnabled.12"
        } else {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        };
        let kind = ContentType::parse(workbook).unwrap_or(ContentType::TEXT_PLAIN);
        let name: String = self.name.chars().filter(|c| !c.is_control()).collect();
        Part::new(name).body(self.bytes.to_vec(), kind)
    }
}
