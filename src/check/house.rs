//! The rules that a desk sets itself: `house: {require, forbid}`.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::files::Span;
use crate::model::brief::Status;
use crate::model::site::Site;

/// Judges every published brief by the site's own rules.
pub(super) fn rules(site: &Site, diagnostics: &mut Diagnostics) {
    let config = &site.corpus.config;
    if config.house_require.is_empty() && config.house_forbid.is_empty() {
        return;
    }
    for brief in &site.corpus.briefs {
        if brief.front.status != Status::Published {
            continue;
        }
        let keys = &brief.front.keys;
        let place = keys.first().map_or(brief.span, |key| key.span);
        for rule in &config.house_require {
            if !keys.iter().any(|key| key.value == rule.value) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::HouseRule,
                        if brief.notes_file.is_some() { place } else { Span::file_start(brief.span.file) },
                        format!("this site's house rules want `{}` in every published brief", rule.value),
                    )
                    .related(rule.span, "the rule")
                    .help(format!("add `{}:`, or set `status: draft` until it is there", rule.value)),
                );
            }
        }
        for rule in &config.house_forbid {
            if let Some(key) = keys.iter().find(|key| key.value == rule.value) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::HouseRule,
                        key.span,
                        format!("this site's house rules forbid `{}` in a published brief", rule.value),
                    )
                    .related(rule.span, "the rule")
                    .help(format!("take `{}:` out, or set `status: draft`", rule.value)),
                );
            }
        }
    }
}
