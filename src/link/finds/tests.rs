use std::collections::BTreeMap;

use super::record;
use crate::diag::Diagnostics;
use crate::link::{Kept, link_again};
use crate::model::corpus::Selection;
use crate::model::inputs::Inputs;
use crate::model::site::{BriefLinks, Found, Site};
use crate::parse::corpus::corpus;
use crate::records::{Records, each_as};
use crate::select::select;

const PROGRAM: [u8; 32] = [7; 32];

type Texts = BTreeMap<&'static str, &'static str>;

/// Two briefs: one with everything that decides what is found in it, one of an article alone.
fn texts() -> Texts {
    BTreeMap::from([
        ("briefgen.yaml", "title: Desk\n"),
        (
            "content/actors.yaml",
            "- {id: ukraine, name: Ukraine, kind: state}\n- {id: lee, name: Ann Lee, kind: person}\n",
        ),
        ("content/themes.yaml", "- {id: shipping, name: Shipping}\n"),
        (
            "content/notes/a.md",
            "---\nsources: [{id: s, title: Source, file: stored.txt}]\nunlink: [Geneva]\nlinks: [{text: he, to: lee}]\n\
             notes: [{quote: On Monday, suffix: he, kind: context, text: \"As in [[b]].\"}]\n\
             positions: [{actor: lee, theme: shipping, stance: supports, statement: Yes., quote: at length, source: s}]\n\
             ---\nThe desk on Ukraine.\n",
        ),
        ("seeds/a.txt", "Grain talks\n\nOn Monday he met Ukraine in Geneva. On Monday she left.\n"),
        ("seeds/b.txt", "Ferry talks\n\nAnn Lee of Ukraine spoke of shipping to nobody in particular.\n"),
        ("seeds/stored.txt", "Stored\n\nA source of which at length are words.\n"),
    ])
}

/// The site of some texts, and the bytes to keep, if there are any.
fn link(texts: &Texts, former: &[u8], program: [u8; 32]) -> (Site, Option<Vec<u8>>) {
    let mut inputs = Inputs::default();
    for (path, text) in texts {
        let id = inputs.files.add(*path, (*text).to_owned());
        match *path {
            "briefgen.yaml" => inputs.config = Some(id),
            "content/actors.yaml" => inputs.actors = Some(id),
            "content/themes.yaml" => inputs.themes = Some(id),
            _ if path.starts_with("seeds/") => inputs.articles.push(id),
            _ => inputs.notes.push(id),
        }
    }
    let mut found = Diagnostics::default();
    let selection = Selection { internal: false, drafts: false, as_of: "2026-01-01T00:00:00Z".parse().unwrap() };
    let (corpus, _) = select(corpus(&inputs, &mut found), &selection, &mut found);
    let mut finds = Records::new(former, program);
    let site = link_again(corpus, &inputs.files, &mut Kept::default(), Some(&mut finds), &mut found);
    assert!(found.is_empty(), "{found:?}");
    let changed = finds.changed();
    let mut bytes = Vec::new();
    finds.write(&mut bytes).expect("memory can be written");
    (site, changed.then_some(bytes))
}

/// What is kept of the texts, but with nothing found: a brief in which nothing is found then was not searched.
fn blank() -> Vec<u8> {
    let bytes = link(&texts(), &[], PROGRAM).1.expect("nothing was kept before");
    let nothing = record::encode(&BriefLinks::default()).expect("it can be written");
    let (count, blank) = each_as(&bytes, &nothing);
    assert_eq!(count, 2);
    blank
}

/// Which of the briefs `a` and `b` were searched, given the blank records.
fn searched(texts: &Texts, program: [u8; 32]) -> [bool; 2] {
    let (site, _) = link(texts, &blank(), program);
    ["a", "b"].map(|slug| {
        let (_, links) = site.brief(site.find_brief(slug).expect("both are there"));
        !links.mentions.is_empty()
    })
}

