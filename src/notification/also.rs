//! What one mail says besides: about the office's other plans, about other departments of the same address, and about other
//! due days. Whoever is concerned hears of all at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DueLater, MailFacts, MailKind, words};
use crate::domain::{DepartmentId, Lang, PlanId, RoundId, Verdict};

/// Another part of a mail: of another plan, another department or another due day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AlsoPlan {
    /// The plan.
    pub plan: Option<PlanId>,
    /// Its round.
    pub round: Option<RoundId>,
    /// What the round is called, with the plan's name.
    pub name: String,
    /// Whose it is, where it is not the mail's own department's.
    pub department: Option<DepartmentId>,
    /// That department's name.
    pub department_name: String,
    /// Where that department's form is to be saved.
    pub folder: String,
    /// Its 提出期限.
    pub due: Option<NaiveDate>,
    /// Indicators asked on its sheet.
    pub asked: usize,
    /// Those for which nothing is in force.
    pub owed: usize,
    /// 受付番号 of its part of the file.
    pub number: String,
    /// Its receipt.
    pub workbook: String,
    /// What became of its part.
    pub verdict: Option<Verdict>,
    /// Its part is marked 作成中.
    pub draft: bool,
    /// Its round takes nothing any more.
    pub locked: bool,
}

impl AlsoPlan {
    /// The part of a mail that would say `facts` by itself.
    #[must_use]
    pub fn of(facts: &MailFacts, plan: &PlanId, round: &RoundId) -> Self {
        Self {
            plan: Some(plan.clone()),
            round: Some(round.clone()),
            name: facts.round.clone(),
            department: None,
            department_name: String::new(),
            folder: String::new(),
            due: facts.due,
            asked: facts.asked,
            owed: facts.owed,
            number: facts.number.clone(),
            workbook: facts.workbook.clone(),
            verdict: facts.verdict,
            draft: false,
            locked: false,
        }
    }

    /// The same part, said of another department than the mail's own.
    #[must_use]
    pub fn by(self, department: &DepartmentId, facts: &MailFacts) -> Self {
        Self { department: Some(department.clone()), department_name: facts.department.clone(), folder: facts.folder.clone(), ..self }
    }
}

impl MailFacts {
    /// The same mail about the first of its other plans, and the rest: where its own has nothing more to ask.
    #[must_use]
    pub fn promoted(&self) -> Option<Self> {
        let (first, rest) = self.also.split_first()?;
        let mut own = Self { round: first.name.clone(), due: first.due, asked: first.asked, owed: first.owed, errors: 0, ..self.clone() };
        if first.department.is_some() {
            own.department.clone_from(&first.department_name);
            own.folder.clone_from(&first.folder);
            own.workbook.clone_from(&first.workbook);
        }
        Some(Self { also: rest.to_vec(), later: Vec::new(), ..own })
    }
}

/// One line for each thing that the mail says besides.
pub(super) fn lines(kind: MailKind, facts: &MailFacts, lang: Lang) -> Vec<String> {
    let own = facts.later.iter().filter(|later| later.count > 0).map(|later| later_line(kind, later, lang));
    let taken_over = taken_over(kind, facts, lang);
    own.chain(taken_over).chain(facts.also.iter().map(|also| line(kind, also, facts, lang))).collect()
}

/// What of the mail's own matter is due later.
fn later_line(kind: MailKind, later: &DueLater, lang: Lang) -> String {
    let due = later.due.map(|due| words::date(due, lang)).unwrap_or_default();
    let names: Vec<String> = later.names.iter().map(|name| words::name(name)).collect();
    let n = later.count;
    let of = indicators_en(n);
    match (kind, lang) {
        (MailKind::Request, Lang::Ja) if names.is_empty() => {
            format!("ただし、このうち{n}指標の提出期限は、{due}です。指標の名前は、様式の「はじめに」にあります。")
        }
        (MailKind::Request, Lang::Ja) => format!("ただし、このうち{n}指標（{}）の提出期限は、{due}です。", names.join("、")),
        (MailKind::Request, Lang::En) if names.is_empty() => {
            format!("Of these, {of} may come by {due}; 「はじめに」 in the form names them.")
        }
        (MailKind::Request, Lang::En) => format!("Of these, {of} ({}) may come by {due}.", names.join(", ")),
        (MailKind::Receipt | MailKind::Returned, Lang::Ja) => {
            format!("提出期限が{due}の{n}指標は、まだ記入がありません。期限までに記入し、再提出してください。")
        }
        (MailKind::Receipt | MailKind::Returned, Lang::En) => {
            format!("Still blank and due by {due}: {of}. Please fill in and file again by then.")
        }
        (_, Lang::Ja) => format!("ほかに、提出期限が{due}のものが{n}指標あります。"),
        (_, Lang::En) => format!("Apart from these, {of} will be due on {due}."),
    }
}

/// Whose work the department has now: its officers see names in the form that they did not have last year.
fn taken_over(kind: MailKind, facts: &MailFacts, lang: Lang) -> Option<String> {
    let asks = matches!(kind, MailKind::Request | MailKind::Reminder | MailKind::Overdue);
    if facts.taken_over.is_empty() || !asks {
        return None;
    }
    let names: Vec<String> = facts.taken_over.iter().map(|name| words::name(name)).collect();
    Some(match lang {
        Lang::Ja => format!("{}から引き継いだ指標が含まれています。", names.join("、")),
        Lang::En => format!("They include what was taken over from {}.", names.join(", ")),
    })
}

fn indicators_en(n: usize) -> String {
    if n == 1 { "1 indicator".to_owned() } else { format!("{n} indicators") }
}

