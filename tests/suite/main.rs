//! The whole program, seen from outside: each test tells what an office would see.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests play the office: they touch files and clocks, and may end"
)]

mod amendment;
mod annotated;
mod architecture;
mod backup;
mod board;
mod bombs;
mod case;
mod case_worker;
mod checks;
mod commands;
mod convert;
mod crafted;
mod decisions;
mod departments;
mod doctor;
mod earlier;
mod filing;
mod folders;
mod formats;
mod hostile;
mod init;
mod killed;
mod killed_smtp;
mod live;
mod mail;
mod mail_options;
mod outputs;
mod owing;
mod own_form;
mod papers;
mod plans;
mod reader;
mod register;
mod register_book;
mod register_ids;
mod reminders;
mod review;
mod rows;
mod rules;
mod seen;
mod sixth_plan;
mod smtp;
mod smtp_server;
mod texts;
mod truth;
mod two_plans;
mod watch;
mod year;
