//! Reading the configuration: every problem of the file at once, each with its line. An option that cannot be used gets
//! its default, so that `doctor` can look at the rest.

use std::ops::Range;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::words::{choices, said_by_toml, unknown, unusable, wrong_kind};
use super::{Config, ConfigProblem};

/// Deepest table of the configuration (`[mail.smtp]`), with room for more.
const DEPTH_MAX: usize = 4;
/// Lines that are no TOML: after so many the file is something else.
const BROKEN_MAX: usize = 20;

/// A problem and where it stands.
struct Placed {
    line: Option<usize>,
    problem: ConfigProblem,
}

/// An option that is in the file, and on which line.
struct Stated {
    name: String,
    line: usize,
}

struct Reading<'a> {
    text: &'a str,
    known: Table,
    good: Table,
    stated: Vec<Stated>,
    problems: Vec<Placed>,
}

/// Reads a configuration as far as it can be read, and says everything that is wrong, in the order of the file.
pub(super) fn read(text: &str) -> (Config, Vec<ConfigProblem>) {
    // A file that was saved by the Windows editor begins with a mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (text, problems) = readable(text);
    let known = Table::try_from(Config::default()).unwrap_or_default();
    let mut reading = Reading { text: &text, known: known.clone(), good: Table::new(), stated: Vec::new(), problems };
    if let Ok(table) = DeTable::parse(&text) {
        reading.table(table.get_ref(), &known, &mut Vec::new());
    }
    let config = Config::deserialize(std::mem::take(&mut reading.good)).unwrap_or_default();
    for problem in config.problems() {
        let line = reading.line_named_in(&problem.en);
        reading.problems.push(Placed { line, problem });
    }
    let mut problems = reading.problems;
    problems.sort_by_key(|placed| placed.line.unwrap_or(usize::MAX));
    (config, problems.into_iter().map(Placed::with_line).collect())
}

/// The text without the lines that are no TOML, and what is wrong with each: one after the other, because the first stops
/// TOML's own reader.
fn readable(text: &str) -> (String, Vec<Placed>) {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let mut problems = Vec::new();
    loop {
        let text = lines.join("\n");
        let Err(error) = DeTable::parse(&text) else { return (text, problems) };
        let line = error.span().map(|span| line_of(&text, span.start));
        problems.push(Placed { line, problem: said_by_toml(error.message()) });
        match line.and_then(|line| lines.get_mut(line - 1)) {
            Some(broken) if problems.len() < BROKEN_MAX && !broken.is_empty() => *broken = "",
            _ => return (String::new(), problems),
        }
    }
}

impl Reading<'_> {
    fn table(&mut self, table: &DeTable<'_>, known: &Table, path: &mut Vec<String>) {
        for (key, value) in table {
            let line = line_of(self.text, key.span().start);
            path.push(key.get_ref().to_string());
            let name = path.join(".");
            match (known.get(key.get_ref().as_ref()), value.get_ref()) {
                (None, _) => self.refuse(line, unknown(&path[..path.len() - 1], key.get_ref(), &self.known)),
                (Some(Value::Table(known)), DeValue::Table(inner)) if path.len() < DEPTH_MAX => {
                    let known = known.clone();
                    self.table(inner, &known, path);
                }
                (Some(expected), found) if !same_kind(expected, found) => {
                    self.refuse(line, wrong_kind(&name, expected));
                }
                (Some(_), _) => self.option(&name, path, line, value.span()),
            }
            path.pop();
        }
    }

    /// An option of the right kind: tried by itself, so that one does not hide what is wrong with the next.
    fn option(&mut self, name: &str, path: &[String], line: usize, span: Range<usize>) {
        let written = self.text.get(span).unwrap_or_default();
        let value = toml::from_str::<Table>(&format!("value = {written}")).ok().and_then(|mut table| table.remove("value"));
        let Some(value) = value else { return };
        let mut alone = Table::new();
        set(&mut alone, path, value.clone());
        match Config::deserialize(alone) {
            Ok(_) => {
                set(&mut self.good, path, value);
                self.stated.push(Stated { name: name.to_owned(), line });
            }
            Err(error) => self.refuse(line, unusable(name, written, &choices(error.message()))),
        }
    }

    fn refuse(&mut self, line: usize, problem: ConfigProblem) {
        self.problems.push(Placed { line: Some(line), problem });
    }

    /// The line of the option that the words name; the longest name where one is a part of another.
    fn line_named_in(&self, words: &str) -> Option<usize> {
        let named = |name: &str| {
            words.match_indices(name).any(|(at, _)| {
                let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                !words[..at].ends_with(part) && !words[at + name.len()..].starts_with(part)
            })
        };
        let of = self.stated.iter().filter(|stated| named(&stated.name));
        of.max_by_key(|stated| stated.name.len()).map(|stated| stated.line)
    }
}

