//! Documents that docx-rs makes, in every way in which it is known to make them wrong.

use std::io::Cursor;

use docx_rs::{
    AbstractNumbering, AlignmentType, BreakType, Comment, DataBinding, Delete, Docx, Footer,
    Footnote, Header, Hyperlink, HyperlinkType, IndentLevel, Insert, Level, LevelJc, LevelText,
    NumberFormat, Numbering, NumberingId, PageNum, PageOrientationType, Paragraph, Pic, Run,
    Section, Shading, SpecialIndentType, Start, StructuredDataTag, Style, StyleType,
    TabValueType, Table, TableCell, TableOfContents, TableRow, VMergeType, WidthType,
};

/// A picture of one pixel.
const PICTURE: &[u8] = include_bytes!("pixel.png");

/// A way to make a document.
pub(crate) type Make = fn() -> Docx;

/// All documents by what is in them.
pub(crate) const ALL: [(&str, Make); 9] = [
    ("everything", everything),
    ("sections", sections),
    ("section with a comment", section_with_comment),
    ("control characters", control_characters),
    ("pictures", pictures),
    ("tables", tables),
    ("footnotes", footnotes),
    ("lists", lists),
    ("contents", contents),
];

/// The file.
pub(crate) fn bytes(docx: Docx) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    docx.build().pack(&mut out).unwrap();
    out.into_inner()
}

fn text(said: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(said))
}

fn note(said: &str) -> Footnote {
    let mut note = Footnote::new();
    note.add_content(text(said))
}

fn picture() -> Run {
    Run::new().add_image(Pic::new_with_dimensions(PICTURE.to_vec(), 10, 10))
}

fn everything() -> Docx {
    let link = Hyperlink::new("https://example.org/?a=1&b=2", HyperlinkType::External);
    let anchor = Hyperlink::new("moc", HyperlinkType::Anchor);
    let comment = Comment::new(4).author("A").date("2026-01-01T00:00:00Z");
    let control = StructuredDataTag::new()
        .data_binding(DataBinding::new().xpath("/a/b").store_item_id("{0}"))
        .alias("Tên")
        .add_run(Run::new().add_text("trong ô"));
    Docx::new()
        .header(Header::new().add_paragraph(text("Đầu trang")))
        .first_header(Header::new().add_paragraph(text("Đầu trang nhất")))
        .footer(Footer::new().add_paragraph(Paragraph::new().add_page_num(PageNum::new())))
        .custom_property("so", "12")
        .add_style(
            Style::new("Nhan", StyleType::Paragraph).name("Nhấn").bold().based_on("Normal"),
        )
        .add_paragraph(
            text("Một")
                .align(AlignmentType::Both)
                .style("Nhan")
                .keep_next(true)
                .add_tab(docx_rs::Tab::new().val(TabValueType::Left).pos(1000))
                .indent(Some(10), Some(SpecialIndentType::FirstLine(500)), None, None)
                .add_run(Run::new().add_text("đậm").color("C00000").size(28).bold().italic())
                .add_run(Run::new().add_break(BreakType::Page).add_tab().underline("single")),
        )
        .add_bookmark_start(7, "moc")
        .add_paragraph(
            Paragraph::new()
                .add_hyperlink(link.add_run(Run::new().add_text("nối")))
                .add_hyperlink(anchor.add_run(Run::new().add_text("tới mốc"))),
        )
        .add_bookmark_end(7)
        .add_paragraph(
            Paragraph::new()
                .add_comment_start(comment.add_paragraph(text("góp ý")))
                .add_run(Run::new().add_text("có góp ý"))
                .add_comment_end(4),
        )
        .add_paragraph(
            Paragraph::new()
                .add_insert(Insert::new(Run::new().add_text("thêm")).author("A"))
                .add_delete(Delete::new().add_run(Run::new().add_delete_text("bớt"))),
        )
        .add_paragraph(Paragraph::new().add_structured_data_tag(control))
        .add_paragraph(
            text("chú thích").add_run(Run::new().add_footnote_reference(note("dưới"))),
        )
        .add_paragraph(Paragraph::new().add_run(picture()))
}

