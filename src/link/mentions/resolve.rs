//! The linking rules: which of a document's hits are mentions, and why the others aren't.
//!
//! Takes the hits of all passages; returns mentions and refusals, none linked yet. Never finds new spans.
//! Goes over a document twice where names depend on others: first for the names that stand by themselves.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::names::{Name, Source};
use super::runs::{self, Surroundings};
use super::scan::{self, Hit, Hits, What};
use super::{Document, Found, Matcher, Place, policy, touches};
use crate::model::date::PartialDate;
use crate::model::registry::{ActorIx, Target};
use crate::model::site::{Mention, Refusal, RefusalReason};
use crate::text::boundary;
use crate::text::fold::alike;

/// Which actors a document names by names that need no other.
#[derive(Default)]
struct Known {
    /// By a strong name, ascending.
    strong: Vec<ActorIx>,
    /// By a name that is theirs alone, ascending.
    sure: Vec<ActorIx>,
}

fn insert(list: &mut Vec<ActorIx>, actor: ActorIx) {
    if let Err(at) = list.binary_search(&actor) {
        list.insert(at, actor);
    }
}

/// What becomes of the span of a hit.
enum Verdict<'a> {
    /// As if it weren't there; perhaps worth telling.
    Absent(Option<(RefusalReason, Vec<&'a Name>)>),
    /// It names `target`.
    Names { target: Target, name: Option<&'a Name> },
    /// It takes its words and names nobody.
    Refused { reason: RefusalReason, names: Vec<&'a Name>, within: Option<std::ops::Range<usize>> },
    /// A `not:` phrase or `unlink:` takes the words.
    Taken,
}

struct Resolver<'a> {
    matcher: &'a Matcher,
    document: &'a Document<'a>,
    places: &'a [Place<'a>],
    known: Known,
    /// The first pass only learns who is known.
    learning: bool,
    /// Words that were sought in the middle of sentences, and whether they stand there as names.
    elsewhere: RefCell<BTreeMap<Box<str>, bool>>,
}

/// The mentions and refusals of a document.
pub(super) fn document(matcher: &Matcher, document: &Document<'_>, places: &[Place<'_>]) -> Found {
    let hits: Vec<Hits> = places.iter().map(|place| scan::passage(matcher, document, place)).collect();
    let mut resolver =
        Resolver { matcher, document, places, known: Known::default(), learning: true, elsewhere: RefCell::default() };
    for (place, hits) in places.iter().zip(&hits) {
        let mut scratch = Found::default();
        resolver.actors(place, &hits.actors, &mut scratch);
    }
    resolver.learning = false;
    let mut found = Found::default();
    for (place, hits) in places.iter().zip(&hits) {
        let mut here = Found::default();
        by_hand(place, &mut here);
        resolver.actors(place, &hits.actors, &mut here);
        resolver.themes(place, hits, &mut here);
        here.mentions.sort_by_key(policy::sort_key);
        here.refusals.sort_by_key(|refusal| (refusal.start, std::cmp::Reverse(refusal.end), refusal.reason));
        found.mentions.append(&mut here.mentions);
        found.refusals.append(&mut here.refusals);
    }
    found
}

/// Words that the author resolved with `[[…]]` are mentions of what they name.
fn by_hand(place: &Place<'_>, found: &mut Found) {
    for reference in place.references {
        let words = place.passage.text.get(reference.start as usize..reference.end as usize);
        if let Some(target) = reference.target
            && words.is_some_and(|words| !words.is_empty())
        {
            found.mentions.push(Mention {
                at: place.at,
                start: reference.start,
                end: reference.end,
                possessive: 0,
                sentence: (reference.start, reference.end),
                target,
                alias: None,
                metonym: false,
                linked: false,
            });
        }
    }
}

