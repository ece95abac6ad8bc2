//! XML that is walked, not written anew: places in the text, and what is to stand there instead.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::PatchError;

/// What a walk comes by.
pub(in crate::workbook) enum Tag<'a> {
    /// `<c …>`.
    Start(&'a BytesStart<'a>),
    /// `<c …/>`.
    Empty(&'a BytesStart<'a>),
    /// `</c>`: its name without a prefix.
    End(&'a str),
    /// Text between tags.
    Text,
}

/// Walks through a text; `visit` is told each tag, its place, and how many elements it stands in.
pub(in crate::workbook) fn walk(
    xml: &str,
    mut visit: impl FnMut(&Tag<'_>, Range<usize>, usize) -> Result<(), PatchError>,
) -> Result<(), PatchError> {
    // The reader does not count a byte order mark.
    let skipped = if xml.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut reader = Reader::from_str(xml.get(skipped..).unwrap_or_default());
    let (mut from, mut depth) = (skipped, 0_usize);
    loop {
        let event = reader.read_event().map_err(|error| PatchError::Package(error.to_string()))?;
        let to = usize::try_from(reader.buffer_position()).map_err(|error| PatchError::Package(error.to_string()))? + skipped;
        let here = from..to;
        from = to;
        match event {
            Event::Start(element) => {
                visit(&Tag::Start(&element), here, depth)?;
                depth += 1;
            }
            Event::Empty(element) => visit(&Tag::Empty(&element), here, depth)?,
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visit(&Tag::End(element.local_name().as_ref()), here, depth)?;
            }
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => visit(&Tag::Text, here, depth)?,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::DocType(_) => return Err(PatchError::Package("a document type".to_owned())),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(PatchError::Package("an element does not end".to_owned())),
        }
    }
}

/// Walks through a text's elements by their begin, whatever they hold.
pub(in crate::workbook) fn each_element(xml: &str, mut take: impl FnMut(&BytesStart<'_>)) -> Result<(), PatchError> {
    walk(xml, |tag, _, _| {
        if let Tag::Start(element) | Tag::Empty(element) = tag {
            take(element);
        }
        Ok(())
    })
}

/// An attribute by its name without a prefix.
pub(in crate::workbook) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    // Whether a name comes twice is not asked: that takes each attribute together with all before it.
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Whether an attribute says yes.
pub(in crate::workbook) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// `x:` of `x:row`.
pub(in crate::workbook) fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| name.get(..=prefix.len()).unwrap_or_default())
}

/// Where the value of an attribute stands within the text of a tag (`name` with its prefix).
fn value_place(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut at = tag.find(|c: char| c.is_ascii_whitespace())?;
    loop {
        let rest = tag.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let rest = tag.get(at..)?;
        let equals = rest.find('=')?;
        let found = rest.get(..equals)?.trim_end();
        at += equals + 1;
        let rest = tag.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let quote = tag.get(at..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let start = at + 1;
        let end = start + tag.get(start..)?.find(quote)?;
        if found == name {
            return Some(start..end);
        }
        at = end + 1;
    }
}

/// Places in a text and what is to stand there.
#[derive(Debug, Default)]
pub(in crate::workbook) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// This text at this place.
    pub(in crate::workbook) fn put(&mut self, place: Range<usize>, text: String) {
        self.0.push((place, text));
    }

    /// An attribute of the tag at `place`: another value, or a new attribute. `value` is text that needs no escape.
    pub(in crate::workbook) fn set(&mut self, xml: &str, place: &Range<usize>, name: &str, value: &str) {
        let tag = xml.get(place.clone()).unwrap_or_default();
        if let Some(found) = value_place(tag, name) {
            self.put(place.start + found.start..place.start + found.end, value.to_owned());
        } else {
            let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            let at = place.start + end;
            self.put(at..at, format!(" {name}=\"{value}\""));
        }
    }

    /// Takes the element at `place` out of its self-closing tag: `<row/>` becomes `<row>` + `content` + `</row>`.
    pub(in crate::workbook) fn open(&mut self, element: &BytesStart<'_>, place: &Range<usize>, content: &str) {
        self.put(place.end.saturating_sub(2)..place.end, format!(">{content}</{}>", element.name().as_ref()));
    }

    /// Whether nothing is to change.
    pub(in crate::workbook) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with everything in its place.
    pub(in crate::workbook) fn applied(mut self, xml: &str) -> Result<String, PatchError> {
        self.0.sort_by_key(|(place, _)| (place.start, place.end));
        let (mut text, mut from) = (String::with_capacity(xml.len() + self.0.iter().map(|(_, text)| text.len()).sum::<usize>()), 0);
        let beside = || PatchError::Package("changes overlap".to_owned());
        for (place, new) in self.0 {
            text.push_str(xml.get(from..place.start).ok_or_else(beside)?);
            text.push_str(&new);
            from = place.end;
        }
        text.push_str(xml.get(from..).ok_or_else(beside)?);
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_set_where_they_stand() {
        let set = |xml: &str, name: &str| {
            let mut edits = Edits::default();
            edits.set(xml, &(0..xml.len()), name, "9");
            edits.applied(xml).expect("edited")
        };
        assert_eq!(set("<c r='A1' s = \"1\" />", "s"), "<c r='A1' s = \"9\" />");
        assert_eq!(set("<c ms=\"s=1\"/>", "s"), "<c s=\"9\" ms=\"s=1\"/>");
        assert_eq!(set("<x:c>", "s"), "<x:c s=\"9\">");
        assert_eq!(set("<c\n r=\"A1\">", "s"), "<c s=\"9\"\n r=\"A1\">");
    }

    #[test]
    fn what_is_no_whole_document_is_refused() {
        let walked = |xml: &str| walk(xml, |_, _, _| Ok(()));
        assert!(walked("\u{FEFF}<?xml version=\"1.0\"?><a><b/></a>").is_ok());
        for bad in ["<a><b></a>", "<a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>"] {
            assert!(walked(bad).is_err(), "{bad}");
        }
    }
}
