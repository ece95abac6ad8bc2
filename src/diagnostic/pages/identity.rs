//! Pages of the codes I: whose return it is.

use super::Rule;

pub(super) const PAGES: [Rule; 19] = [
    Rule {
        code: "I001",
        ja: "確認すること：様式に印刷されている様式番号を探します。\n\
             理由：番号がないと、どの計画のどの課の報告かを確かめられません。\n\
             例：別に作った表に実績を記入したもの。\n\
             対応：配布した様式に記入して、再提出してください。",
        en: "What it checks: Looks for the form number printed on the form.\n\
             Why: Without it nobody can tell whose return it is.\n\
             Example: Actuals written into a table of one's own.\n\
             What to do: Fill in the form you were sent and submit it again.",
    },
    Rule {
        code: "I002",
        ja: "確認すること：様式番号が正しい組合せかどうかを確かめます。\n\
             理由：番号が変わると、別の課の報告として扱われるおそれがあります。\n\
             例：番号の一部を書き換えた様式。\n\
             対応：配布した様式に記入し直して、再提出してください。",
        en: "What it checks: Checks the check character of the form number.\n\
             Why: A changed number could pass for another department's return.\n\
             Example: A form whose number was edited.\n\
             What to do: Fill in the form you were sent and submit it again.",
    },
    Rule {
        code: "I003",
        ja: "確認すること：表示されている様式番号と、ファイルに記録された番号を比べます。\n\
             理由：2つの様式が混ざっていると、どちらの課の値か分かりません。\n\
             例：他課の様式に、自課の見出し部分を貼り付けたもの。\n\
             対応：貴課に配布した様式に記入し直して、再提出してください。",
        en: "What it checks: Compares the form number shown with the one stored in the file.\n\
             Why: If two forms were mixed, it is unclear whose values they are.\n\
             Example: One's own header pasted over another department's form.\n\
             What to do: Fill in the form that was sent to your department.",
    },
    Rule {
        code: "I004",
        ja: "確認すること：様式の計画が登録されているかを確かめます。\n\
             理由：別の計画の値を取り込まないためです。\n\
             例：別の計画のために配布された様式。\n\
             対応：提出先を確認してください。分からない場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that the form's plan is registered here.\n\
             Why: Values of another plan must not be mixed in.\n\
             Example: A form issued for another plan.\n\
             What to do: Check where it should be submitted, or ask the planning office.",
    },
    Rule {
        code: "I005",
        ja: "確認すること：今回の照会の様式かどうかを確かめます。\n\
             理由：前年の様式の値を、今年の実績としないためです。\n\
             例：昨年度の様式に今年の実績を記入したもの。\n\
             対応：今回の照会の様式に記入して、再提出してください。",
        en: "What it checks: Checks that the form belongs to the present round.\n\
             Why: Last year's form must not pass for this year's actuals.\n\
             Example: This year's numbers written into last year's form.\n\
             What to do: Fill in the form of the present round.",
    },
    Rule {
        code: "I006",
        ja: "確認すること：受付が始まっているかを確かめます。\n\
             理由：提出する指標は、受付の開始時に決まります。\n\
             例：受付開始の前日に提出した様式。\n\
             対応：受付の開始後に、もう一度提出してください。",
        en: "What it checks: Checks that the round is open.\n\
             Why: What is asked for is fixed on the day it opens.\n\
             Example: A form submitted the day before.\n\
             What to do: Submit it again once the round has opened.",
    },
    Rule {
        code: "I007",
        ja: "確認すること：受付が終了していないかを確かめます。\n\
             理由：公表した値が、後から変わらないようにするためです。\n\
             例：確定した後に提出した修正版。\n\
             対応：値を修正する必要がある場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that the round is not locked.\n\
             Why: What was published must not change afterwards.\n\
             Example: A correction submitted after the lock day.\n\
             What to do: If a value must be corrected, contact the planning office.",
    },
    Rule {
        code: "I008",
        ja: "確認すること：提出期限を過ぎているかを確かめます。\n\
             理由：期限後も受け付けますが、資料に間に合わないことがあります。\n\
             例：6月13日が期限の様式を、6月16日に提出したもの。\n\
             対応：連絡は不要です。そのまま取り扱います。",
        en: "What it checks: Notes a return after the due day.\n\
             Why: Late returns are taken, but may miss the papers.\n\
             Example: A form due on 13 June, submitted on 16 June.\n\
             What to do: There is nothing to do.",
    },
    Rule {
        code: "I009",
        ja: "確認すること：様式の所属が担当課として登録されているかを確かめます。\n\
             理由：登録のない課の報告は、行き先が決まりません。\n\
             例：組織改正の前の課名で作られた様式。\n\
             対応：貴課に配布した様式に記入してください。所属が変わった場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that the form's department is registered.\n\
             Why: A return of an unknown department belongs nowhere.\n\
             Example: A form made under a department's former name.\n\
             What to do: Use the form sent to your department; if it has changed, contact the planning office.",
    },
    Rule {
        code: "I010",
        ja: "確認すること：様式の所属と、保存されたフォルダーの課を比べます。\n\
             理由：他課の報告を上書きしないためです。受け付けた値はありません。\n\
             例：観光政策課の様式を、農林課のフォルダーに保存したもの。\n\
             対応：様式の所属のフォルダーに保存し直してください。",
        en: "What it checks: Compares the form's department with the folder it lay in.\n\
             Why: One department must not overwrite another's report. Nothing was recorded.\n\
             Example: The form of 観光政策課 saved in the folder of 農林課.\n\
             What to do: Save it in the folder of the form's department.",
    },
    Rule {
        code: "I011",
        ja: "確認すること：様式が現在の版かどうかを確かめます。\n\
             理由：以前の版も読み取れますが、新しい記入欄がありません。\n\
             例：昨年配布した第1版の様式。\n\
             対応：次回は、現在の様式を使ってください。",
        en: "What it checks: Notes a form of an earlier version.\n\
             Why: It can be read, but it lacks newer input cells.\n\
             Example: Version 1 of the form, sent out last year.\n\
             What to do: Next time, use the present form.",
    },
    Rule {
        code: "I012",
        ja: "確認すること：様式の版が確認できるかを確かめます。\n\
             理由：知らない版の様式は、欄の意味を取り違えるおそれがあります。\n\
             例：現在の版より新しい番号の様式。\n\
             対応：配布した様式に記入して、再提出してください。",
        en: "What it checks: Checks that the form's version is known.\n\
             Why: The columns of an unknown version could be misread.\n\
             Example: A form with a number above the present version.\n\
             What to do: Fill in the form you were sent and submit it again.",
    },
    Rule {
        code: "I013",
        ja: "確認すること：提出区分が「提出」になっているかを確かめます。\n\
             理由：作成中のファイルを受け付けないためです。ファイルは動かしません。\n\
             例：「作成中」のまま保存した様式。\n\
             対応：記入と課内確認が終わったら、「提出」を選んで保存してください。",
        en: "What it checks: Checks whether the filing state is 「提出」.\n\
             Why: A draft is not taken; the file stays where it is.\n\
             Example: A form saved while it says 「作成中」.\n\
             What to do: When it is complete and checked, choose 「提出」 and save it.",
    },
    Rule {
        code: "I014",
        ja: "確認すること：提出区分が「作成中」又は「提出」かどうかを確かめます。\n\
             理由：どちらでもない場合、受け付けてよいか判断できません。\n\
             例：提出区分に「済」と記入したもの。\n\
             対応：一覧から「作成中」又は「提出」を選んでください。",
        en: "What it checks: Checks that the filing state is 「作成中」 or 「提出」.\n\
             Why: Anything else does not say whether the return may be taken.\n\
             Example: 「済」 typed as the filing state.\n\
             What to do: Choose 「作成中」 or 「提出」 from the list.",
    },
    Rule {
        code: "I015",
        ja: "確認すること：以前の照会の様式に、今回の実績が記入されていないかを確かめます。\n\
             理由：様式が古くても、番号で指標が分かれば読み取れるためです。印刷されている目標値は、その年度の登録と比べます。\n\
             例：昨年度のファイルを開き、実績だけを書き換えて提出したもの。\n\
             対応：理由や今後の対応に、以前の記載が残っていないか確認してください。次回は、今回配布した様式を使ってください。",
        en: "What it checks: Asks whether this round's actuals were entered in a form of an earlier round.\n\
             Why: Rows are known by their numbers even so. Targets printed on it are compared with those of its own year.\n\
             Example: Last year's file opened again, and only the actuals written over.\n\
             What to do: Check that no earlier reason or measure was left in it. Next time, use the form you were sent.",
    },
    Rule {
        code: "I016",
        ja: "確認すること：以前の照会の様式の実績が、そのときに報告された値と同じでないかを確かめます。\n\
             理由：昨年度の報告を、今年度の実績として受け付けないためです。半数以上が同じ場合は、受け付けません。\n\
             例：昨年度に提出したファイルを、もう一度提出したもの。\n\
             対応：今回配布した様式に、今回の実績を記入して再提出してください。",
        en: "What it checks: Asks whether the actuals in an earlier round's form are the ones that were reported then.\n\
             Why: Last year's return must not become this year's actuals. Where half of them or more are the same, nothing is taken.\n\
             Example: Last year's file submitted once more.\n\
             What to do: Enter this round's actuals in the form you were sent.",
    },
    Rule {
        code: "I017",
        ja: "確認すること：今回の様式のほかに、別の照会の様式のシートがないかを確かめます。\n\
             理由：どのシートを読み取ったかが分かるようにするためです。\n\
             例：昨年度のシートを参考に残したファイル。\n\
             対応：参考に残したものであれば、対応は不要です。",
        en: "What it checks: Notes sheets with forms of other rounds beside this round's.\n\
             Why: It shows which sheet was read.\n\
             Example: A file in which last year's sheet was kept for reference.\n\
             What to do: If it was kept for reference, there is nothing to do.",
    },
    Rule {
        code: "I018",
        ja: "確認すること：1つのファイルに、複数の課の様式が入っていないかを確かめます。\n\
             理由：課ごとに受付番号を付け、課ごとに結果を送るためです。\n\
             例：部の庶務担当が、各課のシートを1つのファイルにまとめたもの。\n\
             対応：対応は不要です。次回は、課ごとのファイルで提出してください。",
        en: "What it checks: Notes a file that holds forms of several departments.\n\
             Why: Each gets a receipt number and an answer of its own.\n\
             Example: The sheets of a division's departments gathered in one file.\n\
             What to do: There is nothing to do. Next time, submit one file for each department.",
    },
    Rule {
        code: "I019",
        ja: "確認すること：様式のシートが非表示になっていないかを確かめます。\n\
             理由：ほかに様式の表がないときは、非表示のシートも読み取るためです。\n\
             例：シートを非表示にしたまま提出したもの。\n\
             対応：再提出するときは、シートを表示してください。",
        en: "What it checks: Notes that the form's sheet is hidden.\n\
             Why: Where no other sheet has the form's table, a hidden one is read.\n\
             Example: A file submitted with its sheet hidden.\n\
             What to do: Unhide the sheet before you submit the file again.",
    },
];
