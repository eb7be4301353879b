//! Atom feeds of the site, its actors, themes and series: the latest 50 dated briefs.
//!
//! Atom asks for instants where editors know days: a date stands for the midnight, in UTC, that begins the first day
//! that it can mean. A brief without a date is in no feed, and a feed without a brief isn't there.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use super::address::canonical;
use super::entry::{language, plain};
use super::people::cited;
use super::shown::is_listed;
use super::{ExportEnv, FeedOf};
use crate::model::date::PartialDate;
use crate::model::output::Output;
use crate::model::site::{BriefIx, Resolved, Site};

/// How many briefs a feed holds.
const LATEST: usize = 50;

/// A feed, where there is one.
pub(super) fn render(site: &Site, env: &ExportEnv<'_>, of: FeedOf) -> Option<Output> {
    let (home, title, briefs) = subject(site, of)?;
    let dated = briefs.into_iter().filter(|ix| is_listed(site, *ix) && site.brief(*ix).1.date.is_some());
    let entries: Vec<Entry> = dated.take(LATEST).filter_map(|ix| entry(site, env, ix)).collect();
    let route = format!("{home}feed.xml");
    let address = canonical(env, &route)?;
    let config = &site.corpus.config;
    let author = config.organisation.name.as_ref().unwrap_or(&config.title);
    let feed = Feed {
        title: text(&title),
        subtitle: if of == FeedOf::Site { config.tagline.as_deref().map(text) } else { None },
        id: address.clone(),
        updated: entries.iter().map(|entry| entry.updated).max()?,
        authors: vec![Person { name: legal(author), ..Person::default() }],
        links: vec![
            link("self", address, "application/atom+xml"),
            link("alternate", canonical(env, &home)?, "text/html"),
        ],
        generator: Some(Generator { value: "briefgen".to_owned(), uri: None, version: Some(env.version.to_owned()) }),
        rights: config.license.as_deref().map(text),
        lang: Some(legal(&config.language)),
        entries,
        ..Feed::default()
    };
    let mut bytes = feed.write_to(Vec::new()).expect("a feed in memory can be written");
    bytes.push(b'\n');
    Some(Output { path: route.trim_start_matches('/').to_owned(), bytes })
}

/// The route that a feed belongs to, its title, and its briefs, latest first.
fn subject(site: &Site, of: FeedOf) -> Option<(String, String, Vec<BriefIx>)> {
    let registry = &site.corpus.registry;
    let named = |name: &str| format!("{name}: {}", site.corpus.config.title);
    let briefs = |links: Option<&crate::model::site::Backlinks>| {
        links.map(|links| links.briefs.iter().map(|found| found.brief).collect::<Vec<_>>())
    };
    Some(match of {
        FeedOf::Site => ("/".to_owned(), site.corpus.config.title.clone(), site.listed.clone()),
        FeedOf::Actor(ix) => {
            (site.route(Resolved::Actor(ix)), named(&registry[ix].name.value), briefs(site.actors.get(ix.0 as usize))?)
        }
        FeedOf::Theme(ix) => {
            (site.route(Resolved::Theme(ix)), named(&registry[ix].name.value), briefs(site.themes.get(ix.0 as usize))?)
        }
        FeedOf::Series(ix) => {
            let series = site.corpus.series.get(ix as usize)?;
            let id = &series.id.value;
            let within = |ix: &&BriefIx| site.brief(**ix).0.front.series.as_ref().is_some_and(|of| of.value == *id);
            (format!("/series/{id}/"), named(&series.name), site.listed.iter().filter(within).copied().collect())
        }
    })
}

fn entry(site: &Site, env: &ExportEnv<'_>, ix: BriefIx) -> Option<Entry> {
    let (brief, links) = site.brief(ix);
    let address = canonical(env, &site.route(Resolved::Brief(ix)))?;
    let published = instant(links.date?)?;
    let authors = cited(site, brief).into_iter().map(|who| Person { name: legal(who.name()), ..Person::default() });
    let themes = links.themes.iter().map(|(ix, _)| {
        let theme = &site.corpus.registry[*ix];
        Category { term: theme.id.value.clone(), scheme: None, label: Some(legal(&theme.name.value)) }
    });
    Some(Entry {
        title: text(&links.title),
        id: address.clone(),
        updated: brief.front.updated.and_then(instant).unwrap_or(published),
        published: Some(published),
        authors: authors.collect(),
        categories: themes.collect(),
        links: vec![Link { hreflang: Some(legal(language(site, brief))), ..link("alternate", address, "text/html") }],
        summary: brief.front.summary.as_ref().map(|summary| text(&plain(summary))),
        ..Entry::default()
    })
}

/// The beginning of the first day that a date can mean.
fn instant(date: PartialDate) -> Option<FixedDateTime> {
    format!("{}T00:00:00Z", date.first_day()).parse().ok()
}

fn link(rel: &str, href: String, mime: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

fn text(words: &str) -> Text {
    Text::plain(legal(words))
}

/// Words without the characters that XML doesn't take.
pub(super) fn legal(words: &str) -> String {
    let taken = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    words.chars().filter(taken).collect()
}
