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
    for (path, bytes) in &workbooks {
        for (name, text) in seen::parts(bytes) {
            assert!(!name.contains("externalLink") && !name.contains("vbaProject"), "{path}: {name}");
            assert!(!text.contains("TargetMode=\"External\""), "{path}: {name} refers to another file");
            // The working book's links go to its own cells: they have no `r:id`, which would name a target outside.
            let links = text.split("<hyperlink ").skip(1).filter(|_| name.starts_with("xl/worksheets/"));
            assert!(
                links.into_iter().all(|link| path.contains("企画課作業用") && !link.split('>').next().unwrap().contains("r:id")),
                "{path}: {name}"
            );
        }
        let formulas = seen::formulas(bytes);
        if path.contains("企画課作業用") {
            // Its formulas are ours, over its own data sheet.
            let foreign =
                |formula: &&String| ["HYPERLINK", "WEBSERVICE", "http", "cmd", "|", "["].iter().any(|word| formula.contains(word));
            assert_eq!(formulas.iter().find(foreign), None, "{path}");
        } else {
            assert!(formulas.is_empty(), "{path} has formulas: {formulas:?}");
        }
    }
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

#[test]
fn the_look_sees_what_is_live() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_formula(0, 0, "=1+1").unwrap();
    sheet.write_string(1, 0, "=1+1").unwrap();
    assert_eq!(seen::formulas(&book.save_to_buffer().unwrap()), ["1+1"]);
}
