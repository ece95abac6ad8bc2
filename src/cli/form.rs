//! `form check`: what the program sees in a workbook of the office's own, in words and on a marked copy.

use std::path::Path;

use serde::Serialize;

use super::out::counted;
use super::table::table;
use super::{CliError, Context, Outcome};
use crate::diagnostic::{Finding, count, headline};
use crate::domain::{Lang, Severity};
use crate::form::FormDeclaration;
use crate::form::own::OwnReport;
use crate::installation::{Installation, OwnBook};
use crate::whole_file::write_whole;
use crate::workbook::own::{Look, Seen, look_at_form, look_at_report, marked, seen_of_form, seen_of_report};

/// Most copies of one workbook in a folder.
const COPIES_MAX: usize = 99;

#[derive(Serialize)]
struct Answer {
    name: String,
    workbook: String,
    marked: Option<String>,
    seen: Vec<Place>,
    findings: Vec<Told>,
}

#[derive(Serialize)]
struct Place {
    sheet: String,
    cell: String,
    what: String,
    text: String,
    input: bool,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    severity: Severity,
    sheet: Option<String>,
    cell: Option<String>,
    message: String,
    remedy: String,
}

/// A declared workbook that was looked over.
struct Looked {
    name: String,
    /// Its file's name, for the marked copy.
    workbook: String,
    book: OwnBook,
    seen: Vec<Seen>,
    findings: Vec<Finding>,
}

pub(super) fn check(context: &Context, dir: &Path, target: Option<&str>, out: &Path) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    installation.registers.read_with(&context.program, installation.config.reader.limits());
    let reports = installation.own_reports()?;
    let looked = match target {
        Some(file) if Path::new(file).is_file() => vec![filled(&installation, Path::new(file))?],
        _ => declared(&installation, &reports, target)?,
    };
    if looked.is_empty() {
        context.out.say(
            "自前の様式も資料も、宣言されていません。書き方は「自前の様式の手引」にあります。",
            "No workbook of the office's own is declared; the guide 自前の様式の手引 says how.",
        );
    }
    let mut answers = Vec::new();
    let mut errors = 0;
    for one in &looked {
        errors += count(&one.findings, Severity::Error);
        answers.push(told(context, one, out)?);
    }
    context.out.answer(&answers);
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Findings })
}

/// The declared workbook of this name, or all of them.
fn declared(installation: &Installation, reports: &[OwnReport], name: Option<&str>) -> Result<Vec<Looked>, CliError> {
    let mut looked = Vec::new();
    for form in installation.own_forms().filter(|form| name.is_none_or(|name| form.name == name)) {
        if let Some(book) = installation.own_book(form)? {
            let workbook = form.own.as_ref().map_or("", |own| own.workbook.as_str()).to_owned();
            looked.push(of_form(form, workbook, book));
        }
    }
    for report in reports.iter().filter(|report| name.is_none_or(|name| report.name == name)) {
        let book = installation.report_book(report)?;
        let look = look_at_report(&book.grid, &book.merges, report);
        let seen = seen_of_report(&book.grid, &look, report);
        looked.push(Looked { name: report.name.clone(), workbook: report.workbook.clone(), book, seen, findings: look.findings });
    }
    match name {
        Some(name) if looked.is_empty() => Err(CliError::UnknownForm(name.to_owned())),
        _ => Ok(looked),
    }
}

