//! Counting rows of the data sheet with formulas: how many satisfy all of these.

/// A test of a range's cells.
pub(super) enum Is<'a> {
    /// Exactly these words.
    Exactly(&'a str),
    /// Anything but these words.
    Not(&'a str),
}

/// `COUNTIFS` over ranges of one length.
pub(super) fn count_ifs(tests: &[(&str, Is<'_>)]) -> String {
    let tests: Vec<String> = tests
        .iter()
        .map(|(range, is)| match is {
            Is::Exactly(words) => format!("{range},{}", criterion("=", words)),
            Is::Not(words) => format!("{range},{}", criterion("<>", words)),
        })
        .collect();
    format!("COUNTIFS({})", tests.join(","))
}

/// Words as a criterion that means exactly themselves: no comparison, no wildcard.
fn criterion(sign: &str, words: &str) -> String {
    let mut escaped = String::from(sign);
    for c in words.chars() {
        if matches!(c, '*' | '?' | '~') {
            escaped.push('~');
        }
        escaped.push(c);
    }
    format!("\"{}\"", escaped.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_only_themselves() {
        let formula = count_ifs(&[("C5:C9", Is::Not("構成")), ("L5:L9", Is::Exactly("\"A*\"?"))]);
        assert_eq!(formula, "COUNTIFS(C5:C9,\"<>構成\",L5:L9,\"=\"\"A~*\"\"~?\")");
    }
}
