//! Rounds: opening, the frozen register, the ledger, issued forms.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::{mailbox, outputs};
use crate::domain::{DepartmentId, Ledger, Obligation, PlanId, RoundId};
use crate::register::Sheets;
use crate::store::{IssuedForm, NewMail, NewOutput, OpenedRound, RoundOpening, StoreError};

pub(super) fn open(connection: &mut Connection, opening: &RoundOpening<'_>) -> Result<bool, StoreError> {
    let (plan, round) = (opening.ledger.plan.as_str(), opening.ledger.round.as_str());
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let open: bool = transaction.query_row(
        "SELECT EXISTS (SELECT 1 FROM round_event WHERE plan = ?1 AND round = ?2 AND kind = 'opened')",
        (plan, round),
        |row| row.get(0),
    )?;
    if open {
        return Ok(false);
    }
    add_version(&transaction, plan, opening.register_version, opening.sheets, opening.at)?;
    transaction.execute(
        "INSERT INTO round_event (plan, round, kind, register_version, at, who, why) VALUES (?1, ?2, 'opened', ?3, ?4, ?5, ?6)",
        (plan, round, opening.register_version, opening.at, opening.who, opening.why),
    )?;
    for (position, obligation) in opening.ledger.obligations.iter().enumerate() {
        transaction.execute(
            "INSERT INTO obligation (plan, round, position, department, indicator, lead) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                plan,
                round,
                i64::try_from(position).unwrap_or(i64::MAX),
                obligation.department.as_str(),
                obligation.indicator.as_str(),
                obligation.lead,
            ),
        )?;
    }
    transaction.commit()?;
    Ok(true)
}

pub(super) fn opened(connection: &Connection, plan: &PlanId) -> Result<Vec<OpenedRound>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT round, register_version, at FROM round_event WHERE plan = ?1 AND kind = 'opened' ORDER BY id")?;
    let rows = statement.query_map([plan.as_str()], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
    rows.map(|row| {
        let (round, register_version, at) = row?;
        Ok(OpenedRound { round: round.parse()?, register_version, at })
    })
    .collect()
}

pub(super) fn opened_plans(connection: &Connection) -> Result<Vec<PlanId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT plan FROM round_event WHERE kind = 'opened' GROUP BY plan ORDER BY MIN(id)")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|row| Ok(row?.parse()?)).collect()
}

/// Keeps the sheets of a version, once.
pub(super) fn add_version(connection: &Connection, plan: &str, version: &str, sheets: &Sheets, at: &str) -> Result<(), StoreError> {
    let texts: BTreeMap<&str, String> =
        sheets.iter().map(|(name, bytes)| (name.as_str(), String::from_utf8_lossy(bytes).into_owned())).collect();
    connection.execute(
        "INSERT OR IGNORE INTO register_version (version, plan, sheets, at) VALUES (?1, ?2, ?3, ?4)",
        (version, plan, serde_json::to_string(&texts)?, at),
    )?;
    Ok(())
}

pub(super) fn keep_register(
    connection: &mut Connection,
    (plan, source): (&PlanId, &str),
    version: &str,
    sheets: &Sheets,
    at: &str,
) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let last = last_good(&transaction, plan)?;
    if last.as_deref() != Some(version) || plan_of_source(&transaction, source)?.as_ref() != Some(plan) {
        add_version(&transaction, plan.as_str(), version, sheets, at)?;
        transaction.execute(
            "INSERT INTO good_register (plan, source, version, at) VALUES (?1, ?2, ?3, ?4)",
            (plan.as_str(), source, version, at),
        )?;
    }
    transaction.commit()?;
    Ok(())
}

pub(super) fn last_good_register(connection: &Connection, plan: &PlanId) -> Result<Option<Sheets>, StoreError> {
    match last_good(connection, plan)? {
        Some(version) => frozen_register(connection, &version),
        None => Ok(None),
    }
}

fn last_good(connection: &Connection, plan: &PlanId) -> Result<Option<String>, StoreError> {
    let version = connection
        .query_row("SELECT version FROM good_register WHERE plan = ?1 ORDER BY id DESC LIMIT 1", [plan.as_str()], |row| row.get(0))
        .optional()?;
    Ok(version)
}

