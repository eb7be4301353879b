//! What is linked, what the brief decides itself, and what is told.

use super::*;
use crate::diag::Code;
use crate::model::body::{PassageIx, Reference};
use crate::model::config::LinkPolicy;

const DESK: &str = "
    ukraine, state, Ukraine; Kyiv (metonym)
    united-states, state, United States; Washington (metonym); Georgia
    georgia, state, Georgia
    aid, theme, Military aid
";

/// The linked words of a document, each with what the link holds.
fn linked(text: &str, policy: LinkPolicy) -> Vec<String> {
    let registry = registry(DESK);
    let body = body(text);
    let found = matcher(&registry).document(&Document { policy, ..document(&body) });
    let words = |m: &crate::model::site::Mention| {
        body.passage(m.at.passage).text[m.start as usize..m.link_end() as usize].to_owned()
    };
    found.mentions.iter().filter(|m| m.linked).map(words).collect()
}

#[test]
fn first_mentions_are_linked_by_policy() {
    let text = "= Ukraine waits\nUkraine’s plea for military aid. Kyiv asks.\n# Kyiv\nUkraine asks for Military Aid.";
    assert_eq!(linked(text, LinkPolicy::FirstPerSection), ["Ukraine’s", "military aid", "Ukraine", "Military Aid"]);
    assert_eq!(linked(text, LinkPolicy::FirstPerPage), ["Ukraine’s", "military aid"]);
    assert_eq!(linked(text, LinkPolicy::All), ["Ukraine’s", "military aid", "Kyiv", "Ukraine", "Military Aid"]);
}

#[test]
fn links_and_code() {
    let registry = registry(DESK);
    let mut body = body("Ukraine Ukraine Ukraine");
    body.passages[0].unlinkable = vec![(0, 15)].into();
    body.passages[0].opaque = vec![(0, 7)].into();
    let found = matcher(&registry).document(&document(&body));
    let seen: Vec<_> = found.mentions.iter().map(|m| (m.start, m.linked)).collect();
    assert_eq!(seen, [(8, false), (16, true)]);
}

#[test]
fn references_by_hand_are_mentions_and_hold_no_other() {
    let registry = registry(DESK);
    let mut body = body("Kyiv and Kyiv");
    let span = body.passages[0].span;
    body.references = vec![Reference {
        id: "united-states".into(),
        kind: None,
        words: Some("Kyiv".into()),
        span,
        passage: PassageIx(0),
        start: 0,
        end: 4,
    }];
    let found = matcher(&registry).document(&document(&body));
    let id = |ix: usize| match found.mentions[ix].target {
        Target::Actor(actor) => registry[actor].id.value.as_str(),
        Target::Theme(_) => "a theme",
    };
    assert_eq!((found.mentions.len(), id(0), id(1)), (2, "united-states", "ukraine"));
}

#[test]
fn the_brief_decides() {
    let registry = registry(DESK);
    let matcher = matcher(&registry);
    let body = body("Georgia and the Capitol; Kyiv. The Washington team.");
    let actor = |id: &str| Target::Actor(registry.actor(id).expect("an actor of the registry"));
    let found = matcher.document(&Document {
        decisions: vec![("Georgia".to_owned(), actor("georgia")), ("Capitol".to_owned(), actor("united-states"))],
        unlink: vec!["Kyiv".to_owned(), "Washington team".to_owned()],
        ..document(&body)
    });
    let seen: Vec<_> = found.mentions.iter().map(|m| (m.start, m.end, m.target)).collect();
    assert_eq!(seen, [(0, 7, actor("georgia")), (16, 23, actor("united-states"))]);
    let refused: Vec<_> = found.refusals.iter().map(|r| (r.start, r.reason, r.within.as_deref())).collect();
    let excluded = RefusalReason::Excluded;
    assert_eq!(refused, [(25, excluded, Some("Kyiv")), (35, excluded, Some("Washington team"))]);
}

#[test]
fn running_text_keeps_its_offsets() {
    let registry = registry(DESK);
    let text = "“One”\r\n\r\nKyiv’s plea\r\n \r\nof United\r\nStates";
    let found = matcher(&registry).running_text(text);
    let words: Vec<_> = found.mentions.iter().map(|m| &text[m.start as usize..m.end as usize]).collect();
    assert_eq!(words, ["Kyiv", "United\r\nStates"]);
}

#[test]
fn names_of_two_and_names_in_vain_are_told() {
    let mut findings = Diagnostics::default();
    let lines = "
        a, state, Ukraine; Ukraine; —; UA; UA
        b, state, Utopia; UA
        c, person, One; the Premier (2020..2021)
        d, person, Two; the Premier (2022..2023)
    ";
    Matcher::new(&registry(lines), &mut findings);
    let codes: Vec<_> = findings.iter().map(|found| (found.code, found.related.len())).collect();
    let useless = Code::UselessAlias;
    assert_eq!(codes, [(useless, 1), (useless, 0), (useless, 1), (Code::AmbiguousAlias, 1)]);
    assert_eq!(findings.iter().last().map(|f| f.message.as_str()), Some("\"UA\" is a name of both Ukraine and Utopia"));
}

#[test]
fn why_tells_each_place() {
    let registry = registry(DESK);
    let matcher = matcher(&registry);
    let body = body("Kyiv asks. Kyiv waits. The Washington Post.");
    let document = document(&body);
    assert_eq!(
        matcher.why("Kyiv", &document),
        [
            "Kyiv asks. Kyiv waits. The Wa…: \"Kyiv\" names the actor ukraine by \"Kyiv\", linked",
            "Kyiv asks. Kyiv waits. The Washington Po…: \"Kyiv\" names the actor ukraine by \"Kyiv\", recorded and not \
             linked: an earlier mention in its section is, or the words stand in another link",
        ]
        .map(|line| line.to_owned())
    );
    let post = matcher.why("Washington", &document);
    assert!(post[0].contains("it is a part of \"Washington Post\""), "{post:?}");
    let far = matcher.why("Ukrane", &document);
    assert_eq!(far.last().map(String::as_str), Some("near: \"Ukraine\" of ukraine"));
}

#[test]
fn a_matcher_is_shared_by_threads() {
    fn shared<T: Sync + Send>() {}
    shared::<Matcher>();
}
