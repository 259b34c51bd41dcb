//! `tonghop suggest` on forms as superiors draw them, each with its right answer beside it.

#[cfg(test)]
mod common;

#[cfg(test)]
mod forms {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use serde_json::Value;
    use tonghop::ooxml::Package;

    use crate::common::{Content, copy_of, root, set_cell, text, tonghop};

    /// A form with its right answer, and what was proposed for it.
    struct Case {
        folder: tempfile::TempDir,
        form: PathBuf,
        expected: Value,
        /// Texts of the copy by sheet and cell.
        texts: BTreeMap<String, String>,
        /// How sure each cell's tag is.
        certainty: BTreeMap<String, String>,
    }

    impl Case {
        fn new(name: &str) -> Self {
            Self::with(name, &[])
        }

        fn with(name: &str, more: &[&str]) -> Self {
            let form = root().join("tests/suggest").join(name).join("form.xlsx");
            let expected = std::fs::read(form.with_file_name("expected.json")).unwrap();
            let expected: Value = serde_json::from_slice(&expected).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let word = |name: &str| expected[name].as_str().unwrap().to_owned();
            let workspace = root().join(word("workspace"));
            let copy = folder.path().join("ban-sao.xlsx");
            let (pack, period) = (word("pack"), word("period"));
            let mut arguments = vec!["suggest", form.to_str().unwrap(), "--format", "json"];
            arguments.extend(["--workspace", workspace.to_str().unwrap(), "--pack", &pack]);
            arguments.extend(["--period", &period, "--out", copy.to_str().unwrap()]);
            arguments.extend(more);
            let output = tonghop(&arguments);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            let told: Value = serde_json::from_slice(&output.stdout).unwrap();
            let of = |list: &str, field: &str| -> BTreeMap<String, String> {
                let items = told[list].as_array().unwrap().iter().filter_map(|item| {
                    let place =
                        format!("{}!{}", item["sheet"].as_str()?, item["cell"].as_str()?);
                    Some((place, item[field].as_str()?.to_owned()))
                });
                items.collect()
            };
            let (texts, certainty) = (of("texts", "text"), of("cells", "certainty"));
            Self { folder, form, expected, texts, certainty }
        }

        fn copy(&self) -> PathBuf {
            self.folder.path().join("ban-sao.xlsx")
        }

        /// Cells of which the answer is another than the right one, each with both.
        fn to_mend(&self) -> Vec<(String, String, String)> {
            let mut right: BTreeMap<String, String> = BTreeMap::new();
            for (place, tag) in self.expected["cells"].as_object().unwrap() {
                right.insert(place.clone(), tag.as_str().unwrap().to_owned());
            }
            let vanishes =
                |text: &str| text.starts_with("{% if false") || text.starts_with("{% endif");
            let open = self.expected["open"].as_array().unwrap().iter();
            let open = open.map(|place| place.as_str().unwrap().to_owned());
            let places = right.keys().chain(self.texts.keys()).cloned().chain(open);
            let places: std::collections::BTreeSet<String> = places.collect();
            let answers = places.into_iter().map(|place| {
                let of = |all: &BTreeMap<String, String>| {
                    all.get(&place).filter(|text| !vanishes(text)).cloned().unwrap_or_default()
                };
                (of(&right), of(&self.texts), place)
            });
            answers
                .filter(|(right, given, _)| right != given)
                .map(|(right, given, place)| (place, right, given))
                .collect()
        }

        fn cells(&self) -> usize {
            let open = self.expected["open"].as_array().unwrap().len();
            self.expected["cells"].as_object().unwrap().len() + open
        }

        /// At most one cell in so many is to be mended, and none is wrong without being told.
        #[track_caller]
        fn is_right_but_for(&self, percent: usize) {
            let wrong = self.to_mend();
            assert!(
                wrong.len() * 100 <= self.cells() * percent,
                "{} of {}: {wrong:#?}",
                wrong.len(),
                self.cells()
            );
            for (place, right, given) in &wrong {
                let sure = self.certainty.get(place).is_some_and(|sure| sure != "doubtful");
                assert!(given.is_empty() || !sure, "{place}: {given} for {right}");
            }
            self.is_clean();
        }

