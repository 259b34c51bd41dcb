//! The markup of a picture in the text (ECMA-376 part 1, 20.4.2.8 and 20.2.2.5).

use super::Extent;
use crate::ooxml::escape_xml;
use crate::template::docx::objects::RELATIONSHIPS;
use crate::template::docx::picture::Turn;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// A quarter turn, in 60000ths of a degree.
const QUARTER: u32 = 5_400_000;

/// What a picture's markup is made of.
pub(super) struct Drawing<'d> {
    /// Before it is turned.
    pub(super) extent: Extent,
    pub(super) turn: Turn,
    pub(super) name: &'d str,
    pub(super) alt: &'d str,
    /// Relationship of the picture.
    pub(super) id: &'d str,
    /// Relationship of the address that a click leads to.
    pub(super) link: Option<String>,
}

impl Drawing<'_> {
    /// The `w:drawing`; its number is made the only one by the repair.
    pub(super) fn markup(&self) -> String {
        let (cx, cy) = self.extent;
        let (name, alt) = (escape_xml(self.name), escape_xml(self.alt));
        let link = self.link.as_ref().map(|id| {
            format!(
                "<a:hlinkClick xmlns:a=\"{DRAWING}/main\" xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{id}\"/>"
            )
        });
        let named = |element: &str| {
            let start = format!("<{element} id=\"1\" name=\"{name}\" descr=\"{alt}\"");
            match &link {
                Some(link) => format!("{start}>{link}</{element}>"),
                None => format!("{start}/>"),
            }
        };
        format!(
            "<w:drawing{}><wp:inline xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" distT=\"0\" \
             distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>{}{}\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"{DRAWING}/main\" \
             noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic xmlns:a=\"{DRAWING}/main\">\
             <a:graphicData uri=\"{DRAWING}/picture\"><pic:pic xmlns:pic=\"{DRAWING}/picture\">\
             <pic:nvPicPr>{}<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
             xmlns:r=\"{RELATIONSHIPS}\" r:embed=\"{}\"/><a:stretch><a:fillRect/></a:stretch>\
             </pic:blipFill><pic:spPr><a:xfrm{}><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" \
             cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
             </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>",
            super::spacing::MARK,
            self.overhang(),
            named("wp:docPr"),
            named("pic:cNvPr"),
            self.id,
            turned(self.turn)
        )
    }

    /// How far a picture that lies on its side reaches beyond its box.
    fn overhang(&self) -> String {
        let (cx, cy) = self.extent;
        let beyond = if self.turn.quarters % 2 == 1 { (cx - cy) / 2 } else { 0 };
        let (across, down) = ((-beyond).max(0), beyond.max(0));
        format!("<wp:effectExtent l=\"{across}\" t=\"{down}\" r=\"{across}\" b=\"{down}\"/>")
    }
}

/// Attributes of `a:xfrm`.
pub(super) fn turned(turn: Turn) -> String {
    let rotation = match turn.quarters {
        0 => String::new(),
        quarters => format!(" rot=\"{}\"", u32::from(quarters) * QUARTER),
    };
    format!("{rotation}{}", if turn.mirrored { " flipH=\"1\"" } else { "" })
}
