//! The sitemap (sitemaps.org 0.9) and the word to robots.

use super::frame::Leaf;
use crate::formats::xml::Xml;
use crate::model::{Artifact, Site, address};

pub const PATH: &str = "sitemap.xml";

/// Every page that has an address of its own. Only notices bear a date; nothing else tells when it was changed.
pub fn sitemap(leaves: &[Leaf], site: &Site) -> Artifact {
    let mut xml = Xml::new("urlset", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    for leaf in leaves.iter().filter(|leaf| leaf.is_listed) {
        xml.open("url", &[]);
        xml.leaf("loc", &address::url(&site.base_url, &leaf.path));
        if let Some(day) = &leaf.day {
            xml.leaf("lastmod", day);
        }
        xml.close();
    }
    Artifact::new(PATH, xml.finish())
}

/// Everything may be read, and the sitemap tells where everything is.
pub fn robots(site: &Site) -> Artifact {
    Artifact::new("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.base_url))
}
