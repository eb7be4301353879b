//! The head of a page: what browsers, search engines, reference managers and social networks read of it.
//!
//! Takes a page and what it is about; gives the values that `base.html` writes into `<head>`. Says nothing that the
//! page doesn't say, and nothing at all about a page that search engines shall leave alone.

mod brief;
mod citation;
mod icons;
mod node;
mod registry;
mod signers;
mod structured;
mod translations;

use serde::Serialize;

pub(super) use icons::{Icon, icons};

use super::card;
use super::design::Design;
use super::env::is_listed;
use super::scope::{BriefScope, PageScope};
use super::views;
use crate::model::brief::Status;
use crate::model::registry::{ActorIx, ThemeIx};
use crate::model::site::BriefIx;

/// What every template is given as `page`.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    /// The template's name: `brief`.
    pub(super) kind: &'static str,
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
    /// `<meta name=… content=…>`: what reference managers read.
    meta: Vec<Meta>,
    /// `<meta property=… content=…>`: what social networks read.
    properties: Vec<Meta>,
    /// JSON-LD, safe between `<script>` and `</script>`.
    data: Option<String>,
    /// Styles and scripts of this kind of page alone, below the site's root.
    styles: Vec<String>,
    scripts: Vec<String>,
    #[serde(skip)]
    subject: Subject,
}

/// One `<meta>` element.
#[derive(Debug, Serialize)]
struct Meta {
    name: &'static str,
    content: String,
}

impl Meta {
    fn new(name: &'static str, content: impl Into<String>) -> Self {
        Self { name, content: content.into() }
    }
}

/// Another form of a page.
#[derive(Debug, Serialize)]
struct Alternate {
    /// None for the same page in another language.
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    language: Option<String>,
    title: Option<String>,
    href: String,
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The site itself.
    Site,
    /// A brief.
    Brief(BriefIx),
    /// An actor.
    Actor(ActorIx),
    /// A theme.
    Theme(ThemeIx),
    /// A series, by its place in the corpus.
    Series(usize),
    /// A list, or a page of the desk's own: nothing that has facts of its own.
    Page,
}

impl Head {
    /// The head of a page of its own title.
    pub(super) fn new(page: &PageScope<'_>, kind: &'static str, title: impl Into<String>) -> Self {
        let env = page.env;
        let route = page.links.route.clone();
        let language = env.site.config().language.clone();
        Self {
            kind,
            canonical: env.canonical(&route).filter(|_| kind != "404"),
            route,
            root: page.links.root.clone(),
            title: title.into(),
            description: None,
            direction: direction(&language),
            language,
            noindex: false,
            alternates: Vec::new(),
            meta: Vec::new(),
            properties: Vec::new(),
            data: None,
            styles: Vec::new(),
            scripts: Vec::new(),
            subject: Subject::Page,
        }
    }

