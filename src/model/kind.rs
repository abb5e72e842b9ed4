//! The kinds of field.

use crate::lang::Lang;

macro_rules! kinds {
    ($($variant:ident $id:literal $zh:literal $en:literal,)*) => {
        /// What a field holds. Each kind has its home with all its faces in `kinds/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($variant),* }

        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),*];

            /// The name in form schemas.
            pub fn id(self) -> &'static str { match self { $(Kind::$variant => $id),* } }

            /// The name that people see.
            pub fn label(self, lang: Lang) -> &'static str { match self { $(Kind::$variant => lang.pick($zh, $en)),* } }
        }
    };
}

kinds! {
    PersonName "person_name" "姓名" "name",
    Sex "sex" "性别" "sex",
    Ethnicity "ethnicity" "民族" "ethnic group",
    PoliticalStatus "political_status" "政治面貌" "political status",
    IdNumber "id_number" "身份证号" "ID number",
    Mobile "mobile" "手机号" "mobile number",
    Phone "phone" "电话" "telephone",
    Email "email" "电子邮箱" "e-mail",
    Text "text" "文字" "text",
    LongText "long_text" "长文字" "long text",
    Choice "choice" "单选" "single choice",
    Choices "choices" "多选" "several choices",
    YesNo "yes_no" "是或否" "yes or no",
    Month "month" "年月" "month",
    Date "date" "日期" "date",
    Education "education" "学历" "education",
    Photo "photo" "照片" "photo",
    Unit "unit" "单位" "unit",
    Number "number" "数" "number",
    Score "score" "评分" "score",
}

impl Kind {
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.id() == id)
    }

    /// Whether the field offers fixed options.
    pub fn has_options(self) -> bool {
        matches!(self, Kind::Choice | Kind::Choices | Kind::Ethnicity | Kind::PoliticalStatus | Kind::Education)
    }
}
