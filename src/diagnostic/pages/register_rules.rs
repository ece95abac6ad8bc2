//! Pages of the sheet 検証規則 (R037 to R040).

use crate::diagnostic::Rule;

pub(super) const PAGES: [Rule; 4] = [
    Rule {
        code: "R037",
        ja: "確認すること：「検証規則」の規則が、重みを変えられるものかを確かめます。\n\
             理由：値が決まらない指摘や、誰の回答かを確かめる指摘は、軽くすると誤った値が会議資料に載るためです。\n\
             例：「V002」（数値として読めない）を「参考」にしようとした行。\n\
             対応：その行を削除してください。重みを変えられる規則は、「台帳の手引」にあります。",
        en: "What it checks: Asks whether a rule of 「検証規則」 is one whose weight may change.\n\
             Why: Without a value to take, or without knowing whose return it is, a lighter rule would let wrong numbers through.\n\
             Example: A row that makes V002 (cannot be read as a number) a notice.\n\
             What to do: Delete the row. The rules that may be switched are listed in the guide to the register.",
    },
    Rule {
        code: "R038",
        ja: "確認すること：「検証規則」の重みが、その規則に使えるものかを確かめます。\n\
             理由：所管課に必ず伝える指摘は止められず、ほかの課との違いは差戻しの理由にできないためです。\n\
             例：「T007」（目標値の変更）を「停止」にした行。\n\
             対応：使える重みから選び直してください。",
        en: "What it checks: Asks whether a rule of 「検証規則」 may have the weight that is stated.\n\
             Why: Some findings must be told in any case, and a department is not refused for what another one wrote.\n\
             Example: A row that switches T007 (the target was changed) off.\n\
             What to do: Choose one of the weights that the rule may have.",
    },
    Rule {
        code: "R039",
        ja: "確認すること：「検証規則」の基準が、基準のある規則に書かれているかを確かめます。\n\
             理由：基準のない規則に数値を書いても、何も変わらないためです。\n\
             例：「V024」（理由の記入漏れ）の基準に「20」と書いた行。\n\
             対応：基準を空欄にしてください。",
        en: "What it checks: Asks whether a threshold in 「検証規則」 stands with a rule that has one.\n\
             Why: A number beside a rule without a threshold would change nothing.\n\
             Example: The threshold 20 beside V024 (the reason is missing).\n\
             What to do: Leave the threshold blank.",
    },
    Rule {
        code: "R040",
        ja: "確認すること：「検証規則」の2つの行が、同じ日に同じことを別々に定めていないかを確かめます。\n\
             理由：どちらの行に従うか決まらないためです。\n\
             例：「V014」の全指標の行が2つあり、期間が重なるもの。\n\
             対応：終了日と開始日を直すか、一方の行を削除してください。",
        en: "What it checks: Looks for two rows of 「検証規則」 about one matter on one day.\n\
             Why: It would not be clear which of them holds.\n\
             Example: Two rows of V014 for all indicators whose days overlap.\n\
             What to do: Put the last and first days right, or delete one of the rows.",
    },
];
