//! The list of written mails (一覧.csv), for offices that send by groupware and copy each text by hand.

use crate::domain::Lang;

/// Name of the list in the mail folder.
pub const LIST_NAME: &str = "一覧.csv";

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Name of the `.eml` file.
    pub file: String,
    /// Name of the file with the text alone.
    pub text_file: String,
    /// Address.
    pub recipient: String,
    /// 件名.
    pub subject: String,
    /// Text, with its line breaks.
    pub body: String,
}

/// The list as CSV that Excel opens by a double click: UTF-8 with BOM, CRLF, every cell text.
#[must_use]
pub fn list_csv(rows: &[ListRow], lang: Lang) -> Vec<u8> {
    let headings = match lang {
        Lang::Ja => ["宛先", "件名", "本文", "本文のファイル", "メールのファイル"],
        Lang::En => ["Recipient", "Subject", "Text", "Text file", "Mail file"],
    };
    let mut text = String::from("\u{feff}");
    push_record(&mut text, headings);
    for row in rows {
        push_record(&mut text, [row.recipient.as_str(), &row.subject, row.body.trim_end(), &row.text_file, &row.file]);
    }
    text.into_bytes()
}

fn push_record(text: &mut String, cells: [&str; 5]) {
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            text.push(',');
        }
        text.push('"');
        // Excel would run a cell that begins like a formula; Japanese Excel takes full-width signs for one too.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
            text.push('\'');
        }
        // A line break within a cell is a line feed alone, as Excel writes it.
        let kept = cell.chars().filter(|c| *c != '\r');
        kept.for_each(|c| if c == '"' { text.push_str("\"\"") } else { text.push(c) });
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_that_looks_like_a_formula_stays_text() {
        let row = ListRow {
            file: "a.eml".to_owned(),
            text_file: "a.txt".to_owned(),
            recipient: "kanko@mine.example".to_owned(),
            subject: "=HYPERLINK(\"x\")".to_owned(),
            body: "-1行目\r\n=2行目\n".to_owned(),
        };
        let bytes = list_csv(&[row], Lang::Ja);
        assert_eq!(bytes.get(..3), Some(&[0xef, 0xbb, 0xbf][..]));
        let mut reader = csv::Reader::from_reader(bytes.get(3..).unwrap_or_default());
        let record = reader.records().next().expect("a row").expect("a record");
        assert_eq!(record.iter().collect::<Vec<_>>(), ["kanko@mine.example", "'=HYPERLINK(\"x\")", "'-1行目\n=2行目", "a.txt", "a.eml"]);
    }

    #[test]
    fn an_empty_list_has_its_headings() {
        let text = String::from_utf8(list_csv(&[], Lang::Ja)).expect("UTF-8");
        assert_eq!(text, "\u{feff}\"宛先\",\"件名\",\"本文\",\"本文のファイル\",\"メールのファイル\"\r\n");
    }
}