impl Placed {
    fn with_line(self) -> ConfigProblem {
        let Some(line) = self.line else { return self.problem };
        ConfigProblem { ja: format!("{line}行目：{}", self.problem.ja), en: format!("line {line}: {}", self.problem.en) }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// The text with another value for an option that stands in it; everything else, comments too, stays as it is.
pub(super) fn with_value(text: &str, path: &[&str], literal: &str) -> String {
    let span = DeTable::parse(text).ok().and_then(|table| {
        let (last, folders) = path.split_last()?;
        let mut at = table.get_ref();
        for folder in folders {
            at = at.get(*folder)?.get_ref().as_table()?;
        }
        Some(at.get(*last)?.span())
    });
    match span.and_then(|span| Some((text.get(..span.start)?, text.get(span.end..)?))) {
        Some((before, after)) => format!("{before}{literal}{after}"),
        None => text.to_owned(),
    }
}

const fn same_kind(expected: &Value, found: &DeValue<'_>) -> bool {
    matches!(
        (expected, found),
        (Value::String(_), DeValue::String(_))
            | (Value::Integer(_), DeValue::Integer(_))
            | (Value::Float(_), DeValue::Float(_))
            | (Value::Boolean(_), DeValue::Boolean(_))
            | (Value::Array(_), DeValue::Array(_))
            | (Value::Table(_), DeValue::Table(_))
    )
}

fn set(table: &mut Table, path: &[String], value: Value) {
    let Some((last, folders)) = path.split_last() else { return };
    let mut at = table;
    for folder in folders {
        let inner = at.entry(folder.clone()).or_insert_with(|| Value::Table(Table::new()));
        let Value::Table(inner) = inner else { return };
        at = inner;
    }
    at.insert(last.clone(), value);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        read(text).1.into_iter().map(|problem| (problem.ja, problem.en)).collect()
    }

    #[test]
    fn every_problem_is_told_with_its_line_in_both_languages() {
        let text = "lang = \"fr\"\ntime_zone = \"Tokyo\"\ncolour = \"red\"\nscan_seconds = 5\n\n[intake]\nscan_second = 5\nsettle_seconds = \"2\"\nsize_max_mb = 0\n\
                    [mail]\ntransport = \"fax\"\nper_pass_max = -1\nallowed_domains = \"a.example\"\nhold = [1]\n[mail.smtp]\nport = 99999\n[schedule]\nremind = [\"毎朝\"]\n[log]\nlevel = \"loud\"\n";
        let told: Vec<String> = told(text).into_iter().map(|(ja, en)| format!("{ja}\n{en}")).collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn what_is_not_toml_is_told_beside_what_is_wrong_elsewhere() {
        let told =
            told("plans = [\"台帳.xlsx\"]\nfrom kikaku\n[mail]\nfrom = kikaku@city.example\nfrom = \"a@b.example\"\n[intake]\nsize = 1\n");
        let lines: Vec<&str> = told.iter().filter_map(|(ja, _)| ja.split('：').next()).collect();
        assert!(["2行目", "4行目", "7行目"].iter().all(|line| lines.contains(line)), "{told:?}");
    }

    #[test]
    fn a_wrong_option_costs_nothing_but_itself() {
        let (config, problems) = read("plans = [\"x\"]\n[intake]\nscan_seconds = 77\nsize_max_mb = \"a\"\n[folders]\ninbox = \"提出\"\n");
        assert_eq!(problems.len(), 1);
        assert_eq!((config.intake.scan_seconds, config.intake.size_max_mb), (77, 50));
        assert_eq!((config.folders.inbox.as_str(), config.plans), ("提出", vec!["x".to_owned()]));
    }

    #[test]
    fn one_value_is_changed_and_nothing_else() {
        let text = "# 注\nplans = [\n  \"a\", # 一\n]\n[folders]\nstate = \"/var/x\" # 内部\n";
        let changed = with_value(&with_value(text, &["folders", "state"], "\"state\""), &["plans"], "[]");
        assert_eq!(changed, "# 注\nplans = []\n[folders]\nstate = \"state\" # 内部\n");
        assert_eq!(with_value(text, &["folders", "inbox"], "\"x\""), text, "what is not there is not added");
    }

    #[test]
    fn a_file_from_the_windows_editor_is_read() {
        assert!(told("\u{feff}lang = \"en\"\r\n[log]\r\nkeep_days = 3\r\n").is_empty());
    }
}
