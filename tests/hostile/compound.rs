//! Hostile compound files: chains in circles, and .xls that claim what they have not.

use super::{Fate, Hostile, Scale};

const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const FAT: u32 = 0xFFFF_FFFD;
const SECTOR: usize = 512;
/// Chains that one sector of the table holds.
const TO_A_SECTOR: usize = SECTOR / 4;

const fn hostile(name: &'static str, fate: Fate, make: fn(&[u8], Scale) -> Vec<u8>) -> Hostile {
    Hostile { name, ending: "xls", make, fate }
}

fn put(bytes: &mut [u8], at: usize, number: u32) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

/// A compound file with one stream `Workbook`, and `names` more entries for its very sectors.
struct File {
    bytes: Vec<u8>,
    /// Sectors of the table of chains, which come first.
    tables: usize,
    /// Sectors of the directory, which come next.
    directory: usize,
}

impl File {
    fn new(stream: &[u8], more: usize) -> Self {
        let mut contents = stream.to_vec();
        contents.resize(contents.len().max(8 * SECTOR).next_multiple_of(SECTOR), 0);
        let sectors = contents.len() / SECTOR;
        let directory = (2 + more).div_ceil(4);
        let mut tables = 1;
        while tables * TO_A_SECTOR < tables + directory + sectors {
            tables += 1;
        }
        assert!(tables <= 109, "the header lists them all");
        let number = |n: usize| u32::try_from(n).unwrap();
        let chain = |from: usize, count: usize| {
            (0..count).map(move |n| if n + 1 == count { END } else { number(from + n + 1) })
        };
        let mut fat = vec![FAT; tables];
        fat.extend(chain(tables, directory));
        fat.extend(chain(tables + directory, sectors));
        fat.resize(tables * TO_A_SECTOR, FREE);
        let mut bytes = header(number(tables));
        for next in fat {
            bytes.extend(next.to_le_bytes());
        }
        let start = number(tables + directory);
        let length = number(contents.len());
        let mut entries = entry("Root Entry", 5, END, 0);
        entries.extend(entry("Workbook", 2, start, length));
        for n in 0..more {
            entries.extend(entry(&format!("s{n}"), 2, start, length));
        }
        entries.resize(directory * SECTOR, 0);
        bytes.extend(entries);
        bytes.extend(contents);
        Self { bytes, tables, directory }
    }

    /// Makes a sector's chain go on with another one.
    fn lead(mut self, sector: usize, to: usize) -> Self {
        put(&mut self.bytes, SECTOR + sector * 4, u32::try_from(to).unwrap());
        self
    }
}

fn header(tables: u32) -> Vec<u8> {
    let mut header = vec![0u8; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(&mut header, 44, tables);
    put(&mut header, 48, tables);
    put(&mut header, 56, 4096);
    put(&mut header, 60, END);
    put(&mut header, 68, END);
    header[76..].fill(0xFF);
    for n in 0..tables {
        put(&mut header, 76 + 4 * usize::try_from(n).unwrap(), n);
    }
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
    put(&mut entry, 116, start);
    put(&mut entry, 120, length);
    entry
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn begin(kind: u16) -> Vec<u8> {
    record(0x0809, &[&[0, 6][..], &kind.to_le_bytes(), &[0; 12]].concat())
}

/// A workbook stream with these records before its sheets, and one sheet of these records to
/// which `tabs` tabs lead.
fn workbook(before: &[u8], tabs: usize, records: &[u8]) -> Vec<u8> {
    let bound = |n: usize, start: usize| {
        let start = u32::try_from(start).unwrap().to_le_bytes();
        let name = format!("{n:06}");
        record(0x0085, &[&start[..], &[0, 0, 6, 0], name.as_bytes()].concat())
    };
    let end = record(0x000A, &[]);
    let start = begin(5).len() + before.len() + tabs * bound(0, 0).len() + end.len();
    let tabs: Vec<u8> = (0..tabs).flat_map(|n| bound(n, start)).collect();
    [begin(5), before.to_vec(), tabs, end.clone(), begin(0x10), records.to_vec(), end].concat()
}

fn number(row: u16, col: u16) -> Vec<u8> {
    let place = [row.to_le_bytes(), col.to_le_bytes(), [0, 0]].concat();
    record(0x0203, &[&place[..], &7f64.to_le_bytes()].concat())
}

pub fn all() -> Vec<Hostile> {
    vec![
        hostile("vong trong chuoi cung", Fate::Refused("E102"), |_, scale| {
            let stream = workbook(&[], 1, &number(0, 0).repeat(scale.pick(100, 200_000)));
            let file = File::new(&stream, 0);
            let first = file.tables + file.directory;
            file.lead(first + 1, first).bytes
        }),
        hostile("vong trong thu muc", Fate::Refused("E102"), |_, _| {
            let file = File::new(&workbook(&[], 1, &number(0, 0)), 40);
            let first = file.tables;
            file.lead(first + 1, first).bytes
        }),
        hostile("vong trong bang cung", Fate::Refused("E102"), |_, _| {
            let mut file = File::new(&workbook(&[], 1, &number(0, 0)), 0);
            // The list of tables goes on in a sector that leads to itself.
            let sector = file.tables + file.directory;
            let at = SECTOR * (sector + 1);
            file.bytes[at..at + SECTOR].fill(0xFF);
            put(&mut file.bytes, at + SECTOR - 4, u32::try_from(sector).unwrap());
            put(&mut file.bytes, 68, u32::try_from(sector).unwrap());
            file.bytes
        }),
        hostile("nghin ten mot chuoi", Fate::Refused("E102"), |_, scale| {
            let cells = number(0, 0).repeat(scale.pick(10_000, 250_000));
            File::new(&workbook(&[], 1, &cells), scale.pick(1_000, 8_000)).bytes
        }),
        hostile("o cuoi cung", Fate::Refused("E105"), |_, _| {
            let far = [number(0, 0), number(65_535, 255)].concat();
            File::new(&workbook(&[], 1, &far), 0).bytes
        }),
        hostile("nhieu trang mot phan", Fate::Refused("E102"), |_, scale| {
            let empty = record(0x0001, &[]).repeat(scale.pick(20_000, 500_000));
            File::new(&workbook(&[], scale.pick(1_000, 100_000), &empty), 0).bytes
        }),
        hostile("ba tram nghin o gop", Fate::Refused("E105"), |_, scale| {
            let mut merges = vec![0, 4];
            for n in 0..1024u16 {
                for part in [n, n, 0, 1] {
                    merges.extend(part.to_le_bytes());
                }
            }
            let merges = record(0x00E5, &merges).repeat(scale.pick(110, 300));
            File::new(&workbook(&[], 1, &[number(0, 0), merges].concat()), 0).bytes
        }),
        hostile("muoi trieu chuoi", Fate::Survived, |_, scale| {
            let claimed = u32::try_from(scale.pick(100_000, 10_000_000)).unwrap().to_le_bytes();
            let strings = record(0x00FC, &[&claimed[..], &claimed, &[0; 8_000]].concat());
            let more = record(0x003C, &[0; 8_001]).repeat(scale.pick(10, 700));
            File::new(&workbook(&[strings, more].concat(), 1, &number(0, 0)), 0).bytes
        }),
    ]
}
