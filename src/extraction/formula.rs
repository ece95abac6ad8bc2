//! What a formula says of the value beside it: that it comes from another file, or is a truth value.

/// A truth value as one program saves it: a formula whose result is 1 or 0, which nobody meant as a number.
pub(super) fn truth_value(formula: &str) -> Option<&'static str> {
    let bare = formula.trim().trim_end_matches("()");
    ["TRUE", "FALSE"].into_iter().find(|value| bare.eq_ignore_ascii_case(value))
}

/// Whether a formula refers to another workbook: `[1]Sheet1!A1`, `'[実績.xlsx]4月'!B2`. Columns of a table
/// (`Table1[[#This Row],[2024]]`) also stand in brackets.
pub(super) fn refers_to_another_file(formula: &str) -> bool {
    let mut depth = 0usize;
    let mut in_text = false;
    let mut before = ' ';
    for (at, c) in formula.char_indices() {
        match c {
            '"' => in_text = !in_text,
            _ if in_text => {}
            '[' => {
                let inner = formula.get(at + 1..).and_then(|rest| rest.split(']').next()).unwrap_or("");
                let numbered = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit());
                let of_a_table = before.is_alphanumeric() || before == '_';
                let named = inner.to_ascii_lowercase().contains(".xl") || inner.to_ascii_lowercase().ends_with(".csv");
                if depth == 0 && (named || (numbered && !of_a_table)) {
                    return true;
                }
                depth += 1;
            }
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn another_file_is_told_from_a_table_and_from_a_text() {
        for formula in ["[1]Sheet1!A1", "'C:\\実績\\[4月.xlsx]Sheet1'!A1*2", "SUM([集計.csv]集計!A:A)", "A1+[2]入力!B3"] {
            assert!(refers_to_another_file(formula), "{formula}");
        }
        for formula in ["SUM(表1[[#This Row],[2024]])", "表1[2024]", "IF(A1=\"[1]\",1,6)", "SUM(A1:A3)", ""] {
            assert!(!refers_to_another_file(formula), "{formula}");
        }
        assert_eq!(["TRUE()", " false ", "TRUE()*1", "A1=TRUE"].map(truth_value), [Some("TRUE"), Some("FALSE"), None, None]);
    }

    proptest! {
        #[test]
        fn no_formula_panics(formula in "[\\[\\]\"'!A-Z0-9.xl あ]{0,30}") {
            refers_to_another_file(&formula);
        }
    }
}
