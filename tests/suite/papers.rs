//! The papers beside the code are true: links lead somewhere, commands exist, the glossary's words are in the code.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a helper of tests that reads the papers")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files with this ending below a folder of the repository.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|known| known == extension) {
                found.push(path);
            }
        }
    }
    found
}

/// Relative targets of the links of a paper, without its pictures.
fn links(text: &str) -> Vec<&str> {
    let targets = text.match_indices("](").filter(|(at, _)| {
        let opened = text[..*at].rfind('[');
        !opened.is_some_and(|opened| text[..opened].ends_with('!'))
    });
    let targets = targets.filter_map(|(at, _)| text[at + 2..].split_once(')').map(|(target, _)| target));
    targets.filter(|target| !target.contains("://") && !target.starts_with('#')).collect()
}

/// What a link to a heading is called.
fn anchor(line: &str) -> Option<String> {
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    Some(kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect())
}

#[test]
fn links_lead_somewhere() {
    assert_eq!(links("a [b](c.md) ![d](e.png) [f](https://g.example/)"), ["c.md"]);
    let mut papers = files("docs", "md");
    papers.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name)));
    for paper in papers {
        let text = fs::read_to_string(&paper).unwrap();
        for link in links(&text) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = paper.parent().unwrap().join(file);
            assert!(target.exists(), "{}: {link}", paper.display());
            if !heading.is_empty() {
                let text = fs::read_to_string(&target).unwrap();
                assert!(text.lines().any(|line| anchor(line).as_deref() == Some(heading)), "{}: {link}", paper.display());
            }
        }
    }
}

#[test]
fn every_command_in_the_readme_exists_with_its_options() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with("torimatome ")).collect();
    assert!(lines.len() >= 10);
    for line in lines {
        let words: Vec<&str> = line.split('#').next().unwrap_or_default().split_whitespace().skip(1).collect();
        let is_command = |word: &&&str| word.bytes().all(|b| b.is_ascii_lowercase());
        let command: Vec<&str> = words.iter().take_while(is_command).copied().collect();
        let help = Command::new(env!("CARGO_BIN_EXE_torimatome")).args(&command).arg("--help").output().unwrap();
        assert!(help.status.success(), "{line}");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{line}: {option}");
        }
    }
}

#[test]
fn the_words_of_the_glossary_are_in_the_code() {
    let source: String = files("src", "rs").iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let rows = glossary.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| Japanese"));
    let mut words = 0;
    for row in rows {
        let in_code = row.rsplit('|').nth(1).unwrap();
        for quoted in in_code.split('`').skip(1).step_by(2) {
            for word in quoted.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty()) {
                let is_there = source.match_indices(word).any(|(at, _)| {
                    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                    !source[..at].ends_with(part) && !source[at + word.len()..].starts_with(part)
                });
                assert!(is_there, "`{word}`: {row}");
                words += 1;
            }
        }
    }
    assert!(words > 50);
}