fn sections() -> Docx {
    let wide = |said: &str| {
        Section::new()
            .page_orient(PageOrientationType::Landscape)
            .page_size(docx_rs::PageSize::new().width(16838).height(11906))
            .header(Header::new().add_paragraph(text(&format!("Đầu {said}"))))
            .footer(Footer::new().add_paragraph(text(&format!("Chân {said}"))))
            .add_paragraph(text(said))
    };
    Docx::new()
        .add_paragraph(text("Đứng"))
        .add_section(wide("Ngang 1"))
        .add_section(wide("Ngang 2"))
}

fn section_with_comment() -> Docx {
    let comment = Comment::new(1).author("A").date("2026-01-01T00:00:00Z");
    let commented = Paragraph::new()
        .add_comment_start(comment.add_paragraph(text("góp ý")))
        .add_run(Run::new().add_text("trong phần"))
        .add_comment_end(1);
    Docx::new().add_section(Section::new().add_paragraph(commented))
}

fn control_characters() -> Docx {
    Docx::new().add_paragraph(text("a\u{b}b\u{1}c & < >")).add_paragraph(text("\u{c}\u{1f}"))
}

fn pictures() -> Docx {
    let mut other = PICTURE.to_vec();
    other.push(0);
    Docx::new()
        .header(Header::new().add_paragraph(Paragraph::new().add_run(picture())))
        .add_paragraph(Paragraph::new().add_run(picture()).add_run(picture()))
        .add_paragraph(
            Paragraph::new().add_run(
                Run::new().add_image(Pic::new_with_dimensions(other, 5, 5).floating()),
            ),
        )
}

fn tables() -> Docx {
    let cell = |said: &str| TableCell::new().add_paragraph(text(said));
    let inner = Table::new(vec![TableRow::new(vec![cell("trong")])]);
    let rows = vec![
        TableRow::new(vec![
            cell("rộng").grid_span(2).shading(Shading::new().fill("FFFF00")),
            cell("dọc").vertical_merge(VMergeType::Restart).width(2000, WidthType::Dxa),
        ])
        .cant_split(),
        TableRow::new(vec![
            cell("a"),
            TableCell::new().add_table(inner),
            TableCell::new().vertical_merge(VMergeType::Continue),
        ]),
        TableRow::new(vec![TableCell::new(), cell("b"), cell("c")]).row_height(20.0),
    ];
    Docx::new()
        .add_table(
            Table::new(rows)
                .set_grid(vec![1000, 1000])
                .align(docx_rs::TableAlignmentType::Center),
        )
        .add_table(Table::new(vec![TableRow::new(vec![cell("không lưới")])]))
}

fn footnotes() -> Docx {
    let noted = |said: &str| {
        text(said).add_run(Run::new().add_footnote_reference(note(&format!("chú {said}"))))
    };
    Docx::new()
        .add_paragraph(noted("một"))
        .add_table(Table::new(vec![TableRow::new(vec![
            TableCell::new().add_paragraph(noted("hai")),
        ])]))
        .add_section(Section::new().add_paragraph(noted("ba")))
}

fn lists() -> Docx {
    let level = Level::new(
        0,
        Start::new(1),
        NumberFormat::new("decimal"),
        LevelText::new("%1."),
        LevelJc::new("left"),
    )
    .indent(Some(720), Some(SpecialIndentType::Hanging(360)), None, None)
    .bold();
    let item = |said: &str| text(said).numbering(NumberingId::new(2), IndentLevel::new(0));
    Docx::new()
        .add_abstract_numbering(AbstractNumbering::new(2).add_level(level))
        .add_numbering(Numbering::new(2, 2))
        .add_paragraph(item("một"))
        .add_paragraph(item("hai"))
}