        /// `lint` has nothing to say of the copy.
        fn is_clean(&self) {
            let workspace = root().join(self.expected["workspace"].as_str().unwrap());
            let period = self.expected["period"].as_str().unwrap();
            let output = tonghop(&[
                "lint",
                self.copy().to_str().unwrap(),
                "--workspace",
                workspace.to_str().unwrap(),
                "--period",
                period,
            ]);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        }
    }

    #[test]
    fn an_appendix_of_years_with_women_beside_totals() {
        Case::new("phu-luc-ket-nap").is_right_but_for(5);
    }

    #[test]
    fn a_form_by_lines_with_the_same_period_last_year_saved_by_libreoffice() {
        Case::new("bieu-tang-giam").is_right_but_for(0);
    }

    #[test]
    fn a_list_of_units_under_three_rows_of_headings() {
        Case::new("ma-tran-chi-bo").is_right_but_for(0);
    }

    #[test]
    fn years_as_lines_with_abbreviated_headings() {
        Case::new("nam-theo-dong").is_right_but_for(0);
    }

    #[test]
    fn an_evaluation_with_counts_and_shares() {
        Case::new("danh-gia-xep-loai").is_right_but_for(4);
    }

    #[test]
    fn years_under_headings_that_no_pack_knows() {
        let case = Case::new("ra-soat-sang-loc");
        case.is_right_but_for(6);
        assert!(case.certainty.values().all(|sure| sure == "doubtful"), "all have notes");
    }

    #[test]
    fn a_list_without_numbers_with_a_total_line_left_empty() {
        Case::new("bien-dong-theo-don-vi").is_right_but_for(0);
    }

    #[test]
    fn parts_of_years_under_their_years() {
        Case::new("tang-giam-hai-nam").is_right_but_for(0);
    }

    #[test]
    fn sections_reasons_and_lines_of_a_list_with_units_of_measure() {
        Case::new("ly-do-ra-khoi-dang").is_right_but_for(0);
    }

    #[test]
    fn three_groups_over_a_list_with_a_total_in_words_of_its_own() {
        Case::new("don-vi-ba-nhom").is_right_but_for(0);
    }

    #[test]
    fn ratings_of_members_in_a_list_of_units_that_are_rated_too() {
        Case::new("hai-trang-xep-loai").is_right_but_for(0);
    }

    #[test]
    fn four_rows_of_headings_with_the_sums_on_top_and_a_hidden_column() {
        Case::new("don-vi-bon-tang").is_right_but_for(0);
    }

    #[test]
    fn quarters_of_two_years_over_lines_in_sections() {
        Case::new("chi-tieu-theo-quy").is_right_but_for(0);
    }

    #[test]
    fn a_sheet_of_indicators_and_a_sheet_of_units() {
        Case::new("nguon-va-sinh-hoat").is_right_but_for(0);
    }

    #[test]
    fn units_named_beforehand_with_a_section_of_them() {
        Case::new("don-vi-ghi-san").is_right_but_for(0);
    }

    #[test]
    fn women_beside_totals_under_each_year() {
        Case::new("nam-va-nu").is_right_but_for(0);
    }

    #[test]
    fn periods_as_lines_with_what_they_differ_by() {
        Case::new("ky-theo-dong").is_right_but_for(0);
    }

    #[test]
    fn years_as_numbers_under_the_line_of_their_span() {
        Case::new("co-cau-ket-nap").is_right_but_for(0);
    }

    #[test]
    fn counts_and_shares_of_ratings_over_what_is_rated() {
        Case::new("muc-xep-loai").is_right_but_for(0);
    }

    #[test]
    fn a_list_without_numbers_whose_total_has_a_name() {
        Case::new("bien-dong-rut-gon").is_right_but_for(0);
    }

    #[test]
    fn groups_of_people_that_no_pack_knows_beside_those_it_knows() {
        Case::new("nhom-la").is_right_but_for(0);
    }

