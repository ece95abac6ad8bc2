//! Pages of the codes V: values and texts.

use super::Rule;

pub(super) const PAGES: [Rule; 35] = [
    Rule {
        code: "V001",
        ja: "確認すること：実績と値の区分がともに空欄かどうかを確かめます。\n\
             理由：空欄は0ではありません。未提出として数えます。\n\
             例：確認中のため空けておいた欄。\n\
             対応：数値を記入してください。数値がない場合は、値の区分を選んでください。",
        en: "What it checks: Notes rows with neither an actual nor a value state.\n\
             Why: Blank is not zero; the indicator is still owed.\n\
             Example: A cell left blank while the figure is being checked.\n\
             What to do: Enter the number, or choose a value state if there is none.",
    },
    Rule {
        code: "V002",
        ja: "確認すること：実績を数値として読み取れるかを確かめます。\n\
             理由：文字のままでは、達成状況を判定できません。\n\
             例：「集計でき次第報告」と記入したもの。\n\
             対応：数値だけを記入してください。数値がない場合は、値の区分を選んでください。",
        en: "What it checks: Checks that the actual can be read as a number.\n\
             Why: Text cannot be judged against a target.\n\
             Example: 「集計でき次第報告」 in the cell of the actual.\n\
             What to do: Enter the number only, or choose a value state if there is none.",
    },
    Rule {
        code: "V003",
        ja: "確認すること：記入された単位が、登録の単位と同じかどうかを確かめます。\n\
             理由：単位が違うと、値が1,000倍などになります。\n\
             例：登録が百万円の指標に「1,200千円」と記入したもの。\n\
             対応：登録の単位に直してください。",
        en: "What it checks: Compares a unit written with the number to the registered one.\n\
             Why: Another unit changes the value a thousandfold.\n\
             Example: 1,200千円 for an indicator in 百万円.\n\
             What to do: Convert the number to the registered unit.",
    },
    Rule {
        code: "V004",
        ja: "確認すること：セルがエラー値になっていないかを確かめます。\n\
             理由：エラー値からは値が分かりません。\n\
             例：0で割った計算式の「#DIV/0!」。\n\
             対応：計算式を直すか、値だけを記入してください。",
        en: "What it checks: Looks for Excel error values.\n\
             Why: An error value does not tell the number.\n\
             Example: #DIV/0! of a formula that divides by zero.\n\
             What to do: Mend the formula or enter the value itself.",
    },
    Rule {
        code: "V005",
        ja: "確認すること：計算式の結果がファイルに保存されているかを確かめます。\n\
             理由：計算は行わず、保存された結果だけを読み取るためです。\n\
             例：Excel以外のソフトで作成した計算式。\n\
             対応：Excelで開いて保存し直すか、値だけを貼り付けてください。",
        en: "What it checks: Checks that the result of a formula is stored in the file.\n\
             Why: Formulas are not calculated here; only stored results are read.\n\
             Example: A formula written by a program other than Excel.\n\
             What to do: Open and save it in Excel, or paste the value only.",
    },
    Rule {
        code: "V006",
        ja: "確認すること：別のファイルを参照する計算式でないかを確かめます。\n\
             理由：参照先が変わると値も変わり、後から確かめられません。\n\
             例：「=[集計.xlsx]Sheet1!B3」。\n\
             対応：値だけを貼り付けてください。",
        en: "What it checks: Looks for formulas that refer to another file.\n\
             Why: When that file changes the value changes too, and nobody can check it later.\n\
             Example: =[集計.xlsx]Sheet1!B3\n\
             What to do: Paste the value only.",
    },
    Rule {
        code: "V007",
        ja: "確認すること：値が±1,000兆以内かどうかを確かめます。\n\
             理由：それより大きい値は、桁や単位の誤りと考えられます。\n\
             例：「9e27」と記入したもの。\n\
             対応：桁数と単位を確認して、直してください。",
        en: "What it checks: Checks that the value lies within ±10^15.\n\
             Why: Anything beyond is a slip of digits or unit.\n\
             Example: 9e27\n\
             What to do: Check the digits and the unit and correct it.",
    },
    Rule {
        code: "V008",
        ja: "確認すること：小数の桁数が登録の桁数以内かどうかを確かめます。\n\
             理由：資料の桁数とそろわないためです。値は記入のとおり受け付けます。\n\
             例：小数第1位までの指標に12.345と記入したもの。\n\
             対応：数値を確認してください。正しければ、対応は不要です。",
        en: "What it checks: Compares the decimals with those registered.\n\
             Why: They would not line up in the paper. The value is taken as written.\n\
             Example: 12.345 for an indicator with one decimal.\n\
             What to do: Check the number. If it is right, there is nothing to do.",
    },
    Rule {
        code: "V009",
        ja: "確認すること：値が指標の下限以上かどうかを確かめます。\n\
             理由：あり得ない値は、記入の誤りと考えられます。\n\
             例：参加者数に-3と記入したもの。\n\
             対応：数値と単位を確認して、直してください。",
        en: "What it checks: Compares the value with the smallest possible one.\n\
             Why: An impossible value is a slip.\n\
             Example: -3 participants.\n\
             What to do: Check the number and the unit and correct it.",
    },
    Rule {
        code: "V010",
        ja: "確認すること：値が指標の上限以下かどうかを確かめます。\n\
             理由：あり得ない値は、記入の誤りと考えられます。\n\
             例：上限が100%の割合に120と記入したもの。\n\
             対応：数値と単位を確認して、直してください。",
        en: "What it checks: Compares the value with the largest possible one.\n\
             Why: An impossible value is a slip.\n\
             Example: 120 for a share that cannot exceed 100%.\n\
             What to do: Check the number and the unit and correct it.",
    },
    Rule {
        code: "V011",
        ja: "確認すること：百分率の指標で、値が割合（0.453など）で記入されていないかを、前年度実績、基準値又は目標値と比べて確かめます。\n\
             理由：45.3%が0.453%として扱われます。\n\
             例：前年度が44.1%の指標に0.453と記入したもの。\n\
             対応：45.3に直してください。正しければ、変わった理由を書いてください。",
        en: "What it checks: For indicators in %, asks whether a fraction was written, by last year's actual, the baseline or the target.\n\
             Why: 45.3% would count as 0.453%.\n\
             Example: 0.453 where last year had 44.1%.\n\
             What to do: Write 45.3. If it is right, explain the change in the reason column.",
    },
    Rule {
        code: "V012",
        ja: "確認すること：値が前年度実績（なければ基準値）の約10倍、1,000倍、1万倍、100万倍又はその逆数でないかを、倍率の0.8倍から1.25倍までの幅で確かめます。比べる値が20未満の整数であれば、確かめません。前年度実績がないときは、基準値と目標値の100倍以上でないかも確かめます。\n\
             理由：桁や単位の取り違えに多い倍率です。\n\
             例：前年度1,205人に対し、12,050人と記入したもの。\n\
             対応：桁を確認し、正しければ増えた又は減った理由を書いてください。",
        en: "What it checks: Asks whether the value is about 10, 10^3, 10^4 or 10^6 times last year's actual (else the baseline), or that fraction: within 0.8 to 1.25 of the factor. Whole references below 20 are not compared. Without last year's actual, also whether it is a hundred times the baseline and the target or more.\n\
             Why: These are the factors of slipped digits and units.\n\
             Example: 12,050 where last year had 1,205.\n\
             What to do: Check the digits. If they are right, explain the change in the reason column.",
    },
    Rule {
        code: "V013",
        ja: "確認すること：累計の指標で、値が前年度実績（なければ基準値）より減っていないかを確かめます。\n\
             理由：累計は減りません。年間の値を記入した可能性があります。\n\
             例：累計128件の翌年に120件と記入したもの。\n\
             対応：累計の値か確認してください。正しければ、減った理由を書いてください。",
        en: "What it checks: Asks whether a cumulative figure fell below last year's actual, else the baseline.\n\
             Why: A cumulative figure cannot fall; the year's own figure may have been written.\n\
             Example: 120 after a cumulative 128.\n\
             What to do: Check that it is cumulative. If it is right, explain the fall.",
    },
    Rule {
        code: "V014",
        ja: "確認すること：前年度からの増減が、指標ごとに決めた割合を超えていないかを確かめます。\n\
             理由：大きな増減は、会議で理由を問われます。\n\
             例：確認の目安が30%の指標が、35.2%減ったもの。\n\
             対応：数値を確認し、正しければ増えた又は減った理由を書いてください。",
        en: "What it checks: Compares the change from last year with the limit set for the indicator.\n\
             Why: A large change will be asked about in the meeting.\n\
             Example: A fall of 35.2% where the limit is 30%.\n\
             What to do: Check the number. If it is right, explain the change.",
    },
    Rule {
        code: "V015",
        ja: "確認すること：前年度と同じ値かどうかを確かめます。\n\
             理由：前年度の値を残したままの場合があります。\n\
             例：前年度も今年度も1,205人。\n\
             対応：前年度の値が残っていないか確認してください。正しければ、対応は不要です。",
        en: "What it checks: Notes a value equal to last year's.\n\
             Why: Last year's number may have been left in.\n\
             Example: 1,205 both years.\n\
             What to do: Check the number. If it is right, there is nothing to do.",
    },
    Rule {
        code: "V016",
        ja: "確認すること：数値のない値の区分とともに、実績が記入されていないかを確かめます。\n\
             理由：どちらが正しいか判断できません。\n\
             例：「集計中」を選び、1,205と記入したもの。\n\
             対応：値の区分を選び直すか、実績を空欄にしてください。",
        en: "What it checks: Looks for a number beside a value state that has none.\n\
             Why: It is unclear which of the two is right.\n\
             Example: 1,205 beside 「集計中」.\n\
             What to do: Choose another value state or leave the actual blank.",
    },
    Rule {
        code: "V017",
        ja: "確認すること：数値が必要な値の区分で、実績に数値があるかを確かめます。\n\
             理由：確定した数値がなければ、判定できません。\n\
             例：「確定」を選び、実績を空欄にしたもの。\n\
             対応：数値を記入してください。数値がない場合は、「集計中」などを選んでください。",
        en: "What it checks: Checks that a value state that needs a number has one.\n\
             Why: Without the number there is nothing to judge.\n\
             Example: 「確定」 beside a blank actual.\n\
             What to do: Enter the number, or choose a value state such as 「集計中」.",
    },
    Rule {
        code: "V018",
        ja: "確認すること：値の区分が一覧にある言葉かどうかを確かめます。\n\
             理由：値の扱いを決められないためです。\n\
             例：「たぶん確定」と記入したもの。\n\
             対応：一覧から選んでください。",
        en: "What it checks: Checks that the value state is one of the list.\n\
             Why: Otherwise it does not say how to treat the value.\n\
             Example: 「たぶん確定」 as the value state.\n\
             What to do: Choose one from the list.",
    },
    Rule {
        code: "V019",
        ja: "確認すること：実績に「—」などの記号だけが記入されていないかを確かめます。\n\
             理由：記号は0ではありません。数値がない理由が必要です。\n\
             例：実績に「—」と記入し、値の区分を空欄にしたもの。\n\
             対応：値の区分で理由を選んでください。",
        en: "What it checks: Looks for a mark such as — in place of a number.\n\
             Why: A mark is not zero; the reason for it is needed.\n\
             Example: — with a blank value state.\n\
             What to do: Choose the value state that says why there is no number.",
    },
    Rule {
        code: "V020",
        ja: "確認すること：書き方を読み替えた数値をお知らせします。\n\
             理由：どの値として扱ったかを確かめられるようにするためです。\n\
             例：「１，２３４人」を1,234人と読み取ったもの。\n\
             対応：違う場合は、数値だけを記入し直してください。",
        en: "What it checks: Tells back a number that was read by a rule.\n\
             Why: So that you can see which value was taken.\n\
             Example: 「１，２３４人」 read as 1,234.\n\
             What to do: If it is not right, enter the number only.",
    },
    Rule {
        code: "V021",
        ja: "確認すること：「約」や「程度」の付いた数値でないかを確かめます。\n\
             理由：公表する資料には、正確な数値が必要です。\n\
             例：「約120人」と記入したもの。\n\
             対応：正確な数値に直してください。概数しかない場合は、理由の欄にその旨を書いてください。",
        en: "What it checks: Notes numbers marked as approximate.\n\
             Why: The published paper needs exact numbers.\n\
             Example: 「約120人」\n\
             What to do: Enter the exact number, or say in the reason column that only an approximate one exists.",
    },
    Rule {
        code: "V022",
        ja: "確認すること：実績に幅のある値が記入されていないかを確かめます。\n\
             理由：幅のある値は、目標と比べられません。\n\
             例：「10～20」と記入したもの。\n\
             対応：1つの数値に直してください。",
        en: "What it checks: Looks for ranges in place of a number.\n\
             Why: A range cannot be compared with a target.\n\
             Example: 10～20\n\
             What to do: Enter a single number.",
    },
    Rule {
        code: "V023",
        ja: "確認すること：実績が日付として記録されていないかを確かめます。\n\
             理由：Excelが数値や記号を日付に変えることがあります。\n\
             例：「1-5」と入力し、1月5日になったもの。\n\
             対応：セルの表示形式を「標準」にして、数値を記入し直してください。",
        en: "What it checks: Looks for dates in place of a number.\n\
             Why: Excel turns some entries into dates.\n\
             Example: 1-5, which became 5 January.\n\
             What to do: Set the cell's format to General and enter the number again.",
    },
    Rule {
        code: "V024",
        ja: "確認すること：目標に届かなかった指標に、理由が書かれているかを確かめます。\n\
             理由：会議資料に、届かなかった理由と今後の対応を載せます。\n\
             例：目標469に対し実績420で、理由が空欄のもの。\n\
             対応：理由を書いてください。",
        en: "What it checks: Checks that a missed target has a reason.\n\
             Why: The paper prints why it was missed and what will be done.\n\
             Example: 420 against a target of 469, with no reason.\n\
             What to do: Enter the reason.",
    },
    Rule {
        code: "V025",
        ja: "確認すること：文章が欄の字数以内かどうかを確かめます。\n\
             理由：資料の欄に収まらないためです。\n\
             例：400字までの欄に412字を記入したもの。\n\
             対応：字数以内に短くしてください。",
        en: "What it checks: Compares the length of a text with the limit of its cell.\n\
             Why: It would not fit on the paper.\n\
             Example: 412 characters where 400 are allowed.\n\
             What to do: Shorten it.",
    },
    Rule {
        code: "V026",
        ja: "確認すること：文章の欄に計算式が入っていないかを確かめます。\n\
             理由：計算式は使わず、表示されている文字だけを読み取ります。\n\
             例：出典の欄の「=B3」。\n\
             対応：違う場合は、文字を直接記入してください。",
        en: "What it checks: Notes formulas in cells for text.\n\
             Why: Formulas are not used; only the text they show is read.\n\
             Example: =B3 in the cell of the source.\n\
             What to do: If the text is not right, type it in directly.",
    },
    Rule {
        code: "V027",
        ja: "確認すること：値の区分の「取消」により、先の報告を取り消したことをお知らせします。\n\
             理由：取り消した指標は、未提出に戻ります。\n\
             例：誤って報告した値に「取消」を選んだもの。\n\
             対応：取消しが誤りであれば、数値を記入して再提出してください。",
        en: "What it checks: Tells that 「取消」 withdrew an earlier report.\n\
             Why: The indicator is owed again.\n\
             Example: 「取消」 chosen for a value reported by mistake.\n\
             What to do: If that was a mistake, enter the number and submit it again.",
    },
    Rule {
        code: "V028",
        ja: "確認すること：受け付けられない行について、先に受け付けた値を引き続き使うことをお知らせします。\n\
             理由：後の誤りで、先の正しい値が失われないようにするためです。\n\
             例：1,205人を受け付けた後、文字を記入して再提出したもの。\n\
             対応：値を差し替える場合は、この行を直して再提出してください。",
        en: "What it checks: Tells that an earlier good value stays in force although this row was not taken.\n\
             Why: A later slip must not displace an earlier good value.\n\
             Example: Text submitted after 1,205 had been taken.\n\
             What to do: To replace the value, correct this row and submit it again.",
    },
    Rule {
        code: "V029",
        ja: "確認すること：前年度実績の訂正を受け取ったことをお知らせします。\n\
             理由：公表した値の訂正は、とりまとめの担当課が判断します。\n\
             例：登録1,205人に対し、訂正1,250人と記入したもの。\n\
             対応：とりまとめの担当課が確認します。対応は不要です。",
        en: "What it checks: Tells that a correction of last year's actual was received.\n\
             Why: The planning office decides about corrections of published values.\n\
             Example: 1,250 where 1,205 is registered.\n\
             What to do: The planning office will look at it. There is nothing to do.",
    },
    Rule {
        code: "V030",
        ja: "確認すること：基準値と同じ値でないかを確かめます（目標値が基準値と異なる場合）。\n\
             理由：基準値を書き写した誤りに気付けます。\n\
             例：基準値3人、目標値4人、実績3人。\n\
             対応：正しければ、対応は不要です。",
        en: "What it checks: Looks for an actual equal to the baseline, where the target is another.\n\
             Why: It shows when the baseline was copied by mistake.\n\
             Example: Baseline 3, target 4, actual 3.\n\
             What to do: If it is right, there is nothing to do.",
    },
    Rule {
        code: "V031",
        ja: "確認すること：同じ指標を一緒に担当する課の報告が、互いに合うかを確かめます。\n\
             理由：資料に載せる値は1つのためです。そろうまでは、主に担当する課の値を使います。\n\
             例：高齢福祉課が120人、商工課が125人と報告したもの。\n\
             対応：課の間で確認し、正しい値にそろえて再提出してください。",
        en: "What it checks: Compares what departments say that answer for one indicator together.\n\
             Why: Only one value can be printed. Until they agree, the lead department's is used.\n\
             Example: 120 from one department and 125 from the other.\n\
             What to do: Settle it between the departments and submit the right value again.",
    },
    Rule {
        code: "V032",
        ja: "確認すること：実績が、内訳の計（減算するものは差し引く）と合うかを確かめます。\n\
             理由：どちらかの書き誤りに気付けます。\n\
             例：転入者数1,000人、転出者数1,684人に対し、社会増減△648人。\n\
             対応：数値を確認してください。合わないことが正しければ、理由を書いてください。",
        en: "What it checks: Holds an actual against the sum of its parts (less those that are taken off).\n\
             Why: It shows a slip in one of them.\n\
             Example: 1,000 moved in, 1,684 moved out, and a balance of -648.\n\
             What to do: Check the numbers. If they are right as they are, give the reason.",
    },
    Rule {
        code: "V033",
        ja: "確認すること：評価シートの記述にある指標の数値が、表の数値と合うかを確かめます。\n\
             理由：同じ資料の中で、数値が食い違わないようにするためです。\n\
             例：表の実績は50件で、記述に「販路開拓支援数は52件」とあるもの。\n\
             対応：どちらが正しいか確認してください。別の時点などの数値であれば、対応は不要です。",
        en: "What it checks: Holds an indicator's figures in the texts against the table.\n\
             Why: One paper should not give two figures for one thing.\n\
             Example: The table says 50, the text says 52.\n\
             What to do: Check which of the two is right. If the text means another date, there is nothing to do.",
    },
    Rule {
        code: "V034",
        ja: "確認すること：段階で表す指標の実績が、登録されている段階の名称かどうかを確かめます。\n\
             理由：段階の名称が異なると、目標に達したかどうかを判定できません。\n\
             例：段階が「未着手・整備中・完成」の指標に、「おおむね完成」と記入したもの。\n\
             対応：欄の右側の▼を押し、一覧から選んでください。",
        en: "What it checks: Whether the actual of an indicator with stages names one of them.\n\
             Why: Another word cannot be held against the target.\n\
             Example: 「おおむね完成」 where the stages are 未着手, 整備中, 完成.\n\
             What to do: Press the arrow beside the cell and choose from the list.",
    },
    Rule {
        code: "V099",
        ja: "確認すること：同じ種類の指摘が多いため、残りの件数だけをお知らせします。\n\
             理由：一覧を読みやすくするためです。\n\
             例：空欄が50か所ある様式。\n\
             対応：表示した指摘と同じように確認してください。",
        en: "What it checks: Says how many further findings are not listed.\n\
             Why: It keeps the list readable.\n\
             Example: A form with fifty blank cells.\n\
             What to do: Check them in the same way as those listed.",
    },
];
