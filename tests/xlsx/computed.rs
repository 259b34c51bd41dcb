//! Formulas that whoever wrote the file did not compute.

use tonghop::ooxml::CellRef;
use tonghop::template::xlsx::{Value, computed};

use super::harness::Book;

fn shown(book: &Book) -> Vec<String> {
    let line = |((sheet, at), value): ((String, CellRef), Value)| match value {
        Value::Number(number) => format!("{sheet}!{at} {number}"),
        Value::Text(text) => format!("{sheet}!{at} \"{text}\""),
        Value::Bool(truth) => format!("{sheet}!{at} {truth}"),
        Value::Error(error) => format!("{sheet}!{at} {error}"),
    };
    computed(&book.build()).unwrap().into_iter().map(line).collect()
}

#[test]
fn formulas_without_a_value_are_computed_through_each_other_and_across_sheets() {
    let book = Book::new()
        .sheet("Biểu 1", &[("A1", "0.1"), ("B1", "0.2"), ("C1", "=A1+B1"), ("D1", "=C1*T!A1")])
        .sheet(
            "T",
            &[("A1", "=IF('Biểu 1'!C1=0.3,10,\"sai\")"), ("A2", "=1/0"), ("A3", "=A2=1")],
        );
    assert_eq!(
        shown(&book),
        ["Biểu 1!C1 0.3", "Biểu 1!D1 3", "T!A1 10", "T!A2 #DIV/0!", "T!A3 #DIV/0!"]
    );
}

#[test]
fn a_total_stays_blank_while_a_part_is_blank() {
    let total = "=IF(COUNT(A1,B1)<2,\"\",A1+B1)";
    let book = Book::new().sheet("S", &[("A1", "3"), ("C1", total)]);
    assert_eq!(shown(&book), ["S!C1 \"\""]);
    let book = Book::new().sheet("S", &[("A1", "3"), ("B1", "4"), ("C1", total)]);
    assert_eq!(shown(&book), ["S!C1 7"]);
}

#[test]
fn values_that_are_there_are_read_and_not_answered() {
    let book = Book::new().sheet("S", &[("A1", "1"), ("B1", "=A1+1→9"), ("C1", "=B1+1")]);
    assert_eq!(shown(&book), ["S!C1 10"]);
}

#[test]
fn names_are_followed_and_what_cannot_be_known_is_absent() {
    let book = Book::new()
        .sheet(
            "S",
            &[
                ("A1", "4"),
                ("B1", "=tong*2"),
                ("C1", "=TODAY()"),
                ("D1", "=C1+1"),
                ("E1", "=[1]X!A1"),
                ("F1", "=G1"),
                ("G1", "=F1"),
            ],
        )
        .name("tong", None, "S!$A$1");
    assert_eq!(shown(&book), ["S!B1 8"]);
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert!(computed(b"PK").is_err());
}
