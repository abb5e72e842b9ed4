//! `data/units.yaml`: who is expected to report.

use crate::diagnostic::Diagnostics;
use crate::formats::yaml::{Decode, Map, Node};
use crate::model::Unit;

pub fn decode(node: &Node, out: &mut Diagnostics) -> Vec<Unit> {
    let Some(mut map) = Map::open(node, ["单位名册", "the list of units"], out) else { return Vec::new() };
    let units = map.list("units", out);
    map.finish(out);
    units
}

impl Decode for Unit {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Unit> {
        let mut map = Map::open(node, ["单位", "the unit"], out)?;
        let name = map.required("name", out);
        let unit = Unit {
            name: String::new(),
            aliases: map.list("aliases", out),
            category: map.optional("category", out),
            parent: map.optional("parent", out),
            contact: map.optional("contact", out),
            programmes: map.list("programmes", out),
            place: map.place(),
        };
        map.finish(out);
        Some(Unit { name: name?, ..unit })
    }
}
