//! The answer to a file as a workbook: the department's own with marks where something is to be done and it can be marked,
//! else a receipt.

use super::{Cover, Mark, MarkKind, annotate, receipt_marks};
use crate::domain::Severity;
use crate::notification::Receipt;
use crate::workbook::patch::{Package, PatchError};
use crate::workbook::receipt;
use crate::workbook::style::WriteError;

/// An answer.
#[derive(Debug)]
pub struct AnswerBook {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// The ending of its name.
    pub extension: &'static str,
    /// Whether it is the department's own workbook, with marks.
    pub marked: bool,
}

/// The answer to a file: to its first receipt's part, with the marks of all. `original` is what was filed, where it was
/// read. What cannot be marked (xls, xlsb, ods; a signed package) is answered with a workbook of our own, so that there is
/// always an answer.
pub fn answer_book(original: Option<&[u8]>, receipts: &[&Receipt]) -> Result<AnswerBook, WriteError> {
    if let Some(Ok((bytes, extension))) = original.filter(|_| wants_marks(receipts)).map(|book| marked(book, receipts)) {
        return Ok(AnswerBook { bytes, extension, marked: true });
    }
    let bytes = receipts.first().map(|receipt| receipt::write(receipt)).transpose()?.unwrap_or_default();
    Ok(AnswerBook { bytes, extension: "xlsx", marked: false })
}

/// Whether a workbook of ours that comes back is a marked copy: such a one is a return.
#[must_use]
pub fn is_marked(book: &[u8]) -> bool {
    Package::open(book).and_then(|package| super::earlier::Earlier::of(&package)).is_ok_and(|earlier| earlier.hidden.is_some())
}

/// Whether something of a return is to be done. What is no return of ours, or broke the reader, is not touched.
fn wants_marks(receipts: &[&Receipt]) -> bool {
    let asks = |receipt: &&Receipt| receipt.findings.iter().any(|line| line.severity != Severity::Notice);
    receipts.iter().all(|receipt| receipt.is_return()) && receipts.iter().any(asks)
}

fn marked(book: &[u8], receipts: &[&Receipt]) -> Result<(Vec<u8>, &'static str), PatchError> {
    let types = Package::open(book)?.text("[Content_Types].xml")?;
    let extension = match (types.contains("sheet.main+xml"), types.contains("sheet.macroEnabled.main+xml")) {
        (true, _) => "xlsx",
        (false, true) => "xlsm",
        (false, false) => return Err(PatchError::Package("it is no workbook of these kinds".to_owned())),
    };
    let mut marks: Vec<_> = receipts.iter().flat_map(|receipt| receipt_marks(receipt)).collect();
    marks.sort_by_key(|mark| mark.kind);
    Ok((annotate(book, &marks, &cover(receipts, &marks))?, extension))
}

/// How many of each weight are listed.
fn tally(marks: &[Mark]) -> String {
    receipt::tally(marks.iter().filter_map(|mark| match mark.kind {
        MarkKind::Error => Some(Severity::Error),
        MarkKind::Query => Some(Severity::Query),
        MarkKind::Notice => Some(Severity::Notice),
        MarkKind::Seen => None,
    }))
}

fn cover(receipts: &[&Receipt], marks: &[Mark]) -> Cover {
    let Some(first) = receipts.first() else { return Cover::default() };
    let again = if first.check_only {
        "直したら、提出用のフォルダーに保存してください。"
    } else {
        "直したら、このファイルをそのまま再提出できます。"
    };
    let mut lines = vec![receipt::about(first), tally(marks)];
    for receipt in receipts {
        lines.push(receipt.summary());
        lines.extend(receipt.next_steps.iter().map(|step| format!("・{step}")));
    }
    // A file in another department's folder has nothing to correct in it.
    if marks.iter().any(|mark| mark.kind != MarkKind::Notice && mark.place.cell.is_some()) {
        lines.push(format!("色の付いたセル（薄い赤は要修正、濃い黄は要確認）のコメントに、内容と直し方があります。{again}色とコメントは、消さなくてもかまいません。"));
    }
    Cover {
        title: receipt::findings_title(first).to_owned(),
        lines,
        contact: first.contact.clone(),
        footer: (first.number.clone(), first.department.clone()),
    }
}
