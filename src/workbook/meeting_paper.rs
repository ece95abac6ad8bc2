//! The meeting paper (会議資料): used unchanged in 部長会議, printed to the last page.
//!
//! Values only. Nothing here names an id, a hash, a file, a cell, a finding, a late department, an officer, or this
//! program; those stand in the working book.

mod breakdown;
mod cell;
mod chart;
mod entry;
mod evaluation;
mod goal;
mod goal_indicators;
mod goal_page;
mod layout;
mod legend;
mod overview;
mod pen;
mod projects;
mod reasons;
#[cfg(test)]
mod shipped_plans_tests;
mod status_table;
mod year_chart;

use rust_xlsxwriter::Workbook;

use super::{WriteError, new_workbook};
use crate::consolidation::Report;
use crate::domain::SchemeRule;

/// Writes the meeting paper. The same report gives the same bytes.
pub fn write(report: &Report) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook(&title(report), report.now.date_naive())?;
    overview::write(workbook.add_worksheet(), report)?;
    breakdown::write(workbook.add_worksheet(), report)?;
    if goal_indicators::wanted(report) {
        goal_indicators::write(workbook.add_worksheet(), report)?;
    }
    for place in 0..report.goals.len() {
        goal::write(workbook.add_worksheet(), report, place)?;
    }
    if report.total.denominator > 0 {
        reasons::write(workbook.add_worksheet(), report)?;
    }
    for place in 0..report.sheets.len() {
        evaluation::write(workbook.add_worksheet(), report, place)?;
    }
    legend::write(workbook.add_worksheet(), report)?;
    finish(workbook)
}

fn finish(mut workbook: Workbook) -> Result<Vec<u8>, WriteError> {
    Ok(workbook.save_to_buffer()?)
}

/// `第二次美祢市総合計画後期計画　令和6年度KPI達成状況`.
fn title(report: &Report) -> String {
    format!("{}　{}{}達成状況", report.plan.name, report.round.year.label(), goal::kinds_word(report))
}

/// The mark and word of a status: never colour alone.
fn marked(rule: &SchemeRule) -> String {
    rule.marked("")
}

/// How shares were rounded.
fn rounding_note(report: &Report) -> String {
    format!("割合は小数第{}位を四捨五入しているため、合計が100%にならない場合があります。", report.plan.share_decimals.saturating_add(1))
}

/// How many rows the tables have more than indicators.
fn repeats_note(report: &Report) -> Option<String> {
    let repeats = report.placed.saturating_sub(report.total.indicators);
    (repeats > 0).then(|| format!("再掲の{repeats}指標は、指標数に含めていません。"))
}

/// How much of the plan's time is over, and how many are as far as that on their way to the final target.
fn pace_note(report: &Report) -> Option<String> {
    let (over, all) = report.plan.elapsed(report.round.year)?;
    let paces: Vec<_> = report.lines.iter().filter_map(|line| line.pace).collect();
    let share = paces.first()?.elapsed.rounded(1).grouped(1);
    let on_time = paces.iter().filter(|pace| pace.is_on_time()).count();
    Some(format!(
        "計画期間{all}年のうち{over}年（{share}%）が経過しました。最終目標への進捗を算定した{}指標のうち、期間の経過以上に進んでいるものは{on_time}指標です。",
        paces.len()
    ))
}

/// Of what the shares are.
fn denominator_note(report: &Report) -> String {
    let total = &report.total;
    if total.denominator == 0 {
        return format!("対象は{}指標です。達成状況を算定した指標はありません。", total.indicators);
    }
    let mut apart = Vec::new();
    if total.missing > 0 {
        apart.push(format!("実績値が未提出又は集計中などの{}指標", total.missing));
    }
    if total.unjudgeable > 0 {
        apart.push(format!("算定不可の{}指標", total.unjudgeable));
    }
    let uncounted = total.assessed().saturating_sub(total.denominator);
    if uncounted > 0 {
        apart.push(format!("割合に含めない区分の{uncounted}指標"));
    }
    let all = format!("割合の分母は、対象{}指標のうち達成状況を算定した{}指標です。", total.indicators, total.denominator);
    if apart.is_empty() { all } else { format!("{all}{}は分母に含めていません。", apart.join("及び")) }
}

#[cfg(test)]
mod tests {
    use super::super::parts::{Parts, parts};
    use super::*;
    use crate::consolidation::fixture::{Fixture, id, q};
    use crate::domain::ValueState;

    fn paper(fixture: &Fixture) -> Parts {
        parts(&write(&fixture.report()).unwrap())
    }

