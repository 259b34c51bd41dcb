//! What stands in a document: tags that are filled later, or the office's own words.

use crate::model::Letterhead;
use crate::profile::{Kind, Profile};
use crate::text::{self, Lang};

/// Types of documents an office starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentType {
    /// Báo cáo.
    Report,
    /// Kế hoạch.
    Plan,
    /// Tờ trình.
    Submission,
    /// Thông báo.
    Notice,
    /// Công văn, which has no name of its type.
    Letter,
}

impl DocumentType {
    /// All types.
    pub const ALL: [Self; 5] =
        [Self::Report, Self::Plan, Self::Submission, Self::Notice, Self::Letter];

    /// Its name, as a clerk says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "Báo cáo",
            Self::Plan => "Kế hoạch",
            Self::Submission => "Tờ trình",
            Self::Notice => "Thông báo",
            Self::Letter => "Công văn",
        }
    }

    /// What stands for it in the symbol of a document; a letter has nothing there.
    pub fn symbol(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("BC"),
            Self::Plan => Some("KH"),
            Self::Submission => Some("TTr"),
            Self::Notice => Some("TB"),
            Self::Letter => None,
        }
    }

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Report => "bao-cao.docx",
            Self::Plan => "ke-hoach.docx",
            Self::Submission => "to-trinh.docx",
            Self::Notice => "thong-bao.docx",
            Self::Letter => "cong-van.docx",
        }
    }
}

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
    /// For whom is signed (`T/M ĐẢNG ỦY`); empty for who signs as head of an office of the State.
    pub authority: String,
    /// Office of the signer.
    pub signer_title: String,
    /// Name of the signer.
    pub signer_name: String,
    /// Lines of the list of recipients.
    pub recipients: Vec<String>,
}

impl Words {
    /// Tags that a build fills from the office's settings, around the place for a text.
    pub fn tags(profile: &Profile, subject: &str, body: Vec<String>) -> Self {
        let (symbol, authority) = match profile.kind {
            Kind::Party => ("-{{ co_quan.ky_hieu }}", "{{ don_vi.cap_uy }}"),
            Kind::State => ("/{{ co_quan.ky_hieu }}", ""),
        };
        let last = "{% if loop.last %}.{% else %};{% endif %}";
        Self {
            superior: "{{ co_quan.cap_tren }}".to_owned(),
            issuer: "{{ co_quan.ten }}".to_owned(),
            symbol: symbol.to_owned(),
            place_date: "{{ co_quan.dia_danh }}, {{ ngay_van_ban }}".to_owned(),
            subject: subject.to_owned(),
            addressee: None,
            body,
            authority: signed_for(profile, authority),
            signer_title: "{{ co_quan.chuc_vu }}".to_owned(),
            signer_name: "{{ co_quan.nguoi_ky }}".to_owned(),
            recipients: vec![
                "{%p for n in co_quan.noi_nhan %}".to_owned(),
                format!("- {{{{ n }}}}{last}"),
                "{%p endfor %}".to_owned(),
            ],
        }
    }

    /// The office's own words around a place to write in, for a document whose day is open.
    pub fn of(profile: &Profile, document: DocumentType, office: &Letterhead) -> Self {
        let place = if office.place.is_empty() { "…" } else { &office.place };
        let mut recipients: Vec<String> =
            office.recipients.iter().map(|recipient| format!("- {recipient},")).collect();
        recipients.push(format!("- {}", profile.recipients.text));
        Self {
            superior: office.superior.clone(),
            issuer: office.name.clone(),
            symbol: symbol(profile.kind, document, abbreviation(&office.symbol)),
            place_date: format!("{place}, {}", text::date::open(None, Lang::Vi)),
            subject: "…".to_owned(),
            addressee: (document == DocumentType::Letter).then(|| "…".to_owned()),
            body: vec!["…".to_owned()],
            authority: String::new(),
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

fn signed_for(profile: &Profile, body: &str) -> String {
    if body.is_empty() { String::new() } else { format!("{} {body}", profile.signing.for_body) }
}
