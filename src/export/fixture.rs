//! A small site made by hand, for the tests of what it exports.

use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::files::{FileId, Span, Spanned};
use crate::model::article::*;
use crate::model::body::{Body, Passage, PassageIx, PassageKind, Prose};
use crate::model::brief::*;
use crate::model::date::PartialDate;
use crate::model::notes::*;
use crate::model::registry::{Actor, ActorKind, Theme};
use crate::model::site::{Anchor, Backlink, Backlinks, BriefLinks, Found, Mention, Part, PassageRef};

pub(super) const ENV: ExportEnv<'static> =
    ExportEnv { base_url: Some("https://x.org/desk/"), version: "1.2.3", lists: &[] };
pub(super) const BARE: ExportEnv<'static> = ExportEnv { base_url: None, version: "1.2.3", lists: &[] };

pub(super) fn span() -> Span {
    Span::file_start(FileId(0))
}

pub(super) fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, span())
}

pub(super) fn word(text: &str) -> Spanned<String> {
    at(text.to_owned())
}

pub(super) fn date(text: &str) -> Option<PartialDate> {
    Some(PartialDate::parse(text).expect("a date"))
}

pub(super) fn passage(id: &str, kind: PassageKind, text: &str) -> Passage {
    Passage { id: id.into(), ..Passage::plain(kind, text, span()) }
}

pub(super) fn prose(text: &str) -> Prose {
    let body = Body { passages: vec![passage("p-x", PassageKind::Paragraph, text)], ..Body::default() };
    Prose { public: body, internal: None }
}

pub(super) fn quote(exact: &str) -> Quote {
    Quote { exact: word(exact), prefix: None, suffix: None, source: None }
}

pub(super) fn article() -> Article {
    let passages = vec![
        passage("", PassageKind::Title, "A fragile truce"),
        passage("first-words", PassageKind::Heading(2), "First words"),
        passage("p-1", PassageKind::Paragraph, "Kyiv agreed on Monday."),
        passage("p-2", PassageKind::Paragraph, "Secret paragraph about Ukraine."),
    ];
    Article {
        title: Some(word("A fragile truce")),
        byline: vec!["Jane Doe".to_owned()],
        date: date("2025-11"),
        plain: true,
        ..Article::new(FileId(0), Body { passages, ..Body::default() })
    }
}

pub(super) fn here(passage: u32, start: u32, end: u32) -> Option<Found> {
    let at = PassageRef { part: Part::Article, passage: PassageIx(passage) };
    Some(Found::Here(Anchor { at, start, end }))
}

pub(super) fn mention(passage: u32, start: u32, end: u32, alias: &str) -> Mention {
    Mention {
        at: PassageRef { part: Part::Article, passage: PassageIx(passage) },
        start,
        end,
        possessive: 0,
        sentence: (0, end + 1),
        target: Target::Actor(ActorIx(0)),
        alias: Some(alias.into()),
        metonym: alias == "Kyiv",
        linked: true,
    }
}

pub(super) fn front() -> Front {
    Front {
        published: date("2025-11-28"),
        authors: vec![
            Byline { who: Signatory::Author(word("jdoe")), role: "author".to_owned() },
            Byline { who: Signatory::Author(word("office")), role: "author".to_owned() },
            Byline { who: Signatory::Named("Rex Reviewer".to_owned()), role: "reviewer".to_owned() },
        ],
        series: Some(word("bp")),
        number: Some(word("97_23")),
        doi: Some("https://doi.org/10.1/a_b".to_owned()),
        summary: Some(prose("What   it says & means.")),
        key_messages: vec![KeyMessage {
            text: prose("They agreed."),
            quote: Some(quote("agreed on Monday")),
            audience: Audience::Public,
            span: span(),
        }],
        positions: vec![Position {
            actor: word("ukraine"),
            theme: word("peace"),
            stance: at(Stance::Conditional),
            statement: "=Yes, but".to_owned(),
            evidence: Evidence { quote: Some(quote("Kyiv agreed")), source: None, locator: None },
            date: None,
            audience: Audience::Public,
            span: span(),
        }],
        events: vec![Event {
            date: PartialDate::parse("2025-11").expect("a date"),
            until: None,
            text: prose("Truce"),
            evidence: Evidence { quote: None, source: Some(word("hansard")), locator: Some("p. 5".to_owned()) },
            actors: vec![word("ukraine")],
            themes: vec![word("peace")],
            audience: Audience::Public,
            span: span(),
        }],
        ..Front::default()
    }
}

