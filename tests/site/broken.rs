//! Sites with one fault each: its code, at its place, and nothing beside it.

use super::project::Project;

const ARTICLE: &str =
    "Talks resume\n\nThe delegations met in Geneva on Monday. The talks went on for two days, and all said so.\n";
pub(super) const NOTES: &str = "content/notes/talks.md";
pub(super) const ACTORS: &str = "content/actors.yaml";
const THEMES: &str = "content/themes.yaml";
const ABOUT: &str = "content/pages/about.md";
pub(super) const CONFIG: &str = "briefgen.yaml";

pub(super) fn site() -> Project {
    Project::new()
        .file(CONFIG, "title: Desk\nbase_url: https://desk.example/\n")
        .file("seeds/talks.txt", ARTICLE)
        .file(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n")
        .file(THEMES, "- id: talks\n  name: Talks\n")
}

/// Files written over the sound site, and all findings that must come.
pub(super) type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

/// Builds each broken site over a former output.
#[track_caller]
pub(super) fn assert_broken(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (files, wanted) in cases {
        let broken: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        wrong.extend(judge(&broken, wanted));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn judge(files: &[(&str, &[u8])], wanted: &[&str]) -> Vec<String> {
    let project = site();
    project.build();
    let former = project.tree();
    for (path, bytes) in files {
        project.put(path, bytes);
    }
    let name: String = files.iter().map(|(path, bytes)| format!("{path}: {}\n", bytes.escape_ascii())).collect();
    let mut wrong = Vec::new();
    let found = project.findings(&["check", "--quiet"]);
    if found != wanted {
        let run = project.run(&["check", "--format", "human"]);
        wrong.push(format!("{name}  wanted {wanted:?}\n  found  {found:?}\n{}", run.stderr));
    }
    let run = project.run(&["build", "--quiet"]);
    if run.code != Some(1) {
        wrong.push(format!("{name}  exit {:?}: {}", run.code, run.stderr));
    }
    if project.tree() != former {
        wrong.push(format!("{name}  the former output was touched"));
    }
    wrong
}

fn config(more: &str) -> String {
    format!("title: Desk\nbase_url: https://desk.example/\n{more}")
}

pub(super) fn notes(front: &str) -> String {
    format!("---\n{front}---\n")
}

#[test]
fn yaml_that_cannot_be_read() {
    assert_broken(&[
        (&[(ACTORS, "- id: geneva\n  name: Geneva\n   kind: place\n")], &["content/actors.yaml:3:4 yaml-syntax"]),
        (&[(ACTORS, "-id: geneva\n name: Geneva\n kind: place\n")], &["content/actors.yaml:1:1 yaml-syntax"]),
        (&[(ACTORS, "- id geneva\n  name: Geneva\n  kind: place\n")], &["content/actors.yaml:1:3 yaml-syntax"]),
        (&[(CONFIG, "title Desk\nbase_url: https://desk.example/\n")], &["briefgen.yaml:1:1 yaml-syntax"]),
        (&[(ACTORS, "- id: geneva\n\tname: Geneva\n  kind: place\n")], &["content/actors.yaml:2:1 yaml-syntax"]),
        (
            &[(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n  summary: A city: by the lake\n")],
            &["content/actors.yaml:4:12 yaml-syntax"],
        ),
        (
            &[(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n  summary: *The* city\n")],
            &["content/actors.yaml:4:12 yaml-syntax"],
        ),
        (
            &[(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n  summary: [[talks]] are held here\n")],
            &["content/actors.yaml:4:12 yaml-syntax"],
        ),
        (
            &[(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n  summary: @desk says so\n")],
            &["content/actors.yaml:4:12 yaml-syntax"],
        ),
        (
            &[(ACTORS, "- {id: geneva, name: Geneva, kind: place, summary: A city #4 of all}\n")],
            &["content/actors.yaml:1:52 cut-value"],
        ),
        (
            &[(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n  summary: Number #4 of all\n")],
            &["content/actors.yaml:4:12 cut-value"],
        ),
    ]);
}

#[test]
fn values_of_the_wrong_kind() {
    let position = "positions:\n  - actor: geneva\n    theme: talks\n    stance: supports\n    statement: Yes.\n";
    assert_broken(&[
        (&[(NOTES, &notes("summary: Ask #4 for more\n"))], &["content/notes/talks.md:2:10 cut-value"]),
        (&[(NOTES, &notes("draft: true\n"))], &["content/notes/talks.md:2:1 unknown-key"]),
        (&[(NOTES, &notes("sumary: A.\n"))], &["content/notes/talks.md:2:1 unknown-key"]),
        (&[(NOTES, &notes("themes: talks\n"))], &["content/notes/talks.md:2:9 wrong-type"]),
        (&[(NOTES, &notes("summary: [a, b]\n"))], &["content/notes/talks.md:2:10 wrong-type"]),
        (&[(NOTES, &notes("status: publishd\n"))], &["content/notes/talks.md:2:9 invalid-value"]),
        (&[(NOTES, &notes("published: 2026-02-30\n"))], &["content/notes/talks.md:2:12 invalid-date"]),
        (
            &[(
                ACTORS,
                "- id: geneva\n  name: Geneva\n  kind: place\n  aliases:\n    - {text: Genf, from: 2025, until: 2024}\n",
            )],
            &["content/actors.yaml:5:39 invalid-date"],
        ),
        (
            &[(NOTES, &notes("events:\n  - date: 2025-05\n    until: 2025-04\n    text: A.\n"))],
            &["content/notes/talks.md:4:12 invalid-date"],
        ),
        (&[(NOTES, &notes("embargo: 2026-12-01T00:01\n"))], &["content/notes/talks.md:2:10 missing-zone"]),
        (
            &[(NOTES, &notes("notes:\n  - kind: context\n    text: A.\n"))],
            &["content/notes/talks.md:3:5 missing-field"],
        ),
        (
            &[(NOTES, &notes("notes:\n  - quote:\n    kind: context\n    text: A.\n"))],
            &["content/notes/talks.md:3:5 missing-field"],
        ),
        (&[(ACTORS, "- id: geneva\n  name: Geneva\n")], &["content/actors.yaml:1:3 missing-field"]),
        (&[(NOTES, &notes(position))], &["content/notes/talks.md:3:5 missing-evidence"]),
        (&[(ABOUT, "---\nsummary: A.\n---\nText.\n")], &["content/pages/about.md:2:1 missing-field"]),
        (&[(ACTORS, "- id: Geneva City\n  name: Geneva\n  kind: place\n")], &["content/actors.yaml:1:7 invalid-id"]),
        (&[(ACTORS, "- id: con\n  name: Geneva\n  kind: place\n")], &["content/actors.yaml:1:7 invalid-id"]),
        (
            &[("content/series.yaml", "- id: papers\n  name: Papers\n  issn: 20493630\n")],
            &["content/series.yaml:3:9 invalid-value"],
        ),
        (&[(NOTES, &notes("doi: 11.1000/x\n"))], &["content/notes/talks.md:2:6 invalid-value"]),
        (&[(NOTES, &notes("slug: ../../etc\n"))], &["content/notes/talks.md:2:7 invalid-id"]),
        (
            &[(CONFIG, "title: Desk\nbase_url: https://desk.example/\naccent: \"#ffee88\"\n")],
            &["briefgen.yaml:3:9 low-contrast"],
        ),
    ]);
}

#[test]
fn front_matter_and_directives() {
    assert_broken(&[
        (
            &[("content/actors/bern.md", "+++\nname = 'Bern'\nkind = 'place'\n+++\n")],
            &["content/actors/bern.md:1:1 front-matter"],
        ),
        (&[("content/themes/peace.md", "---\nname: Peace\n")], &["content/themes/peace.md:1:1 front-matter"]),
        (&[(NOTES, "---\nsummary: A.\n")], &["content/notes/talks.md:1:1 front-matter"]),
        (&[(NOTES, "---\nsummary: A.\n---\n---\ntitle: B\n---\n")], &["content/notes/talks.md:4:1 front-matter"]),
        (&[(NOTES, "--\nsummary: A.\n--\n")], &["content/notes/talks.md:1:1 front-matter"]),
        (&[(NOTES, "summary: A.\nthemes: [talks]\n\nText.\n")], &["content/notes/talks.md:1:1 front-matter"]),
        (
            &[(NOTES, "---\nsummary: A.\n---\nText.\n\n::: internl\nSecret.\n:::\n")],
            &["content/notes/talks.md:6:1 bad-directive"],
        ),
        (
            &[(NOTES, "---\nsummary: A.\n---\nText.\n\n::: internal\nSecret.\n")],
            &["content/notes/talks.md:6:1 bad-directive"],
        ),
    ]);
    let deep = format!("extra:\n  a: {}{}\n", "[".repeat(300), "]".repeat(300));
    let project = site().file(NOTES, &notes(&deep));
    let found = project.findings(&["check", "--quiet"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("content/notes/talks.md:3:") && found[0].ends_with(" yaml-too-deep"), "{found:?}");
}

#[test]
fn names_that_stand_twice() {
    let geneva = "id: geneva\nname: Geneva\nkind: place\n";
    let brief = |more: &str| notes(&format!("title: A\n{more}")) + "Text of the desk.\n";
    assert_broken(&[
        (
            &[(ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n- id: geneva\n  name: Genf\n  kind: place\n")],
            &["content/actors.yaml:4:7 duplicate-id"],
        ),
        (&[("content/actors/geneva.md", &notes(geneva))], &["content/actors/geneva.md:2:5 duplicate-id"]),
        (
            &[
                ("content/series.yaml", "- id: papers\n  name: Papers\n"),
                ("content/briefs/a.md", &brief("series: papers\nnumber: \"1\"\n")),
                ("content/briefs/b.md", &brief("series: papers\nnumber: \"1\"\n")),
            ],
            &["content/briefs/b.md:4:9 duplicate-number"],
        ),
        (
            &[("content/briefs/a.md", &brief("slug: same\n")), ("content/briefs/b.md", &brief("slug: same\n"))],
            &["content/briefs/b.md:3:7 duplicate-route"],
        ),
        (
            &[(NOTES, &notes("sources:\n  - {id: a, title: A}\n  - {id: a, title: B}\n"))],
            &["content/notes/talks.md:4:10 duplicate-id"],
        ),
        (&[("content/briefs/a.md", &brief("slug: talks\n"))], &["content/briefs/a.md:3:7 duplicate-route"]),
        (&[("seeds/2025/talks.txt", ARTICLE)], &["seeds/talks.txt:1:1 duplicate-route"]),
        (
            &[(NOTES, &notes("summary: A.\n")), ("content/notes/a.md", &notes("article: talks.txt\n"))],
            &["content/notes/a.md:2:10 duplicate-id"],
        ),
        (
            &[(NOTES, &notes("summary: A.\n")), ("content/notes/zz.md", &notes("article: talks.txt\n"))],
            &["content/notes/zz.md:2:10 duplicate-id"],
        ),
    ]);
}

#[test]
fn names_of_nothing() {
    let note = "notes:\n  - quote: two days\n    kind: context\n    text: |\n      First line.\n\n      Then [[genva]] again.\n";
    let source = "notes:\n  - quote: two days\n    source: hansard\n    kind: context\n    text: A.\n";
    assert_broken(&[
        (&[(NOTES, &notes("actors: [genva]\n"))], &["content/notes/talks.md:2:10 unknown-actor"]),
        (&[(NOTES, &notes("themes:\n  - talk\n"))], &["content/notes/talks.md:3:5 unknown-theme"]),
        (&[(THEMES, "- {id: a, name: A, broader: a}\n")], &["content/themes.yaml:1:29 invalid-value"]),
        (
            &[(
                THEMES,
                "- {id: a, name: A, broader: c}\n- {id: b, name: B, broader: a}\n- {id: c, name: C, broader: b}\n",
            )],
            &["content/themes.yaml:3:29 invalid-value"],
        ),
        (&[("content/notes/x.md", &notes("article: talk.txt\n"))], &["content/notes/x.md:2:10 unknown-article"]),
        (&[(NOTES, &notes(source))], &["content/notes/talks.md:4:13 unknown-source"]),
        (&[(NOTES, &notes(note))], &["content/notes/talks.md:8:12 unknown-reference"]),
        (
            &[(NOTES, &(notes("summary: A.\n") + "As [[genva]] said.\n"))],
            &["content/notes/talks.md:4:4 unknown-reference"],
        ),
        (&[("content/notes/gone.md", &notes("summary: A.\n"))], &["content/notes/gone.md:1:1 orphan-notes"]),
        (&[("seeds/empty.txt", "\n \n")], &["seeds/empty.txt:1:1 empty-article"]),
        (
            &[(NOTES, &notes("sources:\n  - id: hansard\n    title: Hansard\n    file: hansard.txt\n"))],
            &["content/notes/talks.md:5:11 unknown-article"],
        ),
        (&[(CONFIG, &config("tags: {peace: talk}\n"))], &["briefgen.yaml:3:15 unknown-theme"]),
        (
            &[
                (CONFIG, &config("tags: {peace: talk}\n")),
                ("seeds/a.md", "---\ntitle: A\ntags: [peace]\n---\nThe first text.\n"),
                ("seeds/b.md", "---\ntitle: B\ntags: [peace]\n---\nThe second text.\n"),
            ],
            &["briefgen.yaml:3:15 unknown-theme"],
        ),
        (
            &[
                (ACTORS, "- id: geneva\n  name: Geneva\n  kind: place\n  audience: internal\n"),
                (NOTES, &(notes("summary: A.\n") + "As [[geneva]] said.\n")),
            ],
            &["content/notes/talks.md:4:4 withheld-reference"],
        ),
    ]);
}

#[test]
fn quotes_and_positions() {
    let note = |quote: &str| notes(&format!("notes:\n  - quote: {quote}\n    kind: context\n    text: A.\n"));
    let position = |stance: &str| {
        format!("  - actor: geneva\n    theme: talks\n    stance: {stance}\n    statement: A.\n    quote: two days\n")
    };
    let two = notes(&format!("positions:\n{}{}", position("supports"), position("opposes")));
    assert_broken(&[
        (&[(NOTES, &note("three days"))], &["content/notes/talks.md:3:12 quote-not-found"]),
        (&[(NOTES, &note("on"))], &["content/notes/talks.md:3:12 quote-ambiguous"]),
        (&[(NOTES, &note("on\n    prefix: stayed"))], &["content/notes/talks.md:3:12 quote-ambiguous"]),
        (&[(CONFIG, &config("house: {require: [sumary]}\n"))], &["briefgen.yaml:3:19 invalid-value"]),
        (&[(NOTES, &two)], &["content/notes/talks.md:10:13 position-conflict"]),
        (
            &[
                (CONFIG, "title: Desk\nbase_url: https://desk.example/\nhouse: {require: [summary]}\n"),
                (NOTES, &notes("themes: [talks]\n")),
            ],
            &["content/notes/talks.md:2:1 house-rule"],
        ),
    ]);
}

#[test]
fn links_and_pictures() {
    let page = |text: &str| format!("---\ntitle: About\n---\n{text}\n");
    assert_broken(&[
        (&[(ABOUT, &page("See [the brief](/briefs/talk/)."))], &["content/pages/about.md:4:17 broken-link"]),
        (&[(ABOUT, &page("See [its end](/briefs/talks/#end)."))], &["content/pages/about.md:4:15 broken-anchor"]),
        (&[(ABOUT, &page("See [the plan](../../plan/)."))], &["content/pages/about.md:4:16 broken-link"]),
        (&[(NOTES, &notes("downloads: [{file: a.pdf, title: A}]\n"))], &["content/notes/talks.md:2:20 missing-asset"]),
        (&[(CONFIG, &config("organisation: {name: A, logo: logo.svg}\n"))], &["briefgen.yaml:3:31 missing-asset"]),
        (&[(CONFIG, &config("fonts: {body: fonts/a.woff2}\n"))], &["briefgen.yaml:3:15 missing-asset"]),
        (&[(ABOUT, &page("![A map](map.png)"))], &["content/pages/about.md:4:10 missing-asset"]),
        (
            &[(ABOUT, &page("![](map.png)")), ("content/pages/map.png", "x")],
            &["content/pages/about.md:4:1 missing-alt"],
        ),
    ]);
}

#[test]
fn addresses_that_every_page_shows() {
    assert_broken(&[
        (&[(CONFIG, &config("nav: [abut]\n"))], &["briefgen.yaml:3:7 broken-link"]),
        (&[(CONFIG, &config("footer: [{text: A, url: /abut/}]\n"))], &["briefgen.yaml:3:25 broken-link"]),
        (&[(CONFIG, &config("nav: [{text: A, url: /briefs/talks/#end}]\n"))], &["briefgen.yaml:3:22 broken-anchor"]),
        (&[(CONFIG, &config("nav: [{text: A, url: /files/a.pdf}]\n"))], &["briefgen.yaml:3:22 missing-asset"]),
    ]);
}

#[test]
fn addresses_that_are_taken() {
    let page = |more: &str| format!("---\ntitle: A\n{more}---\nText.\n");
    assert_broken(&[
        (&[("content/pages/briefs.md", &page(""))], &["content/pages/briefs.md:1:1 duplicate-route"]),
        (&[(ABOUT, &page("slug: timeline\n"))], &["content/pages/about.md:3:7 duplicate-route"]),
        (&[(ABOUT, &page("redirect_from: [/actors/geneva/]\n"))], &["content/pages/about.md:3:17 duplicate-route"]),
        (
            &[(ABOUT, &page("")), ("content/pages/us.md", &page("slug: about\n"))],
            &["content/pages/us.md:3:7 duplicate-route"],
        ),
    ]);
    // A static file has no lines to point at.
    for path in ["static/briefs/talks/index.html", "static/404.html"] {
        let found = site().file(path, "<p>x").findings(&["check", "--quiet"]);
        assert_eq!(found, [format!("{path}:1:1 duplicate-route")]);
    }
    let free = site().file("static/robots.txt", "User-agent: *\nDisallow: /\n");
    let own = free.file(CONFIG, "features: {network: false}\n").file("content/pages/network.md", &page(""));
    assert!(own.build().page("robots.txt").contains("Disallow: /\n"), "the desk's own robots.txt wins");
    assert!(own.page("network/index.html").contains("Text."));
}

#[test]
fn templates() {
    assert_broken(&[
        (&[("templates/404.html", "<p>\n{% if %}\n</p>\n")], &["templates/404.html:2:7 template-error"]),
        (&[("templates/404.html", "<p>{{ site.title | uper }}\n")], &["templates/404.html:1:20 template-error"]),
        (&[("templates/404.html", "{% extends \"bse.html\" %}\n")], &["templates/404.html:1:13 template-error"]),
        (&[("templates/404.html", "<p>\n{{ nothing.at.all }}\n</p>\n")], &["templates/404.html:2:4 template-error"]),
    ]);
}

#[test]
fn bytes_that_are_no_text() {
    let zero = judge(&[("seeds/talks.txt", b"Title\n\nThe talks\0 went on.\n")], &["seeds/talks.txt:3:10 not-text"]);
    assert!(zero.is_empty(), "{}", zero.join("\n"));
    let latin = b"Title\n\nCaf\xe9 talks went on.\n";
    let wrong = judge(&[("seeds/latin.txt", latin)], &["seeds/latin.txt:3:4 not-text"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let front = notes("notes:\n  - quote: two days\n    kind: context\n    text: A.\n");
    let with_notes = [("seeds/talks.txt", latin.as_slice()), (NOTES, front.as_bytes())];
    let wrong = judge(&with_notes, &["seeds/talks.txt:3:4 not-text"]);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    let project = site().file("static/a.txt", "a");
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), project.root().join("static/b.txt")).unwrap();
    let found = project.findings(&["check", "--quiet"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("static/b.txt") && found[0].ends_with(" unsafe-path"), "{found:?}");
}
