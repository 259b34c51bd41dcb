//! Hostile Word documents, pages of the web and XML of 2003: tables that say they are larger than
//! anything, or that never end.

use super::{Fate, Hostile, Scale, zipped};

const fn hostile(
    name: &'static str,
    ending: &'static str,
    fate: Fate,
    make: fn(&[u8], Scale) -> Vec<u8>,
) -> Hostile {
    Hostile { name, ending, make, fate }
}

/// A Word document with this body.
fn docx(body: &str) -> Vec<u8> {
    let main =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

const WORD_CELL: &str = "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>";

fn word_table(rows: &str) -> Vec<u8> {
    docx(&format!("<w:tbl>{rows}</w:tbl>"))
}

/// Cells of a Word table that each begin with such properties, in rows of a hundred.
fn word_cells(properties: &str, count: usize) -> Vec<u8> {
    let cell =
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>");
    let row = format!("<w:tr>{}</w:tr>", cell.repeat(100));
    word_table(&row.repeat(count / 100))
}

fn page(body: &str) -> Vec<u8> {
    format!("<html><head><meta charset=\"utf-8\"></head><body>{body}</body></html>")
        .into_bytes()
}

/// XML of 2003 with these rows.
fn xml2003(rows: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table>{rows}</Table></Worksheet></Workbook>"
    )
    .into_bytes()
}

const XML_CELL: &str = "<Cell><Data ss:Type=\"Number\">7</Data></Cell>";

pub fn all() -> Vec<Hostile> {
    let mut all = word();
    all.extend(web());
    all.extend(of_2003());
    all
}

fn word() -> Vec<Hostile> {
    vec![
        hostile("hai trieu o Word", "docx", Fate::Refused("E105"), |_, scale| {
            let row = format!("<w:tr>{}</w:tr>", WORD_CELL.repeat(60));
            word_table(&row.repeat(scale.pick(8_000, 16_500)))
        }),
        hostile("o Word rong hai ty cot", "docx", Fate::Survived, |_, _| {
            word_cells("<w:gridSpan w:val=\"2147483647\"/>", 400)
        }),
        hostile("o Word gop doc tram nghin dong", "docx", Fate::Survived, |_, scale| {
            let rest = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>";
            let first = "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p/></w:tc></w:tr>";
            word_table(&(first.to_owned() + &rest.repeat(scale.pick(20_000, 700_000))))
        }),
        hostile("bang Word long nhau", "docx", Fate::Survived, |_, scale| {
            docx(&"<w:tbl><w:tr><w:tc>".repeat(scale.pick(50_000, 2_000_000)))
        }),
        hostile("ba tram nghin bang Word", "docx", Fate::Survived, |_, scale| {
            let table = format!("<w:tbl><w:tr>{WORD_CELL}</w:tr></w:tbl><w:p/>");
            docx(&table.repeat(scale.pick(10_000, 300_000)))
        }),
        hostile("bon ty dau cach Word", "docx", Fate::Refused("E105"), |_, scale| {
            docx(&" ".repeat(scale.pick(150 << 20, 1 << 30)))
        }),
        hostile("mot doan Word rat dai", "docx", Fate::Survived, |_, scale| {
            let run = "<w:r><w:t>7 </w:t><w:br/></w:r>";
            docx(&format!("<w:p>{}</w:p>", run.repeat(scale.pick(20_000, 1_300_000))))
        }),
    ]
}

