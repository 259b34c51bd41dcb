//! Hostile .ods: tables of which a few bytes stand for millions of cells.

use std::fmt::Write as _;

use super::{Fate, Hostile, Scale, zipped};

const CELL: &str = "<table:table-cell office:value-type=\"float\" office:value=\"7\"";

const fn hostile(name: &'static str, fate: Fate, make: fn(&[u8], Scale) -> Vec<u8>) -> Hostile {
    Hostile { name, ending: "ods", make, fate }
}

/// A spreadsheet of these tables.
fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!("<table:table table:name=\"S\">{rows}</table:table>"))
}

fn repeated(rows: usize, cols: usize) -> String {
    format!(
        "<table:table-row table:number-rows-repeated=\"{rows}\">{CELL} table:number-columns-repeated=\"{cols}\"/></table:table-row>"
    )
}

pub fn all() -> Vec<Hostile> {
    vec![
        hostile("o cuoi cung", Fate::Refused("E105"), |_, _| {
            let far = "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>";
            table(&format!(
                "<table:table-row>{CELL}/></table:table-row>{far}{CELL}/></table:table-row>"
            ))
        }),
        hostile("o lap den het trang", Fate::Refused("E105"), |_, _| {
            table(&repeated(1_048_576, 16_384))
        }),
        hostile("nua trieu o lap", Fate::Survived, |_, _| table(&repeated(4_900, 100))),
        hostile("ba tram nghin trang", Fate::Refused("E105"), |_, scale| {
            let mut tables = String::new();
            for n in 0..scale.pick(20_000, 300_000) {
                let _ = write!(
                    tables,
                    "<table:table table:name=\"t{n}\">{}</table:table>",
                    repeated(1, 1)
                );
            }
            ods(&tables)
        }),
        hostile("ba tram nghin o gop", Fate::Refused("E105"), |_, scale| {
            let merge = format!(
                "<table:table-row>{CELL} table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"/></table:table-row>"
            );
            table(&merge.repeat(scale.pick(110_000, 300_000)))
        }),
        hostile("trieu thuoc tinh", Fate::Refused("E102"), |_, scale| {
            let mut row = "<table:table-row".to_owned();
            for n in 0..scale.pick(20_000, 1_000_000) {
                let _ = write!(row, " a{n}=\"\"");
            }
            table(&(row + "/>"))
        }),
        hostile("bang long nhau", Fate::Refused("E102"), |_, scale| {
            table(&"<table:table>".repeat(scale.pick(100_000, 4_000_000)))
        }),
        hostile("thuc the long nhau", Fate::Refused("E102"), |_, _| {
            let content = "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><x>&c;</x>";
            zipped(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", content.as_bytes()),
            ])
        }),
        hostile("chu lap nhieu", Fate::Refused("E105"), |_, _| {
            let long = "dài ".repeat(8_000);
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"400000\"><table:table-cell office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell></table:table-row>"
            ))
        }),
    ]
}
