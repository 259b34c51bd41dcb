//! How an office's documents look: paper, type and place of every component, as data.
//!
//! The rules are replaced every few years, so each profile says from which day it holds and a
//! document takes the one of its date. The figures are in `templates/chung/the-thuc`.

mod document_type;
mod office;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de};

use crate::text;

pub use document_type::DocumentType;
pub use office::{Office, unit_kind, unit_of};

/// The rules a document's form follows.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Short name, as settings and findings have it (`hd-05-2026`).
    pub code: String,
    /// The document that sets the rules.
    pub name: String,
    /// Whose documents they are for.
    pub kind: Kind,
    /// First day on which they hold.
    #[serde(deserialize_with = "day")]
    pub from: NaiveDate,
    /// Typeface of everything.
    pub font: String,
    /// The share of a line that the left column of letterhead and signature takes, in percent.
    pub left_column_percent: u32,
    /// Paper and margins.
    pub page: Page,
    /// Running text.
    pub body: Body,
    /// Top right: «CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM», «ĐẢNG CỘNG SẢN VIỆT NAM».
    pub national: Component,
    /// Below it, where there is one: «Độc lập - Tự do - Hạnh phúc».
    pub motto: Option<Component>,
    /// The body above the one that issues the document.
    pub superior: Component,
    /// The body that issues the document.
    pub issuer: Component,
    /// Number and symbol.
    pub number: Component,
    /// How secret the document is, in a box.
    pub secrecy: Component,
    /// Place and date.
    pub place_date: Component,
    /// Name of the type, such as «BÁO CÁO».
    pub type_name: Component,
    /// What the document is about.
    pub subject: Component,
    /// What a letter is about; a letter has no name of a type.
    pub letter_subject: Component,
    /// Whom a letter is addressed to.
    pub salutation: Component,
    /// Whom a submission (tờ trình) is addressed to.
    pub submission_salutation: Component,
    /// How the authority to sign is written.
    pub signing: Signing,
    /// The line that says by what authority is signed.
    pub authority: Component,
    /// Office of the signer.
    pub signer_title: Component,
    /// Name of the signer.
    pub signer_name: Component,
    /// The words above the list of who gets the document.
    pub recipients_label: Component,
    /// Who gets the document; its words are the last line.
    pub recipients: Component,
    /// What ends each line of the list but the last.
    pub recipients_separator: String,
    /// What ends the text.
    pub end_mark: String,
    /// Whether a comma stands before «ngày» where a document is cited.
    pub comma_before_day: bool,
    /// Units of offices, by how the offices' names begin.
    #[serde(rename = "office", default)]
    pub offices: Vec<Office>,
}

/// Whose documents a profile is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Bodies of the Party.
    #[serde(rename = "dang")]
    Party,
    /// Offices of the State.
    #[serde(rename = "nha-nuoc")]
    State,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Party, Self::State];

    /// The word for it in settings.
    pub fn word(self) -> &'static str {
        match self {
            Self::Party => "Đảng",
            Self::State => "Nhà nước",
        }
    }
}

/// Paper (A4) and margins.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Top margin.
    pub top_mm: u32,
    /// Bottom margin.
    pub bottom_mm: u32,
    /// Left margin.
    pub left_mm: u32,
    /// Right margin.
    pub right_mm: u32,
    /// Size of the page number.
    pub number_pt: u32,
    /// Distance of the page number from the upper edge.
    pub number_from_top_mm: u32,
}

/// Running text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Size of the letters.
    pub size_pt: u32,
    /// Indent of a paragraph's first line.
    pub first_line_mm: u32,
    /// Space above a paragraph.
    pub before_pt: u32,
    /// Height of a line.
    pub line: Line,
}

/// Height of a line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// So many points, whatever stands in it.
    ExactlyPt(u32),
    /// So many hundredths of a single line.
    Percent(u32),
}

/// How a component is written, and its words where they never change.
#[allow(clippy::struct_excessive_bools, reason = "each is a line of its own in the file")]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Words that are always the same, or stand before the others.
    #[serde(default)]
    pub text: String,
    /// Size of the letters.
    pub size_pt: u32,
    /// Bold.
    #[serde(default)]
    pub bold: bool,
    /// Italic.
    #[serde(default)]
    pub italic: bool,
    /// Underlined.
    #[serde(default)]
    pub underline: bool,
    /// Capitals.
    #[serde(default)]
    pub caps: bool,
    /// What stands below it.
    #[serde(default)]
    pub under: Under,
    /// Length of the rule below, where the words never change.
    pub rule_mm: Option<u32>,
}

/// What stands below a component.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Under {
    /// Nothing.
    #[default]
    Nothing,
    /// A solid rule, a third to a half as long as the words unless a length is given.
    Rule,
    /// A line with a star.
    Star,
    /// Five hyphens.
    Hyphens,
}

/// How the authority to sign is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// For the body: `T/M`, `TM.`.
    pub for_body: String,
    /// For its head: `K/T`, `KT.`; a committee of the Party never uses it.
    pub for_head: String,
    /// By its order: `T/L`, `TL.`.
    pub by_order: String,
    /// Whether a deputy who signs for a body has a line for its head besides.
    pub deputies_sign_for_head: bool,
    /// Words in the name of an office by which it is known to follow these rules.
    pub office_names: Vec<String>,
    /// The word before the title of a deputy.
    pub deputy: Vec<String>,
    /// What follows the title of the first of several deputies.
    pub first_deputy: Vec<String>,
    /// The word before the title of who stands in for a head.
    pub acting: Vec<String>,
    /// Heads of the office of a body, who sign by its order.
    pub office_heads: Vec<String>,
    /// Bodies that decide together.
    #[serde(rename = "body")]
    pub bodies: Vec<SigningBody>,
}

/// A body that decides together and is signed for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningBody {
    /// First words of the office's name, as they stand in the line; the name of the place that
    /// follows does not.
    pub name: String,
    /// Titles of its heads.
    pub heads: Vec<String>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

/// The profile for documents of this kind on this day: the last that holds; before the first of
/// them, the first.
pub fn at(profiles: &[Profile], kind: Kind, day: NaiveDate) -> Option<&Profile> {
    let of_kind = || profiles.iter().filter(|profile| profile.kind == kind);
    let in_force = of_kind().filter(|profile| profile.from <= day);
    in_force
        .max_by_key(|profile| profile.from)
        .or_else(|| of_kind().min_by_key(|profile| profile.from))
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let written = String::deserialize(deserializer)?;
    text::date::parse(&written)
        .ok_or_else(|| de::Error::custom(format!("`{written}` is no day")))
}

#[cfg(test)]
mod tests;
