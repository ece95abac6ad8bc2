//! The compound file (OLE) around old workbooks. Its chains of sectors are followed here, none longer than the file,
//! before a parser follows them: a chain that bites its own tail would never end there.
//!
//! The layout is that of [MS-CFB].

use super::damaged;
use super::preflight::too_large;
use crate::diagnostic::Problem;

/// Start of every compound file.
pub(super) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The header; in files of large sectors the rest of the first sector is empty.
const HEADER_BYTES: usize = 512;
/// Numbers from here on are no sectors.
const SECTOR_NONE: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const MINI_SECTOR_BYTES: usize = 64;
/// Streams below this length lie in the mini stream.
const MINI_STREAM_BYTES: usize = 4096;
const ENTRY_BYTES: usize = 128;
/// Most entries of the directory; a workbook has a dozen, one with macros and charts some hundreds.
const ENTRIES_MAX: usize = 20_000;

/// A compound file whose tables hold.
pub(super) struct Compound<'a> {
    sectors: Sectors<'a>,
    entries: Vec<Entry>,
    mini_stream: Vec<u8>,
    mini_table: Vec<u32>,
}

/// One entry of the directory.
struct Entry {
    name: String,
    start: u32,
    bytes: usize,
}

impl<'a> Compound<'a> {
    /// Reads header, table and directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let sectors = Sectors::of(bytes)?;
        let directory = sectors.chain(word(bytes, 48)?, None)?;
        let entries: Vec<Entry> = directory.chunks_exact(ENTRY_BYTES).filter_map(|entry| Entry::of(entry, sectors.bytes)).collect();
        if entries.len() > ENTRIES_MAX {
            return Err(too_large("entries", entries.len() as u64, ENTRIES_MAX as u64));
        }
        let root = entries.first().ok_or_else(|| damaged("the directory is empty"))?;
        let (mut mini_stream, mut mini_table) = (Vec::new(), Vec::new());
        let mini_sectors = word(bytes, 64)? as usize;
        if mini_sectors > 0 {
            mini_stream = sectors.chain(root.start, Some(root.bytes))?;
            mini_table = words(&sectors.chain(word(bytes, 60)?, Some(mini_sectors.saturating_mul(sectors.bytes)))?);
        }
        Ok(Self { sectors, entries, mini_stream, mini_table })
    }

    /// Whether there is a stream or a folder of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream; `None` where there is none of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if entry.bytes >= MINI_STREAM_BYTES {
            return self.sectors.chain(entry.start, Some(entry.bytes)).map(Some);
        }
        let sector = |id: u32| {
            let start = (id as usize).saturating_mul(MINI_SECTOR_BYTES);
            self.mini_stream.get(start..).map(|rest| rest.get(..MINI_SECTOR_BYTES).unwrap_or(rest))
        };
        follow(entry.start, Some(entry.bytes), &self.mini_table, sector).map(Some)
    }
}

impl Entry {
    fn of(bytes: &[u8], sector_bytes: usize) -> Option<Self> {
        let units = bytes.get(..64)?.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_le_bytes);
        let name: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        let low = word(bytes, 120).ok()? as usize;
        // Files of small sectors may leave rubbish in the upper half.
        let high = if sector_bytes == 512 { 0 } else { word(bytes, 124).ok()? as usize };
        let length = high.checked_mul(1 << 32).and_then(|high| high.checked_add(low)).unwrap_or(usize::MAX);
        Some(Self { name: String::from_utf16_lossy(&name), start: word(bytes, 116).ok()?, bytes: length })
    }
}

/// The sectors and the table that chains them.
struct Sectors<'a> {
    body: &'a [u8],
    bytes: usize,
    table: Vec<u32>,
}

impl<'a> Sectors<'a> {
    fn of(file: &'a [u8]) -> Result<Self, Problem> {
        let bytes = match (half(file, 30), half(file, 32)) {
            (Some(9), Some(6)) => 512,
            (Some(12), Some(6)) => 4096,
            _ => return Err(damaged("the sectors have no size")),
        };
        let body = file.get(bytes.max(HEADER_BYTES)..).unwrap_or_default();
        let mut sectors = Self { body, bytes, table: Vec::new() };
        let most = body.len().div_ceil(bytes);
        // 109 places of table sectors stand in the header, further ones in a chain of their own.
        let taken = |words: Vec<u32>| words.into_iter().filter(|word| *word < SECTOR_NONE);
        let mut places: Vec<u32> = taken(words(file.get(76..HEADER_BYTES).unwrap_or_default())).collect();
        let mut next = word(file, 68)?;
        for _ in 0..=most {
            if next >= SECTOR_NONE {
                break;
            }
            let mut more = words(sectors.sector(next).ok_or_else(|| damaged("a sector lies behind the end"))?);
            next = more.pop().unwrap_or(END_OF_CHAIN);
            places.extend(taken(more));
            if places.len() > most {
                break;
            }
        }
        // A sector that is counted again and again makes a table larger than the file.
        if next < SECTOR_NONE || places.len() > most {
            return Err(damaged("the table of sectors has no end"));
        }
        for place in places {
            let sector = words(sectors.sector(place).ok_or_else(|| damaged("a sector lies behind the end"))?);
            sectors.table.extend(sector);
        }
        Ok(sectors)
    }

