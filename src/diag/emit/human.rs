//! Findings as people read them: what is wrong, the line with the place marked, and what to do.
//!
//! A line of thousands of characters shows the part around the place, an endless line is only named;
//! a place of many lines shows its first.

use std::collections::HashSet;
use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::files::FileId;

use super::super::{Diagnostic, Diagnostics, Place, Severity};
use super::one_line;
use super::places::{Located, Places};

/// Columns of a line that are shown at most.
const WIDTH: usize = 120;
/// Characters that are marked at most.
const MARKED: usize = 100;
/// Bytes of a line that is shown at all.
const LONGEST: usize = 20_000;

pub(super) fn write(
    out: &mut dyn fmt::Write,
    places: &mut Places<'_>,
    diagnostics: &Diagnostics,
    colour: bool,
) -> fmt::Result {
    let hidden = hidden(places, diagnostics);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    for found in diagnostics.iter() {
        writeln!(out, "{}\n", renderer.render(&report(found, places, &hidden)))?;
    }
    Ok(())
}

/// Lines that hold a secret: by file and number.
type Hidden = HashSet<(FileId, usize)>;

/// The lines that no finding may show, whichever of them it is about.
fn hidden(places: &mut Places<'_>, diagnostics: &Diagnostics) -> Hidden {
    let secret = diagnostics.iter().filter(|found| found.secret);
    let line = |found: &Diagnostic| places.locate(&found.place).and_then(|at| Some((at.span?.file, at.start.line)));
    secret.filter_map(line).collect()
}

fn report<'d, 'f: 'd>(found: &'d Diagnostic, places: &mut Places<'f>, hidden: &Hidden) -> Vec<Group<'d>> {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(one_line(&found.message)).id(found.code.name());
    let mut group = placed(Group::with_title(title), places, &found.place, AnnotationKind::Primary, hidden);
    for line in &found.help {
        group = group.element(Level::HELP.message(one_line(line)));
    }
    let mut groups = vec![group];
    for one in &found.related {
        let title = Level::NOTE.secondary_title(one_line(&one.message));
        groups.push(placed(Group::with_title(title), places, &one.place, AnnotationKind::Context, hidden));
    }
    let more = Level::NOTE.with_name("more").message(format!("briefgen explain {}", found.code.name()));
    let last = groups.pop().map(|group| group.element(more));
    groups.extend(last);
    groups
}

/// Adds where a group's place is, and the words there.
fn placed<'d, 'f: 'd>(
    group: Group<'d>,
    places: &mut Places<'f>,
    place: &'d Place,
    kind: AnnotationKind,
    hidden: &Hidden,
) -> Group<'d> {
    let Some(Located { path, start, span, .. }) = places.locate(place) else { return group };
    let Some(span) = span else { return group.element(Origin::path(path)) };
    let (line, marked) = places.excerpt(span);
    if hidden.contains(&(span.file, start.line)) || line.trim().is_empty() || line.len() > LONGEST {
        return group.element(Origin::path(path).line(start.line).char_column(start.column));
    }
    // The renderer itself shows controls as signs.
    let most = line[marked.start..].char_indices().nth(MARKED).map_or(marked.end, |(at, _)| marked.start + at);
    let marked = marked.start..marked.end.min(most);
    group.element(Snippet::source(line).path(path).line_start(start.line).annotation(kind.span(marked)))
}
