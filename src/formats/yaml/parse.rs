//! Parser events to located tree. What forms never need (anchors, aliases, tags, several documents) is refused.

use granit_parser::{ErrorKind, Event, Options, Parser, Placement, ScalarStyle, ScanError, Span};

use super::origin::{Origin, Reader};
use super::prescan::prescan;
use super::tree::{Node, Pair, Tree};
use crate::diagnostic::{Counted, Diagnostics, FileProblem, Personal, Words};
use crate::source::Place;

/// Reads a whole text. There is a tree only if the text parses to its end without an error.
pub fn parse(text: &str, origin: Origin) -> (Option<Node>, Diagnostics) {
    let mut builder = Builder {
        origin,
        problems: Diagnostics::default(),
        open: Vec::new(),
        root: None,
        last: None,
        ended: false,
        counted: Counted::default(),
    };
    let failure = builder.run(text);
    let Builder { root, mut problems, counted, .. } = builder;
    problems.extend(counted.more());

    let slips = prescan(text, origin, failure.is_some());
    let failure = match failure {
        Some((place, Stumble::Special(found))) => {
            problems.add(place, FileProblem::AnchorAliasTag { found });
            None
        }
        Some((place, Stumble::Deep)) => {
            problems.add(place, FileProblem::TooDeep { limit: origin.depth });
            None
        }
        Some((place, Stumble::Other(detail))) => Some((place, detail)),
        None => None,
    };
    // A known slip explains what the parser stumbled over better than its own words do.
    if let Some((place, detail)) = failure
        && slips.is_empty()
        && !problems.has_errors()
    {
        problems.add(place, FileProblem::NotYaml { detail });
    }
    problems.extend(slips);
    if problems.has_errors() {
        return (None, problems);
    }
    let nothing = Node { place: origin.source.whole(), tree: Tree::Empty };
    (Some(root.unwrap_or(nothing)), problems)
}

/// Labels, values, lists and mappings of a returned text. The largest roster has two thirds of them; a million labels without
/// a value would fill a file of the size that is read, and forty times as much memory.
const VALUES: usize = 250_000;

struct Builder<'a> {
    origin: Origin<'a>,
    problems: Diagnostics,
    /// The collections that are not closed yet, outermost first.
    open: Vec<Open>,
    root: Option<Node>,
    /// The last scalar, for comments that may cut it short.
    last: Option<(String, Span)>,
    /// Whether it goes too deep, or has what is no key: there is nothing more to be read.
    ended: bool,
    /// Special marks, and comments that may cut a value short: somebody may make one on every line.
    counted: Counted<2>,
}

/// What is counted.
const SPECIAL: usize = 0;
const COMMENT: usize = 1;

struct Open {
    place: Place,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map { pairs: Vec<Pair>, key: Option<(String, Place)> },
}

/// Where the parser could not go on, and why.
type Failure = (Place, Stumble);

/// What the parser stumbled over.
enum Stumble {
    /// What looks like an anchor, alias or tag but is none.
    Special(String),
    /// More levels than the parser itself looks into before it tells of any.
    Deep,
    Other(Words),
}

