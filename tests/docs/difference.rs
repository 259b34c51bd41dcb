//! What the guide shows of a return that was corrected between two drafts.

use super::commands::{copy, run, shows};
use super::markdown::{blocks, page, repository};
use crate::common::{Content, set_cell};

const RETURN: &str =
    "input-samples/xa/bao-cao-den/2024-6-thang/Biểu 1-BTCTW thôn 1 6 tháng 2024.xlsx";

/// The cells that the guide says were corrected, and what they say then.
const CORRECTED: [(&str, &str); 3] = [("C19", "1"), ("C20", "1"), ("C30", "22")];

#[test]
fn the_guide_shows_what_a_corrected_return_changes() {
    let guide = page("docs/huong-dan.md");
    let blocks = blocks(&guide);
    let at = blocks.iter().position(|block| block.info == "console").unwrap();
    let root = tempfile::tempdir().unwrap();
    copy(&repository().join("input-samples"), &root.path().join("input-samples"));

    run(root.path(), "tonghop build xa --period 2024-6T", 0);
    for (cell, number) in CORRECTED {
        assert!(guide.contains(cell));
        let content = Content::Number(number.to_owned());
        set_cell(&root.path().join(RETURN), "1-BTCTW", cell, &content);
    }
    let printed: String =
        blocks[at].text.lines().map(|line| run(root.path(), line, 0)).collect();
    assert!(shows(&blocks[at + 1].text, &printed), "{printed}");
    assert!(root.path().join("input-samples/thuyet-minh.docx").is_file());
}
