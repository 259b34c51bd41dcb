//! Bodies as other programs save them, put into a frame: what the frame says holds, what the body
//! has stays.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use tonghop::frame::{ROLES, Words, around};
use tonghop::model::Letterhead;
use tonghop::pack::shipped_profiles;
use tonghop::profile::{DocumentType, Profile};
use tonghop::template::{ProblemKind, docx};

use super::page::{Look, Page};

const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\""
);
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A body whose styles have the ids that Word gives in Vietnamese; `styles` are added to them.
fn body(blocks: &str, styles: &str, settings: &str) -> Vec<u8> {
    body_with("Trích yếu", blocks, styles, settings)
}

/// The same, where the style of the subject has another name.
fn body_with(subject: &str, blocks: &str, styles: &str, settings: &str) -> Vec<u8> {
    let styles = format!(
        "<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts \
         w:asciiTheme=\"minorHAnsi\"/><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         {}{}{}{}{}{styles}</w:styles>",
        style(
            "Binhthng",
            "Normal",
            " w:default=\"1\"",
            "<w:pPr><w:spacing w:after=\"160\"/></w:pPr>"
        ),
        style("Trchyu", subject, "", ""),
        style("Chk", "Chữ ký", "", ""),
        style("Phlc", "Phụ lục", "", ""),
        style("Nidung", "Nội dung văn bản", "", "<w:rPr><w:color w:val=\"FF0000\"/></w:rPr>"),
    );
    let types = [
        ("document", "document.main+xml"),
        ("styles", "styles+xml"),
        ("settings", "settings+xml"),
        ("header1", "header+xml"),
    ];
    let types = types.map(|(part, kind)| {
        format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{DOCUMENT}{kind}\"/>")
    });
    let related = |list: &[(&str, &str, &str)]| {
        let one = |(id, kind, to): &(&str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATION}{kind}\" Target=\"{to}\"/>")
        };
        let all = list.iter().map(one).collect::<Vec<_>>().concat();
        let uri = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns=\"{uri}\">{all}</Relationships>")
    };
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
                 <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"png\" ContentType=\"image/png\"/>{}</Types>",
                types.concat()
            ),
        ),
        ("_rels/.rels", related(&[("rId1", "officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            related(&[
                ("rId1", "styles", "styles.xml"),
                ("rId2", "settings", "settings.xml"),
                ("rId3", "header", "header1.xml"),
                ("rId4", "image", "media/image1.png"),
            ]),
        ),
        (
            "word/document.xml",
            format!("<w:document {NAMESPACES}><w:body>{blocks}</w:body></w:document>"),
        ),
        ("word/styles.xml", styles),
        ("word/settings.xml", format!("<w:settings {NAMESPACES}>{settings}</w:settings>")),
        (
            "word/header1.xml",
            format!(
                "<w:hdr {NAMESPACES}><w:p><w:r><w:t>đầu trang cũ</w:t></w:r></w:p></w:hdr>"
            ),
        ),
        ("word/media/image1.png", "not really a picture".to_owned()),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn style(id: &str, name: &str, more: &str, looks: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"{more}><w:name w:val=\"{name}\"/>{looks}</w:style>"
    )
}

fn line(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn section(paper: &str) -> String {
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/>{paper}\
         <w:pgMar w:top=\"300\" w:right=\"300\" w:bottom=\"300\" w:left=\"300\" w:header=\"300\" \
         w:footer=\"300\" w:gutter=\"0\"/><w:pgNumType w:start=\"7\"/></w:sectPr>"
    )
}

const LETTER: &str = "<w:pgSz w:w=\"12240\" w:h=\"15840\"/>";
const ACROSS: &str = "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>";

fn ending(section: &str) -> String {
    format!("<w:p><w:pPr>{section}</w:pPr></w:p>")
}

/// The body in the frame of a report of the Party, and its parts.
#[track_caller]
fn framed(body: Vec<u8>) -> (Page, BTreeMap<String, String>) {
    let profile = profile("hd-05-2026");
    let office = Letterhead {
        name: "Đảng ủy xã Tân Hòa".to_owned(),
        superior: "Đảng bộ tỉnh Bình Minh".to_owned(),
        symbol: "ĐU".to_owned(),
        signer_title: "Bí thư".to_owned(),
        ..Letterhead::default()
    };
    let lifted = docx::lifted(&body, &ROLES).unwrap();
    let mut words = Words::of(&profile, DocumentType::Report, &office, "ngày …");
    words.subject = lifted.subject.unwrap_or_default();
    let bytes = around(&profile, DocumentType::Report, words, body).unwrap();
    if let Some(folder) = std::env::var_os("KEEP_FILES") {
        let name =
            format!("body-{}.docx", std::thread::current().name().unwrap().replace(':', "-"));
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
    }
    let mut package = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(name, text);
    }
    (Page::read(&bytes), parts)
}

