//! Decisions, and what each sets off in the same transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::{mailbox, rounds};
use crate::domain::{Act, Decision, DecisionSource, Decisions, PlanId, RoundId};
use crate::store::{Amendment, StoreError};

pub(super) fn decide(connection: &mut Connection, decision: &Decision, amendment: Option<&Amendment<'_>>) -> Result<bool, StoreError> {
    let (plan, round, at) = (decision.plan.as_str(), decision.round.as_str(), decision.at.as_str());
    let source = match decision.source {
        DecisionSource::CommandLine => "command_line",
        DecisionSource::Sheet => "sheet",
    };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let new = transaction.execute(
        "INSERT INTO decision (id, plan, round, kind, act, who, why, until, decided_on, source, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING",
        (
            &decision.id,
            plan,
            round,
            decision.act.name(),
            serde_json::to_string(&decision.act)?,
            &decision.who,
            &decision.why,
            decision.until.map(|day| day.to_string()),
            decision.decided_on.to_string(),
            source,
            at,
        ),
    )?;
    if new == 0 {
        return Ok(false);
    }
    if let Some(amendment) = amendment {
        rounds::add_version(&transaction, plan, amendment.register_version, amendment.sheets, at)?;
        for (position, obligation) in (0_i64..).zip(&amendment.ledger.obligations) {
            transaction.execute(
                "INSERT INTO amended_obligation (decision, position, department, indicator, lead) VALUES (?1, ?2, ?3, ?4, ?5)",
                (&decision.id, position, obligation.department.as_str(), obligation.indicator.as_str(), obligation.lead),
            )?;
        }
    }
    if let Act::ReleaseMails { kind, department } = &decision.act {
        let note = format!("released by {}: {}", decision.who, decision.why);
        let department = department.as_ref().map(crate::domain::DepartmentId::as_str);
        mailbox::release(&transaction, (plan, round), kind.as_deref(), department, &note, at)?;
    }
    transaction.commit()?;
    Ok(true)
}

pub(super) fn all(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Decisions, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, act, who, why, until, decided_on, source, at FROM decision WHERE plan = ?1 AND round = ?2 ORDER BY position",
    )?;
    let rows = statement.query_map((plan.as_str(), round.as_str()), |row| {
        let texts: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        Ok((texts, row.get::<_, Option<String>>(4)?, row.get::<_, String>(5)?, row.get::<_, String>(6)?, row.get::<_, String>(7)?))
    })?;
    let decisions: Result<Vec<Decision>, StoreError> = rows
        .map(|row| {
            let ([id, act, who, why], until, decided_on, source, at) = row?;
            let until = until.map(|day| day.parse()).transpose().map_err(|_| StoreError::Date(id.clone()))?;
            let decided_on = decided_on.parse().map_err(|_| StoreError::Date(id.clone()))?;
            let source = if source == "sheet" { DecisionSource::Sheet } else { DecisionSource::CommandLine };
            let act: Act = serde_json::from_str(&act)?;
            Ok(Decision { id, plan: plan.clone(), round: round.clone(), act, who, why, until, decided_on, source, at })
        })
        .collect();
    Ok(Decisions::new(decisions?))
}
