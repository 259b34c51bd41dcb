//! Codes 640–645: tags proposed for a form.

use super::{Entry, Words};

pub(crate) static W640: Entry = Entry {
    fields: &["labels", "codes"],
    optional: &[],
    vi: Words {
        title: "ô có thể là một trong nhiều số liệu",
        message: "ô «{labels}» có thể là một trong các số liệu {codes}",
        remedy: "chọn một, ghi vào ô giữa hai cặp ngoặc nhọn",
        help: "Nhãn của ô gần giống nhau với nhiều số liệu của bộ biểu mẫu, nên ô được để nguyên. \
               Ghi thẻ cho đúng số liệu cần điền.",
    },
    en: Words {
        title: "a cell may be one of several figures",
        message: "the cell “{labels}” may be one of the figures {codes}",
        remedy: "choose one and write it into the cell between double braces",
        help: "The labels of the cell are equally near to several figures of the pack, so the cell \
               was left as it was. Write the tag of the figure that is meant.",
    },
};

pub(crate) static W641: Entry = Entry {
    fields: &["labels", "code"],
    optional: &[],
    vi: Words {
        title: "thẻ đề xuất chưa chắc",
        message: "thẻ `{code}` đề xuất cho ô «{labels}» chưa chắc",
        remedy: "đối chiếu với nhãn của ô; sai thì sửa thẻ, đúng thì xóa ghi chú",
        help: "Phần lớn chữ trong nhãn của ô khớp với tên số liệu, nhưng không phải tất cả. Thẻ đã \
               ghi vào ô; người làm biểu xem lại rồi giữ hoặc sửa.",
    },
    en: Words {
        title: "a proposed tag is doubtful",
        message: "the tag `{code}` proposed for the cell “{labels}” is doubtful",
        remedy: "hold it against the labels; correct the tag, or take the note away",
        help: "Most words of the cell's labels agree with the name of the figure, but not all. The \
               tag is in the cell; look at it, then keep or correct it.",
    },
};

pub(crate) static I642: Entry = Entry {
    fields: &["labels"],
    optional: &["nearest"],
    vi: Words {
        title: "ô chưa có số liệu trong bộ biểu mẫu",
        message: "bộ biểu mẫu chưa có số liệu cho ô «{labels}»[; gần nhất là {nearest}]",
        remedy: "điền tay ô này, hoặc thêm số liệu vào bộ biểu mẫu rồi ghi thẻ",
        help: "Nhãn của ô không khớp với số liệu nào của các bộ biểu mẫu đang dùng, hoặc kỳ này \
               không có số liệu đó. Ô được để nguyên như trong biểu.",
    },
    en: Words {
        title: "a cell for which the pack has no figure",
        message: "the pack has no figure for the cell “{labels}”[; the nearest is {nearest}]",
        remedy: "fill in the cell by hand, or add the figure to the pack and write its tag",
        help: "The labels of the cell agree with no figure of the packs in use, or the period has \
               no such figure. The cell was left as it was.",
    },
};

pub(crate) static E643: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "không thấy bảng nào trong biểu",
        message: "không thấy bảng nào có đường kẻ, tiêu đề và ô để trống",
        remedy: "kẻ khung cho bảng trong Excel, để trống các ô cần điền, rồi chạy lại",
        help: "Chương trình tìm bảng theo đường kẻ ô, đọc tiêu đề ở trên và nhãn ở bên trái. Biểu \
               không có ô trống nào trong khung kẻ thì không biết điền vào đâu.",
    },
    en: Words {
        title: "no table was found in the form",
        message: "no table with lines, headings and empty cells was found",
        remedy: "draw lines around the table in Excel, leave the cells to fill empty, run again",
        help: "Tables are found by the lines around cells, and read by the headings above and the \
               labels to the left. A form without an empty cell inside such lines says nothing of \
               what is to be filled in.",
    },
};

pub(crate) static E644: Entry = Entry {
    fields: &["available"],
    optional: &[],
    vi: Words {
        title: "chưa biết dùng bộ biểu mẫu nào",
        message: "chưa biết lấy tên số liệu ở đâu; đang có các bộ biểu mẫu {available}",
        remedy: "thêm `--workspace THƯ-MỤC` hoặc `--pack MÃ`",
        help: "Thẻ là tên số liệu của một bộ biểu mẫu. Chỉ ra thư mục làm việc, hoặc mã bộ biểu \
               mẫu, để chương trình biết tên nào dùng được.",
    },
    en: Words {
        title: "no pack to take names from",
        message: "there is no pack to take the names from; there are {available}",
        remedy: "add `--workspace WORKSPACE` or `--pack CODE`",
        help: "A tag is the name of a figure of a pack. Name the workspace, or the code of the pack, \
               whose names may be used.",
    },
};
