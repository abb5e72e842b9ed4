//! `data/codes/<list>.yaml`: code lists of national standards.

use crate::diagnostic::Diagnostics;
use crate::formats::yaml::{Decode, Map, Node};
use crate::model::{CodeEntry, CodeList};

pub fn decode(node: &Node, id: &str, out: &mut Diagnostics) -> Option<CodeList> {
    let mut map = Map::open(node, ["代码表", "the code list"], out)?;
    let list = CodeList {
        id: id.to_owned(),
        title: map.required("title", out).unwrap_or_default(),
        source: map.required("source", out).unwrap_or_default(),
        entries: map.list("entries", out),
    };
    map.finish(out);
    Some(list)
}

impl Decode for CodeEntry {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<CodeEntry> {
        let mut map = Map::open(node, ["代码", "the code"], out)?;
        let code = map.required("code", out);
        let value = map.required("value", out);
        let full = map.optional("full", out);
        let aliases = map.list("aliases", out);
        map.finish(out);
        Some(CodeEntry { code: code?, value: value?, full, aliases })
    }
}
