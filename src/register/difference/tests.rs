//! Differences as they are read.
