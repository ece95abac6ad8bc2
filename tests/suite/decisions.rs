//! Decisions on a real installation: in the sheet and on the command line, carried out once, and followed by everything.

use serde_json::Value;
use torimatome::domain::{Act, DepartmentId};
use torimatome::store::Store;
use torimatome::worker::{Decided, Reason, WorkError};

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::{fill, registry};
use crate::seen;

const SHEET: &str = "plans/mine-r6/決定.csv";
const HEADINGS: &str = "決定日,種類,照会ID,指標ID,所管課ID,内容,理由,決定者,期限,実行";
const OPEN: &str = "2025-06-09T10:00";

impl Case {
    /// Writes the rows of the sheet 決定.
    fn sheet(&self, rows: &[&str]) {
        let text = [&[HEADINGS], rows].concat().join("\n") + "\n";
        seen::write(&self.path(SHEET), text.as_bytes());
    }

    fn decide_at(&self, time: &str, act: Act) -> Result<Decided, WorkError> {
        let reason = Reason { who: "企画課長".to_owned(), why: "部長会議の決定".to_owned(), until: None };
        self.worker().decide(None, act, &reason, false, at(time))
    }

    /// Act, state and findings' codes of `decide list` at a time.
    fn listed(&self, time: &str) -> (Vec<(&'static str, &'static str)>, Vec<&'static str>) {
        let list = self.worker().decisions(at(time)).unwrap();
        let lines = list.lines.iter().map(|line| (line.act.name(), line.state.name())).collect();
        (lines, list.findings.iter().map(|finding| finding.problem.code()).collect())
    }

    fn department(&self, time: &str, id: &str) -> Value {
        let status = self.status_at(time);
        let found = status["departments"].as_array().unwrap().iter().find(|department| department["id"] == id).cloned();
        found.unwrap()
    }
}

fn kanko() -> DepartmentId {
    "kanko-seisaku".parse().unwrap()
}

#[test]
fn a_row_is_a_proposal_until_it_is_marked_and_is_carried_out_once() {
    let case = Case::issued();
    case.sheet(&["2025-06-09,お知らせ停止,r6,,kanko-seisaku,,災害対応のため,企画課長,2025-06-20,"]);
    case.pass_at(OPEN);
    assert_eq!(case.listed(OPEN), (vec![("hold_reminders", "proposed")], vec![]));
    let board = std::fs::read_to_string(case.path("outbox/planning/board.html")).unwrap();
    assert!(
        board.contains("案（未実行）") && board.contains("観光政策課への期限前のお知らせと再依頼を止める。"),
        "the preview is on the board"
    );
    let row = "2025-06-09,お知らせ停止,r6,,kanko-seisaku,,災害対応のため,企画課長,2025-06-20,○";
    case.sheet(&[row]);
    case.pass_at("2025-06-09T11:00");
    case.pass_at("2025-06-09T12:00");
    assert_eq!(case.listed(OPEN), (vec![("hold_reminders", "in_force")], vec![]));
    assert_eq!(case.listed("2025-06-21T10:00").0, [("hold_reminders", "ended")]);

    // The row is rewritten, then gone: the decision holds as it was, and it is said.
    case.sheet(&[&row.replace("2025-06-20", "2025-06-30")]);
    let pass = case.pass_at("2025-06-09T13:00");
    assert_eq!(case.listed(OPEN), (vec![("hold_reminders", "refused"), ("hold_reminders", "in_force")], vec!["D001"]));
    assert!(pass.troubles.iter().any(|trouble| trouble.text(torimatome::domain::Lang::Ja).contains("確認が必要な行が1件")));
    case.sheet(&[]);
    case.pass_at("2025-06-09T14:00");
    assert_eq!(case.listed(OPEN), (vec![("hold_reminders", "in_force")], vec!["D002"]));
    case.sheet(&[row]);
    assert_eq!(case.listed(OPEN).1, Vec::<&str>::new());
}

