//! Codes 680–697: printed texts read through, and documents cited by templates.

use super::{Entry, Words};

pub(crate) static W680: Entry = Entry {
    fields: &["written", "meant"],
    optional: &["times", "whose"],
    vi: Words {
        title: "viện dẫn văn bản không khớp danh mục văn bản",
        message: "«{written}»[ ({whose})] không khớp danh mục văn bản: danh mục ghi {meant}\
                  [; cả thảy {times} chỗ]",
        remedy: "đối chiếu với văn bản gốc rồi sửa; nếu danh mục sai thì ghi văn bản đúng vào trang tính «Văn bản»",
        help: "Số, ngày, loại hoặc cơ quan ban hành của văn bản được viện dẫn khác với danh mục văn bản đi \
               kèm chương trình và trang tính «Văn bản» của thiet-lap.xlsx. Chương trình không sửa lời văn.",
    },
    en: Words {
        title: "a citation is not as the list of documents has it",
        message: "“{written}”[ ({whose})] is not as the list of documents has it: {meant}\
                  [; {times} times in all]",
        remedy: "hold it against the document itself and correct it; if the list is wrong, write the right one into the sheet of documents",
        help: "Number, day, type or issuer of a cited document differ from the list that comes with \
               the program and from the office's own sheet of documents. The text is not changed.",
    },
};

pub(crate) static I681: Entry = Entry {
    fields: &["documents"],
    optional: &[],
    vi: Words {
        title: "văn bản viện dẫn chưa có trong danh mục",
        message: "viện dẫn {documents}, danh mục văn bản chưa có nên không kiểm tra được ngày và cơ quan ban hành",
        remedy: "ghi các văn bản này vào trang tính «Văn bản» của thiet-lap.xlsx để lần sau được kiểm tra",
        help: "Danh mục văn bản đi kèm chương trình chỉ có văn bản của Trung ương và một ít văn bản của địa phương. \
               Văn bản của tỉnh, của cấp trên và của chính cơ quan thì cơ quan tự ghi vào trang tính «Văn bản».",
    },
    en: Words {
        title: "cited documents that are not in the list of documents",
        message: "{documents} are cited; the list of documents does not have them, so day and issuer were not checked",
        remedy: "write these documents into the sheet of documents of the settings to have them checked",
        help: "The list that comes with the program has documents of the central bodies and a few of \
               provinces. An office writes those of its own superiors into its sheet of documents.",
    },
};

pub(crate) static W682: Entry = Entry {
    fields: &["written", "candidates"],
    optional: &["times", "whose"],
    vi: Words {
        title: "số hiệu này là của nhiều văn bản",
        message: "«{written}»[ ({whose})] không ghi ngày, có thể là {candidates}[; cả thảy {times} chỗ]",
        remedy: "ghi thêm ngày ban hành ở lần viện dẫn đầu tiên",
        help: "Số văn bản đánh lại theo nhiệm kỳ nên hai văn bản có thể mang cùng một số. Không có ngày, người \
               đọc không biết là văn bản nào.",
    },
    en: Words {
        title: "several documents bear this number",
        message: "“{written}”[ ({whose})] is cited without its day and may be {candidates}[; {times} times in all]",
        remedy: "add the day where the document is cited first",
        help: "Numbers begin anew with every term, so two documents may bear one. Without the day a \
               reader cannot know which is meant.",
    },
};

pub(crate) static I683: Entry = Entry {
    fields: &["document", "by"],
    optional: &["times", "whose"],
    vi: Words {
        title: "văn bản viện dẫn đã được thay thế",
        message: "{document}[ ({whose})] đã được thay bằng {by}[; nhắc {times} lần]",
        remedy: "nếu nói về việc hiện nay thì viện dẫn văn bản mới; nói về thời gian trước thì giữ nguyên",
        help: "Đến ngày của báo cáo, văn bản được viện dẫn đã có văn bản khác thay thế theo danh mục văn bản. \
               Báo cáo về thời gian trước vẫn viện dẫn văn bản cũ, nên đây chỉ là ghi chú.",
    },
    en: Words {
        title: "a cited document has been replaced",
        message: "{document}[ ({whose})] has been replaced by {by}[; named {times} times]",
        remedy: "cite the new one where the present is meant; leave it where the past is",
        help: "By the day of the report another document had taken the place of the cited one, as the list of \
               documents says. Of earlier times the old one is cited rightly, so this is a note.",
    },
};

