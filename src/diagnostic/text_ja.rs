//! The Japanese prose of every problem: what happened, and what to do. 公用文: short sentences, です・ます, no blame.
//! One file for each group of codes.

mod decision;
mod file;
mod identity;
mod own;
mod register;
mod register_plan;
mod register_rules;
mod table;
mod value;

use super::{Problem, text_answers};
use crate::domain::Lang;

pub(super) fn message(problem: &Problem) -> String {
    words(problem).0
}

pub(super) fn remedy(problem: &Problem) -> String {
    words(problem).1
}

/// Message and remedy. A problem that no group knows would be silent; `prose_tests` holds that none is.
fn words(problem: &Problem) -> (String, String) {
    let groups = [
        file::words,
        identity::words,
        table::words,
        value::words,
        register::words,
        register_plan::words,
        register_rules::words,
        own::words,
        decision::words,
    ];
    groups.into_iter().find_map(|words| words(problem)).or_else(|| text_answers::words(problem, Lang::Ja)).unwrap_or_default()
}