#[test]
fn a_broken_sheet_carries_out_nothing_and_takes_nothing_back() {
    let case = Case::issued();
    let row = "2025-06-09,お知らせ停止,r6,,kanko-seisaku,,災害対応のため,企画課長,,○";
    case.sheet(&[row]);
    case.pass_at(OPEN);
    case.sheet(&["2025-06-09,停止,r6,,,,理由,企画課長,,○", "2025-06-09,受付終了,r6,,,,理由,企画課長,,○"]);
    case.pass_at("2025-06-09T11:00");
    assert_eq!(case.listed(OPEN), (vec![("hold_reminders", "in_force")], vec![]));
    assert_eq!(case.status_at(OPEN)["phase"], "open");
}

#[test]
fn a_row_that_cannot_be_carried_out_says_why_and_one_of_tomorrow_waits() {
    let case = Case::issued();
    case.sheet(&[
        "2025-06-09,再開,r6,,,,理由,企画課長,2025-07-31,○",
        "2025-06-10,締切り,r6,,,,理由,企画課長,,○",
        "2025-06-09,取消,r6,,,k00000000,理由,企画課長,,○",
    ]);
    case.pass_at(OPEN);
    assert_eq!(case.listed(OPEN), (vec![("reopen", "refused"), ("close", "waiting"), ("revoke", "refused")], vec!["D004", "D004"]));
    case.pass_at("2025-06-10T09:30");
    assert_eq!(case.status_at("2025-06-10T09:30")["phase"], "closed");
}

#[test]
fn sheet_and_command_line_write_the_same_and_a_later_command_is_told() {
    let case = Case::issued();
    let extend = |due: &str| Act::Extend { department: Some(kanko()), indicator: None, due: due.parse().unwrap(), locks: None };
    case.sheet(&["2025-06-09,期限延長,r6,,kanko-seisaku,,部長会議の決定,企画課長,2025-06-20,○"]);
    case.pass_at(OPEN);
    let same = case.decide_at(OPEN, extend("2025-06-20")).unwrap();
    assert!(same.known && !same.recorded, "the same words are the same decision");
    let later = case.decide_at("2025-06-10T10:00", extend("2025-06-27")).unwrap();
    assert!(later.recorded && later.effects[0][0].contains("6月20日（金） → 6月27日（金）"), "{later:?}");
    assert_eq!(case.listed("2025-06-10T10:00"), (vec![("extend", "replaced"), ("extend", "in_force")], vec!["D003"]));
    case.sheet(&[
        "2025-06-09,期限延長,r6,,kanko-seisaku,,部長会議の決定,企画課長,2025-06-20,○",
        "2025-06-10,期限延長,r6,,kanko-seisaku,,部長会議の決定,企画課長,2025-06-27,○",
    ]);
    case.pass_at("2025-06-10T11:00");
    assert_eq!(case.listed("2025-06-10T11:00"), (vec![("extend", "replaced"), ("extend", "in_force")], vec![]));
    // An older row that was forgotten does not turn time back.
    case.sheet(&["2025-06-08,期限延長,r6,,kanko-seisaku,,議会対応,企画課長,2025-06-18,○"]);
    case.pass_at("2025-06-10T12:00");
    assert!(case.listed("2025-06-10T12:00").1.contains(&"D003"));
    assert_eq!(case.store().decisions(&"mine-r6".parse().unwrap(), &"r6".parse().unwrap()).unwrap().all().len(), 2);
}

