//! What makes no sense of words is refused before anything is read; what a cell holds is text.

use super::common::{Content, set_cell, text, tonghop};
use super::duty::{
    COMMUNE, ELEMENTS, PACK, PERIOD, cell, commune, commune_returns, form, pack, run, settings,
    settings_saying, write,
};

#[test]
fn a_text_element_that_is_declared_as_a_figure_is_refused_with_the_reason() {
    let added = ELEMENTS.replacen("over_units = \"none\"", "over_units = \"sum\"", 1);
    let with_unit = ELEMENTS.replacen("kind = \"text\"", "kind = \"text\"\nunit = \"ý\"", 1);
    let rule = "[[rule]]\ncode = \"R\"\nname = \"r\"\ncheck = \"han_che <= dang_vien\"\ninstruction = \"i\"\n";
    for (elements, rules, reason) in [
        (added.as_str(), "", "lời của đơn vị không cộng"),
        (with_unit.as_str(), "", "bỏ `unit` của phần tử này"),
        (ELEMENTS, rule, "phần tử chữ (`kind = \"text\"`) là lời của đơn vị, không tính được"),
    ] {
        let office = tempfile::tempdir().unwrap();
        pack(office.path(), PACK, elements);
        settings(office.path(), &COMMUNE);
        std::fs::write(office.path().join("bo-bieu/gop-y/rules.toml"), rules).unwrap();
        let at = office.path().to_str().unwrap();
        let output = tonghop(&["check", at, "--period", PERIOD]);
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr) + &text(&output.stdout);
        assert!(said.contains("E713") && said.contains(reason), "{said}");
    }
}

#[test]
fn words_need_not_say_how_they_are_added_up() {
    let plain = ELEMENTS.replace(
        "kind = \"text\"\nover_units = \"none\"\nover_periods = \"none\"\n",
        "kind = \"text\"\n",
    );
    assert_ne!(plain, ELEMENTS);
    let office = tempfile::tempdir().unwrap();
    pack(office.path(), PACK, &plain);
    settings(office.path(), &COMMUNE);
    let output = tonghop(&["check", office.path().to_str().unwrap(), "--period", PERIOD]);
    let said = text(&output.stderr) + &text(&output.stdout);
    assert!(!said.contains("E7"), "{said}");
}

#[test]
fn a_number_and_a_formula_like_text_are_words() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["5", "=1+1", "'--x", "Một\tý"]);
    let at = office.path().to_str().unwrap();
    let told = run(&["explain", at, "--period", PERIOD, "han_che"]);
    assert!(told.contains("    =1+1") && told.contains("4 ý kiến"), "{told}");
    run(&["build", at, "--period", PERIOD]);
    let form = office.path().join("ket-qua/2024-Q1/du-thao-01/phieu-gop-y.xlsx");
    assert!(cell(&form, "Phiếu", "B7").contains("- =1+1 (Chi bộ thôn 2)"));
}

#[test]
fn more_words_than_a_cell_takes_are_counted_in_it_and_all_go_up() {
    let office = tempfile::tempdir().unwrap();
    let long = |letter: &str| format!("{} {letter}", "dài ".repeat(4000));
    let [a, b, c, d] = ["a", "b", "c", "d"].map(long);
    commune(office.path(), [&a, &b, &c, &d]);
    let at = office.path().to_str().unwrap();
    let said = run(&["build", at, "--period", PERIOD]);
    assert!(said.contains("W225") && said.contains("còn 2 ý"), "{said}");
    let form = office.path().join("ket-qua/2024-Q1/du-thao-01/phieu-gop-y.xlsx");
    let gathered = cell(&form, "Phiếu", "B7");
    let lines: Vec<&str> = gathered.lines().collect();
    assert!(lines[0].ends_with("dài  a (Chi bộ thôn 1)"), "whole opinions only");
    assert!(lines[1].ends_with("dài  b (Chi bộ thôn 2)"));
    assert!(lines[2].starts_with("… còn 2 ý, xem "), "{}", lines[2]);
    let carried = cell(&form, "_tonghop_y_kien", "F5");
    assert!(carried.ends_with("dài  d"), "{}", carried.len());
}

