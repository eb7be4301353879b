//! Where an address in a user's text leads.

/// What an address means on the page that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// A page of the site.
    Route {
        /// From the site's root, with a closing `/`: `/actors/ukraine/`.
        route: String,
        /// What follows `#`.
        fragment: Option<String>,
    },
    /// A file of the site: `/assets/map.4f0c1a2b.png`.
    Asset {
        /// From the site's root.
        route: String,
        /// What follows `#`, as written: a page of a document.
        fragment: Option<String>,
    },
    /// Another site, a mail address.
    External(String),
    /// A place on the same page.
    Fragment(String),
    /// Nothing that the site has. Written as it stands; the check of the outputs reports it.
    Broken,
}
