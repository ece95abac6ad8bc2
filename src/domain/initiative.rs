//! 主な取組: what a policy does, and the texts that departments write about it.

use serde::{Deserialize, Serialize};

use super::NodeId;

/// Most initiatives of one policy on an evaluation sheet.
pub const INITIATIVES_MAX: u8 = 4;

/// An initiative that the register names (主な取組①–④).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiative {
    /// Its policy.
    pub node: NodeId,
    /// Its place, from 1 to [`INITIATIVES_MAX`].
    pub slot: u8,
    /// Its name; empty while the department has not named one.
    pub name: String,
    /// 具体的な取組.
    pub specifics: String,
}

/// A text of an evaluation sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// 主な取組.
    Initiative,
    /// 具体的な取組.
    Specifics,
    /// 取組・成果.
    Results,
    /// 進捗状況の評価／今後の対応.
    Evaluation,
    /// 戦略会議からの意見; once a policy.
    CouncilOpinion,
    /// 意見を踏まえた今後の方針; once a policy.
    CouncilResponse,
}

impl TextField {
    /// All of them, in the order of the sheet.
    pub const ALL: [Self; 6] =
        [Self::Initiative, Self::Specifics, Self::Results, Self::Evaluation, Self::CouncilOpinion, Self::CouncilResponse];

    /// Whether there is one for each initiative, rather than one for the policy.
    #[must_use]
    pub const fn is_per_initiative(self) -> bool {
        matches!(self, Self::Initiative | Self::Specifics | Self::Results | Self::Evaluation)
    }
}

/// Which text: a policy, an initiative's place (0 for the policy's own texts), and what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextKey {
    /// The policy.
    pub node: NodeId,
    /// The initiative's place, from 1; 0 for the policy's own texts.
    pub slot: u8,
    /// What it says.
    pub field: TextField,
}
