//! Social cards: which briefs have one, and their drawing.

use std::collections::BTreeSet;
use std::sync::Mutex;

use rayon::prelude::*;

use super::Drawing;
use crate::cards::Press;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::files::Files;
use crate::model::output::Output;
use crate::model::site::{BriefIx, Site};
use crate::render::{self, Design};
use crate::write::Kept;

/// The site's cards.
#[derive(Default)]
pub(super) struct Cards {
    briefs: BTreeSet<BriefIx>,
    press: Option<Press>,
}

impl Cards {
    /// Finds the briefs that have a card, and says which don't, and why. `copies` holds the site's fonts.
    pub(super) fn plan(site: &Site, files: &Files, copies: &[Output], diagnostics: &mut Diagnostics) -> Self {
        let config = &site.corpus.config;
        if !config.features.cards {
            return Self::default();
        }
        if config.base_url.is_none() {
            let found = Diagnostic::new(
                Code::NoCards,
                super::config_place(files),
                "social cards need a `base_url`: social networks read whole addresses only",
            );
            diagnostics.push(found.help("set it in briefgen.yaml, or set `features: {cards: false}`"));
            return Self::default();
        }
        let Some(press) = press(site, copies, diagnostics) else { return Self::default() };
        let candidates = site.listed.iter().copied().filter(|ix| render::has_card(site, *ix));
        let judged: Vec<_> = candidates.map(|ix| (ix, press.missing(&render::card_words(site, ix)))).collect();
        let lacking: Vec<_> = judged.iter().filter_map(|(ix, missing)| Some((*ix, (*missing)?))).collect();
        report(site, &lacking, diagnostics);
        let briefs = judged.iter().filter(|(_, missing)| missing.is_none()).map(|(ix, _)| *ix).collect();
        Self { briefs, press: Some(press) }
    }

    /// The briefs that have a card.
    pub(super) fn briefs(&self) -> &BTreeSet<BriefIx> {
        &self.briefs
    }

    /// Draws every card that isn't kept, and hands all of them to `put`.
    pub(super) fn draw<E: Send>(
        &self,
        site: &Site,
        design: &Design,
        drawing: &Drawing,
        broken: &Mutex<Vec<Diagnostic>>,
        put: &(dyn Fn(Output) -> Result<(), E> + Sync),
    ) -> Result<(), E> {
        let cache = match drawing {
            Drawing::None => return Ok(()),
            Drawing::Anew => None,
            Drawing::Kept(cache) => Some(cache.clone()),
        };
        let Some(press) = &self.press else { return Ok(()) };
        let kept = Kept::new(cache, "cards");
        self.briefs.par_iter().try_for_each(|ix| match card(site, design, press, &kept, *ix) {
            Ok(bytes) => put(Output { path: render::card_path(site, *ix), bytes }),
            Err(fault) => {
                broken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(*fault);
                Ok(())
            }
        })?;
        kept.sweep();
        Ok(())
    }
}

impl std::fmt::Debug for Cards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cards").field("briefs", &self.briefs).finish_non_exhaustive()
    }
}

/// A press with the site's own font for headings, else for running text, if it has one that can be drawn with.
fn press(site: &Site, copies: &[Output], diagnostics: &mut Diagnostics) -> Option<Press> {
    let config = &site.corpus.config;
    let Some(font) = config.font_heading.as_ref().or(config.font_body.as_ref()) else { return Press::new(None) };
    let path = font.value.trim_start_matches('/').trim_start_matches("static/");
    let bytes = copies.iter().find(|copy| copy.path == path).map(|copy| copy.bytes.as_slice());
    Press::new(bytes).or_else(|| {
        let message = format!("social cards can't be drawn with {}: only TTF and OTF files can", font.value);
        let found = Diagnostic::new(Code::NoCards, font.span, message);
        diagnostics.push(found.help("cards are drawn with Noto Sans instead; pages use your font all the same"));
        Press::new(None)
    })
}

/// One finding for all briefs whose letters no font has.
fn report(site: &Site, lacking: &[(BriefIx, char)], diagnostics: &mut Diagnostics) {
    let Some((ix, sign)) = lacking.first() else { return };
    let (brief, links) = site.brief(*ix);
    let whose = match lacking.len() {
        1 => "this brief has no social card".to_owned(),
        more => format!("{more} briefs have no social card"),
    };
    let message = format!("{whose}: its fonts have no “{sign}”, which “{}” needs", links.title);
    let place = brief.front.title.as_ref().map_or(brief.span, |title| title.span);
    let found = Diagnostic::new(Code::NoCards, Place::from(place), message);
    diagnostics.push(found.help("name a TTF or OTF file that has these letters under `fonts:` in briefgen.yaml"));
}

fn card(site: &Site, design: &Design, press: &Press, kept: &Kept, ix: BriefIx) -> Result<Vec<u8>, Box<Diagnostic>> {
    let words = render::card_words(site, ix);
    let svg = design.card(site, &words, &press.set(&words))?;
    let key = press.key(&svg);
    if let Some(bytes) = kept.get(&key) {
        return Ok(bytes);
    }
    let bytes = press.print(&svg).map_err(|cause| Box::new(design.undrawable(&cause)))?;
    kept.put(&key, &bytes);
    Ok(bytes)
}
