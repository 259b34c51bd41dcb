//! Compound files built for the tests.

use tonghop::sheet::{ReadError, Seeming, UnreadKind};

use crate::workbooks::open;

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const FAT: u32 = 0xFFFF_FFFD;
const SECTOR: usize = 512;

/// A compound file with one stream of eight sectors: sector 0 is the table of chains, sector 1
/// the directory.
pub(crate) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut contents = stream.to_vec();
    contents.resize(contents.len().max(8 * SECTOR).next_multiple_of(SECTOR), 0);
    let sectors = u32::try_from(contents.len() / SECTOR).unwrap();
    let mut fat = vec![FAT, END];
    fat.extend((0..sectors).map(|n| if n + 1 == sectors { END } else { n + 3 }));
    fat.resize(SECTOR / 4, FREE);
    let mut file = header();
    file.extend(fat.iter().flat_map(|next| next.to_le_bytes()));
    let length = u32::try_from(contents.len()).unwrap();
    for (name, kind, start, length) in
        [("Root Entry", 5, END, 0), (name, 2, 2, length), ("", 0, 0, 0), ("", 0, 0, 0)]
    {
        file.extend(entry(name, kind, start, length));
    }
    file.extend(contents);
    file
}

fn header() -> Vec<u8> {
    let mut header = vec![0u8; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1u32.to_le_bytes());
    put(48, &1u32.to_le_bytes());
    put(56, &4096u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    put(76, &0u32.to_le_bytes());
    put(80, &[0xFF; SECTOR - 80]);
    header
}

fn entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry = vec![0u8; 128];
    for (index, unit) in name.encode_utf16().enumerate() {
        entry[index * 2..index * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = u8::try_from((name.len() + 1) * 2).unwrap();
    entry[66] = kind;
    entry[68..80].fill(0xFF);
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
    entry
}

/// A BIFF record.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn begin(version: u16, kind: u16) -> Vec<u8> {
    record(0x0809, &[&version.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat())
}

/// A workbook stream of one sheet `S` with these records.
fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
    let globals = begin(0x0600, 5);
    let bound = |start: usize| {
        let start = u32::try_from(start).unwrap().to_le_bytes();
        record(0x0085, &[&start[..], &[0, 0, 1, 0, b'S']].concat())
    };
    let end = record(0x000A, &[]);
    let start = globals.len() + bound(0).len() + end.len();
    [globals, bound(start), end.clone(), begin(0x0600, 0x10), records.concat(), end].concat()
}

fn number(row: u16, col: u16, value: f64) -> Vec<u8> {
    let place = [row.to_le_bytes(), col.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[&place[..], &value.to_le_bytes()].concat())
}

#[test]
fn a_plain_xls_is_read() {
    let book = open(&compound("Workbook", &workbook(&[number(2, 1, 35.34)]))).unwrap();
    let cells: Vec<_> =
        book.sheets[0].iter().map(|(at, c)| format!("{at}={}", c.text)).collect();
    assert_eq!(cells, ["B3=35.34"]);
}

#[test]
fn an_encrypted_package_needs_its_password() {
    assert_eq!(
        open(&compound("EncryptedPackage", b"secret")),
        Err(ReadError::PasswordProtected)
    );
}

#[test]
fn an_encrypted_xls_needs_its_password() {
    let stream = [begin(0x0600, 5), record(0x002F, &[1, 0, 1, 0])].concat();
    assert_eq!(open(&compound("Workbook", &stream)), Err(ReadError::PasswordProtected));
}

#[test]
fn old_workbooks_and_other_documents_are_named() {
    let old = [begin(0x0500, 5), record(0x000A, &[])].concat();
    assert_eq!(
        open(&compound("Book", &old)),
        Err(ReadError::Unread(UnreadKind::ExcelBefore97))
    );
    let word = open(&compound("WordDocument", b""));
    assert_eq!(word, Err(ReadError::NotASpreadsheet(Seeming::Word)));
}

#[test]
fn a_chain_that_runs_in_a_circle_is_refused() {
    let sound = compound("Workbook", &workbook(&[number(0, 0, 1.0)]));
    for (sector, next) in [(1, 1), (4, 3), (4, 4)] {
        let mut circle = sound.clone();
        circle[SECTOR + sector * 4..SECTOR + sector * 4 + 4]
            .copy_from_slice(&u32::to_le_bytes(next));
        // The stream claims four gigabytes, so that nothing else ends the walk.
        let length = 2 * SECTOR + 128 + 120;
        circle[length..length + 4].copy_from_slice(&0xFFFF_FF00u32.to_le_bytes());
        assert!(matches!(open(&circle), Err(ReadError::Damaged { .. })), "{sector} to {next}");
    }
}

#[test]
fn a_sheet_that_claims_too_many_cells_is_refused_before_they_are_made() {
    let mut dimensions = vec![0u8; 14];
    dimensions[4..8].copy_from_slice(&0x7FFF_FFFFu32.to_le_bytes());
    dimensions[10] = 255;
    let claims = compound("Workbook", &workbook(&[record(0x0200, &dimensions)]));
    assert!(matches!(open(&claims), Err(ReadError::TooLarge { .. })));
    // From the last row to the first: the difference would wrap around.
    dimensions[0..4].copy_from_slice(&9u32.to_le_bytes());
    dimensions[4..8].copy_from_slice(&1u32.to_le_bytes());
    assert!(open(&compound("Workbook", &workbook(&[record(0x0200, &dimensions)]))).is_err());
    let far = workbook(&[number(0, 0, 1.0), number(65535, 255, 1.0)]);
    assert!(matches!(open(&compound("Workbook", &far)), Err(ReadError::TooLarge { .. })));
}
