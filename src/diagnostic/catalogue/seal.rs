//! Codes 430–439: periods that were sealed, and what came or changed since.

use super::{Entry, Words};

pub(crate) static E430: Entry = Entry {
    fields: &["period", "count"],
    optional: &["codes"],
    vi: Words {
        title: "chưa chốt được vì còn lỗi",
        message: "chưa chốt kỳ {period}: còn {count} lỗi chưa sửa, chưa được cơ quan quyết định[: {codes}]",
        remedy: "sửa các lỗi đã nêu, hoặc quyết định từng việc ở `xac-nhan.xlsx`, rồi chốt lại",
        help: "Số liệu đã chốt là số liệu đã ban hành, nên không chốt khi còn lỗi mà chưa ai quyết định. Lỗi đã \
               chấp nhận kèm giải trình, đã điều chỉnh, đã chọn phương án thì không cản. Chưa có gì được ghi.",
    },
    en: Words {
        title: "not sealed, because there are errors",
        message: "{period} is not sealed: errors that are neither mended nor decided: {count}[ ({codes})]",
        remedy: "mend what is told above, or decide it in `xac-nhan.xlsx`, and seal then",
        help: "Sealed figures are issued figures, so nothing is sealed while there are errors on which nobody has \
               decided. What was accepted with an explanation, adjusted or chosen is no obstacle. Nothing was \
               written.",
    },
};

pub(crate) static W431: Entry = Entry {
    fields: &["unit", "period", "document", "count"],
    optional: &["changes", "more"],
    vi: Words {
        title: "biểu đến sau chốt",
        message: "biểu của «{unit}» kỳ {period} đến sau khi kỳ đã chốt theo {document}; làm đổi {count} số \
                  của đơn vị[: {changes}][; và {more} số nữa]",
        remedy: "số đã chốt không tự đổi; kỳ sau in phần chênh lệch, hoặc chốt lại bằng văn bản mới",
        help: "Tệp này chưa có khi kỳ được chốt. Bảng tiến độ ghi «sau chốt». Số liệu vẫn được tính để biết lệch bao \
               nhiêu, nhưng bản chốt trong thư mục `chot` giữ nguyên.",
    },
    en: Words {
        title: "a return after the seal",
        message: "a return of “{unit}” for {period} came after the period was sealed by {document}; \
                  figures of the unit that it changes: {count}[: {changes}][; others: {more}]",
        remedy: "what was sealed stays; a later period tells the difference, or seal again with a new document",
        help: "This file was not there when the period was sealed. The table of progress says so. Its figures are \
               worked out to show the difference, and the copy in the folder `chot` stays what it was.",
    },
};

pub(crate) static E432: Entry = Entry {
    fields: &["reason"],
    optional: &["files"],
    vi: Words {
        title: "bản chốt không còn nguyên vẹn",
        message: "bản chốt không còn như khi chốt: {reason}[: {files}]",
        remedy: "chép lại thư mục bản chốt từ bản sao lưu; bản chốt chỉ để đọc, không sửa, không thêm tệp",
        help: "Mỗi bản chốt giữ danh mục tệp kèm mã băm, và mã băm của danh mục ấy nằm trong sổ tiếp nhận. Tệp bị xóa, \
               bị sửa hay được thêm vào đều lộ ra. Các dự thảo lập thử trong bản chốt (`ket-qua`) thì không sao.",
    },
    en: Words {
        title: "a seal is not what it was",
        message: "the seal is not as it was made: {reason}[: {files}]",
        remedy: "copy the folder back from a backup; a seal is for reading, nothing in it is changed or added",
        help: "Every seal keeps a list of its files with their hashes, and the hash of that list stands in the \
               register of receipts. A file that was deleted, changed or added shows. Drafts that somebody made in \
               the seal to try it (`ket-qua`) do no harm.",
    },
};

