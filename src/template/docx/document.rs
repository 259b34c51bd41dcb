//! A document while it is being filled: its parts, what they point to, and what is added to it.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::parts::unreadable;
use super::styles::Styles;
use crate::ooxml::{ContentTypes, Package, PackageError, Relationship, Relationships, text_of};
use crate::template::Problem;

/// A package with the index of its parts open for additions.
pub(super) struct Document {
    package: Package,
    types: ContentTypes,
    types_changed: bool,
    relationships: BTreeMap<String, Relationships>,
    /// Pictures added, by content, so that one that is used often is stored once.
    media: BTreeMap<Vec<u8>, String>,
    /// Charts that were given data, as they were before.
    charts: BTreeMap<String, String>,
    main: String,
    /// The part of styles, and what was read of it since it was last put.
    styles: Option<(String, Styles)>,
    /// Per name that was asked for: the highest number that was given to a part of it.
    numbers: BTreeMap<String, usize>,
    /// What was read of the numbering since it was last put, and lists to be added to it.
    pub(super) numbering: Numbering,
}

impl Document {
    /// Opens a package whose main document is known.
    pub(super) fn new(mut package: Package, main: &str) -> Result<Self, Problem> {
        let types = ContentTypes::read(&mut package).map_err(unreadable)?;
        Ok(Self {
            package,
            types,
            types_changed: false,
            relationships: BTreeMap::new(),
            media: BTreeMap::new(),
            charts: BTreeMap::new(),
            main: main.to_owned(),
            styles: None,
            numbers: BTreeMap::new(),
            numbering: Numbering::default(),
        })
    }

    /// Name of the main document.
    pub(super) fn main(&self) -> &str {
        &self.main
    }

    /// Whether there is such a part.
    pub(super) fn contains(&self, part: &str) -> bool {
        self.package.contains(part)
    }

    /// The bytes of a part.
    pub(super) fn read(&mut self, part: &str) -> Result<Vec<u8>, Problem> {
        self.write_numbering(Some(part)).map_err(unreadable)?;
        self.package.read(part).map_err(unreadable)
    }

    /// The text of an XML part.
    pub(super) fn text(&mut self, part: &str) -> Result<String, Problem> {
        self.write_numbering(Some(part)).map_err(unreadable)?;
        text_of(&mut self.package, part).map_err(unreadable)
    }

    /// Writes new lists into their part, before someone reads it or, with `None`, at the end.
    fn write_numbering(&mut self, reader: Option<&str>) -> Result<(), PackageError> {
        let Some(part) = self.numbering.unwritten().map(str::to_owned) else { return Ok(()) };
        if reader.is_none_or(|reader| reader == part) {
            let mut xml = text_of(&mut self.package, &part)?;
            self.numbering.write(&mut xml);
            self.package.put(&part, xml.into_bytes());
        }
        Ok(())
    }

    /// The text of a chart as it was before any data were given to it, and whether none were yet.
    pub(super) fn chart_before(&mut self, part: &str) -> Result<(String, bool), Problem> {
        if let Some(known) = self.charts.get(part) {
            return Ok((known.clone(), false));
        }
        let chart = self.text(part)?;
        self.charts.insert(part.to_owned(), chart.clone());
        Ok((chart, true))
    }

    /// Puts other bytes in the place of a part that is there.
    pub(super) fn put(&mut self, part: &str, bytes: impl Into<Vec<u8>>) {
        self.styles.take_if(|(known, _)| known.is_empty() || known == part);
        if self.numbering.is_of(part) {
            self.numbering = Numbering::default();
        }
        self.package.put(part, bytes.into());
    }

    /// Adds a part under a name that is free (`word/charts/chart.xml` becomes
    /// `word/charts/chart3.xml`) and answers that name.
    pub(super) fn add(
        &mut self,
        wanted: &str,
        kind: &str,
        bytes: impl Into<Vec<u8>>,
    ) -> String {
        let name = self.free_name(wanted);
        self.package.put(&name, bytes.into());
        self.types.set(&name, kind);
        self.types_changed = true;
        name
    }

    /// Adds a part under the name wanted if it is free, else as [`Document::add`].
    pub(super) fn add_as(
        &mut self,
        wanted: &str,
        kind: &str,
        bytes: impl Into<Vec<u8>>,
    ) -> String {
        if self.package.names().any(|name| name.eq_ignore_ascii_case(wanted)) {
            return self.add(wanted, kind, bytes);
        }
        self.package.put(wanted, bytes.into());
        self.types.set(wanted, kind);
        self.types_changed = true;
        wanted.to_owned()
    }

