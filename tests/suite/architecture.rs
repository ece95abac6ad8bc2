//! The map of the crate is true: import direction, purity of the core, adapters, heads and lengths of files.
//!
//! Each rule is a function from one source file to its breaches, so that it can be shown on planted text that it
//! does find what it looks for.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a helper of tests that reads the source")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Longest file.
const LINES_MAX: usize = 400;

/// Modules that are given everything they work on.
const CORE: [&str; 15] = [
    "domain",
    "diagnostic",
    "form",
    "register",
    "extraction",
    "assessment",
    "validation",
    "consolidation",
    "open_data",
    "schedule",
    "notification",
    "workbook",
    "board",
    "assets",
    "config",
];

/// The one file of a core module that may touch something outside.
const EDGES: [&str; 5] =
    ["register/folder.rs", "notification/eml.rs", "extraction/warm.rs", "extraction/child.rs", "extraction/confine.rs"];

/// What the core never does.
const OUTSIDE: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "tempfile::",
    "File::open",
];

/// Libraries with an adapter of their own, and where it lies.
const ADAPTERS: [(&str, &[&str]); 6] = [
    ("calamine", &["extraction/"]),
    ("rust_xlsxwriter", &["workbook/", "workbook.rs"]),
    ("rusqlite", &["store/"]),
    ("lettre", &["notification/"]),
    ("notify::", &["worker/"]),
    ("fail::", &["failpoint.rs", "main.rs"]),
];

struct Source {
    /// Below `src/` or `tests/`, with `/` between parts.
    path: String,
    text: String,
}

impl Source {
    fn planted(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Lines of code, numbered from 1, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| {
            let comment = line.match_indices("//").map(|(at, _)| at).find(|at| !line[..*at].ends_with(':'));
            (index + 1, &line[..comment.unwrap_or(line.len())])
        })
    }

    /// The line at which the file's own tests begin.
    fn tests_begin(&self) -> usize {
        let lines: Vec<&str> = self.text.lines().collect();
        let begins = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{');
        lines.windows(2).position(begins).map_or(usize::MAX, |index| index + 1)
    }

    fn breach(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path: below, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty());
    found
}

/// The modules in the order of the map at the head of `lib.rs`.
fn map_of(lib: &str) -> Vec<&str> {
    let row = |line| str::strip_prefix(line, "//! | [`").and_then(|rest: &str| rest.split_once("`] |")).map(|(module, _)| module);
    lib.lines().filter_map(row).collect()
}

/// Files that are compiled for tests only: `#[cfg(test)] mod name;` somewhere above them.
fn test_files(sources: &[Source]) -> BTreeSet<String> {
    let mut named = Vec::new();
    for source in sources {
        let lines: Vec<&str> = source.text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]") {
            if let Some(name) = pair[1].strip_suffix(';').and_then(|line| line.rsplit_once("mod ")).map(|(_, name)| name) {
                let folder = source.path.strip_suffix("mod.rs").map_or_else(|| source.path.replace(".rs", "/"), str::to_owned);
                named.push(format!("{folder}{name}"));
            }
        }
    }
    let belongs = |path: &str| {
        path.ends_with("_tests.rs") || named.iter().any(|name| path == format!("{name}.rs") || path.starts_with(&format!("{name}/")))
    };
    sources.iter().map(|source| source.path.clone()).filter(|path| belongs(path)).collect()
}

fn import_direction(source: &Source, order: &[&str]) -> Vec<String> {
    let place = |module: &str| order.iter().position(|known| *known == module);
    let Some(own) = place(source.module()) else { return Vec::new() };
    // A file of tests lies beside the file that it is a module of.
    let depth = source.path.trim_end_matches("/mod.rs").split('/').count() + usize::from(source.path.ends_with("_tests.rs"));
    let mut breaches = Vec::new();
    for (number, line) in source.code() {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            match place(&name) {
                Some(other) if other <= own => {}
                Some(_) => breaches.push(source.breach(number, &format!("imports `{name}`, a later module"))),
                None => breaches.push(source.breach(number, "name one module of the map after `crate::`")),
            }
        }
        // A chain of `super::` that reaches the root would hide an import.
        let deepest = depth - usize::from(number <= source.tests_begin());
        if line.contains(&"super::".repeat(deepest + 1)) {
            breaches.push(source.breach(number, "reaches the crate's root by `super::`; say `crate::`"));
        }
    }
    breaches
}

