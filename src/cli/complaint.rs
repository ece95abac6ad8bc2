//! What stopped a command, in the language asked for. An error's own `Display` is the English; all of the Japanese is here.

use std::io;

use super::CliError;
use super::upkeep_complaint::upkeep;
use crate::board;
use crate::config::ConfigError;
use crate::demo::DemoError;
use crate::domain::{IdError, Lang};
use crate::installation::InstallationError;
use crate::notification::{ComposeError, MailError, MailKind, TemplateError};
use crate::register::folder::FolderError;
use crate::store::StoreError;
use crate::workbook::patch::PatchError;
use crate::worker::WorkError;

/// What happened and what to do.
pub(super) fn complaint(error: &CliError, lang: Lang) -> String {
    match lang {
        Lang::Ja => command(error),
        Lang::En => error.to_string(),
    }
}

fn command(error: &CliError) -> String {
    match error {
        CliError::Work(error) => work(error),
        CliError::Installation(error) => installation(error),
        CliError::Register(error) => register(error),
        CliError::Plan(error) => format!("--plan：{}", id(error)),
        CliError::Department(error) => format!("--department：{}", id(error)),
        CliError::Unsaid(name) => format!("{name}：言葉で書いてください。決定の記録に残ります。"),
        CliError::RoundId(id) => format!("{id}：照会のIDには、まだ使っていない半角の英小文字・数字を指定してください。"),
        CliError::Id { flag, error } => format!("{flag}：{}", id(error)),
        CliError::Time(text) => format!("--at「{text}」：日時として読めません。2025-06-16T09:00 のように書いてください。"),
        CliError::Days(text) => {
            format!("--next「{text}」：日数として読めません。30d（30日先まで）や4w（4週間先まで）のように、400日以内で書いてください。")
        }
        CliError::Io { path, error } => format!("{path}：{}", system(error)),
        CliError::InTheWay(path) => format!("{}：既にあります。別の名前を指定するか、--force で上書きしてください。", path.display()),
        CliError::OpenElsewhere(path) => {
            format!("{}：ファイルが開かれているため、何も変えていません。閉じてから、もう一度実行してください。", path.display())
        }
        CliError::Moved(path) => {
            format!("{}：読み取った後に保存されたため、何も変えていません。もう一度実行してください。", path.display())
        }
        CliError::NotPatched(path) => format!(
            "{}：ほかの内容を変えずに番号を書き込めないため、何も変えていません。Excelで.xlsx形式として保存し直してから、もう一度実行してください。",
            path.display()
        ),
        CliError::Patch(PatchError::Package(detail)) => {
            format!(
                "Excelファイルの中身を確かめられないため、何も変えていません（{detail}）。Excelで保存し直してから、もう一度実行してください。"
            )
        }
        CliError::Patch(PatchError::NoSheet(sheet)) => format!("「{sheet}」シートがないため、何も変えていません。"),
        CliError::Patch(PatchError::NotBlank(sheet, cell)) => {
            format!("「{sheet}」シート{cell}：数式などが入っているため、何も変えていません。セルを空にしてから、もう一度実行してください。")
        }
        CliError::Patch(PatchError::Merged(sheet, cell)) => {
            format!(
                "「{sheet}」シート{cell}：ほかのセルと結合されているため、何も変えていません。結合を解除してから、もう一度実行してください。"
            )
        }
        CliError::Patch(PatchError::Formula(sheet, cell)) => {
            format!(
                "「{sheet}」シート{cell}：ほかのセルが使う数式が入っているため、何も変えていません。セルを空にしてから、もう一度実行してください。"
            )
        }
        CliError::Taken(path) => format!("{}：既にあるため、何も書き出していません。別の名前を指定してください。", path.display()),
        CliError::Destination(path) => {
            format!("{}：フォルダーの台帳は、.xlsxで終わる名前のファイルに、Excelの台帳は、フォルダーに変えます。", path.display())
        }
        CliError::Write(error) => format!("Excelファイルを作れませんでした（{error}）。"),
        CliError::Demo(error) => demo(error),
        CliError::Upkeep(error) => upkeep(error),
        CliError::MailServer(error) => error.text(Lang::Ja),
        CliError::RestoreWhat => {
            "戻すバックアップと作るフォルダーを、`torimatome restore バックアップ --into フォルダー` のように指定してください。".to_owned()
        }
        CliError::Exists(path) => {
            format!(
                "{path}：同じ名前のファイルが既にあるため、何も書き出していません。移動するか、--out で別のフォルダーを指定してください。"
            )
        }
        CliError::UnknownCode(code) => format!("{code}：この番号の指摘はありません。`torimatome explain` で一覧を表示します。"),
        CliError::UnknownMail(which) => format!("{which}：この番号のメールはありません。`torimatome mailbox list` で一覧を表示します。"),
        CliError::WhichMails => "メールを番号で指定するか、--kind、--department、--state、--all で選んでください。".to_owned(),
        CliError::MailKind(_) => {
            let kinds = MailKind::ALL.map(MailKind::name).join("、");
            format!("--kind：メールの種類は、{kinds}のどれかです。")
        }
        CliError::WhoAndWhy => "--who に決めた人を、--why に理由を書いてください。".to_owned(),
        CliError::UnknownScheme(id) => format!("{id}：このIDの評価区分はありません。`torimatome register scheme` で一覧を表示します。"),
    }
}

