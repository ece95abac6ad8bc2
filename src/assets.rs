//! What the program carries with it, so that one binary is an installation: templates, the configuration with
//! every option, and the plans that `demo` plays. An installation's own `templates/` take precedence.

mod plans;
#[cfg(test)]
mod scheme_tests;

pub use plans::{PLANS, PlanAssets};

/// A file of an installation: its path below the root and its text.
pub type Asset = (&'static str, &'static str);

macro_rules! assets {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../", $path)))),*]
    };
}

/// The current form.
pub const FORM: Asset = ("templates/forms/list.toml", include_str!("../templates/forms/list.toml"));

/// The current forms, the list first.
pub const FORMS: &[Asset] = assets!["templates/forms/list.toml", "templates/forms/evaluation.toml", "templates/forms/definition.toml"];

/// Older versions of forms, still read.
pub const FROZEN_FORMS: &[Asset] = assets!["templates/forms/frozen/list-1.toml"];

/// The configuration with every option and its default.
pub const CONFIGURATION: &str = include_str!("../torimatome.toml");

/// The page that says how to begin, for a new installation.
pub const FIRST_STEPS: Asset = ("はじめに.txt", include_str!("../templates/init/はじめに.txt"));

/// Ready-made schemes: rows of 評価区分, to be pasted into a register. The file's name is the scheme's id.
pub const SCHEMES: &[Asset] = assets![
    "templates/schemes/mine-practised.csv",
    "templates/schemes/mine-legend.csv",
    "templates/schemes/rate-abcd.csv",
    "templates/schemes/around-baseline.csv",
    "templates/schemes/yearly-line.csv",
];

/// The templates that a new installation gets.
pub const INSTALLATION: &[Asset] = assets![
    "templates/schemes/mine-practised.csv",
    "templates/schemes/mine-legend.csv",
    "templates/schemes/rate-abcd.csv",
    "templates/schemes/around-baseline.csv",
    "templates/schemes/yearly-line.csv",
    "templates/forms/list.toml",
    "templates/forms/evaluation.toml",
    "templates/forms/definition.toml",
    "templates/forms/frozen/list-1.toml",
    "templates/forms/自前の様式の例.txt",
    "templates/report/sentence.toml",
    "templates/mail/はじめに.md",
    "templates/mail/ja/alert.txt",
    "templates/mail/ja/amended.txt",
    "templates/mail/ja/digest.txt",
    "templates/mail/ja/overdue.txt",
    "templates/mail/ja/receipt.txt",
    "templates/mail/ja/refused.txt",
    "templates/mail/ja/reminder.txt",
    "templates/mail/ja/request.txt",
    "templates/mail/ja/returned.txt",
    "templates/mail/ja/summary.txt",
    "templates/mail/en/alert.txt",
    "templates/mail/en/amended.txt",
    "templates/mail/en/digest.txt",
    "templates/mail/en/overdue.txt",
    "templates/mail/en/receipt.txt",
    "templates/mail/en/refused.txt",
    "templates/mail/en/reminder.txt",
    "templates/mail/en/request.txt",
    "templates/mail/en/returned.txt",
    "templates/mail/en/summary.txt",
    "templates/board/board.html",
    "templates/board/board.css",
    "templates/board/board.js",
];
