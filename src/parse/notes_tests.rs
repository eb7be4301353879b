use super::*;
use crate::model::brief::Audience;
use crate::model::date::PartialDate;
use crate::model::notes::{Addressee, Signatory, Stance};
use crate::parse::decode::tests::{findings, in_notes, in_page};

const FILE: FileId = FileId(0);

/// What is found in front matter; its first line is line 2.
fn in_front(yaml: &str) -> Vec<String> {
    in_notes(&format!("---\n{yaml}---\nText.\n"))
}

#[test]
fn notes_are_read_whole() {
    let text = "---
article: a.txt
original: {title: T, author: A, publisher: P, url: 'https://a.example/', date: 2025-11, accessed: 2026-11-20, language: en}
slug: a
status: withdrawn
withdrawn: {date: 2026-01-01, reason: Wrong figures.}
supersedes: [b]
audience: internal
embargo: 2026-12-01T00:01+01:00
show: quoted
published: 2026-11-28
review_by: 2027-05-01
authors: [jdoe, {name: Jane, role: reviewer}]
series: papers
number: 007
doi: https://doi.org/10.1000/x
summary: One paragraph.
key_messages: [{text: M, quote: q}]
themes: [sequencing]
notes: [{quote: q, prefix: p, kind: context, text: T.}]
positions: [{actor: a, theme: t, stance: conditional, statement: S., source: h, locator: p. 5}]
events: [{date: 2025-11, until: 2025-12, text: E., actors: [a]}]
options: [{text: O, for: [f], against: [g, h]}]
recommendations: [{text: R, to: ukraine, by: 2026}, {text: R, to: {name: Donors}}]
sources: [{id: h, title: Hansard}]
downloads: [{file: a.pdf}]
links: [{text: Washington, to: united-states}]
unlink: [Both]
redirect_from: [/old/path/]
revisions: [{date: 2026-12-02, kind: correction, text: C.}]
extra: {}
---
Assessment.
";
    let mut found = Diagnostics::default();
    let (front, body) = read(FILE, text, Context::default(), &mut found);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(front.number.as_ref().map(|number| number.as_str()), Some("007"));
    assert_eq!(front.doi.as_deref(), Some("10.1000/x"));
    assert_eq!((front.status, front.audience, front.show), (Status::Withdrawn, Audience::Internal, Some(Show::Quoted)));
    assert_eq!(front.embargo.map(|embargo| embargo.until.to_string()).as_deref(), Some("2026-11-30T23:01:00Z"));
    assert_eq!(front.original.date, PartialDate::parse("2025-11"));
    assert!(matches!(&front.authors[0].who, Signatory::Author(id) if id.as_str() == "jdoe"));
    assert_eq!(front.authors[1].role, "reviewer");
    assert_eq!(front.positions[0].stance.value, Stance::Conditional);
    assert_eq!(front.positions[0].evidence.locator.as_deref(), Some("p. 5"));
    assert_eq!(front.options[0].arguments_against.len(), 2);
    assert_eq!(front.recommendations[1].to, Some(Addressee::Named("Donors".to_owned())));
    assert_eq!(front.keys.len(), 30);
    assert!(!body.public.is_empty());
}

#[test]
fn every_fault_is_named_in_one_run() {
    assert_eq!(
        in_front(
            "title: Peace: now\nstatus: drafty\nnotes:\n  - kind: contex\n    text: x\npositions:\n  - actor: a\n    theme: b\n    stance: supports\n    statement: c\n\tdate: 2025\ndraft: true\n"
        ),
        [
            "2:8 yaml-syntax text with a colon needs quotes",
            "3:9 invalid-value `drafty` is none of the words that this key takes",
            "5:11 invalid-value `contex` is none of the words that this key takes",
            "12:1 yaml-syntax a tab stands where only spaces can",
            "13:1 unknown-key `draft` is no key of editor notes",
        ]
    );
}

#[test]
fn evidence_and_reasons_must_be_there() {
    assert_eq!(
        in_front("positions:\n  - actor: a\n    theme: b\n    stance: supports\n    statement: c\n    quote:\n"),
        ["3:5 missing-evidence a position needs a quote or a source, and has neither"]
    );
    assert_eq!(
        in_front("title: a\nstatus: removed\n"),
        ["2:1 missing-field a withdrawn or removed brief needs `withdrawn`, which is missing"]
    );
}

#[test]
fn what_decides_is_never_empty() {
    assert_eq!(
        in_front("embargo:\nstatus: ~\naudience: null\nsummary:\nthemes:\n"),
        [
            "2:1 missing-field `embargo` has no value",
            "3:1 missing-field `status` has no value",
            "4:1 missing-field `audience` has no value",
        ]
    );
}

