use super::super::{Code, Diagnostic, Diagnostics, Place, Severity, Suggestion, sort, summary};
use super::*;
use crate::files::{Files, Span};

fn site() -> (Files, Diagnostics) {
    let mut files = Files::default();
    let notes = files.add("content/notes/a.md", "---\nnotes:\n  - quote: “a further round”\n---\n".to_owned());
    let seed = files.add("seeds/a, b.txt", "Title\n\nAfter a further rounds.\n".to_owned());
    let mut found = Diagnostics::default();
    found.push(Diagnostic::new(Code::NoBaseUrl, Place::Site, "There is no `base_url`"));
    found.push(Diagnostic::new(Code::NotText, Place::Path("seeds/b.txt".into()), "This file isn't text: 100% zeros"));
    // 11 bytes of fence and key, then 11 characters before the quotation mark: line 3, column 12.
    found.push(
        Diagnostic::new(Code::QuoteNotFound, Span::new(notes, 22, 43), "The quoted words don't stand there")
            .help("Quote the source's own words")
            .related(Span::new(seed, 13, 29), "The nearest passage")
            .suggest(Suggestion { quote: "a further rounds".into(), passage: "After a further rounds.".into() }),
    );
    (files, found)
}

fn written(format: Format) -> String {
    let (files, mut found) = site();
    sort(&files, &mut found);
    let mut out = String::new();
    write(&mut out, format, &files, &found, false).unwrap();
    out
}

#[test]
fn short() {
    let expected = "\
content/notes/a.md:3:12: error[quote-not-found]: The quoted words don't stand there
seeds/b.txt:1:1: error[not-text]: This file isn't text: 100% zeros
info[no-base-url]: There is no `base_url`
";
    assert_eq!(written(Format::Short), expected);
}

#[test]
fn human() {
    let expected = "\
error[quote-not-found]: The quoted words don't stand there
 --> content/notes/a.md:3:12
  |
3 |   - quote: “a further round”
  |            ^^^^^^^^^^^^^^^^^
  |
  = help: Quote the source's own words
note: The nearest passage
 --> seeds/a, b.txt:3:7
  |
3 | After a further rounds.
  |       ----------------
  = more: briefgen explain quote-not-found

error[not-text]: This file isn't text: 100% zeros
--> seeds/b.txt
 = more: briefgen explain not-text

info[no-base-url]: There is no `base_url`
 |
 = more: briefgen explain no-base-url

";
    assert_eq!(written(Format::Human), expected);
}

#[test]
fn json() {
    let expected = [
        concat!(
            r#"{"code":"quote-not-found","severity":"error","message":"The quoted words don't stand there","#,
            r#""file":"content/notes/a.md","line":3,"column":12,"end_line":3,"end_column":29,"#,
            r#""help":["Quote the source's own words"],"#,
            r#""related":[{"message":"The nearest passage","file":"seeds/a, b.txt","line":3,"column":7,"end_line":3,"end_column":23}],"#,
            r#""suggestion":{"quote":"a further rounds","passage":"After a further rounds."}}"#,
        ),
        concat!(
            r#"{"code":"not-text","severity":"error","message":"This file isn't text: 100% zeros","#,
            r#""file":"seeds/b.txt","line":1,"column":1,"end_line":1,"end_column":1,"help":[],"related":[],"suggestion":null}"#,
        ),
        concat!(
            r#"{"code":"no-base-url","severity":"info","message":"There is no `base_url`","#,
            r#""file":null,"line":null,"column":null,"end_line":null,"end_column":null,"help":[],"related":[],"suggestion":null}"#,
        ),
    ];
    let written = written(Format::Json);
    assert_eq!(written.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn github() {
    let expected = "\
::error file=content/notes/a.md,line=3,col=12,endColumn=29,title=quote-not-found::The quoted words don't stand there%0Ahelp: Quote the source's own words
::error file=seeds/b.txt,line=1,col=1,endColumn=1,title=not-text::This file isn't text: 100%25 zeros
::notice title=no-base-url::There is no `base_url`
";
    assert_eq!(written(Format::Github), expected);
}

#[test]
fn github_escapes_what_ends_a_property() {
    let mut files = Files::default();
    let file = files.add("seeds/a, b: c%.txt", "one\ntwo".to_owned());
    let mut found = Diagnostics::default();
    found.push(Diagnostic::new(Code::HeadingSkip, Span::new(file, 0, 7), "Two\r\nlines"));
    let mut out = String::new();
    write(&mut out, Format::Github, &files, &found, false).unwrap();
    let expected = "::warning file=seeds/a%2C b%3A c%25.txt,line=1,endLine=2,title=heading-skip::Two%0D%0Alines\n";
    assert_eq!(out, expected);
}

#[test]
fn sarif() {
    let region = |line: u32, from: u32, to: u32| serde_json::json!({"startLine": line, "startColumn": from, "endLine": line, "endColumn": to});
    let place = |uri: &str, region: serde_json::Value| serde_json::json!({"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region});
    let rule = |id: &str, text: &str, level: &str| serde_json::json!({"id": id, "shortDescription": {"text": text}, "defaultConfiguration": {"level": level}});
    let expected = serde_json::json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "briefgen", "version": env!("CARGO_PKG_VERSION"), "rules": [
                rule("quote-not-found", "Quoted words that the stored source doesn't contain.", "error"),
                rule("not-text", "A file that isn't UTF-8 text.", "error"),
                rule("no-base-url", "No `base_url`: no canonical addresses, sitemap or feeds.", "note"),
            ]}},
            "columnKind": "unicodeCodePoints",
            "results": [
                {
                    "ruleId": "quote-not-found", "ruleIndex": 0, "level": "error",
                    "message": {"text": "The quoted words don't stand there\nQuote the source's own words"},
                    "locations": [{"physicalLocation": place("content/notes/a.md", region(3, 12, 29))}],
                    "relatedLocations": [{
                        "physicalLocation": place("seeds/a%2C%20b.txt", region(3, 7, 23)),
                        "message": {"text": "The nearest passage"},
                    }],
                },
                {
                    "ruleId": "not-text", "ruleIndex": 1, "level": "error",
                    "message": {"text": "This file isn't text: 100% zeros"},
                    "locations": [{"physicalLocation": place("seeds/b.txt", region(1, 1, 1))}],
                },
                {
                    "ruleId": "no-base-url", "ruleIndex": 2, "level": "note",
                    "message": {"text": "There is no `base_url`"},
                    "locations": [],
                },
            ],
        }],
    });
    let written: serde_json::Value = serde_json::from_str(&written(Format::Sarif)).unwrap();
    assert_eq!(written, expected);
}

