//! `explain`: the manual page of a finding's code.

use serde::Serialize;

use super::{CliError, Context, Outcome};
use crate::diagnostic::{RULES, Rule};
use crate::domain::Lang;

#[derive(Serialize)]
struct Page<'a> {
    code: &'a str,
    text: &'a str,
}

pub(super) fn explain(context: &Context, code: Option<&str>) -> Result<Outcome, CliError> {
    let lang = context.out.lang;
    let text = |rule: &Rule| match lang {
        Lang::Ja => rule.ja,
        Lang::En => rule.en,
    };
    let Some(code) = code else {
        let pages: Vec<Page<'_>> = RULES.iter().map(|rule| Page { code: rule.code, text: text(rule) }).collect();
        context.out.answer(&pages);
        for page in pages {
            context.out.line(format!("{}  {}", page.code, page.text.lines().next().unwrap_or_default()));
        }
        return Ok(Outcome::Fine);
    };
    let rule =
        RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code.trim())).ok_or_else(|| CliError::UnknownCode(code.to_owned()))?;
    context.out.answer(&Page { code: rule.code, text: text(rule) });
    context.out.line(format!("{}  {}", rule.code, text(rule)));
    Ok(Outcome::Fine)
}
