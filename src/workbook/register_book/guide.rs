//! はじめに: what an officer who opens the register's workbook for the first time wants to know, on one page.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline, Url, Workbook, Worksheet};

use crate::register::{GUIDE, GUIDE_TITLE, SheetText};
use crate::workbook::style::FONT;
use crate::workbook::{Style, WriteError, fit};

/// When a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    First,
    EachRound,
    IfNeeded,
}

impl When {
    const fn label(self) -> &'static str {
        match self {
            Self::First => "最初に",
            Self::EachRound => "照会のたびに",
            Self::IfNeeded => "必要なときだけ",
        }
    }

    const fn color(self) -> Color {
        Color::RGB(match self {
            Self::First => 0x0026_4B70,
            Self::EachRound => 0x0000_9E73,
            Self::IfNeeded => 0x008A_94A0,
        })
    }
}

/// What stands on each sheet.
const SHEETS: [(&str, When, &str); 16] = [
    ("計画", When::First, "計画の名前、団体、企画担当課、計画期間など。「内容」の列だけを書きます。"),
    ("担当課", When::First, "照会する課の名前、3桁の番号、メールアドレス。"),
    ("体系", When::First, "基本目標、施策、（あれば）項目。資料に印刷する順に並べます。"),
    ("指標", When::First, "指標の名前、単位、小数の桁、望ましい方向、集計方法。1指標を1行に書きます。"),
    ("配置", When::First, "どの指標を、どの施策に載せるか。"),
    ("担当", When::First, "どの課が、どの指標に答えるか。"),
    ("値", When::First, "基準値、目標値、これまでの実績値。1つの値を1行に書きます。"),
    ("評価区分", When::First, "達成状況の判定の規則。そのまま使える規則を入れてあります。"),
    ("提出期間", When::EachRound, "照会の名前、対象の年度、開始日、提出期限。照会のたびに1行加えます。"),
    ("個別期限", When::EachRound, "ほかの指標より後に数値が出る指標の、提出期限。"),
    ("決定", When::EachRound, "期限の延長、再提出の受付など。「実行」に○を付けると、そのとおりに行います。"),
    ("構成", When::IfNeeded, "2つ以上の数値からなる指標の内訳（小学校と中学校など）。"),
    ("主な取組", When::IfNeeded, "評価シートに載せる取組の名前。"),
    ("事業", When::IfNeeded, "施策ごとの事業の名前と概要。"),
    ("休日", When::IfNeeded, "国の祝日のほかに、業務日としない日。"),
    ("検証規則", When::IfNeeded, "指摘の重みと基準を変えるとき。まず「試行」で確かめてから、要確認や要修正にします。"),
];

/// What holds on every sheet.
const RULES: [&str; 7] = [
    "1行目の見出しは変えないでください。濃い色の見出しは、どの行でも書く欄です。薄い色の見出しは、書くことがあるときだけ書きます。",
    "「（例）」で始まる灰色の行は、書き方の見本です。台帳としては読み取りません。書き終えたら、行ごと消してください。",
    "指標ID、体系ID、所管課IDは、半角の英小文字、数字、「.」「-」「_」で付けます。空欄のまま保存し、システムの担当に番号付け（register ids）を頼むこともできます。一度決めた番号は変えません。",
    "数値は、数字だけを書きます（例：17677、-244、65.0）。桁区切り、単位、△は付けません。数値がないときは、「状態」から理由を選びます。",
    "どの欄も文字として扱うため、1-1や0123は、書いたとおりに残ります。ほかの表から貼り付けるときは、「値の貼り付け」を選んでください。",
    "照会をやめた指標は、行を消さずに「廃止」に○を付けます。目標値を見直したときは、行を加えて「決定日」を書きます。",
    "見出しにマウスを合わせると、説明が出ます。メモのシートを加えても構いません。台帳のシートの名前は変えないでください。",
];

/// What follows.
const AFTER: [&str; 3] = [
    "保存すると、自動で点検します。誤りがあるときは、どのシートのどのセルかを、進捗の画面とメールでお知らせします。",
    "誤りが残っている間は、前に読み取った正しい台帳で仕事を続けます。慌てずに直してください。",
    "照会を開いた後に直した内容は、変更の手続（決定シートの「台帳変更」）をするまで、その照会には使いません。",
];

/// Columns: order, sheet, when, what.
const WIDTHS: [usize; 4] = [6, 14, 18, 92];

/// The colour of a sheet's tab.
pub(super) fn tab(sheet: &str) -> Color {
    SHEETS.iter().find(|(name, ..)| *name == sheet).map_or(When::IfNeeded, |(_, when, _)| *when).color()
}

/// Writes the page for a book with these sheets.
pub(super) fn write(workbook: &mut Workbook, sheets: &[SheetText]) -> Result<(), WriteError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(GUIDE)?.set_tab_color(Color::RGB(0x00E6_9F00)).set_screen_gridlines(false);
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(8))?;
    }
    sheet.set_row_height(0, 30)?.write_string_with_format(0, 0, GUIDE_TITLE, &Style::title())?;
    let lead = "この台帳に書いたことを基に、各課への照会、判定、会議資料が作られます。次の表の順に書いてください。シートの名前を押すと、そのシートに移ります。";
    paragraph(sheet, 1, lead)?;
    let mut row = 3;
    heading(sheet, row, "書く順番")?;
    row += 1;
    for (column, word) in (0_u16..).zip(["順", "シート", "いつ", "書くこと"]) {
        sheet.write_string_with_format(row, column, word, &Style::column_heading())?;
    }
    let known = SHEETS.iter().filter(|(name, ..)| sheets.iter().any(|text| text.name == *name));
    for (number, (name, when, what)) in (1_u32..).zip(known) {
        row += 1;
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(*name);
        let shown = Style::text().set_underline(FormatUnderline::Single).set_font_color(Style::quiet()).set_bold();
        sheet.set_row_height(row, fit::height(fit::lines(what, WIDTHS[3] - 2)))?;
        sheet.write_string_with_format(row, 0, number.to_string(), &Style::centred())?;
        sheet.write_url_with_format(row, 1, &link, &shown)?;
        sheet.write_string_with_format(row, 2, when.label(), &when_format(*when))?;
        sheet.write_string_with_format(row, 3, *what, &Style::text())?;
    }
    for (title, lines) in [("書き方のきまり", &RULES[..]), ("保存した後", &AFTER[..])] {
        row += 2;
        heading(sheet, row, title)?;
        for line in lines {
            row += 1;
            paragraph(sheet, row, &format!("・{line}"))?;
        }
    }
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_margins(0.5, 0.5, 0.5, 0.5, 0.3, 0.3)
        .set_print_fit_to_pages(1, 1)
        .set_footer(format!("&C&\"{FONT}\"&9&P／&N"));
    Ok(())
}

fn when_format(when: When) -> Format {
    let format = Style::centred();
    if when == When::First { format.set_bold() } else { format }
}

fn heading(sheet: &mut Worksheet, row: u32, text: &str) -> Result<(), WriteError> {
    sheet.set_row_height(row, 22)?.write_string_with_format(row, 0, text, &Style::heading())?;
    Ok(())
}

/// A line across the page.
fn paragraph(sheet: &mut Worksheet, row: u32, text: &str) -> Result<(), WriteError> {
    let format = Style::base().set_text_wrap().set_align(FormatAlign::Top);
    let width: usize = WIDTHS.iter().sum();
    sheet.set_row_height(row, fit::height(fit::lines(text, width - 2)))?;
    sheet.merge_range(row, 0, row, 3, text, &format)?;
    Ok(())
}
