//! Everything that a site puts out, on all cores, and the check of it.

use std::sync::{Mutex, OnceLock};

use rayon::prelude::*;

use super::findings::incomplete;
use super::ledger::{Last, Ledger, Notes, Record};
use super::page::list_routes;
use super::prints::{self, Prints};
use super::shelf::{Shelf, Shelved};
use super::{PagesWithin, Phases, Prepared, Request};
use crate::check;
use crate::check::outputs::{At, Check, Written};
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::export::{self, ExportEnv};
use crate::files::FileId;
use crate::link::addresses;
use crate::model::address::Address;
use crate::model::config::NavItem;
use crate::model::output::Output;
use crate::render::{self, Design, PageJob, RenderEnv, RenderOptions};
use crate::search::Standing;

/// Takes outputs, from many threads.
pub type Put<'a, E> = &'a (dyn Fn(Output) -> Result<(), E> + Sync);

/// Takes over the outputs of some paths as they are, all or none of them; from many threads.
pub type Keep<'a, E> = &'a (dyn Fn(&[&str]) -> Result<bool, E> + Sync);

/// What a build knows of the last one, and how it takes over what that one made.
pub struct Again<'a, 'l, E> {
    /// What is asked for, and which program does it: what another program made is no measure.
    pub asked: &'a str,
    /// What was written of the [`Notes`] of the last time; it is read while other work is done.
    pub last: &'a (dyn Fn() -> Option<&'l [u8]> + Sync),
    /// Takes over what stays.
    pub keep: Keep<'a, E>,
}

/// The ledger of a build in the making.
struct Books<'a, 'l, E> {
    ledger: Ledger<'l>,
    keep: Keep<'a, E>,
    check: &'a Check<'l>,
}

impl<E> Books<'_, '_, E> {
    /// Whether the outputs of a job stay as they are.
    fn keep(&self, name: &str) -> Result<bool, E> {
        self.ledger.keeps(name, self.check, self.keep)
    }
}

/// A search index that is made.
struct Indexed<'l> {
    /// The path of its root; `None` for a site without search.
    root: Option<String>,
    shelved: Shelved<String>,
    /// The last build's pages, whose ledger was asked for what stays.
    last: Option<Last<'l>>,
}

impl Prepared {
    /// Has each page of [`Prepared::outputs`] made within `within`.
    pub fn pages_within(&mut self, within: Option<PagesWithin>) {
        self.within.0 = within;
    }

    /// Renders and exports everything on all cores, hands each output to `put`, and adds what the outputs' check
    /// finds. Stops at the first error of `put`.
    pub fn outputs<E: Send>(&mut self, request: &Request, phases: Phases<'_>, put: Put<'_, E>) -> Result<(), E> {
        self.outputs_again(request, phases, put, None).map(|_| ())
    }

