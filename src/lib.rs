//! torimatome
pub mod assessment;
pub mod assets;
pub mod config;
pub mod consolidation;
pub mod diagnostic;
pub mod domain;
pub mod extraction;
pub mod failpoint;
pub mod form;
pub mod intake;
pub mod notification;
pub mod register;
pub mod schedule;
pub mod spool;
pub mod store;
pub mod validation;
pub mod workbook;
