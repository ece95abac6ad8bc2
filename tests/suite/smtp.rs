//! Mail by SMTP, against a server that follows a script: nothing is lost, and nothing is sent twice but what may be.

use std::collections::BTreeMap;
use std::fs;

use torimatome::store::MailState;
use torimatome::worker::{MailLine, PassReport, Trouble};

use crate::case::Case;
use crate::filing::{departments, fill, registry};
use crate::smtp_server::{At, Got, Manner, Protection, Server};

/// An installation whose round is issued, whose reminders are due on 6 June, and whose mail goes to this server.
fn reminding(server: &Server) -> Case {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    case.mail_to(server);
    case
}

fn in_state(case: &Case, state: MailState) -> Vec<MailLine> {
    case.worker().mailbox().unwrap().into_iter().filter(|mail| mail.state == state).collect()
}

/// Messages by recipient.
fn by_recipient(got: &[Got]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for mail in got {
        assert_eq!(mail.to.len(), 1, "one recipient per message: {mail:?}");
        *counts.entry(mail.to[0].clone()).or_insert(0) += 1;
    }
    counts
}

fn message_id(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap()
}

fn server_trouble(report: &PassReport) -> bool {
    report.troubles.iter().any(|trouble| matches!(trouble, Trouble::MailServer { .. }))
}

#[test]
fn the_reply_is_lost_the_department_files_and_nobody_is_reminded_twice() {
    let server = Server::start(&[Manner::HangUp(At::Dot)]);
    let case = reminding(&server);
    let report = case.pass_at("2025-06-06T09:00");
    assert_eq!(report.mails_sent, 0, "{report:?}");
    let doubtful = in_state(&case, MailState::InDoubt);
    assert!(matches!(doubtful.as_slice(), [one] if one.message_id == message_id(&server.got()[0].text)), "{doubtful:?}");
    let department = registry().department(doubtful[0].department.as_ref().unwrap()).unwrap();
    case.drop_in(&department.folder, "回答.xlsx", &fill(&department.name, |officer| _ = officer.reasons()));
    // A restart each time; the next reminders are due on the 12th and after the due day.
    for time in ["2025-06-06T09:05", "2025-06-06T15:00", "2025-06-12T09:00", "2025-06-16T09:00"] {
        case.pass_at(time);
    }
    let recipient = &doubtful[0].recipient;
    let reminded: Vec<Got> = server.got().into_iter().filter(|mail| mail.to == [recipient.clone()]).collect();
    let ids = reminded.iter().filter(|mail| message_id(&mail.text) == doubtful[0].message_id).count();
    assert_eq!((ids, reminded.len()), (1, 2), "the reminder once, and the receipt: {reminded:?}");
    let status = case.status_at("2025-06-16T09:00");
    assert_eq!(status["mailbox"]["in_doubt"], 1);
    assert!(status["health"]["problems"].to_string().contains("届いたかどうか分からない"), "{status}");
    assert_eq!(in_state(&case, MailState::InDoubt)[0].message_id, doubtful[0].message_id);
}

#[test]
fn what_is_no_reminder_is_sent_again_with_the_same_message_id() {
    let server = Server::start(&[Manner::HangUp(At::Dot)]);
    let case = Case::new();
    case.mail_to(&server);
    case.worker().issue(None, "企画課", crate::case_worker::at("2025-05-19T10:00")).unwrap();
    for time in ["2025-05-19T10:01", "2025-05-19T10:30"] {
        case.pass_at(time);
    }
    let got = server.got();
    assert_eq!((got.len(), in_state(&case, MailState::Sent).len()), (12, 11));
    let again: Vec<&Got> = got.iter().filter(|mail| mail.to == got[0].to).collect();
    assert!(matches!(again.as_slice(), [lost, kept] if lost.text == kept.text && !lost.told && kept.told), "{again:?}");
    case.pass_at("2025-05-19T12:00");
    assert_eq!(server.got().len(), 12, "and not a third time");
}

#[test]
fn wherever_the_server_hangs_up_each_mail_arrives_once() {
    for at in [At::Connect, At::Ehlo, At::Mail, At::Rcpt, At::Data] {
        let server = Server::start(&[Manner::HangUp(at), Manner::Take, Manner::HangUp(at)]);
        let case = reminding(&server);
        let mut sent = 0;
        for time in ["2025-06-06T09:00", "2025-06-06T09:01", "2025-06-06T09:02", "2025-06-06T09:03"] {
            sent += case.pass_at(time).mails_sent;
        }
        let counts = by_recipient(&server.got());
        assert_eq!((sent, counts.len(), counts.values().sum::<usize>()), (11, 11, 11), "{at:?}: {counts:?}");
        assert!(in_state(&case, MailState::InDoubt).is_empty(), "{at:?}");
    }
}

