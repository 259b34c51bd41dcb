//! A whole report as `build` makes it, by each profile: every component that the rules have.
//!
//! Expected values are typed from the rules, not from the profiles.

use super::common::{Content, copy_of, set_cell, text, tonghop};
use tonghop::ooxml::Package;

use super::page::{Look, Page, Section};

const PLAIN: Look = Look { pt: 0, bold: false, italic: false, underline: false, align: "" };
const CENTRED: Look = Look { align: "center", ..PLAIN };

/// Builds the five-year report of the sample office with other settings on sheet «Đơn vị», by
/// cell.
fn built(settings: &[(&str, &str)], as_of: &str) -> Page {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    for (cell, value) in settings {
        let file = folder.path().join("thiet-lap.xlsx");
        set_cell(&file, "Đơn vị", cell, &Content::Text((*value).to_owned()));
    }
    let at = folder.path().to_str().unwrap();
    let run = tonghop(&["build", at, "--period", "2019..2023", "--as-of", as_of]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let report = folder.path().join("ket-qua/2019-2023/du-thao-01/bao-cao-ct28.docx");
    let bytes = std::fs::read(report).unwrap();
    if let Some(kept) = std::env::var_os("KEEP_FILES") {
        let name = format!("built-{}-{as_of}.docx", settings.len());
        std::fs::write(std::path::Path::new(&kept).join(name), &bytes).unwrap();
    }
    Page::read(&bytes)
}

/// A committee of the Party in the place of the sample's office.
const COMMITTEE: [(&str, &str); 9] = [
    ("B2", "Đảng ủy xã Tân Hòa"),
    ("B3", "Đảng bộ tỉnh Bình Minh"),
    ("B6", "Đảng"),
    ("B7", "BC/ĐU"),
    ("B8", "Tân Hòa"),
    ("B9", "Phó Bí thư"),
    ("B10", "Nguyễn Văn An"),
    ("B11", "Ban Tổ chức Tỉnh ủy\nCác đồng chí Đảng ủy viên"),
    // The row of headings, which nobody reads.
    ("A1", "Độ mật"),
];

/// Each of the texts stands further down than the one before it.
#[track_caller]
fn in_order(page: &Page, texts: &[&str]) {
    let all = page.texts();
    let mut from = 0;
    for text in texts {
        let at = all.iter().skip(from).position(|known| known == text);
        let at = at.unwrap_or_else(|| panic!("«{text}» does not come next in {all:#?}"));
        from += at + 1;
    }
}

/// Upright pages without a number on the first, then appendices that each count from 1.
#[track_caller]
fn pages(page: &Page, margins: (u32, u32, u32, u32), number_pt: u32) {
    page.number_is_centred_ten_mm_below_the_edge_from_the_second_page(number_pt);
    assert!(page.sections.len() > 1, "the report has appendices");
    for (number, section) in page.sections.iter().enumerate() {
        let Section { paper_mm, margins_mm, header_mm, first_is_another, start, .. } = section;
        assert_eq!((*margins_mm, *header_mm), (margins, 10), "section {number}");
        assert!(first_is_another, "section {number}");
        if number == 0 {
            assert_eq!((*paper_mm, *start), ((210, 297), None));
            assert!(section.headers["default"].contains("PAGE"));
            assert!(!section.headers["first"].contains("PAGE"));
        } else {
            assert_eq!((*paper_mm, *start), ((297, 210), Some(1)), "section {number}");
            assert!(section.headers.is_empty(), "section {number} has those of the first");
        }
    }
    assert!(page.repeated_rows > 4, "headings of tables repeat");
}

#[track_caller]
fn party(page: &Page, date: &str) {
    pages(page, (20, 20, 30, 15), 14);
    assert_eq!(page.fonts, ["Times New Roman"]);
    page.has("ĐẢNG CỘNG SẢN VIỆT NAM", Look { pt: 15, bold: true, ..CENTRED });
    let rule = page.rule_below_mm("ĐẢNG CỘNG SẢN VIỆT NAM", page.columns_mm[1]);
    assert!((71..=75).contains(&rule), "as long as the words, which are 73 mm wide: {rule}");
    page.has("ĐẢNG BỘ TỈNH BÌNH MINH", Look { pt: 14, ..CENTRED });
    page.has("ĐẢNG ỦY XÃ TÂN HÒA", Look { pt: 14, bold: true, ..CENTRED });
    page.follows("*", "ĐẢNG ỦY XÃ TÂN HÒA");
    page.has("Số       -BC/ĐU", Look { pt: 14, ..CENTRED });
    page.has("MẬT", Look { pt: 14, bold: true, ..CENTRED });
    page.follows("MẬT", "Số       -BC/ĐU");
    page.has(date, Look { pt: 14, italic: true, ..CENTRED });
    page.has("BÁO CÁO", Look { pt: 16, bold: true, ..CENTRED });
    let subject = subject(page);
    page.has(&subject, Look { pt: 14, bold: true, ..CENTRED });
    page.follows("-----", &subject);
    page.running_text_has(14, 10, 6, ("exact", 18 * 20));
    let last = *page.in_style("Nội dung văn bản").last().unwrap();
    assert!(last.ends_with('.') && !last.ends_with("./."), "{last}");
    page.has("T/M ĐẢNG ỦY", Look { pt: 14, bold: true, ..CENTRED });
    page.has("PHÓ BÍ THƯ", Look { pt: 14, ..CENTRED });
    page.follows("PHÓ BÍ THƯ", "T/M ĐẢNG ỦY");
    page.has("Nguyễn Văn An", Look { pt: 14, bold: true, ..CENTRED });
    page.has("Nơi nhận:", Look { pt: 14, underline: true, ..PLAIN });
    page.has("- Ban Tổ chức Tỉnh ủy,", Look { pt: 12, ..PLAIN });
    page.follows("- Lưu Văn phòng.", "- Các đồng chí Đảng ủy viên,");
    in_order(
        page,
        &[
            "ĐẢNG BỘ TỈNH BÌNH MINH",
            "ĐẢNG ỦY XÃ TÂN HÒA",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số       -BC/ĐU",
            date,
            "BÁO CÁO",
            &subject,
            last,
            "Nơi nhận:",
            "T/M ĐẢNG ỦY",
            "Nguyễn Văn An",
        ],
    );
}

/// The line below the name of the type.
fn subject(page: &Page) -> String {
    let texts = page.texts();
    let at = texts.iter().position(|text| *text == "BÁO CÁO").unwrap();
    assert!(texts[at + 1].contains("28-CT/TW") && !texts[at + 1].contains("{{"));
    texts[at + 1].to_owned()
}

#[test]
fn a_report_of_the_party_of_2024_is_as_instruction_36_wants_it() {
    let mut settings = COMMITTEE.to_vec();
    settings.push(("B1", "mật"));
    party(&built(&settings, "2024-05-06"), "Tân Hòa, ngày 06 tháng 5 năm 2024");
}

#[test]
fn a_report_of_the_party_of_2027_is_as_instruction_05_wants_it() {
    let mut settings = COMMITTEE.to_vec();
    settings.push(("B1", "Mật"));
    party(&built(&settings, "2027-02-13"), "Tân Hòa, ngày 13 tháng 02 năm 2027");
}

#[test]
fn a_report_of_a_state_office_is_as_decree_30_wants_it() {
    let settings = [("B8", "Đông Hà"), ("B10", "Trần Thị Bình")];
    let page = built(&settings, "2024-01-05");
    pages(&page, (20, 20, 30, 20), 14);
    assert_eq!(page.fonts, ["Times New Roman"]);
    page.has("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look { pt: 13, bold: true, ..CENTRED });
    page.has("Độc lập - Tự do - Hạnh phúc", Look { pt: 14, bold: true, ..CENTRED });
    let rule = page.rule_below_mm("Độc lập - Tự do - Hạnh phúc", page.columns_mm[1]);
    assert!((58..=62).contains(&rule), "as long as the words, which are 60 mm wide: {rule}");
    page.has("ỦY BAN NHÂN DÂN TỈNH", Look { pt: 13, ..CENTRED });
    let issuer = "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH";
    page.has(issuer, Look { pt: 13, bold: true, ..CENTRED });
    // On two lines; the longer of them, about, is 58 mm wide.
    let rule = page.rule_below_mm(issuer, page.columns_mm[0] - 3);
    assert!((19..=29).contains(&rule), "a third to a half: {rule}");
    page.has("Số:       /BC-VPUBND", Look { pt: 13, ..CENTRED });
    page.has("Đông Hà, ngày 05 tháng 01 năm 2024", Look { pt: 14, italic: true, ..CENTRED });
    page.has("BÁO CÁO", Look { pt: 14, bold: true, ..CENTRED });
    let subject = subject(&page);
    page.has(&subject, Look { pt: 14, bold: true, ..CENTRED });
    page.rule_follows(&subject);
    page.running_text_has(14, 10, 6, ("auto", 276));
    let last = *page.in_style("Nội dung văn bản").last().unwrap();
    assert!(last.ends_with("./."), "{last}");
    page.has("Nơi nhận:", Look { pt: 12, bold: true, italic: true, ..PLAIN });
    page.has("- Sở Nội vụ;", Look { pt: 11, ..PLAIN });
    page.follows("- Lưu: VT.", "- Các chi bộ trực thuộc;");
    page.has("CHÁNH VĂN PHÒNG", Look { pt: 14, bold: true, ..CENTRED });
    page.has("Trần Thị Bình", Look { pt: 14, bold: true, ..CENTRED });
    page.has_not("MẬT");
    in_order(
        &page,
        &[
            "ỦY BAN NHÂN DÂN TỈNH",
            issuer,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số:       /BC-VPUBND",
            "Đông Hà, ngày 05 tháng 01 năm 2024",
            "BÁO CÁO",
            &subject,
            last,
            "Nơi nhận:",
            "CHÁNH VĂN PHÒNG",
            "Trần Thị Bình",
        ],
    );
}

#[test]
fn without_a_day_the_rules_are_those_of_the_last_day_of_the_period() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let at = folder.path().to_str().unwrap();
    let run = tonghop(&["build", at, "--period", "2024-6T"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let draft = folder.path().join("ket-qua/2024-6T/du-thao-01");
    let page = Page::read(&std::fs::read(draft.join("bao-cao-tang-giam.docx")).unwrap());
    page.has("ĐẢNG CỘNG SẢN VIỆT NAM", Look { pt: 15, bold: true, ..CENTRED });
    page.has("…, ngày … tháng … năm …", Look { pt: 14, italic: true, ..CENTRED });
    page.follows("- Lưu Văn phòng Đảng ủy.", "- Các đảng bộ bộ phận, chi bộ trực thuộc,");
}

#[test]
fn a_secrecy_that_nobody_knows_stops_the_run() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("xa", folder.path());
    let file = folder.path().join("thiet-lap.xlsx");
    for (cell, value) in [("A1", "Độ mật"), ("B1", "hơi mật")] {
        set_cell(&file, "Đơn vị", cell, &Content::Text(value.to_owned()));
    }
    let run = tonghop(&["build", folder.path().to_str().unwrap(), "--period", "2024-6T"]);
    assert_eq!(run.status.code(), Some(2));
    let said = text(&run.stderr);
    assert!(said.contains("E503") && said.contains("hơi mật"), "{said}");
}

#[test]
fn a_body_that_does_not_say_what_it_is_about_is_told_before_any_return_is_read() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let at = folder.path().to_str().unwrap();
    assert_eq!(tonghop(&["copy-pack", at, "ct28"]).status.code(), Some(0));
    let file = folder.path().join("bo-bieu/ct28/bao-cao.docx");
    let mut body = Package::open(std::fs::read(&file).unwrap()).unwrap();
    let styles = text(&body.read("word/styles.xml").unwrap());
    assert!(styles.contains("w:val=\"Trích yếu\""));
    body.put("word/styles.xml", styles.replace("Trích yếu", "Khác").into_bytes());
    std::fs::write(&file, body.write().unwrap()).unwrap();
    std::fs::remove_dir_all(folder.path().join("bao-cao-den")).unwrap();
    let run = tonghop(&["build", at, "--period", "2019..2023"]);
    assert_eq!(run.status.code(), Some(2));
    let said = text(&run.stderr);
    assert!(said.contains("E660") && said.contains("bo-bieu/ct28/bao-cao.docx"), "{said}");
}

#[test]
fn words_of_the_settings_are_never_tags() {
    let settings = [("B2", "{{ ket_nap }} {% if x %}"), ("B10", "{{ dang_vien }}")];
    let page = built(&settings, "2024-01-05");
    page.has("{{ dang_vien }}", Look { pt: 14, bold: true, ..CENTRED });
    page.has("{{ KET_NAP }} {% IF X %}", Look { pt: 13, bold: true, ..CENTRED });
}

#[test]
fn a_name_too_long_for_the_letterhead_is_told_when_the_report_is_built() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let name = "Ban Quản lý các dự án đầu tư xây dựng công trình giao thông và nông nghiệp khu vực \
                miền núi phía Tây tỉnh Bình Minh";
    let file = folder.path().join("thiet-lap.xlsx");
    set_cell(&file, "Đơn vị", "B2", &Content::Text(name.to_owned()));
    let at = folder.path().to_str().unwrap();
    let run = tonghop(&["build", at, "--period", "2019..2023"]);
    assert!(text(&run.stderr).contains("W541"), "{}", text(&run.stderr));
}

