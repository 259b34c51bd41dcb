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

/// A body behind noise that cannot be packed: it hides how well the body can.
fn noisy(body: &str) -> String {
    let mut state = 1u64;
    let mut letter = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + u8::try_from((state >> 40) % 26).unwrap())
    };
    let noise: String = (0..320_000).map(|_| letter()).collect();
    format!("<!--{noise}-->{body}")
}

/// A Word table with so many pairs of rows of cells that go down, and rows of cells that go across.
fn word_merges(down: usize, across: usize) -> Vec<u8> {
    let row = |properties: &str| {
        let cell = format!("<w:tc><w:tcPr>{properties}</w:tcPr></w:tc>");
        format!("<w:tr>{}</w:tr>", cell.repeat(100))
    };
    let pair = row("<w:vMerge w:val=\"restart\"/>") + &row("<w:vMerge/>");
    let rows = pair.repeat(down) + &row("<w:gridSpan w:val=\"2\"/>").repeat(across);
    word_table(&noisy(&(format!("<w:tr>{WORD_CELL}</w:tr>") + &rows)))
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
        hostile("ba tram nghin bang Word", "docx", Fate::Refused("E105"), |_, scale| {
            let table = format!("<w:tbl><w:tr>{WORD_CELL}</w:tr></w:tbl><w:p/>");
            docx(&table.repeat(scale.pick(10_000, 300_000)))
        }),
        hostile("bon ty dau cach Word", "docx", Fate::Refused("E105"), |_, scale| {
            docx(&" ".repeat(scale.pick(150 << 20, 1 << 30)))
        }),
        hostile("mot doan Word rat dai", "docx", Fate::Refused("E105"), |_, scale| {
            let run = "<w:r><w:t>7 </w:t><w:br/></w:r>";
            docx(&format!("<w:p>{}</w:p>", run.repeat(scale.pick(410_000, 1_300_000))))
        }),
        hostile("mot doan Word day ngat dong", "docx", Fate::Refused("E105"), |_, scale| {
            let run = "<w:br/><w:t>a</w:t>";
            let runs = run.repeat(scale.pick(410_000, 2_300_000));
            docx(&noisy(&format!("<w:p><w:r>{runs}</w:r></w:p>")))
        }),
        hostile("mot chu Word rat dai", "docx", Fate::Refused("E105"), |_, scale| {
            let text = "a\n".repeat(scale.pick(4_500_000, 23_000_000));
            docx(&noisy(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")))
        }),
        hostile("trieu doan rong trong o Word", "docx", Fate::Refused("E105"), |_, scale| {
            let paragraphs = "<w:p/>".repeat(scale.pick(600_000, 7_500_000));
            docx(&noisy(&format!("<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>")))
        }),
        hostile("trieu o trong dong Word", "docx", Fate::Refused("E102"), |_, scale| {
            let cells = "<w:tc/>".repeat(scale.pick(20_000, 6_500_000));
            docx(&noisy(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")))
        }),
        hostile("o Word gop hai chieu", "docx", Fate::Refused("E105"), |_, scale| {
            word_merges(scale.pick(550, 990), 2_000)
        }),
        hostile("o Word gop gan gioi han", "docx", Fate::Survived, |_, scale| {
            word_merges(scale.pick(50, 490), scale.pick(50, 490))
        }),
        hostile("truong Word long nhau", "docx", Fate::Refused("E102"), |_, scale| {
            let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
            docx(&format!("<w:p>{}</w:p>", field.repeat(scale.pick(1_000, 1_000_000))))
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
        hostile("ba tram nghin bang web", "xls", Fate::Refused("E105"), |_, scale| {
            page(&"<table><tr><td>7</td></tr></table>".repeat(scale.pick(10_000, 240_000)))
        }),
        hostile("ba tram nghin bang web chi co chu", "xls", Fate::Survived, |_, scale| {
            page(&"<table><tr><td>a b</td></tr></table>".repeat(scale.pick(10_000, 230_000)))
        }),
        hostile("bang web trong mot o", "xls", Fate::Refused("E105"), |_, scale| {
            let inner = "<table><tr><td>a: b<td>7</table>".repeat(scale.pick(6_000, 200_000));
            page(&format!("<table><tr><td>{inner}</table>"))
        }),
        hostile("bang web long ba muoi tang", "xls", Fate::Refused("E105"), |_, scale| {
            let one = "<table><tr><td>a: b".repeat(31) + &"</table>".repeat(31);
            page(&one.repeat(scale.pick(500, 9_500)))
        }),
        hostile("trieu dong chu web", "xls", Fate::Refused("E105"), |_, scale| {
            page(&format!(
                "{}<table><tr><td>7</table>",
                "a<br>".repeat(scale.pick(410_000, 1_600_000))
            ))
        }),
        hostile("bac thang o web", "xls", Fate::Refused("E105"), |_, scale| {
            let first = format!("<tr>{}</tr>", "<td rowspan=60000>".repeat(900));
            let rows = "<tr><td>".repeat(scale.pick(1_000, 300_000));
            page(&format!("<table>{first}{rows}</table>"))
        }),
        hostile("dong web an", "xls", Fate::Survived, |_, scale| {
            let first = format!("<tr>{}</tr>", "<td rowspan=2>".repeat(900));
            let rows = "<tr hidden>".repeat(scale.pick(10_000, 700_000));
            page(&format!("<table>{first}<tr><tr>{rows}</table>"))
        }),
        hostile("chu gach web long nhau", "xls", Fate::Refused("E102"), |_, scale| {
            page(&format!("<table><tr><td>{}7", "<s><b>".repeat(scale.pick(10_000, 1_300_000))))
        }),
        hostile("chu gach web mo dong", "xls", Fate::Survived, |_, scale| {
            let open = "<s>".repeat(200);
            let more = "<p>7<b>".repeat(scale.pick(10_000, 1_100_000));
            page(&format!("<table><tr><td>{open}{more}"))
        }),
        hostile("kieu chu web", "xls", Fate::Survived, |_, scale| {
            let class: String = (0..scale.pick(20_000, 230_000))
                .map(|n| format!(".c{n}{{display:none}}"))
                .collect::<Vec<String>>()
                .concat();
            let used = "<i class=c1>".repeat(100);
            page(&format!("<style>{class}</style><table><tr><td>{used}7"))
        }),
        hostile("danh sach chon web", "xls", Fate::Survived, |_, scale| {
            page(&format!(
                "<table><tr><td><select>{}",
                "<option selected>7".repeat(scale.pick(10_000, 450_000))
            ))
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
        hostile("ba tram nghin trang XML", "xml", Fate::Refused("E105"), |_, scale| {
            let sheet = |n: usize| {
                format!(
                    "</Table></Worksheet><Worksheet ss:Name=\"T{n}\"><Table><Row>{XML_CELL}</Row>"
                )
            };
            xml2003(&(0..scale.pick(10_000, 75_000)).map(sheet).collect::<String>())
        }),
        hostile("trang XML gan gioi han", "xml", Fate::Survived, |_, scale| {
            let sheet = |n: usize| {
                format!(
                    "</Table></Worksheet><Worksheet ss:Name=\"T{n}\"><Table><Row>{XML_CELL}</Row>"
                )
            };
            xml2003(&(0..scale.pick(1_000, 4_990)).map(sheet).collect::<String>())
        }),
        hostile("trang XML rong", "xml", Fate::Refused("E102"), |_, scale| {
            xml2003(
                &("</Table></Worksheet>".to_owned()
                    + &"<Worksheet/>".repeat(scale.pick(10_000, 650_000))
                    + "<Worksheet><Table>"),
            )
        }),
        hostile("bac thang o XML", "xml", Fate::Refused("E126"), |_, scale| {
            let first =
                format!("<Row>{}</Row>", "<Cell ss:MergeDown=\"999999\"/>".repeat(16_383));
            xml2003(&(first + &"<Row><Cell/></Row>".repeat(scale.pick(1_000, 400_000))))
        }),
        hostile("bac thang o XML ben canh", "xml", Fate::Survived, |_, scale| {
            let first =
                format!("<Row>{}</Row>", "<Cell ss:MergeDown=\"999999\"/>".repeat(16_383));
            let row = "<Row><Cell ss:Index=\"16384\"/></Row>";
            xml2003(&(first + &row.repeat(scale.pick(1_000, 190_000))))
        }),
        hostile("trieu ten XML", "xml", Fate::Survived, |_, scale| {
            let name =
                |n: usize| format!("<NamedRange ss:Name=\"n{n}\" ss:RefersTo=\"=S!R1C1\"/>");
            let names: String = (0..scale.pick(10_000, 150_000)).map(name).collect();
            xml2003(&format!("<Row>{XML_CELL}</Row></Table><Names>{names}</Names><Table>"))
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
