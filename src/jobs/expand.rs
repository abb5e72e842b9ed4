//! Received files and all that is in them: archives and mails are opened, and each member becomes a file of its own.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::names::Names;
use crate::diagnostic::{FileProblem, Problem, ReceivedProblem};
use crate::intake;
use crate::source::{
    ArchiveFault, Container, ContainerFault, ContainerKind, EntryFault, Envelope, Found, Limits, MailFault, Member,
    MemberKind, ReadError, SourceId, Step, file_size, open_bytes, open_file,
};

/// A received file, or a file within one.
#[derive(Clone, Debug)]
pub struct Piece {
    /// `a.zip!/b.yaml` within an archive or a mail.
    pub name: String,
    pub path: PathBuf,
    /// The way into it; empty for a file of the disk.
    pub inside: Vec<Step>,
    /// Of the mail that it is, or that brought it.
    pub envelope: Option<Arc<Envelope>>,
    pub state: State,
    /// Bytes, as far as is known before it is read: a mail does not say how long its attachments are.
    pub size: u64,
    /// What is in it.
    pub pieces: Vec<Piece>,
    /// Given by [`number`].
    pub source: SourceId,
}

/// What is to be done with a piece.
#[derive(Clone, Debug)]
pub enum State {
    /// It is to be read.
    File,
    /// It is an archive or a mail, whose pieces are to be read.
    Container(ContainerKind),
    /// It is passed over, with the reason in Chinese and English.
    Aside([&'static str; 2]),
    /// It is to be read, but passed over if there is no form in it.
    Perhaps([&'static str; 2]),
    /// A symbolic link: not even its bytes are looked at.
    Link,
    /// It cannot be read.
    Trouble(Problem),
}

/// How much may still be taken out of a received file, with all that is nested in it.
struct Budget<'a> {
    limits: &'a Limits,
    members: usize,
    bytes: u64,
    /// How many containers stand around what is being opened, itself counted.
    depth: usize,
}

/// Opens a received file as deep as it goes. Bytes of members are read only where they are containers themselves, or typed
/// texts of a mail.
pub fn expand(found: Found, limits: &Limits) -> Piece {
    let mut piece = Piece {
        size: if found.link { 0 } else { file_size(&found.path) },
        name: found.name,
        path: found.path,
        inside: Vec::new(),
        envelope: None,
        state: if found.link { State::Link } else { State::File },
        pieces: Vec::new(),
        source: SourceId(0),
    };
    if let (State::File, Some(kind)) = (&piece.state, container(&piece.name)) {
        let mut budget = Budget { limits, members: limits.members, bytes: limits.unpacked_bytes, depth: 1 };
        let path = piece.path.clone();
        let opened = open_file(&path, kind, limits, |it| fill(&mut piece, it, &mut budget));
        settle(&mut piece, kind, opened, limits);
    }
    piece
}

/// Numbers all pieces by name, from the first free id on, and answers them in this order.
pub fn number(pieces: &mut [Piece], first: SourceId) -> Vec<(SourceId, &Piece)> {
    let mut names: Vec<String> = Vec::new();
    collect(pieces, &mut |piece| names.push(piece.name.clone()));
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| names[*a].cmp(&names[*b]));
    let mut ids = vec![SourceId(0); names.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ids[index] = SourceId(first.0 + rank as u32);
    }
    let mut ids = ids.into_iter();
    collect(pieces, &mut |piece| piece.source = ids.next().unwrap_or(first));
    let mut all = Vec::with_capacity(names.len());
    listed(pieces, &mut all);
    all.sort_by_key(|(source, _)| *source);
    all
}

fn collect(pieces: &mut [Piece], see: &mut impl FnMut(&mut Piece)) {
    for piece in pieces {
        see(piece);
        collect(&mut piece.pieces, see);
    }
}

fn listed<'a>(pieces: &'a [Piece], all: &mut Vec<(SourceId, &'a Piece)>) {
    for piece in pieces {
        all.push((piece.source, piece));
        listed(&piece.pieces, all);
    }
}

/// Which container a file is by its name. By-products of other systems are none, whatever they are called.
fn container(name: &str) -> Option<ContainerKind> {
    let (_, extension) = name.rsplit_once('.')?;
    let kind = match extension.to_ascii_lowercase().as_str() {
        "zip" => ContainerKind::Zip,
        "eml" => ContainerKind::Mail,
        _ => return None,
    };
    intake::ignored(name).is_none().then_some(kind)
}

/// Gives a container its state, after it was tried to open it.
fn settle(piece: &mut Piece, kind: ContainerKind, opened: Result<Option<Problem>, ContainerFault>, limits: &Limits) {
    piece.state = match opened {
        Ok(None) if kind == ContainerKind::Zip && office_document(&piece.pieces) => {
            piece.pieces.clear();
            State::File
        }
        Ok(None) => State::Container(kind),
        Ok(Some(problem)) => State::Trouble(problem),
        // What it is instead, its bytes will tell.
        Err(ContainerFault::Archive(ArchiveFault::Damaged) | ContainerFault::Mail(MailFault::NotAMail)) => State::File,
        Err(fault) => State::Trouble(Problem::unopened(&fault, kind, limits)),
    };
}

/// Workbooks and documents are archives too; chat programs rename them at times.
fn office_document(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.name.ends_with("!/[Content_Types].xml"))
}

/// Lists what is in a container; answers why it is not opened, where that is so.
fn fill(piece: &mut Piece, container: &mut dyn Container, budget: &mut Budget) -> Option<Problem> {
    let limits = budget.limits;
    let members = container.members();
    let bytes: u64 = members.iter().map(|it| it.size).filter(|it| *it <= limits.member_bytes).sum();
    if members.len() > budget.members {
        return Some(Problem::too_many(limits.members - budget.members + members.len(), limits));
    }
    if bytes > budget.bytes {
        return Some(Problem::too_much(limits.unpacked_bytes - budget.bytes + bytes, limits.unpacked_bytes));
    }
    budget.members -= members.len();
    budget.bytes -= bytes;
    if let Some(envelope) = container.envelope() {
        piece.envelope = Some(Arc::new(envelope));
    }
    let kind = if container.envelope().is_some() { ContainerKind::Mail } else { ContainerKind::Zip };
    let bodies = members.iter().filter(|it| it.kind == MemberKind::Body).map(|it| it.index);
    let wanted = || members.iter().filter(|it| intake::ignored(&it.name).is_none());
    let about = About {
        forms: bodies.filter(|index| has_form(container, *index, limits)).collect(),
        attached: wanted().any(|it| it.kind == MemberKind::File),
        tables: wanted().any(|it| it.kind == MemberKind::Tables),
        more: wanted().any(|it| !matches!(it.kind, MemberKind::Body | MemberKind::Tables)),
    };
    let mut names = Names::default();
    let mut pieces = Vec::with_capacity(members.len());
    // Where the words hold a form, the tables are the same once more.
    let members = members.into_iter().filter(|it| it.kind != MemberKind::Tables || about.forms.is_empty());
    for member in members {
        let mut inside = piece.inside.clone();
        inside.push(Step { kind, index: member.index });
        let name = format!("{}!/{}", piece.name, names.file(&member.name));
        let state = about.state(&name, &member);
        let envelope = piece.envelope.clone();
        let path = piece.path.clone();
        let (size, source) = (member.size, SourceId(0));
        let mut inner = Piece { name, path, inside, envelope, state, size, pieces: Vec::new(), source };
        if let (State::File, Some(kind)) = (&inner.state, self::container(&inner.name)) {
            nested(&mut inner, container, &member, kind, budget);
        }
        pieces.push(inner);
    }
    piece.pieces = pieces;
    None
}

/// What a container's members say of each other.
struct About {
    /// Typed texts that hold a form.
    forms: BTreeSet<usize>,
    /// Whether the mail brought files, not only words and pictures among them.
    attached: bool,
    /// Whether there are tables among its words.
    tables: bool,
    /// Whether it brought anything but words and the tables among them.
    more: bool,
}

impl About {
    fn state(&self, name: &str, member: &Member) -> State {
        let form = self.forms.contains(&member.index);
        let wanted = intake::ignored(name).is_none();
        match &member.kind {
            MemberKind::Tables if self.more => {
                State::Perhaps(["邮件正文里的表格，不是表单", "a mail's tables, no form"])
            }
            MemberKind::Body if !form && (self.more || self.tables || !self.forms.is_empty()) => {
                State::Aside(["邮件正文，里面没有表格", "a mail's text, without a form"])
            }
            MemberKind::Inline if self.attached || !self.forms.is_empty() => {
                State::Aside(["邮件正文里的图片", "a picture within a mail's text"])
            }
            MemberKind::Link => State::Link,
            MemberKind::Locked if wanted => State::Trouble(ReceivedProblem::Locked {}.into()),
            MemberKind::Unsupported(method) if wanted => {
                State::Trouble(ReceivedProblem::Compression { method: method.clone() }.into())
            }
            _ => State::File,
        }
    }
}

/// Opens a container within another.
fn nested(inner: &mut Piece, outer: &mut dyn Container, member: &Member, kind: ContainerKind, budget: &mut Budget) {
    let limits = budget.limits;
    if budget.depth >= limits.nesting {
        inner.state = State::Trouble(ReceivedProblem::NestedTooDeep { limit: limits.nesting }.into());
        return;
    }
    match outer.read(member.index, limits.member_bytes) {
        Ok(bytes) => {
            budget.depth += 1;
            let opened = open_bytes(&bytes, kind, limits, |it| fill(inner, it, budget));
            budget.depth -= 1;
            settle(inner, kind, opened, limits);
        }
        Err(EntryFault::Damaged) => inner.state = State::Trouble(ReceivedProblem::MemberDamaged {}.into()),
        Err(EntryFault::TooLarge { bytes }) => {
            let problem = FileProblem::unread(&ReadError::TooLarge { bytes }, limits.member_bytes);
            inner.state = State::Trouble(problem.into());
        }
    }
}

fn has_form(mail: &mut dyn Container, index: usize, limits: &Limits) -> bool {
    let bytes = mail.read(index, limits.file_bytes).unwrap_or_default();
    std::str::from_utf8(&bytes).is_ok_and(intake::holds_form)
}
