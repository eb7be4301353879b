//! Names and aliases that the registry lacks.
//!
//! Takes a linked site; gives proposals for its editor, the most frequent first. Never adds anything itself, and never
//! proposes what a `not:` or `unlink:` decided against.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::offices;
use super::runs::is_title_case;
use crate::files::{FileId, Span};
use crate::model::body::Passage;
use crate::model::registry::{ActorIx, ActorKind, Registry, Target};
use crate::model::site::{PassageRef, RefusalReason, Site};
use crate::text::near::nearest;
use crate::text::sentence;

/// Names that stand fewer times prove nothing.
const FEWEST: usize = 2;

/// A name that the registry lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewName {
    /// As texts write it.
    pub name: String,
    /// What it probably is.
    pub kind: ActorKind,
    /// How often it stands.
    pub count: usize,
    /// In how many texts.
    pub texts: usize,
    /// Where it first stands.
    pub place: Span,
    /// The sentence in which it first stands.
    pub sentence: String,
}

/// Another name of an actor that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlias {
    /// The actor.
    pub actor: ActorIx,
    /// As texts write it.
    pub alias: String,
    /// Where it first stands.
    pub place: Span,
}

/// What might be added to the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Names, the most frequent first.
    pub names: Vec<NewName>,
    /// Aliases, by actor.
    pub aliases: Vec<NewAlias>,
}

/// Proposes what the shown texts name and the registry doesn't know.
pub fn suggest(site: &Site) -> Suggestions {
    let mut seen = Seen::default();
    for (brief, links) in site.corpus.briefs.iter().zip(&site.links) {
        let language = brief.front.language.as_ref().or(brief.front.original.language.as_ref());
        if capitals_prove_nothing(language.unwrap_or(&site.corpus.config.language)) {
            continue;
        }
        for (part, body) in crate::link::parts(brief) {
            for (passage, ix) in body.passages.iter().zip(0u32..) {
                let at = PassageRef { part, passage: crate::model::body::PassageIx(ix) };
                let mentions = links.mentions.iter().filter(|mention| mention.at == at);
                let mut taken: Vec<Taken> = mentions
                    .map(|mention| Taken {
                        span: mention.start as usize..mention.link_end() as usize,
                        actor: match mention.target {
                            Target::Actor(ix) => Some(ix),
                            Target::Theme(_) => None,
                        },
                    })
                    .collect();
                let decided = [RefusalReason::Excluded, RefusalReason::Ambiguous, RefusalReason::Weak];
                let refusals = links.refusals.iter().filter(|refusal| refusal.at == at);
                taken.extend(
                    refusals
                        .filter(|refusal| decided.contains(&refusal.reason))
                        .map(|refusal| Taken { span: refusal.start as usize..refusal.end as usize, actor: None }),
                );
                seen.passage(brief.file_of(part), passage, &taken);
            }
        }
    }
    seen.judge(&site.corpus.registry)
}

/// Whether a language writes every noun with a capital.
fn capitals_prove_nothing(language: &str) -> bool {
    matches!(language.split('-').next(), Some("de" | "lb"))
}

/// Words that are somebody's already.
struct Taken {
    span: Range<usize>,
    actor: Option<ActorIx>,
}

/// A name with its places.
struct Places {
    count: usize,
    texts: BTreeSet<FileId>,
    first: Span,
    sentence: String,
    /// How often words around it say that it is a person.
    person: usize,
    /// How often they say that it is a place.
    place: usize,
}

#[derive(Default)]
struct Seen {
    names: BTreeMap<String, Places>,
    /// Abbreviations in brackets behind the name of an actor.
    short: BTreeMap<(ActorIx, String), Span>,
}

impl Seen {
    fn passage(&mut self, file: FileId, passage: &Passage, taken: &[Taken]) {
        let text = &*passage.text;
        self.abbreviations(passage, taken);
        if !passage.kind.linkable() || is_title_case(text) {
            return;
        }
        let hidden = |range: &Range<usize>| {
            let apart = |(start, end): &(u32, u32)| (*end as usize) <= range.start || range.end <= *start as usize;
            !passage.opaque.iter().all(apart)
        };
        for range in runs(text) {
            let free = taken.iter().all(|taken| taken.span.end <= range.start || range.end <= taken.span.start);
            if !free || hidden(&range) {
                continue;
            }
            let name = &text[range.clone()];
            let place = source(passage, &range);
            let places = self.names.entry(name.to_owned()).or_insert_with(|| Places {
                count: 0,
                texts: BTreeSet::new(),
                first: place,
                sentence: text[sentence::Sentences::new(text).around(range.start, range.end)].to_owned(),
                person: 0,
                place: 0,
            });
            places.count += 1;
            places.texts.insert(file);
            places.person += usize::from(says_person(text, &range));
            places.place += usize::from(says_place(text, &range));
        }
    }

