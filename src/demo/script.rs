//! Who does what when. The dates are those of the plan's round: asked from 19 May, due on Friday 13 June 2025.

/// A moment of the rehearsed calendar: month, day, hour, minute of 2025.
pub(super) type Moment = (u32, u32, u32, u32);

/// How a department writes its return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// Plain numbers, reasons where the target was missed.
    Plainly,
    /// On the form of the year before.
    OldForm,
    /// 全角 digits, units glued on, a percent-formatted cell.
    AsOfficersWrite,
    /// One figure mistyped.
    WithASlip,
    /// Words where a number belongs.
    WithWords,
    /// The change (△) instead of the value.
    WithATriangle,
    /// 提出区分 left at 作成中.
    AsADraft,
    /// One row left blank.
    WithABlank,
    /// Only the row that was left blank.
    OnlyTheBlank,
    /// Cut off in the middle of the copy.
    Broken,
    /// Excel's lock file beside a workbook that is open.
    LockFile,
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// The office issues the forms.
    Issue,
    /// A department saves a file.
    Save {
        /// Which department.
        department: &'static str,
        /// How it writes.
        manner: Manner,
        /// Into which department's folder; its own when `None`.
        folder: Option<&'static str>,
        /// The file's name.
        name: &'static str,
    },
    /// The office has the papers written.
    Compile,
    /// Nobody does anything; the schedule may.
    Wait,
}

/// A line of the script: when, what, and how it is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    pub(super) at: Moment,
    pub(super) deed: Deed,
    pub(super) told: (&'static str, &'static str),
}

const fn save(at: Moment, department: &'static str, manner: Manner, name: &'static str, told: (&'static str, &'static str)) -> Scene {
    Scene { at, deed: Deed::Save { department, manner, folder: None, name }, told }
}

const fn wait(at: Moment, told: (&'static str, &'static str)) -> Scene {
    Scene { at, deed: Deed::Wait, told }
}

/// The whole round.
pub(super) const SCRIPT: &[Scene] = &[
    Scene { at: (5, 19, 9, 0), deed: Deed::Issue, told: ("照会を開き、様式を配る", "the round opens") },
    save((5, 27, 14, 5), "kanko-seisaku", Manner::Plainly, "観光政策課_回答.xlsx", ("記入どおり提出", "files plainly")),
    save((5, 28, 10, 20), "bunkazai-hogo", Manner::OldForm, "文化財保護課.xlsx", ("前の版の様式で提出", "files on an older form")),
    save(
        (5, 29, 16, 40),
        "norin",
        Manner::AsOfficersWrite,
        "農林課（回答）.xlsx",
        ("全角・単位・百分率の書式", "full-width, units, percent cell"),
    ),
    save((5, 30, 11, 0), "shoko-rodo", Manner::Plainly, "回答.xlsx", ("提出（A）", "files (A)")),
    save((6, 2, 9, 30), "shoko-rodo", Manner::WithASlip, "回答.xlsx", ("差替え（B：1か所誤り）", "replaces it (B, one slip)")),
    save((6, 2, 13, 15), "shoko-rodo", Manner::Plainly, "回答.xlsx", ("元の版に戻す（A）", "puts the first one back (A)")),
    save((6, 2, 15, 50), "kosodate-shien", Manner::WithWords, "子育て支援課.xlsx", ("数値欄に文字", "words in a number cell")),
    Scene {
        at: (6, 3, 10, 10),
        deed: Deed::Save {
            department: "gakko-kyoiku",
            manner: Manner::Plainly,
            folder: Some("shogai-gakushu-sports"),
            name: "学校教育課_KPI.xlsx",
        },
        told: ("別の課のフォルダーに保存", "in another department's folder"),
    },
    save((6, 3, 13, 30), "gakko-kyoiku", Manner::Plainly, "学校教育課_KPI.xlsx", ("正しいフォルダーに保存", "in the right folder")),
    save((6, 4, 9, 45), "shogai-gakushu-sports", Manner::Plainly, "R6実績.xlsx", ("提出", "files")),
    save((6, 4, 9, 50), "shogai-gakushu-sports", Manner::Plainly, "R6実績.xlsx", ("同じファイルをもう一度", "the same file again")),
    save((6, 4, 17, 5), "kosodate-shien", Manner::Plainly, "子育て支援課（修正）.xlsx", ("修正して再提出", "corrects and files again")),
    save((6, 5, 8, 50), "fukushi", Manner::AsADraft, "福祉課.xlsx", ("作成中の様式を置く", "leaves a draft")),
    wait((6, 6, 9, 0), ("期限5業務日前のお知らせ", "reminder, 5 business days before")),
    save((6, 9, 11, 25), "digital-suishin", Manner::Broken, "デジタル推進課.xlsx", ("途中で切れたファイル", "a file cut off")),
    save((6, 9, 11, 30), "digital-suishin", Manner::LockFile, "~$デジタル推進課.xlsx", ("Excelの一時ファイル", "Excel's lock file")),
    save((6, 10, 14, 0), "digital-suishin", Manner::Plainly, "デジタル推進課.xlsx", ("保存し直して提出", "saves it again")),
    save((6, 10, 16, 30), "kensetsu", Manner::WithATriangle, "建設課.xlsx", ("値の代わりに増減（△）", "the change (△) for the value")),
    save((6, 11, 10, 0), "kensetsu", Manner::Plainly, "建設課_修正.xlsx", ("修正して再提出", "corrects and files again")),
    save((6, 11, 15, 20), "fukushi", Manner::WithABlank, "福祉課.xlsx", ("提出（1指標は空欄）", "files, one row blank")),
    save((6, 12, 8, 40), "fukushi", Manner::OnlyTheBlank, "福祉課_追加.xlsx", ("空欄だけを追加で提出", "files the blank row")),
    wait((6, 12, 9, 0), ("期限1業務日前のお知らせ", "reminder, 1 business day before")),
    wait((6, 16, 9, 0), ("期限1業務日後の再依頼", "overdue, 1 business day after")),
    wait((6, 18, 9, 0), ("期限3業務日後の再依頼", "overdue, 3 business days after")),
    save((6, 19, 13, 10), "chiiki-shinko", Manner::Plainly, "地域振興課.xlsx", ("期限後に提出", "files late")),
    Scene { at: (6, 20, 9, 0), deed: Deed::Compile, told: ("締切り後の集計", "closed; the papers are compiled") },
];