fn contents() -> Docx {
    let heading = Style::new("Heading1", StyleType::Paragraph).name("heading 1");
    Docx::new()
        .add_style(heading)
        .add_table_of_contents(
            TableOfContents::new().heading_styles_range(1, 3).alias("Mục lục").auto(),
        )
        .add_paragraph(text("Chương một").style("Heading1"))
        .add_paragraph(text("Chương hai").style("Heading1"))
}

mod tests {
    use std::collections::BTreeMap;

    use tonghop::ooxml::{Package, XmlTree};
    use tonghop::template::docx::mend;

    use super::{ALL, Make, bytes, contents, everything, footnotes, pictures, tables};
    use crate::docx_support::{complaints, inner_xml, part, zip};

    const DATE: &str = "2026-11-22T00:00:00Z";

    fn mended(make: Make) -> Vec<u8> {
        mend(bytes(make()), DATE).unwrap().bytes
    }

    fn is_xml(part: &str) -> bool {
        std::path::Path::new(part).extension().is_some_and(|extension| extension == "xml")
    }

    /// The text of all stories, without what the crate lost or wrote wrong.
    fn said(document: &[u8]) -> String {
        let mut package = Package::open(document.to_vec()).unwrap();
        let names: Vec<String> = package.names().map(str::to_owned).collect();
        let mut stories = BTreeMap::new();
        for name in names.iter().filter(|name| name.starts_with("word/") && is_xml(name)) {
            let xml = String::from_utf8(package.read(name).unwrap()).unwrap();
            let xml = xml.replace(['\u{b}', '\u{c}'], " ").replace(['\u{1}', '\u{1f}'], "");
            let tree = XmlTree::parse(&xml).unwrap();
            let texts = tree.texts().iter().filter(|text| tree.name(text.element) == "w:t");
            let said: String = texts.map(|text| tree.said(text)).collect();
            stories.insert(name.clone(), said.replace(' ', ""));
        }
        format!("{stories:?}")
    }

    #[test]
    fn every_document_becomes_sound_and_says_what_it_said() {
        for (name, make) in ALL {
            let made = bytes(make());
            let mended = mend(made.clone(), DATE).unwrap().bytes;
            if let Some(folder) = std::env::var_os("KEEP_FILES").map(std::path::PathBuf::from) {
                std::fs::write(folder.join(format!("docx-rs {name}.docx")), &mended).unwrap();
            }
            assert_eq!(complaints(&mended), Vec::<String>::new(), "{name}");
            assert_eq!(said(&mended), said(&made), "{name}");
        }
    }

    #[test]
    fn two_builds_and_four_threads_give_the_same_bytes() {
        for (name, make) in ALL {
            let first = mended(make);
            assert_eq!(mended(make), first, "{name}");
            let threads: Vec<_> =
                (0..4).map(|_| std::thread::spawn(move || mended(make))).collect();
            for thread in threads {
                assert_eq!(thread.join().unwrap(), first, "{name}");
            }
        }
    }

    #[test]
    fn mending_twice_changes_nothing_more() {
        for (name, make) in ALL {
            let once = mended(make);
            assert_eq!(mend(once.clone(), DATE).unwrap().bytes, once, "{name}");
        }
    }

    #[test]
    fn the_package_is_compressed_and_has_no_folders() {
        let (made, mended) = (bytes(everything()), mended(everything));
        assert!(mended.len() * 2 < made.len(), "{} of {}", mended.len(), made.len());
        let package = Package::open(mended).unwrap();
        let names: Vec<&str> = package.names().collect();
        assert_eq!(names[..2], ["[Content_Types].xml", "_rels/.rels"]);
        assert!(names.iter().all(|name| !name.ends_with('/')), "{names:?}");
        assert!(names.contains(&"word/media/image1.png"), "{names:?}");
    }