    /// `the International Monetary Fund (IMF)`.
    fn abbreviations(&mut self, passage: &Passage, taken: &[Taken]) {
        for Taken { span, actor } in taken {
            let (Some(actor), text) = (actor, &*passage.text) else { continue };
            let Some(inner) = text[span.end..].strip_prefix(" (") else { continue };
            let Some((short, _)) = inner.split_once(')') else { continue };
            let letters = short.chars().filter(|c| c.is_uppercase()).count();
            let shaped = short.chars().all(|c| c.is_alphanumeric() || c == '.') && (2..=10).contains(&short.len());
            let start = span.end + 2;
            let range = start..start + short.len();
            let known = taken.iter().any(|taken| taken.span.start < range.end && range.start < taken.span.end);
            if shaped && letters >= 2 && !known {
                self.short.entry((*actor, short.to_owned())).or_insert_with(|| source(passage, &range));
            }
        }
    }

    fn judge(mut self, registry: &Registry) -> Suggestions {
        let mut found = Suggestions::default();
        for ((actor, alias), place) in &self.short {
            self.names.remove(alias);
            found.aliases.push(NewAlias { actor: *actor, alias: alias.clone(), place: *place });
        }
        self.join_last_names();
        let decided: Vec<&str> =
            registry.actors.iter().flat_map(|actor| &actor.not).map(|phrase| phrase.value.as_str()).collect();
        self.names.retain(|name, _| !decided.iter().any(|phrase| phrase.contains(name.as_str())));
        let listed = by_word(registry);
        for (name, places) in self.names {
            if let Some(actor) = misspelt(&name, &listed) {
                found.aliases.push(NewAlias { actor, alias: name, place: places.first });
            } else if places.count >= FEWEST {
                found.names.push(NewName {
                    kind: kind(&name, &places),
                    name,
                    count: places.count,
                    texts: places.texts.len(),
                    place: places.first,
                    sentence: places.sentence,
                });
            }
        }
        found.names.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        found.aliases.sort_by(|a, b| (a.actor, &a.alias).cmp(&(b.actor, &b.alias)));
        found
    }

    /// `Rubio` is `Marco Rubio` where that stands too: the bare last name of a person needs no alias.
    fn join_last_names(&mut self) {
        let whole: Vec<String> = self.names.keys().filter(|name| name.contains(' ')).cloned().collect();
        let mut owners: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for name in &whole {
            if let Some((_, last)) = name.rsplit_once(' ') {
                owners.entry(last).or_default().push(name);
            }
        }
        for (last, owners) in owners {
            let [owner] = owners.as_slice() else { continue };
            let Some(bare) = self.names.remove(last) else { continue };
            if let Some(places) = self.names.get_mut(*owner) {
                places.count += bare.count;
                places.texts.extend(bare.texts);
                places.person += bare.person;
                places.place += bare.place;
            }
        }
    }
}

/// Names of several words, by each of their words.
type ByWord<'a> = BTreeMap<&'a str, Vec<(&'a str, ActorIx)>>;

fn by_word(registry: &Registry) -> ByWord<'_> {
    let mut listed = ByWord::new();
    for (actor, ix) in registry.actors.iter().zip(0u32..) {
        let aliases = actor.aliases.iter().map(|alias| &alias.text);
        for name in std::iter::once(&actor.name).chain(aliases).filter(|name| name.contains(' ')) {
            for word in name.split(' ') {
                listed.entry(word).or_default().push((name, ActorIx(ix)));
            }
        }
    }
    listed
}

/// The actor of whose name `name` is another spelling: one word of several differs, by little.
fn misspelt(name: &str, listed: &ByWord<'_>) -> Option<ActorIx> {
    if name.chars().count() < 8 || !name.contains(' ') {
        return None;
    }
    let like: Vec<_> = name.split(' ').filter_map(|word| listed.get(word)).flatten().collect();
    let near = nearest(name, like.iter().map(|(name, _)| *name)).filter(|near| differs_little(near, name))?;
    like.iter().find(|(listed, _)| *listed == near).map(|(_, actor)| *actor)
}

/// Whether two names differ in the spelling of one word only.
fn differs_little(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    one.len() == other.len() && one.iter().zip(&other).filter(|(a, b)| a != b).count() == 1
}

fn source(passage: &Passage, range: &Range<usize>) -> Span {
    let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    passage.source_span(at(range.start), at(range.end))
}

/// Small words inside names.
const INSIDE: [&str; 12] = ["of", "for", "de", "du", "des", "la", "von", "van", "der", "bin", "al", "al-"];

/// Words of institutions, by which they are known from persons.
const INSTITUTIONS: [&str; 34] = [
    "agency",
    "alliance",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "center",
    "centre",
    "commission",
    "committee",
    "company",
    "conference",
    "congress",
    "council",
    "court",
    "department",
    "federation",
    "forum",
    "foundation",
    "fund",
    "group",
    "house",
    "institute",
    "ministry",
    "office",
    "organisation",
    "organization",
    "parliament",
    "senate",
    "service",
    "union",
    "university",
];

