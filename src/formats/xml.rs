//! XML 1.0: a small writer for files that programs read, such as the sitemap and feeds.

/// An XML document that is being written; elements that hold others stand on lines of their own.
pub struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// Begins a document with its outermost element.
    pub fn new(name: &'static str, attributes: &[(&str, &str)]) -> Xml {
        let text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let mut xml = Xml { text, open: Vec::new() };
        xml.open(name, attributes);
        xml
    }

    /// Opens an element that will hold others.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element that holds a text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    /// An element with attributes that holds a text.
    pub fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        self.text.push_str(&format!(">{}</{name}>\n", escaped(text)));
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str("/>\n");
    }

    /// Closes whatever is open and answers the document.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text.push_str(&format!("<{name}"));
        for (key, value) in attributes {
            self.text.push_str(&format!(" {key}=\"{}\"", escaped(value)));
        }
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// A text as it stands in an element or an attribute, of HTML as well. Characters that XML 1.0 cannot hold at all are left out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A carriage return would come back as a line feed.
            '\r' => escaped.push_str("&#13;"),
            '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => escaped.push(c),
            _ => {}
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn texts_are_escaped_and_what_xml_cannot_hold_is_left_out() {
        let mut xml = Xml::new("a", &[("href", "?b&\"c\"")]);
        xml.open("list", &[]);
        xml.leaf("t", "1 < 2 > 0 & \u{b}甲\u{ffff}𠀀");
        xml.empty("e", &[("x", "\u{0}y")]);
        let lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<a href=\"?b&amp;&quot;c&quot;\">",
            "  <list>",
            "    <t>1 &lt; 2 &gt; 0 &amp; 甲𠀀</t>",
            "    <e x=\"y\"/>",
            "  </list>",
            "</a>",
            "",
        ];
        assert_eq!(xml.finish(), lines.join("\n"));
    }
}
