//! 受付票: the verdict, the counts, what to do next, what changed, what was read how, what was taken.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::table::{Page, Value};
use crate::domain::{Tone, Verdict};
use crate::notification::{Change, Counts, ReadAs, Receipt, TakenRow};
use crate::workbook::style::{Style, WriteError};
use crate::workbook::{fit, form_paper};

/// Widths of the columns, in half-width characters; together they fit A4 landscape at full size, also in a wider font.
const WIDTHS: [usize; 7] = [14, 33, 13, 19, 14, 14, 21];
/// First and last column of each place.
const FACTS: [((u16, u16), (u16, u16)); 3] = [((0, 0), (1, 1)), ((2, 2), (3, 4)), ((5, 5), (6, 6))];
/// Everything right of the labels.
const REST: (u16, u16) = (1, 6);
/// Width of [`REST`].
const REST_WIDTH: usize = 114;
/// Most changes listed.
const CHANGES_MAX: usize = 100;
/// Most values listed that were read otherwise than written.
const READ_AS_MAX: usize = 300;
/// Most rows listed that were taken.
const ROWS_MAX: usize = 500;

/// Draws 受付票.
pub(super) fn draw(sheet: &mut Worksheet, receipt: &Receipt) -> Result<(), WriteError> {
    sheet.set_name(if receipt.check_only { "確認結果" } else { "受付票" })?;
    let mut page = Page::new(sheet, &WIDTHS)?;
    page.sheet.write_string_with_format(0, 0, receipt.title(), &Style::title())?;
    page.advance(28.0)?;
    verdict(&mut page, receipt)?;
    facts(&mut page, receipt)?;
    if receipt.is_return() {
        counts(&mut page, receipt)?;
    }
    page.heading("次に行うこと")?;
    match receipt.next_steps.as_slice() {
        [only] => page.line(only, &Style::base())?,
        steps => {
            for (number, step) in (1u32..).zip(steps) {
                page.cells(&[((0, 0), Value::Text(number.to_string()), Style::column_heading()), (REST, step.into(), text())])?;
            }
        }
    }
    if receipt.is_return() && receipt.verdict != Verdict::Draft {
        changes(&mut page, receipt)?;
        read_as(&mut page, receipt)?;
        if !receipt.rows.is_empty() {
            rows(&mut page, receipt)?;
        }
    }
    page.advance(15.0)?;
    page.line(&format!("問合せ先　{}", receipt.contact), &Style::base())?;
    page.finish()?;
    form_paper::set(page.sheet, &receipt.number, &receipt.department);
    Ok(())
}

/// The verdict in large words; its mark and its fill say the same.
fn verdict(page: &mut Page<'_>, receipt: &Receipt) -> Result<(), WriteError> {
    let (mark, tone) = match receipt.verdict {
        Verdict::Accepted | Verdict::AcceptedWithQueries => ("○", Tone::Achieved),
        Verdict::PartlyAccepted => ("！", Tone::Missed),
        Verdict::Returned | Verdict::Refused | Verdict::Quarantined => ("×", Tone::Missed),
        Verdict::Draft => ("…", Tone::Same),
    };
    let large = Style::status(tone).set_font_size(16).set_bold();
    let beside = text().set_font_size(12);
    // The summary is set larger than the body, so it needs more room than its length says.
    let summary = receipt.summary();
    let lines = fit::lines(&summary, (REST_WIDTH - WIDTHS[1]) * 10 / 12);
    form_paper::span(page.sheet, page.row, (0, 1), &format!("{mark} {}", receipt.verdict_label()), &large)?;
    form_paper::span(page.sheet, page.row, (2, 6), &summary, &beside)?;
    page.advance((fit::height(lines) * 1.2).max(42.0))?;
    page.advance(15.0)
}

fn facts(page: &mut Page<'_>, receipt: &Receipt) -> Result<(), WriteError> {
    let known = |text: &str| if text.is_empty() { "―".to_owned() } else { text.to_owned() };
    let none = "なし（確認のみ）".to_owned();
    let first = if receipt.check_only {
        [("確認日時", &receipt.received_at), ("照会", &receipt.round), ("提出", &none)]
    } else {
        [("受付番号", &receipt.number), ("受付日時", &receipt.received_at), ("照会", &receipt.round)]
    };
    let lines = [first, [("所属", &receipt.department), ("提出者", &receipt.author), ("課内確認者", &receipt.checker)]];
    for line in lines {
        let cells = line.iter().zip(FACTS).flat_map(|((label, fact), (left, right))| {
            [(left, Value::from(*label), form_paper::label()), (right, Value::Text(known(fact)), text())]
        });
        page.cells(&cells.collect::<Vec<_>>())?;
    }
    page.cells(&[((0, 0), "ファイル名".into(), form_paper::label()), (REST, (&receipt.file).into(), text())])
}

