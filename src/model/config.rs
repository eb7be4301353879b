//! `briefgen.yaml`, with its defaults.

use std::collections::BTreeMap;

use super::brief::{Audience, Show};
use super::registry::Extra;
use crate::diag::Code;
use crate::files::Spanned;

/// Which mentions become links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LinkPolicy {
    /// The first of each target in each section.
    #[default]
    FirstPerSection,
    /// The first of each target in a document.
    FirstPerPage,
    /// Every one.
    All,
}

/// Which articles become briefs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PublishArticles {
    /// All of them.
    #[default]
    All,
    /// Those with editor notes.
    Noted,
}

/// What `checks:` makes of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not reported.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

/// An entry of the navigation or the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavItem {
    /// A page of the desk's own, by slug; or a list of the site (`briefs`, `actors`, `themes`, `positions`, `timeline`, `sources`).
    Page(Spanned<String>),
    /// Any address.
    Link {
        /// The words.
        text: String,
        /// The address.
        url: Spanned<String>,
    },
}

/// Who publishes the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// The name.
    pub name: Option<String>,
    /// Its own site.
    pub url: Option<String>,
    /// A picture under `static/`.
    pub logo: Option<Spanned<String>>,
    /// An address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// A postal address.
    pub address: Option<String>,
    /// How to get another format: words or an address.
    pub accessible_formats: Option<String>,
    /// How to report an error: words or an address.
    pub corrections: Option<String>,
}

/// What kind of host a publishing target is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetKind {
    /// A folder.
    Directory {
        /// Where.
        path: String,
    },
    /// A branch of a git remote.
    Git {
        /// The remote's address or name.
        remote: String,
        /// The branch.
        branch: Option<String>,
        /// One commit in all.
        squash: bool,
    },
    /// An S3-compatible store.
    S3 {
        /// The bucket.
        bucket: String,
        /// The region.
        region: Option<String>,
        /// The endpoint of a store that isn't AWS's.
        endpoint: Option<String>,
        /// A folder in the bucket.
        prefix: Option<String>,
    },
}

/// A place to publish to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishTarget {
    /// What it is.
    pub kind: TargetKind,
    /// The address that readers type.
    pub base_url: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
    /// A host that is driven by files: `netlify`, `cloudflare`, `github`, `gitlab`.
    pub host: Option<String>,
}

/// Parts of a site that can be switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// The search page.
    pub search: bool,
    /// The network page.
    pub network: bool,
    /// The timeline page.
    pub timeline: bool,
    /// The positions page.
    pub positions: bool,
    /// Social cards.
    pub cards: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self { search: true, network: true, timeline: true, positions: true, cards: false }
    }
}

/// What a site is configured to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// One line under it.
    pub tagline: Option<String>,
    /// Where the site will stand, with a trailing slash; may carry a path.
    pub base_url: Option<Spanned<String>>,
    /// BCP 47.
    pub language: String,
    /// Who publishes it.
    pub organisation: Organisation,
    /// Its licence.
    pub license: Option<String>,
    /// The design's name.
    pub design: Option<Spanned<String>>,
    /// The link colour on light paper, `#rrggbb`, already judged by contrast.
    pub accent: Option<String>,
    /// The link colour on dark paper, derived from `accent`.
    pub accent_dark: Option<String>,
    /// An institution's font for running text, a file under `static/`.
    pub font_body: Option<Spanned<String>>,
    /// Its font for headings.
    pub font_heading: Option<Spanned<String>>,
    /// The zone of embargoes without one.
    pub timezone: Option<String>,
    /// Navigation.
    pub nav: Vec<NavItem>,
    /// Footer.
    pub footer: Vec<NavItem>,
    /// Which mentions become links.
    pub link_policy: LinkPolicy,
    /// Which articles become briefs.
    pub publish_articles: PublishArticles,
    /// How much of articles may be shown.
    pub show: Show,
    /// Tags of Markdown articles and their themes; `None` for a tag that means nothing.
    pub tags: BTreeMap<String, Option<Spanned<String>>>,
    /// Fields that a published brief must have.
    pub house_require: Vec<Spanned<String>>,
    /// Fields that it must not have.
    pub house_forbid: Vec<Spanned<String>>,
    /// Levels of codes.
    pub checks: BTreeMap<Code, Level>,
    /// Parts of the site.
    pub features: Features,
    /// Places to publish to.
    pub publish: BTreeMap<String, PublishTarget>,
    /// Free keys.
    pub extra: Extra,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Briefs".to_owned(),
            tagline: None,
            base_url: None,
            language: "en".to_owned(),
            organisation: Organisation::default(),
            license: None,
            design: None,
            accent: None,
            accent_dark: None,
            font_body: None,
            font_heading: None,
            timezone: None,
            nav: Vec::new(),
            footer: Vec::new(),
            link_policy: LinkPolicy::default(),
            publish_articles: PublishArticles::default(),
            show: Show::default(),
            tags: BTreeMap::new(),
            house_require: Vec::new(),
            house_forbid: Vec::new(),
            checks: BTreeMap::new(),
            features: Features::default(),
            publish: BTreeMap::new(),
            extra: Extra::new(),
        }
    }
}