#[test]
fn what_was_found_is_taken_over_and_kept_once() {
    let (first, bytes) = link(&texts(), &[], PROGRAM);
    let bytes = bytes.expect("nothing was kept before");
    let (again, changed) = link(&texts(), &bytes, PROGRAM);
    assert_eq!(first.links, again.links);
    assert_eq!(first.links[0].positions, [Some(Found::Source(0))]);
    assert_eq!(changed, None, "what is kept already isn't kept again");
    assert_eq!(searched(&texts(), PROGRAM), [false, false]);
    let mut fewer = texts();
    fewer.retain(|path, _| !["content/notes/a.md", "seeds/a.txt", "seeds/stored.txt"].contains(path));
    let changed = link(&fewer, &bytes, PROGRAM).1.expect("one is gone");
    assert_eq!(each_as(&changed, &[]).0, 1, "what no brief has any more is forgotten");
}

#[test]
fn only_a_brief_that_an_edit_touches_is_searched_again() {
    let after = |path: &'static str, from: &str, to: &str| {
        let mut texts = texts();
        let text = texts[path].replace(from, to);
        assert_ne!(text, texts[path], "{from}");
        texts.insert(path, text.leak());
        searched(&texts, PROGRAM)
    };
    let notes = "content/notes/a.md";
    let only_a = [
        ("seeds/a.txt", "Geneva", "Vienna"),
        ("seeds/stored.txt", "A source", "The source"),
        (notes, "The desk", "This desk"),
        (notes, "As in", "As said in"),
        (notes, "unlink: [Geneva]", "unlink: [Berne]"),
        (notes, "text: he", "text: she"),
        (notes, "to: lee", "to: ukraine"),
        (notes, "suffix: he", "suffix: she"),
        (notes, "quote: On Monday", "quote: Monday"),
        (notes, "source: s}]", "source: s}]\noriginal: {date: 2025-01-02}"),
        (notes, "unlink", "published: 2025-01-02\nunlink"),
    ];
    for (path, from, to) in only_a {
        assert_eq!(after(path, from, to), [true, false], "{path}: {to}");
    }
    assert_eq!(after("seeds/b.txt", "nobody", "somebody"), [false, true]);
    assert_eq!(after("seeds/b.txt", "Ferry talks", "Harbour talks"), [true, true], "`a` shows the title of `b`");
    let all = [
        ("briefgen.yaml", "Desk", "Desk\nlinks: {mentions: all}"),
        ("content/actors.yaml", "name: Ukraine", "name: Ukraine, aliases: [Kyiv]"),
        ("content/actors.yaml", "- {id: ukraine", "- {id: eu, name: Union, kind: bloc}\n- {id: ukraine"),
        ("content/actors.yaml", "kind: person", "kind: place"),
        ("content/themes.yaml", "name: Shipping", "name: Shipping, phrases: [sea route]"),
    ];
    for (path, from, to) in all {
        assert_eq!(after(path, from, to), [true, true], "{path}: {to}");
    }
    let none = [
        ("briefgen.yaml", "Desk", "House"),
        ("content/actors.yaml", "kind: state", "kind: state, summary: A state."),
        (notes, "unlink", "summary: Words.\nunlink"),
        (notes, "statement: Yes.", "statement: Surely."),
    ];
    for (path, from, to) in none {
        assert_eq!(after(path, from, to), [false, false], "{path}: {to}");
    }
    assert_eq!(searched(&texts(), [8; 32]), [true, true], "another program may find something else");
}

#[test]
fn bytes_that_are_none_of_ours_are_worth_nothing() {
    let (first, bytes) = link(&texts(), &[], PROGRAM);
    let bytes = bytes.expect("nothing was kept before");
    for length in 0..bytes.len() {
        assert_eq!(link(&texts(), &bytes[..length], PROGRAM).0.links, first.links, "the first {length} bytes");
    }
    let other = [b"PNG".as_slice(), &bytes].concat();
    assert_eq!(link(&texts(), &other, PROGRAM).0.links, first.links);
}
