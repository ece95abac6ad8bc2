//! The manual page of each code.

/// A code's manual page: what it does, why it matters, an example, what to do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The stable code.
    pub code: &'static str,
    /// Japanese page.
    pub ja: &'static str,
    /// English page.
    pub en: &'static str,
}

/// All pages, in the order of their codes.
pub const RULES: &[Rule] = &[];
