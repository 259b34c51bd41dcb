//! How the functions of figures and sentences are called: for `lint`.

/// How a function is called.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Signature {
    /// Its name.
    pub(in super::super) name: &'static str,
    /// What stands without a name.
    pub(in super::super) takes: Takes,
    /// Whether several of that may stand.
    pub(in super::super) many: bool,
    /// Arguments with a name.
    pub(in super::super) named: &'static [&'static str],
    /// Whether it is a filter too.
    pub(in super::super) filters: bool,
    /// How it is written.
    pub(in super::super) example: &'static str,
}

/// What an argument without a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Takes {
    /// The name of a figure.
    Figure,
    /// The name of a text element.
    Words,
    /// A day.
    Day,
    /// The number of a document.
    Document,
    /// Any value.
    Value,
}

const PLAIN: Signature = Signature {
    name: "so",
    takes: Takes::Figure,
    many: false,
    named: &["ky", "dv"],
    filters: false,
    example: "so(\"ket_nap\")",
};

const ALL: [Signature; 18] = [
    PLAIN,
    Signature { name: "dieu_chinh", example: "dieu_chinh(\"dang_vien_dau_ky\")", ..PLAIN },
    Signature { name: "gia_tri", example: "gia_tri(\"ket_nap\")", ..PLAIN },
    Signature { name: "co", example: "co(\"ket_nap\")", ..PLAIN },
    Signature { name: "co_bieu", example: "co_bieu(\"ket_nap\")", ..PLAIN },
    Signature {
        name: "so_sanh",
        named: &["voi", "ky", "dv", "don_vi"],
        example: "so_sanh(\"ket_nap\", voi=\"cung-ky\")",
        ..PLAIN
    },
    Signature {
        name: "so_sanh_duoc",
        named: &["voi", "ky", "dv"],
        example: "so_sanh_duoc(\"ket_nap\", voi=\"cung-ky\")",
        ..PLAIN
    },
    Signature {
        name: "ty_trong",
        named: &["tren", "ky", "dv"],
        example: "ty_trong(\"ket_nap.nu\")",
        ..PLAIN
    },
    Signature {
        name: "liet_ke_phan",
        named: &["bo", "ky", "dv", "don_vi"],
        example: "liet_ke_phan(\"ket_nap\")",
        ..PLAIN
    },
    Signature { name: "y_kien", takes: Takes::Words, example: "y_kien(\"han_che\")", ..PLAIN },
    Signature {
        name: "khong_y_kien",
        takes: Takes::Words,
        example: "khong_y_kien(\"han_che\")",
        ..PLAIN
    },
    Signature {
        name: "khong_ai_neu",
        takes: Takes::Words,
        example: "khong_ai_neu(\"han_che\")",
        ..PLAIN
    },
    Signature { name: "can", many: true, example: "can(\"ket_nap\")", ..PLAIN },
    Signature {
        name: "liet_ke",
        takes: Takes::Value,
        named: &[],
        filters: true,
        example: "liet_ke(danh_sach)",
        ..PLAIN
    },
    Signature {
        name: "dem",
        takes: Takes::Value,
        named: &[],
        example: "dem(cac_don_vi | length)",
        ..PLAIN
    },
    Signature {
        name: "ngay",
        takes: Takes::Day,
        named: &[],
        example: "ngay(\"2024-01-05\")",
        ..PLAIN
    },
    Signature {
        name: "ngay_so",
        takes: Takes::Day,
        named: &[],
        example: "ngay_so(\"2024-01-05\")",
        ..PLAIN
    },
    Signature {
        name: super::CITES,
        takes: Takes::Document,
        named: &["ngay", "cua", "day_du", "ngan"],
        example: "trich_dan(\"28-CT/TW\")",
        ..PLAIN
    },
];

/// How a function of this name is called.
pub(in super::super) fn signature(name: &str) -> Option<Signature> {
    ALL.into_iter().find(|signature| signature.name == name)
}
