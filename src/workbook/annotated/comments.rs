//! The comments of one sheet: those of the department stay, ours come and go. Where both are on one cell, ours stands
//! below theirs, between two lines that tell whose it is.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::escape::escape;

use super::{AUTHOR, BEGIN, END};
use crate::domain::CellRef;
use crate::workbook::patch::PatchError;
use crate::workbook::patch::change::text_xml;
use crate::workbook::patch::xml::{Edits, Tag, attribute, prefix_of, walk};

/// A comments part without comments.
const NONE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors></authors><commentList></commentList></comments>";

/// One comment.
#[derive(Debug)]
struct Comment {
    at: CellRef,
    place: Range<usize>,
    /// Each text element: its place, and its text.
    texts: Vec<(Range<usize>, String)>,
    /// Where a run may be put: after the last one.
    end: Option<usize>,
}

impl Comment {
    fn text(&self) -> String {
        self.texts.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// What stands in a comment of ours, from its first line to its last.
fn our_part(text: &str) -> Option<Range<usize>> {
    let begin = text.find(BEGIN)?;
    let end = text.get(begin..)?.find(END).map_or(text.len(), |end| begin + end + END.len());
    // The empty lines before it are ours too.
    let begin = text.get(..begin)?.trim_end_matches('\n').len();
    Some(begin..end)
}

/// The comments of a sheet, and what is to become of them.
#[derive(Debug)]
pub(super) struct Comments {
    xml: String,
    prefix: String,
    authors: usize,
    /// Where another author, and another comment, is put.
    authors_end: Option<usize>,
    list_end: Option<usize>,
    our_author: Option<usize>,
    listed: Vec<Comment>,
}

impl Comments {
    /// The comments of a part; none without a part.
    pub(super) fn parsed(xml: Option<String>) -> Result<Self, PatchError> {
        let xml = xml.unwrap_or_else(|| NONE.to_owned());
        let mut found = Self {
            xml: String::new(),
            prefix: String::new(),
            authors: 0,
            authors_end: None,
            list_end: None,
            our_author: None,
            listed: Vec::new(),
        };
        let (mut current, mut text, mut phonetic, mut author) = (None::<Comment>, None::<usize>, false, None::<usize>);
        walk(&xml, |tag, here, depth| {
            match tag {
                Tag::Start(element) => match (depth, element.local_name().as_ref()) {
                    (0, _) => prefix_of(element.name().as_ref()).clone_into(&mut found.prefix),
                    (2, "author") => author = Some(here.end),
                    (2, "comment") => {
                        let at = attribute(element, "ref").and_then(|at| at.parse().ok());
                        current = at.map(|at| Comment { at, place: here, texts: Vec::new(), end: None });
                    }
                    (_, "rPh") => phonetic = true,
                    (_, "t") if !phonetic => text = Some(here.start),
                    _ => {}
                },
                Tag::End(name) => match (depth, *name) {
                    (1, "authors") => found.authors_end = Some(here.start),
                    (1, "commentList") => found.list_end = Some(here.start),
                    (2, "author") => {
                        let name = author.take().and_then(|from| xml.get(from..here.start)).unwrap_or_default();
                        if name == AUTHOR {
                            found.our_author = Some(found.authors);
                        }
                        found.authors += 1;
                    }
                    (2, "comment") => {
                        if let Some(mut comment) = current.take() {
                            comment.place.end = here.end;
                            found.listed.push(comment);
                        }
                    }
                    (_, "rPh") => phonetic = false,
                    (_, "t") if !phonetic => {
                        if let (Some(comment), Some(from)) = (&mut current, text.take()) {
                            let inner = xml.get(from..here.start).and_then(|inner| Some(inner.split_once('>')?.1)).unwrap_or_default();
                            let plain = quick_xml::escape::unescape(inner).map_or_else(|_| inner.to_owned(), std::borrow::Cow::into_owned);
                            comment.texts.push((from..here.end, plain));
                            if depth == 4 {
                                comment.end = Some(here.end);
                            }
                        }
                    }
                    (4, "r") => {
                        if let Some(comment) = &mut current {
                            comment.end = Some(here.end);
                        }
                    }
                    (3, "text") => {
                        if let Some(comment) = &mut current {
                            comment.end = comment.end.or(Some(here.start));
                        }
                    }
                    _ => {}
                },
                Tag::Empty(element) if depth == 2 && element.local_name().as_ref() == "author" => found.authors += 1,
                Tag::Empty(_) | Tag::Text => {}
            }
            Ok(())
        })?;
        found.xml = xml;
        Ok(found)
    }

    /// What we said in an earlier copy, by cell.
    pub(super) fn ours(&self) -> BTreeMap<CellRef, String> {
        let ours = |comment: &Comment| {
            let text = comment.text();
            Some((comment.at, text.get(our_part(&text)?)?.trim_start().to_owned()))
        };
        self.listed.iter().filter_map(ours).collect()
    }

    /// The part with these texts as our comments, those of an earlier copy taken out. `Some` text of theirs that a comment
    /// is put below is told to `below`; a comment that goes is told to `gone`.
    pub(super) fn with(
        &self,
        new: &BTreeMap<CellRef, String>,
        mut below: impl FnMut(CellRef, &str),
        mut gone: impl FnMut(CellRef),
    ) -> Result<String, PatchError> {
        let broken = || PatchError::Package("its comments are not complete".to_owned());
        let mut edits = Edits::default();
        let prefix = &self.prefix;
        let mut placed: Vec<CellRef> = Vec::new();
        for comment in &self.listed {
            let text = comment.text();
            let ours = our_part(&text);
            let rest = ours.clone().map_or_else(|| text.clone(), |ours| without(&text, &ours));
            if ours.is_some() && rest.trim().is_empty() {
                edits.put(comment.place.clone(), String::new());
                gone(comment.at);
                continue;
            }
            if let Some(ours) = ours {
                let mut from = 0;
                for (place, text) in &comment.texts {
                    let here = from..from + text.len();
                    from = here.end;
                    let (a, b) = (ours.start.clamp(here.start, here.end) - here.start, ours.end.clamp(here.start, here.end) - here.start);
                    if a < b {
                        edits.put(place.clone(), text_xml(prefix, &without(text, &(a..b))));
                    }
                }
            }
            if let Some(text) = new.get(&comment.at) {
                let end = comment.end.ok_or_else(broken)?;
                edits.put(end..end, runs(prefix, &format!("\n\n{BEGIN}"), text));
                below(comment.at, &rest);
                placed.push(comment.at);
            }
        }
        let others: Vec<_> = new.iter().filter(|(at, _)| !placed.contains(at)).collect();
        if !others.is_empty() {
            let author = self.our_author.unwrap_or(self.authors);
            if self.our_author.is_none() {
                let end = self.authors_end.ok_or_else(broken)?;
                edits.put(end..end, format!("<{prefix}author>{AUTHOR}</{prefix}author>"));
            }
            let one = |(at, text): &(&CellRef, &String)| {
                let runs = runs(prefix, BEGIN, text);
                format!("<{prefix}comment ref=\"{at}\" authorId=\"{author}\"><{prefix}text>{runs}</{prefix}text></{prefix}comment>")
            };
            let end = self.list_end.ok_or_else(broken)?;
            edits.put(end..end, others.iter().map(one).collect());
        }
        edits.applied(&self.xml)
    }
}

fn without(text: &str, part: &Range<usize>) -> String {
    [text.get(..part.start), text.get(part.end..)].into_iter().flatten().collect()
}

/// Our words: the first line in bold.
fn runs(prefix: &str, begin: &str, text: &str) -> String {
    let run = |bold: &str, text: &str| {
        let font = format!("<{prefix}sz val=\"9\"/><{prefix}rFont val=\"{}\"/>", escape(crate::workbook::style::FONT));
        let text = text_xml(prefix, text);
        format!(
            "<{prefix}r><{prefix}rPr>{bold}{font}<{prefix}family val=\"3\"/><{prefix}charset val=\"128\"/></{prefix}rPr>{text}</{prefix}r>"
        )
    };
    run(&format!("<{prefix}b/>"), begin) + &run("", &format!("{text}\n{END}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> CellRef {
        text.parse().expect("an address")
    }

    fn put(xml: Option<String>, new: &[(&str, &str)]) -> (String, Vec<CellRef>, Vec<CellRef>) {
        let (mut below, mut gone) = (Vec::new(), Vec::new());
        let new = new.iter().map(|(cell, text)| (at(cell), (*text).to_owned())).collect();
        let comments = Comments::parsed(xml).expect("comments");
        let xml = comments.with(&new, |at, _| below.push(at), |at| gone.push(at)).expect("changed");
        (xml, below, gone)
    }

    #[test]
    fn ours_come_and_go() {
        let (with, ..) = put(None, &[("B2", "指摘1（エラー）\n直す & 出す")]);
        assert!(with.contains("<author>とりまとめ</author>") && with.contains("直す &amp; 出す"), "{with}");
        let ours = Comments::parsed(Some(with.clone())).expect("comments").ours();
        assert!(ours[&at("B2")].starts_with("【とりまとめ】指摘1（エラー）"), "{ours:?}");
        let (without, below, gone) = put(Some(with), &[]);
        assert_eq!((below, gone), (vec![], vec![at("B2")]));
        assert!(!without.contains("<comment "), "{without}");
    }

    #[test]
    fn theirs_stay_to_the_byte() {
        let theirs = "<x:comments xmlns:x=\"m\"><x:authors><x:author>係</x:author></x:authors><x:commentList><x:comment ref=\"B2\" authorId=\"0\"><x:text><x:t>要再確認</x:t><x:rPh sb=\"0\" eb=\"1\"><x:t>ヨウ</x:t></x:rPh></x:text></x:comment></x:commentList></x:comments>";
        let (with, below, _) = put(Some(theirs.to_owned()), &[("B2", "指摘1"), ("C3", "指摘2")]);
        assert_eq!(below, [at("B2")]);
        assert!(with.contains("<x:t>要再確認</x:t><x:r>") && with.contains("</x:r><x:rPh "), "below theirs, before its reading: {with}");
        assert!(with.contains("<x:comment ref=\"C3\" authorId=\"1\">"), "{with}");
        let (again, _, gone) = put(Some(with), &[]);
        assert_eq!(gone, [at("C3")]);
        assert_eq!(Comments::parsed(Some(again)).expect("comments").listed[0].text(), "要再確認");
    }

    #[test]
    fn an_answer_written_below_ours_is_theirs() {
        let (with, ..) = put(None, &[("B2", "指摘1")]);
        let answered = with.replace("【ここまで】", "【ここまで】\n確認済み（佐藤）");
        let (again, below, gone) = put(Some(answered), &[]);
        assert_eq!((below, gone), (vec![], vec![]));
        assert!(again.contains("確認済み（佐藤）") && !again.contains("指摘1"), "{again}");
    }
}
