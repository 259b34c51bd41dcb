//! The page that `tonghop help E203` prints.

use std::collections::BTreeMap;

use super::Code;
use super::wording::{self, Lists};
use crate::text::Lang;

/// Explains a code: its title, what it means, what to do.
pub fn help(code: Code, lang: Lang) -> String {
    let words = code.entry().words(lang);
    let severity = code.severity().in_words(lang);
    let remedy = wording::render(words.remedy, &BTreeMap::new(), Lists::Begun, lang);
    let todo = lang.pick("Việc cần làm", "What to do");
    format!("{code} ({severity}): {}\n\n{}\n\n{todo}: {remedy}.\n", words.title, words.help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_that_says_what_to_do() {
        for code in Code::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let page = help(code, lang);
                assert!(page.starts_with(code.as_str()), "{page}");
                assert!(page.contains(lang.pick("Việc cần làm: ", "What to do: ")), "{page}");
                assert!(
                    !page.contains('…') || code.entry().words(lang).help.contains('…'),
                    "{page}"
                );
            }
        }
    }
}
