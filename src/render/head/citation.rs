//! The tags by which reference managers and scholarly search engines read a brief as a report.
//!
//! Names and forms are Highwire Press's, as Google Scholar and Zotero document and read them: the institution makes
//! it a report, dates are written with slashes and as precisely as they are known.

use super::{Head, Meta, signers};
use crate::model::date::PartialDate;
use crate::model::site::BriefIx;
use crate::render::scope::{BriefScope, PageScope};
use crate::render::views::series_name;
use crate::text::address::bare_doi;

pub(super) fn tags(page: &PageScope<'_>, ix: BriefIx, head: &Head) -> Vec<Meta> {
    let env = page.env;
    let config = env.site.config();
    let scope = BriefScope::new(env, ix);
    let front = &scope.brief.front;
    let mut list = vec![Meta::new("citation_title", &scope.links.title)];
    list.extend(signers::cited(&env.site, scope.brief).into_iter().map(|name| Meta::new("citation_author", name)));
    let mut add = |name, content: Option<String>| list.extend(content.map(|content| Meta::new(name, content)));
    add("citation_publication_date", scope.links.date.map(slashed));
    let institution = config.organisation.name.clone().unwrap_or_else(|| config.title.clone());
    add("citation_technical_report_institution", Some(institution));
    add("citation_technical_report_number", front.number.as_ref().map(|number| number.value.clone()));
    add("citation_series_title", front.series.as_ref().and_then(|id| series_name(env, &id.value)));
    add("citation_doi", front.doi.as_deref().map(|doi| bare_doi(doi).to_owned()));
    add("citation_language", Some(head.language.clone()));
    add("citation_abstract_html_url", head.canonical.clone());
    add("citation_fulltext_html_url", head.canonical.clone());
    list
}

/// `2025/11/30`, `2025/11` or `2025`.
fn slashed(date: PartialDate) -> String {
    date.to_string().replace('-', "/")
}
