//! Every problem the program can report, as facts without prose.
#![expect(missing_docs, reason = "a fact's name says what it is; the variant says what happened")]

use serde::{Deserialize, Serialize};

use super::{DecisionProblem, OwnProblem, Stated};
use crate::domain::{CellRef, Quantity, Weight};

/// One problem and its facts. Texts that came from a file are bounded by `extraction`.
///
/// A variant's code is stable and never recycled; see [`super::RULES`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    // --- F: the file itself ---
    /// Not a workbook at all.
    NotAWorkbook,
    /// Zero bytes.
    EmptyFile,
    /// A ZIP of other files.
    Archive,
    /// Password or encryption.
    Encrypted,
    /// A workbook that this program wrote for people to read, not a form.
    OwnOutput,
    /// A workbook format that is not read (xls, xlsb, ods).
    UnsupportedFormat { format: String },
    /// A web page saved under a workbook's name.
    WebPage,
    /// Over a limit of the preflight or the reader.
    TooLarge { what: String, found: u64, max: u64 },
    /// Damaged: it says it is a workbook and cannot be read as one.
    Damaged { detail: String },
    /// It broke or outlasted the reader, three times.
    BrokeTheReader { attempts: u32 },
    /// Not a regular file (folder, link, FIFO, device).
    NotAFile { kind: String },
    /// The very bytes of an earlier submission of the same department.
    SameAsBefore { number: String },
    /// Macros are in the file; they were not run.
    HasMacros,
    /// It refers to other files; they were not opened.
    HasLinks,
    // --- I: identity ---
    /// No identity: not one of our forms.
    NoIdentity,
    /// The identity was changed by hand, or misread.
    IdentityAltered { text: String },
    /// The visible and the hidden identity differ.
    IdentitiesDiffer { visible: String, hidden: String },
    /// A plan that is not registered here.
    UnknownPlan { plan: String },
    /// Not a round of this plan, or not the one now asked.
    WrongRound { found: String, expected: String },
    /// The round is not open yet.
    RoundNotOpen { round: String },
    /// The round is locked; nothing is taken any more.
    RoundLocked { round: String },
    /// Filed after the due day (`due` is an ISO date; each language prints it in its own way).
    Late { due: String },
    /// Not a department of this plan.
    UnknownDepartment { department: String },
    /// The workbook of one department in the folder of another.
    OtherDepartmentsFolder { workbook: String, folder: String },
    /// A form of an earlier version; it was read.
    OlderForm { found: u16, current: u16 },
    /// A form of a version that this program does not know.
    UnknownFormVersion { found: u16, current: u16 },
    /// 提出区分 is 作成中.
    Draft,
    /// 提出区分 is neither 作成中 nor 提出.
    FilingStateUnknown { text: String },
    /// A form of an earlier round with this round's numbers in it; its rows were taken by their numbers.
    LastYearsForm { found: String, expected: String },
    /// The return of an earlier round: `same` of its `compared` numbers are that round's.
    LastYearsReturn { found: String, expected: String, same: usize, compared: usize },
    /// Beside a return of this round, a sheet of another one.
    OtherRoundsSheet { found: String, expected: String },
    /// Forms of several departments in one file.
    SeveralDepartments { departments: Vec<String> },
    /// The form's sheet is hidden.
    SheetHidden,
    // --- T: the table ---
    /// The form's sheet is missing.
    SheetMissing { sheet: String, found: Vec<String> },
    /// A heading is missing.
    HeadingMissing { heading: String },
    /// A row whose indicator is not known.
    UnknownIndicator { text: String },
    /// A row of another department's indicator.
    ForeignIndicator { owner: String },
    /// An indicator that stands twice, with different entries; `sheet` is empty where both stand on one.
    DuplicateRow {
        first: CellRef,
        #[serde(default)]
        sheet: String,
    },
    /// A row of the form that is no longer there: still owed.
    RowMissing { name: String },
    /// The target was changed.
    TargetChanged { registered: String, found: String },
    /// Another locked cell was changed.
    LockedCellChanged { heading: String, registered: String, found: String },
    /// Entries stand in a column the form does not have.
    ColumnUnknown { heading: String },
    /// Filed, but without a single number or state.
    NothingEntered,
    /// The number of one registered indicator beside the name of another: the columns came apart.
    NumberAndNameDiffer { numbered: String, named: String },
    /// A text for a policy or an initiative that the plan does not have.
    TextPlaceUnknown { text: String },
    /// A text for a policy under which the department reports nothing.
    ForeignPolicy { policy: String },
    /// Asked when the form was issued, and no longer; `owner` is who reports it now, if anyone does.
    NoLongerAsked { owner: String },
    /// A heading that was understood by its sense.
    HeadingReadAs { found: String, heading: String },
    /// A heading is missing, and one that is like it stands there.
    HeadingNearest { heading: String, nearest: String },
    /// A table that is not the form's, or rows below it.
    TableNotRead,
    /// A value that is merged over several rows; it was read in the row of `first` alone.
    MergedOver { first: CellRef },
    /// Two columns with one heading say different things.
    HeadingTwice { heading: String, first: CellRef },
    // --- V: values ---
    /// No number and no state: owed.
    BlankActual,
    /// Text where a number belongs.
    NotANumber { text: String },
    /// A unit other than the registered one.
    UnitMismatch { written: String, registered: String },
    /// An Excel error value.
    ErrorValue { text: String },
    /// A formula whose result is not in the file.
    NoCachedValue,
    /// A formula that refers to another file.
    ExternalLink,
    /// Beyond ±10¹⁵.
    OutOfRange { text: String },
    /// More decimals than the plan prints.
    TooManyDecimals { value: Quantity, decimals: u32 },
    /// Below the smallest possible value.
    BelowBound { value: Quantity, bound: Quantity, unit: String },
    /// Above the largest possible value.
    AboveBound { value: Quantity, bound: Quantity, unit: String },
    /// A percentage that seems to be written as a fraction.
    PercentSlip { value: Quantity, likely: Quantity },
    /// About ×10, ×10³, ×10⁴ or ×10⁶ of the reference, or that fraction: `factor` is `10`, `1000` … or `1/10` ….
    /// `reference_name` is 前年度 or 基準値.
    PowerOfTenSlip { factor: String, reference: Quantity, reference_name: String, unit: String },
    /// A cumulative figure that fell.
    CumulativeFell { value: Quantity, reference: Quantity, reference_name: String, unit: String },
    /// A large change from last year.
    LargeChange { percent: Quantity, reference: Quantity, unit: String, limit: Quantity },
    /// The same as last year.
    SameAsLastYear { value: Quantity },
    /// The same as the baseline, where another target is set.
    SameAsBaseline { value: Quantity },
    /// Not one of the indicator's stages; `stages` are their names.
    StageUnknown { text: String, stages: Vec<String> },
    /// A number together with a state that has none.
    StateContradicts { state: String, value: String },
    /// A state that has a number, without the number.
    StateNeedsNumber { state: String },
    /// A state that is not in the list.
    UnknownState { text: String },
    /// A mark such as — or ※ instead of a number, without a state.
    MarkWithoutState { mark: String },
    /// What was written was read as a number by a rule; told back.
    ReadAs { raw: String, value: Quantity, unit: String },
    /// 約 or 程度: not an exact number.
    Approximate { raw: String, value: Quantity },
    /// A range.
    RangeGiven { raw: String },
    /// A date where a number belongs.
    DateGiven { text: String },
    /// The target was missed and no reason is given.
    ReasonMissing,
    /// A text that is too long for the paper.
    TextTooLong { heading: String, length: usize, max: usize },
    /// A formula in a text cell; only its text was taken.
    FormulaInText { heading: String },
    /// An earlier value was withdrawn.
    ValueWithdrawn { earlier: String },
    /// An earlier good value stays in force.
    EarlierValueKept { earlier: String, number: String },
    /// A correction of last year's actual: for the planning office to decide.
    CorrectionGiven { registered: String, value: String },
    /// Another department that answers for the same indicator said something else.
    CoOwnersDiffer { department: String, reported: String, number: String },
    /// A whole that is not the sum of its parts.
    PartsDiffer { stated: String, parts: String, sum: String },
    /// A figure in a text that the table does not bear out.
    FigureInTextDiffers { indicator: String, said: String, stated: String },
    /// An amendment of the register changed what an earlier value means, or whether it can be.
    AmendedSince { heading: String, before: String, after: String, reported: String },
    /// A word or a date that was read as another spelling of the same; told back.
    WordReadAs { raw: String, read: String },
    /// A mark (or a word such as 集計中) in place of a number, read as the value state that the plan says it stands for.
    MarkReadAs { mark: String, state: String },
    /// Characters of a text that not every computer shows: `replaced` were read as what they mean, `private` stayed.
    SymbolsInText { heading: String, replaced: usize, private: usize },
    /// A day that no calendar has; it stayed as it was typed.
    DateNotInCalendar { text: String },
    /// Further findings of this kind were not listed; an empty code means of any kind.
    Capped { code: String, more: usize },
    // --- R: the register ---
    /// A sheet is missing.
    RegisterSheetMissing { sheet: String },
    /// A sheet cannot be read as a table.
    RegisterUnreadable { detail: String },
    /// A heading is missing.
    RegisterHeadingMissing { heading: String },
    /// A heading that no sheet of this name has.
    RegisterHeadingUnknown { heading: String },
    /// A cell that must not be empty is.
    RegisterEmpty { heading: String },
    /// A text that is not what the column holds.
    RegisterInvalid { heading: String, text: String, expected: String },
    /// What Excel makes of a code: a date or a shortened number.
    RegisterExcelDamage { heading: String, text: String, likely: String },
    /// An id that stands twice.
    RegisterDuplicate { heading: String, text: String, first_row: u32 },
    /// A reference to something that is not there.
    RegisterUnknownReference { heading: String, text: String, sheet: String },
    /// The tree runs in a circle.
    RegisterCycle { node: String },
    /// An indicator without department, placement or baseline/target.
    RegisterIncomplete { indicator: String, lacks: String },
    /// Dates in the wrong order.
    RegisterDateOrder { earlier: String, later: String },
    /// A scheme without a last rule that always applies.
    RegisterSchemeGap { scheme: String, example_ja: String, example_en: String },
    /// A rule that can never apply because an earlier one always does.
    RegisterSchemeUnreachable { scheme: String, label: String },
    /// Two indicators of one name under one node.
    RegisterSameName { name: String, first_row: u32 },
    /// Text that looks like a slip of direction: the target is worse than the baseline.
    RegisterDirectionDoubt { direction: String, baseline: Quantity, target: Quantity },
    /// A sheet that no register has; it was not read.
    RegisterSheetUnknown { sheet: String },
    /// Something that a later version will know; this one must not ignore it.
    RegisterNotSupported { heading: String, text: String },
    /// Not UTF-8; `likely` names the encoding (Shift_JIS, `UTF-16`, or `?`).
    RegisterEncoding { likely: String },
    /// Over a limit of the loader; `what` is `bytes`, `rows`, `columns` or `characters`.
    RegisterTooLarge { what: String, found: u64, max: u64 },
    /// A number with separators, marks or a unit; `plain` is how the register writes it.
    RegisterNumberFormat { heading: String, text: String, plain: String },
    /// A folder name that is not safe on every file share, or that the installation uses itself.
    RegisterFolderName { text: String },
    /// A cell right of the last heading: most often a comma without quotation marks.
    RegisterExtraCell { text: String, columns: u32 },
    /// The list of holidays ends before a round does.
    RegisterHolidaysEnd { last: String, needed: String },
    /// A department that is to answer in a round but does not exist at that time.
    RegisterDepartmentNotInOffice { department: String, round: String, valid: String },
    /// Keep what there is, and a target that differs from it.
    RegisterMaintainDiffers { baseline: Quantity, target: Quantity },
    /// Less is better, of a number below zero.
    RegisterDecreaseOfNegative { value: Quantity },
    /// A name that is another indicator's, or nearly; `other` is that indicator's id.
    RegisterNameLikeAnother { name: String, other_name: String, other: String },
    /// An indicator placed a second time without 再掲.
    RegisterRepeatUnmarked { indicator: String, first_row: u32 },
    /// A value that was decided anew; `subject` is `目標値 R6`, each value stands with its day (ISO) or none.
    RegisterValueRevised { subject: String, earlier: Box<Stated>, later: Box<Stated> },
    /// Another plan of the same municipality has another target for the year, or had a better one for an earlier year.
    RegisterTargetDiffers { plan: String, indicator: String, here: Box<Stated>, there: Box<Stated> },
    /// A target for a year outside the plan.
    RegisterTargetOutsidePlan { year: String, first: String, last: String },
    /// Co-owners without a department that leads.
    RegisterLeadMissing { indicator: String },
    /// A part of a compound that has a place of its own in the plan.
    RegisterPartPlaced { indicator: String, whole: String },
    /// 以上 where less is better, or 以下 where more is.
    RegisterOperatorDoubt { direction: String, operator: String },
    /// A register's workbook that cannot be read; `code` is the code F that says why.
    RegisterBookUnreadable { code: String },
    // --- R, continued: the office's own workbook as a form ---
    /// Something about a workbook that the office has declared.
    Own(OwnProblem),
    /// A row of 検証規則 for a rule whose weight does not change.
    RuleFixed { rule: String },
    /// A weight that a rule cannot have.
    RuleWeightNotAllowed { rule: String, weight: Weight },
    /// A threshold for a rule that has none.
    RuleWithoutThreshold { rule: String },
    /// Two rows of 検証規則 about the same rule and indicator that hold on the same day.
    RuleSwitchesClash { rule: String, first_row: u32 },
    // --- D: decisions ---
    /// The sheet 決定 and the decisions carried out do not agree.
    Decision(DecisionProblem),
}
