//! `briefgen build` and `briefgen check`.

use std::path::{Path, PathBuf};

use super::args::{BuildOptions, CheckOptions, Cli, ForAudience, SelectionOptions};
use super::builds::{self, Builds};
use super::timings::Timings;
use super::{Outcome, Stop, report, when};
use crate::diag::{Diagnostics, Severity};
use crate::load;
use crate::model::corpus::Selection;
use crate::pipeline::{self, Drawing, Request};
use crate::write::{Options, Report, WriteError};

/// Builds the site; nothing is written while it has an error.
pub(super) fn build(cli: &Cli, options: &BuildOptions) -> Outcome {
    let mut timings = Timings::new(cli, options.timings);
    let mut request = request(cli, &options.check, options.portable)?;
    request.cards = if options.no_cache { Drawing::Anew } else { Drawing::Kept(request.root.join(".briefgen")) };
    request.cache = if options.no_cache { None } else { builds::cache(&request.root) };
    let out = options.out.clone().unwrap_or_else(|| request.root.join("public"));
    crate::write::refuse_overlap(&out, &request.root).map_err(told)?;
    timings.begin("load");
    let mut found = Diagnostics::default();
    let inputs = load::load(&request.root, &mut found)?;
    timings.begin("compare");
    let builds = Builds::new(request.cache.as_ref().filter(|_| !options.force), &out);
    let key = builds.key(&request, &inputs, &found);
    if let Some((former, files)) = builds.former(key.as_deref(), &request, &out).map_err(told)? {
        timings.end();
        timings.hush();
        say(cli, &out, former.briefs, &Report { unchanged: files, ..Report::default() });
        timings.print();
        let diagnostics = former.into_parts().0;
        report::findings(cli, &inputs.files, diagnostics);
        std::mem::forget(inputs);
        return Ok(true);
    }
    let mut prepared = pipeline::prepare_read(&request, inputs, found, &mut |phase| timings.begin(phase))?;
    prepared.pages_within(timings.pages());
    if prepared.diagnostics.has_errors() {
        prepared.judge(&request, &mut |phase| timings.begin(phase), &out);
        timings.hush();
        return finish(cli, prepared);
    }
    let options = Options { force: options.force, ..Options::default() };
    let written = prepared.write(&request, &mut |phase| timings.begin(phase), (&out, options), None).map_err(told)?;
    let Some(report) = written else {
        timings.hush();
        return finish(cli, prepared);
    };
    builds.keep(key, &prepared, report.manifest, String::new());
    timings.end();
    timings.hush();
    say(cli, &out, prepared.site.listed.len(), &report);
    timings.print();
    finish(cli, prepared)
}

fn say(cli: &Cli, out: &Path, briefs: usize, report: &Report) {
    report::say(
        cli,
        &format!(
            "{}: {briefs} {}, {} files written, {} unchanged, {} removed",
            out.display(),
            if briefs == 1 { "brief" } else { "briefs" },
            report.written,
            report.unchanged,
            report.deleted
        ),
    );
}

/// Why the site wasn't written, and what to do about it.
fn told(error: WriteError) -> Stop {
    let help = error.help().map(|help| format!("\n  help: {help}")).unwrap_or_default();
    Stop(format!("{error}{help}"))
}

/// Reports what a build would report.
pub(super) fn check(cli: &Cli, options: &CheckOptions) -> Outcome {
    let request = request(cli, options, false)?;
    let mut prepared = pipeline::prepare(&request, &mut |_| {})?;
    prepared.outputs::<WriteError>(&request, &mut |_| {}, &|_| Ok(()))?;
    finish(cli, prepared)
}

fn finish(cli: &Cli, mut prepared: pipeline::Prepared) -> Outcome {
    let diagnostics = std::mem::take(&mut prepared.diagnostics);
    let clean = clean(&diagnostics);
    report::findings(cli, &prepared.inputs.files, diagnostics);
    // The process ends here: giving back the millions of small pieces of a large site takes time and serves nobody.
    std::mem::forget(prepared);
    Ok(clean)
}

fn clean(diagnostics: &Diagnostics) -> bool {
    diagnostics.iter().all(|found| found.severity < Severity::Error)
}

/// What the arguments ask for.
pub(super) fn request(cli: &Cli, options: &CheckOptions, portable: bool) -> Result<Request, Stop> {
    let base_url = options.base_url.as_deref().map(base_url).transpose()?;
    let plain = Request::new(root(cli)?, selection(&options.selection)?);
    Ok(Request { base_url, portable, strict: options.strict, ..plain })
}

/// The site's folder.
pub(super) fn root(cli: &Cli) -> Result<PathBuf, Stop> {
    if cli.root.is_dir() {
        return Ok(cli.root.clone());
    }
    Err(Stop(format!("{}: there is no such folder", cli.root.display())))
}

/// Whom the arguments ask for, and when.
pub(super) fn selection(options: &SelectionOptions) -> Result<Selection, Stop> {
    Ok(Selection {
        internal: options.audience == Some(ForAudience::Internal),
        drafts: options.drafts,
        as_of: when::as_of(options.as_of.as_deref())?,
    })
}

fn base_url(text: &str) -> Result<String, Stop> {
    let url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url =
        url.ok_or_else(|| Stop(format!("--base-url: `{text}` is no address such as https://desk.example/briefs/")))?;
    let mut text = url.to_string();
    if !text.ends_with('/') {
        text.push('/');
    }
    Ok(text)
}