fn purity(source: &Source) -> Vec<String> {
    if !CORE.contains(&source.module()) || EDGES.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let tests = source.tests_begin();
    let reaches = |line: &str| OUTSIDE.iter().find(|outside| line.contains(**outside)).copied();
    let code = source.code().take_while(|(number, _)| *number < tests);
    code.filter_map(|(number, line)| reaches(line).map(|what| source.breach(number, &format!("`{what}` in the core")))).collect()
}

/// Tests may write and read workbooks to look into them.
fn adapters(source: &Source) -> Vec<String> {
    let tests = source.tests_begin();
    let mut breaches = Vec::new();
    for (library, homes) in ADAPTERS {
        if homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        for (number, line) in source.code().take_while(|(number, _)| *number < tests) {
            let named =
                line.match_indices(library).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"'));
            if named {
                breaches.push(source.breach(number, &format!("`{library}` outside its adapter")));
            }
        }
    }
    breaches
}

fn head_and_length(source: &Source) -> Vec<String> {
    let mut breaches = Vec::new();
    if !source.text.lines().next().is_some_and(|line| line.starts_with("//! ") && line.len() > "//! ".len()) {
        breaches.push(source.breach(1, "no `//!` line says what the file is for"));
    }
    let lines = source.text.lines().count();
    if lines > LINES_MAX {
        breaches.push(source.breach(lines, "the file asks to become two"));
    }
    breaches
}

fn skipped_tests(source: &Source) -> Vec<String> {
    let skips = |line: &str| ["#[ignore", "#![ignore"].iter().any(|skip| line.trim_start().starts_with(skip));
    source.code().filter(|(_, line)| skips(line)).map(|(number, _)| source.breach(number, "a test that never runs")).collect()
}

/// `from` is the line at which tests begin.
fn sleeping_tests(source: &Source, from: usize) -> Vec<String> {
    let sleep = concat!("thread::", "sleep");
    let code = source.code().filter(|(number, line)| *number >= from && line.contains(sleep));
    code.map(|(number, _)| source.breach(number, "a test that sleeps: inject the clock, or wait for what is awaited")).collect()
}

fn hold(breaches: &[String]) {
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

fn each(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>) {
    hold(&sources.iter().flat_map(rule).collect::<Vec<_>>());
}

#[test]
fn the_map_names_every_module_once() {
    let lib = sources("src").into_iter().find(|source| source.path == "lib.rs").unwrap();
    let map = map_of(&lib.text);
    let declared: BTreeSet<&str> =
        lib.text.lines().filter_map(|line| line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';'))).collect();
    assert_eq!(map.len(), declared.len(), "{map:?}");
    assert_eq!(map.iter().copied().collect::<BTreeSet<_>>(), declared);
    assert!(CORE.iter().all(|module| map.contains(module)));
}

#[test]
fn no_module_imports_a_later_one() {
    let sources = sources("src");
    let lib = sources.iter().find(|source| source.path == "lib.rs").unwrap();
    let order = map_of(&lib.text);
    each(&sources, |source| import_direction(source, &order));
}

#[test]
fn the_core_touches_nothing_outside() {
    let sources = sources("src");
    let tests = test_files(&sources);
    each(&sources, |source| if tests.contains(&source.path) { Vec::new() } else { purity(source) });
    for edge in EDGES {
        assert!(sources.iter().any(|source| source.path == edge), "{edge} is gone: strike it from the list");
    }
}

#[test]
fn each_library_is_spoken_to_in_one_place() {
    let sources = sources("src");
    let tests = test_files(&sources);
    each(&sources, |source| if tests.contains(&source.path) { Vec::new() } else { adapters(source) });
}

#[test]
fn each_file_says_what_it_is_for_and_is_short() {
    each(&sources("src"), head_and_length);
    each(&sources("tests"), head_and_length);
}

#[test]
fn every_test_runs_and_none_sleeps() {
    let sources_of_program = sources("src");
    let tests = test_files(&sources_of_program);
    each(&sources_of_program, skipped_tests);
    each(&sources_of_program, |source| sleeping_tests(source, if tests.contains(&source.path) { 1 } else { source.tests_begin() }));
    let suite = sources("tests");
    each(&suite, skipped_tests);
    each(&suite, |source| sleeping_tests(source, 1));
}

