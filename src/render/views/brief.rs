//! A brief's page.

use std::cmp::Reverse;

use serde::Serialize;

use super::super::body;
use super::super::dates::DateView;
use super::super::scope::{BriefScope, PageScope};
use super::evidence::{EventView, PositionView};
use super::foreign::Foreign;
use super::notes::ArticleView;
use super::notices::Notice;
use super::related::RelatedView;
use super::signed::{AuthorView, CiteView};
use super::sources::SourceView;
use super::{
    LinkView, NamedView, brief_link, brief_named, evidence, notes, notices, reading, related, series_name, signed,
    sources,
};
use crate::model::brief::Audience;
use crate::model::notes::{Addressee, RevisionKind};
use crate::model::registry::Target;
use crate::model::site::{BriefIx, Found};

/// What `brief.html` is given as `brief`.
#[derive(Debug, Serialize)]
pub(crate) struct BriefView<'a> {
    slug: &'a str,
    title: &'a str,
    /// The language of the title, where it isn't the page's.
    foreign: Option<Foreign>,
    title_id: Option<String>,
    notices: Vec<Notice>,
    series: Option<LinkView>,
    number: Option<&'a str>,
    /// HTML.
    summary: Option<String>,
    dates: Vec<DatedView>,
    date_unknown: bool,
    /// Minutes to read it.
    minutes: usize,
    authors: Vec<AuthorView<'a>>,
    key_messages: Vec<MessageView>,
    contents: Vec<super::desk::ContentView>,
    /// HTML.
    text: Option<String>,
    article: Option<ArticleView>,
    /// Notes whose passage isn't on the page, as HTML.
    notes: Vec<String>,
    positions: Vec<PositionView>,
    events: Vec<EventView>,
    options: Vec<OptionView>,
    recommendations: Vec<RecommendationView>,
    themes: Vec<NamedView>,
    actors: Vec<NamedView>,
    sources: Vec<SourceView>,
    downloads: Vec<DownloadView>,
    cite: CiteView<'a>,
    related: Vec<RelatedView<'a>>,
    revisions: Vec<RevisionView>,
    supersedes: Vec<LinkView>,
    translation_of: Option<LinkView>,
    translations: Vec<LinkView>,
    doi: Option<&'a str>,
    license: Option<&'a str>,
    contact: Option<String>,
    formats: Option<LinkView>,
    corrections: Option<LinkView>,
    extra: &'a serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct DatedView {
    label: String,
    date: DateView,
}

#[derive(Debug, Serialize)]
struct MessageView {
    text: String,
    href: Option<String>,
    internal: bool,
}

#[derive(Debug, Serialize)]
struct OptionView {
    text: String,
    arguments_for: Vec<String>,
    arguments_against: Vec<String>,
    internal: bool,
}

#[derive(Debug, Serialize)]
struct RecommendationView {
    text: String,
    to: Option<LinkView>,
    by: Option<DateView>,
    internal: bool,
}

#[derive(Debug, Serialize)]
struct DownloadView {
    title: String,
    href: String,
    language: Option<String>,
    /// The language of the title, where it isn't the page's.
    foreign: Option<Foreign>,
}

#[derive(Debug, Serialize)]
struct RevisionView {
    kind: &'static str,
    word: String,
    date: DateView,
    text: String,
    internal: bool,
}

