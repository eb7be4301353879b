//! `/briefs/SLUG/index.json`: everything that a brief's page shows, as data.

mod findings;

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

pub(in crate::export) use findings::{event, position};

use super::address::{canonical, safe, safe_or_local};
use super::entry::{self, Day, Route, date, day, mark, plain};
use super::people::{Person, signatories};
use super::shown::Shown;
use super::{ExportEnv, json_file};
use crate::model::body::{Passage, PassageKind};
use crate::model::brief::{Brief, Front, Status};
use crate::model::described::Described;
use crate::model::notes::{RevisionKind, Withdrawal};
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::registry::Target;
use crate::model::site::{BriefIx, BriefLinks, Mention, Part, Resolved};
use crate::text::address::bare_doi;

/// The file of a brief.
pub(super) fn render(site: &Reading<'_>, env: &ExportEnv<'_>, ix: BriefIx) -> Output {
    let (brief, links) = site.brief(ix);
    let shown = Shown::of(site, ix);
    let front = &brief.front;
    let removed = front.status == Status::Removed;
    let file = BriefFile {
        kind: "brief",
        slug: &brief.slug,
        url: canonical(env, &site.route(Resolved::Brief(ix))),
        route: Route::new("briefs", &brief.slug),
        status: status(front.status),
        notice: removed.then(|| withdrawal(front.withdrawn.as_ref())),
        whole: (!removed).then(|| Whole {
            facts: facts(site, brief, links, &shown),
            findings: findings::findings(site, brief, links, &shown),
            texts: texts(links, &shown),
            history: history(site, brief, ix),
            mentions: Mentions { site, links, shown: &shown },
        }),
    };
    json_file(format!("briefs/{}/index.json", brief.slug), &file)
}

/// The file. What is long in it is written from where it stands, without a value in between.
#[derive(Serialize)]
struct BriefFile<'a> {
    kind: &'static str,
    slug: &'a str,
    url: Option<String>,
    route: Route<'a>,
    status: &'static str,
    #[serde(flatten)]
    notice: Option<Notice<'a>>,
    #[serde(flatten)]
    whole: Option<Whole<'a>>,
}

/// What the file of a brief holds that wasn't removed.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    facts: Facts<'a>,
    #[serde(flatten)]
    findings: findings::Findings<'a>,
    #[serde(flatten)]
    texts: Texts<'a>,
    #[serde(flatten)]
    history: History<'a>,
    mentions: Mentions<'a>,
}

/// Every mention of a brief that may be shown.
struct Mentions<'a> {
    site: &'a Reading<'a>,
    links: &'a BriefLinks,
    shown: &'a Shown<'a>,
}

impl Serialize for Mentions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.links.mentions.iter().filter_map(|found| mention(self.site, self.shown, found)))
    }
}

/// A mention: where its words stand, and whom they name. The words themselves stand in the passage.
#[derive(Serialize)]
struct MentionEntry<'a> {
    #[serde(rename = "in")]
    part: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<u32>,
    passage: Option<&'a str>,
    start: u32,
    end: u32,
    /// Of a passage without an id: a title or heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    kind: &'static str,
    id: &'a str,
    alias: &'a str,
    metonym: bool,
    linked: bool,
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Published => "published",
        Status::Draft => "draft",
        Status::Withdrawn => "withdrawn",
        Status::Removed => "removed",
    }
}

/// Why a brief isn't there any more.
#[derive(Serialize)]
struct Notice<'a> {
    date: Option<Day>,
    reason: Option<&'a str>,
    redirect: Option<&'a str>,
}

fn withdrawal(withdrawal: Option<&Withdrawal>) -> Notice<'_> {
    let redirect = withdrawal.and_then(|notice| notice.redirect.as_ref());
    Notice {
        date: day(withdrawal.and_then(|notice| notice.date)),
        reason: withdrawal.and_then(|notice| notice.reason.as_deref()),
        redirect: redirect.and_then(|to| safe_or_local(&to.value)),
    }
}

