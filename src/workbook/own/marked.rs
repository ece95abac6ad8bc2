//! A copy of a declared workbook in which everything that the program sees is marked: for `form check`.

use super::Seen;
use crate::diagnostic::{Finding, Place};
use crate::domain::{Lang, Severity};
use crate::workbook::annotated::{Cover, Mark, MarkKind, annotate};
use crate::workbook::patch::PatchError;

/// The marked copy: what is wrong first, then what was seen.
pub fn marked(book: &[u8], seen: &[Seen], findings: &[Finding], lang: Lang) -> Result<Vec<u8>, PatchError> {
    let problem = |finding: &Finding| Mark {
        place: finding.place.clone(),
        kind: match finding.severity() {
            Severity::Error => MarkKind::Error,
            Severity::Query => MarkKind::Query,
            Severity::Notice => MarkKind::Notice,
        },
        code: finding.problem.code().to_owned(),
        about: String::new(),
        what: finding.problem.message(lang),
        remedy: finding.problem.remedy(lang),
    };
    let sight = |seen: &Seen| Mark {
        place: Place::cell(&seen.sheet, seen.at),
        kind: MarkKind::Seen,
        code: String::new(),
        about: seen.text.chars().take(30).collect(),
        what: seen.what(lang).to_owned(),
        remedy: String::new(),
    };
    let marks: Vec<Mark> = findings.iter().map(problem).chain(seen.iter().map(sight)).collect();
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let lines = match lang {
        Lang::Ja => [
            "宣言を基に、プログラムがどのセルをどう読むかを示した写しです。様式のファイルは変えていません。".to_owned(),
            format!("見つかった場所 {}か所、直すところ {errors}件。", seen.len()),
        ],
        Lang::En => [
            "A copy that shows what the program takes each cell for. The workbook itself is unchanged.".to_owned(),
            format!("Places found: {}; to put right: {errors}.", seen.len()),
        ],
    };
    let cover = Cover {
        title: lang.pick("様式の確認", "Check of the form").to_owned(),
        lines: lines.to_vec(),
        contact: String::new(),
        footer: (String::new(), String::new()),
    };
    annotate(book, &marks, &cover)
}
