//! Words written twice: which are meant, and which are a slip.

/// Words that mean something when they are doubled: «luôn luôn», «đời đời».
const REDUPLICATIONS: [&str; 96] = [
    "ai",
    "ào",
    "ba",
    "bảy",
    "ban",
    "bạt",
    "biếc",
    "cao",
    "cào",
    "chăm",
    "chằm",
    "chậm",
    "chang",
    "chiều",
    "chung",
    "chuồn",
    "cười",
    "cuồn",
    "dài",
    "dần",
    "đâu",
    "đầy",
    "đêm",
    "đều",
    "điệp",
    "đó",
    "đời",
    "đùng",
    "đủ",
    "gần",
    "gì",
    "hàng",
    "hay",
    "hoài",
    "hơi",
    "khăng",
    "khác",
    "kìn",
    "lâu",
    "lần",
    "lắm",
    "lớp",
    "luôn",
    "mãi",
    "mười",
    "năm",
    "nào",
    "ngày",
    "ngành",
    "người",
    "nhà",
    "nhanh",
    "nhè",
    "nhiều",
    "nho",
    "nơi",
    "phăng",
    "quá",
    "rành",
    "rào",
    "rầm",
    "rất",
    "riêng",
    "rồi",
    "sáng",
    "sâu",
    "sôi",
    "song",
    "sớm",
    "tầng",
    "thấp",
    "tháng",
    "thật",
    "thêm",
    "thôi",
    "thường",
    "tí",
    "trùng",
    "tuần",
    "từ",
    "tự",
    "ùn",
    "vài",
    "vân",
    "vơi",
    "vui",
    "vừa",
    "xa",
    "xanh",
    "xã",
    "xóm",
    "xưa",
    "xuân",
    "ấm",
    "ầm",
    "oang",
];

/// Words that are no part of another and mean nothing doubled, so a second one is a slip.
const NEVER_TWICE: [&str; 44] = [
    "và",
    "của",
    "các",
    "những",
    "được",
    "đã",
    "đang",
    "sẽ",
    "với",
    "cho",
    "theo",
    "từng",
    "mỗi",
    "là",
    "thì",
    "mà",
    "để",
    "do",
    "bởi",
    "nhằm",
    "như",
    "khi",
    "nếu",
    "hoặc",
    "cùng",
    "số",
    "tỉnh",
    "huyện",
    "phường",
    "tổng",
    "gồm",
    "vào",
    "ra",
    "đến",
    "trong",
    "ngoài",
    "này",
    "không",
    "chưa",
    "cũng",
    "vẫn",
    "còn",
    "đối",
    "nhất",
];

/// Words that end one word and begin another, with the syllables before which they end one:
/// «học sinh sinh viên» is meant, «sinh hoạt định định kỳ» is not.
const JOINTS: [(&str, &str); 42] = [
    ("bộ", "cán đảng chi nội cục toàn đồng bắc trung nam phận quân dân"),
    ("cấp", "cung các thứ trung cao sơ đẳng giai phân đề bậc cùng"),
    ("chấp", "tranh cố"),
    ("chí", "đồng ý báo tạp"),
    ("chính", "hành tài cải chân chủ liêm"),
    ("chức", "tổ công viên chuyên cách bãi từ miễn nhậm"),
    ("chung", "nói nhìn"),
    ("công", "thành phân bãi nhân thi dân gia tiến khởi hoàn"),
    ("cụ", "công dụng"),
    ("cuối", "sau"),
    ("dân", "nhân công nông cư người quân toàn di"),
    ("dục", "giáo thể tình"),
    ("đoàn", "công tập sư quân trung liên chi bộ"),
    ("đội", "quân chi phân trung"),
    ("đồng", "hội hợp cộng tương bất"),
    ("động", "hoạt lao vận hành tác chủ cảm phát hưởng năng tự điều di biến"),
    ("đảng", "chi tổ trong của về sinh nhập toàn xây đảng ủy quân vào khỏi"),
    (
        "định",
        "quy quyết nhất xác ổn chỉ thẩm giám khẳng ấn nghị hoạch dự giả phủ bình cố kiên đoán kiểm phán ước nhận",
    ),
    ("hành", "chấp thi tiến ban vận lưu điều phát tu thực bạo"),
    ("hệ", "quan liên thế"),
    ("hiện", "thực thể phát biểu xuất"),
    ("hội", "xã đại quốc cơ hiệp lễ chi công nông"),
    ("hợp", "phối kết tổng phù thích tập liên hỗn trường"),
    ("học", "đại khoa trường bậc văn toán tin cấp trung tiểu tự bài du"),
    ("kế", "thiết thống kết mưu"),
    ("kiểm", "tự thanh"),
    ("lực", "năng nỗ áp thế nguồn động trí hiệu quyền bất"),
    ("lý", "quản xử đại tâm địa pháp hợp hộ thanh nguyên"),
    ("nhân", "cá công nguyên quân nạn doanh hạt tư cử bệnh"),
    ("phẩm", "sản tác thực thành vật"),
    ("phát", "tự xuất phân khởi bộc"),
    ("quan", "cơ tham chủ khách liên tổng hải lạc trực"),
    ("sinh", "học phát vệ dân hy nảy thí an giáo tái sản"),
    ("số", "thiểu đa một con chỉ dân tham"),
    ("tác", "công hợp đối hoạt sáng cộng canh tương thao"),
    ("tập", "học thực luyện bài tuyển thu"),
    ("tại", "hiện tồn"),
    ("thành", "hoàn trưởng hình cấu tạo nội đô"),
    ("thể", "tập đoàn cụ có không tổng toàn cơ chủ"),
    ("trên", "cấp bên phía ở"),
    ("tỉnh", "trong toàn ngoài"),
    ("viên", "đảng đoàn hội thành ủy nhân giáo sinh học động cấp tổ uỷ"),
];

/// Whether a word that stands twice is a slip. `before` is the word in front of both, none where
/// a phrase begins.
///
/// A pair that may be meant is none: the end of one word can be the beginning of the next.
pub fn is_slip(before: Option<&str>, word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.as_str();
    if REDUPLICATIONS.contains(&word) {
        return false;
    }
    let before = before.map(str::to_lowercase);
    if let Some((_, ends)) = JOINTS.iter().find(|(joint, _)| *joint == word) {
        let ends_a_word = |before: &str| ends.split(' ').any(|known| known == before);
        return !before.as_deref().is_some_and(ends_a_word);
    }
    // Nothing stands before that it could be the end of.
    NEVER_TWICE.contains(&word) || before.as_deref().is_none_or(|b| NEVER_TWICE.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_doubled_by_a_slip_are_told() {
        assert!(is_slip(Some("UBND"), "tỉnh"));
        assert!(is_slip(Some("hoạt"), "định"));
        assert!(is_slip(Some("quyết"), "số"));
        assert!(is_slip(None, "tổ"));
        assert!(is_slip(Some("và"), "Và"));
    }

    #[test]
    fn reduplications_and_the_joint_of_two_words_are_meant() {
        assert!(!is_slip(None, "luôn"));
        assert!(!is_slip(Some("sự"), "đời"));
        assert!(!is_slip(Some("học"), "sinh"));
        assert!(!is_slip(Some("đảng"), "bộ"));
        assert!(!is_slip(Some("cơ"), "quan"));
        assert!(!is_slip(Some("quy"), "định"));
        assert!(!is_slip(Some("hiện"), "tại"));
        assert!(!is_slip(Some("thiểu"), "số"));
        // Not known as a joint, but something stands before that it may belong to.
        assert!(!is_slip(Some("kiểm"), "tra"));
    }
}
