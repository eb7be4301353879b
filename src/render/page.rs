//! One page from its description: head, view, template.

use serde::Serialize;

use super::archive::ListPart;
use super::design::Design;
use super::env::{RenderEnv, is_listed, page_route};
use super::escape;
use super::job::PageJob;
use super::scope::{BriefScope, PageScope};
use super::views;
use super::words::word;
use crate::diag::Diagnostic;
use crate::model::brief::Status;
use crate::model::output::Output;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{BriefIx, Resolved};

/// What every template is given as `page`.
#[derive(Debug, Serialize)]
struct Head {
    /// The template's name: `brief`.
    kind: &'static str,
    route: String,
    /// From here to the site's root.
    root: String,
    /// The title alone.
    title: String,
    description: Option<String>,
    canonical: Option<String>,
    language: String,
    /// `rtl` for scripts that run from right to left.
    direction: &'static str,
    noindex: bool,
    alternates: Vec<Alternate>,
}

/// Another form of a page.
#[derive(Debug, Serialize)]
struct Alternate {
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    href: String,
}

impl Head {
    fn new(page: &PageScope<'_>, kind: &'static str, title: impl Into<String>) -> Self {
        let env = page.env;
        let route = page.links.route.clone();
        Self {
            kind,
            canonical: env.canonical(&route).filter(|_| kind != "404"),
            route,
            root: page.links.root.clone(),
            title: title.into(),
            description: None,
            direction: direction(&env.site.corpus.config.language),
            language: env.site.corpus.config.language.clone(),
            noindex: false,
            alternates: Vec::new(),
        }
    }

    fn about(mut self, description: Option<String>) -> Self {
        self.description = description.map(|text| views::shortened(text.trim(), 300)).filter(|text| !text.is_empty());
        self
    }

    /// The page's data, and its feed where the export makes one.
    fn data(mut self, page: &PageScope<'_>, route: &str, feed: bool) -> Self {
        let title = word("page_data").to_owned();
        let href = page.links.href(&format!("{route}index.json"));
        self.alternates.push(Alternate { kind: "application/json", title, href });
        if feed && page.env.options.base_url.is_some() {
            let href = page.links.href(&format!("{route}feed.xml"));
            self.alternates.push(Alternate { kind: "application/atom+xml", title: self.title.clone(), href });
        }
        self
    }
}

impl Design {
    /// Renders a page. A finding comes back where a template can't be filled.
    pub fn render(&self, env: &RenderEnv<'_>, job: &PageJob) -> Result<Vec<Output>, Box<Diagnostic>> {
        let site = env.site;
        let at = |route: &str| PageScope::new(env, route);
        match job {
            PageJob::Home => self.home(&at("/")),
            PageJob::Briefs(part) => {
                let page = at(&format!("/briefs/{}", part.path()));
                let head = Head::new(&page, "briefs", format!("{}{}", word("briefs"), part.suffix()));
                self.emit(&page, head, "list", &views::lists::briefs(&page, *part))
            }
            PageJob::Brief(ix) => self.brief(at(&site.route(Resolved::Brief(*ix))), *ix),
            PageJob::Actors => {
                let page = at("/actors/");
                self.emit(&page, Head::new(&page, "actors", word("actors")), "kinds", &views::lists::actors(&page))
            }
            PageJob::Actor(ix, part) => self.actor(env, *ix, *part),
            PageJob::Themes => {
                let page = at("/themes/");
                self.emit(&page, Head::new(&page, "themes", word("themes")), "themes", &views::lists::themes(&page))
            }
            PageJob::Theme(ix, part) => self.theme(env, *ix, *part),
            PageJob::Positions => {
                let page = at("/positions/");
                let view = views::matrix::whole(&page);
                self.emit(&page, Head::new(&page, "positions", word("positions")), "positions", &view)
            }
            PageJob::Timeline(part) => {
                let page = at(&format!("/timeline/{}", part.path()));
                let head = Head::new(&page, "timeline", format!("{}{}", word("timeline"), part.suffix()));
                self.emit(&page, head, "timeline", &views::lists::timeline(&page, *part))
            }
            PageJob::Sources => {
                let page = at("/sources/");
                let view = views::sources::of_site(&page);
                self.emit(&page, Head::new(&page, "sources", word("sources")), "sources", &view)
            }
            PageJob::Series(at) => self.series(env, *at),
            PageJob::Page(at) => self.desk(env, *at),
            PageJob::NotFound => {
                let page = at("/404.html");
                let head = Head { noindex: true, ..Head::new(&page, "404", word("not_found")) };
                self.emit(&page, head, "content", &())
            }
            PageJob::Redirect { from, to } => Ok(vec![redirect(env, from, to)]),
        }
    }

    fn emit<V: Serialize>(
        &self,
        page: &PageScope<'_>,
        head: Head,
        name: &'static str,
        view: &V,
    ) -> Result<Vec<Output>, Box<Diagnostic>> {
        let template = format!("{}.html", head.kind);
        let mut context = tera::Context::new();
        context.insert_value("site", page.env.shared.clone());
        context.insert_value("words", page.env.words.clone());
        context.insert("page", &head);
        context.insert(name, view);
        let html = self.fill(&template, &context)?;
        Ok(vec![Output::text(file(&head.route), html)])
    }

