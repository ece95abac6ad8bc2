//! What comes nearest to a text that is not there: the likeliest slip is a word more or less.

use std::collections::BTreeSet;

use super::index::Index;
use crate::extraction::office_text::key;
use crate::extraction::stored::quoted;

/// From this likeness on, in percent, a text is worth naming.
const LIKENESS_MIN: usize = 45;
const QUOTE_MAX: usize = 30;

/// `「実績」（報告書 G6）`; empty where nothing is like it.
pub(super) fn nearest(indexes: &[Index<'_>], declared: &str) -> String {
    let wanted = key(&declared.replace("{year}", "").replace("{last_year}", "").replace("{next_year}", ""));
    let wanted = wanted.as_str();
    let candidates = indexes.iter().flat_map(|index| index.texts().map(move |(text, at)| (likeness(wanted, text), index, at)));
    let best = candidates.filter(|(likeness, ..)| *likeness >= LIKENESS_MIN).max_by_key(|(likeness, ..)| *likeness);
    best.map_or_else(String::new, |(_, index, at)| {
        let text = index.sheet.get(at).map_or("", |cell| cell.content.text());
        format!("「{}」（{}）", quoted(text, QUOTE_MAX), index.spoken(at))
    })
}

/// Shared characters of both, in percent of all; neighbours count as well as the characters alone.
fn likeness(a: &str, b: &str) -> usize {
    let parts = |text: &str| -> BTreeSet<String> {
        let chars: Vec<char> = text.chars().take(40).collect();
        let single = chars.iter().map(char::to_string);
        single.chain(chars.windows(2).map(|pair| pair.iter().collect())).collect()
    };
    let (a, b) = (parts(a), parts(b));
    let shared = a.intersection(&b).count();
    shared.saturating_mul(200).checked_div(a.len() + b.len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn a_word_more_or_less_is_near_and_another_word_is_not() {
        assert!(likeness("実績値", "実績") >= super::LIKENESS_MIN);
        assert!(likeness("重要業績評価指標", "重要業績評価指標(KPI)") >= super::LIKENESS_MIN);
        assert!(likeness("実績値", "備考") < super::LIKENESS_MIN);
    }
}
