//! What every template is given as `site`: names, styles, navigation.

use serde::Serialize;

use super::assets;
use super::design::Design;
use super::env::PageEnv;
use super::escape;
use super::head::{Icon, direction, icons};
use crate::link::routes::page_route;
use crate::model::address::Address;
use crate::model::config::NavItem;
use crate::model::reading::Reading;
use crate::text::address::encode_path;

/// What every template is given as `site`.
#[derive(Serialize)]
pub(super) struct SiteView<'a> {
    title: &'a str,
    tagline: Option<&'a str>,
    language: &'a str,
    direction: &'static str,
    /// The words of the site's own language: its frame is in that language on every page.
    words: &'a tera::Value,
    organisation: OrganisationView<'a>,
    license: Option<&'a str>,
    /// Paths below the root.
    styles: Vec<String>,
    scripts: Vec<String>,
    fonts: Vec<assets::FontView>,
    logo: Option<String>,
    icons: Vec<Icon>,
    /// The colour of the browser's own frame.
    colour: Option<&'a str>,
    nav: Vec<NavView>,
    footer: Vec<NavView>,
    home: String,
    /// The search page; `None` where the site has none.
    search: Option<String>,
    feed: Option<&'a str>,
    extra: &'a serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct OrganisationView<'a> {
    name: Option<&'a str>,
    url: Option<&'a str>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    address: Option<&'a str>,
}

#[derive(Serialize)]
struct NavView {
    text: String,
    /// Below the root; whole where `whole` says so.
    path: String,
    whole: bool,
    route: Option<String>,
}

impl<'a> SiteView<'a> {
    /// The view of a site in a design.
    pub(super) fn new(env: &'a PageEnv<'_>, design: &Design) -> Self {
        let config = env.site.config();
        let organisation = &config.organisation;
        let item = |item: &NavItem| NavView::new(env, item);
        let nav = if config.nav.is_empty() { standard(env) } else { own(env, &config.nav).map(item).collect() };
        let dated = env.site.listed().iter().any(|ix| env.site.described(*ix).date.is_some());
        Self {
            title: &config.title,
            tagline: config.tagline.as_deref(),
            language: &config.language,
            direction: direction(&config.language),
            words: env.voice(None).value(),
            organisation: OrganisationView {
                name: organisation.name.as_deref(),
                url: organisation.url.as_deref().filter(|url| escape::is_safe_address(url)),
                email: organisation.email.as_deref(),
                phone: organisation.phone.as_deref(),
                address: organisation.address.as_deref(),
            },
            license: config.license.as_deref(),
            styles: design.styles().to_vec(),
            scripts: design.scripts().to_vec(),
            // From a folder, a browser can't ask for a font of its own accord.
            fonts: if env.options().portable { Vec::new() } else { assets::fonts(config) },
            logo: logo_path(&env.site).map(|path| encode_path(&path).into_owned()),
            icons: icons(&env.site),
            colour: config.accent.as_deref(),
            nav,
            footer: own(env, &config.footer).map(item).collect(),
            home: env.below_root("/"),
            search: config.features.search.then(|| env.below_root("/search/")),
            feed: (dated && env.options().base_url.is_some()).then_some("feed.xml"),
            extra: &config.extra,
        }
    }
}

/// The logo below the site's root.
pub(crate) fn logo_path(site: &Reading<'_>) -> Option<String> {
    let path = site.config().organisation.logo.as_ref()?.value.trim_start_matches('/');
    let path = path.strip_prefix("static/").unwrap_or(path);
    (!path.is_empty() && !path.contains("..")).then(|| path.to_owned())
}

/// The lists of the site that have their own pages.
const LISTS: [&str; 7] = ["briefs", "actors", "themes", "positions", "network", "timeline", "sources"];

impl NavView {
    fn list(env: &PageEnv<'_>, name: &str) -> Self {
        let route = format!("/{name}/");
        Self {
            text: env.voice(None).words.text(name).to_owned(),
            path: env.below_root(&route),
            whole: false,
            route: Some(route),
        }
    }

    fn new(env: &PageEnv<'_>, item: &NavItem) -> Self {
        match item {
            NavItem::Page(slug) => {
                let page = env.site.pages().iter().find(|page| page.slug == slug.value);
                let Some(page) = page else { return Self::list(env, &slug.value) };
                let route = page_route(&page.slug);
                let text = page.title.value.clone();
                Self { text, path: env.below_root(&route), whole: false, route: Some(route) }
            }
            NavItem::Link { text, url } => {
                let text = text.clone();
                match env.resolve(url.span.file, "/", &url.value) {
                    Address::Route { route, fragment } => {
                        let path = format!("{}{}", env.below_root(&route), at(fragment));
                        Self { text, path, whole: false, route: Some(route) }
                    }
                    Address::Asset { route, fragment } => {
                        let path = format!("{}{}", env.below_root(&route), at(fragment));
                        Self { text, path, whole: false, route: None }
                    }
                    _ => {
                        let path = if escape::is_safe_address(&url.value) { url.value.clone() } else { String::new() };
                        Self { text, path, whole: true, route: None }
                    }
                }
            }
        }
    }
}

/// The end of an address that leads to a place.
fn at(fragment: Option<String>) -> String {
    fragment.map(|at| format!("#{at}")).unwrap_or_default()
}

/// The site's own entries but those of lists that it has switched off.
fn own<'a>(env: &PageEnv<'a>, items: &'a [NavItem]) -> impl Iterator<Item = &'a NavItem> {
    let features = env.site.config().features;
    let off = [("positions", features.positions), ("network", features.network), ("timeline", features.timeline)];
    items.iter().filter(move |item| match item {
        NavItem::Page(slug) => {
            let listed = off.iter().any(|(name, on)| *name == slug.value && !on);
            !listed || env.site.pages().iter().any(|page| page.slug == slug.value)
        }
        NavItem::Link { .. } => true,
    })
}

fn standard(env: &PageEnv<'_>) -> Vec<NavView> {
    let features = env.site.config().features;
    let filled = |name: &&&str| match **name {
        "briefs" => true,
        "actors" => !env.site.registry().actors.is_empty(),
        "themes" => !env.site.registry().themes.is_empty(),
        "positions" => features.positions && env.any(|brief| brief.front.positions.len()),
        "network" => features.network && env.any_together(),
        "timeline" => features.timeline && env.any(|brief| brief.front.events.len()),
        _ => !env.site.listed().is_empty(),
    };
    LISTS.iter().filter(filled).map(|name| NavView::list(env, name)).collect()
}