/// Title, dates, people, series: what a catalogue would hold.
#[derive(Serialize)]
struct Facts<'a> {
    title: &'a str,
    language: &'a str,
    date: Option<Day>,
    published: Option<Day>,
    updated: Option<Day>,
    as_of: Option<Day>,
    authors: Vec<Value>,
    series: Option<Value>,
    number: Option<&'a str>,
    doi: Option<&'a str>,
    license: Option<&'a str>,
    original: Original<'a>,
    show: &'static str,
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<&'static str>,
}

/// The article's own facts.
#[derive(Serialize)]
struct Original<'a> {
    title: Option<&'a str>,
    author: Option<Cow<'a, str>>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    date: Option<Day>,
    accessed: Option<Day>,
    language: Option<&'a str>,
}

fn facts<'a>(site: &'a Reading<'a>, brief: &'a Brief, links: &'a BriefLinks, shown: &Shown<'_>) -> Facts<'a> {
    let front = &brief.front;
    let described = Described::new(brief, links);
    let series = front.series.as_ref().map(|id| {
        let known = site.series().iter().find(|series| series.id.value == id.value);
        json!({
            "id": id.value,
            "name": known.map(|series| &series.name),
            "issn": known.and_then(|series| series.issn.as_ref()),
        })
    });
    Facts {
        title: &links.title,
        language: entry::language(site, &described),
        date: day(links.date),
        published: day(front.published),
        updated: day(front.updated),
        as_of: day(front.as_of),
        authors: signatories(site, &described).into_iter().map(|(who, role)| person(who, role)).collect(),
        series,
        number: front.number.as_ref().map(|number| number.value.as_str()),
        doi: front.doi.as_deref().map(bare_doi),
        license: front.license.as_deref().or(site.config().license.as_deref()),
        original: original(brief, links),
        show: shown.name(),
        summary: front.summary.as_ref().map(plain),
        audience: entry::internal(front.audience),
    }
}

fn original<'a>(brief: &'a Brief, links: &BriefLinks) -> Original<'a> {
    let original = &brief.front.original;
    let article = brief.article.as_ref();
    let own = original.author.as_deref().map(Cow::Borrowed);
    Original {
        title: original.title.as_deref().or_else(|| article?.title.as_ref().map(|title| title.value.as_str())),
        author: own.or_else(|| byline(&article?.byline).map(Cow::Owned)),
        publisher: original.publisher.as_deref(),
        url: original.url.as_deref().and_then(safe),
        date: day(links.article_date),
        accessed: day(original.accessed),
        language: original.language.as_deref().or_else(|| article?.language.as_deref()),
    }
}

fn byline(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

fn person(who: Person<'_>, role: &str) -> Value {
    let (given, family, id, orcid, url) = match who {
        Person::Known(author) => (
            author.given.as_deref(),
            author.family.as_deref(),
            Some(author.id.value.as_str()),
            author.orcid.as_deref(),
            author.url.as_deref().and_then(safe),
        ),
        Person::Desk(_) | Person::Named(_) => (None, None, None, None, None),
    };
    json!({
        "name": who.name(), "role": role, "id": id, "given": given, "family": family,
        "organisation": who.is_organisation(), "orcid": orcid, "url": url,
    })
}

/// The texts themselves: passages, notes, sources.
#[derive(Serialize)]
struct Texts<'a> {
    article: Vec<PassageEntry<'a>>,
    text: Vec<PassageEntry<'a>>,
    notes: Vec<Value>,
    sources: Vec<Value>,
    downloads: Vec<Value>,
}

/// A passage.
#[derive(Serialize)]
struct PassageEntry<'a> {
    id: &'a str,
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<&'static str>,
}

