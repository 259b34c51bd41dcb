//! The Word template engine, from the outside: each folder of `tests/docx` is a case (what its
//! files mean stands in `docx_support/case.rs`).
//!
//! `UPDATE_GOLDEN=1` writes what came out over what was expected, `KEEP_FILES=folder` keeps
//! templates and results, `CASE=word` runs only the cases whose names contain the word.

#[cfg(test)]
mod docx_rs_documents;
#[cfg(test)]
mod docx_support;

#[cfg(test)]
mod cases {
    use crate::docx_support::Case;

    #[test]
    fn every_case_comes_out_as_expected() {
        let cases = Case::all();
        let chosen = std::env::var_os("CASE").is_some();
        assert!(chosen || cases.len() >= 60, "{} cases found", cases.len());
        let mut failures = Vec::new();
        let ignored: usize = cases.iter().map(|case| case.run(&mut failures)).sum();
        println!("{} cases, {ignored} parts not compared", cases.len());
        assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
    }
}

#[cfg(test)]
mod whole_files {
    use tonghop::ooxml::Package;
    use tonghop::template::{Data, Names, NoFiles, NoReferences, ProblemKind, docx};

    use crate::docx_support::{docx as document, inner_xml, part, seen, zip};

    fn body(xml: &str) -> Vec<u8> {
        document(&[("body".to_owned(), xml.to_owned())])
    }

