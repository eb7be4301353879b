//! What finding depends on, for a hash of it: two matchers and documents of one hash come to the same mentions.
//!
//! What is hashed in part is taken apart by name, so that a field that is added must be decided on here.

use std::hash::{Hash, Hasher};

use super::{Document, Matcher};
use crate::model::body::{Body, Passage, Reference};

impl Hash for Matcher {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The automaton seeks what names and phrases are made of, and no more.
        let Self { texts: _, automaton: _, patterns, names, phrases, actors, themes } = self;
        (patterns, names, phrases, actors, themes).hash(state);
    }
}

impl Hash for Document<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { parts, date, decisions, unlink, policy } = self;
        (date, decisions, unlink, policy, parts.len()).hash(state);
        for (part, body) in parts {
            part.hash(state);
            hash_words(body, state);
        }
    }
}

/// A text as it is searched: without its places in the source, its markup, and the ids of its passages.
pub(in crate::link) fn hash_words(body: &Body, state: &mut impl Hasher) {
    let Body { passages, references, tokens: _, links: _, images: _, code: _, citations: _, fragments: _ } = body;
    (passages.len(), references.len()).hash(state);
    for passage in passages {
        let Passage { kind, text, section, unlinkable, opaque, id: _, origins: _, span: _, internal: _ } = passage;
        text.hash_source(state);
        (kind, section, unlinkable, opaque).hash(state);
    }
    for reference in references {
        let Reference { id, kind, passage, start, end, words: _, span: _ } = reference;
        (id, kind, passage, start, end).hash(state);
    }
}
