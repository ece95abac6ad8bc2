//! The manual pages, one file for each group of codes.

mod amended;
mod decision;
mod file;
mod identity;
mod own;
mod reading;
mod register;
mod register_plan;
mod register_rules;
mod table;
mod value;

use super::Rule;

const GROUPS: [&[Rule]; 11] = [
    &file::PAGES,
    &identity::PAGES,
    &table::PAGES,
    &value::PAGES,
    &register::PAGES,
    &register_plan::PAGES,
    &register_rules::PAGES,
    &own::PAGES,
    &amended::PAGES,
    &reading::PAGES,
    &decision::PAGES,
];
const COUNT: usize = file::PAGES.len()
    + identity::PAGES.len()
    + table::PAGES.len()
    + value::PAGES.len()
    + register::PAGES.len()
    + register_plan::PAGES.len()
    + register_rules::PAGES.len()
    + own::PAGES.len()
    + amended::PAGES.len()
    + reading::PAGES.len()
    + decision::PAGES.len();

/// All pages.
pub(super) const ALL: [Rule; COUNT] = joined();

const fn joined() -> [Rule; COUNT] {
    let mut all = [Rule { code: "", ja: "", en: "" }; COUNT];
    let (mut group, mut next) = (0, 0);
    while group < GROUPS.len() {
        let mut page = 0;
        while page < GROUPS[group].len() {
            all[next] = GROUPS[group][page];
            next += 1;
            page += 1;
        }
        group += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::diagnostic::samples::samples;
    use crate::diagnostic::{RULES, Rule};
    use crate::domain::Lang;

    /// Codes in the table of `class.rs`, as it is written: an enum cannot be asked for its variants.
    fn codes_of_the_enum() -> Vec<&'static str> {
        let tables = [include_str!("../class.rs"), include_str!("../own_problem.rs"), include_str!("../decision_problem.rs")];
        let classes = tables.into_iter().map(|text| text.split_once("pub const fn class").unwrap().1);
        classes.flat_map(|table| table.split("=> (\"").skip(1)).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_code_is_used_once_and_has_one_page_and_a_sample() {
        let codes = codes_of_the_enum();
        let unique: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(unique.len(), codes.len(), "a code stands twice in class.rs");
        let pages: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(pages.len(), RULES.len(), "a code has two pages");
        assert_eq!(pages, unique, "pages (left) and codes (right) differ: src/diagnostic/pages/");
        let sampled: BTreeSet<&str> = samples().iter().map(crate::diagnostic::Problem::code).collect();
        assert_eq!(sampled, unique, "samples (left) and codes (right) differ: src/diagnostic/samples.rs");
    }

    #[test]
    fn every_page_has_its_four_parts() {
        for rule in RULES {
            let heads = |lang, labels: [&str; 4]| {
                let lines: Vec<&str> = rule.page(lang).lines().collect();
                lines.len() == 4 && lines.iter().zip(labels).all(|(line, label)| line.starts_with(label) && line.len() > label.len() + 3)
            };
            assert!(heads(Lang::Ja, ["確認すること：", "理由：", "例：", "対応："]), "{}", rule.code);
            assert!(heads(Lang::En, ["What it checks: ", "Why: ", "Example: ", "What to do: "]), "{}", rule.code);
        }
        assert_eq!(Rule::find(" v012 ").map(|rule| rule.code), Some("V012"));
    }
}
