//! Rules of what may be entered.

use tonghop::ooxml::xml_part::Element;
use tonghop::template::xlsx::{Bound, Equipment, ValidationKind};
use tonghop::template::{Limit, ProblemKind};

use super::support::*;

const EMPTY: &str = "<sheetData/><conditionalFormatting sqref=\"Z1\"><cfRule type=\"expression\" priority=\"1\"><formula>1</formula></cfRule></conditionalFormatting><hyperlinks><hyperlink ref=\"A1\" location=\"A2\"/></hyperlinks>";

/// Type, operator, formulas and areas of each rule of the first sheet.
fn rules(file: &[u8]) -> Vec<String> {
    let sheet = xml(file, "xl/worksheets/sheet1.xml");
    let list = sheet.child("dataValidations").into_iter().flat_map(Element::elements);
    let shown = |rule: &Element| {
        let mut words: Vec<String> = ["type", "operator", "sqref"]
            .iter()
            .filter_map(|name| rule.attribute(name))
            .map(std::borrow::Cow::into_owned)
            .collect();
        words.extend(rule.elements().map(Element::text));
        words.join(" | ")
    };
    list.map(shown).collect()
}

#[test]
fn each_kind_of_rule_is_written_as_excel_writes_it() {
    let bound = |text: &str| Some(Bound::Number(number(text)));
    let formula = |text: &str| Some(Bound::Formula(text.to_owned()));
    let cases = [
        ("A1", ValidationKind::Whole { min: bound("0"), max: None }),
        ("A2", ValidationKind::Whole { min: bound("0"), max: formula("=B2") }),
        ("A3", ValidationKind::Decimal { min: None, max: bound("100.50") }),
        ("A4", ValidationKind::Whole { min: None, max: None }),
        ("A5", ValidationKind::Text { max_len: 200 }),
        ("A6", ValidationKind::Custom("SUM(A1:B2,biểu!C3)<=$C4".to_owned())),
        (
            "A7",
            ValidationKind::List(vec!["Tốt".to_owned(), "Khá".to_owned(), "Tốt".to_owned()]),
        ),
    ];
    let inputs = cases.map(|(cell, kind)| input(cell, Some(rule(kind))));
    let equipment = Equipment { inputs: inputs.to_vec(), ..Equipment::default() };
    let result = equipped(&Book::of(EMPTY).build(), &equipment);
    assert_eq!(
        rules(&result),
        [
            "whole | greaterThanOrEqual | A1 | 0",
            "whole | A2 | 0 | IF(COUNT($B$2)<1,999999999999999,$B$2)",
            "decimal | lessThanOrEqual | A3 | 100.5",
            "whole | A4 | -999999999999999 | 999999999999999",
            "textLength | lessThanOrEqual | A5 | 200",
            "custom | A6 | SUM($A$1:$B$2,$C$3)<=$C$4",
            "list | A7 | \"Tốt,Khá\"",
        ]
    );
    let sheet = sheet(&result);
    assert!(sheet.contains("</conditionalFormatting><dataValidations count=\"7\"><dataValidation type=\"whole\" operator=\"greaterThanOrEqual\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" errorTitle=\"Số liệu sai\" error=\"Nhập số nguyên từ 0 trở lên\" promptTitle=\"Số đảng viên\" prompt=\"Số nguyên, đơn vị: người\" sqref=\"A1\">"), "{sheet}");
    assert!(sheet.contains("</dataValidations><hyperlinks>"));
}

#[test]
fn equal_rules_are_one_rule_over_few_areas() {
    let result =
        equipped(&Book::of(EMPTY).build(), &ruled(&["B2", "B3", "C2", "C3", "E5"], &whole()));
    assert_eq!(rules(&result), ["whole | greaterThanOrEqual | B2:C3 E5 | 0"]);
}

