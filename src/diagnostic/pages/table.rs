//! Pages of the codes T: the form's table.

use super::Rule;

pub(super) const PAGES: [Rule; 18] = [
    Rule {
        code: "T001",
        ja: "確認すること：様式のシートがあるかを確かめます。\n\
             理由：シートがないと、実績を読み取れません。\n\
             例：「入力」シートの名前を「R6」に変えたもの。\n\
             対応：シート名を元に戻すか、配布した様式に記入し直してください。",
        en: "What it checks: Looks for the form's sheet.\n\
             Why: Without it no actuals can be read.\n\
             Example: The sheet 「入力」 renamed to R6.\n\
             What to do: Name the sheet as before, or fill in the form you were sent.",
    },
    Rule {
        code: "T002",
        ja: "確認すること：様式の見出しがそろっているかを確かめます。\n\
             理由：列は見出しで探すため、見出しが変わると値を読み取れません。\n\
             例：「当年度実績」を「実績」に書き換えたもの。\n\
             対応：見出しを元の文字に戻してください。",
        en: "What it checks: Looks for the headings of the form.\n\
             Why: Columns are found by heading, so a changed heading hides the values.\n\
             Example: 「当年度実績」 changed to 「実績」.\n\
             What to do: Change the heading back.",
    },
    Rule {
        code: "T003",
        ja: "確認すること：行の指標が、今回報告をお願いしている指標かどうかを確かめます。\n\
             理由：登録のない指標の値は、計画の資料に載せられません。\n\
             例：行を追加し、新しい指標を書いたもの。\n\
             対応：番号と指標名を様式のとおりに直してください。追加する場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that the row's indicator is asked for in this round.\n\
             Why: A value of an unregistered indicator has no place in the paper.\n\
             Example: A row added for a new indicator.\n\
             What to do: Write number and name as in the form. To add an indicator, contact the planning office.",
    },
    Rule {
        code: "T004",
        ja: "確認すること：行の指標を担当する課が、様式の所属と同じかどうかを確かめます。\n\
             理由：1つの指標に2つの課から値が届くことを防ぎます。\n\
             例：農林課の指標の行を、観光政策課の様式に貼り付けたもの。\n\
             対応：この行の記入を消してください。担当が変わった場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that the department owns the row's indicator.\n\
             Why: It keeps one indicator from getting values of two departments.\n\
             Example: A row of 農林課 pasted into the form of 観光政策課.\n\
             What to do: Clear the entries of the row. If the responsibility has changed, contact the planning office.",
    },
    Rule {
        code: "T005",
        ja: "確認すること：同じ指標の行が2つあり、記入内容が異ならないかを確かめます。\n\
             理由：どちらの値が正しいか判断できないため、どちらも受け付けません。\n\
             例：行を複写し、片方だけ直したもの。\n\
             対応：正しい行だけに記入し、もう一方の行の記入を消してください。",
        en: "What it checks: Looks for two rows of one indicator with different entries.\n\
             Why: It is unclear which is right, so neither is taken.\n\
             Example: A row copied, and only one of the two corrected.\n\
             What to do: Keep the entries in the right row and clear the other.",
    },
    Rule {
        code: "T006",
        ja: "確認すること：配布した様式の行が残っているかを確かめます。\n\
             理由：行がない指標は、実績を報告できません。\n\
             例：不要と考えて行を削除したもの。\n\
             対応：配布した様式の行に記入して、再提出してください。",
        en: "What it checks: Looks for rows of the form that are no longer there.\n\
             Why: An indicator without a row cannot be reported.\n\
             Example: A row deleted because it seemed unnecessary.\n\
             What to do: Fill in that row of the form you were sent and submit it again.",
    },
    Rule {
        code: "T007",
        ja: "確認すること：目標値が登録のままかどうかを確かめます。\n\
             理由：目標の見直しには、計画の手続が必要です。その行だけ受け付けません。\n\
             例：目標32,000人を23,000人に書き換えたもの。\n\
             対応：元の値に戻してください。目標を見直す場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that the target is as registered.\n\
             Why: Revising a target is a decision about the plan. Only this row is not taken.\n\
             Example: A target of 32,000 changed to 23,000.\n\
             What to do: Change it back. To revise a target, contact the planning office.",
    },
    Rule {
        code: "T008",
        ja: "確認すること：指標名、単位、方向、基準値、前年度実績が登録のままかどうかを確かめます。\n\
             理由：単位や基準が違うと、実績の意味が変わります。\n\
             例：単位「千円」を「百万円」に書き換えたもの。\n\
             対応：元に戻してください。登録に誤りがある場合は、問合せ先に連絡してください。",
        en: "What it checks: Checks that name, unit, direction, baseline and last actual are as registered.\n\
             Why: With another unit or baseline the actual means something else.\n\
             Example: The unit 「千円」 changed to 「百万円」.\n\
             What to do: Change it back. If the register is wrong, contact the planning office.",
    },
    Rule {
        code: "T009",
        ja: "確認すること：様式にない列に記入がないかを確かめます。\n\
             理由：様式にない列は読み取らないため、資料に載りません。\n\
             例：「メモ」の列を追加して書いた説明。\n\
             対応：報告する内容は、様式の欄に記入してください。",
        en: "What it checks: Notes entries in columns the form does not have.\n\
             Why: Such columns are not read and do not reach the paper.\n\
             Example: An explanation in an added column 「メモ」.\n\
             What to do: Write what you report in the cells of the form.",
    },
    Rule {
        code: "T010",
        ja: "確認すること：提出された様式に、実績又は値の区分が1つ以上あるかを確かめます。\n\
             理由：空の様式を誤って提出したことに気付けます。先に受け付けた値は変わりません。\n\
             例：記入前の様式で「提出」を選んだもの。\n\
             対応：実績又は値の区分を記入して、再提出してください。",
        en: "What it checks: Checks that a submitted form has at least one actual or value state.\n\
             Why: It shows when the blank form was submitted by mistake. Earlier values stay.\n\
             Example: The blank form with 「提出」 chosen.\n\
             What to do: Enter an actual or a value state and submit it again.",
    },
    Rule {
        code: "T011",
        ja: "確認すること：番号と指標名が、同じ指標のものかを確かめます。\n\
             理由：一部の列だけを並べ替えると、実績が別の指標のものになるためです。\n\
             例：番号の列を残し、指標名から右だけを並べ替えた様式。\n\
             対応：番号と指標名を、配布した様式のとおりに直してください。",
        en: "What it checks: Asks whether number and name belong to one indicator.\n\
             Why: Where only some columns were sorted, actuals would go to other indicators.\n\
             Example: A form sorted from the name column on, with the numbers left where they were.\n\
             What to do: Put number and name back as they were on the form.",
    },
    Rule {
        code: "T012",
        ja: "確認すること：評価シートの記述が、計画にある施策と取組のものかを確かめます。\n\
             理由：どの施策の記述かが分からないと、資料に載せられないためです。\n\
             例：施策の番号を書き換えた評価シート。\n\
             対応：配布した評価シートの、その施策の欄に書き直してください。",
        en: "What it checks: Asks whether a text belongs to a policy and an initiative of the plan.\n\
             Why: A text of which nobody knows the policy cannot be printed.\n\
             Example: An evaluation sheet whose policy number was changed.\n\
             What to do: Write it on the policy's own sheet as it was handed out.",
    },
    Rule {
        code: "T013",
        ja: "確認すること：評価シートの記述が、報告する指標のある施策のものかを確かめます。\n\
             理由：ほかの課の記述を書き換えないためです。\n\
             例：ほかの課の評価シートを自分の課のファイルに写したもの。\n\
             対応：担当する課に確認してください。",
        en: "What it checks: Asks whether the department reports anything under the policy of a text.\n\
             Why: No department may overwrite another's texts.\n\
             Example: Another department's evaluation sheet copied into the file.\n\
             What to do: Ask the department concerned.",
    },
    Rule {
        code: "T015",
        ja: "確認すること：様式と異なる見出しを、意味の同じ見出しとして読んでよいかを確かめます。\n\
             理由：見出しの言い換えは、意味が分かれば読み取れます。どう読んだかをお知らせします。\n\
             例：「当年度実績」を「今年度実績」に書き換えたもの。\n\
             対応：違う場合は、見出しを元に戻してください。",
        en: "What it checks: Notes headings that were understood by their sense.\n\
             Why: Another wording of a heading can be read; what it was taken for is told.\n\
             Example: 「当年度実績」 changed to 「今年度実績」.\n\
             What to do: If it means something else, change the heading back.",
    },
    Rule {
        code: "T016",
        ja: "確認すること：見つからない見出しに近い見出しがあるかを確かめます。\n\
             理由：近いだけの見出しを読むと、別の数値を取り違えるおそれがあります。\n\
             例：「当年度実績」を「当年度実績見込」に書き換えたもの。\n\
             対応：見出しを元に戻してください。",
        en: "What it checks: Names the heading that is most like a missing one.\n\
             Why: A heading that is only like it may stand over other numbers.\n\
             Example: 「当年度実績」 changed to 「当年度実績見込」.\n\
             What to do: Change the heading back.",
    },
    Rule {
        code: "T017",
        ja: "確認すること：様式の表のほかに、表や記入がないかを確かめます。\n\
             理由：様式の表でないものを、実績として読まないためです。読み取らなかったことをお知らせします。\n\
             例：表の下に、月別の内訳の表を加えたもの。\n\
             対応：報告する実績は、様式の表に記入してください。参考の表であれば、対応は不要です。",
        en: "What it checks: Notes tables and entries that are not the form's.\n\
             Why: They are not read as actuals, and that is told.\n\
             Example: A table of monthly figures added below the form's.\n\
             What to do: Enter what you report in the form's table. If it was meant for reference, there is nothing to do.",
    },
    Rule {
        code: "T018",
        ja: "確認すること：実績などのセルが、ほかの行と結合されていないかを確かめます。\n\
             理由：結合したセルの値が、どの行のものか分からないためです。\n\
             例：2つの指標の実績の欄を結合し、1つの値を書いたもの。\n\
             対応：セルの結合を解除し、行ごとに記入してください。",
        en: "What it checks: Asks whether an entry is merged over several rows.\n\
             Why: It cannot be known whose value a merged cell holds.\n\
             Example: The actuals of two indicators merged into one cell.\n\
             What to do: Unmerge the cells and enter each row's own.",
    },
    Rule {
        code: "T019",
        ja: "確認すること：同じ見出しの列が2つあり、記入内容が異ならないかを確かめます。\n\
             理由：どちらの値が正しいか判断できないため、その行は受け付けません。\n\
             例：列を複写し、片方だけ直したもの。\n\
             対応：正しい列だけに記入し、もう一方の列を削除してください。",
        en: "What it checks: Looks for two columns with one heading and different entries.\n\
             Why: It is unclear which is right, so the row is not taken.\n\
             Example: A column copied, and only one of the two corrected.\n\
             What to do: Keep the entries in the right column and delete the other.",
    },
];
