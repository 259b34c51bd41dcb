//! Footnotes, endnotes and comments of a sub-document.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::copy::{Copy, Way};
use super::namespaces::{Namespaces, Scope};
use super::{Merge, parse};
use crate::ooxml::{Edits, XmlTree};
use crate::template::Problem;
use crate::template::docx::document::Document;

/// Number of a kind in [`KINDS`].
pub(super) const FOOTNOTE: usize = 0;
/// Number of a kind in [`KINDS`].
pub(super) const ENDNOTE: usize = 1;
/// Number of a kind in [`KINDS`].
pub(super) const COMMENT: usize = 2;

/// A kind of note.
struct Kind {
    relation: &'static str,
    part: &'static str,
    root: &'static str,
    element: &'static str,
    /// The element of the settings that names the separators.
    settings: Option<&'static str>,
}

const KINDS: [Kind; 3] = [
    Kind {
        relation: "footnotes",
        part: "word/footnotes.xml",
        root: "w:footnotes",
        element: "w:footnote",
        settings: Some("w:footnotePr"),
    },
    Kind {
        relation: "endnotes",
        part: "word/endnotes.xml",
        root: "w:endnotes",
        element: "w:endnote",
        settings: Some("w:endnotePr"),
    },
    Kind {
        relation: "comments",
        part: "word/comments.xml",
        root: "w:comments",
        element: "w:comment",
        settings: None,
    },
];

/// Settings that come after those of notes (ECMA-376 part 1, 17.15.1.78).
const LATER_SETTINGS: [&str; 20] = [
    "w:compat",
    "w:docVars",
    "w:rsids",
    "m:mathPr",
    "w:attachedSchema",
    "w:themeFontLang",
    "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats",
    "w:doNotAutoCompressPictures",
    "w:forceUpgrade",
    "w:captions",
    "w:readModeInkLockDown",
    "w:smartTagType",
    "sl:schemaLibrary",
    "w:shapeDefaults",
    "w:doNotEmbedSmartTags",
    "w:decimalSymbol",
    "w:listSeparator",
    "w14:docId",
    "w15:docId",
];

/// Notes of one kind that wait to be written into the host.
#[derive(Default)]
pub(super) struct NewNotes {
    /// The host's part, once it is known.
    part: Option<String>,
    scope: Scope,
    next: i64,
    xml: Vec<String>,
    namespaces: Namespaces,
}

/// Notes of one kind of a sub-document.
#[derive(Default)]
pub(super) struct SourceNotes {
    part: String,
    scope: Scope,
    xml: BTreeMap<String, String>,
}

impl SourceNotes {
    fn read(document: &mut Document, kind: &Kind) -> Result<Self, Problem> {
        let Some(part) = document.part_of_kind(kind.relation)? else {
            return Ok(Self::default());
        };
        let xml = document.text(&part)?;
        let tree = parse(&xml, &part)?;
        let notes = tree.children(0).filter(|note| tree.name(*note) == kind.element);
        let notes = notes.filter_map(|note| {
            let id = tree.attribute(note, "w:id")?.0.into_owned();
            Some((id, tree.slice(tree.range(note)).to_owned()))
        });
        Ok(Self { xml: notes.collect(), scope: Scope::of(&tree), part })
    }
}

