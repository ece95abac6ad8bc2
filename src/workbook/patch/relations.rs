//! What the parts of a package say of each other: relationships, content types, and the paths between parts.

use super::PatchError;
use super::xml::{Edits, Tag, attribute, each_element, prefix_of, walk};

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its name within that part.
    pub id: String,
    /// Its type, a URI.
    pub kind: String,
    /// The part that it leads to; where it leads out of the package, what stands there.
    pub target: String,
    /// Whether it leads out of the package.
    pub external: bool,
}

impl Relation {
    /// Whether its type ends with this word, e.g. `comments`.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        !self.external && self.kind.rsplit('/').next() == Some(kind)
    }
}

/// The part that holds the relationships of a part.
pub(super) fn relations_part(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The folder of a part.
pub(super) fn folder(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The relationships of a part.
pub(super) fn parsed(xml: &str, part: &str) -> Result<Vec<Relation>, PatchError> {
    let mut found = Vec::new();
    each_element(xml, |element| {
        let text = |name| attribute(element, name);
        if let (Some(id), Some(kind), Some(target)) = (text("Id"), text("Type"), text("Target")) {
            let external = text("TargetMode").is_some_and(|mode| mode == "External");
            let target = if external { target } else { resolved(folder(part), &target) };
            found.push(Relation { id, kind, target, external });
        }
    })?;
    Ok(found)
}

/// A target from the root, or below the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    let path = target.strip_prefix('/').map_or_else(|| format!("{folder}/{target}"), str::to_owned);
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// How a part is named from another part's folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (folders, path): (Vec<&str>, Vec<&str>) =
        (folder(from).split('/').filter(|part| !part.is_empty()).collect(), to.split('/').collect());
    let shared = folders.iter().zip(&path).take_while(|(a, b)| a == b).count().min(path.len().saturating_sub(1));
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(path.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// The XML with `child` as the last element of its root. `child` is told the prefix of the root's name.
pub(in crate::workbook) fn appended(xml: &str, child: impl Fn(&str) -> String) -> Result<String, PatchError> {
    let mut edits = Edits::default();
    let mut prefix = String::new();
    walk(xml, |tag, here, depth| {
        match tag {
            Tag::Start(element) if depth == 0 => prefix_of(element.name().as_ref()).clone_into(&mut prefix),
            Tag::Empty(element) if depth == 0 => {
                let child = child(prefix_of(element.name().as_ref()));
                edits.open(element, &here, &child);
            }
            Tag::End(_) if depth == 0 => edits.put(here.start..here.start, child(&prefix)),
            Tag::Start(_) | Tag::Empty(_) | Tag::End(_) | Tag::Text => {}
        }
        Ok(())
    })?;
    if edits.is_empty() { Err(PatchError::Package("a part is empty".to_owned())) } else { edits.applied(xml) }
}

/// The XML without the elements for which `which` is true.
pub(in crate::workbook) fn without(xml: &str, which: impl Fn(&quick_xml::events::BytesStart<'_>) -> bool) -> Result<String, PatchError> {
    let mut edits = Edits::default();
    let mut open: Option<(usize, usize)> = None;
    walk(xml, |tag, here, depth| {
        match (tag, open) {
            (Tag::Start(element), None) if which(element) => open = Some((depth, here.start)),
            (Tag::Empty(element), None) if which(element) => edits.put(here, String::new()),
            (Tag::End(_), Some((from, start))) if from == depth => {
                edits.put(start..here.end, String::new());
                open = None;
            }
            _ => {}
        }
        Ok(())
    })?;
    edits.applied(xml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_find_each_other() {
        for (from, to, path) in [
            ("xl/worksheets/sheet1.xml", "xl/comments1.xml", "../comments1.xml"),
            ("xl/workbook.xml", "xl/worksheets/sheet9.xml", "worksheets/sheet9.xml"),
            ("workbook.xml", "sheet.xml", "sheet.xml"),
            ("a/b.xml", "c/d.xml", "../c/d.xml"),
        ] {
            assert_eq!(relative(from, to), path);
            assert_eq!(resolved(folder(from), path), to);
        }
        assert_eq!(resolved("xl", "/xl/./worksheets/../styles.xml"), "xl/styles.xml");
        assert_eq!(relations_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_part("workbook.xml"), "_rels/workbook.xml.rels");
    }

    #[test]
    fn elements_are_appended_and_taken_out() {
        let child = |prefix: &str| format!("<{prefix}b/>");
        assert_eq!(appended("<x:a/>", child).as_deref(), Ok("<x:a><x:b/></x:a>"));
        assert_eq!(appended("<a><c/>\n</a>", child).as_deref(), Ok("<a><c/>\n<b/></a>"));
        let is_b = |element: &quick_xml::events::BytesStart<'_>| element.local_name().as_ref() == "b";
        assert_eq!(without("<a><b><b/>t</b><c/><b/></a>", is_b).as_deref(), Ok("<a><c/></a>"));
    }
}
