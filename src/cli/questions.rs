//! What is asked of whoever starts a workspace: one question for each flag of `new`.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use crate::pipeline;
use crate::profile::Kind;
use crate::text::Lang;

/// Something to know of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Question {
    Name,
    Kind,
    Superior,
    Code,
    Unit,
    Packs,
    Symbol,
    Place,
    Title,
    Signer,
    Recipients,
}

/// What was answered; what is not there was not said.
pub(super) type Answers = BTreeMap<Question, String>;

impl Question {
    pub(super) const ALL: [Self; 11] = [
        Self::Name,
        Self::Kind,
        Self::Superior,
        Self::Code,
        Self::Unit,
        Self::Packs,
        Self::Symbol,
        Self::Place,
        Self::Title,
        Self::Signer,
        Self::Recipients,
    ];

    /// The name of its flag.
    pub(super) fn flag(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Superior => "superior",
            Self::Code => "code",
            Self::Unit => "unit",
            Self::Packs => "packs",
            Self::Symbol => "symbol",
            Self::Place => "place",
            Self::Title => "title",
            Self::Signer => "signer",
            Self::Recipients => "recipients",
        }
    }

    /// What stands for its value in the help, in both languages.
    pub(super) fn value_name(self) -> (&'static str, &'static str) {
        match self {
            Self::Kind => ("dang|nha-nuoc", "dang|nha-nuoc"),
            Self::Code | Self::Packs => ("MÃ", "CODE"),
            _ => ("CHỮ", "TEXT"),
        }
    }

    /// The question, with an example, in both languages.
    pub(super) fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => (
                "tên cơ quan, đơn vị, ví dụ Đảng ủy xã Tân Hòa",
                "name of the office, such as Đảng ủy xã Tân Hòa",
            ),
            Self::Kind => (
                "thể thức văn bản: dang (Đảng) hay nha-nuoc (Nhà nước)",
                "rules for documents: dang (the Party's) or nha-nuoc (the State's)",
            ),
            Self::Superior => (
                "cơ quan cấp trên, ví dụ Đảng bộ tỉnh Bình Minh",
                "the body above, such as Đảng bộ tỉnh Bình Minh",
            ),
            Self::Code => (
                "mã của tổ chức đảng đứng ra tổng hợp, ví dụ DU",
                "code of the Party unit that consolidates, such as DU",
            ),
            Self::Unit => (
                "tên tổ chức đảng đó, ví dụ Đảng bộ xã Tân Hòa",
                "name of that unit, such as Đảng bộ xã Tân Hòa",
            ),
            Self::Packs => (
                "bộ biểu mẫu, cách nhau bằng dấu phẩy: ct28, quy, chi-tieu, hoặc thư mục của bộ tự soạn",
                "packs, with commas between: ct28, quy, chi-tieu, or the folder of one of your own",
            ),
            Self::Symbol => (
                "ký hiệu văn bản, ví dụ ĐU, VPUBND",
                "symbol of the office in its documents, such as ĐU, VPUBND",
            ),
            Self::Place => ("địa danh, ví dụ Tân Hòa", "place of issue, such as Tân Hòa"),
            Self::Title => (
                "chức vụ người ký, ví dụ Bí thư, Chánh Văn phòng",
                "title of who signs, such as Bí thư, Chánh Văn phòng",
            ),
            Self::Signer => (
                "họ và tên người ký, ví dụ Nguyễn Văn An",
                "name of who signs, such as Nguyễn Văn An",
            ),
            Self::Recipients => (
                "nơi nhận, cách nhau bằng dấu chấm phẩy, ví dụ Ban Tổ chức Tỉnh ủy",
                "recipients, with semicolons between, such as Ban Tổ chức Tỉnh ủy",
            ),
        }
    }

    /// Whether a workspace cannot be made without it.
    pub(super) fn is_required(self) -> bool {
        matches!(self, Self::Name | Self::Kind | Self::Code | Self::Packs)
    }

    /// What is taken when nothing is said, as far as the earlier answers tell.
    fn default(self, answers: &Answers) -> Option<String> {
        match self {
            Self::Kind => {
                let kind = pipeline::kind_of(answers.get(&Self::Name)?);
                Some(if kind == Kind::Party { "dang" } else { "nha-nuoc" }.to_owned())
            }
            Self::Code => Some("DU".to_owned()),
            Self::Packs => Some("quy".to_owned()),
            Self::Unit => answers.get(&Self::Name).map(|name| pipeline::unit_of(name)),
            _ => None,
        }
    }

    fn accepts(self, answer: &str) -> bool {
        match self {
            Self::Kind => ["dang", "nha-nuoc"].contains(&answer),
            _ => !(self.is_required() && answer.is_empty()),
        }
    }
}

