//! Figures that a person looking at a return does not see as they were read (I234 to E239, I258).

use super::{Entry, Words};

pub(crate) static I234: Entry = Entry {
    fields: &["count"],
    optional: &["filtered"],
    vi: Words {
        title: "số liệu nằm ở dòng ẩn",
        message: "{count} ô số liệu nằm ở dòng ẩn[ ({filtered} ô ở trang đang bật lọc)|], vẫn được đọc và tính",
        remedy: "bỏ ẩn[, bỏ lọc|] rồi xem các ô đã kể; số không phải của biểu thì đề nghị đơn vị gửi lại",
        help: "Người mở tệp không thấy các dòng này: dòng bị ẩn, có chiều cao bằng 0 hoặc bị bộ lọc giấu đi. Dòng ẩn vẫn \
               là dòng của biểu nên số vẫn được lấy. Dòng mà chính mẫu biểu đã ẩn thì không báo.",
    },
    en: Words {
        title: "figures in hidden rows",
        message: "{count} figures stand in hidden rows[ ({filtered} of them on sheets with a filter)|]; they are read and counted",
        remedy: "show the rows[, clear the filter|] and look at the cells listed; if they are no figures of the form, have the file sent again",
        help: "Whoever opens the file does not see these rows: they are hidden, have no height or are filtered out. A hidden \
               row is still a row of the form, so its figures are taken. Rows that the form itself hides are not told.",
    },
};

pub(crate) static I235: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số liệu nằm ở cột ẩn",
        message: "{count} ô số liệu nằm ở cột ẩn, vẫn được đọc và tính",
        remedy: "bỏ ẩn cột rồi xem các ô đã kể; số không phải của biểu thì đề nghị đơn vị gửi lại",
        help: "Người mở tệp không thấy các cột này: cột bị ẩn hoặc có độ rộng bằng 0. Cột ẩn vẫn là cột của biểu nên số \
               vẫn được lấy. Cột mà chính mẫu biểu đã ẩn thì không báo.",
    },
    en: Words {
        title: "figures in hidden columns",
        message: "{count} figures stand in hidden columns; they are read and counted",
        remedy: "show the columns and look at the cells listed; if they are no figures of the form, have the file sent again",
        help: "Whoever opens the file does not see these columns: they are hidden or have no width. A hidden column is still a \
               column of the form, so its figures are taken. Columns that the form itself hides are not told.",
    },
};

pub(crate) static I236: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số liệu nằm ở trang tính ẩn",
        message: "{count} ô số liệu nằm ở trang tính ẩn, vẫn được đọc và tính",
        remedy: "bỏ ẩn trang tính rồi xem các ô đã kể; trang cũ để quên thì đề nghị đơn vị gửi lại",
        help: "Trang tính của biểu bị ẩn, người mở tệp không thấy. Trang mang đúng các chữ của biểu nên số vẫn được lấy. \
               Trang mà chính mẫu biểu đã ẩn thì không báo.",
    },
    en: Words {
        title: "figures on hidden sheets",
        message: "{count} figures stand on hidden sheets; they are read and counted",
        remedy: "show the sheet and look at the cells listed; if it was left behind, have the file sent again",
        help: "A sheet of the form is hidden, so that whoever opens the file does not see it. It prints the texts of the form, \
               so its figures are taken. Sheets that the form itself hides are not told.",
    },
};

pub(crate) static I237: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "có lời ghi chú ở ô số liệu",
        message: "{count} ô số liệu có lời ghi chú",
        remedy: "đọc các lời ghi chú ấy; ghi chú nói số chưa chắc hoặc cần sửa thì hỏi đơn vị",
        help: "Ai đó đã ghi chú (comment) ở ô số liệu. Phần mềm chỉ lấy số trong ô, không làm theo lời ghi chú.",
    },
    en: Words {
        title: "notes at figures",
        message: "{count} figures have notes",
        remedy: "read the notes; where they say that a figure is not final or has to be changed, ask the unit",
        help: "Somebody put a note (comment) at cells of figures. Only what stands in the cell is taken; what the note says is \
               not acted upon.",
    },
};

pub(crate) static W238: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "nội dung ô bị gạch ngang",
        message: "{count} ô bị gạch ngang nhưng nội dung vẫn còn trong ô, vẫn được đọc và tính",
        remedy: "hỏi đơn vị nội dung bị gạch có bỏ không; bỏ thì đề nghị xóa trong ô rồi gửi lại",
        help: "Gạch ngang thường là dấu hiệu bỏ số ấy, nhưng ô vẫn còn số. Phần mềm không đoán: số vẫn được tính và được \
               báo để hỏi lại. Lời của đơn vị có phần bị gạch cũng báo ở đây.",
    },
    en: Words {
        title: "what stands in a cell is struck through",
        message: "{count} cells are struck through and still hold what they held; it is read and counted",
        remedy: "ask the unit whether it is meant to go; if so, have it deleted and the file sent again",
        help: "Striking through usually means that a figure is dropped, but the cell still holds it. Nothing is guessed: the \
               figure is counted, and told so that somebody asks. Words of units that are struck through in part are told \
               here, too.",
    },
};

pub(crate) static E239: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "trong ô số liệu có phần bị gạch ngang, có phần không",
        message: "{count} ô số liệu có phần bị gạch ngang, nên không lấy số",
        remedy: "mở tệp xem ô; đề nghị đơn vị xóa phần bị gạch, chỉ để lại số đúng rồi gửi lại",
        help: "Trong một ô có số cũ bị gạch ngang và số mới viết cạnh: ô chứa cả hai liền nhau, ví dụ `12` gạch đi và `13` \
               thành `1213`. Số đọc được không phải là số người ta nhìn thấy, nên không lấy.",
    },
    en: Words {
        title: "a figure is struck through in part",
        message: "{count} figures are struck through in part, so they are not taken",
        remedy: "open the file and look; ask the unit to delete what is struck through and to send the file again",
        help: "A cell holds an old figure, struck through, and a new one beside it: it holds both as one, `12` struck through \
               and `13` as `1213`. What would be read is not what a person sees, so it is not taken.",
    },
};

pub(crate) static I258: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "ô số liệu có sửa đổi chưa được chấp nhận (Track Changes)",
        message: "{count} ô số liệu có sửa đổi chưa được chấp nhận hay từ chối; số đọc được là số sau khi sửa",
        remedy: "xem số dưới đây có đúng là số đơn vị chốt không; chưa rõ thì hỏi đơn vị",
        help: "Tệp Word đang theo dõi sửa đổi: người xem thấy cả số cũ (gạch đi) và số mới. Phần mềm đọc như khi mọi sửa đổi                được chấp nhận: bỏ phần đã xóa, lấy phần chèn thêm.",
    },
    en: Words {
        title: "figures with changes that nobody has accepted",
        message: "{count} figures were changed under tracked changes that nobody has accepted or rejected; they are read as changed",
        remedy: "see whether the figures below are the final ones; if in doubt, ask the unit",
        help: "The Word file tracks changes: a reader sees the old figure, struck through, and the new one. It is read as if all                changes were accepted: what was deleted is left out, what was inserted is read.",
    },
};
