//! Manual pages of the codes R, continued: the office's own workbook as a form.

use crate::diagnostic::Rule;

pub(super) const PAGES: [Rule; 5] = [
    Rule {
        code: "R041",
        ja: "確認すること：自前の様式の宣言に書いた見出し、項目名、名前の定義などが、様式のファイルにあるかを確かめます。\n\
             理由：見つからない欄には、書き込むことも、読み取ることもできないためです。\n\
             例：宣言は「実績値」、様式の見出しは「実績」。\n\
             対応：宣言の文字を様式のとおりに直すか、aliases に様式の書き方を足してください。",
        en: "What it checks: Looks for every heading, label and defined name of the declaration in the office's own workbook.\n\
             Why: What is not found can neither be filled nor read.\n\
             Example: The declaration says 「実績値」, the workbook 「実績」.\n\
             What to do: Write the declaration as the workbook has it, or add the wording to `aliases`.",
    },
    Rule {
        code: "R042",
        ja: "確認すること：宣言に書いた見出しや項目名が、様式のファイルに2か所以上ないかを確かめます。\n\
             理由：どちらの欄か、決められないためです。\n\
             例：「所属」が、左上と押印欄の2か所にある様式。\n\
             対応：sub（下の段の見出し）かsheet（シート）で示すか、セルに名前を付けてnameで示してください。",
        en: "What it checks: Looks for headings and labels that stand in the office's own workbook more than once.\n\
             Why: It cannot be decided which of them is meant.\n\
             Example: A form with 「所属」 at its head and again beside the seal.\n\
             What to do: Add `sub` or `sheet`, or give the cell a name and declare that with `name`.",
    },
    Rule {
        code: "R043",
        ja: "確認すること：様式の表の行数が、書き込む指標の数に足りるかを確かめます。\n\
             理由：行を勝手に足すと、様式の数式や印刷範囲が崩れるためです。\n\
             例：12行の表に、17件の指標。\n\
             対応：様式の表に行を足し、宣言のrows_maxを直してください。",
        en: "What it checks: Asks whether the table of the office's own workbook has a row for each indicator.\n\
             Why: Rows that are added by a program break formulas and print areas.\n\
             Example: 17 indicators, and room for 12.\n\
             What to do: Add rows to the workbook's table, and correct `rows_max`.",
    },
    Rule {
        code: "R044",
        ja: "確認すること：書き込む欄に、数式や結合がないかを確かめます。\n\
             理由：様式の数式や体裁は、そのまま残すためです。\n\
             例：「目標値」の欄に、別のシートを引く数式。\n\
             対応：台帳の値を入れる場合は、数式や結合をなくしてください。このままでよければ、対応は不要です。",
        en: "What it checks: Looks for formulas and merged cells where a value would be written.\n\
             Why: The workbook's formulas and looks stay as they are.\n\
             Example: A target that is looked up on another sheet.\n\
             What to do: Delete the formula to have the register's value; else there is nothing to do.",
    },
    Rule {
        code: "R045",
        ja: "確認すること：指標が初めから並んでいる様式に、照会する指標の行があるかを確かめます。\n\
             理由：行がない指標は、答えることができないためです。\n\
             例：今年度から加わった指標が、去年の様式にないもの。\n\
             対応：様式に行を足すか、台帳の「別名」に様式の書き方を足してください。",
        en: "What it checks: Looks for a row of each indicator in a workbook whose rows are there already.\n\
             Why: What has no row cannot be answered.\n\
             Example: An indicator that is new this year, and last year's workbook.\n\
             What to do: Add a row, or add the workbook's wording to the indicator's aliases (別名).",
    },
];
