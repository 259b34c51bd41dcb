//! What is printed about the office that signs.

/// The office as its documents name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// Name, as in the letterhead.
    pub name: String,
    /// The body above, as in the letterhead.
    pub superior: String,
    /// Symbol after the number of a document (`BC-VPUBND`).
    pub symbol: String,
    /// Place of issue.
    pub place: String,
    /// Title of who signs.
    pub signer_title: String,
    /// Name of who signs.
    pub signer_name: String,
    /// Recipients, one a line (Nơi nhận).
    pub recipients: Vec<String>,
}
