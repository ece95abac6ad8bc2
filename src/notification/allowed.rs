//! To whom mail may go: an allow-list of domains from the configuration.

use lettre::Address;

/// Why an entry is not a domain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{entry:?} is not a mail domain; write e.g. \"city.mine.lg.jp\", or \".lg.jp\" for every domain below it")]
pub struct DomainError {
    /// What was written.
    pub entry: String,
}

/// Why nothing is sent to an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipientError {
    /// Not an address.
    #[error("{recipient:?} is not a mail address")]
    NotAnAddress {
        /// What stands in the register.
        recipient: String,
    },
    /// Outside the allowed domains.
    #[error("{recipient} is not in the allowed domains")]
    NotAllowed {
        /// The address.
        recipient: String,
    },
}

const NOT_AN_ADDRESS: &str = " is not a mail address";
const NOT_ALLOWED: &str = " is not in the allowed domains";

impl RecipientError {
    /// What a Japanese reader is told where `note`, kept with a mail, is one of these reasons.
    #[must_use]
    pub fn note_in_japanese(note: &str) -> Option<String> {
        let (recipient, remedy) = if let Some(recipient) = note.strip_suffix(NOT_ALLOWED) {
            (recipient, "送信してよいドメイン（[mail] の allowed_domains）の宛先ではありません。設定か、台帳のアドレスを直してから")
        } else {
            (note.strip_suffix(NOT_AN_ADDRESS)?, "メールアドレスとして読めません。台帳のアドレスを直してから")
        };
        Some(format!("{recipient}：{remedy}、mailbox retry を実行してください。"))
    }
}

/// Domains to which mail may go. None are allowed until the office names one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllowedDomains(Vec<String>);

impl AllowedDomains {
    /// Reads the list: `city.example` allows that domain and those below it, `.example` those below it only.
    pub fn parse<S: AsRef<str>>(entries: &[S]) -> Result<Self, DomainError> {
        entries.iter().map(|entry| domain(entry.as_ref())).collect::<Result<_, _>>().map(Self)
    }

    /// The address, when mail may go to it.
    pub fn check(&self, recipient: &str) -> Result<Address, RecipientError> {
        let not_an_address = || RecipientError::NotAnAddress { recipient: recipient.escape_debug().to_string() };
        // Municipal relays take ASCII addresses only; a full-width ＠ or a trailing space is a slip in the register.
        if !recipient.is_ascii() || recipient.chars().any(|c| c.is_ascii_control() || c == ' ') {
            return Err(not_an_address());
        }
        let address: Address = recipient.parse().map_err(|_| not_an_address())?;
        let host = address.domain().to_ascii_lowercase();
        let allowed = self.0.iter().any(|entry| match entry.strip_prefix('.') {
            Some(_) => host.ends_with(entry.as_str()),
            None => host == *entry || host.strip_suffix(entry.as_str()).is_some_and(|rest| rest.ends_with('.')),
        });
        if allowed { Ok(address) } else { Err(RecipientError::NotAllowed { recipient: recipient.to_owned() }) }
    }
}

fn domain(entry: &str) -> Result<String, DomainError> {
    let text = entry.trim().to_ascii_lowercase();
    let labels = text.strip_prefix('.').unwrap_or(&text);
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if labels.split('.').all(is_label) { Ok(text) } else { Err(DomainError { entry: entry.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(entries: &[&str], recipient: &str) -> bool {
        AllowedDomains::parse(entries).expect("domains").check(recipient).is_ok()
    }

    #[test]
    fn a_domain_allows_itself_and_what_lies_below_it_and_no_look_alike() {
        assert!(verdicts(&["city.example"], "kanko@city.example"));
        assert!(verdicts(&["City.Example"], "kanko@mail.CITY.example"));
        assert!(!verdicts(&["city.example"], "kanko@evilcity.example"));
        assert!(!verdicts(&["city.example"], "kanko@city.example.com"));
        assert!(verdicts(&[".example"], "kanko@city.example"));
        assert!(!verdicts(&[".example"], "kanko@example"));
        assert!(!verdicts(&[], "kanko@city.example"));
    }

    #[test]
    fn a_kept_reason_is_told_in_japanese_with_what_to_do() {
        let not_allowed = RecipientError::NotAllowed { recipient: "a@b.example".to_owned() }.to_string();
        let told = RecipientError::note_in_japanese(&not_allowed).expect("known");
        assert!(told.starts_with("a@b.example：") && told.contains("allowed_domains"), "{told}");
        let no_address = RecipientError::NotAnAddress { recipient: "kanko".to_owned() }.to_string();
        assert!(RecipientError::note_in_japanese(&no_address).expect("known").contains("台帳のアドレス"));
        assert_eq!(RecipientError::note_in_japanese("550 no such user"), None);
    }

    #[test]
    fn what_is_no_single_address_is_refused() {
        for text in [
            "",
            "kanko",
            "a@city.example, b@city.example",
            "kanko＠city.example",
            "a@city.example\r\nBcc: b@x.example",
            " a@city.example",
            "観光 <a@city.example>",
        ] {
            let error = AllowedDomains::parse(&["city.example"]).expect("domains").check(text).expect_err(text);
            assert!(matches!(error, RecipientError::NotAnAddress { .. }), "{error}");
            assert!(!error.to_string().contains('\n'));
        }
    }

    #[test]
    fn an_entry_that_would_allow_everyone_is_refused() {
        for entry in ["", ".", "*", "city example", "@city.example", "a..b"] {
            assert!(AllowedDomains::parse(&[entry]).is_err(), "{entry:?}");
        }
    }
}