impl Copy<'_> {
    /// Gives a reference the number that its note will have in the host.
    pub(super) fn refer(
        &mut self,
        kind: usize,
        tree: &XmlTree<'_>,
        element: usize,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        let Some((old, place)) = tree.attribute(element, "w:id") else { return Ok(()) };
        let known = self.new_notes.iter().find(|(k, id, _)| *k == kind && *id == old);
        if let Some((_, _, new)) = known {
            edits.replace(place, new.clone());
            return Ok(());
        }
        if !self.source_notes(kind)?.xml.contains_key(old.as_ref()) {
            edits.delete(tree.range(element));
            return Ok(());
        }
        let notes = self.host_notes(kind)?;
        let new = notes.next.to_string();
        notes.next += 1;
        edits.replace(place, new.clone());
        self.new_notes.push((kind, old.into_owned(), new));
        Ok(())
    }

    fn source_notes(&mut self, kind: usize) -> Result<Rc<SourceNotes>, Problem> {
        if let Some(known) = self.source_notes.get(&kind) {
            return Ok(Rc::clone(known));
        }
        let notes = match KINDS.get(kind) {
            Some(kind) => SourceNotes::read(self.source, kind)?,
            None => SourceNotes::default(),
        };
        let notes = Rc::new(notes);
        self.source_notes.insert(kind, Rc::clone(&notes));
        Ok(notes)
    }

    fn host_notes(&mut self, kind: usize) -> Result<&mut NewNotes, Problem> {
        let notes = self.merge.notes.entry(kind).or_default();
        if let (None, Some(kind)) = (&notes.part, KINDS.get(kind)) {
            let part = match self.host.part_of_kind(kind.relation)? {
                Some(part) => part,
                None => kind.create(self.host)?,
            };
            let xml = self.host.text(&part)?;
            let tree = parse(&xml, &part)?;
            let ids = tree.children(0).filter_map(|note| tree.attribute(note, "w:id"));
            let highest = ids.filter_map(|(id, _)| id.parse::<i32>().ok()).max();
            notes.next = i64::from(highest.unwrap_or(0).max(0)) + 1;
            notes.scope = Scope::of(&tree);
            notes.part = Some(part);
        }
        Ok(notes)
    }

    /// Rewrites the notes that were referred to; one may refer to others.
    pub(super) fn carry_notes(&mut self) -> Result<(), Problem> {
        let mut at = 0;
        while let Some((kind, old, new)) = self.new_notes.get(at).cloned() {
            at += 1;
            let source = self.source_notes(kind)?;
            let xml = source.xml.get(&old).map_or("", String::as_str);
            let tree = parse(xml, &source.part)?;
            let mut edits = Edits::new();
            let to = self.host_notes(kind)?.part.clone().unwrap_or_default();
            let way = Way { from: &source.part, scope: &source.scope, to: Some(&to) };
            self.rewrite(&tree, 0..tree.len(), way, &mut edits)?;
            if let Some((_, place)) = tree.attribute(0, "w:id") {
                edits.replace(place, new);
            }
            for element in 0..tree.len() {
                drop_identity(&tree, element, &mut edits);
            }
            let notes = self.host_notes(kind)?;
            notes.namespaces.ask(&tree, &[0], (&source.scope, &notes.scope), &mut edits);
            let markup = edits.apply(xml);
            self.merge.spend(markup.len())?;
            self.host_notes(kind)?.xml.push(markup);
        }
        Ok(())
    }
}

/// Takes the identity out by which Word knows a paragraph: two copies must not share it.
fn drop_identity(tree: &XmlTree<'_>, element: usize, edits: &mut Edits) {
    for (name, value) in tree.attributes(element) {
        if matches!(name, "w14:paraId" | "w14:textId") {
            let before = tree.slice(tree.open_tag(element).start..value.start);
            let start = before.rfind(name).map_or(0, |at| before.len() - at);
            edits.delete(value.start - start..value.end + 1);
        }
    }
}

impl Kind {
    /// A part of the kind, with what Word requires in it.
    fn create(&self, host: &mut Document) -> Result<String, Problem> {
        let kind = format!(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml",
            self.relation
        );
        let part = host.add_main_part(self.part, self.relation, &kind, self.root)?;
        let Some(setting) = self.settings else { return Ok(part) };
        let xml = host.text(&part)?;
        let tree = parse(&xml, &part)?;
        let name = self.element;
        let kinds = [(-1, "separator"), (0, "continuationSeparator")];
        let separators = kinds.map(|(id, kind)| {
            format!(
                "<{name} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></{name}>"
            )
        });
        let separators = separators.concat();
        let named = kinds.map(|(id, _)| format!("<{name} w:id=\"{id}\"/>")).concat();
        let mut edits = Edits::new();
        edits.append_child(&tree, 0, &separators);
        host.put(&part, edits.apply(&xml));
        self.name_separators(host, &format!("<{setting}>{named}</{setting}>"))?;
        Ok(part)
    }

    /// The settings name the separators, if there are settings.
    fn name_separators(&self, host: &mut Document, markup: &str) -> Result<(), Problem> {
        let Some(part) = host.part_of_kind("settings")? else { return Ok(()) };
        let xml = host.text(&part)?;
        let tree = parse(&xml, &part)?;
        let setting = self.settings.unwrap_or_default();
        if tree.child(0, setting).is_some() {
            return Ok(());
        }
        let is_later = |child: &usize| {
            let name = tree.name(*child);
            LATER_SETTINGS.contains(&name) || (name == "w:endnotePr" && name != setting)
        };
        let mut edits = Edits::new();
        match tree.children(0).find(is_later) {
            Some(later) => edits.insert(tree.range(later).start, markup),
            None => edits.append_child(&tree, 0, markup),
        }
        host.put(&part, edits.apply(&xml));
        Ok(())
    }
}

impl Merge {
    /// Writes the notes that wait into the host.
    pub(super) fn write_notes(&mut self, host: &mut Document) -> Result<(), Problem> {
        for mut notes in std::mem::take(&mut self.notes).into_values() {
            let Some(part) = notes.part.filter(|_| !notes.xml.is_empty()) else { continue };
            let xml = host.text(&part)?;
            let tree = parse(&xml, &part)?;
            let mut edits = Edits::new();
            notes.namespaces.write(&tree, &mut edits);
            edits.append_child(&tree, 0, &notes.xml.concat());
            host.put(&part, edits.apply(&xml));
        }
        Ok(())
    }
}
