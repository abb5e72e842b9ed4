//! The sitemap (sitemaps.org 0.9) and the word to robots.

use std::fmt::Write;

use super::frame::Sheet;
use crate::model::{Artifact, Site};

/// Every page that has an address of its own. Only notices bear a date; nothing else tells when it was changed.
pub fn sitemap(sheets: &[Sheet]) -> Artifact {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for sheet in sheets {
        let Some(url) = &sheet.head.url else { continue };
        let _ = write!(xml, "  <url><loc>{}</loc>", url.replace('&', "&amp;").replace('<', "&lt;"));
        if let Some(day) = &sheet.day {
            let _ = write!(xml, "<lastmod>{day}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Artifact::new("sitemap.xml", xml)
}

/// Everything may be read, and the sitemap tells where everything is.
pub fn robots(site: &Site) -> Artifact {
    Artifact::new("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.base_url))
}
