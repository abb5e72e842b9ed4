//! Where pages stand: the file that each is written in, and its address, relative to the site's root and naming
//! `index.html`.

use super::class::Class;
use super::form::Form;
use super::notice::Notice;
use super::page::Page;
use super::programme::Programme;

pub const HOME: &str = "index.html";
pub const NOTICES: &str = "notices/index.html";
pub const CLASSES: &str = "classes/index.html";
pub const FORMS: &str = "forms/index.html";
pub const PROBLEMS: &str = "errors/index.html";
pub const NOT_FOUND: &str = "404.html";

/// The file of the home page.
pub const HOME_FILE: &str = "content/index.md";

impl Notice {
    pub fn address(&self) -> String {
        format!("notices/{}/index.html", self.page.slug)
    }

    pub fn file(&self) -> String {
        format!("content/notices/{}.md", self.page.slug)
    }
}

impl Class {
    pub fn address(&self) -> String {
        format!("classes/{}/index.html", self.page.slug)
    }

    pub fn file(&self) -> String {
        format!("content/classes/{}.md", self.page.slug)
    }
}

impl Programme {
    pub fn address(&self) -> String {
        format!("programmes/{}/index.html", self.id)
    }

    pub fn file(&self) -> String {
        format!("data/programmes/{}.yaml", self.id)
    }
}

impl Form {
    /// Its section of the page of all forms.
    pub fn address(&self) -> String {
        format!("{FORMS}#{}", self.id)
    }

    pub fn file(&self) -> String {
        format!("data/forms/{}.yaml", self.id)
    }
}

impl Page {
    /// The address of a page of the publisher's own; the home page's is [`HOME`].
    pub fn address(&self) -> String {
        format!("pages/{}/index.html", self.slug)
    }

    pub fn file(&self) -> String {
        format!("content/pages/{}.md", self.slug)
    }
}

/// The page that explains a problem code.
pub fn of_problem(code: &str) -> String {
    format!("errors/{code}/index.html")
}

/// What climbs from a page to the site's root: `../` for each folder it stands in.
pub fn root(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}

/// An address as it is written into a page: Han characters stay readable, what would cut the address does not.
pub fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '%' | '#' | '?' | '"' | '<' | '>' | '\\' | '`' => encoded.push_str(&format!("%{:02X}", u32::from(c))),
            c => encoded.push(c),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{encoded, root};

    #[test]
    fn addresses_stay_readable_and_whole() {
        assert_eq!(encoded("files/附件 1#.pdf"), "files/附件%201%23.pdf");
        assert_eq!([root("index.html"), root("notices/a/index.html")], ["", "../../"]);
    }
}
