//! What was found in one brief, as bytes.
//!
//! Owns the shape that is kept, so that a change of the types of `model` is none of it. Numbers are small: places count
//! from the one before, and wrap where that comes later.

use serde::{Deserialize, Serialize};

use crate::model::body::PassageIx;
use crate::model::registry::{ActorIx, Target, ThemeIx};
use crate::model::site::{Anchor, BriefLinks, Found, Mention, Part, PassageRef, Refusal, RefusalReason};
use crate::model::small::Thin;

const REASONS: [RefusalReason; 6] = [
    RefusalReason::Ambiguous,
    RefusalReason::Weak,
    RefusalReason::OutOfDate,
    RefusalReason::Undated,
    RefusalReason::PartOfName,
    RefusalReason::Excluded,
];

/// A passage: its text (the article, the desk's own, then notes), and its place there.
type At = (u32, u32);

/// An actor or theme: twice its place, and one more for themes.
type Whom = u32;

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    mentions: Vec<KeptMention<'a>>,
    #[serde(borrow)]
    refusals: Vec<KeptRefusal<'a>>,
    quotes: [Vec<KeptFound>; 4],
}

#[derive(Serialize, Deserialize)]
struct KeptMention<'a> {
    at: At,
    start: u32,
    /// From `start` to the end, from the sentence's beginning to `start`, and from the end to the sentence's.
    lengths: [u32; 3],
    possessive: u8,
    target: Whom,
    alias: Option<&'a str>,
    metonym: bool,
    linked: bool,
}

#[derive(Serialize, Deserialize)]
struct KeptRefusal<'a> {
    at: At,
    start: u32,
    length: u32,
    reason: u8,
    candidates: Vec<Whom>,
    alias: &'a str,
    within: Option<&'a str>,
}

#[derive(Serialize, Deserialize)]
enum KeptFound {
    Nowhere,
    Here(At, u32, u32),
    Source(u32),
}

/// The bytes of what was found in a brief, and no room beyond them: those of all briefs are held at once.
pub(super) fn encode(links: &BriefLinks) -> Option<Box<[u8]>> {
    let quotes = [&links.notes, &links.key_messages, &links.positions, &links.events];
    let record = Record {
        mentions: links.mentions.iter().map(KeptMention::of).collect(),
        refusals: links.refusals.iter().map(KeptRefusal::of).collect::<Option<_>>()?,
        quotes: quotes.map(|list| list.iter().map(|found| KeptFound::of(found.as_ref())).collect()),
    };
    postcard::to_allocvec(&record).ok().map(|bytes| Box::from(&*bytes))
}

/// Puts what bytes say into `links`. Whether they say it at all.
pub(super) fn decode(bytes: &[u8], links: &mut BriefLinks) -> bool {
    let Ok(record) = postcard::from_bytes::<Record<'_>>(bytes) else { return false };
    let refusals = record.refusals.into_iter().map(KeptRefusal::refusal).collect::<Option<Vec<_>>>();
    let Some(refusals) = refusals else { return false };
    links.refusals = refusals;
    links.mentions = record.mentions.into_iter().map(KeptMention::mention).collect();
    let places = record.quotes.map(|list| list.into_iter().map(KeptFound::found).collect());
    [links.notes, links.key_messages, links.positions, links.events] = places;
    true
}

fn at(passage: PassageRef) -> At {
    let part = match passage.part {
        Part::Article => 0,
        Part::Text => 1,
        Part::Note(at) => at.wrapping_add(2),
    };
    (part, passage.passage.0)
}

fn passage((part, passage): At) -> PassageRef {
    let part = match part {
        0 => Part::Article,
        1 => Part::Text,
        note => Part::Note(note - 2),
    };
    PassageRef { part, passage: PassageIx(passage) }
}

fn whom(target: Target) -> Whom {
    match target {
        Target::Actor(ActorIx(ix)) => ix << 1,
        Target::Theme(ThemeIx(ix)) => ix << 1 | 1,
    }
}

fn target(whom: Whom) -> Target {
    if whom & 1 == 0 { Target::Actor(ActorIx(whom >> 1)) } else { Target::Theme(ThemeIx(whom >> 1)) }
}

