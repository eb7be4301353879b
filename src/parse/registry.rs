//! `content/actors.yaml`, `content/themes.yaml` and their Markdown forms.
//!
//! Takes texts, gives actors and themes. Whether the ids that they name exist is for `link` to say.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::{
    Choice, Fields, Flag, Free, Id, Line, OneOf, Reader, Record, Redirect, WebAddress, When, WikidataId, Words,
    check_id, in_order, read_record,
};
use super::yaml::{self, Node, Value};
use super::{front_matter, markdown};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::{FileId, Span, Spanned};
use crate::model::body::Prose;
use crate::model::brief::Audience;
use crate::model::date::PartialDate;
use crate::model::registry::{Actor, ActorKind, Alias, Relation, RelationKind, Role, Theme};

impl Choice for ActorKind {
    fn choices() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|kind| (kind.name(), kind)).collect()
    }
}

impl Choice for RelationKind {
    fn choices() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|kind| (kind.name(), kind)).collect()
    }
}

impl Choice for Audience {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("public", Self::Public), ("internal", Self::Internal)]
    }
}

/// `exact` or `any`, of an alias's case.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    Exact,
    Any,
}

impl Choice for Case {
    fn choices() -> Vec<(&'static str, Self)> {
        vec![("any", Self::Any), ("exact", Self::Exact)]
    }
}

/// Reads `audience:`, which stands on nearly everything.
pub(super) fn audience(f: &mut Fields<'_, '_, '_>) -> Audience {
    f.optional::<OneOf<Audience>>("audience", "public (default) or internal: who may see it").unwrap_or_default()
}

impl Record for Alias {
    const WHAT: &'static str = "an alias";
    const SHORT: bool = true;

    fn short(_: &mut Reader<'_>, text: Spanned<String>) -> Option<Self> {
        Some(Alias { text, metonym: false, weak: false, any_case: false, from: None, until: None })
    }

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let text = f.required::<Words>("text", "the words");
        let metonym = f.optional::<Flag>("metonym", "a place or building that stands for the actor");
        let weak = f.optional::<Flag>("weak", "counts only where a strong name of the actor stands too");
        let case = f.optional::<OneOf<Case>>("case", "any: matches whatever the case");
        let from = f.optional::<When>("from", "first date at which it means this actor");
        let until = f.optional::<When>("until", "last date at which it means this actor");
        let to = f.optional::<When>("to", "the same as until");
        in_order_of_time(f, from, if until.is_some() { "until" } else { "to" }, until.or(to));
        Some(Alias {
            text: text?,
            metonym: metonym.unwrap_or(false),
            weak: weak.unwrap_or(false),
            any_case: case == Some(Case::Any),
            from,
            until: until.or(to),
        })
    }
}

/// Reports a span of time that ends before it begins, at its end.
pub(super) fn in_order_of_time(
    f: &mut Fields<'_, '_, '_>,
    from: Option<PartialDate>,
    end: &str,
    until: Option<PartialDate>,
) {
    let (Some(from), Some(until)) = (from, until) else { return };
    if until.last_day() < from.first_day() {
        let place = f.node(end).map_or(f.span, |node| node.span);
        let message = format!("this ends on {until}, before it begins on {from}");
        f.reader.find(Code::InvalidDate, place, message, format!("set the later date in `{end}`"));
    }
}

impl Record for Role {
    const WHAT: &'static str = "a role";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let title = f.required::<Line>("title", "the office");
        let of = f.optional::<Words>("of", "the actor that it belongs to, by id");
        let from = f.optional::<When>("from", "since when");
        let until = f.optional::<When>("until", "until when");
        in_order_of_time(f, from, "until", until);
        Some(Role { title: title?, of, from, until })
    }
}

impl Record for Relation {
    const WHAT: &'static str = "a relation";

    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let kind = f.required::<OneOf<RelationKind>>("kind", "how the two are related");
        let to = f.required::<Words>("to", "the other actor, by id");
        let from = f.optional::<When>("from", "since when");
        let until = f.optional::<When>("until", "until when");
        in_order_of_time(f, from, "until", until);
        Some(Relation { kind: kind?, to: to?, from, until })
    }
}

/// An entry of a list: its id must stand there.
pub(super) struct Listed<T>(pub(super) T);

/// A file of its own: its id is the file's stem unless it stands there.
pub(super) struct Alone<T>(pub(super) T, pub(super) bool);

impl Record for Listed<Actor> {
    const WHAT: &'static str = "an actor";
    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.required::<Id>("id", "lower-case letters, digits and hyphens; never changed later");
        actor(f, id).map(Self)
    }
}

