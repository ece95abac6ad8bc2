//! Two plans of one office: one workbook, one mail, what both want asked once and counted in both.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;
use torimatome::domain::{DepartmentId, IndicatorId, Lang, Ledger, PlanId, Registry};
use torimatome::form::{BlankForm, Field, Filled, FilledCell, FormDeclaration};
use torimatome::installation::Installation;
use torimatome::register::{self, folder::read_folder};
use torimatome::workbook::blank_form::write_joint_filled;
use torimatome::worker::Worker;

use crate::case::{Case, PROGRAM};
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen::{self, Mail};

const KANKO: &str = "観光政策課";
const FILE: &str = "回答.xlsx";
/// Mine's strategy and plan share four indicators of 観光政策課: own id in the strategy, id in the plan.
const SHARED: [(&str, &str); 4] = [("2.0-02", "1.1-01"), ("2.1-03", "1.1-03"), ("2.1-04", "1.1-04"), ("2.2-01", "1.1-05")];

/// Mine's plan (due 13 June) and its strategy, asked about the same year and due on 30 June.
fn two() -> Case {
    let case = Case::new();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    seen::copy_tree(&repository.join("plans/mine-3rd"), &case.path("plans/mine-3rd"));
    case.edit("plans/mine-3rd/提出期間.csv", "r7,令和7年度実績,R7,2026-05-18,2026-06-12", "r6,令和6年度実績,R6,2025-05-19,2025-06-30");
    case.configure("plans = [\"plans/mine-r6\"]", "plans = [\"plans/mine-r6\", \"plans/mine-3rd\"]");
    case
}

fn issued() -> Case {
    let case = two();
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    case
}

fn register_of(case: &Case, plan: &str) -> Registry {
    register::load(&read_folder(&case.path(&format!("plans/{plan}"))).unwrap()).registry.unwrap()
}

fn department(name: &str, registry: &Registry) -> DepartmentId {
    registry.departments.iter().find(|known| known.name == name).unwrap().id.clone()
}

/// A department's workbook with both sheets, every indicator with this number, and what `change` does to each sheet.
fn both(case: &Case, name: &str, number: &str, mut change: impl FnMut(&str, &mut Filled)) -> Vec<u8> {
    let installation = Installation::open(case.root()).unwrap();
    let mut sheets: Vec<(BlankForm, FormDeclaration, Filled)> = Vec::new();
    for plan in ["mine-r6", "mine-3rd"] {
        let registry = register_of(case, plan);
        let round = registry.rounds.last().unwrap();
        let ledger = Ledger::of(&registry, round);
        let declaration = installation.form_for(&registry.plan).clone();
        let id = department(name, &registry);
        let owner = registry.department(&id).unwrap();
        let mut blank = BlankForm::of(&registry, round, &ledger, owner, &declaration, &owner.folder);
        if plan == "mine-3rd" {
            let other = register_of(case, "mine-r6");
            let words: Vec<&str> = other.indicators.values().map(|known| known.shared.as_str()).filter(|word| !word.is_empty()).collect();
            let left = registry.indicators.values().filter(|own| words.contains(&own.shared.as_str())).map(|own| own.id.clone()).collect();
            blank.leave_to(&other.plan.name, &left);
        }
        let mut filled = Filled { filing_state: "提出".to_owned(), ..Filled::default() };
        for row in &blank.rows {
            put(&mut filled, row.indicator.as_str(), Field::Actual, FilledCell::Number(number.parse().unwrap()));
            put(&mut filled, row.indicator.as_str(), Field::State, FilledCell::Text("確定".to_owned()));
            put(&mut filled, row.indicator.as_str(), Field::Reason, FilledCell::Text("【試験用】見込みと異なりました。".to_owned()));
        }
        change(plan, &mut filled);
        sheets.push((blank, declaration, filled));
    }
    let sheets: Vec<_> = sheets.iter().map(|(blank, declaration, filled)| (blank, declaration, filled)).collect();
    write_joint_filled(&sheets).unwrap()
}

