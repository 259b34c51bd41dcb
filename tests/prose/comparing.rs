//! `so_sanh`, `so_sanh_duoc`.

use crate::office::{ONE, ONE_BEFORE, Office, TWO, TWO_BEFORE, Written};

#[test]
fn more_less_and_as_many_are_said_with_the_unit_of_measure() {
    let office = Office::new();
    let printed = office.prints(&[
        r#"{{ so_sanh("dang_vien") }}"#,
        r#"{{ so_sanh("dang_vien", voi="cung-ky", don_vi="đồng chí") }}"#,
        r#"{{ so_sanh("buoi.tot", voi="nam-1") }}"#,
        r#"{{ so_sanh("dang_vien", voi="2023-6T", dv="CB2") }}"#,
    ]);
    assert_eq!(
        printed.text,
        [
            "tăng 2 người so với cùng kỳ năm trước",
            "tăng 2 đồng chí so với cùng kỳ năm trước",
            "giảm 2 buổi so với cùng kỳ năm trước",
            "bằng 6 tháng đầu năm 2023",
        ]
    );
}

#[test]
fn two_percentages_differ_by_points_and_never_by_percent() {
    let office = Office::new();
    // 5 of 60 and 3 of 58.
    let said = office.says(r#"{{ so_sanh("ty_le") }}"#);
    assert_eq!(said, "tăng 3,16 điểm phần trăm so với cùng kỳ năm trước");
    let refused = office.refuses(r#"{{ so_sanh("ty_le", don_vi="%") }}"#);
    assert!(refused[0].contains("điểm phần trăm"), "{refused:?}");
}

#[test]
fn a_mean_differs_by_its_own_unit_of_measure() {
    let mut two = TWO;
    two[4] = "27.5";
    let office = Office::with(&[
        ("2024-6T", [Some(ONE), Some(two)]),
        ("2023-6T", [Some(ONE_BEFORE), Some(TWO_BEFORE)]),
    ]);
    // (4 × 25 + 27,5) ÷ 5 = 25,5, and 26 a year before.
    assert_eq!(
        office.says(r#"{{ so_sanh("tuoi") }}"#),
        "giảm 0,5 tuổi so với cùng kỳ năm trước"
    );
}

#[test]
fn the_difference_is_that_of_the_two_figures_as_they_are_printed() {
    let of = |members: &'static str, admitted: &'static str| -> Written {
        [members, admitted, "0", "0", "20", "0", "0", "0", "0"]
    };
    let nobody = of("0", "0");
    let office = Office::with(&[
        ("2024-6T", [Some(of("60", "40")), Some(nobody)]),
        ("2023-6T", [Some(of("60", "20")), Some(nobody)]),
    ]);
    let said = office.says(r#"{{ ty_le }}; {{ ty_le @ cung-ky }}; {{ so_sanh("ty_le") }}"#);
    let wanted = "66,67; 33,33; tăng 33,34 điểm phần trăm so với cùng kỳ năm trước";
    assert_eq!(said, wanted);
}

#[test]
fn what_prints_alike_is_as_much() {
    let of = |members: &'static str, admitted: &'static str| -> Written {
        [members, admitted, "0", "0", "20", "0", "0", "0", "0"]
    };
    let nobody = of("0", "0");
    // 0,1 % and 0,1001 %.
    let office = Office::with(&[
        ("2024-6T", [Some(of("100000", "100")), Some(nobody)]),
        ("2023-6T", [Some(of("99900", "100")), Some(nobody)]),
    ]);
    let said = office.says(r#"{{ ty_le }}; {{ ty_le @ cung-ky }}; {{ so_sanh("ty_le") }}"#);
    assert_eq!(said, "0,1; 0,1; bằng cùng kỳ năm trước");
}

#[test]
fn nothing_before_and_nothing_now_are_figures_too() {
    let office = Office::new();
    let printed = office.prints(&[
        r#"{{ so_sanh("ket_nap", dv="CB2") }}"#,
        r#"{{ so_sanh("ket_nap.nu", dv="CB2") }}"#,
    ]);
    let wanted = ["tăng 1 đồng chí so với cùng kỳ năm trước", "bằng cùng kỳ năm trước"];
    assert_eq!(printed.text, wanted);
    assert_eq!(printed.told("W670"), Vec::<&str>::new());
}

#[test]
fn comparisons_that_one_missing_branch_prevents_are_told_once() {
    let office = Office::with(&[
        ("2024-6T", [Some(ONE), None]),
        ("2023-6T", [Some(ONE_BEFORE), Some(TWO_BEFORE)]),
    ]);
    let printed = office.prints(&[
        r#"{{ so_sanh("dang_vien") }}"#,
        r#"{{ so_sanh("ket_nap") }}"#,
        r#"{{ so_sanh("buoi.tot") }}"#,
    ]);
    let told = printed.told("W670");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("và 2 số khác"), "{told:?}");
}

#[test]
fn with_a_branch_missing_in_either_period_nothing_is_compared_and_that_is_told() {
    let whole = [Some(ONE), Some(TWO)];
    let before = [Some(ONE_BEFORE), Some(TWO_BEFORE)];
    let missing = "bao-cao.docx";
    for (now, then, reason) in [
        ([Some(ONE), None], before, "số liệu của 2024-6T mới có của 1/2 đơn vị"),
        (whole, [None, Some(TWO_BEFORE)], "số liệu của 2023-6T mới có của 1/2 đơn vị"),
        (whole, [None, None], "chưa có số liệu của 2023-6T"),
        // Even where the same branch is missing twice: the sentence is about the whole.
        (
            [Some(ONE), None],
            [Some(ONE_BEFORE), None],
            "số liệu của 2024-6T mới có của 1/2 đơn vị",
        ),
    ] {
        let office = Office::with(&[("2024-6T", now), ("2023-6T", then)]);
        let printed = office.prints(&[
            r#"{{ so_sanh("dang_vien") }}"#,
            r#"{% if so_sanh_duoc("dang_vien") %}so được{% else %}không so{% endif %}"#,
        ]);
        let said = "chưa có số liệu để so sánh với cùng kỳ năm trước";
        assert_eq!(printed.text[printed.text.len() - 2..], [said, "không so"], "{missing}");
        let told = printed.told("W670");
        assert_eq!(told.len(), 1, "{:?}", printed.findings);
        assert!(
            told[0].contains("«Tổng số đảng viên»") && told[0].ends_with(reason),
            "{told:?}"
        );
        // Neither figure was printed, so none is told as printed and absent.
        assert_eq!(printed.told("W609"), Vec::<&str>::new());
    }
}

#[test]
fn an_earlier_stock_that_stands_in_is_compared_with_nothing() {
    let carry = "over_periods = \"last\"\nmissing = \"carry\"";
    let office = Office::with(&[
        ("2024-6T", [Some(ONE), None]),
        ("2024-Q1", [Some(ONE), Some(TWO)]),
        ("2023-6T", [Some(ONE_BEFORE), Some(TWO_BEFORE)]),
    ])
    .with_pack("elements.toml", "over_periods = \"last\"", carry);
    let printed = office.prints(&["{{ dang_vien }}", r#"{{ so_sanh("dang_vien") }}"#]);
    let said = "chưa có số liệu để so sánh với cùng kỳ năm trước";
    let text = &printed.text[printed.text.len() - 2..];
    assert_eq!(text, ["60 [1/2, 1 số kỳ trước]", said]);
}

#[test]
fn where_both_periods_are_there_the_condition_says_so() {
    let template = r#"{% if so_sanh_duoc("ket_nap") %}{{ so_sanh("ket_nap") }}{% endif %}."#;
    assert_eq!(Office::new().says(template), "tăng 2 đồng chí so với cùng kỳ năm trước.");
}

#[test]
fn a_flow_is_not_compared_with_one_of_a_longer_period() {
    let refused = Office::new().refuses(r#"{{ so_sanh("ket_nap", voi="ca-nam") }}"#);
    assert!(
        refused[0].starts_with("E607") && refused[0].contains("dài khác nhau"),
        "{refused:?}"
    );
}

#[test]
fn a_figure_is_not_compared_with_itself() {
    let refused = Office::new().refuses(r#"{{ so_sanh("dang_vien", voi="2024-6T") }}"#);
    assert!(refused[0].contains("chính là kỳ đang so"), "{refused:?}");
}

#[test]
fn whatever_the_figures_the_difference_is_what_a_reader_finds_by_taking_one_from_the_other() {
    let number = |text: &str| -> rust_decimal::Decimal {
        text.replace('.', "").replace(',', ".").parse().unwrap()
    };
    for (now, then) in
        [("1", "2"), ("7", "3"), ("10", "13"), ("200", "1"), ("0", "5"), ("6", "6")]
    {
        let of = |members: &'static str, admitted: &'static str| -> Written {
            [members, admitted, "0", "0", "20", "0", "0", "0", "0"]
        };
        let office = Office::with(&[
            ("2024-6T", [Some(of("1709", now)), Some(of("0", "0"))]),
            ("2023-6T", [Some(of("1801", then)), Some(of("0", "0"))]),
        ])
        .counting("05");
        for path in ["ket_nap", "ty_le", "dang_vien"] {
            let said = office.prints(&[
                &format!("{{{{ {path} }}}}"),
                &format!("{{{{ {path} @ cung-ky }}}}"),
                &format!("{{{{ so_sanh(\"{path}\") }}}}"),
            ]);
            let [now, then, sentence] = &said.text[..] else { panic!("{:?}", said.text) };
            let difference = number(now) - number(then);
            let mut words = sentence.split(' ');
            let told = match words.next().unwrap() {
                "tăng" => number(words.next().unwrap()),
                "giảm" => -number(words.next().unwrap()),
                "bằng" => rust_decimal::Decimal::ZERO,
                other => panic!("{other}"),
            };
            assert_eq!(told, difference, "{path}: {now}, {then}, {sentence}");
        }
    }
}

#[test]
fn the_beginning_of_a_term_that_is_not_set_cannot_be_compared_with() {
    let printed = Office::new().prints(&[r#"{{ so_sanh("dang_vien", voi="dau-nhiem-ky") }}"#]);
    assert_eq!(printed.text, ["chưa có số liệu để so sánh với đầu nhiệm kỳ"]);
    assert!(printed.told("W670")[0].ends_with("không có kỳ để so sánh"));
}

#[test]
fn a_base_that_is_no_period_is_named_with_the_nearest() {
    let refused = Office::new().refuses(r#"{{ so_sanh("dang_vien", voi="cung-kỳ") }}"#);
    assert!(refused[0].contains("có phải `cung-ky`"), "{refused:?}");
}

#[test]
fn what_others_must_not_see_is_not_told_by_a_sentence() {
    let office = Office::new()
        .with_pack("pack.toml", "[[report]]\n", "[[report]]\nfor_others = true\n")
        .with_pack("elements.toml", "unit = \"đồng chí\"", "unit = \"người\"");
    // Of 4 and 1 admitted all are few; so is the total of 3 of the year before.
    let printed = office.prints(&[
        r#"{{ so_sanh("ket_nap", dv="CB1") }}"#,
        r#"{{ so_sanh("ket_nap") }}"#,
        r#"{{ ty_trong("ket_nap.nu") }}; {{ liet_ke_phan("ket_nap") }}"#,
        r#"{{ can("ket_nap.nu") }}nữ {{ ket_nap.nu }}"#,
        r#"{{ so_sanh("dang_vien") }}"#,
    ]);
    let wanted = [
        "* so với cùng kỳ năm trước",
        "* so với cùng kỳ năm trước",
        "*; nữ *, đoàn viên *",
        "tăng 2 người so với cùng kỳ năm trước",
    ];
    assert_eq!(printed.text, wanted, "{:?}", printed.findings);
    assert_eq!(printed.told("W670"), Vec::<&str>::new());
}

#[test]
fn both_figures_of_a_comparison_stand_in_the_ledger() {
    let printed = Office::new().prints(&[r#"{{ so_sanh("ty_le") }}"#]);
    assert!(printed.traces("Tỷ lệ kết nạp", "2024-6T"), "{:#?}", printed.ledger);
    assert!(printed.traces("Tỷ lệ kết nạp", "2023-6T"), "{:#?}", printed.ledger);
}

#[test]
fn what_this_period_cannot_be_compared_with_is_told_in_the_sentence() {
    // Of six months and of three; the same template is right in a report of three months.
    let office = Office::new();
    for (path, base) in [("ket_nap", "2024-Q1"), ("ty_le", "2024-Q1"), ("ty_le_tot", "2023")] {
        let printed =
            office.prints(&[&format!("{{{{ so_sanh(\"{path}\", voi=\"{base}\") }}}}")]);
        let said = &printed.text[printed.text.len() - 1];
        assert!(said.starts_with("không so sánh được với "), "{path}: {said}");
        assert!(printed.told("W670")[0].contains("dài khác nhau"), "{:?}", printed.findings);
    }
    let stock = office.says(r#"{{ so_sanh("dang_vien", voi="2023-6T") }}"#);
    assert!(stock.starts_with("tăng 2 người"), "{stock}");
}

#[test]
fn a_rate_of_flows_is_never_compared_with_that_of_the_whole_year() {
    let refused = Office::new().refuses(r#"{{ so_sanh("ty_le", voi="ca-nam") }}"#);
    assert!(refused[0].contains("dài khác nhau"), "{refused:?}");
}

#[test]
fn a_count_is_not_told_in_percent() {
    for unit in ["%", "điểm", "điểm phần trăm", "phần trăm"] {
        let template = format!(r#"{{{{ so_sanh("ket_nap", don_vi="{unit}") }}}}"#);
        let refused = Office::new().refuses(&template);
        assert!(refused[0].contains("không phải tỷ lệ %"), "{refused:?}");
    }
}

#[test]
fn word_does_not_add_up_what_others_may_see() {
    let office =
        Office::new().with_pack("pack.toml", "[[report]]\n", "[[report]]\nfor_others = true\n");
    let template = office.writes("{{ ket_nap }}");
    let docx = std::fs::read(&template).unwrap();
    let mut package = tonghop::ooxml::Package::open(docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap()).unwrap();
    let field = r#"<w:p><w:fldSimple w:instr=" =SUM(ABOVE) "><w:r><w:t>0</w:t></w:r></w:fldSimple></w:p>"#;
    let refused =
        office.refuses_document(&xml.replacen("<w:body>", &format!("<w:body>{field}"), 1));
    assert!(
        refused[0].starts_with("E666") && refused[0].contains("=SUM(ABOVE)"),
        "{refused:?}"
    );
}