#[test]
fn one_bad_recipient_holds_up_nobody_and_the_office_is_told() {
    let server = Server::start(&[]);
    let case = reminding(&server);
    let addresses: Vec<String> = departments().iter().map(|name| address(name)).collect();
    server.refuse(&addresses[0], "550 5.1.1 no such user");
    server.refuse(&addresses[1], "450 4.2.0 busy");
    let report = case.pass_at("2025-06-06T09:00");
    assert_eq!((report.mails_sent, report.mails_failed), (9, 1));
    let failed = in_state(&case, MailState::Failed);
    assert!(
        matches!(failed.as_slice(), [one] if one.recipient == addresses[0] && one.note.contains("550 5.1.1 no such user")),
        "{failed:?}"
    );
    // A minute later nothing, some minutes later the one that was put off; the alert at once.
    let next = case.pass_at("2025-06-06T09:00");
    assert_eq!((next.mails_sent, next.mails_failed), (1, 0));
    let alert = server.got().pop().unwrap();
    assert_eq!(alert.to, ["kikaku@city-mine.example"]);
    server.script(&[]);
    let server_says_yes = Server::start(&[]);
    case.configure(&format!("port = {}", server.port), &format!("port = {}", server_says_yes.port));
    assert_eq!(case.pass_at("2025-06-06T09:05").mails_sent, 1);
    assert_eq!(server_says_yes.got()[0].to, [addresses[1].clone()]);
    assert_eq!(case.pass_at("2025-06-07T09:05").mails_sent, 0);
}

fn address(department: &str) -> String {
    registry().departments.iter().find(|known| known.name == department).unwrap().addresses[0].clone()
}

#[test]
fn an_office_that_cannot_be_written_to_is_not_told_so_by_mail() {
    let server = Server::start(&[]);
    let case = Case::issued();
    case.mail_to(&server);
    server.refuse("kikaku@city-mine.example", "550 5.1.1 no such user");
    case.drop_in("", "なぞ.xlsx", b"garbage");
    assert_eq!(case.pass_at("2025-06-02T10:00").mails_failed, 1);
    for time in ["2025-06-02T10:01", "2025-06-02T10:02"] {
        let report = case.pass_at(time);
        assert_eq!((report.mails_sent, report.mails_failed), (0, 0));
    }
}

#[test]
fn a_server_that_is_away_for_days_costs_nothing_but_time() {
    let server = Server::start(&[]);
    let case = reminding(&server);
    let right = format!("port = {}", server.port);
    // Nobody listens on port 1.
    case.configure(&right, "port = 1");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let report = case.pass_at("2025-06-06T09:00");
    assert!(server_trouble(&report) && report.concluded.len() == 1 && report.mails_failed == 0, "{report:?}");
    assert!(server_trouble(&case.pass_at("2025-06-09T09:00")));
    case.configure("port = 1\n", &format!("{right}\n"));
    let report = case.pass_at("2025-06-10T09:00");
    assert_eq!(
        (report.mails_sent, report.mails_failed, server_trouble(&report)),
        (12, 0, false),
        "ten reminders, the receipt, and the papers' announcement"
    );
}

#[test]
fn a_server_that_says_nothing_does_not_keep_returns_waiting() {
    let server = Server::start(&[Manner::Silence(At::Mail), Manner::Silence(At::Mail)]);
    let case = reminding(&server);
    case.configure("timeout_seconds = 60", "timeout_seconds = 1");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let report = case.pass_at("2025-06-06T09:00");
    assert!(server_trouble(&report) && report.concluded.len() == 1, "{report:?}");
    assert!(server.got().is_empty());
}

#[test]
fn a_sender_that_the_server_does_not_take_fails_no_mail() {
    let server = Server::start(&[Manner::Say(At::Mail, "553 5.7.1 sender rejected")]);
    let case = reminding(&server);
    let report = case.pass_at("2025-06-06T09:00");
    assert!(server_trouble(&report) && report.mails_failed == 0, "{report:?}");
    assert_eq!(case.pass_at("2025-06-06T09:01").mails_sent, 11, "once it is put right, they go out");
}

#[test]
fn a_message_that_is_refused_for_now_goes_out_later_and_one_refused_for_good_does_not() {
    let server = Server::start(&[Manner::Say(At::Dot, "451 4.3.0 later"), Manner::Say(At::Dot, "554 5.6.0 spam")]);
    let case = reminding(&server);
    let report = case.pass_at("2025-06-06T09:00");
    assert_eq!((report.mails_sent, report.mails_failed), (9, 1));
    assert_eq!(case.pass_at("2025-06-06T09:00").mails_sent, 1, "the alert");
    assert_eq!(case.pass_at("2025-06-06T09:10").mails_sent, 1, "the one that was put off");
    assert!(in_state(&case, MailState::InDoubt).is_empty(), "the server said clearly that it has neither");
}