    fn home(&self, page: &PageScope<'_>) -> Result<Vec<Output>, Box<Diagnostic>> {
        let site = page.env.site;
        let config = &site.corpus.config;
        let index = site.corpus.pages.iter().find(|page| page.slug == "index");
        let summary = index.and_then(|index| index.summary.as_ref()).map(super::body::plain);
        let head = Head::new(page, "home", &config.title).about(summary.or_else(|| config.tagline.clone()));
        self.emit(page, head, "home", &views::lists::home(page))
    }

    fn brief(&self, mut page: PageScope<'_>, ix: BriefIx) -> Result<Vec<Output>, Box<Diagnostic>> {
        let scope = BriefScope::new(page.env, ix);
        let front = &scope.brief.front;
        if front.status == Status::Removed {
            let head = Head { noindex: true, ..Head::new(&page, "brief", word("removed")) };
            return self.emit(&page, head, "removed", &views::notices::ending(&page, &scope));
        }
        let mut head = Head::new(&page, "brief", &scope.links.title).about(views::description(&scope));
        if is_listed(front.status) {
            head = head.data(&page, &scope.route, false);
        }
        head.noindex = front.status != Status::Published;
        if let Some(language) = &front.language {
            head.direction = direction(language);
            head.language.clone_from(language);
        }
        let view = views::brief::view(&mut page, ix);
        self.emit(&page, head, "brief", &view)
    }

    fn actor(&self, env: &RenderEnv<'_>, ix: ActorIx, part: ListPart) -> Result<Vec<Output>, Box<Diagnostic>> {
        let route = env.site.route(Resolved::Actor(ix));
        let page = PageScope::new(env, &format!("{route}{}", part.path()));
        let actor = &env.site.corpus.registry[ix];
        let title = format!("{}{}", actor.name.value, part.suffix());
        let feed = dated(env, &env.site.actors[ix.0 as usize]);
        let head = Head::new(&page, "actor", title).about(actor.summary.clone()).data(&page, &route, feed);
        self.emit(&page, head, "actor", &views::actor::view(&page, ix, part))
    }

    fn theme(&self, env: &RenderEnv<'_>, ix: ThemeIx, part: ListPart) -> Result<Vec<Output>, Box<Diagnostic>> {
        let route = env.site.route(Resolved::Theme(ix));
        let page = PageScope::new(env, &format!("{route}{}", part.path()));
        let theme = &env.site.corpus.registry[ix];
        let title = format!("{}{}", theme.name.value, part.suffix());
        let feed = dated(env, &env.site.themes[ix.0 as usize]);
        let head = Head::new(&page, "theme", title).about(theme.summary.clone()).data(&page, &route, feed);
        self.emit(&page, head, "theme", &views::theme::view(&page, ix, part))
    }

    fn series(&self, env: &RenderEnv<'_>, at: usize) -> Result<Vec<Output>, Box<Diagnostic>> {
        let series = &env.site.corpus.series[at];
        let page = PageScope::new(env, &format!("/series/{}/", series.id.value));
        let view = views::lists::series(&page, series);
        let mut head = Head::new(&page, "series", &series.name);
        if view.dated && env.options.base_url.is_some() {
            let href = page.links.href(&format!("/series/{}/feed.xml", series.id.value));
            head.alternates.push(Alternate { kind: "application/atom+xml", title: series.name.clone(), href });
        }
        self.emit(&page, head, "series", &view)
    }

    fn desk(&self, env: &RenderEnv<'_>, at: usize) -> Result<Vec<Output>, Box<Diagnostic>> {
        let desk = &env.site.corpus.pages[at];
        let page = PageScope::new(env, &page_route(&desk.slug));
        let mut head = Head::new(&page, "page", &desk.title.value).about(desk.summary.as_ref().map(super::body::plain));
        head.noindex = desk.status != Status::Published;
        if let Some(language) = &desk.language {
            head.direction = direction(language);
            head.language.clone_from(language);
        }
        self.emit(&page, head, "content", &views::desk::view(&page, desk))
    }
}

/// Whether a feed of these briefs has an entry.
fn dated(env: &RenderEnv<'_>, links: &crate::model::site::Backlinks) -> bool {
    links.briefs.iter().any(|link| {
        let (brief, known) = env.site.brief(link.brief);
        is_listed(brief.front.status) && known.date.is_some()
    })
}

fn direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 8] = ["ar", "arc", "dv", "fa", "he", "ps", "ur", "yi"];
    let primary = language.split('-').next().unwrap_or("");
    if RIGHT_TO_LEFT.contains(&primary) { "rtl" } else { "ltr" }
}

/// The file of a route.
fn file(route: &str) -> String {
    let path = route.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// A page that leads on at once: refresh, canonical and a link.
fn redirect(env: &RenderEnv<'_>, from: &str, to: &str) -> Output {
    let page = PageScope::new(env, from);
    let elsewhere = to.contains("://");
    let href = escape::escaped(&if elsewhere { to.to_owned() } else { page.links.href(to) });
    let canonical = if elsewhere { Some(to.to_owned()) } else { env.canonical(to) };
    let canonical =
        escape::escaped(&canonical.unwrap_or_else(|| if elsewhere { to.to_owned() } else { page.links.href(to) }));
    let language = escape::escaped(&env.site.corpus.config.language);
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p>{words} <a href=\"{href}\">{shown}</a></p>\n</main>\n</body>\n</html>\n",
        title = word("moved"),
        words = word("moved_to"),
        shown = escape::escaped(to),
    );
    Output::text(file(from), html)
}
