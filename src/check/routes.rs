//! Addresses: a page has one of its own, and an old one leads to one page.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::files::{Files, Span};
use crate::model::site::Site;
use crate::text::address::folder;

/// Judges the addresses of a site's own pages, of files in `static/`, and old ones.
pub(super) fn judge(site: &Site, files: &Files, diagnostics: &mut Diagnostics) {
    let mut taken = Taken { site, others: lists(site) };
    pages(site, &mut taken, diagnostics);
    copies(site, &taken, diagnostics);
    redirects(site, files, taken, diagnostics);
}

/// Which routes, without their slashes, are taken.
struct Taken<'a> {
    site: &'a Site,
    /// Those of lists, of the desk's own pages, and old ones.
    others: BTreeMap<String, Holder>,
}

/// What a route is taken by.
#[derive(Debug, Clone, Copy)]
enum Holder {
    /// A page of the site.
    Page,
    /// An old address, and where it was written.
    Old(Span),
}

impl Taken<'_> {
    /// What has this route; `None` if it is free.
    fn by(&self, route: &str) -> Option<Holder> {
        let registry = &self.site.corpus.registry;
        let named = match route.split_once('/') {
            Some(("briefs", slug)) => self.site.find_brief(slug).is_some(),
            Some(("actors", id)) => registry.actor(id).is_some(),
            Some(("themes", id)) => registry.theme(id).is_some(),
            _ => false,
        };
        if named { Some(Holder::Page) } else { self.others.get(route).copied() }
    }
}

/// The routes of the pages that a site has of itself.
fn lists(site: &Site) -> BTreeMap<String, Holder> {
    let features = site.corpus.config.features;
    let lists = [
        ("", true),
        ("briefs", true),
        ("actors", true),
        ("themes", true),
        ("sources", true),
        ("positions", features.positions),
        ("timeline", features.timeline),
        ("network", features.network),
        ("search", features.search),
    ];
    lists.into_iter().filter(|(_, on)| *on).map(|(list, _)| (list.to_owned(), Holder::Page)).collect()
}

fn pages(site: &Site, taken: &mut Taken<'_>, diagnostics: &mut Diagnostics) {
    let corpus = &site.corpus;
    for page in corpus.pages.iter().filter(|page| page.slug != "index") {
        if taken.others.insert(page.slug.clone(), Holder::Page).is_some() {
            let message = format!("/{}/ is the address of a page that briefgen makes itself", page.slug);
            let help = format!("give this page another address, for example `slug: about-{}`", page.slug);
            diagnostics.push(Diagnostic::new(Code::DuplicateRoute, page.place, message).help(help));
        }
    }
}

/// A file of `static/` can't stand where a page does.
fn copies(site: &Site, taken: &Taken<'_>, diagnostics: &mut Diagnostics) {
    for asset in &site.corpus.assets {
        let Some(path) = asset.path.strip_prefix("static/") else { continue };
        let page = path.strip_suffix("index.html").map(|route| route.trim_end_matches('/'));
        let made = matches!(path, "404.html" | "feed.xml" | "sitemap.xml");
        if made || page.is_some_and(|route| taken.by(route).is_some()) {
            let message = format!("`{path}` is the address of a page that briefgen makes itself");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateRoute, Place::Path(asset.path.clone()), message)
                    .help("give the file another name"),
            );
        }
    }
}

/// An old address can't be that of a page that is there, nor of two.
fn redirects(site: &Site, files: &Files, mut taken: Taken<'_>, diagnostics: &mut Diagnostics) {
    for from in site.corpus.old_addresses() {
        let route = folder(&from.value);
        match taken.by(route) {
            None => {
                taken.others.insert(route.to_owned(), Holder::Old(from.span));
            }
            Some(first) => {
                let what = match first {
                    Holder::Old(_) => "already leads elsewhere",
                    Holder::Page => "is the address of a page of this site",
                };
                // An article stands as it was received: nobody can mend its addresses.
                let received = files.path(from.span.file).starts_with("seeds/");
                let severity = if received { Severity::Info } else { Severity::Error };
                let finding = Diagnostic::new(Code::DuplicateRoute, from.span, format!("`{}` {what}", from.value))
                    .at(severity)
                    .help("take this line out, or give the other page another address");
                diagnostics.push(match first {
                    Holder::Old(first) => finding.related(first, "it first stands here"),
                    Holder::Page => finding,
                });
            }
        }
    }
}