#[test]
fn every_failpoint_is_told_in_the_protocols() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/protocols.md")).unwrap();
    let mut points = BTreeSet::new();
    for source in sources("src") {
        for (_, line) in source.code() {
            let named = line.split_once("failpoint::at(\"").and_then(|(_, rest)| rest.split_once('"'));
            points.extend(named.map(|(name, _)| name.to_owned()));
        }
    }
    let quoted = text.split('`').skip(1).step_by(2);
    let told: BTreeSet<String> = quoted
        .filter(|word| {
            ["intake-", "output-", "mail-", "form-", "round-", "amendment-", "backup-", "restore-", "decision-"]
                .iter()
                .any(|p| word.starts_with(p))
        })
        .map(str::to_owned)
        .collect();
    assert!(!points.is_empty());
    assert_eq!(points, told);
}

#[test]
fn the_rules_find_what_is_planted() {
    let order = ["domain", "register", "store", "worker"];
    let found = |path: &str, text: &str| import_direction(&Source::planted(path, text), &order).len();
    assert_eq!(found("register/row.rs", "use crate::domain::Id;\nuse crate::register::Row;\nuse super::cell;"), 0);
    assert_eq!(found("register/row.rs", "use crate::worker::Worker;"), 1, "a later module");
    assert_eq!(found("register/row.rs", "fn f() { crate::store::open() }"), 1, "in the middle of a line");
    assert_eq!(found("register/row.rs", "// use crate::worker::Worker;"), 0, "a comment imports nothing");
    assert_eq!(found("register/row.rs", "use crate::{domain, worker};"), 1, "a list hides an import");
    assert_eq!(found("register/row.rs", "use super::super::worker::Worker;"), 1, "the root by another way");
    assert_eq!(found("register/mod.rs", "use super::worker::Worker;"), 1, "the root by another way");
    assert_eq!(found("register/mod.rs", "#[cfg(test)]\nmod tests {\n    use super::*;\n}"), 0);

    let found = |path: &str, text: &str| purity(&Source::planted(path, text)).len();
    assert_eq!(found("validation/row.rs", "use std::fs;"), 1);
    assert_eq!(found("schedule/key.rs", "let now = chrono::Utc::now();"), 1);
    assert_eq!(found("register/folder.rs", "use std::fs;"), 0, "an adapter");
    assert_eq!(found("worker/mod.rs", "use std::fs;"), 0, "the edge");
    assert_eq!(found("form/a.rs", "#[cfg(test)]\nmod tests {\n    use std::fs;\n}"), 0, "a test may look at files");

    let found = |path: &str, text: &str| adapters(&Source::planted(path, text)).len();
    assert_eq!(found("worker/mod.rs", "use rusqlite::Connection;"), 1);
    assert_eq!(found("worker/mod.rs", "use calamine::Xlsx;"), 1);
    assert_eq!(found("cli/mod.rs", "let book = rust_xlsxwriter::Workbook::new();"), 1);
    assert_eq!(found("workbook/style.rs", "use rust_xlsxwriter::Format;"), 0);

    let found = |text: &str| head_and_length(&Source::planted("a.rs", text)).len();
    assert_eq!(found("//! What it is for.\n"), 0);
    assert_eq!(found("use std::fmt;\n"), 1);
    assert_eq!(found(""), 1);
    assert_eq!(found(&format!("//! Long.\n{}", "\n".repeat(LINES_MAX))), 1);

    let planted = Source::planted(
        "a.rs",
        &["#[test]", &format!("#[{}]", "ignore"), &["fn a() { std::", "thread::", "sleep(TICK); }"].concat()].join("\n"),
    );
    assert_eq!((skipped_tests(&planted).len(), sleeping_tests(&planted, 1).len(), sleeping_tests(&planted, 4).len()), (1, 1, 0));

    let tests = test_files(&[
        Source::planted("form/mod.rs", "#[cfg(test)]\npub(crate) mod sample;"),
        Source::planted("form/sample.rs", ""),
        Source::planted("form/blank.rs", ""),
    ]);
    assert_eq!(tests, BTreeSet::from(["form/sample.rs".to_owned()]));
}
