//! Who does what when: the words of a script, and the one that Mine City's round is played by. Its dates are those of
//! the plan's round: asked from 19 May, due on Friday 13 June 2025.

use chrono::{Datelike, NaiveDate};

/// A moment of the rehearsed calendar: year, month, day, hour, minute.
pub(super) type Moment = (i32, u32, u32, u32, u32);

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
    /// Another figure than the lead department's on an indicator that both answer for.
    Disagreeing,
    /// Cut off in the middle of the copy.
    Broken,
    /// Excel's lock file beside a workbook that is open.
    LockFile,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// The office issues the forms.
    Issue,
    /// A department saves a file.
    Save {
        /// Which department.
        department: String,
        /// How it writes.
        manner: Manner,
        /// Into which department's folder; its own when `None`.
        folder: Option<String>,
        /// The file's name.
        name: String,
    },
    /// The office has the papers written.
    Compile,
    /// Nobody does anything; the schedule may.
    Wait,
}

/// A line of the script: when, what, and how it is told.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) at: Moment,
    pub(super) deed: Deed,
    pub(super) told: (&'static str, &'static str),
}

impl Scene {
    /// Something that the office does, or that happens by itself.
    pub(super) fn new(at: Moment, deed: Deed, told: (&'static str, &'static str)) -> Self {
        Self { at, deed, told }
    }

    /// A department saves a file in its own folder.
    pub(super) fn save(at: Moment, department: &str, manner: Manner, name: &str, told: (&'static str, &'static str)) -> Self {
        Self::new(at, Deed::Save { department: department.to_owned(), manner, folder: None, name: name.to_owned() }, told)
    }
}

/// A moment of a day.
pub(super) fn moment(day: NaiveDate, hour: u32, minute: u32) -> Moment {
    (day.year(), day.month(), day.day(), hour, minute)
}

/// The whole round of Mine City: everything that happens to a planning office, once.
#[rustfmt::skip]
pub(super) fn mine() -> Vec<Scene> {
    let at = |month, day, hour, minute| (2025, month, day, hour, minute);
    let save = Scene::save;
    let wait = |at, told| Scene::new(at, Deed::Wait, told);
    vec![
        Scene::new(at(5, 19, 9, 0), Deed::Issue, ("照会を開き、様式を配る", "the round opens")),
        save(at(5, 27, 14, 5), "kanko-seisaku", Manner::Plainly, "観光政策課_回答.xlsx", ("記入どおり提出", "files plainly")),
        save(at(5, 28, 10, 20), "bunkazai-hogo", Manner::OldForm, "文化財保護課.xlsx", ("前の版の様式で提出", "files on an older form")),
        save(at(5, 29, 16, 40), "norin", Manner::AsOfficersWrite, "農林課（回答）.xlsx", ("全角・単位・百分率の書式", "full-width, units, percent cell")),
        save(at(5, 30, 11, 0), "shoko-rodo", Manner::Plainly, "回答.xlsx", ("提出（A）", "files (A)")),
        save(at(6, 2, 9, 30), "shoko-rodo", Manner::WithASlip, "回答.xlsx", ("差替え（B：1か所誤り）", "replaces it (B, one slip)")),
        save(at(6, 2, 13, 15), "shoko-rodo", Manner::Plainly, "回答.xlsx", ("元の版に戻す（A）", "puts the first one back (A)")),
        save(at(6, 2, 15, 50), "kosodate-shien", Manner::WithWords, "子育て支援課.xlsx", ("数値欄に文字", "words in a number cell")),
        Scene::new(
            at(6, 3, 10, 10),
            Deed::Save {
                department: "gakko-kyoiku".to_owned(),
                manner: Manner::Plainly,
                folder: Some("shogai-gakushu-sports".to_owned()),
                name: "学校教育課_KPI.xlsx".to_owned(),
            },
            ("別の課のフォルダーに保存", "in another department's folder"),
        ),
        save(at(6, 3, 13, 30), "gakko-kyoiku", Manner::Plainly, "学校教育課_KPI.xlsx", ("正しいフォルダーに保存", "in the right folder")),
        save(at(6, 4, 9, 45), "shogai-gakushu-sports", Manner::Plainly, "R6実績.xlsx", ("提出", "files")),
        save(at(6, 4, 9, 50), "shogai-gakushu-sports", Manner::Plainly, "R6実績.xlsx", ("同じファイルをもう一度", "the same file again")),
        save(at(6, 4, 17, 5), "kosodate-shien", Manner::Plainly, "子育て支援課（修正）.xlsx", ("修正して再提出", "corrects and files again")),
        save(at(6, 5, 8, 50), "fukushi", Manner::AsADraft, "福祉課.xlsx", ("作成中の様式を置く", "leaves a draft")),
        wait(at(6, 6, 9, 0), ("期限5業務日前のお知らせ", "reminder, 5 business days before")),
        save(at(6, 9, 11, 25), "digital-suishin", Manner::Broken, "デジタル推進課.xlsx", ("途中で切れたファイル", "a file cut off")),
        save(at(6, 9, 11, 30), "digital-suishin", Manner::LockFile, "~$デジタル推進課.xlsx", ("Excelの一時ファイル", "Excel's lock file")),
        save(at(6, 10, 14, 0), "digital-suishin", Manner::Plainly, "デジタル推進課.xlsx", ("保存し直して提出", "saves it again")),
        save(at(6, 10, 16, 30), "kensetsu", Manner::WithATriangle, "建設課.xlsx", ("値の代わりに増減（△）", "the change (△) for the value")),
        save(at(6, 11, 10, 0), "kensetsu", Manner::Plainly, "建設課_修正.xlsx", ("修正して再提出", "corrects and files again")),
        save(at(6, 11, 15, 20), "fukushi", Manner::WithABlank, "福祉課.xlsx", ("提出（1指標は空欄）", "files, one row blank")),
        save(at(6, 12, 8, 40), "fukushi", Manner::OnlyTheBlank, "福祉課_追加.xlsx", ("空欄だけを追加で提出", "files the blank row")),
        wait(at(6, 12, 9, 0), ("期限1業務日前のお知らせ", "reminder, 1 business day before")),
        wait(at(6, 16, 9, 0), ("期限1業務日後の再依頼", "overdue, 1 business day after")),
        wait(at(6, 18, 9, 0), ("期限3業務日後の再依頼", "overdue, 3 business days after")),
        save(at(6, 19, 13, 10), "chiiki-shinko", Manner::Plainly, "地域振興課.xlsx", ("期限後に提出", "files late")),
        Scene::new(at(6, 20, 9, 0), Deed::Compile, ("締切り後の集計", "closed; the papers are compiled")),
    ]
}
