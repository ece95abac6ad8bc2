//! 計画: one word per row (項目, 内容), with an explanation beside it for whoever fills it in.

use super::plan_marks::marks;
use crate::diagnostic::{Finding, Problem};
use crate::domain::{DecreaseRate, FiscalYear, MarkMeaning, NegativeMark, PaperColumn, Plan, PlanId, SchemeId};
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

/// The plan's id.
pub(in crate::register) const ID: &str = "計画ID";
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
const FIRST_YEAR: &str = "計画開始年度";
const LAST_YEAR: &str = "計画終了年度";
const FORM: &str = "様式";
const GOAL_WORD: &str = "基本目標の指標の呼び名";
const POLICY_WORD: &str = "施策の指標の呼び名";
const BASELINE_WORD: &str = "基準値の呼び名";
const PAPER_COLUMNS: &str = "会議資料の列";
const MARKS: &str = "実績の記号の意味";
/// Words that every plan must say.
const NEEDED: [&str; 10] = [ID, NAME, CITY, CODE, OFFICE, CONTACT, ADDRESSES, SCHEME, DECREASE_RATE, NEGATIVE];
/// Words that may be left out.
const OPTIONAL: [&str; 10] =
    [SHARE_DECIMALS, NOTE, FIRST_YEAR, LAST_YEAR, FORM, GOAL_WORD, POLICY_WORD, BASELINE_WORD, PAPER_COLUMNS, MARKS];

/// Every word with what a new register says of it, and what it means: 項目, 内容, 説明.
pub(in crate::register) fn blank_words(scheme: &str) -> Vec<[&str; 3]> {
    vec![
        [ID, "", "この計画の番号。半角の英小文字・数字・「-」（例：sogo-2nd）。決めた後は変えません。"],
        [NAME, "", "資料に印刷する計画の名称。"],
        [CITY, "", "資料に印刷する団体の名称（例：美祢市）。"],
        [CODE, "", "全国地方公共団体コード。検査数字を含む6桁（例：352136）。"],
        [OFFICE, "企画課", "とりまとめをする課。"],
        [CONTACT, "", "メールと様式に印刷する連絡先（例：企画課企画係（内線1234））。"],
        [ADDRESSES, "", "企画担当課のメールアドレス。複数ある場合は空白で区切ります。"],
        [FIRST_YEAR, "", "計画期間の最初の年度（例：R6）。"],
        [LAST_YEAR, "", "計画期間の最後の年度（例：R9）。"],
        [FORM, "list", "所管課が記入する様式。list：一覧、evaluation：評価シート、definition：定義一覧。"],
        [GOAL_WORD, "数値目標", "基本目標に置いた指標の呼び方（例：KGI）。"],
        [POLICY_WORD, "KPI", "施策に置いた指標の呼び方。"],
        [BASELINE_WORD, "基準値", "資料に印刷する基準値の呼び方（例：現状値）。"],
        [SCHEME, scheme, "「評価区分」シートの評価区分ID。達成状況をどう判定するかを決めます。"],
        [DECREASE_RATE, "目標値÷実績値", "少ないほど良い指標の達成率の計算方法。"],
        [NEGATIVE, "△", "負の数の印刷のしかた。"],
        [SHARE_DECIMALS, "1", "資料に印刷する割合（%）の小数の桁数。"],
        [PAPER_COLUMNS, "", "基本目標別の表に並べる列。空欄のときは標準の列になります。「、」で区切ります。"],
        [
            MARKS,
            "",
            "実績の欄に記号だけが記入されたときの値の区分。「、」で区切ります（例：—＝統計未公表、※＝集計中）。空欄のときは、所管課に確認します。",
        ],
        [NOTE, "", "出典や、登録に当たって想定したこと。"],
    ]
}

/// What 計画 says, and where it names the scheme.
#[derive(Debug)]
pub(in crate::register) struct PlanSheet {
    /// The plan, when every word is there and good.
    pub(in crate::register) plan: Read<Plan>,
    /// The scheme it names, and the zero-based row.
    pub(in crate::register) scheme: Option<(SchemeId, u32)>,
    /// The plan's first and last year with the zero-based rows in which they stand.
    pub(in crate::register) years: Option<[(FiscalYear, u32); 2]>,
}

impl PlanSheet {
    /// The heading below which the content stands.
    pub(in crate::register) const CONTENT: &'static str = CONTENT;
    /// The word of the plan's first year.
    pub(in crate::register) const FIRST_YEAR: &'static str = FIRST_YEAR;
    /// The word of the plan's last year.
    pub(in crate::register) const LAST_YEAR: &'static str = LAST_YEAR;
}

