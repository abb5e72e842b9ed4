//! Photos: the name of a JPEG or PNG file that was returned with the form. Whether it exists is checked elsewhere.

use serde_json::{Value as Json, json};

use super::fold::shown;
use super::{Cell, FieldKind, Reading, hint_line, schema};
use crate::diagnostic::FieldProblem;
use crate::formats::sheet::Rule;
use crate::lang::Lang;
use crate::model::{Field, Value};

pub(super) struct PhotoKind;

impl FieldKind for PhotoKind {
    fn read(&self, field: &Field, text: &str) -> Reading {
        let (label, found) = (field.label.to_string(), shown(text));
        // A colon is a drive, a stream or an address; a backslash is a path on one system and a name on another.
        let leads_out = text.starts_with('/') || text.contains([':', '\\']) || text.split('/').any(|part| part == "..");
        if leads_out {
            return Reading::problem(FieldProblem::PhotoOutside { field: label, found });
        }
        let is_picture = |(stem, extension): (&str, &str)| {
            !stem.is_empty() && ["jpg", "jpeg", "png"].iter().any(|it| extension.eq_ignore_ascii_case(it))
        };
        let parts: Vec<&str> = text.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let name = parts.last().and_then(|name| name.rsplit_once('.'));
        match name.is_some_and(is_picture) && !text.ends_with('/') && !text.contains(['\n', '\t']) {
            true => Reading::value(Value::Text(parts.join("/").into())),
            false => Reading::problem(FieldProblem::PhotoUnreadable { field: label, found }),
        }
    }

    fn hint(&self, field: &Field, lang: Lang) -> Option<String> {
        hint_line(field, lang, Some(lang.pick("JPEG 或 PNG 图片", "a JPEG or PNG picture")))
    }

    fn json_schema(&self, field: &Field) -> Json {
        schema(self, field, json!({ "type": "string", "pattern": "\\.([Jj][Pp][Ee]?[Gg]|[Pp][Nn][Gg])$" }))
    }

    fn cell(&self, _: &Field) -> Cell {
        Cell::lenient(Rule::Anything, "")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::kinds::testing::{code, field, gives, stable};
    use crate::model::Kind;

    #[test]
    fn a_photo_is_a_file_beside_the_form() {
        for (written, name) in [
            ("测试甲.jpg", "测试甲.jpg"),
            ("测试 甲.JPEG", "测试 甲.JPEG"),
            ("照片/测试甲.png", "照片/测试甲.png"),
            ("./测试甲.Jpg", "测试甲.Jpg"),
            ("a..b.jpg", "a..b.jpg"),
        ] {
            assert_eq!(gives(Kind::Photo, written), name);
        }
        for written in [
            "/photos/a.jpg",
            "C:\\a.jpg",
            "C:a.jpg",
            "../a.jpg",
            "照片/../../a.jpg",
            "照片\\a.jpg",
            "\\\\server\\a.jpg",
            "http://example.org/a.jpg",
            "..",
        ] {
            assert_eq!(code(Kind::Photo, written), "E0324", "{written}");
        }
        for written in ["测试甲", "测试甲.gif", "已附", "测试甲.jpg.docx", ".jpg", "a.jpg/", "甲\n.jpg"] {
            assert_eq!(code(Kind::Photo, written), "E0323", "{written}");
        }
    }

    proptest! {
        #[test]
        fn a_name_never_leads_out(text in "[a./\\\\:]{0,8}(\\.jpg)?") {
            stable(&field(Kind::Photo), &text);
            let name = gives(Kind::Photo, &text);
            prop_assert!(!name.starts_with('/') && name.split('/').all(|part| part != ".."));
        }
    }
}
