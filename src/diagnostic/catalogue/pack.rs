//! Codes 701–799: packs, their forms and rules.

use super::{Entry, Words};

pub(crate) static E701: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "tệp của bộ biểu mẫu thiếu hoặc viết sai",
        message: "không đọc được tệp của bộ biểu mẫu: {reason}",
        remedy: "sửa tệp ở dòng nêu trên, hoặc chép lại từ bộ biểu mẫu gốc",
        help: "Bộ biểu mẫu gồm một số tệp khai báo dạng TOML. Tệp này thiếu, hoặc có dòng viết \
               không đúng cách.",
    },
    en: Words {
        title: "a file of a pack is missing or wrong",
        message: "a file of the pack cannot be read: {reason}",
        remedy: "correct the file at the line above, or copy it again from the original pack",
        help: "A pack declares what it needs in some TOML files. This one is missing, or a line \
               of it is not written as it should be.",
    },
};

pub(crate) static E702: Entry = Entry {
    fields: &["reference"],
    optional: &["nearest"],
    vi: Words {
        title: "biểu dùng tên không có trong bộ biểu mẫu",
        message: "biểu dùng tên `{reference}`, bộ biểu mẫu không có tên này",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa thẻ trong biểu|\
                 sửa thẻ trong biểu, hoặc khai báo thêm số liệu trong bộ biểu mẫu]",
        help: "Ô của biểu có thẻ trỏ đến một số liệu hoặc một kỳ mà bộ biểu mẫu không khai báo, \
               nên không biết ô đó dành cho số nào.",
    },
    en: Words {
        title: "a form refers to an unknown name",
        message: "the form refers to `{reference}`, which the pack does not know",
        remedy: "[if `{nearest}` is meant, correct the tag in the form|\
                 correct the tag in the form, or declare the figure in the pack]",
        help: "A tag in a cell of the form names a figure or a period that the pack does not \
               declare, so it cannot be told what the cell is for.",
    },
};

pub(crate) static E703: Entry = Entry {
    fields: &["element"],
    optional: &["period"],
    vi: Words {
        title: "số liệu không có ô nào trong biểu",
        message: "số liệu `{element}` không có ô nào[ của kỳ {period}] trong các biểu của bộ biểu mẫu",
        remedy: "thêm thẻ của số liệu vào một ô của biểu, hoặc bỏ khai báo",
        help: "Bộ biểu mẫu khai báo số liệu này nhưng không biểu nào có ô để đơn vị ghi, nên \
               không bao giờ thu được.",
    },
    en: Words {
        title: "a data element has no cell in any form",
        message: "the data element `{element}` has no cell[ for {period}] in any form of the pack",
        remedy: "put its tag into a cell of a form, or take out its declaration",
        help: "The pack declares the data element, but no form has a cell for it, so it can never \
               be reported.",
    },
};

pub(crate) static E704: Entry = Entry {
    fields: &["rule", "element"],
    optional: &["nearest"],
    vi: Words {
        title: "bộ biểu mẫu dùng tên không có",
        message: "`{rule}` dùng tên `{element}`, bộ biểu mẫu không có tên này, hoặc chỉ có ở dưới",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa lại|\
                 sửa tên, hoặc khai báo thêm trong bộ biểu mẫu]",
        help: "Một quy tắc, một tỷ lệ hay một khai báo nhắc đến tên không có. Tỷ lệ chỉ dùng được \
               các tỷ lệ khai báo ở trên nó. Quy tắc như vậy không bao giờ kiểm tra được gì.",
    },
    en: Words {
        title: "a pack uses an unknown name",
        message: "`{rule}` names `{element}`, which the pack does not know, or only further down",
        remedy: "[if `{nearest}` is meant, correct it|\
                 correct the name, or declare it in the pack]",
        help: "A rule, an indicator or a declaration uses a name that is not there. An indicator \
               may use those declared above it. Such a rule would never check anything.",
    },
};

