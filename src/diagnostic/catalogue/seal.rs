//! Codes 430–449: periods that were sealed, and what came or changed since.

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
        message: "kỳ {period} đã chốt theo {document}; chốt lại phải ghi văn bản khác",
        remedy: "ghi số, ngày của văn bản đính chính hoặc báo cáo thay thế vào `--document`",
        help: "Số đã báo cáo bằng một văn bản chỉ đổi được bằng một văn bản khác. Lần chốt sau giữ cả danh sách số đã \
               đổi so với lần trước; lần trước vẫn còn nguyên. Chưa có gì được ghi.",
    },
    en: Words {
        title: "sealing again needs another document",
        message: "{period} was sealed by {document} already; name another document to seal it again",
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
        help: "Chốt lại một kỳ chỉ có nghĩa khi số liệu hoặc văn bản đã khác. Chưa có gì được ghi.",
    },
    en: Words {
        title: "the period is sealed already",
        message: "{period} was sealed by {document}, in `{folder}`; the figures are the same, so nothing was sealed",
        remedy: "nothing needs doing; the seal is as it was",
        help: "A period is sealed again only when its figures or its document are others. Nothing was written.",
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
               so sánh. Bản ai đó chép thêm từ một bản chốt cũng bị nêu như vậy và không thay cho bản chốt: chuyển nó \
               ra ngoài thư mục `chot`.",
    },
    en: Words {
        title: "the register knows nothing of a seal",
        message: "the register of receipts has no line of the seal by {document}, so nobody knows for certain that it is whole",
        remedy: "copy the register back from a backup; without one keep the seal and compare it with what was sent",
        help: "The hash of a seal's list of files is put on the register. Where that was deleted or replaced by an \
               earlier copy the list cannot be checked any more; files are still held against the list, and figures \
               against what was sealed. A copy that somebody made of a seal is told too and takes the place of \
               none: move it out of the folder `chot`.",
    },
};

pub(crate) static E441: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "thư mục này là một bản chốt",
        message: "thư mục này là một bản chốt, chỉ để đọc; lệnh này không chạy ở đây",
        remedy: "chạy lệnh với thư mục làm việc của cơ quan, là thư mục có `chot` ở trong",
        help: "Bản chốt giữ nguyên những gì đã ban hành, nên không chốt lại, không xóa gì trong đó. Lập lại văn bản để \
               xem thì được (`tonghop build`). Không cần giữ bản chốt nữa thì tự xóa cả thư mục. Chưa có gì được ghi.",
    },
    en: Words {
        title: "this folder is a seal",
        message: "this folder is a seal, which is for reading; the command does not run here",
        remedy: "give the command the workspace of the office, the folder that has `chot` in it",
        help: "A seal keeps what was issued as it was: nothing in it is sealed again or deleted. Documents may be made \
               from it (`tonghop build`). A seal that is needed no more is deleted by hand, the whole folder. Nothing \
               was written.",
    },
};

pub(crate) static E442: Entry = Entry {
    fields: &["period"],
    optional: &["of"],
    vi: Words {
        title: "chưa có biểu nào để chốt",
        message: "chưa chốt kỳ {period}: chưa nhận được biểu nào của kỳ[ {of}| này]",
        remedy: "xem lại kỳ ghi ở `--period`, rồi chốt lại",
        help: "Chốt nhầm kỳ thì không bỏ được: bản chốt đã ghi vào sổ tiếp nhận. Kỳ chưa có biểu nào thì gần như chắc \
               là ghi nhầm kỳ, nên máy không chốt. Chưa có gì được ghi.",
    },
    en: Words {
        title: "there is no return to seal",
        message: "{period} is not sealed: no return of [{of}|that period] came",
        remedy: "look at the period given with `--period` and seal then",
        help: "A wrong period that was sealed cannot be taken back: it is on the register of receipts. A period of which \
               no return came is most likely a slip, so it is not sealed. Nothing was written.",
    },
};

pub(crate) static E443: Entry = Entry {
    fields: &["name"],
    optional: &[],
    vi: Words {
        title: "tên mà bản chốt cần đã có người dùng",
        message: "chưa chốt được: trong thư mục làm việc đã có `{name}`, tên mà bản chốt phải dùng",
        remedy: "đổi tên thư mục ấy hoặc chuyển đi nơi khác, rồi chốt lại",
        help: "Bản chốt chép cả thư mục làm việc và để văn bản đã ban hành ở thư mục con `van-ban`; thư mục làm việc có \
               sẵn `van-ban` thì hai thứ lẫn vào nhau. Mỗi lần chốt ghi một thư mục mới trong `chot`, không ghi đè thư \
               mục nào. Chưa có gì được ghi.",
    },
    en: Words {
        title: "a name that the seal needs is taken",
        message: "not sealed: the workspace has `{name}` already, a name that the seal needs",
        remedy: "rename that folder or move it elsewhere, and seal then",
        help: "A seal copies the workspace and puts the documents as issued into its folder `van-ban`; what a workspace \
               has of that name would get mixed up with them. Every seal is a new folder in `chot` and overwrites none. \
               Nothing was written.",
    },
};

