//! Times of things that are compared: each runs a few times in a round, and the rounds go on for a while.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Something to be timed; what it gives back keeps the work from being left out.
pub type Subject<'s> = &'s mut dyn FnMut() -> usize;

/// How long the rounds of one comparison go on.
const LONG: Duration = Duration::from_secs(2);
const ROUNDS_MIN: usize = 3;
/// Runs in one turn. The first finds the processor full of what ran before it, and is not counted.
const RUNS: usize = 8;

/// The medians, in microseconds.
pub fn in_turn<const N: usize>(subjects: &mut [Subject<'_>; N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    let begun = Instant::now();
    let mut rounds = 0;
    while begun.elapsed() < LONG || rounds < ROUNDS_MIN {
        rounds += 1;
        for (subject, times) in subjects.iter_mut().zip(&mut times) {
            black_box(subject());
            for _ in 1..RUNS {
                let start = Instant::now();
                black_box(subject());
                times.push(start.elapsed().as_secs_f64() * 1e6);
            }
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}
