//! What a formula of an old workbook tells without being calculated: whether it refers to another file, and whether its
//! result can only be a number. Its tokens are as [MS-XLS] lays them out.

/// Functions that give numbers only: counting, adding, rounding.
const NUMERIC: [u16; 28] =
    [0, 4, 5, 6, 7, 8, 9, 12, 20, 24, 25, 27, 32, 39, 169, 183, 197, 212, 213, 216, 227, 228, 325, 326, 344, 345, 346, 347];

/// Whether any token refers to sheets that `is_outside` says lie in another file. Tokens that are not known end the
/// walk; from there on every place that looks like such a reference counts as one, because a link that is overlooked
/// would pass for a number that somebody typed.
pub(super) fn refers_outside(tokens: &[u8], is_outside: impl Fn(u16) -> bool) -> bool {
    let mut rest = tokens;
    while let Some((token, behind)) = rest.split_first() {
        if is_reference(*token) && reference(behind).is_some_and(&is_outside) {
            return true;
        }
        match length(*token, behind).and_then(|length| behind.get(length..)) {
            Some(next) => rest = next,
            None => return looks_outside(rest, &is_outside),
        }
    }
    false
}

/// Whether the last step of the formula gives a number, whatever its parts are.
pub(super) fn is_number(tokens: &[u8]) -> bool {
    let mut rest = tokens;
    let mut number = false;
    while let Some((token, behind)) = rest.split_first() {
        let flags = behind.first().copied().unwrap_or(0);
        number = match class_free(*token) {
            // Brackets and blanks change nothing; nor do jumps, but for the one that means SUM.
            0x15 => number,
            0x19 => number || flags & 0x10 != 0,
            0x03..=0x07 | 0x12..=0x14 | 0x1E | 0x1F => true,
            0x21 => reference(behind).is_some_and(|function| NUMERIC.contains(&function)),
            0x22 => behind.get(1..).and_then(reference).is_some_and(|function| NUMERIC.contains(&function)),
            _ => false,
        };
        match length(*token, behind).and_then(|length| behind.get(length..)) {
            Some(next) => rest = next,
            None => return false,
        }
    }
    number
}

/// Names, cells and areas of other sheets, in their three classes.
const fn is_reference(token: u8) -> bool {
    matches!(class_free(token), 0x39..=0x3D)
}

/// The token without its class (reference, value, array).
const fn class_free(token: u8) -> u8 {
    if token >= 0x20 { (token & 0x1F) | 0x20 } else { token }
}

fn reference(behind: &[u8]) -> Option<u16> {
    behind.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn looks_outside(tokens: &[u8], is_outside: impl Fn(u16) -> bool) -> bool {
    tokens
        .windows(3)
        .any(|window| matches!(window, [token, low, high] if is_reference(*token) && is_outside(u16::from_le_bytes([*low, *high]))))
}

/// Bytes that belong to a token behind its first.
fn length(token: u8, behind: &[u8]) -> Option<usize> {
    Some(match class_free(token) {
        0x01 | 0x02 | 0x23 | 0x24 | 0x2A | 0x2C => 4,
        0x03..=0x16 => 0,
        // A text: its length, its flags, one or two bytes for each character.
        0x17 => 2 + usize::from(*behind.first()?) * if behind.get(1)? & 1 == 1 { 2 } else { 1 },
        // A choice carries its table of jumps.
        0x19 if behind.first()? & 0x04 != 0 => 3 + (usize::from(reference(behind.get(1..)?)?) + 1) * 2,
        0x19 | 0x22 => 3,
        0x1C | 0x1D => 1,
        0x1E | 0x21 | 0x29 => 2,
        0x1F | 0x25 | 0x2B | 0x2D => 8,
        0x20 => 7,
        0x26..=0x28 | 0x39 | 0x3A | 0x3C => 6,
        0x3B | 0x3D => 10,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference 1 lies in another file.
    fn outside(tokens: &[u8]) -> bool {
        refers_outside(tokens, |reference| reference == 1)
    }

    #[test]
    fn links_are_found_and_numbers_are_not_links() {
        let link = [0x5A, 1, 0, 4, 0, 2, 0];
        assert!(outside(&link));
        assert!(outside(&[&[0x1E, 5, 0][..], &link, &[0x03]].concat()), "behind a number");
        assert!(outside(&[&[0x17, 2, 1, 0x3A, 0, 1, 0][..], &link].concat()), "behind a text");
        assert!(outside(&[&[0x19, 0x04, 1, 0, 4, 0, 6, 0][..], &link].concat()), "in a choice");
        assert!(!outside(&[0x3A, 0, 0, 4, 0, 2, 0]), "a sheet of this file");
        assert!(!outside(&[0x1F, 0x3A, 1, 0, 0x3A, 1, 0, 0x3A, 1]), "a number of such bytes");
        assert!(!outside(&[0x17, 3, 0, 0x3A, 1, 0]), "a text of such bytes");
        assert!(outside(&[&[0x18, 9][..], &link].concat()), "behind a token that is not known");
        assert!(!outside(&[0x1F, 0]) && !outside(&[]), "cut short");
    }

    #[test]
    fn only_some_formulas_give_numbers_and_nothing_else() {
        let cell = [0x44, 0, 0, 0, 0];
        for numeric in [
            [&cell[..], &cell, &[0x04]].concat(),
            [&cell[..], &cell, &[0x04, 0x15]].concat(),
            [&[0x25, 0, 0, 4, 0, 0, 0, 0, 0][..], &[0x19, 0x10, 0, 0]].concat(),
            [&cell[..], &[0x42, 1, 4, 0]].concat(),
        ] {
            assert!(is_number(&numeric), "{numeric:?}");
        }
        for other in [
            cell.to_vec(),
            vec![0x17, 1, 0, b'a', 0x17, 1, 0, b'b', 0x08],
            [&cell[..], &[0x42, 3, 1, 0]].concat(),
            [&cell[..], &cell, &[0x04, 0x17, 0, 0, 0x08]].concat(),
            Vec::new(),
        ] {
            assert!(!is_number(&other), "{other:?}");
        }
    }
}
