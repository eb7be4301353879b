//! Where an address in a user's text leads: a file beside its source, a page of the site, or elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::routes::page_route;
use crate::files::{FileId, Files};
use crate::model::address::Address;
use crate::model::body::Body;
use crate::model::brief::{Brief, Page};
use crate::model::registry::{Actor, Theme};
use crate::model::site::Site;
use crate::text::hash::OfTexts;

/// Knows the pages of a site and the files that it may copy.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Source files, and the places in `routes` of the pages that are made of them.
    pages: HashMap<Box<str>, u32, OfTexts>,
    routes: Vec<String>,
    /// Files of the site that may be copied, and where they go.
    assets: BTreeMap<String, String>,
    /// The files that are read.
    files: Files,
}

impl Addresses {
    /// The addresses of a site. Files outside `static/` have no place yet: see [`Addresses::place`].
    pub fn new(site: &Site, files: &Files) -> Self {
        let mut known = Self { files: files.clone(), ..Self::default() };
        known.pages.reserve(2 * site.corpus.briefs.len());
        for brief in &site.corpus.briefs {
            let article = brief.article.as_ref().map(|article| article.file);
            let sources = brief.notes_file.into_iter().chain(article);
            known.add(sources.map(|file| files.path(file)), ["/briefs/", &brief.slug, "/"].concat());
        }
        for page in &site.corpus.pages {
            known.add([files.path(page.file)].into_iter(), page_route(&page.slug));
        }
        let registry = &site.corpus.registry;
        for actor in &registry.actors {
            let id = &actor.id.value;
            known.add([&*format!("content/actors/{id}.md")].into_iter(), format!("/actors/{id}/"));
        }
        for theme in &registry.themes {
            let id = &theme.id.value;
            known.add([&*format!("content/themes/{id}.md")].into_iter(), format!("/themes/{id}/"));
        }
        let assets = site.corpus.assets.iter().map(|asset| {
            let path = asset.path.to_string();
            let route = path.strip_prefix("static").map(str::to_owned).unwrap_or_default();
            (path, route)
        });
        known.assets = assets.collect();
        known
    }

    /// The files that a page is made of, and its route.
    fn add<'a>(&mut self, sources: impl Iterator<Item = &'a str>, route: String) {
        let place = u32::try_from(self.routes.len()).expect("a site has fewer than 2^32 pages");
        self.pages.extend(sources.map(|path| (Box::from(path), place)));
        self.routes.push(route);
    }

    /// The route of the page that is made of a file.
    pub fn page_of(&self, path: &str) -> Option<&str> {
        self.pages.get(path).map(|place| &*self.routes[*place as usize])
    }

    /// Files outside `static/` that an address of a shown text names: what has to be placed before rendering.
    pub fn wanted(&self, site: &Site) -> BTreeSet<String> {
        let mut wanted = BTreeSet::new();
        let mut want = |file: FileId, href: &str| {
            if let Some(path) = self.asset_path(file, href)
                && !path.starts_with("static/")
            {
                wanted.insert(path);
            }
        };
        for (file, _, body) in shown(site) {
            body.links.iter().for_each(|link| want(file, &link.href));
            body.images.iter().for_each(|image| want(file, &image.src));
        }
        for brief in &site.corpus.briefs {
            let file = brief.notes_file.unwrap_or(brief.span.file);
            brief.front.downloads.iter().for_each(|download| want(file, &download.file.value));
        }
        wanted
    }

    /// Gives a file outside `static/` its place in the output, `/assets/NAME.HASH.ext`.
    pub fn place(&mut self, path: &str, route: String) {
        self.assets.insert(path.to_owned(), route);
    }

    /// What `href`, written in the file `source`, means on the page at `route`.
    pub fn resolve(&self, source: FileId, route: &str, href: &str) -> Address {
        let href = href.trim();
        if href.is_empty() {
            return Address::Broken;
        }
        if let Some(fragment) = href.strip_prefix('#') {
            return Address::Fragment(fragment.to_owned());
        }
        if is_external(href) {
            return Address::External(href.to_owned());
        }
        let (path, fragment) = split(href);
        let fragment = fragment.map(str::to_owned);
        if let Some(path) = self.asset_path(source, href) {
            return match self.assets.get(&path) {
                Some(route) if !route.is_empty() => Address::Asset { route: route.clone(), fragment },
                _ => Address::Broken,
            };
        }
        if let Some(page) = self.beside(source, path).and_then(|beside| self.page_of(&beside)) {
            return Address::Route { route: page.to_owned(), fragment };
        }
        let absolute = if path.starts_with('/') { clean("", path) } else { clean(route, path) };
        match absolute {
            Some(path) => Address::Route { route: with_slash(&format!("/{path}")), fragment },
            None => Address::Broken,
        }
    }

    /// The path from the site's root of the file that an address names, if the site has it.
    fn asset_path(&self, source: FileId, href: &str) -> Option<String> {
        if is_external(href) || href.starts_with('#') {
            return None;
        }
        let (path, _) = split(href);
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?.into_owned();
        for path in [path, decoded.as_str()] {
            let mut candidates = Vec::new();
            if let Some(below) = path.strip_prefix('/') {
                candidates.push(format!("static/{below}"));
                candidates.push(below.to_owned());
            } else {
                candidates.extend(self.beside(source, path));
                if path.starts_with("static/") {
                    candidates.push(path.to_owned());
                }
            }
            let found = candidates.into_iter().find(|candidate| self.assets.contains_key(candidate));
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn beside(&self, source: FileId, path: &str) -> Option<String> {
        let folder = self.files.path(source).rsplit_once('/').map_or("", |(folder, _)| folder);
        clean(folder, path)
    }
}

/// A text that a page shows: the file that it stands in, the route of the page, and the text.
pub type Shown<'a> = (FileId, String, &'a Body);