pub(super) fn brief(slug: &str, front: Front, article: Option<Article>) -> Brief {
    Brief {
        slug: slug.to_owned(),
        front: front.into(),
        text: Prose::default().into(),
        article: article.map(Into::into),
        notes_file: None,
        name_date: None,
        span: span(),
    }
}

pub(super) fn author(id: &str, name: &str, parts: Option<(&str, &str)>) -> Author {
    Author {
        id: word(id),
        name: name.to_owned(),
        given: parts.map(|(given, _)| given.to_owned()),
        family: parts.map(|(_, family)| family.to_owned()),
        organisation: parts.is_none(),
        orcid: None,
        url: Some("javascript:alert(1)".to_owned()),
        email: None,
    }
}

/// One brief, `truce`, of an article with notes; one actor and one theme.
pub(super) fn site() -> Site {
    let mut site = Site::default();
    let corpus = &mut site.corpus;
    corpus.config.title = "The desk".to_owned();
    corpus.words = crate::parse::wording::phrasebook("en", std::iter::empty(), &[]);
    corpus.config.organisation.name = Some("Institute & Co".to_owned());
    Arc::make_mut(&mut corpus.registry).actors = vec![Actor {
        id: word("ukraine"),
        name: word("Ukraine"),
        kind: ActorKind::State,
        aliases: Vec::new(),
        not: Vec::new(),
        summary: None,
        wikidata: Some("Q212".to_owned()),
        url: None,
        roles: Vec::new(),
        relations: Vec::new(),
        audience: Audience::Public,
        redirect_from: Vec::new(),
        extra: Default::default(),
        body: Prose::default(),
        span: span(),
    }];
    Arc::make_mut(&mut corpus.registry).themes = vec![Theme {
        id: word("peace"),
        name: word("Peace"),
        phrases: Vec::new(),
        broader: None,
        summary: None,
        audience: Audience::Public,
        redirect_from: Vec::new(),
        extra: Default::default(),
        body: Prose::default(),
        span: span(),
    }];
    corpus.authors = vec![author("jdoe", "Jane Doe", Some(("Jane", "Doe"))), author("office", "Press & Policy", None)];
    corpus.series = vec![Series {
        id: word("bp"),
        name: "Briefing papers".to_owned(),
        issn: Some("1234-5678".to_owned()),
        contact: None,
    }];
    corpus.briefs = vec![brief("truce", front(), Some(article()))];
    site.links = vec![Arc::new(BriefLinks {
        title: "A fragile truce".to_owned(),
        article_date: date("2025-11"),
        date: date("2025-11-28"),
        mentions: vec![mention(2, 0, 4, "Kyiv"), mention(3, 23, 30, "Ukraine")],
        key_messages: vec![here(2, 5, 21)],
        positions: vec![here(2, 0, 11)],
        events: vec![None],
        themes: vec![(ThemeIx(0), 1)],
        actors: vec![(ActorIx(0), 2)],
        ..BriefLinks::default()
    })];
    let backlink =
        |mentions: &[u32]| Backlink { brief: BriefIx(0), count: 2, mentions: mentions.iter().copied().collect() };
    site.actors = vec![Arc::new(Backlinks {
        briefs: vec![backlink(&[0, 1])],
        themes: vec![(ThemeIx(0), 1)],
        positions: vec![(BriefIx(0), 0)],
        events: vec![(BriefIx(0), 0)],
        ..Backlinks::default()
    })];
    site.themes = vec![Backlinks { briefs: vec![backlink(&[])], ..Backlinks::default() }.into()];
    site.listed = vec![BriefIx(0)];
    site
}

pub(super) fn text(output: &Output) -> String {
    String::from_utf8(output.bytes.clone()).expect("text")
}

/// Everything that a site exports.
pub(super) fn all(site: &Site, env: &ExportEnv<'_>) -> Vec<(String, String)> {
    let outputs = jobs(site).into_iter().flat_map(|job| render(site, env, job).outputs);
    outputs.map(|output| (output.path.clone(), text(&output))).collect()
}

pub(super) fn file(site: &Site, env: &ExportEnv<'_>, path: &str) -> String {
    all(site, env).into_iter().find(|(found, _)| found == path).map(|(_, text)| text).expect("the file")
}

pub(super) fn json(site: &Site, path: &str) -> Value {
    serde_json::from_str(&file(site, &ENV, path)).expect("JSON")
}
