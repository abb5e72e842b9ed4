//! What a cell or a paragraph says: the pieces of its text, put together by the controls that they stand in.

use super::super::is_prompt;
use super::marks::nothing_ticked;
use crate::model::Raw;

/// A stretch of a paragraph, or a picture in it.
#[derive(Debug, Default)]
pub struct Piece {
    pub text: String,
    /// The number of the innermost control that it stands in; 0 for none.
    pub control: usize,
    /// The tag of that control.
    pub key: Option<String>,
    /// The control says that it shows its prompt.
    pub prompt: bool,
    pub picture: bool,
}

/// A paragraph, with its pieces in order.
#[derive(Debug, Default)]
pub struct Paragraph {
    pub heading: bool,
    pub new_page: bool,
    pub pieces: Vec<Piece>,
}

/// What a cell says, and which field the file says that it is.
#[derive(Debug)]
pub struct Said {
    pub key: Option<String>,
    pub raw: Raw,
}

/// What all paragraphs of a cell say. One field's cell is its whole text, with what was written beside the control; of
/// several fields each has the text of its own controls.
pub fn cell(paragraphs: &[Paragraph], ours: bool) -> Vec<Said> {
    let pieces = || paragraphs.iter().flat_map(|paragraph| &paragraph.pieces);
    let mut keys: Vec<&String> = Vec::new();
    for key in pieces().filter_map(|piece| piece.key.as_ref()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let picture = pieces().find(|piece| piece.picture);
    let whole = text(paragraphs, ours, |_| true);
    let mut said: Vec<Said> = match keys.as_slice() {
        [] if whole.is_empty() => Vec::new(),
        [] => vec![Said { key: None, raw: raw(whole.clone()) }],
        [only] => vec![Said { key: Some((*only).clone()), raw: raw(whole.clone()) }],
        several => several
            .iter()
            .map(|key| Said {
                key: Some((*key).clone()),
                raw: raw(text(paragraphs, ours, |piece| piece.key.as_ref() == Some(key))),
            })
            .collect(),
    };
    if let Some(picture) = picture {
        let own = said.iter_mut().find(|said| said.raw == Raw::Empty && said.key == picture.key);
        match own {
            Some(own) => own.raw = Raw::Picture,
            None if whole.is_empty() || is_short(&whole) => said.push(Said { key: None, raw: Raw::Picture }),
            // A seal or a signature beside a text.
            None => {}
        }
    }
    said
}

/// What a paragraph outside all tables says: its text, taken apart at the controls.
pub fn line(paragraph: &Paragraph, ours: bool) -> Vec<Said> {
    let mut said: Vec<(usize, Option<&String>, String)> = Vec::new();
    for piece in paragraph.pieces.iter().filter(|piece| !piece.picture) {
        let text = if is_empty(piece, ours) { "" } else { &piece.text };
        match said.last_mut() {
            Some((control, key, before)) if *control == piece.control || (key.is_none() && piece.key.is_none()) => {
                before.push_str(text);
            }
            _ => said.push((piece.control, piece.key.as_ref(), text.to_owned())),
        }
    }
    let one = |(_, key, text): (usize, Option<&String>, String)| {
        let text = text.trim().to_owned();
        (key.is_some() || !text.is_empty()).then(|| Said { key: key.cloned(), raw: raw(text) })
    };
    said.into_iter().filter_map(one).collect()
}

fn text(paragraphs: &[Paragraph], ours: bool, wanted: impl Fn(&Piece) -> bool) -> String {
    let line = |paragraph: &Paragraph| -> String {
        let kept = paragraph.pieces.iter().filter(|piece| wanted(piece) && !is_empty(piece, ours));
        kept.map(|piece| piece.text.as_str()).collect()
    };
    let lines: Vec<String> = paragraphs.iter().map(line).collect();
    lines.join("\n").trim().to_owned()
}

/// Whether a piece is a prompt. In our own blanks a control that still calls itself empty may have been filled in by a
/// program that does not know of that; and what other programs keep of a control may be its prompt alone.
fn is_empty(piece: &Piece, ours: bool) -> bool {
    is_prompt(&piece.text) && !piece.text.is_empty() && (piece.control > 0 || !piece.text.trim().is_empty())
        || piece.prompt && !ours
}

/// A text, unless it says that nothing was filled in.
fn raw(text: String) -> Raw {
    match is_prompt(&text) || nothing_ticked(&text) {
        true => Raw::Empty,
        false => Raw::Text(text),
    }
}

/// A label such as 照片 that a picture was put beside.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 8
}
