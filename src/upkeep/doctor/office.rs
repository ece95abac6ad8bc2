//! The registers, the departments' addresses, the holidays.

use super::check::Subject;
use super::{Check, Examined};
use crate::diagnostic::count;
use crate::domain::{Registry, Severity, holidays_known_until};
use crate::notification::AllowedDomains;
use crate::worker::{Calendar, plan_folders};

const REGISTER: Subject = Subject { id: "register", ja: "台帳", en: "Register" };
const ADDRESSES: Subject = Subject { id: "addresses", ja: "所管課の宛先", en: "Addresses" };
const HOLIDAYS: Subject = Subject { id: "holidays", ja: "休日", en: "Holidays" };

/// Names that are told; the others are counted.
const NAMES_MAX: usize = 5;

pub(super) fn look(examined: &Examined<'_>) -> Vec<Check> {
    let plans = match plan_folders(examined.installation) {
        Ok(plans) => plans,
        Err(error) => {
            return vec![REGISTER.fail(
                (format!("読めません（{error}）。"), error.to_string()),
                ("[plans] の設定と、ファイルの権限を確認してください。", "Check `plans` and the permissions of the files."),
            )];
        }
    };
    let mut checks = Vec::new();
    for plan in &plans {
        let (folder, errors) = (&plan.folder, count(&plan.loaded.findings, Severity::Error));
        let Some(registry) = &plan.loaded.registry else {
            checks.push(REGISTER.fail(
                (format!("{folder}：使えません（エラー{errors}件）。"), format!("{folder}: it cannot be used ({errors} errors).")),
                (
                    "torimatome register check で、場所と直し方を確認してください。",
                    "`torimatome register check` says where and what to do.",
                ),
            ));
            continue;
        };
        let (name, indicators) = (&registry.plan.name, registry.indicators.len());
        checks.push(REGISTER.ok(format!("{folder}：{name}（{indicators}指標）"), format!("{folder}: {name} ({indicators} indicators)")));
        checks.extend(addresses(examined, registry));
        checks.extend(holidays(examined, registry));
    }
    checks
}

fn addresses(examined: &Examined<'_>, registry: &Registry) -> Vec<Check> {
    let today = examined.now.date_naive();
    let there = |department: &&crate::domain::Department| {
        department.valid_from.is_none_or(|from| from <= today) && department.valid_to.is_none_or(|to| today <= to)
    };
    let departments: Vec<_> = registry.departments.iter().filter(there).collect();
    let mut checks = Vec::new();
    let without: Vec<&str> =
        departments.iter().filter(|department| department.addresses.is_empty()).map(|department| department.name.as_str()).collect();
    if !without.is_empty() {
        checks.push(ADDRESSES.note(
            (
                format!("メールの宛先がない所管課が{}課あります（{}）。", without.len(), named(&without, "、", "ほか")),
                format!("{} departments have no mail address ({}).", without.len(), named(&without, ", ", ", …")),
            ),
            (
                "台帳の「担当課」シートに宛先を入力するか、別の方法で連絡してください。",
                "Enter it in the sheet 担当課, or tell them in another way.",
            ),
        ));
    }
    let allowed = AllowedDomains::parse(&examined.installation.config.mail.allowed_domains);
    if let Ok(allowed) = allowed {
        let all = departments.iter().flat_map(|department| &department.addresses);
        let refused: Vec<&str> = all.filter(|address| allowed.check(address).is_err()).map(String::as_str).collect();
        if !refused.is_empty() {
            checks.push(ADDRESSES.fail(
                (
                    format!("送信してよいドメインにない宛先が{}件あります（{}）。", refused.len(), named(&refused, "、", "ほか")),
                    format!("{} addresses are outside of the allowed domains ({}).", refused.len(), named(&refused, ", ", ", …")),
                ),
                ("宛先か、[mail] の allowed_domains を直してください。", "Correct them, or `allowed_domains` in [mail]."),
            ));
        }
    }
    if checks.is_empty() {
        let count = departments.len();
        checks.push(ADDRESSES.ok(format!("{count}課の全てに宛先があります。"), format!("All {count} departments have one.")));
    }
    checks
}

fn named(names: &[&str], between: &str, more: &str) -> String {
    let told = names.iter().take(NAMES_MAX).copied().collect::<Vec<_>>().join(between);
    if names.len() > NAMES_MAX { format!("{told}{more}") } else { told }
}

/// The days that hold: the program's, those of the office's file, those of the register.
fn holidays(examined: &Examined<'_>, registry: &Registry) -> Option<Check> {
    let today = examined.now.date_naive();
    let needed = registry.rounds.iter().filter_map(|round| round.locks.or(Some(round.due))).max()?.max(today);
    let file = &examined.installation.config.schedule.holidays;
    let calendar = Calendar::of(examined.installation);
    if !calendar.troubles.is_empty() {
        return Some(HOLIDAYS.note(
            (format!("「{file}」に読めない行があります。"), format!("{file} has lines that cannot be read.")),
            ("1行に1日ずつ、日付と名称を「2026-10-15,市制記念日」のように記入してください。", "One day a line: `2026-10-15,name`."),
        ));
    }
    let Some(until) = holidays_known_until(&calendar.with(&registry.holidays), today) else {
        return Some(HOLIDAYS.fail(
            ("今年の祝日が分かりません。", "Those of this year are not known."),
            ("休日のファイルか、台帳の「休日」シートに、祝日を入力してください。", "Enter them in the file of holidays or the sheet 休日."),
        ));
    };
    let days = i64::from(examined.installation.config.schedule.warn_holidays_days);
    if (until - needed).num_days() < days {
        return Some(HOLIDAYS.note(
            (format!("{until}までの祝日が分かっています。"), format!("Known until {until}.")),
            (
                "翌年以降の祝日を加えてください。ない日は、平日として数えます。",
                "Add those of the coming years: what is not named counts as a working day.",
            ),
        ));
    }
    Some(HOLIDAYS.ok(format!("{until}まで分かっています。"), format!("Known until {until}.")))
}
