//! Hostile .xlsb, record by record (MS-XLSB).

use super::{Fate, Hostile, Scale, zipped};

const fn hostile(name: &'static str, fate: Fate, make: fn(&[u8], Scale) -> Vec<u8>) -> Hostile {
    Hostile { name, ending: "xlsb", make, fate }
}

/// A record: type and length in groups of seven bits.
fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    if kind < 0x80 {
        record.push(u8::try_from(kind).unwrap());
    } else {
        record.push(u8::try_from(kind & 0x7F).unwrap() | 0x80);
        record.push(u8::try_from(kind >> 7).unwrap());
    }
    record.push(u8::try_from(body.len()).unwrap());
    record.extend(body);
    record
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap().to_le_bytes();
    length.into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect()
}

fn row(number: u32) -> Vec<u8> {
    record(0x00, &[&number.to_le_bytes()[..], &[0; 13]].concat())
}

fn number(col: u32) -> Vec<u8> {
    record(0x05, &[&col.to_le_bytes()[..], &[0; 4], &7f64.to_le_bytes()].concat())
}

fn tab(name: &str) -> Vec<u8> {
    record(0x9C, &[&[0, 0, 0, 0, 1, 0, 0, 0][..], &wide("rId1"), &wide(name)].concat())
}

fn sheet(rows: &[u8], after: &[u8]) -> Vec<u8> {
    let begin = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
    [&begin[..], rows, &record(0x92, &[]), after, &record(0x82, &[])].concat()
}

fn book(tabs: &[u8], sheet: &[u8]) -> Vec<u8> {
    let relations = |items: &str| {
        format!("<Relationships>{items}</Relationships>").replace(
            "TYPE/",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
        )
    };
    let root = relations(
        r#"<Relationship Id="r" Type="TYPE/officeDocument" Target="xl/workbook.bin"/>"#,
    );
    let inner = relations(
        r#"<Relationship Id="rId1" Type="TYPE/worksheet" Target="worksheets/sheet1.bin"/>"#,
    );
    let begin = [record(0x83, &[]), record(0x8F, &[])].concat();
    let workbook = [&begin[..], tabs, &record(0x90, &[]), &record(0x84, &[])].concat();
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", inner.as_bytes()),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}

pub fn all() -> Vec<Hostile> {
    vec![
        hostile("o cuoi cung", Fate::Survived, |_, _| {
            let rows = [row(0), number(0), row(1_048_575), number(16_383)].concat();
            book(&tab("S"), &sheet(&rows, &[]))
        }),
        hostile("ba tram nghin trang", Fate::Refused("E105"), |_, scale| {
            let tabs: Vec<u8> =
                (0..scale.pick(20_000, 300_000)).flat_map(|n| tab(&format!("t{n}"))).collect();
            book(&tabs, &sheet(&[row(0), number(0)].concat(), &[]))
        }),
        hostile("ba tram nghin o gop", Fate::Refused("E105"), |_, scale| {
            let merges: Vec<u8> = (0..scale.pick(110_000, 300_000))
                .flat_map(|n| {
                    let row = u32::try_from(n).unwrap().to_le_bytes();
                    record(0xB0, &[row, row, [0; 4], [1, 0, 0, 0]].concat())
                })
                .collect();
            book(&tab("S"), &sheet(&[row(0), number(0)].concat(), &merges))
        }),
        hostile("o day so", Fate::Refused("E105"), |_, scale| {
            let cells: Vec<u8> = (0..100).flat_map(number).collect();
            let rows: Vec<u8> = (0..scale.pick(5_100, 20_000))
                .flat_map(|n| [row(u32::try_from(n).unwrap()), cells.clone()].concat())
                .collect();
            book(&tab("S"), &sheet(&rows, &[]))
        }),
    ]
}