#[test]
fn a_warning_lets_the_entry_pass() {
    let mut validation = whole();
    validation.stop = false;
    validation.prompt = "Dòng 1\nDòng 2 & \"x\"".to_owned();
    let result = sheet(&equipped(&Book::of(EMPTY).build(), &ruled(&["A1"], &validation)));
    assert!(result.contains("errorStyle=\"warning\""));
    assert!(result.contains("prompt=\"Dòng 1&#10;Dòng 2 &amp; &quot;x&quot;\""));
}

#[test]
fn messages_keep_within_what_excel_shows() {
    let mut validation = whole();
    validation.title = "Tổng số đảng viên của chi bộ đến cuối kỳ".to_owned();
    validation.prompt = "đảng viên ".repeat(60);
    validation.error = "đảng viên ".repeat(60);
    let result = equipped(&Book::of(EMPTY).build(), &ruled(&["A1"], &validation));
    let sheet = xml(&result, "xl/worksheets/sheet1.xml");
    let rule = sheet.child("dataValidations").unwrap().elements().next().unwrap();
    let text = |name: &str| rule.attribute(name).unwrap().into_owned();
    assert_eq!(text("promptTitle"), "Tổng số đảng viên của chi bộ…");
    for (name, limit) in [("prompt", 255), ("error", 225)] {
        let text = text(name);
        assert!(text.ends_with("đảng viên…") || text.ends_with("đảng…"), "{text}");
        assert!((limit - 10..=limit).contains(&text.encode_utf16().count()), "{name}");
    }
}

#[test]
fn items_that_do_not_fit_into_a_rule_stand_in_a_sheet_that_nobody_sees() {
    let items: Vec<_> = (1..=40).map(|number| format!("Chi bộ số {number}, xã")).collect();
    let long = rule(ValidationKind::List(items.clone()));
    let mut equipment = ruled(&["A1", "A2"], &long);
    equipment.inputs.push(input(
        "A3",
        Some(rule(ValidationKind::List(vec!["a;b".to_owned(), String::new()]))),
    ));
    let book =
        Book::of(EMPTY).sheet("_LISTS", "visible", "<sheetData/>").name("_lists__2__1", 0, "1");
    let result = equipped(&book.build(), &equipment);
    assert_eq!(rules(&result), ["list | A1:A2 | _lists__2__2", "list | A3 | _lists__2__3"]);
    let workbook = text(&result, "xl/workbook.xml");
    assert!(
        workbook.contains(
            "<definedName name=\"_lists__2__2\" hidden=\"1\">'_lists (2)'!$A$1:$A$40</definedName>"
        ),
        "{workbook}"
    );
    assert!(workbook.contains("'_lists (2)'!$B$1:$B$1"));
    assert!(workbook.contains("name=\"_lists (2)\" sheetId=\"3\" state=\"veryHidden\""));
    assert!(text(&result, "xl/worksheets/sheet3.xml").contains("<t>Chi bộ số 40, xã</t>"));
    assert!(
        !text(
            &equipped(&Book::of(EMPTY).build(), &ruled(&["A1"], &whole())),
            "xl/workbook.xml"
        )
        .contains("_lists")
    );
}

const RULED: &str = "<sheetData/><dataValidations count=\"3\" disablePrompts=\"1\">\
    <dataValidation type=\"whole\" xr:uid=\"{1}\" sqref=\"B2:D4\"><formula1>A2</formula1><formula2>$A$1</formula2></dataValidation>\
    <dataValidation type=\"list\" sqref=\"F1:F9 C9\"><formula1>$A$1:$A$3</formula1></dataValidation>\
    <dataValidation type=\"whole\" sqref=\"H1\"><formula1>1</formula1></dataValidation></dataValidations>\
    <extLst><ext uri=\"{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}\"><x14:dataValidations count=\"1\"><x14:dataValidation type=\"list\">\
    <x14:formula1><xm:f>Other!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>J1:J2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>";

