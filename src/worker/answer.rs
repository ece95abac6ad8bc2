//! The answer to a submission: a receipt or findings workbook, and the mail that tells of it, frozen at once.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::desk::Desk;
use super::{WorkError, Worker};
use crate::assessment::{Case, judge};
use crate::domain::{Civil, Department, IndicatorId, PlanId, ValueState, Verdict};
use crate::notification::{Alert, MailFacts, MailKind, MailRow, Receipt, ReceiptFacts, receipt_key, returned_key};
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
    /// Makes the answer to a submission that has its verdict and number.
    pub(super) fn answer(
        &self,
        desk: &Desk,
        submission: &Submission,
        validated: &Validated,
        department: Option<&Department>,
        number: &str,
        now: Civil,
    ) -> Result<Answer, WorkError> {
        let held = self.store.held(&desk.registry.plan.id, &desk.round.id)?;
        let statuses = statuses(desk, validated);
        let receipt = Receipt::of(
            validated,
            &ReceiptFacts {
                number,
                received_at: received_at(submission, now),
                round: &desk.round.name,
                department: department.map(|department| department.name.as_str()),
                file: &submission.file,
                registry: &desk.registry,
                held_before: &held,
                statuses: &statuses,
                due: desk.round.due,
                contact: &desk.registry.plan.contact,
                check_only: false,
            },
        );
        let folder = department.map_or(&self.installation.config.folders.planning, |department| &department.folder);
        let path = format!("{folder}/{}", receipt.file_name());
        let output = self.new_output(&desk.registry.plan.id, path, &receipt::write(&receipt)?)?;
        let facts = self.answer_facts(desk, submission, validated, department, &held, number, &output.path, now);
        let mails = self.answer_mails(desk, validated, department, number, &facts, now)?;
        Ok(Answer { outputs: vec![output], mails })
    }

    /// Bytes into the spool, and the row that says where they are to be written.
    pub(super) fn new_output(&self, plan: &PlanId, path: String, bytes: &[u8]) -> Result<NewOutput, WorkError> {
        let sha256 = self.spool.put(bytes).map_err(WorkError::io(self.installation.state()))?;
        Ok(NewOutput { id: Uuid::new_v4().to_string(), plan: plan.clone(), path, sha256 })
    }

    #[expect(clippy::too_many_arguments, reason = "each is one fact of the mail")]
    fn answer_facts(
        &self,
        desk: &Desk,
        submission: &Submission,
        validated: &Validated,
        department: Option<&Department>,
        held: &BTreeMap<IndicatorId, Held>,
        number: &str,
        workbook: &str,
        now: Civil,
    ) -> MailFacts {
        let owed = asked_in(desk, validated, department);
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
            number: number.to_owned(),
            received: Some(received_at(submission, now).naive_local()),
            verdict: Some(validated.verdict),
            file: submission.file.clone(),
            folder: department.map(|d| self.shown_inbox(d)).unwrap_or_default(),
            workbook: self.shown_output(workbook),
            ..MailFacts::of(&desk.registry, &desk.round, department, now).with_findings(&validated.findings)
        }
    }

    fn answer_mails(
        &self,
        desk: &Desk,
        validated: &Validated,
        department: Option<&Department>,
        number: &str,
        facts: &MailFacts,
        now: Civil,
    ) -> Result<Vec<NewMail>, WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let office = &desk.registry.plan.office_addresses;
        let mut mails = Vec::new();
        let accepted = matches!(validated.verdict, Verdict::Accepted | Verdict::AcceptedWithQueries);
        let (kind, key): (_, fn(&PlanId, &_, &str, &str) -> String) =
            if accepted { (MailKind::Receipt, receipt_key) } else { (MailKind::Returned, returned_key) };
        // Nobody's file: the planning office is told, because somebody will ask there.
        let recipients = department.map_or(office.as_slice(), |d| addresses_of(&desk.registry, &d.id, now.date_naive()));
        for recipient in recipients {
            let row =
                MailRow::new(key(plan, round, number, recipient), plan.clone(), kind, recipient.clone(), facts.clone(), now, self.domain());
            mails.push(self.frozen(&row.about(round, department.map(|d| &d.id)), now)?);
        }
        if validated.verdict == Verdict::Quarantined {
            let alert = Alert::Quarantined { number: number.to_owned(), file: facts.file.clone() };
            for recipient in office {
                let facts = MailFacts { alert: Some(alert.clone()), ..MailFacts::of(&desk.registry, &desk.round, department, now) };
                let key = format!("alert:{plan}:{round}:quarantined:{number}:{recipient}");
                let row = MailRow::new(key, plan.clone(), MailKind::Alert, recipient.clone(), facts, now, self.domain());
                mails.push(self.frozen(&row.about(round, department.map(|d| &d.id)), now)?);
            }
        }
        Ok(mails)
    }
}

/// What the department is asked for in this workbook: its own indicators, and those of a department whose successor it
/// is. Of a workbook of any other department's, nothing is said about what this one owes.
fn asked_in<'a>(desk: &'a Desk, validated: &Validated, department: Option<&'a Department>) -> BTreeSet<&'a IndicatorId> {
    let Some(department) = department else { return BTreeSet::new() };
    let named = validated.identity.as_ref().and_then(|identity| desk.registry.department(&identity.department));
    let predecessor = named.filter(|named| named.successor.as_ref() == Some(&department.id));
    if named.is_some_and(|named| named.id != department.id) && predecessor.is_none() {
        return BTreeSet::new();
    }
    let before = predecessor.into_iter().flat_map(|predecessor| desk.ledger.owed_by(&predecessor.id));
    desk.ledger.owed_by(&department.id).chain(before).collect()
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
