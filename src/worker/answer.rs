//! The answer to a submission: a receipt or findings workbook, and the mail that tells of it, frozen at once.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::desk::Desk;
use super::part::Part;
use super::{WorkError, Worker};
use crate::assessment::{Case, judge};
use crate::domain::{Civil, IndicatorId, PlanId, ValueState, Verdict};
use crate::notification::{Alert, AlsoPlan, MailFacts, MailKind, MailRow, Receipt, ReceiptFacts, receipt_key, returned_key};
use crate::schedule::addresses_of;
use crate::store::{NewMail, NewOutput, Submission};
use crate::validation::{Held, Validated};
use crate::workbook::receipt;

/// What is written and mailed about one submission.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) outputs: Vec<NewOutput>,
    pub(super) mails: Vec<NewMail>,
}

impl Worker {
    /// Makes the answer to each part of a submission that has its verdict and number: a receipt for each, and one mail for
    /// all of them, with the first part that is no draft.
    pub(super) fn answers(&self, submission: &Submission, parts: &[Part<'_>], now: Civil) -> Result<Vec<Answer>, WorkError> {
        let mut answers: Vec<Answer> = Vec::new();
        let mut all: Vec<(&Part<'_>, MailFacts)> = Vec::new();
        let mut receipts: BTreeMap<PlanId, NewOutput> = BTreeMap::new();
        for part in parts {
            let mut answer = Answer::default();
            let facts = if part.is_draft() {
                part.desk.facts(part.department(), now)
            } else {
                let held = part.held();
                let output = self.receipt(submission, part, &held, now)?;
                let facts = self.answer_facts(submission, part, &held, &output.path, now);
                receipts.insert(part.desk.plan().clone(), output.clone());
                answer.outputs.push(output);
                facts
            };
            all.push((part, facts));
            answers.push(answer);
        }
        // What was taken comes before what its plan takes no more; a draft is only mentioned.
        all.sort_by_key(|(part, _)| (part.is_draft(), part.is_locked_out()));
        let answered = all.first().filter(|(part, _)| !part.is_draft()).and_then(|(part, _)| {
            let place = parts.iter().position(|other| other.desk.plan() == part.desk.plan())?;
            answers.get_mut(place)
        });
        if let Some(answer) = answered {
            answer.mails = self.answer_mails(&all, &receipts, now)?;
        }
        Ok(answers)
    }

    fn receipt(
        &self,
        submission: &Submission,
        part: &Part<'_>,
        held: &BTreeMap<IndicatorId, Held>,
        now: Civil,
    ) -> Result<NewOutput, WorkError> {
        let (desk, department) = (part.desk, part.department());
        let statuses = statuses(desk, &part.validated);
        let receipt = Receipt::of(
            &part.validated,
            &ReceiptFacts {
                number: &part.number,
                received_at: received_at(submission, now),
                round: &desk.round_name(),
                department: department.map(|department| department.name.as_str()),
                file: &submission.file,
                registry: &desk.registry,
                held_before: held,
                statuses: &statuses,
                due: desk.round.due,
                contact: &desk.registry.plan.contact,
                check_only: false,
            },
        );
        let folder = department.map_or(&self.installation.config.folders.planning, |department| &department.folder);
        // Each plan counts its receipts for itself.
        let label = if desk.label.is_empty() { "_".to_owned() } else { format!("_{}_", desk.label) };
        let path = format!("{folder}/{}", receipt.file_name().replacen('_', &label, 1));
        self.new_output(desk.plan(), path, &receipt::write(&receipt)?)
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
        let blank = owed.iter().filter(|id| !in_force(id) && !validated.rejected.contains(id)).count();
        let missing = owed.iter().filter(|id| !in_force(id)).count();
        // A row to be corrected is not among "the other indicators", also where an earlier value stands.
        let taken = owed.iter().filter(|id| in_force(id) && !validated.rejected.contains(id)).count();
        MailFacts {
            asked: owed.len(),
            owed: missing,
            taken,
            blank,
            number: part.number.clone(),
            received: Some(received_at(submission, now).naive_local()),
            verdict: Some(validated.verdict),
            file: submission.file.clone(),
            folder: department.map(|d| self.shown_inbox(d)).unwrap_or_default(),
            workbook: self.shown_output(workbook),
            ..part.desk.facts(department, now).with_findings(&validated.findings)
        }
    }

    /// One mail for all parts of a file, about the first of them; the others are named in it.
    fn answer_mails(
        &self,
        parts: &[(&Part<'_>, MailFacts)],
        receipts: &BTreeMap<PlanId, NewOutput>,
        now: Civil,
    ) -> Result<Vec<NewMail>, WorkError> {
        let Some(((first, facts), others)) = parts.split_first() else { return Ok(Vec::new()) };
        let (desk, department, number) = (first.desk, first.department(), first.number.as_str());
        let (plan, round) = (desk.plan(), &desk.round.id);
        let mut facts = facts.clone();
        let mut accepted = first.is_accepted();
        let mut findings = first.validated.findings.clone();
        for (part, other) in others {
            let also = AlsoPlan::of(other, part.desk.plan(), &part.desk.round.id);
            let counted = !part.is_draft() && !part.is_locked_out();
            facts.also.push(AlsoPlan { draft: part.is_draft(), locked: part.is_locked_out(), ..also });
            if counted {
                accepted &= part.is_accepted();
                findings.extend(part.validated.findings.iter().cloned());
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
        let recipients = department.map_or(office.as_slice(), |d| addresses_of(&desk.registry, &d.id, now.date_naive()));
        for recipient in recipients {
            let row =
                MailRow::new(key(plan, round, number, recipient), plan.clone(), kind, recipient.clone(), facts.clone(), now, self.domain());
            let mut row = row.about(round, department.map(|d| &d.id));
            if let Some(receipt) = receipts.get(plan) {
                row = self.attach(row, department, receipt, number);
            }
            mails.push(self.frozen(&row, now)?);
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

/// When the file was received; it may have waited for its verdict.
fn received_at(submission: &Submission, now: Civil) -> Civil {
    chrono::DateTime::parse_from_rfc3339(&submission.received_at).map_or(now, |at| at.with_timezone(&now.timezone()))
}

/// The status of each row taken.
fn statuses(desk: &Desk, validated: &Validated) -> BTreeMap<IndicatorId, String> {
    let registry = &desk.registry;
    let Some(scheme) = registry.scheme() else { return BTreeMap::new() };
    let mut statuses = BTreeMap::new();
    for row in &validated.rows {
        let Some(indicator) = registry.indicator(&row.indicator) else { continue };
        let judged = judge(scheme, &Case::of(registry, indicator, desk.round.year, row.value, Some(row.state)));
        if let Ok(status) = judged.status {
            statuses.insert(row.indicator.clone(), status);
        }
    }
    statuses
}
