//! What one mail says about the office's other plans: a department that answers two plans hears of both at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{MailFacts, MailKind, words};
use crate::domain::{Lang, PlanId, RoundId, Verdict};

/// Another plan's part of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AlsoPlan {
    /// The plan.
    pub plan: Option<PlanId>,
    /// Its round.
    pub round: Option<RoundId>,
    /// What the round is called, with the plan's name.
    pub name: String,
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
}

impl MailFacts {
    /// The same mail about the first of its other plans, and the rest: where its own has nothing more to ask.
    #[must_use]
    pub fn promoted(&self) -> Option<Self> {
        let (first, rest) = self.also.split_first()?;
        let own = Self { round: first.name.clone(), due: first.due, asked: first.asked, owed: first.owed, ..self.clone() };
        Some(Self { also: rest.to_vec(), ..own })
    }
}

/// One line for each of the other plans.
pub(super) fn lines(kind: MailKind, facts: &MailFacts, lang: Lang) -> Vec<String> {
    facts.also.iter().map(|also| line(kind, also, facts, lang)).collect()
}

fn line(kind: MailKind, also: &AlsoPlan, facts: &MailFacts, lang: Lang) -> String {
    let name = words::name(&also.name);
    let due = also.due.map(|due| words::date(due, lang)).unwrap_or_default();
    let (asked, owed) = (also.asked, also.owed);
    let indicators = |n: usize| if n == 1 { "1 indicator".to_owned() } else { format!("{n} indicators") };
    let asks = matches!(kind, MailKind::Request | MailKind::Reminder | MailKind::Overdue);
    let today = facts.as_of.or(facts.received).map(|at| at.date());
    let overdue = also.due.zip(today).is_some_and(|(due, today)| today > due);
    if asks {
        return match (kind, lang) {
            (MailKind::Request, Lang::Ja) => {
                format!("あわせて、「{name}」の{asked}指標を、{due}までに提出してください。様式は同じファイルです。")
            }
            (MailKind::Request, Lang::En) => {
                format!("Please also file {name} ({}) by {due}. It is in the same workbook.", indicators(asked))
            }
            (_, Lang::Ja) if overdue => format!("「{name}」も、{due}が期限でしたが、{owed}指標の提出を確認できていません。"),
            (_, Lang::En) if overdue => format!("{name} was due on {due} as well; missing: {}.", indicators(owed)),
            (_, Lang::Ja) => format!("「{name}」の提出期限は{due}です。{owed}指標が未提出です。"),
            (_, Lang::En) => format!("{name} is due on {due}; not filed yet: {}.", indicators(owed)),
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
        Lang::En => format!("{name}: {} of these; receipt number {}.", indicators(asked), words::line(&also.number)),
    }
}
