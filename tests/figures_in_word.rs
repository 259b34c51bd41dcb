//! A figure in a Word report says which figure it is: the control around it, the ledger and
//! `explain` agree.

#[cfg(test)]
mod common;

#[cfg(test)]
mod built {
    use std::collections::BTreeMap;
    use std::path::Path;

    use tonghop::sheet::{Limits, Sheet, read};
    use tonghop::template::docx::controls;

    use super::common::{copy_of, text, tonghop};

    /// A draft: its reports, and the ledger's sheet of figures.
    fn draft(sample: &str, period: &str, to: &Path) -> (Vec<(String, Vec<u8>)>, Sheet) {
        copy_of(sample, to);
        let made = tonghop(&["build", to.to_str().unwrap(), "--period", period]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let (mut reports, mut figures) = (Vec::new(), None);
        for path in text(&made.stdout).lines().map(Path::new) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.extension().is_some_and(|extension| extension == "docx") {
                reports.push((name, std::fs::read(path).unwrap()));
            } else if name == "bang-nguon-so-lieu.xlsx" {
                let book = read("l.xlsx", &std::fs::read(path).unwrap(), &Limits::default());
                figures = Some(book.unwrap().sheet("Số liệu đã in").unwrap().clone());
            }
        }
        (reports, figures.unwrap())
    }

    /// The text of a shipped pack's report, tags and all.
    fn template_text(pack: &str) -> String {
        let file = super::common::root().join("templates").join(pack).join("bao-cao.docx");
        let mut package = tonghop::ooxml::Package::open(std::fs::read(file).unwrap()).unwrap();
        let xml = text(&package.read("word/document.xml").unwrap());
        let texts = xml.split('<').filter_map(|piece| Some(piece.split_once('>')?.1));
        texts.collect::<String>().replace("&quot;", "\"")
    }

    fn column(sheet: &Sheet, heading: &str) -> BTreeMap<u32, String> {
        let head = sheet.iter().find(|(at, cell)| at.row == 0 && cell.text == heading);
        let col = head.unwrap_or_else(|| panic!("no column {heading}")).0.col;
        let cells = sheet.iter().filter(|(at, _)| at.row > 0 && at.col == col);
        cells.map(|(at, cell)| (at.row, cell.text.clone())).collect()
    }

    fn explained(workspace: &Path, period: &str, more: &[&str]) -> String {
        let at = workspace.to_str().unwrap();
        let said = tonghop(&[&["explain", at, "--period", period], more].concat());
        assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
        text(&said.stdout)
    }

    #[test]
    fn a_mark_is_explained_like_the_name_of_its_figure_from_every_period() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());
        let at = folder.path();
        let said = explained(at, "2024-6T", &["tang.ket_nap @ 2023-6T"]);
        let mark = said.lines().last().unwrap().strip_prefix("mã trong Word: ").unwrap();
        assert!(mark.len() == 20 && mark.starts_with("th1-"), "{mark}");
        assert_eq!(explained(at, "2024-6T", &[mark]), said);
        let later = explained(at, "2024", &[&mark.to_uppercase()]);
        assert_eq!(later.lines().next(), said.lines().next());

        let json = explained(at, "2024", &[mark, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&json["mark"], &json["path"]), (&mark.into(), &"tang.ket_nap".into()));
        assert!(mark.contains(json["id"].as_str().unwrap()), "{json}");
    }

    #[test]
    fn a_mark_that_no_figure_has_is_told() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("van-phong-ubnd", folder.path());
        let at = folder.path().to_str().unwrap();
        let mark = "th1-0000000000000000";
        let said = tonghop(&["explain", at, "--period", "2019..2023", mark]);
        assert_eq!(said.status.code(), Some(2));
        assert!(text(&said.stderr).contains(mark), "{}", text(&said.stderr));
    }

    #[test]
    fn every_figure_of_the_sample_reports_says_what_the_ledger_says_of_it() {
        for (sample, pack, period, least) in
            [("van-phong-ubnd", "ct28", "2019..2023", 200), ("xa", "quy", "2024-6T", 60)]
        {
            let template = template_text(pack);
            let folder = tempfile::tempdir().unwrap();
            let (reports, ledger) = draft(sample, period, folder.path());
            let marks = column(&ledger, "Mã trong Word");
            let printed = column(&ledger, "In là");
            let documents = column(&ledger, "In ở văn bản");
            let paths = column(&ledger, "Ký hiệu");
            for (name, report) in reports {
                let said = controls(report).unwrap();
                let is_report = name.starts_with("bao-cao");
                assert!(said.len() >= if is_report { least } else { 1 }, "{name}: {said:?}");
                for (mark, text) in &said {
                    let rows: Vec<u32> =
                        marks.iter().filter(|(_, m)| *m == mark).map(|(row, _)| *row).collect();
                    let [row] = rows[..] else { panic!("{mark} in rows {rows:?}") };
                    assert_eq!(text, &printed[&row], "{name}: {mark}");
                    assert!(documents[&row].contains(&name), "{name}: {mark}");
                }
                // A figure that a condition leaves out is not in the ledger. One that a sentence
                // compares, shares out or lists is, and one of which a condition asks whether there
                // is any; they stand in no control of their own.
                let in_report = marks.iter().filter(|(row, _)| documents[row].contains(&name));
                let without_control =
                    in_report.filter(|(_, mark)| said.iter().all(|(other, _)| other != *mark));
                for path in without_control.map(|(row, _)| paths[row].as_str()) {
                    let element = path.split('.').next().unwrap();
                    let calls = ["so_sanh(", "ty_trong(", "liet_ke_phan(", "tren=", "if so("];
                    let named = |call: &&str| template.contains(&format!("{call}\"{element}"));
                    assert!(calls.iter().any(named), "{name}: {path}");
                }
            }
        }
    }
}

