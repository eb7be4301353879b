//! The names that briefs may refer to.

use std::collections::BTreeSet;

use crate::model::brief::Brief;

/// Slugs of all briefs; other names are looked up in the corpus itself.
pub(super) struct Known {
    slugs: BTreeSet<String>,
}

impl Known {
    /// The names of these briefs.
    pub(super) fn of(briefs: &[Brief]) -> Self {
        Self { slugs: briefs.iter().map(|brief| brief.slug.clone()).collect() }
    }

    /// Whether a brief has this slug.
    pub(super) fn brief(&self, slug: &str) -> bool {
        self.slugs.contains(slug)
    }

    /// All slugs.
    pub(super) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.slugs.iter().map(String::as_str)
    }
}
