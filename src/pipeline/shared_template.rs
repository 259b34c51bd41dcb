//! Templates that belong to no duty: the office's own, or those that come with the program.

use super::single::read;
use crate::diagnostic::Findings;
use crate::pack;
use crate::workspace::{OWN_PACKS, SHARED_TEMPLATES, Workspace};

/// The page that explains adjustments.
pub(super) const ADJUSTMENTS: &str = "thuyet-minh-dieu-chinh.docx";

/// A template with what findings call it.
pub(super) struct SharedTemplate {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The template of this name that an office uses.
pub(super) fn shared(workspace: &Workspace, name: &str) -> Result<SharedTemplate, Findings> {
    let own = workspace.own_template(name);
    if own.is_file() {
        let bytes = read(&own)?;
        return Ok(SharedTemplate {
            name: format!("{OWN_PACKS}/{SHARED_TEMPLATES}/{name}"),
            bytes,
        });
    }
    let bytes = pack::shared_template(name).unwrap_or_default().to_vec();
    Ok(SharedTemplate { name: format!("templates/{SHARED_TEMPLATES}/{name}"), bytes })
}
