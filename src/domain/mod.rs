//! The words of the field as types: pure, no file, clock, network or environment.
//!
//! A value of one of these types is the proof that it was checked: an [`IndicatorId`] is well formed, a
//! [`Quantity`] is within bounds, a [`CellRef`] lies on a sheet. The glossary is in `docs/glossary.md`.

mod calendar;
mod cell_ref;
mod civil;
mod condition;
mod condition_text;
mod decision;
mod department;
mod fiscal_year;
mod form_identity;
mod id;
mod indicator;
mod initiative;
mod lang;
mod ledger;
mod measure;
mod node;
mod paper_column;
mod part;
mod plan;
mod project;
mod quantity;
mod ratio;
mod registered_value;
mod registry;
mod round;
mod scheme;
mod span;
mod unprintable;
mod value_state;
mod verdict;

pub use calendar::{holidays_known_until, national_holidays, office_holidays};
pub use cell_ref::CellRef;
pub use civil::{Civil, civil_date_ja, civil_time_ja};
pub use condition::{Condition, Given};
pub use condition_text::{ConditionError, conditions, conditions_text};
pub use decision::{Act, Decision, DecisionSource, Decisions};
pub use department::Department;
pub use fiscal_year::FiscalYear;
pub use form_identity::{FormIdentity, IdentityError};
pub use id::{DepartmentId, IdError, IndicatorId, NodeId, PlanId, RoundId, SchemeId};
pub use indicator::{Aggregation, Direction, Indicator};
pub use initiative::{INITIATIVES_MAX, Initiative, TextField, TextKey};
pub use lang::Lang;
pub use ledger::{Ledger, Obligation};
pub use measure::{Measure, Rate, Rounding};
pub use node::{Node, NodeLevel};
pub use paper_column::PaperColumn;
pub use part::{Part, PartRole};
pub use plan::{DecreaseRate, NegativeMark, Plan};
pub use project::Project;
pub use quantity::{Quantity, QuantityError};
pub use ratio::Ratio;
pub use registered_value::{Operator, PeriodBasis, RegisteredState, RegisteredValue, ValueKind};
pub use registry::{Placement, Registry, Target};
pub use round::{Phase, Round};
pub use scheme::{Scheme, SchemeRule, Tone};
pub use span::{End, Span};
pub use unprintable::is_unprintable;
pub use value_state::ValueState;
pub use verdict::{Severity, Verdict};
