//! What is filled directly is held against what Tera prints.

use serde_json::{Value, json};

use super::*;
use crate::template::{NoFiles, NoReferences};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % sides
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// Rows of a sheet, and how deep in loops they stand.
    fn rows(&mut self, depth: usize) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for _ in 0..=self.below(3) {
            match self.below(6) {
                0 if depth < 2 => {
                    let over: &[&str] =
                        if depth == 0 { &["xs"] } else { &["r.ys", "m.xs[0].ys", "r.v"] };
                    let item = if depth == 0 { "r" } else { "s" };
                    let open = format!("{{% for {item} in {} %}}", self.one_of(over));
                    rows.extend(self.block(open, "{% endfor %}", depth + 1));
                }
                1 => {
                    let open = format!("{{% if {} %}}", self.condition(depth));
                    rows.extend(self.block(open, "{% endif %}", depth));
                }
                _ => rows.push((0..=self.below(3)).map(|_| self.cell(depth)).collect()),
            }
        }
        rows
    }

    /// Rows between two tags, in rows of their own or in the first and the last cell.
    fn block(&mut self, open: String, close: &str, depth: usize) -> Vec<Vec<String>> {
        let mut rows = self.rows(depth);
        if self.below(2) == 0 {
            rows.insert(0, vec![open]);
            if close == "{% endif %}" && self.below(2) == 0 {
                rows.push(vec!["{% else %}".to_owned()]);
                rows.extend(self.rows(depth));
            }
            rows.push(vec![close.to_owned()]);
        } else {
            rows[0][0].insert_str(0, &open);
            let last = rows.last_mut().unwrap().last_mut().unwrap();
            last.push_str(close);
        }
        rows
    }

    fn condition(&mut self, depth: usize) -> &'static str {
        let all = ["a", "not a", "xs", "m.k", "r.b", "not r.b", "loop.first", "loop.last"];
        self.one_of(if depth == 0 { &all[..4] } else { &all })
    }

    fn cell(&mut self, depth: usize) -> String {
        let odd = ["khong", "r.x", "m.k | upper", "xs", "loop.revindex", "b + 1", "s.n"];
        let values = [
            "a",
            "b",
            "m.xs[0].n",
            "m['k']",
            "xs[1].n",
            "r.n",
            "r.t",
            "r.b",
            "r.v[0]",
            "r.v[1]",
            "loop.index",
            "loop.index0",
            "loop.first",
            "loop.length",
            "s",
        ];
        let known = [5, 14, 15][depth];
        let value =
            if self.below(40) == 0 { self.one_of(&odd) } else { self.one_of(&values[..known]) };
        match self.below(7) {
            0 => "chữ".to_owned(),
            1 => format!(" {{{{ {value} }}}} "),
            2 => format!("{{{{ {value} }}}} người"),
            3 => format!("{{{{ {value} }}}}{{{{ b }}}}"),
            4 => format!("{{% if {} %}}{{{{ {value} }}}}{{% endif %}}", self.condition(depth)),
            _ => format!("{{{{ {value} }}}}"),
        }
    }
}

fn sheet(rows: &[Vec<String>]) -> Sheet {
    let cell = |text: &String| {
        let text = crate::ooxml::escape_xml(text);
        format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
    };
    let row = |cells: &Vec<String>| {
        format!("<row>{}</row>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    let part = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    Sheet::parse(part.into_bytes()).unwrap()
}

fn context() -> Value {
    json!({
        "a": "Đảng <bộ> _x0041_ & \u{3}x", "b": 1, "m": {
            "k": -7.25, "xs": [{"n": 1e300, "ys": ["", " ", "đ\r\ne", null, true]}]
        },
        "xs": [
            {"n": 0, "t": "", "b": false, "v": [1, -2], "ys": [{"n": 1.10}, {"n": null}]},
            {"n": 9_007_199_254_740_993_i64, "t": "=A1", "b": [], "v": [true, "x"], "ys": []},
            {"n": -0.0, "t": "  hai  dòng\n", "b": "0", "v": [18_446_744_073_709_551_615_u64, 3],
             "ys": [{"n": 5}, {"n": "y"}]}
        ]
    })
}

/// Fills a sheet both ways; answers whether it was filled directly.
fn agree(rows: &[Vec<String>], context: &tera::Context) -> Option<bool> {
    let sheet = sheet(rows);
    let ready = ReadySheet::new(&sheet, "S", &Strings::default());
    if !ready.problems.is_empty() || ready.cells.is_empty() {
        return None;
    }
    let mut program = Program::new(&sheet, "S", &ready.cells, &NoReferences).ok()?;
    let data = Data {
        context: context.clone(),
        references: &NoReferences,
        functions: &|_| {},
        files: &NoFiles,
    };
    let direct = program.direct.as_ref();
    let direct = direct.and_then(|direct| direct.run(&program.plan, context));
    let printed = program.print(&sheet, "S", &ready.cells, &data);
    let filled = direct?;
    let printed = printed.unwrap_or_else(|problems| panic!("{rows:?}: {problems:?}"));
    let expected = stream::read(&printed, &program.plan).unwrap();
    assert_eq!(filled.rows, expected.rows, "{rows:?}");
    assert_eq!(format!("{:?}", filled.map), format!("{:?}", expected.map), "{rows:?}");
    Some(true)
}

#[test]
fn what_is_filled_directly_reads_as_tera_prints_it() {
    let context = tera::Context::from_serialize(&context()).unwrap();
    let mut dice = Dice(7);
    let directly = (0..600).filter(|_| agree(&dice.rows(0), &context) == Some(true)).count();
    assert!(directly > 150, "only {directly} sheets were filled directly");
}

#[test]
fn what_says_more_than_paths_is_left_to_tera() {
    let context = tera::Context::from_serialize(&context()).unwrap();
    let cell = |text: &str| vec![vec![text.to_owned()]];
    for text in ["{{ b }}", "{{ m.xs[0].n }}", "{{ m['k'] }}"] {
        assert_eq!(agree(&cell(text), &context), Some(true), "{text}");
    }
    for text in
        ["{{ b + 1 }}", "{{ m.k | round }}", "{{ xs }}", "{{ khong }}", "{{ xs[-1].n }}"]
    {
        assert_eq!(agree(&cell(text), &context), None, "{text}");
    }
}
