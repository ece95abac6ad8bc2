//! Findings that a decision may settle (指摘の免除): those that ask for an explanation. An error is not among them, because
//! the value was not taken; it is put right, or the register is.

/// Codes of the queries about returns.
pub const WAIVABLE: [&str; 12] = ["T008", "V011", "V012", "V013", "V014", "V021", "V024", "V025", "V031", "V032", "V033", "V035"];

#[cfg(test)]
mod tests {
    use super::WAIVABLE;
    use crate::diagnostic::samples::samples;
    use crate::domain::Severity;

    #[test]
    fn exactly_the_queries_about_returns_may_be_waived() {
        let samples = samples();
        let of_returns = samples.iter().filter(|problem| problem.severity() == Severity::Query && !problem.code().starts_with(['R', 'D']));
        let mut codes: Vec<&str> = of_returns.map(crate::diagnostic::Problem::code).collect();
        codes.dedup();
        assert_eq!(codes, WAIVABLE);
    }
}