pub(crate) static E705: Entry = Entry {
    fields: &["code"],
    optional: &["first"],
    vi: Words {
        title: "một mã khai báo hai lần",
        message: "mã `{code}` đã khai báo[ ở {first}]",
        remedy: "đặt mã khác cho một trong hai",
        help: "Trong một bộ biểu mẫu, mỗi số liệu, mỗi quy tắc, mỗi biểu phải có mã riêng.",
    },
    en: Words {
        title: "a code is declared twice",
        message: "the code `{code}` is declared already[ at {first}]",
        remedy: "give one of the two another code",
        help: "Within a pack every data element, rule and form has a code of its own.",
    },
};

pub(crate) static E706: Entry = Entry {
    fields: &["expression", "reason"],
    optional: &["rule"],
    vi: Words {
        title: "không hiểu được biểu thức của bộ biểu mẫu",
        message: "không hiểu được biểu thức `{expression}`[ của `{rule}`]: {reason}",
        remedy: "sửa biểu thức; chỉ dùng tên số liệu, số, dấu ngoặc và các phép `+ - * /`",
        help: "Biểu thức của một quy tắc hoặc một số tính toán viết sai cách nên không dùng được.",
    },
    en: Words {
        title: "an expression of a pack cannot be understood",
        message: "the expression `{expression}`[ of `{rule}`] cannot be understood: {reason}",
        remedy: "correct it; use names of figures, numbers, brackets and `+ - * /` only",
        help: "The expression of a rule or an indicator is not written as it should be and cannot \
               be used.",
    },
};

pub(crate) static E707: Entry = Entry {
    fields: &["element", "period"],
    optional: &[],
    vi: Words {
        title: "kỳ của thẻ chồng lên kỳ khác",
        message: "thẻ của `{element}` ghi kỳ {period}, chồng lên các kỳ khác của số liệu này",
        remedy: "chỉ ghi thẻ cho từng năm, hoặc chỉ cho cả kỳ; cột cộng thì dùng công thức Excel",
        help: "Số của cả kỳ được cộng từ các năm. Biểu có ô cho cả kỳ lẫn từng năm, hoặc cho một \
               phần của năm, thì cùng một việc bị tính hai lần.",
    },
    en: Words {
        title: "the period of a tag overlaps others",
        message: "a tag of `{element}` has the period {period}, which overlaps others of it",
        remedy: "tag the years only, or the whole period only; use a formula for the sum",
        help: "The figure of the whole period is made from its years. A form with cells for both, \
               or for part of a year, would count the same thing twice.",
    },
};

pub(crate) static E712: Entry = Entry {
    fields: &["target", "reason"],
    optional: &["nearest"],
    vi: Words {
        title: "chỉ tiêu của bộ biểu mẫu viết sai",
        message: "chỉ tiêu `{target}`: {reason}",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa targets.toml|sửa chỉ tiêu trong targets.toml]",
        help: "Chỉ tiêu có một cách tính thì ghi thẳng, có nhiều cách tính thì ghi mỗi cách một \
               `[[target.reading]]` và nêu cách mặc định bằng `default`; không ghi cả hai kiểu.",
    },
    en: Words {
        title: "a target of a pack is not written as it should be",
        message: "the target `{target}`: {reason}",
        remedy: "[if `{nearest}` is meant, correct targets.toml|correct the target in targets.toml]",
        help: "A target with one reading has it inline, one with several has a `[[target.reading]]` \
               for each and names the usual one with `default`; not both.",
    },
};

pub(crate) static E708: Entry = Entry {
    fields: &["first", "second"],
    optional: &[],
    vi: Words {
        title: "cộng hoặc so sánh hai đơn vị tính khác nhau",
        message: "biểu thức cộng hoặc so sánh `{first}` với `{second}`",
        remedy: "chỉ cộng, trừ, so sánh các số cùng đơn vị tính; người và lượt người là hai đơn vị khác nhau",
        help: "Người và lượt người, buổi và tháng không cộng được với nhau: tổng như vậy không có nghĩa.",
    },
    en: Words {
        title: "unlike units of measure are added or compared",
        message: "the expression adds or compares `{first}` and `{second}`",
        remedy: "add, subtract and compare like units only; people and attendances are two units",
        help: "People and attendances, meetings and months cannot be added: the sum would mean nothing.",
    },
};

