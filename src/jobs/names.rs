//! Names of which no two are one, such as those of files that were all sent as `报名表.xlsx`.

use std::collections::{BTreeMap, BTreeSet};

/// Names that were given, and how far each one was counted.
pub(super) struct Names {
    /// What of a name must differ.
    seen: fn(&str) -> String,
    taken: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Default for Names {
    fn default() -> Names {
        Names::seen_as(str::to_owned)
    }
}

impl Names {
    pub fn seen_as(seen: fn(&str) -> String) -> Names {
        Names { seen, taken: BTreeSet::new(), next: BTreeMap::new() }
    }

    /// The name of a file: as it is, or with the first number before its extension, by which its kind is known, that makes
    /// it differ from all before it.
    pub fn file(&mut self, name: &str) -> String {
        let (stem, extension) = name.split_at(name.rfind('.').unwrap_or(name.len()));
        self.numbered(name, stem, extension)
    }

    /// The name of a folder, which has no extension.
    pub fn folder(&mut self, name: &str) -> String {
        self.numbered(name, name, "")
    }

    fn numbered(&mut self, name: &str, stem: &str, extension: &str) -> String {
        let seen = (self.seen)(name);
        if self.taken.insert(seen.clone()) {
            return name.to_owned();
        }
        // Names are never free again, so that counting goes on where it ended.
        let next = self.next.entry(seen).or_insert(2);
        loop {
            let name = format!("{stem} ({next}){extension}");
            *next += 1;
            if self.taken.insert((self.seen)(&name)) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::Names;

    #[test]
    fn the_first_number_that_is_free_is_given() {
        let mut names = Names::seen_as(str::to_lowercase);
        let given = ["表 (3).yaml", "表.yaml", "表.yaml", "表.YAML", "a", "A"].map(|name| names.file(name));
        assert_eq!(given, ["表 (3).yaml", "表.yaml", "表 (2).yaml", "表 (4).YAML", "a", "A (2)"]);
        assert_eq!(["甲.乙", "甲.乙"].map(|name| Names::default().folder(name)), ["甲.乙", "甲.乙"]);
        assert_eq!((names.folder("甲.乙"), names.folder("甲.乙")), ("甲.乙".to_owned(), "甲.乙 (2)".to_owned()));
    }

    #[test]
    fn the_ten_thousandth_file_of_one_name_costs_no_more_than_the_second() {
        thread_local!(static LOOKED: Cell<usize> = const { Cell::new(0) });
        let mut names = Names::seen_as(|name| {
            LOOKED.set(LOOKED.get() + 1);
            name.to_owned()
        });
        (0..10_000).for_each(|_| _ = names.file("表.yaml"));
        assert_eq!(names.file("表.yaml"), "表 (10001).yaml");
        assert!(LOOKED.get() <= 2 * 10_001, "{}", LOOKED.get());
    }
}
