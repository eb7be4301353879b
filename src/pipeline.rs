//! The order of the steps. The one module that knows it.
//!
//! Takes the site's folder and what to build, returns the linked site, and hands outputs to whoever asks for them.
//! Has no clock: the date of the build comes in with the selection, and phases are announced, not timed.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::check::outputs::{At, Check, Written};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::export::{self, ExportEnv};
use crate::files::FileId;
use crate::link::addresses::{self, Addresses};
use crate::model::config::NavItem;
use crate::model::corpus::{Selection, Withheld};
use crate::model::inputs::Inputs;
use crate::model::output::Output;
use crate::model::site::Site;
use crate::render::{self, Design, RenderEnv, RenderOptions};
use crate::{check, link, load, parse, select};

/// What to build.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site's folder.
    pub root: PathBuf,
    /// Whom it is for, and when.
    pub selection: Selection,
    /// Where the site will stand, instead of what `briefgen.yaml` says.
    pub base_url: Option<String>,
    /// Links end in `index.html`.
    pub portable: bool,
    /// Warnings count as errors.
    pub strict: bool,
}

/// A site, ready to be shown.
#[derive(Debug)]
pub struct Prepared {
    /// What was read.
    pub inputs: Inputs,
    /// What it came to.
    pub site: Site,
    /// What was found so far.
    pub diagnostics: Diagnostics,
    withheld: Withheld,
    addresses: Addresses,
    copies: Vec<Output>,
}

/// Told the name of each phase as it begins.
pub type Phases<'a> = &'a mut dyn FnMut(&'static str);

/// Loads, parses, selects, links and checks a site.
pub fn prepare(request: &Request, phases: Phases<'_>) -> std::io::Result<Prepared> {
    let mut diagnostics = Diagnostics::default();
    phases("load");
    let inputs = load::load(&request.root, &mut diagnostics)?;
    phases("parse");
    let mut corpus = parse::corpus::corpus(&inputs, &mut diagnostics);
    if let Some(base_url) = &request.base_url {
        let span = crate::files::Span::file_start(FileId(0));
        corpus.config.base_url = Some(crate::files::Spanned::new(base_url.clone(), span));
    }
    phases("select");
    let (corpus, withheld) = select::select(corpus, &request.selection, &mut diagnostics);
    phases("link");
    let site = link::link(corpus, &inputs.files, &mut diagnostics);
    let mut addresses = Addresses::new(&site, &inputs.files);
    let copies = place_assets(&request.root, &site, &mut addresses)?;
    phases("check");
    let today = request.selection.as_of.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    check::site(&site, &inputs.files, today, &mut diagnostics);
    let there = |file: FileId, href: &str| {
        matches!(addresses.resolve(file, "/", href), crate::model::address::Address::Asset { .. })
    };
    check::files_named(&site, &there, &mut diagnostics);
    withheld_before_unknown(&mut diagnostics);
    only_what_was_read(&inputs, &mut diagnostics);
    check::levels::apply(&site.corpus.config, request.strict, &mut diagnostics);
    Ok(Prepared { inputs, site, diagnostics, withheld, addresses, copies })
}

/// Reads the files that shown texts refer to and gives them their place, named after their content.
fn place_assets(root: &Path, site: &Site, addresses: &mut Addresses) -> std::io::Result<Vec<Output>> {
    let mut paths: Vec<Box<str>> = addresses.wanted(site).into_iter().map(String::into_boxed_str).collect();
    let beside = paths.len();
    let fixed = site.corpus.assets.iter().map(|asset| asset.path.clone());
    paths.extend(fixed.filter(|path| path.starts_with("static/")));
    let contents = load::read_assets(root, &paths)?;
    let mut copies = Vec::with_capacity(paths.len());
    for (at, (path, bytes)) in paths.iter().zip(contents).enumerate() {
        let place = if at < beside {
            let place = hashed_name(path, &bytes);
            addresses.place(path, format!("/{place}"));
            place
        } else {
            path.trim_start_matches("static/").to_owned()
        };
        copies.push(Output { path: place, bytes });
    }
    copies.sort_by(|a, b| a.path.cmp(&b.path));
    copies.dedup_by(|later, first| later.path == first.path);
    Ok(copies)
}

/// `seeds/2025/Map of talks.png` → `assets/map-of-talks.4f0c1a2b3d.png`
fn hashed_name(path: &str, bytes: &[u8]) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{}.{}.{}", slug::slugify(stem), &hash[..10], ending.to_ascii_lowercase())
}

/// What names something withheld isn't unknown: one finding for one place.
fn withheld_before_unknown(diagnostics: &mut Diagnostics) {
    let list = diagnostics.list_mut();
    let withheld: Vec<_> =
        list.iter().filter(|found| found.code == Code::WithheldReference).map(|found| found.place.clone()).collect();
    let unknown = [Code::UnknownActor, Code::UnknownTheme, Code::UnknownReference];
    list.retain(|found| !(unknown.contains(&found.code) && withheld.contains(&found.place)));
}

