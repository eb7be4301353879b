//! Atom feeds of the site, its actors, themes and series: the latest 50 dated briefs.
//!
//! Atom asks for instants where editors know days: a date stands for the midnight, in UTC, that begins the first day
//! that it can mean. A brief without a date is in no feed, and a feed without a brief isn't there.

use super::address::canonical;
use super::entry::{language, plain};
use super::people::cited;
use super::shown::is_listed;
use super::{ExportEnv, FeedOf, xml};
use crate::model::date::PartialDate;
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::registry::Target;
use crate::model::site::{BriefIx, Resolved};

/// How many briefs a feed holds.
const LATEST: usize = 50;

/// A feed, where there is one.
pub(super) fn render(site: &Reading<'_>, env: &ExportEnv<'_>, of: FeedOf) -> Option<Output> {
    let (home, title, briefs) = subject(site, of)?;
    let dated = briefs.into_iter().filter(|ix| is_listed(site, *ix));
    let entries: Vec<Entry> = dated.filter_map(|ix| Some(Entry { ix, dates: dates(site, ix)? })).take(LATEST).collect();
    let updated = entries.iter().map(|entry| entry.dates.updated).max()?;
    let route = format!("{home}feed.xml");
    let address = canonical(env, &route)?;
    let config = site.config();
    let mut out = String::with_capacity(entries.len() * 1024);
    out.push_str("<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml::push(&mut out, &config.language);
    out.push_str("\">");
    xml::element(&mut out, "title", &title);
    xml::element(&mut out, "id", &address);
    xml::element(&mut out, "updated", &instant(updated));
    person(&mut out, config.organisation.name.as_ref().unwrap_or(&config.title));
    out.push_str("<generator version=\"");
    xml::push(&mut out, env.version);
    out.push_str("\">briefgen</generator>");
    xml::empty(&mut out, "link", &[("href", &address), ("rel", "self"), ("type", "application/atom+xml")]);
    xml::empty(&mut out, "link", &[("href", &canonical(env, &home)?), ("rel", "alternate"), ("type", "text/html")]);
    if let Some(rights) = &config.license {
        xml::element(&mut out, "rights", rights);
    }
    if let Some(tagline) = config.tagline.as_ref().filter(|_| of == FeedOf::Site) {
        xml::element(&mut out, "subtitle", tagline);
    }
    for entry in &entries {
        entry.write(&mut out, site, env)?;
    }
    out.push_str("</feed>\n");
    Some(Output::text(route.trim_start_matches('/'), out))
}

/// The route that a feed belongs to, its title, and its briefs, latest first.
fn subject(site: &Reading<'_>, of: FeedOf) -> Option<(String, String, Vec<BriefIx>)> {
    let registry = site.registry();
    let colon = site.words().site.text("colon");
    let named = |name: &str| format!("{name}{colon} {}", site.config().title);
    let briefs = |target: Target| site.named(target).iter().map(|found| found.brief).collect();
    Some(match of {
        FeedOf::Site => ("/".to_owned(), site.config().title.clone(), site.listed().to_vec()),
        FeedOf::Actor(ix) => {
            (site.route(Resolved::Actor(ix)), named(&registry[ix].name.value), briefs(Target::Actor(ix)))
        }
        FeedOf::Theme(ix) => {
            (site.route(Resolved::Theme(ix)), named(&registry[ix].name.value), briefs(Target::Theme(ix)))
        }
        FeedOf::Series(ix) => {
            let series = site.series().get(ix as usize)?;
            let id = &series.id.value;
            let within = |ix: &&BriefIx| site.described(**ix).front.series.as_ref().is_some_and(|of| of.value == *id);
            (format!("/series/{id}/"), named(&series.name), site.listed().iter().filter(within).copied().collect())
        }
    })
}

/// The days that begin what is said of a brief.
struct Dates {
    published: jiff::civil::Date,
    updated: jiff::civil::Date,
}

/// When a brief was published and updated; nothing where it has no date.
fn dates(site: &Reading<'_>, ix: BriefIx) -> Option<Dates> {
    let brief = site.described(ix);
    let published = brief.date?.first_day();
    Some(Dates { published, updated: brief.front.updated.map_or(published, PartialDate::first_day) })
}

/// A brief in a feed.
struct Entry {
    ix: BriefIx,
    dates: Dates,
}

impl Entry {
    fn write(&self, out: &mut String, site: &Reading<'_>, env: &ExportEnv<'_>) -> Option<()> {
        let brief = &site.described(self.ix);
        let address = canonical(env, &site.route(Resolved::Brief(self.ix)))?;
        out.push_str("<entry>");
        xml::element_in(out, "title", told(site, brief.title_language()), brief.title);
        xml::element(out, "id", &address);
        xml::element(out, "updated", &instant(self.dates.updated));
        for who in cited(site, brief) {
            person(out, who.name());
        }
        for ix in brief.themes() {
            let theme = &site.registry()[ix];
            xml::empty(out, "category", &[("term", &theme.id.value), ("label", &theme.name.value)]);
        }
        let to =
            [("href", &*address), ("rel", "alternate"), ("hreflang", language(site, brief)), ("type", "text/html")];
        xml::empty(out, "link", &to);
        xml::element(out, "published", &instant(self.dates.published));
        if let Some(summary) = &brief.front.summary {
            xml::element_in(out, "summary", told(site, brief.front.language.as_deref()), &plain(summary));
        }
        out.push_str("</entry>");
        Some(())
    }
}

/// The language of words, where it isn't the feed's.
fn told<'a>(site: &Reading<'_>, language: Option<&'a str>) -> Option<&'a str> {
    language.filter(|language| !language.eq_ignore_ascii_case(&site.config().language))
}

/// The midnight, in UTC, that begins a day.
fn instant(day: jiff::civil::Date) -> String {
    format!("{day}T00:00:00+00:00")
}

fn person(out: &mut String, name: &str) {
    out.push_str("<author>");
    xml::element(out, "name", name);
    out.push_str("</author>");
}
