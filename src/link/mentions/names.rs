//! The names of the registry as patterns of one automaton.
//!
//! Takes the registry; returns each folded text once, with the names and phrases that it may stand for.
//! Never looks at a document.

use std::collections::BTreeMap;
use std::ops::Range;

use super::offices;
use crate::model::date::PartialDate;
use crate::model::registry::{Actor, ActorIx, ActorKind, Registry, Target, ThemeIx};
use crate::text::boundary;
use crate::text::fold::{Case, Folded, alike};
use crate::text::inflect;

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// The name, or an alias that the registry lists.
    Listed,
    /// The last name of a person, which nobody listed.
    LastName,
    /// A `not:` phrase.
    Not,
}

/// One name of one actor.
#[derive(Debug, Hash)]
pub(super) struct Name {
    /// As the registry writes it.
    pub(super) text: Box<str>,
    /// With typographic kin made alike.
    pub(super) alike: Box<str>,
    pub(super) actor: ActorIx,
    pub(super) source: Source,
    pub(super) any_case: bool,
    /// Counts only where a strong name stands.
    pub(super) weak: bool,
    pub(super) metonym: bool,
    /// A capitalised run of words around it is another name.
    pub(super) fragile: bool,
    /// A person's name: `Jr.` after it makes it another's.
    pub(super) person: bool,
    /// No other actor has a name that matches the same words.
    pub(super) alone: bool,
    pub(super) from: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    /// Other words of the same person's names: "J." and "Donald" before "Trump" are still him.
    pub(super) own_words: Box<[Box<str>]>,
}

impl Name {
    /// Whether the case of `written` (with kin made alike) suits this name.
    pub(super) fn suits(&self, written: &str) -> bool {
        if self.any_case || *self.alike == *written {
            return true;
        }
        let (mut own, mut other) = (self.alike.chars(), written.chars());
        match (own.next(), other.next()) {
            (Some(a), Some(b)) => a.is_lowercase() && a.to_uppercase().eq([b]) && own.as_str() == other.as_str(),
            _ => false,
        }
    }
}

/// One name or phrase of a theme.
#[derive(Debug, Hash)]
pub(super) struct Phrase {
    /// As the registry writes it.
    pub(super) text: Box<str>,
    pub(super) theme: ThemeIx,
    /// The keys of its words, and what stands before each but the first.
    words: Vec<(Box<str>, Box<str>)>,
    /// Written in a script without spaces: found as it stands.
    literal: bool,
    /// Its one word has a verbal ending, which it keeps.
    noun: bool,
}

/// The word of `text` that starts at `at`.
fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(|c| !boundary::is_word(c)).unwrap_or(rest.len())]
}

impl Phrase {
    fn new(text: &str, theme: ThemeIx) -> Option<Self> {
        let folded = Folded::new(text.trim(), Case::Fold).text;
        let literal = folded.contains(boundary::runs_on);
        let mut words = Vec::new();
        let mut at = 0;
        while let Some(gap) = folded[at..].find(boundary::is_word) {
            let word = word_at(&folded, at + gap);
            words.push((&folded[at..at + gap], word));
            at += gap + word.len();
        }
        let (_, first) = *words.first()?;
        let noun = words.len() == 1 && inflect::is_verbal(first);
        let key = |word: &str| Box::from(&*if noun { inflect::noun_stem(word) } else { inflect::stem(word) });
        let words = words.into_iter().map(|(gap, word)| (key(word), gap.into())).collect();
        Some(Self { text: text.into(), theme, words, literal, noun })
    }

    /// What the automaton seeks for it.
    fn starts(&self, folded: &str) -> Vec<String> {
        if self.literal {
            return vec![folded.to_owned()];
        }
        let Some((key, _)) = self.words.first() else { return Vec::new() };
        let mut starts = vec![inflect::shared_start(key).to_owned()];
        starts.extend(inflect::irregular_forms(key).map(str::to_owned));
        starts
    }

    /// Where the phrase ends in a folded text, if it stands at `span`, where its start was found.
    pub(super) fn end(&self, folded: &str, span: Range<usize>) -> Option<usize> {
        if !boundary::can_start(folded, span.start) {
            return None;
        }
        if self.literal {
            return boundary::can_end(folded, span.end).then_some(span.end);
        }
        let mut at = span.start;
        for (place, (key, gap)) in self.words.iter().enumerate() {
            if place > 0 {
                at += folded[at..].starts_with(&**gap).then_some(gap.len())?;
            }
            let word = word_at(folded, at);
            let alike = if self.noun { inflect::noun_stem(word) == **key } else { inflect::stem(word) == **key };
            if word.is_empty() || !alike {
                return None;
            }
            at += word.len();
        }
        Some(at)
    }
}

/// What one pattern may stand for.
#[derive(Debug, Default, Hash)]
pub(super) struct Pattern {
    /// Places in the list of names.
    pub(super) names: Vec<u32>,
    /// Places in the list of phrases.
    pub(super) phrases: Vec<u32>,
}

/// Everything that a matcher seeks.
#[derive(Default)]
pub(super) struct Compiled {
    /// The patterns' texts.
    pub(super) texts: Vec<String>,
    /// Parallel to `texts`.
    pub(super) patterns: Vec<Pattern>,
    pub(super) names: Vec<Name>,
    pub(super) phrases: Vec<Phrase>,
    by_text: BTreeMap<String, usize>,
}