#[test]
fn an_office_that_has_not_chosen_is_told_whose_rules_are_used() {
    for (name, used) in [("Đảng ủy xã Tân Hòa", "Đảng"), ("Sở Nội vụ", "Nhà nước")]
    {
        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());
        let file = folder.path().join("thiet-lap.xlsx");
        set_cell(&file, "Đơn vị", "B2", &Content::Text(name.to_owned()));
        set_cell(&file, "Đơn vị", "B7", &Content::Blank);
        let run = tonghop(&["build", folder.path().to_str().unwrap(), "--period", "2024-6T"]);
        let said = text(&run.stderr);
        assert!(said.contains("W661") && said.contains(&format!("«{used}»")), "{said}");
    }
}

#[test]
fn an_authority_that_is_not_known_and_rules_that_did_not_hold_yet_are_told() {
    let folder = tempfile::tempdir().unwrap();
    copy_of("van-phong-ubnd", folder.path());
    let at = folder.path().to_str().unwrap();
    let told = |as_of: &str| {
        text(&tonghop(&["build", at, "--period", "2019..2023", "--as-of", as_of]).stderr)
    };
    let usual = told("2024-03-27");
    assert!(!usual.contains("W667") && !usual.contains("W668"), "{usual}");
    for (cell, value) in [("B2", "Đảng bộ phường Một"), ("B6", "Đảng"), ("B9", "Bí thư")]
    {
        let file = folder.path().join("thiet-lap.xlsx");
        set_cell(&file, "Đơn vị", cell, &Content::Text(value.to_owned()));
    }
    let said = told("2018-04-02");
    assert!(
        said.contains("W667") && said.contains("`Bí thư` của `Đảng bộ phường Một`"),
        "{said}"
    );
    assert!(said.contains("W668") && said.contains("`02/4/2018`"), "{said}");
}
