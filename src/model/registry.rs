//! Actors and themes: what texts are linked by.

use super::body::Prose;
use super::brief::Audience;
use super::date::PartialDate;
use crate::files::{Span, Spanned};

/// The place of an actor in the [`Registry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorIx(pub u32);

/// The place of a theme in the [`Registry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThemeIx(pub u32);

/// An actor or a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// An actor.
    Actor(ActorIx),
    /// A theme.
    Theme(ThemeIx),
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A state.
    State,
    /// The government of a state, or a part of it.
    Government,
    /// A parliament, court, agency.
    Institution,
    /// A company, NGO, international organisation.
    Organisation,
    /// A group of states that acts as one.
    Bloc,
    /// People with something in common.
    Group,
    /// A place that isn't a state.
    Place,
}

impl ActorKind {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::State,
        Self::Government,
        Self::Institution,
        Self::Organisation,
        Self::Bloc,
        Self::Group,
        Self::Place,
    ];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Government => "government",
            Self::Institution => "institution",
            Self::Organisation => "organisation",
            Self::Bloc => "bloc",
            Self::Group => "group",
            Self::Place => "place",
        }
    }
}

/// Another name of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alias {
    /// The words.
    pub text: Spanned<String>,
    /// A place or building that stands for the actor.
    pub metonym: bool,
    /// Counts only in a text where a strong name of the same actor stands.
    pub weak: bool,
    /// Matches whatever the case.
    pub any_case: bool,
    /// First date at which it means this actor.
    pub from: Option<PartialDate>,
    /// Last date at which it means this actor.
    pub until: Option<PartialDate>,
}

/// An office that an actor holds or held.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Role {
    /// Its name.
    pub title: String,
    /// The actor that it belongs to, by id.
    pub of: Option<Spanned<String>>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
}

/// How one actor stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelationKind {
    /// `member-of`
    MemberOf,
    /// `part-of`
    PartOf,
    /// `leads`
    Leads,
    /// `allied-with`
    AlliedWith,
    /// `party-to`
    PartyTo,
}

impl RelationKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::MemberOf, Self::PartOf, Self::Leads, Self::AlliedWith, Self::PartyTo];

    /// As files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MemberOf => "member-of",
            Self::PartOf => "part-of",
            Self::Leads => "leads",
            Self::AlliedWith => "allied-with",
            Self::PartyTo => "party-to",
        }
    }
}

/// A relation of one actor to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relation {
    /// Of what kind.
    pub kind: RelationKind,
    /// The other actor, by id.
    pub to: Spanned<String>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
}

/// Free keys for templates, as written.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// A person, state, government, institution, organisation, bloc, group or place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// Lower-case letters, digits, hyphens.
    pub id: Spanned<String>,
    /// The name; it matches as an alias does.
    pub name: Spanned<String>,
    /// What it is.
    pub kind: ActorKind,
    /// Other names.
    pub aliases: Vec<Alias>,
    /// Longer names that must not link here.
    pub not: Vec<Spanned<String>>,
    /// One line.
    pub summary: Option<String>,
    /// `Q` and digits.
    pub wikidata: Option<String>,
    /// Its own site.
    pub url: Option<String>,
    /// Offices.
    pub roles: Vec<Role>,
    /// Relations.
    pub relations: Vec<Relation>,
    /// Who may see it.
    pub audience: Audience,
    /// Old addresses.
    pub redirect_from: Vec<Spanned<String>>,
    /// Free keys.
    pub extra: Extra,
    /// The page's text, in the Markdown form.
    pub body: Prose,
    /// Its whole entry.
    pub span: Span,
}

/// A subject that briefs are about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Theme {
    /// Lower-case letters, digits, hyphens.
    pub id: Spanned<String>,
    /// The name; shown, and matched as a phrase is.
    pub name: Spanned<String>,
    /// Matched whatever the case and inflection.
    pub phrases: Vec<Spanned<String>>,
    /// The broader theme, by id.
    pub broader: Option<Spanned<String>>,
    /// One line.
    pub summary: Option<String>,
    /// Who may see it.
    pub audience: Audience,
    /// Old addresses.
    pub redirect_from: Vec<Spanned<String>>,
    /// Free keys.
    pub extra: Extra,
    /// The page's text, in the Markdown form.
    pub body: Prose,
    /// Its whole entry.
    pub span: Span,
}

/// All actors and themes, each sorted by id; ids are unique within each.
#[derive(Debug, Clone, Default, Hash)]
pub struct Registry {
    /// Actors by id.
    pub actors: Vec<Actor>,
    /// Themes by id.
    pub themes: Vec<Theme>,
}

impl Registry {
    /// The actor of an id.
    pub fn actor(&self, id: &str) -> Option<ActorIx> {
        let at = self.actors.binary_search_by(|actor| actor.id.value.as_str().cmp(id)).ok()?;
        u32::try_from(at).ok().map(ActorIx)
    }

    /// The theme of an id.
    pub fn theme(&self, id: &str) -> Option<ThemeIx> {
        let at = self.themes.binary_search_by(|theme| theme.id.value.as_str().cmp(id)).ok()?;
        u32::try_from(at).ok().map(ThemeIx)
    }
}

impl std::ops::Index<ActorIx> for Registry {
    type Output = Actor;
    fn index(&self, ix: ActorIx) -> &Actor {
        &self.actors[ix.0 as usize]
    }
}

impl std::ops::Index<ThemeIx> for Registry {
    type Output = Theme;
    fn index(&self, ix: ThemeIx) -> &Theme {
        &self.themes[ix.0 as usize]
    }
}
