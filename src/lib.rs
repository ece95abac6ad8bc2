//! torimatome
pub mod assessment;
pub mod consolidation;
pub mod diagnostic;
pub mod domain;
pub mod extraction;
pub mod form;
pub mod notification;
pub mod register;
pub mod validation;
pub mod workbook;