/// Flags that are missing and needed.
pub(super) fn missing(answers: &Answers) -> Vec<String> {
    let blank =
        |question: &Question| answers.get(question).is_none_or(|said| said.trim().is_empty());
    let missing = Question::ALL.into_iter().filter(|q| q.is_required() && blank(q));
    missing.map(|question| format!("--{}", question.flag())).collect()
}

/// Asks for what is not said yet, a line each; an empty line takes the default, which stands in
/// brackets. `None` when the input ends before the last answer.
pub(super) fn ask(
    answers: &mut Answers,
    lang: Lang,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> io::Result<Option<()>> {
    for question in Question::ALL {
        while !answers.contains_key(&question) {
            let default = question.default(answers);
            let shown = default.as_ref().map_or_else(String::new, |it| format!(" [{it}]"));
            write!(output, "{}{shown}: ", lang.pick(question.text().0, question.text().1))?;
            output.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let said = line.trim();
            let answer =
                if said.is_empty() { default.unwrap_or_default() } else { said.to_owned() };
            if question.accepts(&answer) {
                answers.insert(question, answer);
            }
        }
    }
    Ok(Some(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(said: &str, flags: &[(Question, &str)]) -> (Option<Answers>, String) {
        let mut answers: Answers =
            flags.iter().map(|(q, said)| (*q, (*said).to_owned())).collect();
        let mut output = Vec::new();
        let done = ask(&mut answers, Lang::Vi, &mut said.as_bytes(), &mut output).unwrap();
        (done.map(|()| answers), String::from_utf8(output).unwrap())
    }

    #[test]
    fn an_empty_line_takes_what_stands_in_brackets() {
        let (answers, shown) = asked("Đảng ủy xã Tân Hòa\n\n\n\n\n\n\n\n\n\n\n", &[]);
        let answers = answers.unwrap();
        assert!(
            shown.contains("[dang]: ") && shown.contains("[Đảng bộ xã Tân Hòa]: "),
            "{shown}"
        );
        assert_eq!(answers[&Question::Kind], "dang");
        assert_eq!(answers[&Question::Unit], "Đảng bộ xã Tân Hòa");
        assert_eq!(answers[&Question::Signer], "");
    }

    #[test]
    fn what_a_flag_has_said_is_not_asked_again() {
        let (_, shown) = asked("", &[(Question::Name, "Đảng ủy xã Tân Hòa")]);
        assert!(!shown.contains("tên cơ quan"), "{shown}");
    }

    #[test]
    fn the_unit_of_an_office_and_its_kind_follow_from_the_name_however_it_is_typed() {
        for (office, unit, kind) in [
            ("Đảng ủy xã Tân Hòa", "Đảng bộ xã Tân Hòa", "dang-bo-co-so"),
            ("Đảng uỷ Khối", "Đảng bộ Khối", "dang-bo-cap-tren-truc-tiep"),
            ("Tỉnh uỷ Bình Minh", "Đảng bộ tỉnh Bình Minh", "dang-bo-tinh"),
            ("TỈNH ỦY BÌNH MINH", "Đảng bộ tỉnh BÌNH MINH", "dang-bo-tinh"),
            ("Ban Thường vụ Tỉnh ủy", "Đảng bộ tỉnh", "dang-bo-tinh"),
            ("Huyện ủy An Bình", "Đảng bộ huyện An Bình", "dang-bo-cap-tren-truc-tiep"),
            ("Thành ủy Vinh", "Đảng bộ thành phố Vinh", "dang-bo-cap-tren-truc-tiep"),
            ("Thành ủy Hà Nội", "Đảng bộ thành phố Hà Nội", "dang-bo-tinh"),
            ("Văn phòng Tỉnh ủy", "Đảng bộ Văn phòng Tỉnh ủy", "dang-bo-co-so"),
            ("Sở Xây dựng", "Đảng bộ Sở Xây dựng", "dang-bo-co-so"),
            ("Chi bộ thôn Đoài", "Chi bộ thôn Đoài", "chi-bo-co-so"),
        ] {
            let found = pipeline::unit_of(office);
            assert_eq!(found, unit, "{office}");
            assert_eq!(pipeline::unit_kind_of(&found).code(), kind, "{office}");
        }
    }

    #[test]
    fn an_answer_that_cannot_be_used_is_asked_for_again() {
        let (answers, shown) = asked("\nĐảng ủy xã\ncông ty\ndang\n", &[]);
        assert!(answers.is_none(), "the input ended before the last answer");
        assert_eq!(shown.matches("tên cơ quan").count(), 2);
        assert_eq!(shown.matches("thể thức văn bản").count(), 2);
    }
}
