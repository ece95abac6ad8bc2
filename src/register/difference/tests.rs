//! Differences as they are read.

use super::*;
