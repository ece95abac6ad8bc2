//! What the fuzz targets share: plans to read by, packages made of texts, and what must hold of whatever was read.

pub mod grids;
pub mod parts;

use std::path::Path;
use std::sync::OnceLock;

use torimatome::assets::{FORMS, FROZEN_FORMS};
use torimatome::diagnostic::Finding;
use torimatome::domain::{Lang, Registry};
use torimatome::extraction::Grid;
use torimatome::form::FormDeclaration;
use torimatome::register::{self, Sheets, folder::read_folder};

/// Longest sentence that anybody should have to read.
const PROSE_MAX: usize = 6_000;

/// The sheets of a plan of this repository.
#[must_use]
pub fn sheets(folder: &str) -> Sheets {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    read_folder(&root.join(folder)).expect("a plan")
}

/// All plans of this repository.
pub fn registries() -> &'static [Registry] {
    static ALL: OnceLock<Vec<Registry>> = OnceLock::new();
    ALL.get_or_init(|| {
        let folders = ["plans/mine-r6", "plans/shunan-r2", "plans/izunokuni", "plans/yonezawa", "plans/mine-3rd", "tests/plans/urakawa"];
        folders.into_iter().map(|folder| register::load(&sheets(folder)).registry.expect("a register")).collect()
    })
}

/// All forms that are known, also former ones.
pub fn forms() -> &'static [FormDeclaration] {
    static ALL: OnceLock<Vec<FormDeclaration>> = OnceLock::new();
    ALL.get_or_init(|| FORMS.iter().chain(FROZEN_FORMS).map(|(_, text)| FormDeclaration::parse(text).expect("a form")).collect())
}

/// A finding can be said in both languages, in sentences that can be shown.
pub fn can_be_said(finding: &Finding) {
    for lang in [Lang::Ja, Lang::En] {
        for text in [finding.problem.message(lang), finding.problem.remedy(lang)] {
            assert!(!text.is_empty() && text.len() < PROSE_MAX, "{}: {} bytes of prose", finding.problem.code(), text.len());
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{}: {text:?}", finding.problem.code());
        }
    }
}

/// What every reader promises of the cells that it hands over.
pub fn is_sound(grid: &Grid) {
    for sheet in &grid.sheets {
        assert!(sheet.name.chars().count() <= 255, "a sheet's name is bounded");
        for pair in sheet.cells.windows(2) {
            assert!(pair[0].at < pair[1].at, "cells stand by row and column, each once: {} and {}", pair[0].at, pair[1].at);
        }
        for cell in &sheet.cells {
            assert!(cell.content.text().chars().count() <= 32_767, "a text is bounded");
        }
    }
}

/// Takes one piece after another off the fuzzer's bytes; there is always another, of zeros in the end.
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// One byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `end`, or 0.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = usize::from(self.byte()) << 8 | usize::from(self.byte());
        wide.checked_rem(end).unwrap_or(0)
    }

    /// A text up to the next line end.
    pub fn line(&mut self) -> String {
        let end = self.0.iter().position(|byte| *byte == b'\n').unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or_default();
        String::from_utf8_lossy(line).into_owned()
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