pub(super) fn work(error: &WorkError) -> String {
    match error {
        WorkError::Installation(error) => installation(error),
        WorkError::Store(error) => store(error),
        WorkError::Take(error) => format!("ファイルを受け取れませんでした（{error}）。"),
        WorkError::Write(error) => format!("Excelファイルを作れませんでした（{error}）。"),
        WorkError::Mail(error) => mail(error),
        WorkError::Board(board::TemplateError::Broken(detail)) => {
            format!("templates/board/board.html：ひな形の書き方に誤りがあります（{detail}）。")
        }
        WorkError::Board(board::TemplateError::Closes(name)) => {
            format!("templates/board/{name}：「</」という文字の並びは使えません。スクリプトでは「<\\/」と書いてください。")
        }
        WorkError::Io { path, error } => format!("{}：{}", path.display(), system(error)),
        WorkError::NotWritten(path) => {
            format!("{}：書き込めませんでした。記録（state/log）を確認してください。次の実行で、もう一度書き込みます。", path.display())
        }
        WorkError::Reader(detail) => {
            format!(
                "読取り用のプロセスを動かせません（{detail}）。直るまで、どのファイルも読めません。提出されたファイルに問題はありません。"
            )
        }
        WorkError::Watch(error) => format!("提出先の変化を監視できません（{error}）。"),
        WorkError::Locked(path) => {
            format!(
                "{}：同じフォルダーで、別の受付が動いています。先にそれを止めるか、--dir で別のフォルダーを指定してください。",
                path.display()
            )
        }
        WorkError::BrokenRegister(folder) => format!("{folder}：台帳に誤りがあります。`torimatome register check` で確認してください。"),
        WorkError::RegisterAway(source) => {
            format!(
                "{source}：台帳を今は読み取れません。保存の途中か、共有フォルダーにつながらない状態です。閉じてから、もう一度実行してください。"
            )
        }
        WorkError::FrozenRegister(version) => format!("照会を開いたときの台帳（{version}）を読み出せません。"),
        WorkError::RoundKnown(id) => format!("{id}：この照会IDは、既に台帳にあります。別のIDを指定してください。"),
        WorkError::AmendLocked(round) => {
            format!("「{round}」は確定しているため、台帳の変更を反映できません。先に照会を再開するか、次の照会から変更してください。")
        }
        WorkError::NoSuchRound(id) => format!("{id}：この照会は、まだ開いていないか、台帳にありません。"),
        WorkError::NoRound(plan) => format!("{plan}：台帳に照会がありません。「提出期間」シートを確認してください。"),
        WorkError::NotOpened(round) => {
            format!("「{round}」の照会は、まだ開いていません。`torimatome issue` で照会を開き、様式を作ってください。")
        }
        WorkError::Refused(refusal) => refusal.text(Lang::Ja),
        WorkError::WhichPlan(plans) => format!("計画が2つ以上あります（{}）。--plan で1つ指定してください。", plans.join("、")),
        WorkError::UnknownPlan(plan) => format!(
            "計画「{plan}」は、ここに登録されていません。IDを確かめるか、torimatome.toml の plans に台帳のフォルダーを加えてください。"
        ),
        WorkError::SamePlan(plan) => {
            format!("計画「{plan}」の台帳が2つあります。torimatome.toml の plans には、計画ごとに1つだけ書いてください。")
        }
        WorkError::TwoOffices(codes) => {
            format!("団体コードの異なる計画があります（{}）。1つのフォルダーで扱えるのは、1つの団体の計画だけです。", codes.join("、"))
        }
        WorkError::DepartmentsDiffer { folder, ids } => format!(
            "フォルダー「{folder}」の所管課IDが、計画によって異なります（{}）。「担当課」シートで、同じ所管課IDにそろえてください。",
            ids.join("、")
        ),
        WorkError::UnknownDepartment(department) => {
            format!("この照会で提出をお願いする所管課に「{department}」はありません。「担当課」シートの所管課IDを指定してください。")
        }
    }
}

pub(super) fn installation(error: &InstallationError) -> String {
    match error {
        InstallationError::Missing(root) => format!(
            "{}：このフォルダーには torimatome.toml がありません。--dir で設定のあるフォルダーを指定するか、`torimatome init フォルダー名` で新しく作ってください（実演は `torimatome demo フォルダー名`）。",
            root.display()
        ),
        InstallationError::Io { path, error } => format!("{}：{}", path.display(), system(error)),
        InstallationError::Config(ConfigError(problems)) => {
            let lines: Vec<&str> = problems.iter().map(|problem| problem.ja.as_str()).collect();
            format!("torimatome.toml：次の{}か所を直してください。\n  {}", problems.len(), lines.join("\n  "))
        }
        InstallationError::Form { path, error } => format!("{path}：様式の定義に誤りがあります（{error}）。"),
        InstallationError::Sentence { path, error } => format!("{}：説明文の定義に誤りがあります（{error}）。", path.display()),
        InstallationError::Register(error) => register(error),
    }
}

