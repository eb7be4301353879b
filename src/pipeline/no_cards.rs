//! In place of social cards where briefgen was built without them: says so to a site that asks for some.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use super::Drawing;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::files::Files;
use crate::model::output::Output;
use crate::model::site::{BriefIx, Site};
use crate::render::Design;

/// The cards of a site: none.
#[derive(Debug, Default)]
pub(super) struct Cards {
    briefs: BTreeSet<BriefIx>,
}

impl Cards {
    /// No brief has a card.
    pub(super) fn plan(site: &Site, files: &Files, _: &[Arc<Output>], diagnostics: &mut Diagnostics) -> Self {
        if site.corpus.config.features.cards {
            let message = "the site asks for social cards, and this briefgen was built without them";
            // The one case in which nothing that the site asks for is done: shown without -v, too.
            let found = Diagnostic::new(Code::NoCards, super::config_place(files), message).at(Severity::Warning);
            let help = "install it with `cargo install --path . --features cards`, or set `features: {cards: false}`";
            diagnostics.push(found.help(help));
        }
        Self::default()
    }

    /// None.
    pub(super) fn briefs(&self) -> &BTreeSet<BriefIx> {
        &self.briefs
    }

    /// Draws nothing.
    pub(super) fn draw<E: Send>(
        &self,
        _: &Site,
        _: &Design,
        _: &Drawing,
        _: &Mutex<Vec<Diagnostic>>,
        _: &(dyn Fn(Output) -> Result<(), E> + Sync),
    ) -> Result<(), E> {
        Ok(())
    }
}
