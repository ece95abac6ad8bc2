//! What of a name tells indicators apart: not its blanks, brackets and marks, nor whether it is written wide or narrow.

use unicode_normalization::UnicodeNormalization;

/// The form in which two names of one indicator are equal: NFKC, without blanks, brackets, ※ and 【再掲】.
pub(super) fn name_key(name: &str) -> String {
    let folded: String = name.nfkc().filter(|c| !c.is_whitespace()).collect();
    let unmarked = folded.replace("【再掲】", "").replace("(再掲)", "");
    unmarked.chars().filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '「' | '」' | '『' | '』' | '〔' | '〕' | '※')).collect()
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn marks_do_not_make_another_name() {
        for name in ["三洞入洞者数(累計)", "三洞 入洞者数（累計）※", "【再掲】三洞入洞者数〔累計〕", "三洞入洞者数累計（再掲）"]
        {
            assert_eq!(name_key(name), "三洞入洞者数累計", "{name}");
        }
        assert_ne!(name_key("一洞入洞者数"), name_key("三洞入洞者数"));
    }
}
