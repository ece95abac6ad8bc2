//! Identifiers of the register: short ASCII names that survive file systems, mail and Excel.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest identifier, in characters.
const LENGTH_MAX: usize = 40;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Nothing stands there.
    #[error("the identifier is empty")]
    Empty,
    /// More than 40 characters.
    #[error("the identifier is longer than {LENGTH_MAX} characters")]
    TooLong,
    /// Something else than `a-z`, `0-9`, `-`, `_` and `.`, or an outer `.` or `-`.
    #[error("the identifier holds {0:?}; only a-z, 0-9, '-', '_' and inner '.' are allowed")]
    Character(char),
}

fn check(text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if text.chars().count() > LENGTH_MAX {
        return Err(IdError::TooLong);
    }
    let foreign = |c: &char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
    if let Some(c) = text.chars().find(foreign) {
        return Err(IdError::Character(c));
    }
    let outer = [text.chars().next(), text.chars().next_back()];
    outer.into_iter().flatten().find(|c| !c.is_ascii_alphanumeric()).map_or(Ok(()), |c| Err(IdError::Character(c)))
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let text = text.trim();
                check(text).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

identifier!(
    /// A plan (計画), e.g. `mine-r6`. Part of every key in the store.
    PlanId
);
identifier!(
    /// A goal or policy in the plan's tree, e.g. `1.2`.
    NodeId
);
identifier!(
    /// An indicator (指標). Immutable, never reused.
    IndicatorId
);
identifier!(
    /// A department (所管課).
    DepartmentId
);
identifier!(
    /// A round (照会), e.g. `r6`.
    RoundId
);
identifier!(
    /// A scheme (評価区分).
    SchemeId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_trimmed_and_checked() {
        assert_eq!(" 1.2-03 ".parse::<IndicatorId>().map(String::from), Ok("1.2-03".to_owned()));
        assert_eq!("".parse::<IndicatorId>(), Err(IdError::Empty));
        assert_eq!("../x".parse::<IndicatorId>(), Err(IdError::Character('/')));
        assert_eq!(".x".parse::<IndicatorId>(), Err(IdError::Character('.')));
        assert_eq!("1月1日".parse::<IndicatorId>(), Err(IdError::Character('月')));
        assert_eq!("a".repeat(41).parse::<IndicatorId>(), Err(IdError::TooLong));
    }
}