fn register(error: &FolderError) -> String {
    match error {
        FolderError::Io { path, source } => format!("{}：{}", path.display(), system(source)),
        FolderError::Twice { path, sheet } => format!("{}：「{sheet}」シートのファイルが2つあります。1つにしてください。", path.display()),
        FolderError::TooManyFiles { path } => {
            format!("{}：CSVファイルが多すぎます。台帳のフォルダーかどうかを確認してください。", path.display())
        }
    }
}

pub(super) fn store(error: &StoreError) -> String {
    match error {
        StoreError::Newer { found, known } => format!(
            "データベースは、新しい版の torimatome で作られています（形式{found}。このプログラムが扱えるのは{known}まで）。新しい版を使ってください。"
        ),
        StoreError::Database(_) | StoreError::Record(_) | StoreError::Identifier(_) | StoreError::Date(_) | StoreError::MailState(_) => {
            format!("データベースを使えません（{error}）。")
        }
    }
}

fn mail(error: &MailError) -> String {
    match error {
        MailError::Template(error) | MailError::Compose(ComposeError::Template(error)) => template(error),
        MailError::Compose(_)
        | MailError::Freeze(_)
        | MailError::Eml(_)
        | MailError::Attachment { .. }
        | MailError::Moment(_)
        | MailError::Domains(_)
        | MailError::Schedule(_) => {
            format!("メールを作れませんでした（{error}）。")
        }
    }
}

fn template(error: &TemplateError) -> String {
    match error {
        TemplateError::Unknown { name } => format!("templates/mail/{name}：この名前のひな形を使うメールはありません。"),
        TemplateError::NoSubject { name } => {
            format!("templates/mail/{name}：1行目は「件名：」に続けて件名を書き、2行目は空けてください。")
        }
        TemplateError::Broken { name, detail } => format!("templates/mail/{name}：ひな形の書き方に誤りがあります（{detail}）。"),
    }
}

fn demo(error: &DemoError) -> String {
    match error {
        DemoError::Folder(folder) => {
            format!(
                "{}：空のフォルダーでも、前に実演で作ったフォルダーでもありません。別のフォルダーを指定してください。",
                folder.display()
            )
        }
        DemoError::Plan { plan, known } => {
            format!("{plan}：この計画の実演はありません。{}のいずれかを指定してください。", known.join("、"))
        }
        DemoError::Io { path, error } => format!("{}：{}", path.display(), system(error)),
        DemoError::Work(error) => work(error),
        DemoError::Installation(error) => installation(error),
        DemoError::Write(error) => format!("Excelファイルを作れませんでした（{error}）。"),
        DemoError::Script(detail) => format!("実演の筋書きが計画と合いません（{detail}）。"),
    }
}

fn id(error: &IdError) -> String {
    let allowed = "IDは、半角の英小文字、数字、「-」「_」「.」で書きます。";
    match error {
        IdError::Empty => format!("IDが空です。{allowed}"),
        IdError::TooLong => format!("IDが長すぎます。{allowed}"),
        IdError::Character(c) => format!("「{c}」は、ここでは使えません。{allowed}"),
    }
}

/// What the operating system says, in its own words where they are rare.
pub(super) fn system(error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, "見つかりません。"),
        (io::ErrorKind::PermissionDenied, "開く権限又は書き込む権限がありません。"),
        (io::ErrorKind::ReadOnlyFilesystem, "読取専用のため、書き込めません。"),
        (io::ErrorKind::StorageFull, "空き容量がありません。"),
        (io::ErrorKind::IsADirectory, "ファイルではなく、フォルダーです。"),
        (io::ErrorKind::NotADirectory, "フォルダーではなく、ファイルです。"),
    ];
    let words = known.into_iter().find(|(kind, _)| *kind == error.kind()).map(|(_, words)| words.to_owned());
    words.unwrap_or_else(|| format!("処理できません（{error}）。"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_says_it_in_its_own_words() {
        let missing = CliError::Installation(InstallationError::Missing("/srv/kpi".into()));
        let broken = |text: &str| crate::config::Config::parse(text).map_err(|error| CliError::Installation(error.into())).err();
        let errors = [
            Some(missing),
            broken("[mail]\nschedule = \"毎朝\"\nallowed_domains = [\"@\"]\n[reader]\nmemory_mb = 1\n"),
            "農林課".parse::<crate::domain::DepartmentId>().map_err(CliError::Department).err(),
            Some(CliError::Io { path: "x".to_owned(), error: io::ErrorKind::NotFound.into() }),
            Some(CliError::Work(WorkError::NotOpened("R6".to_owned()))),
        ];
        let said: Vec<String> = errors.iter().flatten().flat_map(|error| [Lang::Ja, Lang::En].map(|lang| complaint(error, lang))).collect();
        insta::assert_snapshot!(said.join("\n"));
    }
}
