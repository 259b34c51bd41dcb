//! Codes 590–599: what goes back to units and out to those above them.

use super::{Entry, Words};

pub(crate) static I590: Entry = Entry {
    fields: &["period"],
    optional: &[],
    vi: Words {
        title: "không có gì để đôn đốc",
        message: "kỳ {period}: không còn biểu nào phải nhắc, không có điểm nào cần đơn vị chỉnh sửa, nên không lập gì",
        remedy: "không phải làm gì",
        help: "Lệnh remind lập đề nghị chỉnh sửa, tin nhắn và công văn đôn đốc cho đơn vị còn thiếu biểu hoặc có điểm \
               phải sửa. Kỳ này không có đơn vị nào như vậy.",
    },
    en: Words {
        title: "there is nobody to remind",
        message: "{period}: no unit is to be reminded of a return and none has anything to mend, so nothing was made",
        remedy: "nothing needs doing",
        help: "The command remind makes what goes back to units, messages and letters, for units that lack a return or \
               have something to mend. There is none in this period.",
    },
};

pub(crate) static W591: Entry = Entry {
    fields: &["unit", "reason"],
    optional: &[],
    vi: Words {
        title: "không lập được bản đánh dấu để gửi trả",
        message: "tệp của «{unit}» không gửi trả kèm ghi chú được: {reason}",
        remedy: "gửi phiếu đề nghị chỉnh sửa của đơn vị, trong đó kê đủ từng điểm; tệp vừa thay đổi thì chạy lại lệnh",
        help: "Bản gửi trả chỉ được khác tệp của đơn vị ở màu và ghi chú tại ô cần xem. Khi tệp đã đổi sau lúc kiểm tra, \
               hoặc không ghi chú được mà giữ nguyên mọi phần khác, thì không lập bản nào; phiếu đề nghị chỉnh sửa vẫn \
               kê đủ.",
    },
    en: Words {
        title: "a return could not be sent back with notes",
        message: "the file of “{unit}” cannot be sent back with notes: {reason}",
        remedy: "send the cover sheet, which lists every point; if the file has just been changed, run again",
        help: "What goes back differs from the unit's file in colours and notes only. Where the file has changed since it \
               was checked, or cannot be annotated without changing anything else, no copy is made; the cover sheet \
               lists all the same.",
    },
};

pub(crate) static W592: Entry = Entry {
    fields: &["units"],
    optional: &[],
    vi: Words {
        title: "một tệp có biểu của nhiều đơn vị",
        message: "tệp có biểu của {units}, nên không gửi trả nguyên tệp: đơn vị này sẽ thấy số của đơn vị kia",
        remedy: "gửi cho mỗi đơn vị phiếu đề nghị chỉnh sửa của mình, trong đó chỉ kê các điểm của đơn vị ấy",
        help: "Khi nhiều biểu nằm chung một tệp, bản gửi trả sẽ cho đơn vị này xem số liệu của đơn vị khác. Phiếu đề \
               nghị chỉnh sửa của từng đơn vị chỉ kê điểm của chính đơn vị đó.",
    },
    en: Words {
        title: "one file has returns of several units",
        message: "the file has returns of {units}, so it is not sent back: one unit would see another's figures",
        remedy: "send each unit its own cover sheet, which lists only its own points",
        help: "Where returns of several units share a file, a copy would show each unit the figures of others. The cover \
               sheet of each unit lists its own points only.",
    },
};

pub(crate) static W593: Entry = Entry {
    fields: &["count", "files"],
    optional: &[],
    vi: Words {
        title: "còn tệp chưa đọc được hoặc chưa rõ của ai",
        message: "{count} tệp chưa đọc được hoặc chưa rõ của đơn vị nào: {files:3}",
        remedy: "xem trang tính «Tệp chưa đọc được» của danh-sach.xlsx trước khi gửi đi: có thể là biểu của đơn vị đang bị \
                 coi là chưa gửi",
        help: "Tệp hỏng, đặt mật khẩu, ảnh chụp, hoặc biểu không ghi đơn vị thì không được tính, nên đơn vị gửi tệp ấy bị \
               coi là chưa gửi. Gửi tin nhắn «chưa nhận được» cho họ là sai.",
    },
    en: Words {
        title: "files that could not be read or placed",
        message: "{count} files could not be read, or nobody knows whose they are: {files:3}",
        remedy: "look at the sheet “Tệp chưa đọc được” of danh-sach.xlsx before anything goes out: they may be returns of \
                 units that count as late",
        help: "A damaged file, one with a password, a picture or a return that names no unit does not count, so the unit \
               that sent it is taken to have sent nothing. A message that says so would be wrong.",
    },
};

