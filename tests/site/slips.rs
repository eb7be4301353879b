//! What a hurried hand writes: one slip for each site, one finding for each slip, and words that help.

use super::broken::{ACTORS, CONFIG, NOTES, assert_broken, notes, site};

fn actors(more: &str) -> String {
    format!("- id: geneva\n  name: Geneva\n  kind: place\n{more}")
}

#[test]
fn colons_spaces_and_dashes() {
    let entry = |text: &str| format!("- id: bern\n  name: Bern\n  kind: place\n{text}");
    assert_broken(&[
        (&[(ACTORS, &actors("- id bern\n  name: Bern\n  kind: place\n"))], &["content/actors.yaml:4:3 yaml-syntax"]),
        (&[(ACTORS, &actors("- id:bern\n  name: Bern\n  kind: place\n"))], &["content/actors.yaml:4:3 yaml-syntax"]),
        (
            &[(ACTORS, &actors(" - id: bern\n   name: Bern\n   kind: place\n"))],
            &["content/actors.yaml:4:2 yaml-syntax"],
        ),
        (&[(ACTORS, &entry("  name: Berne\n"))], &["content/actors.yaml:4:3 yaml-syntax"]),
        (&[(ACTORS, &entry("  \turl: https://bern.example/\n"))], &["content/actors.yaml:4:3 yaml-syntax"]),
        (&[(ACTORS, &entry("  url:\u{a0}https://bern.example/\n"))], &["content/actors.yaml:4:3 yaml-syntax"]),
        (&[(ACTORS, &entry("  aliases: - Berne\n"))], &["content/actors.yaml:4:12 yaml-syntax"]),
        (&[(ACTORS, &entry("  aliases:\n    - Berne: the city\n"))], &["content/actors.yaml:5:7 yaml-syntax"]),
        (&[(NOTES, &notes("summary： A.\nthemes: [talks]\n"))], &["content/notes/talks.md:2:1 yaml-syntax"]),
    ]);
}

#[test]
fn quotes_and_brackets() {
    assert_broken(&[
        (&[(ACTORS, &actors("  aliases: [\"Genf, Genève]\n"))], &["content/actors.yaml:4:13 yaml-syntax"]),
        (&[(ACTORS, &actors("  aliases: [Genf, Genève}\n"))], &["content/actors.yaml:4:25 yaml-syntax"]),
        (
            &[(ACTORS, &actors("  aliases: [Genf\n- {id: b, name: Bern, kind: place}\n"))],
            &["content/actors.yaml:4:12 yaml-syntax"],
        ),
        (&[(NOTES, &notes("summary: 'It's time'\n"))], &["content/notes/talks.md:2:10 yaml-syntax"]),
        (&[(NOTES, &notes("summary: \"C:\\Users\"\n"))], &["content/notes/talks.md:2:10 yaml-syntax"]),
        (&[(NOTES, &notes("summary: &Sons and all\n"))], &["content/notes/talks.md:2:10 yaml-syntax"]),
        (&[(NOTES, &notes("summary: ? who\n"))], &["content/notes/talks.md:2:10 yaml-syntax"]),
        (&[(NOTES, &notes("summary: |\nA text.\n"))], &["content/notes/talks.md:3:1 yaml-syntax"]),
    ]);
    // An anchor that is used is YAML, and words after signs that aren't ASCII stand at their column.
    let found = site().file(CONFIG, "extra: {a: &a [1, é], b: *a, c: &c x, d: *c}\n").findings(&["check", "--quiet"]);
    assert!(found.is_empty(), "{found:?}");
    assert_broken(&[(&[(ACTORS, &actors("  aliases: [𝒢𝒢, {txt: Ж}]\n"))], &["content/actors.yaml:4:18 unknown-key"])]);
}

#[test]
fn a_misspelt_key_is_not_also_missing() {
    assert_broken(&[
        (&[(NOTES, &notes("authors: [{nam: Mara}]\n"))], &["content/notes/talks.md:2:12 unknown-key"]),
        (
            &[(NOTES, &notes("status: withdrawn\nwithdrawen: {date: 2026, reason: A.}\n"))],
            &["content/notes/talks.md:3:1 unknown-key"],
        ),
        (
            &[(
                NOTES,
                &notes(
                    "positions:\n  - actor: geneva\n    theme: talks\n    stance: supports\n    statement: A.\n    qoute: two days\n",
                ),
            )],
            &["content/notes/talks.md:7:5 unknown-key"],
        ),
    ]);
}

#[test]
fn fences_and_offsets() {
    assert_broken(&[
        (&[(NOTES, " ---\nsummary: A.\n---\n")], &["content/notes/talks.md:1:1 front-matter"]),
        (&[(NOTES, "{\"summary\": \"A.\"}\n")], &["content/notes/talks.md:1:1 front-matter"]),
        (&[(NOTES, &notes("embargo: 2026-12-01T00:01+25:00\n"))], &["content/notes/talks.md:2:10 invalid-date"]),
        (
            &[(NOTES, &notes("embargo: 2026-12-01T00:01+05:00[Europe/Berlin]\n"))],
            &["content/notes/talks.md:2:10 invalid-date"],
        ),
    ]);
}

#[test]
fn a_file_whose_name_is_nearly_right_is_told() {
    for (path, meant) in [
        ("briefgen.yml", "briefgen.yaml"),
        ("content/actor.yaml", "content/actors.yaml"),
        ("content/note/talks.md", "content/notes/talks.md"),
        ("seeds/second.TXT", "seeds/second.txt"),
    ] {
        let run = site().file(path, "x").run(&["check", "--format", "short"]);
        assert_eq!(run.code, Some(0));
        let wanted =
            format!("{path}:1:1: warning[unread-file]: nothing reads this file: did you mean `{meant}`?\n1 warning\n");
        assert_eq!(run.stderr, wanted);
    }
}
