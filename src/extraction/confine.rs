//! What a reader process gives up before it looks at a file: it needs its pipes and nothing else.

use std::io;

use serde::{Deserialize, Serialize};

/// How far a reader process could be confined: said by itself when it starts, told in the log where something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Confinement {
    /// Memory, files, processor time and core dumps are limited.
    pub limits: bool,
    /// No path and no connection is open to it (Landlock).
    pub paths: bool,
    /// Only the system calls that reading needs are left, above all none that starts a process (seccomp).
    pub calls: bool,
}

impl Confinement {
    /// Whether everything that is known holds.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.limits && self.paths && self.calls
    }

    /// What is missing, in the words of the system: for the log and `doctor`.
    #[must_use]
    pub fn missing(self) -> Vec<&'static str> {
        let all = [(self.limits, "resource limits"), (self.paths, "Landlock"), (self.calls, "seccomp")];
        all.into_iter().filter(|(holds, _)| !holds).map(|(_, name)| name).collect()
    }
}

/// Limits address space; allows no new file, no core dump, no endless run; dies with its parent; and gives up every
/// path and every connection (Landlock) and every system call that reading does not need (seccomp), where the kernel
/// can take them. An older kernel leaves the other limits; what it leaves out is said.
#[cfg(target_os = "linux")]
pub(super) fn limit_process(memory_bytes: u64) -> io::Result<Confinement> {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};

    /// Ends a child whose parent is gone and cannot hold the deadline any more.
    const CPU_SECONDS_MAX: u64 = 3_600;

    set_parent_process_death_signal(Some(Signal::KILL))?;
    // A kernel without Landlock is no error of it; what else may go wrong leaves the paths open, and that is said.
    let paths = give_up_files().unwrap_or(false);
    let to = |value: u64| Rlimit { current: Some(value), maximum: Some(value) };
    setrlimit(Resource::Core, to(0))?;
    setrlimit(Resource::Fsize, to(0))?;
    // Standard input, output and error are open already; no further file can be.
    setrlimit(Resource::Nofile, to(3))?;
    setrlimit(Resource::Cpu, to(CPU_SECONDS_MAX))?;
    setrlimit(Resource::As, to(memory_bytes))?;
    // Last: nothing above would be allowed any more.
    let calls = super::calls::give_up_calls(std::env::consts::ARCH).is_ok();
    Ok(Confinement { limits: true, paths, calls })
}

/// Elsewhere the deadline and the bounds of the reader hold, and the process can still be killed.
#[cfg(not(target_os = "linux"))]
pub(super) fn limit_process(_memory_bytes: u64) -> io::Result<Confinement> {
    Ok(Confinement::default())
}

/// From here on this thread (the child has one) can open, make, rename or remove nothing, and connect nowhere: with the
/// limit of open files alone, code that took the parser over could close a pipe and open a file in its place. Says
/// whether the kernel does it.
#[cfg(target_os = "linux")]
fn give_up_files() -> Result<bool, landlock::RulesetError> {
    use landlock::{ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus, Scope};
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V6))?
        .handle_access(AccessNet::from_all(ABI::V6))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::disallowed_methods, reason = "tries what the reader may not do")]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_reader_can_neither_open_nor_remove_a_file() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("他課の回答.xlsx");
        fs::write(&file, "x").unwrap();
        let within = file.clone();
        // Landlock holds for a thread and what it starts: this one ends here, and the tests beside it stay free.
        let (enforced, read, removed, made) = std::thread::spawn(move || {
            (give_up_files().unwrap(), fs::read(&within), fs::remove_file(&within), fs::write(within.with_extension("txt"), "x"))
        })
        .join()
        .unwrap();
        if enforced {
            assert!(fs::read(&file).is_ok(), "the file is there, and the other threads may read it");
            let denied = |error: io::Error| error.kind() == io::ErrorKind::PermissionDenied;
            assert!(read.is_err_and(denied) && removed.is_err_and(denied) && made.is_err_and(denied));
        } else {
            eprintln!("not run: this kernel has no Landlock");
        }
    }
}
