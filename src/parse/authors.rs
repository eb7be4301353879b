//! `content/authors.yaml`: people and institutions that sign.

use super::decode::{Fields, Flag, Id, Line, OrcidId, Record, WebAddress};
use super::registry;
use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::model::brief::Author;

impl Record for Author {
    const WHAT: &'static str = "an author";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.required::<Id>("id", "what briefs call them by");
        let name = f.required::<Line>("name", "the whole name");
        let given = f.optional::<Line>("given", "given names");
        let family = f.optional::<Line>("family", "family name");
        let organisation = f.optional::<Flag>("organisation", "an institution, not a person").unwrap_or(false);
        let orcid = f.optional::<OrcidId>("orcid", "the ORCID, as in 0000-0002-1825-0097");
        let url = f.optional::<WebAddress>("url", "their own page");
        let email = f.optional::<Line>("email", "their address");
        let id = id?;
        let name = name.unwrap_or_else(|| id.value.clone());
        Some(Author { id, name, given, family, organisation, orcid, url, email })
    }
}

/// Reads `content/authors.yaml`.
pub fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Vec<Author> {
    registry::list::<Author>(file, text, |author| &author.id, diagnostics)
}