#[test]
fn a_blank_takes_words_in_lines_and_tells_how() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["", "", "", ""]);
    let at = office.path().to_str().unwrap();
    run(&["issue", at, "--period", "2024-6T"]);
    let folder = office.path().join("phat-hanh/2024-6T");
    let blank = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let mut package = tonghop::ooxml::Package::open(std::fs::read(&blank).unwrap()).unwrap();
    let sheet = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
    assert!(sheet.contains("type=\"textLength\""), "{sheet}");
    assert!(sheet.contains("mỗi ý một dòng (Alt+Enter)"), "{sheet}");
    let styles = text(&package.read("xl/styles.xml").unwrap());
    assert!(styles.contains("wrapText=\"1\""), "{styles}");
    // Sent back as it is, it says nothing at all; with its figure and no words, that there are none.
    let returned = office.path().join("bao-cao-den/phat hanh.xlsx");
    std::fs::copy(&blank, &returned).unwrap();
    let told = run(&["explain", at, "--period", "2024-6T", "kien_nghi"]);
    assert!(told.contains("0 ý kiến; 0 đơn vị không có ý kiến"), "{told}");
    form(&returned, ["Chi bộ thôn 1", "6 tháng năm 2024", "20", "", ""]);
    let told = run(&["explain", at, "--period", "2024-6T", "kien_nghi"]);
    assert!(told.contains("0 ý kiến; 1 đơn vị không có ý kiến"), "{told}");
    form(&returned, ["Chi bộ thôn 1", "6 tháng năm 2024", "20", "", "Một ý"]);
    assert!(run(&["explain", at, "--period", "2024-6T", "kien_nghi"]).contains("1 ý kiến"));
}

#[test]
fn words_in_an_old_encoding_are_read_and_the_trace_keeps_how_they_were_typed() {
    let office = tempfile::tempdir().unwrap();
    let old = "ThiÕu kinh phÝ ho¹t ®éng, ®¶ng viªn ®i lµm ¨n xa";
    let read = "Thiếu kinh phí hoạt động, đảng viên đi làm ăn xa";
    commune(office.path(), [old, "", "", read]);
    let at = office.path().to_str().unwrap();
    let checked = run(&["check", at, "--period", PERIOD]);
    assert!(checked.contains("I130") && checked.contains(read), "{checked}");
    let told = run(&["explain", at, "--period", PERIOD, "han_che"]);
    assert!(told.contains("1 ý kiến") && told.contains(old), "{told}");
    assert_eq!(told.matches(read).count(), 2, "{told}");
    let program = run(&["explain", at, "--period", PERIOD, "han_che", "--format", "json"]);
    assert!(program.contains(&format!("\"original\": \"{old}\"")), "{program}");
}

#[test]
fn words_that_others_must_not_see_are_starred_and_never_said_to_be_none() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["Thiếu kinh phí", "", "", ""]);
    let for_others = PACK.replace("[[report]]\n", "[[report]]\nfor_others = true\n");
    let sensitive = ELEMENTS.replace("kind = \"text\"", "kind = \"text\"\nsensitive = true");
    pack(office.path(), &for_others, &sensitive);
    let template = office.path().join("bo-bieu/gop-y/bao-cao.docx");
    let writes = |line: &str| {
        let run = docx_rs::Run::new().add_text(line);
        let docx = docx_rs::Docx::new().add_paragraph(docx_rs::Paragraph::new().add_run(run));
        docx.build().pack(std::fs::File::create(&template).unwrap()).unwrap();
    };
    let at = office.path().to_str().unwrap();

    writes("{{ khong_y_kien(\"han_che\") | liet_ke }}; {{ han_che }}");
    run(&["build", at, "--period", PERIOD]);
    let report = office.path().join("ket-qua/2024-Q1/du-thao-01/bao-cao.docx");
    let mut package = tonghop::ooxml::Package::open(std::fs::read(report).unwrap()).unwrap();
    let xml = text(&package.read("word/document.xml").unwrap());
    assert!(xml.contains("*; *"), "{xml}");

    writes("Có {{ y_kien(\"han_che\") | length }} ý kiến.");
    let output = tonghop(&["build", at, "--period", PERIOD]);
    let said = text(&output.stderr) + &text(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("lời không công bố"), "{said}");
}

