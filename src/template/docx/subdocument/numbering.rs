//! Lists of a sub-document: each begins anew in every copy and never goes on with the host's.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::copy::Copy;
use super::namespaces::{Namespaces, Scope};
use super::parse;
use super::styles::StyleList;
use crate::ooxml::{Edits, XmlTree, escape_xml};
use crate::template::Problem;

const KIND: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";
/// How often a list may be defined by a style of another.
const DEEPEST: usize = 8;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The part's name; empty when there is none.
    pub(super) part: String,
    scope: Scope,
    lists: BTreeMap<String, List>,
    definitions: BTreeMap<String, Definition>,
    bullets: BTreeMap<String, String>,
    identities: BTreeSet<String>,
}

/// A `w:num`.
#[derive(Debug)]
struct List {
    definition: String,
    overrides: String,
}

/// A `w:abstractNum`.
#[derive(Debug)]
struct Definition {
    xml: String,
    /// The numbering style that holds the levels.
    by_style: Option<String>,
    /// Levels by the paragraph style they are linked with.
    levels: BTreeMap<String, String>,
}

impl Numbering {
    /// Reads `numbering.xml`; an empty text is none.
    pub(super) fn read(part: String, xml: &str) -> Result<Self, Problem> {
        let mut numbering = Self { part, ..Self::default() };
        if xml.is_empty() {
            return Ok(numbering);
        }
        let tree = parse(xml, &numbering.part)?;
        numbering.scope = Scope::of(&tree);
        let value = |element: usize, name: &str| {
            tree.attribute(element, name).map(|(value, _)| value.into_owned())
        };
        let of_child = |element: usize, name: &str| value(tree.child(element, name)?, "w:val");
        for element in tree.children(0) {
            let xml = tree.slice(tree.range(element)).to_owned();
            match tree.name(element) {
                "w:num" => {
                    let definition = of_child(element, "w:abstractNumId").unwrap_or_default();
                    let overrides =
                        tree.children(element).filter(|e| tree.name(*e) == "w:lvlOverride");
                    let overrides =
                        overrides.map(|e| tree.slice(tree.range(e))).collect::<String>();
                    let list = List { definition, overrides };
                    numbering.lists.insert(value(element, "w:numId").unwrap_or_default(), list);
                }
                "w:abstractNum" => {
                    let id = value(element, "w:abstractNumId").unwrap_or_default();
                    numbering.identities.extend(of_child(element, "w:nsid"));
                    let levels = tree.children(element).filter(|e| tree.name(*e) == "w:lvl");
                    let levels = levels.filter_map(|level| {
                        Some((of_child(level, "w:pStyle")?, value(level, "w:ilvl")?))
                    });
                    let levels = levels.collect();
                    let by_style = of_child(element, "w:numStyleLink");
                    let definition = Definition { xml, by_style, levels };
                    numbering.definitions.insert(id, definition);
                }
                "w:numPicBullet" => {
                    let id = value(element, "w:numPicBulletId").unwrap_or_default();
                    numbering.bullets.insert(id, xml);
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    fn definition_of(&self, number: &str) -> Option<&Definition> {
        self.definitions.get(&self.lists.get(number)?.definition)
    }

    /// The level of a list that is linked with a style.
    fn level_for(&self, number: &str, style: &str) -> Option<String> {
        self.definition_of(number)?.levels.get(style).cloned()
    }
}

/// Lists that a copy adds to the host.
#[derive(Default)]
pub(super) struct NewLists {
    /// Of the copy: the host's `w:numId` for each of the sub-document, or of the host itself.
    copied: BTreeMap<(Whose, String), String>,
    definitions: BTreeMap<(Whose, String), String>,
    /// Whether the host's lists were looked at in this copy.
    is_open: bool,
    bullets_xml: Vec<String>,
    definitions_xml: Vec<String>,
    lists_xml: Vec<String>,
    namespaces: Namespaces,
}

/// The host's lists as they were when they were read, and what comes next.
pub(super) struct HostLists {
    host: Rc<Numbering>,
    /// How long the part is as it stands now, and where pictures, definitions and lists end.
    length: usize,
    ends: Option<[usize; 3]>,
    list: u32,
    definition: u32,
    bullet: u32,
    identities: BTreeSet<String>,
}

/// Which document a list is defined in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// The sub-document.
    Source,
    /// The document that it goes into.
    Host,
}

/// How a list is carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// For the paragraphs of one copy.
    Copy,
    /// For a style, which all copies share.
    Style,
}

impl Copy<'_> {
    /// The host's number for a list that paragraphs of the sub-document name.
    pub(super) fn number(&mut self, old: &str) -> Result<Option<String>, Problem> {
        if let Some(heading) = self.heading_of(old) {
            if !self.known.hosts_own.contains(&heading) {
                return self.style_number(old);
            }
            let mapped = self.known.style_of.get(&heading).cloned().unwrap_or_default();
            if let Some(list) = self.host_styles()?.list_of(&mapped) {
                return Ok(Some(list.number));
            }
        }
        self.copied_list(Whose::Source, old)
    }

    /// The host's number for a list of a style that is carried over.
    pub(super) fn style_number(&mut self, old: &str) -> Result<Option<String>, Problem> {
        if let Some(known) = self.known.style_numbers.get(old) {
            return Ok(Some(known.clone()));
        }
        let new = self.add_list(Whose::Source, old, For::Style)?;
        if let Some(new) = &new {
            self.known.style_numbers.insert(old.to_owned(), new.clone());
        }
        Ok(new)
    }

    /// The list for a paragraph whose style puts it into one: its number and level. Headings
    /// go on through the whole document.
    pub(super) fn list_by_style(
        &mut self,
        style: &str,
    ) -> Result<Option<(StyleList, String)>, Problem> {
        let Some(mut list) = self.known.styles.list_of(style) else { return Ok(None) };
        let mapped = self.style(style)?.unwrap_or_default();
        let owned = self.known.hosts_own.contains(style);
        let hosts = if owned { self.host_styles()?.list_of(&mapped) } else { None };
        let level = |numbering: &Numbering, list: &StyleList, style: &str| {
            let said = list.level.clone();
            said.or_else(|| numbering.level_for(&list.number, style))
                .unwrap_or_else(|| "0".into())
        };
        if list.is_heading && (hosts.is_some() || !owned) {
            return Ok(None);
        }
        let (number, level) = if let Some(hosts) = hosts {
            let host = self.host_numbering()?;
            let level = level(&host, &hosts, &mapped);
            let number = self.copied_list(Whose::Host, &hosts.number)?;
            list.indents = hosts.indents;
            (number, level)
        } else {
            let level = level(&self.known.numbering, &list, style);
            (self.copied_list(Whose::Source, &list.number)?, level)
        };
        let Some(number) = number else { return Ok(None) };
        list.number = number;
        Ok(Some((list, level)))
    }

    /// The style of a heading that a list is linked with.
    fn heading_of(&mut self, number: &str) -> Option<String> {
        let definition = self.known.numbering.definition_of(number)?;
        let is_heading = |style: &&String| {
            let list = self.known.styles.list_of(style);
            list.is_some_and(|list| list.is_heading)
        };
        let style = definition.levels.keys().find(is_heading)?.clone();
        self.style(&style).ok()?.map(|_| style)
    }

    fn copied_list(&mut self, whose: Whose, old: &str) -> Result<Option<String>, Problem> {
        let key = (whose, old.to_owned());
        if let Some(known) = self.lists.copied.get(&key) {
            return Ok(Some(known.clone()));
        }
        let new = self.add_list(whose, old, For::Copy)?;
        if let Some(new) = &new {
            self.lists.copied.insert(key, new.clone());
        }
        Ok(new)
    }

    fn add_list(
        &mut self,
        whose: Whose,
        old: &str,
        use_: For,
    ) -> Result<Option<String>, Problem> {
        let numbering = self.numbering_of(whose)?;
        let Some(list) = numbering.lists.get(old) else { return Ok(None) };
        let Some(id) = self.resolved(whose, &numbering, &list.definition) else {
            return Ok(None);
        };
        let definition = self.definition(whose, &numbering, &id, use_)?;
        let wrapped = format!("<w:num>{}</w:num>", list.overrides);
        let tree = parse(&wrapped, &numbering.part)?;
        let mut edits = Edits::new();
        self.rewrite_levels(whose, &tree, use_, &mut edits)?;
        let new = self.next()?.list();
        let begin =
            format!("<w:num w:numId=\"{new}\"><w:abstractNumId w:val=\"{definition}\"/>");
        edits.replace(tree.open_tag(0), begin);
        self.ask_lists(whose, &numbering, &tree, &mut edits)?;
        self.lists.lists_xml.push(edits.apply(&wrapped));
        Ok(Some(new))
    }

    /// The definition that holds the levels, when another only names a style.
    fn resolved(&self, whose: Whose, numbering: &Numbering, id: &str) -> Option<String> {
        let mut id = id.to_owned();
        for _ in 0..DEEPEST {
            let Some(style) = &numbering.definitions.get(&id)?.by_style else {
                return Some(id);
            };
            let list = match whose {
                Whose::Source => self.known.styles.list_of(style),
                Whose::Host => self.merge.styles.as_ref()?.list_of(style),
            };
            id.clone_from(&numbering.lists.get(&list?.number)?.definition);
        }
        None
    }

    /// Adds a definition to the host, and answers its id there.
    fn definition(
        &mut self,
        whose: Whose,
        numbering: &Numbering,
        id: &str,
        use_: For,
    ) -> Result<String, Problem> {
        let key = (whose, id.to_owned());
        let known = match use_ {
            For::Copy => self.lists.definitions.get(&key),
            For::Style => self.known.style_definitions.get(id),
        };
        if let Some(known) = known {
            return Ok(known.clone());
        }
        let new = self.next()?.definition();
        match use_ {
            For::Copy => self.lists.definitions.insert(key, new.clone()),
            For::Style => self.known.style_definitions.insert(id.to_owned(), new.clone()),
        };
        let xml =
            numbering.definitions.get(id).map_or("", |definition| definition.xml.as_str());
        let tree = parse(xml, &numbering.part)?;
        let mut edits = Edits::new();
        for (name, place) in tree.attributes(0) {
            if name == "w:abstractNumId" {
                edits.replace(place, new.clone());
            }
        }
        for element in tree.children(0) {
            match tree.name(element) {
                "w:nsid" => {
                    let Some((old, place)) = tree.attribute(element, "w:val") else { continue };
                    edits.replace(place, self.next()?.identity(&old));
                }
                "w:styleLink" => self.link(&tree, element, use_, &mut edits)?,
                _ => {}
            }
        }
        self.rewrite_levels(whose, &tree, use_, &mut edits)?;
        self.ask_lists(whose, numbering, &tree, &mut edits)?;
        self.lists.definitions_xml.push(edits.apply(xml));
        Ok(new)
    }

    /// Styles and pictures that levels name. Only the list of a style stays linked with it.
    fn rewrite_levels(
        &mut self,
        whose: Whose,
        tree: &XmlTree<'_>,
        use_: For,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        for element in 0..tree.len() {
            match tree.name(element) {
                "w:pStyle" => self.link(tree, element, use_, edits)?,
                "w:lvlPicBulletId" if whose == Whose::Source => {
                    let Some((old, place)) = tree.attribute(element, "w:val") else { continue };
                    match self.bullet(&old)? {
                        Some(new) => edits.replace(place, new),
                        None => edits.delete(tree.range(element)),
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn link(
        &mut self,
        tree: &XmlTree<'_>,
        element: usize,
        use_: For,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        let Some((old, place)) = tree.attribute(element, "w:val") else { return Ok(()) };
        let mapped = if use_ == For::Style { self.style(&old)? } else { None };
        match mapped.filter(|_| !self.known.hosts_own.contains(old.as_ref())) {
            Some(mapped) => edits.replace(place, escape_xml(&mapped)),
            None => edits.delete(tree.range(element)),
        }
        Ok(())
    }

    /// A picture that stands for a bullet.
    fn bullet(&mut self, old: &str) -> Result<Option<String>, Problem> {
        if let Some(known) = self.known.bullets.get(old) {
            return Ok(Some(known.clone()));
        }
        let numbering = Rc::clone(&self.known.numbering);
        let Some(xml) = numbering.bullets.get(old) else { return Ok(None) };
        let new = self.next()?.bullet();
        self.known.bullets.insert(old.to_owned(), new.clone());
        let tree = parse(xml, &numbering.part)?;
        let mut edits = Edits::new();
        if let Some((_, place)) = tree.attribute(0, "w:numPicBulletId") {
            edits.replace(place, new.clone());
        }
        let to = self.numbering_part()?;
        for element in 0..tree.len() {
            self.rewrite_relations(
                &tree,
                element,
                (&numbering.part, &numbering.scope, &to),
                &mut edits,
            )?;
        }
        self.ask_lists(Whose::Source, &numbering, &tree, &mut edits)?;
        self.lists.bullets_xml.push(edits.apply(xml));
        Ok(Some(new))
    }

    fn ask_lists(
        &mut self,
        whose: Whose,
        numbering: &Numbering,
        tree: &XmlTree<'_>,
        edits: &mut Edits,
    ) -> Result<(), Problem> {
        if whose == Whose::Source {
            let host = self.host_numbering()?;
            self.lists.namespaces.ask(tree, &[0], (&numbering.scope, &host.scope), edits);
        }
        Ok(())
    }

    fn numbering_of(&mut self, whose: Whose) -> Result<Rc<Numbering>, Problem> {
        match whose {
            Whose::Source => Ok(Rc::clone(&self.known.numbering)),
            Whose::Host => self.host_numbering(),
        }
    }

    fn host_numbering(&mut self) -> Result<Rc<Numbering>, Problem> {
        Ok(Rc::clone(&self.next()?.host))
    }

    /// The host's part with lists, made if there is none.
    fn numbering_part(&mut self) -> Result<String, Problem> {
        match self.host.part_of_kind("numbering")? {
            Some(part) => Ok(part),
            None => {
                self.host.add_main_part("word/numbering.xml", "numbering", KIND, "w:numbering")
            }
        }
    }

    fn next(&mut self) -> Result<&mut HostLists, Problem> {
        let known = self.merge.lists.take();
        let known = match known {
            Some(known) if self.lists.is_open => known,
            known => {
                let part = self.numbering_part()?;
                let xml = self.host.text(&part)?;
                let known = known.filter(|known| known.length == xml.len());
                known.map_or_else(|| HostLists::read(part, &xml), Ok)?
            }
        };
        self.lists.is_open = true;
        Ok(self.merge.lists.insert(known))
    }

    /// Puts the added lists into the host.
    pub(super) fn write_lists(&mut self) -> Result<(), Problem> {
        let mut new = std::mem::take(&mut self.lists);
        if new.lists_xml.is_empty() {
            return Ok(());
        }
        let Some(mut known) = self.merge.lists.take() else { return Ok(()) };
        let part = known.host.part.clone();
        let mut xml = self.host.text(&part)?;
        let added =
            [new.bullets_xml, new.definitions_xml, new.lists_xml].map(|xml| xml.concat());
        if let (Some(places), true) = (&mut known.ends, new.namespaces.is_empty()) {
            // From the last to the first, so that no place moves before its turn.
            for (at, markup) in places.iter().zip(&added).rev() {
                xml.insert_str(*at, markup);
            }
            let mut moved = 0;
            for (end, markup) in places.iter_mut().zip(&added) {
                moved += markup.len();
                *end += moved;
            }
            known.length = xml.len();
            self.merge.lists = Some(known);
            self.host.put(&part, xml);
            return Ok(());
        }
        let tree = parse(&xml, &part)?;
        let mut edits = Edits::new();
        new.namespaces.write(&tree, &mut edits);
        match ends(&tree) {
            Some(places) => {
                for (at, markup) in places.into_iter().zip(added) {
                    edits.insert(at, markup);
                }
            }
            None => edits.append_child(&tree, 0, &added.concat()),
        }
        self.host.put(&part, edits.apply(&xml));
        Ok(())
    }
}

/// Where pictures, definitions and lists end, in the schema's order; `None` when the part is
/// one empty tag.
fn ends(tree: &XmlTree<'_>) -> Option<[usize; 3]> {
    let last = "w:numIdMacAtCleanup";
    let orders: [&[&str]; 3] = [&["w:abstractNum", "w:num", last], &["w:num", last], &[last]];
    let ends = orders.map(|later| {
        let mut children = tree.children(0);
        let found = children.find(|child| later.contains(&tree.name(*child)));
        found.map_or(tree.content(0).end, |child| tree.range(child).start)
    });
    (!tree.is_empty_tag(0)).then_some(ends)
}

impl HostLists {
    fn read(part: String, xml: &str) -> Result<Self, Problem> {
        let host = Numbering::read(part, xml)?;
        let first = |ids: &mut dyn Iterator<Item = &String>| {
            let highest = ids.filter_map(|id| id.parse::<u32>().ok()).max();
            highest.filter(|id| *id < 0x7FFF_0000).map_or(1, |id| id + 1)
        };
        Ok(Self {
            length: xml.len(),
            ends: ends(&parse(xml, &host.part)?),
            list: first(&mut host.lists.keys()),
            definition: first(&mut host.definitions.keys()),
            bullet: first(&mut host.bullets.keys()),
            identities: host.identities.clone(),
            host: Rc::new(host),
        })
    }

    fn list(&mut self) -> String {
        self.list += 1;
        (self.list - 1).to_string()
    }

    fn definition(&mut self) -> String {
        self.definition += 1;
        (self.definition - 1).to_string()
    }

    fn bullet(&mut self) -> String {
        self.bullet += 1;
        (self.bullet - 1).to_string()
    }

    /// Lists of one identity are one list to Word.
    fn identity(&mut self, old: &str) -> String {
        let mut number = u32::from_str_radix(old, 16).unwrap_or(1);
        loop {
            let id = format!("{number:08X}");
            if self.identities.insert(id.clone()) {
                return id;
            }
            number = number.wrapping_add(1);
        }
    }
}
