//! An ordinary round, made from the plan's own dates and departments: whoever owes anything files in turn, one leaves a
//! row blank at first, one co-owner disagrees with the lead department, and the office compiles after the due day.

use chrono::NaiveDate;

use super::script::{Deed, Manner, Scene, moment};
use crate::domain::{DepartmentId, Ledger, Registry, Round};
use crate::schedule::BusinessDays;

/// Business days before the due day on which reminders are due, and the papers after it.
const REMINDER: i16 = -5;
const LAST_FILING: i16 = -2;
const COMPILE: i16 = 1;

/// The script of `round`.
pub(super) fn ordinary(registry: &Registry, round: &Round) -> Vec<Scene> {
    let ledger = Ledger::of(registry, round);
    let departments = ledger.departments();
    let days = BusinessDays::of(registry);
    let disagreeing = ledger.obligations.iter().find(|obligation| !obligation.lead).map(|obligation| &obligation.department);
    let blank = departments.iter().copied().find(|id| Some(*id) != disagreeing && ledger.owed_by(id).nth(1).is_some());
    let mut scenes = vec![Scene::new(moment(round.opens, 9, 0), Deed::Issue, ("照会を開き、様式を配る", "the round opens"))];
    let last = days.add_business_days(round.due, LAST_FILING);
    let filing = filing_days(days, round.opens, last, departments.len());
    for (index, (id, (day, place))) in departments.iter().zip(filing).enumerate() {
        let name = registry.department(id).map_or_else(|| id.to_string(), |department| department.name.clone());
        let minute = u32::try_from(index * 7 % 60).unwrap_or(0);
        let save = |day, hour, manner, name: &str, told| Scene::save(moment(day, hour, minute), id.as_str(), manner, name, told);
        let at = 10 + place;
        if Some(*id) == blank {
            scenes.push(save(day, at, Manner::WithABlank, &format!("{name}.xlsx"), ("提出（1指標は空欄）", "files, one row blank")));
            let next = days.add_business_days(day, 1);
            let told = ("空欄だけを追加で提出", "files the blank row");
            scenes.push(save(next, 8, Manner::OnlyTheBlank, &format!("{name}_追加.xlsx"), told));
        } else if Some(*id) == disagreeing {
            let told = ("提出（共管の課と異なる値）", "files, disagreeing with a co-owner");
            scenes.push(save(day, at, Manner::Disagreeing, &format!("{name}.xlsx"), told));
        } else {
            scenes.push(save(day, at, Manner::Plainly, &format!("{name}.xlsx"), ("記入どおり提出", "files plainly")));
        }
    }
    let reminder = moment(days.add_business_days(round.due, REMINDER), 9, 0);
    scenes.push(Scene::new(reminder, Deed::Wait, ("期限5業務日前のお知らせ", "reminder, 5 business days before")));
    let compile = moment(days.add_business_days(round.due, COMPILE), 9, 0);
    scenes.push(Scene::new(compile, Deed::Compile, ("締切り後の集計", "closed; the papers are compiled")));
    scenes.sort_by_key(|scene| scene.at);
    scenes
}

/// The day of each department, and its place within the day: one a day up to `last`, several where the days are too few.
fn filing_days(days: BusinessDays<'_>, opens: NaiveDate, last: NaiveDate, count: usize) -> Vec<(NaiveDate, u32)> {
    let open: Vec<NaiveDate> = opens.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| days.is_business_day(*day)).collect();
    let spare = open.len().saturating_sub(count);
    let used: Vec<NaiveDate> = open.into_iter().skip(spare).collect();
    let mut places: Vec<(NaiveDate, u32)> = Vec::with_capacity(count);
    for index in 0..count {
        // Evenly over the days, in order; a round too short for any of them is filed on its last day.
        let day = used.get(index * used.len() / count.max(1)).copied().unwrap_or(last);
        let place = places.iter().filter(|(earlier, _)| *earlier == day).count();
        places.push((day, u32::try_from(place).unwrap_or(0).min(7)));
    }
    places
}

/// The indicators that `department` answers for although another one leads.
pub(super) fn co_owned<'a>(ledger: &'a Ledger, department: &'a DepartmentId) -> impl Iterator<Item = &'a crate::domain::IndicatorId> {
    ledger.obligations.iter().filter(move |o| !o.lead && &o.department == department).map(|o| &o.indicator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::PLANS;
    use crate::demo::plan::registry_of;

    /// Whatever its dates, everybody files on business days of the round, in order, and the papers come last.
    #[test]
    fn every_plan_has_a_round_to_play() {
        for plan in PLANS {
            let registry = registry_of(plan).unwrap();
            let round = registry.rounds.last().unwrap();
            let scenes = ordinary(&registry, round);
            let days = BusinessDays::of(&registry);
            assert!(matches!(scenes.first().map(|scene| &scene.deed), Some(Deed::Issue)), "{}", plan.id);
            assert!(matches!(scenes.last().map(|scene| &scene.deed), Some(Deed::Compile)), "{}", plan.id);
            let mut filers = Vec::new();
            for scene in &scenes {
                let day = NaiveDate::from_ymd_opt(scene.at.0, scene.at.1, scene.at.2).unwrap();
                assert!(days.is_business_day(day), "{} {day}", plan.id);
                if let Deed::Save { department, .. } = &scene.deed {
                    assert!(round.opens < day && day <= round.due, "{} {day}", plan.id);
                    filers.push(department.clone());
                }
            }
            let owed = Ledger::of(&registry, round);
            assert!(owed.departments().iter().all(|id| filers.iter().any(|filer| filer == id.as_str())), "{}", plan.id);
            let disagreeing = scenes.iter().any(|scene| matches!(&scene.deed, Deed::Save { manner: Manner::Disagreeing, .. }));
            assert_eq!(disagreeing, !registry.co_owners.is_empty(), "{}", plan.id);
        }
    }
}
