//! `init`: a folder in which an office can begin. It asks nothing; what has to be said is marked in the configuration.
#![expect(clippy::disallowed_methods, reason = "makes an installation's folder")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::{UpkeepError, place};
use crate::assets;
use crate::config::{self, Config};
use crate::installation::blank_book;
use crate::whole_file::write_whole;

/// The register's file.
pub(super) const REGISTER: &str = "台帳.xlsx";
/// The domain that stands in a new configuration until the office writes its own.
pub(super) const PLACEHOLDER: &str = "city.example";
/// Beginning of the name of a folder that is not whole yet.
const UNFINISHED: &str = ".torimatome-init-";

/// What was made.
#[derive(Debug, Serialize)]
pub struct Made {
    /// The folder.
    pub folder: PathBuf,
    /// Files and folders in it, in the order in which they matter.
    pub made: Vec<String>,
}

/// Makes an installation in `folder`, which must not be there, or be empty. `templates` puts copies of the program's
/// templates into it, for an office that wants to change their words.
pub fn init(folder: &Path, templates: bool, today: NaiveDate) -> Result<Made, UpkeepError> {
    place::refuse_what_is_there(folder)?;
    let work = place::beside(folder, UNFINISHED)?;
    let mut files = vec![
        (config::FILE.to_owned(), configuration().into_bytes()),
        (REGISTER.to_owned(), blank_book(today, true)?),
        (assets::FIRST_STEPS.0.to_owned(), for_the_editor(assets::FIRST_STEPS.1)),
    ];
    if templates {
        files.extend(assets::INSTALLATION.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    }
    let mut made = Vec::new();
    for (path, bytes) in files {
        let target = work.path().join(&path);
        write_whole(&target, &bytes).map_err(UpkeepError::io(&target))?;
        if !path.starts_with("templates/") {
            made.push(path);
        }
    }
    let folders = Config::lenient(&configuration()).0.folders;
    for name in [&folders.inbox, &folders.outbox, &folders.state, &folders.templates] {
        let path = work.path().join(name);
        fs::create_dir_all(&path).map_err(UpkeepError::io(&path))?;
        made.push(format!("{name}/"));
    }
    place::put(work, folder)?;
    Ok(Made { folder: folder.to_path_buf(), made })
}

/// The configuration with every option, for an office that has not said anything yet.
fn configuration() -> String {
    let values: [(&[&str], String); 3] = [
        (&["plans"], format!("[\"{REGISTER}\"]")),
        (&["mail", "from"], format!("\"kikaku@{PLACEHOLDER}\"")),
        (&["mail", "allowed_domains"], format!("[\"{PLACEHOLDER}\"]")),
    ];
    let text = values.iter().fold(assets::CONFIGURATION.to_owned(), |text, (path, value)| Config::text_with(&text, path, value));
    let text = text.replacen("# 送信者のアドレス。", "# ★ 送信者のアドレス。", 1).replacen(
        "# 送信してよい宛先のドメイン。",
        "# ★ 送信してよい宛先のドメイン。",
        1,
    );
    format!("# ★の付いた項目は、運用を始める前に必ず直してください。 Options marked ★ have to be set before you begin.\n{text}")
}

/// As the Windows editor likes it: a mark at the beginning, two characters at the end of a line.
fn for_the_editor(text: &str) -> Vec<u8> {
    format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_configuration_is_sound_and_nobody_elses() {
        let text = configuration();
        let config = Config::parse(&text).unwrap();
        assert_eq!((config.plans.as_slice(), config.mail.from.as_str()), (&[REGISTER.to_owned()][..], "kikaku@city.example"));
        assert_eq!(text.matches("# ★").count(), 3, "the head line and two options");
        assert!(!text.contains("mine"), "{text}");
        let theirs = Config { plans: config.plans.clone(), mail: config.mail.clone(), ..Config::default() };
        assert_eq!(config, theirs, "everything else is the default");
    }
}
