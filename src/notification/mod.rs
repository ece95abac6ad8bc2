//! What people are told: receipts, and mails. Pure: facts in, text and models out.

pub(crate) mod receipt;

pub use receipt::{Change, Counts, FindingLine, ReadAs, Receipt, ReceiptFacts, TakenRow};
