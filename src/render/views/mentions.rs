//! Mentions of an actor or theme as sentences, brief by brief.
//!
//! Written here and not by a template: these lists are a large part of a site's bytes.

use serde::Serialize;

use super::super::archive::{PartView, part_links};
use super::super::escape;
use super::super::scope::{BriefScope, PageScope};
use super::super::sentence;
use super::foreign::Foreign;
use crate::link::archive::{Archive, ListPart};
use crate::model::registry::Target;
use crate::model::site::Backlink;

/// About how many bytes a brief takes.
const ENTRY: usize = 700;

/// From how many briefs on a list is worth a filter.
const FILTERED: usize = 5;

/// A part of the mentions and links to the others.
#[derive(Debug, Serialize)]
pub(crate) struct MentionsView {
    /// Items of a list, one for each brief, as HTML.
    html: String,
    /// Briefs in all.
    total: usize,
    /// The items say what a filter needs: this is the list itself, and it isn't short.
    filtered: bool,
    parts: Vec<PartView>,
}

/// What names an actor or theme whose page is at `route`.
pub(crate) fn mentions(page: &PageScope<'_>, target: Target, part: ListPart, route: &str) -> MentionsView {
    let (briefs, list) = page.env.list_of(target);
    let shown = Archive::new(&list.dates).entries(part, true);
    let filtered = part == ListPart::First && shown.len() >= FILTERED;
    let words = page.words();
    let mut writer = Writer {
        page,
        about: filtered.then_some(target),
        out: String::with_capacity(shown.len() * ENTRY),
        date_unknown: escape::escaped(words.text("date_unknown")),
        see_passage: escape::escaped(words.text("see_passage")),
    };
    for at in shown {
        writer.backlink(&briefs[at]);
    }
    let parts = part_links(page, &list.parts, part, route);
    MentionsView { html: writer.out, total: list.dates.len(), filtered, parts }
}

struct Writer<'w, 'e> {
    page: &'w PageScope<'e>,
    /// Whose mentions these are, where a filter goes by what else the briefs are about.
    about: Option<Target>,
    out: String,
    date_unknown: String,
    see_passage: String,
}

impl Writer<'_, '_> {
    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.out.push_str(part));
    }

    fn backlink(&mut self, link: &Backlink) {
        let scope = BriefScope::new(self.page.env, link.brief);
        let href = escape::escaped(&self.page.links.href(&scope.route));
        self.out.push_str("<li");
        self.about(&scope);
        let foreign = Foreign::attributes(Foreign::title(self.page, &scope.described).as_ref());
        self.push(&[">\n<h3><a href=\"", &href, "\"", &foreign, ">"]);
        escape::push(&mut self.out, &scope.links.title);
        self.push(&["</a></h3>\n<p class=\"facts\">"]);
        match scope.links.date {
            Some(date) => {
                let (iso, text) = (date.to_string(), escape::escaped(&self.page.words().date(date)));
                self.push(&["<time datetime=\"", &iso, "\">", &text, "</time>"]);
            }
            None => self.out.push_str(&self.date_unknown),
        }
        self.out.push_str("</p>\n");
        let shown = self.sentences(&scope, link, &href);
        let others = link.count.saturating_sub(shown);
        if shown > 0 {
            self.out.push_str("</ul>\n");
            if others > 0 {
                let others = self.page.words().counted("other_mentions", others.into());
                self.push(&["<p class=\"others\">", &escape::escaped(&others), "</p>\n"]);
            }
        }
        self.out.push_str("</li>\n");
    }

    /// The ids of what else the brief is about: an actor's mentions have themes, a theme's have actors.
    fn about(&mut self, scope: &BriefScope<'_>) {
        let registry = &self.page.env.site.registry();
        let ids: Vec<&str> = match self.about {
            Some(Target::Actor(_)) => scope.links.themes.iter().map(|(ix, _)| &*registry[*ix].id.value).collect(),
            Some(Target::Theme(_)) => scope.links.actors.iter().map(|(ix, _)| &*registry[*ix].id.value).collect(),
            None => return,
        };
        if !ids.is_empty() {
            self.push(&[" data-about=\"", &ids.join(" "), "\""]);
        }
    }

    /// The sentences that may be shown; returns their number.
    fn sentences(&mut self, scope: &BriefScope<'_>, link: &Backlink, brief: &str) -> u32 {
        let mut shown = 0;
        for at in &*link.mentions {
            let Some(mention) = scope.links.mentions.get(*at as usize) else { continue };
            let Some(passage) = scope.passage(mention.at) else { continue };
            self.out.push_str(if shown == 0 { "<ul class=\"sentences\">\n<li>" } else { "<li>" });
            let foreign = Foreign::part(self.page, &scope.described, mention.at.part);
            if foreign.is_some() {
                self.push(&["<span", &Foreign::attributes(foreign.as_ref()), ">"]);
            }
            sentence::push_marked(&mut self.out, &passage.text, mention);
            if foreign.is_some() {
                self.out.push_str("</span>");
            }
            self.push(&[" <a class=\"passage\" href=\"", brief]);
            if !passage.id.is_empty() {
                self.out.push('#');
                escape::push(&mut self.out, &crate::text::address::encode_path(&passage.id));
            }
            let words = std::mem::take(&mut self.see_passage);
            self.push(&["\">", &words, "</a></li>\n"]);
            self.see_passage = words;
            shown += 1;
        }
        shown
    }
}