#[test]
fn an_embargo_has_a_zone() {
    let no_zone = "an embargo without a time zone lifts at no certain moment";
    assert_eq!(in_front("embargo: 2026-12-01T00:01\n"), [format!("2:10 missing-zone {no_zone}")]);
    assert_eq!(in_front("embargo: 2026-12-01\n"), [format!("2:10 missing-zone {no_zone}")]);
    assert_eq!(in_front("embargo: 2026-12\n"), ["2:10 invalid-date `2026-12` is no date with a time"]);
    assert_eq!(in_front("embargo: tomorrow\n"), ["2:10 invalid-date `tomorrow` is no date with a time"]);
    assert_eq!(
        in_front("embargo: 2026-12-01T00:01[Europe/Berln]\n"),
        [
            "2:10 invalid-date `2026-12-01T00:01[Europe/Berln]` is no date with a time: the zone Europe/Berln isn't known"
        ]
    );
    let until = |written: &str, timezone: Option<&str>| {
        let text = format!("---\nembargo: {written}\n---\n");
        let mut found = Diagnostics::default();
        let (front, _) = read(FILE, &text, Context { timezone }, &mut found);
        assert!(found.is_empty(), "{written}: {found:?}");
        front.embargo.map(|embargo| embargo.until.to_string()).unwrap_or_default()
    };
    assert_eq!(until("2026-12-01T00:01Z", None), "2026-12-01T00:01:00Z");
    assert_eq!(until("2026-12-01T00:01[Europe/Berlin]", None), "2026-11-30T23:01:00Z");
    assert_eq!(until("\"2026-12-01T00:01+01:00\"", None), "2026-11-30T23:01:00Z");
    assert_eq!(until("2026-07-01", Some("Europe/Berlin")), "2026-06-30T22:00:00Z");
    assert_eq!(until("2026-12-01T09:00", Some("Europe/Berlin")), "2026-12-01T08:00:00Z");
}

#[test]
fn dates_are_years_months_or_days() {
    assert_eq!(in_front("published: 2025\nupdated: \"2025-11\"\nas_of: 2025-11-30\n"), Vec::<String>::new());
    assert_eq!(
        in_front("published: 2026-13-40\nupdated: 12/05/2026\nas_of: November 2025\nreview_by: 2025-1-5\n"),
        [
            "2:12 invalid-date the day or month 2026-13-40 doesn't exist",
            "3:10 invalid-date `12/05/2026` is no date",
            "4:8 invalid-date `November 2025` is no date",
            "5:12 invalid-date `2025-1-5` is no date",
        ]
    );
    assert_eq!(
        in_front("events: [{date: 2025-12, until: 2025-11-30, text: x}]\n"),
        ["2:33 invalid-date this ends on 2025-11-30, before it begins on 2025-12"]
    );
}

#[test]
fn types_are_said_in_words() {
    assert_eq!(
        in_front("themes: sequencing\nstatus: [draft]\nkey_messages: {text: a}\noriginal: x\nsummary: [[ukraine]]\n"),
        [
            "2:9 wrong-type a single value stands where a list is expected",
            "3:9 wrong-type a list stands where a text is expected",
            "4:15 wrong-type a group of keys stands where a list is expected",
            "5:11 wrong-type a single value stands where a group of keys is expected",
            "6:10 wrong-type a list stands where a text is expected",
        ]
    );
}

#[test]
fn a_comma_in_braces_is_explained() {
    assert_eq!(
        in_front("positions:\n  - {actor: a, theme: b, stance: supports, statement: a, then b., quote: c}\n"),
        ["3:58 unknown-key `then b.` is taken for a key, after a comma"]
    );
}

#[test]
fn other_tools_habits_get_a_hint() {
    let help = |yaml: &str| {
        let text = format!("---\n{yaml}\n---\n");
        let mut found = Diagnostics::default();
        let _ = read(FILE, &text, Context::default(), &mut found);
        found.into_iter().flat_map(|found| found.help).collect::<Vec<_>>()
    };
    assert_eq!(help("draft: true"), ["write `status: draft`"]);
    assert_eq!(help("tags: [a]"), ["briefgen calls it `themes`"]);
    assert_eq!(help("author: x"), ["briefgen calls it `authors`"]);
    assert_eq!(help("sumary: x"), ["did you mean `summary`?"]);
}

#[test]
fn a_source_stands_once() {
    assert_eq!(
        in_front("sources:\n  - {id: x, title: A}\n  - {id: x, title: B}\n"),
        ["4:10 duplicate-id the source `x` stands here for the second time"]
    );
}

#[test]
fn a_page_has_a_title() {
    assert_eq!(in_page("---\ntitle: About\n---\nText"), Vec::<String>::new());
    assert_eq!(in_page("---\nslug: x\n---\nText"), ["2:1 missing-field a page needs `title`, which is missing"]);
    assert_eq!(in_page("Text"), ["1:1 missing-field a page needs `title`, which is missing"]);
    assert_eq!(
        findings("---\ntitle: X\n---\n", |text, found| crate::parse::pages::read(
            FILE,
            text,
            "index",
            Context::default(),
            found
        )),
        Vec::<String>::new()
    );
}

#[test]
fn a_fault_of_the_syntax_draws_no_others_after_it() {
    assert_eq!(in_front("positions:\n  - {actor: a theme: b}\n"), ["3:13 yaml-syntax text with a colon needs quotes"]);
    assert_eq!(in_front("themes: [a, b\nslug: a\n"), ["2:9 yaml-syntax the bracket `[` is never closed"]);
    assert_eq!(
        in_front("notes:\n  - quote: a\n    kind: context\n    text: |\n  Text\n"),
        ["6:3 yaml-syntax the text below `|` or `>` must begin with more spaces than its key"]
    );
    assert_eq!(
        in_front("notes:\n  -quote: a\n   kind: context\n"),
        ["3:3 yaml-syntax a space is missing after the dash"]
    );
}
