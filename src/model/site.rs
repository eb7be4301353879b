//! Everything parsed, resolved and linked; immutable.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::abridged::Abridged;
use super::body::PassageIx;
use super::corpus::Corpus;
use super::date::PartialDate;
use super::described::Described;
pub use super::registry::{ActorIx, Target, ThemeIx};
use super::small::Thin;

/// The place of a brief in [`Corpus::briefs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BriefIx(pub u32);

/// The texts in which mentions are sought, each with passages of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The article's text.
    Article,
    /// The desk's assessment or own text.
    Text,
    /// The text of a note, by its place in `front.notes`.
    Note(u32),
}

/// A passage of a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageRef {
    /// In which text.
    pub part: Part,
    /// Which passage of it.
    pub passage: PassageIx,
}

/// A span of a passage resolved to an actor or theme. A large site has a million of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The passage.
    pub at: PassageRef,
    /// First byte in the passage's text.
    pub start: u32,
    /// First byte after, without a possessive ending.
    pub end: u32,
    /// The length of a possessive ending after that, which the link holds too.
    pub possessive: u8,
    /// First byte of the sentence around it, and the first byte after that.
    pub sentence: (u32, u32),
    /// Whom it names.
    pub target: Target,
    /// The alias, name or phrase that matched, as the registry writes it, where the text has it in other letters.
    pub alias: Option<Thin>,
    /// It matched by a metonym.
    pub metonym: bool,
    /// The policy makes it a link.
    pub linked: bool,
}

impl Mention {
    /// First byte after what the link holds.
    pub fn link_end(&self) -> u32 {
        self.end.saturating_add(u32::from(self.possessive))
    }

    /// The alias, name or phrase that matched, as the registry writes it; `words` are those of the text.
    pub fn alias<'a>(&'a self, words: &'a str) -> &'a str {
        self.alias.as_deref().unwrap_or(words)
    }
}

/// Why words that look like a mention were not taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RefusalReason {
    /// Several actors own the name.
    Ambiguous,
    /// A weak name without a strong one in the document.
    Weak,
    /// The alias isn't valid at the document's date.
    OutOfDate,
    /// The alias is bound to a time, and the document has no date.
    Undated,
    /// A part of a longer name that the registry doesn't know.
    PartOfName,
    /// A `not:` phrase or the brief's `unlink:` takes the words.
    Excluded,
}

impl RefusalReason {
    /// As `mentions` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ambiguous => "ambiguous",
            Self::Weak => "weak",
            Self::OutOfDate => "out-of-date",
            Self::Undated => "undated",
            Self::PartOfName => "part-of-name",
            Self::Excluded => "excluded",
        }
    }
}

/// Words that look like a mention and were not taken for one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Refusal {
    /// The passage.
    pub at: PassageRef,
    /// First byte in the passage's text.
    pub start: u32,
    /// First byte after.
    pub end: u32,
    /// Why.
    pub reason: RefusalReason,
    /// Who could have been meant, ascending.
    pub candidates: Vec<Target>,
    /// The alias that matched, as the registry writes it.
    pub alias: Box<str>,
    /// The longer run of words that took it, for `PartOfName` and `Excluded`.
    pub within: Option<Box<str>>,
}

/// Where a quotation was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Anchor {
    /// In the brief's own article or text.
    pub at: PassageRef,
    /// First byte in the passage's text.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

/// Where a quotation was found: on the page, or in a stored source that isn't shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Found {
    /// On the brief's page.
    Here(Anchor),
    /// In the text of a source, by its place in `front.sources`: verified, not shown.
    Source(u32),
}

/// A reference by hand, resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Resolved {
    /// An actor.
    Actor(ActorIx),
    /// A theme.
    Theme(ThemeIx),
    /// A brief.
    Brief(BriefIx),
}

impl From<Target> for Resolved {
    fn from(target: Target) -> Self {
        match target {
            Target::Actor(ix) => Self::Actor(ix),
            Target::Theme(ix) => Self::Theme(ix),
        }
    }
}

