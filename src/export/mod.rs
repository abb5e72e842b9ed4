//! stub
use crate::lang::Lang;
use crate::model::*;
use crate::source::Sources;
pub struct Roster<'a> {
    pub summary: &'a Summary,
    pub programme: &'a Programme,
    pub forms: Vec<&'a Form>,
    pub sources: &'a Sources,
    pub lang: Lang,
}
#[derive(Debug)]
pub struct ExportError;
impl std::fmt::Display for ExportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("x")
    }
}
pub fn programme_artifacts(_r: &Roster) -> Result<Vec<Artifact>, ExportError> {
    Ok(vec![])
}
pub fn ledger(_l: &[LedgerLine], _s: &Sources, _g: Lang) -> Artifact {
    Artifact::new("ledger.csv", "")
}
