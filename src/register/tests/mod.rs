//! The loader as a whole: the shipped plan, one broken register per code, and laws that hold for any register.

mod codes;
mod codes_plan;
mod codes_rules;
mod decisions;
mod due_days;
pub(super) mod fixture;
mod honours;
mod in_office;
mod laws;
mod owing;
mod plans;
mod shipped;