/// The view of a brief that wasn't removed.
pub(crate) fn view<'a>(page: &mut PageScope<'a>, ix: BriefIx) -> BriefView<'a> {
    let scope = BriefScope::new(page.env, ix);
    page.sources = sources::numbers(scope.brief);
    let page = &*page;
    let config = page.env.site.config();
    let front = &scope.brief.front;
    let organisation = &config.organisation;
    // In reading order: citations are numbered as readers meet them, and the sources are written last.
    let summary = front.summary.as_ref().map(|summary| body::prose(page, summary));
    let key_messages = key_messages(page, &scope);
    let text = notes::text(page, &scope);
    let article = notes::article(page, &scope);
    let apart = notes::apart(page, &scope);
    let positions: Vec<_> = (0u32..).take(front.positions.len()).map(|at| evidence::position(page, ix, at)).collect();
    let events = evidence::of_brief(page, ix);
    let options = options(page, &scope);
    let recommendations = recommendations(page, &scope);
    let revisions = revisions(page, &scope);
    let series = front.series.as_ref().map(|id| match series_name(page.env, &id.value) {
        Some(name) => LinkView::new(name, Some(page.links.href(&format!("/series/{}/", id.value)))),
        None => LinkView::new(&id.value, None),
    });
    let mut view = BriefView {
        slug: &scope.brief.slug,
        title: &scope.links.title,
        foreign: Foreign::title(page, &scope.described),
        title_id: title_id(&scope),
        notices: notices::all(page, ix, &scope),
        series,
        number: front.number.as_ref().map(|number| number.value.as_str()),
        summary,
        dates: dates(page, &scope),
        date_unknown: scope.links.date.is_none(),
        minutes: reading::minutes(&scope),
        authors: front.authors.iter().filter_map(|byline| signed::author(page, byline)).collect(),
        key_messages,
        contents: Vec::new(),
        text,
        article,
        notes: apart,
        positions,
        events,
        options,
        recommendations,
        themes: themes(page, &scope),
        actors: actors(page, &scope),
        sources: sources::of_brief(page, &scope),
        downloads: downloads(page, &scope),
        cite: signed::cite(page, &scope),
        related: related::of_brief(page, ix),
        revisions,
        supersedes: front.supersedes.iter().filter_map(|slug| brief_link(page, &slug.value)).collect(),
        translation_of: front.translation_of.as_ref().and_then(|slug| brief_link(page, &slug.value)),
        translations: translations(page, &scope),
        doi: front.doi.as_deref(),
        license: front.license.as_deref().or(config.license.as_deref()),
        contact: organisation.email.clone(),
        formats: organisation.accessible_formats.as_deref().map(words_or_address),
        corrections: organisation.corrections.as_deref().map(words_or_address),
        extra: &front.extra,
    };
    view.contents = super::desk::contents(page, &scope, &sections(&view));
    view
}

/// The sections that the page has, in reading order.
fn sections(view: &BriefView<'_>) -> Vec<(&'static str, &'static str)> {
    let own = view.article.is_none();
    let all = [
        ("key-messages", "key_messages", !view.key_messages.is_empty()),
        ("text", if own { "brief" } else { "assessment" }, view.text.is_some()),
        ("article", "article", view.article.is_some()),
        ("notes", "notes", !view.notes.is_empty()),
        ("positions", "positions", !view.positions.is_empty()),
        ("events", "events", !view.events.is_empty()),
        ("options", "options", !view.options.is_empty()),
        ("recommendations", "recommendations", !view.recommendations.is_empty()),
        ("named", "named_here", !view.actors.is_empty() || !view.themes.is_empty()),
        ("sources", "sources", !view.sources.is_empty()),
        ("downloads", "downloads", !view.downloads.is_empty()),
        ("cite", "cite", true),
        ("revisions", "revisions", !view.revisions.is_empty()),
        ("related", "related", !view.related.is_empty()),
    ];
    all.into_iter().filter(|(_, _, there)| *there).map(|(id, key, _)| (id, key)).collect()
}

/// The id of the title, where the title shown is the article's and something can point at it.
fn title_id(scope: &BriefScope<'_>) -> Option<String> {
    let passage = scope.title_passage()?;
    (*passage.text == *scope.links.title && !passage.id.is_empty()).then(|| passage.id.to_string())
}

