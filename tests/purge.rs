//! What an office received and made goes for good when it says so, and nothing else does.

#[cfg(test)]
mod common;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::common::{text, tonghop};

    fn file(path: &Path) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "số liệu").unwrap();
    }

    fn workspace(root: &Path) {
        for name in [
            "thiet-lap.xlsx",
            "khung/bao-cao.docx",
            "bo-bieu/quy/pack.toml",
            "ghi-chep.txt",
            "bao-cao-den/quý I/chi bộ 1.xlsx",
            "bao-cao-den/~$chi bộ 1.xlsx",
            "phat-hanh/2024-Q1/CB01.xlsx",
            "ket-qua/2024-Q1/du-thao-01/bao-cao.docx",
            ".dang-xoa-cu/bao-cao-den/chi bộ 2.xlsx",
            "chot/.dang-lap-cu/bao-cao-den/chi bộ 3.xlsx",
            ".tonghop/so-tiep-nhan.jsonl",
        ] {
            file(&root.join(name));
        }
    }

    fn files(root: &Path) -> BTreeSet<String> {
        let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| !entry.file_type().is_dir());
        let relative = files.map(|entry| entry.path().strip_prefix(root).unwrap().to_owned());
        relative.map(|path| path.to_string_lossy().replace('\\', "/")).collect()
    }

    fn purge(root: &Path, more: &[&str]) -> (Option<i32>, String, String) {
        let output = tonghop(&[&["purge", root.to_str().unwrap()][..], more].concat());
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    #[test]
    fn without_yes_nothing_is_deleted_and_everything_that_would_go_is_named() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path());
        let before = files(root.path());

        let (code, listed, told) = purge(root.path(), &[]);

        assert_eq!(code, Some(0));
        assert_eq!(files(root.path()), before);
        for name in ["bao-cao-den: 2 tệp", "phat-hanh: 1 tệp", "ket-qua: 1 tệp"] {
            assert!(listed.contains(name), "{listed}");
        }
        assert!(!listed.contains("khung"), "{listed}");
        assert!(told.contains("chưa xóa gì"), "{told}");
    }

    #[test]
    fn with_yes_returns_blanks_and_drafts_are_gone_and_what_the_office_wrote_is_there() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path());

        let (code, _, told) = purge(root.path(), &["--yes"]);

        assert_eq!(code, Some(0), "{told}");
        let left =
            ["bo-bieu/quy/pack.toml", "ghi-chep.txt", "khung/bao-cao.docx", "thiet-lap.xlsx"];
        assert_eq!(files(root.path()), left.map(str::to_owned).into());
        assert!(root.path().join("bao-cao-den").is_dir(), "the next returns need their folder");
        let names = fs::read_dir(root.path()).unwrap().flatten();
        let hidden = names.filter(|name| name.file_name().to_string_lossy().starts_with('.'));
        assert_eq!(hidden.count(), 0);
    }

    #[test]
    fn a_second_time_there_is_nothing_to_delete() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path());
        purge(root.path(), &["--yes"]);

        let (code, listed, told) = purge(root.path(), &["--yes"]);

        assert_eq!((code, listed.as_str()), (Some(0), ""));
        assert!(told.contains("không có gì để xóa"), "{told}");
    }

    #[test]
    fn a_folder_that_is_no_workspace_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        file(&root.path().join("ket-qua/luận án.docx"));

        let (code, _, told) = purge(root.path(), &["--yes"]);

        assert_eq!(code, Some(2));
        assert!(told.contains("E501"), "{told}");
        assert!(root.path().join("ket-qua/luận án.docx").is_file());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_shared_folder_goes_and_the_folder_stays() {
        let root = tempfile::tempdir().unwrap();
        let shared = tempfile::tempdir().unwrap();
        file(&root.path().join("thiet-lap.xlsx"));
        file(&shared.path().join("chi bộ 1.xlsx"));
        std::os::unix::fs::symlink(shared.path(), root.path().join("bao-cao-den")).unwrap();

        let (code, listed, told) = purge(root.path(), &["--yes"]);

        assert_eq!(code, Some(0), "{told}");
        assert!(listed.contains("bao-cao-den: 1 tệp"), "{listed}");
        assert!(shared.path().join("chi bộ 1.xlsx").is_file());
        assert_eq!(fs::read_dir(root.path().join("bao-cao-den")).unwrap().count(), 0);
    }
}
