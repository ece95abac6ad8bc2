//! The whole program, seen from outside: each test tells what an office would see.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests play the office: they touch files and clocks, and may end"
)]

mod architecture;
mod board;
mod case;
mod case_worker;
mod commands;
mod crafted;
mod filing;
mod folders;
mod hostile;
mod killed;
mod live;
mod mail;
mod outputs;
mod papers;
mod reader;
mod register;
mod reminders;
mod review;
mod rows;
mod seen;
mod truth;
mod watch;
