//! What stands in one cell, read as a number of one indicator.
#![no_main]

use libfuzzer_sys::fuzz_target;
use torimatome::diagnostic::Finding;
use torimatome::domain::Indicator;
use torimatome::extraction::{Content, Entry, RawCell, read_entry};
use torimatome_fuzz::{Bytes, can_be_said, registries};

fuzz_target!(|data: &[u8]| {
    let mut bytes = Bytes(data);
    let indicators: Vec<&Indicator> = registries().iter().flat_map(|registry| registry.indicators.values()).collect();
    let indicator = indicators[bytes.below(indicators.len())];
    let (kind, flags) = (bytes.byte(), bytes.byte());
    let text = String::from_utf8_lossy(bytes.0).into_owned();
    // A reader hands over no other number than one that a stored double prints.
    let number = || text.parse::<f64>().ok().filter(|number| number.is_finite()).map_or("45.3".to_owned(), |number| number.to_string());
    let content = match kind % 8 {
        0 => Content::Number(number()),
        1 => Content::Date(text.clone()),
        2 => Content::Error(text.clone()),
        3 => Content::Bool(flags & 4 != 0),
        4 => Content::Nothing,
        _ => Content::Text(text.clone()),
    };
    let formula = (flags & 1 != 0).then(|| text.clone());
    let cell = RawCell { at: "I14".parse().expect("an address"), content, percent: flags & 2 != 0, formula };
    let entry = read_entry(Some(&cell), indicator);
    let problems = match &entry {
        Entry::Number { problems, .. } => problems.clone(),
        Entry::Bad(problem) => vec![problem.clone()],
        Entry::Blank | Entry::Mark(_) => Vec::new(),
    };
    for problem in problems {
        can_be_said(&Finding::file(problem));
    }
    let Entry::Number { value, .. } = entry else { return };
    // What was understood reads as itself, without a word.
    let again = RawCell { content: Content::Number(value.to_string()), percent: false, formula: None, ..cell.clone() };
    if indicator.stages.is_empty() {
        assert_eq!(read_entry(Some(&again), indicator), Entry::Number { value, problems: Vec::new() }, "{text:?}");
        // A number comes from digits, never from a mark.
        let digit = |c: char| c.is_numeric() || "〇零一二三四五六七八九十百千万億元".contains(c);
        if let Content::Text(text) = &cell.content {
            assert!(text.contains(digit), "{text:?} is {value}");
        }
    }
});