fn web() -> Vec<Hostile> {
    vec![
        hostile("o trang web rong khap", "xls", Fate::Survived, |_, _| {
            let cell = "<td colspan=999999999 rowspan=999999999>7</td>";
            page(&format!(
                "<table>{}</table>",
                format!("<tr>{}</tr>", cell.repeat(50)).repeat(50)
            ))
        }),
        hostile("o trang web cao nghin dong", "xls", Fate::Survived, |_, scale| {
            let row = format!("<tr>{}</tr>", "<td rowspan=1000 colspan=10>7</td>".repeat(100));
            page(&format!("<table>{}</table>", row.repeat(scale.pick(50, 1_000))))
        }),
        hostile("bang web long nhau", "xls", Fate::Survived, |_, scale| {
            page(&"<table><tr><td>".repeat(scale.pick(20_000, 550_000)))
        }),
        hostile("hai trieu o trang web", "xls", Fate::Refused("E105"), |_, scale| {
            let row = format!("<tr>{}", "<td>7".repeat(100));
            page(&format!("<table>{}", row.repeat(scale.pick(5_000, 11_000))))
        }),
        hostile("ba tram nghin bang web", "xls", Fate::Survived, |_, scale| {
            page(&"<table><tr><td>7</td></tr></table>".repeat(scale.pick(10_000, 240_000)))
        }),
        hostile("the web khong dong", "xls", Fate::Survived, |_, scale| {
            page(&format!(
                "<table><tr><td>{}",
                "<".repeat(scale.pick(1 << 20, (8 << 20) - 200))
            ))
        }),
        hostile("loi chu web khong dong", "xls", Fate::Survived, |_, scale| {
            page(&format!("<table><tr><td>7{}", "<!-- ".repeat(scale.pick(200_000, 1_600_000))))
        }),
        hostile("thuoc tinh web", "xls", Fate::Survived, |_, scale| {
            page(&format!(
                "<table><tr><td {}>7",
                "a=\"b\" ".repeat(scale.pick(200_000, 1_380_000))
            ))
        }),
        hostile("ky tu web", "xls", Fate::Survived, |_, scale| {
            page(&format!(
                "<table><tr><td>{}",
                "&aaaaaaaaa".repeat(scale.pick(100_000, 830_000))
            ))
        }),
        hostile("chu web khong dong ngoac", "xls", Fate::Survived, |_, scale| {
            page(&format!("<table><tr>{}", "<td a=\"".repeat(scale.pick(100_000, 1_190_000))))
        }),
    ]
}

fn of_2003() -> Vec<Hostile> {
    vec![
        hostile("o cuoi cung XML", "xml", Fate::Survived, |_, _| {
            xml2003(
                "<Row ss:Index=\"2147483647\"><Cell ss:Index=\"2147483647\" ss:MergeAcross=\"2147483647\" ss:MergeDown=\"2147483647\"><Data ss:Type=\"Number\">7</Data></Cell></Row>",
            )
        }),
        hostile("dong XML rong khap", "xml", Fate::Survived, |_, scale| {
            let cell = "<Cell ss:MergeAcross=\"16000\" ss:MergeDown=\"1000000\"><Data ss:Type=\"Number\">7</Data></Cell>";
            xml2003(&format!("<Row>{cell}</Row>").repeat(scale.pick(5_000, 80_000)))
        }),
        hostile("hai trieu o XML", "xml", Fate::Refused("E105"), |_, scale| {
            xml2003(
                &format!("<Row>{}</Row>", XML_CELL.repeat(100))
                    .repeat(scale.pick(5_000, 1_700)),
            )
        }),
        hostile("trieu thuoc tinh XML", "xml", Fate::Survived, |_, scale| {
            let attributes: Vec<String> =
                (0..scale.pick(20_000, 700_000)).map(|n| format!(" a{n}=\"\"")).collect();
            xml2003(&format!("<Row{}/>", attributes.concat()))
        }),
        hostile("the XML long nhau", "xml", Fate::Survived, |_, scale| {
            xml2003(&"<Row>".repeat(scale.pick(100_000, 1_600_000)))
        }),
        hostile("ba tram nghin trang XML", "xml", Fate::Survived, |_, scale| {
            let sheet = format!(
                "</Table></Worksheet><Worksheet ss:Name=\"T\"><Table><Row>{XML_CELL}</Row>"
            );
            xml2003(&sheet.repeat(scale.pick(10_000, 78_000)))
        }),
        hostile("thuc the XML", "xml", Fate::Survived, |_, _| {
            let head =
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>";
            let rest = String::from_utf8(xml2003(
                "<Row><Cell><Data ss:Type=\"String\">&c;</Data></Cell></Row>",
            ));
            (head.to_owned() + &rest.unwrap().replace("<?xml version=\"1.0\"?>", ""))
                .into_bytes()
        }),
    ]
}
