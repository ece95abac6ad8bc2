//! suite
mod architecture;
mod reader;