#[derive(Debug)]
struct Words {
    id: Read<PlanId>,
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
    first_year: Read<Option<FiscalYear>>,
    last_year: Read<Option<FiscalYear>>,
    form: Read<String>,
    goal_word: Read<String>,
    policy_word: Read<String>,
    baseline_word: Read<String>,
    paper_columns: Read<Vec<PaperColumn>>,
    marks: Read<Vec<MarkMeaning>>,
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
            first_year: Ok(None),
            last_year: Ok(None),
            form: Ok("list".to_owned()),
            goal_word: Ok("数値目標".to_owned()),
            policy_word: Ok("KPI".to_owned()),
            baseline_word: Ok("基準値".to_owned()),
            paper_columns: Ok(PaperColumn::DEFAULT.to_vec()),
            marks: Ok(Vec::new()),
        }
    }
}

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> PlanSheet {
    let (mut words, mut seen) = (Words::default(), Vec::<(&'static str, u32)>::new());
    row::lines(table, findings, |row| {
        let Ok(written) = row.name(WORD) else { return };
        let found = NEEDED.into_iter().chain(OPTIONAL).map(|word| (word, word)).collect::<Vec<_>>();
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
    });
    if let Some(table) = table.filter(|table| table.layout.is_whole()) {
        let unpaired = match (&words.first_year, &words.last_year) {
            (Ok(Some(_)), Ok(None)) => Some(LAST_YEAR),
            (Ok(None), Ok(Some(_))) => Some(FIRST_YEAR),
            _ => None,
        };
        for word in NEEDED.into_iter().filter(|word| !seen.iter().any(|(known, _)| known == word)).chain(unpaired) {
            let after_last = table.rows.last().map_or(1, |last| last.row + 1);
            let problem = Problem::RegisterEmpty { heading: word.to_owned() };
            findings.push(Finding::at(table.layout.place(WORD, after_last), problem));
        }
    }
    let row = |word: &str| seen.iter().find(|(known, _)| *known == word).map(|(_, row)| *row);
    let scheme = words.scheme.clone().ok().zip(row(SCHEME));
    let year = |year: &Read<Option<FiscalYear>>, word| year.ok().flatten().zip(row(word));
    let years = year(&words.first_year, FIRST_YEAR).zip(year(&words.last_year, LAST_YEAR)).map(|(first, last)| [first, last]);
    PlanSheet { plan: finish(words), scheme, years }
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
        FIRST_YEAR => words.first_year = row.optional(CONTENT, cell::year),
        LAST_YEAR => words.last_year = row.optional(CONTENT, cell::year),
        FORM => replace(&mut words.form, row.optional(CONTENT, form_name)),
        GOAL_WORD => replace(&mut words.goal_word, row.optional(CONTENT, cell::line)),
        POLICY_WORD => replace(&mut words.policy_word, row.optional(CONTENT, cell::line)),
        BASELINE_WORD => replace(&mut words.baseline_word, row.optional(CONTENT, cell::line)),
        PAPER_COLUMNS => replace(&mut words.paper_columns, row.optional(CONTENT, paper_columns)),
        MARKS => replace(&mut words.marks, row.optional(CONTENT, marks)),
        _ => {}
    }
}

/// A blank leaves what holds without the word.
fn replace<T>(word: &mut Read<T>, found: Read<Option<T>>) {
    match found {
        Ok(None) => {}
        Ok(Some(value)) => *word = Ok(value),
        Err(reported) => *word = Err(reported),
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
        // Years in the wrong order are an error of their own, and nothing else is held against them.
        years: words.first_year?.zip(words.last_year?).filter(|(first, last)| first <= last),
        form: words.form?,
        goal_indicator_word: words.goal_word?,
        indicator_word: words.policy_word?,
        baseline_word: words.baseline_word?,
        paper_columns: words.paper_columns?,
        marks: words.marks?,
        note: words.note?,
    })
}

/// The name of a form's declaration: part of a file's name, so as plain as an id.
fn form_name(text: &str) -> Result<String, CellError> {
    text.parse::<PlanId>().map(String::from).map_err(|_| CellError::invalid("list／evaluation／definition"))
}

/// The columns of a goal's table, each once.
fn paper_columns(text: &str) -> Result<Vec<PaperColumn>, CellError> {
    let known = PaperColumn::ALL.map(|column| (column.label(), column));
    let words = || CellError::Invalid(PaperColumn::ALL.map(PaperColumn::label).join("、"));
    let mut columns = Vec::new();
    for word in text.split(['、', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        let column = cell::choice(word, &known).map_err(|_| words())?;
        if columns.contains(&column) {
            return Err(words());
        }
        columns.push(column);
    }
    if columns.is_empty() { Err(words()) } else { Ok(columns) }
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
