//! A body's tokens as HTML.
//!
//! Takes a body with its mentions, quotations and notes; gives well-formed HTML whatever overlaps what.
//! Never uses a template: this is the bulk of a site's bytes.

mod code;
mod inline;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use inline::Marks;
pub(crate) use inline::{Mark, NoteRef};

use super::escape;
use super::scope::PageScope;
use crate::model::address::Address;
use crate::model::body::{Body, Image, Passage, PassageIx, PassageKind, Prose, ReferenceKind, Token};
use crate::model::reading::Reading;
use crate::model::site::{Mention, Part, Resolved};

/// What is written of a body.
pub(crate) struct BodyInput<'b> {
    /// The text.
    pub(crate) body: &'b Body,
    /// Its mentions, by passage and place.
    pub(crate) mentions: &'b [Mention],
    /// Words that quotes point at.
    pub(crate) marks: Vec<Mark>,
    /// HTML that follows a passage.
    pub(crate) notes: BTreeMap<PassageIx, String>,
    /// Where numbers lead to them, in the order of each passage's words.
    pub(crate) refs: BTreeMap<PassageIx, Vec<NoteRef>>,
    /// Write these passages alone.
    pub(crate) only: Option<&'b BTreeSet<PassageIx>>,
    /// What says the language of a text that isn't its page's, as attributes; the notes beside it have the page's.
    pub(crate) spoken: &'b str,
}

/// The mentions of one part of a brief; they are sorted by part.
pub(crate) fn of_part(mentions: &[Mention], part: Part) -> &[Mention] {
    let from = mentions.partition_point(|mention| mention.at.part < part);
    let to = mentions.partition_point(|mention| mention.at.part <= part);
    &mentions[from..to]
}

/// Writes a body.
pub(crate) fn write(page: &PageScope<'_>, input: BodyInput<'_>) -> String {
    let tokens = &input.body.tokens;
    let bytes: usize = input.body.passages.iter().map(|passage| passage.text.len() + 60).sum();
    let bytes = bytes + input.mentions.len() * 110;
    let mut writer = Writer::new(page, input.body, input.mentions, input.marks, input.only);
    writer.notes = input.notes;
    writer.refs = input.refs;
    writer.spoken = input.spoken;
    writer.out.reserve(bytes);
    for token in tokens {
        writer.token(token);
    }
    writer.end_list();
    for note in std::mem::take(&mut writer.notes).into_values() {
        writer.out.push_str(&note);
    }
    writer.out
}

/// Writes a text without mentions or notes: a message, an argument, a revision.
pub(crate) fn prose(page: &PageScope<'_>, prose: &Prose) -> String {
    write_plainly(page, prose.body())
}

/// [`prose`] of a body.
pub(crate) fn write_plainly(page: &PageScope<'_>, body: &Body) -> String {
    write(
        page,
        BodyInput {
            body,
            mentions: &[],
            marks: Vec::new(),
            notes: BTreeMap::new(),
            refs: BTreeMap::new(),
            only: None,
            spoken: "",
        },
    )
}

/// The words of one passage with mentions and marks, without its element.
pub(crate) fn passage_words(
    page: &PageScope<'_>,
    body: &Body,
    ix: PassageIx,
    mentions: &[Mention],
    marks: Vec<Mark>,
    refs: Vec<NoteRef>,
) -> String {
    let mut writer = Writer::new(page, body, mentions, marks, None);
    writer.refs.insert(ix, refs);
    writer.text(ix, 0, u32::try_from(body.passage(ix).text.len()).unwrap_or(u32::MAX));
    writer.out
}

/// The words of a text, for lists and descriptions.
pub(crate) fn plain(prose: &Prose) -> String {
    let texts: Vec<&str> = prose.body().passages.iter().map(|passage| &*passage.text).collect();
    texts.join(" ")
}

/// Elements of markup that hold passages.
const CONTAINERS: [&str; 5] = ["<ul", "<ol", "<blockquote", "<table", "<figure"];

