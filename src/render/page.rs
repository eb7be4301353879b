//! One page from its description: head, view, template.

use serde::Serialize;

use super::archive;
use super::design::Design;
use super::env::{PageEnv, RenderEnv};
use super::escape;
use super::head::{Head, Subject, direction};
use super::job::PageJob;
use super::scope::{BriefScope, PageScope};
use super::views;
use crate::diag::Diagnostic;
use crate::link::archive::ListPart;
use crate::link::routes::{page_route, path_of};
use crate::model::brief::Status;
use crate::model::output::Output;
use crate::model::reading::{Made, Read};
use crate::model::registry::Target;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::{BriefIx, Resolved};

impl Design {
    /// Renders a page. A finding comes back where a template can't be filled.
    pub fn render(&self, env: &RenderEnv<'_>, job: &PageJob) -> Result<Made, Box<Diagnostic>> {
        let env = env.page();
        let outputs = self.outputs(&env, job)?;
        Ok(Made { outputs, reads: env.site.into_reads() })
    }

    fn outputs(&self, env: &PageEnv<'_>, job: &PageJob) -> Result<Vec<Output>, Box<Diagnostic>> {
        let site = &env.site;
        let at = |route: &str| PageScope::new(env, route);
        let words = at("/").words();
        match job {
            PageJob::Home => self.home(&at("/")),
            PageJob::Briefs(part) => {
                let page = at(&format!("/briefs/{}", part.path()));
                let head = Head::new(&page, "briefs", archive::title(words, words.text("briefs"), *part));
                self.emit(&page, head, "list", &views::lists::briefs(&page, *part))
            }
            PageJob::Brief(ix) => self.brief(at(&site.route(Resolved::Brief(*ix))), *ix),
            PageJob::Actors => {
                let page = at("/actors/");
                self.emit(
                    &page,
                    Head::new(&page, "actors", words.text("actors")),
                    "kinds",
                    &views::lists::actors(&page),
                )
            }
            PageJob::Actor(ix, part) => self.actor(env, *ix, *part),
            PageJob::Themes => {
                let page = at("/themes/");
                self.emit(
                    &page,
                    Head::new(&page, "themes", words.text("themes")),
                    "themes",
                    &views::lists::themes(&page),
                )
            }
            PageJob::Theme(ix, part) => self.theme(env, *ix, *part),
            PageJob::Positions => {
                let page = at("/positions/");
                let view = views::matrix::whole(&page);
                self.emit(&page, Head::new(&page, "positions", words.text("positions")), "positions", &view)
            }
            PageJob::Network => {
                let page = at("/network/");
                let head = Head::new(&page, "network", words.text("network"))
                    .about(Some(words.text("network_caption").to_owned()));
                self.emit(&page, head, "network", &views::network::view(&page))
            }
            PageJob::Timeline(part) => {
                let page = at(&format!("/timeline/{}", part.path()));
                let head = Head::new(&page, "timeline", archive::title(words, words.text("timeline"), *part));
                self.emit(&page, head, "timeline", &views::lists::timeline(&page, *part))
            }
            PageJob::Search => {
                let page = at("/search/");
                let head =
                    Head::new(&page, "search", words.text("search")).about(Some(words.text("search_about").to_owned()));
                self.emit(&page, head, "search", &views::search::view(&page))
            }
            PageJob::Sources => {
                let page = at("/sources/");
                let view = views::sources::of_site(&page);
                self.emit(&page, Head::new(&page, "sources", words.text("sources")), "sources", &view)
            }
            PageJob::Series(at) => self.series(env, *at),
            PageJob::Page(at) => self.desk(env, *at),
            PageJob::NotFound => {
                let page = at("/404.html");
                let head = Head::new(&page, "404", words.text("not_found")).left_alone();
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
        page.env.site.note(Read::Design);
        page.env.site.note(Read::Template(head.kind));
        let template = format!("{}.html", head.kind);
        let mut context = tera::Context::new();
        context.insert_value("site", page.env.shared().clone());
        context.insert_value("words", page.voice.value().clone());
        context.insert("page", &head.finished(page, self));
        context.insert(name, view);
        Ok(vec![Output { path: path_of(&page.links.route), bytes: self.fill(&template, &context)? }])
    }

    fn home(&self, page: &PageScope<'_>) -> Result<Vec<Output>, Box<Diagnostic>> {
        let site = &page.env.site;
        let config = site.config();
        let index = site.pages().iter().position(|page| page.slug == "index").map(|at| site.page(at));
        let summary = index.and_then(|index| index.summary.as_ref()).map(super::body::plain);
        let head =
            Head::new(page, "home", &config.title).of(Subject::Site).about(summary.or_else(|| config.tagline.clone()));
        self.emit(page, head, "home", &views::lists::home(page))
    }

    fn brief(&self, mut page: PageScope<'_>, ix: BriefIx) -> Result<Vec<Output>, Box<Diagnostic>> {
        let scope = BriefScope::new(page.env, ix);
        let front = &scope.brief.front;
        page = page.spoken(front.language.as_ref());
        if front.status == Status::Removed {
            let head = Head::new(&page, "brief", page.words().text("removed")).left_alone();
            return self.emit(&page, head, "removed", &views::notices::ending(&page, &scope));
        }
        let head = Head::brief(&page, ix, &scope);
        let view = views::brief::view(&mut page, ix);
        self.emit(&page, head, "brief", &view)
    }

    fn actor(&self, env: &PageEnv<'_>, ix: ActorIx, part: ListPart) -> Result<Vec<Output>, Box<Diagnostic>> {
        let route = env.site.route(Resolved::Actor(ix));
        let page = PageScope::new(env, &format!("{route}{}", part.path()));
        let actor = &env.site.registry()[ix];
        let title = archive::title(page.words(), &actor.name.value, part);
        let feed = env.is_dated(Target::Actor(ix));
        let head = Head::new(&page, "actor", title).of(Subject::Actor(ix)).about(actor.summary.clone());
        let head = head.data(&page, &route, feed);
        let mut outputs = self.emit(&page, head, "actor", &views::actor::view(&page, ix, part))?;
        if part == ListPart::First {
            let page = PageScope::new(env, &format!("{route}preview.html"));
            outputs.extend(self.preview(&page, &views::preview::actor(&page, ix))?);
        }
        Ok(outputs)
    }

    fn theme(&self, env: &PageEnv<'_>, ix: ThemeIx, part: ListPart) -> Result<Vec<Output>, Box<Diagnostic>> {
        let route = env.site.route(Resolved::Theme(ix));
        let page = PageScope::new(env, &format!("{route}{}", part.path()));
        let theme = &env.site.registry()[ix];
        let title = archive::title(page.words(), &theme.name.value, part);
        let feed = env.is_dated(Target::Theme(ix));
        let head = Head::new(&page, "theme", title).of(Subject::Theme(ix)).about(theme.summary.clone());
        let head = head.data(&page, &route, feed);
        let mut outputs = self.emit(&page, head, "theme", &views::theme::view(&page, ix, part))?;
        if part == ListPart::First {
            let page = PageScope::new(env, &format!("{route}preview.html"));
            outputs.extend(self.preview(&page, &views::preview::theme(&page, ix))?);
        }
        Ok(outputs)
    }

    /// What a page's script shows beside the words that name an actor or theme.
    fn preview<V: Serialize>(&self, page: &PageScope<'_>, view: &V) -> Result<Vec<Output>, Box<Diagnostic>> {
        self.emit(page, Head::new(page, "preview", page.words().text("preview")).left_alone(), "preview", view)
    }

    fn series(&self, env: &PageEnv<'_>, at: usize) -> Result<Vec<Output>, Box<Diagnostic>> {
        let series = &env.site.series()[at];
        let route = format!("/series/{}/", series.id.value);
        let page = PageScope::new(env, &route);
        let view = views::lists::series(&page, series);
        let head = Head::new(&page, "series", &series.name).of(Subject::Series(at));
        let head = if view.dated { head.feed(&page, &route) } else { head };
        self.emit(&page, head, "series", &view)
    }

    fn desk(&self, env: &PageEnv<'_>, at: usize) -> Result<Vec<Output>, Box<Diagnostic>> {
        let desk = env.site.page(at);
        let page = PageScope::new(env, &page_route(&desk.slug)).spoken(desk.language.as_ref());
        let head = Head::new(&page, "page", &desk.title.value).spoken(desk.language.as_ref());
        let head = head.about(desk.summary.as_ref().map(super::body::plain));
        let head = if desk.status == Status::Published { head } else { head.left_alone() };
        self.emit(&page, head, "content", &views::desk::view(&page, desk))
    }
}

/// A page that leads on at once: refresh, canonical and a link.
fn redirect(env: &PageEnv<'_>, from: &str, to: &str) -> Output {
    let page = PageScope::new(env, from);
    let elsewhere = to.contains("://");
    let href = escape::escaped(&if elsewhere { to.to_owned() } else { page.links.href(to) });
    let canonical = if elsewhere { Some(to.to_owned()) } else { env.canonical(to) };
    let canonical =
        escape::escaped(&canonical.unwrap_or_else(|| if elsewhere { to.to_owned() } else { page.links.href(to) }));
    let language = &env.site.config().language;
    let direction = if direction(language) == "rtl" { " dir=\"rtl\"" } else { "" };
    let language = escape::escaped(language);
    // An address reads from left to right wherever it stands.
    let reads = if direction.is_empty() { "" } else { " dir=\"ltr\"" };
    let link = format!("<a href=\"{href}\"{reads}>{}</a>", escape::escaped(to));
    let leads = page.words().html("moved_to", &[("address", &link)]);
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p>{leads}</p>\n</main>\n</body>\n</html>\n",
        title = escape::escaped(page.words().text("moved")),
    );
    Output::text(path_of(from), html)
}
