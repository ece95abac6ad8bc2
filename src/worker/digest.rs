//! 日報: one mail a day to each address of the planning office, about all its plans, where there is anything to say.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

use super::decide::waiting_rows;
use super::desk::Desk;
use super::desks::Desks;
use super::jobs::Job;
use super::post::queued;
use super::{Trouble, WorkError, Worker, stamp};
use crate::consolidation::{DepartmentState, Standing};
use crate::domain::{Civil, Lang, Phase};
use crate::notification::{
    Compiled, Correction, DigestFacts, DigestRound, Filed, InDoubt, MailFacts, MailKind, MailRow, NextDate, NextKind, OwedBy, Said,
};
use crate::schedule::{BusinessDays, Step, digest_key, due_calendar, summary_key};
use crate::store::{MailState, NewMail, StoreError};

/// Most changes of one sheet that are said in words.
const CHANGES_MAX: usize = 3;

/// The last digest to a recipient: when, and what it said.
struct Last {
    at: String,
    facts: DigestFacts,
}

impl Worker {
    /// Queues the digests that are due at `now`; how many.
    pub(super) fn plan_digests(&mut self, desks: &Desks, troubles: &[Trouble], now: Civil) -> Result<usize, WorkError> {
        // The times may hang on any plan's round; the digest is one for all of them.
        let mut turn: Option<(&Desk, Civil)> = None;
        for desk in &desks.desks {
            let due = self.turn(Job::Digest, desk, now)?;
            turn = turn.into_iter().chain(due.map(|due| (desk, due))).max_by_key(|(_, due)| *due);
        }
        let Some((first, turn)) = turn else { return Ok(0) };
        let known = self.store.mail_keys()?;
        let opened: Vec<&Desk> = desks.desks.iter().filter(|desk| desk.opened).collect();
        let recipients: BTreeSet<&String> = opened.iter().flat_map(|desk| &desk.registry.plan.office_addresses).collect();
        let mut mails = Vec::new();
        for recipient in recipients {
            if !known.contains(&digest_key(now.date_naive(), recipient)) {
                mails.extend(self.digest_mail(&opened, recipient, troubles, &known, now)?);
            }
        }
        let taken = self.take_turn(Job::Digest, first, turn, &mails, now)?;
        Ok(if taken { mails.len() } else { 0 })
    }

    /// The digest to a recipient; `None` where it would say nothing new.
    fn digest_mail(
        &self,
        opened: &[&Desk],
        recipient: &str,
        troubles: &[Trouble],
        known: &BTreeSet<String>,
        now: Civil,
    ) -> Result<Option<NewMail>, WorkError> {
        let last = self.last_digest(recipient, now)?;
        let own: Vec<&Desk> =
            opened.iter().filter(|desk| desk.registry.plan.office_addresses.iter().any(|own| own == recipient)).copied().collect();
        let mut rounds = Vec::new();
        let mut covers = Vec::new();
        for desk in own {
            let (round, announced) = self.digest_round(desk, recipient, last.as_ref(), known, now)?;
            covers.extend(announced.map(|key| (desk.plan().clone(), key)));
            rounds.push((desk, round));
        }
        // What is over is left out, unless nothing else is left or something came in all the same.
        let quiet = |round: &DigestRound| round.locked && round.filed.is_empty() && round.compiled.is_none();
        if rounds.iter().any(|(_, round)| !quiet(round)) {
            rounds.retain(|(_, round)| !quiet(round));
        }
        let Some((desk, _)) = rounds.first() else { return Ok(None) };
        let facts = MailFacts { in_doubt: self.listed_mails(MailState::InDoubt)?, ..desk.facts(None, now) };
        let digest = DigestFacts {
            since: last.as_ref().and_then(|last| local(&last.at)),
            day: Some(now.date_naive()),
            held: self.held_by_kind()?,
            failed: self.listed_mails(MailState::Failed)?,
            notes: notes(troubles),
            rounds: rounds.iter().map(|(_, round)| round.clone()).collect(),
        };
        if !is_worth_sending(&digest, &facts.in_doubt, last.as_ref(), now) {
            return Ok(None);
        }
        let key = digest_key(now.date_naive(), recipient);
        let facts = MailFacts { digest, ..facts };
        let row = MailRow::new(key, desk.plan().clone(), MailKind::Digest, recipient.to_owned(), facts, now, self.domain());
        Ok(Some(NewMail { covers, ..queued(&row)? }))
    }

