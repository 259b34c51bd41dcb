//! Sentences of real documents, and what the shipped list of documents says of them.

use chrono::NaiveDate;

use super::*;

fn registry() -> Registry {
    let mut registry = Registry::default();
    registry.add_toml(include_str!("../../templates/chung/van-ban.toml")).unwrap();
    registry
}

fn day(text: &str) -> NaiveDate {
    crate::text::date::parse(text).unwrap()
}

const PARTY: Style = Style { comma: true };

/// What the shipped list says of the only citation of a sentence: `28-CT/TW 21/01/2019`, or
/// what is wrong and what was meant.
#[track_caller]
fn said_of(sentence: &str) -> String {
    let registry = registry();
    let found = mentions(sentence);
    let [cited] = found.as_slice() else { panic!("{found:?}") };
    let name = |d: &Document| format!("{} {}", d.number, crate::text::date::short(d.date));
    match registry.judge(cited, &Context::default()) {
        Judgement::Known(document) => name(document),
        Judgement::Slip(document, slip) => format!("{slip:?}: {}", name(document)),
        Judgement::Ambiguous(several) => {
            several.iter().map(|d| name(d)).collect::<Vec<_>>().join(" | ")
        }
        Judgement::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn every_shipped_document_is_found_by_number_and_day_and_has_a_type() {
    let registry = registry();
    assert!(registry.documents().len() > 40);
    for document in registry.documents() {
        let number = document.number.to_string();
        assert_eq!(registry.find(&number, Some(document.date), None), Ok(document));
        assert!(!document.issuer.is_empty() && !document.kind.is_empty(), "{number}");
        if let Some(new) = &document.superseded_by {
            assert!(registry.successor(document).is_some(), "{number} by {new}");
        }
    }
}

#[test]
fn numbers_that_two_documents_bear_ask_for_the_day() {
    let registry = registry();
    for number in ["07-NQ/TU", "124-QĐ/TW", "02-HD/BTCTW", "12-HD/BTCTW"] {
        let Err(NotFound::Ambiguous { candidates }) = registry.find(number, None, None) else {
            panic!("{number}")
        };
        assert_eq!(candidates.len(), 2, "{number}");
    }
    let found = registry.find("07-NQ/TU", Some(day("20/10/2008")), None).unwrap();
    assert!(found.subject.contains("trường Chính trị Trần Phú"));
    let found = registry.find("124-QĐ/TW", None, Some("Ban Bí thư")).unwrap();
    assert_eq!(found.date, day("02/02/2018"));
}

#[test]
fn a_document_of_another_province_is_never_taken_by_its_number_alone() {
    let registry = registry();
    assert!(matches!(registry.find("31-QĐ/TU", None, None), Err(NotFound::Ambiguous { .. })));
    assert!(registry.find("31-QĐ/TU", Some(day("17/7/2019")), None).is_ok());
}

#[test]
fn numbers_are_found_however_they_are_typed() {
    let registry = registry();
    for number in ["28-CT/TW", "28 - CT/TW", " 28–CT / TW", "028-CT/TW", "28-\nCT/TW"] {
        assert_eq!(
            registry.find(number, None, None).unwrap().date,
            day("21/01/2019"),
            "{number}"
        );
    }
    assert!(registry.find("08-QĐ/TW", None, None).is_ok());
    assert!(registry.find("07 -KH/TW", None, None).is_ok());
}

#[test]
fn an_unknown_number_names_the_nearest() {
    let registry = registry();
    let Err(wrong) = registry.find("28-CT/TU", None, None) else { panic!() };
    assert_eq!(
        wrong.in_words("28-CT/TU", crate::text::Lang::Vi),
        "danh mục văn bản không có `28-CT/TU`; gần nhất là 28-CT/TW, ngày 21/01/2019 của Ban Bí thư về nâng cao chất lượng kết nạp đảng viên và rà soát, sàng lọc, đưa những đảng viên không còn đủ tư cách ra khỏi Đảng"
    );
    assert_eq!(registry.find("bỏ trống", None, None), Err(NotFound::Unknown { nearest: None }));
}

#[test]
fn a_document_is_cited_in_full_and_briefly() {
    let registry = registry();
    let directive = registry.find("28-CT/TW", None, None).unwrap();
    assert_eq!(
        directive.full(PARTY),
        "Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Ban Bí thư về nâng cao chất lượng kết nạp đảng viên và rà soát, \
         sàng lọc, đưa những đảng viên không còn đủ tư cách ra khỏi Đảng"
    );
    assert_eq!(directive.short(), "Chỉ thị số 28-CT/TW");
    let decree = registry.find("30/2020/NĐ-CP", None, None).unwrap();
    assert_eq!(
        decree.full(Style { comma: false }),
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"
    );
}

#[test]
fn right_citations_of_the_sources_are_known() {
    for (sentence, document) in [
        (
            "Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Ban Bí thư về nâng cao",
            "28-CT/TW 21/01/2019",
        ),
        (
            "Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư Trung ương đảng",
            "10-CT/TW 30/3/2007",
        ),
        ("theo Quy định 124-QĐ/TW của Ban Bí thư, qua đó", "124-QĐ/TW 02/02/2018"),
        ("Hướng dẫn số 12-\nHD/BTCTW, ngày 6/7/2018 của Ban Tổ chức", "12-HD/BTCTW 06/7/2018"),
        ("Kế hoạch số 07 -KH/TW, ngày 17/8/2022 của Bộ Chính trị", "07-KH/TW 17/8/2022"),
        ("ngày 02 tháng 01 năm 2020", ""),
        (
            "Quy định số 213-QĐ/TW ngày 02 tháng 01 năm 2020 của Bộ Chính trị",
            "213-QĐ/TW 02/01/2020",
        ),
        (
            "Nghị quyết số 07-NQ/TU, ngày 27/4/2018 của Ban Thường vụ Tỉnh ủy",
            "07-NQ/TU 27/4/2018",
        ),
        ("Nghị quyết số 07-NQ/TU, ngày 20/10/2008 về nâng cao", "07-NQ/TU 20/10/2008"),
        (
            "Quy định số 08-QĐi/TW, ngày 25/10/2018 của Ban Chấp hành Trung ương Đảng",
            "08-QĐi/TW 25/10/2018",
        ),
    ] {
        if document.is_empty() {
            assert_eq!(mentions(sentence), []);
        } else {
            assert_eq!(said_of(sentence), document, "{sentence}");
        }
    }
}

#[test]
fn the_slips_of_the_sources_and_of_the_press_are_told_with_what_was_meant() {
    for (sentence, said) in [
        (
            "Hướng dẫn số 01-HD/BTCTW ngày 28/9/2021 của Ban Tổ chức Trung ương",
            "Number: 01-HD/TW 28/9/2021",
        ),
        ("Chỉ thị 28-CT/TW ngày 21/01/2018 của Ban Bí thư", "Date: 28-CT/TW 21/01/2019"),
        ("Chỉ thị 28-CT/TW, ngày 21-2-2019 của Ban Bí thư", "Date: 28-CT/TW 21/01/2019"),
        ("thực hiện nghiêm Chi thị 28-CT/TW của Ban Bí thư", "Kind: 28-CT/TW 21/01/2019"),
        ("Kết luận số 28-CT/TW, ngày 21/01/2019", "Kind: 28-CT/TW 21/01/2019"),
        (
            "Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Bộ Chính trị",
            "Issuer: 28-CT/TW 21/01/2019",
        ),
    ] {
        assert_eq!(said_of(sentence), said, "{sentence}");
    }
}

#[test]
fn where_nothing_is_sure_nothing_is_told() {
    for sentence in [
        // Another province has its own series.
        "Nghị quyết số 07-NQ/TU, ngày 15/3/2018 của Ban Thường vụ Tỉnh ủy",
        // Another term has its own series.
        "Chỉ thị số 28-CT/TW, ngày 30/10/2013 của Ban Bí thư",
        "Quy định số 39-QĐ/TU, ngày 08/4/2019 của Ban Thường vụ Tỉnh ủy",
        "Công văn số 1196/SNV-QLNS ngày 27/3/2024 của Sở Nội vụ",
        "Nghị quyết số 07-NQ/TU của Tỉnh ủy",
    ] {
        assert_eq!(said_of(sentence), "unknown", "{sentence}");
    }
}

#[test]
fn a_number_of_two_documents_without_a_day_is_ambiguous_unless_the_text_says_more() {
    assert_eq!(
        said_of("Hướng dẫn 02-HD/BTCTW của Ban Tổ chức Trung ương"),
        "02-HD/BTCTW 12/4/2021 | 02-HD/BTCTW 22/5/2026"
    );
    let registry = registry();
    let cited = mentions("Hướng dẫn số 02-HD/BTCTW");
    let is_known = |context| matches!(registry.judge(&cited[0], &context), Judgement::Known(_));
    assert!(!is_known(Context::default()));
    assert!(is_known(Context { dates: vec![day("12/4/2021")], day: None }));
    // Only one of them had been issued by then.
    assert!(is_known(Context { dates: Vec::new(), day: Some(day("19/6/2024")) }));
}

#[test]
fn figures_and_dates_are_no_citations() {
    for text in [
        "12/12 (Đạt 100%)",
        "ngày 06/7/2018",
        "giai đoạn 2019-2023",
        "Quý I/2024",
        "35.599/35.900 đảng viên",
        "Số    -BC/ĐU",
        "tiểu mục 2.1-A/B",
        "Biểu 2-BTCTW",
        "AB12-CT/TW",
        "3-4/tháng",
        "05 - 10 người/chi bộ",
    ] {
        assert_eq!(mentions(text), [], "{text}");
    }
}

#[test]
fn what_took_a_documents_place_is_known_from_its_day_on() {
    let registry = registry();
    let rules = registry.find("24-QĐ/TW", None, None).unwrap();
    assert_eq!(registry.in_force_instead(rules, day("19/01/2025")), None);
    let number = |day| registry.in_force_instead(rules, day).unwrap().number.to_string();
    assert_eq!(number(day("20/01/2025")), "232-QĐ/TW");
    assert_eq!(number(day("31/12/2025")), "294-QĐ/TW");
}

#[test]
fn an_offices_own_entry_takes_the_place_of_a_shipped_one() {
    let mut registry = registry();
    let before = registry.documents().len();
    registry
        .add_toml(
            "[[document]]\nnumber = '28-CT/TW'\ndate = '21/01/2019'\nissuer = 'Ban Bí thư'\nsubject = 'công tác đảng viên'",
        )
        .unwrap();
    assert_eq!(registry.documents().len(), before);
    let full = registry.find("28-CT/TW", None, None).unwrap().full(PARTY);
    assert!(full.ends_with("của Ban Bí thư về công tác đảng viên"), "{full}");
}

#[test]
fn a_list_that_cannot_be_read_says_where() {
    let mut registry = Registry::default();
    let no_toml = registry.add_toml("[types]\nCT = 1").unwrap_err().to_string();
    assert!(no_toml.starts_with("dòng 2: "), "{no_toml}");
    let entry = "[[document]]\nnumber = '38-QĐ/TU'\ndate = '08/4/2019'\nissuer = 'x'";
    assert!(registry.add_toml(entry).unwrap_err().to_string().contains("38-QĐ/TU"));
}

#[test]
fn citations_of_a_pack_are_written_as_the_office_writes_them() {
    let source = "Điều lệ Đảng; Hướng dẫn số 01-HD/TW ngày 28/9/2021 của Ban Bí thư, (số 29-QĐ/TW, ngày 25/7/2016), ngày 5";
    let party = "Điều lệ Đảng; Hướng dẫn số 01-HD/TW, ngày 28/9/2021 của Ban Bí thư, (số 29-QĐ/TW, ngày 25/7/2016), ngày 5";
    let state = "Điều lệ Đảng; Hướng dẫn số 01-HD/TW ngày 28/9/2021 của Ban Bí thư, (số 29-QĐ/TW ngày 25/7/2016), ngày 5";
    assert_eq!(restyled(source, PARTY), party);
    assert_eq!(restyled(source, Style { comma: false }), state);
    assert_eq!(restyled("Số giao của xã", PARTY), "Số giao của xã");
}
