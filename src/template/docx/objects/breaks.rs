//! `{{ page_break() }}`, `{{ column_break() }}`.

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, Tera};

use super::token::to_value;
use super::{Host, Markup, Object};

/// Where the text goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Break {
    /// On the next page.
    Page,
    /// In the next column.
    Column,
}

/// Registers the functions.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("page_break", |_: Kwargs, _: &State| {
        to_value(&Object::Break(Break::Page))
    });
    tera.register_function("column_break", |_: Kwargs, _: &State| {
        to_value(&Object::Break(Break::Column))
    });
}

impl Break {
    /// A run with the break.
    pub(super) fn markup(self, host: Host<'_>) -> Markup {
        let kind = match self {
            Self::Page => "page",
            Self::Column => "column",
        };
        let properties = host.run_properties;
        Markup::Inline(format!("<w:r>{properties}<w:br w:type=\"{kind}\"/></w:r>"))
    }
}
