//! Standard output and error. A closed pipe is not an error.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::domain::Lang;

/// Where a command speaks.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    /// Language of messages.
    pub lang: Lang,
    /// Whether answers are JSON.
    pub json: bool,
}

impl Out {
    /// A line for people; nothing in JSON mode.
    pub fn line(self, text: impl AsRef<str>) {
        if !self.json {
            let _ = writeln!(io::stdout(), "{}", text.as_ref());
        }
    }

    /// The same line in the language asked for.
    pub fn say(self, ja: impl AsRef<str>, en: impl AsRef<str>) {
        self.line(self.lang.pick(ja.as_ref(), en.as_ref()));
    }

    /// A line on standard error, in both modes.
    #[expect(clippy::unused_self, reason = "a command complains where it speaks")]
    pub fn complain(self, text: impl AsRef<str>) {
        let _ = writeln!(io::stderr(), "torimatome: {}", text.as_ref());
    }

    /// The answer for scripts; nothing in the other mode.
    pub fn answer(self, answer: &impl Serialize) {
        if self.json
            && let Ok(text) = serde_json::to_string_pretty(answer)
        {
            let _ = writeln!(io::stdout(), "{text}");
        }
    }

    /// One of many answers for scripts, on a line of its own; nothing in the other mode.
    pub fn event(self, answer: &impl Serialize) {
        if self.json
            && let Ok(text) = serde_json::to_string(answer)
        {
            let _ = writeln!(io::stdout(), "{text}");
        }
    }

    /// Whether a person watches.
    #[must_use]
    pub fn watched(self) -> bool {
        !self.json && io::stdout().is_terminal()
    }
}

/// "1 error", "2 errors".
pub fn counted(n: usize, one: &str) -> String {
    match (n, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) => format!("{n} {stem}ies"),
        (_, None) => format!("{n} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        let said = [(1, "error"), (0, "error"), (1, "query"), (2, "query")].map(|(n, one)| counted(n, one));
        assert_eq!(said, ["1 error", "0 errors", "1 query", "2 queries"]);
    }
}
