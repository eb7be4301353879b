//! The numbered sources of briefs: the article first, then those of the front matter.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::dates::DateView;
use super::super::escape;
use super::super::scope::{BriefScope, PageScope};
use super::foreign::Foreign;
use super::{LinkView, brief_named};
use crate::model::brief::{Audience, Brief};
use crate::model::date::PartialDate;
use crate::model::described::Described;
use crate::model::site::BriefIx;

/// One source.
#[derive(Debug, Serialize)]
pub(crate) struct SourceView {
    number: usize,
    /// The brief's own article.
    article: bool,
    title: String,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    date: Option<DateView>,
    accessed: Option<DateView>,
    language: Option<String>,
    /// The language of the title, where it isn't the page's.
    foreign: Option<Foreign>,
    /// Ids of the places that cite it.
    cited: Vec<String>,
    internal: bool,
}

/// The number of a source by its place in the front matter.
pub(crate) fn number_at(brief: &Brief, at: u32) -> usize {
    at as usize + 1 + usize::from(brief.article.is_some())
}

/// The number of a source by its id.
pub(crate) fn number(brief: &Brief, id: &str) -> Option<usize> {
    let matches = |source: &crate::model::notes::Source| source.id.as_ref().is_some_and(|own| own.value == id);
    let at = brief.front.sources.iter().position(matches)?;
    Some(number_at(brief, u32::try_from(at).ok()?))
}

/// All numbers by id.
pub(crate) fn numbers(brief: &Brief) -> BTreeMap<String, usize> {
    let ids = brief.front.sources.iter().filter_map(|source| source.id.as_ref());
    ids.filter_map(|id| Some((id.value.clone(), number(brief, &id.value)?))).collect()
}

/// The title of a source by its number.
pub(crate) fn title(scope: &BriefScope<'_>, number: usize) -> String {
    let first = usize::from(scope.brief.article.is_some());
    match number.checked_sub(1 + first) {
        Some(at) => scope.brief.front.sources.get(at).map(|source| source.title.clone()).unwrap_or_default(),
        None => article_title(&scope.described).to_owned(),
    }
}

/// The article's own title: what is known of it, else the brief's.
pub(crate) fn article_title<'a>(brief: &Described<'a>) -> &'a str {
    let own = brief.front.original.title.as_deref();
    own.or_else(|| brief.article?.title).unwrap_or(brief.title)
}

/// Who wrote the article; `comma` stands between several.
pub(crate) fn article_author(brief: &Described<'_>, comma: &str) -> Option<String> {
    let read = || {
        let names = brief.article?.byline;
        (!names.is_empty()).then(|| names.join(&format!("{comma} ")))
    };
    brief.front.original.author.clone().or_else(read)
}

/// The sources of a brief; call it last, when all of its page's citations are known.
pub(crate) fn of_brief(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<SourceView> {
    let mut list = Vec::new();
    if scope.brief.article.is_some() {
        list.push(article(page, scope));
    }
    for (at, source) in (0u32..).zip(&scope.brief.front.sources) {
        let number = number_at(scope.brief, at);
        list.push(SourceView {
            number,
            article: false,
            title: source.title.clone(),
            author: source.author.clone(),
            publisher: source.publisher.clone(),
            url: safe(source.url.as_deref()),
            date: source.date.map(|date| page.date(date)),
            accessed: source.accessed.map(|date| page.date(date)),
            language: None,
            foreign: None,
            cited: page.cited(number),
            internal: source.audience == Audience::Internal,
        });
    }
    list
}

fn article(page: &PageScope<'_>, scope: &BriefScope<'_>) -> SourceView {
    let original = &scope.brief.front.original;
    SourceView {
        number: 1,
        article: true,
        title: article_title(&scope.described).to_owned(),
        author: article_author(&scope.described, page.words().text("comma")),
        publisher: original.publisher.clone(),
        url: safe(original.url.as_deref()),
        date: scope.links.article_date.map(|date| page.date(date)),
        accessed: original.accessed.map(|date| page.date(date)),
        language: original.language.clone().or_else(|| scope.brief.article.as_ref()?.language.clone()),
        foreign: Foreign::title_of_article(page, &scope.described),
        cited: page.cited(1),
        internal: false,
    }
}

fn safe(url: Option<&str>) -> Option<String> {
    url.filter(|url| escape::is_safe_address(url)).map(str::to_owned)
}

/// One source of the site, with every brief that uses it.
#[derive(Debug, Serialize)]
pub(crate) struct SourceEntry {
    title: String,
    /// The language of the title, where it isn't the page's.
    foreign: Option<Foreign>,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    date: Option<DateView>,
    briefs: Vec<LinkView>,
}

/// All sources over the listed briefs, by title; the same title, address and date once.
pub(crate) fn of_site(page: &PageScope<'_>) -> Vec<SourceEntry> {
    type Used = (Option<PartialDate>, Option<Foreign>, Vec<BriefIx>);
    type Key = (String, String, Option<String>, Option<String>, Option<String>, Option<String>);
    let mut found: BTreeMap<Key, Used> = BTreeMap::new();
    let mut add = |ix,
                   title: String,
                   author: Option<String>,
                   publisher: Option<String>,
                   url: Option<String>,
                   date: Option<PartialDate>,
                   foreign: Option<Foreign>| {
        let key = (title.to_lowercase(), title, url, author, publisher, date.map(|date| date.to_string()));
        let (_, _, briefs) = found.entry(key).or_insert((date, foreign, Vec::new()));
        if briefs.last() != Some(&ix) {
            briefs.push(ix);
        }
    };
    for ix in page.env.site.listed() {
        let brief = page.env.site.described(*ix);
        let original = &brief.front.original;
        if brief.article.is_some() {
            let author = article_author(&brief, page.words().text("comma"));
            let foreign = Foreign::title_of_article(page, &brief);
            let url = safe(original.url.as_deref());
            let title = article_title(&brief).to_owned();
            add(*ix, title, author, original.publisher.clone(), url, brief.article_date, foreign);
        }
        for source in &brief.front.sources {
            let url = safe(source.url.as_deref());
            add(*ix, source.title.clone(), source.author.clone(), source.publisher.clone(), url, source.date, None);
        }
    }
    let entry = |((_, title, url, author, publisher, _), (date, foreign, briefs)): (Key, Used)| SourceEntry {
        title,
        foreign,
        author,
        publisher,
        url,
        date: date.map(|date| page.date(date)),
        briefs: briefs.into_iter().map(|ix| brief_named(page, ix)).collect(),
    };
    found.into_iter().map(entry).collect()
}
