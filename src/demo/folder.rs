//! The demonstration's folder: a complete installation, made anew each time.
#![expect(clippy::disallowed_methods, reason = "makes the demonstration's folder")]

use std::fs;
use std::path::Path;

use super::{DemoError, plan};
use crate::assets::{self, PLANS, PlanAssets};
use crate::config;
use crate::whole_file::write_whole;

/// Marks a folder as ours, so that nothing of anybody else's is ever removed.
const MARK: &str = ".torimatome-demo";

/// Makes the folder: removes an earlier demonstration, refuses anything else that is not empty.
pub(super) fn make(folder: &Path, played: &PlanAssets) -> Result<(), DemoError> {
    let there = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if there && !folder.join(MARK).is_file() {
        return Err(DemoError::Folder(folder.to_path_buf()));
    }
    if there {
        fs::remove_dir_all(folder).map_err(DemoError::io(folder))?;
    }
    let own = |(path, text): (&'static str, &str)| (path, text.to_owned());
    let files = assets::INSTALLATION.iter().copied().map(own).chain(plan::files(played));
    for (path, text) in files.chain([(config::FILE, configuration(played)), (MARK, String::new())]) {
        let target = folder.join(path);
        write_whole(&target, text.as_bytes()).map_err(DemoError::io(&target))?;
    }
    Ok(())
}

/// The configuration with every option, for this plan: the shipped one names the first plan and its mail addresses.
fn configuration(played: &PlanAssets) -> String {
    let text = assets::CONFIGURATION.to_owned();
    match PLANS.first() {
        Some(first) => text.replace(&format!("plans/{}", first.id), &format!("plans/{}", played.id)).replace(first.domain, played.domain),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn each_plan_gets_a_configuration_of_its_own() {
        for plan in PLANS {
            let config = Config::parse(&configuration(plan)).unwrap();
            assert_eq!(config.plans, [format!("plans/{}", plan.id)]);
            assert!(config.mail.from.ends_with(plan.domain), "{}", plan.id);
        }
    }
}