fn profile(code: &str) -> Profile {
    let all = shipped_profiles().into_iter().map(|text| Profile::read(text).unwrap());
    all.into_iter().find(|profile| profile.code == code).unwrap()
}

const RUNNING: Look =
    Look { pt: 14, bold: false, italic: false, underline: false, align: "both" };

#[test]
fn styles_are_the_same_when_their_names_are_whatever_their_ids() {
    let text = [line("Trchyu", "tình hình"), line("Nidung", "Nội dung."), line("Chk", "")];
    let (page, parts) = framed(body(&(text.concat() + &section(LETTER)), "", ""));
    page.has("Nội dung.", RUNNING);
    page.body_has(10, 6, "exact", 18);
    page.has("tình hình", Look { pt: 14, bold: true, align: "center", ..RUNNING });
    assert_eq!(page.texts().iter().filter(|text| **text == "tình hình").count(), 1);
    let styles = &parts["word/styles.xml"];
    assert!(!styles.contains("FF0000"), "the red of the body's own style is gone");
    assert!(!styles.contains("minorHAnsi") && !styles.contains("w:after=\"160\""), "{styles}");
    assert!(styles.contains("w:default=\"1\"") && styles.contains("w:styleId=\"Binhthng\""));
    assert_eq!(styles.matches("w:val=\"Nội dung văn bản\"").count(), 1);
    // What is based on the plain style finds it under the id that it has here.
    assert!(!styles.contains("w:basedOn w:val=\"Normal\""), "{styles}");
}

#[test]
fn a_style_named_in_another_unicode_spelling_is_the_same() {
    let decomposed = "Tri\u{301}ch yê\u{301}u";
    assert_ne!(decomposed, "Trích yếu");
    let text = [line("Trchyu", "tình hình"), line("Nidung", "Nội dung."), section(LETTER)];
    let (page, parts) = framed(body_with(decomposed, &text.concat(), "", ""));
    assert_eq!(page.texts().iter().filter(|text| **text == "tình hình").count(), 1);
    assert!(!parts["word/styles.xml"].contains("Trích yếu"), "there are not two of this name");
}

#[test]
fn numbered_headings_keep_their_numbers() {
    let own = style(
        "u1",
        "heading 1",
        "",
        "<w:next w:val=\"Binhthng\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>\
         <w:rPr><w:rFonts w:ascii=\"Cambria\"/><w:color w:val=\"2E74B5\"/></w:rPr>",
    );
    let text =
        [line("Trchyu", "tình hình"), line("u1", "Kết quả"), line("Nidung", "Nội dung.")];
    let (page, parts) = framed(body(&(text.concat() + &section(LETTER)), &own, ""));
    page.has("Kết quả", Look { pt: 14, bold: true, ..RUNNING });
    let styles = &parts["word/styles.xml"];
    assert!(styles.contains("<w:numId w:val=\"3\"/>"), "{styles}");
    assert!(!styles.contains("2E74B5") && !styles.contains("Cambria"), "{styles}");
}

#[test]
fn every_section_gets_the_paper_margins_and_numbers_of_the_rules() {
    let text = [
        line("Trchyu", "tình hình"),
        line("Nidung", "Nội dung."),
        ending(&section(LETTER)),
        line("Nidung", "Bảng rộng"),
        ending(&section(ACROSS)),
        line("Phlc", "PHỤ LỤC"),
        section(LETTER),
    ];
    let (page, parts) = framed(body(&text.concat(), "", ""));
    let papers: Vec<_> = page.sections.iter().map(|section| section.paper_mm).collect();
    assert_eq!(papers, [(210, 297), (297, 210), (210, 297)]);
    assert!(page.sections.iter().all(|section| section.margins_mm == (20, 20, 30, 15)));
    let starts: Vec<_> = page.sections.iter().map(|section| section.start).collect();
    assert_eq!(starts, [None, None, Some(1)], "an appendix counts its own pages");
    let others: Vec<_> = page.sections.iter().map(|s| s.first_is_another).collect();
    assert_eq!(others, [true, false, true], "no number on a page that is the first");
    assert!(!parts["word/document.xml"].contains("rId3"), "the body's own header is not shown");
    // Without a place of its own the signature ends the first section.
    let end = page.sections[0].lines;
    assert!(
        page.texts()[..end].contains(&"BÍ THƯ") && !page.texts()[..end].contains(&"Bảng rộng")
    );
}