    /// One round's part, and the key of the edition that it announces.
    fn digest_round(
        &self,
        desk: &Desk,
        recipient: &str,
        last: Option<&Last>,
        known: &BTreeSet<String>,
        now: Civil,
    ) -> Result<(DigestRound, Option<String>), WorkError> {
        let state = self.known(desk, now)?;
        let name = |standing: &Standing| desk.department_name(&standing.department);
        let new = |received: &str| last.is_none_or(|last| received > last.at.as_str());
        let filed = state.submissions.iter().filter(|submission| new(&submission.received_at)).map(|submission| Filed {
            department: submission.department.as_ref().map(|id| desk.department_name(id)).unwrap_or_default(),
            number: submission.number.clone(),
            verdict: submission.verdict,
        });
        let own_day = |on: NaiveDate| (on != desk.round.due).then_some(on);
        let owing = state.standings.iter().flat_map(|standing| {
            let dues = standing.dues.iter().filter(|count| count.owed > 0);
            let held = desk.decisions.reminders_held(&standing.department, now.date_naive());
            dues.map(move |count| OwedBy { department: name(standing), owed: count.owed, due: own_day(count.due.on), held })
        });
        let open = state.standings.iter().filter(|standing| standing.errors + standing.queries > 0);
        let sum = |count: fn(&Standing) -> usize| state.standings.iter().map(count).sum();
        // A department for which the round was opened again still answers.
        let answers = |standing: &Standing| standing.owed > 0 && standing.state != DepartmentState::Final;
        let locked = desk.phase(now) == Phase::Locked && !state.standings.iter().any(answers);
        let (compiled, announced) = self.announced(desk, recipient, known, now)?;
        let round = DigestRound {
            name: desk.round_name(),
            due: Some(desk.round.due),
            locked,
            asked: sum(|standing| standing.asked),
            taken: sum(|standing| standing.received),
            owed: sum(|standing| standing.owed),
            filed: filed.collect(),
            owed_by: owing.collect(),
            corrections: open
                .map(|standing| Correction { department: name(standing), errors: standing.errors, queries: standing.queries })
                .collect(),
            proposals: waiting_rows(desk, now).into_iter().map(|[ja, en]| Said { ja, en }).collect(),
            register: register_changes(desk),
            compiled,
            next: if locked { Vec::new() } else { self.next_dates(desk, &state.standings, now) },
        };
        // After the lock nobody is asked for anything any more.
        let round = if locked { DigestRound { owed_by: Vec::new(), corrections: Vec::new(), ..round } } else { round };
        Ok((round, announced))
    }

    /// The last edition, where this recipient has not heard of it yet, and the key under which it is announced.
    fn announced(
        &self,
        desk: &Desk,
        recipient: &str,
        known: &BTreeSet<String>,
        now: Civil,
    ) -> Result<(Option<Compiled>, Option<String>), WorkError> {
        let (plan, round) = (desk.plan(), &desk.round.id);
        let Some(edition) = self.store.last_edition(plan, round)? else { return Ok((None, None)) };
        let key = summary_key(plan, round, edition.number, recipient);
        if known.contains(&key) {
            return Ok((None, None));
        }
        let report = self.report(desk, edition.number, now)?;
        let compiled = Compiled {
            edition: edition.number,
            preliminary: report.provisional(),
            discrepancies: report.discrepancies.len(),
            workbook: self.shown_output(&self.installation.config.folders.planning),
        };
        Ok((Some(compiled), Some(key)))
    }

