//! Footnotes: their numbers, their ids, their place at the end.
//!
//! Takes references and definitions as they come. A definition that nothing refers to is not shown, nor kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::builder::Builder;
use crate::model::body::Token;
use pulldown_cmark::{Event, Tag, TagEnd};

/// The footnotes of a text.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Labels that are both defined and referred to.
    used: BTreeSet<String>,
    numbers: BTreeMap<String, Numbered>,
}

#[derive(Debug, Default)]
struct Numbered {
    number: usize,
    references: usize,
    tokens: Vec<Token>,
}

/// Labels are equal whatever their case.
fn key(label: &str) -> String {
    label.to_lowercase()
}

impl Footnotes {
    /// Looks which footnotes the text itself leads to, directly or through other footnotes.
    pub(super) fn new(events: &[(Event<'_>, Range<usize>)]) -> Self {
        let mut inside: Vec<String> = Vec::new();
        let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut wanted: Vec<String> = Vec::new();
        for (event, _) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    defined.entry(key(label)).or_default();
                    inside.push(key(label));
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    inside.pop();
                }
                Event::FootnoteReference(label) => match inside.last() {
                    Some(definition) => defined.entry(definition.clone()).or_default().push(key(label)),
                    None => wanted.push(key(label)),
                },
                _ => {}
            }
        }
        let mut used = BTreeSet::new();
        while let Some(label) = wanted.pop() {
            if let Some(further) = defined.get(&label).filter(|_| used.insert(label.clone())) {
                wanted.extend(further.iter().cloned());
            }
        }
        Self { used, numbers: BTreeMap::new() }
    }

    /// Whether a definition is shown.
    pub(super) fn is_used(&self, label: &str) -> bool {
        self.used.contains(&key(label))
    }

    fn numbered(&mut self, label: &str) -> &mut Numbered {
        let next = self.numbers.len() + 1;
        self.numbers.entry(key(label)).or_insert_with(|| Numbered { number: next, ..Numbered::default() })
    }

    /// The definition was read.
    pub(super) fn define(&mut self, label: &str, mut tokens: Vec<Token>) {
        let note = self.numbered(label);
        if note.tokens.is_empty() {
            note.tokens.append(&mut tokens);
        }
    }

    /// The mark of a reference; `None` where nothing is defined.
    pub(super) fn refer(&mut self, label: &str, builder: &mut Builder<'_>) -> bool {
        if !self.is_used(label) {
            return false;
        }
        let note = self.numbered(label);
        note.references += 1;
        let (number, id) = (note.number, reference_id(&builder.manner.prefix, note.number, note.references));
        let prefix = &builder.manner.prefix;
        builder.markup(format!(
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#{prefix}fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
        builder.body.fragments.push(id.into());
        true
    }

    /// All of them, in the order of their numbers, behind the text.
    pub(super) fn finish(self, builder: &mut Builder<'_>) {
        let mut notes: Vec<Numbered> = self.numbers.into_values().filter(|note| note.references > 0).collect();
        notes.sort_by_key(|note| note.number);
        if notes.is_empty() {
            return;
        }
        let prefix = builder.manner.prefix.clone();
        builder.markup("<div class=\"footnotes\" role=\"doc-endnotes\"><ol>");
        for note in notes {
            let id = format!("{prefix}fn-{}", note.number);
            builder.markup(format!("<li id=\"{id}\" value=\"{}\">", note.number));
            builder.body.fragments.push(id.into());
            builder.sinks[0].extend(note.tokens);
            let mut back = String::from("<p class=\"footnote-back\">");
            for reference in 1..=note.references {
                let id = reference_id(&prefix, note.number, reference);
                let shown =
                    if reference == 1 { note.number.to_string() } else { format!("{}.{reference}", note.number) };
                back.push_str(&format!("<a href=\"#{id}\" role=\"doc-backlink\">↩ {shown}</a> "));
            }
            builder.markup(format!("{}</p></li>", back.trim_end()));
        }
        builder.markup("</ol></div>");
    }
}

fn reference_id(prefix: &str, number: usize, reference: usize) -> String {
    match reference {
        1 => format!("{prefix}fnref-{number}"),
        more => format!("{prefix}fnref-{number}-{more}"),
    }
}
