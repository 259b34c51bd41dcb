//! From an empty folder to blanks and a draft, through the program.

#[cfg(test)]
mod common;

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Output;

    use super::common::{Content, copy_folder, set_cell, set_cells, text, tonghop};

    const COMMUNE: [&str; 22] = [
        "--name",
        "Đảng ủy xã Tân Hòa",
        "--superior",
        "Đảng bộ tỉnh Bình Minh",
        "--kind",
        "dang",
        "--code",
        "DU",
        "--packs",
        "quy",
        "--symbol",
        "ĐU",
        "--place",
        "Tân Hòa",
        "--title",
        "Bí thư",
        "--signer",
        "Nguyễn Văn An",
        "--recipients",
        "Ban Tổ chức Tỉnh ủy; Các đồng chí Đảng ủy viên",
        "--as-of",
        "2026-06-01",
    ];

    fn new(folder: &Path, more: &[&str]) -> Output {
        let folder = folder.to_str().unwrap();
        tonghop(&[&["new", folder][..], &COMMUNE, more].concat())
    }

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = walkdir::WalkDir::new(folder)
            .min_depth(1)
            .into_iter()
            .map(|entry| {
                let entry = entry.unwrap();
                let path = entry.path().strip_prefix(folder).unwrap();
                path.to_string_lossy().replace('\\', "/")
            })
            .collect();
        names.sort();
        names
    }

    fn add_branches(folder: &Path) {
        let cell = |at: &str, said: &str| {
            ("Tổ chức".to_owned(), at.to_owned(), Content::Text(said.to_owned()))
        };
        let cells = [
            cell("A6", "CB01"),
            cell("B6", "Chi bộ thôn 1"),
            cell("C6", "Chi bộ trực thuộc"),
            cell("D6", "DU"),
            cell("A7", "CB02"),
            cell("B7", "Chi bộ thôn 2"),
            cell("C7", "Chi bộ trực thuộc"),
            cell("D7", "DU"),
        ];
        set_cells(&folder.join("thiet-lap.xlsx"), &cells);
    }

    #[test]
    fn an_empty_folder_becomes_a_workspace_from_which_blanks_and_a_draft_are_made() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("xa");
        let made = new(&folder, &[]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let expected = [
            "bao-cao-den",
            "khung",
            "khung/bao-cao.docx",
            "khung/cong-van.docx",
            "khung/ke-hoach.docx",
            "khung/thong-bao.docx",
            "khung/to-trinh.docx",
            "thiet-lap.xlsx",
        ];
        assert_eq!(files(&folder), expected);
        assert!(text(&made.stderr).contains("05-HD/VPTW"), "{}", text(&made.stderr));
        add_branches(&folder);
        let at = folder.to_str().unwrap();
        let issued = tonghop(&["issue", at, "--period", "2024-Q1"]);
        assert_eq!(issued.status.code(), Some(0), "{}", text(&issued.stderr));
        assert!(text(&issued.stderr).contains("3 đơn vị"), "{}", text(&issued.stderr));
        let checked = tonghop(&["check", at, "--period", "2024-Q1", "--format", "short"]);
        assert!(text(&checked.stderr).contains("0/7"), "{}", text(&checked.stderr));
        assert!(!text(&checked.stdout).contains("thiet-lap.xlsx"), "{}", text(&checked.stdout));
        let built = tonghop(&["build", at, "--period", "2024-Q1"]);
        assert_ne!(built.status.code(), Some(2), "{}", text(&built.stderr));
        assert!(folder.join("ket-qua/2024-Q1/du-thao-01").is_dir());
    }

    #[test]
    fn a_folder_that_has_something_in_it_is_not_touched() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("thiet-lap.xlsx"), "của tôi").unwrap();
        let refused = new(root.path(), &[]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains("E540"), "{}", text(&refused.stderr));
        assert_eq!(files(root.path()), ["thiet-lap.xlsx"]);
        assert_eq!(
            std::fs::read(root.path().join("thiet-lap.xlsx")).unwrap(),
            "của tôi".as_bytes()
        );
    }

    #[test]
    fn an_empty_folder_that_is_there_is_taken_and_nothing_is_left_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("xa");
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(new(&folder, &[]).status.code(), Some(0));
        assert!(folder.join("thiet-lap.xlsx").is_file());
        let beside: Vec<_> = std::fs::read_dir(root.path()).unwrap().collect();
        assert_eq!(beside.len(), 1);
    }

    #[test]
    fn without_a_terminal_what_is_missing_is_listed_and_nothing_is_written() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("xa");
        let at = folder.to_str().unwrap();
        let refused =
            tonghop(&["tao-moi", at, "--name", "Đảng ủy xã Tân Hòa", "--packs", "quy"]);
        assert_eq!(refused.status.code(), Some(2));
        let said = text(&refused.stderr);
        assert!(said.contains("--kind, --code") && !said.contains("--packs"), "{said}");
        assert!(!folder.exists());
    }

    #[test]
    fn a_pack_that_is_not_there_is_refused_with_those_that_are() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("xa");
        let mut arguments = vec!["new", folder.to_str().unwrap()];
        arguments.extend(COMMUNE.map(|word| if word == "quy" { "quyy" } else { word }));
        let refused = tonghop(&arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains("E507"), "{}", text(&refused.stderr));
        assert!(!folder.exists());
    }

    #[test]
    fn a_pack_of_the_offices_own_is_taken_from_its_folder() {
        let root = tempfile::tempdir().unwrap();
        let own = root.path().join("Bộ của cơ quan");
        copy_folder(&crate::common::root().join("templates/quy"), &own);
        let head = std::fs::read_to_string(own.join("pack.toml")).unwrap();
        assert!(head.contains("code = \"quy\""));
        let head = head.replacen("code = \"quy\"", "code = \"cua-minh\"", 1);
        std::fs::write(own.join("pack.toml"), &head).unwrap();
        let folder = root.path().join("xa");
        let (at, of) = (folder.to_str().unwrap(), own.to_str().unwrap());
        let mut arguments = vec!["new", at];
        arguments.extend(COMMUNE.map(|word| if word == "quy" { of } else { word }));
        let made = tonghop(&arguments);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        assert!(text(&made.stdout).contains("xa/bo-bieu/cua-minh/pack.toml"));
        let copied = folder.join("bo-bieu/cua-minh");
        assert_eq!(std::fs::read_to_string(copied.join("pack.toml")).unwrap(), head);
        assert_eq!(files(&copied), files(&own).into_iter().collect::<Vec<_>>());
        add_branches(&folder);
        let issued = tonghop(&["issue", at, "--period", "2026-Q1"]);
        assert_eq!(issued.status.code(), Some(0), "{}", text(&issued.stderr));
    }

    #[test]
    fn a_pack_of_the_offices_own_that_is_wrong_is_refused_and_nothing_is_written() {
        let root = tempfile::tempdir().unwrap();
        let own = root.path().join("bo");
        std::fs::create_dir(&own).unwrap();
        let folder = root.path().join("xa");
        let (at, of) = (folder.to_str().unwrap(), own.to_str().unwrap());
        let mut arguments = vec!["new", at];
        arguments.extend(COMMUNE.map(|word| if word == "quy" { of } else { word }));
        let refused = tonghop(&arguments);
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains("E701"), "{}", text(&refused.stderr));
        assert!(!folder.exists());
    }

    #[test]
    fn the_same_answers_give_the_same_bytes() {
        let root = tempfile::tempdir().unwrap();
        let (one, two) = (root.path().join("a"), root.path().join("b"));
        new(&one, &[]);
        new(&two, &[]);
        for name in files(&one).iter().filter(|name| name.contains('.')) {
            let (one, two) = (std::fs::read(one.join(name)), std::fs::read(two.join(name)));
            assert_eq!(one.unwrap(), two.unwrap(), "{name}");
        }
    }

    #[test]
    fn a_profile_that_nobody_knows_is_told_and_the_partys_is_not() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("xa");
        new(&folder, &[]);
        add_branches(&folder);
        let at = folder.to_str().unwrap();
        let told = || text(&tonghop(&["issue", at, "--period", "2024-Q1"]).stderr);
        assert!(!told().contains("W522"));
        let other = Content::Text("Công ty".to_owned());
        set_cell(&folder.join("thiet-lap.xlsx"), "Đơn vị", "B7", &other);
        assert!(told().contains("W522"));
    }

    #[test]
    fn a_name_that_fills_the_letterhead_is_told_and_not_cut() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("xa");
        let name = "Đảng ủy các cơ quan Đảng, đoàn thể, Ủy ban Mặt trận Tổ quốc và Hội đồng nhân dân \
                    các dân tộc thành phố trực thuộc Trung ương";
        let mut arguments = vec!["new", folder.to_str().unwrap()];
        arguments
            .extend(COMMUNE.map(|word| if word == "Đảng ủy xã Tân Hòa" { name } else { word }));
        let made = tonghop(&arguments);
        assert_eq!(made.status.code(), Some(0));
        assert!(text(&made.stderr).contains("W541"), "{}", text(&made.stderr));
    }
}