#[test]
fn a_long_line_shows_the_part_around_the_place() {
    let before = "The talks went on. ".repeat(60);
    let text = before.clone() + "A further rounds of talks was agreed. " + &"Nobody knew why. ".repeat(60);
    let mut files = Files::default();
    let file = files.add("seeds/a.txt", text);
    let mut found = Diagnostics::default();
    found.push(Diagnostic::new(Code::QuoteNotFound, Span::new(file, before.len(), before.len() + 16), "Words"));
    let mut out = String::new();
    write(&mut out, Format::Human, &files, &found, false).unwrap();
    assert!(out.contains("seeds/a.txt:1:1141\n"), "{out}");
    assert!(out.contains("The talks went on. A further rounds of talks was agreed."), "{out}");
    assert!(out.lines().all(|line| line.len() < 130), "{out}");
}

#[test]
fn controls_never_reach_a_terminal() {
    let mut files = Files::default();
    let file = files.add("seeds/a.txt", "red \u{1b}[31m te\u{202e}xt\u{7}\u{9b}".to_owned());
    let mut found = Diagnostics::default();
    let at = Span::new(file, 4, 9);
    found.push(Diagnostic::new(Code::QuoteNotFound, at, "A \u{1b}[31m b").help("c\u{1b}d").related(at, "e\u{1b}f"));
    for format in Format::ALL {
        let mut out = String::new();
        write(&mut out, format, &files, &found, false).unwrap();
        assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{out:?}");
    }
}

#[test]
fn findings_are_sorted_and_repeated_ones_dropped() {
    let mut files = Files::default();
    let late = files.add("b.txt", "one\ntwo\n".to_owned());
    let early = files.add("a.txt", "one\ntwo\n".to_owned());
    let mut found = Diagnostics::default();
    let mut push = |code, place: Place, message: &str| found.push(Diagnostic::new(code, place, message));
    push(Code::NoBaseUrl, Place::Site, "site");
    push(Code::MissingAlt, Span::new(late, 4, 5).into(), "second line");
    push(Code::MissingAlt, Span::new(late, 0, 1).into(), "b");
    push(Code::MissingAlt, Span::new(late, 0, 1).into(), "a");
    push(Code::BrokenLink, Span::new(late, 0, 1).into(), "z");
    push(Code::MissingAlt, Span::new(late, 0, 1).into(), "b");
    push(Code::MissingAlt, Span::new(early, 5, 6).into(), "early");
    push(Code::NotText, Place::Path("aa.txt".into()), "path");
    sort(&files, &mut found);
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["early", "path", "z", "a", "b", "second line", "site"]);
}

#[test]
fn the_last_line_counts() {
    let mut found = Diagnostics::default();
    assert_eq!(summary(&found), "no findings");
    for severity in [Severity::Error, Severity::Warning, Severity::Error, Severity::Error] {
        found.push(Diagnostic::new(Code::MissingAlt, Place::Site, "x").at(severity));
    }
    assert_eq!(summary(&found), "3 errors, 1 warning");
    found.push(Diagnostic::new(Code::NoBaseUrl, Place::Site, "x"));
    assert_eq!(summary(&found), "3 errors, 1 warning, 1 info");
}

#[test]
fn a_place_of_many_lines_shows_its_first() {
    let mut files = Files::default();
    let file = files.add("a.yaml", "- id: x\r\n  name: y\r\n".to_owned());
    let mut found = Diagnostics::default();
    found.push(Diagnostic::new(Code::MissingField, Span::new(file, 2, 18), "Something is missing"));
    let mut out = String::new();
    write(&mut out, Format::Human, &files, &found, false).unwrap();
    let expected = "\
error[missing-field]: Something is missing
 --> a.yaml:1:3
  |
1 | - id: x
  |   ^^^^^
  |
  = more: briefgen explain missing-field

";
    assert_eq!(out, expected);
}

#[test]
fn every_format_has_its_name() {
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(names, ["human", "short", "json", "sarif", "github"]);
    assert!(Format::ALL.iter().all(|format| Format::from_name(format.name()) == Some(*format)));
    assert_eq!(Format::from_name("xml"), None);
}
