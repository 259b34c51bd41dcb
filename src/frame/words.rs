//! What stands in a document: tags that are filled later, or the office's own words.

use super::authority;
use crate::model::Letterhead;
use crate::profile::{DocumentType, Kind, Profile};
use crate::text;

/// How the line of who keeps a document begins.
const ARCHIVE: &str = "Lưu";

/// The line for whom the document is addressed to.
const AS_ABOVE: &str = "Như trên";

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
    /// How secret the document is (`Mật`), if it is.
    pub secrecy: Option<String>,
}

impl Words {
    /// The office's own words around a place to write in; `day` in words: `ngày 05 tháng 01 năm
    /// 2024`, or with places to write in.
    pub fn of(
        profile: &Profile,
        document: DocumentType,
        office: &Letterhead,
        day: &str,
    ) -> Self {
        let place = if office.place.is_empty() { "…" } else { &office.place };
        let addressed = document.is_addressed();
        Self {
            superior: office.superior.clone(),
            issuer: office.name.clone(),
            symbol: symbol(profile.kind, document, abbreviation(&office.symbol)),
            place_date: format!("{place}, {day}"),
            subject: "…".to_owned(),
            addressee: addressed.then(|| "…".to_owned()),
            body: vec![format!("…{}", profile.end_mark)],
            authority: authority::lines(profile, office),
            signer_title: office.signer_title.clone(),
            signer_name: office.signer_name.clone(),
            recipients: recipients(profile, addressed, &office.recipients),
            secrecy: None,
        }
    }
}

/// The list of recipients: whom it is addressed to, those that the office names, the archive. An
/// office may name its archive itself, at the end.
fn recipients(profile: &Profile, addressed: bool, named: &[String]) -> Vec<String> {
    let bare = named.iter().map(|who| who.trim_end_matches([',', ';', '.']).trim_end());
    let mut named: Vec<&str> = bare.collect();
    let is_archive = |who: &mut &str| text::key::of(who).starts_with(&text::key::of(ARCHIVE));
    let archive = named.pop_if(is_archive);
    let above = addressed.then_some(AS_ABOVE);
    // Whoever types it among the recipients of every document means the same line.
    named.retain(|who| text::key::of(who) != text::key::of(AS_ABOVE));
    let others = above.into_iter().chain(named);
    let separator = &profile.recipients_separator;
    let mut lines: Vec<String> = others.map(|who| format!("- {who}{separator}")).collect();
    let archive = archive.map(|archive| format!("{archive}."));
    lines.push(format!("- {}", archive.as_ref().unwrap_or(&profile.recipients.text)));
    lines
}

/// The office in the symbol of its documents, however that was typed: `VPUBND` of `BC-VPUBND`,
/// `ĐU` of `BC/ĐU` and of `-BC/ĐU`, `BTG-ĐU` of `BTG-ĐU`. A hyphen behind letters that are those of a
/// type may be the office's own: `KH-TC` is one of finance and planning, and only reports are meant by
/// `BC-`.
fn abbreviation(symbol: &str) -> &str {
    const JOINTS: [char; 2] = ['-', '/'];
    let symbol = symbol.trim().trim_start_matches(JOINTS).trim_start();
    let is_type = |piece: &str| {
        let types = DocumentType::ALL.iter().filter_map(|document| document.symbol());
        let piece = piece.trim().to_lowercase();
        types.chain([LETTER]).any(|symbol| symbol.to_lowercase() == piece)
    };
    let is_report = |piece: &str| {
        DocumentType::Report.symbol().is_some_and(|own| own.eq_ignore_ascii_case(piece.trim()))
    };
    match symbol.split_once(JOINTS) {
        Some((first, office))
            if is_report(first)
                || symbol.starts_with(&format!("{first}/")) && is_type(first) =>
        {
            office.trim_start()
        }
        _ => symbol,
    }
}

/// What letters of the Party have for their type.
const LETTER: &str = "CV";

fn symbol(kind: Kind, document: DocumentType, office: &str) -> String {
    match (kind, document.symbol()) {
        (Kind::Party, code) => format!("-{}/{office}", code.unwrap_or(LETTER)),
        (Kind::State, Some(code)) => format!("/{code}-{office}"),
        (Kind::State, None) => format!("/{office}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_of_an_office_is_known_however_it_was_typed() {
        for (typed, party, state) in [
            ("BC/ĐU", "-BC/ĐU", "/BC-ĐU"),
            ("-BC/ĐU", "-BC/ĐU", "/BC-ĐU"),
            ("/BC-VPUBND", "-BC/VPUBND", "/BC-VPUBND"),
            (" - CV/ĐU", "-BC/ĐU", "/BC-ĐU"),
            ("ĐU", "-BC/ĐU", "/BC-ĐU"),
            ("BTG-ĐU", "-BC/BTG-ĐU", "/BC-BTG-ĐU"),
            ("KH-TC", "-BC/KH-TC", "/BC-KH-TC"),
            ("KH/ĐU", "-BC/ĐU", "/BC-ĐU"),
        ] {
            let of = |kind| symbol(kind, DocumentType::Report, abbreviation(typed));
            assert_eq!(
                (of(Kind::Party), of(Kind::State)),
                (party.into(), state.into()),
                "{typed}"
            );
        }
    }
}