fn put(filled: &mut Filled, id: &str, field: Field, cell: FilledCell) {
    filled.rows.entry(id.parse::<IndicatorId>().unwrap()).or_default().insert(field, cell);
}

fn status_of(case: &Case, plan: &str, time: &str) -> Value {
    let plan: PlanId = plan.parse().unwrap();
    let installation = Installation::open(case.root()).unwrap();
    let worker = Worker::beside(installation, Some(plan), Path::new(PROGRAM)).unwrap();
    let (report, mailbox, health) = worker.status(at(time), Lang::Ja).unwrap();
    serde_json::to_value(torimatome::consolidation::StatusJson::new(&report, mailbox, health, Lang::Ja)).unwrap()
}

fn value<'a>(status: &'a Value, id: &str) -> &'a Value {
    status["values"].as_array().unwrap().iter().find(|value| value["indicator_id"] == id).unwrap()
}

fn standing<'a>(status: &'a Value, name: &str) -> &'a Value {
    status["departments"].as_array().unwrap().iter().find(|department| department["name"] == name).unwrap()
}

fn to_kanko(mails: Vec<Mail>) -> Vec<Mail> {
    mails.into_iter().filter(|mail| mail.to == ["kanko-seisaku@city-mine.example"]).collect()
}

#[test]
fn one_workbook_and_one_mail_ask_for_both_plans_and_nothing_twice() {
    let case = issued();
    let forms: Vec<String> = case.outbox().into_iter().filter(|path| path.starts_with(KANKO)).collect();
    assert_eq!(forms, ["観光政策課/様式_令和6年度実績_観光政策課.xlsx"]);
    let asked = to_kanko(case.mails());
    assert_eq!(asked.len(), 1, "{asked:?}");
    let mail = &asked[0];
    assert!(mail.subject.contains("6月13日（金）期限"), "{}", mail.subject);
    // Eight of the strategy's, four of them asked on the plan's sheet.
    assert!(mail.body.contains("の4指標を、6月30日（月）までに提出してください。様式は同じファイルです。"), "{}", mail.body);
    let bytes = std::fs::read(case.path("outbox").join(&forms[0])).unwrap();
    let text: String = seen::parts(&bytes).into_values().collect();
    for identity in ["mine-r6/r6/kanko-seisaku/", "mine-3rd/r6/kanko-seisaku/"] {
        assert!(text.contains(identity), "{identity}");
    }
    let again = case.worker().issue(None, "企画課", at("2025-05-20T10:00")).unwrap();
    assert_eq!((again.opened, again.forms.len(), again.mails), (false, 0, 0), "nobody is asked twice");
}

#[test]
fn one_file_answers_both_plans_and_a_shared_row_counts_in_both() {
    let case = issued();
    let before = case.mails();
    case.drop_in(KANKO, FILE, &both(&case, KANKO, "5", |_, _| {}));
    let pass = case.pass_at("2025-06-10T09:00");
    let said: Vec<(&str, &str, usize)> = pass.concluded.iter().map(|one| (one.plan.as_str(), one.number.as_str(), one.rows)).collect();
    assert_eq!(said, [("mine-r6", "R6-001-1", 5), ("mine-3rd", "R6-001-1", 4)], "{:?}", pass.concluded);
    assert_eq!(case.inbox(), ["観光政策課/受付済/R6-001-1__回答.xlsx"]);
    let answers: Vec<Mail> = to_kanko(case.mails()).into_iter().filter(|mail| !before.contains(mail)).collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].body.contains("このうち「第3期美祢市まち・ひと・しごと創生総合戦略"), "{}", answers[0].body);
    let receipts = case.outbox().into_iter().filter(|path| path.starts_with(KANKO) && path.contains("R6-001-1")).count();
    assert_eq!(receipts, 2, "{:?}", case.outbox());

    let (plan, strategy) = (status_of(&case, "mine-r6", "2025-06-10T10:00"), status_of(&case, "mine-3rd", "2025-06-10T10:00"));
    assert_eq!((&standing(&plan, KANKO)["owed"], &standing(&strategy, KANKO)["owed"]), (&0.into(), &0.into()));
    for (there, here) in SHARED {
        let (theirs, ours) = (value(&strategy, there), value(&plan, here));
        assert_eq!((&theirs["actual"], &theirs["file"], &theirs["cell"]), (&ours["actual"], &ours["file"], &ours["cell"]), "{there}");
        assert_eq!(theirs["actual"], "5");
    }
    // Each plan holds it against its own target.
    assert_ne!(value(&strategy, "2.0-02")["target"], value(&plan, "1.1-01")["target"]);
}

