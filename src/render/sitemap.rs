//! The sitemap (sitemaps.org 0.9) and the word to robots.

use super::frame::Sheet;
use crate::formats::xml::Xml;
use crate::model::{Artifact, Site};

/// Every page that has an address of its own. Only notices bear a date; nothing else tells when it was changed.
pub fn sitemap(sheets: &[Sheet]) -> Artifact {
    let mut xml = Xml::new("urlset", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    for sheet in sheets {
        let Some(url) = &sheet.head.url else { continue };
        xml.open("url", &[]);
        xml.leaf("loc", url);
        if let Some(day) = &sheet.day {
            xml.leaf("lastmod", day);
        }
        xml.close();
    }
    Artifact::new("sitemap.xml", xml.finish())
}

/// Everything may be read, and the sitemap tells where everything is.
pub fn robots(site: &Site) -> Artifact {
    Artifact::new("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.base_url))
}
