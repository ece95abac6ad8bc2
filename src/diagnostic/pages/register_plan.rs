//! Pages of the codes R, continued: what the register says of the plan, held against itself.

use super::Rule;

pub(super) const PAGES: [Rule; 11] = [
    Rule {
        code: "R026",
        ja: "確認すること：方向が「維持」の指標で、目標値が基準値と同じかを確かめます。\n\
             理由：維持する値がどちらか、公表資料の中で食い違っているためです。\n\
             例：方向が「維持」で、基準値68件、目標値72件。\n\
             対応：方向と値を確認してください。公表のとおりであれば、対応は不要です。",
        en: "What it checks: Asks whether the target of an indicator to be maintained equals its baseline.\n\
             Why: The source does not agree with itself on what is to be kept.\n\
             Example: Direction 「維持」, baseline 68, target 72.\n\
             What to do: Check direction and values. If they were published so, there is nothing to do.",
    },
    Rule {
        code: "R027",
        ja: "確認すること：方向が「減少」の指標で、値が0より小さくないかを確かめます。\n\
             理由：0から遠ざかるほど良いと判定することになるためです。\n\
             例：社会増減数が△244人で、方向が「減少」。\n\
             対応：減り方を小さくすることを目指すのであれば、方向を「増加」にしてください。",
        en: "What it checks: Looks for numbers below zero where less is better.\n\
             Why: Further from zero would count as better.\n\
             Example: A net migration of △244 with the direction 「減少」.\n\
             What to do: If the aim is a smaller loss, make the direction 「増加」.",
    },
    Rule {
        code: "R028",
        ja: "確認すること：ほかの指標と同じか、空白、括弧、※だけが異なる名前がないかを確かめます。別名とも比べます。\n\
             理由：名前が変わった同じ指標を、2回照会しないようにするためです。\n\
             例：「三洞入洞者数」と「三洞 入洞者数※」。\n\
             対応：同じ指標であれば、1つにまとめて再掲としてください。別の指標であれば、対応は不要です。",
        en: "What it checks: Looks for names that are another indicator's name or alias, or differ in spaces, brackets and ※ only.\n\
             Why: One indicator under two names would be asked twice.\n\
             Example: 「三洞入洞者数」 and 「三洞 入洞者数※」.\n\
             What to do: If they are one indicator, keep one and repeat it. If not, there is nothing to do.",
    },
    Rule {
        code: "R029",
        ja: "確認すること：2か所に配置された指標に、再掲の印があるかを確かめます。\n\
             理由：再掲は、照会も集計も1回だけ行うためです。\n\
             例：再掲の○がないまま、2つの施策に配置された指標。\n\
             対応：主に載せる場所でない方の「再掲」に○を記入してください。",
        en: "What it checks: Asks whether an indicator that is placed twice is marked as a repeat.\n\
             Why: A repeat is asked once and counted once.\n\
             Example: An indicator under two policies, neither marked 再掲.\n\
             What to do: Put ○ in the column 再掲 of the placement that is not the main one.",
    },
    Rule {
        code: "R030",
        ja: "確認すること：同じ年度の値が、後の決定日で見直されていないかを示します。\n\
             理由：見直しの前後を、資料を作る人が知っておくためです。\n\
             例：令和7年度の目標値が、令和8年3月24日の決定で120から110になったもの。\n\
             対応：見直しのとおりであれば、対応は不要です。",
        en: "What it checks: Shows values that were decided anew for the same year.\n\
             Why: Whoever writes the paper should know both.\n\
             Example: The target for R7, decided as 110 instead of 120 on 24 March 2026.\n\
             What to do: If it was revised so, there is nothing to do.",
    },
    Rule {
        code: "R031",
        ja: "確認すること：同じ団体のほかの計画と、同じ指標の目標値が食い違わないかを確かめます。\n\
             理由：計画ごとの目標を、取り違えないようにするためです。\n\
             例：総合計画では令和7年度に500千人、総合戦略では令和11年度に454千人。\n\
             対応：計画の間で見直したものであれば、対応は不要です。",
        en: "What it checks: Compares targets of one indicator in several plans of one municipality.\n\
             Why: The targets of two plans should not be mistaken for each other.\n\
             Example: 500 for R7 in the comprehensive plan, 454 for R11 in the strategy.\n\
             What to do: If the target was revised between the plans, there is nothing to do.",
    },
    Rule {
        code: "R032",
        ja: "確認すること：目標値の年度が、計画期間の中にあるかを確かめます。\n\
             理由：年度の書き間違いに気付けます。\n\
             例：令和7年度から令和11年度までの計画にある、令和12年度の目標値。\n\
             対応：年度と計画期間を確認してください。",
        en: "What it checks: Asks whether a target's year lies within the plan.\n\
             Why: It shows a slip of the year.\n\
             Example: A target for R12 in a plan from R7 to R11.\n\
             What to do: Check the year and the plan's years.",
    },
    Rule {
        code: "R033",
        ja: "確認すること：共管の所管課がある指標に、主となる所管課があるかを確かめます。\n\
             理由：主となる課が決まらないと、お知らせの宛先が決まらないためです。\n\
             例：2つの課がどちらも「共管」になっている指標。\n\
             対応：主となる所管課の役割を「主」にしてください。",
        en: "What it checks: Asks whether an indicator with co-owners has a department that leads.\n\
             Why: Someone must be asked first.\n\
             Example: An indicator whose two departments are both 「共管」.\n\
             What to do: Make the leading department's role 「主」.",
    },
    Rule {
        code: "R034",
        ja: "確認すること：構成の指標が、「配置」にも載っていないかを確かめます。\n\
             理由：構成の指標は、全体の指標の中で照会し、1回だけ数えるためです。\n\
             例：全体の指標「学校教育の満足度」の構成「小学校」が、配置にもあるもの。\n\
             対応：「配置」の行か「構成」の行のどちらかを削除してください。",
        en: "What it checks: Looks for parts of a compound that have a place of their own.\n\
             Why: A part is asked within its whole, and counted once.\n\
             Example: The part 「小学校」 of a compound that also stands in 「配置」.\n\
             What to do: Delete the row in 「配置」 or the one in 「構成」.",
    },
    Rule {
        code: "R035",
        ja: "確認すること：望ましい方向と、目標値の演算子が食い違っていないかを確かめます。\n\
             理由：方向の登録誤りに気付けます。\n\
             例：方向が「減少」で、目標値が「80%以上」。\n\
             対応：方向と演算子を確認してください。正しければ、対応は不要です。",
        en: "What it checks: Asks whether direction and operator of a target agree.\n\
             Why: It shows a direction that was registered wrongly.\n\
             Example: Direction 「減少」 with a target of 80% or more.\n\
             What to do: Check direction and operator. If they are right, there is nothing to do.",
    },
    Rule {
        code: "R036",
        ja: "確認すること：台帳のExcelファイルを開けるかを確かめます。\n\
             理由：開けないファイルは、台帳として使えません。\n\
             例：パスワードを付けて保存した台帳。\n\
             対応：Excelで開けることを確認し、.xlsx形式で保存し直してください。",
        en: "What it checks: Asks whether a register's workbook can be opened.\n\
             Why: What cannot be opened cannot be used.\n\
             Example: A register saved with a password.\n\
             What to do: Check that it opens in Excel and save it again as .xlsx.",
    },
];
