//! Pages of the codes F: the file itself.

use super::Rule;

pub(super) const PAGES: [Rule; 14] = [
    Rule {
        code: "F001",
        ja: "確認すること：ファイルがExcelのファイルかどうかを、中身で確かめます。\n\
             理由：ファイル名が.xlsxでも、中身が別の形式では読み取れません。\n\
             例：ワープロの文書の名前を「報告.xlsx」に変えたもの。\n\
             対応：配布した様式に記入し、.xlsx形式で保存して再提出してください。",
        en: "What it checks: Looks at the content to see whether the file is a workbook.\n\
             Why: A file of another kind cannot be read, whatever its name.\n\
             Example: A text document renamed to 報告.xlsx.\n\
             What to do: Fill in the form you were sent, save it as .xlsx and submit it again.",
    },
    Rule {
        code: "F002",
        ja: "確認すること：ファイルの中身が空でないかを確かめます。\n\
             理由：保存や複写が途中で止まると、空のファイルが残ることがあります。\n\
             例：大きさが0バイトの「観光政策課.xlsx」。\n\
             対応：記入した様式を保存し直して、再提出してください。",
        en: "What it checks: Checks that the file is not empty.\n\
             Why: An interrupted save or copy can leave an empty file behind.\n\
             Example: 観光政策課.xlsx of 0 bytes.\n\
             What to do: Save the completed form again and submit it.",
    },
    Rule {
        code: "F003",
        ja: "確認すること：圧縮ファイルでないかを確かめます。\n\
             理由：受付は1つの様式ごとに行うため、まとめたファイルは受け付けません。\n\
             例：3課分の様式を入れた「報告.zip」。\n\
             対応：展開して、Excelファイルを1つずつ提出してください。",
        en: "What it checks: Checks that the file is not an archive.\n\
             Why: Each form gets its own receipt, so bundles are not taken.\n\
             Example: 報告.zip with the forms of three departments.\n\
             What to do: Unpack it and submit each Excel file by itself.",
    },
    Rule {
        code: "F004",
        ja: "確認すること：パスワードや暗号化がないかを確かめます。\n\
             理由：開けないファイルは確認できません。\n\
             例：読取りパスワードを付けて保存した様式。\n\
             対応：パスワードを解除して、再提出してください。",
        en: "What it checks: Checks for passwords and encryption.\n\
             Why: A file that cannot be opened cannot be checked.\n\
             Example: A form saved with a password to open it.\n\
             What to do: Remove the password and submit the file again.",
    },
    Rule {
        code: "F005",
        ja: "確認すること：受付票や集計表など、確認用に作成されたファイルでないかを確かめます。\n\
             理由：確認用のファイルには記入欄がないため、実績を読み取れません。\n\
             例：届いた受付票を、提出用のフォルダーに戻したもの。\n\
             対応：記入した様式を提出してください。",
        en: "What it checks: Checks that the file is not one of the papers made for reading, such as a receipt.\n\
             Why: Such a paper has no input cells, so no actuals can be read from it.\n\
             Example: A receipt moved back into the inbox.\n\
             What to do: Submit the completed form.",
    },
    Rule {
        code: "F006",
        ja: "確認すること：読み取れる形式かどうかを、ファイル名ではなく中身で確かめます。.xlsx、.xlsm、.xlsのほかに、設定で.xlsbと.odsを加えられます。\n\
             理由：値を正確に読み取れない形式があります。\n\
             例：設定で加えていないときに、.ods形式で保存した様式。\n\
             対応：Excelで開き、.xlsx形式で保存し直してください。",
        en: "What it checks: Checks by the content, not by the name, that the format is one that is read: .xlsx, .xlsm and .xls, and .xlsb and .ods where the settings add them.\n\
             Why: Some formats cannot be read exactly.\n\
             Example: A form saved as .ods where the settings do not add it.\n\
             What to do: Open it in Excel and save it as .xlsx.",
    },
    Rule {
        code: "F007",
        ja: "確認すること：中身がWebページでないかを確かめます。\n\
             理由：Webページとして保存されたファイルは、Excelで開けても様式として読み取れません。\n\
             例：業務システムから出力した、中身がHTMLの「報告.xls」。\n\
             対応：Excelで開き、.xlsx形式で保存し直してください。",
        en: "What it checks: Checks that the content is not a web page.\n\
             Why: Excel may open a web page, but it cannot be read as a form.\n\
             Example: 報告.xls exported by another system, which holds HTML.\n\
             What to do: Open it in Excel and save it as .xlsx.",
    },
    Rule {
        code: "F008",
        ja: "確認すること：ファイルの大きさやセルの数が上限以内かどうかを確かめます。\n\
             理由：極端に大きいファイルは、ほかの課の受付を遅らせます。\n\
             例：写真を多数貼り付けた60MBの様式。\n\
             対応：様式以外のシートや画像を削除して、再提出してください。",
        en: "What it checks: Checks size, number of sheets and cells against limits.\n\
             Why: A huge file would hold up the returns of other departments.\n\
             Example: A form of 60 MB with many photographs.\n\
             What to do: Delete sheets and pictures that do not belong to the form and submit it again.",
    },
    Rule {
        code: "F009",
        ja: "確認すること：Excelファイルとして最後まで読み取れるかを確かめます。\n\
             理由：途中が欠けたファイルからは、正しい値を読み取れません。\n\
             例：複写の途中で切れたファイル。\n\
             対応：Excelで開けることを確認し、保存し直して再提出してください。",
        en: "What it checks: Checks that the workbook can be read to its end.\n\
             Why: Values read from a damaged file cannot be trusted.\n\
             Example: A file cut off while it was copied.\n\
             What to do: Check that it opens in Excel, save it again and submit it.",
    },
    Rule {
        code: "F010",
        ja: "確認すること：読み取りが時間内に終わるかを確かめます。3回試します。\n\
             理由：1つのファイルのために、ほかの課の受付を止めないためです。\n\
             例：壊れた図形を大量に含むファイル。\n\
             対応：配布した様式に値だけを貼り付けて、再提出してください。",
        en: "What it checks: Checks that reading ends in time; it is tried three times.\n\
             Why: One file must not stop the returns of the others.\n\
             Example: A file with a mass of broken drawings.\n\
             What to do: Paste only the values into the form you were sent and submit it again.",
    },
    Rule {
        code: "F011",
        ja: "確認すること：通常のファイルかどうかを確かめます。\n\
             理由：フォルダーやショートカットの先にあるファイルは受け付けません。\n\
             例：様式へのショートカットを保存したもの。\n\
             対応：Excelファイル（.xlsx）そのものを保存してください。",
        en: "What it checks: Checks that it is an ordinary file.\n\
             Why: Folders and links are not followed.\n\
             Example: A shortcut to the form instead of the form.\n\
             What to do: Save the Excel file (.xlsx) itself.",
    },
    Rule {
        code: "F012",
        ja: "確認すること：同じ課の前回の提出と同じ内容かどうかを確かめます。\n\
             理由：修正前のファイルを誤って提出したことに気付けます。\n\
             例：修正したが、保存せずに提出したファイル。\n\
             対応：修正したつもりであれば、保存したファイルを確認してください。",
        en: "What it checks: Compares the file with the department's earlier submissions.\n\
             Why: It shows when the uncorrected file was submitted again by mistake.\n\
             Example: A file corrected on screen but not saved.\n\
             What to do: If you meant to submit a correction, check which file you saved.",
    },
    Rule {
        code: "F013",
        ja: "確認すること：マクロが含まれているかを確かめます。\n\
             理由：安全のため、マクロは実行しません。値は読み取ります。\n\
             例：.xlsm形式で保存した様式。\n\
             対応：次回は、マクロのない.xlsx形式で保存してください。",
        en: "What it checks: Notes whether the file contains macros.\n\
             Why: For safety macros are never run; the values are read all the same.\n\
             Example: A form saved as .xlsm.\n\
             What to do: Next time, save it as .xlsx without macros.",
    },
    Rule {
        code: "F014",
        ja: "確認すること：別のファイルへのリンクが含まれているかを確かめます。\n\
             理由：リンク先は開きません。リンク先の値が変わっても、この様式には反映されません。\n\
             例：前年の集計表を参照する式が残っている様式。\n\
             対応：不要です。実績の欄がリンクのときは、値だけを貼り付けてください。",
        en: "What it checks: Notes whether the file contains links to other files.\n\
             Why: The other files are never opened, so what changes there does not arrive here.\n\
             Example: A form in which a formula still refers to last year's table.\n\
             What to do: Nothing. Where an actual is such a link, paste its value only.",
    },
];
