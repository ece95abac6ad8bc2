//! `register blank`: an empty register to fill in, with rows that show how.

use std::path::Path;

use serde::Serialize;

use super::convert::{ZONE, is_taken, refused, write_folder};
use super::{CliError, Context, Outcome, now};
use crate::installation::{blank_book, blank_texts, is_book};
use crate::whole_file::write_whole;

#[derive(Serialize)]
struct Answer {
    destination: String,
    sheets: usize,
}

/// Makes a workbook or a folder; nothing that is there is ever overwritten.
pub(super) fn blank(context: &Context, to: &Path, example: bool) -> Result<Outcome, CliError> {
    let to_book = to.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("xlsx"));
    if is_book(to) && !to_book {
        return Err(CliError::Destination(to.to_owned()));
    }
    if is_taken(to)? {
        return Err(CliError::Taken(to.to_owned()));
    }
    let texts = blank_texts(example);
    if to_book {
        let bytes = blank_book(now(ZONE).date_naive(), example)?;
        write_whole(to, &bytes).map_err(|error| refused(to, error))?;
    } else {
        write_folder(to, &texts)?;
    }
    let place = to.display();
    context.out.say(
        format!("{place}：記入前の台帳を作りました。「計画」シートから順に書いてください。書いた後は、register check で点検します。"),
        format!("{place}: an empty register. Begin with the sheet 計画; `register check` says what is still missing."),
    );
    context.out.answer(&Answer { destination: to.display().to_string(), sheets: texts.len() });
    Ok(Outcome::Fine)
}