struct Writer<'w> {
    page: &'w PageScope<'w>,
    body: &'w Body,
    mentions: &'w [Mention],
    marks: Marks,
    notes: BTreeMap<PassageIx, String>,
    refs: BTreeMap<PassageIx, Vec<NoteRef>>,
    only: Option<&'w BTreeSet<PassageIx>>,
    spoken: &'w str,
    out: String,
    /// Open passages: what ends each, and whether it is shown.
    open: Vec<(&'static str, bool)>,
    /// Open links: whether each was written.
    links: Vec<bool>,
    items: i32,
    quotes: i32,
    figures: i32,
    own_list: bool,
    gap: bool,
}

impl<'w> Writer<'w> {
    fn new(
        page: &'w PageScope<'w>,
        body: &'w Body,
        mentions: &'w [Mention],
        marks: Vec<Mark>,
        only: Option<&'w BTreeSet<PassageIx>>,
    ) -> Self {
        Self {
            page,
            body,
            mentions,
            marks: Marks::new(marks),
            notes: BTreeMap::new(),
            refs: BTreeMap::new(),
            only,
            spoken: "",
            out: String::new(),
            open: Vec::new(),
            links: Vec::new(),
            items: 0,
            quotes: 0,
            figures: 0,
            own_list: false,
            gap: false,
        }
    }

    /// Whether what comes now may be shown.
    fn shows(&self) -> bool {
        self.only.is_none() || self.open.last().is_some_and(|(_, shown)| *shown)
    }

