//! Findings of every format, as `line:column code message`.

use crate::diag::{Diagnostics, Place};
use crate::files::{FileId, line_column};
use crate::parse::{authors, config, notes, pages, registry, series};

/// Runs a reader and shows what it found.
pub(crate) fn findings<T>(text: &str, read: impl Fn(&str, &mut Diagnostics) -> T) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let _ = read(text, &mut diagnostics);
    diagnostics
        .iter()
        .map(|found| {
            let Place::Span(span) = found.place else { panic!("a finding without a place") };
            let at = line_column(text, span.start as usize);
            format!("{}:{} {} {}", at.line, at.column, found.code.name(), found.message)
        })
        .collect()
}

const FILE: FileId = FileId(0);

pub(crate) fn in_config(text: &str) -> Vec<String> {
    findings(text, |text, found| config::read(FILE, text, found))
}
pub(crate) fn in_actors(text: &str) -> Vec<String> {
    findings(text, |text, found| registry::actors(FILE, text, found))
}
pub(crate) fn in_themes(text: &str) -> Vec<String> {
    findings(text, |text, found| registry::themes(FILE, text, found))
}
pub(crate) fn in_notes(text: &str) -> Vec<String> {
    findings(text, |text, found| notes::read(FILE, text, notes::Context::default(), found))
}
pub(crate) fn in_page(text: &str) -> Vec<String> {
    findings(text, |text, found| pages::read(FILE, text, "about", notes::Context::default(), found))
}
pub(crate) fn in_authors(text: &str) -> Vec<String> {
    findings(text, |text, found| authors::read(FILE, text, found))
}
pub(crate) fn in_series(text: &str) -> Vec<String> {
    findings(text, |text, found| series::read(FILE, text, found))
}

#[test]
#[ignore = "for looking"]
fn look() {
    let folder = std::env::var("LOOK").expect("a folder");
    let mut names: Vec<_> = std::fs::read_dir(folder).expect("folder").map(|e| e.expect("entry").path()).collect();
    names.sort();
    for path in names {
        let text = std::fs::read_to_string(&path).expect("text");
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let mut diagnostics = Diagnostics::default();
        if name.contains("config") {
            config::read(FILE, &text, &mut diagnostics);
        } else if name.contains("actors") {
            registry::actors(FILE, &text, &mut diagnostics);
        } else if name.contains("themes") {
            registry::themes(FILE, &text, &mut diagnostics);
        } else if name.contains("page") {
            pages::read(FILE, &text, "about", notes::Context::default(), &mut diagnostics);
        } else {
            notes::read(FILE, &text, notes::Context::default(), &mut diagnostics);
        }
        println!("== {name}");
        for found in diagnostics.iter() {
            let Place::Span(span) = found.place else { continue };
            let at = line_column(&text, span.start as usize);
            let shown = text.get(span.start as usize..span.end as usize).unwrap_or("?");
            println!("  {}:{} {} {} «{shown}» {:?}", at.line, at.column, found.code.name(), found.message, found.help);
        }
    }
}
