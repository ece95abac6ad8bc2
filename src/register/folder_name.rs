//! Names of departments' folders: safe on every file share, apart from each other, and not the installation's own.

use unicode_normalization::UnicodeNormalization;

/// Folders that the installation makes itself, below inbox or outbox.
const RESERVED: [&str; 4] = ["planning", "確認用", "確認済", "受付済"];
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// Longest name in UTF-8 bytes, so that a path on a share stays within its limits.
const BYTES_MAX: usize = 120;

/// The form in which two names that a file share takes for one are equal: NFKC, without case.
pub(super) fn folded(name: &str) -> String {
    name.nfkc().collect::<String>().to_lowercase()
}

/// Whether a name is one safe path component.
pub(super) fn is_safe(name: &str) -> bool {
    let folded = folded(name);
    let foreign = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let stem = folded.split('.').next().unwrap_or_default();
    let numbered = |device: &str| stem.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()));
    let device = DEVICES.contains(&stem) || numbered("com") || numbered("lpt");
    let edges = name.starts_with('.') || name.ends_with(['.', ' ']) || name.starts_with(' ') || name.contains("..");
    // Full-width marks such as ： fold to forbidden ones; some shares store them so.
    !name.is_empty() && name.len() <= BYTES_MAX && !edges && !folded.contains(foreign) && !device && !RESERVED.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_safe_component() {
        for good in ["観光政策課", "012 観光政策課", "建設課（土木）", "kanko"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in ["", "..", ".x", "a/b", "a\\b", "a:b", "a：b", "課?", "Planning", "確認用", "受付済", "CON", "com1.txt", "課.", "a\u{7}"]
        {
            assert!(!is_safe(bad), "{bad:?}");
        }
        assert_eq!(folded("ＫＡＮＫＯ"), folded("kanko"));
    }
}