impl Record for Alone<Actor> {
    const WHAT: &'static str = "an actor";
    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.optional::<Id>("id", "lower-case letters, digits and hyphens; the file's name without it");
        let named = id.is_some();
        let id = id.unwrap_or_else(|| Spanned::new(String::new(), f.span));
        actor(f, Some(id)).map(|actor| Self(actor, named))
    }
}

impl Record for Listed<Theme> {
    const WHAT: &'static str = "a theme";
    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.required::<Id>("id", "lower-case letters, digits and hyphens; never changed later");
        theme(f, id).map(Self)
    }
}

impl Record for Alone<Theme> {
    const WHAT: &'static str = "a theme";
    fn fields(f: &mut Fields<'_, '_, '_>) -> Option<Self> {
        let id = f.optional::<Id>("id", "lower-case letters, digits and hyphens; the file's name without it");
        let named = id.is_some();
        let id = id.unwrap_or_else(|| Spanned::new(String::new(), f.span));
        theme(f, Some(id)).map(|theme| Self(theme, named))
    }
}

fn actor(f: &mut Fields<'_, '_, '_>, id: Option<Spanned<String>>) -> Option<Actor> {
    let name = f.required::<Words>("name", "the name; it matches in texts as an alias does");
    let kind = f.required::<OneOf<ActorKind>>("kind", "what it is");
    let aliases = f.list::<Alias>("aliases", "other names");
    let not = f.list::<Words>("not", "longer names that must not link here");
    let summary = f.optional::<Line>("summary", "one line");
    let wikidata = f.optional::<WikidataId>("wikidata", "its item of Wikidata, as in Q212");
    let url = f.optional::<WebAddress>("url", "its own site");
    let roles = f.list::<Role>("roles", "offices that it holds or held");
    let relations = f.list::<Relation>("relations", "how it stands to other actors");
    let audience = audience(f);
    let redirect_from = f.list::<Redirect>("redirect_from", "old addresses on this site");
    let extra = f.optional::<Free>("extra", "free keys, for templates").unwrap_or_default();
    let body = Prose::default();
    let span = f.span;
    // What is wrong with an entry was said; it stays known by its id, or everything that names it would fail too.
    let id = id?;
    Some(Actor {
        name: name.unwrap_or_else(|| id.clone()),
        id,
        kind: kind.unwrap_or(ActorKind::Group),
        aliases,
        not,
        summary,
        wikidata,
        url,
        roles,
        relations,
        audience,
        redirect_from,
        extra,
        body,
        span,
    })
}

fn theme(f: &mut Fields<'_, '_, '_>, id: Option<Spanned<String>>) -> Option<Theme> {
    let name = f.required::<Words>("name", "the name; it matches in texts as a phrase does");
    let phrases = f.list::<Words>("phrases", "matched whatever the case and inflection");
    let broader = f.optional::<Words>("broader", "the broader theme, by id");
    let summary = f.optional::<Line>("summary", "one line");
    let audience = audience(f);
    let redirect_from = f.list::<Redirect>("redirect_from", "old addresses on this site");
    let extra = f.optional::<Free>("extra", "free keys, for templates").unwrap_or_default();
    let (body, span) = (Prose::default(), f.span);
    let id = id?;
    let name = name.unwrap_or_else(|| id.clone());
    Some(Theme { id, name, phrases, broader, summary, audience, redirect_from, extra, body, span })
}

