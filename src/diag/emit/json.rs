//! Findings as one JSON object a line; the shape is the manual's.

use std::fmt;

use serde::Serialize;

use super::super::{Diagnostics, Place};
use super::places::{Located, Places};

#[derive(Serialize)]
struct Finding<'d> {
    code: &'static str,
    severity: &'static str,
    message: &'d str,
    #[serde(flatten)]
    place: Where<'d>,
    help: &'d [String],
    related: Vec<Related<'d>>,
    suggestion: Option<Suggestion<'d>>,
}

/// Null throughout for a finding about the site as a whole.
#[derive(Serialize)]
struct Where<'d> {
    file: Option<&'d str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct Related<'d> {
    message: &'d str,
    #[serde(flatten)]
    place: Where<'d>,
}

#[derive(Serialize)]
struct Suggestion<'d> {
    quote: &'d str,
    passage: &'d str,
}

pub(super) fn write(out: &mut dyn fmt::Write, places: &mut Places<'_>, diagnostics: &Diagnostics) -> fmt::Result {
    for found in diagnostics.iter() {
        let related =
            found.related.iter().map(|one| Related { message: &one.message, place: place(places, &one.place) });
        let finding = Finding {
            related: related.collect(),
            code: found.code.name(),
            severity: found.severity.name(),
            message: &found.message,
            place: place(places, &found.place),
            help: &found.help,
            suggestion: found
                .suggestion
                .as_ref()
                .map(|offered| Suggestion { quote: &offered.quote, passage: &offered.passage }),
        };
        writeln!(out, "{}", serde_json::to_string(&finding).map_err(|_| fmt::Error)?)?;
    }
    Ok(())
}

fn place<'d, 'f: 'd>(places: &mut Places<'f>, place: &'d Place) -> Where<'d> {
    let at: Option<Located<'d>> = places.locate(place);
    Where {
        file: at.map(|at| at.path),
        line: at.map(|at| at.start.line),
        column: at.map(|at| at.start.column),
        end_line: at.map(|at| at.end.line),
        end_column: at.map(|at| at.end.column),
    }
}