pub(crate) static W684: Entry = Entry {
    fields: &["document", "ways"],
    optional: &["day", "listed"],
    vi: Words {
        title: "một văn bản được viện dẫn theo nhiều cách viết",
        message: "văn bản {document} được viết là {ways}",
        remedy: "viết số hiệu liền nhau, một cách cho cả văn bản[; ngày viết là {day}][; danh mục văn bản ghi {listed}]; có \
                 dấu phẩy trước chữ ngày hay không là theo thể thức của cơ quan, mục Thể thức văn bản trong \
                 `thiet-lap.xlsx`: Đảng có, Nhà nước không",
        help: "Cùng một văn bản mà nơi có dấu phẩy trước chữ ngày, nơi không, nơi viết ngày một chữ số, nơi hai, hoặc số \
               hiệu có dấu cách, bị ngắt dòng. Dùng hàm trich_dan trong mẫu thì văn bản luôn được viết một cách.",
    },
    en: Words {
        title: "one document is cited in several spellings",
        message: "the document {document} is written {ways}",
        remedy: "write the number without spaces, and one way throughout[; the day is written {day}][; the list of documents has \
                 {listed}]; a comma stands before the day where the rules \
                 that `thiet-lap.xlsx` sets for the office are those of the Party, and none where they are those of the State",
        help: "One document with a comma before its day here and none there, with a day of one digit or two, or \
               with a number that has spaces or breaks of line. The function trich_dan writes it one way.",
    },
};

pub(crate) static W685: Entry = Entry {
    fields: &["written", "why", "around"],
    optional: &["times", "whose"],
    vi: Words {
        title: "chữ bị hỏng hoặc bị mất",
        message: "«{written}»[ ({whose})]: {why}, ở «{around}»[; cả thảy {times} chỗ]",
        remedy: "sửa lại chữ",
        help: "Chữ bị hỏng khi chép từ tệp PDF, bản quét hoặc bộ gõ cũ: chữ ƣ thay cho ư, mất một chữ cái giữa \
               từ, dấu câu lọt vào giữa chữ. Chương trình chỉ báo khi chắc chắn, không tự sửa.",
    },
    en: Words {
        title: "damaged or lost letters",
        message: "“{written}”[ ({whose})]: {why}, at “{around}”[; {times} times in all]",
        remedy: "correct the word",
        help: "Letters are damaged when text comes from a PDF, a scan or an old keyboard. Only what \
               is sure is told, and nothing is changed.",
    },
};

pub(crate) static W686: Entry = Entry {
    fields: &["written", "around"],
    optional: &["times", "whose"],
    vi: Words {
        title: "một từ viết hai lần",
        message: "«{written}»[ ({whose})] viết hai lần, ở «{around}»[; cả thảy {times} chỗ]",
        remedy: "bỏ bớt một từ nếu viết thừa",
        help: "Một từ đứng hai lần liền nhau mà không phải từ láy và không phải hai từ ghép đứng cạnh nhau (như học \
               sinh sinh viên).",
    },
    en: Words {
        title: "a word written twice",
        message: "“{written}”[ ({whose})] stands twice, at “{around}”[; {times} times in all]",
        remedy: "take one of them out unless both are meant",
        help: "A word stands twice, and is neither a reduplication nor the end of one word and the \
               beginning of the next.",
    },
};

pub(crate) static W687: Entry = Entry {
    fields: &["one", "often", "other", "seldom", "around"],
    optional: &[],
    vi: Words {
        title: "dấu thanh đặt hai kiểu trong một văn bản",
        message: "dấu thanh đặt hai kiểu: `{one}` {often} chỗ, `{other}` {seldom} chỗ, đầu tiên ở «{around}»",
        remedy: "thống nhất một kiểu, ví dụ bằng Tìm và thay thế của Word",
        help: "Dấu thanh của oa, oe, uy viết được hai kiểu: ủy, hóa, khỏe hoặc uỷ, hoá, khoẻ. Kiểu nào cũng được, \
               nhưng một văn bản nên dùng một kiểu.",
    },
    en: Words {
        title: "tone marks stand in two manners in one text",
        message: "tone marks stand in two manners: `{one}` {often} times, `{other}` {seldom} times, first at “{around}”",
        remedy: "keep to one manner, by Word's find and replace for instance",
        help: "The tone mark of two vowels at the end of a syllable may stand on either of them. Both are \
               right, but a document should keep to one.",
    },
};

pub(crate) static W688: Entry = Entry {
    fields: &["padded", "often", "bare", "seldom", "around"],
    optional: &[],
    vi: Words {
        title: "số đếm dưới 10 viết hai kiểu trong một văn bản",
        message: "số đếm dưới 10 viết hai kiểu: `{padded}` ({often} chỗ) và `{bare}` ({seldom} chỗ), ở «{around}»",
        remedy: "thống nhất một kiểu; số do thẻ in ra theo mục «Số đếm trong câu» của thiet-lap.xlsx",
        help: "Có nơi viết 05 chi bộ, có nơi viết 5 chi bộ. Kiểu nào cũng được, nhưng một văn bản nên dùng một \
               kiểu. Số trong bảng không tính.",
    },
    en: Words {
        title: "counts below ten are written in two manners in one text",
        message: "counts below ten are written in two manners: `{padded}` ({often} times) and `{bare}` ({seldom} times), at “{around}”",
        remedy: "keep to one manner; what tags print follows the setting for counts in sentences",
        help: "Some write 05 units, others 5 units. Both are right, but a document should keep to \
               one. Tables do not count.",
    },
};

