//! The working book (企画課作業用, 庁内限り): who filed, what is open, what differs, and where every number came from.
//!
//! Statuses and rates are live formulas over the numbers of the data sheet, with the results that a
//! recalculation gives, so that an auditor can press F9. What a department typed is written as text only.

mod changes;
mod count;
mod data;
mod decisions;
mod discrepancies;
mod entry;
mod filing;
mod findings;
mod layout;
mod origin;
mod overrides;
mod results;
mod rules;
mod shares;
mod sheet_table;
mod summary;
mod texts;
mod warnings;

use super::{WriteError, new_workbook};
use crate::consolidation::Report;

/// Name of the data sheet, which formulas of other sheets refer to.
const DATA: &str = "データ";
/// Name of the provenance sheet, to which numbers are linked.
const ORIGIN: &str = "根拠";

/// Writes the working book. The same report gives the same bytes.
pub fn write(report: &Report) -> Result<Vec<u8>, WriteError> {
    let title = format!("{}　{}　企画課作業用", report.plan.name, report.round.name);
    let mut workbook = new_workbook(&title, report.now.date_naive())?;
    filing::write(workbook.add_worksheet(), report)?;
    findings::write(workbook.add_worksheet(), report)?;
    discrepancies::write(workbook.add_worksheet(), report)?;
    changes::write(workbook.add_worksheet(), report)?;
    warnings::write(workbook.add_worksheet(), report)?;
    summary::write(workbook.add_worksheet(), report)?;
    origin::write(workbook.add_worksheet(), report)?;
    if !report.sheets.is_empty() || !report.texts.is_empty() {
        texts::write(workbook.add_worksheet(), report)?;
    }
    data::write(workbook.add_worksheet(), report)?;
    if !report.decided.is_empty() {
        decisions::write(workbook.add_worksheet(), report)?;
    }
    if !report.rules.is_empty() {
        rules::write(workbook.add_worksheet(), report)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// `2025-06-10T14:05:00+09:00` as `2025-06-10 14:05`; any other text as it is.
fn short_time(text: &str) -> String {
    let minutes = text.split_once('T').and_then(|(day, time)| Some(format!("{day} {}", time.get(..5)?)));
    minutes.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::parts::{Parts, parts};
    use super::*;
    use crate::consolidation::OpenFinding;
    use crate::consolidation::fixture::{Fixture, dept, id};
    use crate::diagnostic::{Finding, Place, Problem};
    use crate::domain::CellRef;

    fn book(fixture: &Fixture) -> Parts {
        parts(&write(&fixture.report()).unwrap())
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let report = Fixture::full().report();
        assert_eq!(write(&report).unwrap(), write(&report).unwrap());
    }

    #[test]
    fn statuses_and_rates_are_live_with_their_results() {
        let book = book(&Fixture::full());
        let data = book.part("xl/worksheets/sheet8.xml");
        assert!(data.contains("<f>IF(ISNUMBER(K5),IF(COUNT(I5,J5)=2,"), "status");
        assert!(data.contains("</f><v>目標達成</v>") && data.contains("</f><v>101.3</v>"), "results");
        assert_eq!(data.matches("<f>").count(), data.matches("</f><v>").count());
        let summary = book.part("xl/worksheets/sheet6.xml");
        assert!(summary.contains("<f>COUNTIFS(データ!$C$5:$C$9,\"&lt;&gt;構成\",データ!$M$5:$M$9,\"=目標達成\")</f><v>2</v>"), "{summary}");
        assert!(
            summary.contains(
                "<f>COUNTIFS(データ!$C$5:$C$9,\"&lt;&gt;構成\",データ!$D$5:$D$9,\"=基本目標1\",データ!$M$5:$M$9,\"=目標達成\")</f><v>1</v>"
            ),
            "{summary}"
        );
    }

    #[test]
    fn nothing_a_department_typed_is_live() {
        let mut fixture = Fixture::full();
        let typed = "=HYPERLINK(\"http://example.com\",\"x\")";
        let held = fixture.held.get_mut(&id("a1")).unwrap();
        held.row.raw = typed.to_owned();
        held.row.source = typed.to_owned();
        held.file = format!("{typed}.xlsx");
        fixture.open_findings.push(OpenFinding {
            department: dept("kanko"),
            number: "R6-001-1".to_owned(),
            file: typed.to_owned(),
            finding: Finding::at(Place::cell("=1+1", CellRef::new(13, 8).unwrap()), Problem::NotANumber { text: typed.to_owned() }),
        });
        let book = book(&fixture);
        let formulas =
            book.all().split("<f>").skip(1).filter(|rest| rest.split("</f>").next().is_some_and(|f| f.contains("HYPERLINK"))).count();
        assert_eq!(formulas, 0);
        // Links lead to our own sheets only.
        assert!(!book.all().contains("TargetMode=\"External\""));
        assert!(book.part("xl/sharedStrings.xml").contains("=HYPERLINK"));
    }

    #[test]
    fn a_rate_that_no_formula_gives_is_a_value_that_says_so() {
        let mut report = Fixture::full().report();
        report.lines[0].judgement.achievement = None;
        let book = parts(&write(&report).unwrap());
        assert!(book.part("xl/sharedStrings.xml").contains("達成率は、式では表せないため"));
    }

    #[test]
    fn published_shares_that_do_not_follow_are_told() {
        let text = book(&Fixture::full()).part("xl/sharedStrings.xml").to_owned();
        assert!(text.contains(
            "全体について公表された割合（目標達成60.0%、改善25.4%）は、公表された達成状況の一覧からは導かれません。\
             一覧では5指標のうち目標達成3、改善1であり、割合は目標達成60.0%、改善20.0%となります。"
        ));
        assert!(text.contains("初回の集計のため、前の版との比較はありません。"));
    }

    #[test]
    fn an_empty_round_says_so_instead_of_showing_nothing() {
        let text = book(&Fixture::empty()).part("xl/sharedStrings.xml").to_owned();
        for words in ["確認が必要な事項はありません。", "公表された達成状況との相違はありません。", "<t>未提出</t>"]
        {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn a_sum_over_the_plans_years_is_live_and_a_stage_has_its_name() {
        use crate::consolidation::fixture::{q, value};
        use crate::domain::{Aggregation, FiscalYear, ValueKind};
        let mut fixture = Fixture::full();
        let year = |year| FiscalYear::new(year).unwrap();
        fixture.registry.plan.years = Some((year(2022), year(2025)));
        let indicator = fixture.registry.indicators.get_mut(&id("b1")).unwrap();
        indicator.aggregation = Aggregation::CumulativeWithinPlan;
        fixture.registry.values.push(value("b1", ValueKind::Actual, Some(year(2022)), Some("2"), ""));
        fixture.registry.values.push(value("b1", ValueKind::Actual, Some(year(2023)), Some("1.5"), ""));
        fixture.registry.indicators.get_mut(&id("a3")).unwrap().stages = ["未着手", "整備中"].map(str::to_owned).to_vec();
        fixture.hold("a3", "2", "R6-001-2");
        let report = fixture.report();
        assert_eq!(report.lines[3].case.actual, Some(q("6.5")));
        let book = parts(&write(&report).unwrap());
        let data = book.part("xl/worksheets/sheet8.xml");
        assert!(data.contains("<f>IF(AND(ISNUMBER(K8),COUNT(L8:M8)=2),ROUND(SUM(L8:M8)+K8,10),\"—\")</f><v>6.5</v>"), "{data}");
        assert!(data.contains("<f>IF(ISNUMBER(K5),K5,\"—\")</f><v>131.8</v>"), "{data}");
        assert!(book.part("xl/styles.xml").contains("0&quot;（整備中）&quot;"));
    }

    #[test]
    fn times_are_short() {
        assert_eq!(short_time("2025-06-10T14:05:00+09:00"), "2025-06-10 14:05");
        assert_eq!(short_time("不明"), "不明");
    }
}
