//! HTML inside Markdown: safe elements stay, words become passages, addresses become links and pictures.
//!
//! Takes blocks and single tags as written; what acts is taken out and named. Never passes on what it doesn't know.

use std::ops::Range;

use super::builder::Builder;
use super::inline::Run;
use crate::diag::{Code as Finding, Diagnostic, Severity};
use crate::model::body::{Code, PassageKind, Token};
use crate::parse::sanitise::{self, Tag};

/// Elements that stand inside a passage, as they may be written.
const INLINE: &[&str] = &[
    "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Elements whose content isn't words.
const HIDDEN: &[&str] =
    &["script", "style", "iframe", "noscript", "object", "template", "svg", "math", "select", "textarea", "title"];

impl Builder<'_> {
    /// One tag among words. Returns the name of an element whose content is to be passed over.
    pub(super) fn inline_html(&mut self, html: &str, kind: PassageKind, place: &Range<usize>) -> Option<String> {
        let tag = sanitise::tag_at(html, 0)?;
        let mut dangers = Vec::new();
        if !tag.closing {
            sanitise::dangers_of_tag(&tag, &mut dangers);
        }
        self.report(&dangers, place);
        if HIDDEN.contains(&tag.name.as_str()) {
            return (!tag.closing && !html.ends_with("/>")).then_some(tag.name);
        }
        self.ensure_open(kind, place);
        self.inline_tag(&tag, place);
        None
    }

    fn report(&mut self, dangers: &[String], place: &Range<usize>) {
        if dangers.is_empty() {
            return;
        }
        let written = self.source.get(place.clone()).unwrap_or("");
        let end = place.start + written.lines().next().map_or(0, |line| line.trim_end().len());
        let span = self.places.span(place.start, end);
        let message = format!("HTML that isn't safe was taken out: {}", dangers.join(", "));
        let finding = Diagnostic::new(Finding::UnsafeHtml, span, message)
            .help("say it in Markdown, or link to the page that it comes from");
        self.find(finding, Severity::Warning);
    }

    /// An element of INLINE, a link or a picture; anything else is passed over and its words stay.
    fn inline_tag(&mut self, tag: &Tag, place: &Range<usize>) {
        match (tag.name.as_str(), tag.closing) {
            ("a", true) => self.close_link(false, place.end),
            ("a", false) => {
                self.anchor(tag);
                match tag.get("href") {
                    Some(href) => self.open_link(href, tag.get("title"), place),
                    None => self.open_nothing(),
                }
            }
            ("img", false) => self.picture(tag, place),
            ("br", _) => self.markup("<br>"),
            ("wbr", _) => self.markup("<wbr>"),
            (name, closing) => {
                let Some(name) = INLINE.iter().find(|known| **known == name) else { return };
                if closing {
                    self.close_mark(name);
                } else {
                    self.open_mark(name);
                    self.anchor(tag);
                }
            }
        }
    }

    fn picture(&mut self, tag: &Tag, place: &Range<usize>) {
        let Some(src) = tag.get("src").map(str::trim).filter(|src| !src.is_empty()) else { return };
        let before = self.body.images.len();
        self.image(src, tag.get("alt").unwrap_or(""), tag.get("title"), place.clone());
        if let Some(image) = self.body.images.get_mut(before) {
            image.decorative = tag.get("alt").is_some_and(|alt| alt.trim().is_empty());
        }
    }

    /// The `id` (or an anchor's `name`) of an element whose own tag isn't kept.
    fn anchor(&mut self, tag: &Tag) {
        let name = tag.get("name").filter(|_| tag.name == "a");
        if let Some(id) = tag.get("id").or(name).map(str::to_owned).filter(|id| self.take_id(id)) {
            self.markup(format!("<span id=\"{}\"></span>", sanitise::escape(&id)));
        }
    }

    fn take_id(&mut self, id: &str) -> bool {
        let free = sanitise::is_free_id(id) && self.ids.insert(id.to_owned());
        if free {
            self.body.fragments.push(id.into());
        }
        free
    }

    /// A block of HTML; `kind` is what words are where it stands.
    pub(super) fn html_block(&mut self, raw: &Run, kind: PassageKind, place: &Range<usize>) {
        self.close_passage();
        self.report(&sanitise::dangers(&raw.text), place);
        if sanitise::is_too_deep(&raw.text) {
            self.report(&["elements nested deeper than on any page".to_owned()], place);
            return;
        }
        let clean = sanitise::clean(&raw.text);
        let mut block = Block { raw, cursor: 0, kind, open: Vec::new(), code: None, heading: None };
        let mut at = 0;
        while at < clean.len() {
            let tag = clean[at..].starts_with('<').then(|| sanitise::tag_at(&clean, at)).flatten();
            if let Some(tag) = tag {
                at = tag.end;
                block.tag(self, &tag, place);
            } else {
                let end = clean[at + 1..].find('<').map_or(clean.len(), |next| at + 1 + next);
                block.words(self, &sanitise::decode(&clean[at..end]), place);
                at = end;
            }
        }
        self.close_passage();
    }
}

