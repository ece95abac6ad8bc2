//! Pages of the codes V that tell back how words, dates and marks were read.

use super::Rule;

pub(super) const PAGES: [Rule; 4] = [
    Rule {
        code: "V036",
        ja: "確認すること：値の区分、時点、提出区分などの言葉や日付を、別の書き方に読み替えたことをお知らせします。\n\
             理由：どう読み取ったかを確かめられるようにするためです。\n\
             例：「確定値」を「確定」、「令和7年3月31日現在」を「R7.3.31」と読み取ったもの。\n\
             対応：違う場合は、記入し直してください。",
        en: "What it checks: Tells back a word or a date that was read as another spelling of the same: value state, filing state, dates.\n\
             Why: So that you can see how it was read.\n\
             Example: 「確定値」 read as 「確定」, 「令和7年3月31日現在」 as 「R7.3.31」.\n\
             What to do: If it is not right, write it anew.",
    },
    Rule {
        code: "V037",
        ja: "確認すること：実績の記号や言葉を、台帳で決めた意味の値の区分として読み取ったことをお知らせします。\n\
             理由：記号は0ではありません。どの区分として扱ったかを確かめられるようにするためです。\n\
             例：台帳に「—＝統計未公表」とある計画で、実績に「—」と記入し、値の区分を空欄にしたもの。\n\
             対応：違う場合は、実績を空欄にして、値の区分を選んでください。",
        en: "What it checks: Tells back a mark or a word in place of the actual that was read as a value state, as the register says.\n\
             Why: A mark is not zero; so that you can see which state was taken.\n\
             Example: — with a blank value state, in a plan whose register says 「—＝統計未公表」.\n\
             What to do: If it is not right, leave the actual blank and choose a value state.",
    },
    Rule {
        code: "V038",
        ja: "確認すること：文章に、作成した端末やソフトだけで表示できる文字がないかを確かめます。\n\
             理由：会議資料やほかの端末では、空白や「□」になります。\n\
             例：Wordの箇条書きの記号、庁内の外字。\n\
             対応：読み替えた記号は、違う場合だけ直してください。外字は、別の文字に直してください。",
        en: "What it checks: Looks in texts for characters that only the program or the computer they come from shows.\n\
             Why: On paper and on other computers they are blanks or boxes.\n\
             Example: Bullets of Word's symbol fonts; characters drawn for one office (外字).\n\
             What to do: Correct replaced symbols only where they are wrong. Write other characters in place of 外字.",
    },
    Rule {
        code: "V039",
        ja: "確認すること：日付が暦にあるかを確かめます。\n\
             理由：資料に、ない日付が載るためです。文字は記入のとおり受け付けます。\n\
             例：時点に「令和7年2月30日」と記入したもの。\n\
             対応：日付を確認してください。",
        en: "What it checks: Asks whether a date is a day of the calendar.\n\
             Why: The paper would print a day that never was. The text is taken as written.\n\
             Example: 「令和7年2月30日」 as the date of a figure.\n\
             What to do: Check the date.",
    },
];
