//! Cell formats of marked cells: each is the cell's own with another fill, so that all else of it stays.

use std::collections::BTreeMap;

use super::Workbook;
use crate::formats::mark::CannotMark;
use crate::formats::opc::{Edits, Element, Outline, Patch, add_relation, declare_part};

/// Light red and amber, in shades that no palette offers: that is how a former copy's colours are known.
const ERROR: &str = "FFFFC9CB";
const WARNING: &str = "FFFFE9A8";

/// Cell formats of a workbook (Excel's own limit is some 65,000).
const MOST: usize = 64_000;

const TOO_MANY: CannotMark =
    CannotMark::because("单元格格式太多，不能再添加", "it has too many cell formats for any to be added");

/// The cell formats, as they are and as they will be.
pub(super) struct Styles {
    path: String,
    text: String,
    /// Whether the workbook has no formats of its own.
    new: bool,
    count: usize,
    fills: usize,
    /// The tag and the end of each cell format: bytes of the text.
    formats: Vec<(usize, usize)>,
    /// Formats of a former copy, with those that they were made of, and whether for an error.
    former: BTreeMap<usize, (usize, bool)>,
    /// The fills for errors and for warnings, where a former copy left them.
    colours: [Option<usize>; 2],
    /// The formats to be added, in order: which one they are made of, and whether for an error.
    added: Vec<(usize, bool)>,
}

impl Styles {
    pub fn open(patch: &mut Patch, workbook: &Workbook) -> Result<Styles, CannotMark> {
        let known = workbook.relations.of_type("styles").map(|it| it.path.clone());
        let path = known.unwrap_or_else(|| match workbook.main.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/styles.xml"),
            None => "styles.xml".to_owned(),
        });
        let (text, new) = match patch.text(&path)? {
            Some(text) => (text, false),
            None => (plain(&workbook.kinds), true),
        };
        let outline = Outline::of(&text)?;
        let formats: Vec<&Element> = list(&outline, "cellXfs", "xf")?;
        let fills: Vec<&Element> = list(&outline, "fills", "fill")?;
        let colours = [ERROR, WARNING]
            .map(|colour| fills.iter().position(|fill| text[fill.tag.end..fill.close].contains(colour)));
        let former = former(&text, &formats, colours);
        let (count, fills) = (formats.len(), fills.len());
        let formats = formats.iter().map(|it| (it.tag.start, it.end)).collect();
        Ok(Styles { path, new, count, fills, formats, former, colours, added: Vec::new(), text })
    }

    /// Whether a former copy's colours are still in it.
    pub fn has_former(&self) -> bool {
        !self.former.is_empty()
    }

    /// The format of a cell before it was ever marked.
    pub fn original(&self, format: usize) -> usize {
        self.former.get(&format).map_or(format, |(base, _)| *base)
    }

    /// The format that a marked cell gets in place of its own.
    pub fn marked(&mut self, format: usize, error: bool) -> Result<usize, CannotMark> {
        let base = self.original(format);
        // Programs take a format that is not there for the first one.
        let wanted = (if base < self.count { base } else { 0 }, error);
        if let Some((known, _)) = self.former.iter().find(|(_, made)| **made == wanted) {
            return Ok(*known);
        }
        let at = self.added.iter().position(|it| *it == wanted).unwrap_or(self.added.len());
        if at == self.added.len() {
            self.added.push(wanted);
        }
        let number = self.count + at;
        if number < MOST { Ok(number) } else { Err(TOO_MANY) }
    }

    pub fn finish(self, patch: &mut Patch, workbook: &Workbook) -> Result<(), CannotMark> {
        if self.added.is_empty() {
            return Ok(());
        }
        let outline = Outline::of(&self.text)?;
        let mut edits = Edits::default();
        let root = outline.root();
        let prefix = root.tag.prefix();
        let fills = outline.child(root, "fills").ok_or(CannotMark::UNLIKE)?;
        let formats = outline.child(root, "cellXfs").ok_or(CannotMark::UNLIKE)?;
        let fill = |colour: &str| {
            format!(
                "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{colour}\"/>\
                 <{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
            )
        };
        let mut new_fills = Vec::new();
        let mut numbers = [0; 2];
        for (at, colour) in [ERROR, WARNING].into_iter().enumerate() {
            numbers[at] = self.colours[at].unwrap_or_else(|| {
                new_fills.push(fill(colour));
                self.fills + new_fills.len() - 1
            });
        }
        extend(fills, self.fills, &new_fills, &mut edits);
        let mut new = Vec::new();
        for (base, error) in &self.added {
            let (start, end) = self.formats.get(*base).copied().ok_or(CannotMark::UNLIKE)?;
            new.push(filled(&self.text[start..end], numbers[usize::from(!error)])?);
        }
        extend(formats, self.count, &new, &mut edits);
        let text = edits.apply(&self.text).ok_or(CannotMark::UNLIKE)?;
        patch.put(&self.path, text);
        if self.new {
            add_relation(patch, &workbook.main, &format!("{}styles", workbook.kinds), &self.path)?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
            declare_part(patch, &self.path, kind)?;
        }
        Ok(())
    }
}

