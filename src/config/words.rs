//! What is wrong with an option, in words.

use toml::{Table, Value};

use super::ConfigProblem;

/// Names that differ in more letters than this are not meant.
const FAR: usize = 3;

/// What TOML itself complains about, and the Japanese for it; anything else is quoted.
const TOML: [(&str, &str); 14] = [
    ("string values must be quoted", "文字の値は、「\"」で囲んでください。"),
    ("duplicate key", "同じ項目が2度書かれています。1つにしてください。"),
    ("key with no value", "「=」と値がありません。「項目 = 値」の形で書いてください。"),
    ("missing value for key", "「=」の後に値がありません。"),
    ("missing value", "「=」の後に値がありません。"),
    ("extra `=`", "「=」が多すぎます。"),
    ("unclosed table", "見出しの「]」がありません。"),
    ("unclosed array", "一覧の終わりの「]」がありません。"),
    ("missing comma between array elements", "一覧の値の間に「,」がありません。"),
    ("invalid basic string", "値の終わりの「\"」がありません。"),
    ("invalid unquoted key", "項目の名前に、使えない文字があります。全角の文字や記号がないか確認してください。"),
    ("unexpected leading zero", "数字の先頭の0を除いてください。"),
    ("unexpected key or value", "1行に1つの項目だけを書いてください。"),
    ("unexpected content", "1行に1つの項目だけを書いてください。"),
];

pub(super) fn said_by_toml(message: &str) -> ConfigProblem {
    let known = TOML.iter().find(|(begins, _)| message.starts_with(begins)).map(|(_, ja)| (*ja).to_owned());
    let ja = known.unwrap_or_else(|| format!("書き方に誤りがあります（{message}）。"));
    ConfigProblem { ja, en: message.to_owned() }
}

/// An option that there is not, with what may be meant.
pub(super) fn unknown(section: &[String], name: &str, known: &Table) -> ConfigProblem {
    let full = section.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(".");
    let (hint_ja, hint_en) = match meant(section, name, known) {
        Some(Meant::Here(other)) => (format!("「{other}」ではありませんか。"), format!("; did you mean `{other}`?")),
        Some(Meant::In(section)) if section.is_empty() => {
            ("この項目は、最初の見出し（[ ]の行）より前に書いてください。".to_owned(), "; it belongs before the first [section]".to_owned())
        }
        Some(Meant::In(section)) => (format!("この項目は、[{section}] の下に書いてください。"), format!("; it belongs below [{section}]")),
        None => ("綴りを確認するか、この行を除いてください。".to_owned(), "; check its spelling, or remove it".to_owned()),
    };
    ConfigProblem {
        ja: format!("「{full}」という項目はありません。{hint_ja}"), en: format!("there is no option `{full}`{hint_en}")
    }
}

enum Meant {
    Here(String),
    In(String),
}

/// The option of the same name elsewhere, else the nearest name here.
fn meant(section: &[String], name: &str, known: &Table) -> Option<Meant> {
    let mut all = Vec::new();
    names(known, &mut Vec::new(), &mut all);
    if let Some((place, _)) = all.iter().find(|(place, option)| option == name && place.as_slice() != section) {
        return Some(Meant::In(place.join(".")));
    }
    let here = all.iter().filter(|(place, _)| place.as_slice() == section);
    let near = here.map(|(_, option)| (distance(name, option), option)).min()?;
    let most = FAR.min(name.chars().count() / 2);
    (near.0 <= most).then(|| Meant::Here(near.1.clone()))
}

fn names(table: &Table, path: &mut Vec<String>, all: &mut Vec<(Vec<String>, String)>) {
    for (name, value) in table {
        all.push((path.clone(), name.clone()));
        if let Value::Table(inner) = value {
            path.push(name.clone());
            names(inner, path, all);
            path.pop();
        }
    }
}

/// Letters to change, add or leave out to come from one word to the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, c) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (cell, d) in row.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(c != *d);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// An option with a value of another kind.
pub(super) fn wrong_kind(name: &str, expected: &Value) -> ConfigProblem {
    let (ja, en) = match expected {
        Value::String(_) => ("値を「\"」で囲んだ文字で書いてください。", "text in quotes"),
        Value::Integer(_) => ("値を整数で書いてください（引用符は付けません）。", "a whole number without quotes"),
        Value::Boolean(_) => ("値は true か false にしてください（引用符は付けません）。", "true or false without quotes"),
        Value::Array(_) => ("値を [ ] で囲んだ一覧で書いてください。", "a list in [ ]"),
        Value::Table(_) => ("[ ] の見出しで、その下に項目を書いてください。", "a [section]"),
        Value::Float(_) | Value::Datetime(_) => ("値の種類が違います。", "another kind of value"),
    };
    ConfigProblem { ja: format!("{name}：{ja}"), en: format!("{name} must be {en}") }
}

/// An option of the right kind whose value cannot be, and what it can be.
pub(super) fn unusable(name: &str, written: &str, choices: &[String]) -> ConfigProblem {
    if name == "time_zone" {
        return ConfigProblem {
            ja: format!("time_zone の {written} という時間帯はありません。\"Asia/Tokyo\" のように書いてください。"),
            en: format!("time_zone: there is no time zone {written}; write it as \"Asia/Tokyo\""),
        };
    }
    if choices.is_empty() {
        return ConfigProblem {
            ja: format!("{name} の {written} は使えません。値の範囲と、一覧の中の値の種類を確認してください。"),
            en: format!("{name}: {written} cannot be used; check its range and the kind of the entries"),
        };
    }
    ConfigProblem {
        ja: format!("{name} の {written} は使えません。{} のどれかにしてください。", choices.join("、")),
        en: format!("{name}: {written} must be one of {}", choices.join(", ")),
    }
}

/// The words that could stand there, from what the deserializer expected.
pub(super) fn choices(message: &str) -> Vec<String> {
    let Some((refused, expected)) = message.split_once("expected") else { return Vec::new() };
    if !refused.starts_with("unknown variant") {
        return Vec::new();
    }
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_far_apart_as_their_letters() {
        let pairs =
            [("keep_days", "keep_days", 0), ("keepdays", "keep_days", 1), ("", "abc", 3), ("scan", "span", 1), ("受付", "受付済", 1)];
        for (one, other, apart) in pairs {
            assert_eq!((distance(one, other), distance(other, one)), (apart, apart), "{one} {other}");
        }
    }
}
