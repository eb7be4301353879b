//! The events of a Markdown text, in order, to a body.
//!
//! Takes events with their places, returns the body and what was found. Keeps what is open on a stack of its own,
//! so that no nesting of the text becomes nesting of calls.

use std::ops::Range;

use super::builder::{Builder, DEEPEST};
use super::footnotes::Footnotes;
use super::headings::Plan;
use super::inline::Run;
use super::places::Places;
use super::{Manner, TitleFrom};
use crate::diag::{Code as Finding, Diagnostic, Diagnostics, Severity};
use crate::model::body::{Body, Code, PassageKind, Token};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

/// The body of a text. `withheld` are the stretches whose passages are marked internal.
pub(super) fn walk(
    source: &str,
    events: &[(Event<'_>, Range<usize>)],
    places: &Places,
    manner: &Manner,
    withheld: &[Range<usize>],
) -> (Body, Diagnostics) {
    let mut walk = Walk {
        builder: Builder::new(source, places, manner, withheld),
        footnotes: Footnotes::new(events),
        containers: Vec::new(),
        run: Run::default(),
        picture: None,
        last_picture: None,
        html: None,
        code: None,
        unused: 0,
        passed_over: None,
        swallowed: Vec::new(),
        heading: None,
        columns: Vec::new(),
        column: 0,
        in_head: false,
    };
    let plan = Plan::new(events, manner);
    let title = plan.title.clone();
    walk.builder.plan = plan;
    walk.title(events, title.clone(), manner);
    for (at, (event, range)) in events.iter().enumerate() {
        if title.as_ref().is_none_or(|title| !title.contains(&at)) {
            walk.event(event, range.clone());
        }
    }
    walk.finish()
}

/// A block that holds others.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    List { ordered: bool },
    Item,
    Footnote(String),
}

/// A picture whose words are being read.
pub(super) struct Picture {
    pub(super) src: String,
    pub(super) title: String,
    pub(super) alt: String,
    /// Pictures inside the words of this one.
    pub(super) inner: usize,
}

/// A text that is being read.
pub(super) struct Walk<'t> {
    pub(super) builder: Builder<'t>,
    pub(super) footnotes: Footnotes,
    pub(super) containers: Vec<Container>,
    pub(super) run: Run,
    pub(super) picture: Option<Picture>,
    /// The last picture and where it ended, for `{decorative}`.
    pub(super) last_picture: Option<(usize, usize)>,
    pub(super) html: Option<Run>,
    /// Language and text of the open code block.
    pub(super) code: Option<(Box<str>, String)>,
    /// How deep we are in footnotes that nothing refers to.
    pub(super) unused: usize,
    /// A raw element whose content isn't shown, until its end or the passage's.
    pub(super) passed_over: Option<String>,
    /// For each open emphasis: whether it stands inside `[[…]]` and isn't shown.
    pub(super) swallowed: Vec<bool>,
    /// Level, written id and place of the open heading.
    pub(super) heading: Option<(u8, Option<String>, Range<usize>)>,
    pub(super) columns: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
}

