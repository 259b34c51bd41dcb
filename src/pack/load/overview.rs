//! The figures that the overview of a draft draws, by name.

use toml::Spanned;

use super::super::raw::RawOverview;
use super::super::{Indicator, Named, Overview, named};
use super::Loader;
use crate::model::{Catalogue, Item};

const FILE: &str = "pack.toml";

impl Loader<'_> {
    pub(super) fn overview(
        &mut self,
        raw: Option<&RawOverview>,
        catalogue: &Catalogue,
        indicators: &[Indicator],
    ) -> Overview {
        let mut overview = Overview::of_first(catalogue);
        let Some(raw) = raw else { return overview };
        if let Some(trends) = &raw.trends {
            let found = |path: &str| {
                let meant = named(catalogue, indicators, path);
                meant.filter(|meant| !matches!(meant, Named::Text(_)))
            };
            let mut known = catalogue.paths();
            known.extend(indicators.iter().map(|indicator| indicator.code.clone()));
            overview.trends = self.drawn("overview.trends", trends, found, &known);
        }
        if let Some(classes) = &raw.classes {
            let broken_down = |item: &Item| {
                let element = catalogue.element(*item);
                item.is_total() && element.is_some_and(|element| element.categories.len() > 1)
            };
            let found = |path: &str| catalogue.find(path).filter(broken_down);
            let known: Vec<String> = catalogue
                .items()
                .filter(broken_down)
                .map(|item| catalogue.path(item))
                .collect();
            overview.classes = self.drawn("overview.classes", classes, found, &known);
        }
        overview
    }

    /// What names mean; one that means nothing is told with the nearest that does.
    fn drawn<T>(
        &mut self,
        key: &str,
        raw: &[Spanned<String>],
        found: impl Fn(&str) -> Option<T>,
        known: &[String],
    ) -> Vec<T> {
        let mut all = Vec::new();
        for name in raw {
            if let Some(meant) = found(name.get_ref()) {
                all.push(meant);
            } else {
                let at = Some(name.span().start);
                self.unknown_name(FILE, at, key, name.get_ref(), known.to_vec());
            }
        }
        all
    }
}
