//! The prose of every problem.

use super::Problem;

pub(super) fn message(problem: &Problem) -> String {
    problem.code().to_owned()
}

pub(super) fn remedy(_problem: &Problem) -> String {
    String::new()
}
