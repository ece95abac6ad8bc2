//! The workbooks of the office's own: whether everything that was declared is there.

use super::check::Subject;
use super::{Check, Examined};
use crate::diagnostic::{Finding, headline};
use crate::domain::{Lang, Severity};
use crate::installation::InstallationError;
use crate::workbook::own::{look_at_form, look_at_report};

const OWN: Subject = Subject { id: "own-forms", ja: "自前の様式", en: "Own workbooks" };

pub(super) fn look(examined: &Examined<'_>) -> Vec<Check> {
    let installation = examined.installation;
    let mut checks = Vec::new();
    for form in installation.own_forms() {
        let findings = installation
            .own_book(form)
            .map(|book| book.map(|book| look_at_form(&book.grid, &book.merges, form).findings).unwrap_or_default());
        checks.push(check(&form.name, findings));
    }
    match installation.own_reports() {
        Ok(reports) => {
            for report in &reports {
                let findings = installation.report_book(report).map(|book| look_at_report(&book.grid, &book.merges, report).findings);
                checks.push(check(&report.name, findings));
            }
        }
        Err(error) => checks.push(failed("templates/report", &error)),
    }
    checks
}

fn check(name: &str, findings: Result<Vec<Finding>, InstallationError>) -> Check {
    let findings = match findings {
        Ok(findings) => findings,
        Err(error) => return failed(name, &error),
    };
    let errors: Vec<&Finding> = findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    let Some(first) = errors.first() else {
        return OWN.ok(format!("{name}：宣言した場所は、全て見つかりました。"), format!("{name}: everything that was declared is there."));
    };
    OWN.fail(
        (
            format!("{name}：直すところが{}件あります。{}", errors.len(), headline(first, Lang::Ja)),
            format!("{name}: {} to put right. {}", errors.len(), headline(first, Lang::En)),
        ),
        ("torimatome form check で、全て確認してください。", "`torimatome form check` shows all of them."),
    )
}

fn failed(name: &str, error: &InstallationError) -> Check {
    OWN.fail(
        (format!("{name}：読めません（{error}）。"), format!("{name}: it cannot be read ({error}).")),
        (
            "様式のファイルが宣言の隣にあり、Excelで開けることを確認してください。",
            "Check that the workbook lies beside its declaration and opens in Excel.",
        ),
    )
}
