//! One article in other clothes: line ends, byte order mark, decomposed letters, lines of 72 columns. It reads the same.

use std::path::Path;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::project::{Project, shared};

/// Wraps each line at 72 columns, as editors do.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.split('\n') {
        let mut column = 0;
        for (at, word) in line.split(' ').enumerate() {
            let length = word.chars().count();
            if at > 0 && column + 1 + length > 72 {
                out.push('\n');
                column = 0;
            } else if at > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
        out.push('\n');
    }
    out.pop();
    out
}

/// What an article is read as, and whom it names: without places, letters composed.
fn reading(project: &Project, text: &str) -> (Value, Vec<String>) {
    project.put("seeds/article.txt", text.as_bytes());
    let path = project.root().join("seeds/article.txt");
    let run = project.run(&["outline", path.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let composed: String = run.stdout.nfc().collect();
    let mut outline: Value = serde_json::from_str(&composed).unwrap();
    for block in outline["blocks"].as_array_mut().unwrap() {
        block.as_object_mut().unwrap().remove("line");
    }
    let mentions = project.run(&["mentions"]).stdout;
    let named = mentions.lines().map(|line| {
        let found: Value = serde_json::from_str(&line.nfc().collect::<String>()).unwrap();
        format!("{} {} {}", found["text"], found["id"], found["linked"])
    });
    (outline, named.collect())
}

/// Compares the variants of one article; says which of them reads otherwise.
fn differences(project: &Project, name: &str, text: &str, wraps: bool) -> Vec<String> {
    let plain = reading(project, text);
    let mut variants = vec![
        ("CRLF", text.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("decomposed letters", text.nfd().collect()),
    ];
    if wraps {
        variants.push(("lines of 72 columns", wrapped(text)));
    }
    let differs = |(what, variant): &(&str, String)| {
        let (outline, named) = reading(project, variant);
        (outline != plain.0 || named != plain.1).then(|| format!("{name} with {what}"))
    };
    variants.iter().filter_map(differs).collect()
}

fn desk() -> Project {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let read = |name: &str| std::fs::read_to_string(content.join(name)).unwrap();
    Project::new()
        .file("content/actors.yaml", &read("actors.yaml"))
        .file("content/themes.yaml", "- {id: talks, name: Peace talks, phrases: [peace negotiation, ceasefire]}\n")
}

#[test]
fn the_example_s_article_reads_the_same_in_any_clothes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/wh-summit-must-wait.txt");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(!reading(&desk(), &text).1.is_empty(), "the article names somebody");
    assert_eq!(differences(&desk(), "the example", &text, true), [""; 0]);
}

#[test]
fn collected_articles_read_the_same_in_any_clothes() {
    let Some(folder) = shared("data/plain") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let project = desk();
    let mut found = Vec::new();
    for path in paths.iter().step_by(6) {
        let text = std::fs::read_to_string(path).unwrap();
        // Where a text counts inside its sentences, a wrapped line may begin with a number as an item of a list does.
        let wraps = !text.contains(" b) ");
        found.extend(differences(&project, &path.file_name().unwrap().to_string_lossy(), &text, wraps));
    }
    assert_eq!(found, [""; 0]);
}
