//! A document while its parts are filled: objects put in place, parts made sound, all of it put
//! together.

use super::document::Document;
use super::drawing_text;
use super::links;
use super::objects::{self, Placed, Placing};
use super::parts::unreadable;
use super::ready::{Ready, ReadyPart};
use super::repair::{self, Justified};
use super::subdocument::{Merge, Nest};
use super::text::Story;
use crate::ooxml::Package;
use crate::template::{Data, Problem};

/// The document that is being filled.
pub(super) struct Filling<'f, 'd> {
    document: Document,
    data: &'f Data<'d>,
    nest: &'f mut Nest,
    merge: Merge,
}

impl<'f, 'd> Filling<'f, 'd> {
    /// Begins with the template's package.
    pub(super) fn new(
        package: Package,
        main: &str,
        data: &'f Data<'d>,
        nest: &'f mut Nest,
    ) -> Result<Self, Vec<Problem>> {
        let document = Document::new(package, main).map_err(|problem| vec![problem])?;
        Ok(Self { document, data, nest, merge: Merge::default() })
    }

    /// Puts the filled parts in, one for each part of `ready`; `links` are the parts with links
    /// that hold tags, and the ids under which they stood.
    pub(super) fn finish(
        mut self,
        ready: &Ready,
        filled: Vec<Vec<u8>>,
        links: &[(String, Vec<String>)],
    ) -> Result<Document, Vec<Problem>> {
        let (mut placed, mut problems) = (Vec::new(), Vec::new());
        // Charts first: their text is filled when a tag beside one gives it its data.
        let (drawings, stories): (Vec<_>, Vec<_>) =
            ready.parts().zip(filled).partition(|(part, _)| part.care.story == Story::Drawing);
        for (part, xml) in drawings {
            if let Err(found) = self.put_drawing(part, xml) {
                problems.extend(found);
            }
        }
        for (part, xml) in stories {
            match objects::place(xml, &mut self.placing(part)) {
                Ok(xml) => placed.push((part, xml)),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let justified = self.justified(&placed);
        for (part, mut placed) in placed {
            if let Some((_, old)) = links.iter().find(|(name, _)| *name == part.name) {
                placed.xml = links::place(placed.xml, &part.name, old, &mut self.document)?;
            }
            let sound = repair::repair(placed, part.care, &justified);
            let sound = sound.map_err(|error| ill_formed(part, &error))?;
            self.document.put(&part.name, sound);
        }
        self.merge.finish(&mut self.document).map_err(|problem| vec![problem])?;
        if ready.parts().any(|part| part.care.repeats_notes()) {
            repair::copy_notes(&mut self.document).map_err(|problem| vec![problem])?;
        }
        Ok(self.document)
    }

    /// What the objects of a part need to be placed.
    fn placing<'p>(&'p mut self, part: &'p ReadyPart) -> Placing<'p> {
        Placing {
            document: &mut self.document,
            part: &part.name,
            data: self.data,
            files: self.data.files,
            spots: &part.spots,
            nest: self.nest,
            merge: &mut self.merge,
            text_only: part.care.story == Story::Drawing,
            pages: objects::Pages::default(),
        }
    }

    /// Puts a chart or a diagram with its filled text in.
    fn put_drawing(&mut self, part: &ReadyPart, xml: Vec<u8>) -> Result<(), Vec<Problem>> {
        let placed = objects::place(xml, &mut self.placing(part))?;
        let sound = repair::repair(placed, part.care, &Justified::default());
        let sound = sound.map_err(|error| ill_formed(part, &error))?;
        let sound = String::from_utf8(sound).map_err(|error| ill_formed(part, &error))?;
        let drawing =
            drawing_text::as_drawing(&sound).map_err(|error| ill_formed(part, &error))?;
        self.document.put(&part.name, drawing);
        Ok(())
    }

    /// What the document's styles say of justification, when a value has a break at all.
    fn justified(&mut self, filled: &[(&ReadyPart, Placed)]) -> Justified {
        let has_breaks = filled.iter().any(|(_, part)| part.marked);
        let document = &mut self.document;
        let styles =
            if has_breaks { document.part_of_kind("styles").ok().flatten() } else { None };
        let styles = styles.and_then(|part| document.text(&part).ok());
        styles.map_or_else(Justified::default, |xml| Justified::from_styles(&xml))
    }
}

fn ill_formed(part: &ReadyPart, error: &dyn std::fmt::Display) -> Vec<Problem> {
    vec![unreadable(format!("{}, filled: {error}", part.name))]
}
