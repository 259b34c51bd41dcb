//! Hostile .xlsx: the sound return with one part of it made hostile.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use tonghop::ooxml::Package;
use zip::write::SimpleFileOptions;

use super::{Fate, Hostile, Scale};

const SHEET: &str = "xl/worksheets/sheet1.xml";

const fn hostile(name: &'static str, fate: Fate, make: fn(&[u8], Scale) -> Vec<u8>) -> Hostile {
    Hostile { name, ending: "xlsx", make, fate }
}

/// Changes one part of a workbook, as text.
fn with(sound: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = parts(sound);
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name == part).unwrap();
    *bytes = change(String::from_utf8(std::mem::take(bytes)).unwrap()).into_bytes();
    zipped_parts(&parts)
}

/// The parts of a package, in their order.
fn parts(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut package = Package::open(package.to_vec()).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    names.into_iter().map(|name| (name.clone(), package.read(&name).unwrap())).collect()
}

fn zipped_parts(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    super::zipped(&parts)
}

/// A table of shared strings for a workbook that has none.
fn with_strings(sound: &[u8], strings: &str) -> Vec<u8> {
    let types = "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>";
    let relation = "<Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>";
    let typed = before(sound, "[Content_Types].xml", "</Types>", types);
    let related = before(&typed, "xl/_rels/workbook.xml.rels", "</Relationships>", relation);
    let table = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{strings}</sst>"
    );
    let mut parts = parts(&related);
    parts.push(("xl/sharedStrings.xml".to_owned(), table.into_bytes()));
    zipped_parts(&parts)
}

/// Puts something before a piece of markup of a part.
fn before(sound: &[u8], part: &str, markup: &str, put: &str) -> Vec<u8> {
    with(sound, part, |text| {
        assert!(text.contains(markup), "{part} has no {markup}");
        text.replacen(markup, &format!("{put}{markup}"), 1)
    })
}

/// Rows of cells below all others; `cell` writes the inside of `<c>` with its attributes.
fn rows(count: usize, wide: usize, cell: &str) -> String {
    let mut rows = String::new();
    for row in 0..count / wide {
        let _ = write!(rows, "<row r=\"{}\">", row + 1000);
        rows.push_str(&cell.repeat(wide));
        rows.push_str("</row>");
    }
    rows
}