#[test]
fn a_larger_sheet_stays_what_is_on_it_would_not_fit() {
    let a3 = "<w:pgSz w:w=\"23811\" w:h=\"16838\" w:orient=\"landscape\"/>";
    let text = [
        line("Trchyu", "tình hình"),
        line("Nidung", "Nội dung."),
        ending(&section(LETTER)),
        section(a3),
    ];
    let (page, _) = framed(body(&text.concat(), "", ""));
    assert_eq!(page.sections[1].paper_mm, (420, 297));
}

#[test]
fn the_signature_stands_where_the_body_says_and_below_the_text_of_a_section_that_ends_in_text()
{
    let ends_in_text = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Nidung\"/>{}</w:pPr><w:r><w:t>Hết</w:t></w:r></w:p>",
        section(LETTER)
    );
    let text = [line("Trchyu", "tình hình"), ends_in_text, line("Phlc", "PHỤ LỤC")];
    let (page, _) = framed(body(&(text.concat() + &section(ACROSS)), "", ""));
    let texts = page.texts();
    let at = |wanted: &str| texts.iter().position(|text| *text == wanted).unwrap();
    assert!(at("Hết.") < at("BÍ THƯ") && at("BÍ THƯ") < at("PHỤ LỤC"));
    assert_eq!(page.sections.len(), 2);
    assert!(page.sections[0].lines > at("BÍ THƯ"), "the signature is in the first section");

    let text = [
        line("Trchyu", "tình hình"),
        line("Nidung", "Nội dung"),
        line("Chk", ""),
        line("Nidung", "Sau chữ ký"),
        section(LETTER),
    ];
    let (page, _) = framed(body(&text.concat(), "", ""));
    let texts = page.texts();
    let at = |wanted: &str| texts.iter().position(|text| *text == wanted).unwrap();
    assert!(at("Nội dung.") < at("BÍ THƯ") && at("BÍ THƯ") < at("Sau chữ ký"));
}

#[test]
fn what_the_body_has_besides_text_stays() {
    let picture = "<w:p><w:r><w:pict><v:shape><v:imagedata r:id=\"rId4\"/></v:shape></w:pict></w:r></w:p>";
    let marked = "<w:p><w:pPr><w:pStyle w:val=\"Trchyu\"/></w:pPr>\
                  <w:bookmarkStart w:id=\"5\" w:name=\"dau\"/><w:r><w:t>tình hình</w:t></w:r></w:p>";
    let control = "<w:p><w:pPr><w:pStyle w:val=\"Nidung\"/></w:pPr><w:bookmarkEnd w:id=\"5\"/>\
                   <w:sdt><w:sdtPr><w:tag w:val=\"th1-0\"/></w:sdtPr><w:sdtContent><w:r><w:t>56</w:t>\
                   </w:r></w:sdtContent></w:sdt></w:p>";
    let text = [marked, picture, control, &line("Chk", ""), &section(LETTER)];
    let (page, parts) = framed(body(&text.concat(), "", ""));
    let document = &parts["word/document.xml"];
    assert!(document.contains("r:id=\"rId4\"") && parts.contains_key("word/media/image1.png"));
    let (start, end) =
        (document.find("bookmarkStart").unwrap(), document.find("bookmarkEnd").unwrap());
    assert!(start < end, "a mark that began in the subject has its beginning");
    // The mark at the end of the text is no part of the figure.
    assert!(
        document.contains("<w:t>56</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>.</w:t></w:r>")
    );
    assert!(page.texts().contains(&"56."));
}

#[test]
fn left_hand_pages_have_their_number_too() {
    let text = [line("Trchyu", "tình hình"), line("Nidung", "Nội dung."), section(LETTER)];
    let (page, _) = framed(body(&text.concat(), "", "<w:evenAndOddHeaders/>"));
    assert!(page.sections[0].headers["even"].contains("PAGE"));
}

