//! How the text of a composed document ends: with the mark of the rules, and with every figure
//! and word that stood there, however Word cut them into runs.

use tonghop::template::ProblemKind;

use super::bodies::{LETTER, body, framed_by, line, section};

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn control(text: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:tag w:val=\"th1-0\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run(text)
    )
}

/// What the rules of the State make of a last paragraph, and what is noted.
#[track_caller]
fn ended(content: &str) -> (String, String, Vec<ProblemKind>) {
    let last = format!("<w:p><w:pPr><w:pStyle w:val=\"Nidung\"/></w:pPr>{content}</w:p>");
    let text = [&line("Trchyu", "tình hình"), &last, &line("Chk", ""), &section(LETTER)];
    let (page, parts, notes) =
        framed_by("nd-30-2020", body(&text.map(String::as_str).concat(), "", ""));
    let texts = page.texts();
    let foot = texts.iter().position(|text| *text == "Nơi nhận:").unwrap();
    let said = texts[..foot].iter().rev().find(|text| !text.trim().is_empty());
    let document = &parts["word/document.xml"];
    (said.unwrap().to_string(), document.clone(), notes)
}

#[track_caller]
fn ends(content: &str, expected: &str) {
    let (said, _, notes) = ended(content);
    assert_eq!(said, expected);
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn a_figure_before_the_mark_keeps_all_its_digits() {
    let figure = run("Tổng số là ") + &control("72");
    ends(&(figure.clone() + &run(" ") + &run("./.")), "Tổng số là 72./.");
    ends(&(figure.clone() + &run(" ./. ") + &run("  ")), "Tổng số là 72./.");
    ends(&(figure.clone() + "<w:r><w:br/></w:r>" + &run("./.")), "Tổng số là 72./.");
    ends(&(figure.clone() + "<w:r><w:tab/></w:r>" + &run(".")), "Tổng số là 72./.");
    ends(
        &(figure.clone() + "<w:ins w:id=\"1\">" + &run(" ./.") + "</w:ins>"),
        "Tổng số là 72./.",
    );
    ends(&figure, "Tổng số là 72./.");
}

#[test]
fn a_run_before_the_mark_keeps_all_its_letters() {
    ends(&(run("kết quả của các đồng chí ") + &run("./.")), "kết quả của các đồng chí./.");
    ends(&(run("kết quả phấn đấu") + &run(";") + &run(" . ")), "kết quả phấn đấu./.");
    ends(&(run("  kết quả phấn đấu") + &run("đ.")), "  kết quả phấn đấuđ./.");
    ends(&(run("phấn đấ") + "<w:r><w:t>u.</w:t><w:t>/</w:t><w:t>.</w:t></w:r>"), "phấn đấu./.");
    ends(&run("phấn đấu"), "phấn đấu./.");
}

#[test]
fn what_a_control_or_a_field_shows_is_not_cut_and_told() {
    let (said, document, notes) = ended(&(run("Kính báo ") + &control("như trên.")));
    assert_eq!(said, "Kính báo như trên.");
    assert!(document.contains(">như trên.</w:t>"));
    assert_eq!(notes, [ProblemKind::Unended("./.".to_owned())]);
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>mục 2.</w:t></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let (said, _, notes) = ended(field);
    assert_eq!((said.as_str(), notes.len()), ("mục 2.", 1));
    // Behind the field, not in what Word writes anew.
    let (said, document, notes) = ended(&field.replace("mục 2.", "mục 2"));
    assert_eq!((said.as_str(), notes.len()), ("mục 2./.", 0));
    assert!(document.contains("w:fldCharType=\"end\"/></w:r><w:r><w:t>./.</w:t></w:r>"));
}

#[test]
fn the_mark_stays_with_its_words_before_a_break_of_page() {
    let broken = "<w:r><w:t>Hết</w:t><w:br w:type=\"page\"/></w:r>";
    let (said, document, notes) = ended(broken);
    assert_eq!((said.trim(), notes.len()), ("Hết./.", 0));
    assert!(document.contains("<w:t>Hết./.</w:t><w:br w:type=\"page\"/>"), "{document}");
}
