//! `run`: an event only wakes the loop, the scan decides; a stop is clean.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{RecursiveMode, Watcher};
use tracing::{error, info, warn};

use super::{PassReport, WorkError, Worker};
use crate::domain::Civil;

/// How often a stop is looked for while waiting.
const TICK: Duration = Duration::from_millis(200);
/// How long a stop waits for the reply to a message that was handed over.
const FAREWELL: Duration = Duration::from_secs(20);
/// Longest wait after a failed pass.
const BACKOFF_MAX: Duration = Duration::from_secs(60);

/// A request to stop, shared with signal handlers.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// A stop that SIGINT and SIGTERM ask for.
    pub fn on_signals() -> std::io::Result<Self> {
        let stop = Self::default();
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            signal_hook::flag::register(signal, Arc::clone(&stop.0))?;
        }
        Ok(stop)
    }

    /// Whether to stop.
    #[must_use]
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Makes passes until asked to stop; `tell` hears of each. A pass that fails is tried again, later each time.
pub fn watch(worker: &mut Worker, stop: &Stop, clock: &dyn Fn() -> Civil, tell: &mut dyn FnMut(PassReport)) -> Result<(), WorkError> {
    // A configuration that can never work is refused now, not once a minute.
    let desks = worker.desks_at_work(clock())?;
    // What cannot be made is told by the first pass.
    for desk in &desks.desks {
        let _ = worker.make_folders(desk);
    }
    let inbox = worker.installation.inbox();
    let (sender, events) = mpsc::channel();
    let _watcher = watcher(&inbox, sender);
    let settings = worker.installation.config.intake.clone();
    let (scan, settle) = (Duration::from_secs(settings.scan_seconds), Duration::from_secs(settings.settle_seconds));
    worker.outgoing.watching = true;
    let mut failures = 0_u32;
    while !stop.asked() {
        let wait = match worker.pass(clock()) {
            Ok(report) => {
                failures = 0;
                // A file that is settling is looked at again as soon as it can be ready.
                let wait = if report.waiting.is_empty() { scan } else { settle.clamp(TICK, scan) };
                tell(report);
                wait
            }
            Err(failure) => {
                failures = failures.saturating_add(1);
                error!(%failure, failures, "the pass failed and will be tried again");
                Duration::from_secs(1 << failures.min(6)).min(BACKOFF_MAX)
            }
        };
        sleep(wait, stop, &events);
    }
    worker.finish_mail(Instant::now() + FAREWELL, clock())?;
    info!("stopped");
    Ok(())
}

/// Watches the inbox; without a watcher the scan alone finds everything, a little later.
fn watcher(inbox: &Path, sender: mpsc::Sender<()>) -> Option<notify::RecommendedWatcher> {
    let made = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Our own scan opens folders; only changes wake the loop. An error may hide a change.
        if event.map_or(true, |event| !event.kind.is_access()) {
            // The receiver may be gone while the program stops.
            let _ = sender.send(());
        }
    });
    let watched = made.and_then(|mut watcher| watcher.watch(inbox, RecursiveMode::Recursive).map(|()| watcher));
    watched.map_err(|error| warn!(%error, "the inbox cannot be watched; it is scanned instead")).ok()
}

/// Waits for an event, the time, or a stop.
fn sleep(wait: Duration, stop: &Stop, events: &mpsc::Receiver<()>) {
    let until = Instant::now() + wait;
    while !stop.asked() {
        let rest = until.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            return;
        }
        match events.recv_timeout(rest.min(TICK)) {
            Ok(()) => {
                while events.try_recv().is_ok() {}
                return;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(rest.min(TICK)),
        }
    }
}
