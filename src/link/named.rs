//! Names in the place of ids: a bare `[[id]]` reads as what it names, among a passage's words as on its page.
//!
//! Takes texts whose passages have their ids. These are made of the words as written, so that a name which changes in
//! the registry moves no address of a passage. Leaves what names nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::references::bodies;
use crate::model::body::{Body, Passage, PassageIx, Reference, ReferenceKind, Token};
use crate::model::brief::Brief;
use crate::model::registry::Registry;
use crate::model::small::Origins;

/// What ids stand for.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) registry: &'a Registry,
    /// Slugs of all briefs, ascending.
    pub(super) slugs: &'a [String],
    /// Their titles.
    pub(super) titles: &'a [String],
}

/// Whether a reference shows the name of what it leads to.
pub(super) fn is_bare(reference: &Reference) -> bool {
    reference.words.is_none() && !reference.id.is_empty()
}

/// The ids that a brief's texts name without words of their own.
pub(super) fn bare_ids(brief: &Brief) -> impl Iterator<Item = &str> {
    bodies(brief).flat_map(|body| &body.references).filter(|one| is_bare(one)).map(|one| &*one.id)
}

impl Names<'_> {
    fn of(&self, reference: &Reference) -> Option<&str> {
        let (registry, id) = (self.registry, &*reference.id);
        let actor = || registry.actor(id).map(|ix| registry[ix].name.value.as_str());
        let theme = || registry.theme(id).map(|ix| registry[ix].name.value.as_str());
        let brief = || self.slugs.binary_search_by(|slug| slug.as_str().cmp(id)).ok().map(|at| &*self.titles[at]);
        match reference.kind {
            Some(ReferenceKind::Actor) => actor(),
            Some(ReferenceKind::Theme) => theme(),
            Some(ReferenceKind::Brief) => brief(),
            None => actor().or_else(theme).or_else(brief),
        }
    }

    /// Puts the names into every text of a brief.
    pub(super) fn put_into_brief(&self, brief: &mut Brief) {
        if brief.text.public.references.iter().any(is_bare) {
            self.put(&mut Arc::make_mut(&mut brief.text).public);
        }
        let has_bare = |body: &Body| body.references.iter().any(is_bare);
        if brief.front.proses().into_iter().any(|prose| has_bare(&prose.public)) {
            for prose in Arc::make_mut(&mut brief.front).proses_mut() {
                self.put(&mut prose.public);
            }
        }
    }

    /// Puts the names into a text.
    pub(super) fn put(&self, body: &mut Body) {
        let mut by_passage: BTreeMap<PassageIx, Vec<Change>> = BTreeMap::new();
        for reference in body.references.iter().filter(|one| is_bare(one)) {
            let Some(name) = self.of(reference) else { continue };
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let changes = by_passage.entry(reference.passage).or_default();
            let (start, end) = (reference.start, reference.end);
            let before = changes.last().map_or(0, |change| change.shift);
            let shift = before + i64::try_from(name.len()).unwrap_or(0) - i64::from(end - start);
            changes.push(Change { start, end, name, shift });
        }
        if by_passage.is_empty() {
            return;
        }
        for (ix, changes) in &by_passage {
            rewrite(&mut body.passages[ix.0 as usize], changes);
        }
        let places = body.tokens.iter_mut().filter_map(|token| match token {
            Token::Text { passage, start, end } => Some((*passage, start, end)),
            _ => None,
        });
        let own = body.references.iter_mut().map(|one| (one.passage, &mut one.start, &mut one.end));
        for (passage, start, end) in places.chain(own) {
            if let Some(changes) = by_passage.get(&passage) {
                (*start, *end) = (moved(changes, *start), moved(changes, *end));
            }
        }
    }
}

/// An id in a passage's words, and what takes its place.
struct Change {
    start: u32,
    end: u32,
    name: String,
    /// How far words after it move, with those before it.
    shift: i64,
}

/// Where an offset comes to stand.
fn moved(changes: &[Change], at: u32) -> u32 {
    let before = changes.partition_point(|change| change.end <= at);
    let shift = before.checked_sub(1).map_or(0, |last| changes[last].shift);
    u32::try_from(i64::from(at) + shift).unwrap_or(u32::MAX)
}