fn dates(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<DatedView> {
    let front = &scope.brief.front;
    let view = |key: &str, date| DatedView { label: page.words().text(key).to_owned(), date: page.date(date) };
    let all = [
        ("first_published", front.published),
        ("last_amended", scope.amended()),
        ("as_of", front.as_of),
        ("article_dated", scope.links.article_date.filter(|_| scope.brief.article.is_some())),
    ];
    let mut shown: Vec<DatedView> = all.into_iter().filter_map(|(key, date)| Some(view(key, date?))).collect();
    let listed = front.published.is_none() && scope.brief.article.is_none();
    if let Some(date) = scope.links.date.filter(|_| listed) {
        shown.insert(0, view("dated", date));
    }
    shown
}

fn key_messages(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<MessageView> {
    let messages = scope.brief.front.key_messages.iter().enumerate();
    let view = |(at, message): (usize, &crate::model::notes::KeyMessage)| MessageView {
        text: body::prose(page, &message.text),
        href: match scope.links.key_messages.get(at) {
            Some(Some(Found::Here(anchor))) => scope.href(page, anchor.at),
            Some(Some(Found::Source(source))) => Some(format!("#source--{}", sources::number_at(scope.brief, *source))),
            _ => None,
        },
        internal: message.audience == Audience::Internal,
    };
    messages.map(view).collect()
}

fn options(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<OptionView> {
    let options = scope.brief.front.options.iter();
    let view = |option: &crate::model::notes::PolicyOption| OptionView {
        text: body::prose(page, &option.text),
        arguments_for: option.arguments_for.iter().map(|text| body::prose(page, text)).collect(),
        arguments_against: option.arguments_against.iter().map(|text| body::prose(page, text)).collect(),
        internal: option.audience == Audience::Internal,
    };
    options.map(view).collect()
}

fn recommendations(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<RecommendationView> {
    let list = scope.brief.front.recommendations.iter();
    let view = |recommendation: &crate::model::notes::Recommendation| RecommendationView {
        text: body::prose(page, &recommendation.text),
        to: recommendation.to.as_ref().map(|to| match to {
            Addressee::Actor(id) => super::actor_link(page, &id.value),
            Addressee::Named(name) => LinkView::new(name, None),
        }),
        by: recommendation.by.map(|date| page.date(date)),
        internal: recommendation.audience == Audience::Internal,
    };
    list.map(view).collect()
}

/// Corrections first, then the others; the latest of each first.
fn revisions(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<RevisionView> {
    let mut list: Vec<_> = scope.brief.front.revisions.iter().collect();
    list.sort_by_key(|revision| (revision.kind != RevisionKind::Correction, Reverse(revision.date.sort_key())));
    let view = |revision: &crate::model::notes::Revision| {
        let kind = revision.kind.name();
        let word = page.words().of_kind("revision", kind);
        let text = body::prose(page, &revision.text);
        RevisionView {
            kind,
            word,
            date: page.date(revision.date),
            text,
            internal: revision.audience == Audience::Internal,
        }
    };
    list.into_iter().map(view).collect()
}

fn themes(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<NamedView> {
    let named = |(ix, count): &(_, u32)| NamedView {
        count: (*count > 0).then_some(*count),
        first: first(page, scope, Target::Theme(*ix)),
        ..super::theme(page, *ix)
    };
    scope.links.themes.iter().map(named).collect()
}

fn actors(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<NamedView> {
    let named = |(ix, count): &(_, u32)| NamedView {
        count: (*count > 0).then_some(*count),
        first: first(page, scope, Target::Actor(*ix)),
        ..super::actor(page, *ix)
    };
    scope.links.actors.iter().map(named).collect()
}

fn first(page: &PageScope<'_>, scope: &BriefScope<'_>, target: Target) -> Option<String> {
    let own = |mention: &&crate::model::site::Mention| mention.target == target;
    scope.links.mentions.iter().filter(own).find_map(|mention| {
        let title = scope.passage(mention.at)?.kind == crate::model::body::PassageKind::Title;
        if title { None } else { scope.href(page, mention.at) }
    })
}

fn downloads(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<DownloadView> {
    let downloads = scope.brief.front.downloads.iter();
    let view = |download: &crate::model::notes::Download| {
        let file = &download.file.value;
        let name = file.rsplit('/').next().unwrap_or(file);
        Some(DownloadView {
            title: download.title.clone().unwrap_or_else(|| name.to_owned()),
            href: page.links.written(download.file.span.file, file)?,
            language: download.language.clone(),
            // A file's name alone is of no language.
            foreign: download
                .language
                .as_deref()
                .filter(|_| download.title.is_some())
                .and_then(|language| Foreign::new(page, language)),
        })
    };
    downloads.filter_map(view).collect()
}

fn translations(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<LinkView> {
    let site = &page.env.site;
    let of_this = |ix: &&BriefIx| {
        let front = site.described(**ix).front;
        front.translation_of.as_ref().is_some_and(|slug| slug.value == scope.brief.slug)
    };
    // Only a brief that names another looks at all of them, so that pages stay cheap.
    let any = page.env.is_translated(&scope.brief.slug);
    if !any {
        return Vec::new();
    }
    site.listed().iter().filter(of_this).map(|ix| brief_named(page, *ix)).collect()
}

fn words_or_address(text: &str) -> LinkView {
    let text = text.trim();
    let address = text.starts_with("https://") || text.starts_with("http://") || text.starts_with("mailto:");
    let mail = !text.contains(char::is_whitespace) && text.contains('@') && !text.contains(['/', ':']);
    let href = if address { Some(text.to_owned()) } else { mail.then(|| format!("mailto:{text}")) };
    LinkView::new(text.trim_start_matches("mailto:"), href)
}
