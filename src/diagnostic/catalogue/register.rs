//! Codes 560–569: the register of what was received.

use super::{Entry, Words};

pub(crate) static W560: Entry = Entry {
    fields: &["had", "draft"],
    optional: &[],
    vi: Words {
        title: "sổ tiếp nhận đã mất",
        message: "không còn sổ tiếp nhận; khi lập `{draft}` sổ có {had} dòng",
        remedy: "chép lại sổ từ bản sao lưu; không có thì cứ làm tiếp, sổ được lập lại từ đầu",
        help: "Sổ tiếp nhận ghi tệp nào đã nhận, ngày nào, lấy hay không. Bảng nguồn số liệu của mỗi dự thảo ghi sổ \
               khi ấy dài bao nhiêu, mỗi bản chốt giữ sổ lúc chốt, nên biết được sổ đã bị xóa. Lần tổng hợp sau lập lại sổ và ghi việc này vào đó; \
               ngày nhận của các tệp đang có thì không còn biết, nên không tệp nào bị coi là muộn.",
    },
    en: Words {
        title: "the register of receipts is gone",
        message: "there is no register of receipts; when `{draft}` was made it had {had} lines",
        remedy: "copy it back from a backup; without one go on, it is begun anew",
        help: "The register says which files were received, when, and whether they counted. The ledger of each draft \
               says how long the register was and each seal keeps it, which is how its loss is noticed. The next consolidation begins it anew \
               and puts this on record; when the files at hand were received is not known any more, so none is late.",
    },
};

pub(crate) static W561: Entry = Entry {
    fields: &["had", "has", "draft"],
    optional: &[],
    vi: Words {
        title: "sổ tiếp nhận bị ngắn đi hoặc bị sửa",
        message: "sổ tiếp nhận có {has} dòng và không khớp với khi lập `{draft}`, lúc đó có {had} dòng",
        remedy: "chép lại sổ từ bản sao lưu; không có thì cứ làm tiếp, việc này được ghi vào sổ",
        help: "Sổ tiếp nhận chỉ được ghi thêm, mỗi dòng mang mã băm của dòng trước. Dòng cuối khi lập dự thảo hay bản chốt ấy nay \
               không còn trong sổ hoặc đã khác đi: sổ bị cắt bớt, bị sửa, hoặc thay bằng một bản cũ. Tệp lần này mới \
               thấy trong sổ thì không biết nhận ngày nào, nên không bị coi là muộn.",
    },
    en: Words {
        title: "the register of receipts is shorter than it was, or another",
        message: "the register of receipts has {has} lines and is not the one of which `{draft}` knew {had}",
        remedy: "copy it back from a backup; without one go on, this is put on record",
        help: "The register is only ever added to, and every line carries the hash of the one before. The line that was \
               its last when that draft or seal was made is not in it any more: it was cut off, changed, or replaced by an \
               earlier copy. Of files that are new to it nobody knows when they were received, so none of them is late.",
    },
};

pub(crate) static W562: Entry = Entry {
    fields: &["line"],
    optional: &["count"],
    vi: Words {
        title: "sổ tiếp nhận có dòng hỏng",
        message: "dòng {line} của sổ tiếp nhận bị sửa, bị chèn hoặc bị đứt[; {count} chỗ như vậy]",
        remedy: "chép lại sổ từ bản sao lưu; không có thì cứ làm tiếp, dòng hỏng được giữ nguyên",
        help: "Mỗi dòng của sổ mang mã băm của dòng trước, nên sửa, xóa hay chèn một dòng thì lộ ra. Dòng không đọc \
               được thì bỏ qua, các dòng khác vẫn dùng; không dòng nào bị xóa. Lần tổng hợp sau ghi việc này vào sổ và \
               không nhắc lại nữa.",
    },
    en: Words {
        title: "the register of receipts has a damaged line",
        message: "line {line} of the register of receipts was changed, put in or cut off[; such places: {count}]",
        remedy: "copy it back from a backup; without one go on, the damaged line is kept",
        help: "Every line of the register carries the hash of the one before, so a line that was changed, deleted or put \
               in shows. One that cannot be read is passed over and the others are used; none is deleted. The next \
               consolidation puts this on record and does not repeat it.",
    },
};

pub(crate) static E563: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "không đọc hoặc không ghi được sổ tiếp nhận",
        message: "không đọc hoặc không ghi được sổ tiếp nhận: {reason}",
        remedy: "đóng chương trình đang mở tệp đó, xem quyền ghi và chỗ trống của ổ đĩa, rồi chạy lại",
        help: "Lập dự thảo trong thư mục làm việc thì phải ghi tệp đã nhận vào sổ tiếp nhận. Không ghi được thì không \
               lập dự thảo, để không số liệu nào được dùng mà sổ không có. Cần xem ngay thì dùng `--out` với thư mục khác.",
    },
    en: Words {
        title: "the register of receipts cannot be read or written",
        message: "the register of receipts cannot be read or written: {reason}",
        remedy: "close the program that has the file open, see whether the disk is full or may not be written, run again",
        help: "A draft in the workspace puts what was received on the register. Where that fails no draft is made, so \
               that no figure is used of which the register says nothing. To see one at once use `--out` with another \
               folder.",
    },
};

pub(crate) static E564: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "một lần chạy khác đang tổng hợp",
        message: "một lần chạy khác đang lập dự thảo trong thư mục làm việc này",
        remedy: "chờ lần chạy kia xong rồi chạy lại",
        help: "Hai lần chạy cùng lúc không được cùng ghi sổ tiếp nhận. Lần chạy này đã chờ và lần kia chưa xong. Khóa \
               tự mất khi lần chạy kia kết thúc, kể cả khi bị tắt ngang; không cần xóa tệp nào.",
    },
    en: Words {
        title: "another run is at work",
        message: "another run is making a draft in this workspace",
        remedy: "wait until it has finished and run again",
        help: "Two runs at once must not both write the register of receipts. This one has waited and the other has not \
               finished. The lock goes when the other run ends, however it ends; no file needs to be deleted.",
    },
};