pub(crate) static E709: Entry = Entry {
    fields: &["first", "second"],
    optional: &[],
    vi: Words {
        title: "cộng hai kỳ chồng lên nhau",
        message: "biểu thức cộng `{first}` với `{second}`, hai kỳ có tháng chung",
        remedy: "dùng một kỳ bao trùm, hoặc các kỳ nối tiếp nhau; quý I đã nằm trong 6 tháng",
        help: "Số của 6 tháng là số lũy kế, đã gồm quý I. Cộng hai kỳ chồng lên nhau là tính hai lần.",
    },
    en: Words {
        title: "overlapping periods are added",
        message: "the expression adds `{first}` and `{second}`, which have months in common",
        remedy: "use one period that covers both, or periods that follow one another",
        help: "Six months already contain quarter I. Adding overlapping periods counts twice.",
    },
};

pub(crate) static E710: Entry = Entry {
    fields: &["first", "second"],
    optional: &[],
    vi: Words {
        title: "cộng phần «trong đó»",
        message: "biểu thức cộng `{first}` với `{second}`, một người có thể được tính hai lần",
        remedy: "bỏ phần đã nằm trong tổng; nếu hai phần không bao giờ trùng nhau thì thêm một quy tắc nói rõ điều đó",
        help: "Phần «trong đó» đã nằm trong tổng số, và hai phần «trong đó» có thể trùng nhau (nữ và dân tộc thiểu số). Hai phần chỉ được cộng khi một quy tắc của bộ biểu mẫu cho biết chúng không trùng.",
    },
    en: Words {
        title: "parts of a total are added",
        message: "the expression adds `{first}` and `{second}`, which may count the same people twice",
        remedy: "leave out what the total contains; if two parts never overlap, add a rule that says so",
        help: "A part already lies in its total, and two parts may overlap. Parts may be added only where a rule of the pack shows that they do not.",
    },
};

pub(crate) static E711: Entry = Entry {
    fields: &["name", "reason"],
    optional: &[],
    vi: Words {
        title: "khai báo chuyển nội bộ không dùng được",
        message: "khai báo chuyển nội bộ `{name}` không dùng được: {reason}",
        remedy: "sửa mục `transfer` trong elements.toml",
        help: "Cặp chuyển đến, chuyển đi giữa các đơn vị phải là hai số phát sinh được cộng, và phải nêu cấp mà trong đó chúng bù trừ cho nhau.",
    },
    en: Words {
        title: "a transfer cannot be used",
        message: "the transfer `{name}` cannot be used: {reason}",
        remedy: "correct `transfer` in elements.toml",
        help: "What comes and what leaves must be two flows that are added, with the kind of unit within which they cancel.",
    },
};

pub(crate) static E713: Entry = Entry {
    fields: &["declared", "reason"],
    optional: &["mend"],
    vi: Words {
        title: "khai báo của bộ biểu mẫu không dùng được",
        message: "khai báo `{declared}` không dùng được: {reason}",
        remedy: "[{mend}|sửa khai báo ở dòng nêu trên]",
        help: "Một mã, một tên tệp, một giá trị hay một khóa trong tệp khai báo của bộ biểu mẫu không phải thứ được dùng ở \
               đó, hoặc trái với khai báo khác.",
    },
    en: Words {
        title: "a declaration of a pack cannot be used",
        message: "the declaration `{declared}` cannot be used: {reason}",
        remedy: "[{mend}|correct the declaration at the line above]",
        help: "A code, a file name, a value or a key in a file of the pack is none that may stand there, or \
               contradicts another declaration.",
    },
};