impl<'a> Resolver<'a> {
    /// Resolves the actors of one passage: the longest hit at the leftmost place, then on after it.
    fn actors(&mut self, place: &Place<'_>, hits: &[Hit], found: &mut Found) {
        let text = &*place.passage.text;
        let mut taken = 0u32;
        let mut absent: Vec<Refusal> = Vec::new();
        // The spans that were decided, one after another.
        let mut closed: Vec<(u32, u32)> = Vec::new();
        // The words that a `not:` phrase or `unlink:` took last.
        let mut barred: Option<&Hit> = None;
        let title_case = OnceCell::new();
        let mut at = 0;
        while at < hits.len() {
            let hit = &hits[at];
            let group =
                &hits[at..at + hits[at..].iter().take_while(|h| (h.start, h.end) == (hit.start, hit.end)).count()];
            at += group.len();
            if hit.start < taken {
                if let Some(by) = barred.filter(|by| hit.end <= by.end) {
                    self.excluded(place, group, by, found);
                }
                continue;
            }
            let refusal = |reason, names: &[&Name], within: Option<std::ops::Range<usize>>| Refusal {
                at: place.at,
                start: hit.start,
                end: hit.end,
                reason,
                candidates: targets(names),
                alias: names.first().map_or("", |name| &name.text).into(),
                within: within.map(|range| text[range].into()),
            };
            match self.judge(place, hits, group, &title_case) {
                Verdict::Absent(None) => continue,
                Verdict::Absent(Some((reason, names))) => {
                    absent.push(refusal(reason, &names, None));
                    continue;
                }
                Verdict::Names { target, name } => {
                    let metonym = name.is_some_and(|name| name.metonym);
                    let alias = name.map(|name| &*name.text);
                    found.mentions.push(Mention { metonym, ..mention(place, hit.start, hit.end, target, alias) });
                }
                Verdict::Refused { reason, names, within } => {
                    found.refusals.push(refusal(reason, &names, within));
                }
                Verdict::Taken => {
                    barred = Some(hit);
                    self.excluded(place, group, hit, found);
                }
            }
            taken = hit.end;
            closed.push((hit.start, hit.end));
        }
        absent.retain(|refusal| !touches(&closed, refusal.start, refusal.end));
        found.refusals.append(&mut absent);
    }

    /// Reports names inside words that `by` took.
    fn excluded(&self, place: &Place<'_>, group: &[Hit], by: &Hit, found: &mut Found) {
        let text = &*place.passage.text;
        let Some(hit) = group.first() else { return };
        let names: Vec<&Name> = self.suiting(text, group).filter(|name| name.source == Source::Listed).collect();
        let Some(first) = names.first() else { return };
        if !self.learning {
            found.refusals.push(Refusal {
                at: place.at,
                start: hit.start,
                end: hit.end,
                reason: RefusalReason::Excluded,
                candidates: targets(&names),
                alias: first.text.clone(),
                within: Some(text[by.start as usize..by.end as usize].into()),
            });
        }
    }

    /// The names of a span whose case suits what is written.
    fn suiting<'t>(&self, text: &'t str, group: &'t [Hit]) -> impl Iterator<Item = &'a Name> + use<'a, 't> {
        let matcher = self.matcher;
        group.iter().flat_map(move |hit| {
            let words = alike(&text[hit.start as usize..hit.end as usize]);
            let names = match hit.what {
                What::Names(pattern) => &*matcher.patterns[pattern as usize].names,
                What::Decision(_) | What::Unlink => &[],
            };
            names.iter().map(|&name| &matcher.names[name as usize]).filter(move |name| name.suits(&words))
        })
    }

