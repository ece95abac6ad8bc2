//! The XML parts of an xlsx package, found by name and inflated while they are read: no part has to fit into memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader as XmlReader, XmlVersion};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::damaged;
use crate::diagnostic::Problem;

type Bytes<'a> = Cursor<&'a [u8]>;

/// A part as a stream of XML events.
pub(super) type Part<'p, 'a> = XmlReader<BufReader<ZipFile<'p, Bytes<'a>>>>;

/// The parts of one package.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Bytes<'a>>,
    /// Places by name; some writers spell a name otherwise where they refer to it, and some part folders by a backslash.
    places: BTreeMap<String, usize>,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        let place = |(place, name): (usize, &[u8])| (spelled(&String::from_utf8_lossy(name)), place);
        let places = archive.file_names_raw().enumerate().map(place).collect();
        Ok(Self { archive, places })
    }

    /// The part of this name; `None` where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, Problem> {
        let Some(place) = self.places.get(&spelled(name)) else { return Ok(None) };
        let inflated = self.archive.by_index(*place).map_err(|error| damaged(&error.to_string()))?;
        let mut xml = XmlReader::from_reader(BufReader::new(inflated));
        // Excel does not look at it either, and a part that ends too early is found out by its last element.
        xml.config_mut().check_end_names = false;
        Ok(Some(xml))
    }
}

fn spelled(name: &str) -> String {
    name.replace('\\', "/").to_lowercase()
}

/// The attributes of an element, one after another.
pub(super) fn attributes<'t>(tag: &'t BytesStart<'_>) -> impl Iterator<Item = Result<Attribute<'t>, Problem>> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes.map(|attribute| attribute.map_err(|error| damaged(&error.to_string())))
}

/// The attribute of this name, whatever its prefix.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Result<Option<Cow<'t, str>>, Problem> {
    for attribute in attributes(tag) {
        let attribute = attribute?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return value.map(Some).map_err(|error| damaged(&error.to_string()));
        }
    }
    Ok(None)
}

/// Adds the character that a reference such as `&amp;` or `&#12354;` stands for. Entities of the document's own are not
/// expanded: no spreadsheet program writes one.
pub(super) fn push_reference(entity: &BytesRef<'_>, text: &mut String) -> Result<(), Problem> {
    if let Some(meant) = quick_xml::escape::resolve_predefined_entity(entity) {
        text.push_str(meant);
        return Ok(());
    }
    match entity.resolve_char_ref() {
        Ok(Some(meant)) => text.push(meant),
        Ok(None) => return Err(damaged("an entity of its own")),
        Err(error) => return Err(damaged(&error.to_string())),
    }
    Ok(())
}
