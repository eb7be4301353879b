//! `content/series.yaml`: series of briefs.

use super::decode::{Fields, Id, Line, Record};
use super::registry;
use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::model::brief::Series;

impl Record for Series {
    const WHAT: &'static str = "a series";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.required::<Id>("id", "what briefs call it by");
        let name = f.required::<Line>("name", "the name");
        let issn = f.optional::<Line>("issn", "the ISSN");
        let contact = f.optional::<Line>("contact", "whom to write to");
        let id = id?;
        let name = name.unwrap_or_else(|| id.value.clone());
        Some(Series { id, name, issn, contact })
    }
}

/// Reads `content/series.yaml`.
pub fn read(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Vec<Series> {
    registry::list::<Series>(file, text, |series| &series.id, diagnostics)
}
