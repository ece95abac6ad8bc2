//! What a decision does, in one sentence: for previews, the board, the working book and the terminal.

use crate::domain::{Act, DepartmentId, IndicatorId, Lang, MAIL_KINDS, Registry, civil_date_ja};

/// A day as each language writes it.
#[must_use]
pub fn day_words(day: chrono::NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ja => civil_date_ja(day),
        Lang::En => day.format("%a %-d %B %Y").to_string(),
    }
}

/// What an act does.
#[must_use]
pub fn act_words(act: &Act, registry: &Registry, lang: Lang) -> String {
    let whose = |department: Option<&DepartmentId>| whose(department, registry, lang);
    match act {
        Act::Extend { department, indicator, due, locks } => {
            extend(registry, lang, (department.as_ref(), indicator.as_ref()), *due, *locks)
        }
        Act::Close => lang
            .pick(
                "提出期限を終える。遅れた回答は、受付終了まで受け付ける。",
                "The filing period is over. Late returns are taken until the round is locked.",
            )
            .to_owned(),
        Act::Lock => lang.pick("受付を終了する。以後の回答は受け付けない。", "The round is locked. Nothing is taken any more.").to_owned(),
        Act::Reopen { department, until } => match lang {
            Lang::Ja => format!("{}の受付を{}まで再開する。", whose(department.as_ref()), day_words(*until, lang)),
            Lang::En => format!("Returns of {} are taken again until {}.", whose(department.as_ref()), day_words(*until, lang)),
        },
        Act::Waive { rule, indicator, department } => {
            let about = indicator.as_ref().map(|id| name(id, registry, lang));
            match (lang, about) {
                (Lang::Ja, Some(about)) => format!("{}の{about}について、{rule}の確認を終える。", whose(department.as_ref())),
                (Lang::Ja, None) => format!("{}について、{rule}の確認を終える。", whose(department.as_ref())),
                (Lang::En, Some(about)) => format!("{rule} about {about} of {} is settled.", whose(department.as_ref())),
                (Lang::En, None) => format!("{rule} of {} is settled.", whose(department.as_ref())),
            }
        }
        Act::Override { indicator, status } => match lang {
            Lang::Ja => format!("{}の達成状況を「{status}」とする。", name(indicator, registry, lang)),
            Lang::En => format!("The status of {} is {status}.", name(indicator, registry, lang)),
        },
        Act::Amend { .. } => lang.pick("台帳の変更を、この照会に反映する。", "The changes of the register apply to this round.").to_owned(),
        Act::HoldReminders { department } => match lang {
            Lang::Ja => format!("{}への期限前のお知らせと再依頼を止める。", whose(department.as_ref())),
            Lang::En => format!("Reminders to {} are held.", whose(department.as_ref())),
        },
        Act::ReleaseMails { kind, department } => match lang {
            Lang::Ja => {
                let what = kind.as_ref().map_or_else(String::new, |kind| format!("「{}」の", mail_word(kind)));
                format!("{}への、保留している{what}メールを送る。", whose(department.as_ref()))
            }
            Lang::En => {
                let what = kind.as_ref().map_or_else(String::new, |kind| format!("{kind} "));
                format!("Held {what}mails to {} go out.", whose(department.as_ref()))
            }
        },
        Act::Revoke { decision } => match lang {
            Lang::Ja => format!("決定（番号{decision}）を取り消す。"),
            Lang::En => format!("The decision {decision} is taken back."),
        },
    }
}

fn extend(
    registry: &Registry,
    lang: Lang,
    (department, indicator): (Option<&DepartmentId>, Option<&IndicatorId>),
    due: chrono::NaiveDate,
    locks: Option<chrono::NaiveDate>,
) -> String {
    let (whose, due) = (whose(department, registry, lang), day_words(due, lang));
    let about = indicator.map(|id| name(id, registry, lang));
    match lang {
        Lang::Ja => {
            let about = about.map_or_else(String::new, |about| format!("{about}の"));
            let locks = locks.map_or_else(String::new, |day| format!("、受付終了日を{}", day_words(day, lang)));
            format!("{whose}の{about}提出期限を{due}{locks}とする。")
        }
        Lang::En => {
            let about = about.map_or_else(String::new, |about| format!(" for {about}"));
            let locks = locks.map_or_else(String::new, |day| format!(", the last day {}", day_words(day, lang)));
            format!("The due day of {whose}{about} is {due}{locks}.")
        }
    }
}

/// The word of a kind of mail; the name where it is not known.
fn mail_word(kind: &str) -> &str {
    MAIL_KINDS.iter().find(|(name, _)| *name == kind).map_or(kind, |(_, word)| *word)
}

/// A department's name, or all of them.
fn whose(department: Option<&DepartmentId>, registry: &Registry, lang: Lang) -> String {
    match department {
        None => lang.pick("すべての課", "all departments").to_owned(),
        Some(id) => registry.department(id).map_or_else(|| id.to_string(), |department| department.name.clone()),
    }
}

fn name(id: &IndicatorId, registry: &Registry, lang: Lang) -> String {
    let name = registry.indicator(id).map_or_else(|| id.to_string(), |indicator| indicator.name.clone());
    match lang {
        Lang::Ja => format!("「{name}」"),
        Lang::En => name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, dept, id};
    use super::*;

    #[test]
    fn an_act_reads_as_one_sentence() {
        let registry = Fixture::full().registry;
        let due = "2025-06-30".parse().unwrap();
        let extend = |department, indicator, locks| Act::Extend { department, indicator, due, locks };
        let said = |act: &Act| act_words(act, &registry, Lang::Ja);
        let (kanko, a1) = (dept("kanko"), id("a1"));
        let names = (&registry.department(&kanko).unwrap().name, &registry.indicator(&a1).unwrap().name);
        assert_eq!(
            said(&extend(Some(kanko.clone()), Some(a1.clone()), None)),
            format!("{}の「{}」の提出期限を6月30日（月）とする。", names.0, names.1)
        );
        let locks = "2025-07-25".parse().ok();
        assert_eq!(said(&extend(None, None, locks)), "すべての課の提出期限を6月30日（月）、受付終了日を7月25日（金）とする。");
        let waive = Act::Waive { rule: "V014".to_owned(), indicator: Some(a1), department: Some(kanko) };
        assert_eq!(said(&waive), format!("{}の「{}」について、V014の確認を終える。", names.0, names.1));
        let release = Act::ReleaseMails { kind: Some("request".to_owned()), department: None };
        assert_eq!(said(&release), "すべての課への、保留している「依頼」のメールを送る。");
        assert_eq!(act_words(&release, &registry, Lang::En), "Held request mails to all departments go out.");
    }
}
