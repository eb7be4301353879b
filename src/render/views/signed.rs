//! Who signs a brief, and how it is cited.

use serde::Serialize;

use super::super::env::is_listed;
use super::super::escape;
use super::super::scope::{BriefScope, PageScope};
use super::foreign::Foreign;
use super::series_name;
use crate::model::date::PartialDate;
use crate::model::notes::{Byline, Signatory};

/// Someone who signs.
#[derive(Debug, Serialize)]
pub(crate) struct AuthorView<'a> {
    name: &'a str,
    /// What they did, unless they wrote it.
    role: Option<&'a str>,
    href: Option<String>,
    orcid: Option<&'a str>,
}

/// How a brief is cited.
#[derive(Debug, Serialize)]
pub(crate) struct CiteView<'a> {
    text: String,
    /// The text once more, in parts: names, year, title and the rest.
    by: Vec<&'a str>,
    year: String,
    title: String,
    after: String,
    /// The language of the title, where it isn't the page's.
    foreign: Option<Foreign>,
    /// There are files to import: not for a withdrawn brief.
    files: bool,
    url: Option<String>,
    bib: String,
    ris: String,
    csl: String,
}

/// Who stands behind a name of the front matter.
pub(crate) fn author<'a>(page: &PageScope<'a>, byline: &'a Byline) -> Option<AuthorView<'a>> {
    let role = (byline.role != "author").then_some(byline.role.as_str());
    match &byline.who {
        Signatory::Named(name) => Some(AuthorView { name, role, href: None, orcid: None }),
        Signatory::Author(id) => {
            let author = page.env.site.authors().iter().find(|author| author.id.value == id.value)?;
            let href = author.url.as_deref().filter(|url| escape::is_safe_address(url)).map(str::to_owned);
            let href = href.or_else(|| author.email.as_ref().map(|email| format!("mailto:{email}")));
            Some(AuthorView { name: &author.name, role, href, orcid: author.orcid.as_deref() })
        }
    }
}

/// The brief as a line of a bibliography; a known date only.
pub(crate) fn cite<'a>(page: &PageScope<'a>, scope: &BriefScope<'a>) -> CiteView<'a> {
    let front = &scope.brief.front;
    let config = page.env.site.config();
    let words = page.words();
    let cited = front.authors.iter().filter(|byline| byline.role == "author");
    let names: Vec<&str> = cited.filter_map(|byline| author(page, byline)).map(|author| author.name).collect();
    let publisher = config.organisation.name.as_deref().unwrap_or(&config.title);
    let year = scope.links.date.map_or_else(
        || words.text("date_unknown").to_owned(),
        |date| words.date(PartialDate { month: None, day: None, ..date }),
    );
    let title = scope.links.title.trim_end_matches('.').to_owned();
    let mut after = ".".to_owned();
    if let Some(number) = &front.number {
        let series = front.series.as_ref().and_then(|id| series_name(page.env, &id.value)).unwrap_or_default();
        let number = words.filled("number", &[("number", &number.value)]);
        after.push_str(&format!(" {series} {number}.").replace("  ", " "));
    }
    let by = if names.is_empty() {
        vec![publisher]
    } else {
        after.push_str(&format!(" {publisher}."));
        names
    };
    let base = scope.route.clone();
    let file = |name: &str| page.links.href(&format!("{base}{name}"));
    let url =
        front.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")).or_else(|| page.env.canonical(&scope.route));
    CiteView {
        text: format!("{} ({year}). {title}{after}", by.join(&format!("{} ", words.text("comma")))),
        by,
        year,
        title,
        after,
        foreign: Foreign::title(page, &scope.described),
        files: is_listed(front.status),
        url,
        bib: file("cite.bib"),
        ris: file("cite.ris"),
        csl: file("cite.csl.json"),
    }
}
