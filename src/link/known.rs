//! The names that briefs may refer to.

/// Slugs of all briefs; other names are looked up in the corpus itself.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Ascending.
    slugs: &'a [String],
}

impl<'a> Known<'a> {
    /// The names of briefs with these slugs, which are sorted.
    pub(super) fn of(slugs: &'a [String]) -> Self {
        Self { slugs }
    }

    /// Whether a brief has this slug.
    pub(super) fn brief(self, slug: &str) -> bool {
        self.slugs.binary_search_by(|known| known.as_str().cmp(slug)).is_ok()
    }

    /// All slugs.
    pub(super) fn slugs(self) -> impl Iterator<Item = &'a str> {
        self.slugs.iter().map(String::as_str)
    }
}
