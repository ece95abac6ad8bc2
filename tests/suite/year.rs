//! A fiscal year of a small city by an injected clock: two rounds, Golden Week, the turn of the year, two weeks of downtime
//! across a due day, clocks that jump. What was sent, to whom and when is one list, to be read.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use torimatome::domain::{Ledger, Registry};
use torimatome::form::{BlankForm, Field, Filled, FilledCell};
use torimatome::installation::Installation;
use torimatome::register::{self, folder::read_folder};
use torimatome::store::{RoundOpening, Store};
use torimatome::workbook::blank_form::write_filled;
use torimatome::worker::{Trouble, Worker};

use crate::case::{Case, PROGRAM};
use crate::case_worker::at;
use crate::seen;

/// The register of Aoba: three departments, four indicators.
const SHEETS: [(&str, &str); 14] = [
    (
        "計画",
        "項目,内容,説明\n計画ID,aoba-1,\n計画名,青葉市総合計画,\n団体名,青葉市,\n団体コード,352136,\n企画担当課,企画課,\n問合せ先,企画課企画係（内線1）,\n\
         企画担当課メール,kikaku@aoba.example,\n評価区分ID,usual,\n達成率（減少）,目標値÷実績値,\n負数の表記,△,\n割合の小数桁,1,\n備考,,\n",
    ),
    ("体系", "体系ID,親,階層,番号,名称\n1,,基本目標,基本目標1,目標の一\n1.1,1,施策,1-1,施策の一\n"),
    (
        "指標",
        "指標ID,指標名,別名,単位,小数桁,方向性,集計方法,下限,上限,増減の目安（%）,廃止\na-1,入込客数,,人,0,増加,年間,0,,,\n\
         a-2,宿泊者数,,人,0,増加,年間,0,,,\na-3,健診の受診者数,,人,0,増加,年間,0,,,\na-4,新規就農者数,,人,0,増加,年間,0,,,\n",
    ),
    ("配置", "指標ID,体系ID,再掲\na-1,1.1,\na-2,1.1,\na-3,1.1,\na-4,1.1,\n"),
    (
        "値",
        "対象,種別,年度,値,文字,出典,状態,演算子,決定日\na-1,基準値,R4,80,,,,,\na-1,目標値,R6,90,,,,,\na-2,基準値,R4,80,,,,,\na-2,目標値,R6,90,,,,,\n\
         a-3,基準値,R4,80,,,,,\na-3,目標値,R6,90,,,,,\na-4,基準値,R4,80,,,,,\na-4,目標値,R6,90,,,,,\n\
         a-1,目標値,R7,90,,,,,\na-2,目標値,R7,90,,,,,\na-3,目標値,R7,90,,,,,\na-4,目標値,R7,90,,,,,\n",
    ),
    (
        "担当課",
        "所管課ID,名称,番号,フォルダー,メール,有効開始,有効終了,後継,別名\nkanko,観光課,001,,kanko@aoba.example,,,,\n\
         fukushi,福祉課,002,,fukushi@aoba.example,,,,\nnorin,農林課,003,,norin@aoba.example,,,,\n",
    ),
    ("担当", "指標ID,所管課ID,役割\na-1,kanko,主\na-2,kanko,主\na-3,fukushi,主\na-4,norin,主\n"),
    ("評価区分", "評価区分ID,順,区分,条件,記号,色,分母,理由\nusual,1,達成,目標に到達,◎,青緑,○,×\nusual,2,未達成,その他,×,朱,○,○\n"),
    ("提出期間", ROUNDS),
    ("構成", "指標ID,順,構成名,単位,役割,備考\n"),
    ("検証規則", "規則,指標ID,重み,基準,開始日,終了日,理由\n"),
    ("決定", "決定日,種類,照会ID,指標ID,所管課ID,内容,理由,決定者,期限\n"),
    ("事業", "体系ID,年度,事業名,担当課,事業概要,再掲\n"),
    ("休日", "日付,名称\n"),
];

/// The first round is due right after Golden Week.
const ROUNDS: &str = "照会ID,名称,年度,開始日,提出期限,受付終了日\nr6,令和6年度実績,R6,2025-04-14,2025-05-09,2025-05-30\n";
/// The second one right after the turn of the year.
const SECOND: &str = "r7,令和7年度見込み,R7,2025-12-01,2026-01-09,2026-01-30\n";

struct Year {
    case: Case,
    /// The one that runs all year, from its first pass on.
    worker: Option<Worker>,
    list: String,
    known: Vec<seen::Mail>,
}

impl Year {
    fn new() -> Self {
        let case = Case::new();
        let folder = case.path("plans/aoba");
        fs::create_dir_all(&folder).unwrap();
        for (sheet, text) in SHEETS {
            fs::write(folder.join(format!("{sheet}.csv")), text).unwrap();
        }
        case.configure("plans/mine-r6", "plans/aoba");
        case.configure("city-mine.example", "aoba.example");
        case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
        // A local day, and a day that the program's own list has as well.
        fs::write(case.path("休日.csv"), "日付,名称\n2025-04-21,市制記念日\n2025-04-29,昭和の日\n").unwrap();
        Self { case, worker: None, list: String::new(), known: Vec::new() }
    }

