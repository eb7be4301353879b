//! What an institution's rights in an article allow to be shown.
//!
//! Runs after quotations were verified: what isn't to be shown is emptied here, so that no later step can show it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::body::{Body, PassageIx, Token};
use crate::model::brief::{Brief, Front, Show};
use crate::model::notes::{Evidence, Quote};
use crate::model::site::{BriefLinks, Found, Part};
use crate::model::small::Ranges;

/// Leaves of the article's text what `show` allows.
pub(super) fn apply(show: Show, brief: &mut Brief, links: &mut BriefLinks) {
    let Some(article) = &mut brief.article else { return };
    let article = Arc::make_mut(article);
    let shown = if show == Show::Quoted { quoted(links) } else { BTreeSet::new() };
    blank(&mut article.body, &shown);
    article.description = None;
    let stays = |part: Part, passage: PassageIx| part != Part::Article || shown.contains(&passage);
    links.mentions.retain(|mention| stays(mention.at.part, mention.at.passage));
    links.refusals.retain(|refusal| stays(refusal.at.part, refusal.at.passage));
    if show == Show::None {
        forget_places(links);
        forget_quotes(Arc::make_mut(&mut brief.front));
    }
}

/// The passages of the article that a quotation points at.
fn quoted(links: &BriefLinks) -> BTreeSet<PassageIx> {
    let all = links.notes.iter().chain(&links.key_messages).chain(&links.positions).chain(&links.events);
    all.filter_map(|found| match found {
        Some(Found::Here(anchor)) if anchor.at.part == Part::Article => Some(anchor.at.passage),
        _ => None,
    })
    .collect()
}

/// Empties all passages but those shown, keeping their places, and the tokens that would show them.
fn blank(body: &mut Body, shown: &BTreeSet<PassageIx>) {
    for (at, passage) in (0u32..).map(PassageIx).zip(&mut body.passages) {
        if !shown.contains(&at) {
            passage.text = "".into();
            passage.id = "".into();
            passage.unlinkable = Ranges::default();
            passage.opaque = Ranges::default();
        }
    }
    let passages = shown.iter();
    let tokens = passages.flat_map(|at| {
        let end = u32::try_from(body.passages[at.0 as usize].text.len()).unwrap_or(u32::MAX);
        [Token::Open(*at), Token::Text { passage: *at, start: 0, end }, Token::Close(*at)]
    });
    body.tokens = tokens.collect();
    body.links.clear();
    body.references.clear();
    body.images.clear();
    body.code.clear();
    body.citations.clear();
    body.fragments.clear();
}

fn forget_places(links: &mut BriefLinks) {
    let all = [&mut links.notes, &mut links.key_messages, &mut links.positions, &mut links.events];
    for found in all.into_iter().flatten() {
        if matches!(found, Some(Found::Here(anchor)) if anchor.at.part == Part::Article) {
            *found = None;
        }
    }
}

/// Quoted words of the article are its text too.
fn forget_quotes(front: &mut Front) {
    let notes = front.notes.iter_mut().map(|note| Some(&mut note.quote));
    let messages = front.key_messages.iter_mut().map(|message| message.quote.as_mut());
    for quote in notes.chain(messages).flatten() {
        forget(quote);
    }
    let positions = front.positions.iter_mut().map(|position| &mut position.evidence);
    for Evidence { quote, source, .. } in positions.chain(front.events.iter_mut().map(|event| &mut event.evidence)) {
        if let (Some(quote), None) = (quote, source) {
            forget(quote);
        }
    }
}

fn forget(quote: &mut Quote) {
    if quote.source.is_none() {
        quote.exact.value.clear();
        quote.prefix = None;
        quote.suffix = None;
    }
}