#[cfg(test)]
mod rendered {
    use std::collections::{BTreeMap, BTreeSet};
    use std::io::{Cursor, Write as _};

    use tera::{Kwargs, State, Tera, Value};
    use tonghop::ooxml::Package;
    use tonghop::template::docx::{controls, problems, render};
    use tonghop::template::{
        AS_FIGURE, Data, Figure, Files, Lookup, Names, NoFiles, References,
    };

    /// One figure: `n`, and `so()` prints it too.
    struct One(Option<&'static str>);

    impl References for One {
        fn resolve(&self, tag: &str) -> Lookup {
            if tag != "n" {
                return Lookup::NotAReference;
            }
            Lookup::Figure(Figure { id: self.0.map(str::to_owned), ..Figure::text("12,5") })
        }

        fn prints_figures(&self, function: &str) -> bool {
            function == "so"
        }
    }

    fn so(args: &Kwargs) -> tera::TeraResult<Value> {
        let text = format!("12,{}", args.get::<u64>("k")?.unwrap_or(5));
        if args.get::<bool>(AS_FIGURE)? == Some(true) {
            let parts = BTreeMap::from([("id", "called".to_owned()), ("text", text)]);
            return Ok(Value::from_serializable(&parts));
        }
        Ok(Value::from(text))
    }

    fn word(root: &str, body: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let types = "http://schemas.openxmlformats.org/package/2006/content-types";
        let main =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        for (name, xml) in [
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{types}\"><Override PartName=\"/word/document.xml\" \
                     ContentType=\"{main}\"/></Types>"
                ),
            ),
            (
                "word/document.xml",
                format!(
                    "<w:document xmlns:w=\"{w}\"{root}><w:body>{body}</w:body></w:document>"
                ),
            ),
        ] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(xml.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn filled(template: Vec<u8>, id: Option<&'static str>) -> Vec<u8> {
        let data = Data {
            context: tera::Context::from_serialize(&serde_json::json!({ "xs": [1, 2] }))
                .unwrap(),
            references: &One(id),
            functions: &|tera: &mut Tera| {
                tera.register_function("so", |args: Kwargs, _: &State| so(&args));
            },
            files: &NoFiles,
        };
        render(template, &data).unwrap().bytes
    }

    fn root_of(document: Vec<u8>) -> String {
        let xml = Package::open(document).unwrap().read("word/document.xml").unwrap();
        let xml = String::from_utf8(xml).unwrap();
        xml.split_once('>').unwrap().0.to_owned()
    }

    fn pair(mark: &str, text: &str) -> (String, String) {
        (mark.to_owned(), text.to_owned())
    }

    #[test]
    fn a_call_that_prints_a_figure_is_one_and_an_expression_with_it_is_text() {
        let body = [
            "{{ so() }} {{ so(k=7,) }}",
            "{% for x in xs %}{{ so(k=x) }}{% endfor %}",
            "{{ so() | upper }} {{ so() ~ \"%\" }} {% if so() == \"12,5\" %}có{% endif %}",
        ];
        let body: String = body.map(paragraph).concat();
        let out = filled(word("", &body), None);
        let expected = ["12,5", "12,7", "12,1", "12,2"].map(|text| pair("th1-called", text));
        assert_eq!(controls(out.clone()).unwrap(), expected);
        let xml = Package::open(out).unwrap().read("word/document.xml").unwrap();
        let xml = String::from_utf8(xml).unwrap();
        assert!(xml.contains(">12,5 12,5% có<"), "{xml}");
    }

    /// One character longer than what fits behind the beginning of a tag.
    const LONG: &str = "0123456789012345678901234567890123456789012345678901234567890";

    #[test]
    fn a_figure_without_an_identity_or_with_one_too_long_for_word_is_text() {
        let template = word("", &paragraph("{{ n }}"));
        assert_eq!(
            controls(filled(template.clone(), Some("a"))).unwrap(),
            [pair("th1-a", "12,5")]
        );
        for id in [None, Some(LONG)] {
            assert_eq!(controls(filled(template.clone(), id)).unwrap(), []);
        }
        assert_eq!(controls(filled(template, Some(&LONG[1..]))).unwrap().len(), 1);
    }

    #[test]
    fn what_makes_a_control_invisible_is_declared_and_may_be_ignored() {
        let w15 = "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";
        let mc = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
        let w14 = "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
        for (before, ignored) in [
            (String::new(), "w15"),
            (format!(" {w15}"), "w15"),
            (format!(" {mc} {w14} mc:Ignorable=\"w14\""), "w14 w15"),
            (format!(" {mc} {w15} mc:Ignorable=\"w15\""), "w15"),
        ] {
            let root = root_of(filled(word(&before, &paragraph("{{ n }}")), Some("a")));
            for part in [w15, mc, &format!("mc:Ignorable=\"{ignored}\"")] {
                assert_eq!(root.matches(part).count(), 1, "{part} in {root}");
            }
        }
        let root = root_of(filled(word("", &paragraph("{{ n }}")), None));
        assert!(!root.contains("w15"), "{root}");
        // A prefix that means something else: no control rather than one of nobody knows what.
        let other = filled(word(" xmlns:w15=\"x\"", &paragraph("{{ n }}")), Some("a"));
        assert_eq!(controls(other).unwrap(), []);
    }

    #[test]
    fn a_figure_changed_by_hand_is_read_as_it_stands_now() {
        let out = filled(word("", &paragraph("Có {{ n }} điểm")), Some("a"));
        let mut package = Package::open(out).unwrap();
        let xml = String::from_utf8(package.read("word/document.xml").unwrap()).unwrap();
        let edited = xml.replace(
            ">12,5</w:t>",
            ">13</w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>2,5</w:delText></w:r></w:del>\
             <w:r><w:tab/><w:t>&amp;</w:t>",
        );
        assert_ne!(xml, edited);
        package.put("word/document.xml", edited.into_bytes());
        let read = controls(package.write().unwrap()).unwrap();
        assert_eq!(read, [pair("th1-a", "13\t&")]);
        assert!(controls(b"PK".to_vec()).is_err());
    }

    /// The one file that tags may name.
    struct Inner(Vec<u8>);

    impl Files for Inner {
        fn read(&self, _name: &str) -> Result<Vec<u8>, String> {
            Ok(self.0.clone())
        }
    }

    #[test]
    fn figures_of_a_sub_document_come_with_numbers_of_their_own() {
        let inner = word("", &paragraph("Phụ lục: {{ n }}"));
        let body = paragraph("Có {{ n }}") + &paragraph("{{ subdoc('a.docx') }}").repeat(2);
        let data = Data {
            context: tera::Context::new(),
            references: &One(Some("a")),
            functions: &|_| {},
            files: &Inner(inner),
        };
        let out = render(word("", &body), &data).unwrap().bytes;
        assert_eq!(controls(out.clone()).unwrap(), vec![pair("th1-a", "12,5"); 3]);
        let xml = Package::open(out).unwrap().read("word/document.xml").unwrap();
        let xml = String::from_utf8(xml).unwrap();
        let numbers: BTreeSet<&str> =
            xml.split("<w:id w:val=\"").skip(1).filter_map(|at| at.split('"').next()).collect();
        assert_eq!(numbers.len(), 3, "{xml}");
    }

    #[test]
    fn a_failing_call_is_told_at_its_tag() {
        let template = word("", &(paragraph("a") + &paragraph("Có {{ so(k=\"x\") }} điểm")));
        let data = Data {
            context: tera::Context::new(),
            references: &One(None),
            functions: &|tera: &mut Tera| {
                tera.register_function("so", |args: Kwargs, _: &State| so(&args));
            },
            files: &NoFiles,
        };
        let known = Names { functions: ["so".to_owned()].into(), ..Names::default() };
        assert_eq!(problems(&template, &One(None), &known), []);
        let told = render(template, &data).unwrap_err();
        let [problem] = told.as_slice() else { panic!("{told:?}") };
        assert!(problem.around.starts_with("Có {{ so("), "{problem:?}");
        assert!(format!("{:?}", problem.place).contains("number: 2"), "{problem:?}");
    }
}