    #[test]
    fn two_periods_under_each_figure_of_named_units() {
        Case::new("hai-ky-moi-so").is_right_but_for(0);
    }

    #[test]
    fn blocs_that_no_pack_knows_beside_their_total() {
        Case::new("theo-khoi").is_right_but_for(2);
    }

    #[test]
    fn targets_beside_results() {
        Case::new("chi-tieu-ket-qua").is_right_but_for(0);
    }

    #[test]
    fn two_tables_on_one_sheet() {
        Case::new("hai-bang-mot-trang").is_right_but_for(0);
    }

    #[test]
    fn years_under_two_figures_of_a_list_with_a_share_that_no_pack_knows() {
        Case::new("nam-duoi-so").is_right_but_for(0);
    }

    #[test]
    fn what_a_comparison_is_made_with_beside_its_share() {
        Case::new("so-voi-cung-ky").is_right_but_for(0);
    }

    #[test]
    fn parts_of_the_column_before_them() {
        Case::new("chat-luong-ket-nap").is_right_but_for(0);
    }

    #[test]
    fn sections_of_units_with_empty_lines_are_left_but_for_the_total() {
        Case::new("khoi-trong").is_right_but_for(0);
    }

    #[test]
    fn a_form_tagged_last_time_decides_where_words_alone_do_not() {
        const CHOSEN: &str = "{{ dang_vien }}";
        let first = Case::new("tang-giam-hai-nam");
        let open = first.expected["open"][0].as_str().unwrap();
        let (sheet, cell) = open.split_once('!').unwrap();
        let tag = tonghop::template::xlsx::CellText {
            sheet: sheet.to_owned(),
            cell: cell.parse().unwrap(),
            text: CHOSEN.to_owned(),
        };
        let form = std::fs::read(&first.form).unwrap();
        let bytes = tonghop::template::xlsx::write_texts(form, &[tag]).unwrap();
        let tagged = first.folder.path().join("nam-truoc.xlsx");
        std::fs::write(&tagged, bytes).unwrap();
        let again = Case::with("tang-giam-hai-nam", &["--like", tagged.to_str().unwrap()]);
        assert_eq!(first.to_mend(), [], "words alone leave the cell open");
        let learned = again.to_mend().into_iter().find(|(place, ..)| place == open);
        let (_, _, given) = learned.unwrap();
        assert!(given.starts_with("{{ dang_vien"), "{given}");
    }

    #[test]
    fn the_form_that_is_followed_wins_over_the_packs_own_form_with_the_same_labels() {
        let first = Case::new("bieu-tang-giam");
        let joined = |cell: &str| first.texts[&format!("Bieu 1!{cell}")].clone();
        assert_eq!(joined("D13"), "{{ tang.ket_nap }}", "as the pack's own form has it");
        // The same line says one figure in this year's column and another in last year's.
        let tags = [("D13", "{{ chuyen_den }}"), ("E13", "{{ tang.ket_nap @ cung-ky }}")];
        let tags = tags.map(|(cell, text)| tonghop::template::xlsx::CellText {
            sheet: "Bieu 1".to_owned(),
            cell: cell.parse().unwrap(),
            text: text.to_owned(),
        });
        let form = std::fs::read(&first.form).unwrap();
        let followed = first.folder.path().join("da-gan-the.xlsx");
        std::fs::write(&followed, tonghop::template::xlsx::write_texts(form, &tags).unwrap())
            .unwrap();
        let again = Case::with("bieu-tang-giam", &["--like", followed.to_str().unwrap()]);
        assert_eq!(again.texts["Bieu 1!D13"], "{{ chuyen_den }}");
        assert_eq!(again.texts["Bieu 1!E13"], "{{ tang.ket_nap @ cung-ky }}");
        assert_eq!(again.texts["Bieu 1!D14"], first.texts["Bieu 1!D14"]);
    }