/// The members of one of the lists of formats.
fn list<'o, 'a>(outline: &'o Outline<'a>, list: &str, member: &str) -> Result<Vec<&'o Element<'a>>, CannotMark> {
    let list = outline.child(outline.root(), list).ok_or(CannotMark::UNLIKE)?;
    let members: Vec<&Element> = outline.children(list).collect();
    match members.iter().all(|it| it.tag.name() == member) {
        true => Ok(members),
        // Alternatives within it would make its numbers mean two things.
        false => Err(CannotMark::UNLIKE),
    }
}

fn extend(list: &Element, count: usize, new: &[String], edits: &mut Edits) {
    list.append(&new.concat(), edits);
    // An empty list's only tag is replaced as a whole; its count is optional.
    if let Some(range) = list.tag.value_range("count").filter(|_| !list.tag.empty) {
        edits.replace(range, (count + new.len()).to_string());
    }
}

/// A copy of a cell format with another fill.
fn filled(format: &str, fill: usize) -> Result<String, CannotMark> {
    let outline = Outline::of(format)?;
    let tag = outline.root().tag;
    let mut edits = Edits::default();
    let mut set = |name: &str, value: &str| match tag.value_range(name) {
        Some(range) => edits.replace(range, value),
        None => edits.insert(tag.behind_attributes(), format!(" {name}=\"{value}\"")),
    };
    set("fillId", &fill.to_string());
    set("applyFill", "1");
    edits.apply(format).ok_or(CannotMark::UNLIKE)
}

/// Formats with a fill of ours: for each the first other that differs in nothing else, and whether it is for an error.
fn former(text: &str, formats: &[&Element], colours: [Option<usize>; 2]) -> BTreeMap<usize, (usize, bool)> {
    if colours == [None, None] {
        return BTreeMap::new();
    }
    let fill = |element: &Element| element.tag.number::<usize>("fillId").unwrap_or(0);
    let colour = |element: &Element| colours.iter().position(|it| *it == Some(fill(element)));
    let shape = |element: &Element| bare(&filled(&text[element.tag.start..element.end], 0).unwrap_or_default());
    let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
    for (index, element) in formats.iter().enumerate().filter(|(_, element)| colour(element).is_none()) {
        firsts.entry(shape(element)).or_insert(index);
    }
    let made = |(index, element): (usize, &&Element)| {
        let error = colour(element)? == 0;
        Some((index, (firsts.get(&shape(element)).copied().unwrap_or(0), error)))
    };
    formats.iter().enumerate().filter_map(made).collect()
}

/// A cell format's words in an order of their own: programs that keep a copy write its attributes anew.
fn bare(format: &str) -> String {
    let mut words: Vec<&str> = format.split([' ', '<', '>', '/']).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The least that a workbook's formats are made of, for one that came without.
fn plain(kinds: &str) -> String {
    let strict = kinds.starts_with("http://purl.oclc.org/");
    let namespace = match strict {
        true => "http://purl.oclc.org/ooxml/spreadsheetml/main",
        false => "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    };
    let xf = "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{namespace}\">\
         <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"1\">{xf}</cellStyleXfs><cellXfs count=\"1\">{xf}</cellXfs></styleSheet>"
    )
}
