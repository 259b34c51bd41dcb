//! Expected values are typed from the rules (Hướng dẫn 36-HD/VPTW, 05-HD/VPTW, Nghị định 30/2020/NĐ-CP), not from the profiles.

use super::page::{Look, Page};
use tonghop::frame::{Words, authority_is_open, draw, kind_of};
use tonghop::model::Letterhead;
use tonghop::pack::shipped_profiles;
use tonghop::profile::{DocumentType, Kind, Profile};

fn profile(code: &str) -> Profile {
    let all = shipped_profiles().into_iter().map(|text| Profile::read(text).unwrap());
    all.into_iter().find(|profile| profile.code == code).unwrap()
}

fn commune() -> Letterhead {
    Letterhead {
        name: "Đảng ủy xã Tân Hòa".to_owned(),
        superior: "Đảng bộ tỉnh Bình Minh".to_owned(),
        symbol: "BC/ĐU".to_owned(),
        place: "Tân Hòa".to_owned(),
        signer_title: "Bí thư".to_owned(),
        signer_name: "Nguyễn Văn An".to_owned(),
        recipients: vec![
            "Ban Tổ chức Tỉnh ủy".to_owned(),
            "Các đồng chí Đảng ủy viên".to_owned(),
        ],
    }
}

fn office() -> Letterhead {
    Letterhead {
        name: "Văn phòng Ủy ban nhân dân tỉnh".to_owned(),
        superior: "Ủy ban nhân dân tỉnh".to_owned(),
        symbol: "BC-VPUBND".to_owned(),
        place: "Đông Hà".to_owned(),
        signer_title: "Chánh Văn phòng".to_owned(),
        signer_name: "Trần Thị Bình".to_owned(),
        recipients: vec!["Sở Nội vụ".to_owned()],
    }
}

fn drawn(code: &str, document: DocumentType, office: &Letterhead) -> Page {
    let profile = profile(code);
    let mut words = Words::of(&profile, document, office, "ngày … tháng … năm …");
    words.subject = "tình hình thực hiện Chỉ thị số 28-CT/TW".to_owned();
    words.body = vec!["Nội dung.".to_owned()];
    let bytes = draw(&profile, document, &words).unwrap();
    assert_eq!(
        bytes,
        draw(&profile, document, &words).unwrap(),
        "the same words, the same bytes"
    );
    if let Some(folder) = std::env::var_os("KEEP_FILES") {
        let name = format!("{code}-{}.docx", document.code());
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
    }
    Page::read(&bytes)
}

const PLAIN: Look = Look { pt: 0, bold: false, italic: false, underline: false, align: "" };

#[test]
fn a_report_of_the_party_looks_as_its_rules_say() {
    for code in ["hd-36-2018", "hd-05-2026"] {
        let page = drawn(code, DocumentType::Report, &commune());
        assert_eq!(page.paper_mm, (210, 297));
        assert_eq!(
            (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm),
            (20, 20, 30, 15)
        );
        assert_eq!(page.fonts, ["Times New Roman"]);
        page.number_is_centred_ten_mm_below_the_edge_from_the_second_page(14);
        let centred = Look { align: "center", ..PLAIN };
        page.has("ĐẢNG CỘNG SẢN VIỆT NAM", Look { pt: 15, bold: true, ..centred });
        page.rule_follows("ĐẢNG CỘNG SẢN VIỆT NAM");
        page.has("ĐẢNG BỘ TỈNH BÌNH MINH", Look { pt: 14, ..centred });
        page.has("ĐẢNG ỦY XÃ TÂN HÒA", Look { pt: 14, bold: true, ..centred });
        page.follows("*", "ĐẢNG ỦY XÃ TÂN HÒA");
        page.has("Số       -BC/ĐU", Look { pt: 14, ..centred });
        page.has("Tân Hòa, ngày … tháng … năm …", Look { pt: 14, italic: true, ..centred });
        page.has("BÁO CÁO", Look { pt: 16, bold: true, ..centred });
        let subject = "tình hình thực hiện Chỉ thị số 28-CT/TW";
        page.has(subject, Look { pt: 14, bold: true, ..centred });
        page.follows("-----", subject);
        page.has("Nội dung.", Look { pt: 14, align: "both", ..PLAIN });
        page.body_has(10, 6, "exact", 18);
        page.has("Nơi nhận:", Look { pt: 14, underline: true, ..PLAIN });
        page.has("- Ban Tổ chức Tỉnh ủy,", Look { pt: 12, ..PLAIN });
        page.follows("- Lưu Văn phòng.", "- Các đồng chí Đảng ủy viên,");
        page.has("T/M ĐẢNG ỦY", Look { pt: 14, bold: true, ..centred });
        page.follows("BÍ THƯ", "T/M ĐẢNG ỦY");
        page.has("BÍ THƯ", Look { pt: 14, ..centred });
        page.has("Nguyễn Văn An", Look { pt: 14, bold: true, ..centred });
    }
}

