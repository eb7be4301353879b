//! Names of whom a brief names by other words: who seeks "Ukraine" finds a brief that says "Kyiv" throughout.
//!
//! Takes a brief's mentions; gives the name of each target with how often other words stand for it, and where first.

use std::collections::BTreeMap;

use crate::model::body::Passage;
use crate::model::brief::Brief;
use crate::model::registry::Target;
use crate::model::site::{BriefLinks, Mention, Part, PassageRef, Site};

/// Someone whom a brief names by other words.
#[derive(Debug, Clone)]
pub(super) struct Named<'a> {
    pub(super) name: &'a str,
    /// How many mentions say it otherwise.
    pub(super) times: u32,
    /// The passage of the first of them.
    pub(super) passage: &'a Passage,
    /// The words there: first byte, first byte after.
    pub(super) place: (u32, u32),
}

/// Whom the brief names by other words, by the registry's order.
pub(super) fn otherwise<'a>(site: &'a Site, brief: &'a Brief, links: &BriefLinks) -> Vec<Named<'a>> {
    let registry = &site.corpus.registry;
    let mut found: BTreeMap<Target, Named<'a>> = BTreeMap::new();
    for mention in &links.mentions {
        let name = match mention.target {
            Target::Actor(ix) => &registry[ix].name.value,
            Target::Theme(ix) => &registry[ix].name.value,
        };
        if let Some(passage) = passage(brief, mention.at).filter(|passage| says_otherwise(passage, mention, name)) {
            let place = (mention.start, mention.end);
            found.entry(mention.target).or_insert(Named { name, times: 0, passage, place }).times += 1;
        }
    }
    found.into_values().collect()
}

fn says_otherwise(passage: &Passage, mention: &Mention, name: &str) -> bool {
    let words = passage.text.get(mention.start as usize..mention.end as usize).unwrap_or("");
    !words.eq_ignore_ascii_case(name)
}

fn passage(brief: &Brief, at: PassageRef) -> Option<&Passage> {
    let body = match at.part {
        Part::Article => &brief.article.as_ref()?.body,
        Part::Text => brief.text.body(),
        Part::Note(ix) => brief.front.notes.get(ix as usize)?.text.body(),
    };
    body.passages.get(at.passage.0 as usize)
}