/// Where a registry file can't be read as a whole, what seems to be unknown may only be unread.
fn only_what_was_read(inputs: &Inputs, diagnostics: &mut Diagnostics) {
    let unread = |prefix: &str| {
        diagnostics.iter().any(|found| {
            let path = match &found.place {
                Place::Span(span) => inputs.files.path(span.file),
                Place::Path(path) => path,
                Place::Site => return false,
            };
            let taking = [Code::YamlSyntax, Code::YamlTooDeep, Code::FrontMatter, Code::WrongType, Code::NotText];
            taking.contains(&found.code) && path.starts_with(prefix)
        })
    };
    let (actors, themes) = (unread("content/actors"), unread("content/themes"));
    let (authors, series, notes) = (unread("content/authors"), unread("content/series"), unread("content/notes"));
    let articles = unread("seeds/");
    let briefs = notes || unread("content/briefs");
    diagnostics.list_mut().retain(|found| match found.code {
        Code::UnknownActor | Code::UnmentionedActor => !actors,
        Code::UnknownTheme => !themes,
        Code::UnknownReference => !(actors || themes || authors || series || briefs),
        Code::HouseRule | Code::UnknownSource => !briefs,
        Code::OrphanNotes | Code::UnknownArticle => !articles,
        _ => true,
    });
}

impl Prepared {
    /// Whether anything was found that keeps parts of the site from being there at all: what pages would
    /// lack because of it isn't worth a finding of its own.
    fn incomplete(&self) -> bool {
        use Code::{
            DuplicateId, DuplicateRoute, EmptyArticle, FrontMatter, InvalidId, InvalidValue, MissingField, NotText,
            OrphanNotes, UnknownActor, UnknownArticle, UnknownKey, UnknownReference, UnknownTheme, WrongType,
            YamlSyntax, YamlTooDeep,
        };
        let taking = [
            DuplicateId,
            DuplicateRoute,
            EmptyArticle,
            FrontMatter,
            InvalidId,
            InvalidValue,
            MissingField,
            NotText,
            OrphanNotes,
            UnknownActor,
            UnknownArticle,
            UnknownKey,
            UnknownReference,
            UnknownTheme,
            WrongType,
            YamlSyntax,
            YamlTooDeep,
        ];
        self.diagnostics
            .iter()
            .any(|found| taking.contains(&found.code) && found.severity > crate::diag::Severity::Info)
    }

    /// Renders and exports everything on all cores, hands each output to `put`, and adds what the outputs' check
    /// finds. Stops at the first error of `put`.
    pub fn outputs<E: Send>(
        &mut self,
        request: &Request,
        phases: Phases<'_>,
        put: &(dyn Fn(Output) -> Result<(), E> + Sync),
    ) -> Result<(), E> {
        phases("render and write");
        let mut found = Diagnostics::default();
        let incomplete = self.incomplete();
        let written = self.written();
        let base_path = self.base_path();
        let check = Check::new(&self.site, &self.withheld, &base_path);
        let broken = Mutex::new(Vec::new());
        let pass = |output: Output| {
            check.add(&output);
            put(output)
        };
        let jobs = render::pages(&self.site);
        if let Some(design) = self.design(&mut found) {
            for output in design.assets() {
                pass(output)?;
            }
            let resolve = |file: FileId, route: &str, href: &str| self.addresses.resolve(file, route, href);
            let options =
                RenderOptions { base_url: self.base_url(), portable: request.portable, as_of: request.selection.as_of };
            let env = RenderEnv::new(&self.site, &design, options, &resolve);
            jobs.par_iter().try_for_each(|job| {
                match design.render(&env, job) {
                    Ok(outputs) => outputs.into_iter().try_for_each(&pass)?,
                    Err(fault) => broken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(*fault),
                }
                Ok(())
            })?;
        }
        let base_url = self.base_url();
        let lists: Vec<String> = jobs.iter().filter_map(render::PageJob::list_route).collect();
        let env = ExportEnv { base_url: base_url.as_deref(), version: env!("CARGO_PKG_VERSION"), lists: &lists };
        export::jobs(&self.site)
            .par_iter()
            .try_for_each(|job| export::render(&self.site, &env, *job).into_iter().try_for_each(&pass))?;
        for copy in &self.copies {
            pass(copy.clone())?;
        }
        phases("check of the outputs");
        found.extend(once_each(broken.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)));
        if !found.has_errors() && !incomplete {
            check.finish(&written, &mut found);
        }
        check::levels::apply(&self.site.corpus.config, request.strict, &mut found);
        self.diagnostics.append(found);
        Ok(())
    }

    fn design(&self, found: &mut Diagnostics) -> Option<Design> {
        let files = &self.inputs.files;
        let own = self.inputs.templates.iter().map(|file| {
            let path = files.path(*file);
            (*file, path.strip_prefix("templates/").unwrap_or(path).to_owned(), files.text(*file).to_owned())
        });
        Design::new(&own.collect::<Vec<_>>(), &self.site.corpus.config, found)
    }

    fn base_url(&self) -> Option<String> {
        self.site.corpus.config.base_url.as_ref().map(|url| url.value.clone())
    }

    /// The path of the base address: `/` or `/briefings/`.
    fn base_path(&self) -> String {
        let url = self.base_url().and_then(|url| url::Url::parse(&url).ok());
        url.map_or_else(|| "/".to_owned(), |url| url.path().to_owned())
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
        for item in config.nav.iter().chain(&config.footer) {
            if let NavItem::Page(slug) = item {
                written.add_everywhere(&slug.value, slug.span);
            }
        }
        written
    }
}

/// A template that fails on a thousand pages is one finding.
fn once_each(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults.sort_by(|a, b| (&a.place, &a.message).cmp(&(&b.place, &b.message)));
    faults.dedup_by(|later, first| later.place == first.place && later.message == first.message);
    faults
}
