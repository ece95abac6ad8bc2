//! Verdicts, rows in force and findings.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Statement, Transaction, TransactionBehavior};

use super::{mailbox, outputs};
use crate::consolidation::SubmissionSummary;
use crate::diagnostic::Finding;
use crate::domain::{DepartmentId, PlanId, RoundId, TextKey, Verdict};
use crate::store::{Conclusion, StoreError, StoredFinding};
use crate::validation::{AcceptedRow, AcceptedText, Held, HeldText};

pub(super) fn next_sequence(
    connection: &Connection,
    plan: &PlanId,
    round: &RoundId,
    department: Option<&DepartmentId>,
) -> Result<u32, StoreError> {
    Ok(connection.query_row(
        "SELECT COALESCE(MAX(sequence), 0) + 1 FROM verdict WHERE plan = ?1 AND round = ?2 AND department IS ?3",
        (plan.as_str(), round.as_str(), department.map(DepartmentId::as_str)),
        |row| row.get(0),
    )?)
}

pub(super) fn conclude(connection: &mut Connection, conclusions: &[Conclusion<'_>]) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (place, conclusion) in conclusions.iter().enumerate() {
        if place == 0 {
            add(&transaction, conclusion.submission, conclusion)?;
        } else {
            let of_plan = conclusions.iter().take(place).filter(|earlier| earlier.plan == conclusion.plan).count();
            let derived = derived(conclusion.submission, conclusion.plan, of_plan);
            transaction.execute(
                "INSERT INTO submission (id, path, folder, file, sha256, size, received_at)
                 SELECT ?2, path, folder, file, sha256, size, received_at FROM submission WHERE id = ?1",
                (conclusion.submission, &derived),
            )?;
            add(&transaction, &derived, conclusion)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Id of the submission that stands for a file's part for one more plan, or for one more department (`of_plan` parts of the
/// plan come before it).
fn derived(submission: &str, plan: &PlanId, of_plan: usize) -> String {
    if of_plan == 0 { format!("{submission}#{plan}") } else { format!("{submission}#{plan}#{of_plan}") }
}

/// The submission as it was received, in SQL: of `{column}`, which may name a derived one.
fn received(column: &str) -> String {
    format!("(SELECT o.rowid FROM submission o WHERE o.id = substr({column}, 1, instr({column} || '#', '#') - 1))")
}

fn add(transaction: &Transaction<'_>, submission: &str, conclusion: &Conclusion<'_>) -> Result<(), StoreError> {
    let validated = conclusion.validated;
    transaction.execute(
        "INSERT INTO verdict (submission, plan, round, department, sequence, number, verdict, author, checker, rejected, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        (
            submission,
            conclusion.plan.as_str(),
            conclusion.round.as_str(),
            conclusion.department.map(DepartmentId::as_str),
            conclusion.sequence,
            conclusion.number,
            validated.verdict.name(),
            &validated.author,
            &validated.checker,
            serde_json::to_string(&validated.rejected)?,
            conclusion.at,
        ),
    )?;
    for row in &validated.rows {
        add_value(transaction, submission, conclusion, row)?;
    }
    for text in &validated.texts {
        add_text(transaction, submission, conclusion, text)?;
    }
    for finding in validated.findings.iter().chain(&validated.on_trial) {
        transaction.execute(
            "INSERT INTO finding (plan, submission, code, severity, facts) VALUES (?1, ?2, ?3, ?4, ?5)",
            (
                conclusion.plan.as_str(),
                submission,
                finding.problem.code(),
                finding.weight_label(crate::domain::Lang::En),
                serde_json::to_string(finding)?,
            ),
        )?;
    }
    for mail in conclusion.mails {
        mailbox::add(transaction, mail, conclusion.at)?;
    }
    for output in conclusion.outputs {
        outputs::add(transaction, output, conclusion.at)?;
    }
    Ok(())
}

fn add_value(transaction: &Transaction<'_>, submission: &str, conclusion: &Conclusion<'_>, row: &AcceptedRow) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO value (plan, round, indicator, submission, state, value, sheet, cell, raw, row)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        (
            conclusion.plan.as_str(),
            conclusion.round.as_str(),
            row.indicator.as_str(),
            submission,
            row.state.label(),
            row.value.map(|value| value.to_string()),
            &row.sheet,
            row.cell.to_string(),
            &row.raw,
            serde_json::to_string(row)?,
        ),
    )?;
    Ok(())
}

fn add_text(transaction: &Transaction<'_>, submission: &str, conclusion: &Conclusion<'_>, text: &AcceptedText) -> Result<(), StoreError> {
    let field = serde_json::to_value(text.key.field)?;
    transaction.execute(
        "INSERT INTO narrative (plan, round, node, slot, field, submission, sheet, cell, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            conclusion.plan.as_str(),
            conclusion.round.as_str(),
            text.key.node.as_str(),
            text.key.slot,
            field.as_str(),
            submission,
            &text.sheet,
            text.cell.to_string(),
            serde_json::to_string(text)?,
        ),
    )?;
    Ok(())
}

