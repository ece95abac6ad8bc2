//! The register amended in mid-round: what was returned is judged again, the change is shown, the original is kept.

use serde_json::Value;
use torimatome::domain::{DecisionSource, Lang};
use torimatome::form::Field;
use torimatome::store::Store;
use torimatome::worker::{Amendment, WorkError};

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen::{self, Mail};

const KANKO: &str = "観光政策課";
const VALUES: &str = "plans/mine-r6/値.csv";
const INDICATORS: &str = "plans/mine-r6/指標.csv";

/// Half have returned on 5 June: 観光政策課 and 子育て支援課, without reasons.
fn half_returned() -> Case {
    let case = Case::issued();
    for department in [KANKO, "子育て支援課"] {
        case.drop_in(department, "回答.xlsx", &fill(department, |_| ()));
    }
    assert_eq!(case.pass_at("2025-06-05T10:00").concluded.len(), 2);
    case
}

fn amend(case: &Case, time: &str) -> Amendment {
    let mut worker = case.worker();
    let now = at(time);
    worker.amend(&"mine-r6".parse().unwrap(), "企画課長", "試験のため", DecisionSource::CommandLine, now.date_naive(), now).unwrap()
}

/// 1.1-01 was reached (131.8) and no longer is; 1.1-02 was missed (15.3) and no longer is.
fn targets(case: &Case) {
    case.edit(VALUES, "1.1-01,目標値,R6,130.1", "1.1-01,目標値,R6,140.0");
    case.edit(VALUES, "1.1-02,目標値,R6,18.7", "1.1-02,目標値,R6,15.0");
}

fn status<'a>(status: &'a Value, indicator: &str) -> &'a Value {
    status["values"].as_array().unwrap().iter().find(|value| value["indicator_id"] == indicator).unwrap()
}

fn department<'a>(status: &'a Value, name: &str) -> &'a Value {
    status["departments"].as_array().unwrap().iter().find(|department| department["name"] == name).unwrap()
}

/// Indicators of which the reason is asked.
fn reasons_asked(case: &Case, time: &str) -> Vec<String> {
    let worker = case.worker();
    let desk = worker.desk(at(time)).unwrap();
    let report = worker.report(&desk, 1, at(time)).unwrap();
    let asked = report.open_findings.iter().filter(|open| open.finding.problem.code() == "V024");
    asked.filter_map(|open| open.finding.indicator.as_ref().map(ToString::to_string)).collect()
}

fn amended_mails(case: &Case) -> Vec<Mail> {
    case.mails().into_iter().filter(|mail| mail.subject.contains("指標の変更")).collect()
}