    fn worker(&mut self) -> &mut Worker {
        self.worker.get_or_insert_with(|| self.case.worker())
    }

    fn registry(&self) -> Registry {
        register::load(&read_folder(&self.case.path("plans/aoba")).unwrap()).registry.unwrap()
    }

    /// Notes what was sent since the last look.
    fn note(&mut self, shown: &str) {
        let mails = self.case.mails();
        let mut new: Vec<&seen::Mail> = mails.iter().filter(|mail| !self.known.contains(mail)).collect();
        new.sort_by_key(|mail| (kind(mail), mail.to.clone()));
        for mail in new {
            writeln!(self.list, "{shown}　{}　{}　{}", kind(mail), mail.to.join(","), mail.subject).unwrap();
        }
        self.known = mails;
    }

    /// A pass, as the clock shows it; what the worker says of the clock.
    fn pass(&mut self, shown: &str) -> bool {
        let report = self.worker().pass(at(shown)).unwrap();
        let jumped = report.troubles.iter().any(|trouble| matches!(trouble, Trouble::ClockJumped { .. }));
        if jumped {
            writeln!(self.list, "{shown}　（日時が大きく離れているため、送信を止めています）").unwrap();
        }
        self.note(&shown.replace('T', " "));
        jumped
    }

    fn passes(&mut self, shown: &[&str]) {
        for shown in shown {
            self.pass(shown);
        }
    }

    /// Every morning from one day to another, closed days too.
    fn mornings(&mut self, from: &str, to: &str) {
        let (from, to): (chrono::NaiveDate, chrono::NaiveDate) = (from.parse().unwrap(), to.parse().unwrap());
        for day in from.iter_days().take_while(|day| *day <= to) {
            self.pass(&format!("{day}T09:00"));
        }
    }

    fn issue(&mut self, shown: &str) {
        self.worker().issue(None, "企画課", at(shown)).unwrap();
        self.note(&shown.replace('T', " "));
    }

    /// Opens the second round as the office does: a row of 提出期間, and the round of it.
    fn open_second(&self, shown: &str) {
        fs::write(self.case.path("plans/aoba/提出期間.csv"), format!("{ROUNDS}{SECOND}")).unwrap();
        let sheets = read_folder(&self.case.path("plans/aoba")).unwrap();
        let registry = self.registry();
        let ledger = Ledger::of(&registry, registry.rounds.last().unwrap());
        let time = torimatome::worker::stamp(at(shown));
        let opening = RoundOpening {
            ledger: &ledger,
            register_version: &registry.version,
            sheets: &sheets,
            at: &time,
            who: "企画課",
            why: "中間の照会",
        };
        assert!(self.case.store().open_round(&opening).unwrap());
    }

    /// A department files everything; `words` writes words where a number belongs.
    fn files(&mut self, department: &str, words: bool, shown: &str) {
        let registry = self.registry();
        let round = registry.rounds.last().unwrap();
        let ledger = Ledger::of(&registry, round);
        let owner = registry.departments.iter().find(|known| known.name == department).unwrap();
        let installation = Installation::open(self.case.root()).unwrap();
        let declaration = installation.form_for(&registry.plan);
        let blank = BlankForm::of(&registry, round, &ledger, owner, declaration, &owner.folder);
        let mut filled = Filled { filing_state: "提出".to_owned(), ..Filled::default() };
        for row in &blank.rows {
            let mut put = |field, cell| _ = filled.rows.entry(row.indicator.clone()).or_default().insert(field, cell);
            let number = FilledCell::Number("95".parse().unwrap());
            put(Field::Actual, if words { FilledCell::Text("約千人".to_owned()) } else { number });
            put(Field::State, FilledCell::Text("確定".to_owned()));
        }
        let bytes = write_filled(&blank, declaration, &filled).unwrap();
        self.case.drop_in(department, &format!("回答_{}.xlsx", shown.replace(':', "")), &bytes);
        self.pass(shown);
    }
}

/// What a mail is, by its subject.
fn kind(mail: &seen::Mail) -> &'static str {
    let kinds = [
        ("（依頼）", "依頼"),
        ("（お知らせ）", "期限前"),
        ("（再依頼）", "再依頼"),
        ("【日報】", "日報"),
        ("【受付】", "受付"),
        ("【修正のお願い】", "差戻し"),
        ("【庁内限り】", "集計結果"),
    ];
    kinds.into_iter().find(|(word, _)| mail.subject.contains(word)).map_or("？", |(_, kind)| kind)
}

