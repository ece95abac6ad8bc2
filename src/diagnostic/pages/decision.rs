//! Pages of the codes D: the sheet 決定.

use super::Rule;

pub(super) const PAGES: [Rule; 4] = [
    Rule {
        code: "D001",
        ja: "確認すること：実行済みの決定の行が、実行したときの内容のままかを確かめます。\n\
             理由：行を書き換えても決定は変わりません。シートと記録が食い違うと、どちらが正しいか分からなくなります。\n\
             例：実行した期限延長の行の「期限」を、後から別の日に直した。\n\
             対応：行を元に戻してください。決定を変える場合は、新しい行に書いてください。",
        en: "What it checks: Whether the row of a decision that was carried out still says what it said then.\n\
             Why: Rewriting the row does not change the decision; the sheet and the record would contradict each other.\n\
             Example: The day of an extension that was carried out is changed in its row.\n\
             What to do: Put the row back. To decide otherwise, add a row.",
    },
    Rule {
        code: "D002",
        ja: "確認すること：シートから実行した決定の行が、シートに残っているかを確かめます。\n\
             理由：行を消しても決定は取り消されません。\n\
             例：実行した「指摘の免除」の行を削除した。\n\
             対応：行を元に戻してください。取り消す場合は、種類を「取消」、内容を決定番号とした行を加えてください。",
        en: "What it checks: Whether the rows of decisions that were carried out from the sheet are still in it.\n\
             Why: Deleting the row does not take the decision back.\n\
             Example: The row of a waiver that was carried out was deleted.\n\
             What to do: Put the row back. To take the decision back, add a row with 取消 and the decision's number.",
    },
    Rule {
        code: "D003",
        ja: "確認すること：シートの決定と、後からコマンドで行われた決定を比べます。\n\
             理由：後の決定が有効です。シートだけを見る人は、前の決定が有効だと思います。\n\
             例：シートで6月20日まで延長した後、コマンドで6月27日まで延長した。\n\
             対応：後の決定を、同じ内容の行としてシートに加えてください。前の内容に戻す場合は、決定日を改めて新しい行に書いてください。",
        en: "What it checks: Compares decisions in the sheet with later ones from the command line.\n\
             Why: The later one holds, and whoever reads only the sheet believes the earlier one.\n\
             Example: Extended to 20 June in the sheet, then to 27 June on the command line.\n\
             What to do: Add the later decision to the sheet in the same words. To return to the earlier one, add a row with a new date.",
    },
    Rule {
        code: "D004",
        ja: "確認すること：「実行」に○のある行が、今の照会で実行できるかを確かめます。\n\
             理由：実行できない決定をそのままにすると、実行されたと思われるおそれがあります。\n\
             例：受付中の照会を「再開」しようとした。過ぎた日を期限とした。\n\
             対応：理由を確かめて内容を直すか、「実行」の○を消してください。",
        en: "What it checks: Whether a row marked ○ at 実行 can be carried out in the round as it stands.\n\
             Why: Somebody would believe that it was carried out.\n\
             Example: Reopening a round that is still open; a due day that is over.\n\
             What to do: Read why and correct the row, or remove the ○.",
    },
];
