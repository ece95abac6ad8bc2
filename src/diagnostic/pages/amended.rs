//! Pages of what follows from an amendment of the register in mid-round.

use crate::diagnostic::Rule;

pub(super) const PAGES: [Rule; 2] = [
    Rule {
        code: "T014",
        ja: "確認すること：照会の途中で報告が不要になった指標に、記入がないかを確かめます。\n\
             理由：変更前の様式も、そのまま使えるようにするためです。記入された値は、集計に使いません。\n\
             例：廃止した指標や、ほかの課の担当に変わった指標に記入したもの。\n\
             対応：必要ありません。",
        en: "What it checks: Looks for entries in rows that were asked when the form was issued and no longer are.\n\
             Why: Forms issued before an amendment stay valid; such an entry is not used.\n\
             Example: An actual of an indicator that was retired, or that another department reports now.\n\
             What to do: Nothing.",
    },
    Rule {
        code: "V035",
        ja: "確認すること：照会の途中で台帳が変わり、提出済みの値の意味が変わったかを確かめます。\n\
             理由：単位などが変わると、同じ数値が別の値になるためです。提出済みの値は、自動では直しません。\n\
             例：単位が「人」から「千人」に変わった指標に、1,205と報告していたもの。\n\
             対応：変更後の内容で数値を確認し、もう一度提出してください。",
        en: "What it checks: Looks for returned values whose meaning an amendment of the register has changed.\n\
             Why: The same digits are another value in another unit. Nothing returned is changed by the program.\n\
             Example: 1,205 reported before the unit became a thousand people.\n\
             What to do: Check the number against the register as it is now, and submit it again.",
    },
];