/// What linking knows of one brief. Lists stand in the order of the front matter's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct BriefLinks {
    /// Title to show: the brief's own, else the article's, else words made from the slug.
    pub title: String,
    /// The article's own date, for "dated": `original.date`, else what the article says, else its file's name.
    pub article_date: Option<PartialDate>,
    /// The date that lists, feeds and years go by: `published`, else the article's date; `None` is "date unknown".
    pub date: Option<PartialDate>,
    /// Mentions by part, passage and place.
    pub mentions: Vec<Mention>,
    /// Refusals by part, passage and place.
    pub refusals: Vec<Refusal>,
    /// Where each note sits; `None` if it wasn't found (an error was pushed).
    pub notes: Vec<Option<Found>>,
    /// Where each key message's quote stands.
    pub key_messages: Vec<Option<Found>>,
    /// Where each position's quote stands.
    pub positions: Vec<Option<Found>>,
    /// Where each event's quote stands.
    pub events: Vec<Option<Found>>,
    /// Themes that the brief is about: `front.themes`, tags mapped by `tags:`, then those of its text by count.
    pub themes: Vec<(ThemeIx, u32)>,
    /// Actors that it names: `front.actors` first, then by count.
    pub actors: Vec<(ActorIx, u32)>,
}

/// A brief that names an actor or theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Backlink {
    /// The brief.
    pub brief: BriefIx,
    /// How many times it names it.
    pub count: u32,
    /// The first mentions, as places in [`BriefLinks::mentions`], in passages that are shown.
    pub mentions: FirstMentions,
}

/// A few places, held without a list of their own: a large site has a million of these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct FirstMentions {
    places: [u32; Self::MOST],
    count: u8,
}

impl FirstMentions {
    /// So many sentences of one brief a page shows.
    pub const MOST: usize = 3;

    /// Adds a place while there are fewer than [`MOST`](Self::MOST).
    pub fn push(&mut self, place: u32) {
        if let Some(free) = self.places.get_mut(usize::from(self.count)) {
            *free = place;
            self.count += 1;
        }
    }
}

impl std::ops::Deref for FirstMentions {
    type Target = [u32];
    fn deref(&self) -> &[u32] {
        &self.places[..usize::from(self.count)]
    }
}

impl FromIterator<u32> for FirstMentions {
    fn from_iter<I: IntoIterator<Item = u32>>(places: I) -> Self {
        let mut first = Self::default();
        places.into_iter().for_each(|place| first.push(place));
        first
    }
}

/// Everything that names one actor or theme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Backlinks {
    /// Briefs that name it, latest first, undated last; then by slug.
    pub briefs: Vec<Backlink>,
    /// Actors that appear in the same briefs, with the number of briefs; most first, then by id. At most 20.
    pub actors: Vec<(ActorIx, u32)>,
    /// Themes that appear in the same briefs.
    pub themes: Vec<(ThemeIx, u32)>,
    /// Positions: `(brief, place in front.positions)`, by date (latest first), then brief.
    pub positions: Vec<(BriefIx, u32)>,
    /// Events: `(brief, place in front.events)`, in order of date.
    pub events: Vec<(BriefIx, u32)>,
}

/// The lists of whatever nothing names.
static NOWHERE: Backlinks =
    Backlinks { briefs: Vec::new(), actors: Vec::new(), themes: Vec::new(), positions: Vec::new(), events: Vec::new() };

/// A brief that is worth reading after another, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    /// The other brief.
    pub brief: BriefIx,
    /// Whom and what both name, the rarest first.
    pub shared: Vec<Target>,
}

/// Everything parsed, resolved and linked.
#[derive(Debug, Default)]
pub struct Site {
    /// What was selected, its passages with ids.
    pub corpus: Corpus,
    /// Parallel to `corpus.briefs`.
    pub links: Vec<Arc<BriefLinks>>,
    /// Parallel to `corpus.registry.actors`.
    pub actors: Vec<Arc<Backlinks>>,
    /// Parallel to `corpus.registry.themes`.
    pub themes: Vec<Arc<Backlinks>>,
    /// Briefs that lists show (neither withdrawn nor removed): latest first, undated last, then by slug.
    pub listed: Vec<BriefIx>,
    /// Briefs that replace others: `(replaced, replacing)`, ascending.
    pub superseded: Vec<(BriefIx, BriefIx)>,
    /// [`Site::abridged`], once it was asked for.
    pub abridged: OnceLock<Abridged>,
}

