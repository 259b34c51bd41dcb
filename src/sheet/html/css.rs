//! What the styles of a page say of how it looks, as far as that changes what is read.

use std::collections::BTreeMap;

use super::tokens::Tag;

/// Classes of a page that are kept; Excel writes one a cell format.
const CLASSES: usize = 10_000;

/// What an element does to what stands in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "an element may do any of these, each by itself"
)]
pub(super) struct Effect {
    /// Struck through.
    pub(super) struck: bool,
    /// Not there: no room is left for it.
    pub(super) gone: bool,
    /// There, and not seen.
    pub(super) unseen: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    /// Line ends stay line ends.
    pub(super) keeps_lines: bool,
    /// It stands on lines of its own.
    pub(super) is_block: bool,
}

/// Classes by their names.
#[derive(Default)]
pub(super) struct Classes(BTreeMap<String, Declared>);

/// What declarations say; none where they leave it as it is.
#[derive(Debug, Clone, Copy, Default)]
struct Declared {
    struck: Option<bool>,
    gone: Option<bool>,
    unseen: Option<bool>,
    height: Option<Height>,
    keeps_lines: Option<bool>,
    is_block: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Height {
    OnLine,
    Raised,
    Lowered,
}

impl Classes {
    /// Takes the content of a `<style>`.
    pub(super) fn add(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            let declared = Declared::default().with(declarations);
            if declared.is_silent() {
                continue;
            }
            for selector in selectors.split(',') {
                let last = selector.split_ascii_whitespace().next_back().unwrap_or_default();
                let Some((_, class)) = last.rsplit_once('.') else { continue };
                if self.0.len() < CLASSES {
                    let known = self.0.entry(class.to_lowercase()).or_default();
                    *known = known.with(declarations);
                }
            }
        }
    }

    /// What an element does by its name, its classes and its own style.
    pub(super) fn effect(&self, tag: &Tag) -> Effect {
        let mut said = Declared::default();
        if !self.0.is_empty()
            && let Some(classes) = tag.attribute("class")
        {
            for class in classes.split_ascii_whitespace() {
                if let Some(known) = self.0.get(&class.to_lowercase()) {
                    said = said.under(*known);
                }
            }
        }
        if let Some(style) = tag.attribute("style") {
            said = said.with(style);
        }
        let name = tag.name.as_str();
        let height = said.height.unwrap_or(match name {
            "sup" => Height::Raised,
            "sub" => Height::Lowered,
            _ => Height::OnLine,
        });
        Effect {
            struck: said.struck.unwrap_or(matches!(name, "s" | "strike" | "del")),
            gone: said.gone.unwrap_or_else(|| tag.attribute("hidden").is_some()),
            unseen: said.unseen.unwrap_or(false),
            raised: height == Height::Raised,
            lowered: height == Height::Lowered,
            keeps_lines: said.keeps_lines.unwrap_or(matches!(name, "pre" | "listing" | "xmp")),
            is_block: said.is_block,
        }
    }
}

impl Declared {
    fn is_silent(self) -> bool {
        let Self { struck, gone, unseen, height, keeps_lines, is_block } = self;
        let none = [struck, gone, unseen, keeps_lines].iter().all(Option::is_none);
        none && height.is_none() && !is_block
    }

    /// These, but where the others say something.
    fn under(self, others: Self) -> Self {
        Self {
            struck: others.struck.or(self.struck),
            gone: others.gone.or(self.gone),
            unseen: others.unseen.or(self.unseen),
            height: others.height.or(self.height),
            keeps_lines: others.keeps_lines.or(self.keeps_lines),
            is_block: others.is_block || self.is_block,
        }
    }

    /// These, but where declarations say something: `display: none; color: red`.
    fn with(mut self, declarations: &str) -> Self {
        for declaration in declarations.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_lowercase();
            let value = value.trim_end_matches("!important").trim();
            match name.trim().to_lowercase().as_str() {
                "text-decoration" | "text-decoration-line" => {
                    self.struck = Some(value.contains("line-through"));
                }
                "display" => {
                    self.gone = Some(value == "none");
                    self.is_block = !matches!(value, "none" | "inline" | "contents");
                }
                "visibility" => self.unseen = Some(value != "visible"),
                "mso-hide" => self.unseen = Some(value == "all"),
                "vertical-align" => {
                    self.height = Some(match value {
                        "super" => Height::Raised,
                        "sub" => Height::Lowered,
                        _ => Height::OnLine,
                    });
                }
                "white-space" => self.keeps_lines = Some(value.starts_with("pre")),
                _ => {}
            }
        }
        self
    }
}