    /// What the hits of one span come to.
    fn judge(&mut self, place: &Place<'_>, hits: &[Hit], group: &[Hit], title_case: &OnceCell<bool>) -> Verdict<'a> {
        let text = &*place.passage.text;
        let Some(hit) = group.first() else { return Verdict::Absent(None) };
        match hit.what {
            What::Unlink => return Verdict::Taken,
            What::Decision(ix) => {
                let (_, target) = &self.document.decisions[ix as usize];
                return self.decided(text, group, *target);
            }
            What::Names(_) => {}
        }
        let mut not = false;
        let mut standing: Vec<&Name> = Vec::new();
        let mut failing: Option<(RefusalReason, Vec<&Name>)> = None;
        let span = hit.start as usize..hit.end as usize;
        for name in self.suiting(text, group).filter(|name| !runs::is_month(text, name, &span)) {
            match self.fails(name) {
                _ if name.source == Source::Not => not = true,
                None if standing.iter().any(|other| other.actor == name.actor) => {}
                None => standing.push(name),
                Some(reason) => match &mut failing {
                    Some((_, names)) => names.push(name),
                    None => failing = Some((reason, vec![name])),
                },
            }
        }
        if standing.is_empty() {
            return if not { Verdict::Taken } else { Verdict::Absent(failing) };
        }
        let surroundings = Surroundings {
            place,
            places: self.places,
            elsewhere: &self.elsewhere,
            title_case,
            hits,
            names_someone: &|hit| self.names_someone(text, hit),
        };
        let mut within = None;
        let all = standing.clone();
        standing.retain(|name| match runs::taken_by(&surroundings, name, span.clone()) {
            Some(run) => {
                within = Some(run);
                false
            }
            None => true,
        });
        match *standing {
            [] => Verdict::Refused { reason: RefusalReason::PartOfName, names: all, within },
            [name] => {
                self.learn(name, all.len() == 1);
                Verdict::Names { target: name.into(), name: Some(name) }
            }
            _ => self.choose(standing),
        }
    }

    /// Chooses between the owners of a name by who else is named.
    fn choose(&mut self, names: Vec<&'a Name>) -> Verdict<'a> {
        for name in &names {
            self.learn(name, false);
        }
        let mut sure = names.iter().filter(|name| self.known.sure.binary_search(&name.actor).is_ok());
        match (sure.next(), sure.next()) {
            (Some(&name), None) => Verdict::Names { target: name.into(), name: Some(name) },
            _ => Verdict::Refused { reason: RefusalReason::Ambiguous, names, within: None },
        }
    }

    /// The brief itself says whom the words name.
    fn decided(&mut self, text: &str, group: &[Hit], target: Target) -> Verdict<'a> {
        let name = self.suiting(text, group).find(|name| Target::from(*name) == target && name.source != Source::Not);
        if let (true, Target::Actor(actor)) = (self.learning, target) {
            insert(&mut self.known.strong, actor);
            insert(&mut self.known.sure, actor);
        }
        Verdict::Names { target, name }
    }

    fn learn(&mut self, name: &Name, only: bool) {
        if self.learning {
            insert(&mut self.known.strong, name.actor);
            if only && name.alone {
                insert(&mut self.known.sure, name.actor);
            }
        }
    }

    /// Why a name doesn't count here, if it doesn't.
    fn fails(&self, name: &Name) -> Option<RefusalReason> {
        if name.from.is_some() || name.until.is_some() {
            let Some(date) = self.document.date else { return Some(RefusalReason::Undated) };
            if !holds(name, date) {
                return Some(RefusalReason::OutOfDate);
            }
        }
        let weak = name.weak && (self.learning || self.known.strong.binary_search(&name.actor).is_err());
        weak.then_some(RefusalReason::Weak)
    }

    fn names_someone(&self, text: &str, hit: &Hit) -> bool {
        scan::names_someone(self.matcher, hit)
            && (matches!(hit.what, What::Decision(_))
                || self.suiting(text, std::slice::from_ref(hit)).any(|name| {
                    name.source == Source::Listed && !matches!(self.fails(name), Some(RefusalReason::OutOfDate))
                }))
    }

    /// Resolves the themes of one passage.
    fn themes(&self, place: &Place<'_>, hits: &Hits, found: &mut Found) {
        let unlinked = |start: u32, end: u32| {
            hits.actors.iter().find(|hit| hit.what == What::Unlink && start < hit.end && hit.start < end)
        };
        let mut taken = 0;
        let mut rest = hits.themes.as_slice();
        while let Some(hit) = rest.first() {
            let same = rest.iter().take_while(|other| (other.start, other.end) == (hit.start, hit.end)).count();
            let (group, after) = rest.split_at(same);
            rest = after;
            if hit.start < taken {
                continue;
            }
            taken = hit.end;
            let phrase = |hit: &scan::PhraseHit| &self.matcher.phrases[hit.phrase as usize];
            let mut candidates: Vec<Target> = group.iter().map(|hit| Target::Theme(phrase(hit).theme)).collect();
            candidates.sort_unstable();
            candidates.dedup();
            let by = unlinked(hit.start, hit.end);
            if let (&[target], None) = (&*candidates, by) {
                found.mentions.push(mention(place, hit.start, hit.end, target, Some(&phrase(hit).text)));
                continue;
            }
            let text = &*place.passage.text;
            found.refusals.push(Refusal {
                at: place.at,
                start: hit.start,
                end: hit.end,
                reason: if by.is_some() { RefusalReason::Excluded } else { RefusalReason::Ambiguous },
                candidates,
                alias: phrase(hit).text.clone(),
                within: by.map(|by| text[by.start as usize..by.end as usize].into()),
            });
        }
    }
}

/// Whether a name bound to a time can hold at a date of whatever precision.
fn holds(name: &Name, date: PartialDate) -> bool {
    let begun = name.from.is_none_or(|from| from.first_day() <= date.last_day());
    let over = name.until.is_some_and(|until| until.last_day() < date.first_day());
    begun && !over
}

/// The actors of some names, ascending.
fn targets(names: &[&Name]) -> Vec<Target> {
    let mut list: Vec<Target> = names.iter().map(|name| Target::from(*name)).collect();
    list.sort_unstable();
    list.dedup();
    list
}

fn mention(place: &Place<'_>, start: u32, end: u32, target: Target, alias: Option<&str>) -> Mention {
    let text = &*place.passage.text;
    let possessive = boundary::possessive_end(text, end as usize) - end as usize;
    Mention {
        at: place.at,
        start,
        end,
        possessive: u8::try_from(possessive).unwrap_or(0),
        sentence: (start, end),
        target,
        alias: alias.filter(|alias| *alias != &text[start as usize..end as usize]).map(Into::into),
        metonym: false,
        linked: false,
    }
}
