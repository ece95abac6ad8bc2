//! Pages of the codes R: the register.

use super::Rule;

pub(super) const PAGES: [Rule; 25] = [
    Rule {
        code: "R001",
        ja: "確認すること：台帳に必要なシートがあるかを確かめます。\n\
             理由：欠けたシートがあると、照会を始められません。\n\
             例：「指標」シートを削除した台帳。\n\
             対応：シート（CSVの場合はファイル）を加えてください。",
        en: "What it checks: Checks that the register has all its sheets.\n\
             Why: Without them no round can begin.\n\
             Example: A register without the sheet 「指標」.\n\
             What to do: Add the sheet (as CSV: the file).",
    },
    Rule {
        code: "R002",
        ja: "確認すること：シートを表として読み取れるかを確かめます。\n\
             理由：文字コードや引用符が崩れると、値がずれます。\n\
             例：Shift_JISで保存したCSV。\n\
             対応：UTF-8のCSVで保存し直してください。",
        en: "What it checks: Checks that a sheet can be read as a table.\n\
             Why: A wrong encoding or a stray quotation mark shifts the values.\n\
             Example: A CSV saved in Shift_JIS.\n\
             What to do: Save it as UTF-8 CSV.",
    },
    Rule {
        code: "R003",
        ja: "確認すること：シートに必要な見出しがあるかを確かめます。\n\
             理由：列は見出しで探します。\n\
             例：「単位」の列がない「指標」シート。\n\
             対応：1行目に見出しを加えてください。",
        en: "What it checks: Checks that a sheet has its headings.\n\
             Why: Columns are found by heading.\n\
             Example: A sheet 「指標」 without 「単位」.\n\
             What to do: Add the heading in the first row.",
    },
    Rule {
        code: "R004",
        ja: "確認すること：台帳で使わない見出しがないかを確かめます。\n\
             理由：書き間違えた見出しの列は、読み取られません。\n\
             例：「単位」を「単　位」と書いたもの。\n\
             対応：見出しを確認してください。不要な列であれば、削除してください。",
        en: "What it checks: Notes headings the register does not use.\n\
             Why: A column with a misspelt heading is not read.\n\
             Example: 「単　位」 for 「単位」.\n\
             What to do: Check the heading, or delete the column if it is not needed.",
    },
    Rule {
        code: "R005",
        ja: "確認すること：必ず記入する欄が空欄でないかを確かめます。\n\
             理由：その行の意味が決まりません。\n\
             例：指標名のない行。\n\
             対応：記入してください。",
        en: "What it checks: Looks for blanks in cells that must be filled.\n\
             Why: Without them the row has no meaning.\n\
             Example: An indicator without a name.\n\
             What to do: Fill in the cell.",
    },
    Rule {
        code: "R006",
        ja: "確認すること：欄の内容が決められた書き方かどうかを確かめます。\n\
             理由：読み取れない値は、誤って扱われるおそれがあります。\n\
             例：方向に「上」と記入したもの。\n\
             対応：示された書き方に直してください。",
        en: "What it checks: Checks that a cell is written as its column asks.\n\
             Why: What cannot be read could be misunderstood.\n\
             Example: 「上」 as a direction.\n\
             What to do: Write it as the finding says.",
    },
    Rule {
        code: "R007",
        ja: "確認すること：番号が日付や短い数値に変わっていないかを確かめます。\n\
             理由：ExcelでCSVを開くと、「1-1」が1月1日に、「0123」が123に変わります。\n\
             例：番号の列の「1月1日」。\n\
             対応：元の番号を、文字列として記入し直してください。",
        en: "What it checks: Looks for codes that became dates or shorter numbers.\n\
             Why: Excel turns 1-1 into 1 January and 0123 into 123 when it opens a CSV.\n\
             Example: 「1月1日」 in the column of codes.\n\
             What to do: Enter the code again as text.",
    },
    Rule {
        code: "R008",
        ja: "確認すること：番号が重なっていないかを確かめます。\n\
             理由：1つの番号は、1つのものだけを示します。\n\
             例：2つの指標に同じ番号「1.1-01」。\n\
             対応：重ならないように直してください。",
        en: "What it checks: Looks for ids that stand twice.\n\
             Why: An id names one thing only.\n\
             Example: 1.1-01 for two indicators.\n\
             What to do: Make it unique.",
    },
    Rule {
        code: "R009",
        ja: "確認すること：ほかのシートの番号を指す欄が、実際にある番号かどうかを確かめます。\n\
             理由：指す先がないと、担当課や施策が決まりません。\n\
             例：担当課シートにない課を指す行。\n\
             対応：指す先を登録するか、記入を直してください。",
        en: "What it checks: Checks that references lead to something.\n\
             Why: Without it an indicator has no department or policy.\n\
             Example: A row that names a department which is not registered.\n\
             What to do: Register it or correct the cell.",
    },
    Rule {
        code: "R010",
        ja: "確認すること：体系の上位をたどって、自分自身に戻らないかを確かめます。\n\
             理由：基本目標が決まらず、集計できません。\n\
             例：施策Aの上位が施策B、施策Bの上位が施策A。\n\
             対応：上位の番号を直してください。",
        en: "What it checks: Checks that the tree does not run in a circle.\n\
             Why: Without a goal at the top nothing can be counted.\n\
             Example: Policy A above B, and B above A.\n\
             What to do: Correct the number of the node above.",
    },
    Rule {
        code: "R011",
        ja: "確認すること：指標に担当課、配置、基準値、目標値が登録されているかを確かめます。\n\
             理由：欠けていると、照会や判定ができません。\n\
             例：担当課の登録がない指標。\n\
             対応：欠けている内容を登録してください。",
        en: "What it checks: Checks that each indicator has a department, a place, a baseline and a target.\n\
             Why: Without them it cannot be asked for or judged.\n\
             Example: An indicator without a department.\n\
             What to do: Register what is missing.",
    },
    Rule {
        code: "R012",
        ja: "確認すること：日付の前後が正しいかを確かめます。\n\
             理由：期限が開始日より前では、受付ができません。\n\
             例：開始日が6月20日、提出期限が6月13日。\n\
             対応：日付の前後を直してください。",
        en: "What it checks: Checks the order of dates.\n\
             Why: A round that is due before it opens cannot be run.\n\
             Example: Opening on 20 June, due on 13 June.\n\
             What to do: Put the dates in the right order.",
    },
    Rule {
        code: "R013",
        ja: "確認すること：評価区分の最後に、必ず当てはまる区分があるかを確かめます。\n\
             理由：どの区分にも当てはまらない指標が残らないようにするためです。\n\
             例：「その他」の区分がない評価区分。\n\
             対応：最後の行に、条件が「その他」の区分を加えてください。",
        en: "What it checks: Checks that a scheme ends with a status that always applies.\n\
             Why: No indicator should be left without a status.\n\
             Example: A scheme without a row 「その他」.\n\
             What to do: Add a last row whose condition is 「その他」.",
    },
    Rule {
        code: "R014",
        ja: "確認すること：評価区分に、決して使われない区分がないかを確かめます。\n\
             理由：順番の誤りに気付けます。\n\
             例：「その他」の後にある区分。\n\
             対応：区分の順番と条件を確認してください。",
        en: "What it checks: Looks for statuses that can never apply.\n\
             Why: It shows a wrong order.\n\
             Example: A status after 「その他」.\n\
             What to do: Check the order and the conditions.",
    },
    Rule {
        code: "R015",
        ja: "確認すること：同じ施策に、同じ名前の指標がないかを確かめます。\n\
             理由：名前だけでは見分けられません。\n\
             例：「オンライン手続利用件数」が2つある施策。\n\
             対応：同じ指標であれば、1つにしてください。別の指標であれば、対応は不要です。",
        en: "What it checks: Looks for two indicators of one name under one policy.\n\
             Why: They cannot be told apart by name.\n\
             Example: Two indicators called 「オンライン手続利用件数」.\n\
             What to do: If they are one, keep one. If not, there is nothing to do.",
    },
    Rule {
        code: "R016",
        ja: "確認すること：目標値が、望ましい方向から見て基準値より悪くないかを確かめます。\n\
             理由：方向の登録誤りに気付けます。\n\
             例：方向が「増加」で、基準値12、目標値10。\n\
             対応：方向と値を確認してください。正しければ、対応は不要です。",
        en: "What it checks: Asks whether the target is worse than the baseline in the stated direction.\n\
             Why: It shows a direction that was registered wrongly.\n\
             Example: Direction 「増加」, baseline 12, target 10.\n\
             What to do: Check direction and values. If they are right, there is nothing to do.",
    },
    Rule {
        code: "R017",
        ja: "確認すること：台帳にない名前のシートがないかを確かめます。\n\
             理由：名前を誤ったシートは使われず、気付きにくいためです。\n\
             例：「指 標」という名前のシート。\n\
             対応：シート名の誤りであれば、直してください。台帳と関係のないシートであれば、対応は不要です。",
        en: "What it checks: Looks for sheets that a register does not have.\n\
             Why: A sheet with a misspelt name would silently not be used.\n\
             Example: A sheet called 「指 標」.\n\
             What to do: Correct the name if it is a slip. If not, there is nothing to do.",
    },
    Rule {
        code: "R018",
        ja: "確認すること：この版でまだ扱えない内容が記入されていないかを確かめます。\n\
             理由：記入した内容が、知らないうちに無視されないようにするためです。\n\
             例：構成の指標を、さらに分けた行。\n\
             対応：いったん空欄にしてください。扱える版を使うときに、記入し直してください。",
        en: "What it checks: Looks for entries that this version cannot handle yet.\n\
             Why: What was entered must not be ignored silently.\n\
             Example: A part of a compound that is divided once more.\n\
             What to do: Leave it empty for now, and fill it in again with a version that can.",
    },
    Rule {
        code: "R019",
        ja: "確認すること：文字コードがUTF-8であるかを確かめます。\n\
             理由：別の文字コードで読むと、文字が化けたまま印刷されるためです。\n\
             例：Shift_JISで保存されたCSV。\n\
             対応：「CSV UTF-8（コンマ区切り）」の形式で保存し直してください。",
        en: "What it checks: Asks whether the file is UTF-8.\n\
             Why: Read in another encoding, garbled text would be printed.\n\
             Example: A CSV saved as Shift_JIS.\n\
             What to do: Save it again as “CSV UTF-8 (Comma delimited)”.",
    },
    Rule {
        code: "R020",
        ja: "確認すること：大きさ、行数、列数、文字数が上限を超えないかを確かめます。\n\
             理由：台帳でないファイルを読み続けて、受付が止まらないようにするためです。\n\
             例：空の行が20万行続くCSV。\n\
             対応：台帳以外の行や列を削除してください。",
        en: "What it checks: Holds size, rows, columns and texts against their limits.\n\
             Why: A file that is no register must not keep the worker from its work.\n\
             Example: A CSV with 200,000 empty rows.\n\
             What to do: Remove rows and columns that do not belong to the register.",
    },
    Rule {
        code: "R021",
        ja: "確認すること：数値に区切り、記号、単位が付いていないかを確かめます。\n\
             理由：台帳の数値は、読み替えずにそのまま使うためです。\n\
             例：「17,677」「△244」「80%」。\n\
             対応：「17677」「-244」「80」のように、数値だけを記入してください。",
        en: "What it checks: Looks for separators, marks and units in numbers.\n\
             Why: Numbers of the register are used as they stand.\n\
             Example: “17,677”, “△244”, “80%”.\n\
             What to do: Write the number alone: “17677”, “-244”, “80”.",
    },
    Rule {
        code: "R022",
        ja: "確認すること：フォルダー名が、共有フォルダーで使える名前かを確かめます。\n\
             理由：提出先のフォルダーを作れなくなるためです。\n\
             例：「課/係」「受付済」。\n\
             対応：記号や、この仕組みが使う名前を避けた名前にしてください。",
        en: "What it checks: Asks whether a folder's name is safe on every share.\n\
             Why: The department's folder could not be made.\n\
             Example: 「課/係」, 「受付済」.\n\
             What to do: Choose a name without signs, and none that the program uses itself.",
    },
    Rule {
        code: "R023",
        ja: "確認すること：見出しのない列に記入がないかを確かめます。\n\
             理由：コンマを含む文章が分かれ、後ろの列がずれている場合があるためです。\n\
             例：「調査し、,取り組む。」と引用符なしで記入された概要。\n\
             対応：コンマを含むセルを二重引用符で囲んでください。",
        en: "What it checks: Looks for entries right of the last heading.\n\
             Why: A text with a comma may have been split, and the columns behind it shifted.\n\
             Example: A summary with a comma and without quotation marks.\n\
             What to do: Put the cell in quotation marks.",
    },
    Rule {
        code: "R024",
        ja: "確認すること：休日が、提出期間の終わりまで登録されているかを確かめます。\n\
             理由：期限前のお知らせの日を、業務日で数えるためです。\n\
             例：2027年までの休日しかない台帳で、2028年6月が期限の照会。\n\
             対応：「休日」に、必要な年の祝日を追加してください。",
        en: "What it checks: Asks whether holidays are registered up to the end of each round.\n\
             Why: Reminders are counted in business days.\n\
             Example: Holidays up to 2027, and a round due in June 2028.\n\
             What to do: Add the public holidays of the missing years to 「休日」.",
    },
    Rule {
        code: "R025",
        ja: "確認すること：担当の所管課が、照会の期間に置かれているかを確かめます。\n\
             理由：廃止された課に依頼を送らないようにするためです。\n\
             例：前年度末で統合された課が担当になっている指標。\n\
             対応：担当する所管課を確認してください。",
        en: "What it checks: Asks whether the responsible department exists during the round.\n\
             Why: Nobody reads a request to a department that is gone.\n\
             Example: An indicator of a department that was merged last March.\n\
             What to do: Check which department is responsible.",
    },
];
