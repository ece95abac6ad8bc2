//! What the program carries with it, so that one binary is an installation: templates, the configuration with
//! every option, and the plan that `demo` plays. An installation's own `templates/` take precedence.

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
pub const FORMS: &[Asset] = assets!["templates/forms/list.toml"];

/// Older versions of forms, still read.
pub const FROZEN_FORMS: &[Asset] = assets!["templates/forms/frozen/list-1.toml"];

/// The configuration with every option and its default.
pub const CONFIGURATION: &str = include_str!("../torimatome.toml");

/// Everything that a new installation gets besides the configuration: templates, and the plan of the demonstration.
pub const INSTALLATION: &[Asset] = assets![
    "templates/forms/list.toml",
    "templates/forms/frozen/list-1.toml",
    "templates/report/sentence.toml",
    "templates/mail/はじめに.md",
    "templates/mail/ja/alert.txt",
    "templates/mail/ja/overdue.txt",
    "templates/mail/ja/receipt.txt",
    "templates/mail/ja/refused.txt",
    "templates/mail/ja/reminder.txt",
    "templates/mail/ja/request.txt",
    "templates/mail/ja/returned.txt",
    "templates/mail/ja/summary.txt",
    "templates/mail/en/alert.txt",
    "templates/mail/en/overdue.txt",
    "templates/mail/en/receipt.txt",
    "templates/mail/en/refused.txt",
    "templates/mail/en/reminder.txt",
    "templates/mail/en/request.txt",
    "templates/mail/en/returned.txt",
    "templates/mail/en/summary.txt",
    "plans/mine-r6/計画.csv",
    "plans/mine-r6/体系.csv",
    "plans/mine-r6/指標.csv",
    "plans/mine-r6/配置.csv",
    "plans/mine-r6/値.csv",
    "plans/mine-r6/構成.csv",
    "plans/mine-r6/担当課.csv",
    "plans/mine-r6/担当.csv",
    "plans/mine-r6/評価区分.csv",
    "plans/mine-r6/検証規則.csv",
    "plans/mine-r6/提出期間.csv",
    "plans/mine-r6/決定.csv",
    "plans/mine-r6/事業.csv",
    "plans/mine-r6/休日.csv",
];

/// Mine City's published actuals of 令和6年度, by indicator: what the departments of the demonstration report.
pub const DEMO_ACTUALS: &str = include_str!("../plans/mine-r6/demo/実績.csv");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::sheet_names;

    #[test]
    fn the_plan_is_carried_whole() {
        let carried = |sheet: &str| INSTALLATION.iter().any(|(path, _)| *path == format!("plans/mine-r6/{sheet}.csv"));
        let missing: Vec<_> = sheet_names().filter(|sheet| !carried(sheet)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