    /// What the page is about.
    pub(super) fn of(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// What the page says in one paragraph.
    pub(super) fn about(mut self, description: Option<String>) -> Self {
        self.description = description.map(|text| views::shortened(text.trim(), 300)).filter(|text| !text.is_empty());
        self
    }

    /// Not for search engines.
    pub(super) fn left_alone(mut self) -> Self {
        self.noindex = true;
        self
    }

    /// The language of a page that has its own.
    pub(super) fn spoken(mut self, language: Option<&String>) -> Self {
        if let Some(language) = language {
            self.direction = direction(language);
            self.language.clone_from(language);
        }
        self
    }

    /// The page's data, and its feed where the export makes one.
    pub(super) fn data(self, page: &PageScope<'_>, route: &str, feed: bool) -> Self {
        let data = page.links.href(&format!("{route}index.json"));
        let head = self.alternate("application/json", page.words().text("page_data"), data);
        if feed { head.feed(page, route) } else { head }
    }

    /// The feed below a route, where the site has feeds.
    pub(super) fn feed(self, page: &PageScope<'_>, route: &str) -> Self {
        if page.env.options().base_url.is_none() {
            return self;
        }
        let (title, href) = (self.title.clone(), page.links.href(&format!("{route}feed.xml")));
        self.alternate("application/atom+xml", &title, href)
    }

    fn alternate(mut self, kind: &'static str, title: &str, href: String) -> Self {
        self.alternates.push(Alternate { kind: Some(kind), language: None, title: Some(title.to_owned()), href });
        self
    }

    /// The head of a brief that wasn't removed.
    pub(super) fn brief(page: &PageScope<'_>, ix: BriefIx, scope: &BriefScope<'_>) -> Self {
        let front = &scope.brief.front;
        let head = Self::new(page, "brief", &scope.links.title).of(Subject::Brief(ix));
        let head = head.about(views::description(scope)).spoken(front.language.as_ref());
        let head = if front.status == Status::Published { head } else { head.left_alone() };
        if !is_listed(front.status) {
            return head;
        }
        let bibliography = page.links.href(&format!("{}cite.bib", scope.route));
        let mut head = head.data(page, &scope.route, false).alternate("application/x-bibtex", "BibTeX", bibliography);
        head.alternates.extend(translations::alternates(page, ix));
        head
    }

    /// Adds what the design has for this kind of page, and what machines read, once everything else is known.
    pub(super) fn finished(mut self, page: &PageScope<'_>, design: &Design) -> Self {
        (self.styles, self.scripts) = design.of_kind(self.kind);
        if self.noindex {
            return self;
        }
        if let Subject::Brief(ix) = self.subject {
            self.meta = citation::tags(page, ix, &self);
            self.meta.extend(self.card(page).map(|_| Meta::new("twitter:card", "summary_large_image")));
        }
        self.properties = self.open_graph(page);
        self.data = structured::text(page, &self);
        self
    }

    /// The whole address of the page's social card, and the words that it shows.
    fn card(&self, page: &PageScope<'_>) -> Option<(String, String)> {
        let Subject::Brief(ix) = self.subject else { return None };
        let env = page.env;
        let path = env.options().cards.contains(&ix).then(|| card::path(env.site.slug(ix)))?;
        Some((env.canonical(&format!("/{path}"))?, self.title.clone()))
    }

    /// What social networks show of a link to the page.
    fn open_graph(&self, page: &PageScope<'_>) -> Vec<Meta> {
        let config = page.env.site.config();
        let kind = if matches!(self.subject, Subject::Brief(_)) { "article" } else { "website" };
        let mut list = vec![Meta::new("og:type", kind), Meta::new("og:title", &self.title)];
        let mut add = |name, content: Option<String>| list.extend(content.map(|content| Meta::new(name, content)));
        add("og:site_name", Some(config.title.clone()).filter(|_| self.subject != Subject::Site));
        add("og:description", self.description.clone());
        add("og:url", self.canonical.clone());
        add("og:locale", locale(&self.language));
        if let Subject::Brief(ix) = self.subject {
            let scope = BriefScope::new(page.env, ix);
            add("article:published_time", scope.links.date.map(|date| date.to_string()));
            add("article:modified_time", scope.amended().map(|date| date.to_string()));
        }
        match self.card(page) {
            Some((address, title)) => {
                add("og:image", Some(address));
                add("og:image:width", Some("1200".to_owned()));
                add("og:image:height", Some("630".to_owned()));
                add("og:image:alt", Some(title));
            }
            None => add("og:image", icons::picture(page.env)),
        }
        list
    }
}

/// Language and territory as Open Graph writes them; it has no word for a language alone.
fn locale(language: &str) -> Option<String> {
    let mut parts = language.split('-');
    let primary = parts.next()?.to_ascii_lowercase();
    let territory = parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    Some(format!("{primary}_{}", territory.to_ascii_uppercase()))
}

/// How a language runs: by the script that its tag names, else by the one that it is written in.
pub(super) fn direction(language: &str) -> &'static str {
    const LANGUAGES: [&str; 11] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 6] = ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa"];
    let language = language.to_ascii_lowercase();
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or("");
    let script = parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let right_to_left = script.map_or_else(|| LANGUAGES.contains(&primary), |script| SCRIPTS.contains(&script));
    if right_to_left { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::{direction, locale};

    #[test]
    fn a_language_runs_as_its_script_does() {
        for language in ["ar", "AR-EG", "he", "fa-IR", "ur", "az-Arab"] {
            assert_eq!(direction(language), "rtl", "{language}");
        }
        for language in ["en", "uk", "ar-Latn", "az-Latn-AZ", "aro"] {
            assert_eq!(direction(language), "ltr", "{language}");
        }
    }

    #[test]
    fn a_locale_needs_a_territory() {
        assert_eq!(locale("en-GB").as_deref(), Some("en_GB"));
        assert_eq!(locale("zh-Hant-TW").as_deref(), Some("zh_TW"));
        assert_eq!(locale("en"), None);
        assert_eq!(locale("sr-Latn"), None);
    }
}
