//! One mail a day: what is due to one recipient on one day is said at once, whatever it is about.

use chrono::NaiveDate;

use super::Planned;

/// A mail that is due, with the due day of its round.
pub type DuePlanned = (NaiveDate, Planned);

/// Planned mails that go out as one: all that one recipient is to hear today, what is due first before the rest. It may be
/// about several plans, about several due days, and about several departments that share an address (兼務).
#[must_use]
pub fn joint_mails(mut planned: Vec<DuePlanned>) -> Vec<Vec<DuePlanned>> {
    // Stable: the order of the plans decides between equal days.
    planned.sort_by_key(|(_, one)| one.due);
    let mut mails: Vec<Vec<DuePlanned>> = Vec::new();
    for (due, one) in planned {
        let same_recipient = |mail: &&mut Vec<DuePlanned>| mail.first().is_some_and(|(_, first)| first.recipient == one.recipient);
        match mails.iter_mut().find(same_recipient) {
            None => mails.push(vec![(due, one)]),
            Some(mail) => mail.push((due, one)),
        }
    }
    mails
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::PlannedKind;

    fn planned(day: u32, plan: &str, department: &str, recipient: &str) -> DuePlanned {
        let due = NaiveDate::from_ymd_opt(2025, 6, day).unwrap();
        (due, about(due, plan, department, recipient))
    }

    fn about(due: NaiveDate, plan: &str, department: &str, recipient: &str) -> Planned {
        Planned {
            key: format!("reminder:{plan}:{department}"),
            kind: PlannedKind::Reminder,
            plan: plan.parse().unwrap(),
            round: "r6".parse().unwrap(),
            department: department.parse().ok(),
            due,
            calendar: None,
            recipient: recipient.to_owned(),
            asked: 1,
            owed: 1,
        }
    }

    #[test]
    fn one_mail_to_one_recipient_what_is_due_first_before_the_rest() {
        let mails = joint_mails(vec![
            planned(20, "a", "kanko", "kanko@x"),
            planned(20, "a", "norin", "shared@x"),
            planned(13, "b", "kanko", "kanko@x"),
            planned(13, "b", "kensetsu", "shared@x"),
        ]);
        let said: Vec<Vec<&str>> = mails.iter().map(|mail| mail.iter().map(|(_, one)| one.key.as_str()).collect()).collect();
        assert_eq!(said, [["reminder:b:kanko", "reminder:a:kanko"], ["reminder:b:kensetsu", "reminder:a:norin"]]);
    }
}
