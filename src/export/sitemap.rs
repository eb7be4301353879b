//! `sitemap.xml` and `robots.txt`, for search engines.

use std::collections::BTreeMap;

use super::ExportEnv;
use super::address::canonical;
use super::shown::is_listed;
use crate::model::brief::Status;
use crate::model::date::PartialDate;
use crate::model::output::Output;
use crate::model::reading::{Read, Reading};
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::Resolved;

/// The most addresses that one sitemap may hold.
const MOST: usize = 50_000;

/// The sitemap; over 50,000 addresses an index and its parts. Nothing without `base_url`.
pub(super) fn render(site: &Reading<'_>, env: &ExportEnv<'_>) -> Vec<Output> {
    let routes = routes(site, env);
    let entries: Vec<String> = routes.iter().filter_map(|(route, changed)| entry(env, route, *changed)).collect();
    if entries.is_empty() {
        return Vec::new();
    }
    if entries.len() <= MOST {
        return vec![file("sitemap.xml", "urlset", &entries)];
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (at, part) in entries.chunks(MOST).enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        let address = canonical(env, &name).unwrap_or_default();
        parts.push(format!("<sitemap><loc>{}</loc></sitemap>", escape(&address)));
        files.push(file(&name, "urlset", part));
    }
    files.insert(0, file("sitemap.xml", "sitemapindex", &parts));
    files
}

/// `robots.txt`: everything may be read, and here is the sitemap.
pub(super) fn robots(env: &ExportEnv<'_>) -> Output {
    let sitemap = canonical(env, "/sitemap.xml").map_or(String::new(), |address| format!("\nSitemap: {address}\n"));
    Output::text("robots.txt", format!("User-agent: *\nDisallow:\n{sitemap}"))
}

/// Every page that may be found, with the day of its last change where that is known to the day.
fn routes(site: &Reading<'_>, env: &ExportEnv<'_>) -> BTreeMap<String, Option<PartialDate>> {
    // Which lists there are goes by what is listed and what it says.
    site.note(Read::Listed);
    site.note(Read::Descriptions);
    let mut routes: BTreeMap<String, Option<PartialDate>> = BTreeMap::new();
    routes.extend(env.lists.iter().map(|route| (route.clone(), None)));
    let registry = site.registry();
    let actors = (0..).map(ActorIx).take(registry.actors.len()).map(Resolved::Actor);
    let themes = (0..).map(ThemeIx).take(registry.themes.len()).map(Resolved::Theme);
    routes.extend(actors.chain(themes).map(|target| (site.route(target), None)));
    routes.extend(site.series().iter().map(|series| (format!("/series/{}/", series.id.value), None)));
    for page in site.pages() {
        let route = if page.slug == "index" { "/".to_owned() } else { format!("/{}/", page.slug) };
        if matches!(page.status, Status::Published | Status::Draft) {
            routes.insert(route, None);
        }
    }
    for ix in site.listed().iter().filter(|ix| is_listed(site, **ix)) {
        let front = site.described(*ix).front;
        let changed = front.updated.or(front.published).filter(|date| date.day.is_some());
        routes.insert(site.route(Resolved::Brief(*ix)), changed);
    }
    routes
}

fn entry(env: &ExportEnv<'_>, route: &str, changed: Option<PartialDate>) -> Option<String> {
    let address = canonical(env, route)?;
    let changed = changed.map_or(String::new(), |day| format!("<lastmod>{day}</lastmod>"));
    Some(format!("<url><loc>{}</loc>{changed}</url>", escape(&address)))
}

fn file(path: &str, root: &str, entries: &[String]) -> Output {
    let body = entries.join("\n");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    Output::text(path, format!("{head}\n<{root} xmlns=\"{space}\">\n{body}\n</{root}>\n"))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    super::xml::push(&mut escaped, text);
    escaped
}