#[test]
fn stars_for_words_are_explained_and_others_are_not_sent_to_a_file_they_do_not_get() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["Thiếu kinh phí", "", "", ""]);
    let for_others = PACK.replace("[[report]]\n", "[[report]]\nfor_others = true\n");
    let sensitive = ELEMENTS.replace("kind = \"text\"", "kind = \"text\"\nsensitive = true");
    pack(office.path(), &for_others, &sensitive);
    let template = office.path().join("bo-bieu/gop-y/bao-cao.docx");
    let at = office.path().to_str().unwrap();
    let prints = |line: &str, draft: &str| {
        let run_of = docx_rs::Run::new().add_text(line);
        let docx =
            docx_rs::Docx::new().add_paragraph(docx_rs::Paragraph::new().add_run(run_of));
        docx.build().pack(std::fs::File::create(&template).unwrap()).unwrap();
        let said = run(&["build", at, "--period", PERIOD]);
        let report = office.path().join(format!("ket-qua/2024-Q1/{draft}/bao-cao.docx"));
        let mut package =
            tonghop::ooxml::Package::open(std::fs::read(report).unwrap()).unwrap();
        (text(&package.read("word/document.xml").unwrap()), said)
    };
    let (xml, said) = prints("Riêng: {{ han_che }}. {{ tinh_trang.che_so }}", "du-thao-01");
    assert!(xml.contains("Riêng: *. Dấu * thay cho số không công bố."), "{xml}");
    assert!(!said.contains("W556"), "{said}");
    let (_, said) = prints("Riêng: {{ han_che }}.", "du-thao-02");
    assert!(said.contains("W556"), "{said}");
    let (xml, said) = prints("{{ dang_vien }}. {{ tinh_trang.che_so }}", "du-thao-03");
    assert!(!xml.contains("Dấu *") && !said.contains("W556"), "{xml}{said}");

    let table = PACK.replace("[[table]]\n", "[[table]]\nfor_others = true\n");
    pack(office.path(), &table, ELEMENTS);
    let long = |letter: &str| format!("{} {letter}", "dài ".repeat(4000));
    let [a, b, c, d] = ["a", "b", "c", "d"].map(long);
    commune_returns(office.path(), [&a, &b, &c, &d]);
    let cells = [("A1", "{{ han_che }}")];
    write(&office.path().join("bo-bieu/gop-y/bang.xlsx"), &[("Ý kiến", &cells)]);
    run(&["build", at, "--period", PERIOD]);
    let made = office.path().join("ket-qua/2024-Q1/du-thao-04/bang-y-kien.xlsx");
    assert!(cell(&made, "Ý kiến", "A1").ends_with("\n… còn 2 ý"));
}

#[test]
fn a_blank_has_the_letterhead_and_its_unit_signs_and_the_form_is_signed_as_the_report_is() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["", "", "", ""]);
    let says = [
        ("Tên cơ quan, đơn vị", "Ban Thường vụ Đảng ủy xã Tân Hòa"),
        ("Địa danh", "Tân Hòa"),
        ("Chức vụ người ký", "Bí thư"),
        ("Họ và tên người ký", "Nguyễn Văn An"),
    ];
    settings_saying(office.path(), &COMMUNE, &says);
    let form = office.path().join("bo-bieu/gop-y/phieu.xlsx");
    let tags = "PHIẾU GÓP Ý ĐỊNH KỲ {{ co_quan.dia_danh }}|{{ co_quan.chuc_vu }}|\
                {{ co_quan.nguoi_ky }}|{{ don_vi.thay_mat }}|{{ don_vi.nguoi_ky }}";
    set_cell(&form, "Phiếu", "A1", &Content::Text(tags.to_owned()));
    let at = office.path().to_str().unwrap();
    run(&["issue", at, "--period", "2024-6T"]);
    let folder = office.path().join("phat-hanh/2024-6T");
    let blank = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let head = "PHIẾU GÓP Ý ĐỊNH KỲ Tân Hòa|Bí thư|Nguyễn Văn An|";
    assert_eq!(cell(&blank, "Phiếu", "A1"), format!("{head}T/M CHI BỘ|"));
    run(&["build", at, "--period", PERIOD]);
    let made = office.path().join("ket-qua/2024-Q1/du-thao-01/phieu-gop-y.xlsx");
    let signed = format!("{head}T/M BAN THƯỜNG VỤ|Nguyễn Văn An");
    assert_eq!(cell(&made, "Phiếu", "A1"), signed);
}

