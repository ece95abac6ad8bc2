//! Several plans, one mail: what is due to one recipient on one day is said at once.

use chrono::NaiveDate;

use super::Planned;

/// A mail that is due, with the due day of its round.
pub type DuePlanned = (NaiveDate, Planned);

/// Planned mails that go out as one: those to one recipient about one department, the round that is due first before the
/// others. What the same recipient is to hear about another department waits for the next day.
#[must_use]
pub fn joint_mails(mut planned: Vec<DuePlanned>) -> Vec<Vec<DuePlanned>> {
    // Stable: the order of the plans decides between equal days.
    planned.sort_by_key(|(due, _)| *due);
    let mut mails: Vec<Vec<DuePlanned>> = Vec::new();
    for (due, one) in planned {
        let same_recipient = |mail: &&mut Vec<DuePlanned>| mail.first().is_some_and(|(_, first)| first.recipient == one.recipient);
        match mails.iter_mut().find(same_recipient) {
            None => mails.push(vec![(due, one)]),
            Some(mail) if mail.first().is_some_and(|(_, first)| first.department == one.department) => mail.push((due, one)),
            Some(_) => {}
        }
    }
    mails
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::PlannedKind;

    fn planned(plan: &str, department: &str, recipient: &str) -> Planned {
        Planned {
            key: format!("reminder:{plan}:{department}"),
            kind: PlannedKind::Reminder,
            plan: plan.parse().unwrap(),
            round: "r6".parse().unwrap(),
            department: department.parse().ok(),
            calendar: None,
            recipient: recipient.to_owned(),
            asked: 1,
            owed: 1,
        }
    }

    #[test]
    fn one_mail_to_one_recipient_the_earlier_due_day_first() {
        let day = |day| NaiveDate::from_ymd_opt(2025, 6, day).unwrap();
        let mails = joint_mails(vec![
            (day(20), planned("a", "kanko", "kanko@x")),
            (day(20), planned("a", "norin", "shared@x")),
            (day(13), planned("b", "kanko", "kanko@x")),
            (day(13), planned("b", "kensetsu", "shared@x")),
        ]);
        let said: Vec<Vec<&str>> = mails.iter().map(|mail| mail.iter().map(|(_, one)| one.key.as_str()).collect()).collect();
        assert_eq!(said, [vec!["reminder:b:kanko", "reminder:a:kanko"], vec!["reminder:b:kensetsu"]]);
    }
}