#[test]
fn a_sheet_that_only_one_plan_asks_leaves_the_other_alone() {
    let case = issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.reasons()));
    let pass = case.pass_at("2025-06-10T09:00");
    assert_eq!(pass.concluded.iter().map(|one| one.plan.as_str()).collect::<Vec<_>>(), ["mine-r6"]);
    let strategy = status_of(&case, "mine-3rd", "2025-06-10T10:00");
    let kanko = standing(&strategy, KANKO);
    assert_eq!((&kanko["asked"], &kanko["owed"], &kanko["submissions"]), (&8.into(), &4.into(), &0.into()), "{kanko}");
    assert_eq!(kanko["state"], "partly_filed");
}

#[test]
fn reminders_of_both_plans_come_as_one_mail_a_day_and_only_for_what_is_owed() {
    let case = issued();
    // The same due day: every step falls on the same days.
    let case_same = two();
    case_same.edit("plans/mine-3rd/提出期間.csv", "2025-06-30", "2025-06-13");
    case_same.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case_same.worker().issue(None, "企画課", at("2025-05-19T08:00")).unwrap();
    let sent = |case: &Case, time: &str| {
        let before = case.mails();
        case.pass_at(time);
        to_kanko(case.mails()).into_iter().filter(|mail| !before.contains(mail)).collect::<Vec<_>>()
    };
    let reminded = sent(&case_same, "2025-06-06T09:00");
    assert_eq!(reminded.len(), 1, "{reminded:?}");
    assert!(
        reminded[0].body.contains("「第3期美祢市まち・ひと・しごと創生総合戦略") && reminded[0].body.contains("指標が未提出です"),
        "{}",
        reminded[0].body
    );
    assert!(sent(&case_same, "2025-06-06T11:00").is_empty(), "each is said once");
    assert!(sent(&case_same, "2025-06-09T09:00").is_empty());
    case_same.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.reasons()));
    case_same.pass_at("2025-06-09T10:00");
    let reminded = sent(&case_same, "2025-06-12T09:00");
    assert_eq!(reminded.len(), 1);
    assert!(reminded[0].subject.starts_with("第3期") && !reminded[0].body.contains("後期計画"), "{reminded:?}");

    // Different due days: each plan at its own time.
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    for time in ["2025-06-06T09:00", "2025-06-16T09:00", "2025-06-18T09:00"] {
        assert!(sent(&case, time)[0].subject.starts_with("第二次"), "{time}");
    }
    assert!(sent(&case, "2025-06-23T09:00")[0].subject.starts_with("第3期"));
}

#[test]
fn one_plan_is_locked_while_the_other_is_open() {
    let case = two();
    case.edit("plans/mine-r6/提出期間.csv", "2025-06-13,,", "2025-06-13,2025-06-20,");
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    let before = case.mails();
    case.drop_in(KANKO, FILE, &both(&case, KANKO, "5", |_, _| {}));
    let pass = case.pass_at("2025-06-25T09:00");
    let said: Vec<(&str, &str, usize)> = pass.concluded.iter().map(|one| (one.plan.as_str(), one.verdict.name(), one.rows)).collect();
    assert_eq!((said[0], said[1].0, said[1].2), (("mine-r6", "returned", 0), "mine-3rd", 4), "{said:?}");
    let answers: Vec<Mail> = to_kanko(case.mails()).into_iter().filter(|mail| !before.contains(mail)).collect();
    assert!(answers.len() == 1 && answers[0].subject.starts_with("【受付】第3期"), "{answers:?}");
    assert!(answers[0].body.contains("後期計画　令和6年度実績」の受付は終了しているため"), "{}", answers[0].body);
}