#[test]
fn of_two_cells_for_one_thing_the_trace_names_the_one_that_says_something() {
    let office = tempfile::tempdir().unwrap();
    let at = office.path().to_str().unwrap();
    commune(office.path(), ["", "", "", ""]);
    let form = |file: &std::path::Path, said: [&str; 6]| {
        let [unit, period, first, second, members, proposals] = said;
        let cells = [
            ("A1", "PHIẾU GÓP Ý ĐỊNH KỲ"),
            ("A2", "Đơn vị:"),
            ("B2", unit),
            ("A3", "Kỳ báo cáo:"),
            ("B3", period),
            ("A6", "Hạn chế, khuyết điểm"),
            ("B6", first),
            ("A7", "Hạn chế, khuyết điểm khác"),
            ("B7", second),
            ("A8", "Tổng số đảng viên"),
            ("B8", members),
            ("A9", "Kiến nghị, đề xuất"),
            ("B9", proposals),
        ];
        write(file, &[("Phiếu", &cells)]);
    };
    let tags = [
        "{{ don_vi.ten }}",
        "{{ ky.ten }}",
        "{{ han_che }}",
        "{{ han_che }}",
        "{{ dang_vien }}",
        "{{ kien_nghi }}",
    ];
    form(&office.path().join("bo-bieu/gop-y/phieu.xlsx"), tags);
    let old = "ThiÕu kinh phÝ ho¹t ®éng, ®¶ng viªn ®i lµm ¨n xa";
    let file = office.path().join("bao-cao-den/Chi bộ thôn 1.xlsx");
    form(&file, ["Chi bộ thôn 1", "Quý I/2024", "", old, "20", ""]);
    let told = tonghop(&["explain", at, "--period", PERIOD, "han_che"]);
    let told = text(&told.stdout) + &text(&told.stderr);
    assert!(told.contains("ô B7") && told.contains(old), "{told}");
}

#[test]
fn words_of_two_periods_are_told_each_with_its_own() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["Thiếu kinh phí", "", "", ""]);
    let quarters =
        PACK.replace("\"Q1\", \"6T\", \"9T\", \"year\"", "\"Q1\", \"Q2\", \"Q3\", \"Q4\"");
    assert_ne!(quarters, PACK);
    pack(office.path(), &quarters, ELEMENTS);
    let second = office.path().join("bao-cao-den/q2.xlsx");
    form(&second, ["Chi bộ thôn 1", "Quý II/2024", "20", "Thiếu cán bộ", ""]);
    let at = office.path().to_str().unwrap();
    let told = run(&["explain", at, "--period", "2024-6T", "han_che"]);
    assert!(told.contains("  Chi bộ thôn 1, 2024-Q1  ←"), "{told}");
    assert!(told.contains("  Chi bộ thôn 1, 2024-Q2  ←"), "{told}");
    let program = run(&["explain", at, "--period", "2024-6T", "han_che", "--format", "json"]);
    assert!(program.contains("\"period\": \"2024-Q2\""), "{program}");
    let told = run(&["explain", at, "--period", PERIOD, "han_che"]);
    assert!(told.contains("  Chi bộ thôn 1  ←"), "{told}");
}

#[test]
fn settings_in_an_old_encoding_are_read_and_told() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["", "", "", ""]);
    let says = [("Nơi nhận", "ThiÕu kinh phÝ ho¹t ®éng, ®¶ng viªn ®i lµm ¨n xa")];
    settings_saying(office.path(), &COMMUNE, &says);
    let said = run(&["check", office.path().to_str().unwrap(), "--period", PERIOD]);
    assert!(said.contains("I130") && said.contains("thiet-lap.xlsx"), "{said}");
}

#[test]
fn a_template_compares_the_name_of_the_period_as_people_type_it() {
    let office = tempfile::tempdir().unwrap();
    commune(office.path(), ["", "", "", ""]);
    let template = office.path().join("bo-bieu/gop-y/bao-cao.docx");
    let line = "{% if ky.ten == \"6 tháng đầu năm 2024\" %}Đúng: {{ ky.ten }}.{% endif %}";
    let docx = docx_rs::Docx::new()
        .add_paragraph(docx_rs::Paragraph::new().add_run(docx_rs::Run::new().add_text(line)));
    docx.build().pack(std::fs::File::create(&template).unwrap()).unwrap();
    let at = office.path().to_str().unwrap();
    let output = tonghop(&["build", at, "--period", "2024-6T"]);
    let report = office.path().join("ket-qua/2024-6T/du-thao-01/bao-cao.docx");
    let mut package = tonghop::ooxml::Package::open(std::fs::read(report).unwrap()).unwrap();
    let xml = text(&package.read("word/document.xml").unwrap());
    assert!(xml.contains("Đúng: 6\u{a0}tháng đầu năm 2024."), "{xml}{}", text(&output.stdout));
}