/// Every text with an address in it that a page shows.
pub fn shown(site: &Site) -> Vec<Shown<'_>> {
    let corpus = &site.corpus;
    let (actors, themes) = (&corpus.registry.actors, &corpus.registry.themes);
    let briefs = corpus.briefs.iter().flat_map(of_brief);
    let others = corpus.pages.iter().flat_map(of_page).chain(actors.iter().filter_map(of_actor));
    briefs.chain(others).chain(themes.iter().filter_map(of_theme)).collect()
}

/// The texts of a brief with an address in them.
pub fn of_brief(brief: &Brief) -> Vec<Shown<'_>> {
    let own = brief.notes_file.unwrap_or(brief.span.file);
    let article = brief.article.iter().map(|article| (article.file, &article.body));
    let proses = brief.front.proses().into_iter().chain([&*brief.text]).map(|prose| (own, prose.body()));
    // Most texts have none, and their routes aren't made.
    let addressed = article.chain(proses).filter(|(_, body)| has_any(body));
    addressed.map(|(file, body)| (file, format!("/briefs/{}/", brief.slug), body)).collect()
}

/// The texts of a page of the desk's own with an address in them.
pub fn of_page(page: &Page) -> impl Iterator<Item = Shown<'_>> {
    let proses = page.summary.iter().chain([&page.body]).filter(|prose| has_any(prose.body()));
    proses.map(|prose| (page.file, page_route(&page.slug), prose.body()))
}

/// The text of an actor, if there is an address in it.
pub fn of_actor(actor: &Actor) -> Option<Shown<'_>> {
    let body = actor.body.body();
    has_any(body).then(|| (actor.span.file, format!("/actors/{}/", actor.id.value), body))
}

/// The text of a theme, if there is an address in it.
pub fn of_theme(theme: &Theme) -> Option<Shown<'_>> {
    let body = theme.body.body();
    has_any(body).then(|| (theme.span.file, format!("/themes/{}/", theme.id.value), body))
}

fn has_any(body: &Body) -> bool {
    !(body.links.is_empty() && body.images.is_empty())
}

fn is_external(href: &str) -> bool {
    href.starts_with("//")
        || href.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        })
}

fn split(href: &str) -> (&str, Option<&str>) {
    let (rest, fragment) = href.split_once('#').map_or((href, None), |(path, fragment)| (path, Some(fragment)));
    (rest.split_once('?').map_or(rest, |(path, _)| path), fragment)
}

fn with_slash(route: &str) -> String {
    let route = route.strip_suffix("index.html").unwrap_or(route);
    let last = route.rsplit('/').next().unwrap_or("");
    if route.ends_with('/') || last.contains('.') { route.to_owned() } else { format!("{route}/") }
}

/// Joins a relative path to a folder; `None` if it leads above the root.
fn clean(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if path.starts_with('/') {
        parts.clear();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut joined = parts.join("/");
    if path.ends_with('/') && !joined.is_empty() {
        joined.push('/');
    }
    Some(joined)
}