impl Compiled {
    fn pattern(&mut self, text: String) -> &mut Pattern {
        let at = *self.by_text.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            self.patterns.push(Pattern::default());
            self.patterns.len() - 1
        });
        &mut self.patterns[at]
    }

    fn add_name(&mut self, name: Name) {
        let folded = Folded::new(&name.text, Case::Fold).text;
        if !folded.contains(boundary::is_word) {
            return;
        }
        let ix = u32::try_from(self.names.len()).expect("files of 4 GiB hold fewer than 2^32 names");
        self.pattern(folded).names.push(ix);
        self.names.push(name);
    }

    fn add_phrase(&mut self, text: &str, theme: ThemeIx) {
        let Some(phrase) = Phrase::new(text, theme) else { return };
        let ix = u32::try_from(self.phrases.len()).expect("files of 4 GiB hold fewer than 2^32 phrases");
        for start in phrase.starts(&Folded::new(text.trim(), Case::Fold).text) {
            self.pattern(start).phrases.push(ix);
        }
        self.phrases.push(phrase);
    }
}

/// All names and phrases of the registry.
pub(super) fn compile(registry: &Registry) -> Compiled {
    let mut compiled = Compiled::default();
    for (actor, ix) in registry.actors.iter().zip(0u32..) {
        for name in of_actor(actor, ActorIx(ix)) {
            compiled.add_name(name);
        }
    }
    for (theme, ix) in registry.themes.iter().zip(0u32..) {
        compiled.add_phrase(&theme.name.value, ThemeIx(ix));
        for phrase in &theme.phrases {
            compiled.add_phrase(&phrase.value, ThemeIx(ix));
        }
    }
    for pattern in &compiled.patterns {
        mark_alone(&mut compiled.names, &pattern.names);
    }
    compiled
}

/// Marks the names of one pattern that no other actor has.
fn mark_alone(names: &mut [Name], pattern: &[u32]) {
    for &one in pattern {
        let own = &names[one as usize];
        let shared = pattern.iter().map(|&other| &names[other as usize]).any(|other| {
            other.actor != own.actor
                && other.source != Source::Not
                && (own.suits(&other.alike) || other.suits(&own.alike))
        });
        names[one as usize].alone = !shared;
    }
}

/// The names of one actor: its name, aliases, last name and `not:` phrases.
fn of_actor(actor: &Actor, ix: ActorIx) -> Vec<Name> {
    let person = actor.kind == ActorKind::Person;
    let last = if person { last_name(&actor.name.value) } else { None };
    let own_words: Box<[Box<str>]> = if person {
        let texts = actor.aliases.iter().map(|alias| &alias.text.value);
        texts.chain([&actor.name.value]).flat_map(|text| text.split_whitespace()).map(Box::from).collect()
    } else {
        Box::default()
    };
    let base = |text: &str, source: Source| {
        let text = text.trim();
        let bare = last.is_some_and(|last| alike(last) == alike(text));
        Name {
            text: text.into(),
            alike: alike(text).into(),
            actor: ix,
            source,
            any_case: false,
            weak: source == Source::LastName,
            metonym: false,
            fragile: person && (bare || !text.contains(char::is_whitespace)),
            person,
            alone: false,
            from: None,
            until: None,
            own_words: own_words.clone(),
        }
    };
    let mut names = vec![base(&actor.name.value, Source::Listed)];
    names.extend(actor.aliases.iter().map(|alias| {
        let name = base(&alias.text.value, Source::Listed);
        Name {
            any_case: alias.any_case,
            weak: alias.weak || name.weak,
            metonym: alias.metonym,
            fragile: alias.metonym || name.fragile,
            from: alias.from,
            until: alias.until,
            ..name
        }
    }));
    if let Some(last) = last {
        let listed = names.iter().any(|name| *name.alike == *alike(last));
        names.extend((!listed).then(|| base(last, Source::LastName)));
    }
    names.extend(actor.not.iter().map(|phrase| base(&phrase.value, Source::Not)));
    names
}

/// The bare last name of a person's name of given and last names: "Leyen" has its "von der".
///
/// None where the last word isn't surely a last name: one word alone, names with "of", commas or numbers.
pub(super) fn last_name(name: &str) -> Option<&str> {
    let name = name.trim();
    if name.contains([',', '(', '"', '“', '/']) || name.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let mut words: Vec<(usize, &str)> =
        name.split_whitespace().map(|word| (word.as_ptr() as usize - name.as_ptr() as usize, word)).collect();
    while words.last().is_some_and(|(_, word)| offices::is_suffix(word)) {
        words.pop();
    }
    let (mut start, last) = words.pop()?;
    let end = start + last.len();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    if !capital(last) || last.ends_with('.') || last.chars().count() < 2 {
        return None;
    }
    while let Some((at, word)) = words.last().copied().filter(|(_, word)| !capital(word)) {
        if matches!(word, "of" | "the" | "and" | "in" | "at" | "from") {
            return None;
        }
        start = at;
        words.pop();
    }
    let given = !words.is_empty() && words.iter().all(|(_, word)| capital(word));
    given.then(|| &name[start..end])
}

/// The target of a name.
impl From<&Name> for Target {
    fn from(name: &Name) -> Self {
        Target::Actor(name.actor)
    }
}
