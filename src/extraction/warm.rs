//! One running reader process: its pipes, and the watch that ends it when it takes too long.
//!
//! Who asks writes and reads the pipes himself: handing a file over to a thread and its answer back cost more than the
//! pipes do. A pipe cannot be waited for with a limit, so a second thread watches the time and kills the process when it
//! is up, and then the pipes end.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::READER_ARGUMENT;
use super::frame::{ANSWER_MAX, HELLO_MAX, read_frame, write_frame};
use super::reader::ReaderLimits;

/// A running child. Dropping it kills it.
#[derive(Debug)]
pub(super) struct Warm {
    input: ChildStdin,
    output: ChildStdout,
    watched: Arc<Watched>,
    /// Files that it has read.
    pub files: u32,
    /// Whether it has said how far it is confined.
    pub greeted: bool,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Silence {
    /// Time is up.
    Late,
    Ended(End),
}

/// How a child ended.
#[derive(Debug)]
pub(super) struct End {
    pub code: Option<i32>,
    pub detail: String,
}

impl Warm {
    pub(super) fn start(program: &Path, limits: &ReaderLimits) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(READER_ARGUMENT)
            .arg(limits.memory_bytes.to_string())
            .arg(limits.formats.to_string())
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let watched = Arc::new(Watched { process: Mutex::new(process), watch: Mutex::default(), changed: Condvar::new() });
        let Some((input, output)) = pipes else {
            watched.finish();
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let warm = Self { input, output, watched: Arc::clone(&watched), files: 0, greeted: false };
        thread::Builder::new().name("reader-watch".to_owned()).spawn(move || watched.keep_watch())?;
        Ok(warm)
    }

    /// The id of the process.
    pub(super) fn id(&self) -> u32 {
        lock(&self.watched.process).id()
    }

    /// What a new child says of itself.
    pub(super) fn hear(&mut self, deadline: Duration) -> Result<Vec<u8>, Silence> {
        self.within(deadline, |_, output| read_frame(output, HELLO_MAX))
    }

    /// What it answers to a file.
    pub(super) fn ask(&mut self, bytes: &[u8], deadline: Duration) -> Result<Vec<u8>, Silence> {
        self.within(deadline, |input, output| {
            write_frame(input, bytes)?;
            read_frame(output, ANSWER_MAX)
        })
    }

    fn within(
        &mut self,
        deadline: Duration,
        exchange: impl FnOnce(&mut ChildStdin, &mut ChildStdout) -> io::Result<Option<Vec<u8>>>,
    ) -> Result<Vec<u8>, Silence> {
        // A deadline beyond the clock's end never comes.
        let until = Instant::now().checked_add(deadline);
        self.watched.expect_until(until);
        let came = exchange(&mut self.input, &mut self.output);
        self.watched.expect_until(None);
        if until.is_some_and(|until| Instant::now() >= until) {
            return Err(Silence::Late);
        }
        came.ok().flatten().ok_or_else(|| Silence::Ended(self.end()))
    }

    /// Ends it and says how it ended.
    pub(super) fn end(&self) -> End {
        let mut process = lock(&self.watched.process);
        let status = match process.try_wait() {
            Ok(Some(status)) => Ok(status),
            _ => process.kill().and_then(|()| process.wait()),
        };
        let (code, how) = match status {
            Ok(status) => (status.code(), status.to_string()),
            Err(error) => (None, error.to_string()),
        };
        End { code, detail: format!("the reader process ended without an answer ({how})") }
    }
}

impl Drop for Warm {
    fn drop(&mut self) {
        self.watched.finish();
    }
}

/// What the asking thread and the watching thread share.
#[derive(Debug)]
struct Watched {
    process: Mutex<Child>,
    watch: Mutex<Watch>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Watch {
    /// When the answer that is waited for must be there.
    until: Option<Instant>,
    /// Whether the watching thread sleeps without a limit. Else it looks again by itself, and need not be woken.
    asleep: bool,
    /// Whether there is nothing to watch any more.
    over: bool,
}

impl Watched {
    fn expect_until(&self, until: Option<Instant>) {
        let mut watch = lock(&self.watch);
        watch.until = until;
        if watch.asleep && until.is_some() {
            self.changed.notify_one();
        }
    }

    fn keep_watch(&self) {
        let mut watch = lock(&self.watch);
        while !watch.over {
            let left = watch.until.map(|until| until.saturating_duration_since(Instant::now()));
            watch = match left {
                Some(left) if left.is_zero() => {
                    // The process goes with its pipes; who waits for them finds out.
                    let _ = lock(&self.process).kill();
                    return;
                }
                Some(left) => self.changed.wait_timeout(watch, left).unwrap_or_else(PoisonError::into_inner).0,
                None => {
                    watch.asleep = true;
                    let mut woken = self.changed.wait(watch).unwrap_or_else(PoisonError::into_inner);
                    woken.asleep = false;
                    woken
                }
            };
        }
    }

    fn finish(&self) {
        lock(&self.watch).over = true;
        self.changed.notify_one();
        let mut process = lock(&self.process);
        // Nothing can be done about a child that is already gone.
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
