#![allow(unreachable_pub)]
//! Files that somebody made to take all memory or time, built here and never kept.
//!
//! Each stands in the place of a sound return of the sample office. With [`Scale::Full`] they
//! are as large as an attacker would make them, for measuring by hand; with [`Scale::Test`] just
//! large enough to meet the same limit.

mod compound;
mod documents;
mod ods;
mod xlsb;
mod xlsx;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// How large the files are made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// For a test in an unoptimised build.
    Test,
    /// For measuring by hand.
    Full,
}

impl Scale {
    pub fn pick(self, test: usize, full: usize) -> usize {
        match self {
            Self::Test => test,
            Self::Full => full,
        }
    }
}

/// What must become of a file.
pub enum Fate {
    /// This finding at the file, once, and nothing of it is taken.
    Refused(&'static str),
    /// Its figures, as in the sound return.
    Read,
    /// The sound return's figures do not stand in it, and nothing else is asked than that the
    /// run goes on.
    Survived,
}

/// One such file.
pub struct Hostile {
    /// What it does, and its name without the ending.
    pub name: &'static str,
    /// Its ending.
    pub ending: &'static str,
    pub make: fn(&[u8], Scale) -> Vec<u8>,
    pub fate: Fate,
}

/// All of them.
pub fn all() -> Vec<Hostile> {
    [xlsx::all(), ods::all(), xlsb::all(), compound::all(), documents::all(), others()]
        .into_iter()
        .flatten()
        .collect()
}

fn others() -> Vec<Hostile> {
    vec![
        Hostile {
            name: "mot dong rat dai",
            ending: "csv",
            make: |_, scale| vec![b'7'; scale.pick(40 << 20, 1 << 30)],
            fate: Fate::Refused("E105"),
        },
        Hostile {
            name: "mot dong vua gioi han",
            ending: "csv",
            make: |_, scale| vec![b'7'; scale.pick(1 << 20, 8 << 20)],
            fate: Fate::Survived,
        },
        Hostile {
            name: "rat nhieu o",
            ending: "csv",
            make: |_, scale| {
                let line = [&b"7;".repeat(1000)[..], b"\r\n"].concat();
                line.repeat(scale.pick(410, 4_000))
            },
            fate: Fate::Refused("E105"),
        },
        Hostile {
            name: "nen trong nen",
            ending: "zip",
            make: |_, scale| {
                let mut inner = zipped(&[("0", &vec![b' '; scale.pick(1 << 20, 60 << 20)])]);
                for _ in 0..6 {
                    let names: Vec<String> = (0..16).map(|n| format!("{n}.zip")).collect();
                    let parts: Vec<(&str, &[u8])> =
                        names.iter().map(|name| (name.as_str(), &inner[..])).collect();
                    inner = zipped(&parts);
                }
                inner
            },
            fate: Fate::Survived,
        },
        Hostile {
            name: "tram nghin tep nen",
            ending: "zip",
            make: |_, scale| {
                let count = scale.pick(5_000, 60_000);
                let names: Vec<String> = (0..count).map(|n| format!("{n}.csv")).collect();
                let parts: Vec<(&str, &[u8])> =
                    names.iter().map(|name| (name.as_str(), &b"7;7"[..])).collect();
                zipped(&parts)
            },
            fate: Fate::Survived,
        },
        Hostile {
            name: "tep nen hai tep vua gioi han",
            ending: "zip",
            make: |_, scale| {
                let line = b"Chi bo;1;2;3\r\n";
                let text = line.repeat(scale.pick(1 << 20, 46 << 20) / line.len());
                // What cannot be packed hides how well the rest can.
                let noise: Vec<u8> = (0..60_000u32)
                    .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 | 1)
                    .collect();
                let hex: String =
                    noise.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
                let part = [hex.as_bytes(), b"\r\n", &text].concat();
                zipped(&[("1.csv", &part), ("2.csv", &part)])
            },
            fate: Fate::Survived,
        },
        Hostile {
            name: "tram tep nen no to",
            ending: "zip",
            make: |_, scale| {
                let blank = vec![b' '; scale.pick(2 << 20, 60 << 20)];
                let names: Vec<String> = (0..100).map(|n| format!("{n}.csv")).collect();
                let parts: Vec<(&str, &[u8])> =
                    names.iter().map(|name| (name.as_str(), &blank[..])).collect();
                zipped(&parts)
            },
            fate: Fate::Survived,
        },
    ]
}

/// A package of these parts, deflated.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().large_file(bytes.len() > 4_000_000_000);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
