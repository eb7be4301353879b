use std::time::{Duration, Instant};

use super::*;
use crate::diag::Place;
use crate::files::line_column;

fn tree(text: &str) -> (Tree, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let tree = read(FileId(0), text, 0, text.len(), &mut diagnostics);
    let found = diagnostics
        .iter()
        .map(|found| {
            let Place::Span(span) = found.place else { panic!("a finding without a place") };
            let at = line_column(text, span.start as usize);
            format!("{}:{} {} {}", at.line, at.column, found.code.name(), found.message)
        })
        .collect();
    (tree, found)
}

fn faults(text: &str) -> Vec<String> {
    tree(text).1
}

fn help(text: &str) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    read(FileId(0), text, 0, text.len(), &mut diagnostics);
    diagnostics.into_iter().flat_map(|found| found.help).collect()
}

fn fine(text: &str) {
    assert_eq!(faults(text), Vec::<String>::new(), "{text}");
}

#[test]
fn values_keep_their_form_and_their_place() {
    let text = "a: NO\nb: [007, \"x\"]\nc:\nd: ~\n";
    let (tree, found) = tree(text);
    assert!(found.is_empty());
    let Some(Node { value: Value::Map(entries), .. }) = tree.root else { panic!("a map") };
    let written = |node: &Node| text[node.span.start as usize..node.span.end as usize].to_owned();
    assert_eq!(entries[0].1.value, Value::Scalar { text: "NO".into(), plain: true });
    let Value::List(items) = &entries[1].1.value else { panic!("a list") };
    assert_eq!(items[0].value, Value::Scalar { text: "007".into(), plain: true });
    assert_eq!(written(&items[1]), "\"x\"");
    assert_eq!(written(&entries[1].1), "[007, \"x\"]");
    assert_eq!((&entries[2].1.value, &entries[3].1.value), (&Value::Null, &Value::Null));
}

#[test]
fn a_stretch_of_a_file_has_the_places_of_the_file() {
    let text = "---\nä: b: c\n---\n";
    let mut found = Diagnostics::default();
    read(FileId(0), text, 4, 13, &mut found);
    let spans: Vec<_> = found.iter().map(|found| found.place.clone()).collect();
    assert_eq!(spans, [Place::Span(Span::new(FileId(0), 8, 12))]);
}

#[test]
fn text_with_a_colon_is_shown_corrected() {
    assert_eq!(
        faults("title: Peace: now\nsummary: as follows:\n- x\n")[..2],
        ["1:8 yaml-syntax text with a colon needs quotes", "2:10 yaml-syntax text with a colon needs quotes"]
    );
    assert_eq!(help("title: Peace: now\n"), ["put it in quotes: title: \"Peace: now\""]);
    assert_eq!(faults("a:\n  - {text: Peace: now, quote: b}\n"), ["2:12 yaml-syntax text with a colon needs quotes"]);
    assert_eq!(faults("title:Peace\nslug: a\n"), ["1:1 yaml-syntax a space is missing after the colon"]);
    assert_eq!(faults("title:Peace\n"), ["1:1 yaml-syntax a space is missing after the colon"]);
}

#[test]
fn first_characters_that_mean_something_need_quotes() {
    for (first, value) in [
        ("*", "*Ukraine* wants"),
        ("@", "@peace"),
        ("%", "%50"),
        ("&", "& co"),
        ("!", "!now"),
        (">", "> x y"),
        ("[[", "[[ukraine]] asks"),
        ("{", "{Draft} of"),
    ] {
        let text = format!("a: 1\nb: {value}\nc: 2\n");
        assert_eq!(faults(&text), [format!("2:4 yaml-syntax a value that begins with `{first}` needs quotes")]);
        assert!(help(&text)[0].ends_with(&format!("\"{value}\"")), "{text}");
    }
}

#[test]
fn quotes_close() {
    assert_eq!(faults("a: \"Peace now\nb: c\n"), ["1:4 yaml-syntax the quotation mark \" is never closed"]);
    assert_eq!(faults("a: b\nc: \"Peace now\n"), ["2:4 yaml-syntax the quotation mark \" is never closed"]);
    assert_eq!(faults("a: \"Peace\nb: now\"\n"), ["1:4 yaml-syntax the quotation mark \" is never closed"]);
    assert_eq!(faults("a: 'Tis the season\nb: c\n"), ["1:4 yaml-syntax the quotation mark ' is never closed"]);
    let goes_on = "yaml-syntax the text goes on after its closing quotation mark";
    assert_eq!(faults("a: 'It's time'\nb: c\n"), [format!("1:4 {goes_on}")]);
    assert_eq!(faults("a: \"Peace\" now\nb: c\n"), [format!("1:4 {goes_on}")]);
    assert_eq!(help("a: 'It's time'\n"), ["put all of it in quotes: \"It's time\""]);
    fine("a: \"one\n  two: three\n  four\"\nb: c\n");
    fine("a: 'It''s time' # said\n");
}

