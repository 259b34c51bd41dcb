//! As much of Markdown as the documents use: fenced blocks, tables, headings, links.

use std::path::{Path, PathBuf};

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages that users read, relative to the repository.
pub(crate) const PAGES: [&str; 10] = [
    "README.md",
    "docs/tung-buoc.md",
    "docs/mot-quy.md",
    "CHANGELOG.md",
    "docs/huong-dan.md",
    "docs/ma-phat-hien.md",
    "docs/goi-bieu-mau.md",
    "docs/mau-word.md",
    "docs/mau-excel.md",
    "docs/thuat-ngu.md",
];

/// A page as text.
pub(crate) fn page(name: &str) -> String {
    let path: PathBuf = repository().join(name);
    std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n")
}

/// A fenced block.
pub(crate) struct Block {
    /// What stands behind the opening fence: `sh`, `sh exit=1`, `text`; [`BY_HAND`] for what a person
    /// does between commands, which stands in a comment.
    pub(crate) info: String,
    /// The lines between the fences.
    pub(crate) text: String,
    /// Whether nothing but blank lines stands between it and the block before.
    pub(crate) follows: bool,
}

/// What a person does by hand, for the tests: `<!-- tay: chép A → B -->`.
pub(crate) const BY_HAND: &str = "tay";

/// The fenced blocks of a page, and what is done by hand between them, in order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut inside, mut alone) = (false, false);
    for line in page.lines() {
        let by_hand =
            line.strip_prefix("<!-- tay: ").and_then(|line| line.strip_suffix(" -->"));
        if let Some(step) = by_hand.filter(|_| !inside) {
            let (info, text) = (BY_HAND.to_owned(), step.to_owned());
            blocks.push(Block { info, text, follows: false });
        } else if let Some(info) = line.strip_prefix("```") {
            if !inside {
                let (info, text) = (info.to_owned(), String::new());
                blocks.push(Block { info, text, follows: alone });
            }
            (inside, alone) = (!inside, true);
        } else if inside {
            let block = blocks.last_mut().unwrap();
            block.text.push_str(line);
            block.text.push('\n');
        } else if !line.trim().is_empty() {
            alone = false;
        }
    }
    assert!(!inside, "a fence is not closed");
    blocks
}

/// The part of a page under a heading of the second level.
pub(crate) fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, after) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    after.split_once("\n## ").map_or(after, |(section, _)| section)
}

/// The rows of the table whose first two headings are these; code marks are taken off.
pub(crate) fn table(page: &str, first: &str, second: &str) -> Vec<Vec<String>> {
    let start = format!("| {first} | {second} |");
    let lines = page.lines().skip_while(|line| !line.starts_with(&start));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    let cell = |cell: &str| cell.trim().trim_matches('`').to_owned();
    let rows: Vec<Vec<String>> =
        rows.map(|row| row.trim_matches('|').split('|').map(cell).collect()).collect();
    assert!(!rows.is_empty(), "{start}");
    rows
}

/// The targets of all links and pictures outside fenced blocks.
pub(crate) fn links(page: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in outside_fences(page) {
        for (_, after) in
            line.match_indices("](").map(|(at, mark)| line.split_at(at + mark.len()))
        {
            links.extend(after.split_once(')').map(|(target, _)| target.to_owned()));
        }
    }
    links
}

/// The names under which the headings of a page can be linked to.
pub(crate) fn anchors(page: &str) -> Vec<String> {
    let headings = outside_fences(page).filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn outside_fences(page: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    page.lines().filter(move |line| {
        let fence = line.starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}
