//! What is seen from outside: files, workbooks as packages, mails as another program reads them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use mail_parser::{Message, MessageParser};
use zip::ZipArchive;

/// Writes a file, with its folder.
pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Whether a file's name ends like this.
pub fn is(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

/// Regular files below a folder, in order.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path().strip_prefix(root).unwrap().to_path_buf());
            }
        }
    }
    found.sort();
    found
}

/// The same as text.
pub fn names(root: &Path) -> Vec<String> {
    files(root).iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

/// Files in an installation's inbox, without the mark that says that it is the inbox.
pub fn inbox(root: &Path) -> Vec<String> {
    let mut names = names(&root.join("inbox"));
    names.retain(|name| name != ".torimatome-inbox");
    names
}

/// Folders in a folder.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(root).unwrap().map(Result::unwrap).filter(|entry| entry.file_type().unwrap().is_dir());
    entries.map(|entry| entry.file_name().into()).collect()
}

pub fn copy_tree(from: &Path, to: &Path) {
    for path in files(from) {
        write(&to.join(&path), &fs::read(from.join(&path)).unwrap());
    }
}

/// A tree with its bytes, to see whether anything changed.
pub fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files(root).into_iter().map(|path| (path.clone(), fs::read(root.join(path)).unwrap())).collect()
}

/// The parts of a workbook as text.
pub fn parts(workbook: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    parts
}

/// Formulas of a workbook's cells.
pub fn formulas(workbook: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for text in parts(workbook).iter().filter(|(name, _)| name.starts_with("xl/worksheets/")).map(|(_, text)| text) {
        for piece in text.split("<f").skip(1) {
            // `<f>` and `<f t="…">`, not `<formula1>` or `<font>`.
            if let Some(rest) =
                piece.strip_prefix('>').or_else(|| piece.strip_prefix(' ').and_then(|rest| rest.split_once('>')).map(|x| x.1))
            {
                found.push(rest.split("</f>").next().unwrap().to_owned());
            }
        }
    }
    found
}

/// All texts of a workbook, one after another.
pub fn texts(workbook: &[u8]) -> String {
    let parts = parts(workbook);
    let strings = parts.get("xl/sharedStrings.xml").cloned().unwrap_or_default();
    let inline: String = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/")).map(|(_, text)| text.as_str()).collect();
    strings + &inline
}

/// A mail that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mail {
    pub to: Vec<String>,
    pub subject: String,
    pub body: String,
    /// Names of its headers, in order.
    pub headers: Vec<String>,
    pub file: String,
}

/// The mails of a folder, read by another program's parser.
pub fn mails(folder: &Path) -> Vec<Mail> {
    if !folder.exists() {
        return Vec::new();
    }
    let eml = |name: &String| Path::new(name).extension().is_some_and(|extension| extension == "eml");
    names(folder).into_iter().filter(eml).map(|name| mail(&fs::read(folder.join(&name)).unwrap(), name)).collect()
}

fn mail(bytes: &[u8], file: String) -> Mail {
    let message: Message<'_> = MessageParser::default().parse(bytes).expect("a mail");
    let addresses = |list: Option<&mail_parser::Address<'_>>| -> Vec<String> {
        list.map(|list| list.iter().map(|one| one.address().unwrap().to_owned()).collect()).unwrap_or_default()
    };
    let mut to = addresses(message.to());
    to.extend(addresses(message.cc()));
    to.extend(addresses(message.bcc()));
    Mail {
        to,
        subject: message.subject().expect("a subject").to_owned(),
        body: message.body_text(0).expect("a body").into_owned(),
        headers: message.headers().iter().map(|header| header.name().to_owned()).collect(),
        file,
    }
}
