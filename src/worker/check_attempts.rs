//! Files of 確認用 that end the process: nothing is recorded of a check, so the file that is being looked at is noted before
//! and forgotten after. One that was noted three times is answered unread, and those behind it are served.
#![expect(clippy::disallowed_methods, reason = "keeps a note beside the database")]

use std::fs;
use std::io;
use std::path::Path;

use crate::intake::Found;
use crate::whole_file::write_whole;

/// The note, below the state folder.
const NOTE: &str = "checking.txt";

/// Notes that a file is about to be looked at: how often it was, without coming to an end.
pub(super) fn begin(state: &Path, found: &Found) -> io::Result<u32> {
    let path = state.join(NOTE);
    let name = format!("{} {} {}", found.stat.mtime, found.stat.size, found.key);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let known = before.split_once('\n').filter(|(_, noted)| *noted == name).and_then(|(count, _)| count.parse::<u32>().ok());
    let attempts = known.unwrap_or(0).saturating_add(1);
    write_whole(&path, format!("{attempts}\n{name}").as_bytes())?;
    Ok(attempts)
}

/// It came to an end, whichever.
pub(super) fn end(state: &Path) -> io::Result<()> {
    match fs::remove_file(state.join(NOTE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{Kind, Stat};

    #[test]
    fn only_what_did_not_come_to_an_end_is_counted() -> io::Result<()> {
        let state = tempfile::tempdir()?;
        let found = |name: &str| Found {
            path: name.into(),
            key: format!("確認用/{name}"),
            folder: None,
            file: name.to_owned(),
            kind: Kind::File,
            stat: Stat { identity: "1".to_owned(), size: 5, mtime: "9".to_owned() },
            accepted: false,
            open_elsewhere: false,
        };
        let count = |name: &str| begin(state.path(), &found(name));
        assert_eq!((count("a.xlsx")?, count("a.xlsx")?, count("b.xlsx")?, count("b.xlsx")?), (1, 2, 1, 2));
        end(state.path())?;
        end(state.path())?;
        assert_eq!(count("b.xlsx")?, 1);
        Ok(())
    }
}
