//! What the tags of a template refer to: figures and words of the pack, possibly misspelt, or none of
//! its business.

use super::printing::{Medium, Printer};
use super::prose;
use crate::pack::{Consolidated, Reference};
use crate::template::{Figure, Lookup, References};
use crate::text;
use crate::trace::figure_hash;

impl Printer {
    /// What a bare reference prints, noted as printed.
    fn referred(&self, tag: &str) -> Lookup {
        lookup(self.data(), tag, |reference| {
            if let Some(text) = prose::gathered(self, reference) {
                return Some(Figure { blank: text.is_empty(), ..Figure::text(text) });
            }
            let key = self.find(self.data().office, reference)?;
            Some(self.print(key, false))
        })
    }
}

impl References for Printer {
    fn resolve(&self, tag: &str) -> Lookup {
        self.unnoted().referred(tag)
    }

    fn printed(&self, tag: &str) {
        self.referred(tag);
    }

    fn knows(&self, tag: &str) -> Lookup {
        lookup(self.data(), tag, |reference| {
            if self.data().pack.text(&reference.path).is_some() {
                return NamesOnly(self.data()).known(reference);
            }
            let key = self.find(self.data().office, reference)?;
            Some(Figure { id: Some(figure_hash(self.data(), key)), ..Figure::text("") })
        })
    }

    fn call_of(&self, tag: &str) -> Option<String> {
        let reference = Reference::parse(tag)?.ok()?;
        if self.data().pack.text(&reference.path).is_some() {
            return None;
        }
        Some(format!("so(\"{reference}\")"))
    }

    fn prints_by_place(&self, function: &str) -> bool {
        prose::BY_PLACE.contains(&function)
    }

    fn keeps_paragraph(&self, function: &str) -> bool {
        function == prose::KEEPS_PARAGRAPH
    }

    fn prints_figures(&self, function: &str) -> bool {
        function == "so" && self.medium() == Medium::Word
    }
}

/// Knows which references exist, before there are figures.
pub(super) struct NamesOnly<'a>(pub(super) &'a Consolidated);

impl NamesOnly<'_> {
    fn known(&self, reference: &Reference) -> Option<Figure> {
        let named = self.0.pack.named(&reference.path)?;
        let period = self.0.pack.resolve(reference.period, self.0.period)?;
        self.0.can_be_asked(named, period).then(|| Figure::text(""))
    }
}

impl References for NamesOnly<'_> {
    fn resolve(&self, tag: &str) -> Lookup {
        lookup(self.0, tag, |reference| self.known(reference))
    }

    fn prints_figures(&self, function: &str) -> bool {
        function == "so"
    }

    fn keeps_paragraph(&self, function: &str) -> bool {
        function == prose::KEEPS_PARAGRAPH
    }
}

/// Knows which references exist, and prints none of them.
pub(super) struct FiguresLeftEmpty<'a>(pub(super) &'a Consolidated);

impl References for FiguresLeftEmpty<'_> {
    fn resolve(&self, tag: &str) -> Lookup {
        match NamesOnly(self.0).resolve(tag) {
            Lookup::Figure(figure) => Lookup::Figure(Figure { blank: true, ..figure }),
            other => other,
        }
    }
}

/// What a tag means: a name of the pack, possibly misspelt, or none of its business.
fn lookup(
    data: &Consolidated,
    tag: &str,
    figure: impl Fn(&Reference) -> Option<Figure>,
) -> Lookup {
    let reference = match Reference::parse(tag) {
        None => return Lookup::NotAReference,
        Some(Err(_)) => return Lookup::Unknown { nearest: None },
        Some(Ok(reference)) => reference,
    };
    if let Some(figure) = figure(&reference) {
        return Lookup::Figure(figure);
    }
    let element = reference.path.split('.').next().unwrap_or_default();
    let ours = tag.contains('@') || data.pack.named(element).is_some();
    if !ours {
        return Lookup::NotAReference;
    }
    Lookup::Unknown { nearest: text::nearest(&reference.path, data.pack.paths()) }
}
