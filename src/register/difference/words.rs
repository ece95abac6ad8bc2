//! A change in words, as a line of a list.

use super::{Amended, SheetChange};
use crate::domain::{Lang, ValueKind, printed_date};

/// Longest text that is quoted, in characters; longer ones are only named.
const QUOTED_MAX: usize = 40;

impl SheetChange {
    /// With what it is about: `「観光交流人口」：令和6年度の目標値を100人から120人に変更`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let what = self.what(lang);
        match (lang, self.change == Amended::Order) {
            (_, true) => what,
            (Lang::Ja, false) => format!("「{}」：{what}", self.name),
            (Lang::En, false) => format!("{}: {what}", self.name),
        }
    }

    /// Without it: for a table that names it in a column of its own.
    #[must_use]
    pub fn what(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.what_ja(),
            Lang::En => self.what_en(),
        }
    }

    fn what_ja(&self) -> String {
        match &self.change {
            Amended::Added { with } if self.sheet == "指標" && !with.is_empty() => format!("指標を追加（所管課は{with}）"),
            Amended::Added { .. } => format!("{}に追加", self.noun()),
            Amended::Removed => format!("{}から削除", self.noun()),
            Amended::Retired => "指標を廃止".to_owned(),
            Amended::Revived => "廃止を取消し".to_owned(),
            Amended::Cell { heading, before, after } => match (quoted(before), quoted(after)) {
                (_, _) if before.is_empty() && after.is_empty() => format!("{heading}を変更"),
                (_, Some(after)) if before.is_empty() => format!("{heading}に「{after}」と記入"),
                (Some(before), _) if after.is_empty() => format!("{heading}の「{before}」を削除"),
                (Some(before), Some(after)) => format!("{heading}を「{before}」から「{after}」に変更"),
                _ => format!("{heading}の文章を変更"),
            },
            Amended::Value { kind, year, before, after, decided } => {
                let year = year.filter(|_| *kind != ValueKind::Baseline).map(|year| format!("{}の", year.label())).unwrap_or_default();
                let of = format!("{year}{}", kind.label());
                let decided = decided.map(|day| format!("（{}決定）", printed_date(day))).unwrap_or_default();
                match (before, after) {
                    (Some(before), Some(after)) if before == after => format!("{of}の表記又は時点を変更{decided}"),
                    (Some(before), Some(after)) => format!("{of}を{before}から{after}に変更{decided}"),
                    (None, Some(after)) => format!("{of}（{after}）を追加{decided}"),
                    (Some(before), None) => format!("{of}（{before}）を削除"),
                    (None, None) => format!("{of}を変更"),
                }
            }
            Amended::Owners { before, after } => {
                let said = |names: &[String]| if names.is_empty() { "なし".to_owned() } else { names.join("、") };
                format!("所管課を{}から{}に変更", said(before), said(after))
            }
            Amended::Moved { before, after } => format!("「{before}」から「{after}」に移動"),
            Amended::Order => format!("{}の並び順を変更", self.sheet),
        }
    }

    fn what_en(&self) -> String {
        match &self.change {
            Amended::Added { with } if !with.is_empty() => format!("new (department: {with})"),
            Amended::Added { .. } => format!("added to {}", self.sheet),
            Amended::Removed => format!("removed from {}", self.sheet),
            Amended::Retired => "retired".to_owned(),
            Amended::Revived => "no longer retired".to_owned(),
            Amended::Cell { heading, before, after } => match (quoted(before), quoted(after)) {
                (Some(before), Some(after)) if !(before.is_empty() && after.is_empty()) => format!("{heading}: 「{before}」 → 「{after}」"),
                _ => format!("{heading} changed"),
            },
            Amended::Value { kind, year, before, after, decided } => {
                let kind = match kind {
                    ValueKind::Baseline => "baseline",
                    ValueKind::Target => "target",
                    ValueKind::Actual => "actual",
                    ValueKind::PublishedStatus => "published status",
                    ValueKind::PublishedShare => "published share",
                };
                let year = year.map(|year| format!(" of fiscal {}", year.year())).unwrap_or_default();
                let decided = decided.map(|day| format!(" (decided {day})")).unwrap_or_default();
                let (before, after) = (before.as_deref().unwrap_or("none"), after.as_deref().unwrap_or("none"));
                format!("{kind}{year}: {before} → {after}{decided}")
            }
            Amended::Owners { before, after } => {
                let said = |names: &[String]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                format!("department: {} → {}", said(before), said(after))
            }
            Amended::Moved { before, after } => format!("moved from {before} to {after}"),
            Amended::Order => format!("{}: another order of rows", self.sheet),
        }
    }

    /// What the rows of the sheet are.
    fn noun(&self) -> String {
        format!("シート「{}」", self.sheet)
    }
}

/// A text that is short enough to be quoted, on one line.
fn quoted(text: &str) -> Option<String> {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (line.chars().count() <= QUOTED_MAX).then_some(line)
}
