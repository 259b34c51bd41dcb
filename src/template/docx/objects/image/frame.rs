//! A picture of the template that another one takes the place of: its box stays, the new picture
//! is fitted into it.

use super::drawing::turned;
use super::{Image, fit, whole};
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::ProblemKind;
use crate::template::docx::objects::frame::Frame;
use crate::template::docx::objects::{Placing, RELATIONSHIPS};
use crate::template::docx::picture::{Picture, Turn};

const NO_PICTURE: &str = "chữ thay thế này không thuộc về một ảnh: ảnh chỉ thay được ảnh";

/// How much larger than itself a picture may become in its box: as much as it takes.
const ANY: f64 = f64::INFINITY;

impl Image {
    /// Puts the picture in the place of the template's; answers the alternative text, escaped.
    pub(in super::super) fn fill_frame(
        &self,
        frame: Frame<'_, '_>,
        placing: &mut Placing<'_>,
        edits: &mut Edits,
    ) -> Result<String, ProblemKind> {
        let tree = frame.tree;
        if self.src.is_empty() {
            take_out(frame, edits);
            return Ok(String::new());
        }
        if let Some(data) = frame.find("v:imagedata") {
            let (_, id) = self.add(placing)?;
            set(tree, data, "r:id", &id, edits);
            return Ok(self.alternative());
        }
        let picture = frame.find("pic:pic").and_then(|picture| {
            let fill = tree.child(picture, "pic:blipFill")?;
            Some((picture, fill, tree.child(fill, "a:blip")?))
        });
        let Some((element, fill, blip)) = picture else {
            return Err(ProblemKind::Misplaced(NO_PICTURE.to_owned()));
        };
        let (picture, id) = self.add(placing)?;
        let blip = tree.range(blip);
        edits.replace(blip, format!("<a:blip xmlns:r=\"{RELATIONSHIPS}\" r:embed=\"{id}\"/>"));
        if let Some(crop) = tree.child(fill, "a:srcRect") {
            edits.delete(tree.range(crop));
        }
        fit_in(frame, element, &picture, edits);
        Ok(self.alternative())
    }

    fn alternative(&self) -> String {
        let alt = self.alt.as_deref().unwrap_or_default();
        let plain: String = alt.chars().filter(|c| !c.is_control()).collect();
        escape_xml(&plain).into_owned()
    }
}

/// Makes the box as large as the picture becomes when it is fitted in.
fn fit_in(frame: Frame<'_, '_>, element: usize, picture: &Picture, edits: &mut Edits) {
    let tree = frame.tree;
    let transform =
        tree.child(element, "pic:spPr").and_then(|shape| tree.child(shape, "a:xfrm"));
    let inner = transform.and_then(|transform| tree.child(transform, "a:ext"));
    // In a group the frame is the group's.
    let outer = frame.find("wp:extent").filter(|_| frame.find("wpg:wgp").is_none());
    let Some(size) = inner.or(outer).and_then(|extent| size(tree, extent)) else { return };
    let is_turned = picture.turn.quarters % 2 == 1;
    let own = (picture.width, picture.height);
    let most = if is_turned { (size.1, size.0) } else { size };
    let (cx, cy) = whole(fit(own, most, ANY));
    let extents = inner.into_iter().chain(outer);
    for extent in extents {
        set(tree, extent, "cx", &cx.to_string(), edits);
        set(tree, extent, "cy", &cy.to_string(), edits);
    }
    if let Some(transform) = transform.filter(|_| picture.turn != Turn::default()) {
        let open = tree.open_tag(transform);
        edits.replace(open, format!("<a:xfrm{}>", turned(picture.turn)));
    }
}

fn size(tree: &XmlTree<'_>, extent: usize) -> Option<(f64, f64)> {
    let side = |name| {
        let side = tree.attribute(extent, name)?.0.parse::<u32>().ok()?;
        (side > 0).then(|| f64::from(side))
    };
    Some((side("cx")?, side("cy")?))
}

/// Takes the picture out, with the run that held nothing else.
fn take_out(frame: Frame<'_, '_>, edits: &mut Edits) {
    let tree = frame.tree;
    let mut outermost = frame.whole;
    for around in tree.ancestors(frame.whole) {
        let name = tree.name(around);
        let holds_it = matches!(
            name,
            "w:drawing"
                | "w:pict"
                | "mc:Choice"
                | "mc:AlternateContent"
                | "wp:inline"
                | "wp:anchor"
        );
        if !holds_it && !name.starts_with("a:graphic") {
            break;
        }
        outermost = around;
    }
    if let Some(run) = tree.parent(outermost).filter(|around| tree.name(*around) == "w:r") {
        let mut others = tree.children(run).filter(|child| tree.name(*child) != "w:rPr");
        if others.all(|child| child == outermost) {
            outermost = run;
        }
    }
    edits.delete(tree.range(outermost));
}

fn set(tree: &XmlTree<'_>, element: usize, name: &str, value: &str, edits: &mut Edits) {
    if let Some((_, place)) = tree.attribute(element, name) {
        edits.replace(place, value);
    }
}
