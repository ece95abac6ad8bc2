//! `explain`: the manual page of a finding's code.

use serde::Serialize;

use super::{CliError, Context, Outcome};
use crate::diagnostic::{RULES, Rule, switchable, why_fixed};
use crate::domain::Lang;

#[derive(Serialize)]
struct Page<'a> {
    code: &'a str,
    text: &'a str,
    /// Weights that the office may give it.
    weights: Vec<&'static str>,
}

pub(super) fn explain(context: &Context, code: Option<&str>) -> Result<Outcome, CliError> {
    let lang = context.out.lang;
    let text = |rule: &Rule| match lang {
        Lang::Ja => rule.ja,
        Lang::En => rule.en,
    };
    let Some(code) = code else {
        let pages: Vec<Page<'_>> =
            RULES.iter().map(|rule| Page { code: rule.code, text: text(rule), weights: weights(rule.code) }).collect();
        context.out.answer(&pages);
        for page in pages {
            context.out.line(format!("{}  {}", page.code, page.text.lines().next().unwrap_or_default()));
        }
        return Ok(Outcome::Fine);
    };
    let rule =
        RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code.trim())).ok_or_else(|| CliError::UnknownCode(code.to_owned()))?;
    context.out.answer(&Page { code: rule.code, text: text(rule), weights: weights(rule.code) });
    context.out.line(format!("{}  {}", rule.code, text(rule)));
    context.out.line(switching(rule.code, lang));
    Ok(Outcome::Fine)
}

fn weights(code: &str) -> Vec<&'static str> {
    switchable(code).map_or(&[][..], |rule| rule.weights).iter().map(|weight| weight.label(Lang::En)).collect()
}

/// Whether the office may give the rule another weight, or why not.
fn switching(code: &str, lang: Lang) -> String {
    let Some(rule) = switchable(code) else {
        let why = why_fixed(code, lang);
        return match lang {
            Lang::Ja => format!("重み：変えられません。{why}。"),
            Lang::En => format!("Weight: fixed; {why}."),
        };
    };
    let words: Vec<&str> = rule.weights.iter().map(|weight| weight.label(lang)).collect();
    let threshold = rule.threshold(lang).map(|what| match lang {
        Lang::Ja => format!("基準：{what}。"),
        Lang::En => format!(" Threshold: {what}."),
    });
    let threshold = threshold.unwrap_or_default();
    match lang {
        Lang::Ja => format!("重み：台帳の「検証規則」で、{}にできます。{threshold}", words.join("、")),
        Lang::En => format!("Weight: may be made {} in the sheet 検証規則.{threshold}", words.join(", ")),
    }
}
