//! Intake: from a file in the inbox to a submission that cannot be lost. The steps are those of the intake
//! protocol, each a named function with a failpoint after it; `docs/protocols.md` tells why they stand in this order.

mod folders;
mod found;
mod look;
mod names;
mod scan;
mod settling;
mod take;
mod tidy;

pub use crate::installation::locks_of;
pub use found::{Found, Kind, Stat};
pub use look::{Looked, look_into, move_checked};
pub use names::{accepted_name, checked_name, display_name};
pub use scan::{Layout, Scan, key, scan};
pub use settling::Settling;
pub use take::{NOTE_PREFIX, TakeError, Taken, take, unreadable};
pub use tidy::{move_to_accepted, same_file};