#[test]
fn a_table_wider_than_the_lines_is_made_as_narrow_as_they_are() {
    let table = "<w:tbl><w:tblPr><w:tblW w:w=\"10000\" w:type=\"dxa\"/></w:tblPr><w:tblGrid>\
                 <w:gridCol w:w=\"6000\"/><w:gridCol w:w=\"4000\"/></w:tblGrid><w:tr><w:trPr>\
                 <w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"6000\" w:type=\"dxa\"/></w:tcPr><w:p/>\
                 </w:tc><w:tc><w:tcPr><w:tcW w:w=\"4000\" w:type=\"dxa\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
    let text =
        [&line("Trchyu", "tình hình"), table, &line("Nidung", "Nội dung."), &section(LETTER)];
    let (page, parts) = framed(body(&text.concat(), "", ""));
    // A4 without margins of 30 and 15 mm leaves 165 mm, 9355 twentieths of a point.
    assert!(
        parts["word/document.xml"]
            .contains("<w:gridCol w:w=\"5613\"/><w:gridCol w:w=\"3742\"/>")
    );
    assert!(parts["word/document.xml"].contains("<w:tcW w:w=\"5613\" w:type=\"dxa\"/>"));
    assert_eq!(page.repeated_rows, 1);
}

#[test]
fn a_body_without_a_subject_is_told_before_anything_is_read() {
    let text = [line("Nidung", "Nội dung."), format!("<w:sectPr>{LETTER}</w:sectPr>")];
    let problems = docx::body_problems(&body(&text.concat(), "", ""), &ROLES);
    assert_eq!(problems.len(), 1);
    assert!(format!("{:?}", problems[0].kind).contains("Trích yếu"));
    let text = line("Trchyu", "tình hình") + &text.concat();
    assert!(docx::body_problems(&body(&text, "", ""), &ROLES).is_empty());
}

#[test]
fn a_subject_broken_into_lines_is_broken_in_the_frame() {
    let broken = "<w:p><w:pPr><w:pStyle w:val=\"Trchyu\"/></w:pPr><w:r><w:t>tình hình</w:t><w:br/>\
                  <w:t>6 tháng</w:t></w:r></w:p>";
    let text = [broken, &line("Nidung", "Nội dung."), &section(LETTER)].concat();
    let (page, parts) = framed(body(&text, "", ""));
    page.has("tình hình6 tháng", Look { pt: 14, bold: true, align: "center", ..RUNNING });
    assert!(parts["word/document.xml"].contains("<w:br"));
}

#[test]
fn a_header_of_the_body_that_is_not_printed_is_told() {
    let subject = line("Trchyu", "Về việc thử");
    let with = body(&format!("{subject}{}", section(LETTER)), "", "");
    let [problem] = docx::body_problems(&with, &ROLES).try_into().unwrap();
    let dropped = ProblemKind::DroppedHeader("đầu trang cũ".to_owned());
    assert_eq!(problem.kind, dropped);
    assert_eq!(docx::body_problems(&body(&subject, "", ""), &ROLES), []);
}

#[test]
fn the_last_lines_stand_on_the_page_of_the_signature() {
    let said =
        ["một", "hai", "ba", "bốn"].map(|number| format!("Đoạn {number} {}", "x".repeat(90)));
    let lines = said.iter().map(|said| line("Nidung", said)).collect::<String>();
    let (_, parts) = framed(body(&(line("Trchyu", "Thử") + &lines), "", ""));
    let xml = parts.get("word/document.xml").unwrap();
    let paragraphs: Vec<&str> = xml.split("</w:p>").collect();
    let kept = said.iter().map(|said| {
        let of = paragraphs.iter().find(|paragraph| paragraph.contains(said.as_str())).unwrap();
        of.contains("w:keepNext")
    });
    assert_eq!(kept.collect::<Vec<_>>(), [false, false, true, true]);
}

#[test]
fn a_table_above_the_signature_keeps_its_last_row_there() {
    let row =
        |text: &str| format!("<w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr>", line("Nidung", text));
    let table = format!("<w:tbl><w:tblPr/><w:tblGrid/>{}{}</w:tbl>", row("đầu"), row("cuối"));
    let (_, parts) = framed(body(&(line("Trchyu", "Thử") + &table), "", ""));
    let xml = parts.get("word/document.xml").unwrap();
    let paragraph = |text: &str| {
        let end = xml.find(&format!(">{text}<")).unwrap();
        xml[..end].rsplit("<w:p>").next().unwrap()
    };
    assert!(!paragraph("đầu").contains("w:keepNext"));
    assert!(paragraph("cuối").contains("w:keepNext"));
}
