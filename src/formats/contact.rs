//! Contacts, as data files and front matter both write them.

use super::yaml::{Decode, Map, Node};
use crate::diagnostic::Diagnostics;
use crate::model::Contact;

impl Decode for Contact {
    fn decode(node: &Node, _: &str, out: &mut Diagnostics) -> Option<Contact> {
        let mut map = Map::open(node, ["联系人", "the contact"], out)?;
        let contact = Contact {
            persons: map.list("persons", out),
            phones: map.list("phones", out),
            role: map.optional("role", out),
            unit: map.optional("unit", out),
            email: map.optional("email", out),
            address: map.optional("address", out),
            postcode: map.optional("postcode", out),
        };
        map.finish(out);
        Some(contact)
    }
}