    fn token(&mut self, token: &Token) {
        match token {
            Token::Open(ix) => return self.open(*ix),
            Token::Close(ix) => return self.close(*ix),
            _ if !self.shows() => return,
            _ => {}
        }
        if self.open.is_empty() {
            self.end_list();
        }
        match token {
            Token::Markup(markup) => self.markup(markup),
            Token::Text { passage, start, end } => self.text(*passage, *start, *end),
            Token::LinkOpen(ix) => self.link_open(*ix),
            Token::LinkClose => {
                if self.links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
            Token::Reference(ix) => self.reference(*ix),
            Token::Image(ix) => self.image(&self.body.images[*ix as usize]),
            Token::Code(ix) => code::write(&mut self.out, &self.body.code[*ix as usize]),
            Token::Citation(ix) => self.citation(*ix),
            Token::Open(_) | Token::Close(_) => {}
        }
    }

    fn markup(&mut self, markup: &str) {
        // A note of a text that isn't shown whole has nowhere to lead.
        if self.only.is_some() && markup.contains("href=\"#") {
            return;
        }
        let count = |tag: &str| i32::try_from(markup.matches(tag).count()).unwrap_or(0);
        if markup.starts_with("<table") {
            self.out.push_str("<div class=\"scroll\">");
        }
        match CONTAINERS.iter().find(|tag| markup.starts_with(**tag)).filter(|_| !self.is_contained()) {
            Some(tag) => {
                self.out.push_str(tag);
                self.out.push_str(self.spoken);
                self.out.push_str(&markup[tag.len()..]);
            }
            None => self.out.push_str(markup),
        }
        if markup.trim_end().ends_with("</table>") {
            self.out.push_str("</div>");
        }
        if markup.contains('<') {
            self.items += count("<li") - count("</li");
            self.quotes += count("<blockquote") - count("</blockquote");
            self.figures += count("<figcaption") - count("</figcaption");
        }
    }

    fn open(&mut self, ix: PassageIx) {
        let passage = self.body.passage(ix);
        let shown = self.only.is_none_or(|only| only.contains(&ix));
        if !shown {
            self.gap = true;
            self.open.push(("", false));
            return;
        }
        if self.only.is_some() && std::mem::take(&mut self.gap) {
            self.end_list();
            self.out.push_str("<p class=\"gap\">[…]</p>\n");
        }
        if self.own_list && !matches!(passage.kind, PassageKind::ListItem) {
            self.end_list();
        }
        let ends = self.element(passage);
        self.open.push((ends, true));
    }

    /// Whether what comes stands in an element that says its language.
    fn is_contained(&self) -> bool {
        self.own_list || self.items > 0 || self.quotes > 0 || self.figures > 0
    }

    /// Opens a passage's element and says what ends it.
    fn element(&mut self, passage: &Passage) -> &'static str {
        let contained = self.is_contained() || passage.kind == PassageKind::Cell;
        let (before, name, class, ends) = match passage.kind {
            PassageKind::Title => ("", "p", "", "</p>"),
            PassageKind::Standfirst => ("", "p", "standfirst", "</p>"),
            PassageKind::Heading(0..=2) => ("", "h2", "", "</h2>"),
            PassageKind::Heading(3) => ("", "h3", "", "</h3>"),
            PassageKind::Heading(4) => ("", "h4", "", "</h4>"),
            PassageKind::Heading(5) => ("", "h5", "", "</h5>"),
            PassageKind::Heading(_) => ("", "h6", "", "</h6>"),
            PassageKind::Paragraph => ("", "p", "", "</p>"),
            PassageKind::ListItem if self.items > 0 => ("", "div", "item", "</div>"),
            PassageKind::ListItem if self.own_list => ("<li>", "div", "item", "</div>"),
            PassageKind::ListItem => {
                self.own_list = true;
                ("<ul>\n<li>", "div", "item", "</div>")
            }
            PassageKind::Quote if self.quotes > 0 => ("", "p", "", "</p>"),
            PassageKind::Quote => ("<blockquote>", "p", "", "</p></blockquote>"),
            PassageKind::Caption if self.figures > 0 => ("", "span", "caption", "</span>"),
            PassageKind::Caption => ("", "p", "caption", "</p>"),
            PassageKind::Cell => ("", "span", "", "</span>"),
        };
        let begins_list = before.starts_with("<ul>");
        if begins_list {
            self.out.push_str("<ul");
            self.out.push_str(self.spoken);
        }
        self.out.push_str(if begins_list { &before["<ul".len()..] } else { before });
        self.out.push('<');
        self.out.push_str(name);
        match (class, passage.internal) {
            ("", false) => {}
            ("", true) => self.attribute("class", "internal"),
            (class, false) => self.attribute("class", class),
            (class, true) => self.attribute("class", &format!("{class} internal")),
        }
        if !passage.id.is_empty() {
            self.attribute("id", &passage.id);
        }
        if !(contained || begins_list) {
            self.out.push_str(self.spoken);
        }
        self.out.push('>');
        ends
    }

    fn close(&mut self, ix: PassageIx) {
        let Some((ends, shown)) = self.open.pop() else { return };
        if !shown {
            return;
        }
        while self.links.pop().is_some_and(|written| written) {
            self.out.push_str("</a>");
        }
        self.note_refs(ix, u32::MAX);
        self.out.push_str(ends);
        if let Some(note) = self.notes.remove(&ix) {
            self.out.push('\n');
            self.out.push_str(&note);
        }
        if self.own_list && ends == "</div>" && self.items <= 0 {
            self.out.push_str("</li>");
        }
        if ends != "</span>" {
            self.out.push('\n');
        }
    }

