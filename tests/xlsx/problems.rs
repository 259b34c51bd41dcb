//! What is wrong with a template is named, all at once, with sheet and cell.

use serde_json::json;
use tonghop::template::{self, Names};

use super::harness::{Book, Figures, shown};

fn problems(cells: &[(&str, &str)]) -> String {
    let figures = Figures(json!({"a.b @ 2019": 1}));
    let names = Names {
        variables: ["ten", "xs", "so"].map(str::to_owned).into(),
        functions: ["so"].map(str::to_owned).into(),
    };
    shown(&template::xlsx::problems(&Book::new().sheet("S", cells).build(), &figures, &names))
}

#[test]
fn a_sound_template_has_no_problems() {
    let cells = [
        ("A1", "{{ ten }} {{ a.b @ 2019 }} {{ so(ma='x', ky='y') }}"),
        ("A2", "{% for x in xs %}{{ loop.index }}"),
        ("B2", "{{ x.y | upper }}{% endfor %}"),
        ("A3", "{% set tong = xs | length %}{{ tong }}"),
        ("A4", "{% if khac is defined %}{{ ten }}{% endif %}"),
        ("A5", "{%tc for c in xs %}{{ c.ten }}{%tc if so %}"),
        ("B5", "{{ c.so }}{%tc endif %}{%tc endfor %}"),
        ("B6", "{% for x in xs %}{{ x[c.ten] }}{% endfor %}"),
    ];
    assert_eq!(problems(&cells), "");
}

#[test]
fn tags_over_columns_are_looked_at_too() {
    let cells = [
        ("A1", "{%tc for c in xss %}{{ c }}{%tc endfor %}"),
        ("B1", "{%tc for d in x.cot %}{{ d }}{%tc endfor %}"),
        ("A3", "{% for x in xs %}"),
        ("A4", "{% endfor %}"),
    ];
    assert_eq!(
        problems(&cells),
        "S!A1: UnknownName { name: \"xss\", nearest: Some(\"xs\") }\n\
         S!B1: ColumnsOfOneRow { name: \"x\" }"
    );
}

#[test]
fn unknown_references_and_variables_are_named_with_the_nearest() {
    assert_eq!(
        problems(&[
            ("A1", "{{ tenn }}"),
            ("C2", "{{ a.c @ 2019 }}"),
            ("B3", "{% for x in xss %}{{ x }}{% endfor %}{{ x.y + soo }}")
        ]),
        "S!A1: UnknownName { name: \"tenn\", nearest: Some(\"ten\") }\n\
         S!C2: UnknownName { name: \"a.c @ 2019\", nearest: Some(\"a.b @ 2019\") }\n\
         S!B3: UnknownName { name: \"xss\", nearest: Some(\"xs\") }\n\
         S!B3: UnknownName { name: \"soo\", nearest: Some(\"so\") }"
    );
}

#[test]
fn broken_blocks_and_tags_are_named() {
    assert_eq!(
        problems(&[("A1", "{% for x in xs %}"), ("A2", "{{ x }}")]),
        "S!A1: Unclosed(\"for x in xs\")"
    );
    assert_eq!(
        problems(&[("A1", "{% endfor %}"), ("A2", "{% else %}")]),
        "S!A1: Unopened(\"endfor\")\nS!A2: Unopened(\"else\")"
    );
    assert_eq!(
        problems(&[("A1", "{{ ten"), ("B1", "ten }}")]),
        "S!A1: Unclosed(\"{{\")\nS!B1: Unopened(\"}}\")"
    );
    assert_eq!(
        problems(&[("A1", "{% if ten %}{% for x in xs %}"), ("A2", "{% endif %}")]),
        "S!A1: Unclosed(\"for x in xs\")"
    );
}

#[test]
fn blocks_that_would_choose_or_repeat_columns_are_torn() {
    assert_eq!(
        problems(&[
            ("A1", "{% for x in xs %}{{ x }}"),
            ("B1", "{% endfor %}"),
            ("C1", "{% for x in xs %}{{ x }}"),
            ("D1", "{% endfor %}")
        ]),
        "S!C1: Torn(\"for x in xs\")"
    );
    assert_eq!(
        problems(&[("A1", "{% if ten %}1"), ("B1", "{% else %}2"), ("C1", "{% endif %}")]),
        "S!B1: Torn(\"else\")"
    );
    assert_eq!(
        problems(&[
            ("A1", "{% for x in xs %}"),
            ("A2", "{{ x }}{% break %}"),
            ("A3", "{% endfor %}")
        ]),
        "S!A2: Torn(\"break\")"
    );
}

#[test]
fn syntax_errors_and_unknown_filters_are_named_each_in_its_cell() {
    let found = problems(&[
        ("A1", "{{ ten + }}"),
        ("A2", "{{ ten | khong_co }}"),
        ("A3", "{% tr x %}"),
        ("A4", "{% filter upper %}a{% endfilter %}"),
    ]);
    let starts: Vec<_> = found.lines().map(|line| line.split('(').next().unwrap()).collect();
    assert_eq!(
        starts,
        [
            "S!A1: Syntax",
            "S!A2: UnknownName { name: \"khong_co\", nearest: None }",
            "S!A3: NoMeaning",
            "S!A4: NoMeaning",
            "S!A4: NoMeaning",
        ]
    );
}

#[test]
fn an_error_while_filling_names_the_cell_that_failed() {
    let book = Book::new()
        .sheet("S", &[("A1", "{{ ten }}"), ("C3", "{% for x in xs %}{{ x.ho }}{% endfor %}")]);
    let refused = book.refused(&json!({"ten": "a", "xs": [{"ten": "b"}]}));
    assert!(
        refused.starts_with("S!C3: UnknownName { name: \"x.ho\"")
            || refused.starts_with("S!C3: UnknownName { name: \"ho\""),
        "{refused}"
    );
    assert_eq!(
        book.refused(&json!({"ten": "a"})).split(',').next().unwrap(),
        "S!C3: UnknownName { name: \"xs\""
    );
    let refused = Book::new().sheet("S", &[("B7", "{{ a / 0 }}")]).refused(&json!({"a": 1}));
    assert!(refused.starts_with("S!B7: Evaluation"), "{refused}");
}

#[test]
fn problems_of_all_sheets_are_found_at_once() {
    let book = Book::new()
        .sheet("S", &[("A1", "{{ a.c @ 2019 }}"), ("A2", "{{ a.d @ 2019 }}")])
        .sheet("T", &[("B2", "{{ khong }}")]);
    let refused = book.refused(&json!({}));
    assert_eq!(
        refused.lines().map(|line| line.split(':').next().unwrap()).collect::<Vec<_>>(),
        ["S!A1", "S!A2", "T!B2"]
    );
}

#[test]
fn tags_that_are_not_understood_are_all_named_when_filling_too() {
    let cells = [("A1", "{{ ten }}"), ("C5", "{{ ten | khong_co }}"), ("D6", "{{ 1 + }}")];
    let book = Book::new().sheet("S", &cells);
    let refused = book.refused(&json!({"ten": "a"}));
    let places: Vec<_> = refused.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(places, ["S!C5", "S!D6"], "{refused}");
}
