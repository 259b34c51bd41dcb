//! What units are asked about because it is unlike others, as `pack.toml` says it.

use rust_decimal::Decimal;
use toml::Spanned;

use super::super::raw::{RawNumber, RawPeers, RawUnusual};
use super::super::{Indicator, Measure, Named, Unusual, named};
use super::Loader;
use crate::diagnostic::Code;
use crate::model::Catalogue;

const FILE: &str = "pack.toml";

impl Loader<'_> {
    pub(super) fn unusual(
        &mut self,
        raw: Option<&RawUnusual>,
        catalogue: &Catalogue,
        indicators: &[Indicator],
    ) -> Unusual {
        let Some(raw) = raw else { return Unusual::default() };
        let history = raw.history.as_ref().map(|raw| Measure {
            others: self.count("history.periods", Measure::FEWEST_PERIODS, &raw.periods),
            times: self.distance("history.times", &raw.times),
            floor: self.distance("history.floor", &raw.floor),
        });
        let peers = raw.peers.as_ref();
        let peers = peers.map(|raw| self.peers(raw, catalogue, indicators));
        let copied = raw.copied.as_ref();
        let copied = copied.map(|raw| self.count("copied.figures", 1, &raw.figures));
        Unusual { history, peers: peers.unwrap_or_default(), copied }
    }

    fn peers(
        &mut self,
        raw: &RawPeers,
        catalogue: &Catalogue,
        indicators: &[Indicator],
    ) -> Vec<(Named, Measure)> {
        let others = self.count("peers.units", Measure::FEWEST_UNITS, &raw.units);
        let times = self.distance("peers.times", &raw.times);
        let mut compared = Vec::new();
        for (path, floor) in &raw.floor {
            let floor_of = self.distance("peers.floor", floor);
            if let Some(named) = named(catalogue, indicators, path) {
                compared.push((named, Measure { others, times, floor: floor_of }));
            } else {
                let mut known = catalogue.paths();
                known.extend(indicators.iter().map(|indicator| indicator.code.clone()));
                let at = Some(floor.span().start);
                self.unknown_name(FILE, at, "unusual.peers.floor", path, known);
            }
        }
        compared
    }

    /// A number of things, of which there must be some for the question to make sense.
    fn count(&mut self, key: &str, fewest: usize, raw: &Spanned<u16>) -> usize {
        let count = usize::from(*raw.get_ref());
        if count < fewest {
            self.unfit(key, raw.span().start, &format!("phải từ {fewest} trở lên"));
        }
        count
    }

    fn distance(&mut self, key: &str, raw: &Spanned<RawNumber>) -> Decimal {
        let distance = raw.get_ref().value();
        if distance.is_sign_negative() {
            self.unfit(key, raw.span().start, "không được âm");
        }
        distance
    }

    fn unfit(&mut self, key: &str, at: usize, reason: &str) {
        let declared = format!("unusual.{key}");
        let fields = [("declared", declared.as_str()), ("reason", reason)];
        self.report(FILE, Some(at), Code::E713, &fields);
    }
}