#[test]
fn a_fiscal_year_is_mailed_as_it_should_be() {
    let mut year = Year::new();
    year.issue("2025-04-14T10:00");
    year.mornings("2025-04-15", "2025-04-18");
    year.files("観光課", false, "2025-04-18T14:00");
    // Over a local day; then Golden Week, with the clock an hour ahead on the fifth day before the due day.
    year.mornings("2025-04-19", "2025-04-29");
    year.passes(&["2025-04-30T07:30", "2025-04-30T09:30", "2025-04-30T08:40", "2025-04-30T09:00", "2025-04-30T10:00"]);
    year.mornings("2025-05-01", "2025-05-07");
    // An hour back after the morning's mail.
    year.passes(&["2025-05-08T09:00", "2025-05-08T08:05", "2025-05-08T09:05"]);
    year.files("福祉課", true, "2025-05-08T15:00");
    year.mornings("2025-05-09", "2025-05-11");
    // A year ahead before the overdue reminder is due, and back again.
    assert!(year.pass("2026-05-12T08:50"));
    assert!(year.pass("2026-05-12T09:20"));
    assert!(!year.pass("2025-05-12T09:30"));
    year.mornings("2025-05-13", "2025-05-13");
    year.files("福祉課", false, "2025-05-13T11:00");
    year.mornings("2025-05-14", "2025-06-10");

    year.open_second("2025-12-01T09:10");
    // Half a year later: the clock is looked at twice before it is believed.
    year.issue("2025-12-01T09:15");
    assert!(year.pass("2025-12-01T09:20"));
    assert!(!year.pass("2025-12-02T09:20"));
    // A year back at night.
    assert!(year.pass("2024-12-02T22:00"));
    year.mornings("2025-12-03", "2025-12-10");
    year.files("観光課", false, "2025-12-10T16:00");
    year.mornings("2025-12-11", "2026-01-05");
    // Two weeks without the server, across the due day and all that goes with it.
    year.passes(&["2026-01-19T08:35", "2026-01-19T09:00"]);
    year.files("福祉課", false, "2026-01-19T13:00");
    year.mornings("2026-01-20", "2026-02-03");

    insta::assert_snapshot!(year.list);
}

#[test]
fn what_the_schedule_foretells_is_what_comes() {
    let mut year = Year::new();
    year.issue("2025-04-14T10:00");
    let answer = year.case.run(&["schedule", "--next", "4w", "--at", "2025-04-14T11:00", "--json"]);
    assert_eq!(answer.status, 0, "{answer:?}");
    let foretold: Vec<(String, String, String)> = answer.json()["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["event"] == "mail")
        .map(|event| {
            let text = |name: &str| event[name].as_str().unwrap().to_owned();
            (text("at").get(..16).unwrap().replace('T', " "), text("recipient"), text("subject"))
        })
        .collect();
    let table = year.case.run(&["schedule", "--next", "4w", "--at", "2025-04-14T11:00"]);
    let english = year.case.run(&["schedule", "--next", "4w", "--at", "2025-04-14T11:00", "--lang", "en"]);
    assert!(!year.case.path("state/forecast").exists(), "the copy is thrown away");
    year.list.clear();
    year.pass("2025-04-14T11:00");
    year.mornings("2025-04-15", "2025-05-12");
    let mut came: Vec<(String, String, String)> = Vec::new();
    for line in year.list.lines() {
        let parts: Vec<&str> = line.splitn(4, '　').collect();
        came.push((parts[0].to_owned(), parts[2].to_owned(), parts[3].to_owned()));
    }
    let sorted = |mut list: Vec<(String, String, String)>| {
        list.sort();
        list
    };
    assert_eq!(sorted(foretold), sorted(came));
    insta::assert_snapshot!(format!("{}\n{}", table.stdout, english.stdout));
}

#[test]
fn a_clock_that_a_person_vouches_for_is_believed_at_once() {
    let mut year = Year::new();
    year.issue("2025-04-14T10:00");
    year.pass("2025-04-14T11:00");
    assert!(year.pass("2025-06-16T09:00"));
    let worker = || Worker::beside(Installation::open(year.case.root()).unwrap(), None, Path::new(PROGRAM)).unwrap();
    worker().believe_clock(at("2025-06-16T09:01")).unwrap();
    assert!(!year.pass("2025-06-16T09:02"));
}

#[test]
fn holidays_that_end_are_told_long_before() {
    let year = Year::new();
    year.case.configure("warn_holidays_days = 0", "warn_holidays_days = 120");
    let ends = |time: &str| year.case.pass_at(time).troubles.into_iter().find(|trouble| matches!(trouble, Trouble::HolidaysEnd { .. }));
    assert_eq!(ends("2027-09-02T09:00"), None);
    let warned = ends("2027-09-03T09:00").unwrap();
    assert!(warned.text(torimatome::domain::Lang::Ja).starts_with("休日のデータは、2027年12月31日までです。"), "{warned:?}");
    let more = "日付,名称\n2028-01-01,元日\n2028-01-10,成人の日\nだめな行,x\n";
    fs::write(year.case.path("休日.csv"), more).unwrap();
    assert_eq!(ends("2027-09-03T09:00"), None);
    let troubles = year.case.pass_at("2027-09-03T09:00").troubles;
    assert!(troubles.contains(&Trouble::HolidaysUnread { file: "休日.csv".to_owned(), lines: vec![4] }), "{troubles:?}");
}
