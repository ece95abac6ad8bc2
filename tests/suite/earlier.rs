//! A database of the program before: its open round goes on where it stood.

use rusqlite::Connection;

use crate::case::Case;
use crate::filing::fill;

const KANKO: &str = "観光政策課";
const GOOD: &str = "子育て支援課";
/// What the later migrations added, taken away again, and what they took away.
const BACK: &str = "
    DROP TABLE narrative; DROP TABLE edition_facts; ALTER TABLE obligation DROP COLUMN lead;
    DROP TABLE amended_obligation; DROP TABLE decision; DROP TABLE good_register; DROP TABLE occurrence;
    DROP TABLE clock; DROP TABLE upkeep_event;
    ALTER TABLE mail_event DROP COLUMN token; ALTER TABLE mail_event DROP COLUMN not_before; ALTER TABLE mail_event DROP COLUMN sent_to;
    ALTER TABLE mail_event DROP COLUMN who; ALTER TABLE mail_event DROP COLUMN why;
    CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL) STRICT;
    PRAGMA user_version = 1;";

#[test]
fn an_open_round_of_the_earlier_program_goes_on() {
    let case = Case::issued();
    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted");
    assert_eq!(case.run(&["compile"]).status, 0);
    let mails = case.mails().len();
    Connection::open(case.path("state/torimatome.db")).unwrap().execute_batch(BACK).unwrap();

    assert_eq!(case.run_once().concluded(), 0, "what was taken is not taken again");
    assert_eq!(case.mails().len(), mails, "nor told again");
    assert_eq!(case.status_json()["missing"], 125);
    case.drop_in(GOOD, "回答.xlsx", &fill(GOOD, |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted");
    assert_eq!(case.status_json()["missing"], 120);
    let compiled = case.run(&["compile", "--json"]).json();
    assert_eq!(compiled["edition"], 2, "an edition that says nothing of itself is still the first: {compiled}");
}
