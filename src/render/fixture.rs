//! A small site, built by hand, for the tests: one brief from an article with notes, two actors, two themes.

use super::{Design, PageJob, RenderEnv, RenderOptions, pages};
use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::files::{FileId, Span, Spanned};
use crate::model::address::Address;
use crate::model::article::*;
use crate::model::body::{Body, Link, Passage, PassageIx, PassageKind, Prose, Token};
use crate::model::brief::*;
use crate::model::config::Config;
use crate::model::date::PartialDate;
use crate::model::notes::*;
use crate::model::output::Output;
use crate::model::registry::*;
use crate::model::site::*;
use crate::model::wording::Phrasebook;
use crate::parse::wording::phrasebook;

pub(super) const FILE: FileId = FileId(0);

pub(super) fn span() -> Span {
    Span::file_start(FILE)
}

pub(super) fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, span())
}

pub(super) fn text(words: &str) -> Spanned<String> {
    spanned(words.to_owned())
}

pub(super) fn date(written: &str) -> PartialDate {
    PartialDate::parse(written).expect("the fixture's dates are dates")
}

pub(super) fn passage(id: &str, kind: PassageKind, words: &str) -> Passage {
    Passage { id: id.into(), ..Passage::plain(kind, words, span()) }
}

/// A body of passages, each written whole; titles and standfirsts stand in no token.
pub(super) fn body(passages: Vec<Passage>) -> Body {
    let mut tokens = Vec::new();
    for (ix, passage) in (0u32..).map(PassageIx).zip(&passages) {
        if matches!(passage.kind, PassageKind::Title | PassageKind::Standfirst) {
            continue;
        }
        let end = u32::try_from(passage.text.len()).expect("short");
        tokens.extend([Token::Open(ix), Token::Text { passage: ix, start: 0, end }, Token::Close(ix)]);
    }
    Body { passages, tokens, ..Body::default() }
}

pub(super) fn prose(words: &str) -> Prose {
    Prose { public: body(vec![passage("", PassageKind::Paragraph, words)]), internal: None }
}

pub(super) fn quote(words: &str) -> Quote {
    Quote { exact: text(words), prefix: None, suffix: None, source: None }
}

pub(super) fn actor(id: &str, name: &str, kind: ActorKind) -> Actor {
    Actor {
        id: text(id),
        name: text(name),
        kind,
        aliases: Vec::new(),
        not: Vec::new(),
        summary: None,
        wikidata: None,
        url: None,
        roles: Vec::new(),
        relations: Vec::new(),
        audience: Audience::Public,
        redirect_from: Vec::new(),
        extra: Extra::new(),
        body: Prose::default(),
        span: span(),
    }
}

pub(super) fn theme(id: &str, name: &str, broader: Option<&str>) -> Theme {
    Theme {
        id: text(id),
        name: text(name),
        phrases: vec![text(name)],
        broader: broader.map(text),
        summary: None,
        audience: Audience::Public,
        redirect_from: vec![text(&format!("/old/{id}/"))],
        extra: Extra::new(),
        body: Prose::default(),
        span: span(),
    }
}

pub(super) const TITLE: &str = "Talks <first>";
pub(super) const FIRST: &str = "Kyiv asks for a meeting. Ukraine’s request is urgent.";
pub(super) const SECOND: &str = "The White House wants sequencing first; nothing else will do.";

fn article() -> Article {
    Article {
        title: Some(text(TITLE)),
        byline: vec!["A. Writer".to_owned()],
        plain: true,
        ..Article::new(
            FILE,
            body(vec![
                passage("p-title", PassageKind::Title, TITLE),
                passage("what-they-want", PassageKind::Heading(2), "What they want"),
                passage("p-first", PassageKind::Paragraph, FIRST),
                passage("p-second", PassageKind::Paragraph, SECOND),
                passage("p-item", PassageKind::ListItem, "Security guarantees"),
                passage("p-quote", PassageKind::Quote, "No deal without us"),
            ]),
        )
    }
}

