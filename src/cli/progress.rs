//! A bar for work longer than a second, on a terminal only.

use indicatif::{ProgressBar, ProgressStyle};

use super::out::Out;

/// A bar, or nothing in a pipe.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(out: Out, ja: &str, en: &str) -> Self {
        let bar = if out.watched() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(out.lang.pick(ja, en).to_owned());
        Self(bar)
    }

    pub(super) fn at(&self, done: usize, all: usize) {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }

    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
