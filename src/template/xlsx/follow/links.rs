//! Links of pictures and shapes to places in the workbook: relations such as `#Sheet!A1`.

use super::happened::Happened;
use crate::ooxml::xml_part::Element;
use crate::template::ProblemKind;
use crate::template::xlsx::formula::moves::Site;

/// How a space is written in a link.
const SPACE: &str = "%20";

/// Lets the links of a drawing of the sheet `home` follow; one that cannot stays as it is.
#[expect(clippy::unnecessary_wraps, reason = "one of the changes that may fail")]
pub(super) fn follow(
    relations: &mut Element,
    home: &str,
    happened: &Happened<'_>,
) -> Result<(), ProblemKind> {
    for relation in relations.elements_mut() {
        let target = relation.attribute("Target").unwrap_or_default().into_owned();
        let Some(place) = target.strip_prefix('#') else { continue };
        let encoded = place.contains(SPACE);
        let plain = if encoded { place.replace(SPACE, " ") } else { place.to_owned() };
        let site = Site { sheet: home, cell: None };
        let followed = happened.moves.follow_link(&plain, &site).unwrap_or_default();
        let Some(text) = followed.text else { continue };
        let first = text.split(',').next().unwrap_or_default();
        let first = if encoded { first.replace(' ', SPACE) } else { first.to_owned() };
        relation.set_attribute("Target", &format!("#{first}"));
    }
    Ok(())
}

/// The part to which these relations belong, when it is a drawing.
pub(super) fn drawing_of(relations: &str) -> Option<String> {
    let (folder, file) = relations.split_once("/_rels/")?;
    let part = file.strip_suffix(".rels")?;
    folder.ends_with("/drawings").then(|| format!("{folder}/{part}"))
}
