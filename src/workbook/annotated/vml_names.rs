//! The names in an old drawing. Boxes are looked for and written by Excel's prefixes; a program that writes others
//! (openpyxl declares new ones on each element) would have its boxes overlooked, and ours would stand under prefixes that
//! nothing declares.

use quick_xml::events::BytesStart;

use crate::workbook::patch::PatchError;
use crate::workbook::patch::xml::{Edits, Tag, walk};

/// Excel's prefixes, and what they stand for.
const NAMES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];

/// The same drawing with Excel's prefixes; as it is, where it has them or is no XML.
pub(super) fn excels(xml: String) -> String {
    let root = xml.find("<xml").map_or("", |from| xml.get(from..).unwrap_or_default().split('>').next().unwrap_or_default());
    let has = |(prefix, uri): &(&str, &str)| root.contains(&format!("xmlns:{prefix}=\"{uri}\""));
    if NAMES.iter().all(has) {
        return xml;
    }
    renamed(&xml).unwrap_or(xml)
}

/// Prefixes and what they stand for, the innermost last.
type Scope = Vec<(String, String)>;

fn renamed(xml: &str) -> Result<String, PatchError> {
    let (mut scope, mut open, mut edits) = (Scope::new(), Vec::<(String, usize)>::new(), Edits::default());
    walk(xml, |tag, place, depth| {
        match tag {
            Tag::Start(element) | Tag::Empty(element) => {
                let outer = scope.len();
                let (name, text) = start(element, depth == 0, &mut scope)?;
                if matches!(tag, Tag::Empty(_)) {
                    edits.put(place, format!("<{text}/>"));
                    scope.truncate(outer);
                } else {
                    edits.put(place, format!("<{text}>"));
                    open.push((name, outer));
                }
            }
            Tag::End(_) => {
                if let Some((name, outer)) = open.pop() {
                    edits.put(place, format!("</{name}>"));
                    scope.truncate(outer);
                }
            }
            Tag::Text => {}
        }
        Ok(())
    })?;
    edits.applied(xml)
}

/// A begin of an element: its new name, and that with its attributes.
fn start(element: &BytesStart<'_>, is_root: bool, scope: &mut Scope) -> Result<(String, String), PatchError> {
    let mut attributes = Vec::new();
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| PatchError::Package(error.to_string()))?;
        attributes.push((attribute.key.as_ref().to_owned(), attribute.value.replace('"', "&quot;")));
    }
    for (name, value) in &attributes {
        if let Some(prefix) = declared(name) {
            if NAMES.iter().any(|(ours, uri)| *ours == prefix && uri != value) {
                return Err(PatchError::Package("a prefix of Excel's stands for something else".to_owned()));
            }
            scope.push((prefix.to_owned(), value.clone()));
        }
    }
    let name = name(element.name().as_ref(), scope, true);
    let declares = NAMES.iter().filter(|_| is_root).map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""));
    let says = attributes.iter().filter_map(|(key, value)| match declared(key) {
        None => Some(format!(" {}=\"{value}\"", self::name(key, scope, false))),
        Some(_) if NAMES.iter().any(|(_, uri)| uri == value) => None,
        Some(_) => Some(format!(" {key}=\"{value}\"")),
    });
    let text = std::iter::once(name.clone()).chain(declares).chain(says).collect();
    Ok((name, text))
}

/// The prefix that an attribute declares.
fn declared(attribute: &str) -> Option<&str> {
    if attribute == "xmlns" { Some("") } else { attribute.strip_prefix("xmlns:") }
}

/// A name with Excel's prefix. Attributes without one belong to no namespace.
fn name(name: &str, scope: &Scope, is_element: bool) -> String {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    if prefix.is_empty() && !is_element {
        return name.to_owned();
    }
    let uri = scope.iter().rev().find(|(known, _)| known == prefix).map(|(_, uri)| uri);
    let ours = uri.and_then(|uri| NAMES.iter().find(|(_, known)| known == uri));
    ours.map_or_else(|| name.to_owned(), |(prefix, _)| format!("{prefix}:{local}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As openpyxl writes a comment's box.
    const OTHER: &str = "<xml><ns0:shapelayout xmlns:ns0=\"urn:schemas-microsoft-com:office:office\" xmlns:ns1=\"urn:schemas-microsoft-com:vml\" ns1:ext=\"edit\"/><ns0:shape xmlns:ns0=\"urn:schemas-microsoft-com:vml\" xmlns:ns1=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_s1026\" ns1:insetmode='a\"uto'><ns0:textbox><div style=\"text-align:left\"/>言葉</ns0:textbox><ns2:ClientData xmlns:ns2=\"urn:schemas-microsoft-com:office:excel\" ObjectType=\"Note\"><ns2:Row>10</ns2:Row></ns2:ClientData></ns0:shape></xml>";

    #[test]
    fn boxes_of_other_programs_get_the_names_that_excel_gives_them() {
        let seen = excels(OTHER.to_owned());
        let declared = NAMES.map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\"")).concat();
        assert_eq!(
            seen,
            format!(
                "<xml{declared}><o:shapelayout v:ext=\"edit\"/><v:shape id=\"_x0000_s1026\" o:insetmode=\"a&quot;uto\"><v:textbox><div style=\"text-align:left\"/>言葉</v:textbox><x:ClientData ObjectType=\"Note\"><x:Row>10</x:Row></x:ClientData></v:shape></xml>"
            )
        );
        assert_eq!(excels(seen.clone()), seen);
    }

    #[test]
    fn what_is_no_xml_stays() {
        let loose = "<xml xmlns:w=\"urn:w\"><v:shape><div>一<br>二</div></v:shape></xml>".to_owned();
        assert_eq!(excels(loose.clone()), loose);
    }
}