/// `words` is where the mention begins and ends, and where its link does; `sentence` stands around it.
fn mention(passage: u32, words: (u32, u32, u32), sentence: (u32, u32), target: Target, linked: bool) -> Mention {
    Mention {
        at: PassageRef { part: Part::Article, passage: PassageIx(passage) },
        start: words.0,
        end: words.1,
        possessive: u8::try_from(words.2.saturating_sub(words.1)).expect("an ending is short"),
        sentence,
        target,
        alias: None,
        metonym: false,
        linked,
    }
}

fn here(passage: u32, start: u32, end: u32) -> Option<Found> {
    let at = PassageRef { part: Part::Article, passage: PassageIx(passage) };
    Some(Found::Here(Anchor { at, start, end }))
}

fn front() -> Front {
    let evidence = |words: &str| Evidence { quote: Some(quote(words)), source: None, locator: None };
    Front {
        original: Original { publisher: Some("The Paper".to_owned()), ..Original::default() },
        published: Some(date("2025-11")),
        authors: vec![Byline { who: Signatory::Named("J. Doe".to_owned()), role: "reviewer".to_owned() }],
        summary: Some(prose("Two ways to a settlement.")),
        key_messages: vec![KeyMessage {
            text: prose("Order is what separates them."),
            quote: Some(quote("wants sequencing first")),
            audience: Audience::Public,
            span: span(),
        }],
        notes: vec![Note {
            quote: quote("request is urgent"),
            kind: NoteKind::Context,
            audience: Audience::Public,
            text: prose("No official is quoted."),
            span: span(),
        }],
        positions: vec![Position {
            actor: text("white-house"),
            theme: text("sequencing"),
            stance: spanned(Stance::Supports),
            statement: "Foundational steps first.".to_owned(),
            evidence: evidence("wants sequencing first"),
            date: None,
            audience: Audience::Public,
            span: span(),
        }],
        events: vec![Event {
            date: date("2025-10"),
            until: None,
            text: prose("Kyiv sends a letter."),
            evidence: Evidence { quote: None, source: Some(text("hansard")), locator: Some("p. 5".to_owned()) },
            actors: vec![text("ukraine")],
            themes: Vec::new(),
            audience: Audience::Public,
            span: span(),
        }],
        sources: vec![Source {
            id: Some(text("hansard")),
            file: None,
            title: "Hansard".to_owned(),
            author: None,
            publisher: None,
            url: Some("javascript:alert(1)".to_owned()),
            date: Some(date("2025")),
            accessed: None,
            audience: Audience::Public,
            span: span(),
        }],
        revisions: vec![
            Revision {
                date: date("2025-12-02"),
                kind: RevisionKind::Minor,
                text: prose("A spelling."),
                audience: Audience::Public,
                span: span(),
            },
            Revision {
                date: date("2025-12-01"),
                kind: RevisionKind::Correction,
                text: prose("A wrong month."),
                audience: Audience::Public,
                span: span(),
            },
        ],
        redirect_from: vec![text("/old/talks")],
        ..Front::default()
    }
}