/// A block of HTML that is being read.
struct Block<'r> {
    raw: &'r Run,
    /// How far words were found in `raw`.
    cursor: usize,
    kind: PassageKind,
    /// Block elements that are open.
    open: Vec<String>,
    /// The content of `<pre>`.
    code: Option<String>,
    /// Level and id of the heading that is open.
    heading: Option<(u8, Option<String>)>,
}

impl Block<'_> {
    /// What words are here.
    fn kind(&self) -> PassageKind {
        for name in self.open.iter().rev() {
            match name.as_str() {
                "li" | "dd" => return PassageKind::ListItem,
                "td" | "th" | "summary" | "dt" | "caption" => return PassageKind::Cell,
                "blockquote" => return PassageKind::Quote,
                "figcaption" => return PassageKind::Caption,
                _ => {}
            }
        }
        self.kind
    }

    fn words(&mut self, builder: &mut Builder<'_>, words: &str, place: &Range<usize>) {
        if let Some(code) = &mut self.code {
            code.push_str(words);
            return;
        }
        if builder.open.is_none() && words.trim().is_empty() {
            return;
        }
        let window = self.raw.text.floor_char_boundary(self.cursor + words.len() + 4_096);
        let sought = words.trim();
        let found = self.raw.text[self.cursor..window].find(sought).filter(|_| !sought.is_empty());
        let lead = words.len() - words.trim_start().len();
        let at = found.map_or(self.cursor, |found| self.cursor + found);
        let (source, exact) = self.raw.source(at);
        builder.ensure_open(self.kind(), &(source..place.end.min(source + words.len()).max(source)));
        // White space before and after the words folds to one space, wherever it stood.
        builder.text(&words[..lead], source.saturating_sub(lead), false);
        for line in sought.split_inclusive('\n') {
            let offset = at + (line.as_ptr() as usize - sought.as_ptr() as usize);
            let (source, _) = self.raw.source(if found.is_some() { offset } else { at });
            builder.text(line, source, exact && found.is_some());
        }
        if lead < words.len() {
            builder.text(&words[lead + sought.len()..], source + sought.len(), false);
        }
        if found.is_some() {
            self.cursor = at + sought.len();
        }
    }

    fn tag(&mut self, builder: &mut Builder<'_>, tag: &Tag, place: &Range<usize>) {
        if let Some(code) = self.code.take() {
            if tag.name == "pre" && tag.closing {
                let ix = u32::try_from(builder.body.code.len()).unwrap_or(u32::MAX);
                builder.body.code.push(Code { language: "".into(), text: code.into() });
                builder.token(Token::Code(ix));
            } else {
                self.code = Some(code);
            }
            return;
        }
        match tag.name.as_str() {
            "pre" => {
                builder.close_passage();
                self.code = (!tag.closing).then(String::new);
            }
            "p" if tag.closing => builder.close_passage(),
            "p" => {
                let (source, _) = self.raw.source(self.cursor);
                builder.open_passage(self.kind(), source..source);
                builder.anchor(tag);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(builder, tag, place),
            "hr" => {
                builder.close_passage();
                builder.markup("<hr>");
            }
            "img" => {
                if self.open.is_empty() {
                    builder.ensure_open(self.kind(), place);
                }
                builder.picture(tag, place);
            }
            "a" | "br" | "wbr" => self.inline(builder, tag, place),
            name if INLINE.contains(&name) => self.inline(builder, tag, place),
            _ => self.block(builder, tag),
        }
    }

    fn inline(&mut self, builder: &mut Builder<'_>, tag: &Tag, place: &Range<usize>) {
        if !tag.closing && tag.name != "br" && tag.name != "wbr" {
            let (source, _) = self.raw.source(self.cursor);
            builder.ensure_open(self.kind(), &(source..source));
        }
        if builder.open.is_some() {
            builder.inline_tag(tag, place);
        }
    }

    fn heading(&mut self, builder: &mut Builder<'_>, tag: &Tag, place: &Range<usize>) {
        if tag.closing {
            if let Some((level, id)) = self.heading.take() {
                builder.close_heading(level, id.as_deref(), place);
            }
            return;
        }
        let level = builder.plan.level(tag.name.as_bytes()[1] - b'0');
        let (source, _) = self.raw.source(self.cursor);
        builder.open_passage(PassageKind::Heading(level), source..source);
        self.heading = Some((level, tag.get("id").map(str::to_owned)));
    }

    /// An element around passages.
    fn block(&mut self, builder: &mut Builder<'_>, tag: &Tag) {
        builder.close_passage();
        if tag.closing {
            self.open.pop();
            builder.markup(format!("</{}>", tag.name));
            return;
        }
        let mut html = format!("<{}", tag.name);
        for (name, value) in &tag.attributes {
            if name == "id" && !builder.take_id(value) {
                continue;
            }
            html.push_str(&format!(" {name}=\"{}\"", sanitise::escape(value)));
        }
        html.push('>');
        builder.markup(html);
        self.open.push(tag.name.clone());
    }
}