#[test]
fn a_target_amended_after_half_have_returned() {
    let case = half_returned();
    let before = case.status_at("2025-06-06T09:00");
    assert_eq!((&status(&before, "1.1-01")["status"], &status(&before, "1.1-02")["status"]), (&"目標達成".into(), &"未達成".into()));
    let asked = reasons_asked(&case, "2025-06-06T09:00");
    assert!(!asked.contains(&"1.1-01".to_owned()) && asked.contains(&"1.1-02".to_owned()), "{asked:?}");
    let rows = case.store().answers(&"mine-r6".parse().unwrap(), &"r6".parse().unwrap()).unwrap();

    // The change is shown, and does nothing by itself.
    targets(&case);
    let shown = case.status_at("2025-06-06T10:00");
    let problem = shown["health"]["problems"].to_string();
    assert!(
        problem.contains("（値2件）") && problem.contains("「観光交流人口」：令和6年度の目標値を130.1万人から140.0万人に変更"),
        "{problem}"
    );
    assert_eq!(status(&shown, "1.1-01")["status"], "目標達成");
    let preview = case.worker().amendment(None, at("2025-06-06T10:00")).unwrap();
    let statuses: Vec<_> =
        preview.statuses.iter().map(|change| (change.name.as_str(), change.before.as_str(), change.after.as_str())).collect();
    assert_eq!(statuses, [("観光交流人口", "目標達成", "改善"), ("本市への観光意欲度", "未達成", "目標達成")]);
    assert_eq!((preview.applied, preview.returns), (false, 2));

    // Applied, all is judged again and no row has changed.
    let amended = amend(&case, "2025-06-09T10:00");
    assert!(amended.applied && amended.forms.is_empty());
    let after = case.status_at("2025-06-09T11:00");
    assert_eq!((&status(&after, "1.1-01")["status"], &status(&after, "1.1-02")["status"]), (&"改善".into(), &"目標達成".into()));
    assert_eq!(status(&after, "1.1-01")["original_target"], "130.1");
    assert_eq!(status(&after, "1.1-01")["target_revised_on"], "2025-06-09");
    assert_eq!(after["health"]["problems"].as_array().unwrap().len(), 0, "{after}");
    assert_eq!(case.store().answers(&"mine-r6".parse().unwrap(), &"r6".parse().unwrap()).unwrap(), rows);
    let asked_now = reasons_asked(&case, "2025-06-09T11:00");
    assert!(!asked_now.contains(&"1.1-02".to_owned()), "{asked_now:?}");
    let expected = asked.iter().filter(|id| *id != "1.1-02").count();
    assert_eq!(asked_now.iter().filter(|id| *id != "1.1-01").count(), expected, "the others' queries are as they were");

    let queries = |status: &Value| department(status, KANKO)["queries"].as_u64().unwrap();
    assert_eq!(queries(&after), u64::try_from(asked_now.iter().filter(|id| id.starts_with("1.1-")).count()).unwrap());

    // The department concerned hears of it once; the others do not.
    let mails = amended_mails(&case);
    assert_eq!(mails.iter().map(|mail| mail.to.clone()).collect::<Vec<_>>(), [["kanko-seisaku@city-mine.example"]]);
    case.pass_at("2025-06-09T12:00");
    assert_eq!(amended_mails(&case).len(), 1);
    assert!(!amend(&case, "2025-06-09T13:00").applied, "there is nothing more to apply");
}

#[test]
fn the_original_target_stays_in_the_papers() {
    let case = half_returned();
    let mut worker = case.worker();
    worker.compile(at("2025-06-06T09:00")).unwrap();
    drop(worker);
    targets(&case);
    amend(&case, "2025-06-09T10:00");
    case.worker().compile(at("2025-06-10T09:00")).unwrap();
    let books = case.workbooks();
    let all = |word: &str| -> String {
        let found = books.iter().filter(|(name, _)| name.starts_with("planning/") && name.contains(word));
        found.map(|(_, bytes)| seen::texts(bytes)).collect()
    };
    let note = "目標値は、令和7年6月9日に130.1万人から140.0万人に見直した。";
    assert!(all("会議資料").contains(note), "{:?}", books.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let working = all("企画課");
    for words in [note, "照会の途中での台帳の変更", "企画課長", "試験のため", "目標値 130.1→140.0"] {
        assert!(working.contains(words), "{words}");
    }
    let said = case.run(&["export", "--out", case.path("data").to_str().unwrap()]);
    assert_eq!(said.status, 0, "{said:?}");
    let read = |name: String| std::fs::read_to_string(case.path("data").join(name)).unwrap();
    let text =
        seen::names(&case.path("data")).into_iter().map(read).find(|text| text.starts_with("\u{feff}全国地方公共団体コード")).unwrap();
    assert!(text.contains("当初の目標値") && text.contains(",130.1,130.1万人,2025-06-09,"), "{text}");
    let form = case.worker().issue(Some(&"kanko-seisaku".parse().unwrap()), "企画課", at("2025-06-10T10:00")).unwrap().forms;
    let bytes = std::fs::read(case.path("outbox").join(&form[0].2)).unwrap();
    assert!(seen::texts(&bytes).contains("目標値は、令和7年6月9日に見直しました（見直し前は130.1万人）。"));
}

#[test]
fn a_form_issued_before_stays_valid() {
    let case = Case::issued();
    targets(&case);
    amend(&case, "2025-06-09T10:00");
    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.reasons()));
    let pass = case.pass_at("2025-06-10T10:00");
    assert_eq!(pass.concluded[0].verdict.name(), "accepted", "{pass:?}");
    // A target that neither register knows is still the department's slip.
    let odd = fill(KANKO, |officer| {
        officer.reasons();
        officer.number(0, "150").cell(0, Field::Target, torimatome::form::FilledCell::Number("99".parse().unwrap()));
    });
    case.drop_in(KANKO, "訂正.xlsx", &odd);
    let pass = case.pass_at("2025-06-10T11:00");
    assert!(pass.concluded[0].codes.contains(&"T007".to_owned()) || pass.concluded[0].rows > 0, "{pass:?}");
}

