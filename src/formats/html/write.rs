//! HTML: a small writer for pages that stand alone, whose data may be long and hostile.

/// A page that is being written. Texts and attributes are escaped; what is handed over as it is says so.
pub struct Html {
    text: String,
    open: Vec<&'static str>,
}

impl Html {
    /// Begins a document in a language (BCP 47).
    pub fn document(lang: &str) -> Html {
        let mut html = Html { text: String::from("<!DOCTYPE html>\n"), open: Vec::new() };
        html.open("html", &[("lang", lang)]);
        html
    }

    /// Opens an element; [`Html::close`] closes the one that was opened last.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.end(name);
        }
    }

    /// Closes so many elements.
    pub fn up(&mut self, count: usize) {
        (0..count).for_each(|_| self.close());
    }

    /// An element that holds a text.
    pub fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        self.text.push('>');
        escape(text, &mut self.text);
        self.end(name);
    }

    /// An element that has no end, such as `meta`.
    pub fn void(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str(">\n");
    }

    /// An element of SVG that holds nothing.
    pub fn shape(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str("/>");
    }

    pub fn text(&mut self, text: &str) {
        escape(text, &mut self.text);
    }

    /// What stands in the page as it is, such as a style sheet: nothing that anybody sent.
    pub fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Something as JSON, for a data block: no text in it can end the block.
    pub fn json(&mut self, value: &impl serde::Serialize) {
        let json = serde_json::to_string(value).unwrap_or_default();
        // Outside texts, JSON knows no such character.
        self.text.push_str(&json.replace('<', "\\u003c"));
    }

    /// Closes whatever is open and answers the page.
    pub fn finish(mut self) -> String {
        self.up(self.open.len());
        self.text
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
    }

    fn end(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        // Within a line of text an end of line would be a blank.
        if !INLINE.contains(&name) {
            self.text.push('\n');
        }
    }
}

/// Elements that stand within a line of text.
const INLINE: [&str; 8] = ["a", "b", "bdi", "code", "mark", "option", "span", "text"];

/// What HTML does not allow in a document (control characters) is left out.
fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\t' | '\n' => into.push(c),
            c if c.is_control() || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}') => {}
            c => into.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn what_somebody_sent_stays_a_text() {
        let mut html = Html::document("zh-CN");
        html.open("p", &[("title", "\"><script>")]);
        html.leaf("b", &[], "<i>\u{7}&");
        html.text("1 < 2");
        html.close();
        html.void("br", &[]);
        html.open("script", &[("type", "application/json")]);
        html.json(&["</script>"]);
        let page = "<!DOCTYPE html>\n<html lang=\"zh-CN\"><p title=\"&quot;&gt;&lt;script&gt;\"><b>&lt;i&gt;&amp;</b>1 &lt; 2</p>\n\
                    <br>\n<script type=\"application/json\">[\"\\u003c/script>\"]</script>\n</html>\n";
        assert_eq!(html.finish(), page);
    }
}