pub(crate) static W689: Entry = Entry {
    fields: &["label", "why", "around"],
    optional: &["times"],
    vi: Words {
        title: "đề mục đánh số không thống nhất hoặc không liên tục",
        message: "đề mục `{label}` {why}: «{around}»[; cả thảy {times} chỗ]",
        remedy: "sửa số hoặc dấu của đề mục cho thống nhất, liên tục",
        help: "Các đề mục cùng cấp nên đánh số một kiểu (đều I. hoặc đều I/) và liên tục, không nhảy số, không trùng số.",
    },
    en: Words {
        title: "headings are numbered in several manners or out of order",
        message: "the heading `{label}` stands {why}: “{around}”[; {times} times in all]",
        remedy: "correct number or mark of the heading",
        help: "Headings of one level should be numbered in one manner (I. or I/ throughout) and in \
               order, without leaving a number out or giving it twice.",
    },
};

pub(crate) static E690: Entry = Entry {
    fields: &["reason"],
    optional: &["around"],
    vi: Words {
        title: "mẫu viện dẫn văn bản không xác định được",
        message: "không biết mẫu viện dẫn văn bản nào: {reason}[; ở gần «{around}»]",
        remedy: "sửa số trong mẫu, ghi thêm ngày, hoặc ghi văn bản vào trang tính «Văn bản» của thiet-lap.xlsx",
        help: "Hàm trich_dan chỉ viện dẫn văn bản có trong danh mục văn bản đi kèm chương trình hoặc trong trang tính \
               «Văn bản». Số của nhiều văn bản, và số của văn bản địa phương, phải kèm ngày.",
    },
    en: Words {
        title: "a template cites a document that cannot be told",
        message: "which document the template cites cannot be told: {reason}[; near “{around}”]",
        remedy: "correct the number, add the day, or write the document into the sheet of documents of the settings",
        help: "The function trich_dan cites documents of the list that comes with the program, and of the office's \
               sheet of documents. A number of several documents, or of a province's, needs the day.",
    },
};

pub(crate) static E692: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "danh mục văn bản của cơ quan không đọc được",
        message: "danh mục văn bản không đọc được: {reason}",
        remedy: "sửa tệp, hoặc xóa tệp và ghi văn bản vào trang tính «Văn bản» của thiet-lap.xlsx",
        help: "Tệp bo-bieu/chung/van-ban.toml của cơ quan phải viết như danh mục đi kèm chương trình. Người dùng \
               bình thường ghi văn bản vào trang tính «Văn bản», không cần tệp này.",
    },
    en: Words {
        title: "the office's list of documents cannot be read",
        message: "the list of documents cannot be read: {reason}",
        remedy: "correct the file, or delete it and use the sheet of documents of the settings",
        help: "An office's own list of documents must be written as the one that comes with the \
               program. Ordinarily documents go into the sheet of the settings, and there is no such file.",
    },
};

pub(crate) static W693: Entry = Entry {
    fields: &["written", "meant"],
    optional: &[],
    vi: Words {
        title: "trang tính «Văn bản» ghi khác danh mục đi kèm",
        message: "trang tính «Văn bản» ghi {written}, danh mục đi kèm chương trình ghi {meant}",
        remedy: "đối chiếu với văn bản gốc; nếu là hai văn bản khác nhau thì giữ nguyên",
        help: "Ngày ghi trong trang tính chỉ khác danh mục đi kèm ở năm, hoặc ở ngày tháng trong cùng một năm, \
               nên có thể là ghi nhầm. Cả hai đều được giữ, khi viện dẫn phải ghi rõ ngày.",
    },
    en: Words {
        title: "the sheet of documents differs from the list of the program",
        message: "the sheet of documents has {written}, the list of the program {meant}",
        remedy: "hold it against the document itself; leave it if they are two documents",
        help: "The day in the sheet differs from that of the list in the year only, or within one year, \
               so it may be a slip. Both are kept, and a citation must then name its day.",
    },
};