impl Builder<'_> {
    fn run(&mut self, text: &str) -> Option<Failure> {
        let mut options = Options::default();
        options.emit_unresolved_aliases = true;
        options.emit_anchor_events = true;
        options.set_emit_comments(matches!(self.origin.reader, Reader::Returned { .. }));
        let mut parser = Parser::new_from_str_with_options(text, options);
        let (mut documents, mut values) = (0, 0);
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok(event) => event,
                Err(error) => return Some(self.failure(&error, text)),
            };
            let place = self.place(span);
            values +=
                usize::from(matches!(event, Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..)));
            if values > VALUES && matches!(self.origin.reader, Reader::Returned { .. }) {
                self.problems.add(place, FileProblem::TooManyValues { limit: VALUES });
                return None;
            }
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.problems.add(place, FileProblem::SecondDocument {});
                        return None;
                    }
                }
                Event::Scalar(text, style, _, tag) => {
                    if let Some(tag) = tag {
                        // A tag without a value behind it stands before the line's end, where the empty value is.
                        let at = span.tag_span().map_or(place, |tag| self.place(tag));
                        self.special(at, tag.original());
                    }
                    let quoted = style != ScalarStyle::Plain;
                    if !quoted {
                        self.last = Some((text.to_string(), span));
                    }
                    self.scalar(text.into_owned(), quoted, place);
                }
                Event::SequenceStart(_, _, tag) | Event::MappingStart(_, _, tag) if tag.is_some() => {
                    self.special(place, tag.map(|tag| tag.original()).unwrap_or_default());
                    return None;
                }
                Event::SequenceStart(..) => self.open(place, Content::List(Vec::new()))?,
                Event::MappingStart(..) => self.open(place, Content::Map { pairs: Vec::new(), key: None })?,
                Event::SequenceEnd | Event::MappingEnd => self.close(),
                Event::Anchor(_, name) => self.special(place, format!("&{name}")),
                Event::UnresolvedAlias(name) => {
                    self.special(place, format!("*{name}"));
                    self.attach(Node { place, tree: Tree::Empty });
                }
                Event::Alias(_) => {
                    self.special(place, "*".to_owned());
                    self.attach(Node { place, tree: Tree::Empty });
                }
                Event::Comment(comment, Placement::Right) => self.comment(&comment, span),
                _ => {}
            }
            if self.ended {
                return None;
            }
        }
        None
    }

    fn place(&self, span: Span) -> Place {
        let line = span.start.line() as u32 + self.origin.first_line - 1;
        let one_line = span.start.line() == span.end.line() && span.end.col() > span.start.col();
        let length = if one_line { span.end.col() - span.start.col() } else { 1 };
        self.origin.source.spot(line, self.origin.cut + span.start.col() as u32 + 1, length as u32)
    }

    fn special(&mut self, place: Place, found: String) {
        if self.counted.tells(SPECIAL, place) {
            self.problems.add(place, FileProblem::AnchorAliasTag { found });
        }
    }

    fn scalar(&mut self, text: String, quoted: bool, place: Place) {
        if let Some(Open { content: Content::Map { key: key @ None, .. }, .. }) = self.open.last_mut() {
            *key = Some((text, place));
            return;
        }
        let empty = !quoted && (text.is_empty() || text == "~" || text == "null");
        let tree = if empty { Tree::Empty } else { Tree::Scalar { text, quoted } };
        self.attach(Node { place, tree });
    }

    /// Opens a collection; none where it is one too many or stands for a key.
    fn open(&mut self, place: Place, content: Content) -> Option<()> {
        if self.open.len() >= self.origin.depth {
            self.problems.add(place, FileProblem::TooDeep { limit: self.origin.depth });
            self.ended = true;
        }
        if let Some(Open { content: Content::Map { key: key @ None, .. }, .. }) = self.open.last_mut() {
            *key = Some((String::new(), place));
            self.problems.add(place, FileProblem::KeyNotText {});
            self.ended = true;
        }
        self.open.push(Open { place, content });
        Some(())
    }

    fn close(&mut self) {
        let Some(Open { place, content }) = self.open.pop() else { return };
        let node = match content {
            Content::List(items) => Node { place, tree: Tree::List(items) },
            Content::Map { pairs, .. } => {
                let place = pairs.first().map_or(place, |pair| pair.key_place);
                Node { place, tree: Tree::Map(pairs) }
            }
        };
        self.attach(node);
    }

    fn attach(&mut self, value: Node) {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(value),
            Some(Content::List(items)) => items.push(value),
            Some(Content::Map { pairs, key }) => {
                if let Some((key, key_place)) = key.take() {
                    // What is left empty has no width of its own; its key shows where.
                    let place = if value.is_empty() { key_place } else { value.place };
                    pairs.push(Pair { key, key_place, value: Node { place, ..value } });
                }
            }
        }
    }

    /// A comment right behind a value, with a single blank between them, may be a part of it: `C #语言`. Two blanks
    /// and more are how people set a remark apart.
    fn comment(&mut self, comment: &str, span: Span) {
        let Some((kept, scalar)) = &self.last else { return };
        if scalar.end.line() == span.start.line() && span.start.col() == scalar.end.col() + 1 {
            let (kept, cut) = (Personal(kept.clone()), Personal(format!("#{}", comment.trim_end())));
            let place = self.place(span);
            if self.counted.tells(COMMENT, place) {
                self.problems.add(place, FileProblem::CommentCut { kept, cut });
            }
        }
    }

    fn failure(&self, error: &ScanError, text: &str) -> Failure {
        let marker = error.marker();
        let line = marker.line() as u32 + self.origin.first_line - 1;
        let at = |column: usize, length: usize| {
            self.origin.source.spot(line, self.origin.cut + column as u32 + 1, length as u32)
        };
        if is_special(error.kind()) {
            let chars: Vec<char> = text.lines().nth(marker.line() - 1).unwrap_or_default().chars().collect();
            let before = &chars[..marker.col().min(chars.len())];
            // The mark stands at the place or a little before it, depending on how far the parser had read.
            let start = before.iter().rposition(|c| matches!(c, '!' | '&' | '*')).unwrap_or(before.len());
            let found: String = chars[start..].iter().take_while(|c| !c.is_whitespace()).collect();
            return (at(start, found.chars().count().max(1)), Stumble::Special(found));
        }
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return (at(marker.col(), 1), Stumble::Deep);
        }
        (at(marker.col(), 1), Stumble::Other(Words(described(error.kind()))))
    }
}

fn is_special(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UndeclaredTagHandle
            | ErrorKind::ExpectedTagBang
            | ErrorKind::InvalidTagTerminator
            | ErrorKind::MissingTagUri
            | ErrorKind::UnclosedVerbatimTag
            | ErrorKind::InvalidTagEscape
            | ErrorKind::InvalidGlobalTagCharacter
            | ErrorKind::MissingAnchorOrAliasName
            | ErrorKind::UnknownAnchor
    )
}

/// What the parser stumbled over, in words that a beginner can act upon.
fn described(kind: &ErrorKind) -> [&'static str; 2] {
    match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => ["引号没有成对", "unpaired quotes"],
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidUnicodeEscape => {
            ["双引号里有反斜杠", "a backslash within double quotes"]
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::InvalidColonPlacement => ["方括号或花括号没有成对", "unpaired brackets or braces"],
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed => {
            ["缩进与上下行没有对齐", "the indentation does not match the lines around it"]
        }
        ErrorKind::MappingValueNotAllowed => {
            ["这里不该有冒号；上一行可能缺少冒号", "a colon is not allowed here; the line above may lack one"]
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => ["这一行缺少冒号", "a colon is missing"],
        ErrorKind::UnexpectedCharacter { .. } => {
            ["内容以特殊符号开头，要用引号括起来", "the content begins with a special character and needs quotes"]
        }
        _ => ["不符合 YAML 的写法", "not valid YAML"],
    }
}
