//! Lists of people who are known already: read for a comparison, and made into keyed codes.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, FileProblem, KnownProblem, Words};
use crate::intake::{self, KEYED_CHECK, Listed, keyed_file};
use crate::model::{KnownList, KnownPeople, KnownPerson, code_of_birth, code_of_id, name_key};
use crate::source::{Fingerprint, Key, KeyedCode, Limits, ReadError, Source, SourceId, Sources, decode, read_file};

/// The lists that a run compares with, and what was found wrong with them.
#[derive(Default)]
pub struct KnownLists {
    pub lists: Vec<KnownList>,
    /// The files themselves: they are no returned forms, even where they lie among them.
    pub paths: Vec<PathBuf>,
    pub problems: Diagnostics,
}

/// Reads the lists that were named with `--known`. With an error among the problems they must not be compared with:
/// somebody would be missed.
pub fn known_lists(paths: &[PathBuf], key_file: Option<&Path>, sources: &mut Sources) -> KnownLists {
    let mut known = KnownLists { paths: paths.to_vec(), ..KnownLists::default() };
    let key = key_file.map(|path| (path, stored_key(path)));
    if let Some((path, Ok(None) | Err(_))) = &key {
        let place = named(path, sources).whole();
        known.problems.add(place, unusable(key.as_ref().and_then(|(_, key)| key.as_ref().err())));
    }
    known.paths.extend(key_file.map(Path::to_owned));
    let key = key.and_then(|(_, key)| key.ok().flatten());
    for path in paths {
        let Some((source, listed)) = read(path, sources, &mut known.problems) else { continue };
        let (name, place) = (sources.get(source).name.clone(), source.whole());
        let people = match listed {
            Listed::People(people) => KnownPeople::Named(people),
            Listed::Keyed { check, codes } => match &key {
                None if key_file.is_some() => continue,
                None => {
                    let reason =
                        ["这是加密钥的名单，却没有给出 --key-file", "the list is keyed, but no --key-file was given"];
                    known.problems.add(place, KnownProblem::BadKeyFile { reason: Words(reason) });
                    continue;
                }
                Some(key) if key.code(CHECK, KEYED_CHECK) != check => {
                    known.problems.add(source.spot(2, 1, 1), KnownProblem::WrongKey {});
                    continue;
                }
                Some(key) => KnownPeople::Keyed { key: key.clone(), codes },
            },
        };
        known.lists.push(KnownList { name, place, people });
    }
    known
}

/// What the check line of a keyed list is the code of.
const CHECK: &str = "check";

/// A keyed list, ready to be written.
pub struct Keyed {
    pub file: String,
    /// How many people are on it.
    pub people: usize,
}

/// Makes one keyed list of lists with names; what is wrong with them is told, and then there is none.
pub fn keyed(paths: &[PathBuf], key: &Key, sources: &mut Sources, out: &mut Diagnostics) -> Option<Keyed> {
    let mut codes: BTreeSet<KeyedCode> = BTreeSet::new();
    let mut people = 0;
    for path in paths {
        let Some((source, listed)) = read(path, sources, out) else { continue };
        match listed {
            Listed::People(listed) => {
                people += listed.len();
                codes.extend(listed.iter().flat_map(|person| codes_of(person, key)));
            }
            // Codes cannot be made of codes.
            Listed::Keyed { .. } => {
                out.add(source.whole(), KnownProblem::KnownWithoutColumns { labels: intake::known_labels() })
            }
        }
    }
    let file = keyed_file(key.code(CHECK, KEYED_CHECK), &codes);
    (!out.has_errors()).then_some(Keyed { file, people })
}

/// The key that a file holds; none where it holds something else.
pub fn stored_key(path: &Path) -> Result<Option<Key>, ReadError> {
    const LONGEST: u64 = 1 << 10;
    let bytes = read_file(path, LONGEST)?;
    Ok(decode(&bytes).ok().and_then(|decoded| Key::parse(&decoded.text)))
}

/// Why a key file cannot be used.
pub fn unusable(error: Option<&ReadError>) -> KnownProblem {
    let reason = match error {
        Some(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            ["文件不存在", "there is no such file"]
        }
        Some(_) => ["文件读不出", "it cannot be read"],
        None => ["里面不是 64 位的十六进制数", "it does not hold 64 hexadecimal digits"],
    };
    KnownProblem::BadKeyFile { reason: Words(reason) }
}

fn codes_of(person: &KnownPerson, key: &Key) -> impl Iterator<Item = KeyedCode> {
    let by_id = person.id_number.as_deref().map(|id| code_of_id(key, id));
    let born = person.name.as_deref().zip(person.birth);
    let by_birth = born.map(|(name, birth)| code_of_birth(key, &name_key(name), birth));
    by_id.into_iter().chain(by_birth)
}

fn read(path: &Path, sources: &mut Sources, out: &mut Diagnostics) -> Option<(SourceId, Listed)> {
    let (limits, name) = (Limits::DEFAULT, shown(path));
    let limit = intake::size_limit(&name, &limits);
    let bytes = match read_file(path, limit) {
        Ok(bytes) => bytes,
        Err(error) => {
            out.add(named(path, sources).whole(), FileProblem::unread(&error, limit));
            return None;
        }
    };
    let source = sources.next_id();
    let mut problems = Diagnostics::default();
    let intake = intake::known(source, &name, &bytes, &limits, &mut problems);
    let fingerprint = Some(Fingerprint::of(&bytes));
    sources.add(Source { fingerprint, parts: intake.parts, personal: true, ..Source::new(name, path) });
    out.extend(problems);
    Some((source, intake.listed))
}

fn named(path: &Path, sources: &mut Sources) -> SourceId {
    sources.add(Source { personal: true, ..Source::new(shown(path), path) })
}

/// A list goes by its file's name, wherever it lies.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