fn rewrite(passage: &mut Passage, changes: &[Change]) {
    let mut text = String::with_capacity(passage.text.len());
    let mut at = 0;
    for change in changes {
        text.push_str(&passage.text[at..change.start as usize]);
        text.push_str(&change.name);
        at = change.end as usize;
    }
    text.push_str(&passage.text[at..]);
    passage.origins = origins(passage, changes);
    passage.text = text.into();
    for (start, end) in passage.unlinkable.iter_mut().chain(passage.opaque.iter_mut()) {
        (*start, *end) = (moved(changes, *start), moved(changes, *end));
    }
}

/// Where the words stand in the source. The letters of a name that is longer than its id stand at the id's last one.
fn origins(passage: &Passage, changes: &[Change]) -> Origins {
    let mut made: BTreeMap<u32, u32> = BTreeMap::new();
    for (text, source) in passage.origins.iter() {
        let next = changes.partition_point(|change| change.end <= *text);
        if changes.get(next).is_none_or(|change| *text < change.start) {
            made.insert(moved(changes, *text), *source);
        }
    }
    for change in changes {
        let start = moved(changes, change.start);
        made.insert(start, passage.source_offset(change.start));
        let last = passage.source_offset(change.end - 1);
        let length = u32::try_from(change.name.len()).unwrap_or(u32::MAX);
        made.extend((change.end - change.start..length).map(|beyond| (start + beyond, last)));
        if (change.end as usize) < passage.text.len() {
            made.entry(start + length).or_insert(passage.source_offset(change.end));
        }
    }
    made.into_iter().collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{FileId, Span};
    use crate::model::body::PassageKind;
    use crate::model::small::Ranges;

    const SLUGS: [&str; 1] = ["talks"];

    fn reference(id: &str, start: u32, words: Option<&str>) -> Reference {
        let end = start + u32::try_from(words.unwrap_or(id).len()).expect("it is short");
        let span = Span::file_start(FileId(0));
        Reference { id: id.into(), kind: None, words: words.map(Into::into), span, passage: PassageIx(0), start, end }
    }

    fn text(start: u32, end: u32) -> Token {
        Token::Text { passage: PassageIx(0), start, end }
    }

    #[test]
    fn a_title_takes_the_place_of_a_slug_and_all_offsets_follow() {
        // As [[talks]] and [[talks|they]] said; [[nobody]] else.
        let passage = Passage {
            id: "p-1".into(),
            kind: PassageKind::Paragraph,
            text: "As talks and they said; nobody else.".into(),
            origins: vec![(0, 0), (3, 5), (8, 12), (13, 25), (17, 31), (24, 40), (30, 48)].into(),
            span: Span::file_start(FileId(0)),
            section: 0,
            unlinkable: vec![(3, 8), (13, 17), (24, 30)].into(),
            opaque: Ranges::default(),
            internal: false,
        };
        let mut body = Body {
            passages: vec![passage],
            tokens: vec![
                text(0, 3),
                Token::Reference(0),
                text(8, 13),
                Token::Reference(1),
                text(17, 24),
                Token::Reference(2),
                text(30, 36),
            ],
            references: vec![
                reference("talks", 3, None),
                reference("talks", 13, Some("they")),
                reference("nobody", 24, None),
            ],
            ..Body::default()
        };
        let (slugs, titles) = (SLUGS.map(String::from), ["Talks  resume".to_owned()]);
        let registry = Registry::default();
        Names { registry: &registry, slugs: &slugs, titles: &titles }.put(&mut body);
        let passage = &body.passages[0];
        assert_eq!(&*passage.text, "As Talks resume and they said; nobody else.");
        assert_eq!(passage.unlinkable[..], [(3, 15), (20, 24), (31, 37)]);
        let places: Vec<(u32, u32)> = body.references.iter().map(|one| (one.start, one.end)).collect();
        assert_eq!(places, [(3, 15), (20, 24), (31, 37)]);
        assert_eq!(body.tokens[2], text(15, 20));
        assert_eq!(body.tokens[6], text(37, 43));
        let source = |offset| passage.source_offset(offset);
        assert_eq!([source(3), source(7), source(8), source(14)], [5, 9, 9, 9], "the name stands where its id does");
        assert_eq!([source(15), source(20), source(31), source(37)], [12, 25, 40, 48]);
    }
}
