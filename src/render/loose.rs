//! Files of the site that are no pages, some of which are made only when they are wanted.

use crate::model::Artifact;

/// A feed, a calendar, an asset.
pub enum Loose<'s> {
    Ready(Artifact),
    Later(String, Box<dyn Fn() -> Option<Artifact> + Send + Sync + 's>),
}

impl<'s> Loose<'s> {
    /// A file that takes a look at very many notices.
    pub fn later(path: String, make: impl Fn() -> Option<Artifact> + Send + Sync + 's) -> Loose<'s> {
        Loose::Later(path, Box::new(make))
    }

    pub fn path(&self) -> &str {
        match self {
            Loose::Ready(artifact) => &artifact.path,
            Loose::Later(path, _) => path,
        }
    }

    pub fn artifact(&self) -> Option<Artifact> {
        match self {
            Loose::Ready(artifact) => Some(artifact.clone()),
            Loose::Later(_, make) => make(),
        }
    }
}
