//! What stopped the work on an installation as a whole, in Japanese.

use super::complaint::{installation, store, system, work};
use crate::upkeep::UpkeepError;

pub(super) fn upkeep(error: &UpkeepError) -> String {
    match error {
        UpkeepError::Installation(error) => installation(error),
        UpkeepError::Store(error) => store(error),
        UpkeepError::Work(error) => work(error),
        UpkeepError::Write(error) => format!("Excelファイルを作れませんでした（{error}）。"),
        UpkeepError::Io { path, error } => format!("{}：{}", path.display(), system(error)),
        UpkeepError::NotEmpty(path) => {
            format!("{}：空のフォルダーではありません。新しいフォルダーか、空のフォルダーを指定してください。", path.display())
        }
        UpkeepError::Nothing(path) => format!("{}：データベースがまだないため、行うことがありません。", path.display()),
        UpkeepError::Busy(path) => {
            format!("同じフォルダーで、別のバックアップ又は廃棄が動いています（{}）。終わってから実行してください。", path.display())
        }
        UpkeepError::NotReadBack { path, detail } => format!(
            "{}：書いたものを読み戻せませんでした（{detail}）。このバックアップは捨て、前のバックアップは残しています。ディスクを確認してください。",
            path.display()
        ),
        UpkeepError::NoBackup { path, detail } => {
            format!("{}：torimatome のバックアップではないか、欠けています（{detail}）。別のバックアップを使ってください。", path.display())
        }
        UpkeepError::Changed { path, entry } => format!(
            "{}：中の「{entry}」が、バックアップしたときの内容と違います。何も復元していません。別のバックアップを使ってください。",
            path.display()
        ),
        UpkeepError::Path { path, entry } => {
            format!("{}：書いてはならない場所のファイルが入っています（「{entry}」）。何も復元していません。", path.display())
        }
        UpkeepError::Newer { path, program } => {
            format!("{}：新しい版の torimatome（{program}）のバックアップです。その版を使ってください。", path.display())
        }
        UpkeepError::NotRestored => "確認を待っているものはありません。復元していないか、既に確認済みです。".to_owned(),
        UpkeepError::WhoAndWhy => "決めた人と理由を、--who 氏名 --why 理由 で指定してください。".to_owned(),
        UpkeepError::Forever => {
            "保存期間が0（廃棄しない）になっています。[retention] の years に、文書管理規程の年数を書いてください。".to_owned()
        }
    }
}
