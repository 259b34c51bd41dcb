//! What a sub-document points to: pictures, charts, embedded files, headers and addresses.

use super::copy::{Copy, Way};
use super::namespaces::Scope;
use super::parse;
use crate::ooxml::{Edits, XmlTree};
use crate::template::Problem;

/// Content types of parts with paragraphs that relationships of a text lead to, as they end.
const STORIES: [&str; 2] = ["wordprocessingml.header+xml", "wordprocessingml.footer+xml"];
/// How the content type of a main document ends; nothing carries over a whole document.
const MAIN: &str = ".main+xml";

impl Copy<'_> {
    /// Rewrites every attribute of an element that holds a relationship's id.
    pub(super) fn rewrite_relations(
        &mut self,
        tree: &XmlTree<'_>,
        element: usize,
        (from, scope, to): (&str, &Scope, &str),
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        for (name, place) in tree.attributes(element) {
            let id = tree.slice(place.clone());
            if id.is_empty() || !scope.is_relation(name) {
                continue;
            }
            // An id that leads nowhere is left; it would not do to let it lead somewhere.
            let new = self.relation(from, id, to)?.unwrap_or_default();
            edits.replace(place, new);
        }
        Ok(())
    }

    fn relation(&mut self, from: &str, id: &str, to: &str) -> Result<Option<String>, Problem> {
        let key = (to.to_owned(), from.to_owned(), id.to_owned());
        if let Some(known) = self.relations.get(&key) {
            return Ok(Some(known.clone()));
        }
        let Some(old) = self.source.related_by(from, id)? else { return Ok(None) };
        let target = if old.external {
            old.target
        } else {
            match self.carry(&old.target)? {
                Some(target) => target,
                None => return Ok(None),
            }
        };
        let new = self.host.relate(to, &old.uri, &target, old.external)?;
        self.relations.insert(key, new.clone());
        Ok(Some(new))
    }

    /// Copies a part and everything that it points to; answers its name in the host.
    fn carry(&mut self, part: &str) -> Result<Option<String>, Problem> {
        let mut waiting = vec![part.to_owned()];
        let mut carried = Vec::new();
        while let Some(part) = waiting.pop() {
            if self.parts.contains_key(&part) || !self.source.contains(&part) {
                continue;
            }
            let kind = self.source.content_type(&part).unwrap_or_default();
            if kind.ends_with(MAIN) {
                continue;
            }
            let bytes = self.source.read(&part)?;
            self.merge.spend(bytes.len())?;
            if kind.starts_with("image/") {
                let extension = part.rsplit_once('.').map_or("bin", |(_, extension)| extension);
                let new = self.host.add_media(bytes, extension, &kind);
                self.parts.insert(part, new);
                continue;
            }
            let bytes = if STORIES.iter().any(|story| kind.ends_with(story)) {
                self.story(&part)?.into_bytes()
            } else {
                bytes
            };
            let new = self.host.add(&without_number(&part), &kind, bytes);
            self.parts.insert(part.clone(), new);
            let related = self.source.related(&part)?;
            waiting.extend(related.iter().filter(|r| !r.external).map(|r| r.target.clone()));
            carried.push((part, related));
        }
        for (part, related) in carried {
            let new = self.parts.get(&part).cloned().unwrap_or_default();
            for relation in related {
                let target = if relation.external {
                    Some(&relation.target)
                } else {
                    self.parts.get(&relation.target)
                };
                if let Some(target) = target {
                    self.host.relate_as(&new, &relation, target)?;
                }
            }
        }
        Ok(self.parts.get(part).cloned())
    }

    /// A header or footer, carried over whole.
    fn story(&mut self, part: &str) -> Result<String, Problem> {
        let xml = self.source.text(part)?;
        let tree = parse(&xml, part)?;
        let mut edits = Edits::new();
        let scope = Scope::of(&tree);
        let way = Way { from: part, scope: &scope, to: None };
        self.rewrite(&tree, 0..tree.len(), way, &mut edits)?;
        Ok(edits.apply(&xml))
    }
}

/// `word/charts/chart12.xml` as `word/charts/chart.xml`.
fn without_number(part: &str) -> String {
    let (stem, extension) = part.rsplit_once('.').unwrap_or((part, "bin"));
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    format!("{stem}.{extension}")
}
