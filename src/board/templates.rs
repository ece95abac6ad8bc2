//! The page's template, style and script: the built-in ones, or those an office has edited, with the policy that lets
//! a browser run exactly these and nothing else.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};

use super::page::Page;

/// What stands before the state in a page.
pub(super) const STATE_BEFORE: &str = "<meta name=\"torimatome-state\" content=\"";

/// The files below `templates/board/`, with the texts that ship with the program.
const BUILT_IN: [(&str, &str); 3] = [
    ("board.html", include_str!("../../templates/board/board.html")),
    ("board.css", include_str!("../../templates/board/board.css")),
    ("board.js", include_str!("../../templates/board/board.js")),
];

/// Why the board's templates cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The template does not work: a slip in the syntax or a placeholder that does not exist.
    #[error("templates/board/board.html: {0}")]
    Broken(String),
    /// Style or script would end the element that carries it.
    #[error("templates/board/{0} must not hold the text `</`, which ends a style or script; write `<\\/` in a script")]
    Closes(String),
}

impl From<minijinja::Error> for TemplateError {
    fn from(error: minijinja::Error) -> Self {
        let line = error.line().map(|line| format!(" (line {line})")).unwrap_or_default();
        Self::Broken(format!("{error}{line}"))
    }
}

/// The board's templates, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    html: String,
    css: String,
    js: String,
    policy: String,
}

impl Templates {
    /// The names of the files.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// The templates that ship with the program.
    pub fn built_in() -> Result<Self, TemplateError> {
        Self::from_map(&BTreeMap::new())
    }

    /// The built-in templates with those of `overrides` in their place: name below `templates/board/` → text. They are
    /// tried on an empty page, so that a slip shows at start.
    pub fn from_map(overrides: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let [html, css, js] = BUILT_IN.map(|(name, text)| (name, clean(overrides.get(name).map_or(text, String::as_str))));
        if let Some((name, _)) = [&css, &js].into_iter().find(|(_, text)| text.contains("</")) {
            return Err(TemplateError::Closes((*name).to_owned()));
        }
        let policy = format!(
            "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
            source_hash(&js.1),
            source_hash(&css.1)
        );
        let templates = Self { html: html.1, css: css.1, js: js.1, policy };
        templates.render(&Page::empty(), "")?;
        Ok(templates)
    }

    /// One hash of the templates and of all that the page says apart from the time of day.
    pub(super) fn state_of(&self, page: &Page) -> String {
        let mut hash = Sha256::new();
        for part in [&self.html, &self.css, &self.js] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        // A page is plain data: what cannot be told apart is written again.
        hash.update(serde_json::to_vec(page).unwrap_or_default());
        hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            for nibble in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(nibble), 16));
            }
            text
        })
    }

    pub(super) fn render(&self, page: &Page, state: &str) -> Result<String, TemplateError> {
        let environment = environment()?;
        let template = environment.template_from_named_str("board.html", &self.html)?;
        let html = template.render(context! {
            page => Value::from(Serde(page)),
            as_of => Value::from(Serde(&page.as_of)),
            as_of_iso => page.as_of_iso.as_str(),
            state => state,
            policy => Value::from_safe_string(self.policy.clone()),
            css => Value::from_safe_string(self.css.clone()),
            js => Value::from_safe_string(self.js.clone()),
        })?;
        // Declarations at the head of the template leave no gap before the document.
        Ok(html.trim_start().to_owned())
    }
}

/// Everything is escaped as HTML, and a name that does not exist is an error.
fn environment<'a>() -> Result<Environment<'a>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    Ok(environment)
}

/// As an editor on Windows may have saved it (BOM, CRLF): a browser hashes what it reads with LF.
fn clean(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// `sha256-…` as a policy names an inline script or style.
fn source_hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let value = (group >> (18 - 6 * digit)) & 63;
            let known = if digit <= chunk.len() { usize::try_from(value).ok().and_then(|value| DIGITS.get(value)) } else { None };
            text.push(known.map_or('=', |digit| char::from(*digit)));
        }
    }
    text
}

#[cfg(test)]
mod base64_tests {
    use super::base64;

    #[test]
    fn as_rfc_4648_writes_it() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in pairs {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
