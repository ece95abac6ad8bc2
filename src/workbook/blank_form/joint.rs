//! One workbook for several plans: names of its sheets, and what is typed only once.

use super::due_line;
use crate::form::{BlankForm, Filled, FormDeclaration};

/// Longest name of a sheet in Excel, in characters.
const SHEET_NAME_MAX: usize = 31;

/// Longest part in brackets, in characters.
const INNER_MAX: usize = 27;
/// So much of it stays where the name is long.
const INNER_KEPT: usize = 8;

/// Names that are taken; Excel allows each but once.
#[derive(Debug)]
pub(super) struct SheetNames(Vec<String>);

impl SheetNames {
    pub(super) fn of(taken: [&str; 2]) -> Self {
        Self(taken.map(str::to_owned).to_vec())
    }

    /// A free name for a sheet of the plan at `index`: the first plan's as it is, the others' with the plan's behind it
    /// (入力（総合戦略）).
    pub(super) fn of_plan(&mut self, name: &str, form: &BlankForm, index: usize) -> String {
        let is_taken = |taken: &[String], name: &str| taken.iter().any(|known| known.to_lowercase() == name.to_lowercase());
        let mut free = if index == 0 { name.to_owned() } else { bracketed(name, &form.plan_short) };
        if is_taken(&self.0, &free) {
            free = bracketed(name, &form.plan_short);
        }
        let mut number = 2;
        while is_taken(&self.0, &free) {
            free = bracketed(name, &number.to_string());
            number += 1;
        }
        self.0.push(free.clone());
        free
    }
}

fn bracketed(name: &str, inner: &str) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    let inner: String = inner.chars().filter(allowed).take(INNER_MAX).collect();
    let head: String = name.chars().take(SHEET_NAME_MAX - 2 - inner.chars().count().min(INNER_KEPT)).collect();
    let room = SHEET_NAME_MAX.saturating_sub(head.chars().count() + 2);
    format!("{head}（{}）", inner.chars().take(room).collect::<String>())
}

/// The declaration of the plan at `index`: what is typed at the head of the first one's sheet is not asked again.
pub(super) fn declaration_of(declaration: &FormDeclaration, index: usize) -> FormDeclaration {
    let mut own = declaration.clone();
    own.header.retain(|cell| index == 0 || !cell.input);
    own
}

/// The line below the title: which plan, by when, and what is entered elsewhere.
pub(super) fn lead(form: &BlankForm, forms: &[(&BlankForm, &FormDeclaration, &Filled)], index: usize) -> String {
    let first = forms.first().filter(|_| index > 0).map(|(_, declaration, _)| declaration.sheet.as_str());
    let once = first.map(|sheet| format!("　　※提出区分、記入者などは「{sheet}」シートに記入してください。"));
    format!("{}{}", due_line(form), once.unwrap_or_default())
}

/// Which indicators are entered on another plan's sheet, one sentence for each plan.
pub(super) fn elsewhere(form: &BlankForm) -> Vec<String> {
    let sentence = |other: &crate::form::Elsewhere| {
        let names: Vec<String> = other.indicators.iter().map(|name| format!("「{name}」")).collect();
        format!("{}の次の指標は、{}の欄に記入してください。2回の記入は不要です。{}", form.plan, other.plan, names.join(""))
    };
    form.elsewhere.iter().map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::sample;

    #[test]
    fn long_names_are_told_apart_within_what_excel_allows() {
        let form = sample::blank(&sample::current());
        let mut names = SheetNames::of(["はじめに", "記入例"]);
        let long = "施".repeat(SHEET_NAME_MAX);
        let found: Vec<String> = (0..14).map(|index| names.of_plan(&long, &form, index)).collect();
        assert!(found.iter().all(|name| name.chars().count() <= SHEET_NAME_MAX), "{found:?}");
        assert_eq!(found.iter().collect::<std::collections::BTreeSet<_>>().len(), found.len(), "{found:?}");
    }
}
