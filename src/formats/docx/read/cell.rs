//! What a cell or a paragraph says: the pieces of its text, put together by the controls that they stand in.

use super::super::is_prompt;
use crate::model::Raw;

/// Fields in one cell or one line; a form's own are a few.
const FIELDS: usize = 64;

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
    /// It is set in the style of prompts, whether or not a control is left of it.
    pub styled: bool,
    pub picture: bool,
}

/// A paragraph, with its pieces in order.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// The end of its start tag, in bytes of the main part.
    pub at: usize,
    pub heading: bool,
    pub new_page: bool,
    pub pieces: Vec<Piece>,
}

/// What a cell says, and which field the file says that it is.
#[derive(Debug)]
pub struct Said {
    pub key: Option<String>,
    pub raw: Raw,
    /// Whether a picture lies in it, whatever else it holds.
    pub picture: bool,
}

/// What all paragraphs of a cell say. One field's cell is its whole text, with what was written beside the control; of
/// several fields each has the text of its own controls.
pub fn cell(paragraphs: &[Paragraph], ours: bool) -> Vec<Said> {
    let pieces = || paragraphs.iter().flat_map(|paragraph| &paragraph.pieces);
    let mut keys: Vec<&String> = Vec::new();
    for key in pieces().filter_map(|piece| piece.key.as_ref()) {
        if !keys.contains(&key) && keys.len() < FIELDS {
            keys.push(key);
        }
    }
    let whole = |key| Said { key, raw: raw(text(paragraphs, ours, |_| true)), picture: false };
    let own = |key: &&String| Said {
        key: Some((*key).clone()),
        raw: raw(text(paragraphs, ours, |piece| piece.key.as_ref() == Some(key))),
        picture: false,
    };
    let mut said: Vec<Said> = match keys.as_slice() {
        [] => vec![whole(None)],
        [only] => vec![whole(Some((*only).clone()))],
        several => several.iter().map(own).collect(),
    };
    for picture in pieces().filter(|piece| piece.picture) {
        let own = said.iter_mut().find(|said| picture.key.is_none() || said.key == picture.key);
        if let Some(said) = own {
            said.picture = true;
            if said.raw == Raw::Empty {
                said.raw = Raw::Picture;
            }
        }
    }
    said
}

/// What a paragraph outside all tables says: its text, taken apart at the controls.
pub fn line(paragraph: &Paragraph, ours: bool) -> Vec<Said> {
    let mut said: Vec<(usize, Option<&String>, String)> = Vec::new();
    for piece in paragraph.pieces.iter().filter(|piece| !piece.picture) {
        let text = if is_empty(piece, ours) { "" } else { &piece.text };
        let full = said.len() >= FIELDS;
        match said.last_mut() {
            Some((_, _, before)) if full => before.push_str(text),
            Some((control, key, before)) if *control == piece.control || (key.is_none() && piece.key.is_none()) => {
                before.push_str(text);
            }
            _ => said.push((piece.control, piece.key.as_ref(), text.to_owned())),
        }
    }
    let one = |(_, key, text): (usize, Option<&String>, String)| {
        let text = text.trim().to_owned();
        (key.is_some() || !text.is_empty()).then(|| Said { key: key.cloned(), raw: raw(text), picture: false })
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
    let apart = piece.control > 0 || piece.styled;
    apart && is_prompt(&piece.text) || piece.prompt && !ours
}

/// A text, unless it says that nothing was filled in.
fn raw(text: String) -> Raw {
    match is_prompt(&text) {
        true => Raw::Empty,
        false => Raw::Text(text),
    }
}