/// The plan whose register last lay there without errors.
pub(super) fn plan_of_source(connection: &Connection, source: &str) -> Result<Option<PlanId>, StoreError> {
    let plan: Option<String> = connection
        .query_row("SELECT plan FROM good_register WHERE source = ?1 ORDER BY id DESC LIMIT 1", [source], |row| row.get(0))
        .optional()?;
    plan.map(|plan| plan.parse().map_err(StoreError::from)).transpose()
}

/// Every register of a plan that was ever kept, the first first: one at a time, because together they may be large.
pub(super) fn each_register(connection: &Connection, plan: &PlanId, take: &mut dyn FnMut(&Sheets)) -> Result<(), StoreError> {
    let mut statement = connection.prepare("SELECT version FROM register_version WHERE plan = ?1 ORDER BY at, version")?;
    let versions: Vec<String> = statement.query_map([plan.as_str()], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for version in versions {
        if let Some(sheets) = frozen_register(connection, &version)? {
            take(&sheets);
        }
    }
    Ok(())
}

pub(super) fn frozen_register(connection: &Connection, version: &str) -> Result<Option<Sheets>, StoreError> {
    let text: Option<String> =
        connection.query_row("SELECT sheets FROM register_version WHERE version = ?1", [version], |row| row.get(0)).optional()?;
    let Some(text) = text else { return Ok(None) };
    let texts: BTreeMap<String, String> = serde_json::from_str(&text)?;
    Ok(Some(texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()))
}

pub(super) fn ledger(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Ledger, StoreError> {
    let mut statement = connection.prepare_cached(
        "WITH last AS (SELECT id FROM decision WHERE plan = ?1 AND round = ?2 AND kind = 'amend' ORDER BY position DESC LIMIT 1)
         SELECT department, indicator, lead FROM (
           SELECT position, department, indicator, lead FROM amended_obligation WHERE decision = (SELECT id FROM last)
           UNION ALL
           SELECT position, department, indicator, lead FROM obligation WHERE plan = ?1 AND round = ?2 AND NOT EXISTS (SELECT 1 FROM last)
         ) ORDER BY position",
    )?;
    let rows = statement
        .query_map((plan.as_str(), round.as_str()), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?)))?;
    let obligations = rows
        .map(|row| {
            let (department, indicator, lead) = row?;
            Ok(Obligation { department: department.parse()?, indicator: indicator.parse()?, lead })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Ledger { plan: plan.clone(), round: round.clone(), obligations })
}

pub(super) fn issue(
    connection: &mut Connection,
    forms: &[IssuedForm<'_>],
    mails: &[NewMail],
    output: &NewOutput,
) -> Result<(), StoreError> {
    let Some(first) = forms.first() else { return Ok(()) };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    outputs::add(&transaction, output, first.at)?;
    for form in forms {
        transaction.execute(
            "INSERT INTO issued_form (plan, round, department, version, output, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (form.plan.as_str(), form.round.as_str(), form.department.as_str(), form.version, &output.id, form.at),
        )?;
    }
    for mail in mails {
        mailbox::add(&transaction, mail, first.at)?;
    }
    transaction.commit()?;
    Ok(())
}

pub(super) fn form_path(
    connection: &Connection,
    plan: &PlanId,
    round: &RoundId,
    department: &DepartmentId,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT COALESCE((SELECT e.path FROM output_event e WHERE e.output = o.id ORDER BY e.id DESC LIMIT 1), o.path)
             FROM issued_form i JOIN output o ON o.id = i.output
             WHERE i.plan = ?1 AND i.round = ?2 AND i.department = ?3 ORDER BY i.id DESC LIMIT 1",
            (plan.as_str(), round.as_str(), department.as_str()),
            |row| row.get(0),
        )
        .optional()?)
}

pub(super) fn last_issued(
    connection: &Connection,
    plan: &PlanId,
    round: &RoundId,
    department: &DepartmentId,
) -> Result<Option<String>, StoreError> {
    Ok(connection.query_row(
        "SELECT MAX(at) FROM issued_form WHERE plan = ?1 AND round = ?2 AND department = ?3",
        (plan.as_str(), round.as_str(), department.as_str()),
        |row| row.get(0),
    )?)
}

pub(super) fn issued(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<BTreeMap<DepartmentId, String>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT department, MIN(at) FROM issued_form WHERE plan = ?1 AND round = ?2 GROUP BY department")?;
    let rows = statement.query_map((plan.as_str(), round.as_str()), |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (department, at) = row?;
        Ok((department.parse()?, at))
    })
    .collect()
}