#[test]
fn a_locked_round_takes_nothing_and_reopens_for_one_department() {
    let case = Case::issued();
    assert!(matches!(
        case.decide_at(OPEN, Act::Reopen { department: None, until: "2025-07-31".parse().unwrap() }),
        Err(WorkError::Refused(_))
    ));
    let lock = case.decide_at(OPEN, Act::Lock).unwrap();
    assert_eq!(case.status_at(OPEN)["phase"], "locked");
    let reopened = case.decide_at(OPEN, Act::Reopen { department: Some(kanko()), until: "2025-06-20".parse().unwrap() }).unwrap();
    for department in ["観光政策課", "子育て支援課"] {
        case.drop_in(department, "回答.xlsx", &fill(department, |officer| _ = officer.reasons()));
    }
    let pass = case.pass_at("2025-06-16T10:00");
    let verdicts: Vec<_> =
        pass.concluded.iter().map(|one| (one.department.clone().unwrap(), one.verdict.name(), one.codes.clone())).collect();
    assert!(
        verdicts.iter().any(|(name, verdict, codes)| name == "観光政策課" && *verdict == "accepted" && !codes.contains(&"I008".to_owned())),
        "{verdicts:?}"
    );
    assert!(
        verdicts
            .iter()
            .any(|(name, verdict, codes)| name == "子育て支援課" && *verdict == "returned" && codes.contains(&"I007".to_owned())),
        "{verdicts:?}"
    );
    assert_eq!(case.department("2025-06-16T10:00", "kanko-seisaku")["state"], "filed");
    // Both are taken back: the round is open as it was.
    for number in [reopened.number, lock.number] {
        case.decide_at("2025-06-10T10:00", Act::Revoke { decision: number }).unwrap();
    }
    assert_eq!(case.status_at("2025-06-10T10:00")["phase"], "open");
    let again = case.decide_at("2025-06-09T10:30", Act::Lock).unwrap();
    assert!(again.recorded && again.number.ends_with("-2"), "the same words decided anew: {}", again.number);
}

#[test]
fn a_round_reopened_for_one_department_is_locked_again_in_the_same_words() {
    let case = Case::issued();
    assert!(case.decide_at(OPEN, Act::Lock).unwrap().recorded);
    assert!(case.decide_at(OPEN, Act::Lock).unwrap().known);
    case.decide_at(OPEN, Act::Reopen { department: Some(kanko()), until: "2025-06-20".parse().unwrap() }).unwrap();
    assert_ne!(case.department(OPEN, "kanko-seisaku")["state"], "final");
    assert!(case.decide_at(OPEN, Act::Lock).unwrap().recorded, "it was open for somebody");
    assert_eq!(case.department(OPEN, "kanko-seisaku")["state"], "final");
    assert!(case.decide_at(OPEN, Act::Lock).unwrap().known);
}

#[test]
fn a_waived_query_is_not_open_and_stands_in_the_working_book() {
    let case = Case::issued();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |_| {}));
    case.pass_at(OPEN);
    let asked = case.department(OPEN, "kanko-seisaku")["queries"].as_u64().unwrap();
    assert!(asked > 0);
    let waive = Act::Waive { rule: "V024".to_owned(), indicator: None, department: Some(kanko()) };
    let decided = case.decide_at(OPEN, waive).unwrap();
    assert!(decided.effects[0][0].contains(&format!("現在{asked}件")), "{decided:?}");
    let status = case.status_at(OPEN);
    let waived = status["waived"].as_array().unwrap();
    assert_eq!((waived.len() as u64, &waived[0]["who"], &waived[0]["code"]), (asked, &"企画課長".into(), &"V024".into()));
    let department = case.department(OPEN, "kanko-seisaku");
    assert_eq!((&department["queries"], &department["state"]), (&0.into(), &"filed".into()));
    case.worker().compile(at(OPEN)).unwrap();
    let book = std::fs::read(case.path("outbox/planning/企画課作業用_令和6年度実績.xlsx")).unwrap();
    let texts = seen::texts(&book);
    assert!(texts.contains("指摘の免除") && texts.contains("企画課長が免除しました") && texts.contains("部長会議の決定"));
    // What comes later is not asked either.
    case.drop_in("観光政策課", "再提出.xlsx", &fill("観光政策課", |_| {}));
    let pass = case.pass_at("2025-06-09T11:00");
    assert_eq!(pass.concluded[0].verdict.name(), "accepted", "{pass:?}");
    let told = case.mails().into_iter().filter(|mail| mail.body.contains("R6-001-2")).collect::<Vec<_>>();
    assert!(matches!(told.as_slice(), [mail] if mail.body.contains("5指標すべての確認が終わりました")), "{told:?}");
    // Taken back, it is asked again.
    case.decide_at("2025-06-09T12:00", Act::Revoke { decision: decided.number }).unwrap();
    assert!(case.department("2025-06-09T12:00", "kanko-seisaku")["queries"].as_u64().unwrap() > 0);
    let error = case.decide_at(OPEN, Act::Waive { rule: "V002".to_owned(), indicator: None, department: None });
    assert!(matches!(error, Err(WorkError::Refused(_))), "an error is put right, not waived");
}

