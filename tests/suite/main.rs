//! suite
mod architecture;
mod papers;
mod reader;