impl Site {
    /// A brief and what linking knows of it.
    pub fn brief(&self, ix: BriefIx) -> (&super::brief::Brief, &BriefLinks) {
        (&self.corpus.briefs[ix.0 as usize], &self.links[ix.0 as usize])
    }

    /// Everything that names an actor or theme.
    pub fn backlinks(&self, target: Target) -> &Backlinks {
        let links = match target {
            Target::Actor(ix) => self.actors.get(ix.0 as usize),
            Target::Theme(ix) => self.themes.get(ix.0 as usize),
        };
        links.map_or(&NOWHERE, |links| &**links)
    }

    /// The brief of a slug.
    pub fn find_brief(&self, slug: &str) -> Option<BriefIx> {
        let at = self.corpus.briefs.binary_search_by(|brief| brief.slug.as_str().cmp(slug)).ok()?;
        u32::try_from(at).ok().map(BriefIx)
    }

    /// The dates of the listed briefs, in the order of the list.
    pub fn listed_dates(&self) -> Vec<Option<PartialDate>> {
        self.listed.iter().map(|ix| self.brief(*ix).1.date).collect()
    }

    /// The dates of the briefs that name something, in the order of its page.
    pub fn dates_of(&self, briefs: &[Backlink]) -> Vec<Option<PartialDate>> {
        briefs.iter().map(|link| self.brief(link.brief).1.date).collect()
    }

    /// The dates of all listed events, in no order: for counting.
    pub fn event_dates(&self) -> Vec<Option<PartialDate>> {
        let events = self.listed.iter().flat_map(|ix| &self.brief(*ix).0.front.events);
        events.map(|event| Some(event.date)).collect()
    }

    /// Actors, themes and own pages as other pages show them.
    pub fn abridged(&self) -> &Abridged {
        self.abridged.get_or_init(|| Abridged::of(&self.corpus))
    }

    /// What is known of a brief beside its texts.
    pub fn described(&self, ix: BriefIx) -> Described<'_> {
        let (brief, links) = self.brief(ix);
        Described::new(brief, links)
    }

    /// All actors, then all themes.
    pub fn targets(&self) -> impl Iterator<Item = Target> + use<> {
        let actors = (0u32..).take(self.actors.len()).map(|ix| Target::Actor(ActorIx(ix)));
        actors.chain((0u32..).take(self.themes.len()).map(|ix| Target::Theme(ThemeIx(ix))))
    }

    /// Who appears with whom in how many briefs: each pair once, whichever of the two knows of it.
    pub fn together(&self) -> BTreeMap<(Target, Target), u32> {
        let mut pairs = BTreeMap::new();
        let mut add = |one: Target, other: Target, briefs: u32| {
            let known: &mut u32 = pairs.entry(if one <= other { (one, other) } else { (other, one) }).or_default();
            *known = (*known).max(briefs);
        };
        let actors = (0u32..).zip(&self.actors).map(|(ix, links)| (Target::Actor(ActorIx(ix)), links));
        let themes = (0u32..).zip(&self.themes).map(|(ix, links)| (Target::Theme(ThemeIx(ix)), links));
        for (this, links) in actors.chain(themes) {
            links.actors.iter().for_each(|(ix, briefs)| add(this, Target::Actor(*ix), *briefs));
            links.themes.iter().for_each(|(ix, briefs)| add(this, Target::Theme(*ix), *briefs));
        }
        pairs
    }

    /// The route of something that a reference names, from the site's root: `/actors/ukraine/`.
    pub fn route(&self, target: Resolved) -> String {
        match target {
            Resolved::Actor(ix) => ["/actors/", &self.corpus.registry[ix].id.value, "/"].concat(),
            Resolved::Theme(ix) => ["/themes/", &self.corpus.registry[ix].id.value, "/"].concat(),
            Resolved::Brief(ix) => ["/briefs/", &self.corpus.briefs[ix.0 as usize].slug, "/"].concat(),
        }
    }
}