/// The site: actor 0 is Ukraine, actor 1 the White House; theme 0 is order, theme 1 below it sequencing.
pub(super) fn site() -> Site {
    let mut site = Site::default();
    let mut ukraine = actor("ukraine", "Ukraine", ActorKind::State);
    ukraine.not = vec![text("Ukraine International Airlines")];
    ukraine.relations =
        vec![Relation { kind: RelationKind::PartyTo, to: text("white-house"), from: None, until: None }];
    site.corpus.registry = Arc::new(Registry {
        actors: vec![ukraine, actor("white-house", "White House", ActorKind::Government)],
        themes: vec![theme("order", "Order", None), theme("sequencing", "Sequencing", Some("order"))],
    });
    site.corpus.briefs = vec![Brief {
        slug: "talks".to_owned(),
        front: front().into(),
        text: prose("The desk doubts the dates.").into(),
        article: Some(article().into()),
        notes_file: Some(FILE),
        name_date: None,
        span: span(),
    }];
    let (ukraine, white_house) = (Target::Actor(ActorIx(0)), Target::Actor(ActorIx(1)));
    let sequencing = Target::Theme(ThemeIx(1));
    site.links = vec![Arc::new(BriefLinks {
        title: TITLE.to_owned(),
        article_date: None,
        date: Some(date("2025-11")),
        mentions: vec![
            mention(2, (0, 4, 4), (0, 24), ukraine, true),
            mention(2, (25, 32, 36), (25, 55), ukraine, false),
            mention(3, (4, 15, 15), (0, 61), white_house, true),
            mention(3, (22, 32, 32), (0, 61), sequencing, true),
        ],
        refusals: Vec::new(),
        notes: vec![here(2, 37, 54)],
        key_messages: vec![here(3, 16, 38)],
        positions: vec![here(3, 16, 38)],
        events: vec![None],
        themes: vec![(ThemeIx(1), 1)],
        actors: vec![(ActorIx(0), 2), (ActorIx(1), 1)],
    })];
    let named = |count, mentions: &[u32]| Backlinks {
        briefs: vec![Backlink { brief: BriefIx(0), count, mentions: mentions.iter().copied().collect() }],
        ..Backlinks::default()
    };
    site.actors = vec![
        Backlinks { actors: vec![(ActorIx(1), 1)], events: vec![(BriefIx(0), 0)], ..named(2, &[0]) }.into(),
        Backlinks { positions: vec![(BriefIx(0), 0)], ..named(1, &[2]) }.into(),
    ];
    let sequencing = Backlinks { positions: vec![(BriefIx(0), 0)], ..named(1, &[3]) };
    site.themes = vec![Arc::default(), sequencing.into()];
    site.listed = vec![BriefIx(0)];
    site.corpus.config = Config { title: "Desk & Co".to_owned(), ..Config::default() };
    site.corpus.words = words();
    site
}

/// English words.
pub(super) fn words() -> Phrasebook {
    phrasebook("en", std::iter::empty(), &[])
}

/// What `href` means in the fixture: `/…` a page, `https:` elsewhere, `map.png` a file, anything else nothing.
pub(super) fn resolve(_: FileId, _: &str, href: &str) -> Address {
    if href.starts_with('/') {
        Address::Route { route: href.to_owned(), fragment: None }
    } else if href.starts_with("https:") {
        Address::External(href.to_owned())
    } else if href == "map.png" {
        Address::Asset { route: "/briefs/talks/map.png".to_owned(), fragment: None }
    } else {
        Address::Broken
    }
}

pub(super) fn options() -> RenderOptions {
    RenderOptions {
        base_url: Some("https://desk.example/briefings/".to_owned()),
        portable: false,
        as_of: jiff::Timestamp::UNIX_EPOCH,
        search: Some("assets/search-root.0123456789.js".to_owned()),
        cards: Default::default(),
    }
}

/// Every page of a site.
pub(super) fn rendered(site: &Site, options: RenderOptions) -> Vec<Output> {
    let mut diagnostics = Diagnostics::default();
    let design = Design::new(&[], &site.corpus.config, &mut diagnostics).expect("the built-in design is whole");
    let env = RenderEnv::new(site, &design, options, &resolve);
    let render = |job: &PageJob| design.render(&env, job).unwrap_or_else(|fault| panic!("{job:?}: {}", fault.message));
    let mut outputs: Vec<Output> = pages(site).iter().flat_map(|job| render(job).outputs).collect();
    outputs.extend(design.assets());
    outputs
}

/// The text of one page.
pub(super) fn page(site: &Site, path: &str) -> String {
    let outputs = rendered(site, options());
    let found = outputs.into_iter().find(|output| output.path == path).expect("the page is rendered");
    String::from_utf8(found.bytes).expect("pages are UTF-8")
}

/// A link of the user's own, for bodies.
pub(super) fn link(href: &str) -> Link {
    Link { href: href.into(), span: span(), title: None, words: "".into() }
}