#[test]
fn a_draft_for_both_stays_and_is_a_draft_of_both() {
    let case = issued();
    let file = case.drop_in(KANKO, FILE, &both(&case, KANKO, "5", |_, filled| "作成中".clone_into(&mut filled.filing_state)));
    let pass = case.pass_at("2025-06-10T09:00");
    assert!(file.exists() && pass.concluded.iter().all(|one| one.number.is_empty()), "{:?}", pass.concluded);
    for plan in ["mine-r6", "mine-3rd"] {
        assert_eq!(standing(&status_of(&case, plan, "2025-06-10T10:00"), KANKO)["state"], "drafting", "{plan}");
    }
}

#[test]
fn a_plan_must_be_named_where_one_is_meant() {
    let case = issued();
    for args in [&["status"][..], &["compile"]] {
        let said = case.run(args);
        assert!(said.status == 2 && said.stderr.contains("--plan"), "{args:?}: {said:?}");
    }
    for plan in ["mine-r6", "mine-3rd"] {
        assert_eq!(case.run(&["status", "--plan", plan, "--json"]).json()["plan"], plan);
    }
    assert_eq!(case.run(&["status", "--plan", "other"]).status, 2);
    // What all plans have in common needs no plan.
    assert_eq!(case.run(&["run", "--once"]).status, 0);
    let file = case.path("下書き.xlsx");
    std::fs::write(&file, both(&case, KANKO, "5", |_, _| {})).unwrap();
    let (status, answer) = case.check(&file, "ja");
    assert_eq!((status, &answer["plan"], &answer["others"][0]["plan"]), (0, &"mine-r6".into(), &"mine-3rd".into()), "{answer}");
}

#[test]
fn a_file_for_a_plan_that_is_not_here_is_answered_where_it_was_dropped() {
    let case = issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.identity(|identity| identity.plan = "shunan-r2".parse().unwrap())));
    let pass = case.pass_at("2025-06-10T09:00");
    let one = &pass.concluded[0];
    assert_eq!((one.verdict.name(), one.codes.clone(), one.department.as_deref()), ("refused", vec!["I004".to_owned()], Some(KANKO)));
}

#[test]
fn one_broken_register_stops_no_other_plan() {
    let case = issued();
    std::fs::write(case.path("plans/mine-r6/指標.csv"), "指標ID\n").unwrap();
    case.drop_in(KANKO, FILE, &both(&two(), KANKO, "5", |_, _| {}));
    let pass = case.pass_at("2025-06-10T09:00");
    assert_eq!(pass.concluded.len(), 2, "the opened round goes on with its frozen register: {:?}", pass.concluded);

    let fresh = two();
    std::fs::write(fresh.path("plans/mine-r6/指標.csv"), "指標ID\n").unwrap();
    let issued = fresh.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    assert!(issued.opened && !issued.forms.is_empty());
    assert!(fresh.run(&["run", "--once", "--json"]).stdout.contains("plan_stopped"));
}

#[test]
fn plans_that_are_not_one_offices_are_refused() {
    let case = two();
    case.edit("plans/mine-3rd/担当課.csv", "kanko-seisaku,観光政策課,", "kanko-shinko,観光政策課,");
    case.edit("plans/mine-3rd/担当.csv", "kanko-seisaku", "kanko-shinko");
    for lang in ["ja", "en"] {
        let said = case.run(&["run", "--once", "--lang", lang]);
        assert!(said.status == 2 && said.stderr.contains("観光政策課") && said.stderr.contains("kanko-shinko"), "{said:?}");
    }
    let case = two();
    case.edit("plans/mine-3rd/計画.csv", "団体コード,352136", "団体コード,352152");
    assert_eq!(case.run(&["run", "--once"]).status, 2);
}

/// Values of both plans, receipts, mails, and the files of the outbox with their folders.
type Outcome = (Vec<Value>, Vec<String>, Vec<String>, Vec<(Vec<String>, String)>);

