//! The titles of sheets in the properties of the file (`docProps/app.xml`).

use super::identity::is_element;
use crate::ooxml::Package;
use crate::ooxml::xml_part::{Element, Node};
use crate::template::Problem;
use crate::template::xlsx::book::{read_xml, relations};

/// Lets the titles follow the sheets: of each sheet of the template its name and those of the
/// result. Where the list is not what Excel writes it is taken out; Excel makes it anew.
pub(super) fn follow(
    package: &mut Package,
    tabs: &[(String, Vec<String>)],
) -> Result<(), Problem> {
    let relations = relations(package, "")?;
    let found = relations.iter().find(|relation| relation.kind == "extended-properties");
    let Some(path) = found.map(|relation| relation.target.clone()) else { return Ok(()) };
    if !package.contains(&path) {
        return Ok(());
    }
    let mut part = read_xml(package, &path)?;
    let before = part.write();
    if titles(&mut part.root, tabs).is_none() {
        part.root.children.retain(|node| {
            !is_element(node, "TitlesOfParts") && !is_element(node, "HeadingPairs")
        });
    }
    let after = part.write();
    if after != before {
        package.put(&path, after.into_bytes());
    }
    Ok(())
}

/// Rewrites the titles and how many there are of each kind; none when the list is another one.
fn titles(properties: &mut Element, tabs: &[(String, Vec<String>)]) -> Option<()> {
    let counts = counts(properties.child("HeadingPairs")?)?;
    let titles = properties.child_mut("TitlesOfParts")?.child_mut("vector")?;
    let before: Vec<Element> = titles.elements().cloned().collect();
    if before.len() != counts.iter().sum::<usize>() {
        return None;
    }
    let mut rest = before.into_iter();
    let mut after = Vec::new();
    let mut counts_after = Vec::new();
    for count in counts {
        let start = after.len();
        for title in rest.by_ref().take(count) {
            after.extend(copies(&title, tabs).into_iter().map(Node::Element));
        }
        counts_after.push(after.len() - start);
    }
    titles.set_attribute("size", &after.len().to_string());
    titles.children = after;
    set_counts(properties.child_mut("HeadingPairs")?.child_mut("vector")?, &counts_after)
}

/// What a title has become: `Sheet` by its copies, `Sheet!Print_Area` likewise.
fn copies(title: &Element, tabs: &[(String, Vec<String>)]) -> Vec<Element> {
    let text = title.text();
    let with = |text: String| {
        let mut title = title.clone();
        title.set_text(&text);
        title
    };
    if let Some((_, copies)) = tabs.iter().find(|(name, _)| *name == text) {
        return copies.iter().cloned().map(with).collect();
    }
    let local = text.rsplit_once('!').and_then(|(sheet, name)| {
        let quoted = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
        let plain = quoted.map_or(sheet.to_owned(), |sheet| sheet.replace("''", "'"));
        let (_, copies) = tabs.iter().find(|(tab, _)| *tab == plain)?;
        Some((plain, quoted.is_some(), name, copies))
    });
    let Some((plain, quoted, name, copies)) = local else { return vec![title.clone()] };
    let spelled = |copy: &String| {
        if quoted || *copy != plain {
            format!("'{}'!{name}", copy.replace('\'', "''"))
        } else {
            format!("{copy}!{name}")
        }
    };
    copies.iter().map(|copy| with(spelled(copy))).collect()
}

/// How many titles there are under each heading: every second variant holds a number.
fn counts(headings: &Element) -> Option<Vec<usize>> {
    let variants = headings.child("vector")?.elements().skip(1).step_by(2);
    variants.map(|variant| variant.elements().next()?.text().trim().parse().ok()).collect()
}

/// Says how many titles there are under each heading; one without any goes.
fn set_counts(headings: &mut Element, counts: &[usize]) -> Option<()> {
    let mut variants = std::mem::take(&mut headings.children).into_iter();
    let mut element = || variants.by_ref().find(|node| matches!(node, Node::Element(_)));
    for count in counts {
        let (heading, Node::Element(mut number)) = (element()?, element()?) else {
            return None;
        };
        if *count > 0 {
            number.elements_mut().next()?.set_text(&count.to_string());
            headings.children.extend([heading, Node::Element(number)]);
        }
    }
    headings.set_attribute("size", &headings.elements().count().to_string());
    Some(())
}
