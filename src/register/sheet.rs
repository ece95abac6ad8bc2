//! What a sheet of the register is: its name and its headings. Later versions add headings; none is renamed.

/// How much a heading is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// The sheet cannot be read without it.
    Required,
    /// A sheet without it reads as if the column were blank.
    Optional,
}

/// A heading of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    /// As printed in row 1.
    pub(super) name: &'static str,
    /// How much it is needed.
    pub(super) need: Need,
}

/// A heading without which the sheet cannot be read.
pub(super) const fn required(name: &'static str) -> Heading {
    Heading { name, need: Need::Required }
}

/// A heading that may be left out.
pub(super) const fn optional(name: &'static str) -> Heading {
    Heading { name, need: Need::Optional }
}

/// A sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its name; the file is called `<name>.csv`.
    pub(super) name: &'static str,
    /// Its headings, in the order in which the register is written.
    pub(super) headings: &'static [Heading],
    /// Whether a register without a single row here makes no sense.
    pub(super) rows_needed: bool,
}

impl Sheet {
    /// How much a heading is needed; `None` when the sheet has no such heading.
    pub(super) fn need(&self, heading: &str) -> Option<Need> {
        self.headings.iter().find(|known| known.name == heading).map(|known| known.need)
    }
}