fn line(kind: MailKind, also: &AlsoPlan, facts: &MailFacts, lang: Lang) -> String {
    let name = words::name(&also.name);
    let due = also.due.map(|due| words::date(due, lang)).unwrap_or_default();
    let (asked, owed) = (also.asked, also.owed);
    let asks = matches!(kind, MailKind::Request | MailKind::Reminder | MailKind::Overdue);
    let today = facts.as_of.or(facts.received).map(|at| at.date());
    let overdue = also.due.zip(today).is_some_and(|(due, today)| today > due);
    if asks && also.department.is_some() {
        return of_department(kind, also, facts, overdue, lang);
    }
    if asks && also.name == facts.round {
        return match lang {
            Lang::Ja if overdue => format!("ほかに、{due}が期限でしたが、{owed}指標の提出を確認できていません。"),
            Lang::En if overdue => format!("Others were due on {due}; missing: {}.", indicators_en(owed)),
            Lang::Ja => format!("ほかに、{owed}指標の提出期限は{due}です。"),
            Lang::En => format!("Others are due on {due}; not filed yet: {}.", indicators_en(owed)),
        };
    }
    if asks {
        return match (kind, lang) {
            (MailKind::Request, Lang::Ja) => {
                format!("あわせて、「{name}」の{asked}指標を、{due}までに提出してください。様式は同じファイルです。")
            }
            (MailKind::Request, Lang::En) => {
                format!("Please also file {name} ({}) by {due}. It is in the same workbook.", indicators_en(asked))
            }
            (_, Lang::Ja) if overdue => format!("「{name}」も、{due}が期限でしたが、{owed}指標の提出を確認できていません。"),
            (_, Lang::En) if overdue => format!("{name} was due on {due} as well; missing: {}.", indicators_en(owed)),
            (_, Lang::Ja) => format!("「{name}」の提出期限は{due}です。{owed}指標が未提出です。"),
            (_, Lang::En) => format!("{name} is due on {due}; not filed yet: {}.", indicators_en(owed)),
        };
    }
    let refused = matches!(also.verdict, Some(Verdict::Refused | Verdict::Quarantined | Verdict::Returned));
    match lang {
        Lang::Ja if also.draft => format!("「{name}」の分は、提出区分が「作成中」のため、受け付けていません。"),
        Lang::En if also.draft => format!("The part for {name} is marked 「作成中」 and was not taken."),
        Lang::Ja if also.locked => format!("「{name}」の受付は終了しているため、その分は集計に反映していません。"),
        Lang::En if also.locked => format!("{name} takes no returns any more; that part was not taken."),
        Lang::Ja if refused => format!("「{name}」の分は、受け付けた指標がありません。受付番号は{}です。", words::line(&also.number)),
        Lang::En if refused => format!("Nothing was taken for {name}; its receipt number is {}.", words::line(&also.number)),
        Lang::Ja => format!("このうち「{name}」は{asked}指標で、受付番号は{}です。", words::line(&also.number)),
        Lang::En => format!("{name}: {} of these; receipt number {}.", indicators_en(asked), words::line(&also.number)),
    }
}

/// Another department of the same address (兼務).
fn of_department(kind: MailKind, also: &AlsoPlan, facts: &MailFacts, overdue: bool, lang: Lang) -> String {
    let (name, department) = (words::name(&also.name), words::name(&also.department_name));
    let due = also.due.map(|due| words::date(due, lang)).unwrap_or_default();
    let (asked, owed) = (also.asked, also.owed);
    let same = also.name == facts.round;
    let whose = if same { format!("{department}の") } else { format!("{department}の「{name}」の") };
    let about = if same { department.clone() } else { format!("{department} ({name})") };
    let form = words::line(&also.workbook);
    let folder = words::line(&also.folder);
    let mut text = match (kind, lang) {
        (MailKind::Request, Lang::Ja) => format!("あわせて、{whose}{asked}指標を、{due}までに提出してください。"),
        (MailKind::Request, Lang::En) => format!("Please also file for {about} ({}) by {due}.", indicators_en(asked)),
        (_, Lang::Ja) if overdue => format!("{whose}{owed}指標も、{due}が期限でしたが、提出を確認できていません。"),
        (_, Lang::En) if overdue => format!("{about} was due on {due} as well; missing: {}.", indicators_en(owed)),
        (_, Lang::Ja) => format!("{whose}{owed}指標も未提出です。提出期限は{due}です。"),
        (_, Lang::En) => format!("{about} is due on {due} as well; not filed yet: {}.", indicators_en(owed)),
    };
    // A path stands alone on its line: whoever copies it takes nothing else with it.
    let mut place = |heading: &'static str, path: &str| {
        if !path.is_empty() {
            text.extend(["\n", heading, "\n", lang.pick("　　", "   "), path]);
        }
    };
    if kind == MailKind::Request {
        place(lang.pick("様式の場所", "The form is here:"), &form);
    }
    place(lang.pick("保存するフォルダー", "Save it in this folder:"), &folder);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_of_another_department_stand_alone_on_their_lines() {
        let also = AlsoPlan {
            name: "令和6年度実績".to_owned(),
            department: "bunka".parse().ok(),
            department_name: "文化課".to_owned(),
            folder: "\\\\fs\\inbox\\文化課".to_owned(),
            workbook: "\\\\fs\\outbox\\文化課\\様式.xlsx".to_owned(),
            asked: 2,
            ..AlsoPlan::default()
        };
        let facts = MailFacts { round: "令和6年度実績".to_owned(), also: vec![also], ..MailFacts::default() };
        for lang in [Lang::Ja, Lang::En] {
            let said = lines(MailKind::Request, &facts, lang).join("\n");
            for path in ["\\\\fs\\inbox\\文化課", "\\\\fs\\outbox\\文化課\\様式.xlsx"] {
                assert!(said.lines().any(|line| line.trim() == path), "{said}");
            }
        }
    }
}
