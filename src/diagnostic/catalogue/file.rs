//! Codes 101–199: files that came in.

use super::{Entry, Words};

pub(crate) static E101: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "không mở được tệp",
        message: "không mở được tệp: {reason}",
        remedy: "đóng tệp nếu đang mở ở nơi khác, kiểm tra quyền đọc, rồi chạy lại",
        help: "Máy không cho đọc tệp này: tệp đang bị chương trình khác giữ, không có quyền đọc, \
               đĩa hoặc ổ mạng không sẵn sàng. Số liệu trong tệp chưa được tính vào đâu.",
    },
    en: Words {
        title: "the file cannot be opened",
        message: "the file cannot be opened: {reason}",
        remedy: "close the file elsewhere, check the right to read it, and run again",
        help: "The computer does not let the file be read: another program holds it, the right \
               to read it is missing, or the disk is not ready. Nothing in it has been counted.",
    },
};

pub(crate) static E102: Entry = Entry {
    fields: &[],
    optional: &["part"],
    vi: Words {
        title: "tệp bị hỏng",
        message: "tệp bị hỏng hoặc chép chưa hết[, ở phần `{part}`]",
        remedy: "xin đơn vị gửi lại tệp; không dùng bản Excel tự sửa nếu chưa đối chiếu từng số",
        help: "Nội dung tệp không còn nguyên vẹn, thường do gửi hoặc sao chép dở dang. Một tệp \
               hỏng có thể hiện ra con số khác con số đã ghi, nên không số nào trong tệp được lấy.",
    },
    en: Words {
        title: "the file is damaged",
        message: "the file is damaged or incomplete[, in part `{part}`]",
        remedy: "ask for the file again; do not use a copy repaired by Excel without comparing it",
        help: "The file is no longer whole, most often because it was sent or copied in part. A \
               damaged file may show another figure than was written, so nothing is taken from it.",
    },
};

pub(crate) static E103: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "tệp đặt mật khẩu",
        message: "tệp đặt mật khẩu mở tệp nên không đọc được",
        remedy: "mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu lại",
        help: "Tệp được mã hóa bằng mật khẩu mở tệp, không có mật khẩu thì không ai đọc được. \
               Khóa trang tính để chống sửa thì không sao, tệp vẫn đọc được bình thường.",
    },
    en: Words {
        title: "the file has a password",
        message: "the file is protected by a password and cannot be read",
        remedy: "open it with its password, remove the password (File, Info), and save it again",
        help: "The file is encrypted with a password, and nobody can read it without. Protection \
               of a sheet against changes does no harm: such a file is read as usual.",
    },
};

pub(crate) static E104: Entry = Entry {
    fields: &[],
    optional: &["kind"],
    vi: Words {
        title: "tệp không phải bảng tính",
        message: "tệp không phải bảng tính[, có vẻ là {kind}]",
        remedy: "là công văn, bản chụp gửi kèm thì chuyển ra ngoài thư mục báo cáo đến; là số liệu thì xin đơn vị gửi tệp \
                 Excel của biểu, đuôi `.xlsx`",
        help: "Nội dung tệp không phải bảng tính, dù tên tệp có đuôi gì. Thường là ảnh chụp, tệp \
               PDF hoặc trang web được đổi đuôi. Số liệu trong đó không đọc được.",
    },
    en: Words {
        title: "the file is no spreadsheet",
        message: "the file is no spreadsheet[, it seems to be {kind}]",
        remedy: "move a covering letter or a scan out of the folder of returns; for figures, ask for the Excel file of \
                 the form, ending in `.xlsx`",
        help: "The content of the file is no spreadsheet, whatever its name ends in. Most often \
               it is a picture, a PDF or a web page under another name. It cannot be read.",
    },
};