/// The names of a text: runs of capitalised words, without the offices and small words at their edges.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for word in words(text) {
        let written = &text[word.clone()];
        let capital = written.starts_with(char::is_uppercase);
        let joined = !run.is_empty() && text[end..word.start].trim_matches(' ').is_empty();
        if !joined {
            close(text, &mut run, &mut found);
        }
        let first = capital && sentence::is_first_word(text, word.start);
        let neutral = offices::is_neutral(written) || first && !run.is_empty();
        end = word.end;
        if capital && !neutral && !(first && is_plain(text, &word)) {
            run.push(word);
        } else if run.is_empty() || !INSIDE.contains(&written) {
            close(text, &mut run, &mut found);
        } else {
            run.push(word);
        }
    }
    close(text, &mut run, &mut found);
    found
}

/// Whether the first word of a sentence is one that begins it, and no name: it stands alone, without a second capital.
fn is_plain(text: &str, word: &Range<usize>) -> bool {
    let rest = text[word.end..].trim_start_matches(' ');
    let alone = !rest.starts_with(char::is_uppercase) || rest.len() == text[word.end..].len();
    let short = text[word.clone()].chars().filter(|c| c.is_uppercase()).count() >= 2;
    alone && !short || offices::is_neutral(&text[word.clone()])
}

/// Words with their places; hyphens and apostrophes inside belong to them, a possessive ending doesn't.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&' | '.');
        let mut end = start + text[start..].find(|c| !inner(c)).unwrap_or(text.len() - start);
        at = end;
        for ending in ["'s", "’s"] {
            end = if text[start..end].ends_with(ending) { end - ending.len() } else { end };
        }
        while text[start..end].ends_with(|c: char| !c.is_alphanumeric())
            && !sentence::is_abbreviation(text[start..end].trim_end_matches('.'))
        {
            end = text[..end].char_indices().next_back().map_or(start, |(last, _)| last);
        }
        Some(start..end)
    })
}

/// Ends a run: takes off what is no part of a name, and keeps it if a name is left.
fn close(text: &str, run: &mut Vec<Range<usize>>, found: &mut Vec<Range<usize>>) {
    let mut words = std::mem::take(run);
    let small = |word: &Range<usize>| INSIDE.contains(&&text[word.clone()]);
    while words.last().is_some_and(small) {
        words.pop();
    }
    // "Secretary of State Marco Rubio", "German Chancellor Merz": the name begins after the last office.
    let office = |word: &Range<usize>| offices::before(&text[word.clone()]);
    let institution = words.iter().any(|word| INSTITUTIONS.contains(&text[word.clone()].to_lowercase().as_str()));
    if !institution && let Some(last) = words.iter().rposition(office) {
        words.drain(..=last);
    }
    let people = |word: &Range<usize>| offices::is_people(&text[word.clone()]);
    while words.first().is_some_and(|word| small(word) || people(word) && words.len() > 2) {
        words.remove(0);
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let name = &text[first.start..last.end];
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let people = words.len() == 1 && (offices::is_people(name) || offices::before(name) || offices::after(name));
    if letters >= 2 && !people && name.starts_with(char::is_uppercase) {
        found.push(first.start..last.end);
    }
}

fn word_before<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text[..range.start].trim_end().rsplit(' ').next().unwrap_or("")
}

fn says_person(text: &str, range: &Range<usize>) -> bool {
    let after = text[range.end..].trim_start_matches([' ', ',']).split(' ').next().unwrap_or("");
    let speaks = ["said", "says", "told", "added", "wrote", "asked", "argued", "warned"].contains(&after);
    let before = word_before(text, range);
    before.starts_with(char::is_uppercase) && offices::before(before) || speaks && text[range.clone()].contains(' ')
}

fn says_place(text: &str, range: &Range<usize>) -> bool {
    ["in", "from", "near", "across"].contains(&word_before(text, range))
}

fn kind(name: &str, places: &Places) -> ActorKind {
    let words = || name.split(' ').map(str::to_lowercase);
    if words().any(|word| INSTITUTIONS.contains(&word.as_str())) {
        ActorKind::Institution
    } else if places.person > places.place {
        ActorKind::Person
    } else if places.place * 2 > places.count {
        ActorKind::Place
    } else {
        ActorKind::Organisation
    }
}

#[cfg(test)]
mod tests {
    use super::runs;

    fn names(text: &str) -> Vec<&str> {
        runs(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn names_are_runs_of_capitals_without_offices_days_and_first_words() {
        assert_eq!(names("Officials met Secretary of State Marco Rubio on Monday."), ["Marco Rubio"]);
        assert_eq!(names("Then Rubio’s aides left for Geneva, Bern and Basel."), ["Rubio", "Geneva", "Bern", "Basel"]);
        assert_eq!(
            names("The International Monetary Fund and the World Bank agreed."),
            ["International Monetary Fund", "World Bank"]
        );
        assert_eq!(names("While German Chancellor Friedrich Merz waited, NATO met."), ["Friedrich Merz", "NATO"]);
        assert_eq!(names("Talks went on. Nobody spoke, and the Germans left."), ["Germans"]);
        assert_eq!(names("The Bank for International Settlements met."), ["Bank for International Settlements"]);
    }
}
