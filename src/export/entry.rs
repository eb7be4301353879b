//! Small shapes that several exports share: prose as plain words, references, quotations, evidence, dates.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::address::safe;
use super::shown::Shown;
use crate::model::body::{Passage, PassageKind, Prose};
use crate::model::brief::Audience;
use crate::model::date::PartialDate;
use crate::model::described::Described;
use crate::model::notes::{Evidence, Quote, Source};
use crate::model::reading::Reading;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{Anchor, BriefIx, Found, Part, PassageRef};

/// The words of a text without markup: an empty line between two blocks.
pub(super) fn plain(prose: &Prose) -> String {
    let passages = &prose.body().passages;
    let mut text = String::new();
    for passage in passages.iter().filter(|passage| !passage.text.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&passage.text);
    }
    text
}

/// The same in one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date as it was written; null where there is none.
pub(super) fn date(date: Option<PartialDate>) -> Value {
    date.map_or(Value::Null, |date| Value::from(date.to_string()))
}

/// A date that is written from where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(PartialDate);

/// [`date`] without a value in between.
pub(super) fn day(date: Option<PartialDate>) -> Option<Day> {
    date.map(Day)
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A route of the site, put together as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route<'a>(&'static str, &'a str);

impl<'a> Route<'a> {
    /// `/briefs/peace/` of `briefs` and `peace`.
    pub(super) fn new(folder: &'static str, id: &'a str) -> Self {
        Self(folder, id)
    }
}

impl Serialize for Route<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("/{}/{}/", self.0, self.1))
    }
}

/// Marks an entry that only the desk may see; nothing internal is left in a public site.
pub(super) fn mark(mut entry: Value, audience: Audience) -> Value {
    if let (Audience::Internal, Some(object)) = (audience, entry.as_object_mut()) {
        object.insert("audience".to_owned(), Value::from("internal"));
    }
    entry
}

/// A brief's language: its own, its article's, the site's.
pub(super) fn language<'a>(site: &'a Reading<'a>, brief: &Described<'a>) -> &'a str {
    let article = || brief.article?.language;
    brief.front.language.as_deref().or_else(article).unwrap_or(&site.config().language)
}

/// An actor or theme as others refer to it.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// An actor as others refer to it.
pub(super) fn actor<'a>(site: &Reading<'a>, ix: ActorIx) -> Named<'a> {
    let actor = &site.registry()[ix];
    Named { id: &actor.id.value, name: &actor.name.value }
}

/// A theme as others refer to it.
pub(super) fn theme<'a>(site: &Reading<'a>, ix: ThemeIx) -> Named<'a> {
    let theme = &site.registry()[ix];
    Named { id: &theme.id.value, name: &theme.name.value }
}

/// A brief as others refer to it.
#[derive(Debug, Serialize)]
pub(super) struct BriefEntry<'a> {
    slug: &'a str,
    title: &'a str,
    date: Option<Day>,
}

/// A brief as others refer to it.
pub(super) fn brief<'a>(site: &Reading<'a>, ix: BriefIx) -> BriefEntry<'a> {
    let brief = site.described(ix);
    BriefEntry { slug: brief.slug, title: brief.title, date: day(brief.date) }
}

/// The passage's id as pages show it; titles and headings have none.
pub(super) fn passage_id<'a>(shown: &Shown<'a>, at: PassageRef) -> Option<&'a str> {
    shown.passage(at).and_then(id_of)
}

/// The same of a passage that may be shown.
pub(super) fn id_of(passage: &Passage) -> Option<&str> {
    (!matches!(passage.kind, PassageKind::Title | PassageKind::Heading(_))).then_some(&*passage.id)
}

/// The name of a text of a brief.
pub(super) fn part(part: Part) -> &'static str {
    match part {
        Part::Article => "article",
        Part::Text => "text",
        Part::Note(_) => "note",
    }
}

/// Says so where only the desk may see an entry.
pub(super) fn internal(audience: Audience) -> Option<&'static str> {
    (audience == Audience::Internal).then_some("internal")
}

/// Words of a passage that may be shown.
pub(super) fn words<'a>(shown: &Shown<'a>, anchor: &Anchor) -> Option<&'a str> {
    shown.passage(anchor.at)?.text.get(anchor.start as usize..anchor.end as usize)
}

/// A quotation with its place. Where the article's text may not be shown, `exact` is null: it was verified all the
/// same.
pub(super) fn quote(shown: &Shown<'_>, quote: Option<&Quote>, found: Option<&Found>) -> Value {
    let Some(quote) = quote else { return Value::Null };
    match found {
        Some(Found::Here(anchor)) => {
            let exact = words(shown, anchor);
            let place = |offset: u32| exact.map(|_| offset);
            json!({
                "exact": exact,
                "in": part(anchor.at.part),
                "passage": passage_id(shown, anchor.at),
                "start": place(anchor.start),
                "end": place(anchor.end),
            })
        }
        Some(Found::Source(_)) => json!({
            "exact": quote.exact.value,
            "in": "source",
            "source": quote.source.as_ref().map(|id| &id.value),
        }),
        None => Value::Null,
    }
}

/// What a claim rests on.
pub(super) fn evidence(shown: &Shown<'_>, evidence: &Evidence, found: Option<&Found>) -> Value {
    json!({
        "quote": quote(shown, evidence.quote.as_ref(), found),
        "source": evidence.source.as_ref().map(|id| &id.value),
        "locator": evidence.locator,
    })
}

/// A source of a brief.
pub(super) fn source(source: &Source) -> Value {
    let entry = json!({
        "id": source.id.as_ref().map(|id| &id.value),
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "url": source.url.as_deref().and_then(safe),
        "date": date(source.date),
        "accessed": date(source.accessed),
    });
    mark(entry, source.audience)
}