#[test]
fn what_was_wrong_only_by_the_old_register_is_asked_again() {
    let case = Case::issued();
    let over = fill(KANKO, |officer| _ = officer.reasons().number(3, "120"));
    case.drop_in(KANKO, "回答.xlsx", &over);
    assert!(case.pass_at("2025-06-05T10:00").concluded[0].codes.contains(&"V010".to_owned()));
    case.edit(INDICATORS, "1.1-04,本市へのリピート率,,,,%,0,増加,時点,0,100", "1.1-04,本市へのリピート率,,,,%,0,増加,時点,0,200");
    case.edit(INDICATORS, "1.1-05,本市を訪れる外国人観光客数,,,,人,", "1.1-05,本市を訪れる外国人観光客数,,,,千人,");
    amend(&case, "2025-06-09T10:00");
    let worker = case.worker();
    let desk = worker.desk(at("2025-06-09T11:00")).unwrap();
    let report = worker.report(&desk, 1, at("2025-06-09T11:00")).unwrap();
    let mut said: Vec<String> = report.open_findings.iter().map(|open| open.finding.problem.message(Lang::Ja)).collect();
    said.sort();
    assert_eq!(
        said,
        [
            "この指標の上限が、台帳の変更により、「100%」から「200%」に変わりました。",
            "この指標の単位が、台帳の変更により、「人」から「千人」に変わりました。"
        ]
    );
    drop(worker);
    assert_eq!(
        department(&case.status_at("2025-06-09T11:00"), KANKO)["state"],
        "partly_filed",
        "nothing is to be corrected, one row is owed"
    );
    let mail = &amended_mails(&case)[0];
    assert!(mail.body.contains("観光政策課の2指標について"), "{}", mail.body);
}

#[test]
fn a_new_indicator_is_asked_with_a_supplementary_form_and_a_retired_one_no_more() {
    let case = half_returned();
    case.worker().compile(at("2025-06-06T09:00")).unwrap();
    case.edit(INDICATORS, "1.1-02,本市への", "1.1-90,宿泊者数,,,,人,0,増加,年間,0,,50,,,\n1.1-02,本市への");
    case.edit("plans/mine-r6/配置.csv", "1.1-02,1.1,", "1.1-90,1.1,,\n1.1-02,1.1,");
    case.edit("plans/mine-r6/担当.csv", "1.1-02,kanko-seisaku,主", "1.1-90,kanko-seisaku,主,,,\n1.1-02,kanko-seisaku,主");
    case.edit(VALUES, "1.1-02,基準値", "1.1-90,基準値,,1000,,,,,,\n1.1-90,目標値,R6,1200,,,,,,\n1.1-02,基準値");
    let text = std::fs::read_to_string(case.path(INDICATORS)).unwrap();
    let line = text.lines().find(|line| line.starts_with("2.1-01,")).unwrap().to_owned();
    let mut cells: Vec<&str> = line.split(',').collect();
    cells[12] = "○";
    case.edit(INDICATORS, &line, &cells.join(","));
    let amended = amend(&case, "2025-06-09T10:00");
    assert_eq!(amended.asked, [(KANKO.to_owned(), "宿泊者数".to_owned())]);
    assert_eq!(amended.dropped.len(), 1);
    assert_eq!(amended.forms.len(), 1);
    let after = case.status_at("2025-06-09T11:00");
    assert_eq!(department(&after, KANKO)["owed"], 1);
    let form = std::fs::read(case.path("outbox").join(&amended.forms[0])).unwrap();
    assert!(seen::texts(&form).contains("宿泊者数"));
    let mails = amended_mails(&case);
    assert_eq!(mails.len(), 2, "who is asked, and who no longer is");
    assert!(mails.iter().any(|mail| mail.body.contains("新たに報告をお願いする指標\r\n・宿泊者数")
        || mail.body.contains("新たに報告をお願いする指標\n・宿泊者数")));
    // The old form of the department that is no longer asked is still taken.
    case.drop_in("農林課", "回答.xlsx", &fill("農林課", |officer| _ = officer.reasons()));
    let pass = case.pass_at("2025-06-10T10:00");
    assert_eq!((pass.concluded[0].verdict.name(), pass.concluded[0].codes.as_slice()), ("accepted", &["T014".to_owned()][..]));
    // Neither the pass nor another look issues or tells anything again.
    assert_eq!(amended_mails(&case).len(), 2);
    // What left the tables is listed by name.
    case.worker().compile(at("2025-06-10T11:00")).unwrap();
    let working: String =
        case.workbooks().iter().filter(|(name, _)| name.starts_with("planning/")).map(|(_, bytes)| seen::texts(bytes)).collect();
    assert!(working.contains("指標の廃止"));
}

