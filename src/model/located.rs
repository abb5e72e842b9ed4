//! A value together with the place where it was written.

use crate::source::Place;

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub place: Place,
}
