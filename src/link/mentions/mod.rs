//! Finds actors and themes in texts, by one automaton over all names, in one pass over each text.
//!
//! Takes the registry and a document's passages; returns mentions, and refusals with their reasons.
//! Never changes a text, never looks at another document.

mod depends;
mod doubles;
mod names;
mod offices;
mod policy;
mod resolve;
mod runs;
mod scan;
pub mod suggest;
mod why;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::diag::Diagnostics;
use crate::files::{FileId, Span};
use crate::model::body::{Body, Passage, PassageIx, PassageKind};
use crate::model::brief::Brief;
use crate::model::config::LinkPolicy;
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Registry, Target, ThemeIx};
use crate::model::site::{Mention, Part, PassageRef, Refusal};
use crate::model::small::fit;
use crate::text::boundary;
use crate::text::fold::{Case, Folded};
use crate::text::sentence::Sentences;

pub(super) use depends::hash_words;
use names::{Name, Pattern, Phrase};

/// All names of the registry, ready to be found. Made once for a build, shared by all threads.
#[derive(Debug)]
pub struct Matcher {
    /// The patterns' texts.
    texts: Vec<String>,
    /// Made of the texts when the first passage is looked at: mostly all was found in former runs.
    automaton: OnceLock<AhoCorasick>,
    /// What each pattern of the automaton stands for.
    patterns: Vec<Pattern>,
    /// Names of actors, and their `not:` phrases.
    names: Vec<Name>,
    /// Names and phrases of themes.
    phrases: Vec<Phrase>,
    /// Actors by id.
    actors: BTreeMap<Box<str>, ActorIx>,
    /// Themes by id.
    themes: BTreeMap<Box<str>, ThemeIx>,
}

/// The texts of one brief, with what decides how names in them are read.
#[derive(Debug, Clone, Default)]
pub struct Document<'a> {
    /// Its texts, in the order in which a reader meets them.
    pub parts: Vec<(Part, &'a Body)>,
    /// The article's own date, by which time-bound names are judged.
    pub date: Option<PartialDate>,
    /// The brief's own `links:`.
    pub decisions: Vec<(String, Target)>,
    /// The brief's own `unlink:`.
    pub unlink: Vec<String>,
    /// Which mentions become links.
    pub policy: LinkPolicy,
}

/// What was found in a document, by part, passage and place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Spans that name an actor or theme.
    pub mentions: Vec<Mention>,
    /// Spans that look as if they did.
    pub refusals: Vec<Refusal>,
}

/// A passage of a document, and where it stands in it.
#[derive(Clone, Copy)]
struct Place<'a> {
    at: PassageRef,
    passage: &'a Passage,
    /// References by hand in it: their words, and whom they name.
    references: &'a [Reference],
}

/// Words that the author resolved by hand with `[[…]]`.
struct Reference {
    start: u32,
    end: u32,
    target: Option<Target>,
}

impl Matcher {
    /// Compiles the names of `registry`, and reports those that two actors share or that can never match.
    pub fn new(registry: &Registry, diagnostics: &mut Diagnostics) -> Self {
        doubles::check(registry, diagnostics);
        let compiled = names::compile(registry);
        let actors = (0u32..).zip(&registry.actors).map(|(ix, a)| (a.id.value.as_str().into(), ActorIx(ix))).collect();
        let themes = (0u32..).zip(&registry.themes).map(|(ix, t)| (t.id.value.as_str().into(), ThemeIx(ix))).collect();
        Self {
            texts: compiled.texts,
            automaton: OnceLock::new(),
            patterns: compiled.patterns,
            names: compiled.names,
            phrases: compiled.phrases,
            actors,
            themes,
        }
    }

    fn automaton(&self) -> &AhoCorasick {
        self.automaton.get_or_init(|| {
            // The faster automaton grows with the alphabet: right for most registries, far too large for some.
            let small = self.texts.iter().map(String::len).sum::<usize>() <= 64 * 1024;
            AhoCorasick::builder()
                .kind(Some(if small { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA }))
                .match_kind(MatchKind::Standard)
                .build(&self.texts)
                .expect("names are bounded by the files' sizes, far below the automaton's limits")
        })
    }

