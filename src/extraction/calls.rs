//! The system calls that a reader process may still make: memory, its pipes, its own end. Everything else fails, above all
//! a new process, a program, a connection and a file.

use std::collections::BTreeMap;
use std::io;

use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter};

/// What an allocator, a blocking pipe, a lock and a panic need.
const ALLOWED: [i64; 33] = [
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_ppoll,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_restart_syscall,
    libc::SYS_getrandom,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_tgkill,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Gives up all other system calls, for this thread (the reader process has one) and for good. An error where the
/// kernel or the processor (`processor`, as Rust names it) has no such filter.
pub(super) fn give_up_calls(processor: &str) -> io::Result<()> {
    let here = TargetArch::try_from(processor).map_err(io::Error::other)?;
    let rules = ALLOWED.iter().map(|call| (*call, Vec::new())).collect::<BTreeMap<_, _>>();
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules, refused, SeccompAction::Allow, here).map_err(io::Error::other)?;
    let program: BpfProgram = filter.try_into().map_err(io::Error::other)?;
    apply_filter(&program).map_err(io::Error::other)
}

#[expect(clippy::disallowed_methods, reason = "tries what the reader may not do")]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::net::TcpListener;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_reader_starts_no_program_and_opens_nothing() {
        // A thread of its own: the filter stays with it, and the tests beside it stay free.
        let tried = std::thread::spawn(|| {
            let given_up = give_up_calls(std::env::consts::ARCH);
            let program = Command::new("/bin/true").spawn().map(drop);
            let thread = std::thread::Builder::new().spawn(|| ()).map(drop);
            let (file, port) = (fs::File::open("/etc/hostname").map(drop), TcpListener::bind("127.0.0.1:0").map(drop));
            // What parsing needs still goes.
            let memory: usize = (0..64).map(|size| vec![1_u8; size << 16].len()).sum();
            (given_up, [program, thread, file, port], memory)
        });
        let (given_up, tried, memory) = tried.join().unwrap();
        assert_eq!(memory, (64 * 63 / 2) << 16);
        if given_up.is_err() {
            eprintln!("not run: this kernel has no filter of system calls");
            return;
        }
        for outcome in tried {
            assert_eq!(outcome.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        }
    }
}
