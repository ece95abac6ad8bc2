//! 規則の効果: how often each rule told something and what it led to; and what rules on trial would have told.

use rust_xlsxwriter::{RowNum, Worksheet};

use super::super::paper::put;
use super::super::{Style, WriteError};
use super::sheet_table::{FIRST, begin, end, figure, texts};
use crate::consolidation::{Outcome, Report, RuleCase, RuleRecord};
use crate::diagnostic::Rule;
use crate::domain::Lang;

const TABLE: [(&str, f64); 9] = [
    ("規則", 11.0),
    ("確認すること", 56.0),
    ("重み", 15.0),
    ("件数", 10.0),
    ("修正", 10.0),
    ("説明", 10.0),
    ("免除", 10.0),
    ("変化なし", 10.0),
    ("効果", 10.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "この照会の指摘を規則ごとに数えました。効果は、指摘の後に値が直されたか、理由が書かれたか、免除された割合です。\
                効果の低い規則は、台帳の「検証規則」シートで軽くすることができます。";
    begin(sheet, report, "規則の効果", lead, &TABLE)?;
    for (row, record) in (FIRST..).zip(&report.rules) {
        let numbers = numbers(record);
        let weights = record.weights(Lang::Ja).join("、");
        let sentence = Rule::find(record.code).map_or("", |rule| rule.sentence(Lang::Ja));
        let mut cells = vec![record.code, sentence, &weights];
        cells.extend(numbers.iter().map(String::as_str));
        texts(sheet, row, &TABLE, &cells)?;
        for (column, number) in (3..).zip(&numbers) {
            figure(sheet, row, column, number)?;
        }
    }
    let after = end(sheet, &TABLE, report.rules.len(), "指摘はありません。")?;
    on_trial(sheet, report, after + 1)
}

/// 件数 to 効果.
fn numbers(record: &RuleRecord) -> Vec<String> {
    let more = if record.unlisted > 0 { format!("＋{}", record.unlisted) } else { String::new() };
    let outcomes = [Outcome::Corrected, Outcome::Explained, Outcome::Waived, Outcome::Nothing];
    let rate = record.effect().map_or_else(|| "－".to_owned(), |rate| format!("{}%", rate.grouped(1)));
    let counts = outcomes.into_iter().map(|outcome| record.count(outcome).to_string());
    std::iter::once(format!("{}{more}", record.cases.len())).chain(counts).chain([rate]).collect()
}

/// What rules on trial found: nobody but the planning office is told.
fn on_trial(sheet: &mut Worksheet, report: &Report, mut row: RowNum) -> Result<(), WriteError> {
    let trial = || report.rules.iter().flat_map(|record| &record.cases).filter(|case: &&RuleCase| case.told.finding.is_on_trial());
    if trial().next().is_none() {
        return Ok(());
    }
    let heading = format!("試行中の規則による指摘（所管課には伝えていません）：{}件", trial().count());
    put(sheet, row, 0, &heading, &Style::heading())?;
    sheet.set_row_height(row, 24.0)?;
    for case in trial() {
        row += 1;
        let finding = &case.told.finding;
        let name = finding.indicator.as_ref().map(|id| report.indicator_name(id)).unwrap_or_default();
        let department = case.told.department.as_ref().map_or("", |id| report.department_name(id));
        let message = format!("{name}：{}", finding.problem.message(Lang::Ja));
        texts(sheet, row, &TABLE, &[finding.problem.code(), &message, department, &case.told.number, case.outcome.label(Lang::Ja)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::super::parts::parts;
    use crate::consolidation::fixture::{Fixture, dept, id};
    use crate::consolidation::{Told, rule_records};
    use crate::diagnostic::{Finding, Problem};
    use crate::domain::Weight;

    #[test]
    fn rules_are_counted_and_trials_are_listed_apart() {
        let mut report = Fixture::full().report();
        assert!(!parts(&super::super::write(&report).unwrap()).all().contains("規則の効果"), "nothing was told");
        let told = |problem: Problem, weight| Told {
            department: Some(dept("kanko")),
            number: "R6-001-1".to_owned(),
            turn: 0,
            finding: Finding::file(problem).about(&id("a1")).weighing(weight).unwrap(),
        };
        let all =
            vec![told(Problem::ReasonMissing, None), told(Problem::SameAsLastYear { value: "7".parse().unwrap() }, Some(Weight::Beta))];
        report.rules = rule_records(all, &[], |finding, _| finding.problem == Problem::ReasonMissing);
        let book = parts(&super::super::write(&report).unwrap());
        let texts = book.part("xl/sharedStrings.xml");
        assert!(book.all().contains("規則の効果") && texts.contains("V024") && texts.contains("100.0%"), "{texts}");
        assert!(texts.contains("試行中の規則による指摘（所管課には伝えていません）：1件") && texts.contains("V015"), "{texts}");
    }
}
