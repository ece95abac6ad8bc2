//! 計画: one word per row (項目, 内容), with an explanation beside it for whoever fills it in.

use crate::diagnostic::{Finding, Problem};
use crate::domain::{DecreaseRate, NegativeMark, Plan, SchemeId};
use crate::register::bounds::quoted;
use crate::register::cell::{self, CellError};
use crate::register::damage::likely_code;
use crate::register::mail_address;
use crate::register::row::{self, Read, Reported, Row};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

const WORD: &str = "項目";
const CONTENT: &str = "内容";

/// The sheet.
pub(in crate::register) const SHEET: Sheet =
    Sheet { name: "計画", headings: &[required(WORD), required(CONTENT), optional("説明")], rows_needed: false };

const ID: &str = "計画ID";
const NAME: &str = "計画名";
const CITY: &str = "団体名";
const CODE: &str = "団体コード";
const OFFICE: &str = "企画担当課";
const CONTACT: &str = "問合せ先";
const ADDRESSES: &str = "企画担当課メール";
const SCHEME: &str = "評価区分ID";
const DECREASE_RATE: &str = "達成率（減少）";
const NEGATIVE: &str = "負数の表記";
const SHARE_DECIMALS: &str = "割合の小数桁";
const NOTE: &str = "備考";
const WORDS: [&str; 12] = [ID, NAME, CITY, CODE, OFFICE, CONTACT, ADDRESSES, SCHEME, DECREASE_RATE, NEGATIVE, SHARE_DECIMALS, NOTE];

/// What 計画 says, and where it names the scheme.
#[derive(Debug)]
pub(in crate::register) struct PlanSheet {
    /// The plan, when every word is there and good.
    pub(in crate::register) plan: Read<Plan>,
    /// The scheme it names, and the zero-based row.
    pub(in crate::register) scheme: Option<(SchemeId, u32)>,
}

impl PlanSheet {
    /// The heading below which the content stands.
    pub(in crate::register) const CONTENT: &'static str = CONTENT;
}

