//! What stands above a brief: its life in words.

use serde::Serialize;

use super::super::escape;
use super::super::scope::{BriefScope, PageScope};
use super::{LinkView, brief_named};
use crate::model::brief::{Audience, Status};
use crate::model::notes::RevisionKind;
use crate::model::site::BriefIx;

/// One notice of the status strip.
#[derive(Debug, Serialize)]
pub(crate) struct Notice {
    kind: &'static str,
    text: String,
    links: Vec<LinkView>,
}

impl Notice {
    fn new(kind: &'static str, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), links: Vec::new() }
    }
}

/// Draft, internal, embargoed: what only a preview or the desk sees.
pub(crate) fn life(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Vec<Notice> {
    let front = &scope.brief.front;
    let words = page.words();
    let mut notices = Vec::new();
    let draft = front.status == Status::Draft || scope.brief.article.as_ref().is_some_and(|article| article.draft);
    if draft {
        notices.push(Notice::new("draft", words.text("draft")));
    }
    if front.audience == Audience::Internal {
        notices.push(Notice::new("internal", words.text("internal_brief")));
    }
    if let Some(embargo) = front.embargo.as_ref().filter(|embargo| embargo.until > page.env.options().as_of) {
        let text = words.filled("embargoed", &[("time", &embargo.written.value)]);
        notices.push(Notice::new("embargoed", text));
    }
    notices
}

/// Everything above a brief.
pub(crate) fn all(page: &PageScope<'_>, ix: BriefIx, scope: &BriefScope<'_>) -> Vec<Notice> {
    let front = &scope.brief.front;
    let words = page.words();
    let mut notices = life(page, scope);
    if front.status == Status::Withdrawn {
        notices.push(withdrawn(page, scope));
    }
    let superseded = &page.env.site.superseded();
    let newer: Vec<LinkView> =
        superseded.iter().filter(|(old, _)| *old == ix).map(|(_, new)| brief_named(page, *new)).collect();
    if !newer.is_empty() {
        notices.push(Notice { kind: "superseded", text: words.text("superseded_by").to_owned(), links: newer });
    }
    let corrections = front.revisions.iter().filter(|revision| revision.kind == RevisionKind::Correction);
    if let Some(last) = corrections.max_by_key(|revision| revision.date.sort_key()) {
        let text = words.dated("corrected", last.date);
        let link = LinkView::new(words.text("revisions"), Some("#section--revisions".to_owned()));
        notices.push(Notice { kind: "corrected", text, links: vec![link] });
    }
    notices
}

fn withdrawn(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Notice {
    let (end, words) = (ending(page, scope), page.words());
    let date = scope.brief.front.withdrawn.as_ref().and_then(|end| end.date);
    let said = date.map_or_else(|| words.text("withdrawn").to_owned(), |date| words.dated("withdrawn_on", date));
    let reason = end.reason.map(|reason| format!(" {reason}")).unwrap_or_default();
    let text = said + &reason;
    Notice { kind: "withdrawn", text, links: end.redirect.into_iter().collect() }
}

/// What is left of a brief that was withdrawn or removed.
#[derive(Debug, Serialize)]
pub(crate) struct Ending {
    pub(crate) date: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) redirect: Option<LinkView>,
}

/// When and why a brief ended, and where readers should go.
pub(crate) fn ending(page: &PageScope<'_>, scope: &BriefScope<'_>) -> Ending {
    let Some(end) = scope.brief.front.withdrawn.as_ref() else {
        return Ending { date: None, reason: None, redirect: None };
    };
    let redirect = end.redirect.as_ref().and_then(|to| {
        let site = &page.env.site;
        if let Some(ix) = site.find_brief(&to.value) {
            return Some(brief_named(page, ix));
        }
        let href = page.links.written(to.span.file, &to.value).filter(|href| escape::is_safe_address(href))?;
        Some(LinkView::new(&to.value, Some(href)))
    });
    Ending { date: end.date.map(|date| page.words().date(date)), reason: end.reason.clone(), redirect }
}