    fn end_list(&mut self) {
        if std::mem::take(&mut self.own_list) {
            self.out.push_str("</ul>\n");
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::push(&mut self.out, value);
        self.out.push('"');
    }

    fn link_open(&mut self, ix: u32) {
        let link = &self.body.links[ix as usize];
        let href = self.page.links.written(link.span.file, &link.href).filter(|_| !self.links.contains(&true));
        self.links.push(href.is_some());
        let Some(href) = href else { return };
        self.out.push_str("<a");
        self.attribute("href", &href);
        if let Some(title) = &link.title {
            self.attribute("title", title);
        }
        self.out.push('>');
    }

    fn reference(&mut self, ix: u32) {
        let reference = &self.body.references[ix as usize];
        let site = &self.page.env.site;
        let words = self.body.passage(reference.passage).text.get(reference.start as usize..reference.end as usize);
        let written = reference.words.as_deref().or(words).unwrap_or(&reference.id);
        let target = if self.links.contains(&true) { None } else { resolve(site, reference.kind, &reference.id) };
        let Some(target) = target else {
            escape::push(&mut self.out, written);
            return;
        };
        let (hook, name) = match target {
            Resolved::Actor(ix) => (Some("data-actor"), site.registry()[ix].name.value.as_str()),
            Resolved::Theme(ix) => (Some("data-theme"), site.registry()[ix].name.value.as_str()),
            Resolved::Brief(ix) => (None, site.described(ix).title),
        };
        let shown = reference.words.as_deref().unwrap_or(name);
        self.out.push_str("<a");
        self.attribute("class", if hook.is_some() { "mention" } else { "reference" });
        if let Some(hook) = hook {
            self.attribute(hook, &reference.id);
        }
        self.attribute("href", &self.page.links.href(&site.route(target)));
        self.out.push('>');
        escape::push(&mut self.out, shown);
        self.out.push_str("</a>");
    }

    /// A picture of the site; one of another host becomes a link to it, since pages load nothing from elsewhere.
    fn image(&mut self, image: &Image) {
        let address = self.page.env.resolve(image.span.file, &self.page.links.route, &image.src);
        let words = if image.alt.is_empty() { &image.src } else { &image.alt };
        let src = match &address {
            Address::External(_) => None,
            _ => self.page.links.written(image.span.file, &image.src),
        };
        let elsewhere = src.is_none() || image.src.starts_with("//") || image.src.contains("://");
        if let Some(src) = src.filter(|_| !elsewhere || matches!(address, Address::Asset { .. })) {
            self.out.push_str("<img");
            self.attribute("src", &src);
            self.attribute("alt", &image.alt);
            if let Some(title) = &image.title {
                self.attribute("title", title);
            }
            self.out.push_str(" loading=\"lazy\">");
        } else if escape::is_safe_address(&image.src) && !self.links.contains(&true) {
            self.out.push_str("<a class=\"image\"");
            self.attribute("href", &image.src);
            self.out.push('>');
            escape::push(&mut self.out, words);
            self.out.push_str("</a>");
        } else {
            escape::push(&mut self.out, &image.alt);
        }
    }

    fn citation(&mut self, ix: u32) {
        let citation = &self.body.citations[ix as usize];
        let number = self.page.sources.get(&*citation.source).copied();
        let linked = number.filter(|_| !self.links.contains(&true));
        if let Some(number) = linked {
            let id = self.page.cite(number);
            self.out.push_str("<a class=\"citation\"");
            self.attribute("id", &id);
            self.attribute("href", &format!("#source--{number}"));
            self.out.push('>');
        }
        self.out.push('[');
        escape::push(&mut self.out, &number.map_or(citation.source.to_string(), |number| number.to_string()));
        if let Some(locator) = &citation.locator {
            self.out.push_str(", ");
            escape::push(&mut self.out, locator);
        }
        self.out.push(']');
        if linked.is_some() {
            self.out.push_str("</a>");
        }
    }
}

fn resolve(site: &Reading<'_>, kind: Option<ReferenceKind>, id: &str) -> Option<Resolved> {
    let registry = site.registry();
    let actor = || registry.actor(id).map(Resolved::Actor);
    let theme = || registry.theme(id).map(Resolved::Theme);
    let brief = || site.find_brief(id).map(Resolved::Brief);
    match kind {
        Some(ReferenceKind::Actor) => actor(),
        Some(ReferenceKind::Theme) => theme(),
        Some(ReferenceKind::Brief) => brief(),
        None => actor().or_else(theme).or_else(brief),
    }
}