#[test]
fn a_decided_status_stands_and_the_computed_one_stays_visible() {
    let case = Case::issued();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at(OPEN);
    let values = |time: &str| case.status_at(time)["values"].as_array().unwrap().clone();
    let line = values(OPEN).into_iter().find(|value| !value["status"].is_null() && value["status"] != "改善").unwrap();
    let indicator = line["indicator_id"].as_str().unwrap().to_owned();
    let decide = |status: &str| Act::Override { indicator: indicator.parse().unwrap(), status: status.to_owned() };
    assert!(matches!(case.decide_at(OPEN, decide("順調")), Err(WorkError::Refused(_))), "not a status of the scheme");
    case.worker().compile(at(OPEN)).unwrap();
    case.decide_at(OPEN, decide("改善")).unwrap();
    let changed = values(OPEN).into_iter().find(|value| value["indicator_id"] == indicator.as_str()).unwrap();
    assert_eq!((&changed["status"], &changed["computed_status"]), (&"改善".into(), &line["status"]));
    let (report, _) = case.worker().compile(at(OPEN)).unwrap();
    assert_eq!(report.edition, 2, "another status is another edition");
    let read = |name: &str| seen::texts(&std::fs::read(case.path(&format!("outbox/planning/{name}_令和6年度実績.xlsx"))).unwrap());
    let book = read("企画課作業用");
    assert!(book.contains("判定の変更") && book.contains("部長会議の決定"));
    assert!(!read("会議資料").contains("部長会議の決定"), "the reason is never printed in the meeting paper");
}

#[test]
fn reminders_are_held_for_one_department_only() {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    let address = &registry().department(&kanko()).unwrap().addresses;
    let reminded = |time: &str| {
        let before = case.mails();
        case.pass_at(time);
        let new: Vec<_> = case.mails().into_iter().filter(|mail| !before.contains(mail)).collect();
        (new.iter().any(|mail| &mail.to == address), new.iter().any(|mail| &mail.to != address))
    };
    let hold = case.decide_at("2025-06-05T10:00", Act::HoldReminders { department: Some(kanko()) }).unwrap();
    assert_eq!(reminded("2025-06-06T09:00"), (false, true));
    case.decide_at("2025-06-10T10:00", Act::Revoke { decision: hold.number }).unwrap();
    assert_eq!(reminded("2025-06-12T09:00"), (true, true));
}

