//! The texts that the cells of an xlsx workbook share, in one piece of memory.

use std::io::BufRead;

use quick_xml::Reader as XmlReader;
use quick_xml::events::Event;

use super::damaged;
use super::package::STRINGS_MAX;
use super::preflight::too_large;
use super::xlsx_parts::push_reference;
use super::xlsx_text::RichText;
use crate::diagnostic::Problem;

/// Most text of all of them together: more than the cells of one workbook may hold.
const BYTES_MAX: usize = 64 << 20;

/// Shared texts in order.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The text of this number, from zero.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    /// Reads the part. How many it announces is not believed: memory grows with what is there.
    pub(super) fn read<R: BufRead>(xml: &mut XmlReader<R>) -> Result<Self, Problem> {
        let mut strings = Self::default();
        let mut buffer = Vec::with_capacity(1024);
        let mut item: Option<RichText> = None;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
                Event::Start(tag) => match &mut item {
                    Some(rich) => rich.begin(&tag, &strings.text)?,
                    None if tag.local_name().as_ref() == "si" => item = Some(RichText::default()),
                    None => {}
                },
                Event::Empty(tag) => match &item {
                    None if tag.local_name().as_ref() == "si" => strings.close()?,
                    None if tag.local_name().as_ref() == "sst" => return Ok(strings),
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "si" => {
                        item = None;
                        strings.close()?;
                    }
                    "sst" => return Ok(strings),
                    name => {
                        if let Some(rich) = &mut item {
                            rich.end(name, &mut strings.text);
                        }
                    }
                },
                Event::Text(text) if takes(item.as_ref()) => strings.text.push_str(&text.xml10_content()),
                Event::CData(text) if takes(item.as_ref()) => strings.text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) if takes(item.as_ref()) => push_reference(&entity, &mut strings.text)?,
                Event::Eof => return Err(damaged("the shared strings are cut short")),
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    fn close(&mut self) -> Result<(), Problem> {
        self.ends.push(self.text.len());
        if self.ends.len() as u64 > STRINGS_MAX {
            return Err(too_large("shared_strings", self.ends.len() as u64, STRINGS_MAX));
        }
        if self.text.len() > BYTES_MAX { Err(too_large("text", self.text.len() as u64, BYTES_MAX as u64)) } else { Ok(()) }
    }
}

fn takes(item: Option<&RichText>) -> bool {
    item.is_some_and(RichText::takes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(inside: &str) -> Result<Strings, Problem> {
        let part = format!("<?xml version=\"1.0\"?><x:sst xmlns:x=\"s\" uniqueCount=\"9\">{inside}</x:sst>");
        Strings::read(&mut XmlReader::from_reader(part.as_bytes()))
    }

    #[test]
    fn texts_are_what_people_read() {
        let strings = read(
            "<x:si><x:t> 観光 </x:t></x:si><x:si/><x:si><x:r><x:rPr/><x:t xml:space=\"preserve\">太 </x:t></x:r><x:r><x:t>字&amp;&#x3042;</x:t></x:r></x:si>\
             <x:si><x:t>課税部</x:t><x:rPh sb=\"0\" eb=\"3\"><x:t>カゼイブ</x:t></x:rPh><x:phoneticPr/></x:si><x:si><x:t><![CDATA[<b>]]></x:t></x:si><x:si><x:t>\u{3000}全角\r\n</x:t></x:si>",
        )
        .unwrap();
        let all: Vec<&str> = (0..6).map(|index| strings.get(index).unwrap()).collect();
        assert_eq!(all, ["観光", "", "太 字&あ", "課税部", "<b>", "\u{3000}全角"]);
        assert_eq!(strings.get(6), None);
    }

    #[test]
    fn what_is_no_text_is_damaged() {
        assert_eq!(read("<x:si><x:t>&own;</x:t></x:si>").unwrap_err().code(), "F009");
        let cut = "<sst><si><t>a</t></si>";
        assert_eq!(Strings::read(&mut XmlReader::from_reader(cut.as_bytes())).unwrap_err().code(), "F009");
    }
}