/// What the office sees of both plans in the end.
fn outcome(case: &Case) -> Outcome {
    let mut statuses: Vec<Value> = ["mine-r6", "mine-3rd"].iter().map(|plan| status_of(case, plan, "2025-06-10T10:00")).collect();
    for status in &mut statuses {
        // The file's moment of receipt is the real clock's.
        for value in status["values"].as_array_mut().unwrap() {
            value.as_object_mut().unwrap().remove("received_at");
        }
    }
    let mut mails: Vec<_> = case.mails().into_iter().map(|mail| (mail.to, mail.subject)).collect();
    mails.sort();
    (statuses, case.outbox(), case.inbox(), mails)
}

#[test]
fn a_power_cut_leaves_a_file_for_both_plans_concluded_once() {
    static UNDISTURBED: OnceLock<Outcome> = OnceLock::new();
    let filed = || {
        let case = issued();
        let bytes = both(&case, KANKO, "5", |_, _| {});
        case.drop_in(KANKO, FILE, &bytes);
        case
    };
    let undisturbed = UNDISTURBED.get_or_init(|| {
        let case = filed();
        assert_eq!(case.run(&["run", "--once"]).status, 0);
        outcome(&case)
    });
    for failpoint in ["intake-answered", "intake-concluded", "output-written", "intake-moved", "mail-delivered"] {
        let case = filed();
        let mut running = case.start(&["run", "--once"], Some(&format!("{failpoint}=return")));
        running.wait_for(&format!("failpoint {failpoint}"));
        running.kill();
        case.run_once();
        assert_eq!(&outcome(&case), undisturbed, "killed at {failpoint}");
        assert_eq!(case.run_once().concluded(), 0, "nothing is left to do after {failpoint}");
    }
}

/// The plan's round is open since 19 May; the strategy's opens a week later.
fn one_after_the_other() -> Case {
    let case = two();
    case.edit("plans/mine-3rd/提出期間.csv", "2025-05-19", "2025-05-26");
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    case
}

#[test]
fn a_later_plan_is_asked_for_also_where_the_form_is_issued_again() {
    let case = one_after_the_other();
    let before = case.mails();
    let registry = register_of(&case, "mine-r6");
    case.worker().issue(Some(&department(KANKO, &registry)), "企画課", at("2025-05-26T10:00")).unwrap();
    let asked: Vec<Mail> = to_kanko(case.mails()).into_iter().filter(|mail| !before.contains(mail)).collect();
    assert!(asked.len() == 1 && asked[0].subject.contains("第3期") && asked[0].subject.contains("6月30日"), "{asked:?}");
    case.worker().issue(None, "企画課", at("2025-05-26T11:00")).unwrap();
    let asked = to_kanko(case.mails()).into_iter().filter(|mail| !before.contains(mail)).count();
    assert_eq!(asked, 1, "nobody is asked twice");
}

#[test]
fn a_plan_that_contradicts_an_open_round_does_not_stop_it() {
    for disturb in [
        |case: &Case| case.edit("plans/mine-3rd/計画.csv", "団体コード,352136", "団体コード,352152"),
        |case: &Case| case.edit("plans/mine-3rd/計画.csv", "mine-3rd", "mine-r6"),
    ] {
        let case = one_after_the_other();
        disturb(&case);
        case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.reasons()));
        let pass = case.run_once();
        assert_eq!(pass.verdict(FILE), "accepted");
        assert!(pass.0["troubles"].to_string().contains("plan_left_out"), "{pass:?}");
        assert_eq!(case.run(&["issue"]).status, 2, "it is not opened as it is");
        assert_eq!(case.run(&["issue", "--plan", "mine-3rd"]).status, 2);
    }
}

#[test]
fn a_sheet_for_nobody_beside_a_good_one_is_no_acceptance() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &both(&two(), KANKO, "5", |_, _| {}));
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), &pass.of(FILE)["rows"]), ("partly_accepted", &5.into()));
    assert!(pass.codes(FILE).contains(&"I004"), "{pass:?}");
    let told = to_kanko(case.mails());
    assert!(told.iter().any(|mail| mail.subject.starts_with("【修正のお願い】")), "{told:?}");
}
