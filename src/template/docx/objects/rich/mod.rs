//! `{{r x}}`, `{{p x}}`, `rich("…", bold=true)`: text with formatting of its own.
//!
//! A fragment adds to the formatting of the tag's run; what is not said stays as it is there.

mod look;
mod read;

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, Tera, Value};

use super::properties::{self, Changes};
use super::token::to_value;
use super::{Host, Markup, Object, Placing, image};
use crate::ooxml::escape_xml;
use crate::template::ProblemKind;
use crate::template::docx::sites::{Site, Whole};
use crate::template::docx::value::escaped;
use look::Look;
pub(super) use read::plain_or_rich;

/// Text with formatting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Rich {
    /// Within a paragraph.
    Runs(Vec<Fragment>),
    /// Whole paragraphs.
    Paragraphs(Vec<RichParagraph>),
}

/// A stretch of text that looks the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fragment {
    text: String,
    look: Look,
    /// Where it leads.
    url: Option<String>,
}

/// A paragraph of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RichParagraph {
    runs: Vec<Fragment>,
    /// Name or id of a paragraph style.
    style: Option<String>,
    /// `w:jc`'s value.
    alignment: Option<String>,
}

/// What a tag that says that its value is more than text asks for; `None` for other tags.
pub(in super::super) fn rich(site: &Site) -> Option<String> {
    debug_assert!(!site.rich || matches!(site.whole, None | Some(Whole::Paragraph)));
    site.rich.then(|| format!("({}) | rich", site.code))
}

/// Registers `rich` as function and as filter.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("rich", |args: Kwargs, _: &State| value(read::from_call(&args)));
    tera.register_filter("rich", |value: Value, args: Kwargs, _: &State| {
        let is_bare = args.iter().next().is_none();
        match image::from_data(&value).filter(|_| is_bare) {
            Some(picture) => picture,
            // A list, a picture: more than text already.
            None if is_bare && read::is_other_object(&value) => Ok(value),
            None => self::value(read::from_filter(&value, &args)),
        }
    });
}

/// What a template's expression gives: plain text stays plain text.
fn value(read: Result<Rich, String>) -> tera::TeraResult<Value> {
    match read.map_err(tera::Error::message)? {
        Rich::Runs(fragments) if fragments.iter().all(Fragment::is_plain) => {
            let text: String =
                fragments.iter().map(|fragment| fragment.text.as_str()).collect();
            Ok(Value::from(text))
        }
        rich => to_value(&Object::Rich(rich)),
    }
}

impl Rich {
    /// Its runs, or its paragraphs.
    pub(super) fn markup(
        &self,
        host: Host<'_>,
        placing: &mut Placing<'_>,
    ) -> Result<Markup, ProblemKind> {
        match self {
            Self::Runs(fragments) => {
                let run = host.run_properties;
                let in_link = host.is_in("w:hyperlink");
                Ok(Markup::Inline(runs(fragments, run, in_link, placing)?))
            }
            Self::Paragraphs(paragraphs) => {
                let markup = paragraphs.iter().map(|paragraph| paragraph.markup(host, placing));
                Ok(Markup::Block(markup.collect::<Result<String, _>>()?))
            }
        }
    }
}

/// Runs with their links.
pub(super) fn runs(
    fragments: &[Fragment],
    run_properties: &str,
    in_link: bool,
    placing: &mut Placing<'_>,
) -> Result<String, ProblemKind> {
    let markup =
        fragments.iter().map(|fragment| fragment.markup(run_properties, in_link, placing));
    markup.collect()
}

impl Fragment {
    fn is_plain(&self) -> bool {
        self.url.is_none() && self.look == Look::default()
    }

    fn markup(
        &self,
        run_properties: &str,
        in_link: bool,
        placing: &mut Placing<'_>,
    ) -> Result<String, ProblemKind> {
        let mut changes = self.look.changes(placing)?;
        let styled = self.look.has_style();
        if let (Some(_), false) = (&self.url, styled)
            && let Some(style) = placing.style("character", "Hyperlink")?
        {
            changes.push(("w:rStyle", format!("<w:rStyle w:val=\"{}\"/>", escape_xml(&style))));
        }
        let properties = properties::of_run(run_properties, &changes);
        let text = escaped(&self.text);
        let run = format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        let Some(url) = &self.url else { return Ok(run) };
        if in_link {
            return Err(ProblemKind::Misplaced(LINK_IN_LINK.to_owned()));
        }
        let id = placing.relate("hyperlink", url, true)?;
        Ok(format!(
            "<w:hyperlink xmlns:r=\"{}\" r:id=\"{id}\" w:history=\"1\">{run}</w:hyperlink>",
            super::RELATIONSHIPS
        ))
    }
}

const LINK_IN_LINK: &str = "chữ có liên kết không đặt được bên trong một liên kết khác";

impl RichParagraph {
    /// With a style of its own, the look of the tag's paragraph and run does not count.
    fn markup(&self, host: Host<'_>, placing: &mut Placing<'_>) -> Result<String, ProblemKind> {
        let mut changes = Changes::new();
        let (mut paragraph, mut run) = (host.paragraph_properties, host.run_properties);
        if let Some(name) = &self.style {
            let id = placing.required_style("paragraph", name)?;
            changes.push(("w:pStyle", format!("<w:pStyle w:val=\"{}\"/>", escape_xml(&id))));
            (paragraph, run) = ("", "");
        }
        if let Some(alignment) = &self.alignment {
            changes.push(("w:jc", format!("<w:jc w:val=\"{alignment}\"/>")));
        }
        let properties = properties::of_paragraph(paragraph, &changes);
        let runs = runs(&self.runs, run, false, placing)?;
        Ok(format!("<w:p>{properties}{runs}</w:p>"))
    }
}