/// Reads a file that is a list of records; `id` gives what must be unique in it.
pub(super) fn list<T: Record>(
    file: FileId,
    text: &str,
    id: impl Fn(&T) -> &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<T> {
    let known = diagnostics.list_mut().len();
    let records = list_unordered(file, text, id, diagnostics);
    in_order(diagnostics, known);
    records
}

fn list_unordered<T: Record>(
    file: FileId,
    text: &str,
    id: impl Fn(&T) -> &Spanned<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<T> {
    let tree = yaml::read(file, text, 0, text.len(), diagnostics);
    let Some(root) = tree.root else { return Vec::new() };
    let mut reader = Reader { file, text, diagnostics, timezone: None, damaged: tree.damaged };
    let items = match &root.value {
        Value::List(items) => items,
        // A dash that was left out may have made it the list that is expected.
        Value::Map(_) if reader.damaged => return Vec::new(),
        Value::Map(_) => {
            let first = root.span.start as usize;
            let span = Span::new(file, first, first + text[first..].find([':', '\n', ' ']).unwrap_or(0));
            let message =
                format!("one group of keys stands where a list is expected, of which each entry is {}", T::WHAT);
            reader.find(
                Code::WrongType,
                span,
                message,
                "begin each entry with `- `, and its other lines with two spaces",
            );
            return Vec::new();
        }
        _ => {
            reader.wrong_type(&root, "a list");
            return Vec::new();
        }
    };
    let mut records: Vec<T> = Vec::new();
    let mut seen = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for item in items {
        if item.value == Value::Null {
            let help = "write its keys after the dash, or take the entry out";
            reader.find(Code::MissingField, item.span, "an entry of the list has no value", help);
            continue;
        }
        note_id(&mut seen, item, reader.diagnostics);
        let record = read_record::<T>(&mut reader, item);
        records.extend(record.filter(|record| taken.insert(id(record).value.clone())));
    }
    records
}

/// Reports an id that stands in the list already, whatever else is wrong with the entry.
fn note_id(seen: &mut BTreeMap<String, Span>, item: &Node, diagnostics: &mut Diagnostics) {
    let Value::Map(entries) = &item.value else { return };
    let Some((_, node)) = entries.iter().find(|(key, _)| key.value == "id") else { return };
    let Value::Scalar { text, .. } = &node.value else { return };
    match seen.get(text) {
        Some(first) => diagnostics.push(
            Diagnostic::new(Code::DuplicateId, node.span, format!("the id `{text}` stands here for the second time"))
                .help("give one of the two another id, or make one entry of both")
                .related(*first, "the first is here"),
        ),
        None => {
            seen.insert(text.clone(), node.span);
        }
    }
}

/// Reads `content/actors.yaml`.
pub fn actors(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Vec<Actor> {
    list::<Listed<Actor>>(file, text, |entry| &entry.0.id, diagnostics).into_iter().map(|entry| entry.0).collect()
}

/// Reads `content/themes.yaml`.
pub fn themes(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Vec<Theme> {
    list::<Listed<Theme>>(file, text, |entry| &entry.0.id, diagnostics).into_iter().map(|entry| entry.0).collect()
}

/// Reads a file with front matter as one record and its body.
pub(super) fn alone<T: Record>(
    file: FileId,
    text: &str,
    timezone: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<(T, Prose)> {
    let known = diagnostics.list_mut().len();
    let split = front_matter::split(file, text, diagnostics);
    let (yaml_range, body) = split.map_or((0..0, 0..text.len()), |split| (split.yaml, split.body));
    let broken = diagnostics.list_mut().len();
    // Nothing lacks where the fences are wrong and no key could be read.
    let unread = broken > known && yaml_range.is_empty();
    let tree = yaml::read(file, text, yaml_range.start, yaml_range.end, diagnostics);
    let fell = diagnostics.list_mut().len() > broken && tree.root.is_none();
    let body = markdown::read(file, text, body.start, body.end, diagnostics);
    let mut reader = Reader { file, text, diagnostics, timezone, damaged: tree.damaged || fell || unread };
    let at = yaml_range.start;
    let empty = Node { value: Value::Map(Vec::new()), span: Span::new(file, at, at) };
    let record = read_record::<T>(&mut reader, &tree.root.unwrap_or(empty));
    in_order(diagnostics, known);
    Some((record?, body))
}

/// The id of a file of its own: as it stands there, else the file's stem.
fn id_of(id: Spanned<String>, named: bool, stem: &str, file: FileId, diagnostics: &mut Diagnostics) -> Spanned<String> {
    if named {
        return id;
    }
    let id = Spanned::new(stem.to_owned(), Span::file_start(file));
    check_id(&mut Reader { file, text: "", diagnostics, timezone: None, damaged: false }, &id);
    id
}

/// Reads `content/actors/STEM.md`.
pub fn actor_file(file: FileId, text: &str, stem: &str, diagnostics: &mut Diagnostics) -> Option<Actor> {
    let (Alone(mut actor, named), body) = alone::<Alone<Actor>>(file, text, None, diagnostics)?;
    actor.id = id_of(actor.id, named, stem, file, diagnostics);
    actor.body = body;
    Some(actor)
}

/// Reads `content/themes/STEM.md`.
pub fn theme_file(file: FileId, text: &str, stem: &str, diagnostics: &mut Diagnostics) -> Option<Theme> {
    let (Alone(mut theme, named), body) = alone::<Alone<Theme>>(file, text, None, diagnostics)?;
    theme.id = id_of(theme.id, named, stem, file, diagnostics);
    theme.body = body;
    Some(theme)
}

#[cfg(test)]
#[path = "registry_tests.rs"]
mod tests;
