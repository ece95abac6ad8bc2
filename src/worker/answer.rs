//! The answer to a submission: a receipt or findings workbook, and the mail that tells of it, frozen at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::desk::Desk;
use super::part::{Part, is_one_departments};
use super::{WorkError, Worker};
use crate::assessment::{Case, judge};
use crate::domain::{Act, Civil, Department, IndicatorId, PlanId, Severity, ValueState, Verdict};
use crate::intake::NOTE_PREFIX;
use crate::notification::{Alert, AlsoPlan, DueLater, MailFacts, MailKind, MailRow, Receipt, ReceiptFacts, receipt_key, returned_key};
use crate::schedule::addresses_of;
use crate::store::{NewMail, NewOutput, Submission};
use crate::validation::{Held, Validated};
use crate::workbook::annotated::answer_book;

/// What is written and mailed about one submission.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) outputs: Vec<NewOutput>,
    pub(super) mails: Vec<NewMail>,
}

/// A workbook and its name.
struct NamedBook {
    name: String,
    bytes: Vec<u8>,
    marked: bool,
}

impl Worker {
    /// Makes the answer to each part of a submission that has its verdict and number: a receipt for each, and one mail for
    /// all of a department's, with its first part that is no draft.
    pub(super) fn answers(&self, submission: &Submission, parts: &[Part<'_>], now: Civil) -> Result<Vec<Answer>, WorkError> {
        let mut answers: Vec<Answer> = Vec::new();
        let mut all: Vec<(usize, (&Part<'_>, MailFacts))> = Vec::new();
        let receipts: Vec<Option<Receipt>> =
            parts.iter().map(|part| (!part.is_draft()).then(|| receipt_as_filed(submission, part, now))).collect();
        for (place, part) in parts.iter().enumerate() {
            let mut answer = Answer::default();
            let facts = if receipts.get(place).is_none_or(Option::is_none) {
                part.desk.facts(part.department(), now)
            } else {
                let book = self.book(submission, parts, &receipts, place)?;
                answer.outputs = self.outputs(part, &book)?;
                let path = answer.outputs.first().map_or("", |output| output.path.as_str());
                MailFacts { marked: book.marked, ..self.answer_facts(submission, part, &part.held(), path, now) }
            };
            all.push((place, (part, facts)));
            answers.push(answer);
        }
        // What was taken comes before what its plan takes no more; a draft is only mentioned.
        all.sort_by_key(|(_, (part, _))| (part.is_draft(), part.is_locked_out()));
        // Each department hears of its own.
        let whose = |part: &Part<'_>| part.department().map(|department| department.id.clone());
        while let Some((place, (first, _))) = all.first() {
            let (place, department, draft) = (*place, whose(first), first.is_draft());
            let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, (part, _))| whose(part) == department);
            all = others;
            if let Some(answer) = answers.get_mut(place).filter(|_| !draft) {
                let own: Vec<(&Part<'_>, MailFacts)> = own.into_iter().map(|(_, part)| part).collect();
                answer.mails = self.answer_mails(&own, &answer.outputs, now)?;
            }
        }
        Ok(answers)
    }

    /// The workbook that answers the part at `place`. Of a department's parts, the one that its mail is about carries the
    /// marks of all.
    fn book(
        &self,
        submission: &Submission,
        parts: &[Part<'_>],
        receipts: &[Option<Receipt>],
        place: usize,
    ) -> Result<NamedBook, WorkError> {
        let whose = |place: usize| parts.get(place).and_then(Part::department).map(|department| &department.id);
        let locked = |place: usize| parts.get(place).is_some_and(Part::is_locked_out);
        let mut own: Vec<(usize, &Receipt)> =
            receipts.iter().enumerate().filter_map(|(at, receipt)| Some((at, receipt.as_ref()?))).collect();
        own.retain(|(at, _)| whose(*at) == whose(place));
        own.sort_by_key(|(at, _)| locked(*at));
        let carries = own.first().is_some_and(|(at, _)| *at == place);
        let mine = own.iter().find(|(at, _)| *at == place);
        let others = own.iter().filter(|(at, receipt)| carries && *at != place && receipt.is_return());
        let told: Vec<&Receipt> = mine.into_iter().chain(others).map(|(_, receipt)| *receipt).collect();
        // What was never copied has no bytes.
        let copied = carries && is_one_departments(parts) && !submission.sha256.starts_with(NOTE_PREFIX);
        let original = if copied { self.spool.get(&submission.sha256).ok() } else { None };
        let book = answer_book(original.as_deref(), &told)?;
        let name = told.first().map(|receipt| receipt.file_name()).unwrap_or_default();
        let stem = name.trim_end_matches(".xlsx");
        let stem = if book.marked { stem.replacen("受付票", "指摘一覧", 1) } else { stem.to_owned() };
        Ok(NamedBook { name: format!("{stem}.{}", book.extension), bytes: book.bytes, marked: book.marked })
    }

    /// A part's answer, in the folder of everybody who is answered: that of whoever filed first.
    fn outputs(&self, part: &Part<'_>, book: &NamedBook) -> Result<Vec<NewOutput>, WorkError> {
        let desk = part.desk;
        // Each plan counts its receipts for itself.
        let label = if desk.label.is_empty() { "_".to_owned() } else { format!("_{}_", desk.label) };
        let name = book.name.replacen('_', &label, 1);
        let mut folders: Vec<&str> = part.answered().into_iter().map(|department| department.folder.as_str()).collect();
        if folders.is_empty() {
            folders.push(&self.installation.config.folders.planning);
        }
        folders.into_iter().map(|folder| self.new_output(desk.plan(), format!("{folder}/{name}"), &book.bytes)).collect()
    }

    /// Bytes into the spool, and the row that says where they are to be written.
    pub(super) fn new_output(&self, plan: &PlanId, path: String, bytes: &[u8]) -> Result<NewOutput, WorkError> {
        let sha256 = self.spool.put(bytes).map_err(WorkError::io(self.installation.state()))?;
        Ok(NewOutput { id: Uuid::new_v4().to_string(), plan: plan.clone(), path, sha256 })
    }

    fn answer_facts(
        &self,
        submission: &Submission,
        part: &Part<'_>,
        held: &BTreeMap<IndicatorId, Held>,
        workbook: &str,
        now: Civil,
    ) -> MailFacts {
        let (validated, department) = (&part.validated, part.department());
        let owed = part.asked(now);
        // As `status` counts: what was withdrawn is owed again.
        let in_force = |id: &IndicatorId| {
            let row = validated.rows.iter().find(|row| &row.indicator == id).or_else(|| held.get(id).map(|held| &held.row));
            row.is_some_and(|row| row.state != ValueState::Withdrawn)
        };
        let due = due(part, held);
        let after = department.map(|department| part.desk.due_after(&department.id, due)).unwrap_or_default();
        let blanks: Vec<&IndicatorId> = owed.iter().copied().filter(|id| !in_force(id) && !validated.rejected.contains(id)).collect();
        let blank = blanks.iter().filter(|id| !after.contains_key(**id)).count();
        let missing = owed.iter().filter(|id| !in_force(id)).count();
        // A row to be corrected is not among "the other indicators", also where an earlier value stands.
        let taken = owed.iter().filter(|id| in_force(id) && !validated.rejected.contains(id)).count();
        MailFacts {
            due: Some(due),
            later: by_day(blanks.iter().filter_map(|id| after.get(*id).copied())),
            asked: owed.len(),
            owed: missing,
            taken,
            blank,
            number: part.number.clone(),
            received: Some(received_at(submission, now).naive_local()),
            verdict: Some(validated.verdict),
            file: submission.file.clone(),
            folder: part.answered().first().map(|d| self.shown_inbox(d)).unwrap_or_default(),
            workbook: self.shown_output(workbook),
            ..part.desk.facts(department, now).with_findings(&part.told(now).findings)
        }
    }

    /// One mail for all of a department's parts of a file, about the first of them; the others are named in it. `receipts` are
    /// the first one's.
    fn answer_mails(&self, parts: &[(&Part<'_>, MailFacts)], receipts: &[NewOutput], now: Civil) -> Result<Vec<NewMail>, WorkError> {
        let Some(((first, facts), others)) = parts.split_first() else { return Ok(Vec::new()) };
        let (desk, department, number) = (first.desk, first.department(), first.number.as_str());
        let (plan, round) = (desk.plan(), &desk.round.id);
        let mut facts = facts.clone();
        let mut accepted = first.is_accepted();
        let mut findings = first.told(now).findings;
        for (part, other) in others {
            let also = AlsoPlan::of(other, part.desk.plan(), &part.desk.round.id);
            let counted = !part.is_draft() && !part.is_locked_out();
            facts.also.push(AlsoPlan { draft: part.is_draft(), locked: part.is_locked_out(), ..also });
            if counted {
                accepted &= part.is_accepted();
                findings.extend(part.told(now).findings);
                facts.asked += other.asked;
                facts.owed += other.owed;
                facts.taken += other.taken;
                facts.blank += other.blank;
            }
        }
        let facts = facts.with_findings(&findings);
        let office = &desk.registry.plan.office_addresses;
        let mut mails = Vec::new();
        let (kind, key): (_, fn(&PlanId, &_, &str, &str) -> String) =
            if accepted { (MailKind::Receipt, receipt_key) } else { (MailKind::Returned, returned_key) };
        // Nobody's file: the planning office is told, because somebody will ask there.
        let mut told: BTreeSet<&String> = BTreeSet::new();
        let tell = |recipient: &'_ String, to: Option<&Department>, facts: MailFacts| {
            let row = MailRow::new(key(plan, round, number, recipient), plan.clone(), kind, recipient.clone(), facts, now, self.domain());
            let mut row = row.about(round, department.map(|d| &d.id));
            let own = |receipt: &&NewOutput| to.is_some_and(|to| receipt.path.starts_with(&format!("{}/", to.folder)));
            if let Some(receipt) = receipts.iter().find(own) {
                row = self.attach(row, to, receipt, number);
            }
            self.frozen(&row, now)
        };
        let answered = first.answered();
        for (place, to) in answered.iter().enumerate() {
            let mut facts = facts.clone();
            // Each finds the receipt in its own folder.
            if let Some(from) = answered.first().filter(|_| place > 0) {
                facts.workbook = facts.workbook.replacen(&format!("/{}/", from.folder), &format!("/{}/", to.folder), 1);
                facts.folder = self.shown_inbox(to);
            }
            for recipient in addresses_of(&desk.registry, &to.id, now.date_naive()) {
                if told.insert(recipient) {
                    mails.push(tell(recipient, Some(to), facts.clone())?);
                }
            }
        }
        if department.is_none() {
            for recipient in office {
                mails.push(tell(recipient, None, facts.clone())?);
            }
        }
        if first.validated.verdict == Verdict::Quarantined {
            let alert = Alert::Quarantined { number: number.to_owned(), file: facts.file.clone() };
            for recipient in office {
                let facts = MailFacts { alert: Some(alert.clone()), ..desk.facts(department, now) };
                let key = format!("alert:{plan}:{round}:quarantined:{number}:{recipient}");
                let row = MailRow::new(key, plan.clone(), MailKind::Alert, recipient.clone(), facts, now, self.domain());
                mails.push(self.frozen(&row.about(round, department.map(|d| &d.id)), now)?);
            }
        }
        Ok(mails)
    }
}

fn receipt_as_filed(submission: &Submission, part: &Part<'_>, now: Civil) -> Receipt {
    let at = received_at(submission, now);
    receipt_of(part, &part.held(), &Filed { number: &part.number, at, file: &submission.file, check_only: false }, now)
}

/// How a file came, for its receipt.
pub(super) struct Filed<'a> {
    /// 受付番号; empty for a check.
    pub(super) number: &'a str,
    /// When it was received, or looked at.
    pub(super) at: Civil,
    /// Its name.
    pub(super) file: &'a str,
    /// Whether it was only looked at.
    pub(super) check_only: bool,
}

/// The receipt of a part.
pub(super) fn receipt_of(part: &Part<'_>, held: &BTreeMap<IndicatorId, Held>, filed: &Filed<'_>, now: Civil) -> Receipt {
    let (desk, department) = (part.desk, part.department());
    let statuses = statuses(desk, &part.validated, now);
    let due = due(part, held);
    let later = department.map(|department| desk.due_after(&department.id, due)).unwrap_or_default();
    Receipt::of(
        &part.told(now),
        &ReceiptFacts {
            number: filed.number,
            received_at: filed.at,
            round: &desk.round_name(),
            department: department.map(|department| department.name.as_str()),
            file: filed.file,
            registry: &desk.registry,
            held_before: held,
            statuses: &statuses,
            due,
            later: &later,
            contact: &desk.registry.plan.contact,
            check_only: filed.check_only,
        },
    )
}

/// The day by which the department is to file next, once this file is taken. What came back for correction is asked by the
/// day on which it is due itself.
fn due(part: &Part<'_>, held: &BTreeMap<IndicatorId, Held>) -> NaiveDate {
    let Some(department) = part.department() else { return part.desk.round.due };
    let taken = part.validated.rows.iter().filter(|row| row.state != ValueState::Withdrawn);
    let mut answered: BTreeSet<&IndicatorId> = held.keys().chain(taken.map(|row| &row.indicator)).collect();
    // What came back, or is to be explained, is not done with.
    let asked_about = part.validated.findings.iter().filter(|finding| finding.severity() == Severity::Query);
    for id in part.validated.rejected.iter().chain(asked_about.filter_map(|finding| finding.indicator.as_ref())) {
        answered.remove(id);
    }
    part.desk.due_of(&department.id, |id| answered.contains(id))
}

/// Days and how often each occurs, the earliest first.
fn by_day(days: impl Iterator<Item = NaiveDate>) -> Vec<DueLater> {
    let mut counts: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for day in days {
        *counts.entry(day).or_default() += 1;
    }
    counts.into_iter().map(|(due, count)| DueLater { due: Some(due), count, names: Vec::new() }).collect()
}

/// When the file was received; it may have waited for its verdict.
fn received_at(submission: &Submission, now: Civil) -> Civil {
    chrono::DateTime::parse_from_rfc3339(&submission.received_at).map_or(now, |at| at.with_timezone(&now.timezone()))
}

/// The status of each row taken; one that was decided stands in place of the computed one.
fn statuses(desk: &Desk, validated: &Validated, now: Civil) -> BTreeMap<IndicatorId, String> {
    let registry = &desk.registry;
    let Some(scheme) = registry.scheme() else { return BTreeMap::new() };
    let mut statuses = BTreeMap::new();
    for row in &validated.rows {
        let Some(indicator) = registry.indicator(&row.indicator) else { continue };
        let judged = judge(scheme, &Case::of(registry, indicator, desk.round.year, row.value, Some(row.state)));
        let decided = desk.decisions.status_of(&row.indicator, now.date_naive()).and_then(|decision| {
            let Act::Override { status, .. } = &decision.act else { return None };
            Some(status.clone())
        });
        if let Some(status) = decided.or(judged.status.ok()) {
            statuses.insert(row.indicator.clone(), status);
        }
    }
    statuses
}