pub(crate) static E444: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "bản chép không ra cùng số liệu",
        message: "chưa chốt được: tính lại từ bản chép không ra cùng số liệu",
        remedy: "chờ không còn ai sửa tệp trong thư mục làm việc rồi chốt lại",
        help: "Trước khi ghi, máy tính lại mọi số từ chính bản chép sẽ cất giữ. Khác nhau thường là vì có tệp vừa được \
               sửa, được thêm hay bị xóa trong lúc chốt. Chưa có gì được ghi.",
    },
    en: Words {
        title: "the copy does not give the same figures",
        message: "not sealed: worked out from the copy the figures are others",
        remedy: "wait until nobody changes files in the workspace and seal then",
        help: "Before anything is written all figures are worked out from the very copy that is to be kept. They mostly \
               differ because a file was changed, added or deleted meanwhile. Nothing was written.",
    },
};

pub(crate) static E446: Entry = Entry {
    fields: &["pack", "count", "period", "document"],
    optional: &[],
    vi: Words {
        title: "bộ biểu mẫu đã chốt nay không dùng",
        message: "{count} số liệu kỳ {period} của bộ biểu mẫu «{pack}» đã chốt theo {document}, nay không tính nữa vì \
                  thiết lập không dùng bộ ấy",
        remedy: "ghi lại mã bộ biểu mẫu vào thiết lập; bỏ thật thì chốt lại bằng văn bản mới",
        help: "Số đã chốt là số đã báo cáo bằng văn bản, không được mất lặng lẽ. Trang tính Đơn vị của thiết lập ghi \
               những bộ biểu mẫu đang dùng; bỏ một bộ thì không số nào của bộ ấy được tính, nên không biết chúng còn \
               đúng như khi chốt hay không. Bản chốt trong thư mục `chot` giữ nguyên.",
    },
    en: Words {
        title: "a pack that was sealed is not in use",
        message: "figures of {period} under the pack “{pack}” that were sealed by {document} and are not worked out \
                  any more, because the settings do not use it: {count}",
        remedy: "put the code of the pack back into the settings; or seal again with a new document",
        help: "Sealed figures were reported in a document and do not vanish silently. The settings say which packs are \
               in use; without one none of its figures is worked out, so nobody knows whether they are what was \
               sealed. The copy in the folder `chot` stays what it was.",
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

pub(crate) static E447: Entry = Entry {
    fields: &["period", "document", "day"],
    optional: &[],
    vi: Words {
        title: "văn bản có trước kỳ báo cáo",
        message: "chưa chốt kỳ {period}: {document} có ngày {day}, trước khi kỳ ấy bắt đầu",
        remedy: "xem lại ngày ở `--document` và kỳ ở `--period`, rồi chốt lại",
        help: "Văn bản báo cáo số liệu một kỳ không thể có trước ngày đầu của kỳ. Số, ngày của văn bản được in trong mọi \
               trang điều chỉnh về sau, nên sai thì sửa bây giờ. Chưa có gì được ghi.",
    },
    en: Words {
        title: "the document is from before the period",
        message: "{period} is not sealed: {document} is dated {day}, before that period began",
        remedy: "look at the day in `--document` and the period in `--period` and seal then",
        help: "No document reports the figures of a period before its first day. Its number and day are printed on every \
               page of corrections afterwards, so this is the time to put them right. Nothing was written.",
    },
};

pub(crate) static E448: Entry = Entry {
    fields: &["period", "document", "last"],
    optional: &[],
    vi: Words {
        title: "số liệu có sau văn bản",
        message: "chưa chốt lại kỳ {period}: số liệu nay khác lần chốt theo {last}, mà {document} không có ngày sau văn bản ấy",
        remedy: "chốt bằng văn bản ban hành sau; chỉ sửa số văn bản ghi nhầm thì tạm chuyển biểu bổ sung ra, chốt lại, rồi chép vào",
        help: "Số liệu đổi sau khi văn bản đã ban hành thì không thể đã nằm trong văn bản ấy. Chốt như vậy thì bản chốt nói khác \
               tờ giấy đã ký. Chưa có gì được ghi.",
    },
    en: Words {
        title: "the figures are younger than the document",
        message: "{period} is not sealed again: its figures are others than when it was sealed by {last}, and {document} is not dated after that",
        remedy: "seal by a document issued later; to correct a mistyped number alone, move the late returns out, seal, and copy them back",
        help: "What changed after a document went out cannot have stood in it. A seal would then say otherwise than the signed \
               paper. Nothing was written.",
    },
};