pub(crate) static W594: Entry = Entry {
    fields: &["units", "limit"],
    optional: &[],
    vi: Words {
        title: "tin nhắn dài",
        message: "tin nhắn dài hơn {limit} ký tự: {units:3}",
        remedy: "viết gọn mẫu `bo-bieu/chung/tin-nhan.txt`, rồi chạy lại",
        help: "Tin nhắn được rút gọn dần cho vừa: bớt số điểm nêu bằng lời, rồi bớt tên biểu. Mẫu của cơ quan viết dài thì \
               rút hết mức vẫn không vừa.",
    },
    en: Words {
        title: "long messages",
        message: "messages of more than {limit} characters: {units:3}",
        remedy: "make the template `bo-bieu/chung/tin-nhan.txt` shorter, and run again",
        help: "A message tells less and less until it fits: fewer points in words, then fewer names of forms. With a long \
               template of the office's own even the shortest does not fit.",
    },
};

pub(crate) static W595: Entry = Entry {
    fields: &["day"],
    optional: &[],
    vi: Words {
        title: "hạn chỉnh sửa đã qua",
        message: "hạn bổ sung, chỉnh sửa trong thiết lập là {day}, đã qua, nên chỗ ghi hạn để trống",
        remedy: "sửa hạn ở trang tính Đơn vị của `thiet-lap.xlsx` rồi chạy lại, hoặc ghi hạn bằng tay",
        help: "Giấy gửi đơn vị nêu hạn chỉnh sửa theo thiết lập. Hạn trước ngày của văn bản, hoặc chưa hết kỳ báo cáo, thì \
               không dùng được.",
    },
    en: Words {
        title: "the day by which units are to mend is past",
        message: "the settings say {day}, which is past, so the place for the day is left open",
        remedy: "set another day on the sheet Đơn vị of `thiet-lap.xlsx` and run again, or write it by hand",
        help: "Papers to units name the day by which they are to mend, from the settings. A day before that of the paper, or \
               within the period of the report, is of no use.",
    },
};

pub(crate) static W596: Entry = Entry {
    fields: &["units"],
    optional: &[],
    vi: Words {
        title: "không nhắc đơn vị có biểu đã nhận nay mất tệp",
        message: "biểu của {units} đã nhận, nay tệp không còn trong thư mục báo cáo đến, nên chưa nhắc đơn vị",
        remedy: "tìm lại tệp, chép vào chỗ cũ; cần đơn vị gửi lại thì lập dự thảo, ghi «Hỏi lại» ở dòng `W401` của biểu \
                 ấy trong `xac-nhan.xlsx`, rồi chạy lại",
        help: "Sổ tiếp nhận cho biết biểu ấy đã nhận và đã lấy số, nay tệp bị xóa hoặc chuyển đi. Nhắn đơn vị «chưa nhận \
               được biểu» là sai, dù từ đó đã lập thêm bao nhiêu dự thảo. Ghi «Hỏi lại» ở dòng ấy thì đơn vị được nhắc; ghi \
               «Chấp nhận» thì cơ quan không đòi nữa.",
    },
    en: Words {
        title: "units whose returns were received and are gone are not reminded",
        message: "the returns of {units} were received and their files are gone, so these units are not reminded",
        remedy: "find the files and copy them back; to ask the units again build a draft, decide to ask again \
                 at `W401` of the return in `xac-nhan.xlsx`, and run again",
        help: "The register says that the return came and counted, and the file was deleted or moved since. To write that \
               nothing came would be wrong, however many drafts were made since. Decided to be asked again, the unit is \
               reminded; accepted, the office asks for it no more.",
    },
};

pub(crate) static W597: Entry = Entry {
    fields: &["count", "period"],
    optional: &["last"],
    vi: Words {
        title: "chưa nhận được biểu nào của kỳ",
        message: "chưa nhận được biểu nào của kỳ {period}[, kỳ ấy đến {last} mới hết]; giấy vừa lập nhắc tất cả {count} đơn \
                  vị",
        remedy: "xem lại kỳ ghi sau --period trước khi gửi đi",
        help: "Mọi đơn vị cùng thiếu biểu của một kỳ thì thường là ghi nhầm kỳ, kỳ chưa hết, hoặc biểu gửi về chưa chép vào \
               thư mục báo cáo đến. Giấy vẫn được lập để cơ quan xem.",
    },
    en: Words {
        title: "nothing came for a period",
        message: "no return came for {period}[, which ends on {last}]; the papers remind all units: {count}",
        remedy: "look at the period after --period before anything goes out",
        help: "Where every unit lacks the return of a period it is most often another period than was meant, one that has not \
               ended, or returns that were not copied into their folder yet. The papers are made all the same.",
    },
};
