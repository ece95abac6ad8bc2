//! `register check`: every problem of a register, in one pass.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::out::counted;
use super::{CliError, Context, Outcome};
use crate::diagnostic::{Finding, count, headline};
use crate::domain::{NodeLevel, Severity};
use crate::installation::Installation;
use crate::register::folder::read_folder;
use crate::register::{self, Loaded};

#[derive(Serialize)]
struct Answer {
    folder: String,
    plan: Option<String>,
    goals: usize,
    policies: usize,
    indicators: usize,
    departments: usize,
    projects: usize,
    errors: usize,
    queries: usize,
    notices: usize,
    findings: Vec<AnswerFinding>,
}

#[derive(Serialize)]
struct AnswerFinding {
    code: &'static str,
    severity: Severity,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
    remedy: String,
}

pub(super) fn check(context: &Context, dir: &Path, folder: Option<&Path>) -> Result<Outcome, CliError> {
    let folders: Vec<PathBuf> = match folder {
        Some(folder) => vec![folder.to_path_buf()],
        None => Installation::open(dir)?.config.plans.iter().map(|plan| dir.join(plan)).collect(),
    };
    let mut answers = Vec::new();
    for folder in &folders {
        let loaded = register::load(&read_folder(folder)?);
        say(context, folder, &loaded);
        answers.push(answer(context, folder, &loaded));
    }
    context.out.answer(&answers);
    let errors: usize = answers.iter().map(|answer| answer.errors).sum();
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Findings })
}

fn say(context: &Context, folder: &Path, loaded: &Loaded) {
    let out = &context.out;
    for finding in &loaded.findings {
        let weight = finding.severity().label(out.lang);
        out.line(format!("[{weight}] {} {}", finding.problem.code(), headline(finding, out.lang)));
    }
    let errors = count(&loaded.findings, Severity::Error);
    let rest = loaded.findings.len() - errors;
    let place = folder.display();
    match &loaded.registry {
        Some(registry) => {
            let policies = registry.nodes.iter().filter(|node| node.level == NodeLevel::Policy).count();
            let (goals, indicators) = (registry.goals().count(), registry.indicators.len());
            let (departments, projects) = (registry.departments.len(), registry.projects.len());
            out.say(
                format!(
                    "{place}：{}。基本目標{goals}、施策{policies}、指標{indicators}、所管課{departments}、事業{projects}。\
                     エラーはありません（要確認・参考 {rest}件）。",
                    registry.plan.name
                ),
                format!(
                    "{place}: {}. {goals} goals, {policies} policies, {indicators} indicators, {departments} departments, \
                     {projects} projects. No errors ({rest} queries and notices).",
                    registry.plan.name
                ),
            );
        }
        None => out.say(
            format!("{place}：エラーが{errors}件あります（ほかに要確認・参考 {rest}件）。直すまで、この台帳は使われません。"),
            format!(
                "{place}: {} ({rest} queries and notices besides). The register is not used until all is put right.",
                counted(errors, "error")
            ),
        ),
    }
}

fn answer(context: &Context, folder: &Path, loaded: &Loaded) -> Answer {
    let registry = loaded.registry.as_ref();
    let level = |level| registry.map_or(0, |r| r.nodes.iter().filter(|node| node.level == level).count());
    let told = |finding: &Finding| AnswerFinding {
        code: finding.problem.code(),
        severity: finding.severity(),
        sheet: finding.place.sheet.clone(),
        cell: finding.place.cell.map(|cell| cell.to_string()),
        message: finding.problem.message(context.out.lang),
        remedy: finding.problem.remedy(context.out.lang),
    };
    Answer {
        folder: folder.display().to_string(),
        plan: registry.map(|r| r.plan.id.to_string()),
        goals: level(NodeLevel::Goal),
        policies: level(NodeLevel::Policy),
        indicators: registry.map_or(0, |r| r.indicators.len()),
        departments: registry.map_or(0, |r| r.departments.len()),
        projects: registry.map_or(0, |r| r.projects.len()),
        errors: count(&loaded.findings, Severity::Error),
        queries: count(&loaded.findings, Severity::Query),
        notices: count(&loaded.findings, Severity::Notice),
        findings: loaded.findings.iter().map(told).collect(),
    }
}
