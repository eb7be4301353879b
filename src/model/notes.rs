//! What editor notes say of a brief, part by part: each with where it was written.

use super::body::Prose;
use super::brief::Audience;
use super::date::PartialDate;
use crate::files::{Span, Spanned};

/// Words of a stored source that something points at, as the editor wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quote {
    /// The exact words.
    pub exact: Spanned<String>,
    /// Words right before, where `exact` occurs twice.
    pub prefix: Option<Spanned<String>>,
    /// Words right after.
    pub suffix: Option<Spanned<String>>,
    /// The source to look in, by id; the brief's own article or text without it.
    pub source: Option<Spanned<String>>,
}

/// The kinds of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// What a reader needs to know to understand the passage.
    Context,
    /// The passage is wrong, and this is right.
    Correction,
    /// What remains open.
    Question,
    /// What to be careful about.
    Caution,
    /// Where it comes from.
    Source,
}

impl NoteKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Context, Self::Correction, Self::Question, Self::Caution, Self::Source];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Correction => "correction",
            Self::Question => "question",
            Self::Caution => "caution",
            Self::Source => "source",
        }
    }
}

/// One remark of an editor, anchored to a passage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    /// The words that it speaks of.
    pub quote: Quote,
    /// Of what kind.
    pub kind: NoteKind,
    /// Who may see it.
    pub audience: Audience,
    /// The remark.
    pub text: Prose,
    /// The whole entry.
    pub span: Span,
}

/// What a reader should take away.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyMessage {
    /// The message.
    pub text: Prose,
    /// The passage that it rests on.
    pub quote: Option<Quote>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// How an actor stands to a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// For it.
    Supports,
    /// Against it.
    Opposes,
    /// For it if something else happens.
    Conditional,
    /// Neither.
    Neutral,
    /// Can't be told.
    Unclear,
}

impl Stance {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Supports, Self::Opposes, Self::Conditional, Self::Neutral, Self::Unclear];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
            Self::Conditional => "conditional",
            Self::Neutral => "neutral",
            Self::Unclear => "unclear",
        }
    }
}

/// What a claim rests on. A position has at least one of `quote` and `source`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// Words of a stored source.
    pub quote: Option<Quote>,
    /// A source of the brief, by id.
    pub source: Option<Spanned<String>>,
    /// Where in that source.
    pub locator: Option<String>,
}

/// An actor's stance on a theme.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Position {
    /// The actor's id.
    pub actor: Spanned<String>,
    /// The theme's id.
    pub theme: Spanned<String>,
    /// The stance.
    pub stance: Spanned<Stance>,
    /// What the actor holds, in one sentence.
    pub statement: String,
    /// What it rests on.
    pub evidence: Evidence,
    /// When; the article's date without it.
    pub date: Option<Spanned<PartialDate>>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// Something dated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    /// When, or since when.
    pub date: PartialDate,
    /// Until when, for a span of time.
    pub until: Option<PartialDate>,
    /// What happened.
    pub text: Prose,
    /// What it rests on.
    pub evidence: Evidence,
    /// Who took part, by id.
    pub actors: Vec<Spanned<String>>,
    /// What it was about, by id.
    pub themes: Vec<Spanned<String>>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// A course of action, apart from findings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PolicyOption {
    /// The course.
    pub text: Prose,
    /// What speaks for it.
    pub arguments_for: Vec<Prose>,
    /// What speaks against it.
    pub arguments_against: Vec<Prose>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// Whom a recommendation speaks to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Addressee {
    /// An actor, by id.
    Actor(Spanned<String>),
    /// Someone whom the registry needn't know.
    Named(String),
}

/// What the desk recommends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recommendation {
    /// The recommendation.
    pub text: Prose,
    /// To whom.
    pub to: Option<Addressee>,
    /// By when.
    pub by: Option<PartialDate>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// A source of a brief, beside its article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The id that quotes and citations use.
    pub id: Option<Spanned<String>>,
    /// A stored text under `seeds/`, in which its quotes are verified.
    pub file: Option<Spanned<String>>,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// When it came out.
    pub date: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

impl Source {
    /// The path of its stored text from the site's root.
    pub fn seed_path(&self) -> Option<String> {
        self.file.as_ref().map(|file| seed_path(&file.value))
    }
}

/// The path from the site's root of an article named as below `seeds/`.
pub fn seed_path(name: &str) -> String {
    let name = name.strip_prefix("./").unwrap_or(name);
    if name.starts_with("seeds/") { name.to_owned() } else { format!("seeds/{name}") }
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Download {
    /// The file: beside the notes, or from the root.
    pub file: Spanned<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// What changed in a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RevisionKind {
    /// Spelling, layout.
    Minor,
    /// The brief says something else.
    Significant,
    /// The brief was wrong.
    Correction,
}

impl RevisionKind {
    /// As it is written: `minor`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Significant => "significant",
            Self::Correction => "correction",
        }
    }
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Revision {
    /// When.
    pub date: PartialDate,
    /// What weight.
    pub kind: RevisionKind,
    /// What changed.
    pub text: Prose,
    /// Who may see it.
    pub audience: Audience,
    /// The whole entry.
    pub span: Span,
}

/// Someone who signs a brief.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Byline {
    /// The id in `content/authors.yaml`, or the name itself.
    pub who: Signatory,
    /// What they did; `author` is cited, others are shown only.
    pub role: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Signatory {
    /// A person of `content/authors.yaml`, by id.
    Author(Spanned<String>),
    /// A name that stands here only.
    Named(String),
}

/// Why and when a brief was withdrawn or removed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Withdrawal {
    /// When.
    pub date: Option<PartialDate>,
    /// Why, in public.
    pub reason: Option<String>,
    /// Where readers should go instead: an address.
    pub redirect: Option<Spanned<String>>,
}

/// An embargo: an instant, and the zone in which it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Embargo {
    /// When it lifts.
    pub until: jiff::Timestamp,
    /// As written.
    pub written: Spanned<String>,
}

/// A brief's own decision about words: `links: [{text, to}]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LinkDecision {
    /// The words.
    pub text: Spanned<String>,
    /// The actor or theme, by id.
    pub to: Spanned<String>,
}
