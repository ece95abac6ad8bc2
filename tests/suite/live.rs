//! Nothing a department types becomes a live formula, link, header or markup in what we write.

use std::fs;

use crate::case::Case;
use crate::seen;

/// Names of the headers that our mails have, and no others.
const HEADERS: [&str; 12] = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Precedence",
];

/// Looks through every workbook and mail of a case; returns the workbooks' texts.
pub fn nothing_live(case: &Case) -> Vec<(String, String)> {
    let workbooks = case.workbooks();
    assert!(!workbooks.is_empty());
    // What was filed lies in 受付済 as it came; the spool holds what we wrote as well.
    let originals = seen::tree(&case.path("inbox")).into_values().filter(|bytes| bytes.starts_with(b"PK") && bytes.ends_with(&[0; 2]));
    let filed: Vec<String> = originals.flat_map(|bytes| seen::formulas(&bytes)).collect();
    for (path, bytes) in &workbooks {
        for (name, text) in seen::parts(bytes) {
            assert!(!name.contains("externalLink") && !name.contains("vbaProject"), "{path}: {name}");
            assert!(!text.contains("TargetMode=\"External\""), "{path}: {name} refers to another file");
            // Links of the working book and of a list of findings go to their own cells: they have no `r:id`, which would name a
            // target outside.
            let links = text.split("<hyperlink ").skip(1).filter(|_| name.starts_with("xl/worksheets/"));
            let may_have = path.contains("企画課作業用") || path.contains("指摘一覧_");
            assert!(links.into_iter().all(|link| may_have && !link.split('>').next().unwrap().contains("r:id")), "{path}: {name}");
        }
        let formulas = seen::formulas(bytes);
        if path.contains("企画課作業用") {
            // Its formulas are ours, over its own data sheet.
            let foreign =
                |formula: &&String| ["HYPERLINK", "WEBSERVICE", "http", "cmd", "|", "["].iter().any(|word| formula.contains(word));
            assert_eq!(formulas.iter().find(foreign), None, "{path}");
        } else if path.contains("指摘一覧_") {
            // What the department itself calculates in its own workbook comes back to it; nothing is added.
            let added = formulas.iter().find(|formula| !filed.contains(formula));
            assert_eq!(added, None, "{path}");
        } else {
            assert!(formulas.is_empty(), "{path} has formulas: {formulas:?}");
        }
    }
    data_and_board(case);
    for mail in case.mails() {
        assert_eq!(mail.to.len(), 1, "one recipient per mail: {mail:?}");
        assert!(mail.headers.iter().all(|name| HEADERS.contains(&name.as_str())), "{:?}", mail.headers);
        let once = |name: &str| mail.headers.iter().filter(|header| *header == name).count() == 1;
        assert!(once("To") && once("Subject") && once("From"), "{:?}", mail.headers);
    }
    let list = case.path("state/mail/一覧.csv");
    let list = fs::read(list).unwrap();
    for row in csv::Reader::from_reader(&list[3..]).records() {
        assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    }
    workbooks.into_iter().map(|(path, bytes)| (path, seen::texts(&bytes))).collect()
}

/// The files that are no workbooks: what a spreadsheet or a browser would run is not in them.
fn data_and_board(case: &Case) {
    for name in case.outbox().into_iter().filter(|name| !seen::is_kind(name, "xlsx")) {
        let bytes = fs::read(case.path("outbox").join(&name)).unwrap();
        if seen::is_kind(&name, "json") {
            serde_json::from_slice::<serde_json::Value>(&bytes).unwrap();
            continue;
        }
        assert!(seen::is_kind(&name, "csv"), "{name} is looked at by nobody");
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark")).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{name}");
        let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), text.lines().count(), "{name}: a row is a line");
        let number = |cell: &str| cell.parse::<f64>().is_ok();
        let live = |cell: &&str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']) && !number(cell);
        for row in &rows {
            assert_eq!(row.iter().find(live), None, "{name}");
        }
    }
    if let Ok(page) = fs::read_to_string(case.path("outbox/planning/board.html")) {
        assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-"), "{page}");
        assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1), "{page}");
        for word in ["javascript:", "<iframe", "<img", "<object", "<a href=\"http", " onclick=", " onerror=", " onload="] {
            assert!(!page.contains(word), "{word}: {page}");
        }
        assert!(!page.chars().any(|c| c.is_control() && !"\n\t\r".contains(c)), "control characters");
    }
}

#[test]
fn the_look_sees_what_is_live() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_formula(0, 0, "=1+1").unwrap();
    sheet.write_string(1, 0, "=1+1").unwrap();
    assert_eq!(seen::formulas(&book.save_to_buffer().unwrap()), ["1+1"]);
}
