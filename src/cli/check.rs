//! `check FILE`: the answer a file would get, and nothing recorded.

use std::path::Path;

use serde::Serialize;

use super::out::counted;
use super::{CliError, Context, Outcome, now};
use crate::diagnostic::{Finding, count, headline};
use crate::domain::{Lang, Severity, Verdict};
use crate::extraction::Reader;
use crate::installation::Installation;
use crate::intake::{Kind, display_name, unreadable};
use crate::spool::sha256_hex;
use crate::store::SqliteStore;
use crate::validation::Validated;
use crate::whole_file::write_whole;
use crate::worker::{Answered, Desk, Desks, Named, WorkError, check_bytes};

#[derive(Serialize)]
struct Answer<'a> {
    file: String,
    /// `None` for what was not read: a folder, a FIFO, a file over the limit.
    sha256: Option<String>,
    verdict: Verdict,
    plan: Option<String>,
    round: Option<String>,
    department: Option<String>,
    values: Vec<ReadValue<'a>>,
    findings: Vec<Told>,
    /// Where the answer lies as a workbook, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    workbook: Option<String>,
    /// What the same file says for further plans.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Self>,
}

#[derive(Serialize)]
struct ReadValue<'a> {
    indicator_id: &'a str,
    raw: &'a str,
    value: Option<String>,
    state: &'static str,
    as_of: &'a str,
    source: &'a str,
    reason: &'a str,
    measure: &'a str,
    sheet: &'a str,
    cell: String,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    severity: Severity,
    sheet: Option<String>,
    cell: Option<String>,
    indicator_id: Option<String>,
    message: String,
    remedy: String,
}

#[expect(clippy::disallowed_methods, reason = "reads the file that was named")]
pub(super) fn check(context: &Context, dir: &Path, file: &Path, save: Option<&Path>) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    installation.registers.read_with(&context.program, installation.config.reader.limits());
    let metadata = std::fs::metadata(file).map_err(|error| io(file, error))?;
    let limit = installation.config.intake.size_max_mb * 1024 * 1024;
    // The same answer as the inbox gives: nothing that is no file or too large is opened.
    let bytes = match unreadable(Kind::of(&metadata), metadata.len(), limit) {
        Some(problem) => Err(problem),
        None => Ok(std::fs::read(file).map_err(|error| io(file, error))?),
    };
    // Without a state folder nothing was received yet; `check` must not make one.
    let store = if installation.database().exists() { SqliteStore::open(&installation.database()) } else { SqliteStore::in_memory() }
        .map_err(WorkError::from)?;
    let desks = Desks::set_up(&installation, &store, now(installation.config.time_zone))?.checked()?;
    if let Some(plan) = &context.plan
        && desks.of(plan).is_none()
    {
        return Err(WorkError::UnknownPlan(plan.to_string()).into());
    }
    let shown = file.file_name().map(display_name).unwrap_or_default();
    let named = Named { file: &shown, folder: None };
    let mut reader = Reader::new(context.program.clone(), installation.config.reader.limits());
    let content = bytes.as_deref().map_err(Clone::clone);
    let judged = check_bytes(&mut reader, &installation, &desks, &store, named, content, now(installation.config.time_zone))?;
    let sha256 = bytes.as_ref().ok().map(|bytes| sha256_hex(bytes));
    let mut errors = 0;
    let mut answers = Vec::new();
    for answered in &judged {
        let desk = desks.of(&answered.plan).filter(|_| answered.validated.identity.is_some());
        if let Some(desk) = desk.filter(|_| judged.len() > 1) {
            let department = answered.validated.identity.as_ref().map_or_else(String::new, |own| desk.department_name(&own.department));
            context.out.line(format!("■ {}　{department}", desk.registry.plan.name));
        }
        say(context, file, &answered.validated, desk);
        errors += count(&answered.validated.findings, Severity::Error);
        answers.push(answer(context, file, sha256.clone(), &answered.validated));
        if let (Some(save), Some(answer)) = (save, answers.last_mut()) {
            answer.workbook = Some(written(context, save, answered, &shown, judged.len() > 1)?);
        }
    }
    // A file for one plan is answered as ever; one for several has an answer for each.
    let mut answers = answers.into_iter();
    if let Some(mut first) = answers.next() {
        first.others = answers.collect();
        context.out.answer(&first);
    }
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// Writes the answer as a workbook: into a folder under a name of its own, or under the name given. Nothing is overwritten.
#[expect(clippy::disallowed_methods, reason = "looks whether the file is there")]
fn written(context: &Context, save: &Path, answered: &Answered, file: &str, several: bool) -> Result<String, CliError> {
    let label = if several { format!("_{}", answered.label) } else { String::new() };
    let path = if save.is_dir() {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        save.join(format!("確認結果_{stem}{label}.{}", answered.extension))
    } else if several {
        let stem = save.file_stem().unwrap_or_default().to_string_lossy();
        save.with_file_name(format!("{stem}{label}.{}", answered.extension))
    } else {
        save.to_path_buf()
    };
    if std::fs::symlink_metadata(&path).is_ok() {
        return Err(CliError::Exists(path.display().to_string()));
    }
    write_whole(&path, &answered.workbook).map_err(|error| io(&path, error))?;
    let shown = path.display().to_string();
    context.out.say(format!("確認結果を {shown} に書きました。"), format!("The answer is in {shown}."));
    Ok(shown)
}

