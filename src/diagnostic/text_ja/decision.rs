//! Japanese prose of the codes D: the sheet 決定.

use crate::diagnostic::quote::short;
use crate::diagnostic::terms::say;
use crate::diagnostic::{DecisionProblem as D, Problem};

/// Message and remedy; `None` for a problem of another group.
pub(super) fn words(problem: &Problem) -> Option<(String, String)> {
    let Problem::Decision(problem) = problem else { return None };
    Some(match problem {
        D::RowChanged { number, kind } => say(
            format!("実行済みの決定（{}、番号{number}）の行が書き換えられています。実行したときの決定が有効です。", short(kind)),
            "行を元に戻してください。決定を変える場合は、新しい行に書いてください。",
        ),
        D::RowVanished { number, kind } => say(
            format!("実行済みの決定（{}、番号{number}）の行がありません。決定は有効です。", short(kind)),
            format!("行を元に戻してください。決定を取り消す場合は、種類を「取消」、内容を「{number}」とした行を加えてください。"),
        ),
        D::RowOverruled { kind, number, later, who } => say(
            format!(
                "この決定（{}、番号{number}）と異なる決定（番号{later}、{}）が、後から行われています。後の決定が有効です。",
                short(kind),
                short(who)
            ),
            "後の決定を、同じ内容の行としてシートに加えてください。この行の内容に戻す場合は、決定日を改めて、新しい行に書いてください。",
        ),
        D::RowRefused { kind, why_ja, .. } => {
            say(format!("この決定（{}）は実行できません。{why_ja}", short(kind)), "内容を直すか、「実行」の○を消してください。")
        }
    })
}
