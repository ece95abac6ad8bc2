//! *Torimatome* gathers the Excel returns of a municipality's departments, checks every cell against the register of
//! performance indicators, judges each indicator, and writes the paper that goes to the mayor.
//!
//! # Bird's-eye view
//!
//! A **round** asks departments for one fiscal year's figures. Opening it freezes the register and the ledger of who
//! owes what. Each file that comes back becomes a submission with a verdict; rows are taken one by one, and whatever
//! is not taken is named with its cell and a remedy. The papers are made from the rows in force.
//!
//! ```text
//!  plans/*.csv ── register ──┐ (frozen when the round opens)
//!                            ▼
//!  inbox ─ intake ─ extraction ─ validation ─ assessment ─ store ─ consolidation ─ workbook ── outbox
//!            │          │                                    │            └───── schedule ─ notification ── *.eml
//!            ▼          ▼                                    ▼
//!          spool   reader process                         SQLite
//!        (originals)  (limited)
//! ```
//!
//! A functional core is wrapped in a thin edge. The core turns facts into facts: it gets civil `now` as a parameter and
//! gives back data and findings. The edge (`intake`, `spool`, `store`, `worker`, `cli`) touches files, the database
//! and the clock. Only `worker` knows the order of the stages.
//!
//! # Entry points
//!
//! `main.rs` becomes a reader process when it is asked to, and calls [`cli::main`] otherwise. Each command opens an
//! [`installation::Installation`] and asks a [`worker::Worker`]; `Worker::pass` is one round through all stages, and
//! everything that `run`, `run --once`, `--at` and `demo` do is made of passes.
//!
//! # Code map
//!
//! In the order of import: a module uses only modules above its own line.
//!
//! | module | what it holds |
//! |---|---|
//! | [`failpoint`] | named places where a test stops the program; nothing in a release build |
//! | [`whole_file`] | files that are whole or not there |
//! | [`domain`] | the words of the field as types: indicator, quantity, round, ledger, scheme |
//! | [`diagnostic`] | findings: enums of facts, their prose in two languages, their manual pages |
//! | [`form`] | forms, declared once and used both ways: writing blanks and reading returns |
//! | [`assessment`] | from numbers to a status and its rates, exactly |
//! | [`register`] | from CSV sheets to a consistent register, or findings that name every problem |
//! | [`extraction`] | from bytes to a return as found: preflight, the reader process, the table |
//! | [`validation`] | from a return as found to accepted rows and findings |
//! | [`consolidation`] | from rows in force to the report: counts, shares, sentence, discrepancies |
//! | [`open_data`] | the report as CSV and JSON for machines, with a dictionary of columns |
//! | [`schedule`] | business days, the calendar of reminders, which mail is due |
//! | [`notification`] | mails: facts through templates to frozen messages; the receipt |
//! | [`workbook`] | the workbook writer: forms, receipts, meeting paper, working book |
//! | [`board`] | the planning office's page: one HTML file for all plans |
//! | [`assets`] | templates and configuration that the program carries with it |
//! | [`config`] | the options of `torimatome.toml` and what is wrong with them |
//! | [`installation`] | a root folder: configuration, forms, templates, registers |
//! | [`spool`] | originals and files to write, by the hash of their bytes |
//! | [`store`] | the database behind one method per protocol transaction |
//! | [`intake`] | the protocol from a file in the inbox to a submission that cannot be lost |
//! | [`worker`] | the order of the stages; passes, issuing, compiling, the watch loop |
//! | [`upkeep`] | the installation as a whole: made, looked over, backed up, restored, disposed of |
//! | [`demo`] | the whole round of Mine City, played through the same code |
//! | [`cli`] | arguments in, one call, an exit status out |
//!
//! # Invariants, written as absences
//!
//! - A module never imports one further down the map, and never a library that has its own adapter: `calamine`
//!   appears only in `extraction`, `rust_xlsxwriter` only in `workbook`, `rusqlite` only in `store`.
//! - The core never opens a file, reads a clock, the network or the environment, or starts a process. The exceptions
//!   are one adapter each: `register/folder.rs` (CSV files), `notification/eml.rs` (message files), `notification/smtp/` (the
//!   mail server; the thread that speaks with it is `worker/courier.rs`),
//!   `extraction/warm.rs`, `extraction/child.rs` and `extraction/confine.rs` (the reader process).
//! - A bad return is never an `Err`: it is a verdict with findings. `Err` is for a broken world.
//! - Nothing that a department typed becomes a formula, a link, a header or markup.
//! - Nothing in the spool is deleted but by a disposal that a person approved, and no row of a recording table is
//!   changed: the database itself refuses.
//! - No workbook is parsed in the worker's own process.
//! - No event does work: it wakes the loop, and the scan decides.
//! - No sum, comparison or rate is made of binary fractions: a stored number becomes an exact decimal at Excel's 15
//!   significant digits when it is read, and stays one until it is written.
//!
//! The first two, a head line in every file and a limit on its length are held by `tests/suite/architecture.rs`; the
//! steps that survive a kill are told in `docs/protocols.md`, the words in `docs/glossary.md`.

pub mod assessment;
pub mod assets;
pub mod board;
pub mod cli;
pub mod config;
pub mod consolidation;
pub mod demo;
pub mod diagnostic;
pub mod domain;
pub mod extraction;
pub mod failpoint;
pub mod form;
pub mod installation;
pub mod intake;
pub mod notification;
pub mod open_data;
pub mod register;
pub mod schedule;
pub mod spool;
pub mod store;
pub mod upkeep;
pub mod validation;
pub mod whole_file;
pub mod workbook;
pub mod worker;
