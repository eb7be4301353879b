//! Where an address that a user wrote leads.

/// What an address in a text means, once it was looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// A page of the site.
    Route {
        /// From the site's root: `/actors/ukraine/`.
        route: String,
        /// The place on that page, without `#`.
        fragment: Option<String>,
    },
    /// A file that is copied to the output.
    Asset {
        /// From the site's root, not percent-encoded: `/maps/front line.png`.
        route: String,
    },
    /// Another site, a mail address, a telephone number: as written.
    External(String),
    /// A place on the same page, without `#`.
    Fragment(String),
    /// Nothing that the site has.
    Broken,
}