pub(crate) static W695: Entry = Entry {
    fields: &["around"],
    optional: &["times", "whose"],
    vi: Words {
        title: "dấu ngoặc kép mở và đóng khác kiểu",
        message: "dấu ngoặc kép mở và đóng khác kiểu[ ({whose})], ở «{around}»[; cả thảy {times} chỗ]",
        remedy: "dùng một kiểu dấu ngoặc kép",
        help: "Câu trích mở bằng dấu ngoặc kép thẳng và đóng bằng dấu ngoặc kép cong, hoặc ngược lại.",
    },
    en: Words {
        title: "quotation marks open and close in different kinds",
        message: "a quotation opens with one kind of mark and closes with another[ ({whose})], at “{around}”[; {times} times in all]",
        remedy: "use one kind of quotation marks",
        help: "A quotation is opened by a straight mark and closed by a curly one, or the other way round.",
    },
};

pub(crate) static W696: Entry = Entry {
    fields: &["around"],
    optional: &["times"],
    vi: Words {
        title: "còn chữ sau dấu kết thúc văn bản",
        message: "còn chữ sau dấu kết thúc văn bản: «{around}»[; cả thảy {times} chỗ]",
        remedy: "đưa phần này lên trước, hoặc chuyển dấu kết thúc xuống cuối",
        help: "Dấu chấm, gạch chéo, chấm đánh dấu hết nội dung văn bản. Sau đó chỉ còn chữ ký và nơi nhận; chữ viết thêm ở \
               đó không thuộc văn bản.",
    },
    en: Words {
        title: "text stands behind the mark that ends the text",
        message: "text stands behind the mark that ends the text: “{around}”[; {times} times in all]",
        remedy: "move it before the mark, or the mark behind it",
        help: "The mark says that the text ends. Only signature and recipients follow; what stands there \
               does not belong to the document.",
    },
};

pub(crate) static W697: Entry = Entry {
    fields: &["written", "name"],
    optional: &["times"],
    vi: Words {
        title: "tên cơ quan viết khác với thiết lập",
        message: "«{written}» viết khác với «{name}» của thiết lập[; cả thảy {times} chỗ]",
        remedy: "viết hoa thống nhất theo tên trong thiết lập, hoặc sửa tên trong thiết lập",
        help: "Tên cơ quan hoặc cơ quan cấp trên trong văn bản giống tên ở thiet-lap.xlsx nhưng viết hoa khác.",
    },
    en: Words {
        title: "an office is called otherwise than in the settings",
        message: "“{written}” is not written as “{name}” of the settings[; {times} times in all]",
        remedy: "write capitals as the settings have them, or correct the settings",
        help: "The name of the office or of its superior is the same as in the settings, but with \
               other capitals.",
    },
};

pub(crate) static W698: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "cả danh sách in ra như dữ liệu của máy",
        message: "đoạn này in cả danh sách lời của đơn vị như dữ liệu của máy, không phải câu văn",
        remedy: "trong mẫu, lặp qua từng ý của `y_kien` bằng lệnh `for`, hoặc ghi thẻ chỉ gồm mã của mục",
        help: "Hàm `y_kien` cho một danh sách, mỗi phần tử có `noi_dung`, `don_vi`, `so_don_vi`. Phải lặp qua danh sách rồi \
               in từng phần; thẻ chỉ gồm mã của mục thì in mọi ý, mỗi ý một dòng.",
    },
    en: Words {
        title: "a whole list is printed as programs write it",
        message: "this paragraph prints a whole list of units' words as programs write it, not as a sentence",
        remedy: "loop over the opinions of `y_kien` in the template with `for`, or write the bare code as a tag",
        help: "The function `y_kien` gives a list whose members have `noi_dung`, `don_vi`, `so_don_vi`. Loop over it and print \
               them one by one; a tag that is only the code prints every opinion on a line of its own.",
    },
};

pub(crate) static W699: Entry = Entry {
    fields: &["document", "day"],
    optional: &["times", "whose"],
    vi: Words {
        title: "viện dẫn văn bản ban hành sau ngày của báo cáo",
        message: "báo cáo ngày {day} viện dẫn {document}[ ({whose})], ban hành sau ngày ấy[; nhắc {times} lần]",
        remedy: "viện dẫn văn bản có hiệu lực vào ngày của báo cáo; trong mẫu thì chọn theo năm bằng lệnh `if`, hoặc sửa ngày ở `--as-of`",
        help: "Một văn bản không thể căn cứ vào văn bản ra đời sau nó. Thường do mẫu soạn cho năm nay được dùng để lập lại \
               báo cáo của kỳ trước. Mẫu Word chọn được văn bản theo năm của kỳ báo cáo.",
    },
    en: Words {
        title: "a document is cited that is later than the report",
        message: "the report of {day} cites {document}[ ({whose})], which was issued later[; named {times} times]",
        remedy: "cite what was in force on the day of the report; in the template choose by year with `if`, or correct `--as-of`",
        help: "A document cannot rest on one that came after it. Most often a template of this year makes the report of \
               an earlier period again. A Word template can choose documents by the year of the period.",
    },
};