pub(crate) static E105: Entry = Entry {
    fields: &["what", "limit"],
    optional: &["found"],
    vi: Words {
        title: "tệp quá lớn",
        message: "tệp quá lớn: {what}[ là {found}], vượt mức cho phép {limit}",
        remedy: "chép riêng số liệu sang một tệp biểu còn trống rồi gửi lại",
        help: "Biểu số liệu chỉ vài chục kilobyte. Tệp lớn bất thường hay chứa ảnh, hàng trăm \
               nghìn dòng định dạng trống, hoặc được làm ra để làm treo máy, nên không mở.",
    },
    en: Words {
        title: "the file is too large",
        message: "the file is too large: {what}[ is {found}], the limit is {limit}",
        remedy: "copy the figures into a blank copy of the form, and send that",
        help: "A return takes a few dozen kilobytes. A file of unusual size holds pictures, or \
               hundreds of thousands of empty rows, or is made to block a computer: not opened.",
    },
};

pub(crate) static E106: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "tệp rỗng",
        message: "tệp rỗng, không có nội dung",
        remedy: "xin đơn vị gửi lại tệp; nhiều khả năng tệp chưa tải xong",
        help: "Tệp dài 0 byte hoặc không chứa gì. Thường do tải về, chép qua USB hoặc gửi qua \
               thư điện tử chưa xong.",
    },
    en: Words {
        title: "the file is empty",
        message: "the file is empty",
        remedy: "ask for the file again; most likely it was not transferred to its end",
        help: "The file has no bytes or no content. Most often a download, a copy to a USB stick \
               or an attachment was not finished.",
    },
};

pub(crate) static E107: Entry = Entry {
    fields: &[],
    optional: &["form", "differences"],
    vi: Words {
        title: "bảng tính không phải biểu đang dùng",
        message: "bảng tính không khớp với biểu nào đang dùng[; gần nhất là biểu `{form}`]\
                  [, khác ở chỗ: {differences}]",
        remedy: "xin đơn vị nhập lại vào đúng biểu, hoặc chuyển tệp ra khỏi thư mục báo cáo đến",
        help: "Tệp là bảng tính nhưng tiêu đề, tên trang tính và tên các dòng không giống biểu \
               nào của bộ biểu mẫu đang dùng. Có thể là biểu cũ, biểu của kỳ khác, hoặc bảng \
               tính riêng của đơn vị. Không số nào trong tệp được lấy.",
    },
    en: Words {
        title: "the spreadsheet is no form in use",
        message: "the spreadsheet is no return of a form in use[; the nearest is `{form}`]\
                  [, it differs in: {differences}]",
        remedy: "ask for the figures in the form itself, or move the file out of the folder",
        help: "The file is a spreadsheet, but its headings, sheets and row labels are those of no \
               form in use. It may be an older form, one of another period, or a table of the \
               branch's own. No figure of it is taken.",
    },
};

pub(crate) static I108: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "bỏ qua tệp tạm",
        message: "bỏ qua tệp tạm do Excel, Word hoặc LibreOffice để lại khi đang mở tệp",
        remedy: "đóng Excel và Word; nếu tệp tạm vẫn còn thì xóa đi",
        help: "Tệp có tên bắt đầu bằng `~$` (Excel, Word) hoặc `.~lock.` (LibreOffice) được tạo khi đang mở tệp khác. Tệp này \
               không chứa số liệu. Nếu biểu đang mở, bản trên đĩa có thể chưa phải bản mới nhất.",
    },
    en: Words {
        title: "a temporary file is skipped",
        message: "a temporary file left by Excel, Word or LibreOffice is skipped",
        remedy: "close Excel and Word; if the temporary file is still there, delete it",
        help: "A file whose name begins with `~$` (Excel, Word) or `.~lock.` (LibreOffice) is made while another file is \
               open. It holds no figures. The open file may have changes not saved yet.",
    },
};

pub(crate) static E109: Entry = Entry {
    fields: &["kind"],
    optional: &[],
    vi: Words {
        title: "loại tệp chưa nhận làm biểu số liệu",
        message: "chưa nhận tệp loại `{kind}` làm biểu số liệu",
        remedy: "mở tệp trong Excel, chọn Lưu thành (Save As), kiểu Sổ làm việc Excel (`.xlsx`)",
        help: "Phiên bản này chỉ nhận tệp `.xlsx`: ở đó kiểm tra được tệp còn nguyên vẹn, và có đủ \
               những gì cần để nhận ra biểu. Không số nào trong tệp loại khác được lấy.",
    },
    en: Words {
        title: "a kind of file not accepted as a return",
        message: "a file of kind `{kind}` is not accepted as a return yet",
        remedy: "open it in Excel, choose Save As, and save it as Excel Workbook (`.xlsx`)",
        help: "This version takes `.xlsx` files only: there damage can be seen, and everything is kept \
               by which a form is recognised. No figure of another kind of file is taken.",
    },
};

