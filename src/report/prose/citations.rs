//! `trich_dan("28-CT/TW")`: documents cited from the registry, in full where a document cites
//! them first and briefly afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::days::not_a_day;
use crate::citation::{Document, DocumentNumber, NotFound, Registry, Style};
use crate::template::ProblemKind;
use crate::template::engine::{Call, Written};
use crate::text::{Lang, date};

/// The function that cites a document.
pub(in super::super) const CITES: &str = "trich_dan";

/// Cites in one document, and remembers what it has cited.
#[derive(Clone)]
pub(in super::super) struct Citing {
    registry: Arc<Registry>,
    style: Style,
    /// Days of the documents of each number that were cited in full.
    cited: Arc<Mutex<BTreeMap<DocumentNumber, BTreeSet<NaiveDate>>>>,
}

impl Citing {
    pub(in super::super) fn new(registry: &Arc<Registry>, style: Style) -> Self {
        Self { registry: Arc::clone(registry), style, cited: Arc::default() }
    }

    /// Registers the function with a template engine.
    pub(in super::super) fn register(&self, tera: &mut Tera) {
        let citing = self.clone();
        tera.register_function(CITES, move |args: Kwargs, _: &State| -> TeraResult<Value> {
            citing.cite(&args).map(Value::from)
        });
    }

    fn cite(&self, args: &Kwargs) -> TeraResult<String> {
        let number: &str = args.must_get("arg1")?;
        let day: Option<&str> = args.get("ngay")?;
        let read = |day| date::parse(day).ok_or_else(|| tera::Error::message(not_a_day(day)));
        let day = day.map(read).transpose()?;
        let document = self.registry.find(number, day, args.get("cua")?);
        let document =
            document.map_err(|wrong| tera::Error::message(wrong.in_words(number, Lang::Vi)))?;
        let forced = match (args.get::<bool>("day_du")?, args.get::<bool>("ngan")?) {
            (Some(true), _) => Some(Length::Full),
            (_, Some(true)) => Some(Length::Short),
            _ => None,
        };
        Ok(self.words(document, forced))
    }

    /// The citation; one that was made short, as in a heading, does not stand for the full one.
    fn words(&self, document: &Document, forced: Option<Length>) -> String {
        let mut cited = self.cited.lock().unwrap_or_else(PoisonError::into_inner);
        let days = cited.entry(document.number.clone()).or_default();
        let is_known = days.contains(&document.date);
        let length = forced.unwrap_or(if is_known { Length::Short } else { Length::Full });
        let style = self.style;
        match length {
            Length::Full => {
                days.insert(document.date);
                document.full(style)
            }
            // Two documents of one number in one text are told apart by their days.
            Length::Short if days.iter().any(|day| *day != document.date) => {
                document.dated(style)
            }
            Length::Short => document.short(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Full,
    Short,
}

/// What is wrong with a call, as far as its arguments are written out: a document that is not
/// known, or a number that several have.
pub(in super::super) fn unresolved(registry: &Registry, call: &Call) -> Option<ProblemKind> {
    let first = call.arguments.iter().find(|argument| argument.name.is_none())?;
    let Written::Text(number) = &first.value else { return None };
    let written = |name| match call.argument(name, None) {
        None => Some(None),
        Some(Written::Text(text)) => Some(Some(text.as_str())),
        Some(_) => None,
    };
    let (day, issuer) = (written("ngay")?, written("cua")?);
    let day = match day.map(|day| (day, date::parse(day))) {
        Some((day, None)) => return Some(ProblemKind::Syntax(not_a_day(day))),
        day => day.and_then(|(_, read)| read),
    };
    let wrong: NotFound = registry.find(number, day, issuer).err()?;
    Some(ProblemKind::Unresolved {
        vi: wrong.in_words(number, Lang::Vi),
        en: wrong.in_words(number, Lang::En),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citing() -> Citing {
        let mut registry = Registry::default();
        registry.add_toml(include_str!("../../../templates/chung/van-ban.toml")).unwrap();
        let style = Style { comma: true };
        Citing::new(&Arc::new(registry), style)
    }

    #[track_caller]
    fn printed(template: &str) -> Result<String, String> {
        let mut tera = Tera::default();
        citing().register(&mut tera);
        // The engine hands arguments without names over as arg1, arg2.
        tera.add_raw_template("t", template).map_err(|error| error.to_string())?;
        tera.render("t", &tera::Context::new()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_document_is_cited_in_full_first_and_briefly_afterwards() {
        let twice = printed("{{ trich_dan(arg1='18-KL/TW', ngan=true) }}|{{ trich_dan(arg1='21-NQ/TW') }}|{{ trich_dan(arg1='21-NQ/TW') }}").unwrap();
        let parts: Vec<&str> = twice.split('|').collect();
        assert_eq!(parts[0], "Kết luận số 18-KL/TW");
        assert!(parts[1].starts_with(
            "Nghị quyết số 21-NQ/TW, ngày 16/6/2022 của Ban Chấp hành Trung ương về tăng cường"
        ));
        assert_eq!(parts[2], "Nghị quyết số 21-NQ/TW");
    }

    #[test]
    fn a_short_citation_in_a_heading_leaves_the_first_one_in_the_text_full() {
        let text = printed("{{ trich_dan(arg1='28-CT/TW', ngan=true) }}|{{ trich_dan(arg1='28-CT/TW') }}|{{ trich_dan(arg1='28-CT/TW', day_du=true) }}").unwrap();
        let parts: Vec<&str> = text.split('|').collect();
        assert_eq!(parts[0], "Chỉ thị số 28-CT/TW");
        assert!(parts[1].contains(", ngày 21/01/2019 của Ban Bí thư về"));
        assert_eq!(parts[2], parts[1]);
    }

    #[test]
    fn two_documents_of_one_number_keep_their_days() {
        let text = printed(
            "{{ trich_dan(arg1='07-NQ/TU', ngay='27/4/2018') }}|{{ trich_dan(arg1='07-NQ/TU', ngay='20/10/2008') }}\
             |{{ trich_dan(arg1='07-NQ/TU', ngay='27/4/2018') }}|{{ trich_dan(arg1='07-NQ/TU', ngay='2008-10-20') }}",
        )
        .unwrap();
        let parts: Vec<&str> = text.split('|').collect();
        assert!(parts[1].contains("trường Chính trị Trần Phú"));
        assert_eq!(parts[2], "Nghị quyết số 07-NQ/TU, ngày 27/4/2018");
        assert_eq!(parts[3], "Nghị quyết số 07-NQ/TU, ngày 20/10/2008");
    }

    #[test]
    fn a_citation_that_means_no_one_document_is_refused_with_its_candidates() {
        let wrong = printed("{{ trich_dan(arg1='124-QĐ/TW') }}").unwrap_err();
        assert!(wrong.contains("ngày 04/10/2023 của Bộ Chính trị"), "{wrong}");
        assert!(wrong.contains("ngày 02/02/2018 của Ban Bí thư"), "{wrong}");
        assert!(printed("{{ trich_dan(arg1='28-CT/TU') }}").unwrap_err().contains("28-CT/TW"));
        assert!(printed("{{ trich_dan(arg1='28-CT/TW', ngay='hôm qua') }}").is_err());
    }
}
