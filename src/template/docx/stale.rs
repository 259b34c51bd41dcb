//! What a template tells of its own pages and would be wrong of a filled document: how many
//! pages and words it has, and a small picture of its first page.

use super::parts::unreadable;
use crate::ooxml::{ContentTypes, Edits, Package, Relationships, XmlTree, text_of};
use crate::template::Problem;

/// Figures of the extended properties that Word counts anew when it saves (ECMA-376 part 1,
/// 22.2.2). Time spent on the document is not among them.
const COUNTED: [&str; 6] =
    ["Pages", "Words", "Characters", "Lines", "Paragraphs", "CharactersWithSpaces"];

/// Takes them out of a package; `with_tags` tells which parts are changed elsewhere.
pub(super) fn take_out(
    package: &mut Package,
    with_tags: impl Fn(&str) -> bool,
) -> Result<(), Problem> {
    let types = ContentTypes::read(package).map_err(unreadable)?;
    for (part, kind) in types.overrides() {
        if !kind.ends_with("extended-properties+xml")
            || !package.contains(&part)
            || with_tags(&part)
        {
            continue;
        }
        let xml = text_of(package, &part).map_err(unreadable)?;
        let tree = XmlTree::parse(&xml);
        let tree = tree.map_err(|error| unreadable(format!("{part}: {error}")))?;
        let mut edits = Edits::new();
        for element in tree.children(0) {
            if COUNTED.contains(&tree.local_name(element)) {
                edits.delete(tree.range(element));
            }
        }
        if !edits.is_empty() {
            package.put(&part, edits.apply(&xml).into_bytes());
        }
    }
    let mut related = Relationships::read(package, "").map_err(unreadable)?;
    for picture in related.all().into_iter().filter(|r| r.kind == "thumbnail" && !r.external) {
        related.remove(&picture.id);
        // A part that has a content type of its own would leave that behind.
        if !types.overrides().iter().any(|(part, _)| *part == picture.target) {
            package.remove(&picture.target);
        }
    }
    related.write(package);
    Ok(())
}