/// A workbook that somebody filled in, by the form that fits it best.
fn filled(installation: &Installation, file: &Path) -> Result<Looked, CliError> {
    let book = installation.book(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let looks = installation.own_forms().map(|form| (form, look_at_form(&book.grid, &book.merges, form)));
    let errors = |look: &Look| look.findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let best = looks.min_by_key(|(_, look)| (look.tables.is_empty(), errors(look)));
    let Some((form, _)) = best else { return Err(CliError::UnknownForm(name)) };
    Ok(of_form(form, name, book))
}

fn of_form(form: &FormDeclaration, workbook: String, book: OwnBook) -> Looked {
    let look = look_at_form(&book.grid, &book.merges, form);
    let seen = seen_of_form(&book.grid, &look, form);
    Looked { name: form.name.clone(), workbook, book, seen, findings: look.findings }
}

/// Says what was seen, and writes the marked copy.
fn told(context: &Context, one: &Looked, out: &Path) -> Result<Answer, CliError> {
    let lang = context.out.lang;
    context.out.line(format!("■ {}（{}）", one.name, one.workbook));
    let headings = match lang {
        Lang::Ja => ["シート", "セル", "読み方", "書いてあること"],
        Lang::En => ["Sheet", "Cell", "Taken for", "What stands there"],
    };
    let mut rows = table(&headings, &[]);
    for seen in &one.seen {
        rows.add_row([seen.sheet.clone(), seen.at.to_string(), seen.what(lang).to_owned(), seen.text.chars().take(24).collect()]);
    }
    context.out.line(rows.to_string());
    for finding in &one.findings {
        let weight = finding.severity().label(lang);
        context.out.line(format!("[{weight}] {} {}", finding.problem.code(), headline(finding, lang)));
    }
    let marked = copy(context, one, out)?;
    let errors = count(&one.findings, Severity::Error);
    if errors == 0 {
        context.out.say(
            format!("{}：宣言した場所は、全て見つかりました。", one.name),
            format!("{}: everything that was declared is there.", one.name),
        );
    } else {
        context.out.say(
            format!("{}：直すところが{errors}件あります。直すまで、配布や集計には使えません。", one.name),
            format!("{}: {} to put right before it can be used.", one.name, counted(errors, "thing")),
        );
    }
    let finding = |finding: &Finding| Told {
        code: finding.problem.code(),
        severity: finding.severity(),
        sheet: finding.place.sheet.clone(),
        cell: finding.place.cell.map(|cell| cell.to_string()),
        message: finding.problem.message(lang),
        remedy: finding.problem.remedy(lang),
    };
    let place = |seen: &Seen| Place {
        sheet: seen.sheet.clone(),
        cell: seen.at.to_string(),
        what: seen.what(lang).to_owned(),
        text: seen.text.clone(),
        input: seen.input,
    };
    Ok(Answer {
        name: one.name.clone(),
        workbook: one.workbook.clone(),
        marked,
        seen: one.seen.iter().map(place).collect(),
        findings: one.findings.iter().map(finding).collect(),
    })
}

/// The marked copy. One that is there already is not overwritten: somebody may have it open.
#[expect(clippy::disallowed_methods, reason = "looks whether the copy is there")]
fn copy(context: &Context, one: &Looked, out: &Path) -> Result<Option<String>, CliError> {
    let lang = context.out.lang;
    let bytes = match marked(&one.book.bytes, &one.seen, &one.findings, lang) {
        Ok(bytes) => bytes,
        Err(error) => {
            context
                .out
                .say(format!("印を付けた写しは作れませんでした（{error}）。"), format!("The marked copy could not be made ({error})."));
            return Ok(None);
        }
    };
    let (stem, kind) = one.workbook.rsplit_once('.').unwrap_or((&one.workbook, "xlsx"));
    let names = (1..=COPIES_MAX).map(|number| match number {
        1 => out.join(format!("確認_{stem}.{kind}")),
        number => out.join(format!("確認_{stem}（{number}）.{kind}")),
    });
    let Some(path) = names.into_iter().find(|path| std::fs::symlink_metadata(path).is_err()) else {
        return Err(CliError::Exists(out.join(format!("確認_{stem}.{kind}")).display().to_string()));
    };
    write_whole(&path, &bytes).map_err(|error| CliError::Io { path: path.display().to_string(), error })?;
    let shown = path.display().to_string();
    context.out.say(format!("印を付けた写しを {shown} に書きました。"), format!("The marked copy is in {shown}."));
    Ok(Some(shown))
}