pub(crate) static E110: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "biểu tổng hợp bị hỏng phần mang theo",
        message: "biểu này do phần mềm tổng hợp, nhưng phần số liệu mang theo bị mất hoặc bị sửa",
        remedy: "đề nghị đơn vị gửi lại đúng tệp mà lệnh build đã lập, không chép sang tệp khác",
        help: "Biểu tổng hợp mang theo, trong các trang tính ẩn, số chính xác và danh sách đơn vị \
               đã báo cáo. Khi phần này hỏng thì không biết số trong biểu gồm những đơn vị nào, \
               nên biểu không được nhận.",
    },
    en: Words {
        title: "what a consolidated return carries is damaged",
        message: "this return was consolidated, but what it carries is lost or was changed",
        remedy: "ask for the very file that build made, not a copy of its figures",
        help: "A consolidated return carries, in hidden sheets, exact figures and the units that \
               have reported. When these are damaged, nobody knows which units the figures cover, \
               so the return is not taken.",
    },
};

pub(crate) static I130: Entry = Entry {
    fields: &["count", "encodings"],
    optional: &[],
    vi: Words {
        title: "chữ gõ bằng bảng mã cũ, đã đọc sang Unicode",
        message: "{count} ô có chữ gõ bằng bảng mã cũ {encodings}, đã đọc sang Unicode",
        remedy: "so vài chỗ chữ đã đọc (bên trái) với tệp mở trong Excel; không phải gõ lại",
        help: "Phông `.VnTime`, `VNI-Times` và các phông cùng họ dùng bảng mã có trước Unicode: thiếu phông ấy thì chữ \
               thành ký hiệu lạ. Chỉ chuyển khi phông của ô, hoặc chính các từ trong ô, cho biết chắc chắn là bảng mã \
               nào. Tệp không bị sửa; chữ gốc còn ghi trong nguồn số liệu. Chữ ở phông `.VnTimeH` đọc thành chữ hoa, \
               như người xem vẫn thấy.",
    },
    en: Words {
        title: "texts in an old encoding were converted",
        message: "{count} cells with text in the old encoding {encodings} were converted to Unicode",
        remedy: "compare some texts as read (left) with the file in Excel; nothing has to be typed again",
        help: "The fonts `.VnTime`, `VNI-Times` and their like are of encodings from before Unicode; without them the text \
               is strange signs. It is converted only where the font of a cell, or its words, leave no doubt. The file \
               is not changed, and the trace keeps the original. Text in `.VnTimeH` is read as capitals, as it looks.",
    },
};

pub(crate) static W131: Entry = Entry {
    fields: &["count", "encodings"],
    optional: &[],
    vi: Words {
        title: "chữ có thể gõ bằng bảng mã cũ, để nguyên",
        message: "{count} ô có chữ có thể gõ bằng bảng mã cũ {encodings} nhưng không chắc, để nguyên",
        remedy: "mở tệp xem các ô này: sai chữ thì gõ lại bằng phông Unicode (Times New Roman), lưu rồi chạy lại",
        help: "Ô vừa có chữ Unicode vừa có chữ bảng mã cũ, chuyển ra không thành tiếng Việt, hoặc đọc theo cách nào \
               cũng thành tiếng Việt. Đoán sai là sửa lời của đơn vị, nên chữ được giữ như trong tệp. Bên trái là chữ \
               nếu đọc theo bảng mã cũ, bên phải là chữ trong tệp.",
    },
    en: Words {
        title: "texts that may be in an old encoding were left",
        message: "{count} cells may have text in the old encoding {encodings}, not certainly, and were left as they are",
        remedy: "look at these cells: where letters are wrong type them in a Unicode font, save and run again",
        help: "A cell has both Unicode and an old encoding, becomes no Vietnamese when converted, or is Vietnamese \
               either way. A wrong guess would change a unit's words, so the text stays as it is in the file. On the \
               left is how it would read in the old encoding, on the right what the file has.",
    },
};
