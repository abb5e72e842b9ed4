//! Whom to call: persons and phones apart, because two persons may share two numbers that nobody may pair.

use super::located::Located;

/// A line of contact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    pub persons: Vec<String>,
    pub phones: Vec<String>,
    pub role: Option<String>,
    pub unit: Option<String>,
    pub email: Option<Located<String>>,
    pub address: Option<String>,
    pub postcode: Option<String>,
}