    #[test]
    fn a_document_that_ends_in_a_section_has_no_empty_one_behind_it() {
        let mended = mended(super::sections);
        let xml = part(&mended, "word/document.xml");
        assert_eq!(xml.matches("<w:sectPr").count(), 2);
        let last = xml.rfind("<w:sectPr").unwrap();
        assert!(xml[last..].contains("w:w=\"16838\""), "{}", &xml[last..]);
        assert!(xml[..last].ends_with("</w:p>"));
    }

    #[test]
    fn a_comment_that_was_not_written_is_told_and_leaves_no_mark() {
        let filled = mend(bytes(super::section_with_comment()), DATE).unwrap();
        assert_eq!(filled.notes.len(), 1);
        assert!(!part(&filled.bytes, "word/document.xml").contains("w:comment"));
        let kept = mend(bytes(everything()), DATE).unwrap();
        assert!(kept.notes.is_empty());
        assert!(part(&kept.bytes, "word/document.xml").contains("w:commentReference"));
    }

    #[test]
    fn a_header_that_belongs_to_no_section_with_text_is_told() {
        let made = super::sections().header(docx_rs::Header::new());
        assert_eq!(mend(bytes(made), DATE).unwrap().notes.len(), 1);
        assert!(mend(bytes(super::sections()), DATE).unwrap().notes.is_empty());
    }

    #[test]
    fn properties_stand_in_the_order_of_the_schema() {
        let xml = inner_xml(&mended(everything), "body");
        let at = |name: &str| xml.find(name).unwrap();
        assert!(at("<w:headerReference") < at("<w:pgSz"));
        assert!(at("<w:alias") < at("<w:dataBinding"));
        assert!(at("<w:pStyle") < at("<w:jc"));
    }

    #[test]
    fn notes_are_numbered_from_one_and_carry_their_number() {
        let xml = part(&mended(footnotes), "word/footnotes.xml");
        for (number, said) in [(1, "một"), (2, "hai"), (3, "ba")] {
            let note = &xml[xml.find(&format!("<w:footnote w:id=\"{number}\"")).unwrap()..];
            let note = &note[..note.find("</w:footnote>").unwrap()];
            assert!(note.contains(said) && note.contains("<w:footnoteRef/>"), "{note}");
        }
        assert!(part(&mended(footnotes), "word/styles.xml").contains("FootnoteReference"));
    }

    #[test]
    fn pictures_are_numbered_and_grids_are_as_wide_as_their_rows() {
        let xml = inner_xml(&mended(pictures), "body");
        for number in 1..=3 {
            assert!(xml.contains(&format!("<wp:docPr id=\"{number}\"")), "{xml}");
        }
        let xml = inner_xml(&mended(tables), "body");
        assert!(!xml.contains("<w:gridCol w:w=\"1000\" w:type"), "{xml}");
    }

    #[test]
    fn a_table_of_contents_keeps_its_way_to_the_headings() {
        bytes(contents());
        let xml = inner_xml(&mended(contents), "body");
        for number in 1..=2 {
            let mark = format!("_Toc0000000{number}");
            assert!(xml.contains(&format!("PAGEREF {mark} ")), "{xml}");
            assert!(xml.contains(&format!("w:name=\"{mark}\"")), "{xml}");
        }
        assert!(!xml.contains("80000"));
        // Each mark of a field in a run of its own.
        assert!(!xml.contains("w:dirty=\"false\" /><w:instrText"), "{xml}");
    }

    #[test]
    fn dates_are_those_given() {
        let core = part(&mended(everything), "docProps/core.xml");
        assert_eq!(core.matches(DATE).count(), 2, "{core}");
    }

    #[test]
    fn what_is_no_document_is_an_error() {
        assert!(mend(b"PK".to_vec(), DATE).is_err());
        assert!(mend(zip(&[("word/document.xml".to_owned(), "<a".to_owned())]), DATE).is_err());
        let empty = zip(&[("word/document.xml".to_owned(), "<a/>".to_owned())]);
        assert!(mend(empty, DATE).is_ok());
    }
}