    /// Finds what the passages of `document` name.
    pub fn document(&self, document: &Document<'_>) -> Found {
        let mut references: Vec<Vec<Reference>> = Vec::new();
        for (_, body) in &document.parts {
            references.extend(self.references(body));
        }
        let mut places = Vec::with_capacity(references.len());
        let mut hand = references.iter();
        for (part, body) in &document.parts {
            for (passage, ix) in body.passages.iter().zip(0u32..) {
                let at = PassageRef { part: *part, passage: PassageIx(ix) };
                places.push(Place { at, passage, references: hand.next().map_or(&[], Vec::as_slice) });
            }
        }
        let mut found = resolve::document(self, document, &places);
        policy::choose(&mut found.mentions, &places, document.policy);
        sentences(&mut found.mentions, &places);
        found.mentions.sort_by_key(|mention| mention.at);
        fit(&mut found.mentions);
        found.refusals.sort_by_key(|refusal| refusal.at);
        found
    }

    /// Whether a text of a brief may hold any of the names. Where it is `false`, none of them stands there.
    pub fn touches(&self, brief: &Brief) -> bool {
        let passages = super::parts(brief).into_iter().flat_map(|(_, body)| &body.passages);
        passages.into_iter().any(|passage| {
            let folded = Folded::new(&passage.text, Case::Fold).text;
            self.automaton().find_overlapping_iter(&*folded).any(|found| boundary::can_start(&folded, found.start()))
        })
    }

    /// Finds what a running text names: paragraphs parted by blank lines, without any other structure.
    ///
    /// Offsets are offsets into `text`; all stand in passage 0 of the article.
    pub fn running_text(&self, text: &str) -> Found {
        let mut body = Body::default();
        let mut starts = Vec::new();
        for (start, words) in paragraphs(text) {
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
            body.passages.push(plain_passage(words));
        }
        let mut found = self.document(&Document { parts: vec![(Part::Article, &body)], ..Document::default() });
        let shift = |at: &mut PassageRef, offsets: &mut [&mut u32]| {
            let by = starts[at.passage.0 as usize];
            at.passage = PassageIx(0);
            offsets.iter_mut().for_each(|offset| **offset += by);
        };
        for mention in &mut found.mentions {
            let Mention { start, end, sentence, .. } = mention;
            shift(&mut mention.at, &mut [start, end, &mut sentence.0, &mut sentence.1]);
        }
        for refusal in &mut found.refusals {
            shift(&mut refusal.at, &mut [&mut refusal.start, &mut refusal.end]);
        }
        found
    }

    /// The references by hand of each passage of `body`.
    fn references(&self, body: &Body) -> Vec<Vec<Reference>> {
        use crate::model::body::ReferenceKind;
        let mut by_passage: Vec<Vec<Reference>> = Vec::new();
        by_passage.resize_with(body.passages.len(), Vec::new);
        for reference in &body.references {
            let actor = self.actors.get(&reference.id).copied().map(Target::Actor);
            let theme = self.themes.get(&reference.id).copied().map(Target::Theme);
            let target = match (reference.kind, actor, theme) {
                (Some(ReferenceKind::Actor), actor, _) => actor,
                (Some(ReferenceKind::Theme), _, theme) => theme,
                (Some(ReferenceKind::Brief), ..) | (None, Some(_), Some(_)) => None,
                (None, actor, theme) => actor.or(theme),
            };
            if let Some(list) = by_passage.get_mut(reference.passage.0 as usize) {
                list.push(Reference { start: reference.start, end: reference.end, target });
            }
        }
        by_passage
    }
}

/// Finds the sentence around each mention. Both lists are in the order of reading.
fn sentences(mentions: &mut [Mention], places: &[Place<'_>]) {
    let mut places = places.iter();
    for group in mentions.chunk_by_mut(|one, next| one.at == next.at) {
        let Some(place) = places.find(|place| place.at == group[0].at) else { return };
        let sentences = Sentences::new(&place.passage.text);
        for mention in group {
            let found = sentences.around(mention.start as usize, mention.end as usize);
            let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            mention.sentence = (narrow(found.start), narrow(found.end));
        }
    }
}

/// Whether `start..end` shares a byte with one of `spans`, which are ascending and apart.
fn touches(spans: &[(u32, u32)], start: u32, end: u32) -> bool {
    let at = spans.partition_point(|(_, to)| *to <= start);
    spans.get(at).is_some_and(|(from, _)| *from < end)
}

/// The paragraphs of a running text, parted by blank lines, with their offsets.
fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let mut list = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            list.extend(start.take().map(|from: usize| (from, &text[from..at])));
        } else if start.is_none() {
            start = Some(at);
        }
        at += line.len();
    }
    list.extend(start.map(|from| (from, &text[from..])));
    list
}

fn plain_passage(words: &str) -> Passage {
    Passage::plain(PassageKind::Paragraph, words, Span::file_start(FileId(0)))
}