    /// The last one may be cut short.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let rest = self.body.get((id as usize).checked_mul(self.bytes)?..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.bytes).unwrap_or(rest))
    }

    fn chain(&self, start: u32, length: Option<usize>) -> Result<Vec<u8>, Problem> {
        follow(start, length, &self.table, |id| self.sector(id))
    }
}

/// Reads a chain to its end, or as far as `length` says. A chain with more links than the table has places loops.
fn follow<'s>(start: u32, length: Option<usize>, table: &[u32], sector: impl Fn(u32) -> Option<&'s [u8]>) -> Result<Vec<u8>, Problem> {
    let mut found = Vec::new();
    let mut id = start;
    let most = length.unwrap_or(usize::MAX);
    for _ in 0..=table.len() {
        if id == END_OF_CHAIN || found.len() >= most {
            found.truncate(most);
            return Ok(found);
        }
        found.extend_from_slice(sector(id).ok_or_else(|| damaged("a sector lies behind the end"))?);
        if found.len() < most {
            id = *table.get(id as usize).ok_or_else(|| damaged("a sector is not in the table"))?;
        }
    }
    Err(damaged("a chain of sectors has no end"))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
}

fn word(bytes: &[u8], at: usize) -> Result<u32, Problem> {
    let found = bytes.get(at..).and_then(<[u8]>::first_chunk).map(|bytes| u32::from_le_bytes(*bytes));
    found.ok_or_else(|| damaged("the header is cut short"))
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::super::crafted_xls::compound;
    use super::*;

    /// Sets the word at a place.
    fn with(mut bytes: Vec<u8>, at: usize, word: u32) -> Vec<u8> {
        bytes[at..at + 4].copy_from_slice(&word.to_le_bytes());
        bytes
    }

    fn refused(bytes: &[u8]) -> &'static str {
        let opened = Compound::open(bytes).and_then(|file| file.stream("Workbook"));
        opened.err().map_or("read", |problem| problem.code())
    }

    #[test]
    fn streams_are_found_whatever_their_size() {
        let long: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
        let file = compound(&[("Workbook", &long), ("Note", b"short")]);
        let file = Compound::open(&file).unwrap();
        assert_eq!(file.stream("workbook").unwrap(), Some(long));
        assert_eq!(file.stream("Note").unwrap().as_deref(), Some(&b"short"[..]));
        assert_eq!(file.stream("Absent").unwrap(), None);
        assert!(file.holds("Note") && !file.holds("VBA"));
    }

    #[test]
    fn every_chain_that_bites_its_tail_is_refused() {
        let good = compound(&[("Workbook", &[7; 9000]), ("Note", b"short")]);
        // The first table sector stands first in the body: word n of it is what follows sector n.
        let table = |sector: usize| 512 + sector * 4;
        // The table is sector 0; the directory follows it.
        let directory = 1;
        assert_eq!(refused(&with(good.clone(), table(directory), 1)), "F009", "the directory");
        let workbook = good.chunks(512).position(|sector| sector.iter().all(|byte| *byte == 7)).unwrap() - 1;
        let longer = with(good.clone(), 512 + directory * 512 + ENTRY_BYTES + 120, 0x7FFF_FFFF);
        assert_eq!(
            refused(&with(longer, table(workbook + 1), u32::try_from(workbook).unwrap())),
            "F009",
            "a stream of two gigabytes in two sectors"
        );
        assert_eq!(refused(&with(with(good.clone(), 68, 0), 512 + 508, 0)), "F009", "the table of the table");
        assert_eq!(refused(&with(good, 48, 0x0FFF_FFFF)), "F009", "a sector behind the end");
    }

    #[test]
    fn cut_anywhere_it_ends_in_one_answer() {
        let good = compound(&[("Workbook", &[7; 5000]), ("Note", b"short")]);
        for length in (0..good.len()).step_by(64) {
            let _ = Compound::open(&good[..length]).and_then(|file| file.stream("Workbook"));
        }
        assert_eq!(refused(&good[..600]), "F009");
    }
}