    /// The next dates of a round, today's included: for each day on which something is still owed its reminders as well.
    fn next_dates(&self, desk: &Desk, standings: &[Standing], now: Civil) -> Vec<NextDate> {
        let settings = self.installation.config.schedule.reminder_days();
        let owed: BTreeSet<NaiveDate> =
            standings.iter().flat_map(|standing| &standing.dues).filter(|count| count.owed > 0).map(|count| count.due.on).collect();
        let days = BusinessDays::of(&desk.registry);
        let mails = owed.iter().flat_map(|due| due_calendar(desk.round.opens, *due, &settings, days));
        let mails = mails.filter(|day| day.step != Step::Request).map(|day| NextDate { on: day.on, what: NextKind::Mail(day.step) });
        let dues = owed.iter().copied().chain([desk.round.due]).map(|on| NextDate { on, what: NextKind::Due });
        let locks = desk.round.locks.map(|on| NextDate { on, what: NextKind::Locks });
        let next: BTreeSet<NextDate> = mails.chain(dues).chain(locks).filter(|next| next.on >= now.date_naive()).collect();
        next.into_iter().collect()
    }

    fn last_digest(&self, recipient: &str, now: Civil) -> Result<Option<Last>, WorkError> {
        let Some(facts) = self.store.last_mail_to("digest:", recipient, &stamp(now))? else { return Ok(None) };
        let row: MailRow = serde_json::from_str(&facts).map_err(StoreError::from)?;
        let at = DateTime::parse_from_rfc3339(&row.planned_at).map(|at| stamp(at.with_timezone(&now.timezone())));
        // What is compared with the next one includes the mails in doubt, which every kind of mail may list.
        let facts = DigestFacts { failed: [row.facts.digest.failed, row.facts.in_doubt].concat(), ..row.facts.digest };
        Ok(Some(Last { at: at.unwrap_or(row.planned_at), facts }))
    }

    fn listed_mails(&self, state: MailState) -> Result<Vec<InDoubt>, WorkError> {
        let rows = self.mails_in(state)?;
        Ok(rows.into_iter().map(|row| InDoubt { kind: row.kind, recipient: row.recipient, message_id: row.message_id }).collect())
    }

    fn held_by_kind(&self) -> Result<Vec<(MailKind, usize)>, WorkError> {
        let mut held: BTreeMap<MailKind, usize> = BTreeMap::new();
        for row in self.mails_in(MailState::Held)? {
            *held.entry(row.kind).or_default() += 1;
        }
        Ok(held.into_iter().collect())
    }

    fn mails_in(&self, state: MailState) -> Result<Vec<MailRow>, WorkError> {
        let facts = self.store.mails_in(state)?;
        Ok(facts.iter().map(|facts| serde_json::from_str(facts)).collect::<Result<_, _>>().map_err(StoreError::from)?)
    }
}

/// Sent where it says something new; while something is owed, also on the first turn of a week.
fn is_worth_sending(digest: &DigestFacts, in_doubt: &[InDoubt], last: Option<&Last>, now: Civil) -> bool {
    let Some(last) = last else { return true };
    let with_doubts = DigestFacts { failed: [digest.failed.as_slice(), in_doubt].concat(), ..digest.clone() };
    let same_week = local(&last.at).is_some_and(|at| at.date().iso_week() == now.date_naive().iso_week());
    with_doubts.says_more_than(&last.facts) || (digest.owed() > 0 && !same_week)
}

/// The changes of the register that the round does not follow yet, by sheet.
fn register_changes(desk: &Desk) -> Vec<Said> {
    let lines = |lang: Lang| -> Vec<String> {
        let grouped = desk.difference.grouped(CHANGES_MAX, lang);
        grouped
            .into_iter()
            .map(|(sheet, count, first)| {
                let first = first.join(lang.pick("、", "; "));
                match lang {
                    Lang::Ja => format!("{sheet}　{count}件（{first}）"),
                    Lang::En => format!("{sheet}: {count} ({first})"),
                }
            })
            .collect()
    };
    lines(Lang::Ja).into_iter().zip(lines(Lang::En)).map(|(ja, en)| Said { ja, en }).collect()
}

/// What a person should look at. Failed mails and changes of the register have lists of their own.
fn notes(troubles: &[Trouble]) -> Vec<Said> {
    let notes = troubles.iter().filter(|trouble| !matches!(trouble, Trouble::MailsFailed { .. } | Trouble::RegisterChanged { .. }));
    notes.map(|trouble| Said::of(|lang| trouble.text(lang))).collect()
}

fn local(at: &str) -> Option<NaiveDateTime> {
    DateTime::parse_from_rfc3339(at).ok().map(|at| at.naive_local())
}
