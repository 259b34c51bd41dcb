//! The page of codes says what `tonghop help` says.

use std::path::Path;

use tonghop::diagnostic::{Code, help};
use tonghop::text::Lang;

use super::markdown::{page, repository};

const PAGE: &str = "docs/ma-phat-hien.md";

#[test]
fn every_code_stands_in_the_page_as_the_program_explains_it() {
    let page = page(PAGE);
    for code in Code::ALL {
        let told = help(code, Lang::Vi);
        let parts: Vec<&str> = told.trim_end().split("\n\n").collect();
        let [title, meaning, remedy] = parts.as_slice() else { panic!("{told}") };
        let (_, title) = title.split_once("): ").unwrap();
        let (label, remedy) = remedy.split_once(": ").unwrap();
        let heading = format!("\n### {code}: {title}\n");
        let entry = page.split_once(&heading).unwrap_or_else(|| panic!("{PAGE}: {heading}")).1;
        let entry = entry.split("\n### ").next().unwrap();
        assert!(entry.contains(meaning), "{PAGE}, {code}: {meaning}");
        assert!(entry.contains(&format!("**{label}:** {remedy}")), "{PAGE}, {code}: {remedy}");
    }
}

#[test]
fn codes_said_to_be_unused_are_exactly_those_that_no_stage_finds() {
    let page = page(PAGE);
    let line = page.lines().find(|line| line.contains("phiên bản này chưa dùng đến")).unwrap();
    let mut source = String::new();
    read_stages(&repository().join("src"), &mut source);
    for code in Code::ALL {
        let found = source.contains(&format!("Code::{code}"));
        assert_ne!(found, line.contains(&format!("`{code}`")), "{code}");
    }
}

/// All source but that of the catalogue itself.
fn read_stages(folder: &Path, source: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("diagnostic") {
            read_stages(&path, source);
        } else if path.is_file() {
            source.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}
