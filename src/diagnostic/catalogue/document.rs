//! Codes 522–661 of documents that an office signs: their profile, their letterhead, and what they
//! say of figures that are withheld.

use super::{Entry, Words};

pub(crate) static W541: Entry = Entry {
    fields: &["name", "lines"],
    optional: &[],
    vi: Words {
        title: "tên cơ quan dài quá ba dòng ở đầu văn bản",
        message: "tên «{name}» chiếm khoảng {lines} dòng ở đầu văn bản",
        remedy: "viết tên gọn lại trong thiet-lap.xlsx, hoặc mở văn bản bằng Word mà ngắt dòng cho cân đối",
        help: "Đầu văn bản ghi tên cơ quan ở cột bên trái, thường trong một hoặc hai dòng. Số dòng được ước lượng theo \
               số chữ; văn bản vẫn được lập đủ, không cắt bớt chữ nào.",
    },
    en: Words {
        title: "the name of the office takes more than three lines of the letterhead",
        message: "the name “{name}” takes about {lines} lines of the letterhead",
        remedy: "shorten the name in thiet-lap.xlsx, or open the document in Word and break its lines evenly",
        help: "The letterhead has the name of the office in its left column, on one or two lines as a rule. The number \
               of lines is estimated from the letters; the documents are whole, nothing was cut.",
    },
};

pub(crate) static W556: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "văn bản gửi nơi khác có dấu * mà không nói dấu * là gì",
        message: "văn bản gửi nơi khác có số bị thay bằng dấu *, mà không có câu nào nói dấu * là gì",
        remedy: "thêm thẻ `tinh_trang.che_so` vào mẫu, hoặc một câu bắt đầu bằng «Dấu *»",
        help: "Số nhạy cảm và số người quá nhỏ được thay bằng * trong văn bản gửi nơi khác. Người nhận không biết điều đó nếu \
               văn bản không nói. Thẻ `tinh_trang.che_so` in câu giải thích khi có số bị che, không in gì khi không có.",
    },
    en: Words {
        title: "a document for others has stars and does not say what they are",
        message: "figures of a document for others are withheld behind *, and nothing in it says what * is",
        remedy: "add the tag `tinh_trang.che_so` to the template, or a sentence that begins with “Dấu *”",
        help: "Sensitive figures and small counts of people are replaced by * in documents for others. Readers do not know \
               unless the document says so. The tag `tinh_trang.che_so` prints an explanation where figures are withheld \
               and nothing where none are.",
    },
};

pub(crate) static W661: Entry = Entry {
    fields: &["used"],
    optional: &[],
    vi: Words {
        title: "chưa chọn thể thức văn bản",
        message: "mục Thể thức văn bản để trống, báo cáo trình bày theo thể thức «{used}»",
        remedy: "ghi Đảng hoặc Nhà nước vào mục Thể thức văn bản",
        help: "Báo cáo được trình bày theo thể thức của cơ quan: Đảng (hướng dẫn của Văn phòng Trung ương Đảng) hoặc \
               Nhà nước (Nghị định 30/2020/NĐ-CP). Để trống thì tên cơ quan quyết định: cấp ủy, chi bộ theo thể thức \
               của Đảng, cơ quan khác theo thể thức của Nhà nước.",
    },
    en: Words {
        title: "the office has not chosen whose rules its documents follow",
        message: "no document profile is chosen, reports use “{used}”",
        remedy: "write Đảng or Nhà nước into the setting of the document profile",
        help: "Reports are drawn by the rules of the office: Đảng (the Party, instructions of its Central Office) or \
               Nhà nước (the State, Decree 30/2020). Where the setting is blank the office's name decides: bodies of \
               the Party use its rules, other offices those of the State.",
    },
};

pub(crate) static W522: Entry = Entry {
    fields: &["value", "used"],
    optional: &[],
    vi: Words {
        title: "không có thể thức văn bản này",
        message: "không có thể thức văn bản «{value}», văn bản trình bày theo thể thức «{used}»",
        remedy: "ghi Đảng hoặc Nhà nước",
        help: "Mục Thể thức văn bản nhận Đảng (hướng dẫn của Văn phòng Trung ương Đảng) và Nhà nước (Nghị định \
               30/2020/NĐ-CP). Báo cáo của các bộ biểu mẫu trình bày theo thể thức ấy, theo quy định có hiệu lực vào \
               ngày của văn bản.",
    },
    en: Words {
        title: "there is no such document profile",
        message: "there is no document profile “{value}”, documents use “{used}”",
        remedy: "write Đảng or Nhà nước",
        help: "The setting takes Đảng (the Party, instructions of its Central Office) and Nhà nước (the State, \
               Decree 30/2020). Reports of packs are drawn by these rules, in the version in force on the document's day.",
    },
};