#[test]
fn a_cell_that_gets_a_rule_loses_the_one_it_had() {
    let result =
        equipped(&Book::of(RULED).build(), &ruled(&["C3", "F5", "H1", "J1"], &whole()));
    assert_eq!(
        rules(&result),
        [
            "whole | B2:D2 | A2 | $A$1",
            "whole | B3 | A3 | $A$1",
            "whole | D3 | C3 | $A$1",
            "whole | B4:D4 | A4 | $A$1",
            "list | F1:F4 F6:F9 C9 | $A$1:$A$3",
            "whole | greaterThanOrEqual | H1 J1 C3 F5 | 0",
        ]
    );
    let sheet = sheet(&result);
    assert!(sheet.contains("<xm:sqref>J2</xm:sqref>"));
    assert_eq!(sheet.matches("xr:uid").count(), 1);
    assert!(!sheet.contains("disablePrompts"));
}

#[test]
fn lists_of_rules_that_come_out_empty_are_taken_out() {
    let form = RULED.split("<dataValidations").next().unwrap().to_owned()
        + &RULED[RULED.find("<extLst>").unwrap()..];
    let result = sheet(&equipped(&Book::of(&form).build(), &ruled(&["J1", "J2"], &whole())));
    assert!(!result.contains("x14:") && !result.contains("extLst"), "{result}");
}

#[test]
fn an_input_without_a_rule_keeps_the_one_of_the_form() {
    let file = Book::of(RULED).build();
    assert_eq!(rules(&equipped(&file, &inputs(&["C3"]))).len(), 3);
}

#[test]
fn what_excel_could_not_take_is_refused() {
    let long = ValidationKind::Custom(format!("A1={}", "1+".repeat(150)));
    let problems = refused(&Book::of(EMPTY).build(), &ruled(&["A1"], &rule(long)));
    assert!(matches!(&problems[0].kind, ProblemKind::Limit(Limit::ValidationFormula(255))));
    let none = ValidationKind::List(vec![" ".to_owned()]);
    assert_eq!(refused(&Book::of(EMPTY).build(), &ruled(&["A1"], &rule(none))).len(), 1);
}

#[test]
fn cells_of_other_sheets_are_reached_by_a_name_that_nobody_sees() {
    let book = Book::of(EMPTY).sheet("Quý 1", "visible", "<sheetData/>").name("_REF_1", 0, "1");
    let max = Some(Bound::Formula("'Quý 1'!D7".to_owned()));
    let mut equipment = ruled(&["A1"], &rule(ValidationKind::Decimal { min: None, max }));
    equipment.marks = vec![mark(&["A1"], "AND(COUNT(A1,'quý 1'!D8)=2,A1>'Quý 1'!$D$7)")];
    let result = equipped(&book.build(), &equipment);
    assert_eq!(
        rules(&result),
        ["decimal | lessThanOrEqual | A1 | IF(COUNT(_ref_2)<1,9.99999999999999E+307,_ref_2)"]
    );
    assert!(sheet(&result).contains("AND(COUNT($A$1,_ref_3)=2,$A$1&gt;_ref_2)"));
    let workbook = text(&result, "xl/workbook.xml");
    assert!(
        workbook.contains("name=\"_ref_2\" hidden=\"1\">'Quý 1'!$D$7</definedName>"),
        "{workbook}"
    );
    assert!(workbook.contains("name=\"_ref_3\" hidden=\"1\">'quý 1'!$D$8</definedName>"));
}

#[test]
fn a_formula_that_names_a_sheet_which_is_not_there_is_refused() {
    let mut equipment = Equipment {
        formulas: vec![formula("B1", "SUM('Biêu'!A1)", None)],
        marks: vec![mark(&["A1"], "A1>Khác!A1")],
        ..Equipment::default()
    };
    let max = Some(Bound::Formula("Khác!A2".to_owned()));
    equipment.inputs = ruled(&["A1"], &rule(ValidationKind::Decimal { min: None, max })).inputs;
    let problems = refused(&Book::of(EMPTY).build(), &equipment);
    assert_eq!(problems.len(), 3, "{problems:#?}");
    assert!(problems.iter().any(|problem| matches!(&problem.kind,
        ProblemKind::UnknownName { name, nearest: Some(nearest) } if name == "Biêu" && nearest == "Biểu")));
}
