//! What stands in a document: tags that are filled later, or the office's own words.

use super::authority;
use crate::model::Letterhead;
use crate::profile::{DocumentType, Kind, Profile};
use crate::text::{self, Lang};

/// What stands in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The body above the office.
    pub superior: String,
    /// The office.
    pub issuer: String,
    /// What follows the number: `-BC/ĐU`, `/BC-VPUBND`.
    pub symbol: String,
    /// Where and when: `Tân Hòa, ngày … tháng … năm 2024`.
    pub place_date: String,
    /// What the document is about.
    pub subject: String,
    /// Whom it is addressed to, if anybody.
    pub addressee: Option<String>,
    /// The text, a paragraph each.
    pub body: Vec<String>,
    /// By what authority is signed (`T/M ĐẢNG ỦY`), a line each; none for who signs as head of an
    /// office.
    pub authority: Vec<String>,
    /// Office of the signer.
    pub signer_title: String,
    /// Name of the signer.
    pub signer_name: String,
    /// Lines of the list of recipients.
    pub recipients: Vec<String>,
}

impl Words {
    /// The office's own words around a place to write in, for a document whose day is open.
    pub fn of(profile: &Profile, document: DocumentType, office: &Letterhead) -> Self {
        let place = if office.place.is_empty() { "…" } else { &office.place };
        let mut recipients = Vec::new();
        let addressed = matches!(document, DocumentType::Letter | DocumentType::Submission);
        let above = addressed.then_some("Như trên");
        let named = office.recipients.iter().map(String::as_str);
        let separator = &profile.recipients_separator;
        recipients
            .extend(above.into_iter().chain(named).map(|who| format!("- {who}{separator}")));
        recipients.push(format!("- {}", profile.recipients.text));
        Self {
            superior: office.superior.clone(),
            issuer: office.name.clone(),
            symbol: symbol(profile.kind, document, abbreviation(&office.symbol)),
            place_date: format!("{place}, {}", text::date::open(None, Lang::Vi)),
            subject: "…".to_owned(),
            addressee: addressed.then(|| "…".to_owned()),
            body: vec![format!("…{}", profile.end_mark)],
            authority: authority::lines(profile, office),
            signer_title: office.signer_title.clone(),
            signer_name: office.signer_name.clone(),
            recipients,
        }
    }
}

/// The office in the symbol of its documents: `VPUBND` of `BC-VPUBND`, `ĐU` of `BC/ĐU`.
fn abbreviation(symbol: &str) -> &str {
    symbol.split_once(['-', '/']).map_or(symbol, |(_, office)| office)
}

fn symbol(kind: Kind, document: DocumentType, office: &str) -> String {
    match (kind, document.symbol()) {
        (Kind::Party, code) => format!("-{}/{office}", code.unwrap_or("CV")),
        (Kind::State, Some(code)) => format!("/{code}-{office}"),
        (Kind::State, None) => format!("/{office}"),
    }
}