#[test]
fn the_next_round_opens_when_the_one_before_is_locked() {
    let case = Case::issued();
    let rounds = std::fs::read_to_string(case.path("plans/mine-r6/提出期間.csv")).unwrap();
    seen::write(&case.path("plans/mine-r6/提出期間.csv"), format!("{rounds}r7,令和7年度実績,R7,2026-05-25,2026-06-12,,\n").as_bytes());
    assert_eq!(case.status_at(OPEN)["next"]["round"], "r7");
    let reason = Reason { who: "企画課長".to_owned(), why: "年度の照会".to_owned(), until: None };
    let open = |time: &str, preview: bool| case.worker().open(None, &reason, preview, at(time));
    assert!(matches!(open("2026-05-25T09:00", false), Err(WorkError::Refused(_))), "r6 is not locked");
    let waits = case.worker().pass(at("2026-05-25T09:00")).unwrap();
    assert!(waits.troubles.iter().any(|trouble| trouble.text(torimatome::domain::Lang::Ja).contains("受付が終了していません")));
    case.decide_at("2026-05-25T10:00", Act::Lock).unwrap();
    let preview = open("2026-05-25T11:00", true).unwrap();
    assert!(!preview.recorded && preview.departments == 11);
    assert_eq!(case.status_at("2026-05-25T11:00")["round"], "r6");
    assert!(open("2026-05-25T11:00", false).unwrap().recorded);
    assert!(open("2026-05-25T11:30", false).is_err(), "the register names none after it");
    assert_eq!(case.status_at("2026-05-25T12:00")["round"], "r7");
    let issued = case.worker().issue(None, "企画課", at("2026-05-25T12:00")).unwrap();
    assert_eq!((issued.opened, issued.forms.len()), (false, 11));
}

#[test]
fn a_decision_on_the_command_line_says_what_it_does_and_how_to_take_it_back() {
    let case = Case::issued();
    let words = ["--who", "企画課長", "--why", "災害対応のため"];
    let run = |args: &[&str]| case.run(&[args, &words].concat());
    let preview = run(&["decide", "hold", "--department", "kanko-seisaku", "--preview"]);
    assert!(preview.status == 0 && preview.stdout.contains("何も記録していません"), "{preview:?}");
    assert_eq!(case.run(&["decide", "list", "--json"]).json()["decisions"], Value::Array(Vec::new()));
    let said = run(&["decide", "hold", "--department", "kanko-seisaku"]);
    assert!(
        said.stdout.contains("観光政策課への期限前のお知らせと再依頼を止める。") && said.stdout.contains("decide revoke k"),
        "{said:?}"
    );
    let again = run(&["decide", "hold", "--department", "kanko-seisaku"]);
    assert!(again.status == 0 && again.stdout.contains("既に有効です"), "{again:?}");
    let list = case.run(&["decide", "list", "--json"]).json();
    assert_eq!((list["decisions"].as_array().unwrap().len(), &list["decisions"][0]["state"]), (1, &"in_force".into()));
    let number = list["decisions"][0]["number"].as_str().unwrap().to_owned();
    assert_eq!(run(&["decide", "revoke", &number]).status, 0);
    assert!(run(&["decide", "revoke", &number]).stdout.contains("既に有効です"), "said twice, done once");
    let refused = case.run(&["decide", "revoke", &number, "--who", "企画課長", "--why", "誤記"]);
    assert!(refused.status == 2 && refused.stderr.contains("既に取り消されています"), "{refused:?}");
    let other = run(&["round", "lock", "r5"]);
    assert!(other.status == 2 && other.stderr.contains("いま扱っている照会（r6）ではありません"), "{other:?}");
    assert_eq!(case.run(&["round", "lock"]).status, 2, "who and why are always asked");
    assert_eq!(run(&["round", "lock", "r6"]).status, 0);
    assert_eq!(case.status_json()["phase"], "locked");
}

#[test]
fn a_power_cut_between_two_rows_carries_out_the_other_and_neither_twice() {
    let case = Case::issued();
    case.sheet(&[
        "2025-06-09,お知らせ停止,r6,,kanko-seisaku,,災害対応のため,企画課長,,○",
        "2025-06-09,受付終了,r6,,,,部長会議のため,企画課長,,○",
    ]);
    let mut running = case.start(&["run", "--once"], Some("decision-made=return"));
    running.wait_for("failpoint decision-made");
    running.kill();
    let decisions = || {
        let all = case.store().decisions(&"mine-r6".parse().unwrap(), &"r6".parse().unwrap()).unwrap();
        all.all().iter().map(|decision| decision.act.name()).collect::<Vec<_>>()
    };
    assert_eq!(decisions(), ["hold_reminders"]);
    case.run_once();
    case.run_once();
    assert_eq!(decisions(), ["hold_reminders", "lock"]);
}