impl Walk<'_> {
    fn title(&mut self, events: &[(Event<'_>, Range<usize>)], place: Option<Range<usize>>, manner: &Manner) {
        if let TitleFrom::Known(passage) = &manner.title {
            self.builder.body.passages.push(passage.clone());
        }
        let Some(place) = place.filter(|_| manner.title == TitleFrom::FirstHeading) else { return };
        self.builder.open_passage(PassageKind::Title, events[place.start].1.clone());
        for (event, range) in &events[place.start + 1..place.end - 1] {
            self.event(event, range.clone());
        }
        self.flush();
        self.builder.close_passage();
        // A title stands in no token.
        self.builder.sinks[0].clear();
        self.builder.body.links.clear();
        self.builder.body.images.clear();
        self.builder.picture_places.clear();
        self.last_picture = None;
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.unused > 0 {
            match event {
                Event::Start(Tag::FootnoteDefinition(_)) => self.unused += 1,
                Event::End(TagEnd::FootnoteDefinition) => self.unused -= 1,
                _ => {}
            }
            return;
        }
        if self.picture.is_some() {
            self.words_of_picture(event, range);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => self.inline_code(code, &range),
            Event::Html(html) => self.block_html(html, &range),
            Event::InlineHtml(html) => self.inline_html(html, &range),
            Event::SoftBreak => self.text("\n", range),
            Event::HardBreak => {
                self.text(" ", range);
                self.flush();
                self.builder.markup("<br>");
            }
            Event::Rule => {
                self.end_block();
                self.builder.markup("<hr>");
            }
            Event::FootnoteReference(label) => {
                self.open_if_needed(&range);
                self.flush();
                if !self.footnotes.refer(label, &mut self.builder) {
                    self.run.push(&format!("[^{label}]"), self.builder.source, &range);
                }
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, range),
            Event::TaskListMarker(_) => {}
        }
    }

    /// What words are here.
    fn kind(&self) -> PassageKind {
        match self.containers.last() {
            Some(Container::Quote) => PassageKind::Quote,
            Some(Container::Item | Container::List { .. }) => PassageKind::ListItem,
            Some(Container::Footnote(_)) | None => PassageKind::Paragraph,
        }
    }

    pub(super) fn open_if_needed(&mut self, range: &Range<usize>) {
        let kind = if self.columns.is_empty() { self.kind() } else { PassageKind::Cell };
        self.builder.ensure_open(kind, range);
    }

    /// Ends what words are open, before a block or its end.
    fn end_block(&mut self) {
        self.flush();
        self.passed_over = None;
        self.builder.close_passage();
    }

    fn enter(&mut self, container: Container, html: String) {
        self.end_block();
        self.containers.push(container);
        if self.containers.len() <= DEEPEST {
            self.builder.markup(html);
        }
    }

    fn leave(&mut self, html: &str) {
        self.end_block();
        if self.containers.len() <= DEEPEST {
            self.builder.markup(html);
        }
        self.containers.pop();
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.end_block();
                self.builder.open_passage(self.kind(), range);
            }
            Tag::Heading { level, id, .. } => {
                self.end_block();
                let level = self.builder.plan.level(*level as u8);
                self.builder.open_passage(PassageKind::Heading(level), range.clone());
                self.heading = Some((level, id.as_ref().map(ToString::to_string), range));
            }
            Tag::BlockQuote(_) => self.enter(Container::Quote, "<blockquote>".to_owned()),
            Tag::List(None) => self.enter(Container::List { ordered: false }, "<ul>".to_owned()),
            Tag::List(Some(1)) => self.enter(Container::List { ordered: true }, "<ol>".to_owned()),
            Tag::List(Some(first)) => self.enter(Container::List { ordered: true }, format!("<ol start=\"{first}\">")),
            Tag::Item => self.enter(Container::Item, "<li>".to_owned()),
            Tag::FootnoteDefinition(label) => self.start_footnote(label),
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::HtmlBlock => {
                self.end_block();
                self.html = Some(Run::default());
            }
            Tag::Table(columns) => {
                self.end_block();
                self.columns.clone_from(columns);
                self.builder.markup("<table>");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.builder.markup("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.builder.markup("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.start_mark("em", &range),
            Tag::Strong => self.start_mark("strong", &range),
            Tag::Strikethrough => self.start_mark("del", &range),
            Tag::Link { dest_url, title, .. } => {
                self.open_if_needed(&range);
                self.flush();
                self.builder.open_link(dest_url, Some(title), &range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.open_if_needed(&range);
                self.flush();
                let (src, title) = (dest_url.to_string(), title.to_string());
                self.picture = Some(Picture { src, title, alt: String::new(), inner: 0 });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_block(),
            TagEnd::Heading(_) => {
                self.flush();
                self.passed_over = None;
                if let Some((level, id, place)) = self.heading.take() {
                    self.builder.close_heading(level, id.as_deref(), &place);
                }
            }
            TagEnd::BlockQuote(_) => self.leave("</blockquote>"),
            TagEnd::List(true) => self.leave("</ol>"),
            TagEnd::List(false) => self.leave("</ul>"),
            TagEnd::Item => self.leave("</li>"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::CodeBlock => {
                if let Some((language, text)) = self.code.take() {
                    let ix = u32::try_from(self.builder.body.code.len()).unwrap_or(u32::MAX);
                    self.builder.body.code.push(Code { language, text: text.into() });
                    self.builder.token(Token::Code(ix));
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.html.take() {
                    self.builder.html_block(&raw, self.kind(), &range);
                }
            }
            TagEnd::Table => {
                self.columns.clear();
                self.builder.markup("</tbody></table>");
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.builder.markup("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.builder.markup("</tr>"),
            TagEnd::TableCell => {
                self.end_block();
                self.builder.markup(if self.in_head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.end_mark("em"),
            TagEnd::Strong => self.end_mark("strong"),
            TagEnd::Strikethrough => self.end_mark("del"),
            TagEnd::Link => {
                self.flush();
                let written = self.builder.source.get(range.clone()).unwrap_or("");
                self.builder.close_link(written.starts_with('<'), range.end);
            }
            _ => {}
        }
    }

    fn start_mark(&mut self, name: &'static str, range: &Range<usize>) {
        let inside = !self.builder.manner.received && self.run.is_inside_reference(self.builder.source);
        self.swallowed.push(inside);
        if !inside {
            self.open_if_needed(range);
            self.flush();
            self.builder.open_mark(name);
        }
    }

    fn end_mark(&mut self, name: &str) {
        if self.swallowed.pop() == Some(false) {
            self.flush();
            self.builder.close_mark(name);
        }
    }

    fn start_footnote(&mut self, label: &str) {
        self.end_block();
        if !self.footnotes.is_used(label) {
            self.unused = 1;
            return;
        }
        self.builder.sinks.push(Vec::new());
        self.containers.push(Container::Footnote(label.to_owned()));
    }

    fn end_footnote(&mut self) {
        self.end_block();
        if let Some(Container::Footnote(label)) = self.containers.pop() {
            let tokens = self.builder.sinks.pop().expect("the footnote's start pushed it");
            self.footnotes.define(&label, tokens);
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.end_block();
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                let info = info.trim_start_matches(['{', '.', ' ']);
                info.split(|c: char| c.is_whitespace() || ",{}".contains(c)).next().unwrap_or("").to_owned()
            }
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some((language.into(), String::new()));
    }

    fn start_cell(&mut self) {
        self.end_block();
        let class = match self.columns.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        self.column += 1;
        let html = if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.builder.markup(html);
    }

    fn block_html(&mut self, html: &str, range: &Range<usize>) {
        let source = self.builder.source;
        self.html.get_or_insert_default().push(html, source, range);
    }

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if let Some(name) = &self.passed_over {
            let ends = html
                .strip_prefix("</")
                .is_some_and(|rest| rest.trim_end_matches('>').trim().eq_ignore_ascii_case(name));
            if ends {
                self.passed_over = None;
            }
            return;
        }
        self.flush();
        let kind = if self.columns.is_empty() { self.kind() } else { PassageKind::Cell };
        self.passed_over = self.builder.inline_html(html, kind, range);
    }

    fn finish(mut self) -> (Body, Diagnostics) {
        self.end_block();
        self.footnotes.finish(&mut self.builder);
        if self.builder.manner.received {
            self.builder.mend_fragments();
        }
        for at in 0..self.builder.body.images.len() {
            let image = &self.builder.body.images[at];
            if image.decorative || !image.alt.is_empty() {
                continue;
            }
            let place = self.builder.picture_places[at].clone();
            let span = self.builder.places.span(place.start, place.end);
            let finding = Diagnostic::new(Finding::MissingAlt, span, "this picture has no alternative text")
                .help("say in the brackets what it shows: `![what it shows](picture.png)`")
                .help("write `![](picture.png){decorative}` if it shows nothing that the text needs");
            self.builder.find(finding, Severity::Warning);
        }
        let mut body = self.builder.body;
        body.tokens = self.builder.sinks.swap_remove(0);
        body.shrink();
        (body, self.builder.findings)
    }
}