pub fn all() -> Vec<Hostile> {
    vec![
        hostile("thuc the long nhau", Fate::Refused("E102"), |sound, _| {
            with(sound, SHEET, |text| {
                let mut entities = "<!DOCTYPE x [<!ENTITY a0 \"ha\">".to_owned();
                for n in 1..30 {
                    let _ = write!(entities, "<!ENTITY a{n} \"&a{0};&a{0};\">", n - 1);
                }
                let at = text.find("<worksheet").unwrap();
                format!("{}{entities}]>{}", &text[..at], &text[at..])
            })
        }),
        hostile("the long nhau", Fate::Refused("E102"), |sound, scale| {
            let deep = "<x>".repeat(scale.pick(100_000, 8_000_000));
            before(sound, SHEET, "</sheetData>", &deep)
        }),
        hostile("trieu thuoc tinh", Fate::Refused("E102"), |sound, scale| {
            let mut row = "<row r=\"900\"".to_owned();
            for n in 0..scale.pick(20_000, 1_000_000) {
                let _ = write!(row, " a{n}=\"\"");
            }
            before(sound, SHEET, "</sheetData>", &(row + "/>"))
        }),
        hostile("trieu thuoc tinh cua the goc", Fate::Refused("E102"), |sound, scale| {
            with(sound, "xl/styles.xml", |text| {
                let mut all = "<styleSheet".to_owned();
                for n in 0..scale.pick(20_000, 1_000_000) {
                    let _ = write!(all, " a{n}=\"\"");
                }
                text.replacen("<styleSheet", &all, 1)
            })
        }),
        hostile("o cuoi cung", Fate::Read, |sound, _| {
            let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
            before(sound, SHEET, "</sheetData>", far)
        }),
        hostile("muoi trieu chuoi", Fate::Refused("E105"), |sound, scale| {
            let strings = "<si><t>x</t></si>".repeat(scale.pick(410_000, 10_000_000));
            with_strings(sound, &strings)
        }),
        hostile("chuoi kho nen", Fate::Refused("E105"), |sound, scale| {
            let mut strings = String::new();
            for n in 0..scale.pick(410_000, 2_400_000) {
                let _ = write!(strings, "<si><t>{n:x}</t></si>");
            }
            with_strings(sound, &strings)
        }),
        hostile("bon ti khoang trang", Fate::Refused("E105"), spaces),
        hostile("ti le nen cao", Fate::Refused("E105"), |sound, scale| {
            before(sound, SHEET, "</sheetData>", &" ".repeat(scale.pick(9 << 20, 47 << 20)))
        }),
        hostile("ba tram nghin trang", Fate::Refused("E105"), |sound, scale| {
            let mut tabs = String::new();
            for n in 0..scale.pick(20_000, 300_000) {
                let _ = write!(
                    tabs,
                    "<sheet name=\"t{n}\" sheetId=\"{}\" r:id=\"rId1\"/>",
                    n + 100
                );
            }
            before(sound, "xl/workbook.xml", "</sheets>", &tabs)
        }),
        hostile("nhieu trang mot phan", Fate::Refused("E102"), |sound, _| {
            let mut tabs = String::new();
            for n in 0..900 {
                let _ = write!(
                    tabs,
                    "<sheet name=\"t{n}\" sheetId=\"{}\" r:id=\"rId1\"/>",
                    n + 100
                );
            }
            before(sound, "xl/workbook.xml", "</sheets>", &tabs)
        }),
        hostile("ba tram nghin o gop", Fate::Refused("E105"), |sound, scale| {
            let mut merges = String::new();
            for n in 0..scale.pick(110_000, 300_000) {
                let _ = write!(merges, "<mergeCell ref=\"A{0}:B{0}\"/>", n + 1000);
            }
            before(sound, SHEET, "</mergeCells>", &merges)
        }),
        hostile("ba tram nghin ten", Fate::Read, |sound, scale| {
            before(
                sound,
                "xl/workbook.xml",
                "</definedNames>",
                &names(scale.pick(10_000, 300_000), false),
            )
        }),
        hostile("mot ten ba tram nghin lan", Fate::Read, |sound, scale| {
            before(
                sound,
                "xl/workbook.xml",
                "</definedNames>",
                &names(scale.pick(10_000, 300_000), true),
            )
        }),
        hostile("ba tram nghin kieu", Fate::Read, |sound, scale| {
            let styles = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
                .repeat(scale.pick(30_000, 300_000));
            before(sound, "xl/styles.xml", "</cellXfs>", &styles)
        }),
        hostile("cong thuc chung trieu o", Fate::Refused("E105"), |sound, scale| {
            let cells = scale.pick(410_000, 1_000_000);
            let first = "<row r=\"999\"><c r=\"A999\"><f t=\"shared\" si=\"900\" ref=\"A999:Z99999\">A1+B1</f><v>1</v></c></row>";
            let rest = rows(cells, 20, "<c><f t=\"shared\" si=\"900\"/><v>1</v></c>");
            before(sound, SHEET, "</sheetData>", &(first.to_owned() + &rest))
        }),
        hostile("cong thuc chung dai", Fate::Refused("E105"), |sound, scale| {
            let long = format!("{}1", "A1+".repeat(2_700));
            let first = format!(
                "<row r=\"999\"><c r=\"A999\"><f t=\"shared\" si=\"900\" ref=\"A999:Z99999\">{long}</f><v>1</v></c></row>"
            );
            let rest = rows(
                scale.pick(13_000, 390_000),
                20,
                "<c><f t=\"shared\" si=\"900\"/><v>1</v></c>",
            );
            before(sound, SHEET, "</sheetData>", &(first + &rest))
        }),
        hostile("cong thuc vong tron", Fate::Read, |sound, scale| {
            let mut all = String::new();
            let count = scale.pick(2_000, 100_000);
            for n in 0..count {
                let row = n + 1000;
                let next = if n + 1 == count { 1000 } else { row + 1 };
                let _ =
                    write!(all, "<row r=\"{row}\"><c r=\"A{row}\"><f>A{next}+1</f></c></row>");
            }
            before(sound, SHEET, "</sheetData>", &all)
        }),
        hostile("cong thuc chua tinh doc ca cot", Fate::Read, |sound, scale| {
            let mut all = String::new();
            let count = scale.pick(500, 9_000);
            for n in 0..count {
                let row = n + 1000;
                let _ = write!(
                    all,
                    "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"B{row}\"><f>SUMPRODUCT(A$1000:A$999999,A$1000:A$999999)+COUNTIF(A$1000:A$999999,\"&gt;\"&amp;A{row})</f></c></row>"
                );
            }
            before(sound, SHEET, "</sheetData>", &all)
        }),
        hostile("tram nghin cong thuc doc ca cot", Fate::Read, |sound, scale| {
            let mut all = String::new();
            for row in 1000..1000 + scale.pick(500, 100_000) {
                let _ = write!(
                    all,
                    "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"B{row}\"><f>SUM(A$1000:A$999999)</f></c></row>"
                );
            }
            before(sound, SHEET, "</sheetData>", &all)
        }),
        hostile("nua trieu cong thuc chua tinh", Fate::Read, |sound, scale| {
            let cells = rows(scale.pick(5_000, 390_000), 20, "<c><f>1+1</f></c>");
            before(sound, SHEET, "</sheetData>", &cells)
        }),
        hostile("ba trieu o trong co kieu", Fate::Read, |sound, scale| {
            let cells = rows(scale.pick(50_000, 2_900_000), 20, "<c s=\"1\"/>");
            before(sound, SHEET, "</sheetData>", &cells)
        }),
        hostile("o day so", Fate::Refused("E105"), |sound, scale| {
            let cells = rows(scale.pick(410_000, 2_500_000), 20, "<c><v>1</v></c>");
            before(sound, SHEET, "</sheetData>", &cells)
        }),
        hostile("mot chuoi dai nhieu o", Fate::Refused("E105"), |sound, scale| {
            let long = "dài ".repeat(8_000);
            let count = scale.pick(2_000, 390_000);
            let cells = rows(count, 20, "<c t=\"s\"><v>0</v></c>");
            let with_cells = before(sound, SHEET, "</sheetData>", &cells);
            with_strings(&with_cells, &format!("<si><t>{long}</t></si>"))
        }),
        hostile("phan chong len nhau", Fate::Refused("E102"), overlapping),
        hostile("mot van phan", Fate::Refused("E105"), |sound, _| {
            let mut package = Package::open(sound.to_vec()).unwrap();
            for n in 0..10_001 {
                package.put(&format!("x/{n}.xml"), b"<x/>".to_vec());
            }
            package.write().unwrap()
        }),
    ]
}

