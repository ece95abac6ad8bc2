//! Every mail in both languages, read as prose, and the laws that hold for all of them.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;

use super::super::{Alert, sample_facts, words};
use super::*;
use crate::diagnostic::{Finding, Place, Problem, headline};

fn built_in() -> Templates {
    Templates::built_in().expect("the templates that ship work")
}

/// All samples of a kind, one after the other. The prose of findings has its own snapshots; here it is a mark.
fn read_aloud(kind: MailKind, lang: Lang) -> String {
    let templates = built_in();
    let mut out = String::new();
    for facts in sample_facts(kind) {
        let text = compose(kind, &facts, lang, &templates).expect("composed");
        let body = facts
            .findings
            .iter()
            .fold(text.body, |body, f| body.replace(&words::typed(&headline(f, lang)), &format!("［{}の文］", f.problem.code())));
        writeln!(out, "{}\n\n{body}{}", text.subject, "-".repeat(72)).expect("written");
    }
    out
}

#[test]
fn every_mail_in_japanese() {
    for kind in MailKind::ALL {
        insta::assert_snapshot!(format!("ja_{kind}"), read_aloud(kind, Lang::Ja));
    }
}

#[test]
fn every_mail_in_english() {
    for kind in MailKind::ALL {
        insta::assert_snapshot!(format!("en_{kind}"), read_aloud(kind, Lang::En));
    }
}

#[test]
fn no_mail_counts_to_zero_or_speaks_of_dunning() {
    for kind in MailKind::ALL {
        let text = read_aloud(kind, Lang::Ja);
        for wrong in ["督促", "、0指標", "が0指標", "は0", "の0指標", "（）", "「」", "　\n"] {
            assert!(!text.contains(wrong), "{kind}: {wrong}");
        }
        let english = read_aloud(kind, Lang::En);
        for wrong in [" 0 ", "1 indicators", "1 places", " 1 indicator are", " 1 place are", "()"] {
            assert!(!english.contains(wrong), "{kind}: {wrong}");
        }
        for text in [text, english] {
            for mail in text.split(&"-".repeat(72)).filter(|mail| !mail.trim().is_empty()) {
                let last = mail.trim_end().lines().last().unwrap_or_default();
                assert!(last.starts_with("問合せ先　企画課") || last.starts_with("Contact: 企画課"), "{kind}: {last}");
            }
        }
    }
}

#[test]
fn a_mail_that_would_say_nothing_is_not_written() {
    let nothing = MailFacts { owed: 0, asked: 0, ..sample_facts(MailKind::Reminder).remove(0) };
    for kind in [MailKind::Request, MailKind::Receipt, MailKind::Reminder, MailKind::Overdue] {
        assert!(matches!(compose(kind, &nothing, Lang::Ja, &built_in()), Err(ComposeError::Missing { .. })), "{kind}");
    }
}

#[test]
fn values_are_in_a_mail_only_where_the_office_wants_them() {
    let finding = Finding::at(Place::cell("入力", "I14".parse().expect("cell")), Problem::NotANumber { text: "1,234人くらい".to_owned() });
    let mut facts = MailFacts { taken: 6, ..sample_facts(MailKind::Returned).remove(0) }.with_findings(std::slice::from_ref(&finding));
    let body = |facts: &MailFacts| compose(MailKind::Returned, facts, Lang::Ja, &built_in()).expect("composed").body;
    assert!(body(&facts).contains("・「入力」シートI14（要修正）"));
    assert!(!body(&facts).contains(&finding.problem.message(Lang::Ja)));
    facts.include_details = true;
    assert!(body(&facts).contains(&words::typed(&headline(&finding, Lang::Ja))));
}

#[test]
fn a_refused_file_is_told_why_and_what_is_expected() {
    let finding = Finding::file(Problem::NoIdentity);
    let facts = sample_facts(MailKind::Returned).into_iter().find(|f| f.findings == [finding.clone()]).expect("a sample");
    let body = compose(MailKind::Returned, &facts, Lang::Ja, &built_in()).expect("composed").body;
    assert!(body.contains(&finding.problem.message(Lang::Ja)) && body.contains("受け付けるファイル"), "{body}");
}

#[test]
fn an_office_can_change_a_text_and_a_slip_shows_at_start() {
    let with = |text: &str| Templates::from_map(&BTreeMap::from([("ja/alert.txt".to_owned(), text.to_owned())]));
    let changed = with("\u{feff}件名：【連絡】{{ alert_title }}\r\n\r\n{{ alert }}\r\n").expect("works");
    let text = compose(MailKind::Alert, &sample_facts(MailKind::Alert).remove(3), Lang::Ja, &changed).expect("composed");
    assert_eq!(text.subject, "【連絡】台帳に誤りがあります");
    assert!(!text.body.contains('\r'));

    let broken = |text: &str| with(text).expect_err("refused").to_string();
    assert!(broken("件名：x\n\n{{ department_name }}\n").contains("ja/alert.txt"));
    assert!(broken("件名：x\n\n{% if %}\n").contains("ja/alert.txt"));
    assert!(broken("件名：x\n本文\n").contains("件名"));
    assert!(broken("件名：{{ file }}\n\n本文\n").contains("ja/alert.txt"), "what a department typed is out of a subject's reach");
    let unknown = Templates::from_map(&BTreeMap::from([("ja/alart.txt".to_owned(), String::new())]));
    assert!(matches!(unknown, Err(TemplateError::Unknown { .. })));
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", "[\\x00-\\x20a{}%<>=:\u{2028}\u{202e}課]{0,30}", Just("\r\nBcc: all@city.example\r\n\r\nx".to_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever stands in the register or was typed: one line of subject, and a body without control characters.
    #[test]
    fn a_subject_is_one_line_whatever_was_typed(texts in proptest::collection::vec(hostile(), 8), counts in proptest::collection::vec(0usize..300, 6)) {
        let templates = built_in();
        let [round, department, file, folder, contact, office, sheet, typed] = texts.as_slice() else { return Ok(()) };
        let [asked, owed, taken, blank, queried, discrepancies] = counts.as_slice() else { return Ok(()) };
        for kind in MailKind::ALL {
            for sample in sample_facts(kind) {
                let mut facts = MailFacts {
                    round: round.clone(), department: department.clone(), file: file.clone(), folder: folder.clone(),
                    contact: contact.clone(), office: office.clone(), number: typed.clone(), workbook: typed.clone(),
                    asked: *asked, owed: *owed, taken: *taken, blank: *blank, queried: *queried, discrepancies: *discrepancies,
                    include_details: true, ..sample
                };
                facts.findings.push(Finding::at(Place::sheet(sheet), Problem::NotANumber { text: typed.clone() }));
                facts.alert = facts.alert.map(|_| Alert::Quarantined { number: typed.clone(), file: file.clone() });
                for lang in [Lang::Ja, Lang::En] {
                    match compose(kind, &facts, lang, &templates) {
                        Ok(text) => {
                            prop_assert!(!text.subject.contains(char::is_control));
                            prop_assert!(text.subject.chars().count() <= SUBJECT_MAX);
                            prop_assert!(text.body.chars().all(|c| c == '\n' || !c.is_control()));
                        }
                        Err(error) => prop_assert!(matches!(error, ComposeError::Missing { .. }), "{}", error),
                    }
                }
            }
        }
    }
}