pub(crate) static E433: Entry = Entry {
    fields: &["unit", "period", "document", "label", "sealed", "now"],
    optional: &["others"],
    vi: Words {
        title: "số liệu khác số đã chốt",
        message: "số liệu kỳ {period} của «{unit}» nay khác số đã chốt theo {document}: «{label}» \
                  {sealed} → {now}[ và {others} số khác]",
        remedy: "giữ bản đã chốt, kỳ sau in là điều chỉnh số liệu kỳ trước; hoặc chốt lại bằng văn bản mới",
        help: "Số đã chốt là số đã báo cáo bằng văn bản, không được đổi lặng lẽ. Mỗi đơn vị một lỗi, kèm từng số: khi \
               chốt bao nhiêu, nay bao nhiêu, ở ô nào của tệp nào. Bản chốt trong thư mục `chot` giữ nguyên; dự thảo \
               lập bây giờ mang dấu còn lỗi. Chép nhầm tệp vào thư mục báo cáo đến thì chuyển tệp ấy đi.",
    },
    en: Words {
        title: "a figure is other than it was sealed",
        message: "figures of “{unit}” for {period} differ from those sealed by {document}: “{label}” \
                  {sealed} → {now}[, others: {others}]",
        remedy: "keep what was sealed, a later period prints the correction; or seal again with a new document",
        help: "Sealed figures were reported in a document and do not change silently. Every unit is one error, with \
               each figure: what was sealed, what it is now, in which cell of which file. The copy in the folder \
               `chot` stays what it was; a draft made now is marked as one with errors. A file that got among the \
               returns by mistake is to be moved away.",
    },
};

pub(crate) static I434: Entry = Entry {
    fields: &["period", "document", "folder"],
    optional: &["documents"],
    vi: Words {
        title: "kỳ đã chốt, số liệu không đổi",
        message: "kỳ {period} đã chốt theo {document}, bản chốt ở `{folder}`; số liệu nay không khác số đã chốt\
                  [; văn bản in khác bản đã chốt: {documents}]",
        remedy: "không phải làm gì; cần văn bản đã ban hành thì lấy ở thư mục bản chốt",
        help: "Số liệu được tính lại từ các biểu và bằng đúng số đã chốt. Văn bản có thể khác bản đã chốt khi mẫu, \
               thiết lập hoặc ngày văn bản đã đổi; khi ấy các văn bản đó được nêu tên.",
    },
    en: Words {
        title: "the period is sealed and its figures are the same",
        message: "{period} was sealed by {document}, in `{folder}`; the figures are what they were\
                  [; documents that are others: {documents}]",
        remedy: "nothing needs doing; the documents as issued are in the folder of the seal",
        help: "The figures were worked out again from the returns and are exactly those that were sealed. Documents \
               may be others where templates, settings or the date were changed; these are named then.",
    },
};

pub(crate) static E435: Entry = Entry {
    fields: &["period", "document"],
    optional: &[],
    vi: Words {
        title: "chốt lại phải có văn bản mới",
        message: "kỳ {period} đã chốt theo {document} và số liệu nay khác; chốt lại phải ghi văn bản khác",
        remedy: "ghi số, ngày của văn bản đính chính hoặc báo cáo thay thế vào `--document`",
        help: "Số đã báo cáo bằng một văn bản chỉ đổi được bằng một văn bản khác. Lần chốt sau giữ cả danh sách số đã \
               đổi so với lần trước; lần trước vẫn còn nguyên. Chưa có gì được ghi.",
    },
    en: Words {
        title: "sealing again needs another document",
        message: "{period} was sealed by {document} and its figures are others now; name another document",
        remedy: "give number and day of the correcting document with `--document`",
        help: "What a document reported is only changed by another one. The later seal keeps the list of what it \
               changed; the earlier one stays. Nothing was written.",
    },
};

pub(crate) static W436: Entry = Entry {
    fields: &["period", "document", "count"],
    optional: &[],
    vi: Words {
        title: "số liệu kỳ trước khác số đã chốt",
        message: "{count} số liệu kỳ {period} nay khác số đã chốt theo {document}; in ở bảng điều chỉnh số \
                  liệu kỳ trước",
        remedy: "xem bảng «Điều chỉnh số liệu kỳ trước» rồi nêu trong báo cáo",
        help: "Sau khi kỳ trước đã chốt, biểu của kỳ ấy được sửa, được bổ sung, hoặc thiết lập đổi. Kỳ này tính theo số \
               mới; phần chênh lệch được in riêng, kèm văn bản đã chốt và ô gây ra, để người đọc biết vì sao số đầu \
               kỳ không bằng số cuối kỳ đã báo cáo.",
    },
    en: Words {
        title: "figures of an earlier period are others than were sealed",
        message: "figures of {period} that are others than those sealed by {document}: {count}; the table of \
                  corrections tells them",
        remedy: "read the table of corrections of earlier periods and tell of it in the report",
        help: "After the earlier period was sealed a return of it was revised or came late, or the settings changed. \
               This period is worked out from the new figures; the difference is printed by itself, with the \
               document and the cell that made it, so that readers see why an opening stock is not the closing stock \
               that was reported.",
    },
};

