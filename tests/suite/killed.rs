//! A power cut at every named step; after a restart the office sees the same as if nothing had happened.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;
use torimatome::installation::Installation;
use torimatome::spool::sha256_hex;
use torimatome::worker::Worker;

use crate::case::{Case, PROGRAM};
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen;

/// What the office sees, without the moments at which it happened.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    status: Value,
    outbox: Vec<String>,
    inbox: Vec<String>,
    /// Recipients and subjects.
    mails: Vec<(Vec<String>, String)>,
    /// Recipients and subjects of 一覧.csv.
    list: Vec<(String, String)>,
    /// What lies between the steps: nothing, in the end.
    copying: Vec<String>,
}

fn seen(case: &Case) -> Seen {
    let mut status = case.status_json();
    status.as_object_mut().unwrap().remove("as_of");
    for decision in status["decisions"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        decision.remove("carried_out_at");
        // An amendment on the command line has a number of its own each time.
        decision.remove("number");
    }
    seen_in(case.root(), status)
}

fn seen_in(root: &Path, status: Value) -> Seen {
    let mut mails: Vec<_> = seen::mails(&root.join("state/mail")).into_iter().map(|mail| (mail.to, mail.subject)).collect();
    mails.sort();
    let listed = fs::read(root.join("state/mail/一覧.csv")).unwrap_or_default();
    let text = listed.get(3..).unwrap_or_default();
    let mut list: Vec<_> =
        csv::Reader::from_reader(text).records().map(Result::unwrap).map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    list.sort();
    Seen {
        status,
        outbox: seen::names(&root.join("outbox")),
        inbox: seen::inbox(root),
        mails,
        list,
        copying: seen::names(&root.join("state/spool/tmp")),
    }
}

impl Seen {
    /// Fails with no more than what differs.
    fn is_as(&self, undisturbed: &Self, when: &str) {
        for (name, value) in undisturbed.status.as_object().into_iter().flatten() {
            assert_eq!(&self.status[name], value, "{name} when killed at {when}");
        }
        assert_eq!(self.outbox, undisturbed.outbox, "killed at {when}");
        assert_eq!(self.inbox, undisturbed.inbox, "killed at {when}");
        assert_eq!(self.mails, undisturbed.mails, "killed at {when}");
        assert_eq!(self.list, undisturbed.list, "killed at {when}");
        assert_eq!(self.copying, undisturbed.copying, "killed at {when}");
    }
}

/// Two returns: one is good, the other has a row to correct.
fn returns() -> &'static [(&'static str, Vec<u8>); 2] {
    static RETURNS: OnceLock<[(&str, Vec<u8>); 2]> = OnceLock::new();
    RETURNS.get_or_init(|| {
        let bad = fill("観光政策課", |officer| _ = officer.reasons().text(2, torimatome::form::Field::Actual, "たくさん"));
        [("子育て支援課", fill("子育て支援課", |officer| _ = officer.reasons())), ("観光政策課", bad)]
    })
}

fn filed() -> Case {
    let case = Case::issued();
    for (department, bytes) in returns() {
        case.drop_in(department, "回答.xlsx", bytes);
    }
    case
}

/// The end of a run that nothing disturbed.
fn undisturbed() -> &'static Seen {
    static UNDISTURBED: OnceLock<Seen> = OnceLock::new();
    UNDISTURBED.get_or_init(|| {
        let case = filed();
        case.run_once();
        let seen = seen(&case);
        assert_eq!((seen.mails.len(), seen.list.len()), (13, 13), "eleven requests, two answers");
        assert_eq!(seen.inbox, ["子育て支援課/受付済/R6-010-1__回答.xlsx", "観光政策課/受付済/R6-001-1__回答.xlsx"]);
        seen
    })
}

/// Kills `args` at a failpoint.
fn killed(case: &Case, args: &[&str], failpoints: &str) {
    let mut running = case.start(args, Some(failpoints));
    let name = failpoints.split('=').next().unwrap();
    running.wait_for(&format!("failpoint {name}"));
    running.kill();
}

/// Kills `run --once` where the failpoint says, starts it again, and compares.
fn run_survives(failpoints: &str) {
    let case = filed();
    killed(&case, &["run", "--once"], failpoints);
    case.run_once();
    seen(&case).is_as(undisturbed(), failpoints);
    for (_, bytes) in returns() {
        let kept = fs::read(case.path("state/spool/objects").join(sha256_hex(bytes))).unwrap();
        assert!(&kept == bytes, "the original lies in the spool as it was filed");
    }
    assert_eq!(case.run_once().concluded(), 0, "nothing is left to do");
}

/// Each at its first hit, and at its second, when one return is further than the other.
macro_rules! run_survives {
    ($($test:ident: $name:literal),+ $(,)?) => {
        /// The failpoints of a pass that takes returns.
        const OF_A_PASS: &[&str] = &[$($name),+];
        $(#[test]
        fn $test() {
            run_survives(concat!($name, "=return"));
            run_survives(concat!($name, "=1*off->return"));
        })+
    };
}

run_survives! {
    after_the_copy: "intake-copied",
    after_the_second_look: "intake-rechecked",
    after_the_original_is_in_the_spool: "intake-kept",
    after_the_submission_is_recorded: "intake-received",
    before_the_file_is_read: "intake-attempted",
    before_the_verdict_is_recorded: "intake-answered",
    after_the_verdict_is_recorded: "intake-concluded",
    before_the_receipt_has_its_name: "output-before-rename",
    after_the_receipt_is_written: "output-written",
    after_the_file_is_moved: "intake-moved",
    before_the_move_is_recorded: "intake-tidied",
    after_a_mail_is_written: "mail-delivered",
}

#[test]
fn after_all_mails_are_written() {
    run_survives("mail-sent=return");
}