/// The installation with STARTTLS, the tests' authority and a user.
fn protected(case: &Case, security: &str, authority: &str, password: &str) {
    case.configure("security = \"none\"", &format!("security = \"{security}\""));
    let authority = format!("{}/tests/mail/certificates/{authority}.pem", env!("CARGO_MANIFEST_DIR"));
    case.configure("ca_file = \"\"", &format!("ca_file = \"{authority}\""));
    case.configure("user = \"\"\n", "user = \"kikaku\"\n");
    case.configure("password_file = \"\"", "password_file = \"smtp.password\"");
    fs::write(case.path("smtp.password"), password).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(case.path("smtp.password"), fs::Permissions::from_mode(0o600)).unwrap();
    }
}

#[test]
fn a_protected_connection_with_the_houses_own_authority_and_a_password() {
    for (protection, security) in [(Protection::Starttls, "starttls"), (Protection::Tls, "tls")] {
        let server = Server::protected(&[], protection);
        let case = reminding(&server);
        protected(&case, security, "ca", "himitsu\n");
        let report = case.pass_at("2025-06-06T09:00");
        assert_eq!(report.mails_sent, 11, "{security}: {report:?}");
        assert!(server.heard().iter().any(|line| line.starts_with("AUTH PLAIN")));
        let heard = server.heard();
        if protection == Protection::Starttls {
            let place = |word: &str| heard.iter().position(|line| line.starts_with(word)).unwrap();
            assert!(place("STARTTLS") < place("AUTH"), "no password before the protection: {heard:?}");
        }
    }
}

#[test]
fn an_unknown_authority_a_wrong_password_or_a_missing_starttls_sends_nothing_and_says_why() {
    let cases = [
        (Protection::Starttls, "starttls", "other", "himitsu", "暗号化通信"),
        (Protection::Tls, "tls", "other", "himitsu", "暗号化通信"),
        (Protection::Starttls, "starttls", "ca", "chigau", "認証に失敗"),
        (Protection::None, "starttls", "ca", "himitsu", "STARTTLSに対応していません"),
    ];
    for (protection, security, authority, password, said) in cases {
        let server = Server::protected(&[], protection);
        let case = reminding(&server);
        protected(&case, security, authority, password);
        let report = case.pass_at("2025-06-06T09:00");
        let told: String = report.troubles.iter().map(|trouble| trouble.text(torimatome::domain::Lang::Ja)).collect();
        assert!(told.contains(said) && !told.contains(password), "{protection:?} {authority} {password}: {told}");
        assert_eq!((report.mails_sent, report.mails_failed, server.got().len()), (0, 0, 0));
        let log = format!("{report:?}");
        assert!(!log.contains("himitsu"), "{log}");
    }
}

#[test]
fn a_password_that_others_can_read_is_not_used() {
    let server = Server::protected(&[], Protection::Starttls);
    let case = reminding(&server);
    protected(&case, "starttls", "ca", "himitsu");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(case.path("smtp.password"), fs::Permissions::from_mode(0o644)).unwrap();
        let report = case.pass_at("2025-06-06T09:00");
        assert!(report.troubles.iter().any(|trouble| trouble.text(torimatome::domain::Lang::Ja).contains("chmod 600")), "{report:?}");
        assert!(server.heard().is_empty(), "the server is not even called");
    }
}

#[test]
fn the_look_at_the_server_sends_nothing() {
    let server = Server::protected(&[], Protection::Starttls);
    let case = reminding(&server);
    protected(&case, "starttls", "ca", "himitsu");
    let installation = torimatome::installation::Installation::open(case.root()).unwrap();
    let report = torimatome::notification::smtp::probe(&installation.smtp_settings().unwrap()).unwrap();
    assert!(report.encrypted && report.logged_in && report.server == "scripted", "{report:?}");
    assert!(
        server.heard().iter().all(|line| !line.starts_with("MAIL")) && server.heard().last().unwrap() == "QUIT",
        "{:?}",
        server.heard()
    );
}

#[test]
fn at_most_so_many_in_one_pass() {
    let server = Server::start(&[]);
    let case = reminding(&server);
    case.configure("per_pass_max = 500", "per_pass_max = 4");
    let sent: Vec<usize> = ["09:00", "09:01", "09:02", "09:03"].map(|time| case.pass_at(&format!("2025-06-06T{time}")).mails_sent).into();
    assert_eq!(sent, [4, 4, 3, 0]);
}

#[test]
fn a_rehearsal_on_a_copy_calls_no_server() {
    let server = Server::start(&[]);
    let case = reminding(&server);
    let said = case.run(&["run", "--at", "2025-06-06T09:00", "--json"]);
    assert_eq!(said.json()["mails_sent"], 11, "{said:?}");
    assert!(server.heard().is_empty());
    assert_eq!(crate::seen::mails(&case.path("state/rehearsal/state/mail")).len(), 11);
}
