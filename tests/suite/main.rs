//! suite
mod reader;
