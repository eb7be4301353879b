//! `content/series.yaml`: series of briefs.

use super::decode::{Fields, Id, Line, Reader, Record, Shape, brief};
use super::registry;
use super::yaml::Node;
use crate::diag::Diagnostics;
use crate::files::FileId;
use crate::model::brief::Series;

/// An ISSN: eight digits, of which the last may be an X.
struct Issn;

impl Shape for Issn {
    type Value = String;

    fn read(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
        let text = Line::read(reader, node)?;
        let issn = text.trim_start_matches("ISSN").trim_start_matches([':', ' ']).replace('x', "X");
        let bytes = issn.as_bytes();
        let shaped = bytes.len() == 9
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 => *byte == b'-',
                8 => byte.is_ascii_digit() || *byte == b'X',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            reader.invalid(node, format!("`{}` is no ISSN", brief(&text)), "write its eight digits as in 2049-3630");
            return None;
        }
        Some(issn)
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({"type": "string"})
    }
}

impl Record for Series {
    const WHAT: &'static str = "a series";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.required::<Id>("id", "what briefs call it by");
        let name = f.required::<Line>("name", "the name");
        let issn = f.optional::<Issn>("issn", "the ISSN, as in 2049-3630");
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
