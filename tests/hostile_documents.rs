//! Templates and data that are damaged, of another kind, or made to do harm: each is refused with
//! a reason that names it, or filled; nothing is left half written.

#[cfg(test)]
mod common;

#[cfg(test)]
mod hostile {
    use std::io::{Cursor, Write};
    use std::path::PathBuf;

    use tempfile::TempDir;
    use tonghop::ooxml::{Package, XmlTree};
    use zip::write::SimpleFileOptions;

    use crate::common::{text, tonghop};

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const TAG: &str = "<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>";

    fn types() -> String {
        let kind =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Override PartName=\"/word/document.xml\" ContentType=\"{kind}\"/></Types>"
        )
    }

    fn main_part(before: &str, body: &str) -> String {
        format!("{before}<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>")
    }

    fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn docx_of(main: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
        let types = types();
        let mut parts: Vec<(&str, &[u8])> =
            vec![("[Content_Types].xml", types.as_bytes()), ("word/document.xml", main)];
        parts.extend(more);
        package(&parts)
    }

    fn docx(body: &str) -> Vec<u8> {
        docx_of(main_part("", body).as_bytes(), &[])
    }

    /// A compound file whose directory names a stream.
    fn compound(stream: &str) -> Vec<u8> {
        let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        file.resize(512, 0);
        file.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(1024, 0);
        file
    }

    struct Files {
        folder: TempDir,
    }

    impl Files {
        fn new(template: &[u8], context: &[u8]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("mau.docx"), template).unwrap();
            std::fs::write(folder.path().join("du-lieu.json"), context).unwrap();
            Self { folder }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        fn run(&self, command: &[&str]) -> (i32, String) {
            let command: Vec<String> = command
                .iter()
                .map(|word| {
                    let is_file = word.contains('.');
                    let path = is_file.then(|| self.path(word).to_str().unwrap().to_owned());
                    path.unwrap_or_else(|| (*word).to_owned())
                })
                .collect();
            let command: Vec<&str> = command.iter().map(String::as_str).collect();
            let output = tonghop(&command);
            let told = text(&output.stdout) + &text(&output.stderr);
            assert!(!told.contains("panicked"), "{told}");
            (output.status.code().unwrap(), told)
        }

        /// Nothing but what was there before.
        fn nothing_written(&self) {
            let mut names: Vec<_> = std::fs::read_dir(self.folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            assert_eq!(names, ["du-lieu.json", "mau.docx"]);
        }
    }

    /// Refused by `render` and by `lint`, with these words.
    #[track_caller]
    fn refused(template: &[u8], reason: &str) {
        let files = Files::new(template, br#"{ "x": "a" }"#);
        let (code, told) = files.run(&["render", "mau.docx", "du-lieu.json", "ra.docx"]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains(reason), "{told}");
        files.nothing_written();
        let (code, told) = files.run(&[
            "lint",
            "mau.docx",
            "--context",
            "du-lieu.json",
            "--annotate",
            "ra.docx",
        ]);
        assert!(code > 0 && told.contains(reason), "{code}: {told}");
        assert!(!files.path("ra.docx").exists() || code == 1, "{told}");
    }

    /// Filled, and what came out can be read again; answers the main part.
    #[track_caller]
    fn filled(template: &[u8], context: &[u8]) -> String {
        let files = Files::new(template, context);
        let (code, told) = files.run(&["render", "mau.docx", "du-lieu.json", "ra.docx"]);
        assert_eq!(code, 0, "{told}");
        let mut package = Package::open(std::fs::read(files.path("ra.docx")).unwrap()).unwrap();
        let xml = text(&package.read("word/document.xml").unwrap());
        XmlTree::parse(&xml).unwrap();
        xml
    }

    #[test]
    fn a_file_of_another_kind_is_named_for_what_it_is() {
        for (bytes, reason) in [
            (compound("WordDocument"), ".doc đời cũ; mở bằng Word, lưu thành .docx"),
            (compound("EncryptedPackage"), "bảo vệ bằng mật khẩu"),
            (compound("Workbook"), ".xls đời cũ"),
            (b"{\\rtf1 x}".to_vec(), ".rtf"),
            (b"%PDF-1.4".to_vec(), "tệp PDF"),
            (b"<!DOCTYPE html><html>x</html>".to_vec(), "trang web"),
            (b"\x89PNG\r\n".to_vec(), "tệp ảnh"),
            (Vec::new(), "tệp rỗng"),
            (vec![0; 1000], "tệp rỗng"),
            (b"xin chao".to_vec(), "không phải tệp .docx hoặc .xlsx"),
        ] {
            refused(&bytes, reason);
        }
        let odt: &[u8] = b"application/vnd.oasis.opendocument.text";
        refused(&package(&[("mimetype", odt), ("content.xml", b"<x/>")]), "OpenDocument");
    }

    #[test]
    fn a_package_that_lacks_what_makes_it_a_document_says_what() {
        let main = main_part("", TAG);
        refused(&package(&[("word/document.xml", main.as_bytes())]), "[Content_Types].xml");
        refused(
            &package(&[("[Content_Types].xml", types().as_bytes())]),
            "không có văn bản Word nào",
        );
        let whole = docx(TAG);
        refused(&whole[..whole.len() - 30], "tệp zip bị hỏng");
    }

    #[test]
    fn a_flipped_bit_is_refused() {
        let mut broken = docx(TAG);
        let at = broken.windows(17).position(|w| w == b"word/document.xml").unwrap() + 40;
        broken[at] ^= 0x10;
        refused(&broken, "tệp zip bị hỏng");
    }

    #[test]
    fn document_types_and_entities_are_refused() {
        for before in ["<!DOCTYPE x>", "<!DOCTYPE x [<!ENTITY a \"b\">]>"] {
            refused(&docx_of(main_part(before, TAG).as_bytes(), &[]), "DOCTYPE");
        }
        refused(&docx("<w:p><w:r><w:t>&xxe; {{ x }}</w:t></w:r></w:p>"), "thực thể");
    }

    #[test]
    fn text_that_is_no_unicode_is_refused_and_utf_16_and_a_byte_order_mark_are_not() {
        let main = main_part("", TAG);
        let latin = [&main.as_bytes()[..main.len() - 30], b"\xe9", b"</w:body></w:document>"];
        refused(&docx_of(&latin.concat(), &[]), "không phải UTF-8");
        let utf16 = format!("\u{feff}{main}");
        let utf16: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(filled(&docx_of(&utf16, &[]), br#"{ "x": "a" }"#).contains(">a</w:t>"));
        let marked = [b"\xef\xbb\xbf", main.as_bytes()].concat();
        assert!(filled(&docx_of(&marked, &[]), br#"{ "x": "a" }"#).contains(">a</w:t>"));
    }

    #[test]
    fn what_would_take_all_memory_or_time_is_refused_with_the_limit() {
        refused(&docx(&(TAG.to_owned() + &" ".repeat(20_000_000))), "mức nén");
        let deep = "<w:sdt>".repeat(5_000) + TAG + &"</w:sdt>".repeat(5_000);
        refused(&docx(&deep), "lồng nhau quá 1000 tầng");
        let tag = |code: &str| format!("<w:p><w:r><w:t>{{% {code} %}}</w:t></w:r></w:p>");
        let nested = tag("if true").repeat(2_000) + TAG + &tag("endif").repeat(2_000);
        refused(&docx(&nested), "các khối lồng nhau quá 100 tầng");
        let media: Vec<String> = (0..10_001).map(|n| format!("word/media/{n}.png")).collect();
        let media: Vec<(&str, &[u8])> = media.iter().map(|n| (n.as_str(), &b"x"[..])).collect();
        refused(&docx_of(main_part("", TAG).as_bytes(), &media), "số phần trong tệp 10003");
    }

    #[test]
    fn loops_within_loops_end_though_they_print_nothing() {
        let body = "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}\
                    {% endfor %}{% endfor %}{% endfor %}";
        let files = Files::new(&docx(&TAG.replace("{{ x }}", body)), b"{}");
        let (code, told) = files.run(&["render", "mau.docx", "du-lieu.json", "ra.docx"]);
        assert_eq!(code, 2, "{told}");
        assert!(told.contains("E608") && told.contains("20000000 lượt"), "{told}");
        files.nothing_written();
    }

    #[test]
    fn one_name_twice_in_a_package_is_refused_and_odd_names_do_no_harm() {
        let main = main_part("", TAG);
        let twice = docx_of(main.as_bytes(), &[("WORD/document.xml", b"<x/>")]);
        refused(&twice, "tệp zip bị hỏng");
        let odd: &[(&str, &[u8])] =
            &[("../../ra.xml", b"<x/>"), ("/etc/ra.xml", b"<x/>"), ("word\\ra.xml", b"<x/>")];
        assert!(filled(&docx_of(main.as_bytes(), odd), br#"{ "x": "a" }"#).contains(">a<"));
    }

    #[test]
    fn a_tag_that_only_an_attacker_writes_is_refused_or_printed() {
        for code in ["(".repeat(8000), "[".repeat(8000)] {
            refused(&docx(&TAG.replace('x', &code)), "E606");
        }
        refused(&docx(&TAG.replace("{{ x }}", &"{{ ".repeat(5_000))), "E603");
        filled(&docx(&TAG.replace('x', &("not ".repeat(4000) + "x"))), br#"{ "x": "a" }"#);
    }

    #[test]
    fn characters_that_no_document_holds_are_dropped_from_data() {
        let noise = "a\\u0000\\u0001\\u001f\u{7f}\u{85}\u{fdd0}\u{fdd2}{}\u{fdd3}\u{fdd4}1\u{fdd3}\
                     \u{fdd5}\u{fdef}\u{fffe}\u{ffff}\u{1fffe}b\u{e000}";
        let context = format!("{{ \"x\": \"{noise}\" }}");
        let xml = filled(&docx(TAG), context.as_bytes());
        assert!(xml.contains(">a{}1b\u{e000}</w:t>"), "{xml}");
        let xml = filled(&docx(TAG), br#"{ "x": "</w:t>{{ y }}\u0001%{% for %}" }"#);
        assert!(
            xml.contains("{{ y }}%{% for %}") && xml.contains("&lt;/w:t&gt;{{ y }}"),
            "{xml}"
        );
    }

    #[test]
    fn data_that_would_change_in_silence_or_are_no_data_are_refused() {
        for (json, reason) in [
            (&b"{ \"x\": 1, \"x\": 2 }"[..], "`x` ghi hai lần"),
            (b"{ \"x\": 123456789012345678901234567890 }", "không giữ được từng chữ số"),
            (b"{ \"x\": 1e400 }", "ngoài phạm vi"),
            (b"{ \"x\": NaN }", "cần một giá trị"),
            (b"{ \"x\": \"\\ud800\" }", "E658"),
            (b"{ \"x\": \"\xed\xa0\x80\" }", "E658"),
            (b"[1]", "phải là một đối tượng"),
            (b"", "E658"),
            (b"{ \"x\": 1 } y", "E658"),
        ] {
            let files = Files::new(&docx(TAG), json);
            let (code, told) = files.run(&["render", "mau.docx", "du-lieu.json", "ra.docx"]);
            assert_eq!(code, 2, "{told}");
            assert!(told.contains(reason), "{reason}: {told}");
            files.nothing_written();
        }
        let deep =
            [b"{ \"x\": ".to_vec(), vec![b'['; 50_000], vec![b']'; 50_000], b"}".to_vec()];
        let files = Files::new(&docx(TAG), &deep.concat());
        assert_eq!(files.run(&["render", "mau.docx", "du-lieu.json", "ra.docx"]).0, 2);
    }

    #[test]
    fn much_data_are_filled_in_whole() {
        let long = "ấ".repeat(1_000_000);
        let xml = filled(&docx(TAG), format!("{{ \"x\": \"\u{feff}{long}\" }}").as_bytes());
        assert_eq!(xml.matches('ấ').count(), 1_000_000);
        let many = vec!["1"; 100_000].join(",");
        let body = TAG.replace("{{ x }}", "{% for n in x %}{{ n }}{% endfor %}");
        let xml = filled(&docx(&body), format!("{{ \"x\": [{many}] }}").as_bytes());
        assert!(xml.contains(&"1".repeat(100_000)));
    }
}