fn names(count: usize, one: bool) -> String {
    let mut names = String::new();
    for n in 0..count {
        let name = if one { "TH_mot".to_owned() } else { format!("TH_x{n}") };
        let _ = write!(
            names,
            "<definedName name=\"{name}\">'Đặc điểm tình hình'!$A${}:$B${0}</definedName>",
            n + 1
        );
    }
    names
}

/// A sheet that ends in white space without end.
fn spaces(sound: &[u8], scale: Scale) -> Vec<u8> {
    let mut package = Package::open(sound.to_vec()).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let block = vec![b' '; 1 << 20];
    for name in names {
        let bytes: Vec<u8> = package.read(&name).unwrap();
        writer.start_file(&name, SimpleFileOptions::default().large_file(true)).unwrap();
        writer.write_all(&bytes).unwrap();
        if name == SHEET {
            for _ in 0..scale.pick(50, 4 << 10) {
                writer.write_all(&block).unwrap();
            }
        }
    }
    writer.finish().unwrap().into_inner()
}

/// The directory lets a second part begin within the first one's bytes.
fn overlapping(sound: &[u8], _: Scale) -> Vec<u8> {
    let stored =
        SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let inner = super::zipped(&[("b.xml", b"<x/>")]);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut package = Package::open(sound.to_vec()).unwrap();
    let types: Vec<u8> = package.read("[Content_Types].xml").unwrap();
    writer.start_file("[Content_Types].xml", stored).unwrap();
    writer.write_all(&types).unwrap();
    writer.start_file("xl/a.xml", stored).unwrap();
    writer.write_all(&inner).unwrap();
    writer.start_file("b.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<x/>").unwrap();
    let mut file = writer.finish().unwrap().into_inner();
    // The local header of the inner `b.xml` takes the place of the outer one.
    let within = file.windows(inner.len()).position(|window| window == inner).unwrap();
    let last = file.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    file[last + 42..last + 46].copy_from_slice(&u32::try_from(within).unwrap().to_le_bytes());
    file
}
