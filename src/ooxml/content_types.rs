//! `[Content_Types].xml`: what kind of part each part of a package is.

use super::{Edits, Package, PackageError, XmlTree, escape_xml, text_of};

/// The part that says it.
const PART: &str = "[Content_Types].xml";

/// The content types of a package, read to be added to.
#[derive(Debug, Clone)]
pub struct ContentTypes {
    xml: String,
}

impl ContentTypes {
    /// Reads them.
    ///
    /// # Errors
    /// When the part is missing, is not UTF-8 or not well-formed.
    pub fn read(package: &mut Package) -> Result<Self, PackageError> {
        let xml = text_of(package, PART)?;
        XmlTree::parse(&xml).map_err(|error| PackageError::ill_formed(PART, &error))?;
        Ok(Self { xml })
    }

    /// Part names, without their leading slash, and content types of all parts that have one of
    /// their own, in the order of the file.
    pub fn overrides(&self) -> Vec<(String, String)> {
        self.pairs("Override", "PartName")
            .into_iter()
            .map(|(name, kind)| (name.trim_start_matches('/').to_owned(), kind))
            .collect()
    }

    /// The content type of a part: its own, else that of its extension.
    pub fn of(&self, part: &str) -> Option<String> {
        let own =
            self.overrides().into_iter().find(|(name, _)| name.eq_ignore_ascii_case(part));
        own.map(|(_, kind)| kind).or_else(|| {
            let extension = part.rsplit_once('.')?.1;
            let defaults = self.pairs("Default", "Extension").into_iter();
            defaults
                .into_iter()
                .find(|(e, _)| e.eq_ignore_ascii_case(extension))
                .map(|(_, k)| k)
        })
    }

    /// Gives a part a content type of its own.
    pub fn set(&mut self, part: &str, kind: &str) {
        if self.of(part).as_deref() != Some(kind) {
            let part = escape_xml(part);
            self.add(&format!("Override PartName=\"/{part}\" ContentType=\"{kind}\""));
        }
    }

    /// Gives all parts with an extension a content type, unless they have one.
    pub fn set_default(&mut self, extension: &str, kind: &str) {
        let known = self.pairs("Default", "Extension");
        if !known.iter().any(|(known, _)| known.eq_ignore_ascii_case(extension)) {
            let extension = escape_xml(extension);
            self.add(&format!("Default Extension=\"{extension}\" ContentType=\"{kind}\""));
        }
    }

    /// Puts them back into a package.
    pub fn write(self, package: &mut Package) {
        package.put(PART, self.xml.into_bytes());
    }

    fn pairs(&self, element: &str, key: &str) -> Vec<(String, String)> {
        let Ok(tree) = XmlTree::parse(&self.xml) else { return Vec::new() };
        let named = (0..tree.len()).filter(|index| tree.local_name(*index) == element);
        named
            .filter_map(|index| {
                let (key, _) = tree.attribute(index, key)?;
                let (kind, _) = tree.attribute(index, "ContentType")?;
                Some((key.into_owned(), kind.into_owned()))
            })
            .collect()
    }

    fn add(&mut self, element: &str) {
        let Ok(tree) = XmlTree::parse(&self.xml) else { return };
        let mut edits = Edits::new();
        edits.append_child(&tree, 0, &format!("<{}{element}/>", tree.prefix(0)));
        self.xml = edits.apply(&self.xml);
    }
}
