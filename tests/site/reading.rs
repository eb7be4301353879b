//! What readers of a brief's page get: notes at their passage, what to read next, how long it takes.

use super::project::Project;

const ACTORS: &str = "- {id: ukraine, name: Ukraine, kind: state}\n- {id: nato, name: NATO, kind: bloc}\n\
    - {id: geneva, name: Geneva, kind: place}\n";

fn article(title: &str, text: &str) -> String {
    format!("{title}\n\nThe delegations met again on Monday and agreed on nothing in particular.\n\n{text}\n")
}

/// The words of a page, its markup left out and white space made one.
fn words(html: &str) -> String {
    let bare: Vec<&str> = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    bare.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn related(page: &str) -> Option<&str> {
    let from = page.find("<section class=\"related\"")?;
    page[from..].find("</section>").map(|to| &page[from..from + to])
}

#[test]
fn a_brief_names_others_that_share_names_and_says_which() {
    let project = Project::new()
        .file("content/actors.yaml", ACTORS)
        .file("seeds/one.txt", &article("One", "Ukraine asked NATO for its view, and Geneva waited for an answer."))
        .file("seeds/two.txt", &article("Two", "NATO answered Ukraine in Brussels, at length and in good order."))
        .file("seeds/three.txt", &article("Three", "Geneva is a city that has seen more talks than most of them."));
    project.build();
    let one = project.page("briefs/one/index.html");
    let section = related(&one).unwrap();
    assert!(section.contains("href=\"../../briefs/two/\">Two</a>"), "{section}");
    assert!(words(section).contains("Shares NATO and Ukraine"), "{section}");
    assert!(!section.contains("Three"), "one name in common isn't enough: {section}");
    assert!(related(&project.page("briefs/three/index.html")).is_none());
}

#[test]
fn a_translation_and_what_is_out_of_date_are_not_related() {
    let text = "Ukraine asked NATO for its view, and Geneva waited for an answer.";
    let project = Project::new()
        .file("content/actors.yaml", ACTORS)
        .file("seeds/one.txt", &article("One", text))
        .file("seeds/eins.txt", &article("Eins", text))
        .file("content/notes/eins.md", "---\ntranslation_of: one\n---\n")
        .file("seeds/old.txt", &article("Old", text))
        .file("seeds/new.txt", &article("New", text))
        .file("content/notes/new.md", "---\nsupersedes: [old]\n---\n");
    project.build();
    let shown = |slug: &str| words(related(&project.page(&format!("briefs/{slug}/index.html"))).unwrap_or(""));
    let one = shown("one");
    assert!(one.contains("New") && !one.contains("Eins") && !one.contains("Old"), "{one}");
    let old = shown("old");
    assert!(old.contains("One") && !old.contains("New"), "its notice names the newer one: {old}");
}

#[test]
fn a_note_is_numbered_in_reading_order_and_folded_at_its_passage() {
    let project = Project::new()
        .file("seeds/talks.txt", &article("Talks", "Geneva waited for an answer, and so did everybody else."))
        .file(
            "content/notes/talks.md",
            "---\nnotes:\n  - {quote: everybody else, kind: question, text: Who?}\n  - {quote: met again, kind: caution, text: Where?}\n---\n",
        );
    let page = project.build().page("briefs/talks/index.html");
    let first = page.find("href=\"#note--2-text\" aria-label=\"Note 1: Caution\" data-note=\"1\"></a>").unwrap();
    let second = page.find("href=\"#note--1-text\" aria-label=\"Note 2: Open question\" data-note=\"2\"></a>").unwrap();
    assert!(first < second);
    let note = &page[page.find("id=\"note--2\"").unwrap()..];
    assert!(note.contains("<details>\n<summary id=\"note--2-of\">") && note.contains("<div id=\"note--2-text\">"));
}

#[test]
fn a_number_never_stands_inside_a_link() {
    let project = Project::new()
        .file("content/actors.yaml", "- {id: group, name: Geneva Group, kind: group}\n")
        .file("seeds/talks.txt", &article("Talks", "They joined the Geneva Group and waited there for an answer."))
        .file(
            "content/notes/talks.md",
            "---\nnotes:\n  - {quote: joined the Geneva, kind: question, text: Who?}\n---\n",
        );
    let page = project.build().page("briefs/talks/index.html");
    assert!(page.contains("</mark> Group</a><a class=\"note-ref\""), "{page}");
}

#[test]
fn a_brief_says_how_long_it_takes_to_read() {
    let long = "They waited. ".repeat(460);
    let project = Project::new().file("seeds/talks.txt", &article("Talks", long.trim()));
    let page = project.build().page("briefs/talks/index.html");
    assert!(words(&page).contains("Reading time 5 min"), "{}", words(&page));
}

#[test]
fn a_theme_shows_who_stands_where_now() {
    let position = |stance: &str, date: &str| {
        format!(
            "  - {{actor: nato, theme: talks, stance: {stance}, statement: A., quote: waited for an answer, date: {date}}}\n"
        )
    };
    let project = Project::new()
        .file("content/actors.yaml", ACTORS)
        .file("content/themes.yaml", "- {id: talks, name: Talks}\n")
        .file("seeds/talks.txt", &article("Talks", "NATO waited for an answer, and so did everybody else."))
        .file(
            "content/notes/talks.md",
            &format!("---\npositions:\n{}{}---\n", position("opposes", "2024-03"), position("supports", "2025")),
        );
    let page = project.build().page("themes/talks/index.html");
    let from = page.find("<dl class=\"state\">").unwrap();
    let state = words(&page[from..from + page[from..].find("</dl>").unwrap()]);
    assert_eq!(state, "● Supports NATO 2025");
}

#[test]
fn a_reference_without_words_reads_as_what_it_names() {
    let text = "---\ntitle: Outlook\n---\nAfter [[talks]], [[nato]]’s council met.\n";
    let mut project = Project::new()
        .file("content/actors.yaml", ACTORS)
        .file("seeds/talks.txt", &article("Talks resume", "Nobody else was asked to come to the city this time."))
        .file("content/briefs/outlook.md", text);
    let actor = project.build().page("actors/nato/index.html");
    assert!(actor.contains("After Talks resume, <mark>NATO</mark>’s council met."), "{actor}");
    let brief = project.page("briefs/outlook/index.html");
    assert!(brief.contains("data-actor=\"nato\" href=\"../../actors/nato/\">NATO</a>’s council met."), "{brief}");
    let id = |page: &str| page.split("<p id=\"p-").nth(1).map(|rest| rest[..10].to_owned());
    let found = project.run(&["mentions"]).stdout;
    let line = found.lines().find(|line| line.contains("outlook.md")).expect("a mention");
    assert!(line.contains("\"start\":20,\"end\":24,\"text\":\"NATO\""), "{line}");
    let renamed = ACTORS.replace("name: NATO", "name: The Atlantic Alliance");
    project = project.file("content/actors.yaml", &renamed);
    let after = project.build().page("briefs/outlook/index.html");
    assert!(after.contains("The Atlantic Alliance</a>’s council met."), "{after}");
    assert!(id(&brief).is_some() && id(&brief) == id(&after), "another name moves no address");
}
