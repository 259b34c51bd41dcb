//! Commands in blocks marked `sh` run as they are written, and print what the page shows.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::by_hand::by_hand;
use super::markdown::{BY_HAND, Block, blocks, page, repository};

/// What the pages tell the reader to type into a fresh copy of the repository.
const FROM_SOURCE: &str = "cargo run --release -- ";

/// Commands of others, which run these tests or build the program.
const NOT_RUN: [&str; 1] = ["cargo test"];

#[test]
fn the_readme_shows_what_its_commands_print() {
    run_page("README.md", 2);
}

#[test]
fn the_guide_shows_what_its_commands_print() {
    run_page("docs/huong-dan.md", 10);
}

#[test]
fn the_walks_from_an_empty_folder_and_from_a_strange_form_can_be_followed_word_for_word() {
    run_page("docs/tung-buoc.md", 9);
}

/// Runs every command of a page; there must be at least this many.
fn run_page(name: &str, at_least: usize) {
    let samples = Samples::new();
    let count = samples.follow(name, &blocks(&page(name)));
    assert!(count >= at_least, "{name}: only {count} commands");
}

/// A copy of the samples, in which a page's commands run.
pub(super) struct Samples(tempfile::TempDir);

impl Samples {
    pub(super) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        copy(&repository().join("input-samples"), &root.path().join("input-samples"));
        Self(root)
    }

    /// A file or folder below the samples.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("input-samples").join(name)
    }

    /// Does what blocks of a page say, one after the other; how many commands ran.
    pub(super) fn follow(&self, name: &str, blocks: &[Block]) -> usize {
        let mut count = 0;
        for (at, block) in blocks.iter().enumerate() {
            if block.info == BY_HAND {
                by_hand(&self.path(""), &block.text, blocks.get(at + 1));
            }
            if !block.info.starts_with("sh") {
                continue;
            }
            let mut printed = String::new();
            for line in block.text.lines().filter(|line| !NOT_RUN.contains(line)) {
                printed.push_str(&run(self.0.path(), line, exit_code(block)));
                count += 1;
            }
            if let Some(shown) =
                blocks.get(at + 1).filter(|next| next.info == "text" && next.follows)
            {
                assert!(
                    shows(&shown.text, &printed),
                    "{name}: {}printed:\n{printed}",
                    block.text
                );
            }
        }
        count
    }
}

/// Whether a text is what was printed; a line `…` stands for lines that the page leaves out.
pub(super) fn shows(shown: &str, printed: &str) -> bool {
    let mut rest = printed;
    let shown = format!("\n{shown}");
    shown.split("\n…").all(|piece| {
        let found = rest.split_once(piece.trim_matches('\n'));
        rest = found.map_or("", |(_, after)| after);
        found.is_some()
    })
}

/// `sh exit=1` ends with 1, `sh` with 0.
fn exit_code(block: &Block) -> i32 {
    block.info.split_once("exit=").map_or(0, |(_, code)| code.parse().unwrap())
}

/// Runs one command line; results, then talk.
pub(super) fn run(root: &Path, line: &str, exit: i32) -> String {
    let (arguments, folder) = match line.strip_prefix(FROM_SOURCE) {
        Some(arguments) => (arguments, root.to_owned()),
        None => (line.strip_prefix("tonghop ").unwrap(), root.join("input-samples")),
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let output = command.args(words(arguments)).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let printed = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{line}\n{printed}");
    printed
}

/// Splits at spaces outside double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// Copies the samples without results of earlier runs.
pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() && name != "ket-qua" {
            copy(&path, &to.join(name));
        } else if path.is_file() {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}
