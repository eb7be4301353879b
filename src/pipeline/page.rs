//! One output, by its path: what the preview shows is made when it is asked for.

use super::{Changes, Prepared, Request};
use crate::check;
use crate::diag::{Diagnostic, Diagnostics};
use crate::export::{self, ExportEnv};
use crate::files::FileId;
use crate::model::output::Output;
use crate::render::{self, Design, PageJob, RenderEnv, RenderOptions};

impl Prepared {
    /// The output at `path`, for example `briefs/peace/index.html`: the same bytes as in [`Prepared::outputs`].
    /// A finding comes back where a template can't be filled.
    pub fn output(&self, design: &Design, request: &Request, path: &str) -> Result<Option<Output>, Box<Diagnostic>> {
        if path.ends_with(".html")
            && let Some(job) = render::page_at(&self.site, path)
        {
            let resolve = |file: FileId, route: &str, href: &str| self.addresses.resolve(file, route, href);
            let mut options = self.render_options(request);
            if job == PageJob::Search {
                options.search = self.search_root(request);
            }
            let env = RenderEnv::new(&self.site, design, options, &resolve);
            return design.render(&env, &job).map(|made| made.outputs.into_iter().find(|output| output.path == path));
        }
        if let Ok(at) = self.copies.binary_search_by(|copy| copy.path.as_str().cmp(path)) {
            return Ok(Some(Output::clone(&self.copies[at])));
        }
        if let Some(output) = design.assets().into_iter().find(|output| output.path == path) {
            return Ok(Some(output));
        }
        Ok(self.search_file(request, path).or_else(|| self.exported(path)))
    }

    fn exported(&self, path: &str) -> Option<Output> {
        let base_url = self.base_url();
        let lists = if path.starts_with("sitemap") { list_routes(&render::pages(&self.site)) } else { Vec::new() };
        let env = ExportEnv { base_url: base_url.as_deref(), version: env!("CARGO_PKG_VERSION"), lists: &lists };
        let jobs = export::jobs_at(&self.site, path);
        jobs.into_iter()
            .flat_map(|job| export::render(&self.site, &env, job).outputs)
            .find(|output| output.path == path)
    }

    /// The templates, compiled; `None`, and findings, if one of them can't be read.
    pub fn design(&self, found: &mut Diagnostics) -> Option<Design> {
        let files = &self.inputs.files;
        let own = self.inputs.templates.iter().map(|file| {
            let path = files.path(*file);
            (*file, path.strip_prefix("templates/").unwrap_or(path).to_owned(), files.text(*file).to_owned())
        });
        Design::new(&own.collect::<Vec<_>>(), &self.site.corpus.config, found)
    }

    /// Weighs findings that came later as the site's configuration wants it.
    pub fn weigh(&self, request: &Request, found: &mut Diagnostics) {
        check::levels::apply(&self.site.corpus.config, request.strict, found);
    }

    /// The pages that are made of the changed files themselves.
    pub fn routes_of(&self, changes: &Changes) -> Vec<String> {
        changes.paths.iter().filter_map(|path| self.addresses.page_of(path)).map(str::to_owned).collect()
    }

    /// Every route of the site, for proposing one that is near.
    pub fn routes(&self) -> Vec<String> {
        render::pages(&self.site).iter().map(|job| job.route(&self.site)).collect()
    }

    pub(super) fn render_options(&self, request: &Request) -> RenderOptions {
        RenderOptions {
            base_url: self.base_url(),
            portable: request.portable,
            as_of: request.selection.as_of,
            search: None,
            cards: self.cards.briefs().clone(),
        }
    }

    pub(super) fn base_url(&self) -> Option<String> {
        self.site.corpus.config.base_url.as_ref().map(|url| url.value.clone())
    }

    /// The path of the base address: `/` or `/briefings/`.
    pub fn base_path(&self) -> String {
        let url = self.base_url().and_then(|url| url::Url::parse(&url).ok());
        url.map_or_else(|| "/".to_owned(), |url| url.path().to_owned())
    }
}

/// Routes of the lists of the whole site, for the sitemap.
pub(super) fn list_routes(jobs: &[render::PageJob]) -> Vec<String> {
    jobs.iter().filter_map(render::PageJob::list_route).collect()
}