#[test]
fn a_report_of_a_state_office_looks_as_the_decree_says() {
    let page = drawn("nd-30-2020", DocumentType::Report, &office());
    assert_eq!(page.paper_mm, (210, 297));
    assert!((20..=25).contains(&page.top_mm) && (20..=25).contains(&page.bottom_mm));
    assert!((30..=35).contains(&page.left_mm) && (15..=20).contains(&page.right_mm));
    assert_eq!(page.fonts, ["Times New Roman"]);
    page.number_is_centred_ten_mm_below_the_edge_from_the_second_page(14);
    let centred = Look { align: "center", ..PLAIN };
    page.has("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look { pt: 13, bold: true, ..centred });
    page.has("Độc lập - Tự do - Hạnh phúc", Look { pt: 14, bold: true, ..centred });
    page.rule_follows("Độc lập - Tự do - Hạnh phúc");
    // The title in Times New Roman, bold, of 13 points is 95.6 mm wide.
    assert!(page.columns_mm[1] >= 96 && page.no_cell_margins);
    page.has("ỦY BAN NHÂN DÂN TỈNH", Look { pt: 13, ..centred });
    page.has("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH", Look { pt: 13, bold: true, ..centred });
    page.rule_follows("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH");
    page.has("Số:       /BC-VPUBND", Look { pt: 13, ..centred });
    page.has("Đông Hà, ngày … tháng … năm …", Look { pt: 14, italic: true, ..centred });
    page.has("BÁO CÁO", Look { pt: 14, bold: true, ..centred });
    page.has("tình hình thực hiện Chỉ thị số 28-CT/TW", Look { pt: 14, bold: true, ..centred });
    page.has("Nội dung.", Look { pt: 14, align: "both", ..PLAIN });
    page.body_has(10, 6, "auto", 276 / 20);
    page.has("Nơi nhận:", Look { pt: 12, bold: true, italic: true, ..PLAIN });
    page.has("- Sở Nội vụ;", Look { pt: 11, ..PLAIN });
    page.follows("- Lưu: VT.", "- Sở Nội vụ;");
    page.has("CHÁNH VĂN PHÒNG", Look { pt: 14, bold: true, ..centred });
    page.has_not("TM. …");
    page.has("Trần Thị Bình", Look { pt: 14, bold: true, ..centred });
}

#[test]
fn a_letter_says_below_its_number_what_it_is_about_and_has_no_type() {
    let centred = Look { align: "center", ..PLAIN };
    let party = drawn("hd-05-2026", DocumentType::Letter, &commune());
    party.has("Số       -CV/ĐU", Look { pt: 14, ..centred });
    let about = "về việc tình hình thực hiện Chỉ thị số 28-CT/TW";
    party.has(about, Look { pt: 12, italic: true, ..centred });
    party.has("Kính gửi: …", Look { pt: 14, ..centred });
    party.has_not("CÔNG VĂN");
    let state = drawn("nd-30-2020", DocumentType::Letter, &office());
    state.has("Số:       /VPUBND", Look { pt: 13, ..centred });
    state.has("V/v tình hình thực hiện Chỉ thị số 28-CT/TW", Look { pt: 13, ..centred });
}

#[test]
fn a_submission_is_presented_to_whom_it_is_for() {
    let party = drawn("hd-05-2026", DocumentType::Submission, &commune());
    party.has("Kính trình: …", Look { pt: 14, align: "center", ..PLAIN });
    party.follows("- Như trên,", "Nơi nhận:");
    let state = drawn("nd-30-2020", DocumentType::Submission, &office());
    state.has("Kính gửi: …", Look { pt: 14, align: "center", ..PLAIN });
    state.follows("- Như trên;", "Nơi nhận:");
}

/// The lines of authority of an office's report.
fn authority(rules: &str, name: &str, title: &str) -> Vec<String> {
    let rules = profile(rules);
    let office = Letterhead {
        name: name.to_owned(),
        signer_title: title.to_owned(),
        ..Letterhead::default()
    };
    let words = Words::of(&rules, DocumentType::Report, &office, "ngày …");
    let open = words.authority.iter().any(|line| line.contains('…'));
    assert_eq!(authority_is_open(&rules, &office), open);
    words.authority
}

#[test]
fn who_signs_is_understood_however_the_title_is_typed() {
    for (name, title, expected) in [
        ("Đảng ủy xã Tân Hòa", "Phó Bí thư Đảng ủy", "T/M Đảng ủy"),
        ("Đảng uỷ xã Tân Hòa", "BÍ THƯ", "T/M Đảng ủy"),
        ("Đảng ủy xã Tân Hòa", "Quyền Bí thư", "T/M Đảng ủy"),
        ("Đảng ủy xã Tân Hòa", "Phó Bí thư Thường trực", "T/M Đảng ủy"),
        ("Ủy ban Kiểm tra Đảng ủy xã", "Phó Chủ nhiệm", "T/M Ủy ban Kiểm tra"),
        ("Ban Chấp hành Đảng bộ xã", "Phó Bí thư", "T/M Ban Chấp hành"),
        ("Văn phòng Tỉnh ủy", "PHÓ CHÁNH VĂN PHÒNG", "K/T CHÁNH VĂN PHÒNG"),
        ("Văn phòng Tỉnh ủy", "Phó Chánh Văn phòng Tỉnh ủy", "K/T Chánh Văn phòng"),
        ("Ban Tổ chức Tỉnh ủy", "Phó Trưởng ban Thường trực", "K/T Trưởng ban"),
        ("Văn phòng Tỉnh ủy", "Chánh Văn phòng", ""),
        ("Đảng ủy xã Tân Hòa", "", ""),
        // Not understood: a person fills it in.
        ("Đảng bộ phường Một", "Bí thư", "T/M …"),
        ("Đảng ủy xã Tân Hòa", "Chánh Văn phòng", "T/L …"),
        ("Đảng ủy xã Tân Hòa", "Chuyên viên", "…"),
    ] {
        let lines = authority("hd-05-2026", name, title).join(" | ");
        assert_eq!(lines, expected, "{name}, {title}");
    }
    let people = "Ủy ban nhân dân xã Tân Hòa";
    for title in ["Phó Chủ tịch Thường trực", "Phó Chủ tịch UBND", "PHÓ CHỦ TỊCH"]
    {
        let lines = authority("nd-30-2020", people, title);
        assert_eq!(lines, ["TM. Ủy ban nhân dân", "KT. Chủ tịch"], "{title}");
    }
}

#[test]
fn names_of_bodies_of_the_party_are_not_taken_for_the_states() {
    let profiles: Vec<Profile> =
        shipped_profiles().into_iter().map(|text| Profile::read(text).unwrap()).collect();
    for name in [
        "Ban Tổ chức Tỉnh ủy",
        "Ủy ban Kiểm tra Đảng ủy xã Tân Hòa",
        "Đảng bộ phường Một",
        "Ban Chấp hành Đảng bộ xã",
        "CHI BỘ PHÒNG VĂN XÃ",
    ] {
        assert_eq!(kind_of(&profiles, name), Kind::Party, "{name}");
    }
    for name in ["Văn phòng Ủy ban nhân dân tỉnh", "Sở Nội vụ", "Ban Tổ chức lễ hội"]
    {
        assert_eq!(kind_of(&profiles, name), Kind::State, "{name}");
    }
}

#[test]
fn a_deputy_signs_for_the_head_but_never_for_the_head_of_a_committee() {
    let signed = |title: &str, office: Letterhead| Letterhead {
        signer_title: title.to_owned(),
        ..office
    };
    let head = Look { pt: 14, bold: true, align: "center", ..PLAIN };
    let state =
        drawn("nd-30-2020", DocumentType::Report, &signed("Phó Chánh Văn phòng", office()));
    state.has("KT. CHÁNH VĂN PHÒNG", head);
    let people =
        Letterhead { name: "Ủy ban nhân dân xã Tân Hòa".to_owned(), ..office() };
    let people = drawn("nd-30-2020", DocumentType::Report, &signed("Phó Chủ tịch", people));
    people.follows("KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN");
    let party = drawn("hd-05-2026", DocumentType::Report, &signed("Phó Bí thư", commune()));
    party.follows("PHÓ BÍ THƯ", "T/M ĐẢNG ỦY");
}

#[test]
fn an_office_with_nobody_above_has_its_own_name_on_the_first_line() {
    let alone = Letterhead { superior: String::new(), ..commune() };
    drawn("hd-05-2026", DocumentType::Report, &alone).begins_with("ĐẢNG ỦY XÃ TÂN HÒA");
}

#[test]
fn every_type_can_be_drawn_by_every_profile() {
    for text in shipped_profiles() {
        let code = Profile::read(text).unwrap().code;
        for document in DocumentType::ALL {
            drawn(&code, document, &commune())
                .has("Nội dung.", Look { pt: 14, align: "both", ..PLAIN });
        }
    }
}