pub(super) fn answers(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError> {
    // Received last, not read last: a file that had to wait for its verdict displaces nothing newer.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT x.row, v.number, s.file, s.sha256, s.received_at, v.department FROM value x JOIN verdict v ON v.submission = x.submission
         JOIN submission s ON s.id = x.submission
         JOIN (SELECT y.id, MAX({}) AS received FROM value y JOIN verdict w ON w.submission = y.submission
               WHERE y.plan = ?1 AND y.round = ?2 GROUP BY y.indicator, w.department) latest ON latest.id = x.id
         ORDER BY latest.received, x.id",
        received("y.submission")
    ))?;
    all_held(&mut statement, plan, round)
}

/// Every row that was taken.
pub(super) fn rows(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT x.row, v.number, s.file, s.sha256, s.received_at, v.department FROM value x JOIN verdict v ON v.submission = x.submission
         JOIN submission s ON s.id = x.submission WHERE x.plan = ?1 AND x.round = ?2 ORDER BY {}, x.id",
        received("x.submission")
    ))?;
    all_held(&mut statement, plan, round)
}

fn all_held(statement: &mut Statement<'_>, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError> {
    let rows = statement.query_map((plan.as_str(), round.as_str()), |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get::<_, Option<String>>(5)?))
    })?;
    rows.map(|row| {
        let (row, number, file, sha256, received_at, department) = row?;
        let department = department.map(|id| id.parse()).transpose()?;
        Ok(Held { row: serde_json::from_str(&row)?, department, number, file, sha256, received_at })
    })
    .collect()
}

/// Texts in force: of each, that of the submission received last.
pub(super) fn held_texts(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<BTreeMap<TextKey, HeldText>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT n.text, v.department, v.number, s.file FROM narrative n JOIN verdict v ON v.submission = n.submission
         JOIN submission s ON s.id = n.submission WHERE n.plan = ?1 AND n.round = ?2 ORDER BY {}, n.id",
        received("n.submission")
    ))?;
    let rows = statement.query_map((plan.as_str(), round.as_str()), |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?, row.get(3)?))
    })?;
    let mut held = BTreeMap::new();
    for row in rows {
        let (text, department, number, file) = row?;
        let text: AcceptedText = serde_json::from_str(&text)?;
        let department = department.map(|id| id.parse()).transpose()?;
        held.insert(text.key.clone(), HeldText { text, department, number, file });
    }
    Ok(held)
}

pub(super) fn submissions(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Vec<SubmissionSummary>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT v.number, v.department, s.file, s.sha256, s.received_at, v.verdict, v.rejected,
                (SELECT COUNT(*) FROM finding f WHERE f.submission = s.id AND f.severity = 'error'),
                (SELECT COUNT(*) FROM finding f WHERE f.submission = s.id AND f.severity = 'query')
         FROM verdict v JOIN submission s ON s.id = v.submission
         WHERE v.plan = ?1 AND v.round = ?2 AND v.verdict <> 'draft' ORDER BY {}",
        received("s.id")
    ))?;
    let rows = statement.query_map((plan.as_str(), round.as_str()), |row| {
        let department: Option<String> = row.get(1)?;
        let verdict: String = row.get(5)?;
        let rejected: String = row.get(6)?;
        let summary = SubmissionSummary {
            number: row.get(0)?,
            department: None,
            file: row.get(2)?,
            sha256: row.get(3)?,
            received_at: row.get(4)?,
            verdict: None,
            errors: row.get::<_, u32>(7)? as usize,
            queries: row.get::<_, u32>(8)? as usize,
            rejected: Vec::new(),
        };
        Ok((summary, department, verdict, rejected))
    })?;
    rows.map(|row| {
        let (mut summary, department, verdict, rejected) = row?;
        summary.department = department.map(|id| id.parse()).transpose()?;
        summary.verdict = Some(serde_json::from_value::<Verdict>(verdict.into())?);
        summary.rejected = serde_json::from_str(&rejected)?;
        Ok(summary)
    })
    .collect()
}

pub(super) fn findings(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Vec<StoredFinding>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT v.department, v.number, s.file, f.facts FROM finding f JOIN verdict v ON v.submission = f.submission
         JOIN submission s ON s.id = f.submission WHERE v.plan = ?1 AND v.round = ?2 AND v.verdict <> 'draft' ORDER BY f.id",
    )?;
    let rows = statement.query_map((plan.as_str(), round.as_str()), |row| {
        Ok((row.get::<_, Option<String>>(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?))
    })?;
    rows.map(|row| {
        let (department, number, file, facts) = row?;
        let finding: Finding = serde_json::from_str(&facts)?;
        Ok(StoredFinding { department: department.map(|id| id.parse()).transpose()?, number, file, finding })
    })
    .collect()
}

pub(super) fn same_bytes(
    connection: &Connection,
    plan: &PlanId,
    round: &RoundId,
    department: &DepartmentId,
    sha256: &str,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT v.number FROM verdict v JOIN submission s ON s.id = v.submission
             WHERE v.plan = ?1 AND v.round = ?2 AND v.department = ?3 AND s.sha256 = ?4 AND v.number <> '' ORDER BY v.rowid DESC LIMIT 1",
            (plan.as_str(), round.as_str(), department.as_str(), sha256),
            |row| row.get(0),
        )
        .optional()?)
}