fn io(file: &Path, error: std::io::Error) -> CliError {
    CliError::Io { path: file.display().to_string(), error }
}

fn say(context: &Context, file: &Path, validated: &Validated, desk: Option<&Desk>) {
    let out = &context.out;
    for finding in &validated.findings {
        let weight = finding.severity().label(out.lang);
        let name = finding.indicator.as_ref().and_then(|id| desk?.registry.indicator(id)).map(|indicator| indicator.name.as_str());
        let about = name.map_or_else(String::new, |name| match out.lang {
            Lang::Ja => format!("（{name}）"),
            Lang::En => format!(" ({name})"),
        });
        out.line(format!("[{weight}] {} {}{about}", finding.problem.code(), headline(finding, out.lang)));
    }
    let errors = count(&validated.findings, Severity::Error);
    let queries = count(&validated.findings, Severity::Query);
    let verdict = validated.verdict.label(out.lang);
    let (rows, file) = (validated.rows.len(), file.display());
    out.say(
        format!("{file}：{verdict}。読み取れた指標 {rows}、要修正 {errors}件、要確認 {queries}件。（確認だけです。提出ではありません。）"),
        format!(
            "{file}: {verdict}. {} read, {}, {}. (A check only; nothing was filed.)",
            counted(rows, "indicator"),
            counted(errors, "error"),
            counted(queries, "query")
        ),
    );
}

fn answer<'a>(context: &Context, file: &Path, sha256: Option<String>, validated: &'a Validated) -> Answer<'a> {
    let lang = context.out.lang;
    let told = |finding: &Finding| Told {
        code: finding.problem.code(),
        severity: finding.severity(),
        sheet: finding.place.sheet.clone(),
        cell: finding.place.cell.map(|cell| cell.to_string()),
        indicator_id: finding.indicator.as_ref().map(ToString::to_string),
        message: finding.problem.message(lang),
        remedy: finding.remedy(lang),
    };
    let identity = validated.identity.as_ref();
    Answer {
        file: file.display().to_string(),
        sha256,
        verdict: validated.verdict,
        plan: identity.map(|identity| identity.plan.to_string()),
        round: identity.map(|identity| identity.round.to_string()),
        department: identity.map(|identity| identity.department.to_string()),
        values: validated
            .rows
            .iter()
            .map(|row| ReadValue {
                indicator_id: row.indicator.as_str(),
                raw: &row.raw,
                value: row.value.map(|value| value.to_string()),
                state: row.state.label(),
                as_of: &row.as_of,
                source: &row.source,
                reason: &row.reason,
                measure: &row.measure,
                sheet: &row.sheet,
                cell: row.cell.to_string(),
            })
            .collect(),
        findings: validated.findings.iter().map(told).collect(),
        workbook: None,
        others: Vec::new(),
    }
}
