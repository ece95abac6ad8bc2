//! Findings that a decision may settle (指摘の免除): those that ask for an explanation, by themselves or since the office switched
//! their rule to it. An error is not among them, because the value was not taken; it is put right, or the register is.

/// Codes of findings about returns that are queries, or may be made one (検証規則).
pub const WAIVABLE: [&str; 18] = [
    "T007", "T008", "V008", "V009", "V010", "V011", "V012", "V013", "V014", "V015", "V021", "V024", "V025", "V030", "V031", "V032", "V033",
    "V035",
];

#[cfg(test)]
mod tests {
    use super::WAIVABLE;
    use crate::diagnostic::samples::samples;
    use crate::diagnostic::switchable;
    use crate::domain::{Severity, Weight};

    #[test]
    fn exactly_what_may_be_a_query_about_a_return_may_be_waived() {
        let samples = samples();
        let of_returns = samples.iter().filter(|problem| !problem.code().starts_with(['R', 'D']));
        let may_ask = of_returns.filter(|problem| {
            let switched = switchable(problem.code()).is_some_and(|rule| rule.weights.contains(&Weight::Query));
            problem.severity() == Severity::Query || switched
        });
        let mut codes: Vec<&str> = may_ask.map(crate::diagnostic::Problem::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes, WAIVABLE);
    }
}
