//! What the office decided about units: whom a written name means, and which category a unit has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Units, unit_key};

/// All decisions about units.
#[derive(Default)]
pub struct UnitRulings {
    list: Vec<UnitRuling>,
    used: BTreeSet<usize>,
    /// The categories that were decided, by the unit's name.
    pub categories: BTreeMap<Arc<str>, String>,
}

struct UnitRuling {
    /// Which decision it is.
    order: usize,
    unit: String,
    is: Option<String>,
    category: Option<String>,
}

impl UnitRulings {
    pub fn add(&mut self, order: usize, unit: &str, is: Option<&str>, category: Option<&str>) {
        let [is, category] = [is, category].map(|it| it.map(str::to_owned));
        self.list.push(UnitRuling { order, unit: unit.to_owned(), is, category });
    }

    /// The name that was decided for a unit as it is written.
    pub fn name(&mut self, written: &str, units: &Units) -> Option<Arc<str>> {
        let ruling = self.list.iter().find(|it| it.is.is_some() && it.is_about(written, units))?;
        self.used.insert(ruling.order);
        let is = ruling.is.as_deref().unwrap_or_default();
        Some(units.find(is).map_or(is, |unit| &unit.name).into())
    }

    /// Notes the category that was decided for a unit, as it is written or by its name.
    pub fn categorise(&mut self, written: &str, name: &Arc<str>, units: &Units) {
        for ruling in &self.list {
            let about = ruling.is_about(written, units) || ruling.is_about(name, units);
            if let Some(category) = ruling.category.as_ref().filter(|_| about) {
                self.used.insert(ruling.order);
                self.categories.insert(name.clone(), category.clone());
            }
        }
    }

    /// Whether a decision concerned any unit.
    pub fn used(&self, order: usize) -> bool {
        self.used.contains(&order)
    }
}

impl UnitRuling {
    fn is_about(&self, written: &str, units: &Units) -> bool {
        let listed = |name: &str| units.find(name).map(|unit| unit.name.clone());
        unit_key(&self.unit) == unit_key(written)
            || (listed(written).is_some() && listed(&self.unit) == listed(written))
    }
}