    /// The same, but for what the last build made and would be made the same again. Gives what the next build needs to
    /// know for that, if all is well.
    pub fn outputs_again<'l, E: Send>(
        &mut self,
        request: &Request,
        phases: Phases<'_>,
        put: Put<'_, E>,
        again: Option<Again<'_, 'l, E>>,
    ) -> Result<Option<Notes<'l>>, E> {
        phases("render and write");
        let mut found = Diagnostics::default();
        let incomplete = incomplete(&self.diagnostics);
        let check = Check::new(&self.site, &self.withheld, &self.base_path());
        let pass = |output: Output| {
            if check.add(&output) { put(output) } else { Ok(()) }
        };
        let asked = again.as_ref().map(|again| again.asked).unwrap_or_default();
        let frame = prints::of_frame(asked, (&self.site, &self.inputs, check.sought()));
        let open = || Record::of((again.as_ref()?.last)()?, frame, request.selection.as_of);
        let Indexed { root: search, shelved, last } =
            self.search_again(request, (again.as_ref(), &check), open, &pass)?;
        let design = self.design(&mut found);
        let resolve = |file: FileId, route: &str, href: &str| self.addresses.resolve(file, route, href);
        let options = RenderOptions { search, ..self.render_options(request) };
        let env = design.as_ref().map(|design| RenderEnv::new(&self.site, design, options, &resolve));
        let made = design.as_ref().zip(env.as_ref());
        let books = again.as_ref().zip(made).map(|(again, made)| {
            let parts = last.as_ref().map(Last::parts).unwrap_or_default();
            let prints = Prints::of(&self.site, made, &self.addresses, parts);
            Books { ledger: Ledger::new(&self.site, (frame, prints), last, shelved), keep: again.keep, check: &check }
        });
        let open_books = books.as_ref();
        let pages = render::pages(&self.site);
        if let Some(made) = made {
            self.design_outputs(request, made, (&pages, open_books), &mut found, &pass)?;
        }
        self.exports(&list_routes(&pages), open_books, &pass)?;
        for copy in &self.copies {
            pass(Output::clone(copy))?;
        }
        phases("check of the outputs");
        let judged = !found.has_errors() && !incomplete;
        check.leaks(&mut found);
        if let (Some((design, env)), true) = (made, judged) {
            let former = open_books.and_then(|books| books.ledger.former());
            check.finish(&self.written(), former.as_deref(), &|path| self.page_again(design, env, path), &mut found);
        }
        check::levels::apply(&self.site.corpus.config, request.strict, &mut found);
        // A file that front matter names was missed already, at the same place.
        let known = std::mem::take(found.list_mut());
        let news = known.into_iter().filter(|one| !self.diagnostics.iter().any(|known| same(known, one)));
        let news: Vec<Diagnostic> = news.collect();
        found.extend(news);
        self.diagnostics.append(found);
        let ledger = books.map(|books| books.ledger).filter(|_| !self.diagnostics.has_errors() && !check.has_twice());
        Ok(ledger.map(|ledger| Notes { ledger, check, span: self.unchanged, judged }))
    }

    /// Makes the search index, but for what stays of the last.
    fn search_again<'s, 'l, E: Send>(
        &self,
        request: &Request,
        (again, check): (Option<&Again<'s, 'l, E>>, &'s Check<'l>),
        open: impl Fn() -> Option<Record<'l>> + Sync,
        pass: Put<'_, E>,
    ) -> Result<Indexed<'l>, E> {
        let (record, shelf) = (OnceLock::new(), OnceLock::new());
        let standing = || {
            let again = again?;
            let shelved = record.get_or_init(&open).as_ref().map(|record| record.shelved.clone()).unwrap_or_default();
            let under = prints::of_search(request.cache.as_ref(), check.sought());
            let shelf: &dyn Standing<E> = shelf.get_or_init(|| Shelf::new(under, shelved, again.keep, check));
            Some(shelf)
        };
        let root = self.search(request, pass, standing)?;
        let shelved = shelf.into_inner().map(Shelf::into_made).unwrap_or_default();
        let last = record.into_inner().unwrap_or_else(open).and_then(|record| record.last);
        Ok(Indexed { root, shelved, last })
    }

    /// Styles, scripts, pages and cards.
    fn design_outputs<E: Send>(
        &self,
        request: &Request,
        (design, env): (&Design, &RenderEnv<'_>),
        (pages, books): (&[PageJob], Option<&Books<'_, '_, E>>),
        found: &mut Diagnostics,
        pass: Put<'_, E>,
    ) -> Result<(), E> {
        let broken = Mutex::new(Vec::new());
        for output in design.assets() {
            pass(output)?;
        }
        pages.par_iter().try_for_each(|job| {
            let name = job.name(&self.site);
            if books.map_or(Ok(false), |books| books.keep(&name))? {
                return Ok(());
            }
            match self.within.run(|| job.route(&self.site), || design.render(env, job)) {
                Ok(made) => {
                    books.into_iter().for_each(|books| books.ledger.made(&name, &made));
                    made.outputs.into_iter().try_for_each(pass)?;
                }
                Err(fault) => broken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(*fault),
            }
            Ok(())
        })?;
        if !self.diagnostics.has_errors() {
            self.cards.draw(&self.site, design, &request.cards, &broken, pass)?;
        }
        found.extend(once_each(broken.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)));
        Ok(())
    }

    /// Feeds, data, citations and the like.
    fn exports<E: Send>(&self, lists: &[String], books: Option<&Books<'_, '_, E>>, pass: Put<'_, E>) -> Result<(), E> {
        let base_url = self.base_url();
        let env = ExportEnv { base_url: base_url.as_deref(), version: env!("CARGO_PKG_VERSION"), lists };
        let jobs = export::jobs(&self.site);
        jobs.par_iter().try_for_each(|job| {
            let name = job.name(&self.site);
            if books.map_or(Ok(false), |books| books.keep(&name))? {
                return Ok(());
            }
            let made = export::render(&self.site, &env, *job);
            books.into_iter().for_each(|books| books.ledger.made(&name, &made));
            made.outputs.into_iter().try_for_each(pass)
        })
    }

    /// The HTML of an output that was handed on before.
    fn page_again(&self, design: &Design, env: &RenderEnv<'_>, path: &str) -> Option<String> {
        let rendered = render::page_at(&self.site, path).and_then(|job| design.render(env, &job).ok());
        let copied = || self.copies.iter().find(|copy| copy.path == path).map(|copy| Output::clone(copy));
        let page =
            rendered.and_then(|made| made.outputs.into_iter().find(|output| output.path == path)).or_else(copied)?;
        std::str::from_utf8(&page.bytes).ok().map(str::to_owned)
    }

    /// Where users wrote the addresses that pages show.
    fn written(&self) -> Written {
        let mut written = Written::new(&self.base_path());
        for (file, route, body) in addresses::shown(&self.site) {
            let links = body.links.iter().map(|link| (&*link.href, link.span));
            for (href, span) in links.chain(body.images.iter().map(|image| (&*image.src, image.span))) {
                let received = self.inputs.files.path(file).starts_with("seeds/");
                written.add(&route, href, &self.addresses.resolve(file, &route, href), At { span, received });
            }
        }
        let config = &self.site.corpus.config;
        let files = [&config.organisation.logo, &config.font_body, &config.font_heading];
        for file in files.into_iter().flatten() {
            let path = file.value.trim_start_matches('/');
            let route = format!("/{}", path.strip_prefix("static/").unwrap_or(path));
            written.add_everywhere(&file.value, &Address::Route { route, fragment: None }, file.span);
        }
        for brief in &self.site.corpus.briefs {
            let route = format!("/briefs/{}/", brief.slug);
            for file in brief.front.downloads.iter().map(|download| &download.file) {
                let address = self.addresses.resolve(file.span.file, &route, &file.value);
                written.add(&route, &file.value, &address, At { span: file.span, received: false });
            }
        }
        for item in config.nav.iter().chain(&config.footer) {
            match item {
                NavItem::Page(slug) => {
                    let address = Address::Route { route: format!("/{}/", slug.value), fragment: None };
                    written.add_everywhere(&slug.value, &address, slug.span);
                }
                NavItem::Link { url, .. } => {
                    let address = self.addresses.resolve(url.span.file, "/", &url.value);
                    written.add_everywhere(&url.value, &address, url.span);
                }
            }
        }
        written
    }
}

fn same(known: &Diagnostic, found: &Diagnostic) -> bool {
    (known.code, &known.place) == (found.code, &found.place) && known.place != Place::Site
}

/// A template that fails on a thousand pages is one finding.
fn once_each(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults.sort_by(|a, b| (&a.place, &a.message).cmp(&(&b.place, &b.message)));
    faults.dedup_by(|later, first| later.place == first.place && later.message == first.message);
    faults
}
