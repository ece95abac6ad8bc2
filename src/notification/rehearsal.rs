//! Rehearsal: every mail goes to one address, and says so and for whom it was.

use super::{MailRow, Text};
use crate::domain::Lang;

/// The mail as a rehearsal sends it: to `to` and nobody else.
#[must_use]
pub fn rehearsal(row: &MailRow, text: &Text, to: &str, lang: Lang) -> (MailRow, Text) {
    let (mark, first) = match lang {
        Lang::Ja => ("【試験】", format!("（試験運用）本来の宛先は{}です。この宛先には送っていません。", row.recipient)),
        Lang::En => ("[Rehearsal] ", format!("(Rehearsal) This mail was for {}. It did not go there.", row.recipient)),
    };
    let elsewhere = MailRow { recipient: to.to_owned(), ..row.clone() };
    (elsewhere, Text { subject: format!("{mark}{}", text.subject), body: format!("{first}\n\n{}", text.body) })
}