#[test]
fn brackets_close() {
    assert_eq!(faults("a: [b, c\nd: e\n"), ["1:4 yaml-syntax the bracket `[` is never closed"]);
    assert_eq!(help("a: [b, c\nd: e\n"), ["close it: [b, c]"]);
    fine("a: [\n  b,\n  c\n]\nd: {e: f,\n    g: \"h: i\"}\n");
}

#[test]
fn a_tab_is_reported_at_the_tab_and_each_of_them() {
    let tab = "yaml-syntax a tab stands where only spaces can";
    assert_eq!(faults("a:\n  b: c\n\td: e\nf:\n  \tg: h\n"), [format!("3:1 {tab}"), format!("5:3 {tab}")]);
    fine("a:\tb\nc: |\n  d\n  \te: f\n");
}

#[test]
fn indentation_is_said_in_words() {
    assert_eq!(
        faults("title: Peace\n  slug: a\n"),
        ["2:3 yaml-syntax `slug: a` is indented deeper than the line above, which has its value already"]
    );
    assert_eq!(
        faults("- id: a\n  name: A\n kind: state\n"),
        ["3:2 yaml-syntax the indentation of `kind: state` fits no line above it"]
    );
    assert_eq!(
        faults("a: b\nfoo bar\nc: d\n"),
        ["2:1 yaml-syntax `foo bar` is neither `key: value` nor an item of a list"]
    );
}

#[test]
fn one_fault_is_one_finding() {
    let cases = [
        ("a: first\n\tsecond\nb: c\n", "2:1 yaml-syntax a tab stands where only spaces can"),
        ("a:\n  -quote: b\n   kind: c\n", "2:3 yaml-syntax a space is missing after the dash"),
        ("- id: a\n  name: x\n- id b\n  name: c\n", "3:3 yaml-syntax `id b` has no colon after its key"),
        (
            "a:\n  b: |\n text\nc: d\n",
            "3:2 yaml-syntax the text below `|` or `>` must begin with more spaces than its key",
        ),
        ("a: \"b\\d\"\nc: d\n", "1:4 yaml-syntax a backslash in double quotes must be written twice"),
    ];
    for (text, found) in cases {
        assert_eq!(faults(text), [found], "{text}");
    }
}

#[test]
fn text_lost_behind_a_hash_is_found_and_a_remark_is_a_remark() {
    assert_eq!(faults("a: See item #4\n"), ["1:4 cut-value without quotes, `#4` is not part of the value"]);
    assert_eq!(faults("a:\n  - #one\n  - two\n"), ["2:5 cut-value without quotes, `#one` is not part of the value"]);
    assert_eq!(faults("a: {b: See #4, c: d}\n"), ["1:8 cut-value without quotes, `#4` is not part of the value"]);
    fine("a: b # a remark\nc: d#4\ne: \"x #4\"\nf:\n  #g: h\n  #i: j\nk: > # why\n  text #4\n");
}

#[test]
fn a_key_stands_once_and_a_file_is_one_document() {
    assert_eq!(faults("a: b\nc: d\na: e\n"), ["3:1 yaml-syntax the key `a` stands here for the second time"]);
    assert_eq!(
        faults("a: b\n---\nc: d\n"),
        ["2:1 yaml-syntax a second document begins here, where one file holds one"]
    );
    fine("---\na: b\n");
}

#[test]
fn lines_end_in_any_way() {
    assert_eq!(faults("a: b\r\nc: d: e\r\n"), ["2:4 yaml-syntax text with a colon needs quotes"]);
}

#[test]
fn hostile_texts_are_refused_quickly() {
    let bomb = {
        let mut text = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for (name, before) in ('b'..='i').zip('a'..='h') {
            text.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(",")));
        }
        text
    };
    let cases = [
        ("[".repeat(100_000), Some("yaml-too-deep")),
        ("{a: ".repeat(100_000), Some("yaml-too-deep")),
        ("- ".repeat(100_000), Some("yaml-too-deep")),
        (bomb, Some("yaml-too-deep")),
        ("a: &a [*a]\n".to_owned(), Some("yaml-too-deep")),
        (format!("a: [{}", "b, ".repeat(100_000)), Some("yaml-syntax")),
        (format!("a: [{}]", "'b', ".repeat(100_000)), None),
        (format!("a: [{}]", "!x b, ".repeat(20_000)), Some("yaml-syntax")),
        (format!("a: \"{}", "b\\".repeat(100_000)), Some("yaml-syntax")),
        (format!("a: {}", "x".repeat(5_000_000)), None),
        ("a: b: c\n".repeat(5_000), Some("yaml-syntax")),
        ("\ta: b\n".repeat(20_000), Some("yaml-syntax")),
    ];
    for (text, code) in cases {
        let begun = Instant::now();
        let found = faults(&text);
        let shown: String = text.chars().take(20).collect();
        assert!(begun.elapsed() < Duration::from_secs(10), "{shown} took {:?}", begun.elapsed());
        assert!(found.len() <= MOST_FAULTS, "{shown}");
        match code {
            Some(code) => assert!(found.first().is_some_and(|first| first.contains(code)), "{shown}: {found:?}"),
            None => assert!(found.is_empty(), "{shown}: {found:?}"),
        }
    }
}
