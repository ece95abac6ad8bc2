//! Old workbooks made by hand for tests: records in a compound file.
#![expect(clippy::cast_possible_truncation, reason = "what tests make by hand is small")]

/// A workbook of these sheets (name, records of its cells); `globals` stand before the list of sheets.
pub(super) fn xls(globals: &[Vec<u8>], sheets: &[(&str, Vec<Vec<u8>>)]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[0x0600, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
    let end = record(0x000A, &[]);
    let body = |records: &[Vec<u8>]| [begin(0x10), records.concat(), end.clone()].concat();
    let listed = |name: &str, at: usize| {
        let name: Vec<u16> = name.encode_utf16().collect();
        let mut data = (at as u32).to_le_bytes().to_vec();
        data.extend([0, 0, name.len() as u8, 1]);
        data.extend(name.into_iter().flat_map(u16::to_le_bytes));
        record(0x0085, &data)
    };
    let head = [begin(5), globals.concat()].concat();
    let list_bytes: usize = sheets.iter().map(|(name, _)| listed(name, 0).len()).sum();
    let mut at = head.len() + list_bytes + end.len();
    let (mut list, mut bodies) = (Vec::new(), Vec::new());
    for (name, records) in sheets {
        list.extend(listed(name, at));
        let body = body(records);
        at += body.len();
        bodies.extend(body);
    }
    let mut stream = [head, list, end, bodies].concat();
    // Long enough not to lie in the mini stream.
    stream.resize(stream.len().max(4096), 0);
    compound(&[("Workbook", &stream)])
}

/// A record.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// A number cell with a cell format.
pub(super) fn number(row: u16, column: u16, style: u16, value: f64) -> Vec<u8> {
    let place = [row, column, style].map(u16::to_le_bytes).concat();
    record(0x0203, &[&place[..], &value.to_le_bytes()].concat())
}

/// A formula cell with a stored number.
pub(super) fn formula(row: u16, column: u16, value: f64, tokens: &[u8]) -> Vec<u8> {
    let mut data = [row, column, 0].map(u16::to_le_bytes).concat();
    data.extend(value.to_le_bytes());
    data.extend([0; 6]);
    data.extend(u16::try_from(tokens.len()).unwrap().to_le_bytes());
    data.extend(tokens);
    record(0x0006, &data)
}

/// A number format with its id.
pub(super) fn number_format(id: u16, code: &str) -> Vec<u8> {
    let units: Vec<u16> = code.encode_utf16().collect();
    let mut data = [id, units.len() as u16].map(u16::to_le_bytes).concat();
    data.push(1);
    data.extend(units.into_iter().flat_map(u16::to_le_bytes));
    record(0x041E, &data)
}

/// A cell format that shows a number format.
pub(super) fn cell_format(number_format: u16) -> Vec<u8> {
    let mut data = [0, number_format].map(u16::to_le_bytes).concat();
    data.resize(20, 0);
    record(0x00E0, &data)
}

/// A compound file (OLE) with these streams; short ones lie in the mini stream, as the format wants it.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let sectors_of = |bytes: usize| bytes.div_ceil(512);
    let (mut mini, mut mini_table) = (Vec::new(), Vec::<u32>::new());
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    let mut placed: Vec<(bool, u32)> = Vec::new();
    let chained = |table: &mut Vec<u32>, count: usize| {
        let first = table.len();
        table.extend((first..first + count).map(|at| if at + 1 < first + count { at as u32 + 1 } else { END }));
        first as u32
    };
    for (_, bytes) in streams {
        if bytes.len() < 4096 {
            let first = chained(&mut mini_table, bytes.len().div_ceil(64).max(1));
            mini.extend_from_slice(bytes);
            mini.resize(mini_table.len() * 64, 0);
            placed.push((true, first));
        } else {
            placed.push((false, bodies.len() as u32));
            bodies.push(bytes.to_vec());
        }
    }
    let directory_sectors = (streams.len() + 1).div_ceil(4);
    let mini_table_sectors = sectors_of(mini_table.len() * 4);
    let rest =
        directory_sectors + mini_table_sectors + sectors_of(mini.len()) + bodies.iter().map(|body| sectors_of(body.len())).sum::<usize>();
    let table_sectors = (1..1_000_000).find(|count| count * 128 >= rest + count).unwrap();
    let mut table = vec![0xFFFF_FFFD; table_sectors];
    let directory_at = chained(&mut table, directory_sectors);
    let mini_table_at = chained(&mut table, mini_table_sectors);
    let mini_at = chained(&mut table, sectors_of(mini.len()));
    let bodies_at: Vec<u32> = bodies.iter().map(|body| chained(&mut table, sectors_of(body.len()))).collect();
    table.resize(table_sectors * 128, 0xFFFF_FFFF);

    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E_u16, 3, 0xFFFE, 9, 6].into_iter().flat_map(u16::to_le_bytes));
    file.resize(44, 0);
    let words = [table_sectors as u32, directory_at, 0, 4096, mini_table_at, mini_table_sectors as u32, END, 0];
    file.extend(words.into_iter().flat_map(u32::to_le_bytes));
    file.extend((0..table_sectors as u32).flat_map(u32::to_le_bytes));
    file.resize(512, 0xFF);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    let mut directory = directory_entry("Root Entry", 5, if mini.is_empty() { END } else { mini_at }, mini.len());
    for ((name, bytes), (short, at)) in streams.iter().zip(placed) {
        directory.extend(directory_entry(name, 2, if short { at } else { bodies_at[at as usize] }, bytes.len()));
    }
    let mini_table: Vec<u8> = mini_table.into_iter().flat_map(u32::to_le_bytes).collect();
    for mut part in [directory, mini_table, mini].into_iter().chain(bodies) {
        part.resize(part.len().next_multiple_of(512), 0);
        file.extend(part);
    }
    file
}

fn directory_entry(name: &str, kind: u8, start: u32, length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_length = u16::try_from(bytes.len() + 2).unwrap();
    bytes.resize(64, 0);
    bytes.extend(name_length.to_le_bytes());
    bytes.extend([kind, 1]);
    bytes.extend([u32::MAX; 3].into_iter().flat_map(u32::to_le_bytes));
    bytes.resize(116, 0);
    bytes.extend([start, length as u32, 0].into_iter().flat_map(u32::to_le_bytes));
    bytes
}
