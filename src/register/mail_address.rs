//! The shape of mail addresses: ASCII, one @, a real domain, nothing that could end a header line.

use super::cell::CellError;

/// Longest address (RFC 5321).
const ADDRESS_BYTES_MAX: usize = 254;
/// Longest part before the @ (RFC 5321).
const LOCAL_BYTES_MAX: usize = 64;

/// Addresses separated by blanks or semicolons.
pub(super) fn list(text: &str) -> Result<Vec<String>, CellError> {
    let addresses: Vec<String> =
        text.split([' ', '\u{3000}', ';', '；']).filter(|address| !address.is_empty()).map(str::to_owned).collect();
    let good = !addresses.is_empty() && addresses.iter().all(|address| is_address(address));
    if good { Ok(addresses) } else { Err(CellError::invalid("kikaku@city.example")) }
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-.".contains(&byte);
    let local_good = !local.is_empty() && local.len() <= LOCAL_BYTES_MAX && local.bytes().all(plain) && !dotted_badly(local);
    text.len() <= ADDRESS_BYTES_MAX && local_good && is_domain(domain)
}

fn dotted_badly(local: &str) -> bool {
    local.starts_with('.') || local.ends_with('.') || local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !label.is_empty() && label.len() <= 63 && inner && !label.starts_with('-') && !label.ends_with('-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses() {
        assert_eq!(list("a@city.example; b.c@x-y.example").map(|all| all.len()), Ok(2));
        for wrong in [
            "kikaku",
            "a@b@city.example",
            "a@市.example",
            "課@city.example",
            "a@city.example\nBcc:x@y.example",
            "a@city",
            "<a@city.example>",
            ".a@city.example",
            "a@-x.example",
        ] {
            assert!(list(wrong).is_err(), "{wrong:?}");
        }
    }
}