    /// Adds an empty part that the main document points to, and answers its name.
    pub(super) fn add_main_part(
        &mut self,
        wanted: &str,
        relation: &str,
        kind: &str,
        root: &str,
    ) -> Result<String, Problem> {
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <{root} xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>"
        );
        let part = self.add_as(wanted, kind, xml);
        let main = self.main.clone();
        self.relate(&main, relation, &part, false)?;
        Ok(part)
    }

    /// Adds a picture, or finds it if it was added before, and answers the part's name.
    pub(super) fn add_media(&mut self, bytes: Vec<u8>, extension: &str, kind: &str) -> String {
        if let Some(known) = self.media.get(&bytes) {
            return known.clone();
        }
        let name = self.free_name(&format!("word/media/image.{extension}"));
        self.types.set_default(extension, kind);
        // Another program may have given the extension another type.
        self.types.set(&name, kind);
        self.types_changed = true;
        self.package.put(&name, bytes.clone());
        self.media.insert(bytes, name.clone());
        name
    }

    /// The content type of a part.
    pub(super) fn content_type(&self, part: &str) -> Option<String> {
        self.types.of(part)
    }

    /// All parts that have a content type of their own, with it.
    pub(super) fn typed_parts(&self) -> Vec<(String, String)> {
        self.types.overrides()
    }

    /// Lets a part point to another part, or, when `external`, to an address; answers the id.
    pub(super) fn relate(
        &mut self,
        part: &str,
        kind: &str,
        target: &str,
        external: bool,
    ) -> Result<String, Problem> {
        Ok(self.relationships_of(part)?.add(kind, target, external))
    }

    /// Lets a part no longer point to what it points to under an id.
    pub(super) fn unrelate(&mut self, part: &str, id: &str) -> Result<(), Problem> {
        self.relationships_of(part)?.remove(id);
        Ok(())
    }

    /// Lets a part that was added point to others as it did where it came from.
    pub(super) fn relate_as(
        &mut self,
        part: &str,
        like: &Relationship,
        target: &str,
    ) -> Result<(), Problem> {
        let relationships = self.relationships_of(part)?;
        relationships.add_with_id(&like.id, &like.uri, target, like.external);
        Ok(())
    }

    /// Everything a part points to.
    pub(super) fn related(&mut self, part: &str) -> Result<Vec<Relationship>, Problem> {
        Ok(self.relationships_of(part)?.all())
    }

    /// What a part points to under an id.
    pub(super) fn related_by(
        &mut self,
        part: &str,
        id: &str,
    ) -> Result<Option<Relationship>, Problem> {
        Ok(self.relationships_of(part)?.get(id))
    }

    /// The part of this kind that the main document points to, such as `numbering`.
    pub(super) fn part_of_kind(&mut self, kind: &str) -> Result<Option<String>, Problem> {
        let main = self.main.clone();
        let related = self.related(&main)?;
        let found = related.into_iter().find(|r| r.kind == kind && !r.external);
        Ok(found.map(|r| r.target).filter(|target| self.contains(target)))
    }

    /// The styles as they stand now.
    pub(super) fn styles(&mut self) -> Result<&Styles, Problem> {
        if self.styles.is_none() {
            let part = self.part_of_kind("styles")?.unwrap_or_default();
            let xml = if part.is_empty() { String::new() } else { self.text(&part)? };
            self.styles = Some((part, Styles::read(&xml)));
        }
        let (_, styles) = self.styles.get_or_insert_default();
        Ok(styles)
    }

    /// The whole file.
    pub(super) fn write(mut self) -> Result<Vec<u8>, PackageError> {
        self.write_numbering(None)?;
        for (_, relationships) in self.relationships {
            relationships.write(&mut self.package);
        }
        if self.types_changed {
            self.types.write(&mut self.package);
        }
        self.package.write()
    }

    fn relationships_of(&mut self, part: &str) -> Result<&mut Relationships, Problem> {
        if !self.relationships.contains_key(part) {
            let read = Relationships::read(&mut self.package, part).map_err(unreadable)?;
            self.relationships.insert(part.to_owned(), read);
        }
        self.relationships.get_mut(part).ok_or_else(|| unreadable(part))
    }

    /// A name like the one wanted, with the lowest number that is free.
    fn free_name(&mut self, wanted: &str) -> String {
        let (stem, extension) = wanted.rsplit_once('.').unwrap_or((wanted, "xml"));
        let from = self.numbers.entry(wanted.to_owned()).or_default();
        loop {
            *from += 1;
            let name = format!("{stem}{from}.{extension}");
            if !self.package.names().any(|known| known.eq_ignore_ascii_case(&name)) {
                return name;
            }
        }
    }
}