/// Text with a little room at its side.
fn text() -> Format {
    Style::text().set_indent(1)
}

fn counts(page: &mut Page<'_>, receipt: &Receipt) -> Result<(), WriteError> {
    let Counts { taken, rejected, errors, queried, queries, blank, blank_later: _, unchanged, texts: _ } = receipt.counts;
    let places = |indicators: usize, places: usize| match places {
        0 => format!("{indicators}指標"),
        _ => format!("{indicators}指標（{places}か所）"),
    };
    let taken_label = if receipt.check_only { "提出できる指標" } else { "受付" };
    let blank = if unchanged > 0 { format!("{blank}指標\n（前回のまま{unchanged}指標）") } else { format!("{blank}指標") };
    let boxes = [
        ((0, 1), taken_label, format!("{taken}指標")),
        ((2, 3), "要修正", places(rejected, errors)),
        ((4, 5), "要確認", places(queried, queries)),
        ((6, 6), "未記入", blank),
    ];
    page.advance(15.0)?;
    page.cells(&boxes.clone().map(|(columns, label, _)| (columns, Value::from(label), Style::column_heading())))?;
    page.cells(&boxes.map(|(columns, _, text)| (columns, Value::Text(text), Style::centred().set_font_size(12).set_bold())))
}

fn changes(page: &mut Page<'_>, receipt: &Receipt) -> Result<(), WriteError> {
    page.heading("前回からの変更")?;
    if receipt.changes.is_empty() {
        let none = if receipt.filed_before { "変更はありません。" } else { "初めての提出です。" };
        return page.line(none, &Style::base());
    }
    let heads = [
        ("No.", (0, 0), Style::centred()),
        ("指標", (1, 1), text()),
        ("項目", (2, 2), Style::centred()),
        ("前回（受付番号）", (3, 4), text()),
        ("今回", (5, 6), text()),
    ];
    page.table(&heads, &receipt.changes, CHANGES_MAX, |change: &Change| {
        let before = format!("{}（{}）", change.before, change.number);
        vec![(&change.indicator).into(), change.what.into(), Value::Text(before), (&change.after).into()]
    })
}

fn read_as(page: &mut Page<'_>, receipt: &Receipt) -> Result<(), WriteError> {
    page.heading("読み替えた値")?;
    if receipt.read_as.is_empty() {
        return page.line("読み替えた値はありません。", &Style::base());
    }
    let again = if receipt.check_only { "直して" } else { "直して再提出して" };
    page.line(&format!("次のとおり読み取りました。誤りがある場合は、記入を{again}ください。"), &Style::base())?;
    let heads = [
        ("No.", (0, 0), Style::centred()),
        ("指標", (1, 1), text()),
        ("記入された内容", (2, 3), text()),
        ("読み取った値", (4, 5), text().set_align(FormatAlign::Right)),
        ("場所", (6, 6), Style::centred()),
    ];
    page.table(&heads, &receipt.read_as, READ_AS_MAX, |value: &ReadAs| {
        vec![(&value.indicator).into(), (&value.raw).into(), (&value.value).into(), (&value.place).into()]
    })
}

fn rows(page: &mut Page<'_>, receipt: &Receipt) -> Result<(), WriteError> {
    page.heading(if receipt.check_only { "提出できる内容" } else { "受け付けた内容" })?;
    // The longest table of the sheet: where it goes on, its headings do too.
    page.sheet.set_repeat_rows(page.row, page.row)?;
    let heads = [
        ("No.", (0, 0), Style::centred()),
        ("指標", (1, 1), text()),
        ("単位", (2, 2), Style::centred()),
        ("実績", (3, 3), Style::centred()),
        ("値の区分", (4, 4), Style::centred()),
        ("達成状況", (5, 5), Style::centred()),
        ("セル", (6, 6), Style::centred()),
    ];
    page.table(&heads, &receipt.rows, ROWS_MAX, |row: &TakenRow| {
        let value = row.value.map_or_else(
            || Value::from("―"),
            |value| Value::Number(value.to_cell(), Style::number(row.decimals.max(value.decimals()), receipt.triangle)),
        );
        let status = row.status.as_deref().unwrap_or("―");
        let cell = row.cell.to_string();
        vec![(&row.indicator).into(), (&row.unit).into(), value, row.state.label().into(), status.into(), Value::Text(cell)]
    })
}
