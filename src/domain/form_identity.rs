//! The identity a form carries: which plan, round, department and form version, with a check digit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{DepartmentId, PlanId, RoundId};

/// Letters of the check character; those that look like digits are left out.
const CHECK_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRSTUVWXY";

/// Why a text is not a form identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Not `plan/round/department/version-CHECK`.
    #[error("not a form identity")]
    Shape,
    /// The check character does not belong to the rest: something was changed.
    #[error("the check character does not fit")]
    Check,
}

/// 様式番号, printed on the form as `mine-r6/r6/kanko/1-K` and hidden in it too. The visible one suffices:
/// mail gateways strip hidden data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FormIdentity {
    /// The plan.
    pub plan: PlanId,
    /// The round.
    pub round: RoundId,
    /// The department.
    pub department: DepartmentId,
    /// Version of the form's layout, from 1.
    pub version: u16,
}

impl FormIdentity {
    fn body(&self) -> String {
        format!("{}/{}/{}/{}", self.plan, self.round, self.department, self.version)
    }

    fn check(body: &str) -> char {
        // Weighted sum modulo a prime: catches every single change and every swap of neighbours.
        let sum = body.bytes().fold(7u32, |sum, byte| (sum * 31 + u32::from(byte)) % 23);
        CHECK_LETTERS.get(sum as usize).copied().map_or('A', char::from)
    }
}

impl fmt::Display for FormIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = self.body();
        write!(f, "{body}-{}", Self::check(&body))
    }
}

impl FromStr for FormIdentity {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let text = text.trim();
        let (body, check) = text.rsplit_once('-').ok_or(IdentityError::Shape)?;
        let parts: Vec<&str> = body.split('/').collect();
        let [plan, round, department, version] = parts[..] else {
            return Err(IdentityError::Shape);
        };
        let identity = Self {
            plan: plan.parse().map_err(|_| IdentityError::Shape)?,
            round: round.parse().map_err(|_| IdentityError::Shape)?,
            department: department.parse().map_err(|_| IdentityError::Shape)?,
            version: version.parse().map_err(|_| IdentityError::Shape)?,
        };
        let expected = Self::check(&identity.body());
        if check.chars().eq([expected]) { Ok(identity) } else { Err(IdentityError::Check) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_character_is_noticed() {
        let printed = "mine-r6/r6/kanko/1-".to_owned() + &FormIdentity::check("mine-r6/r6/kanko/1").to_string();
        assert!(printed.parse::<FormIdentity>().is_ok());
        let other = printed.replace("kanko", "kanka");
        assert_eq!(other.parse::<FormIdentity>(), Err(IdentityError::Check));
        assert_eq!("観光政策課".parse::<FormIdentity>(), Err(IdentityError::Shape));
    }
}