#[derive(Debug)]
struct Words {
    id: Read<crate::domain::PlanId>,
    name: Read<String>,
    city: Read<String>,
    municipality_code: Read<String>,
    office: Read<String>,
    contact: Read<String>,
    office_addresses: Read<Vec<String>>,
    scheme: Read<SchemeId>,
    decrease_rate: Read<DecreaseRate>,
    negative: Read<NegativeMark>,
    share_decimals: Read<u32>,
    note: Read<String>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            id: Err(Reported),
            name: Err(Reported),
            city: Err(Reported),
            municipality_code: Err(Reported),
            office: Err(Reported),
            contact: Err(Reported),
            office_addresses: Err(Reported),
            scheme: Err(Reported),
            decrease_rate: Err(Reported),
            negative: Err(Reported),
            share_decimals: Ok(1),
            note: Ok(String::new()),
        }
    }
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> PlanSheet {
    let (mut words, mut seen, mut scheme) = (Words::default(), Vec::<(&'static str, u32)>::new(), None);
    row::lines(table, findings, |row| {
        let Ok(written) = row.name(WORD) else { return };
        let found = WORDS.into_iter().map(|word| (word, word)).collect::<Vec<_>>();
        let Ok(word) = cell::choice(&written, &found) else {
            row.report(WORD, Problem::RegisterHeadingUnknown { heading: quoted(&written) });
            return;
        };
        if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == word) {
            let first_row = first + 1;
            row.report(WORD, Problem::RegisterDuplicate { heading: WORD.to_owned(), text: word.to_owned(), first_row });
            return;
        }
        seen.push((word, row.number()));
        row.call(word);
        take(&mut words, word, row);
        if word == SCHEME {
            scheme = words.scheme.clone().ok().map(|id| (id, row.number()));
        }
    });
    if let Some(table) = table.filter(|table| table.layout.is_whole()) {
        let optional = [NOTE, SHARE_DECIMALS];
        for word in WORDS.into_iter().filter(|word| !optional.contains(word) && !seen.iter().any(|(known, _)| known == word)) {
            let after_last = table.rows.last().map_or(1, |last| last.row + 1);
            let problem = Problem::RegisterEmpty { heading: word.to_owned() };
            findings.push(Finding::at(table.layout.place(WORD, after_last), problem));
        }
    }
    PlanSheet { plan: finish(words), scheme }
}

fn take(words: &mut Words, word: &str, row: &mut Row<'_>) {
    match word {
        ID => words.id = row.id(CONTENT),
        NAME => words.name = row.name(CONTENT),
        CITY => words.city = row.name(CONTENT),
        CODE => words.municipality_code = row.needed(CONTENT, municipality_code),
        OFFICE => words.office = row.name(CONTENT),
        CONTACT => words.contact = row.name(CONTENT),
        ADDRESSES => words.office_addresses = row.needed(CONTENT, mail_address::list),
        SCHEME => words.scheme = row.id(CONTENT),
        DECREASE_RATE => {
            let rates = [DecreaseRate::TargetOverActual, DecreaseRate::TwoMinusActualOverTarget];
            words.decrease_rate = row.choice(CONTENT, &rates.map(|rate| (rate.label(), rate)));
        }
        NEGATIVE => words.negative = row.choice(CONTENT, &[("△", NegativeMark::Triangle), ("-", NegativeMark::Hyphen)]),
        SHARE_DECIMALS => words.share_decimals = row.needed(CONTENT, |text| cell::whole(text, 0, 4)),
        NOTE => words.note = row.prose(CONTENT),
        _ => {}
    }
}

fn finish(words: Words) -> Read<Plan> {
    Ok(Plan {
        id: words.id?,
        name: words.name?,
        city: words.city?,
        municipality_code: words.municipality_code?,
        office: words.office?,
        contact: words.contact?,
        office_addresses: words.office_addresses?,
        scheme: words.scheme?,
        decrease_rate: words.decrease_rate?,
        negative: words.negative?,
        share_decimals: words.share_decimals?,
        years: None,
        form: "list".to_owned(),
        goal_indicator_word: "数値目標".to_owned(),
        indicator_word: "KPI".to_owned(),
        baseline_word: "基準値".to_owned(),
        paper_columns: crate::domain::PaperColumn::DEFAULT.to_vec(),
        note: words.note?,
    })
}

/// 全国地方公共団体コード: five digits and a check digit (総務省). A zero at the front is what Excel takes away.
fn municipality_code(text: &str) -> Result<String, CellError> {
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit());
    let with_zero = format!("0{text}");
    match (numeric, text.len()) {
        (true, 6) if check_digit(text).is_some_and(|digit| text.ends_with(digit)) => Ok(text.to_owned()),
        (true, 5) if check_digit(&with_zero).is_some_and(|digit| with_zero.ends_with(digit)) => Err(CellError::Damaged(with_zero)),
        (true, 5 | 6) => {
            let body = text.get(..5).unwrap_or_default();
            Err(CellError::Invalid(check_digit(body).map_or_else(String::new, |digit| format!("{body}{digit}"))))
        }
        _ => Err(likely_code(text).map_or_else(|| CellError::invalid("352136"), CellError::Damaged)),
    }
}

/// Modulus 11 over the first five digits, weights 6 to 2.
fn check_digit(text: &str) -> Option<char> {
    let digits: Vec<u32> = text.chars().take(5).map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let sum: u32 = digits.iter().zip([6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    char::from_digit((11 - sum % 11) % 10, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipality_codes_carry_a_check_digit() {
        // 美祢市, 札幌市, 東京都千代田区, 周南市
        for code in ["352136", "011002", "131016", "352152"] {
            assert_eq!(municipality_code(code).as_deref(), Ok(code));
        }
        assert_eq!(municipality_code("11002"), Err(CellError::Damaged("011002".to_owned())));
        assert_eq!(municipality_code("35213"), Err(CellError::Invalid("352136".to_owned())));
        assert_eq!(municipality_code("352137"), Err(CellError::Invalid("352136".to_owned())));
        assert_eq!(municipality_code("1.2E+05"), Err(CellError::Damaged("120000".to_owned())));
    }
}
