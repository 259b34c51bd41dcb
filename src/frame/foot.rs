//! What stands below the text: who gets the document, who signs it.

use docx_rs::{Paragraph, Table};

use super::head::{columns, row, table};
use super::lines::{centred, run, text};
use super::styles;
use super::words::Words;
use crate::profile::Profile;

/// Empty lines in which is signed and sealed.
const ROOM_TO_SIGN: usize = 4;

/// Recipients on the left, the signature on the right.
pub(super) fn signature(profile: &Profile, words: &Words) -> Table {
    let label = &profile.recipients_label;
    let heading = Paragraph::new().style(styles::RECIPIENTS).add_run(run(label, &label.text));
    let mut left = vec![heading];
    left.extend(words.recipients.iter().map(|line| text(styles::RECIPIENTS, line)));
    let (_, column_mm) = columns(profile);
    let mut right = Vec::new();
    for line in &words.authority {
        right.extend(centred(&profile.authority, line, column_mm));
    }
    right.extend(centred(&profile.signer_title, &words.signer_title, column_mm));
    right.extend((0..ROOM_TO_SIGN).map(|_| Paragraph::new().style(styles::HEAD)));
    right.extend(centred(&profile.signer_name, &words.signer_name, column_mm));
    table(profile, vec![row(profile, left, right)])
}