    /// The tags proposed, in an office, for the form of pack ct28 that the office itself fills in,
    /// with its own tags taken out.
    fn proposed_for_own_form(workspace: &Path) -> BTreeMap<String, String> {
        let form = root().join("templates/ct28/bieu/ct28-co-quan.xlsx");
        let bytes = std::fs::read(form).unwrap();
        let limits = tonghop::sheet::Limits::default();
        let workbook = tonghop::sheet::read("bieu.xlsx", &bytes, &limits).unwrap();
        let blank = workbook.sheets.iter().flat_map(|sheet| {
            let tags = sheet.iter().filter(|(_, cell)| cell.text.starts_with("{{"));
            tags.map(|(cell, _)| tonghop::template::xlsx::CellText {
                sheet: sheet.name.clone(),
                cell,
                text: String::new(),
            })
        });
        let blank: Vec<_> = blank.collect();
        let bytes = tonghop::template::xlsx::write_texts(bytes, &blank).unwrap();
        let form = workspace.join("cap-tren.xlsx");
        std::fs::write(&form, bytes).unwrap();
        let form = form.to_str().unwrap();
        let workspace = workspace.to_str().unwrap();
        let period = ["--period", "2019..2023", "--format", "json"];
        let output =
            tonghop(&[&["suggest", form, "--workspace", workspace], &period[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        std::fs::remove_file(form.replace(".xlsx", "-goi-y.xlsx")).unwrap();
        let texts = told["texts"].as_array().unwrap().iter();
        texts
            .map(|item| {
                let place = format!(
                    "{}!{}",
                    item["sheet"].as_str().unwrap(),
                    item["cell"].as_str().unwrap()
                );
                (place, item["text"].as_str().unwrap().to_owned())
            })
            .collect()
    }

    #[test]
    fn figures_of_a_form_out_of_use_are_not_proposed_nor_others_in_their_place() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("van-phong-ubnd", folder.path());
        let asked = proposed_for_own_form(folder.path());
        assert_eq!(asked["Cơ quan!D11"], "{{ bien_che }}");
        let settings = folder.path().join("thiet-lap.xlsx");
        for (at, said) in [("A9", "Biểu không dùng"), ("B9", "CT28-co-quan")] {
            set_cell(&settings, "Đơn vị", at, &Content::Text(said.to_owned()));
        }
        let unasked = proposed_for_own_form(folder.path());
        // The classes of officials have the names of the classes of Party members.
        assert_eq!(unasked, BTreeMap::new());
    }

    #[test]
    fn parts_that_are_not_concerned_keep_their_bytes_and_open_cells_have_notes() {
        let case = Case::new("phu-luc-ket-nap");
        let read = |file: &Path| Package::open(std::fs::read(file).unwrap()).unwrap();
        let (mut before, mut after) = (read(&case.form), read(&case.copy()));
        let names: Vec<String> = before.names().map(str::to_owned).collect();
        for name in names {
            let concerned = name.contains("worksheets/") || name.contains("[Content_Types]");
            assert!(
                concerned || before.read(&name).unwrap() == after.read(&name).unwrap(),
                "{name}"
            );
        }
        let notes = text(&after.read("xl/comments1.xml").unwrap());
        for place in case.expected["open"].as_array().unwrap() {
            let cell = place.as_str().unwrap().split_once('!').unwrap().1;
            assert!(notes.contains(&format!("ref=\"{cell}\"")), "{cell}");
        }
    }

    #[test]
    fn what_is_no_form_to_write_into_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("bieu.xls");
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend([0; 600]);
        bytes.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
        std::fs::write(&old, bytes).unwrap();
        let output = tonghop(&["suggest", old.to_str().unwrap(), "--pack", "ct28"]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(told.contains(".xlsx"), "{told}");

        let form = root().join("tests/suggest/ma-tran-chi-bo/form.xlsx");
        let form = form.to_str().unwrap();
        let told = |arguments: &[&str]| {
            let output = tonghop(&[&["suggest", form], arguments].concat());
            assert_eq!(output.status.code(), Some(2));
            text(&output.stderr)
        };
        assert!(told(&[]).contains("E644"));
        let mistyped = told(&["--pack", "ct29"]);
        assert!(mistyped.contains("`ct28`"), "{mistyped}");
    }
}
