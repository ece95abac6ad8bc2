//! 根拠（記述）: every text of the evaluation sheets with the file, sheet and cell it was read from.

use rust_xlsxwriter::Worksheet;

use super::super::WriteError;
use super::sheet_table::{FIRST, begin, end, texts};
use crate::consolidation::Report;
use crate::domain::TextField;
use crate::validation::HeldText;

const TABLE: [(&str, f64); 9] = [
    ("基本目標", 11.0),
    ("施策", 24.0),
    ("欄", 20.0),
    ("記述", 62.0),
    ("所管課", 16.0),
    ("ファイル", 24.0),
    ("シート", 10.0),
    ("セル", 7.0),
    ("受付番号", 12.0),
];

/// The sheet's name.
pub(super) const NAME: &str = "根拠（記述）";

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "評価シートの記述を、どのファイルのどのセルから採ったかを示します。";
    begin(sheet, report, NAME, lead, &TABLE)?;
    // In the order in which the sheets are printed, not in that of the ids.
    let place = |text: &&HeldText| report.sheets.iter().position(|sheet| sheet.node == text.text.key.node).unwrap_or(usize::MAX);
    let mut all: Vec<&HeldText> = report.texts.iter().collect();
    all.sort_by_key(|text| (place(text), text.text.key.clone()));
    for (row, held) in (FIRST..).zip(&all) {
        let policy = report.sheets.iter().find(|sheet| sheet.node == held.text.key.node);
        let heading = policy.map(|policy| format!("{}{}", policy.code, policy.name)).unwrap_or_default();
        let cells = [
            policy.map_or("", |policy| policy.goal_code.as_str()),
            &heading,
            &field(held),
            &held.text.text,
            held.department.as_ref().map_or("", |id| report.department_name(id)),
            &held.file,
            &held.text.sheet,
            &held.text.cell.to_string(),
            &held.number,
        ];
        texts(sheet, row, &TABLE, &cells)?;
    }
    end(sheet, &TABLE, all.len(), "評価シートの記述はまだありません。")?;
    Ok(())
}

/// 「取組①　取組・成果」.
fn field(held: &HeldText) -> String {
    let key = &held.text.key;
    let word = match key.field {
        TextField::Initiative => "主な取組",
        TextField::Specifics => "具体的な取組",
        TextField::Results => "取組・成果",
        TextField::Evaluation => "評価・今後の対応",
        TextField::CouncilOpinion => "会議の意見",
        TextField::CouncilResponse => "意見を踏まえた方針",
    };
    match usize::from(key.slot).checked_sub(1).and_then(|place| "①②③④".chars().nth(place)) {
        Some(slot) => format!("取組{slot}　{word}"),
        None => word.to_owned(),
    }
}
