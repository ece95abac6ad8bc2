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
mod convert;
mod crafted;
mod earlier;
mod filing;
mod folders;
mod formats;
mod hostile;
mod killed;
mod live;
mod mail;
mod outputs;
mod papers;
mod plans;
mod reader;
mod register;
mod reminders;
mod review;
mod rows;
mod seen;
mod sixth_plan;
mod texts;
mod truth;
mod two_plans;
mod watch;