pub(crate) static W437: Entry = Entry {
    fields: &["label", "opening", "closing", "sealed", "period"],
    optional: &["difference"],
    vi: Words {
        title: "chênh lệch do điều chỉnh số liệu kỳ trước",
        message: "«{label}»: {opening} và {closing} chênh nhau[ {difference}] chỉ vì số kỳ {period} đã đổi sau \
                  chốt; so với số đã chốt là {sealed} thì khớp",
        remedy: "không phải lỗi của đơn vị; đề nghị đơn vị dùng số đã điều chỉnh từ kỳ sau",
        help: "Đơn vị lấy số đầu kỳ theo số đã chốt và đã báo cáo; sau đó số kỳ trước được điều chỉnh. Chênh lệch này \
               được in ở bảng điều chỉnh số liệu kỳ trước, không bị coi là sai số đầu kỳ.",
    },
    en: Words {
        title: "a difference made by correcting an earlier period",
        message: "“{label}”: {opening} and {closing} differ[ by {difference}] only because figures of {period} changed \
                  after they were sealed; with the sealed {sealed} they agree",
        remedy: "it is no mistake of the unit; ask it to go by the corrected figure from the next period on",
        help: "The unit took its opening figure from what was sealed and reported; the earlier period was corrected \
               afterwards. The difference stands in the table of corrections and is not taken for a false opening \
               figure.",
    },
};

pub(crate) static I438: Entry = Entry {
    fields: &["period", "document", "folder"],
    optional: &[],
    vi: Words {
        title: "kỳ đã chốt rồi",
        message: "kỳ {period} đã chốt theo {document}, ở `{folder}`; số liệu không đổi nên không chốt thêm",
        remedy: "không phải làm gì; bản chốt còn nguyên",
        help: "Chốt lại một kỳ chỉ có nghĩa khi số liệu đã khác. Chưa có gì được ghi.",
    },
    en: Words {
        title: "the period is sealed already",
        message: "{period} was sealed by {document}, in `{folder}`; the figures are the same, so nothing was sealed",
        remedy: "nothing needs doing; the seal is as it was",
        help: "A period is sealed again only when its figures are others. Nothing was written.",
    },
};

pub(crate) static W439: Entry = Entry {
    fields: &["document"],
    optional: &[],
    vi: Words {
        title: "sổ tiếp nhận không ghi bản chốt",
        message: "sổ tiếp nhận không có dòng nào về bản chốt theo {document}, nên không biết chắc bản chốt còn nguyên",
        remedy: "chép lại sổ tiếp nhận từ bản sao lưu; không có thì giữ bản chốt và đối chiếu với văn bản đã gửi",
        help: "Khi chốt, mã băm của danh mục bản chốt được ghi vào sổ tiếp nhận. Sổ bị xóa hoặc thay bằng bản cũ thì \
               không còn đối chiếu được danh mục; các tệp vẫn được đối chiếu với danh mục, và số đã chốt vẫn dùng để \
               so sánh.",
    },
    en: Words {
        title: "the register knows nothing of a seal",
        message: "the register of receipts has no line of the seal by {document}, so nobody knows for certain that it is whole",
        remedy: "copy the register back from a backup; without one keep the seal and compare it with what was sent",
        help: "The hash of a seal's list of files is put on the register. Where that was deleted or replaced by an \
               earlier copy the list cannot be checked any more; files are still held against the list, and figures \
               against what was sealed.",
    },
};

pub(crate) static W445: Entry = Entry {
    fields: &["count", "units", "period", "document"],
    optional: &[],
    vi: Words {
        title: "biểu của kỳ đã chốt nay không được tính",
        message: "{count} đơn vị nay không có biểu kỳ {period} được tính, khi chốt theo {document} thì có: {units}",
        remedy: "biểu bị chuyển đi, bị xóa thì chép lại từ `bao-cao-den` của bản chốt; đơn vị gửi hai bản thì chọn bản đúng",
        help: "Mất biểu không phải là điều chỉnh số liệu: không văn bản nào in những số ấy thành «không có số», và tổng có \
               những số ấy cũng không được kê là điều chỉnh. Số kỳ này cần số của kỳ ấy thì còn thiếu.",
    },
    en: Words {
        title: "returns of a sealed period are not counted any more",
        message: "units whose returns for {period} counted when it was sealed by {document} and do not now ({count}): {units}",
        remedy: "copy returns that were moved or deleted back from `bao-cao-den` of the seal; of two versions choose the right one",
        help: "A return that is gone is no correction: no document prints such a figure as corrected to nothing, and sums \
               in which it stood are not told as corrections either. What this period needs of that one is lacking.",
    },
};
