//! 検証規則: two rows that state different things about one rule on one day.

use crate::diagnostic::{Finding, Problem};
use crate::domain::RuleSwitch;
use crate::register::draft::Draft;
use crate::register::sheets::validation_rule;

/// Reports each row that an earlier one contradicts.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let rows: Vec<(u32, &RuleSwitch)> =
        draft.rule_switches.iter().filter_map(|line| Some((line.row, line.item.item.as_ref().ok()?))).collect();
    for (place, (row, switch)) in rows.iter().enumerate() {
        let earlier = rows.iter().take(place).find(|(_, earlier)| earlier.clashes(switch));
        if let Some((first, _)) = earlier {
            let problem = Problem::RuleSwitchesClash { rule: switch.rule.clone(), first_row: first + 1 };
            let finding = Finding::at(draft.place(&validation_rule::SHEET, validation_rule::RULE, *row), problem);
            findings.push(Finding { indicator: switch.indicator.clone(), ..finding });
        }
    }
}