#[test]
fn a_locked_round_and_one_that_is_not_open_are_not_amended() {
    let case = Case::new();
    let refused = case.worker().amendment(None, at("2025-05-18T10:00"));
    assert!(matches!(refused, Err(WorkError::NotOpened(_))), "{refused:?}");
    case.edit("plans/mine-r6/提出期間.csv", "2025-06-13,,", "2025-06-13,2025-07-11,");
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    targets(&case);
    let refused = case.worker().amendment(None, at("2025-07-12T10:00"));
    assert!(matches!(refused, Err(WorkError::AmendLocked(_))), "{refused:?}");
    let said = case.status_at("2025-07-12T10:00");
    assert!(!said["health"]["problems"].to_string().contains("反映していません"), "it is the next round's");
}

#[test]
fn the_commands_preview_ask_who_and_why_and_apply() {
    let case = Case::issued();
    targets(&case);
    let said = case.run(&["register", "diff"]);
    assert!(said.status == 0 && said.stdout.contains("【値】2件"), "{said:?}");
    let said = case.run(&["round", "amend", "--preview"]);
    assert!(said.status == 0 && said.stdout.contains("まだ反映していません。"), "{said:?}");
    assert_eq!(case.run(&["round", "amend", "--who", "企画課長"]).status, 2, "why?");
    let said = case.run(&["round", "amend", "--who", "企画課長", "--why", "見直し", "--json"]);
    assert_eq!((said.status, said.json()["applied"].as_bool()), (0, Some(true)), "{said:?}");
    assert!(case.run(&["register", "diff"]).stdout.contains("違いはありません"));
    let said = case.run(&["round", "new", "r7", "--from", "r6"]);
    assert_eq!(said.status, 0, "{said:?}");
    let register = case.path("plans/mine-r6_r7案/台帳");
    let checked = case.run(&["register", "check", register.to_str().unwrap()]);
    assert_eq!(checked.status, 0, "{checked:?}");
    let rounds = std::fs::read_to_string(register.join("提出期間.csv")).unwrap();
    assert!(rounds.contains("r7,令和7年度実績,R7,2026-05-19,2026-06-15,,"), "{rounds}");
    let list = std::fs::read_to_string(case.path("plans/mine-r6_r7案/確認事項.csv")).unwrap();
    assert!(list.contains("実績値がありません（未提出）"), "{list}");
    assert_eq!(case.run(&["round", "new", "r7", "--from", "r6"]).status, 2, "what is there is not written over");
}

#[test]
fn the_next_round_takes_over_what_was_reported() {
    let case = half_returned();
    case.edit(VALUES, "1.1-01,目標値,R7,140.7", "1.1-01,目標値,R7,150.0");
    let worker = case.worker();
    let (next, _) = worker.next_round(&"r7".parse().unwrap(), &"r6".parse().unwrap(), at("2026-02-02T10:00")).unwrap();
    assert!(next.actuals > 0);
    let values = next.texts.iter().find(|text| text.name == "値").unwrap();
    let row = values.rows.iter().find(|row| row[0] == "1.1-01" && row[1] == "実績値").unwrap();
    assert_eq!((row[2].as_str(), row[3].as_str()), ("R6", "131.8"));
    let said: Vec<_> = next.confirm.iter().map(|item| (item.kind, item.name.as_str(), item.what.as_str())).collect();
    assert!(said.contains(&("目標値", "観光交流人口", "令和7年度の目標値が、140.7万人から150.0万人に変わりました。")), "{said:?}");
}
