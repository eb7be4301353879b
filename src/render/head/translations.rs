//! The same brief in other languages.

use super::Alternate;
use crate::model::site::{BriefIx, Resolved};
use crate::render::env::PageEnv;
use crate::render::scope::PageScope;

/// All members of a brief's group of translations, itself too, each with its language; empty where it stands alone.
fn group(env: &PageEnv<'_>, ix: BriefIx) -> Vec<(String, BriefIx)> {
    let site = &env.site;
    let brief = site.described(ix);
    let original = brief.front.translation_of.as_ref();
    let root = original.map_or(brief.slug, |slug| slug.value.as_str());
    if original.is_none() && !env.is_translated(root) {
        return Vec::new();
    }
    let member = |ix: &&BriefIx| {
        let brief = site.described(**ix);
        brief.slug == root || brief.front.translation_of.as_ref().is_some_and(|slug| slug.value == root)
    };
    let language = |ix: BriefIx| {
        let own = site.described(ix).front.language.as_ref();
        own.unwrap_or(&site.config().language).clone()
    };
    let mut members: Vec<_> = site.listed().iter().filter(member).map(|ix| (language(*ix), *ix)).collect();
    members.sort();
    members.dedup_by(|later, first| later.0 == first.0);
    if members.len() > 1 { members } else { Vec::new() }
}

/// Links to every language, the page's own too, with whole addresses where the site has them.
pub(super) fn alternates(page: &PageScope<'_>, ix: BriefIx) -> Vec<Alternate> {
    let link = |(language, ix): (String, BriefIx)| {
        let route = page.env.site.route(Resolved::Brief(ix));
        let href = page.env.canonical(&route).unwrap_or_else(|| page.links.href(&route));
        Alternate { kind: None, language: Some(language), title: None, href }
    };
    group(page.env, ix).into_iter().map(link).collect()
}