impl<'a> KeptMention<'a> {
    fn of(mention: &'a Mention) -> Self {
        let Mention { at: place, start, end, possessive, sentence, target, alias, metonym, linked } = mention;
        let lengths = [end.wrapping_sub(*start), start.wrapping_sub(sentence.0), sentence.1.wrapping_sub(*end)];
        let alias = alias.as_deref();
        Self {
            at: at(*place),
            start: *start,
            lengths,
            possessive: *possessive,
            target: whom(*target),
            alias,
            metonym: *metonym,
            linked: *linked,
        }
    }

    fn mention(self) -> Mention {
        let [length, before, after] = self.lengths;
        let end = self.start.wrapping_add(length);
        Mention {
            at: passage(self.at),
            start: self.start,
            end,
            possessive: self.possessive,
            sentence: (self.start.wrapping_sub(before), end.wrapping_add(after)),
            target: target(self.target),
            alias: self.alias.map(Thin::from),
            metonym: self.metonym,
            linked: self.linked,
        }
    }
}

impl<'a> KeptRefusal<'a> {
    fn of(refusal: &'a Refusal) -> Option<Self> {
        let Refusal { at: place, start, end, reason, candidates, alias, within } = refusal;
        Some(Self {
            at: at(*place),
            start: *start,
            length: end.wrapping_sub(*start),
            reason: REASONS.iter().position(|one| one == reason).and_then(|place| u8::try_from(place).ok())?,
            candidates: candidates.iter().copied().map(whom).collect(),
            alias,
            within: within.as_deref(),
        })
    }

    fn refusal(self) -> Option<Refusal> {
        Some(Refusal {
            at: passage(self.at),
            start: self.start,
            end: self.start.wrapping_add(self.length),
            reason: *REASONS.get(usize::from(self.reason))?,
            candidates: self.candidates.into_iter().map(target).collect(),
            alias: self.alias.into(),
            within: self.within.map(Box::from),
        })
    }
}

impl KeptFound {
    fn of(found: Option<&Found>) -> Self {
        match found {
            None => Self::Nowhere,
            Some(Found::Here(anchor)) => Self::Here(at(anchor.at), anchor.start, anchor.end),
            Some(Found::Source(place)) => Self::Source(*place),
        }
    }

    fn found(self) -> Option<Found> {
        match self {
            Self::Nowhere => None,
            Self::Here(at, start, end) => Some(Found::Here(Anchor { at: passage(at), start, end })),
            Self::Source(place) => Some(Found::Source(place)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let place = |part| PassageRef { part, passage: PassageIx(300) };
        let mention = Mention {
            at: place(Part::Note(0)),
            start: 70,
            end: 77,
            possessive: 2,
            sentence: (64, 200),
            target: Target::Theme(ThemeIx(900)),
            alias: Some("sea route".into()),
            metonym: true,
            linked: false,
        };
        // No sentence ends before the words that it is around; if one did, it would be written all the same.
        let odd = Mention { at: place(Part::Text), sentence: (75, 3), alias: None, linked: true, ..mention.clone() };
        let refusals = REASONS.map(|reason| Refusal {
            at: place(Part::Article),
            start: 0,
            end: 4,
            reason,
            candidates: vec![Target::Actor(ActorIx(0)), Target::Theme(ThemeIx(0))],
            alias: "Kyiv".into(),
            within: (reason == RefusalReason::Excluded).then(|| "Kyiv Post".into()),
        });
        let links = BriefLinks {
            mentions: vec![mention, odd],
            refusals: refusals.to_vec(),
            notes: vec![None, Some(Found::Here(Anchor { at: place(Part::Article), start: 3, end: 9 }))],
            events: vec![Some(Found::Source(2))],
            ..BriefLinks::default()
        };
        let bytes = encode(&links).expect("it can be written");
        let mut read = BriefLinks::default();
        assert!(decode(&bytes, &mut read));
        assert_eq!(read, links);
        assert!(!decode(&bytes[..9], &mut read));
    }
}