/// Failpoints of other commands and of scheduled mail, each killed in a test below.
const ELSEWHERE: [&str; 14] = [
    "decision-made",
    "amendment-decided",
    "amendment-planned",
    "amendment-told",
    "round-opened",
    "form-issued",
    "mail-queued",
    "mail-claimed",
    "mail-offered",
    "mail-in-doubt",
    "mail-sent",
    "backup-snapshot",
    "backup-before-rename",
    "restore-before-rename",
];

#[test]
fn no_failpoint_is_left_out() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut named = Vec::new();
    for file in seen::names(&source) {
        let text = fs::read_to_string(source.join(file)).unwrap();
        named.extend(text.split("failpoint::at(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    named.sort();
    named.dedup();
    let mut tested: Vec<&str> = OF_A_PASS.iter().chain(&ELSEWHERE).copied().collect();
    tested.sort_unstable();
    assert_eq!(named, tested);
}

/// What issuing leaves.
fn issuing(failpoints: Option<&str>) -> Seen {
    let case = Case::new();
    if let Some(failpoints) = failpoints {
        killed(&case, &["issue"], failpoints);
    }
    let said = case.run(&["issue", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    seen(&case)
}

#[test]
fn issuing_survives() {
    let undisturbed = issuing(None);
    assert_eq!((undisturbed.outbox.len(), undisturbed.mails.len(), undisturbed.list.len()), (11, 11, 11));
    let names = ["round-opened", "form-issued", "output-before-rename", "output-written", "mail-delivered", "mail-sent"];
    for failpoints in names.map(|name| format!("{name}=return")).iter().map(String::as_str).chain(["form-issued=3*off->return"]) {
        issuing(Some(failpoints)).is_as(&undisturbed, failpoints);
    }
}

/// What compiling leaves.
fn compiling(failpoints: Option<&str>) -> Seen {
    let case = filed();
    case.run_once();
    if let Some(failpoints) = failpoints {
        killed(&case, &["compile"], failpoints);
    }
    let said = case.run(&["compile", "--json"]);
    assert_eq!((said.status, &said.json()["edition"]), (0, &1.into()), "{said:?}");
    case.run_once();
    seen(&case)
}

#[test]
fn compiling_survives() {
    let undisturbed = compiling(None);
    let papers = undisturbed.outbox.iter().filter(|path| path.starts_with("planning/")).count();
    assert_eq!(
        (papers, undisturbed.mails.len()),
        (7, 14),
        "two papers, the data in four files, the board and one summary: {undisturbed:?}"
    );
    for failpoints in ["output-before-rename=return", "output-written=return", "output-written=1*off->return"] {
        compiling(Some(failpoints)).is_as(&undisturbed, failpoints);
    }
}

/// What the reminders of 6 June leave. The pass is killed in a rehearsal, and its copy is worked on as an installation.
fn reminding(failpoints: Option<&str>) -> Seen {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    // A digest says when it was made: after a kill that is a later minute.
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    let args = ["run", "--at", "2025-06-06T09:00"];
    match failpoints {
        Some(failpoints) => killed(&case, &args, failpoints),
        None => assert_eq!(case.run(&args).status, 0),
    }
    let copy = case.path("state/rehearsal");
    let mut worker = Worker::start(Installation::open(&copy).unwrap(), None, Path::new(PROGRAM)).unwrap();
    worker.pass(at("2025-06-06T09:05")).unwrap();
    seen_in(&copy, Value::Null)
}

#[test]
fn reminding_survives() {
    let undisturbed = reminding(None);
    assert_eq!((undisturbed.mails.len(), undisturbed.list.len()), (11, 22), "eleven reminders, after eleven requests");
    for failpoints in
        ["mail-queued=return", "mail-claimed=return", "mail-claimed=4*off->return", "mail-delivered=10*off->return", "mail-sent=return"]
    {
        reminding(Some(failpoints)).is_as(&undisturbed, failpoints);
    }
}

/// What amending leaves: a target and a new indicator.
fn amending(failpoints: Option<&str>) -> Seen {
    let case = filed();
    case.run_once();
    case.edit("plans/mine-r6/値.csv", "1.1-01,目標値,R6,130.1", "1.1-01,目標値,R6,140.0");
    case.edit("plans/mine-r6/指標.csv", "1.1-02,本市への", "1.1-90,宿泊者数,,,,人,0,増加,年間,0,,50,,,\n1.1-02,本市への");
    case.edit("plans/mine-r6/配置.csv", "1.1-02,1.1,", "1.1-90,1.1,,\n1.1-02,1.1,");
    case.edit("plans/mine-r6/担当.csv", "1.1-02,kanko-seisaku,主", "1.1-90,kanko-seisaku,主,,,\n1.1-02,kanko-seisaku,主");
    case.edit("plans/mine-r6/値.csv", "1.1-02,基準値", "1.1-90,基準値,,1000,,,,,,\n1.1-90,目標値,R6,1200,,,,,,\n1.1-02,基準値");
    let command = ["round", "amend", "--who", "企画課長", "--why", "見直し"];
    if let Some(failpoints) = failpoints {
        killed(&case, &command, failpoints);
    }
    assert_eq!(case.run(&command).status, 0);
    case.run_once();
    seen(&case)
}

#[test]
fn an_amendment_is_applied_and_told_once_wherever_it_is_killed() {
    let undisturbed = amending(None);
    assert!(undisturbed.mails.iter().any(|(_, subject)| subject.contains("指標の変更")), "{:?}", undisturbed.mails);
    for failpoint in ["amendment-planned=return", "amendment-decided=return", "form-issued=return", "amendment-told=return"] {
        amending(Some(failpoint)).is_as(&undisturbed, failpoint);
    }
}