    #[test]
    fn the_paper_names_nothing_of_the_house() {
        let mut fixture = Fixture::full();
        fixture.held.remove(&id("b2"));
        let paper = paper(&fixture);
        for secret in ["様式.xlsx", "0123456789ab", "R6-001-1", "I14", "内線", "torimatome", "総務課", "根拠", "庁内資料"] {
            assert!(!paper.cells_and_properties().contains(secret), "{secret}");
        }
        for part in ["comments", "hyperlink", "externalLink", "customXml", "vbaProject"] {
            assert!(!paper.names().any(|name| name.contains(part)), "{part}");
        }
        for trace in ["<f>", "state=\"hidden\"", "state=\"veryHidden\"", "hidden=\"1\"", "<hyperlinks>"] {
            assert!(!paper.all().contains(trace), "{trace}");
        }
        assert!(paper.part("docProps/core.xml").contains("<dc:creator></dc:creator>"));
    }

    #[test]
    fn a_mark_that_is_a_letter_is_not_said_twice() {
        let mut rule = crate::consolidation::fixture::scheme().rules.remove(1);
        assert_eq!(marked(&rule), "◎目標達成");
        for (mark, label) in [("S", "S"), ("無", "評価なし"), ("", "順調")] {
            (rule.mark, rule.label) = (mark.to_owned(), label.to_owned());
            assert_eq!(marked(&rule), label);
        }
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let report = Fixture::full().report();
        assert_eq!(write(&report).unwrap(), write(&report).unwrap());
    }

    #[test]
    fn what_a_department_typed_stays_text() {
        let paper = paper(&Fixture::full());
        assert!(paper.part("xl/sharedStrings.xml").contains("<t>=1+1</t>"));
        assert!(!paper.all().contains("<f>"));
    }

    #[test]
    fn every_sheet_prints_on_a4_landscape_with_its_page_numbers() {
        let paper = paper(&Fixture::full());
        let sheets: Vec<&str> = paper.names().filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
        assert_eq!(sheets.len(), 6);
        for sheet in sheets {
            let text = paper.part(sheet);
            assert!(text.contains("paperSize=\"9\"") && text.contains("orientation=\"landscape\""), "{sheet}");
            assert!(text.contains("&amp;P／&amp;N") && text.contains("fitToPage=\"1\""), "{sheet}");
        }
    }

    #[test]
    fn a_number_that_may_still_change_says_so() {
        let mut fixture = Fixture::full();
        fixture.hold_state("a2", Some("-684"), ValueState::Preliminary, "R6-001-2");
        let paper = paper(&fixture);
        assert!(paper.part("xl/styles.xml").contains("&quot;（速報）&quot;#,##0_ ;&quot;（速報）&quot;&quot;△&quot;#,##0_ "));
        assert!(paper.part("xl/sharedStrings.xml").contains("【速報】"));
        fixture.phase = crate::domain::Phase::Locked;
        assert!(!self::tests::paper(&fixture).part("xl/sharedStrings.xml").contains("庁内限り"));
    }

    #[test]
    fn a_missing_actual_is_a_dash_with_its_note() {
        let mut fixture = Fixture::full();
        fixture.hold_state("a1", None, ValueState::Collecting, "R6-001-2");
        let text = paper(&fixture).part("xl/sharedStrings.xml").to_owned();
        for words in ["<t>—</t>", "<t>集計中</t>", "【集計途中：5指標中4指標】", "実績の「—」は"] {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn a_long_table_gets_its_headings_again_on_the_next_page() {
        let mut fixture = Fixture::full();
        let first = fixture.registry.indicators[&id("a1")].clone();
        for n in 0..60 {
            let mut more = first.clone();
            more.id = id(&format!("m{n}"));
            let place = crate::domain::Placement {
                indicator: more.id.clone(),
                node: "1.1".parse().unwrap(),
                repeat: false,
                owners: String::new(),
                note: String::new(),
            };
            fixture.registry.placements.push(place);
            fixture.registry.indicators.insert(more.id.clone(), more);
        }
        let paper = paper(&fixture);
        let sheet = paper.part("xl/worksheets/sheet3.xml");
        let breaks = sheet.matches("<brk ").count();
        assert!(breaks >= 2, "{breaks} breaks");
        assert!(paper.part("xl/sharedStrings.xml").contains("1. 観光の振興（続き）"));
    }

    #[test]
    fn an_enormous_number_gets_its_room() {
        let mut fixture = Fixture::full();
        fixture.hold("a1", "1000000000000000", "R6-001-1");
        let line = fixture.report().lines.remove(0);
        assert_eq!(line.printed(q("1000000000000000")), "1,000,000,000,000,000.0");
        let sheet = paper(&fixture).part("xl/worksheets/sheet3.xml").to_owned();
        assert!(sheet.contains("<col min=\"5\" max=\"5\" width=\"26."), "{}", &sheet[..1500]);
        assert_eq!(line.actual, Some(q("1000000000000000")));
    }
}
