//! Text made comparable: normalised to match, while the original is what is shown.

use unicode_normalization::UnicodeNormalization;

use crate::domain::{Indicator, Quantity};
use crate::extraction::RawCell;

/// NFKC without any white space: `４５ ．３％` and `45.3%` are the same.
pub(super) fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// Whether a text says something: a dash or a dot alone does not.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() && c != 'ー')
}

/// A number as the form prints it in a locked cell: `32,000`, `△244`, `45.3%`, `80%以上`, `119.4（R4年度）`. What the department
/// types is read by `extraction::read_entry`, which also tells back how.
pub(super) fn printed_number(cell: &RawCell, indicator: &Indicator) -> Option<Quantity> {
    let text = plain(cell.content.text());
    let head = text.split_once('(').map_or(text.as_str(), |(head, _)| head);
    let unit = plain(&indicator.unit);
    let head = ["以上", "以下"].into_iter().find_map(|operator| head.strip_suffix(operator)).unwrap_or(head);
    let head = head.strip_suffix(unit.as_str()).filter(|_| !unit.is_empty()).unwrap_or(head);
    let digits: String = head.chars().filter(|c| *c != ',').map(|c| if matches!(c, '△' | '▲' | '−') { '-' } else { c }).collect();
    let number: Quantity = digits.parse().ok()?;
    if cell.percent && indicator.is_percent() { number.times(Quantity::HUNDRED) } else { Some(number) }
}

/// A number with the indicator's decimals and unit, for a finding; a stage by its name.
pub(super) fn amount(quantity: Quantity, indicator: &Indicator) -> String {
    if let Some(stage) = indicator.stage(quantity) {
        return stage.to_owned();
    }
    format!("{}{}", quantity.grouped(indicator.decimals), indicator.unit)
}
