//! The Word template engine, from the outside: each folder of `tests/docx` is a case.
//!
//! `template.txt` (as `docx_support` reads it) or `template.xml` (the body's XML) is filled with
//! `context.json` and `references.json`. What comes out is compared with `expected.txt` or
//! `expected.xml`, what is wrong with `problems.txt`, and what is told without data, when the
//! names in `names.json` are known, with `lint.txt`. `UPDATE_GOLDEN=1` writes these files anew.

#[cfg(test)]
mod docx_support;

#[cfg(test)]
mod cases {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use tonghop::template::{Data, NoFiles, docx};

    use crate::docx_support::{
        Table, docx as document, inner_xml, sections, seen, told, xml_of,
    };

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx")
    }

    /// XML without the line breaks and indents that make a case readable.
    fn joined(xml: &str) -> String {
        xml.lines().map(str::trim).collect()
    }

    fn json<T: serde::de::DeserializeOwned + Default>(case: &Path, name: &str) -> T {
        let text = fs::read_to_string(case.join(name));
        text.map(|text| serde_json::from_str(&text).unwrap()).unwrap_or_default()
    }

    /// The document of a case, and the names of its sections.
    fn template(case: &Path) -> (Vec<u8>, Vec<String>, bool) {
        if let Ok(xml) = fs::read_to_string(case.join("template.xml")) {
            let body = ("body".to_owned(), joined(&xml));
            return (document(&[body]), vec!["body".to_owned()], true);
        }
        let text = fs::read_to_string(case.join("template.txt")).unwrap();
        let sections = sections(&text);
        let xml: Vec<_> =
            sections.iter().map(|(name, lines)| (name.clone(), xml_of(name, lines))).collect();
        (document(&xml), xml.into_iter().map(|(name, _)| name).collect(), false)
    }

    /// Compares, or with `UPDATE_GOLDEN` writes.
    fn compare(case: &Path, name: &str, got: &str, failures: &mut Vec<String>) {
        let path = case.join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, got).unwrap();
            return;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let is_xml = path.extension().is_some_and(|extension| extension == "xml");
        let same = if is_xml { joined(&expected) == joined(got) } else { expected == got };
        if !same {
            let case = case.file_name().unwrap().to_string_lossy().into_owned();
            failures.push(format!("{case}/{name}\n  expected:\n{expected}\n  got:\n{got}"));
        }
    }

    fn run(case: &Path, failures: &mut Vec<String>) {
        let (template, names, is_xml) = template(case);
        let context: serde_json::Value = json(case, "context.json");
        let context = if context.is_null() { serde_json::json!({}) } else { context };
        let references = Table(json::<BTreeMap<String, String>>(case, "references.json"));
        if case.join("lint.txt").exists() {
            let known: BTreeSet<String> = json(case, "names.json");
            let problems = docx::problems(&template, &references, &known);
            compare(case, "lint.txt", &told(&problems), failures);
        }
        let data = Data {
            context: tera::Context::from_serialize(&context).unwrap(),
            references: &references,
            functions: &|_| {},
            files: &NoFiles,
        };
        let expects_problems = case.join("problems.txt").exists();
        let lint_only = case.join("lint.txt").exists() && !expects_problems;
        match docx::render(template, &data).map(|filled| filled.bytes) {
            _ if lint_only => {}
            Ok(filled) if expects_problems => {
                compare(case, "problems.txt", &seen(&filled, &names), failures);
            }
            Ok(filled) if is_xml => {
                let xml = inner_xml(&filled, "body").replace("><", ">\n<") + "\n";
                compare(case, "expected.xml", &xml, failures);
            }
            Ok(filled) => compare(case, "expected.txt", &seen(&filled, &names), failures),
            Err(problems) => {
                let name = if expects_problems { "problems.txt" } else { "expected.txt" };
                compare(case, name, &told(&problems), failures);
            }
        }
    }

    #[test]
    fn every_case_comes_out_as_expected() {
        let mut cases: Vec<PathBuf> =
            fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
        cases.sort();
        assert!(cases.len() >= 40, "{} cases found", cases.len());
        let mut failures = Vec::new();
        for case in &cases {
            run(case, &mut failures);
        }
        assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
    }
}

#[cfg(test)]
mod whole_files {
    use std::collections::BTreeSet;

    use tonghop::ooxml::Package;
    use tonghop::template::{Data, NoFiles, NoReferences, ProblemKind, docx};

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
            assert!(!docx::problems(&file, &NoReferences, &BTreeSet::new()).is_empty());
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
