//! How to cite a brief: `cite.bib`, `cite.ris` and `cite.csl.json` beside its page.
//!
//! All three say the same facts. What isn't known isn't said: no date of the build, no "n.d.", no name taken apart.

mod bibtex;
mod csl;
mod ris;

use super::ExportEnv;
use super::address::canonical;
use super::entry::{language, one_line, plain};
use super::people::{Person, cited};
use crate::model::brief::Status;
use crate::model::date::PartialDate;
use crate::model::output::Output;
use crate::model::reading::Reading;
use crate::model::site::{BriefIx, Resolved};
use crate::text::address::bare_doi;

/// What a citation says.
#[derive(Debug, Default)]
struct Citation<'a> {
    slug: &'a str,
    title: String,
    authors: Vec<Person<'a>>,
    date: Option<PartialDate>,
    publisher: Option<String>,
    series: Option<String>,
    issn: Option<String>,
    number: Option<String>,
    doi: Option<String>,
    url: Option<String>,
    language: String,
    summary: Option<String>,
}

/// The three files of a brief; none of a removed one.
pub(super) fn render(site: &Reading<'_>, env: &ExportEnv<'_>, ix: BriefIx) -> Vec<Output> {
    if site.described(ix).front.status == Status::Removed {
        return Vec::new();
    }
    let citation = gather(site, env, ix);
    let path = |name: &str| format!("briefs/{}/{name}", citation.slug);
    vec![
        Output::text(path("cite.bib"), bibtex::write(&citation)),
        Output::text(path("cite.ris"), ris::write(&citation)),
        Output::text(path("cite.csl.json"), csl::write(&citation)),
    ]
}

fn gather<'a>(site: &'a Reading<'a>, env: &ExportEnv<'_>, ix: BriefIx) -> Citation<'a> {
    let brief = site.described(ix);
    let front = brief.front;
    let series = front.series.as_ref();
    let known = series.and_then(|id| site.series().iter().find(|series| series.id.value == id.value));
    Citation {
        slug: brief.slug,
        title: one_line(brief.title),
        authors: cited(site, &brief),
        date: brief.date,
        publisher: site.config().organisation.name.as_deref().map(one_line),
        series: known.map(|series| one_line(&series.name)),
        issn: known.and_then(|series| series.issn.as_deref()).map(one_line),
        number: front.number.as_ref().map(|number| one_line(&number.value)),
        doi: front.doi.as_deref().map(bare_doi).map(one_line),
        url: canonical(env, &site.route(Resolved::Brief(ix))),
        language: one_line(language(site, &brief)),
        summary: front.summary.as_ref().map(|summary| one_line(&plain(summary))),
    }
}