    fn p(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn render(
        template: Vec<u8>,
        context: &serde_json::Value,
    ) -> Result<Vec<u8>, Vec<ProblemKind>> {
        let data = Data {
            context: tera::Context::from_serialize(context).unwrap(),
            references: &NoReferences,
            functions: &|_| {},
            files: &NoFiles,
        };
        let result = docx::render(template, &data);
        let result = result.map(|filled| filled.bytes);
        result.map_err(|problems| problems.into_iter().map(|problem| problem.kind).collect())
    }

    #[test]
    fn a_template_without_tags_comes_out_byte_for_byte() {
        let template =
            body(&(p("{ một } 50%") + "<w:p><w:pPr/><w:r><w:t>&#8220;</w:t></w:r></w:p>"));
        let filled = render(template.clone(), &serde_json::json!({})).unwrap();
        for name in ["[Content_Types].xml", "word/document.xml", "word/styles.xml"] {
            assert_eq!(part(&filled, name), part(&template, name), "{name}");
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        let template = body(&p("{% for k, v in m %}{{ k }}={{ v }} {% endfor %}"));
        let context = serde_json::json!({ "m": { "a": 1, "b": 2, "c": 3, "d": 4, "e": 5 } });
        let once = render(template.clone(), &context).unwrap();
        for _ in 0..5 {
            assert_eq!(render(template.clone(), &context).unwrap(), once);
        }
    }

    #[test]
    fn a_damaged_file_is_a_problem_and_never_a_panic() {
        let good = body(&p("{{ x }}"));
        let mut cut = good.clone();
        cut.truncate(good.len() / 2);
        let mut files = vec![Vec::new(), b"PK\x03\x04".to_vec(), b"<html>".to_vec(), cut];
        files.push(zip(&[("a.txt".to_owned(), "{{ x }}".to_owned())]));
        let types = part(&good, "[Content_Types].xml");
        files.push(zip(&[("[Content_Types].xml".to_owned(), types.clone())]));
        for xml in [
            "<w:document xmlns:w='w'><w:body>{{ x }}",
            "<!DOCTYPE x [<!ENTITY a '{{ x }}'>]><w:document xmlns:w='w'>&a;{{ x }}</w:document>",
            "<w:document xmlns:w='w'>\u{1}{{ x }}</w:document>",
            "{{ x }}",
            "<document xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:w='w'><p><r><t>{{ x }}</t></r></p></document>",
            "<n:document xmlns:n='w'><n:p><n:r><n:t>{{ x }}</n:t></n:r></n:p></n:document>",
        ] {
            let document = ("word/document.xml".to_owned(), xml.to_owned());
            files.push(zip(&[("[Content_Types].xml".to_owned(), types.clone()), document]));
        }
        for file in files {
            let problems = render(file.clone(), &serde_json::json!({ "x": 1 })).unwrap_err();
            assert!(
                matches!(problems.as_slice(), [ProblemKind::Unreadable(_)]),
                "{problems:?}"
            );
            assert!(!docx::problems(&file, &NoReferences, &Names::default()).is_empty());
        }
    }

    #[test]
    fn every_single_flipped_bit_is_survived() {
        let template = body(&p("{% for x in xs %}{{ x }}{% endfor %}"));
        for at in (0..template.len()).step_by(3) {
            let mut file = template.clone();
            file[at] ^= 0x10;
            let _ = render(file, &serde_json::json!({ "xs": [1, 2] }));
        }
    }

    #[test]
    fn deep_nesting_and_many_tags_end_in_bounded_time() {
        let deep = "<w:sdt>".repeat(100_000) + &p("{{ x }}") + &"</w:sdt>".repeat(100_000);
        assert!(render(body(&deep), &serde_json::json!({})).is_err());
        let many = p(&"{% if x %}".repeat(5_000));
        assert!(render(body(&many), &serde_json::json!({ "x": 1 })).is_err());
        let open = p(&"{{".repeat(100_000));
        assert!(render(body(&open), &serde_json::json!({})).is_err());
    }

    #[test]
    fn text_of_data_never_becomes_markup_or_a_tag() {
        let values =
            ["{{ y }}", "{% for x in y %}", "<w:br/>", "</w:t>", "&amp;", "\u{1}{ y }\u{2}"];
        for value in values {
            let filled =
                render(body(&p("{{ x }}")), &serde_json::json!({ "x": value })).unwrap();
            let plain: String = value.chars().filter(|c| !c.is_control()).collect();
            assert_eq!(seen(&filled, &["body".to_owned()]).trim_end(), plain);
        }
    }

    #[test]
    fn all_problems_are_told_at_once_and_no_xml_with_them() {
        let template =
            body(&(p("{{ a }}") + &p("{% if b %}") + &p("{{ c") + &p("{% endfor %}")));
        let problems = render(template, &serde_json::json!({})).unwrap_err();
        assert_eq!(problems.len(), 5, "{problems:?}");
        assert!(!format!("{problems:?}").contains("w:p"));
    }

    #[test]
    fn a_syntax_error_in_each_of_two_parts_is_told_for_both() {
        let header = ("header".to_owned(), p("{{ a b }}"));
        let template = document(&[("body".to_owned(), p("{{ 1 + }}")), header]);
        let problems = render(template, &serde_json::json!({ "a": 1, "b": 1 })).unwrap_err();
        assert!(
            matches!(problems.as_slice(), [ProblemKind::Syntax(_), ProblemKind::Syntax(_)]),
            "{problems:?}"
        );
    }

    #[test]
    fn the_callers_functions_are_at_hand() {
        let data = Data {
            context: tera::Context::new(),
            references: &NoReferences,
            functions: &|tera| {
                let twice =
                    |args: tera::Kwargs, _: &tera::State| Ok(args.must_get::<i64>("n")? * 2);
                tera.register_function(
                    "twice",
                    move |args: tera::Kwargs, state: &tera::State| {
                        twice(args, state).map(tera::Value::from).map_err(|e: tera::Error| e)
                    },
                );
            },
            files: &NoFiles,
        };
        let filled = docx::render(body(&p("{{ twice(n=4) }}")), &data).unwrap().bytes;
        assert_eq!(seen(&filled, &["body".to_owned()]), "8\n");
    }

    #[test]
    fn a_stamp_stands_before_everything_and_is_escaped() {
        let lines = ["BẢN NHÁP < lỗi".to_owned(), "2 lỗi".to_owned()];
        let stamped = docx::stamp(body(&p("Nội dung")), &lines).unwrap();
        assert_eq!(
            seen(&stamped, &["body".to_owned()]),
            "*BẢN NHÁP < lỗi*\n*2 lỗi*\nNội dung\n"
        );
        let xml = inner_xml(&stamped, "body");
        assert!(
            xml.contains("<w:pBdr>") && xml.contains("C00000") && xml.contains("\"center\"")
        );
        let mut package = Package::open(stamped).unwrap();
        assert!(package.read("word/styles.xml").is_ok());
        assert!(docx::stamp(b"PK".to_vec(), &lines).is_err());
    }
}

#[cfg(test)]
mod harness {
    use crate::docx_support::{complaints, docx as document};

    fn told_of(body: &str) -> String {
        complaints(&document(&[("body".to_owned(), body.to_owned())])).join("\n")
    }

    #[test]
    fn the_skeleton_itself_is_sound() {
        let sections = ["body", "header", "footer", "footnotes", "endnotes"];
        let sections = sections.map(|name| (name.to_owned(), "<w:p/>".to_owned()));
        assert_eq!(complaints(&document(&sections)), Vec::<String>::new());
    }

    #[test]
    fn what_word_refuses_is_noticed() {
        let cell =
            "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>";
        for (body, complaint) in [
            (cell.replace("{}", ""), "does not end in a paragraph"),
            (cell.replace("{}", "<w:p/><w:tbl><w:tr/></w:tbl>"), "row without a cell"),
            (cell.replace("</w:tr>", "<w:tc><w:p/></w:tc></w:tr>"), "as wide as"),
            ("<w:tbl><w:tblGrid/></w:tbl>".to_owned(), "table without rows"),
            ("<w:p><w:hyperlink r:id=\"x\"/></w:p>".to_owned(), "unknown x"),
            ("<w:p><w:bookmarkEnd w:id=\"1\"/></w:p>".to_owned(), "bookmark without"),
            (
                r#"<w:p w14:paraId="0A"/><w:p w14:paraId="0a"/>"#.to_owned(),
                "paragraph 0a twice",
            ),
            (
                r#"<w:r><wp:docPr id="1"/><wp:docPr id="1"/></w:r>"#.to_owned(),
                "drawing 1 twice",
            ),
            (r#"<w:r><w:footnoteReference w:id="3"/></w:r>"#.to_owned(), "which is not there"),
            (r#"<w:p><w:pPr><w:numId w:val="3"/></w:pPr></w:p>"#.to_owned(), "list 3"),
            ("<w:p><w:r><w:t>\u{FDD2}</w:t></w:r></w:p>".to_owned(), "U+FDD2"),
            ("<w:p><x:r/></w:p>".to_owned(), "prefix x"),
            ("<w:p>".to_owned(), "word/document.xml"),
        ] {
            let told = told_of(&body);
            assert!(told.contains(complaint), "{body}: {told:?}");
        }
    }
}
