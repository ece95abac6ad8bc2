//! Which files stood still long enough. Pure: elapsed time comes in from the caller's monotonic clock.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::found::{Found, Stat};

/// Memory of what was seen when.
#[derive(Debug, Default)]
pub struct Settling {
    seen: BTreeMap<String, Seen>,
}

#[derive(Debug)]
struct Seen {
    stat: Stat,
    since: Instant,
    first: Instant,
}

impl Settling {
    /// Intake step 4: whether a file may be taken at `now`. One that is open elsewhere waits for `not_ready` at most.
    pub fn ready(&mut self, found: &Found, now: Instant, settle: Duration, not_ready: Duration) -> bool {
        let seen = self.seen.entry(found.key.clone()).or_insert_with(|| Seen { stat: found.stat.clone(), since: now, first: now });
        if seen.stat != found.stat {
            seen.stat = found.stat.clone();
            seen.since = now;
        }
        let still = now.duration_since(seen.since) >= settle;
        still && (!found.open_elsewhere || now.duration_since(seen.first) >= not_ready)
    }

    /// A file that changed while it was taken settles anew.
    pub fn unsettle(&mut self, found: &Found, now: Instant) {
        if let Some(seen) = self.seen.get_mut(&found.key) {
            seen.since = now;
        }
    }

    /// Forgets what is no longer there.
    pub fn retain<'a>(&mut self, found: impl Iterator<Item = &'a Found>) {
        let keys: std::collections::BTreeSet<&str> = found.map(|found| found.key.as_str()).collect();
        self.seen.retain(|key, _| keys.contains(key.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Kind;

    fn found(size: u64, open_elsewhere: bool) -> Found {
        Found {
            path: "a.xlsx".into(),
            key: "a.xlsx".to_owned(),
            folder: None,
            file: "a.xlsx".to_owned(),
            kind: Kind::File,
            stat: Stat { identity: "1:1".to_owned(), size, mtime: "1".to_owned() },
            accepted: false,
            open_elsewhere,
        }
    }

    #[test]
    fn a_growing_file_is_left_alone_and_a_still_one_is_taken() {
        let (start, two) = (Instant::now(), Duration::from_secs(2));
        let wait = Duration::from_secs(900);
        let mut settling = Settling::default();
        assert!(!settling.ready(&found(1, false), start, two, wait));
        assert!(!settling.ready(&found(2, false), start + two, two, wait));
        assert!(settling.ready(&found(2, false), start + two * 2, two, wait));
    }

    #[test]
    fn a_file_open_in_excel_is_waited_for_but_not_for_ever() {
        let (start, two) = (Instant::now(), Duration::from_secs(2));
        let wait = Duration::from_secs(900);
        let mut settling = Settling::default();
        assert!(!settling.ready(&found(1, true), start, two, wait));
        assert!(!settling.ready(&found(1, true), start + two, two, wait));
        assert!(settling.ready(&found(1, true), start + wait, two, wait));
    }
}
