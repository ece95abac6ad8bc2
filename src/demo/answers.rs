//! What the departments of a demonstration answer: the files of `plans/<plan>/demo/`.

use std::collections::BTreeMap;

use super::DemoError;
use crate::domain::{IndicatorId, NodeId, Quantity, TextField, TextKey, ValueState};

/// What is answered about an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A number.
    Number(Quantity),
    /// The name of a stage.
    Stage(String),
    /// Why there is no number this year.
    NoNumber(ValueState),
}

/// Every answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answers {
    /// By indicator.
    pub(super) actuals: BTreeMap<IndicatorId, Answer>,
    /// The texts about initiatives.
    pub(super) texts: BTreeMap<TextKey, String>,
}

impl Answers {
    /// Reads `指標ID,実績値` and `体系ID,順,取組・成果,進捗状況の評価／今後の対応`; the latter may be empty.
    pub(super) fn read(actuals: &str, texts: &str) -> Result<Self, DemoError> {
        let mut answers = Self::default();
        for row in rows(actuals)? {
            let answer = actual(&row).ok_or_else(|| DemoError::Script(row.join(",")))?;
            answers.actuals.insert(answer.0, answer.1);
        }
        for row in rows(texts)? {
            let keyed = initiative(&row).ok_or_else(|| DemoError::Script(row.join(",")))?;
            answers.texts.extend(keyed);
        }
        Ok(answers)
    }
}

fn rows(text: &str) -> Result<Vec<Vec<String>>, DemoError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.map(|row| row.iter().map(str::to_owned).collect()));
    rows.collect::<Result<_, _>>().map_err(|error| DemoError::Script(error.to_string()))
}

fn actual(row: &[String]) -> Option<(IndicatorId, Answer)> {
    let [id, value] = row else { return None };
    let answer = match (value.parse(), value.parse()) {
        (Ok(number), _) => Answer::Number(number),
        (Err(_), Ok(state)) => Answer::NoNumber(state),
        _ => Answer::Stage(value.clone()),
    };
    Some((id.parse().ok()?, answer))
}

fn initiative(row: &[String]) -> Option<[(TextKey, String); 2]> {
    let [node, slot, results, evaluation] = row else { return None };
    let (node, slot): (NodeId, u8) = (node.parse().ok()?, slot.parse().ok()?);
    let key = |field| TextKey { node: node.clone(), slot, field };
    Some([(key(TextField::Results), results.clone()), (key(TextField::Evaluation), evaluation.clone())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::PLANS;
    use crate::demo::plan::registry_of;
    use crate::domain::Ledger;

    /// What the demonstrations answer is what their rounds ask, within the register's decimals and bounds.
    #[test]
    fn every_answer_fits_the_register() {
        for plan in PLANS {
            let registry = registry_of(plan).unwrap();
            let answers = Answers::read(plan.actuals, plan.texts).unwrap();
            let asked = Ledger::of(&registry, registry.rounds.last().unwrap());
            for obligation in &asked.obligations {
                assert!(answers.actuals.contains_key(&obligation.indicator), "{} {}", plan.id, obligation.indicator);
            }
            for (id, answer) in &answers.actuals {
                assert!(asked.obligations.iter().any(|obligation| &obligation.indicator == id), "{} {id}", plan.id);
                let indicator = registry.indicator(id).unwrap();
                match answer {
                    Answer::Number(value) => {
                        assert!(indicator.stages.is_empty() && value.decimals() <= indicator.decimals, "{} {id}", plan.id);
                        assert!(indicator.lower.is_none_or(|lower| *value >= lower), "{} {id}", plan.id);
                        assert!(indicator.upper.is_none_or(|upper| *value <= upper), "{} {id}", plan.id);
                    }
                    Answer::Stage(name) => assert!(indicator.stages.contains(name), "{} {id}", plan.id),
                    Answer::NoNumber(state) => assert!(!state.has_number(), "{} {id}", plan.id),
                }
            }
            for key in answers.texts.keys() {
                assert!(registry.initiatives.iter().any(|one| one.node == key.node && one.slot == key.slot), "{} {key:?}", plan.id);
            }
        }
    }
}