fn texts<'a>(links: &BriefLinks, shown: &Shown<'a>) -> Texts<'a> {
    let front = &shown.brief().front;
    let passages = |part| shown.passages(part).filter(|passage| passage.kind != PassageKind::Title).map(passage);
    let downloads = front.downloads.iter().map(|download| {
        let name = download.file.value.rsplit('/').next();
        json!({"file": name, "title": download.title, "language": download.language})
    });
    Texts {
        article: passages(Part::Article).collect(),
        text: passages(Part::Text).collect(),
        notes: notes(front, links, shown),
        sources: front.sources.iter().map(entry::source).collect(),
        downloads: downloads.collect(),
    }
}

fn passage(passage: &Passage) -> PassageEntry<'_> {
    let (kind, level) = match passage.kind {
        PassageKind::Title => ("title", None),
        PassageKind::Standfirst => ("standfirst", None),
        PassageKind::Heading(level) => ("heading", Some(level)),
        PassageKind::Paragraph => ("paragraph", None),
        PassageKind::ListItem => ("list-item", None),
        PassageKind::Quote => ("quote", None),
        PassageKind::Caption => ("caption", None),
        PassageKind::Cell => ("cell", None),
    };
    let audience = passage.internal.then_some("internal");
    PassageEntry { id: &passage.id, kind, text: &passage.text, level, audience }
}

fn notes(front: &Front, links: &BriefLinks, shown: &Shown<'_>) -> Vec<Value> {
    let one = |(at, note): (usize, &crate::model::notes::Note)| {
        let found = links.notes.get(at).and_then(Option::as_ref);
        let quote = entry::quote(shown, Some(&note.quote), found);
        mark(json!({"kind": note.kind.name(), "text": plain(&note.text), "quote": quote}), note.audience)
    };
    front.notes.iter().enumerate().map(one).collect()
}

fn mention<'a>(site: &'a Reading<'a>, shown: &Shown<'a>, mention: &'a Mention) -> Option<MentionEntry<'a>> {
    let passage = shown.passage(mention.at)?;
    let id_of_passage = entry::id_of(passage);
    let words = || passage.text.get(mention.start as usize..mention.end as usize);
    let registry = site.registry();
    let (kind, id) = match mention.target {
        Target::Actor(ix) => ("actor", &registry[ix].id.value),
        Target::Theme(ix) => ("theme", &registry[ix].id.value),
    };
    Some(MentionEntry {
        part: entry::part(mention.at.part),
        note: if let Part::Note(at) = mention.at.part { Some(at) } else { None },
        passage: id_of_passage,
        start: mention.start,
        end: mention.end,
        text: if id_of_passage.is_none() { words() } else { None },
        kind,
        id,
        alias: mention.alias(words().unwrap_or_default()),
        metonym: mention.metonym,
        linked: mention.linked,
    })
}

/// What changed, what it replaces, and what replaces it.
#[derive(Serialize)]
struct History<'a> {
    revisions: Vec<Value>,
    supersedes: Vec<&'a str>,
    superseded_by: Vec<&'a str>,
    translation_of: Option<&'a str>,
    withdrawn: Option<Notice<'a>>,
}

fn history<'a>(site: &'a Reading<'a>, brief: &'a Brief, ix: BriefIx) -> History<'a> {
    let front = &brief.front;
    let slug = |ix: &BriefIx| site.slug(*ix);
    let revisions = front.revisions.iter().map(|revision| {
        let kind = match revision.kind {
            RevisionKind::Minor => "minor",
            RevisionKind::Significant => "significant",
            RevisionKind::Correction => "correction",
        };
        let entry = json!({"date": date(Some(revision.date)), "kind": kind, "text": plain(&revision.text)});
        mark(entry, revision.audience)
    });
    History {
        revisions: revisions.collect(),
        supersedes: site.superseded().iter().filter(|(_, by)| *by == ix).map(|(old, _)| slug(old)).collect(),
        superseded_by: site.superseded().iter().filter(|(old, _)| *old == ix).map(|(_, by)| slug(by)).collect(),
        translation_of: front.translation_of.as_ref().map(|slug| slug.value.as_str()),
        withdrawn: (front.status == Status::Withdrawn).then(|| withdrawal(front.withdrawn.as_ref())),
    }
}
